import DatabaseKit
package import Domain
import Store

/// What a page needs to name people, units and places.
package struct SuggestionNames: Sendable, Equatable {
  package var people: [ID<Person>: String] = [:]
  package var units: [ID<HandlingUnit>: String] = [:]
  /// Those that were dissolved.
  package var closedUnits: Set<ID<HandlingUnit>> = []
  package var session: CongressSession?
  package var termNumber: Int?
  package var congress: Named<Congress>
  package var category: String?
  package var delegation: String?
  package var matters: [(id: ID<Matter>, title: String, receipt: String)] = []
  /// Titles of the suggestions that this one is bound up with.
  package var others: [ID<Suggestion>: String] = [:]

  package static func == (left: Self, right: Self) -> Bool {
    left.people == right.people && left.units == right.units && left.others == right.others
      && left.matters.map(\.id) == right.matters.map(\.id)
  }
}

/// One entry of a suggestion's history as a page shows it.
package struct SuggestionHistoryItem: Sendable {
  package let seq: Int
  package let at: Instant
  /// Nil where the reader does not learn it.
  package let actorName: String?
  package let onBehalfName: String?
  package let event: SuggestionEvent
  package let words: SuggestionWords
  /// The pictures of this entry that the reader sees.
  package let photos: [SuggestionPhoto]
  /// The reader may take them away, with a reason.
  package let mayRemovePhotos: Bool
}

/// A suggestion as its page shows it, with what the reader may do now.
package struct SuggestionPageData: Sendable {
  package let suggestion: Suggestion
  package let relations: Set<SuggestionRelation>
  /// The parts that the reader sees: all, or those of his unit.
  package let parts: [SuggestionPart]
  package let acts: Set<SuggestionAct>
  package let partActs: [Int: Set<SuggestionAct>]
  package let names: SuggestionNames
  package let history: [SuggestionHistoryItem]
  package let letters: [ReplyLetter]
  package let promiseLetters: [PromiseLetter]
  package let outlets: [SuggestionEvent.Outlet]
  package let workflow: SuggestionWorkflow
  package let seesProposer: Bool
  package let tellsResidents: Bool
  package let reader: ID<Person>?
  package let today: CivilDate

  package var status: SuggestionStatus { suggestion.status }
  /// He can pass the answer on to residents from whose matters it, or what goes along with it, grew.
  package var mayTellResidents: Bool {
    tellsResidents && status.wasAnswered && !(status.matters.isEmpty && status.merged.isEmpty)
  }
  /// He sees the whole, not only a unit's part.
  package var seesWhole: Bool { !relations.isEmpty }

  /// The class of a part's answer: before it is signed it is the unit's own business.
  package func resultClass(of part: SuggestionPart) -> String? {
    part.answeredOn != nil || !seesWhole ? part.resultClass : nil
  }
}

/// Reads a suggestion for somebody who may see it. Its absence and its being hidden look the same.
package enum ReadSuggestion {
  package static func run(_ id: ID<Suggestion>, by actor: Actor, in environment: AppEnvironment) async throws
    -> SuggestionPageData
  {
    let found = try await environment.database.read { tx -> Found in
      guard let suggestion = try SuggestionStore.suggestion(id, in: tx) else { throw ActionError.notFound }
      let facts = SuggestionFacts(id: id, status: suggestion.status)
      guard SuggestionAccess.sees(facts, actor) else { throw ActionError.notFound }
      let entries = try EventStore.history(of: .suggestion, id.raw, in: tx)
      return Found(
        suggestion: suggestion, entries: entries, letters: try SuggestionLetterStore.letters(of: id, in: tx),
        promiseLetters: try SuggestionPromiseStore.letters(of: id, in: tx),
        photos: try SuggestionFileStore.photos(of: id, in: tx),
        names: try names(of: suggestion, entries, for: actor, in: tx))
    }
    let workflow = try await environment.rules.suggestionWorkflow(for: found.suggestion)
    return try data(found, workflow, actor, environment.now().date)
  }

  private struct Found: Sendable {
    let suggestion: Suggestion
    let entries: [RecordEntry]
    let letters: [ReplyLetter]
    let promiseLetters: [PromiseLetter]
    let photos: [SuggestionPhoto]
    let names: SuggestionNames
  }

  private static func data(_ found: Found, _ workflow: SuggestionWorkflow, _ actor: Actor, _ today: CivilDate) throws
    -> SuggestionPageData
  {
    let status = found.suggestion.status
    let facts = SuggestionFacts(id: found.suggestion.id, status: status)
    let relations = SuggestionAccess.relations(of: actor, to: facts)
    let helping = relations.isEmpty ? SuggestionAccess.helpingParts(of: actor, in: status) : []
    let parts = relations.isEmpty ? SuggestionAccess.parts(of: actor, in: status) : status.parts
    let person = actor.person ?? ID(0)
    let acts = SuggestionAct.allCases.filter { act in
      !act.isOnPart && workflow.offers(act, on: status, to: person)
        && SuggestionAccess.decide(act, on: facts, by: actor) == .allowed
    }
    var partActs: [Int: Set<SuggestionAct>] = [:]
    for part in parts {
      partActs[part.number] = Set(
        SuggestionAct.allCases.filter { act in
          act.isOnPart && workflow.offers(act, on: part, of: status, to: person, today: today)
            && SuggestionAccess.decide(act, on: facts, by: actor, part: part.number) == .allowed
            && (act != .rate || relations.contains(.workBody) || status.missingRaters(of: part).contains(person))
            && (act != .reassign || found.names.closedUnits.contains(part.unit))
            && (act != .contact || !relations.contains(.workBody) || part.isUnspoken)
        })
    }
    let seesProposer = SuggestionAccess.seesProposer(facts, actor)
    let shown = Set(parts.map(\.number))
    return SuggestionPageData(
      suggestion: found.suggestion, relations: relations, parts: parts, acts: Set(acts), partActs: partActs,
      names: found.names,
      history: try history(
        found, seesWhole: !relations.isEmpty, seesProposer: seesProposer, parts: shown,
        helping: Set(helping.map(\.number)),
        own: Set(SuggestionAccess.parts(of: actor, in: status).map(\.number)).subtracting(helping.map(\.number)),
        actor),
      letters: found.letters.filter { letter in
        shown.contains(letter.part) && (letter.signedOn != nil || partActs[letter.part].map(seesDrafts) ?? false)
      },
      promiseLetters: found.promiseLetters.filter { letter in
        guard let part = status.promises.first(where: { $0.number == letter.promise })?.part, shown.contains(part)
        else {
          return false
        }
        return letter.signedOn != nil || partActs[part].map(seesDrafts) ?? false
      },
      outlets: try outlets(found), workflow: workflow, seesProposer: seesProposer,
      tellsResidents: SuggestionAccess.tellsResidents(facts, actor), reader: actor.person, today: today)
  }

  /// A letter that is not signed is the unit's own business.
  private static func seesDrafts(_ acts: Set<SuggestionAct>) -> Bool {
    !acts.isDisjoint(with: [
      .draftLetter, .checkLetter, .returnLetter, .signLetter, .draftPromiseLetter, .signPromiseLetter,
    ])
  }

  private static func outlets(_ found: Found) throws -> [SuggestionEvent.Outlet] {
    try found.entries.filter { $0.act == SuggestionAct.recordOutlet.rawValue }.compactMap { entry in
      guard case .outletRecorded(let outlet) = try JSONText.decode(SuggestionEvent.self, from: entry.facts) else {
        return nil
      }
      return outlet
    }
  }

  private static func history(
    _ found: Found, seesWhole: Bool, seesProposer: Bool, parts: Set<Int>, helping: Set<Int>, own: Set<Int>,
    _ actor: Actor
  ) throws -> [SuggestionHistoryItem] {
    let status = found.suggestion.status
    let events = try found.entries.map { try JSONText.decode(SuggestionEvent.self, from: $0.facts) }
    let authors = seesProposer ? [] : authors(found, events)
    return try zip(found.entries, events).compactMap { entry, event in
      let part = event.part(of: status)
      if !seesWhole, !event.isForUnits(parts, part) { return nil }
      // Drafts of letters are seen on the part by those who work on it.
      if event.isInsideUnit, seesWhole || part.map(helping.contains) ?? false { return nil }
      // Whoever typed it for the deputy is named for what he does at his desk only.
      let isWriting = [.draft, .revise, .invite, .submit, .discard].contains(event.act)
      let isTyped = !seesProposer && isWriting && entry.actor.person == status.enteredBy
      func name(_ person: ID<Person>?) -> String? {
        person.flatMap { isTyped || authors.contains($0) ? nil : found.names.people[$0] }
      }
      return SuggestionHistoryItem(
        seq: entry.seq, at: entry.at, actorName: name(entry.actor.person),
        onBehalfName: name(entry.onBehalf?.person), event: event,
        // Earlier versions are nobody's business: what was taken out before it was handed in stays out.
        words: event.isVersion
          ? SuggestionWords()
          : try entry.words.map { try JSONText.decode(SuggestionWords.self, from: $0) } ?? SuggestionWords(),
        photos: photos(of: event, found, seesProposer: seesProposer, own: own),
        mayRemovePhotos: SuggestionAccess.removesPhotos(
          of: event, broughtBy: entry.actor.person,
          on: SuggestionFacts(id: found.suggestion.id, status: status), actor))
    }
  }

  private static func photos(of event: SuggestionEvent, _ found: Found, seesProposer: Bool, own: Set<Int>)
    -> [SuggestionPhoto]
  {
    let files = event.files
    let isOwn = event.part.map(own.contains) ?? false
    guard !files.isEmpty, SuggestionAccess.seesFiles(of: event, seesProposer: seesProposer, isOwnPart: isOwn) else {
      return []
    }
    return files.compactMap { id in found.photos.first { $0.id == id } }
  }

  /// Everybody whose name tells where it came from: whoever stands behind it or was ever asked to.
  private static func authors(_ found: Found, _ events: [SuggestionEvent]) -> Set<ID<Person>> {
    let status = found.suggestion.status
    var authors = Set(status.people(leadsOnly: false) + status.coSigners.map(\.person))
    for event in events {
      switch event {
      case .invited(let signers): authors.formUnion(signers.map(\.person))
      case .signed(let person), .declinedToSign(let person): authors.insert(person)
      default: break
      }
    }
    return authors
  }

  private static func names(
    of suggestion: Suggestion, _ entries: [RecordEntry], for actor: Actor, in tx: any ReadTransaction
  ) throws -> SuggestionNames {
    let status = suggestion.status
    var people = Set(status.people(leadsOnly: false) + status.coSigners.map(\.person))
    people.formUnion(entries.compactMap(\.actor.person))
    people.formUnion(entries.compactMap(\.onBehalf?.person))
    people.formUnion(status.parts.compactMap(\.drafter) + [status.enteredBy].compactMap { $0 })
    let units = try GroupStore.units(of: status.congress, in: tx)
    let congress = try CongressStore.congress(status.congress, in: tx)
    var names = SuggestionNames(congress: Named(id: status.congress, name: congress?.name ?? ""))
    names.people = try PersonStore.names(Array(people), in: tx)
    names.units = Dictionary(units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    names.closedUnits = Set(units.filter { $0.validTo != nil }.map(\.id))
    names.session = try status.session.flatMap { try SessionStore.session($0, in: tx) }
    names.termNumber = try CongressStore.terms(of: status.congress, in: tx).first {
      $0.id == (names.session?.term ?? status.term)
    }?.number
    names.category = try status.category.flatMap { try CampaignStore.categories([$0], in: tx).first?.name }
    // A title is a resident's words: only those who see the matter itself read it.
    names.matters = try MatterStore.mattersWithFacts(status.matters, in: tx).filter {
      $0.facts.status.seal == nil && MatterAccess.sees($0.facts, actor)
    }.map { (id: $0.matter.id, title: $0.matter.title, receipt: $0.matter.receipt) }
    let others = [status.mergedInto, status.splitFrom].compactMap { $0 } + status.merged.map(\.suggestion)
    for other in try SuggestionStore.suggestions(others, in: tx) { names.others[other.id] = other.title }
    return names
  }
}

extension SuggestionEvent {
  /// Its words are a version of the text.
  var isVersion: Bool {
    switch self {
    case .drafted, .revised, .submitted: true
    default: false
    }
  }

  /// What a unit does before its answer is signed.
  var isInsideUnit: Bool {
    switch self {
    case .appointed, .letterDrafted, .letterChecked, .letterReturned, .promiseLetterDrafted: true
    default: false
    }
  }

  /// What a unit that only sees its part reads of the history.
  func isForUnits(_ parts: Set<Int>, _ part: Int?) -> Bool {
    if let part { return parts.contains(part) }
    return switch self {
    case .handedOver, .madeKey, .urged, .published, .photoRemoved: true
    default: false
    }
  }
}
