import DatabaseKit
package import Domain
import Store

/// A motion in a list.
package struct MotionLine: Sendable, Equatable {
  package let id: ID<Motion>
  package let title: String
  package let number: Int?
  package let state: MotionState
  package let proposer: String
  /// All who stand behind it, the one who leads included.
  package let signers: Int
  package let needed: Int
  package let on: CivilDate
  package let congress: Named<Congress>
  package let done: Int
  package let milestones: Int
}

/// The motions of whoever asks.
package enum ReadMotions {
  package static let pageSize = 50

  package struct Page: Sendable {
    package let lines: [MotionLine]
    package let next: ID<Motion>?
  }

  /// How a desk's list is divided.
  package enum Tab: String, CaseIterable, Sendable {
    /// 待编号、待主席团决定.
    case waiting
    /// 审议中.
    case considered
    /// 已通过、实施中.
    case carried
    case ended

    package var states: [MotionState] {
      switch self {
      case .waiting: [.submitted, .withCommittee]
      case .considered: [.onAgenda, .toCommitteeAfterSession, .considered]
      case .carried: [.adopted, .implementing, .reported]
      case .ended: [.becameSuggestion, .notAdopted, .withdrawn]
      }
    }
  }

  /// What he is asked to sign.
  package static func invitations(of person: ID<Person>, in environment: AppEnvironment) async throws -> [MotionLine] {
    try await environment.database.read { tx in
      try lines(MotionStore.invitations(of: person, limit: pageSize, in: tx), in: tx)
    }
  }

  /// What he leads, has signed or typed.
  package static func own(_ person: ID<Person>, before cursor: ID<Motion>?, in environment: AppEnvironment)
    async throws -> Page
  {
    try await environment.database.read { tx in
      try page(MotionStore.own(person, before: cursor, limit: pageSize + 1, in: tx), in: tx)
    }
  }

  /// What has come to the congresses that he works for, by where it stands.
  package static func atDesk(
    _ tab: Tab, before cursor: ID<Motion>?, by actor: Actor, in environment: AppEnvironment
  ) async throws -> (page: Page, counts: [Tab: Int]) {
    let congresses = MotionAccess.congresses(of: actor)
    return try await environment.database.read { tx in
      let found = try MotionStore.ofCongresses(
        congresses, states: tab.states, before: cursor, limit: pageSize + 1, in: tx)
      let counts = try MotionStore.counts(of: congresses, in: tx)
      let page = try page(found, in: tx) { motion in
        MotionAccess.sees(MotionFacts(id: motion.id, status: motion.status), actor)
      }
      return (
        page,
        Dictionary(
          uniqueKeysWithValues: Tab.allCases.map { tab in (tab, tab.states.reduce(0) { $0 + (counts[$1] ?? 0) }) })
      )
    }
  }

  static func page(
    _ found: [Motion], in tx: any ReadTransaction, where shows: (Motion) -> Bool = { _ in true }
  ) throws -> Page {
    Page(
      lines: try lines(found.prefix(pageSize).filter(shows), in: tx),
      next: found.count > pageSize ? found[pageSize - 1].id : nil)
  }

  static func lines(_ motions: [Motion], in tx: any ReadTransaction) throws -> [MotionLine] {
    let names = try PersonStore.names(Array(Set(motions.map(\.status.proposer.person))), in: tx)
    var congresses: [ID<Congress>: String] = [:]
    for id in Set(motions.map(\.status.congress)) { congresses[id] = try CongressStore.congress(id, in: tx)?.name }
    return motions.map { motion in
      let status = motion.status
      return MotionLine(
        id: motion.id, title: motion.text.cause, number: status.number, state: status.state,
        proposer: names[status.proposer.person] ?? "", signers: status.signers.count, needed: status.signersNeeded,
        on: status.submittedOn ?? status.draftedOn,
        congress: Named(id: status.congress, name: congresses[status.congress] ?? ""),
        done: status.milestones.count - status.openMilestones.count, milestones: status.milestones.count)
    }
  }
}

/// A motion as everybody reads it.
package struct PublicMotion: Sendable {
  package let id: ID<Motion>
  package let title: String
  package let number: Int?
  package let state: MotionState
  package let text: String
  package let names: MotionNames
  package let proposer: String
  package let signers: Int
  package let vote: MotionVote?
  package let leaders: [MotionLeader]
  package let milestones: [MotionMilestone]
  /// What was made public of visits and progress, the newest first.
  package let notes: [(note: MotionNote, words: MotionWords)]
  package let reportedOn: CivilDate?
  /// The standing committee voted after the session.
  package let isAfterSession: Bool
}

/// Adopted motions that were made public, and of them only what was.
package enum ReadPublicMotions {
  package static func list(before cursor: ID<Motion>?, in environment: AppEnvironment) async throws
    -> ReadMotions.Page
  {
    try await environment.database.read { tx in
      try ReadMotions.page(MotionStore.published(before: cursor, limit: ReadMotions.pageSize + 1, in: tx), in: tx)
    }
  }

  package static func one(_ id: ID<Motion>, in environment: AppEnvironment) async throws -> PublicMotion {
    try await environment.database.read { tx in
      guard let motion = try MotionStore.motion(id, in: tx), motion.status.isPublic else { throw ActionError.notFound }
      let status = motion.status
      let names = try ReadMotion.names(of: motion, [], in: tx)
      var words: [Int: MotionWords] = [:]
      for item in try ReadMotion.history(of: id, in: tx).items {
        if case .noted(let note) = item.event, note.isPublic { words[note.number] = item.words }
      }
      return PublicMotion(
        id: id, title: motion.text.cause, number: status.number, state: status.state, text: motion.publicText,
        names: names, proposer: names.people[status.proposer.person] ?? "", signers: status.signers.count,
        vote: status.vote, leaders: status.leaders, milestones: status.milestones,
        notes: status.notes.filter(\.isPublic).sorted { ($0.on, $0.number) > ($1.on, $1.number) }.map { note in
          (note: note, words: words[note.number] ?? MotionWords())
        }, reportedOn: status.reportedOn, isAfterSession: status.isAfterSession)
    }
  }
}
