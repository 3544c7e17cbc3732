import DatabaseKit
package import Domain
import Store

/// What a page needs to name people and places.
package struct MotionNames: Sendable, Equatable {
  package var people: [ID<Person>: String] = [:]
  package var session: CongressSession?
  package var termNumber: Int?
  package var congress: Named<Congress>
  package var delegation: String?
  /// The suggestion that it is handled as.
  package var suggestion: Named<Suggestion>?
}

/// One entry of a motion's history as a page shows it.
package struct MotionHistoryItem: Sendable, Equatable {
  package let seq: Int
  package let at: Instant
  package let actorName: String?
  package let event: MotionEvent
  package let words: MotionWords
}

/// A motion as its page shows it, with what the reader may do now.
package struct MotionPageData: Sendable {
  package let motion: Motion
  package let relations: Set<MotionRelation>
  package let acts: Set<MotionAct>
  package let names: MotionNames
  /// Oldest first.
  package let history: [MotionHistoryItem]
  /// Deputies with a mandate in force: what a vote is counted of.
  package let deputies: [Named<Person>]
  /// 全体代表: also those whose mandate is suspended (组织法 25).
  package let allDeputies: Int
  /// The session that is open today: only then can one be handed in.
  package let sitting: CongressSession?
  package let today: CivilDate

  package var status: MotionStatus { motion.status }

  /// The reader can have everybody read a note.
  package var mayOpenNotes: Bool { !relations.isDisjoint(with: MotionAccess.openers) }

  /// What was seen or told, by the numbers of the notes.
  package var noteWords: [Int: MotionWords] { ReadMotion.noteWords(history) }
}

/// Reads a motion for somebody who may see it. Its absence and its being hidden look the same.
package enum ReadMotion {
  package static func run(_ id: ID<Motion>, by actor: Actor, in environment: AppEnvironment) async throws
    -> MotionPageData
  {
    let today = environment.now().date
    let found = try await environment.database.read { tx -> Found in
      guard let motion = try MotionStore.motion(id, in: tx) else { throw ActionError.notFound }
      let facts = MotionFacts(id: id, status: motion.status)
      guard MotionAccess.sees(facts, actor) else { throw ActionError.notFound }
      let history = try history(of: id, in: tx)
      return Found(
        motion: motion, history: history.items, names: try names(of: motion, history.people, in: tx),
        deputies: try SittingStore.deputies(of: motion.status.congress, in: tx),
        allDeputies: try SessionMeetingStore.deputies(of: motion.status.congress, on: today, in: tx),
        sitting: try SessionStore.sitting(of: motion.status.congress, on: today, in: tx))
    }
    let workflow = try await environment.rules.motionWorkflow(for: found.motion)
    let facts = MotionFacts(id: id, status: found.motion.status)
    let acts = MotionAct.allCases.filter { act in
      workflow.offers(act, on: found.motion.status, to: actor.person)
        && MotionAccess.decide(act, on: facts, by: actor) == .allowed
    }
    return MotionPageData(
      motion: found.motion, relations: MotionAccess.relations(of: actor, to: facts), acts: Set(acts),
      names: found.names,
      history: found.history.map { item in
        MotionHistoryItem(
          seq: item.seq, at: item.at, actorName: item.person.flatMap { found.names.people[$0] }, event: item.event,
          words: item.words)
      }, deputies: found.deputies, allDeputies: found.allDeputies, sitting: found.sitting, today: today)
  }

  private struct Found: Sendable {
    let motion: Motion
    let history: [Item]
    let names: MotionNames
    let deputies: [Named<Person>]
    let allDeputies: Int
    let sitting: CongressSession?
  }

  struct Item: Sendable {
    let seq: Int
    let at: Instant
    let person: ID<Person>?
    let event: MotionEvent
    let words: MotionWords
  }

  static func history(of id: ID<Motion>, in tx: any ReadTransaction) throws -> (
    items: [Item], people: Set<ID<Person>>
  ) {
    let items = try EventStore.history(of: .motion, id.raw, in: tx).map { entry in
      Item(
        seq: entry.seq, at: entry.at, person: entry.actor.person,
        event: try JSONText.decode(MotionEvent.self, from: entry.facts),
        words: try entry.words.map { try JSONText.decode(MotionWords.self, from: $0) } ?? MotionWords())
    }
    return (items, Set(items.compactMap(\.person)))
  }

  static func noteWords(_ history: [MotionHistoryItem]) -> [Int: MotionWords] {
    var result: [Int: MotionWords] = [:]
    for item in history { if case .noted(let note) = item.event { result[note.number] = item.words } }
    return result
  }

  static func names(of motion: Motion, _ others: Set<ID<Person>>, in tx: any ReadTransaction) throws -> MotionNames {
    let status = motion.status
    let people = others.union(status.coSigners.map(\.person)).union([status.proposer.person]).union(
      [status.enteredBy].compactMap { $0 })
    let congress = try CongressStore.congress(status.congress, in: tx)
    var names = MotionNames(congress: Named(id: status.congress, name: congress?.name ?? ""))
    names.people = try PersonStore.names(people.sorted(), in: tx)
    names.session = try status.session.flatMap { try SessionStore.session($0, in: tx) }
    names.termNumber = try CongressStore.terms(of: status.congress, in: tx).first {
      $0.id == (names.session?.term ?? status.term)
    }?.number
    if let delegation = status.proposer.delegation {
      names.delegation = try MotionStore.name(of: delegation, in: tx)
    }
    names.suggestion = try status.suggestion.flatMap { id in
      try SuggestionStore.suggestion(id, in: tx).map { Named(id: id, name: $0.title) }
    }
    return names
  }
}
