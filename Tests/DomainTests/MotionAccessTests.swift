import Domain
import Testing

/// Who may do what to a motion: act × person, state by state.
@Suite struct MotionAccessTests {
  private enum Who: String, CaseIterable {
    case visitor, lead, signer, asked, other, enterer, secretary, clerk, chair, director, committee, government
    case administrator, elsewhere
  }

  private static func actor(_ who: Who) -> Actor {
    func person(_ id: Int64, _ role: PostRole? = nil, at congress: Int64 = 1, deputy: Bool = false) -> Actor {
      .person(
        Actor.SignedIn(
          person: ID(id), name: "某", posts: role.map { [Post(role: $0, congress: ID(congress))] } ?? [],
          mandates: deputy ? [ID(200 + id)] : [], session: ID(1)))
    }
    return switch who {
    case .visitor: .visitor
    case .lead: person(100, deputy: true)
    case .signer: person(101, deputy: true)
    case .asked: person(150, deputy: true)
    case .other: person(199, deputy: true)
    case .enterer: person(300)
    case .secretary: person(301, .secretary)
    case .clerk: person(302, .clerk)
    case .chair: person(303, .chair)
    case .director: person(304, .director)
    case .committee: person(305, .committee)
    case .government: person(306, .coordinator)
    case .administrator: person(307, .systemAdministrator)
    case .elsewhere: person(308, .clerk, at: 2)
    }
  }

  private static func facts(_ state: MotionState, _ level: CongressLevel = .county) -> MotionFacts {
    var status = MotionTests.status(in: state, level)
    status.enteredBy = ID(300)
    return MotionFacts(id: ID(1), status: status)
  }

  /// The acts that each may do, in a county.
  private static let table: [MotionAct: Set<Who>] = [
    .draft: [], .revise: [.lead, .enterer], .invite: [.lead, .enterer], .submit: [.lead, .enterer],
    .discard: [.lead, .enterer], .sign: [.signer, .asked], .declineToSign: [.signer, .asked], .withdraw: [.lead],
    .sendBack: [.secretary, .clerk], .register: [.secretary, .clerk], .refer: [.secretary, .clerk],
    .putOnAgenda: [.secretary, .clerk], .referAfterSession: [.secretary, .clerk],
    .becomeSuggestion: [.secretary, .clerk], .vote: [.secretary, .clerk], .correctVote: [.secretary, .clerk],
    .settleWithdrawal: [.secretary, .clerk],
    .giveOpinion: [.secretary, .clerk, .committee], .consider: [.secretary, .clerk, .committee],
    .nameLeader: [.secretary, .clerk, .director, .chair], .releaseLeader: [.secretary, .clerk, .director, .chair],
    .addMilestone: [.secretary, .clerk, .director, .chair], .moveMilestone: [.secretary, .clerk, .director, .chair],
    .publish: [.secretary, .clerk, .director, .chair], .report: [.secretary, .clerk, .director, .chair],
    .finishMilestone: [.secretary, .clerk, .director, .chair, .committee, .government],
    .note: [.secretary, .clerk, .director, .chair, .committee, .government],
  ]

  @Test("每个动作、每种人，在动作发生的状态", arguments: MotionAct.allCases)
  func everyAct(act: MotionAct) throws {
    let expected = try #require(Self.table[act])
    for state in act.states {
      for who in Who.allCases {
        // The committee knows of it from when something was referred to it.
        let isKnown = who != .committee || state != .onAgenda
        let may = MotionAccess.decide(act, on: Self.facts(state), by: Self.actor(who)) == .allowed
        let should = expected.contains(who) && isKnown
        #expect(may == should, "\(who) \(act) in \(state)")
      }
    }
  }

  @Test("草稿只有写的人和签的人看得到；提交以后机关看得到，别处的看不到")
  func sight() {
    func sees(_ state: MotionState) -> Set<Who> {
      Set(Who.allCases.filter { MotionAccess.sees(Self.facts(state), Self.actor($0)) })
    }
    let authors: Set<Who> = [.lead, .signer, .enterer]
    let offices: Set<Who> = [.secretary, .clerk, .chair, .director]
    let expected: [(MotionState, Set<Who>)] = [
      (.drafting, [.asked]), (.submitted, offices), (.withCommittee, offices.union([.committee])),
      (.implementing, offices.union([.committee, .government])),
    ]
    for (state, others) in expected {
      let found = sees(state)
      #expect(found == authors.union(others), "\(state)")
    }
  }

  @Test("乡镇由主席团：主席和经办人都能办")
  func township() {
    for act in [MotionAct.register, .putOnAgenda, .becomeSuggestion, .vote, .correctVote] {
      for state in act.states {
        let facts = Self.facts(state, .township)
        #expect(MotionAccess.decide(act, on: facts, by: Self.actor(.chair)) == .allowed)
        #expect(MotionAccess.decide(act, on: facts, by: Self.actor(.director)) == .refused(.notVisible))
      }
    }
  }
}
