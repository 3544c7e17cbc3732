import DatabaseKit
package import Domain
import Store

/// 并案办理: several matters about one thing are handled together. Every sender is answered and rates by himself; one who
/// is dissatisfied has his own taken up again; the earliest date counts for all.
package enum MergeMatters {
  package static func run(
    _ followers: [ID<Matter>], into lead: ID<Matter>, words: String, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    let chosen = Set(followers).subtracting([lead]).sorted()
    guard !chosen.isEmpty else { throw ActionError.invalid([FieldProblem("matters", .missing)]) }
    guard chosen.count <= MatterWorkflow.mostFollowers else { throw ActionError.rule(.tooManyTogether) }
    return try await MatterChange(environment).run(.merge, on: lead, request, others: chosen) { work in
      let others = try chosen.map { try work.other($0) }
      for other in others {
        let decision = MatterAccess.decide(.join, on: other.facts, by: request.actor)
        if case .refused(let reason) = decision {
          throw reason == .notVisible
            ? ActionError.invalid([FieldProblem("matters", .notFound)]) : ActionError.refused(reason)
        }
      }
      let statuses = [work.matter.status] + others.map(\.matter.status)
      let reply = statuses.map(\.replyDue).min { $0.date < $1.date } ?? work.matter.status.replyDue
      let accept = statuses.map(\.acceptDue).min { $0.date < $1.date } ?? work.matter.status.acceptDue
      for other in others { try join(other, to: work, reply, words) }
      try work.carryOut(
        .merge(followers: chosen, acceptDue: accept, replyDue: reply), words: MatterWords(text: words))
    }
  }

  static func join(_ other: MatterWork, to lead: MatterWork, _ reply: DueDate, _ words: String) throws {
    let status = lead.matter.status
    if other.matter.status.state == .submitted, status.state != .submitted {
      try other.carryOut(
        .accept(grade: status.grade ?? .inGroup, urgency: status.urgency, category: lead.matter.category))
    }
    try other.carryOut(
      .join(.init(lead: lead.matter.id, owner: status.owner, place: status.place, replyDue: reply)),
      words: MatterWords(text: words))
  }

  /// 分开办理: the matter goes on by itself, with whoever has it now.
  package static func part(
    words: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.part, on: matter, request) { work in
      try work.carryOut(.part, words: MatterWords(text: words))
    }
  }
}

/// What a matter's page says of those it is handled together with, and of those it could be.
package struct MatterCompany: Sendable, Equatable {
  /// The matter it follows.
  package var lead: MatterLine?
  /// Those that follow it.
  package var followers: [MatterLine] = []
  /// Open matters of the same station that could come to it, those of its category first.
  package var similar: [MatterLine] = []
  /// Those that are told like it, the most alike first.
  package var alike: [SimilarMatter] = []

  package init() {}
}

package enum ReadCompany {
  /// As many as a form offers.
  private static let most = 30

  package static func run(_ id: ID<Matter>, by actor: Actor, mayMerge: Bool, in environment: AppEnvironment)
    async throws -> MatterCompany
  {
    let (today, lines) = (environment.now().date, environment.lines)
    return try await environment.database.read { tx in
      var company = MatterCompany()
      guard let matter = try MatterStore.matter(id, in: tx) else { return company }
      let reader = actor.person ?? ID(0)
      company.followers = try seen(MatterWatchStore.followers(of: id, in: tx), by: actor, in: tx)
      company.lead = try matter.status.mergedInto.flatMap { try seen([$0], by: actor, in: tx).first }
      guard mayMerge, let venue = matter.status.venue else { return company }
      company.alike = try FindSimilar.forRecord(matter, by: actor, in: tx)
      var found: [MatterKey] = []
      for tab in [QueueTab.toAccept, .toReply] {
        var filter = QueueFilter()
        filter.tab = tab
        filter.newestFirst = true
        found += try MatterListStore.queue(
          filter, scope: .venue(venue), reader: reader, today: today, soon: today, limit: 60, in: tx)
      }
      let gone = Set(company.followers.map(\.id) + [id])
      let category = try matter.category.flatMap { wanted in
        try GroupStore.categories(of: matter.status.congress, in: tx).first { $0.id == wanted }?.name
      }
      let open = try lines.lines(found.filter { !gone.contains($0.id) }, in: tx)
      let facts = try MatterStore.facts(of: open.map(\.id), in: tx)
      let able = open.filter { line in facts[line.id].map { canJoin($0.status, actor, $0) } ?? false }
      company.similar = Array(
        (able.filter { $0.category == category } + able.filter { $0.category != category }).prefix(most))
      return company
    }
  }

  /// Those of the matters that the reader may open.
  private static func seen(_ ids: [ID<Matter>], by actor: Actor, in tx: any ReadTransaction) throws -> [MatterLine] {
    let facts = try MatterStore.facts(of: ids, in: tx)
    return try MatterListStore.lines(of: ids, in: tx).filter { line in
      facts[line.id].map { MatterAccess.sees($0, actor) } ?? false
    }
  }

  private static func canJoin(_ status: MatterStatus, _ actor: Actor, _ facts: MatterFacts) -> Bool {
    status.mergedInto == nil && status.followers.isEmpty && status.openEscalation == nil
      && MatterAccess.decide(.join, on: facts, by: actor) == .allowed
  }
}
