import DatabaseKit
import Domain

/// Ids and salts of the entries that an act can write, and ids of what each of them tells, made before the transaction,
/// which may run twice.
struct PreparedEntries: Sendable {
  let now: Instant
  private let ids: [Int64]
  private let salts: [[UInt8]]

  /// - Parameter events: how many histories the act can write to.
  init(_ environment: AppEnvironment, events: Int) {
    now = environment.now()
    // One more for what is entered for somebody.
    ids = environment.newIDs(events * (2 + ProposalMessage.mostKinds), at: now)
    salts = (0..<events).map { _ in environment.random(16) }
  }

  /// The same for each run of the transaction.
  var supply: EntrySupply { EntrySupply(now: now, ids: ids, salts: salts) }
}

/// Ids and salts for one run of the transaction.
final class EntrySupply {
  let now: Instant
  private var ids: ArraySlice<Int64>
  private var salts: ArraySlice<[UInt8]>

  fileprivate init(now: Instant, ids: [Int64], salts: [[UInt8]]) {
    self.now = now
    self.ids = ids[...]
    self.salts = salts[...]
  }

  func id() throws -> Int64 {
    guard let id = ids.popFirst() else { throw DatabaseError.statement(code: "ids", message: "too few ids") }
    return id
  }

  func salt() throws -> [UInt8] {
    guard let salt = salts.popFirst() else {
      throw DatabaseError.statement(code: "salts", message: "too few salts")
    }
    return salt
  }
}
