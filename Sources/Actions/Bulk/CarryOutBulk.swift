import DatabaseKit
package import Domain
import Logging
import SecretsKit
import Store

/// 批量办理: says what is to happen, confirms it, and does it row by row. Each row is an act and a transaction of its own,
/// with a key of its own: a run that was cut off goes on where it stood, and two who go on at the same moment do nothing
/// twice.
package enum CarryOutBulk {
  /// How long a request goes on by itself before it leaves the rest to the timer, in milliseconds.
  private static let patience: Int64 = 8000
  /// After so many rows what became of them is kept.
  private static let chunk = 10

  /// Says to whom and with which words. What was said before is forgotten, until it is confirmed.
  package static func prepare(
    _ input: BulkInput, for id: ID<BulkRun>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let text = try input.text
    try await environment.database.write { tx in
      let (run, _) = try ReadBulk.visible(id, by: actor, in: tx)
      guard run.act == input.act else { throw ActionError.notFound }
      guard try BulkStore.prepare(id, input: text, at: now, in: tx) else { throw ActionError.changedMeanwhile }
    }
  }

  /// Confirms what was said at `seen`, and goes on for as long as somebody waits for it. Sent twice it is done once.
  package static func start(_ id: ID<BulkRun>, seen: Instant, by actor: Actor, in environment: AppEnvironment)
    async throws
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    try await environment.database.write { tx in
      let (run, _) = try ReadBulk.visible(id, by: actor, in: tx)
      guard run.state == .chosen || run.state == .prepared else { return }
      guard try BulkStore.start(id, seen: seen, at: now, in: tx) else { throw ActionError.changedMeanwhile }
    }
    try await goOn(id, by: actor, in: environment)
  }

  /// Goes on at once instead of waiting for the timer.
  package static func goOn(_ id: ID<BulkRun>, by actor: Actor, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    _ = try await environment.database.read { tx in try ReadBulk.visible(id, by: actor, in: tx) }
    let began = environment.now()
    while try await step(id, by: actor, in: environment) {
      if environment.now().milliseconds - began.milliseconds > patience { return }
    }
  }

  /// The next rows; false when there are none.
  static func step(_ id: ID<BulkRun>, by actor: Actor, in environment: AppEnvironment) async throws -> Bool {
    let (run, stored, rows) = try await environment.database.read { tx in
      (
        try BulkStore.run(id, in: tx), try BulkStore.input(of: id, in: tx),
        try BulkStore.waiting(of: id, limit: chunk, in: tx)
      )
    }
    guard let run, run.state == .running, let input = try stored.flatMap({ try BulkInput(run.act, text: $0) }) else {
      return false
    }
    if rows.isEmpty {
      let (now, left) = (environment.now(), try input.withoutWords.text)
      try await environment.database.write { tx in try BulkStore.finish(id, input: left, at: now, in: tx) }
      return false
    }
    var kept: [BulkRow] = []
    var interruption: (any Error)?
    for row in rows {
      do {
        let outcome = try await outcome(of: row, run, input, by: actor, in: environment)
        kept.append(BulkRow(position: row.position, matter: row.matter, seen: row.seen, outcome: outcome))
      } catch {
        interruption = error
        break
      }
    }
    let (now, gone) = (environment.now(), kept)
    try await environment.database.write { tx in try BulkStore.keep(gone, of: id, at: now, in: tx) }
    if let interruption { throw interruption }
    return true
  }

  private static func outcome(
    of row: BulkRow, _ run: BulkRun, _ input: BulkInput, by actor: Actor, in environment: AppEnvironment
  ) async throws -> BulkOutcome {
    // The key of a row that was done and not kept may be gone by now.
    if environment.now() > run.changedAt.adding(days: BulkRun.waitsDays) { return .refused(.expired) }
    let request = MatterRequest(actor: actor, seen: row.seen, key: key(of: row, run, environment))
    do {
      return .done(seq: try await input.carryOut(on: row.matter, request, in: environment).seq)
    } catch let error as ActionError {
      return .refused(try await ReadBulk.refusal(error, row.matter, in: environment))
    } catch {
      guard let trouble = DatabaseTrouble(error), !trouble.isPassing else { throw error }
      // This row would stop all that come after it.
      environment.logger.error("bulk row", metadata: ["what": .string(trouble.what)])
      return .refused(.failed)
    }
  }

  /// The row's own key, the same whoever goes on with it.
  private static func key(of row: BulkRow, _ run: BulkRun, _ environment: AppEnvironment) -> RequestKey {
    let parts = [run.id.description, "\(row.position)"].map { Array($0.utf8) }
    return RequestKey(hash: environment.tokens.mac("bulk-row", parts))
  }
}
