import DatabaseKit
import Domain
import Store

/// Acts at a session: who may carry them out, and how they enter the history.
struct SessionEdit: Sendable {
  let environment: AppEnvironment
  let actor: Actor
  let now: Instant
  private let event: ID<RecordEvent>
  private let salt: [UInt8]
  /// For whoever is told.
  let noticeIDs: [Int64]

  init(_ environment: AppEnvironment, by actor: Actor, notices: Int = 0) {
    self.environment = environment
    self.actor = actor
    now = environment.now()
    event = environment.newID(at: now)
    salt = environment.random(16)
    noticeIDs = environment.newIDs(notices, at: now)
  }

  /// What an act leaves in the history.
  struct Entry: Sendable {
    var facts: [String: String]
    /// What people wrote: apart, so that it can be erased.
    var words: String?

    init(_ facts: [String: String], words: String? = nil) {
      self.facts = facts
      self.words = words
    }
  }

  /// One act in one transaction, carried out once however often its form is sent.
  ///
  /// - Parameter body: nil when nothing was changed, which leaves no entry.
  /// - Returns: the record that it made or changed, or did the first time.
  @discardableResult
  func run<Subject>(
    _ kind: SubjectKind, _ subject: ID<Subject>, _ act: String, locking locks: [LockKey], key: RequestKey?,
    _ body: @escaping @Sendable (any WriteTransaction) throws -> Entry?
  ) async throws -> ID<Subject> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let edit = self
    return try await environment.database.write(locking: locks + [key?.lock].compactMap { $0 }) { tx in
      if let earlier = try Once.earlier(key, in: tx) { return ID(text: earlier) ?? subject }
      if let entry = try body(tx) { try edit.append(kind, subject.raw, act, entry, in: tx) }
      try Once.remember(key, subject.description, at: edit.now, in: tx)
      return subject
    }
  }

  func append(_ kind: SubjectKind, _ subject: Int64, _ act: String, _ entry: Entry, in tx: any WriteTransaction) throws
  {
    let head = try EventStore.head(of: kind, subject, in: tx)
    _ = try EventStore.append(
      NewEntry(
        id: event, kind: kind, subject: subject, act: act, at: now, actor: actor.recordActor,
        facts: try JSONText.encode(entry.facts), words: try entry.words.map { try JSONText.encode(["text": $0]) },
        salt: salt), after: head, in: tx)
  }

  /// The session, for whoever may do this there. To others it looks as it does to everybody.
  func session(
    _ id: ID<CongressSession>, for right: SessionAccess.Right, about deputy: ID<Person>? = nil,
    in tx: any ReadTransaction
  ) throws -> CongressSession {
    guard let session = try SessionStore.session(id, in: tx) else { throw ActionError.notFound }
    let hasSecretary = try Self.hasSecretary(session.congress, about: deputy, on: now.date, in: tx)
    if SessionAccess.may(right, at: session.congress, in: session.state, hasSecretary: hasSecretary, by: actor) {
      return session
    }
    // Whoever might do it while the session is in another state is told so, everybody else that it is not his.
    let ever = CongressSession.State.allCases.contains {
      SessionAccess.may(right, at: session.congress, in: $0, hasSecretary: hasSecretary, by: actor)
    }
    guard ever else { throw ActionError.refused(.notYours) }
    if session.state == .cancelled { throw ActionError.session(.cancelled) }
    throw right == .decideLeave ? ActionError.refused(.notYours) : ActionError.session(.notOpen)
  }

  /// Whether the secretariat has somebody other than the deputy that it is about.
  static func hasSecretary(
    _ congress: ID<Congress>, about deputy: ID<Person>? = nil, on date: CivilDate, in tx: any ReadTransaction
  ) throws -> Bool {
    try AccountStore.holders(of: .secretary, venue: nil, congress: congress, on: date, in: tx).contains { $0 != deputy }
  }

  /// Tells people, apart from whoever caused it.
  func tell(
    _ people: [ID<Person>], _ kind: NoticeKind, about person: ID<Person>?, _ session: ID<CongressSession>,
    from first: Int = 0, in tx: any WriteTransaction
  ) throws {
    for (receiver, id) in zip(people.filter { $0 != actor.person }, noticeIDs.dropFirst(first)) {
      try MessageStore.insertNotice(
        ID(id), to: receiver, kind: kind, matter: nil, about: person, session: session, at: now, in: tx)
    }
  }

  /// The first of some posts that somebody holds, with all who hold it.
  func holders(of roles: [PostRole], at congress: ID<Congress>, except: ID<Person>?, in tx: any ReadTransaction) throws
    -> [ID<Person>]
  {
    for role in roles {
      let people = try AccountStore.holders(of: role, venue: nil, congress: congress, on: now.date, in: tx).filter {
        $0 != except
      }
      if !people.isEmpty { return people }
    }
    return []
  }
}

extension ActionError {
  /// Why a session or what belongs to it cannot be changed so.
  static func session(_ refusal: SessionRefusal, _ field: String = "session") -> ActionError {
    .invalid([FieldProblem(field, .session(refusal))])
  }
}
