import Domain
import Testing

/// A motion's workflow and access, as tables.
@Suite struct MotionTests {
  static let start = CivilDate(daysSinceEpoch: 20_775).start.adding(hours: 10)
  static let today = start.date
  let workflow = MotionWorkflow(rules: MotionRules())

  static func session(until: Instant? = nil, state: CongressSession.State = .open) -> CongressSession {
    CongressSession(
      id: ID(9), congress: ID(1), term: ID(2), number: 1, kind: .regular, beginsOn: today,
      endsOn: today.adding(days: 2),
      place: "", secretariat: "大会秘书处", motionsUntil: until, state: state)
  }

  static func signer(_ number: Int64, _ answer: CoSigner.Answer = .signed) -> CoSigner {
    CoSigner(person: ID(100 + number), mandate: ID(200 + number), answer: answer)
  }

  static func drafted(_ level: CongressLevel = .county, signed: Int = 9, delegation: ID<Delegation>? = nil)
    -> MotionStatus
  {
    var status = MotionStatus(
      .init(
        congress: ID(1), level: level, term: ID(2),
        proposer: SuggestionProposer(person: ID(100), mandate: ID(200), delegation: delegation)), on: today)
    status.coSigners = (0..<signed).map { signer(Int64($0) + 1) }
    return status
  }

  /// A status as it can be in a state, so far along that as many acts as possible can be carried out.
  static func status(in state: MotionState, _ level: CongressLevel = .county) -> MotionStatus {
    var status = drafted(level)
    status.coSigners.append(signer(50, .invited))
    status.state = state
    guard state != .drafting, state != .discarded else { return status }
    status.coSigners.removeAll { $0.answer == .invited }
    status.session = ID(9)
    status.submittedOn = today
    if state != .submitted { status.number = 1 }
    if state == .withCommittee { (status.committee, status.opinion) = ("城建环资委", .suggestion) }
    let decided: Set<MotionState> = [.onAgenda, .considered, .adopted, .notAdopted, .implementing, .reported]
    if decided.contains(state) { status.decidedOn = today }
    if state == .toCommitteeAfterSession {
      (status.decidedOn, status.isAfterSession, status.committee) = (today, true, "城建环资委")
    }
    if state.isCarried || state == .notAdopted {
      status.vote = MotionVote(votesFor: 60, against: 1, abstained: 1, all: 100, on: today)
    }
    if state == .implementing {
      status.milestones = [MotionMilestone(number: 1, title: "清淤", due: today.adding(days: 30))]
      status.leaders = [MotionLeader(number: 1, name: "王县长", office: "县长")]
    }
    return status
  }

  static func command(_ act: MotionAct) -> MotionCommand? {
    switch act {
    case .draft: nil
    case .revise: .revise(asksAgain: true)
    case .invite: .invite([signer(80, .invited)])
    case .sign: .sign(ID(150))
    case .declineToSign: .declineToSign(ID(150))
    case .submit: .submit(.init(session: session()))
    case .discard: .discard
    case .sendBack: .sendBack
    case .register: .register(value: 1)
    case .refer: .refer(committee: "城建环资委")
    case .giveOpinion: .giveOpinion(.agenda)
    case .putOnAgenda: .putOnAgenda(on: today)
    case .referAfterSession: .referAfterSession(committee: "城建环资委", on: today)
    case .becomeSuggestion: .becomeSuggestion(ID(7), on: today)
    case .consider: .consider(on: today)
    case .vote: .vote(MotionVote(votesFor: 51, against: 20, abstained: 9, all: 100, on: today))
    case .correctVote: .correctVote(MotionVote(votesFor: 52, against: 20, abstained: 9, all: 100, on: today))
    case .withdraw: .withdraw
    case .settleWithdrawal: .settleWithdrawal(agrees: true)
    case .nameLeader: .nameLeader(name: "李县长", office: "副县长")
    case .releaseLeader: .releaseLeader(1)
    case .addMilestone: .addMilestone(title: "竣工", due: today.adding(days: 90))
    case .moveMilestone: .moveMilestone(1, due: today.adding(days: 60))
    case .finishMilestone: .finishMilestone(1, on: today)
    case .note: .note(form: .onSite, on: today, isPublic: true)
    case .publish: .publish(true)
    case .report: .report(on: today)
    }
  }

  /// Where an act leads from each state in which it can happen; everything that is not here is refused.
  private static let table: [MotionAct: [MotionState: MotionState]] = [
    .revise: [.drafting: .drafting], .invite: [.drafting: .drafting], .sign: [.drafting: .drafting],
    .declineToSign: [.drafting: .drafting], .submit: [.drafting: .submitted], .discard: [.drafting: .discarded],
    .sendBack: [.submitted: .drafting], .register: [.submitted: .submitted],
    .refer: [.submitted: .withCommittee],
    .giveOpinion: [.withCommittee: .withCommittee, .toCommitteeAfterSession: .toCommitteeAfterSession],
    .putOnAgenda: [.submitted: .onAgenda, .withCommittee: .onAgenda, .toCommitteeAfterSession: .onAgenda],
    .referAfterSession: [.submitted: .toCommitteeAfterSession, .withCommittee: .toCommitteeAfterSession],
    .becomeSuggestion: [
      .submitted: .becameSuggestion, .withCommittee: .becameSuggestion, .toCommitteeAfterSession: .becameSuggestion,
    ],
    .consider: [.onAgenda: .considered, .toCommitteeAfterSession: .considered],
    .vote: [.considered: .adopted], .correctVote: [.adopted: .adopted, .notAdopted: .adopted],
    // With the presidium's consent where it has decided before.
    .withdraw: [
      .submitted: .withdrawn, .withCommittee: .withdrawn, .onAgenda: .onAgenda,
      .toCommitteeAfterSession: .toCommitteeAfterSession, .considered: .considered,
    ],
    .settleWithdrawal: [.onAgenda: .withdrawn, .toCommitteeAfterSession: .withdrawn, .considered: .withdrawn],
    .nameLeader: [.adopted: .adopted, .implementing: .implementing],
    .releaseLeader: [.adopted: .adopted, .implementing: .implementing],
    .addMilestone: [.adopted: .implementing, .implementing: .implementing],
    .moveMilestone: [.implementing: .implementing], .finishMilestone: [.implementing: .implementing],
    .note: [.adopted: .adopted, .implementing: .implementing],
    .publish: [.adopted: .adopted, .implementing: .implementing, .reported: .reported],
    .report: [.implementing: .reported],
  ]

  @Test("每种状态、每个动作：能走到哪里、不能走的都拒绝", arguments: MotionState.allCases)
  func everyStep(state: MotionState) throws {
    for act in MotionAct.allCases {
      guard let command = Self.command(act) else { continue }
      var status = Self.status(in: state)
      // What has to be so for the act itself, state apart.
      switch act {
      case .settleWithdrawal: status.withdrawalAskedOn = Self.today
      case .refer, .putOnAgenda, .referAfterSession, .becomeSuggestion: if state == .submitted { status.number = 1 }
      case .releaseLeader: if state == .adopted { status.leaders = [MotionLeader(number: 1, name: "王", office: "县长")] }
      case .report: status.milestones = []
      default: break
      }
      let expected = Self.table[act]?[state]
      do {
        let event = try workflow.decide(command, on: status, at: Self.start)
        status.apply(event, on: Self.today)
        #expect(status.state == expected, "\(act) in \(state)")
        #expect(event.act == act || (act == .settleWithdrawal && event == .withdrawn), "\(act)")
      } catch {
        #expect(expected == nil && error == .notInThisState, "\(act) in \(state): \(error)")
      }
    }
  }

  @Test("页面给出的动作，工作流不会因为状态拒绝", arguments: MotionState.allCases)
  func offersAgree(state: MotionState) throws {
    let status = Self.status(in: state)
    for act in MotionAct.allCases where workflow.offers(act, on: status, to: ID(150)) {
      #expect(act.states.contains(state))
      let command = try #require(Self.command(act))
      if act == .report { continue }
      #expect(throws: Never.self, "\(act) in \(state)") { try workflow.decide(command, on: status, at: Self.start) }
    }
  }

  // MARK: 联名、时间

  @Test(
    "联名人数：县以上十人、乡镇五人，领衔的算在内",
    arguments: [
      (CongressLevel.county, 8, false), (.county, 9, true), (.prefecture, 8, false), (.prefecture, 9, true),
      (.township, 3, false), (.township, 4, true),
    ])
  func enough(level: CongressLevel, signed: Int, goes: Bool) throws {
    var status = Self.drafted(level, signed: signed)
    // Neither who has not answered nor who has declined counts.
    status.coSigners += [Self.signer(60, .invited), Self.signer(61, .declined)]
    let command = MotionCommand.submit(.init(session: Self.session()))
    if goes {
      status.apply(try workflow.decide(command, on: status, at: Self.start), on: Self.today)
      #expect(status.signers.count == signed + 1 && !status.coSigners.contains { $0.answer == .invited })
    } else {
      #expect(throws: MotionRefusal.tooFewSigners(has: signed + 1, needs: level == .township ? 5 : 10)) {
        try workflow.decide(command, on: status, at: Self.start)
      }
    }
  }

  @Test("联名的代表资格终止了，不算数，也不留在名单里")
  func lapsed() throws {
    var status = Self.drafted(signed: 10)
    let gone: Set<ID<Person>> = [ID(101)]
    status.apply(
      try workflow.decide(.submit(.init(session: Self.session(), lapsed: gone)), on: status, at: Self.start),
      on: Self.today)
    #expect(status.signers.count == 10 && !status.signers.contains(ID(101)))
    #expect(throws: MotionRefusal.tooFewSigners(has: 9, needs: 10)) {
      try workflow.decide(
        .submit(.init(session: Self.session(), lapsed: gone)), on: Self.drafted(signed: 9), at: Self.start)
    }
  }

  @Test("议案只在大会期间、主席团决定的时间以前提出；那一刻还来得及")
  func inTime() throws {
    let until = Self.start.adding(hours: 2)
    let status = Self.drafted()
    func submit(_ session: CongressSession?, _ now: Instant) throws {
      _ = try workflow.decide(.submit(.init(session: session)), on: status, at: now)
    }
    #expect(throws: Never.self) { try submit(Self.session(until: until), until) }
    #expect(throws: MotionRefusal.tooLate(since: until)) {
      try submit(Self.session(until: until), until.adding(seconds: 1))
    }
    #expect(throws: MotionRefusal.notSitting) { try submit(nil, Self.start) }
    #expect(throws: MotionRefusal.notSitting) { try submit(Self.session(state: .closed), Self.start) }
    #expect(throws: MotionRefusal.notSitting) { try submit(Self.session(), Self.start.adding(hours: 24 * 3)) }
  }

  @Test("案由、案据、方案缺一不可", arguments: MotionText.Part.allCases)
  func parts(part: MotionText.Part) throws {
    let long = String(repeating: "字", count: MotionText.fewest)
    let short = String(repeating: "字", count: MotionText.fewest - 1)
    let text = MotionText(
      cause: part == .cause ? "" : "关于修路的议案", grounds: part == .grounds ? short : long,
      plan: part == .plan ? short : long)
    #expect(text.thinPart == part)
    #expect(throws: MotionRefusal.partMissing(part)) {
      try workflow.decide(
        .submit(.init(session: Self.session(), thinPart: text.thinPart)), on: Self.drafted(), at: Self.start)
    }
    #expect(MotionText(cause: "关于修路的议案", grounds: long, plan: long).thinPart == nil)
  }

  @Test("代表团提议案：只在设置打开时，要全团过半数")
  func delegation() throws {
    let status = Self.drafted(signed: 3, delegation: ID(5))
    let seven = Set((100..<107).map { ID<Person>($0) })
    let command = MotionCommand.submit(.init(session: Self.session(), delegation: seven))
    #expect(throws: MotionRefusal.delegationsDoNotPropose) {
      try workflow.decide(command, on: status, at: Self.start)
    }
    var rules = MotionRules()
    rules.delegationsPropose = true
    let open = MotionWorkflow(rules: rules)
    #expect(throws: Never.self) { try open.decide(command, on: status, at: Self.start) }
    let eight = MotionCommand.submit(.init(session: Self.session(), delegation: seven.union([ID(107)])))
    #expect(throws: MotionRefusal.tooFewOfDelegation(has: 4, of: 8)) {
      try open.decide(eight, on: status, at: Self.start)
    }
  }

  // MARK: 表决

  @Test(
    "以全体代表的过半数通过，不看到会和投票的人数",
    arguments: [
      (0, 1, false), (1, 1, true), (1, 2, false), (2, 2, true), (2, 3, true), (50, 100, false), (51, 100, true),
      (50, 99, true), (49, 99, false), (164, 329, false), (165, 329, true), (0, 0, false), (1, 0, false),
    ])
  func majority(votesFor: Int, all: Int, adopted: Bool) {
    #expect(MotionLaw.isAdopted(votesFor: votesFor, of: all) == adopted)
  }

  @Test("票数对不上的不登记；没有过半数就是未通过")
  func votes() throws {
    let status = Self.status(in: .considered)
    func vote(_ votesFor: Int, _ against: Int, _ abstained: Int, _ all: Int) -> MotionCommand {
      .vote(MotionVote(votesFor: votesFor, against: against, abstained: abstained, all: all, on: Self.today))
    }
    for wrong in [vote(60, 30, 11, 100), vote(-1, 0, 0, 100), vote(0, 0, 0, 0), vote(20_000, 0, 0, 30_000)] {
      #expect(throws: MotionRefusal.votesDoNotAdd) { try workflow.decide(wrong, on: status, at: Self.start) }
    }
    var failed = status
    // More for it than against it, and not half of all.
    failed.apply(try workflow.decide(vote(50, 1, 0, 100), on: status, at: Self.start), on: Self.today)
    #expect(failed.state == .notAdopted && failed.vote?.missing == 49)
  }

  @Test("表决登记错了可以更正：结果按新的票数，组织实施或者公开以后不行，没有变化的不登记")
  func correction() throws {
    func correct(_ votesFor: Int, _ against: Int, on date: CivilDate = MotionTests.today) -> MotionCommand {
      .correctVote(MotionVote(votesFor: votesFor, against: against, abstained: 0, all: 100, on: date))
    }
    func refused(_ command: MotionCommand, _ status: MotionStatus, _ refusal: MotionRefusal) {
      #expect(throws: refusal) { try workflow.decide(command, on: status, at: Self.start) }
    }
    var status = Self.status(in: .adopted)
    refused(correct(90, 11), status, .votesDoNotAdd)
    refused(correct(60, 1, on: Self.today.adding(days: 1)), status, .dateInFuture)
    refused(.correctVote(try #require(status.vote)), status, .nothingChanged)
    status.apply(try workflow.decide(correct(16, 60), on: status, at: Self.start), on: Self.today)
    #expect(status.state == .notAdopted && status.vote?.votesFor == 16)
    status.apply(try workflow.decide(correct(61, 6), on: status, at: Self.start), on: Self.today)
    #expect(status.state == .adopted && status.vote?.against == 6)
    var led = status
    led.leaders = [MotionLeader(number: 1, name: "王县长", office: "县长")]
    var noted = status
    noted.notes = [MotionNote(number: 1, form: nil, on: Self.today, isPublic: false)]
    var open = status
    open.isPublic = true
    for later in [led, noted, open] { refused(correct(70, 6), later, .voteCarriedOn) }
    refused(correct(70, 6), Self.status(in: .implementing), .notInThisState)
    refused(correct(70, 6), Self.status(in: .considered), .notInThisState)
  }

  @Test("列入议程后撤回要主席团同意；没有决定以前不审议、不表决")
  func withdrawal() throws {
    var status = Self.status(in: .onAgenda)
    status.apply(try workflow.decide(.withdraw, on: status, at: Self.start), on: Self.today)
    #expect(status.state == .onAgenda && status.withdrawalAskedOn == Self.today)
    #expect(throws: MotionRefusal.withdrawalPending) {
      try workflow.decide(.consider(on: Self.today), on: status, at: Self.start)
    }
    #expect(throws: MotionRefusal.nothingChanged) { try workflow.decide(.withdraw, on: status, at: Self.start) }
    var refused = status
    refused.apply(try workflow.decide(.settleWithdrawal(agrees: false), on: status, at: Self.start), on: Self.today)
    #expect(refused.state == .onAgenda && refused.withdrawalAskedOn == nil)
    status.apply(try workflow.decide(.settleWithdrawal(agrees: true), on: status, at: Self.start), on: Self.today)
    #expect(status.state == .withdrawn)
  }

  @Test("先编号再决定；交了专门委员会要等它的意见；乡镇没有委员会")
  func presidium() throws {
    var status = Self.status(in: .submitted)
    let decide = { (command: MotionCommand, status: MotionStatus) throws -> MotionEvent in
      try MotionWorkflow(rules: MotionRules()).decide(command, on: status, at: Self.start)
    }
    for command in [MotionCommand.putOnAgenda(on: Self.today), .becomeSuggestion(ID(7), on: Self.today)] {
      #expect(throws: MotionRefusal.notNumbered) { try decide(command, status) }
    }
    status.number = 1
    #expect(throws: MotionRefusal.alreadyNumbered) { try decide(.register(value: 2), status) }
    #expect(throws: MotionRefusal.alreadyNumbered) { try decide(.sendBack, status) }
    #expect(throws: MotionRefusal.dateInFuture) { try decide(.putOnAgenda(on: Self.today.adding(days: 1)), status) }
    #expect(throws: MotionRefusal.dateTooEarly) { try decide(.putOnAgenda(on: Self.today.adding(days: -1)), status) }
    var waiting = Self.status(in: .withCommittee)
    waiting.opinion = nil
    #expect(throws: MotionRefusal.opinionMissing) { try decide(.putOnAgenda(on: Self.today), waiting) }
    var township = Self.status(in: .submitted, .township)
    township.number = 1
    #expect(throws: MotionRefusal.noCommittee) { try decide(.refer(committee: "财经委"), township) }
    #expect(!workflow.offers(.refer, on: township, to: nil) && workflow.offers(.putOnAgenda, on: township, to: nil))
  }

  @Test("节点：没有完成的不能报告；完成了的不能再改")
  func milestones() throws {
    var status = Self.status(in: .implementing)
    #expect(throws: MotionRefusal.milestonesOpen) {
      try workflow.decide(.report(on: Self.today), on: status, at: Self.start)
    }
    status.apply(try workflow.decide(.finishMilestone(1, on: Self.today), on: status, at: Self.start), on: Self.today)
    #expect(throws: MotionRefusal.milestoneDone) {
      try workflow.decide(.moveMilestone(1, due: Self.today.adding(days: 9)), on: status, at: Self.start)
    }
    #expect(throws: MotionRefusal.noSuchMilestone) {
      try workflow.decide(.finishMilestone(2, on: Self.today), on: status, at: Self.start)
    }
    #expect(throws: MotionRefusal.dateTooEarly) {
      try workflow.decide(
        .note(form: nil, on: Self.today.adding(days: -1), isPublic: false), on: status, at: Self.start)
    }
    status.apply(try workflow.decide(.report(on: Self.today), on: status, at: Self.start), on: Self.today)
    #expect(status.state == .reported)
  }
}
