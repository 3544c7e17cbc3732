import DatabaseKit
package import Domain
import Store

/// The numbers beside the menu of the workbench, all of one moment.
package struct MenuCounts: Sendable, Equatable {
  /// What waits in the reader's queues.
  package var queues: [QueueTab: Int] = [:]
  /// What waits in his grids.
  package var grids: [QueueTab: Int] = [:]
  /// Parts of matters that wait for his unit.
  package var parts = 0
  /// What others have and he follows; counting ends at a hundred.
  package var watched: [WatchKind: Int] = [:]
  /// Requests of people about their own data that he decides.
  package var information = 0
  /// What he owes on deputies' suggestions.
  package var suggestions = 0
  /// He is not a deputy any more, and something that he has put forward is still open.
  package var hasOwnSuggestions = false
  /// Motions that he is asked to sign.
  package var motions = 0
  /// Notices he has not read; 100 stands for more than 99.
  package var unread = 0

  /// What the reader has to do something about in his queues.
  package var waiting: Int {
    [.toAccept, .toReply, .toFeedback, .dissatisfied, .toArchive].reduce(0) { $0 + (queues[$1] ?? 0) }
  }

  /// What a grid worker has to do something about.
  package var waitingInGrids: Int { [.toAccept, .toFeedback].reduce(0) { $0 + (grids[$1] ?? 0) } }
}

package enum ReadMenu {
  /// - Parameter queues: the counts of the reader's queues, where the page has read them already.
  package static func run(by person: Actor.SignedIn, queues known: [QueueTab: Int]?, in environment: AppEnvironment)
    async throws -> MenuCounts
  {
    let actor = Actor.person(person)
    let queues = known == nil ? MatterAccess.scopes(for: actor) : []
    let plan = try await ReadQueue.plan(queues, of: actor, in: environment)
    let gridPlan = try await ReadQueue.plan(MatterAccess.gridScopes(for: actor), of: actor, in: environment)
    let parts = person.worksOnParts ? MatterAccess.partScope(for: actor) : nil
    let watches = MatterAccess.watches(for: actor)
    let requests = InformationAccess.scopes(for: actor)
    let desks = ReadSuggestionQueue.desks(of: actor)
    let today = environment.now().date
    let tally = environment.suggestionTally
    return try await environment.database.read { tx in
      var counts = MenuCounts()
      counts.queues = try known ?? ReadQueue.counts(plan, in: tx)
      counts.grids = try ReadQueue.counts(gridPlan, in: tx)
      if let parts { counts.parts = try HandlingStore.counts(parts, in: tx).values.reduce(0, +) }
      for (kind, watches) in watches where !watches.isEmpty {
        counts.watched[kind] = try MatterListStore.watchedCount(kind, by: watches, reader: person.person, in: tx)
      }
      if !requests.isEmpty {
        counts.information =
          try InformationStore.counts(requests, reader: person.person, today: today, in: tx).open
      }
      counts.suggestions = try tally.counts(of: desks, today: today, in: tx).values.reduce(0) { $0 + $1.all }
      if !person.isDeputy { counts.hasOwnSuggestions = try OwnSuggestionStore.hasOpen(person.person, in: tx) }
      if person.isDeputy { counts.motions = try MotionStore.invitationCount(of: person.person, in: tx) }
      counts.unread = try MessageStore.unread(of: person.person, most: 100, in: tx)
      return counts
    }
  }
}
