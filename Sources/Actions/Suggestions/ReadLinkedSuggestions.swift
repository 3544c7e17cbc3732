import DatabaseKit
package import Domain
import Store

/// What has become of a matter among the suggestions of its congress.
package struct LinkedSuggestion: Sendable, Equatable {
  /// Nil for whoever can open neither the record nor a published version.
  package let id: ID<Suggestion>?
  /// As it was published; its own title for whoever may open it; nil for everybody else.
  package let title: String?
  package let state: SuggestionState
  package let isAnswered: Bool
  package let isPublished: Bool
  /// The reader may open it at the workbench.
  package let mayOpen: Bool
}

enum ReadLinkedSuggestions {
  /// Drafts are known to those who may see them; to everybody else the matter is in a suggestion once that is handed in, and
  /// not any more when it was taken back.
  static func run(of matter: ID<Matter>, by actor: Actor, in tx: any ReadTransaction) throws -> [LinkedSuggestion] {
    var seen: Set<ID<Suggestion>> = []
    return try SuggestionListStore.from(matter: matter, in: tx).compactMap { id in
      guard let found = try SuggestionStore.suggestion(id, in: tx) else { return nil }
      // What was put together with another is answered by that one; what was split, by its pieces.
      let leading = try found.status.mergedInto.flatMap { try SuggestionStore.suggestion($0, in: tx) } ?? found
      guard leading.status.state != .split, seen.insert(leading.id).inserted else { return nil }
      return try linked(leading, actor, in: tx)
    }
  }

  private static func linked(_ suggestion: Suggestion, _ actor: Actor, in tx: any ReadTransaction) throws
    -> LinkedSuggestion?
  {
    let (id, status) = (suggestion.id, suggestion.status)
    let facts = SuggestionFacts(id: id, status: status)
    let mayOpen = SuggestionAccess.sees(facts, actor)
    guard mayOpen || (status.state.isBeforeCongress && status.state != .withdrawn) else { return nil }
    // Who answers the matter stands beside it: a link to what a deputy has asked to be kept out of would name him.
    let isTold = !status.keepsProposer || SuggestionAccess.seesProposer(facts, actor)
    let published =
      isTold ? try SuggestionPublicationStore.one(id, in: tx).flatMap { $0.isPublic ? $0.title : nil } : nil
    let opens = mayOpen && isTold
    return LinkedSuggestion(
      id: opens || published != nil ? id : nil, title: published ?? (opens ? suggestion.title : nil),
      state: status.state, isAnswered: status.wasAnswered, isPublished: published != nil, mayOpen: opens)
  }
}

/// Matters from which a deputy can write a suggestion: those he has or had, the newest first.
package enum ReadMattersToDraftFrom {
  private static let most = 50

  package static func run(by actor: Actor, in environment: AppEnvironment) async throws -> [Named<Matter>] {
    guard actor.signedIn?.isDeputy == true else { return [] }
    let tabs: [QueueTab] = [.toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive, .ended]
    let filters = tabs.map { tab in
      var filter = QueueFilter()
      filter.tab = tab
      filter.newestFirst = true
      return filter
    }
    let lines = try await ReadQueue.own(filters, by: actor, in: environment).flatMap(\.lines)
    return lines.sorted { ($0.receivedOn, $0.id.raw) > ($1.receivedOn, $1.id.raw) }.prefix(most).map {
      Named(id: $0.id, name: $0.title)
    }
  }
}
