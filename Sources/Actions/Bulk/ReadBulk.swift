import DatabaseKit
package import Domain
import Store

/// What a run's page shows.
package struct BulkPageData: Sendable {
  /// What will become of a row, tried out and taken back.
  package enum Forecast: Sendable, Equatable {
    case will(before: MatterStatus, after: MatterStatus)
    /// Nothing speaks against it, as far as one can say before it is said to whom.
    case may
    case cannot(BulkRefusal)
  }

  package struct Line: Sendable {
    package let row: BulkRow
    /// Nil when the reader may not see it any more.
    package let matter: MatterLine?
    /// Nil for a row that is gone through.
    package let forecast: Forecast?
  }

  package let run: BulkRun
  package let input: BulkInput?
  /// To whom it goes, by name; nil where it goes to nobody.
  package let target: String?
  package let lines: [Line]
  /// People whom refusals name.
  package let people: [ID<Person>: String]
  /// Where the matters lie that can be done, for the choice of to whom.
  package let places: [(venue: ID<Venue>?, congress: ID<Congress>)]

  package var able: Int {
    lines.count { if case .cannot = $0.forecast { false } else { $0.forecast != nil } }
  }
}

package enum ReadBulk {
  /// The reader's newest runs.
  package static func list(by actor: Actor, in environment: AppEnvironment) async throws -> [BulkRun] {
    let person = try signedIn(actor)
    return try await environment.database.read { tx in try BulkStore.runs(of: person, limit: 50, in: tx) }
  }

  /// - Throws: not found for a run that is somebody else's.
  package static func page(_ id: ID<BulkRun>, by actor: Actor, in environment: AppEnvironment) async throws
    -> BulkPageData
  {
    let (run, input, target, rows, facts, found) = try await environment.database.read { tx in
      let (run, input) = try visible(id, by: actor, in: tx)
      let target = try input.flatMap { try name(of: $0, in: tx) }
      let rows = try BulkStore.rows(of: id, in: tx)
      let facts = try MatterStore.facts(of: rows.map(\.matter), in: tx).filter { MatterAccess.sees($0.value, actor) }
      return (run, input, target, rows, facts, try MatterListStore.lines(of: facts.keys.sorted(), in: tx))
    }
    let lines = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var forecasts: [BulkPageData.Forecast?] = []
    for row in rows {
      switch run.state {
      case .chosen:
        forecasts.append(
          try await guess(run.act, row, facts[row.matter], lines[row.matter], by: actor, in: environment))
      case .prepared:
        forecasts.append(try await rehearse(input, row, by: actor, in: environment))
      case .running, .done: forecasts.append(nil)
      }
    }
    let shown = zip(rows, forecasts).map { row, forecast in
      BulkPageData.Line(row: row, matter: lines[row.matter], forecast: forecast)
    }
    let people = try await names(shown, in: environment)
    return BulkPageData(
      run: run, input: input, target: target, lines: shown, people: people,
      places: places(rows.map { facts[$0.matter] }))
  }

  static func visible(_ id: ID<BulkRun>, by actor: Actor, in tx: any ReadTransaction) throws -> (BulkRun, BulkInput?) {
    guard let run = try BulkStore.run(id, in: tx), BulkAccess.sees(run, actor) else { throw ActionError.notFound }
    return (run, try BulkStore.input(of: id, in: tx).flatMap { try BulkInput(run.act, text: $0) })
  }

  private static func name(of input: BulkInput, in tx: any ReadTransaction) throws -> String? {
    switch input {
    case .assign(let input):
      switch input.to {
      case .deputy(let id): return try PersonStore.names([id], in: tx)[id].map { $0 + "代表" }
      case .group(let id): return try GroupRecordStore.profile(id, in: tx)?.group.name
      case .venue(let id): return try VenueStore.venue(id, in: tx)?.name
      }
    case .transfer(let input): return try input.lead.flatMap { try GroupStore.unit($0, in: tx)?.name }
    case .urge: return nil
    }
  }

  private static func signedIn(_ actor: Actor) throws -> ID<Person> {
    guard let person = actor.person else { throw ActionError.refused(.notYours) }
    return person
  }

  // MARK: What will become of a row

  /// Before it is said to whom: what access and state say of the act as such.
  private static func guess(
    _ act: BulkAct, _ row: BulkRow, _ facts: MatterFacts?, _ line: MatterLine?, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> BulkPageData.Forecast {
    guard let facts, let line else { return .cannot(.access(.notVisible)) }
    if case .refused(let reason) = MatterAccess.decide(act.act, on: facts, by: actor) {
      return .cannot(.access(reason))
    }
    if line.revision != row.seen {
      return .cannot(.changed(try await change(of: row.matter, in: environment)))
    }
    let workflow = try await environment.rules.workflow(settings: nil)
    guard workflow.offers(act.act, on: facts.status, today: environment.now().date) else {
      return .cannot(.rule(facts.status.mergedInto == nil ? .notInThisState : .handledTogether))
    }
    return .may
  }

  /// The act itself, taken back before it is kept.
  private static func rehearse(
    _ input: BulkInput?, _ row: BulkRow, by actor: Actor, in environment: AppEnvironment
  ) async throws -> BulkPageData.Forecast {
    guard let input else { return .cannot(.failed) }
    do {
      let request = MatterRequest(actor: actor, seen: row.seen).rehearsed
      _ = try await input.carryOut(on: row.matter, request, in: environment)
      return .cannot(.failed)
    } catch let rehearsal as Rehearsal {
      return .will(before: rehearsal.before, after: rehearsal.after)
    } catch let error as ActionError {
      return .cannot(try await refusal(error, row.matter, in: environment))
    }
  }

  /// - Throws: what is no matter of this row (a busy server, a stopped one).
  static func refusal(_ error: ActionError, _ matter: ID<Matter>, in environment: AppEnvironment) async throws
    -> BulkRefusal
  {
    switch error {
    case .refused(let reason): return .access(reason)
    case .rule(let refusal): return .rule(refusal)
    case .notFound: return .access(.notVisible)
    case .changedMeanwhile: return .changed(try await change(of: matter, in: environment))
    case .invalid: return .wrongTarget
    case .busy, .readOnly: throw error
    case .locked, .wrongSecret, .duplicate, .suggestion, .motion: return .failed
    }
  }

  /// The newest entry of its history that says what happens to it.
  private static func change(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> BulkChange? {
    let entries = try await environment.database.read { tx in
      try EventStore.history(of: .matter, matter.raw, in: tx)
    }
    return entries.last.flatMap { entry in
      MatterAct(rawValue: entry.act).map { BulkChange(act: $0, by: entry.actor.person, at: entry.at) }
    }
  }

  private static func names(_ lines: [BulkPageData.Line], in environment: AppEnvironment) async throws
    -> [ID<Person>: String]
  {
    let people = lines.compactMap { line -> ID<Person>? in
      if case .refused(.changed(let change)) = line.row.outcome { return change?.by }
      if case .cannot(.changed(let change)) = line.forecast { return change?.by }
      return nil
    }
    if people.isEmpty { return [:] }
    return try await environment.database.read { tx in try PersonStore.names(Set(people).sorted(), in: tx) }
  }

  private static func places(_ facts: [MatterFacts?]) -> [(venue: ID<Venue>?, congress: ID<Congress>)] {
    var result: [(venue: ID<Venue>?, congress: ID<Congress>)] = []
    for status in facts.compactMap({ $0?.status }) {
      let isKnown = result.contains { $0.venue == status.venue && $0.congress == status.congress }
      if !isKnown { result.append((status.venue, status.congress)) }
    }
    return result
  }
}
