import DatabaseKit
import Domain
import Store

/// What notices are about, as it is now.
struct NoticeSubjects {
  let matters: [ID<Matter>: MatterFacts]
  private(set) var suggestions: [ID<Suggestion>: Suggestion] = [:]
  private(set) var motions: [ID<Motion>: Motion] = [:]

  init(of subjects: [NoticeSubject], in tx: any ReadTransaction) throws {
    var (matters, suggestions, motions) = (Set<ID<Matter>>(), Set<ID<Suggestion>>(), Set<ID<Motion>>())
    for subject in subjects {
      switch subject {
      case .matter(let id): matters.insert(id)
      case .suggestion(let id): suggestions.insert(id)
      case .motion(let id): motions.insert(id)
      }
    }
    self.matters = try MatterStore.facts(of: matters.sorted(), in: tx)
    for found in try SuggestionStore.suggestions(suggestions.sorted(), in: tx) { self.suggestions[found.id] = found }
    for found in try MotionStore.motions(motions.sorted(), in: tx) { self.motions[found.id] = found }
  }
}
