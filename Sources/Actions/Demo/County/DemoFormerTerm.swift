import DatabaseKit
import Domain
import Store

/// The congress of the county's first township, which is run here, too: its former term (届) is over, and every suggestion
/// of it was answered, closed and rated.
struct DemoFormerTerm {
  let directory: DemoCountyDirectory
  /// Suggestions of the former term.
  let count: Int
  let today: CivilDate

  private var environment: AppEnvironment { directory.environment }
  private var town: DemoDirectory { directory.town }

  /// In years: 代表法 2.
  private static let length = 5
  /// From session to session, of 329.
  private static let rising = [24, 26, 28, 31, 32, 34, 36, 38, 39, 41]

  private struct Found: Sendable {
    var congress: Congress
    let term: CongressTerm
    let deputies: [SessionMeetingStore.Expected]
  }

  func tell() async throws {
    let today = today
    let found = try await environment.database.read { tx -> Found? in
      guard let congress = try CongressStore.all(in: tx).first(where: { $0.level == .township }),
        let term = try CongressStore.terms(of: congress.id, in: tx).first
      else { return nil }
      return Found(
        congress: congress, term: term,
        deputies: try SessionMeetingStore.expected(of: congress.id, on: today, in: tx))
    }
    guard let found, let former = former(before: found.term) else { return }
    try await insert(former, found)
    let congress = found.congress
    for (kind, name) in [
      (CongressBodyKind.presidium, congress.name + "主席团"), (.office, congress.shortName + "人大办公室"),
    ] {
      try await SaveStructure.addBody(of: congress.id, kind: kind, name: name, by: .system, in: environment)
    }
    let clerk = try await directory.staff("镇人大专职干事", [Post(role: .clerk, congress: congress.id)])
    let chair = try await directory.staff("镇人大主席", [Post(role: .chair, congress: congress.id)])
    _ = try await directory.accounts([("townclerk", clerk.person)])
    _ = try await town.categories(congress.id)
    let units = try await units(of: congress.id)
    guard let person = clerk.person else { return }
    let sessions = DemoSessions(
      congress: congress.id, level: .township, place: "镇政府三楼会议室", clerk: person, secretary: person, today: today,
      clock: town.clock, environment: environment)
    try await sessions.build(former)
    try await sessions.build()
    for (counts, term) in [(counts, former), ([8, 12], nil)] as [([Int], CongressTerm?)] {
      try await DemoSuggestions.tell(
        counts, at: congress.id, units: units, clerk: person, secondReader: chair.person ?? person,
        today: today, of: term, in: environment)
    }
  }

  /// So many of the whole for each session, rising as they rise.
  private var counts: [Int] {
    let whole = Self.rising.reduce(0, +)
    var told = 0
    var sum = 0
    return Self.rising.map { part in
      sum += part
      defer { told = count * sum / whole }
      return count * sum / whole - told
    }
  }

  private func former(before term: CongressTerm) -> CongressTerm? {
    let first = DemoSessionDays.all(
      at: .township, from: term.beganOn.year - Self.length, through: term.beganOn.adding(days: -1)
    ).first
    return first.map {
      CongressTerm(
        id: environment.newID(at: town.clock.now), congress: term.congress, number: term.number - 1, beganOn: $0,
        endedOn: term.beganOn)
    }
  }

  /// Whoever sits now sat before: their former mandates ended with the term.
  private func insert(_ former: CongressTerm, _ found: Found) async throws {
    var congress = found.congress
    congress.isRunHere = true
    let run = congress
    let now = town.clock.now
    let mandates = found.deputies.map { deputy in
      Mandate(
        id: environment.newID(at: now), person: deputy.person, congress: run.id, term: former.id, constituency: nil,
        electingUnit: nil, stationed: nil, state: .ended, reason: .termEnded, beganOn: former.beganOn,
        changedOn: found.term.beganOn)
    }
    try await environment.database.write { tx in
      try CongressStore.update(run, in: tx)
      try CongressStore.insert(former, in: tx)
      for mandate in mandates { try PersonStore.insert(mandate, level: run.level, in: tx) }
    }
  }

  private func units(of congress: ID<Congress>) async throws -> [String: DemoUnit] {
    var units: [String: DemoUnit] = [:]
    for (index, name) in DemoUnitTexts.names.prefix(6).enumerated() {
      let id = try await SaveStructure.saveUnit(
        nil, of: congress, name: name, telephone: "0990-000 0\(300 + index)", by: .system, in: environment)
      func post(_ role: PostRole) -> Post { Post(role: role, congress: congress, unit: id) }
      let head = try await directory.staff("单位负责人", [post(.unitHead)])
      let registrar = try await directory.staff("单位干部", [post(.unitRegistrar), post(.unitDrafter)])
      units[name] = DemoUnit(id: id, registrar: registrar, drafter: registrar, head: head)
    }
    return units
  }
}
