import DatabaseKit
package import Domain
import Store

/// A unit's part as its page shows it: what is asked, the sender's words without what points to him, and nothing else of
/// the matter.
package struct HandlingPageData: Sendable {
  package let matter: ID<Matter>
  package let receipt: String
  package let title: String
  /// The sender's words, masked unless the unit was told who he is; nil when they were erased.
  package let text: String?
  package let place: String
  package let category: String?
  package let urgency: MatterUrgency
  package let handling: UnitHandling
  package let unit: String
  /// Who handed it over: the venue that answers the sender.
  package let from: String
  package let telephone: String
  /// What was asked at the hand-over.
  package let asked: String?
  package let photos: [MatterPhoto]
  /// What happened to this part, oldest first.
  package let history: [MatterHistoryItem]
  package let others: [Other]
  package let allowed: Set<MatterAct>
  /// Who may be named to draft.
  package let drafters: [Named<Person>]
  /// Units that could be named instead.
  package let units: [HandlingUnit]
  package let names: NameBook
  package let settings: CongressSettings
  package let workflow: MatterWorkflow
  package let today: CivilDate

  /// The result as it was last drafted; nil before, and when it was erased.
  package var draftWords: String? { history.last { $0.event.act == .draftResult }?.words.text }

  /// Another unit in the same matter; the lead reads what it answered.
  package struct Other: Sendable, Equatable {
    package let unit: String
    package let isLead: Bool
    package let state: HandlingState
    package let outcome: MatterOutcome?
    package let result: String?
  }
}

package enum ReadHandling {
  package static let pageSize = 50

  package struct Page: Sendable {
    package let lines: [HandlingLine]
    package let counts: [HandlingState: Int]
    package let next: PartCursor?
  }

  /// A tab of the actor's parts.
  package static func list(
    _ tab: HandlingTab, after cursor: PartCursor?, limit: Int = pageSize, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    guard let scope = MatterAccess.partScope(for: actor) else { return Page(lines: [], counts: [:], next: nil) }
    return try await environment.database.read(limit > pageSize ? .long : .short) { tx in
      let found = try HandlingStore.page(tab, scope: scope, after: cursor, limit: limit + 1, in: tx)
      let names = try SenderMask.names(of: Array(Set(found.map(\.matter))), in: environment, tx)
      let page = found.prefix(limit).map { line in
        line.titled(PrivateText.masked(line.title, names: names[line.matter] ?? []))
      }
      let next = found.count > limit ? page.last : nil
      return Page(
        lines: page, counts: try HandlingStore.counts(scope, in: tx),
        next: next.map { PartCursor($0) })
    }
  }

  /// One part, by the number on the receipt.
  package static func run(receipt: String, part: Int, by actor: Actor, in environment: AppEnvironment) async throws
    -> HandlingPageData
  {
    let id = try await environment.database.read { tx in try MatterStore.matter(receipt: receipt, in: tx)?.id }
    guard let id else { throw ActionError.notFound }
    return try await run(id, part: part, by: actor, in: environment)
  }

  /// One part, for somebody who may see it. Its absence and its being hidden look the same.
  package static func run(_ id: ID<Matter>, part: Int, by actor: Actor, in environment: AppEnvironment) async throws
    -> HandlingPageData
  {
    let today = environment.now().date
    let found = try await environment.database.read { tx in
      guard let matter = try MatterStore.matter(id, in: tx), let handling = matter.status.handling(part) else {
        throw ActionError.notFound
      }
      let facts = try MatterStore.facts(of: matter, in: tx)
      guard MatterAccess.sees(part: part, of: facts, actor) else { throw ActionError.notFound }
      let drafters = try AccountStore.holders(of: .unitDrafter, unit: handling.unit, on: today, in: tx)
        .filter { !facts.excluded.contains($0) }
      return Found(
        facts: facts, handling: handling, record: try ReadMatterRecord.record(matter, in: tx),
        // Whoever was told of the sender looks him up, which is remembered; the words never say it.
        senderNames: try SenderMask.names(of: id, in: environment, tx), drafters: drafters,
        people: try PersonStore.names(drafters, in: tx),
        venue: try matter.status.venue.flatMap { try VenueStore.venue($0, in: tx) },
        units: try GroupStore.units(of: matter.status.congress, in: tx).filter { $0.validTo == nil })
    }
    let settings = try await environment.rules.version(found.record.matter.settings).settings
    let workflow = MatterWorkflow(rules: settings.rules, calendar: try await environment.rules.calendar())
    return page(found, settings, workflow, actor, today)
  }

  /// What one transaction reads for a part's page.
  private struct Found: Sendable {
    let facts: MatterFacts
    let handling: UnitHandling
    let record: MatterRecord
    let senderNames: [String]
    let drafters: [ID<Person>]
    let people: [ID<Person>: String]
    let venue: Venue?
    let units: [HandlingUnit]
  }

  private static func page(
    _ found: Found, _ settings: CongressSettings, _ workflow: MatterWorkflow, _ actor: Actor, _ today: CivilDate
  ) -> HandlingPageData {
    let (record, handling, part) = (found.record, found.handling, found.handling.part)
    let matter = record.matter
    func masked(_ text: String) -> String { PrivateText.masked(text, names: found.senderNames) }
    let allowed = MatterAct.allCases.filter { act in
      guard act.isOnPart || act == .reveal else { return false }
      let isOffered = act == .reveal || workflow.offers(act, on: handling, of: matter.status, today: today)
      let decision = MatterAccess.decide(act, on: found.facts, by: actor, part: part)
      return isOffered && (decision == .allowed || decision == .refused(.pinNeeded))
    }
    let history = record.history.compactMap { item in
      // What was said to the unit before is not for the one that follows.
      transfers(item.event, part) && item.event.part != nil ? item.handedOver : ownPart(item.event, part) ? item : nil
    }
    return HandlingPageData(
      matter: matter.id, receipt: matter.receipt, title: masked(matter.title), text: said(record).map(masked),
      place: masked(record.place ?? ""), category: record.category, urgency: matter.status.urgency,
      handling: handling, unit: record.names.units[handling.unit] ?? "",
      from: found.venue?.name ?? record.congress.name, telephone: found.venue?.telephone ?? "",
      asked: record.asked(of: part), photos: photos(record, history), history: history,
      others: others(record, handling), allowed: Set(allowed),
      drafters: found.drafters.map { Named(id: $0, name: found.people[$0] ?? "") }, units: found.units,
      names: record.names, settings: settings, workflow: workflow, today: today)
  }

  /// A photo on a part's page.
  package static func photo(
    _ file: ID<MatterFile>, of id: ID<Matter>, part: Int, thumbnail: Bool, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> [UInt8] {
    let data = try await run(id, part: part, by: actor, in: environment)
    guard let photo = data.photos.first(where: { $0.id == file }),
      let bytes = try await environment.files.get(thumbnail ? photo.thumbSHA256 : photo.mainSHA256)
    else { throw ActionError.notFound }
    return bytes
  }

  private static func transfers(_ event: MatterEvent, _ part: Int) -> Bool {
    event.transfer?.parts.contains { $0.part == part } ?? false
  }

  private static func ownPart(_ event: MatterEvent, _ part: Int) -> Bool {
    event.part == part || transfers(event, part)
  }

  /// The sender's words with what he added when he was asked; nil when they were erased.
  private static func said(_ record: MatterRecord) -> String? {
    guard let first = record.ownWords else { return nil }
    let added = record.history.compactMap { item -> String? in
      guard case .supplemented = item.event else { return nil }
      return item.words.text.map { "补充：" + $0 }
    }
    return ([first] + added).joined(separator: "\n")
  }

  /// The photos that came with the sender's words, whoever kept them, and those of the unit's own newest draft.
  private static func photos(_ record: MatterRecord, _ history: [MatterHistoryItem]) -> [MatterPhoto] {
    var shown: Set<ID<MatterFile>> = []
    for item in record.history {
      switch item.event {
      case .submitted(let facts): shown.formUnion(facts.files)
      case .supplemented(let facts): shown.formUnion(facts.files)
      default: break
      }
    }
    let draft = history.last { $0.event.act == .draftResult }
    if case .resultDrafted(let facts)? = draft?.event { shown.formUnion(facts.files) }
    return record.photos.filter { $0.isFromSender || shown.contains($0.id) }
  }

  /// The other units of the round. Only the lead, which collects, reads what they answered.
  private static func others(_ record: MatterRecord, _ own: UnitHandling) -> [HandlingPageData.Other] {
    record.matter.status.handlings.filter { $0.part != own.part && $0.round == own.round && $0.state != .recalled }.map
    {
      other in
      let signed = record.history.last { item in
        if case .resultSigned(let facts) = item.event { return facts.part == other.part }
        return false
      }
      return HandlingPageData.Other(
        unit: record.names.units[other.unit] ?? "", isLead: other.isLead, state: other.state, outcome: other.outcome,
        result: own.isLead ? signed?.words.text : nil)
    }
  }
}
