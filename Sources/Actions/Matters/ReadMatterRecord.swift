import DatabaseKit
package import Domain
import Store

/// A matter as its page shows it, with what the reader may do now.
package struct MatterPageData: Sendable {
  package let record: MatterRecord
  package let relations: Set<MatterRelation>
  /// Acts that access, state and facts all allow.
  package let allowed: Set<MatterAct>
  /// Acts that the reader may enter for the deputy who owns the matter.
  package let onBehalf: Set<MatterAct>
  package let settings: CongressSettings
  package let workflow: MatterWorkflow
  package let today: CivilDate
  /// How many others are handled together with it.
  package let others: Int
  /// What deputies have made of it.
  package let suggestions: [LinkedSuggestion]
}

/// Reads a matter for somebody who may see it. Its absence and its being hidden look the same.
package enum ReadMatterRecord {
  /// By the number on the receipt.
  package static func run(receipt: String, by actor: Actor, in environment: AppEnvironment) async throws
    -> MatterPageData
  {
    let id = try await environment.database.read { tx in try MatterStore.matter(receipt: receipt, in: tx)?.id }
    guard let id else { throw ActionError.notFound }
    return try await run(id, by: actor, in: environment)
  }

  package static func run(_ id: ID<Matter>, by actor: Actor, in environment: AppEnvironment) async throws
    -> MatterPageData
  {
    let (record, facts, settingsID, others, suggestions) = try await environment.database.read {
      tx -> (MatterRecord, MatterFacts, ID<SettingsVersion>?, Int, [LinkedSuggestion]) in
      guard let matter = try MatterStore.matter(id, in: tx) else { throw ActionError.notFound }
      let facts = try MatterStore.facts(of: matter, in: tx)
      guard MatterAccess.sees(facts, actor) else { throw ActionError.notFound }
      return (
        try Self.record(matter, in: tx), facts, matter.settings, try MatterStore.companions(of: matter, in: tx),
        try ReadLinkedSuggestions.run(of: id, by: actor, in: tx)
      )
    }
    let settings = try await environment.rules.version(settingsID).settings
    let workflow = MatterWorkflow(rules: settings.rules, calendar: try await environment.rules.calendar())
    let today = environment.now().date
    let offered = Set(
      MatterAct.allCases.filter { workflow.offers($0, on: facts.status, today: today) })
    return MatterPageData(
      record: record, relations: MatterAccess.relations(of: actor, to: facts),
      allowed: offered.filter { act in
        guard act.isOnPart else { return isOpen(MatterAccess.decide(act, on: facts, by: actor)) }
        // Offered when there is a part on which the reader can do it.
        return facts.status.openHandlings.contains { handling in
          workflow.offers(act, on: handling, of: facts.status, today: today)
            && isOpen(MatterAccess.decide(act, on: facts, by: actor, part: handling.part))
        }
      },
      onBehalf: offered.filter { act in
        guard let owner = facts.status.ownerPerson else { return false }
        return MatterAccess.isPersonal(act)
          && isOpen(MatterAccess.decide(act, on: facts, by: actor, onBehalfOf: owner))
      },
      settings: settings, workflow: workflow, today: today, others: others, suggestions: suggestions)
  }

  private static func isOpen(_ decision: Decision) -> Bool {
    decision == .allowed || decision == .refused(.pinNeeded)
  }

  static func record(_ matter: Matter, in tx: any ReadTransaction) throws -> MatterRecord {
    let entries = try EventStore.history(of: .matter, matter.id.raw, in: tx)
    let decoded = try entries.map { entry in
      guard let act = MatterAct(rawValue: entry.act) else { throw DatabaseError.decoding("act \(entry.act)") }
      return (entry, try MatterEventCoding.event(act, entry.facts))
    }
    let names = try NameFinder.names(for: matter, decoded.map { ($0.0, $0.1) }, in: tx)
    let offices = try OfficeFinder.offices(decoded.map { ($0.0, $0.1) }, names: names, in: tx)
    let history = try decoded.map { entry, event in
      MatterHistoryItem(
        seq: entry.seq, at: entry.at, actor: entry.actor, actorName: entry.actor.person.flatMap { names.people[$0] },
        office: offices[entry.seq], onBehalf: entry.onBehalf,
        onBehalfName: entry.onBehalf.flatMap { names.people[$0.person] }, event: event,
        words: try entry.words.map { try JSONText.decode(MatterWords.self, from: $0) } ?? MatterWords(),
        isErased: entry.isErased)
    }
    let contacts = try MatterPartStore.contacts(of: matter.id, in: tx).map(\.mask)
    let status = matter.status
    return MatterRecord(
      matter: matter, history: history, photos: try MatterPartStore.photos(of: matter.id, in: tx), contacts: contacts,
      category: matter.category.flatMap { names.categories[$0] },
      venue: status.venue.map { Named(id: $0, name: names.venues[$0] ?? "") },
      congress: Named(id: status.congress, name: names.congresses[status.congress] ?? ""),
      ownerName: status.ownerPerson.flatMap { names.people[$0] } ?? status.ownerGroup.flatMap { names.groups[$0] },
      enteredByName: matter.enteredBy.flatMap { names.people[$0] }, names: names,
      grid: matter.grid.map { Named(id: $0, name: names.regions[$0] ?? "") },
      campaign: try status.campaign.flatMap { mark in
        try CampaignStore.campaign(mark.campaign, in: tx).map { Named(id: $0.id, name: $0.theme) }
      })
  }
}
