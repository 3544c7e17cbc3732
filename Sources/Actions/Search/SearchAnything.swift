import DatabaseKit
package import Domain
import Store

/// Something that was found, with its hits marked.
package struct SearchHit: Sendable {
  package enum Subject: Sendable {
    /// A matter at the workbench.
    case record(MatterLine)
    /// A unit's part in a matter of which it sees no more.
    case part(Part)
    /// The redacted version that everybody reads.
    case publication(MatterPublication)
    /// A published suggestion with its answer.
    case suggestion(SuggestionPublication)
    case deputy(DeputyLine)
    case venue(VenueLine)
    case campaign(CampaignLine)
  }

  package struct Part: Sendable {
    package let matter: ID<Matter>
    package let receipt: String
    package let part: Int
    package let unit: String
    package let state: HandlingState
    package let sentOn: CivilDate
  }

  package let id: Int64
  package let subject: Subject
  package let title: [SearchPiece]
  /// Where the words stand; the beginning when they stand in title or number.
  package let excerpt: [SearchPiece]
}

/// A page of what was found, with how much there is of each kind.
package struct SearchResults: Sendable {
  package let query: SearchQuery
  package let kind: SearchKind
  /// Counting ends at ``SearchAnything/mostCounted``; a kind that cannot be counted is left out.
  package let counts: [SearchKind: Int]
  package let hits: [SearchHit]
  /// Where the next page begins; nil on the last one.
  package let next: Int64?
  /// Among matters a single character is not looked for.
  package let isTooShort: Bool
  /// The index is still being filled.
  package let isPartial: Bool
}

/// The one search: matters, suggestions, deputies, stations and campaigns, the newest first, for everybody or for the workbench.
package enum SearchAnything {
  package static let pageSize = 20
  package static let mostCounted = 101

  /// - Parameter kind: nil for the first in which something is found.
  /// - Parameter before: the number of the last hit of the page before.
  package static func run(
    _ text: String, kind: SearchKind?, before: Int64?, by actor: Actor, in environment: AppEnvironment
  ) async throws -> SearchResults {
    let query = SearchQuery(text)
    let today = environment.now().date
    // A single character stands at the beginning of many pairs.
    let isLong = query.words.contains { $0.count == 1 }
    return try await environment.database.read(isLong ? .long : .short) { tx in
      let search = SearchRun(query: query, actor: actor, today: today, environment: environment, tx: tx)
      return try search.results(kind, before: before)
    }
  }
}

/// One search inside its transaction.
struct SearchRun {
  let query: SearchQuery
  let actor: Actor
  let today: CivilDate
  let environment: AppEnvironment
  let tx: any ReadTransaction

  /// At the workbench somebody searches by what he may see; everybody else searches what is public.
  private var scope: [String] { SearchScope.words(for: actor) }
  private var isAtWork: Bool { actor.signedIn != nil }

  func results(_ wanted: SearchKind?, before: Int64?) throws -> SearchResults {
    guard !query.isEmpty else { return empty(wanted ?? .matters) }
    let kept = try actor.person.map { try MatterStore.exclusions(of: $0, in: tx) } ?? []
    var found: [SearchKind: [Int64]] = [:]
    for kind in SearchKind.allCases where looksFor(kind) {
      found[kind] = try find(kind, before: nil, limit: SearchAnything.mostCounted)
    }
    // Those from which the reader is kept are looked through below, and not counted.
    var counts = found.mapValues(\.count)
    if isAtWork, let matters = found[.matters], matters.count < SearchAnything.mostCounted {
      counts[.matters] = matters.count { !kept.contains(ID($0)) }
    }
    let first = SearchKind.allCases.first { counts[$0] ?? 0 > 0 }
    let kind = wanted ?? first ?? (query.isSingle ? .deputies : .matters)
    let page: (hits: [SearchHit], next: Int64?) =
      looksFor(kind) ? try self.page(of: kind, before: before, known: found[kind] ?? []) : ([], nil)
    // A unit finds only where the words stand in what it reads: what the index alone says is not counted for it.
    if isAtWork, MatterAccess.seesPartsOnly(actor) { counts[.matters] = nil }
    return SearchResults(
      query: query, kind: kind, counts: counts, hits: page.hits, next: page.next,
      isTooShort: query.isSingle && kind == .matters, isPartial: try !IndexSearch.isComplete(in: tx))
  }

  private func empty(_ kind: SearchKind) -> SearchResults {
    SearchResults(query: query, kind: kind, counts: [:], hits: [], next: nil, isTooShort: false, isPartial: false)
  }

  private func looksFor(_ kind: SearchKind) -> Bool {
    guard kind == .matters else { return true }
    return !query.isSingle && !(isAtWork && scope.isEmpty)
  }

  private func find(_ kind: SearchKind, before: Int64?, limit: Int) throws -> [Int64] {
    if kind == .matters, isAtWork {
      return try SearchStore.find(
        .all([.scope(scope), query.expression(withReceipt: true)]), in: .staff, before: before, limit: limit, tx)
    }
    return try SearchStore.find(
      .all([.scope([SearchScope.word(of: kind)]), query.expression(withReceipt: false)]), in: .open, before: before,
      limit: limit, tx)
  }

  /// One page, filled up from what follows where something found is not shown.
  private func page(of kind: SearchKind, before: Int64?, known: [Int64]) throws -> (hits: [SearchHit], next: Int64?) {
    let size = SearchAnything.pageSize + 1
    var hits: [SearchHit] = []
    var last = before
    for round in 0..<20 {
      // What was counted is longer than a page, or all that there is.
      let isKnown = round == 0 && before == nil
      let ids = try isKnown ? Array(known.prefix(size)) : find(kind, before: last, limit: size)
      hits += try shown(kind, ids)
      last = ids.last
      if hits.count >= size || ids.count < size { break }
    }
    let page = Array(hits.prefix(SearchAnything.pageSize))
    return (page, hits.count > page.count ? page.last?.id : nil)
  }

  private func shown(_ kind: SearchKind, _ ids: [Int64]) throws -> [SearchHit] {
    if ids.isEmpty { return [] }
    let hits: [SearchHit] =
      switch kind {
      case .matters: isAtWork ? try SearchedMatters(run: self).hits(ids.map { ID($0) }) : try publications(ids)
      case .suggestions: try suggestions(ids)
      case .deputies: try deputies(ids)
      case .venues: try venues(ids)
      case .campaigns: try campaigns(ids)
      }
    return hits.sorted { $0.id > $1.id }
  }

  private func publications(_ ids: [Int64]) throws -> [SearchHit] {
    let excerpt = SearchExcerpt(query)
    return try PublicationStore.publications(ids.map { ID($0) }, in: tx).filter(\.isPublic).map { item in
      SearchHit(
        id: item.matter.raw, subject: .publication(item), title: excerpt.marked(item.title),
        excerpt: excerpt.first(in: [item.text, item.reply, item.place]))
    }
  }

  private func suggestions(_ ids: [Int64]) throws -> [SearchHit] {
    let excerpt = SearchExcerpt(query)
    return try SuggestionPublicationStore.several(ids.map { ID($0) }, in: tx).filter(\.isPublic).map { item in
      SearchHit(
        id: item.suggestion.raw, subject: .suggestion(item), title: excerpt.marked(item.title),
        excerpt: excerpt.first(in: [item.text, item.reply, item.proposer, item.units]))
    }
  }

  private func deputies(_ ids: [Int64]) throws -> [SearchHit] {
    let excerpt = SearchExcerpt(query)
    return try PersonStore.lines(of: ids.map { ID($0) }, in: tx).filter(\.isServing).map { line in
      SearchHit(id: line.id.raw, subject: .deputy(line), title: excerpt.marked(line.name), excerpt: [])
    }
  }

  private func venues(_ ids: [Int64]) throws -> [SearchHit] {
    let excerpt = SearchExcerpt(query)
    return try VenueStore.lines(ids.map { ID($0) }, in: tx).map { line in
      SearchHit(
        id: line.id.raw, subject: .venue(line), title: excerpt.marked(line.name), excerpt: excerpt.marked(line.address))
    }
  }

  private func campaigns(_ ids: [Int64]) throws -> [SearchHit] {
    let excerpt = SearchExcerpt(query)
    let names = Dictionary(
      try CongressStore.all(in: tx).filter(\.isRunHere).map { ($0.id, $0.shortName) }, uniquingKeysWith: { $1 })
    return try CampaignStore.campaigns(ids.map { ID($0) }, in: tx).compactMap { campaign in
      guard CampaignAccess.mayRead(campaign, keeps: false), let name = names[campaign.congress] else { return nil }
      let line = CampaignLine(
        campaign: campaign, congress: Named(id: campaign.congress, name: name), phase: campaign.phase(on: today))
      return SearchHit(
        id: campaign.id.raw, subject: .campaign(line), title: excerpt.marked(campaign.theme),
        excerpt: excerpt.first(in: [campaign.text]))
    }
  }
}

/// Matters found at the workbench: access has the last word.
struct SearchedMatters {
  let run: SearchRun

  func hits(_ ids: [ID<Matter>]) throws -> [SearchHit] {
    let found = try MatterStore.mattersWithFacts(ids, in: run.tx)
    let whole = found.filter { MatterAccess.sees($0.facts, run.actor) }
    let words = try SearchSourceStore.words(of: found.map(\.matter.id), in: run.tx)
    let lines = try MatterListStore.lines(of: whole.map(\.matter.id), in: run.tx)
    let parts = found.filter { !MatterAccess.sees($0.facts, run.actor) }
    return lines.map { record($0, words[$0.id] ?? []) }
      + (try parts.compactMap { try part($0.matter, $0.facts, words[$0.matter.id] ?? []) })
  }

  private func record(_ line: MatterLine, _ words: [SpokenWords]) -> SearchHit {
    let excerpt = SearchExcerpt(run.query)
    let texts = words.flatMap { [$0.words.text, $0.words.reply, $0.words.place] }.compactMap { $0 }
    return SearchHit(
      id: line.id.raw, subject: .record(line), title: excerpt.marked(line.title),
      excerpt: excerpt.first(in: texts.map { PrivateText.masked($0) }))
  }

  /// A unit reads the sender's words without what points to him; what it does not read does not find the matter either.
  private func part(_ matter: Matter, _ facts: MatterFacts, _ words: [SpokenWords]) throws -> SearchHit? {
    guard
      let handling = matter.status.handlings.last(where: {
        MatterAccess.sees(part: $0.part, of: facts, run.actor)
      })
    else { return nil }
    let names = try SenderMask.names(of: matter.id, in: run.environment, run.tx)
    let said = words.filter { $0.act == .submit || $0.act == .supplement }
    let texts = said.flatMap { [$0.words.text, $0.words.place] }.compactMap { $0 }.map {
      PrivateText.masked($0, names: names)
    }
    let title = PrivateText.masked(matter.title, names: names)
    let excerpt = SearchExcerpt(run.query)
    guard excerpt.holds([title] + texts) || run.query.isReceipt(matter.receipt) else { return nil }
    let unit = try HandlingStore.unitNames([handling.unit], in: run.tx)[handling.unit] ?? ""
    return SearchHit(
      id: matter.id.raw,
      subject: .part(
        SearchHit.Part(
          matter: matter.id, receipt: matter.receipt, part: handling.part, unit: unit, state: handling.state,
          sentOn: handling.sentOn)),
      title: excerpt.marked(title), excerpt: excerpt.first(in: texts))
  }
}

extension SearchExcerpt {
  /// About the first hit in any of the texts, or the beginning of the first text.
  func first(in texts: [String]) -> [SearchPiece] {
    for text in texts {
      if let pieces = excerpt(text) { return pieces }
    }
    return beginning(texts.first ?? "")
  }
}
