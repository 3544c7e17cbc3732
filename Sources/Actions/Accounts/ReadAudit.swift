import DatabaseKit
package import Domain
import Store

/// 审计: what was done with the system, for whoever reads it and does nothing else.
package enum ReadAudit {
  package static let pageSize = 50

  /// A line with the names of its people.
  package struct Line: Sendable, Equatable {
    package let line: AuditLine
    package let actor: String?
    package let person: String?
    /// The receipt of the matter it is about: its number, and nothing of what it says.
    package let receipt: String?
    package let place: String?
  }

  package struct Page: Sendable {
    package let lines: [Line]
    package let next: ListCursor?
  }

  package static func run(
    _ filter: AuditFilter, after cursor: ListCursor?, limit: Int = pageSize, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    try check(actor)
    let mark = cursor.flatMap { cursor in
      Int64(cursor.sort).map { (at: Instant(milliseconds: $0), id: cursor.id) }
    }
    return try await environment.database.read { tx in
      let found = try AuditStore.page(filter, before: mark, limit: limit + 1, in: tx)
      let lines = try named(Array(found.prefix(limit)), in: tx)
      let last = found.count > limit ? lines.last?.line : nil
      return Page(lines: lines, next: last.map { ListCursor(sort: "\($0.at.milliseconds)", id: $0.id) })
    }
  }

  /// One line, with its record's other lines of the same kind.
  package static func one(_ id: Int64, by actor: Actor, in environment: AppEnvironment) async throws
    -> (line: Line, entry: RecordEntry?)?
  {
    try check(actor)
    return try await environment.database.read { tx in
      guard let line = try AuditStore.line(id, in: tx) else { return nil }
      let entry = try line.subject.flatMap { subject in
        try EventStore.history(of: subject.kind, subject.id, in: tx).first { $0.seq == subject.seq }
      }
      return (line: try named([line], in: tx)[0], entry: entry)
    }
  }

  /// Everybody who ever did something that is in the log, for a choice: people with accounts.
  package static func people(by actor: Actor, in environment: AppEnvironment) async throws -> [Named<Person>] {
    try check(actor)
    return try await environment.database.read { tx in
      try AccountStore.all(in: tx).map { Named(id: $0.account.person, name: $0.name + "（" + $0.account.username + "）") }
    }
  }

  private static func check(_ actor: Actor) throws {
    guard let person = actor.signedIn, person.holds(.auditor) else { throw ActionError.refused(.notYours) }
  }

  private static func named(_ lines: [AuditLine], in tx: any ReadTransaction) throws -> [Line] {
    let people = Set(lines.flatMap { [$0.actor, $0.person].compactMap { $0 } })
    let names = try PersonStore.names(people.sorted(), in: tx)
    let matters = Set(
      lines.compactMap { line in line.subject.flatMap { $0.kind == .matter ? ID<Matter>($0.id) : nil } })
    let about = try AuditStore.matters(matters.sorted(), in: tx)
    return lines.map { line in
      let matter = line.subject.flatMap { $0.kind == .matter ? about[$0.id] : nil }
      return Line(
        line: line, actor: line.actor.map { names[$0] ?? "" }, person: line.person.map { names[$0] ?? "" },
        receipt: matter?.receipt, place: matter?.place)
    }
  }
}

/// 导出: that a list left the system, by whom and how much of it. Every export calls it before the bytes go out.
package enum RecordExport {
  /// - Parameter filter: how it was narrowed, in words without private values.
  package static func run(
    _ what: String, filter: String = "", rows: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.person else { throw ActionError.refused(.notYours) }
    let now = environment.now()
    let entry = NewEntry(
      id: environment.newID(at: now), kind: .person, subject: person.raw, act: "export", at: now,
      actor: actor.recordActor, facts: try JSONText.encode(facts(what, filter, rows)), words: nil,
      salt: environment.random(16))
    try await environment.database.write(locking: [LockKey(.directory, person.raw)]) { tx in
      try ManageAccounts.append(entry, in: tx)
    }
  }

  private static func facts(_ what: String, _ filter: String, _ rows: Int) -> [String: String] {
    let facts = ["what": what, "rows": "\(rows)"]
    return filter.isEmpty ? facts : facts.merging(["filter": filter]) { first, _ in first }
  }
}

extension ReadAudit.Line {
  /// The facts that may be shown, by name: of a setting's whole text, of a promise or a draft there is nothing in here.
  package var facts: [String: String]? {
    // Facts of other shapes have pages of their own.
    guard let known = try? JSONText.decode(ShownFacts.self, from: line.facts) else { return nil }
    let pairs = [
      ("reason", known.reason), ("what", known.what), ("filter", known.filter), ("rows", known.rows),
      ("address", known.address),
      ("device", known.device),
    ]
    return Dictionary(pairs.compactMap { name, value in value.map { (name, $0) } }, uniquingKeysWith: { $1 })
  }

  private struct ShownFacts: Decodable {
    let reason: String?
    let what: String?
    let filter: String?
    let rows: String?
    let address: String?
    let device: String?
  }
}

/// What new rules would do at once.
package enum PreviewSecurity {
  package static func run(_ settings: SecuritySettings, in environment: AppEnvironment) async throws
    -> (outdated: Int, ending: Int)
  {
    let now = environment.now()
    let today = try await environment.rules.security()
    return try await environment.database.read { tx in
      let outdated = try AccountStore.all(in: tx).filter { item in
        item.account.state == .active && item.account.isOutdated(at: now, settings.password)
          && !item.account.isOutdated(at: now, today.password)
      }.count
      let before = try SignInStore.count(at: now, today.session, in: tx)
      return (outdated, max(0, before - (try SignInStore.count(at: now, settings.session, in: tx))))
    }
  }
}
