import DatabaseKit
package import Domain
import Store

/// The one way in which an act changes a motion: load, decide access, decide the workflow, append the event, write the row,
/// put the messages into the outbox, all in one transaction.
struct MotionChange: Sendable {
  let environment: AppEnvironment
  private let prepared: PreparedEntries

  var now: Instant { prepared.now }
  var supply: EntrySupply { prepared.supply }

  /// - Parameter events: how many histories the act can write to.
  init(_ environment: AppEnvironment, events: Int = 1) {
    self.environment = environment
    prepared = PreparedEntries(environment, events: events)
  }

  /// Runs `body` on the motion if the actor may do `act`, and saves. `locks` are the places where people meet beyond this
  /// motion.
  func run(
    _ act: MotionAct, on id: ID<Motion>, _ request: ProposalRequest, locks: [LockKey] = [],
    _ body: @escaping @Sendable (MotionWork) throws -> Void
  ) async throws -> ProposalChanged<Motion> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let known = try await environment.database.read { tx in try MotionStore.motion(id, in: tx) }
    guard let known else { throw ActionError.notFound }
    let workflow = try await environment.rules.motionWorkflow(for: known)
    let change = self
    return try await environment.database.write(locking: [LockKey(.motion, id.raw)] + locks) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try ProposalChanged(result: earlier) }
      let work = try MotionWork(id, tx, workflow: workflow, supply: change.supply, request: request)
      try work.check(act)
      if let seen = request.seen, seen != work.motion.revision { throw ActionError.changedMeanwhile }
      try body(work)
      try work.save()
      let result = ProposalChanged(id: id, revision: work.motion.revision)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
  }
}

extension RulesCache {
  package func motionWorkflow(for motion: Motion) async throws -> MotionWorkflow {
    MotionWorkflow(rules: try await current(of: motion.status.congress).settings.motions)
  }
}

/// A motion inside the transaction that changes it.
final class MotionWork {
  let tx: any WriteTransaction
  let workflow: MotionWorkflow
  let request: ProposalRequest
  let supply: EntrySupply
  var motion: Motion
  private var head: ChainHead
  private let before: MotionStatus
  private let began: ChainHead

  init(
    _ id: ID<Motion>, _ tx: any WriteTransaction, workflow: MotionWorkflow, supply: EntrySupply,
    request: ProposalRequest
  ) throws {
    guard let (motion, head) = try MotionStore.forChange(id, in: tx) else { throw ActionError.notFound }
    self.tx = tx
    self.workflow = workflow
    self.supply = supply
    self.request = request
    self.motion = motion
    self.head = head
    before = motion.status
    began = head
  }

  var now: Instant { supply.now }
  var status: MotionStatus { motion.status }
  var facts: MotionFacts { MotionFacts(id: motion.id, status: motion.status) }

  func check(_ act: MotionAct) throws {
    guard case .refused(let reason) = MotionAccess.decide(act, on: facts, by: request.actor) else { return }
    throw reason == .notVisible ? ActionError.notFound : ActionError.refused(reason)
  }

  /// Decides and appends one event. Access was decided before.
  func carryOut(_ command: MotionCommand, words: MotionWords = MotionWords()) throws {
    let event: MotionEvent
    do {
      event = try workflow.decide(command, on: motion.status, at: now)
    } catch {
      throw ActionError.motion(error)
    }
    head = try MotionHistory.append(event, words, to: motion.id, after: head, request, supply: supply, in: tx)
    let previous = motion.status
    motion.status.apply(event, on: now.date)
    try TellOfProposal.run(
      MotionMessages.after(event, from: previous, to: motion.status), of: .motion(motion.id), at: status.congress,
      request, supply: supply, in: tx)
  }

  func save() throws {
    guard head != began else { return }
    guard try MotionStore.update(motion, before: before, head: head, in: tx) else {
      throw ActionError.changedMeanwhile
    }
    motion.revision += 1
  }
}

enum MotionHistory {
  static func append(
    _ event: MotionEvent, _ words: MotionWords, to id: ID<Motion>, after head: ChainHead, _ request: ProposalRequest,
    supply: EntrySupply, in tx: any WriteTransaction
  ) throws -> ChainHead {
    try EventStore.append(
      NewEntry(
        id: ID(try supply.id()), kind: .motion, subject: id.raw, act: event.act.rawValue, at: supply.now,
        actor: request.actor.recordActor, onBehalf: request.onBehalf, facts: try JSONText.encode(event),
        words: words.isEmpty ? nil : try JSONText.encode(words), salt: try supply.salt()),
      after: head, in: tx)
  }
}
