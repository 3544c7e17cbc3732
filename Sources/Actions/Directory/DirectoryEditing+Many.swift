import DatabaseKit
import Domain
import Store

extension DirectoryEdit {
  /// One edit that is carried out once however often its form is sent; gives the id that it made, or made the first time.
  /// - Parameter meeting: what other edits of the same kind meet at, such as the group that gets a member.
  @discardableResult
  func runOnce<Subject>(
    _ kind: SubjectKind, _ subject: Int64, _ act: String, of congress: ID<Congress>?, facts: [String: String],
    made id: ID<Subject>, key: RequestKey?, meeting: LockKey? = nil,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> Void
  ) async throws -> ID<Subject> {
    let edit = self
    return try await runOnce(
      kind, subject, act, if: { tx in try edit.mayEdit(congress, in: tx) }, facts: facts, made: id, key: key,
      meeting: meeting, body)
  }

  /// The same with a permission of its own.
  @discardableResult
  func runOnce<Subject>(
    _ kind: SubjectKind, _ subject: Int64, _ act: String,
    if allowed: @escaping @Sendable (any ReadTransaction) throws -> Bool, facts: [String: String],
    made id: ID<Subject>, key: RequestKey?, meeting: LockKey? = nil,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> Void
  ) async throws -> ID<Subject> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let edit = self
    let (event, salt) = (environment.newID(at: now, RecordEvent.self), environment.random(16))
    let locks = [meeting ?? LockKey(.directory, subject)] + [key?.lock].compactMap { $0 }
    defer { environment.lines.forget() }
    return try await environment.database.write(locking: locks) { tx in
      if let earlier = try Once.earlier(key, in: tx) { return ID(text: earlier) ?? id }
      guard try allowed(tx) else { throw ActionError.refused(.notYours) }
      try body(tx)
      try edit.append(kind, subject, act, facts: facts, id: event.raw, salt: salt, in: tx)
      try Once.remember(key, id.description, at: edit.now, in: tx)
      return id
    }
  }

  /// The entry of one record among those that an act changes.
  func append(
    _ kind: SubjectKind, _ subject: Int64, _ act: String, facts: [String: String], id: Int64, salt: [UInt8],
    in tx: any WriteTransaction
  ) throws {
    let head = try EventStore.head(of: kind, subject, in: tx)
    _ = try EventStore.append(
      NewEntry(
        id: ID(id), kind: kind, subject: subject, act: act, at: now, actor: actor.recordActor,
        facts: try JSONText.encode(facts), words: nil, salt: salt),
      after: head, in: tx)
  }

  /// A reason is asked for, and no date lies in the future.
  func check(reason: String, from date: CivilDate? = nil) throws {
    var problems: [FieldProblem] = []
    if let date, date > now.date { problems.append(FieldProblem("from", .inFuture)) }
    if reason.isEmpty { problems.append(FieldProblem("reason", .missing)) }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
  }
}
