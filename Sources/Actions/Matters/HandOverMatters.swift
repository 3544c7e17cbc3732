import DatabaseKit
import Domain
import Store

/// Carries an order out, a few matters in one transaction, with a mark where to go on. Each matter is looked at as it is
/// then: whoever acted on it a moment before has acted, whoever comes after finds it with the next one.
enum HandOverMatters {
  /// What fits into one write without keeping residents waiting.
  static let stepSize = 50

  /// One step; true when there may be more to do.
  static func step(
    _ id: ID<HandOver>, in environment: AppEnvironment,
    check: @escaping @Sendable (any ReadTransaction) throws -> Void = { _ in }
  ) async throws -> Bool {
    let found = try await environment.database.read { tx -> (HandOverOrder, [ID<Matter>])? in
      guard let order = try HandOverStore.order(id, in: tx), order.doneAt == nil else { return nil }
      return (order, try HandOverStore.next(order, limit: stepSize, in: tx))
    }
    guard let (order, ids) = found else { return false }
    let workflow = try await environment.rules.workflow(settings: nil)
    let batch = MatterBatch(ids, orderedBy: order.orderedBy, workflow, in: environment)
    let isLast = ids.count < stepSize
    return try await environment.database.write(locking: batch.locks + [LockKey(.job, id.raw)]) { tx in
      try check(tx)
      // Another server was faster: its mark stands.
      guard let now = try HandOverStore.order(id, in: tx), now.doneAt == nil, now.after == order.after else {
        return true
      }
      let moved = try batch.run(in: tx) { work in try move(order, work) }
      try HandOverStore.mark(
        id, after: ids.last ?? order.after, moved: moved, done: isLast ? batch.now : nil, in: tx)
      return !isLast
    }
  }

  /// At once as far as a request may take, the rest by the timer.
  static func begin(_ id: ID<HandOver>, in environment: AppEnvironment) async throws {
    for _ in 0..<4 where try await !step(id, in: environment) { return }
  }

  private static func move(_ order: HandOverOrder, _ work: MatterWork) throws -> Bool {
    switch order.kind {
    case .mandate(let mandate):
      guard work.matter.status.ownerMandate == mandate else { return false }
      try work.carryOut(.handOver(owner: try owner(for: order, instead: mandate, work), venue: nil))
      return true
    case .drafter(let unit):
      guard let successor = order.successor, !work.facts.excluded.contains(successor) else { return false }
      var moved = false
      for handling in work.matter.status.openHandlings
      where handling.unit == unit && handling.drafter == order.person
        && (handling.state == .signedFor || handling.state == .drafted)
      {
        try work.carryOut(.appoint(part: handling.part, drafter: successor))
        moved = true
      }
      return moved
    }
  }

  /// The successor while he serves and may see the matter, otherwise the station.
  private static func owner(for order: HandOverOrder, instead mandate: ID<Mandate>, _ work: MatterWork) throws
    -> MatterOwner
  {
    guard let successor = order.successor, !work.facts.excluded.contains(successor),
      work.matter.status.raiser != successor
    else { return .venue }
    let serving = try PersonStore.activeMandates(of: successor, in: work.tx)
    let congress = try PersonStore.mandate(mandate, in: work.tx)?.congress
    let same = try serving.first { try PersonStore.mandate($0, in: work.tx)?.congress == congress }
    guard let mandate = same ?? serving.first else { return .venue }
    return .deputy(mandate, successor)
  }
}

/// Several matters changed by the system in one transaction, each with an entry in its history.
struct MatterBatch: Sendable {
  let now: Instant
  let locks: [LockKey]
  private let ids: [ID<Matter>]
  private let changes: [MatterChange]
  private let workflow: MatterWorkflow
  private let request: MatterRequest

  init(
    _ ids: [ID<Matter>], orderedBy: ID<Person>?, _ workflow: MatterWorkflow, in environment: AppEnvironment
  ) {
    now = environment.now()
    self.ids = ids
    self.workflow = workflow
    locks = ids.map { LockKey(.matter, $0.raw) }
    changes = ids.map { _ in MatterChange(environment, ids: 40) }
    request = MatterRequest(
      actor: .system, seen: nil, key: nil, onBehalf: nil, orderedBy: orderedBy.map { .person($0) } ?? .system)
  }

  /// How many were changed. `body` says whether it did anything.
  func run(in tx: any WriteTransaction, _ body: (MatterWork) throws -> Bool) throws -> Int {
    var moved = 0
    for (id, change) in zip(ids, changes) {
      guard let (matter, head) = try MatterStore.forChange(id, in: tx), !matter.status.state.isEnded,
        matter.status.seal == nil
      else { continue }
      let facts = try MatterStore.facts(of: matter, in: tx)
      guard MatterAccess.decide(.handOver, on: facts, by: .system) == .allowed else { continue }
      let work = MatterWork(
        tx: tx, workflow: workflow, supply: MatterSupply(change), matter: matter, facts: facts, head: head,
        request: request, goesAlone: true)
      guard try body(work) else { continue }
      try work.save()
      moved += 1
    }
    return moved
  }
}

/// Goes on with what changed hands and was too much for one request.
package struct HandOverWork: TimedJob {
  package let name = "hand-over"
  package let interval = 10

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    guard let order = try await environment.database.read({ tx in try HandOverStore.open(in: tx) }) else {
      return false
    }
    let more = try await HandOverMatters.step(order.id, in: environment) { tx in try lease.check(in: tx) }
    if more { return true }
    return try await environment.database.read { tx in try HandOverStore.open(in: tx) != nil }
  }
}
