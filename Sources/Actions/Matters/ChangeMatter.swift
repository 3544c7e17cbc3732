import DatabaseKit
package import Domain
import Store

/// Who asks for an act on a matter, and how the request came.
package struct MatterRequest: Sendable {
  package let actor: Actor
  /// The revision the person saw; nil for timers.
  package let seen: Int?
  package let key: RequestKey?
  /// Entered for a deputy on his word.
  package let onBehalf: OnBehalf?
  /// Who ordered what a timer carries out: named in the history, while the right is the timer's.
  let orderedBy: RecordActor?
  /// Only to see what would happen: everything is done and taken back, and ``Rehearsal`` is thrown.
  private(set) var isRehearsal = false

  package init(actor: Actor, seen: Int?, key: RequestKey? = nil, onBehalf: OnBehalf? = nil) {
    self.init(actor: actor, seen: seen, key: key, onBehalf: onBehalf, orderedBy: nil)
  }

  init(actor: Actor, seen: Int?, key: RequestKey?, onBehalf: OnBehalf?, orderedBy: RecordActor?) {
    self.actor = actor
    self.orderedBy = orderedBy
    self.seen = seen
    self.key = key
    self.onBehalf = onBehalf
  }

  /// How history names whoever is behind it.
  var recordActor: RecordActor { orderedBy ?? actor.recordActor }

  /// The same without leaving anything behind.
  var rehearsed: MatterRequest {
    var request = MatterRequest(actor: actor, seen: seen, key: nil, onBehalf: onBehalf, orderedBy: orderedBy)
    request.isRehearsal = true
    return request
  }
}

/// Ends an act that was only rehearsed: its transaction is rolled back, and this is what it would have left.
struct Rehearsal: Error, Sendable {
  let before: MatterStatus
  let after: MatterStatus
}

/// What an act left behind.
package struct MatterChanged: Sendable, Equatable {
  package let matter: ID<Matter>
  package let revision: Int
  /// The number of the act in the matter's history.
  package let seq: Int
}

/// The one way in which an act changes a matter: load, decide access, decide the workflow, append the event, write the
/// row, add the counts, put the messages into the outbox, all in one transaction. Matters that are handled together with
/// it go along.
struct MatterChange: Sendable {
  let environment: AppEnvironment
  let now: Instant
  /// Made before the transaction, which may run twice.
  private(set) var ids: [Int64]
  private(set) var salts: [[UInt8]]

  /// Enough for two events, their counts and messages.
  static let idCount = 64
  /// Enough for what one more matter needs that goes along: two events, each with some nine counts taken off and put on.
  static let idsPerOther = 40

  init(_ environment: AppEnvironment, ids count: Int = MatterChange.idCount) {
    self.environment = environment
    now = environment.now()
    ids = environment.newIDs(count, at: now)
    salts = (0..<3).map { _ in environment.random(16) }
  }

  /// With enough for so many matters that go along.
  func provided(for others: Int) -> MatterChange {
    guard others > 0 else { return self }
    var change = self
    change.ids += environment.newIDs(others * Self.idsPerOther, at: now)
    change.salts += (0..<others * 3).map { _ in environment.random(16) }
    return change
  }

  /// Runs `body` on the matter if the actor may do `act`, and saves. `extraLocks` are the places where people meet
  /// beyond this matter; `part` is the unit's part that the act is about; `others` are matters that `body` changes, too
  /// (``MatterWork/other(_:)``); `looksBeyond` says that it looks at what more than one matter shares, as some acts do only
  /// under some rules.
  func run(
    _ act: MatterAct, on id: ID<Matter>, part: Int? = nil, _ request: MatterRequest, extraLocks: [LockKey] = [],
    others: [ID<Matter>] = [], looksBeyond: @Sendable (Matter) async throws -> Bool = { _ in false },
    _ body: @escaping @Sendable (MatterWork) throws -> Void
  ) async throws -> MatterChanged {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let known = try await environment.database.read { tx in try MatterStore.matter(id, in: tx) }
    let workflow = try await environment.rules.workflow(settings: known?.settings ?? nil)
    let along = Set(others + (known?.status.followers ?? [])).sorted()
    let change = provided(for: along.count)
    let locks = [LockKey(.matter, id.raw)] + along.map { LockKey(.matter, $0.raw) } + extraLocks
    var restsOnItself = act.restsOnItself
    if restsOnItself, let known, try await looksBeyond(known) { restsOnItself = false }
    let isolation: WriteIsolation = restsOnItself ? .heldRows : .serializable
    return try await environment.database.write(locking: locks, isolation: isolation) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try MatterChanged(result: earlier) }
      guard let (matter, head) = try MatterStore.forChange(id, in: tx) else { throw ActionError.notFound }
      let facts = try MatterStore.facts(of: matter, in: tx)
      let decision = MatterAccess.decide(
        act, on: facts, by: request.actor, onBehalfOf: request.onBehalf?.person, part: part)
      if case .refused(let reason) = decision {
        throw reason == .notVisible ? ActionError.notFound : ActionError.refused(reason)
      }
      if let seen = request.seen, seen != matter.revision { throw ActionError.changedMeanwhile }
      // Somebody put another one to it meanwhile, for which nothing is provided.
      guard Set(matter.status.followers).isSubset(of: along) else { throw ActionError.changedMeanwhile }
      let work = MatterWork(
        tx: tx, workflow: workflow, supply: MatterSupply(change), matter: matter, facts: facts, head: head,
        request: request)
      try body(work)
      try work.save()
      if request.isRehearsal { throw Rehearsal(before: matter.status, after: work.matter.status) }
      let result = MatterChanged(matter: id, revision: work.matter.revision, seq: work.head.seq)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
  }
}

extension MatterAct {
  /// It decides from the matter's own rows, which its lock holds; the others look at what more than one matter shares.
  fileprivate var restsOnItself: Bool {
    switch self {
    case .accept, .classify, .note, .urge, .ask, .supplement, .signFor, .askReturn, .draftResult, .sendBack,
      .signResult, .recordResult, .reply, .rate, .recordFeedback, .closeUnrated, .withdraw, .object, .lapse,
      .recount, .rise, .release:
      true
    case .submit, .appoint, .rehandle, .decline, .divert, .seal, .assign, .offer, .claim, .handBack, .transfer, .recall,
      .settleReturn,
      .escalate, .passDown, .merge, .join, .part, .redact, .publish, .archive, .reveal, .reissue, .correct, .erase,
      .handOver:
      false
    }
  }
}

/// Ids and salts for one transaction, in the order in which they are taken.
final class MatterSupply {
  private let change: MatterChange
  private var usedIDs = 0
  private var usedSalts = 0

  init(_ change: MatterChange) { self.change = change }

  var now: Instant { change.now }

  func id() throws -> Int64 {
    guard usedIDs < change.ids.count else { throw DatabaseError.statement(code: "ids", message: "too few ids") }
    defer { usedIDs += 1 }
    return change.ids[usedIDs]
  }

  func salt() throws -> [UInt8] {
    guard usedSalts < change.salts.count else { throw DatabaseError.statement(code: "ids", message: "too few salts") }
    defer { usedSalts += 1 }
    return change.salts[usedSalts]
  }
}

extension MatterChanged {
  var text: String { "\(matter)/\(revision)/\(seq)" }

  init(result: String) throws {
    let parts = result.split(separator: "/")
    guard parts.count == 3, let matter = ID<Matter>(text: parts[0]), let revision = Int(parts[1]),
      let seq = Int(parts[2])
    else { throw ActionError.duplicate }
    self.init(matter: matter, revision: revision, seq: seq)
  }
}

extension Actor {
  /// How history names the actor.
  package var recordActor: RecordActor {
    switch self {
    case .visitor: .visitor
    case .sender: .sender
    case .person(let person): .person(person.person)
    case .system: .system
    }
  }
}
