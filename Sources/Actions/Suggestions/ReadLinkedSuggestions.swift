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
    try SuggestionListStore.from(matter: matter, in: tx).compactMap { id in
      guard let suggestion = try SuggestionStore.suggestion(id, in: tx) else { return nil }
      let status = suggestion.status
      let mayOpen = SuggestionAccess.sees(SuggestionFacts(id: id, status: status), actor)
      guard mayOpen || (status.state.isBeforeCongress && status.state != .withdrawn) else { return nil }
      let published = try SuggestionPublicationStore.one(id, in: tx).flatMap { $0.isPublic ? $0.title : nil }
      return LinkedSuggestion(
        id: mayOpen || published != nil ? id : nil, title: published ?? (mayOpen ? suggestion.title : nil),
        state: status.state,
        isAnswered: status.parts.contains { $0.answeredOn != nil }, isPublished: published != nil, mayOpen: mayOpen)
    }
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
