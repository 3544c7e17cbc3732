import DatabaseKit
package import Domain
import Store

/// Edits of the directory: who may make them, and how they enter the history.
struct DirectoryEdit: Sendable {
  let environment: AppEnvironment
  let actor: Actor
  let now: Instant
  private let ids: [Int64]
  private let salts: [[UInt8]]

  init(_ environment: AppEnvironment, by actor: Actor) {
    self.environment = environment
    self.actor = actor
    now = environment.now()
    ids = environment.newIDs(4, at: now)
    salts = (0..<4).map { _ in environment.random(16) }
  }

  /// Whether the actor keeps the directory of this congress.
  func mayEdit(_ congress: ID<Congress>?, in tx: any ReadTransaction) throws -> Bool {
    DirectoryAccess.mayEdit(congress, runHere: try Self.runHere(in: tx), by: actor)
  }

  /// Whether the actor keeps the record of this person.
  func mayEdit(_ person: ID<Person>, in tx: any ReadTransaction) throws -> Bool {
    DirectoryAccess.mayEdit(
      personOf: Set(try PersonStore.congresses(of: person, on: now.date, in: tx)), runHere: try Self.runHere(in: tx),
      by: actor)
  }

  private static func runHere(in tx: any ReadTransaction) throws -> Set<ID<Congress>> {
    Set(try CongressStore.all(in: tx).filter(\.isRunHere).map(\.id))
  }

  /// One edit of something that belongs to a congress: permission, the change, its history, in one transaction.
  func run<T: Sendable>(
    _ kind: SubjectKind, _ subject: Int64, _ act: String, of congress: ID<Congress>?, facts: [String: String],
    lock: LockKey? = nil, _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    let edit = self
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in try edit.mayEdit(congress, in: tx) }
    return try await run(kind, subject, act, if: allowed, facts: facts, lock: lock, body)
  }

  /// One edit with a permission of its own.
  func run<T: Sendable>(
    _ kind: SubjectKind, _ subject: Int64, _ act: String,
    if allowed: @escaping @Sendable (any ReadTransaction) throws -> Bool, facts: [String: String],
    lock: LockKey? = nil, _ body: @escaping @Sendable (any WriteTransaction) throws -> T
  ) async throws -> T {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let edit = self
    let text = try JSONText.encode(facts)
    // Lists show the names of stations, categories and people.
    defer { environment.lines.forget() }
    return try await environment.database.write(locking: [lock ?? LockKey(.directory, subject)]) { tx in
      guard try allowed(tx) else { throw ActionError.refused(.notYours) }
      let result = try body(tx)
      let head = try EventStore.head(of: kind, subject, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: ID(edit.ids[0]), kind: kind, subject: subject, act: act, at: edit.now, actor: edit.actor.recordActor,
          facts: text, words: nil, salt: edit.salts[0]),
        after: head, in: tx)
      return result
    }
  }

  /// A record that exists already belongs to the congress it was made in, whatever the request says.
  static func check(
    _ record: DirectoryRecord, isOf congress: ID<Congress>, mayBeNew: Bool = false, in tx: any ReadTransaction
  ) throws {
    let owner = try OwnershipStore.congress(of: record, in: tx)
    if owner == nil, mayBeNew { return }
    guard owner == congress else { throw ActionError.notFound }
  }
}

/// An entry of a directory record's history, as its page shows it.
package struct DirectoryHistoryLine: Sendable, Equatable {
  package let at: Instant
  package let actor: String?
  package let act: String
  package let facts: [String: String]
}

package enum ReadDirectoryHistory {
  package static func run(_ kind: SubjectKind, _ subject: Int64, in environment: AppEnvironment) async throws
    -> [DirectoryHistoryLine]
  {
    try await environment.database.read { tx in
      let entries = try EventStore.history(of: kind, subject, in: tx)
      let names = try PersonStore.names(entries.compactMap(\.actor.person), in: tx)
      return entries.reversed().map { entry in
        DirectoryHistoryLine(
          at: entry.at, actor: entry.actor.person.flatMap { names[$0] }, act: entry.act,
          // Facts of other shapes (settings, account acts) have pages of their own.
          facts: (try? JSONText.decode([String: String].self, from: entry.facts)) ?? [:])
      }
    }
  }
}
