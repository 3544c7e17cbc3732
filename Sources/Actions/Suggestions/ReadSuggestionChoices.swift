import DatabaseKit
package import Domain
import Store

/// 代表团: those that a deputy heads and in whose name he can put a suggestion forward.
package enum ReadHeadedDelegations {
  package static func run(by person: ID<Person>, in environment: AppEnvironment) async throws
    -> [(delegation: Named<Delegation>, congress: ID<Congress>)]
  {
    let today = environment.now().date
    let headed = try await environment.database.read { tx in
      try SessionStore.delegationsHeaded(by: person, on: today, in: tx)
    }
    var result: [(delegation: Named<Delegation>, congress: ID<Congress>)] = []
    for one in headed
    where try await environment.rules.current(of: one.congress).settings.suggestions.delegationsPropose {
      result.append(one)
    }
    return result
  }
}

/// Who drafts for a unit.
package enum ReadUnitDrafters {
  package static func run(of unit: ID<HandlingUnit>, in environment: AppEnvironment) async throws -> [Named<Person>] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      let people = try AccountStore.holders(of: .unitDrafter, unit: unit, on: today, in: tx)
      let names = try PersonStore.names(people, in: tx)
      return people.compactMap { id in names[id].map { Named(id: id, name: $0) } }
    }
  }
}

/// What a draft can begin with, from matters that the reader may see.
package enum PrefillSuggestion {
  package struct Prefilled: Sendable {
    package let title: String
    package let text: String
    package let matters: [Named<Matter>]
  }

  package static func run(_ ids: [ID<Matter>], by actor: Actor, in environment: AppEnvironment) async throws
    -> Prefilled
  {
    let ids = Array(ids.prefix(DraftSuggestion.mostMatters))
    guard !ids.isEmpty else { return Prefilled(title: "", text: "", matters: []) }
    return try await environment.database.read { tx in
      let seen = try MatterStore.mattersWithFacts(ids, in: tx).filter {
        $0.facts.status.seal == nil && MatterAccess.sees($0.facts, actor)
      }.map(\.matter)
      // Words of residents are not copied: names and numbers may stand in them, also in a title that was made of them.
      let names = try SenderMask.names(of: seen.map(\.id), in: environment, tx)
      let titles = seen.map { PrivateText.masked($0.title, names: names[$0.id] ?? []) }
      let lines = titles.map { "　　· " + $0 }.joined(separator: "\n")
      let text =
        seen.isEmpty ? "" : "一、基本情况\n　　近期群众反映：\n\(lines)\n\n二、存在的问题\n\n\n三、建议\n"
      return Prefilled(
        title: seen.count == 1 ? "关于" + String(titles[0].prefix(40)) + "的建议" : "", text: text,
        matters: seen.map { Named(id: $0.id, name: $0.title) })
    }
  }
}

/// A past suggestion like the one that is being written.
package struct SimilarSuggestion: Sendable {
  package let id: ID<Suggestion>
  package let title: String
  package let state: SuggestionState
  /// What was published of the answer; empty before.
  package let reply: String
}

package enum ReadSimilarSuggestions {
  private static let most = 5
  /// Compared by their titles alone: any of the pairs brings one in, wherever it stands.
  private static let candidates = 500

  /// Published ones of the congress whose titles share most with `title`.
  package static func run(_ title: String, of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [SimilarSuggestion]
  {
    guard title.count >= 4 else { return [] }
    return try await environment.database.read { tx in
      let text = Similarity.Text(title, place: "")
      let scope = SearchScope.words(of: SuggestionSearch(), at: congress).map { SearchExpression.scope([$0]) }
      let alike = SearchExpression.any(Similarity.keys(of: subject(of: title), limit: 24).map { .phrase([$0]) })
      let found = try SearchStore.find(.all(scope + [alike]), in: .open, limit: candidates, tx)
      let best = try SuggestionPublicationStore.titles(found.map { ID($0) }, in: tx)
        .map { (id: $0.id, score: Similarity.score(text, Similarity.Text($0.title, place: ""))) }
        .filter { $0.score >= Similarity.likely }.sorted { ($0.score, $0.id.raw) > ($1.score, $1.id.raw) }
        .prefix(most).map(\.id)
      let lines = Dictionary(
        try SuggestionPublicationStore.several(best, in: tx).map { ($0.suggestion, $0) }, uniquingKeysWith: { $1 })
      return best.compactMap { lines[$0] }.map {
        SimilarSuggestion(id: $0.suggestion, title: $0.title, state: .closed, reply: $0.reply)
      }
    }
  }

  /// What it is about: “关于……的建议” is in every title.
  private static func subject(of title: String) -> Similarity.Text {
    var words = title[...]
    if words.hasPrefix("关于") { words = words.dropFirst(2) }
    if words.hasSuffix("的建议") { words = words.dropLast(3) }
    return Similarity.Text(String(words), place: "")
  }
}

/// 并案: those that wait for review or handing over like this one, the most alike first.
package enum ReadMergeableSuggestions {
  private static let most = 500

  package static func run(with suggestion: Suggestion, by actor: Actor, in environment: AppEnvironment) async throws
    -> [SuggestionLine]
  {
    try await environment.database.read { tx in
      let ids = try SuggestionListStore.ofCongress(
        suggestion.status.congress, states: [.submitted, .registered], before: nil, limit: most, in: tx)
      let text = Similarity.Text(suggestion.title, place: "")
      let lines = try ReadSuggestionQueue.lines(ids.filter { $0 != suggestion.id }, actor, in: tx)
      let scored = lines.map { (line: $0, score: Similarity.score(text, Similarity.Text($0.title, place: ""))) }
      return scored.sorted { ($0.score, $0.line.id.raw) > ($1.score, $1.line.id.raw) }.map(\.line)
    }
  }
}
