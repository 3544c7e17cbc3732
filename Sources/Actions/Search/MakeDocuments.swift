import DatabaseKit
package import Domain
import Store

/// The documents of whole records as they ought to be: for filling the index, and for checking it.
package enum MakeDocuments {
  package struct Made: Sendable, Equatable {
    package var staff: [SearchDocument] = []
    package var open: [SearchDocument] = []
  }

  /// The documents of some records of a kind, in the order of their ids.
  static func run(_ kind: SearchKind, _ ids: [Int64], in tx: any ReadTransaction) throws -> Made {
    var made = Made()
    switch kind {
    case .matters: made = try matters(ids.map { ID($0) }, in: tx)
    case .suggestions: made.open = try SearchSourceStore.suggestions(ids.map { ID($0) }, in: tx)
    case .deputies: made.open = try SearchSourceStore.deputies(ids.map { ID($0) }, in: tx)
    case .venues: made.open = try SearchSourceStore.venues(ids.map { ID($0) }, in: tx)
    case .campaigns:
      made.open = try CampaignStore.campaigns(ids.map { ID($0) }, in: tx).compactMap { SearchDocument.campaign($0) }
    }
    return made
  }

  private static func matters(_ ids: [ID<Matter>], in tx: any ReadTransaction) throws -> Made {
    var made = Made()
    let words = try SearchSourceStore.words(of: ids, in: tx)
    let publications = try SearchSourceStore.publications(of: ids, in: tx)
    for (matter, facts) in try MatterStore.mattersWithFacts(ids, in: tx) {
      if let document = SearchDocument.staff(matter, facts: facts, words: words[matter.id] ?? []) {
        made.staff.append(document)
      }
      if let document = SearchDocument.open(publications[matter.id], of: matter.status) { made.open.append(document) }
    }
    return made
  }
}
