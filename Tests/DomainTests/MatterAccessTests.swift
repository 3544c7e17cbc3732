import Domain
import Testing

/// Everybody who can ask for something, and what a matter can be.
enum AccessSamples {
  static func person(
    _ id: ID<Person>, _ posts: [Post] = [], mandates: [ID<Mandate>] = [], groups: [ID<DeputyGroup>] = [],
    isDevice: Bool = false, hasPIN: Bool = false
  ) -> Actor {
    .person(
      Actor.SignedIn(
        person: id, name: "某人", posts: posts, mandates: mandates, groups: groups, session: ID(1), isDevice: isDevice,
        hasPIN: hasPIN))
  }

  static func post(_ role: PostRole, _ congress: ID<Congress> = Sample.town) -> Post {
    Post(
      role: role, congress: congress, venue: role.isOfVenue ? Sample.station : nil,
      unit: role.isOfUnit ? Sample.unit : nil, region: role.isOfGrid ? Sample.grid : nil)
  }

  static let owner = person(Sample.deputy, mandates: [Sample.mandate, Sample.secondMandate])
  static let member = person(ID(90), mandates: [ID(190)], groups: [Sample.group])
  static let liaison = person(Sample.liaison, [post(.liaison)])
  static let chief = person(Sample.chief, [post(.chief)])
  static let clerk = person(Sample.clerk, [post(.clerk)])
  static let chair = person(ID(91), [post(.chair)])
  static let upper = person(ID(92), [post(.upperClerk, Sample.county)])
  static let actedFor = person(Sample.otherDeputy, mandates: [Sample.otherMandate])

  static let worker = person(ID(104), [post(.gridWorker)])

  /// In the order of the columns of the golden table.
  static let actors: [Actor] = [
    .sender(Sample.matter), owner, member, liaison, chief, clerk, chair, upper, actedFor, .system, worker,
  ]

  /// For these the matter does not exist.
  static let strangers: [Actor] = [
    .visitor, .sender(ID(61)), person(ID(93)), person(ID(94), mandates: [ID(194)], groups: [Sample.otherGroup]),
    person(ID(95), [Post(role: .liaison, congress: Sample.town, venue: Sample.otherStation)]),
    person(ID(96), [Post(role: .chief, congress: Sample.town, venue: Sample.otherStation)]),
    person(ID(97), [post(.clerk, Sample.otherTown)]), person(ID(98), [post(.chair, Sample.otherTown)]),
    person(ID(99), [post(.upperClerk, Sample.town)]), person(ID(100), [post(.systemAdministrator)]),
    person(ID(104), [post(.securityAdministrator)]), person(ID(105), [post(.auditor)]),
    person(ID(106), [Post(role: .gridWorker, congress: Sample.town, region: Sample.otherGrid)]),
    // Whoever works for a unit sees its part and not the matter.
    person(ID(101), [post(.unitRegistrar)]), person(ID(102), [post(.unitHead)]), person(ID(103), [post(.coordinator)]),
  ]

  static func facts(
    _ submitted: MatterEvent.Submitted = Sample.submitted(), excluded: Set<ID<Person>> = []
  ) -> MatterFacts {
    facts(MatterStatus(submitted: submitted), excluded: excluded)
  }

  static func facts(_ status: MatterStatus, excluded: Set<ID<Person>> = []) -> MatterFacts {
    MatterFacts(
      id: Sample.matter, status: status, excluded: excluded, actedFor: [Sample.otherDeputy], grid: Sample.grid)
  }
}

@Suite struct MatterAccessTests {
  private typealias S = AccessSamples

  private func decide(_ act: MatterAct, _ actor: Actor, _ facts: MatterFacts, for deputy: ID<Person>? = nil) -> Decision
  {
    MatterAccess.decide(act, on: facts, by: actor, onBehalfOf: deputy)
  }

  @Test func forStrangersItDoesNotExist() {
    for submitted in [Sample.submitted(), Sample.atDesk(.accusation), Sample.submitted(owner: .group(Sample.group))] {
      let facts = S.facts(submitted)
      for stranger in S.strangers {
        #expect(!MatterAccess.sees(facts, stranger))
        for act in MatterAct.allCases { #expect(decide(act, stranger, facts) == .refused(.notVisible), "\(act)") }
      }
    }
  }

  @Test(arguments: [SealReason.accusation, .bypass])
  func aSealedMatterIsForTheDeskAboveAndTheSenderOnly(_ seal: SealReason) {
    let facts = S.facts(Sample.atDesk(seal))
    for actor in [S.owner, S.member, S.liaison, S.chief, S.clerk, S.chair, S.actedFor, S.worker] {
      #expect(!MatterAccess.sees(facts, actor))
    }
    #expect(MatterAccess.sees(facts, S.upper) && MatterAccess.sees(facts, .sender(Sample.matter)))
    // The clerk of the congress above is not its named clerk for such matters.
    #expect(!MatterAccess.sees(facts, S.person(ID(101), [S.post(.clerk, Sample.county)])))
  }

  /// 信访工作条例 28, 30: not for whoever is accused or has an interest, whatever posts he holds.
  @Test func theExcludedDoNotSeeIt() {
    let everything = PostRole.allCases.map { S.post($0) } + [S.post(.upperClerk, Sample.county)]
    let accused = S.person(Sample.deputy, everything, mandates: [Sample.mandate], groups: [Sample.group])
    for submitted in [Sample.submitted(), Sample.atDesk(.accusation)] {
      #expect(MatterAccess.sees(S.facts(submitted), accused))
      let facts = S.facts(submitted, excluded: [Sample.deputy])
      #expect(!MatterAccess.sees(facts, accused))
      for act in MatterAct.allCases { #expect(decide(act, accused, facts) == .refused(.notVisible)) }
    }
  }

  // MARK: On his word

  @Test(arguments: MatterAct.allCases) func staffEnterADeputysActsOnHisWord(_ act: MatterAct) {
    let facts = S.facts()
    let personal: Set<MatterAct> = [.accept, .decline, .ask, .recordResult, .reply]
    #expect(MatterAccess.isPersonal(act) == personal.contains(act))
    for staff in [S.liaison, S.chief] {
      if personal.contains(act) {
        #expect(decide(act, staff, facts) == .refused(.onHisWord))
        #expect(decide(act, staff, facts, for: Sample.deputy) == .allowed)
      } else {
        #expect(decide(act, staff, facts, for: Sample.deputy) == .refused(.notYours))
      }
      #expect(decide(act, staff, facts, for: Sample.otherDeputy) == .refused(.notYours))
    }
  }

  @Test func aDeputyNeedsNobodysWord() {
    #expect(decide(.reply, S.owner, S.facts()) == .allowed)
    #expect(decide(.reply, S.owner, S.facts(), for: Sample.deputy) == .refused(.notYours))
    let both = S.person(Sample.deputy, [S.post(.liaison)], mandates: [Sample.mandate])
    #expect(decide(.reply, both, S.facts()) == .allowed)
    #expect(decide(.reply, both, S.facts(), for: Sample.deputy) == .refused(.notYours))
  }

  @Test func nobodySpeaksForAGroupOrAVenue() {
    for owner in [MatterOwner.group(Sample.group), .venue] {
      #expect(
        decide(.reply, S.liaison, S.facts(Sample.submitted(owner: owner)), for: Sample.deputy) == .refused(.notYours))
    }
    #expect(decide(.reply, S.liaison, S.facts(Sample.submitted(owner: .venue))) == .allowed)
    #expect(decide(.recordResult, S.liaison, S.facts(Sample.submitted(owner: .venue))) == .refused(.notYours))
  }

  @Test func otherRelationsHaveNoWordToEnter() {
    for actor in [S.clerk, S.chair, S.actedFor, .sender(Sample.matter), .system] {
      #expect(decide(.reply, actor, S.facts(), for: Sample.deputy) == .refused(.notYours))
    }
  }

  /// An ended or suspended mandate gives no rights: it is not among the actor's.
  @Test func theMandateHasToBeInForce() {
    let suspended = S.person(Sample.deputy, mandates: [Sample.secondMandate])
    #expect(!MatterAccess.sees(S.facts(), suspended))
    #expect(decide(.accept, suspended, S.facts()) == .refused(.notVisible))
  }

  // MARK: Facts that narrow

  @Test func aSecondDissatisfactionIsTheChiefs() throws {
    var life = try Life.reaching(.dissatisfied)
    #expect(decide(.rehandle, S.liaison, S.facts(life.status)) == .allowed)
    #expect(decide(.archive, S.liaison, S.facts(life.status)) == .refused(.chiefDecides))
    try life.act(.rehandle(owner: Sample.otherOwner))
    try life.act(Sample.reply)
    #expect(decide(.archive, S.liaison, S.facts(life.status)) == .allowed)
    try life.act(Sample.dissatisfied)
    for act in [MatterAct.rehandle, .archive] {
      #expect(decide(act, S.liaison, S.facts(life.status)) == .refused(.chiefDecides))
      #expect(decide(act, S.chief, S.facts(life.status)) == .allowed)
      #expect(decide(act, S.clerk, S.facts(life.status)) == .refused(.notYours))
    }
  }

  /// At the desk above there is no chief.
  @Test func theDeskDecidesAboutItsOwn() throws {
    var life = try Life.reaching(.dissatisfied, Sample.atDesk(.accusation))
    try life.act(.rehandle(owner: .desk))
    try life.act(Sample.reply)
    try life.act(Sample.dissatisfied)
    for act in [MatterAct.rehandle, .archive] {
      #expect(decide(act, S.upper, S.facts(life.status)) == .allowed)
      for actor in [S.liaison, S.chief, S.clerk] {
        #expect(decide(act, actor, S.facts(life.status)) == .refused(.notVisible))
      }
    }
  }

  @Test(arguments: MatterAct.allCases) func onAPhoneSomeActsAskForThePIN(_ act: MatterAct) {
    let facts = MatterFacts(
      id: Sample.matter, status: MatterStatus(submitted: Sample.submitted()), actedFor: [Sample.deputy])
    func decision(isDevice: Bool, hasPIN: Bool) -> Decision {
      decide(
        act, S.person(Sample.deputy, mandates: [Sample.mandate], isDevice: isDevice, hasPIN: hasPIN), facts)
    }
    let without = decision(isDevice: true, hasPIN: false)
    let with = decision(isDevice: true, hasPIN: true)
    #expect(with == decision(isDevice: false, hasPIN: false))
    if act == .reveal || act == .object {
      #expect(with == .allowed && without == .refused(.pinNeeded))
    } else {
      #expect(with == without)
    }
  }

  @Test func onlyTheSenderRatesAndWithdraws() {
    for act in [MatterAct.rate, .withdraw] {
      #expect(MatterAccess.relations(for: act) == [.sender])
      #expect(decide(act, .sender(Sample.matter), S.facts()) == .allowed)
    }
    for act in [MatterAct.lapse, .recount, .handOver] { #expect(MatterAccess.relations(for: act) == [.system]) }
    // The chair sees everything of the congress and handles nothing; urging, releasing and sealing are his.
    let chairs = MatterAct.allCases.filter { MatterAccess.relations(for: $0).contains(.chair) }
    #expect(chairs == [.seal, .note, .urge, .publish])
  }

  /// Class and addressee are the grid worker's to propose, as long as nobody has taken the matter on.
  @Test(arguments: MatterState.allCases) func aGridWorkerProposesUntilItIsAccepted(_ state: MatterState) throws {
    let status = try Life.reaching(state).status
    for act in [MatterAct.assign, .classify] {
      let expected: Decision = status.acceptedAt == nil ? .allowed : .refused(.notYours)
      #expect(decide(act, S.worker, S.facts(status)) == expected)
      // Whoever is the liaison, too, does it as the liaison.
      let both = S.person(ID(104), [S.post(.gridWorker), S.post(.liaison)])
      #expect(decide(act, both, S.facts(status)) == .allowed)
    }
    for act in [MatterAct.note, .reveal, .recordFeedback] {
      #expect(decide(act, S.worker, S.facts(status)) == .allowed)
    }
  }

  // MARK: Lists

  @Test func listsShowTheWidestScopes() {
    let town = QueueScope.congress(Sample.town)
    let cases: [(Actor, [QueueScope])] = [
      (.visitor, []), (.system, []), (.sender(Sample.matter), []), (S.person(ID(1)), []),
      (S.person(ID(1), [S.post(.systemAdministrator)]), []),
      (S.owner, [.deputy(Sample.deputy, [Sample.mandate, Sample.secondMandate])]),
      (S.member, [.deputy(ID(90), [ID(190)]), .group(Sample.group)]),
      (S.liaison, [.venue(Sample.station)]), (S.chief, [.venue(Sample.station)]), (S.clerk, [town]), (S.chair, [town]),
      (S.upper, [.desk(Sample.county)]),
      (S.person(ID(1), [S.post(.clerk), S.post(.chair)]), [town]),
      (S.worker, [.grid(Sample.grid)]),
      // A worker of grids who works for a station, too, has a page of its own for them; so has a deputy.
      (S.person(ID(1), [S.post(.gridWorker), S.post(.liaison)]), [.venue(Sample.station)]),
      (
        S.person(Sample.deputy, [S.post(.gridWorker)], mandates: [Sample.mandate]),
        [.deputy(Sample.deputy, [Sample.mandate])]
      ),
      // Clerk and desk of one congress: what is sealed there is the desk's.
      (S.person(ID(1), [S.post(.upperClerk), S.post(.clerk)]), [town, .desk(Sample.town)]),
      // The desk sees nothing of its congress's stations.
      (S.person(ID(1), [S.post(.upperClerk), S.post(.chief)]), [.desk(Sample.town), .venue(Sample.station)]),
      (S.person(ID(1), [S.post(.liaison), S.post(.chief)]), [.venue(Sample.station)]),
      // The station lies in the town: its matters come with the town's.
      (S.person(ID(1), [S.post(.chief), S.post(.clerk)]), [town]),
      (
        S.person(ID(1), [S.post(.chief), S.post(.clerk, Sample.otherTown)]),
        [.congress(Sample.otherTown), .venue(Sample.station)]
      ),
    ]
    for (actor, scopes) in cases { #expect(MatterAccess.scopes(for: actor) == scopes) }
  }

  @Test func aListIsAMergeOfAtMostEight() {
    let posts = (1...12).map { Post(role: .liaison, congress: Sample.town, venue: ID(Int64($0))) }
    #expect(MatterAccess.scopes(for: S.person(ID(1), posts)).count == 8)
  }
}
