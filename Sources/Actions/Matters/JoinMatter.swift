import DatabaseKit
package import Domain
import Store

/// 我也是这件事: a resident brings what somebody else has brought already. She gets a matter of her own, with receipt, answer
/// and rating; it goes along with the other one from the transaction that takes it in. Only what is public can be joined.
package enum JoinMatter {
  /// What a form shows of the matter that is to be joined.
  package struct Lead: Sendable, Equatable {
    package let matter: ID<Matter>
    package let title: String
    package let place: String
    package let state: MatterState
    package let venue: ID<Venue>?
    package let others: Int
  }

  /// The matter as everybody may read of it; nil when it is not public, or takes nobody along any more.
  package static func lead(_ id: ID<Matter>, in environment: AppEnvironment) async throws -> Lead? {
    try await environment.database.read { tx in try lead(id, in: tx) }
  }

  private static func lead(_ id: ID<Matter>, in tx: any ReadTransaction) throws -> Lead? {
    guard let publication = try PublicationStore.publication(id, in: tx), publication.isPublic,
      let matter = try MatterStore.matter(id, in: tx), matter.status.takesOthers,
      matter.status.publication == .published
    else { return nil }
    return Lead(
      matter: id, title: publication.title, place: publication.place, state: matter.status.state,
      venue: matter.status.venue, others: try MatterStore.companions(of: matter, in: tx))
  }

  /// All that is made before the transaction.
  struct Plan: Sendable {
    let lead: ID<Matter>
    let venue: ID<Venue>
    let workflow: MatterWorkflow
    let change: MatterChange

    var lock: LockKey { LockKey(.matter, lead.raw) }
  }

  static func plan(_ id: ID<Matter>?, in environment: AppEnvironment) async throws -> Plan? {
    guard let id, let lead = try await lead(id, in: environment), let venue = lead.venue else { return nil }
    let known = try await environment.database.read { tx in try MatterStore.matter(id, in: tx) }
    return Plan(
      lead: id, venue: venue, workflow: try await environment.rules.workflow(settings: known?.settings ?? nil),
      change: MatterChange(environment).provided(for: 1 + (known?.status.followers.count ?? 0)))
  }

  /// Puts a matter that was just brought to the one that leads. When that was closed or taken down meanwhile, hers simply
  /// goes its own way: nobody loses what she wrote.
  static func carryOut(_ plan: Plan, _ id: ID<Matter>, in tx: any WriteTransaction) throws {
    guard try lead(plan.lead, in: tx) != nil, let (lead, head) = try MatterStore.forChange(plan.lead, in: tx) else {
      return
    }
    let work = MatterWork(
      tx: tx, workflow: plan.workflow, supply: MatterSupply(plan.change), matter: lead,
      facts: try MatterStore.facts(of: lead, in: tx), head: head,
      request: MatterRequest(actor: .system, seen: nil))
    let other = try work.other(id)
    guard other.matter.status.seal == nil, other.matter.status.congress == lead.status.congress else { return }
    let words = "提出人自己选的：和公开的这一件是同一件事"
    try MergeMatters.join(other, to: work, lead.status.replyDue, words)
    try work.carryOut(
      .merge(followers: [id], acceptDue: lead.status.acceptDue, replyDue: lead.status.replyDue),
      words: MatterWords(text: words))
    try work.save()
  }
}
