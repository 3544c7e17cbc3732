import DatabaseKit
import Domain
import Store

/// A matter inside the transaction that changes it.
final class MatterWork {
  let tx: any WriteTransaction
  let workflow: MatterWorkflow
  var matter: Matter
  let facts: MatterFacts
  let request: MatterRequest
  private let supply: MatterSupply
  /// Those that are handled together with it are changed by themselves.
  private let goesAlone: Bool
  private(set) var head: ChainHead
  private let before: MatterStatus
  private let titleBefore: String
  /// What was done, with words or without.
  private var acts: Set<MatterAct> = []
  private let began: ChainHead
  /// The matters that go along, once they were asked for.
  private var others: [ID<Matter>: MatterWork] = [:]

  init(
    tx: any WriteTransaction, workflow: MatterWorkflow, supply: MatterSupply, matter: Matter, facts: MatterFacts,
    head: ChainHead, request: MatterRequest, goesAlone: Bool = false
  ) {
    self.tx = tx
    self.workflow = workflow
    self.supply = supply
    self.matter = matter
    self.facts = facts
    self.request = request
    self.goesAlone = goesAlone
    self.head = head
    before = matter.status
    titleBefore = matter.title
    began = head
  }

  var now: Instant { supply.now }

  /// For what is written beside the matter in the same transaction.
  func newID() throws -> Int64 { try supply.id() }

  /// Another matter of the same transaction, which holds its lock. One that `goesAlone` takes none along.
  func other(_ id: ID<Matter>, goesAlone: Bool = false) throws -> MatterWork {
    if let known = others[id] { return known }
    guard id != matter.id, let (other, head) = try MatterStore.forChange(id, in: tx) else { throw ActionError.notFound }
    let work = MatterWork(
      tx: tx, workflow: workflow, supply: supply, matter: other, facts: try MatterStore.facts(of: other, in: tx),
      head: head, request: request, goesAlone: goesAlone)
    others[id] = work
    return work
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
    for id in goesAlone ? [] : matter.status.followers {
      let follower = try other(id)
      for event in workflow.followed(event, of: matter.id, now: matter.status, by: follower.matter.status) {
        // What nobody has classed yet gets the class of what it goes along with.
        if case .accepted(let facts) = event, follower.matter.category == nil {
          follower.matter.category = facts.category
        }
        try follower.append(event, words: event.act == .reply ? words : MatterWords())
      }
    }
  }

  private func append(_ event: MatterEvent, words: MatterWords) throws {
    let actor = request.recordActor
    let eventID = ID<RecordEvent>(try supply.id())
    head = try EventStore.append(
      NewEntry(
        id: eventID, kind: .matter, subject: matter.id.raw, act: event.act.rawValue, at: now, actor: actor,
        onBehalf: request.onBehalf, facts: try MatterEventCoding.facts(event),
        words: words.isEmpty ? nil : try JSONText.encode(words), salt: try supply.salt()),
      after: head, in: tx)
    acts.insert(event.act)
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
    let ids = try changes.map { _ in try supply.id() }
    try CountStore.add(changes, event: event, ids: ids, in: tx)
  }

  private func notify(_ event: MatterEvent, from previous: MatterStatus) throws {
    let messages =
      MatterMessages.after(event, from: previous, to: matter.status, onBehalf: request.onBehalf)
      + MatterMessages.toGrid(matter.grid, after: event, matter.status)
    if let kind = SenderMessages.after(event, from: previous, to: matter.status) {
      try SenderPayload.enqueue(kind, matter.id, matter.status.congress, id: supply.id, at: now, in: tx)
    }
    for message in messages {
      let payload = OutboxPayload(
        message: message, matter: matter.id, congress: matter.status.congress, except: request.recordActor.person)
      try MessageStore.enqueue(
        try supply.id(), topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: now, in: tx)
    }
  }

  /// Writes the rows with everything that was carried out.
  func save() throws {
    for id in others.keys.sorted() { try others[id]?.save() }
    // A matter that was only looked at stays as it is.
    guard head != began else { return }
    guard try MatterStore.update(matter, after: before, head: head, in: tx) else { throw ActionError.changedMeanwhile }
    if matter.status.handlings != before.handlings || matter.status.congress != before.congress {
      let unlessIn = matter.status.congress == before.congress ? before.handlings : []
      try HandlingStore.save(
        matter.status.handlings, unlessIn: unlessIn, of: matter.id, congress: matter.status.congress, in: tx)
    }
    try MatterWatchStore.save(matter.status, after: before, of: matter.id, in: tx)
    try IndexMatter.update(
      matter, from: before, facts: facts, acts: acts, hasNewTitle: matter.title != titleBefore,
      isEntered: request.onBehalf != nil, in: tx)
    matter.revision += 1
  }
}
