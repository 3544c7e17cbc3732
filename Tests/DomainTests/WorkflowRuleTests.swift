import Testing

@testable import Domain

/// The rules of handling, one by one: results, ratings, re-handling, the three gates.
@Suite struct WorkflowRuleTests {
  // MARK: Taking on, declining, pointing elsewhere

  @Test(arguments: MatterGrade.allCases) func acceptingGradesTheMatter(_ grade: MatterGrade) throws {
    var life = Life()
    try life.act(.accept(grade: grade, urgency: .urgent, category: nil), on: "2025-03-06")
    #expect(life.status.state == .accepted && life.status.grade == grade && life.status.urgency == .urgent)
    #expect(life.status.acceptedAt == at("2025-03-06"))
    #expect(life.status.runningClock == life.status.replyDue)
  }

  @Test(arguments: DeclineReason.allCases) func aDeclinedMatterNamesReasonAndNextAddress(_ reason: DeclineReason) throws
  {
    var life = Life()
    let event = try life.act(
      .decline(reason: reason, nextVenue: Sample.otherStation, nextDeputy: nil), on: "2025-03-06")
    #expect(event == .declined(.init(reason: reason, nextVenue: Sample.otherStation, nextDeputy: nil)))
    #expect(life.status.state == .declined && life.status.endedAt == at("2025-03-06"))
    #expect(life.status.runningClock == nil)
  }

  /// 信访工作条例 23: fifteen days, the last one included.
  @Test(arguments: [("2025-03-20", true), ("2025-03-21", false)])
  func aNoticeWithinFifteenCalendarDaysIsInTime(date: String, inTime: Bool) throws {
    var life = Life()
    let event = try life.act(.divert(kind: .petition, organ: "县信访局"), on: date)
    #expect(event == .diverted(.init(kind: .petition, organ: "县信访局", inTime: inTime)))
    #expect(life.status.state == .diverted)
  }

  @Test(arguments: [MatterState.submitted, .accepted, .awaitingSupplement, .resultRecorded])
  func theSenderWithdrawsUntilTheReply(_ state: MatterState) throws {
    var life = try Life.reaching(state)
    try life.act(.withdraw)
    #expect(life.status.state == .withdrawn && life.status.endedAt == life.now)
  }

  // MARK: Results and replies

  /// 代表不直接处理问题: a result comes from a deputy or a group, and only where 组内可解决.
  @Test(arguments: [
    (Sample.owner, MatterGrade.inGroup, MatterRefusal?.none), (.group(Sample.group), .inGroup, nil),
    (.venue, .inGroup, .resultNeedsDeputy), (Sample.owner, .transfer, .resultNeedsUnit),
    (Sample.owner, .escalate, .resultNeedsUnit), (.venue, .transfer, .resultNeedsUnit),
  ])
  func aResultNeedsADeputyAndASmallMatter(owner: MatterOwner, grade: MatterGrade, refusal: MatterRefusal?) throws {
    var life = Life(Sample.submitted(owner: owner))
    try life.act(.accept(grade: grade, urgency: .normal, category: nil))
    #expect(life.refusal(.recordResult(outcome: .solved, files: [])) == refusal)
    #expect(
      life.workflow.offers(.recordResult, on: life.status, today: life.now.date) == (refusal == nil))
  }

  @Test func withoutAResultAnAnswerOnlyExplains() throws {
    var life = try Life.reaching(.accepted)
    try life.act(Sample.reply)
    #expect(life.status.outcome == .explained)
  }

  @Test(arguments: MatterOutcome.allCases) func aReplyTellsTheRecordedResult(_ outcome: MatterOutcome) throws {
    var life = try Life.reaching(.accepted)
    try life.act(.recordResult(outcome: outcome, files: []), on: "2025-03-10")
    #expect(life.status.state == .resultRecorded)
    try life.act(Sample.reply, on: "2025-03-12")
    #expect(life.status.outcome == outcome && life.status.resultAt == at("2025-03-10"))
  }

  /// Due on Wednesday, 26 March: the day itself is in time; an oral answer counts from the day it was told.
  @Test(arguments: [
    ("2025-03-26", String?.none, true), ("2025-03-27", nil, false), ("2025-03-27", "2025-03-26", true),
    ("2025-03-28", "2025-03-27", false),
  ])
  func aReplyIsInTimeThroughItsDueDate(on date: String, told: String?, inTime: Bool) throws {
    var life = try Life.reaching(.accepted)
    #expect(life.status.replyDue.date == day("2025-03-26"))
    try life.act(.reply(oral: told.map { .init(teller: "代表", toldOn: day($0)) }, isEntered: told != nil), on: date)
    #expect(life.status.firstReplyInTime == inTime && life.status.firstReplyAt == at(date))
    #expect(life.status.replyEntered == (told != nil))
  }

  @Test func nothingIsDatedInTheFuture() throws {
    let accepted = try Life.reaching(.accepted)
    let tomorrow = accepted.now.date.adding(days: 1)
    let oral = MatterCommand.reply(oral: .init(teller: "代表", toldOn: tomorrow), isEntered: false)
    #expect(accepted.refusal(oral) == .dateInFuture)
    let replied = try Life.reaching(.replied)
    let asked = replied.now.date.adding(days: 1)
    #expect(replied.refusal(Sample.feedback(.satisfied, .satisfied, on: asked)) == .dateInFuture)
    let close = MatterCommand.closeUnrated(asker: "联络员", askedOn: day("2025-04-30"), how: .phone)
    #expect(replied.refusal(close, on: "2025-04-29") == .dateInFuture)
    #expect(replied.refusal(close, on: "2025-04-30") == nil)
  }

  /// Taken on at 6 March, told at the earliest that day; asked about at the earliest on the day it was told.
  @Test func nothingIsDatedBeforeItCouldHappen() throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    func told(_ date: String) -> MatterCommand {
      .reply(oral: .init(teller: "代表", toldOn: day(date)), isEntered: false)
    }
    func close(_ date: String) -> MatterCommand { .closeUnrated(asker: "联络员", askedOn: day(date), how: .phone) }
    #expect(life.refusal(told("2025-03-05"), on: "2025-03-10") == .toldBeforeRound)
    #expect(life.refusal(told("2025-03-06"), on: "2025-03-10") == nil)
    try life.act(told("2025-03-07"), on: "2025-03-10")
    #expect(life.status.lastReplyOn == day("2025-03-07"))
    let early = Sample.feedback(.satisfied, .basic, on: day("2025-03-06"))
    #expect(life.refusal(early, on: "2025-03-10") == .askedBeforeReply)
    #expect(life.refusal(close("2025-03-06"), on: "2025-04-30") == .askedBeforeReply)
    #expect(life.refusal(close("2025-03-07"), on: "2025-04-30") == nil)
    // In the next round the first round's days are gone.
    try life.act(Sample.feedback(.satisfied, .dissatisfied, on: day("2025-03-07")), on: "2025-03-12")
    try life.act(.rehandle(owner: Sample.otherOwner), on: "2025-03-13")
    #expect(life.refusal(told("2025-03-11"), on: "2025-03-14") == .toldBeforeRound)
    try life.act(told("2025-03-12"), on: "2025-03-14")
    #expect(life.refusal(Sample.feedback(.basic, .basic, on: day("2025-03-11")), on: "2025-03-14") == .askedBeforeReply)
  }

  // MARK: Ratings

  /// The worse of attitude and result rules.
  @Test(arguments: [
    (Satisfaction.satisfied, Satisfaction.satisfied, Satisfaction.satisfied), (.satisfied, .basic, .basic),
    (.basic, .satisfied, .basic), (.basic, .basic, .basic), (.satisfied, .dissatisfied, .dissatisfied),
    (.dissatisfied, .satisfied, .dissatisfied), (.basic, .dissatisfied, .dissatisfied),
    (.dissatisfied, .basic, .dissatisfied), (.dissatisfied, .dissatisfied, .dissatisfied),
  ])
  func theWorseOfTwoRatingsCounts(attitude: Satisfaction, result: Satisfaction, overall: Satisfaction) throws {
    let end: MatterState = overall == .dissatisfied ? .dissatisfied : .closed
    for command in [Sample.rate(attitude, result), Sample.feedback(attitude, result, on: day("2025-03-07"))] {
      var life = try Life.reaching(.replied)
      try life.act(command)
      #expect(life.status.feedback?.overall == overall && life.status.state == end)
    }
  }

  @Test(arguments: [(Satisfaction.dissatisfied, Satisfaction.satisfied), (.basic, .dissatisfied)])
  func dissatisfactionNeedsAReason(attitude: Satisfaction, result: Satisfaction) throws {
    let life = try Life.reaching(.replied)
    #expect(life.refusal(Sample.rate(attitude, result, reason: false)) == .reasonMissing)
    #expect(life.refusal(Sample.feedback(attitude, result, on: day("2025-03-07"), reason: false)) == .reasonMissing)
    #expect(life.refusal(Sample.rate(.basic, .basic, reason: false)) == nil)
  }

  @Test func aSenderRatesAnAnswerOnce() throws {
    let life = try Life.reaching(.closed)
    #expect(life.status.feedback?.source == .sender)
    #expect(life.refusal(Sample.dissatisfied) == .alreadyRated)
  }

  /// What staff entered or could not get never stands in the way of the sender's own word.
  @Test func theSendersOwnRatingComesAfterStaffs() throws {
    var asked = try Life.reaching(.replied)
    try asked.act(Sample.feedback(.satisfied, .satisfied, on: asked.now.date))
    #expect(asked.status.state == .closed && asked.status.feedback?.source == .staff)
    try asked.act(Sample.dissatisfied, on: "2025-03-20")
    #expect(asked.status.state == .dissatisfied && asked.status.feedback?.source == .sender)
    #expect(asked.status.replyDue.date == day("2025-04-11"))
  }

  @Test func aRatingFromAStaffDeviceIsMarked() throws {
    var life = try Life.reaching(.replied)
    try life.act(.rate(attitude: .satisfied, result: .satisfied, hasReason: false, isFlagged: true))
    #expect(life.status.feedback?.isFlagged == true)
  }

  /// Answered on 6 March, closable from the day after fifteen working days.
  @Test func closingWithoutARatingTakesTimeAndAnAttempt() throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    try life.act(Sample.reply, on: "2025-03-06")
    #expect(life.status.feedbackDue?.date == day("2025-03-13"))
    #expect(life.status.closableAfter?.date == day("2025-03-27"))
    let close = MatterCommand.closeUnrated(asker: "联络员", askedOn: day("2025-03-20"), how: .phone)
    #expect(life.refusal(close, on: "2025-03-27") == .notYetClosable)
    try life.act(close, on: "2025-03-28")
    #expect(life.status.state == .closed && life.status.feedback?.source == .attempt)
    #expect(life.status.feedback?.overall == nil)
    #expect(life.refusal(Sample.dissatisfied) == nil)
  }
}
