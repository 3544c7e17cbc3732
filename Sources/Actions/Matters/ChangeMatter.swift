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
}

/// What an act left behind.
package struct MatterChanged: Sendable, Equatable {
  package let matter: ID<Matter>
  package let revision: Int
  /// The number of the act in the matter's history.
  package let seq: Int
}

/// The one way in which an act changes a matter: load, decide access, decide the workflow, append the event, write the
/// row, add the counts, put the messages into the outbox, all in one transaction.
struct MatterChange: Sendable {
  let environment: AppEnvironment
  let now: Instant
  /// Made before the transaction, which may run twice.
  let ids: [Int64]
  let salts: [[UInt8]]

  /// Enough for two events, their counts and messages.
  static let idCount = 64

  init(_ environment: AppEnvironment, ids count: Int = MatterChange.idCount) {
    self.environment = environment
    now = environment.now()
    ids = environment.newIDs(count, at: now)
    salts = (0..<3).map { _ in environment.random(16) }
  }

  /// The state of a change inside its transaction.
  final class Work {
    let tx: any WriteTransaction
    let workflow: MatterWorkflow
    let change: MatterChange
    var matter: Matter
    let facts: MatterFacts
    let request: MatterRequest
    private(set) var head: ChainHead
    private let before: MatterStatus
    private var usedIDs = 0
    private var events = 0

    init(
      tx: any WriteTransaction, workflow: MatterWorkflow, change: MatterChange, matter: Matter, facts: MatterFacts,
      head: ChainHead, request: MatterRequest
    ) {
      self.tx = tx
      self.workflow = workflow
      self.change = change
      self.matter = matter
      self.facts = facts
      self.request = request
      self.head = head
      before = matter.status
    }

    var now: Instant { change.now }

    func nextID() throws -> Int64 {
      guard usedIDs < change.ids.count else { throw DatabaseError.statement(code: "ids", message: "too few ids") }
      defer { usedIDs += 1 }
      return change.ids[usedIDs]
    }

    /// Decides and appends one event. Access was decided before.
    func carryOut(_ command: MatterCommand, words: MatterWords = MatterWords()) throws {
      let event: MatterEvent
      do {
        event = try workflow.decide(command, on: matter.status, at: now)
      } catch {
        throw ActionError.rule(error)
      }
      try append(event, words: words)
    }

    private func append(_ event: MatterEvent, words: MatterWords) throws {
      let actor = request.recordActor
      let eventID = ID<RecordEvent>(try nextID())
      head = try EventStore.append(
        NewEntry(
          id: eventID, kind: .matter, subject: matter.id.raw, act: event.act.rawValue, at: now, actor: actor,
          onBehalf: request.onBehalf, facts: try MatterEventCoding.facts(event),
          words: words.isEmpty ? nil : try JSONText.encode(words), salt: change.salts[events]),
        after: head, in: tx)
      events += 1
      let previous = matter.status
      matter.status.apply(event, at: now, actor: actor.person)
      if let deputy = request.onBehalf?.person {
        try MatterStore.recordEntered(matter.id, seq: head.seq, for: deputy, in: tx)
      }
      try count(from: previous, event: eventID)
      try notify(event, from: previous)
    }

    private func count(from previous: MatterStatus, event: ID<RecordEvent>) throws {
      let changes = MatterStatus.changes(from: previous, to: matter.status)
      let ids = try changes.map { _ in try nextID() }
      try CountStore.add(changes, event: event, ids: ids, in: tx)
    }

    private func notify(_ event: MatterEvent, from previous: MatterStatus) throws {
      let messages =
        MatterMessages.after(event, from: previous, to: matter.status, onBehalf: request.onBehalf)
        + MatterMessages.toGrid(matter.grid, after: event, matter.status)
      for message in messages {
        let payload = OutboxPayload(
          message: message, matter: matter.id, congress: matter.status.congress, except: request.recordActor.person)
        try MessageStore.enqueue(
          try nextID(), topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: now, in: tx)
      }
    }

    /// Writes the row with everything that was carried out.
    func save() throws {
      guard try MatterStore.update(matter, head: head, in: tx) else { throw ActionError.changedMeanwhile }
      if matter.status.handlings != before.handlings || matter.status.congress != before.congress {
        let unlessIn = matter.status.congress == before.congress ? before.handlings : []
        try HandlingStore.save(
          matter.status.handlings, unlessIn: unlessIn, of: matter.id, congress: matter.status.congress, in: tx)
      }
      matter.revision += 1
    }
  }

  /// Runs `body` on the matter if the actor may do `act`, and saves. `extraLocks` are the places where people meet
  /// beyond this matter; `part` is the unit's part that the act is about.
  func run(
    _ act: MatterAct, on id: ID<Matter>, part: Int? = nil, _ request: MatterRequest, extraLocks: [LockKey] = [],
    _ body: @escaping @Sendable (Work) throws -> Void
  ) async throws -> MatterChanged {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let settings = try await environment.database.read { tx in try MatterStore.matter(id, in: tx)?.settings }
    let workflow = try await environment.rules.workflow(settings: settings ?? nil)
    let change = self
    return try await environment.database.write(locking: [LockKey(.matter, id.raw)] + extraLocks) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try MatterChanged(result: earlier) }
      guard let (matter, head) = try MatterStore.forChange(id, in: tx) else { throw ActionError.notFound }
      let facts = try MatterStore.facts(of: matter, in: tx)
      let decision = MatterAccess.decide(
        act, on: facts, by: request.actor, onBehalfOf: request.onBehalf?.person, part: part)
      if case .refused(let reason) = decision {
        throw reason == .notVisible ? ActionError.notFound : ActionError.refused(reason)
      }
      if let seen = request.seen, seen != matter.revision { throw ActionError.changedMeanwhile }
      let work = Work(
        tx: tx, workflow: workflow, change: change, matter: matter, facts: facts, head: head, request: request)
      try body(work)
      try work.save()
      let result = MatterChanged(matter: id, revision: work.matter.revision, seq: work.head.seq)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
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
