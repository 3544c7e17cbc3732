import DatabaseKit
package import Domain
import Store

/// 公开材料: what is published of a session's suggestions, ready for another outlet, and where it stands already. Nothing but
/// the text that was redacted and released is in it.
package enum ReadPortalPackage {
  /// More than a session of the largest city has.
  package static let most = 3000

  package struct Item: Sendable {
    package let publication: SuggestionPublication
    package let session: CongressSession?
    package let term: Int?
    package let outlets: [SuggestionEvent.Outlet]
  }

  package struct Package: Sendable {
    package let congress: ID<Congress>
    package let congressName: String
    package let sessions: [CongressSession]
    package let session: CongressSession?
    package let terms: [ID<CongressTerm>: Int]
    package let items: [Item]
    /// The reader records where they stand, too.
    package let mayRecord: Bool
    package let today: CivilDate
  }

  /// Those of a session, in the order of their numbers.
  ///
  /// - Parameter session: nil: the newest one of which something is published; without any the newest that has begun.
  package static func run(_ session: ID<CongressSession>?, by actor: Actor, in environment: AppEnvironment) async throws
    -> Package
  {
    guard let congress = SuggestionAccess.publishes(actor) else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read(.long) { tx in
      let sessions = try SessionStore.sessions(of: congress, in: tx).filter { $0.beginsOn <= today }
      let shown = try SuggestionPublicationStore.sessions(of: congress, in: tx)
      let chosen =
        session.map { id in sessions.first { $0.id == id } }
        ?? sessions.first { shown.contains($0.id) } ?? sessions.first
      if session != nil, chosen == nil { throw ActionError.notFound }
      let terms = try SuggestionPlaces([congress], in: tx).terms
      let found = try SuggestionPublicationStore.published(of: congress, session: chosen?.id, limit: most, in: tx)
      let outlets = try SuggestionPublicationStore.outlets(of: found.map(\.suggestion), in: tx)
      let record = try CongressStore.congress(congress, in: tx)
      return Package(
        congress: congress, congressName: record?.name ?? "", sessions: sessions,
        session: chosen, terms: terms,
        items: found.map {
          Item(
            publication: $0, session: chosen, term: chosen.flatMap { terms[$0.term] },
            outlets: outlets[$0.suggestion] ?? [])
        }, mayRecord: mayRecord(record, actor), today: today)
    }
  }

  /// A single one.
  package static func one(_ id: ID<Suggestion>, by actor: Actor, in environment: AppEnvironment) async throws -> Package
  {
    guard let congress = SuggestionAccess.publishes(actor) else { throw ActionError.refused(.notYours) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      guard let found = try SuggestionPublicationStore.one(id, in: tx), found.isPublic, found.congress == congress
      else {
        throw ActionError.notFound
      }
      let places = try SuggestionPlaces([congress], in: tx)
      let session = found.session.flatMap { places.sessions[$0] }
      let outlets = try SuggestionPublicationStore.outlets(of: [id], in: tx)[id] ?? []
      let record = try CongressStore.congress(congress, in: tx)
      return Package(
        congress: congress, congressName: record?.name ?? "", sessions: [],
        session: session, terms: places.terms,
        items: [
          Item(
            publication: found, session: session, term: session.flatMap { places.terms[$0.term] }, outlets: outlets)
        ], mayRecord: mayRecord(record, actor), today: today)
    }
  }

  private static func mayRecord(_ congress: Congress?, _ actor: Actor) -> Bool {
    congress.map { SuggestionAccess.recordsOutlets(of: $0.id, at: $0.level, by: actor) } ?? false
  }
}

/// Records that a session's published suggestions stand at another outlet: an entry in the history of each that has none for
/// it yet, one transaction each, so that a second try goes on where the first one stopped.
package enum RecordOutlets {
  package struct Outcome: Sendable, Equatable {
    package let recorded: Int
    /// Changed by somebody else meanwhile, or not to be recorded by this person.
    package let left: Int
  }

  package static func run(
    _ outlet: SuggestionEvent.Outlet, for session: ID<CongressSession>?, by actor: Actor, in environment: AppEnvironment
  ) async throws -> Outcome {
    let package = try await ReadPortalPackage.run(session, by: actor, in: environment)
    var (recorded, left) = (0, 0)
    for item in package.items where !item.outlets.contains(where: { $0.name == outlet.name }) {
      do {
        _ = try await RecordOutlet.run(
          outlet, once: true, on: item.publication.suggestion, ProposalRequest(actor: actor), in: environment)
        recorded += 1
      } catch ActionError.changedMeanwhile, ActionError.refused, ActionError.notFound, ActionError.suggestion {
        left += 1
      }
    }
    return Outcome(recorded: recorded, left: left)
  }
}
