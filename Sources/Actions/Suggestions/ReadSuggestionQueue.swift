import DatabaseKit
package import Domain
import Store

/// A clock in a queue with the words that a line needs.
package struct SuggestionQueueLine: Sendable {
  package let clock: SuggestionQueue.Line
  package let title: String
  package let number: SuggestionNumber?
  package let state: SuggestionState
  /// Nil where the reader does not learn it.
  package let proposer: String?
  package let unit: String?
  package let isKey: Bool

  /// What stands at a desk is seen by whoever has it.
  init(_ item: SuggestionQueue.Item, at desk: SuggestionDesk) {
    clock = item.line
    title = item.title
    number = item.number
    state = item.state
    proposer = !item.keepsProposer || desk.seesKeptProposers ? item.proposer : nil
    unit = item.unit
    isKey = item.isKey
  }
}

/// A suggestion in a list without a clock.
package struct SuggestionLine: Sendable {
  package let id: ID<Suggestion>
  package let title: String
  package let number: SuggestionNumber?
  package let state: SuggestionState
  package let proposer: String?
  package let on: CivilDate
  package let overall: Satisfaction?
}

/// The queues of whoever asks, soonest date first.
package enum ReadSuggestionQueue {
  package static let pageSize = 50

  package struct Page: Sendable {
    package let lines: [SuggestionQueueLine]
    package let counts: [SuggestionClock.Kind: (all: Int, late: Int)]
    package let next: SuggestionQueue.Cursor?
    package let today: CivilDate
  }

  /// The desks that an actor's posts and mandates give him.
  package static func desks(of actor: Actor) -> [SuggestionDesk] {
    guard let person = actor.signedIn else { return [] }
    var desks: [SuggestionDesk] = []
    for post in person.posts {
      switch post.role {
      case .secretary: desks.append(.receiver(post.congress, .secretariat))
      case .clerk: desks += SuggestionReceiver.allCases.map { .receiver(post.congress, $0) }
      case .chair: desks.append(.receiver(post.congress, .presidium))
      case .director: desks.append(.congress(post.congress, .received))
      case .committee, .coordinator: desks.append(.congress(post.congress, .handedOver))
      case .unitRegistrar, .unitHead: if let unit = post.unit { desks.append(.unit(unit)) }
      case .unitDrafter:
        // He sees what he was named for; somebody with another post there sees it all.
        if let unit = post.unit, !person.holds(.unitRegistrar, in: unit), !person.holds(.unitHead, in: unit) {
          desks.append(.drafter(unit, person.person))
        }
      case .systemAdministrator, .securityAdministrator, .auditor, .upperClerk, .chief, .liaison, .gridWorker: break
      }
    }
    // Whoever was a deputy goes on answering for what he has put forward.
    desks.append(.person(person.person))
    var seen: Set<SuggestionDesk> = []
    return desks.filter { seen.insert($0).inserted }
  }

  /// Whether somebody's posts or mandates give him a desk, apart from what he may once have put forward.
  package static func hasDesk(_ actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    return person.isDeputy || desks(of: actor) != [.person(person.person)]
  }

  /// Whether something that somebody has put forward, or stands behind, is still open.
  package static func hasOpen(_ actor: Actor, in environment: AppEnvironment) async throws -> Bool {
    guard let person = actor.person else { return false }
    return try await environment.database.read { tx in try OwnSuggestionStore.hasOpen(person, in: tx) }
  }

  /// The congress all of whose suggestions somebody looks after.
  package static func overseen(by actor: Actor) -> ID<Congress>? {
    actor.signedIn?.posts.first { SuggestionAccess.overseers.contains($0.role) }?.congress
  }

  package static func run(
    kind: SuggestionClock.Kind?, isLate: Bool = false, after cursor: SuggestionQueue.Cursor?, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> Page {
    let desks = desks(of: actor)
    let today = environment.now().date
    let tally = environment.suggestionTally
    return try await environment.database.read { tx in
      var found: [SuggestionQueue.Line: SuggestionQueueLine] = [:]
      for desk in desks {
        let items = try SuggestionListStore.queue(
          desk, kinds: kind.map { [$0] } ?? [], before: isLate ? today : nil, after: cursor, limit: pageSize + 1,
          in: tx)
        // One who has several desks knows what any of them knows.
        for item in items where found[item.line]?.proposer == nil {
          found[item.line] = SuggestionQueueLine(item, at: desk)
        }
      }
      let sorted = found.values.sorted { isBefore($0.clock, $1.clock) }
      let shown = Array(sorted.prefix(pageSize))
      let next = sorted.count > pageSize ? shown.last.map { Self.cursor(after: $0.clock) } : nil
      return Page(lines: shown, counts: try tally.counts(of: desks, today: today, in: tx), next: next, today: today)
    }
  }

  private static func cursor(after line: SuggestionQueue.Line) -> SuggestionQueue.Cursor {
    SuggestionQueue.Cursor(due: line.due, suggestion: line.suggestion, position: line.position)
  }

  /// As the database sorts: no day comes last.
  private static func isBefore(_ left: SuggestionQueue.Line, _ right: SuggestionQueue.Line) -> Bool {
    switch (left.due, right.due) {
    case (let one?, let other?) where one != other: return one < other
    case (_?, nil): return true
    case (nil, _?): return false
    default: return (left.suggestion, left.position) < (right.suggestion, right.position)
    }
  }

  /// What a deputy has put forward, signed or was asked to sign, the newest first.
  package static func own(before cursor: ID<Suggestion>?, by actor: Actor, in environment: AppEnvironment) async throws
    -> (lines: [SuggestionLine], next: ID<Suggestion>?)
  {
    guard let person = actor.person else { return ([], nil) }
    return try await environment.database.read { tx in
      let ids = try SuggestionListStore.own(person, before: cursor, limit: pageSize + 1, in: tx)
      return try list(ids, actor, in: tx)
    }
  }

  /// Those of a congress in some states, for whoever may see them all.
  package static func all(
    of congress: ID<Congress>, states: Set<SuggestionState>, before cursor: ID<Suggestion>?, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> (lines: [SuggestionLine], next: ID<Suggestion>?) {
    try await environment.database.read { tx in
      let ids = try SuggestionListStore.ofCongress(
        congress, states: states, before: cursor, limit: pageSize + 1, in: tx)
      return try list(ids, actor, in: tx)
    }
  }

  private static func list(_ ids: [ID<Suggestion>], _ actor: Actor, in tx: any ReadTransaction) throws
    -> (lines: [SuggestionLine], next: ID<Suggestion>?)
  {
    let shown = Array(ids.prefix(pageSize))
    return (try lines(shown, actor, in: tx), ids.count > pageSize ? shown.last : nil)
  }

  /// Those of `ids` that the actor sees.
  static func lines(_ ids: [ID<Suggestion>], _ actor: Actor, in tx: any ReadTransaction) throws -> [SuggestionLine] {
    let found = try SuggestionStore.suggestions(ids, in: tx).filter {
      SuggestionAccess.sees(SuggestionFacts(id: $0.id, status: $0.status), actor)
    }
    let people = try PersonStore.names(found.map(\.status.proposer.person), in: tx)
    return found.map { suggestion in
      let status = suggestion.status
      let sees = SuggestionAccess.seesProposer(SuggestionFacts(id: suggestion.id, status: status), actor)
      return SuggestionLine(
        id: suggestion.id, title: suggestion.title, number: status.number, state: status.state,
        proposer: sees ? people[status.proposer.person] : nil,
        on: status.closedOn ?? status.submittedOn ?? status.draftedOn, overall: status.overall)
    }
  }
}
