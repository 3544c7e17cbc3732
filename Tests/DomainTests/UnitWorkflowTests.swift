import Domain
import Testing

/// A matter with units: hand-over, return, result.
@Suite struct UnitWorkflowTests {
  static let due = day("2025-04-18")

  static func targets(_ units: [Int64], lead: Int = 0) -> [TransferTarget] {
    units.enumerated().map { TransferTarget(unit: ID($1), isLead: $0 == lead) }
  }

  private static func transfer(_ units: [Int64], lead: Int = 0, until: CivilDate = due) -> MatterCommand {
    .transfer(units: targets(units, lead: lead), resultDue: until, sharing: .none, sharingReason: nil)
  }

  /// Handed over on Friday, 7 March 2025.
  private static func handedOver(_ units: [Int64] = [90]) throws -> Life {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    try life.act(transfer(units), on: "2025-03-07")
    return life
  }

  // MARK: Every act on a part in every state of the part

  private static let table = """
                    sent signed_for return_asked disputed drafted answered returned recalled
    recall          +    +          +            +        +       e        e        e
    sign-for        +    e          e            e        e       e        e        e
    appoint         e    +          e            e        +       e        e        e
    ask-return      +    +          e            e        e       e        e        e
    settle-return   e    e          +            +        e       e        e        e
    draft-result    e    +          e            e        +       e        e        e
    send-back       e    e          e            e        +       e        e        e
    sign-result     e    e          e            e        +       e        e        e
    """

  /// Part 2 is led to the state; part 1 leads and stays open, so that the matter stays with the units.
  static func reaching(_ state: HandlingState) throws -> Life {
    var life = try handedOver([90, 91])
    let ask = MatterCommand.askReturn(part: 2, reason: .notOurs, proposed: nil)
    let refuse = MatterCommand.settleReturn(part: 2, agrees: false, next: nil, resultDue: nil)
    let commands: [MatterCommand] =
      switch state {
      case .sent: []
      case .signedFor: [.signFor(part: 2)]
      case .returnAsked: [ask]
      case .disputed: [ask, refuse, ask]
      case .drafted: [.signFor(part: 2), .draftResult(part: 2, outcome: .planned, files: [])]
      case .answered: [.signFor(part: 2), .draftResult(part: 2, outcome: .planned, files: []), .signResult(part: 2)]
      case .returned: [ask, .settleReturn(part: 2, agrees: true, next: nil, resultDue: nil)]
      case .recalled: [.recall(part: 2)]
      }
    for command in commands { try life.act(command) }
    return life
  }

  @Test func everyActOnAPart() throws {
    let widths = [5, 11, 13, 9, 8, 9, 9, 8]
    var lines = [Self.table.split(separator: "\n")[0].description]
    for act in MatterAct.allCases where act.isOnPart {
      var line = act.rawValue.padded(to: 16)
      for (state, width) in zip(HandlingState.allCases, widths) {
        let life = try Self.reaching(state)
        #expect(life.status.handling(2)?.state == state)
        let mine = MatterCandidates.commands(act, for: life.status, today: life.now.date).filter { $0.part == 2 }
        let outcomes = mine.map { life.refusal($0) }
        let sign: Character = outcomes.contains(nil) ? "+" : Set(outcomes) == [.handlingElsewhere] ? "e" : "?"
        line += String(sign).padded(to: width)
        let isOffered =
          life.status.handling(2).map {
            life.workflow.offers(act, on: $0, of: life.status, today: life.now.date)
          } ?? false
        #expect(isOffered == (sign == "+"), "\(act) on \(state)")
      }
      lines.append(line.trimmed)
    }
    #expect(
      lines.map(\.trimmed) == Self.table.split(separator: "\n").map { String($0).trimmed },
      "\(lines.joined(separator: "\n"))")
  }

  // MARK: Hand-over

  @Test func theSenderIsPromisedTheUnitsDayAndSomeForPassingItOn() throws {
    let life = try Self.handedOver()
    #expect(life.status.state == .withUnit && life.status.queue == .withUnit && life.status.grade == .transfer)
    // 18 April and five working days.
    #expect(life.status.replyDue.date == day("2025-04-25"))
    // Five working days after the hand-over, signed for or not.
    #expect(life.status.handling(1)?.returnDue.date == day("2025-03-14"))
    // A short term does not shorten what was promised before.
    var short = Life()
    try short.act(Sample.accept, on: "2025-03-06")
    let promised = short.status.replyDue
    try short.act(Self.transfer([90], until: day("2025-03-10")), on: "2025-03-07")
    #expect(short.status.replyDue == promised)
  }

  @Test func oneLeadsAndNobodyHasItTwice() throws {
    var accepted = Life()
    try accepted.act(Sample.accept, on: "2025-03-06")
    let none = MatterCommand.transfer(units: [], resultDue: Self.due, sharing: .none, sharingReason: nil)
    let noLead = Self.transfer([90, 91], lead: 7)
    #expect(accepted.refusal(none) == .nothingChanged)
    #expect(accepted.refusal(noLead) == .oneLead)
    #expect(accepted.refusal(Self.transfer([90, 90])) == .nothingChanged)
    #expect(accepted.refusal(Self.transfer(Array(90...98))) == .nothingChanged)
    var life = try Self.handedOver([90, 91])
    #expect(life.refusal(Self.transfer([91], lead: 7)) == .unitHasIt)
    #expect(life.refusal(Self.transfer([92])) == .oneLead)
    try life.act(Self.transfer([92], lead: 7))
    #expect(life.status.handlings.map(\.part) == [1, 2, 3] && life.status.lead?.part == 1)
  }

  @Test(arguments: [("2025-03-07", false), ("2025-03-08", true), ("2026-03-08", true), ("2026-03-09", false)])
  func theDayLiesBetweenTomorrowAndAYear(_ date: String, _ isRight: Bool) throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    let refusal = life.refusal(Self.transfer([90], until: day(date)), on: "2025-03-07")
    #expect(refusal == (isRight ? nil : .resultDayWrong))
  }

  @Test func theContactNeedsAReasonOrTheSendersWord() throws {
    var life = Life()
    try life.act(Sample.accept)
    func share(_ sharing: ContactSharing, _ reason: String?) -> MatterCommand {
      .transfer(units: Self.targets([90]), resultDue: day("2025-03-20"), sharing: sharing, sharingReason: reason)
    }
    #expect(life.refusal(share(.needed, nil)) == .reasonMissing)
    #expect(life.refusal(share(.needed, "要上门施工")) == nil)
    // A reason that is not needed is not kept.
    guard case .transferred(let transfer) = try life.act(share(.agreed, "随便写的")) else { throw Unexpected() }
    #expect(transfer.sharingReason == nil && transfer.parts[0].sharing == .agreed)
  }

  struct Unexpected: Error {}

  @Test(arguments: [SealReason.accusation, .bypass]) func whatIsSealedGoesToNoUnit(_ seal: SealReason) throws {
    var life = Life(Sample.atDesk(seal))
    try life.act(Sample.accept)
    #expect(life.refusal(Self.transfer([90])) == .sealed)
  }

  // MARK: Return

  @Test(arguments: [("2025-03-14", nil), ("2025-03-15", .returnTooLate)] as [(String, MatterRefusal?)])
  func theWindowForReturningEnds(_ date: String, _ refusal: MatterRefusal?) throws {
    let life = try Self.handedOver()
    let ask = MatterCommand.askReturn(part: 1, reason: .notOurs, proposed: nil)
    #expect(life.refusal(ask, on: date) == refusal)
    // Signing for it neither shortens nor lengthens the window.
    var signed = life
    try signed.act(.signFor(part: 1), on: "2025-03-13")
    #expect(signed.refusal(ask, on: date) == refusal)
  }

  @Test func aRefusedUnitMayAskOnceMoreAndTheCoordinatorsWordIsFinal() throws {
    var life = try Self.handedOver()
    let ask = MatterCommand.askReturn(part: 1, reason: .notOurs, proposed: Sample.otherUnit)
    let refuse = MatterCommand.settleReturn(part: 1, agrees: false, next: nil, resultDue: nil)
    try life.act(.signFor(part: 1))
    try life.act(ask)
    try life.act(refuse)
    #expect(life.status.handling(1)?.state == .signedFor)
    try life.act(ask)
    #expect(life.status.handling(1)?.state == .disputed)
    try life.act(refuse)
    #expect(life.status.handling(1)?.state == .signedFor)
    #expect(life.refusal(ask) == .returnSettledForGood)
    #expect(life.status.state == .withUnit)
  }

  /// A station that takes its time does not cut off the way to the coordinator.
  @Test func aLateRefusalDoesNotCloseTheDispute() throws {
    var life = try Self.handedOver()
    let ask = MatterCommand.askReturn(part: 1, reason: .notOurs, proposed: nil)
    try life.act(ask, on: "2025-03-12")
    try life.act(.settleReturn(part: 1, agrees: false, next: nil, resultDue: nil), on: "2025-03-20")
    #expect(life.refusal(ask) == nil)
    #expect(life.workflow.offers(.askReturn, on: life.status, today: life.now.date))
  }

  @Test func nobodyHasLongerThanTheLead() throws {
    var life = try Self.handedOver()
    #expect(life.refusal(Self.transfer([92], lead: 7, until: Self.due.adding(days: 1))) == .resultDayWrong)
    try life.act(Self.transfer([92], lead: 7, until: Self.due))
    try life.act(.askReturn(part: 1, reason: .notOurs, proposed: nil))
    let earlier = Self.due.adding(days: -3)
    #expect(life.refusal(.settleReturn(part: 1, agrees: true, next: ID(93), resultDue: earlier)) == .resultDayWrong)
  }

  /// What was promised for the units' sake stays promised when they gave it back and the sender was asked.
  @Test func askingAfterwardsKeepsThePromise() throws {
    var life = try Self.handedOver()
    let promised = life.status.replyDue
    try life.act(.askReturn(part: 1, reason: .notOurs, proposed: nil), on: "2025-03-12")
    try life.act(.settleReturn(part: 1, agrees: true, next: nil, resultDue: nil))
    try life.act(.ask, on: "2025-03-13")
    try life.act(.supplement(files: []), on: "2025-03-14")
    #expect(life.status.replyDue == promised)
    // A dissatisfied sender's clock is counted in working days again.
    try life.act(Sample.reply)
    try life.act(Sample.dissatisfied)
    #expect(!life.status.followsUnits)
  }

  @Test func whatComesBackIsTheStationsAgain() throws {
    var life = try Self.handedOver()
    try life.act(.askReturn(part: 1, reason: .notOurs, proposed: nil))
    try life.act(.settleReturn(part: 1, agrees: true, next: nil, resultDue: nil))
    #expect(life.status.state == .accepted && life.status.openHandlings.isEmpty)
    #expect(life.refusal(Sample.reply) == nil)
  }

  @Test func anotherUnitTakesItOnWithAClockOfItsOwn() throws {
    var life = try Self.handedOver([90, 91])
    try life.act(.askReturn(part: 1, reason: .notOurs, proposed: ID(92)), on: "2025-03-12")
    // The lead does not go without another while others are at work.
    #expect(life.refusal(.settleReturn(part: 1, agrees: true, next: nil, resultDue: nil)) == .othersOpen)
    #expect(life.refusal(.settleReturn(part: 1, agrees: true, next: ID(90), resultDue: nil)) == .unitHasIt)
    #expect(life.refusal(.settleReturn(part: 1, agrees: true, next: ID(91), resultDue: nil)) == .unitHasIt)
    try life.act(.settleReturn(part: 1, agrees: true, next: ID(92), resultDue: day("2025-05-09")), on: "2025-03-13")
    let new = try #require(life.status.lead)
    #expect(new.part == 3 && new.unit == ID(92) && new.returnDue.date == day("2025-03-20"))
    #expect(life.status.handling(1)?.state == .returned)
    // 9 May and five working days; 5 May is the last day of the holiday.
    #expect(life.status.replyDue.date == day("2025-05-16"))
  }

  // MARK: Result

  @Test func theLeadAnswersLast() throws {
    var life = try Self.handedOver([90, 91])
    for part in [1, 2] {
      try life.act(.signFor(part: part))
      try life.act(.draftResult(part: part, outcome: part == 1 ? .solved : .planned, files: []))
    }
    #expect(life.refusal(.signResult(part: 1)) == .othersOpen)
    #expect(life.refusal(.recall(part: 1)) == .othersOpen)
    try life.act(.signResult(part: 2))
    #expect(life.status.state == .withUnit && life.status.outcome == nil)
    try life.act(.signResult(part: 1), on: "2025-04-01")
    #expect(life.status.state == .resultRecorded && life.status.outcome == .solved)
    // Early with the result is early with the answer: five working days, over the Qingming holiday.
    #expect(life.status.replyDue.date == day("2025-04-09"))
    try life.act(Sample.reply)
    #expect(life.status.state == .replied && life.status.outcome == .solved)
  }

  @Test(arguments: [("2025-04-18", true), ("2025-04-19", false)])
  func inTimeUntilTheEndOfTheDay(_ date: String, _ inTime: Bool) throws {
    var life = try Self.handedOver()
    try life.act(.signFor(part: 1))
    try life.act(.draftResult(part: 1, outcome: .solved, files: []))
    try life.act(.sendBack(part: 1))
    #expect(life.refusal(.signResult(part: 1)) == .handlingElsewhere)
    try life.act(.draftResult(part: 1, outcome: .explained, files: []))
    try life.act(.signResult(part: 1), on: date)
    #expect(life.status.handling(1)?.inTime == inTime && life.status.handling(1)?.outcome == .explained)
  }

  @Test func aNewRoundHasNewParts() throws {
    var life = try Self.handedOver()
    for command in [
      MatterCommand.signFor(part: 1), .draftResult(part: 1, outcome: .solved, files: []), .signResult(part: 1),
      Sample.reply, Sample.dissatisfied, .rehandle(owner: Sample.otherOwner), Self.transfer([90]),
    ] {
      try life.act(command)
    }
    #expect(life.status.handlings.map(\.round) == [1, 2] && life.status.handlings.map(\.part) == [1, 2])
    #expect(life.refusal(.signFor(part: 1)) == .handlingElsewhere && life.refusal(.signFor(part: 2)) == nil)
  }

  @Test func endingTheMatterCallsItBack() throws {
    for command in [
      MatterCommand.withdraw, .seal(reason: .accusation, to: Sample.county, accused: [Sample.deputy]),
    ] {
      var life = try Self.handedOver([90, 91])
      try life.act(command)
      #expect(life.status.handlings.map(\.state) == [.recalled, .recalled])
      #expect(life.status.state == (command == .withdraw ? .withdrawn : .accepted))
    }
  }

  // MARK: Who hears of it

  @Test func messages() throws {
    func heard(_ life: Life, _ command: MatterCommand) throws -> [MatterMessage] {
      var after = life
      let event = try after.act(command)
      return MatterMessages.after(event, from: life.status, to: after.status, onBehalf: nil)
    }
    let toDeputy = NoticeAudience.person(Sample.deputy)
    let toStation = NoticeAudience.liaisons(Sample.station)
    let registrars = NoticeAudience.unitRegistrars(ID(91))
    let ask = MatterCommand.askReturn(part: 2, reason: .notOurs, proposed: nil)
    let sent = try Self.reaching(.sent)
    var refusedOnce = try Self.reaching(.returnAsked)
    try refusedOnce.act(.settleReturn(part: 2, agrees: false, next: nil, resultDue: nil))
    let cases: [(Life, MatterCommand, [MatterMessage])] = [
      (sent, Self.transfer([92], lead: 7), [MatterMessage(.transferred, .unitRegistrars(ID(92)))]),
      (sent, .signFor(part: 2), []), (sent, .recall(part: 2), [MatterMessage(.recalled, registrars)]),
      (sent, ask, [MatterMessage(.returnAsked, toDeputy), MatterMessage(.returnAsked, toStation)]),
      (refusedOnce, ask, [MatterMessage(.returnDisputed, .coordinators(Sample.town))]),
      (
        try Self.reaching(.returnAsked), .settleReturn(part: 2, agrees: true, next: ID(92), resultDue: nil),
        [MatterMessage(.returnAgreed, registrars), MatterMessage(.transferred, .unitRegistrars(ID(92)))]
      ),
      (
        try Self.reaching(.returnAsked), .settleReturn(part: 2, agrees: false, next: nil, resultDue: nil),
        [MatterMessage(.returnRefused, registrars)]
      ),
      (
        try Self.reaching(.signedFor), .appoint(part: 2, drafter: ID(301)),
        [MatterMessage(.appointed, .person(ID(301)))]
      ),
      (
        try Self.reaching(.signedFor), .draftResult(part: 2, outcome: .solved, files: []),
        [MatterMessage(.toSign, .unitHeads(ID(91)))]
      ),
      (try Self.reaching(.drafted), .sendBack(part: 2), [MatterMessage(.sentBack, registrars)]),
      // What takes part tells the lead; the lead tells whoever answers.
      (
        try Self.reaching(.drafted), .signResult(part: 2),
        [MatterMessage(.resultArrived, .unitRegistrars(ID(90)))]
      ),
      (
        sent, .withdraw,
        [
          MatterMessage(.withdrawn, toDeputy), MatterMessage(.withdrawn, .unitRegistrars(ID(90))),
          MatterMessage(.withdrawn, registrars),
        ]
      ),
    ]
    for (life, command, expected) in cases {
      #expect(try heard(life, command) == expected, "\(command)")
    }
  }
}

extension MatterCommand {
  /// The part that a candidate is about.
  var part: Int? {
    switch self {
    case .recall(let part), .signFor(let part), .appoint(let part, _), .askReturn(let part, _, _),
      .settleReturn(let part, _, _, _), .draftResult(let part, _, _), .sendBack(let part), .signResult(let part):
      part
    default: nil
    }
  }
}
