import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Makes the rows of a checked roster, in small writes with a mark where to go on: a stop in the middle loses nothing, and
/// two who go on at the same moment make nothing twice.
package enum ApplyImport {
  private static let chunk = 100
  /// Each account costs a slow hash.
  private static let accountChunk = 10

  /// Confirms the report. Rows that were wrong are left out.
  package static func begin(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    try await ImportSteps.move(id, from: .checked, to: .applying, "import", by: actor, in: environment)
  }

  /// Begins, and goes on for as long as somebody waits for it; a timer does the rest.
  package static func run(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    try await begin(id, by: actor, in: environment)
    try await ImportSteps.goOn(id, in: environment)
  }

  /// The next rows; false when there are none.
  package static func step(_ id: ID<ImportRun>, in environment: AppEnvironment) async throws -> Bool {
    let (run, stored) = try await environment.database.read { tx in
      guard let run = try ImportStore.run(id, in: tx) else { throw ActionError.notFound }
      let limit = run.kind == .account ? accountChunk : chunk
      return (run, try ImportStore.rows(of: id, after: run.done, limit: limit, in: tx))
    }
    guard run.state == .applying else { return false }
    let now = environment.now()
    guard let last = stored.last else {
      try await environment.database.write(locking: [ImportSteps.lock(id)]) { tx in
        _ = try ImportStore.move(id, from: .applying, to: .applied, at: now, in: tx)
      }
      return false
    }
    let rows = try stored.map { try ImportRowSeal.open($0, of: id, in: environment) }
    let names = ImportMaker.names(run.kind, rows)
    let maker = try await environment.database.read { tx in
      // With the rights that whoever brought it in has by now.
      let reader = try run.madeBy.map { try ImportRights.actor($0, on: now.date, in: tx) } ?? .system
      let lookup = try ImportLookupStore.load(run.kind, of: run.congress, names: names, for: reader, in: tx)
      return try ImportMaker(run, lookup: lookup, at: now, tx)
    }
    var ingredients: [ImportIngredients] = []
    for row in rows { ingredients.append(try await maker.prepare(row, in: environment)) }
    let prepared = ingredients
    // Two files with the same people meet at the congress.
    let locks = [ImportSteps.lock(id), LockKey(.directory, run.congress.raw)]
    try await environment.database.write(locking: locks) { tx in
      // Somebody else was here meanwhile: the next step starts from his mark.
      guard let current = try ImportStore.run(id, in: tx), current.state == .applying, current.done == run.done else {
        return
      }
      var maker = maker
      let outcome = try maker.make(prepared, names: names, in: tx)
      try ImportStore.insert(outcome.records, from: current.made + 1, of: id, in: tx)
      let next = try ImportStore.nextFinding(of: id, in: tx)
      try ImportStore.insert(outcome.findings, from: next, of: id, in: tx)
      try ImportStore.forgetRows(of: id, through: last.position, in: tx)
      let made = current.made + outcome.records.count
      try ImportStore.count(id, done: last.position, made: made, left: made, at: now, in: tx)
    }
    return true
  }
}

/// What imports and their undoing have in common.
enum ImportSteps {
  /// How long a request goes on by itself before it leaves the rest to the timer, in milliseconds.
  private static let patience: Int64 = 8000

  static func lock(_ run: ID<ImportRun>) -> LockKey { LockKey(.directory, run.raw) }

  /// Moves the run into its next state, with an entry in the history of its congress.
  static func move(
    _ id: ID<ImportRun>, from: ImportState, to: ImportState, _ act: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    guard let run = try await environment.database.read({ tx in try ImportStore.run(id, in: tx) }) else {
      throw ActionError.notFound
    }
    let edit = DirectoryEdit(environment, by: actor)
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in
      try ImportRights.check(run.kind, run.congress, by: actor, in: tx)
      return true
    }
    let facts = ["run": id.description, "kind": run.kind.rawValue, "file": run.fileName, "rows": "\(run.ready)"]
    try await edit.run(.congress, run.congress.raw, act, if: allowed, facts: facts) { tx in
      guard try ImportStore.move(id, from: from, to: to, at: edit.now, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  static func goOn(_ id: ID<ImportRun>, in environment: AppEnvironment) async throws {
    let began = environment.now()
    while try await step(id, in: environment) {
      if environment.now().milliseconds - began.milliseconds > patience { return }
    }
  }

  static func step(_ id: ID<ImportRun>, in environment: AppEnvironment) async throws -> Bool {
    let state = try await environment.database.read { tx in try ImportStore.run(id, in: tx)?.state }
    switch state {
    case .applying: return try await ApplyImport.step(id, in: environment)
    case .undoing: return try await UndoImport.step(id, in: environment)
    case .reading, .checked, .applied, .undone, .discarded, nil: return false
    }
  }
}

/// Goes on with a run at once instead of waiting for the timer.
package enum GoOnImport {
  package static func run(_ id: ID<ImportRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    _ = try await environment.database.read { tx in try ReadImports.visible(id, by: actor, in: tx) }
    try await ImportSteps.goOn(id, in: environment)
  }
}
