import DatabaseKit
package import Domain
import Store

/// An open matter that is told much like another one.
package struct SimilarMatter: Sendable, Equatable {
  package let line: MatterLine
  package let grade: Similarity.Grade
  /// Which of the two would lead: the one that came first, unless it cannot.
  package let leads: Bool
}

/// What a resident is shown while she writes: what is public, and of the rest no more than that there is some.
package struct SimilarForResident: Sendable {
  package struct Published: Sendable {
    package let publication: MatterPublication
    package let state: MatterState
    package let receivedOn: CivilDate
    package let others: Int
  }

  package let published: [Published]
  /// How many residents who let others read of it have brought something much like this: 0 or at least
  /// ``FindSimilar/fewest``, never fewer.
  package let unpublished: Int

  package static let nothing = SimilarForResident(published: [], unpublished: 0)
}

/// Finds open matters about the same thing: candidates from the index, by pairs of characters, scored by what they say.
package enum FindSimilar {
  private static let candidates = 60
  private static let mostShown = 3
  /// A single matter that is not public is never hinted at.
  package static let fewest = 2
  /// What is older was brought in another year.
  private static let days = 365

  // MARK: For residents

  /// - Parameters:
  ///   - addressee: the station that was chosen; nil for the place as a whole.
  package static func forResident(
    _ text: String, place: String, category: ID<MatterCategory>?, at venue: ID<Venue>?, of congress: ID<Congress>,
    in environment: AppEnvironment
  ) async throws -> SimilarForResident {
    let told = Similarity.Text(text, place: place, category: category)
    let keys = Similarity.keys(of: told)
    guard keys.count >= 3 else { return .nothing }
    let here = venue.map { SearchScope.venue($0) } ?? SearchScope.congress(congress)
    let since = environment.now().adding(seconds: -Int64(days) * 86_400)
    return try await environment.database.read { tx in
      let open: [SearchExpression] = [.scope([here]), .scope([SearchScope.open])]
      let ids = try SearchStore.find(
        .all(open + [.scope([SearchScope.word(of: .matters)]), anyOf(keys)]), in: .open, limit: candidates, tx)
      let published = try published(ids.map { ID($0) }, like: told, since, in: tx)
      let shared = try SearchStore.find(
        .all(open + [.scope([SearchScope.shared]), anyOf(keys)]), in: .staff, limit: candidates, tx)
      let gone = Set(published.map(\.publication.matter.raw))
      let alike = try scored(shared.filter { !gone.contains($0) }.map { ID($0) }, like: told, since, in: tx).filter {
        Similarity.grade($0.score) == .alike && $0.matter.status.publication != .published
      }
      return SimilarForResident(published: published, unpublished: alike.count >= fewest ? alike.count : 0)
    }
  }

  private static func published(
    _ ids: [ID<Matter>], like told: Similarity.Text, _ since: Instant, in tx: any ReadTransaction
  ) throws -> [SimilarForResident.Published] {
    let found = Dictionary(
      try MatterStore.mattersWithFacts(ids, in: tx).map { ($0.matter.id, $0.matter) }, uniquingKeysWith: { $1 })
    let scored = try PublicationStore.publications(ids, in: tx).compactMap {
      item -> (score: Double, item: MatterPublication, matter: Matter)? in
      guard item.isPublic, let matter = found[item.matter], matter.status.takesOthers,
        matter.status.receivedAt >= since
      else { return nil }
      // Only what everybody may read is compared.
      let text = Similarity.Text(item.title + "。" + item.text, place: item.place, category: matter.category)
      let score = Similarity.score(told, text)
      return Similarity.grade(score) == nil ? nil : (score, item, matter)
    }
    return try scored.sorted { $0.score > $1.score }.prefix(mostShown).map { _, item, matter in
      SimilarForResident.Published(
        publication: item, state: matter.status.state, receivedOn: matter.status.receivedAt.date,
        others: try MatterStore.companions(of: matter, in: tx))
    }
  }

  // MARK: For staff

  /// Open matters of the same station that are told like one, the most alike first.
  static func forRecord(_ matter: Matter, by actor: Actor, in tx: any ReadTransaction) throws -> [SimilarMatter] {
    guard let venue = matter.status.venue, matter.status.seal == nil,
      let said = try SearchSourceStore.words(of: [matter.id], in: tx)[matter.id]?.first?.words, let text = said.text
    else { return [] }
    let told = Similarity.Text(text, place: said.place ?? "", category: matter.category)
    let keys = Similarity.keys(of: told)
    if keys.isEmpty { return [] }
    let ids = try SearchStore.find(
      .all([.scope([SearchScope.venue(venue)]), .scope([SearchScope.open]), anyOf(keys)]), in: .staff,
      limit: candidates, tx)
    let gone = Set(matter.status.followers.map(\.raw) + [matter.id.raw])
    let since = matter.status.receivedAt.adding(seconds: -Int64(days) * 86_400)
    let alike = try scored(ids.filter { !gone.contains($0) }.map { ID($0) }, like: told, since, in: tx).filter {
      Similarity.grade($0.score) != nil
    }.sorted { $0.score > $1.score }
    let facts = try MatterStore.facts(of: alike.map(\.matter.id) + [matter.id], in: tx)
    let lines = Dictionary(
      try MatterListStore.lines(of: alike.map(\.matter.id), in: tx).map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    guard let own = facts[matter.id] else { return [] }
    return alike.compactMap { found in
      guard let grade = Similarity.grade(found.score), let line = lines[found.matter.id],
        let other = facts[found.matter.id], let leads = leads(other, before: own, by: actor)
      else { return nil }
      return SimilarMatter(line: line, grade: grade, leads: leads)
    }.prefix(6).map { $0 }
  }

  /// Whether `other` would lead; nil when the two cannot be handled together by this actor.
  private static func leads(_ other: MatterFacts, before own: MatterFacts, by actor: Actor) -> Bool? {
    let itLeads = mayLead(other, actor) && mayFollow(own, actor)
    let ownLeads = mayLead(own, actor) && mayFollow(other, actor)
    if itLeads, ownLeads { return other.id < own.id }
    return itLeads ? true : ownLeads ? false : nil
  }

  private static func mayLead(_ facts: MatterFacts, _ actor: Actor) -> Bool {
    facts.status.takesOthers && MatterAccess.decide(.merge, on: facts, by: actor) == .allowed
  }

  private static func mayFollow(_ facts: MatterFacts, _ actor: Actor) -> Bool {
    let status = facts.status
    return MatterAct.join.states.contains(status.state) && status.mergedInto == nil && status.followers.isEmpty
      && status.openEscalation == nil && MatterAccess.decide(.join, on: facts, by: actor) == .allowed
  }

  // MARK: Both

  private static func anyOf(_ keys: [String]) -> SearchExpression { .any(keys.map { .phrase([$0]) }) }

  private static func scored(
    _ ids: [ID<Matter>], like told: Similarity.Text, _ since: Instant, in tx: any ReadTransaction
  ) throws -> [(matter: Matter, score: Double)] {
    let words = try SearchSourceStore.words(of: ids, in: tx)
    return try MatterStore.mattersWithFacts(ids, in: tx).compactMap { matter, _ in
      guard let said = words[matter.id]?.first?.words, let text = said.text, matter.status.receivedAt >= since else {
        return nil
      }
      let other = Similarity.Text(text, place: said.place ?? "", category: matter.category)
      return (matter, Similarity.score(told, other))
    }
  }
}
