import Domain
import Testing

/// Clocks: asking and supplementing, handing over, lapsing, counting again.
@Suite struct MatterClockTests {
  @Test func askingStopsTheReplyClockAndSupplementingGivesTheDaysBack() throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    #expect(life.status.replyDue.date == day("2025-03-26"))
    try life.act(.ask, on: "2025-03-10")
    #expect(life.status.state == .awaitingSupplement && life.status.resume == .accepted)
    #expect(life.status.runningClock == nil)
    try life.act(.supplement(files: [Sample.file]), on: "2025-03-13")
    #expect(life.status.state == .accepted && life.status.resume == nil)
    #expect(life.status.replyDue.date == day("2025-03-31"), "10, 11 and 12 March stood still")
    #expect(life.status.acceptDue.date == day("2025-03-10"), "the accept clock had stopped before")
  }

  @Test func askingBeforeAcceptingStopsBothClocks() throws {
    var life = Life()
    try life.act(.ask, on: "2025-03-06")
    try life.act(.supplement(files: []), on: "2025-03-11")
    #expect(life.status.state == .submitted)
    #expect(life.status.acceptDue.date == day("2025-03-13") && life.status.replyDue.date == day("2025-03-31"))
  }

  @Test func twoQuestionsAddUp() throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    for (asked, answered) in [("2025-03-06", "2025-03-10"), ("2025-03-12", "2025-03-14")] {
      try life.act(.ask, on: asked)
      #expect(life.refusal(.ask) == .notInThisState)
      try life.act(.supplement(files: []), on: answered)
    }
    #expect(life.status.pauses.count == 2)
    #expect(life.status.replyDue.date == day("2025-04-01"), "6, 7, 12 and 13 March stood still")
  }

  @Test func theSendersQuestionCanEndTheMatterToo() throws {
    var life = try Life.reaching(.awaitingSupplement)
    try life.act(.divert(kind: .litigation, organ: "县人民法院"))
    #expect(life.status.state == .diverted && life.status.runningClock == nil)
  }

  // MARK: Handing over

  @Test func insideTheVenueTheClocksGoOn() throws {
    for state in [MatterState.submitted, .accepted] {
      var life = try Life.reaching(state)
      let before = life.status
      try life.act(
        .assign(owner: Sample.otherOwner, venue: Sample.station, congress: Sample.town), on: "2025-03-07")
      #expect(life.status.owner == Sample.otherOwner && life.status.state == state)
      #expect(life.status.acceptDue == before.acceptDue && life.status.replyDue == before.replyDue)
    }
  }

  /// Another venue has to accept it first; the sender's own clock is not set back.
  @Test func anotherVenueAcceptsAnew() throws {
    var life = try Life.reaching(.accepted)
    let promised = life.status.replyDue
    try life.act(
      .assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown), on: "2025-03-12")
    #expect(life.status.state == .submitted && life.status.venue == Sample.otherStation)
    #expect(life.status.congress == Sample.otherTown && life.status.acceptDue.date == day("2025-03-17"))
    #expect(life.status.replyDue == promised)
  }

  @Test func handingOverToWhomItIsWithAlreadyChangesNothing() throws {
    let life = try Life.reaching(.accepted)
    let same = MatterCommand.assign(owner: Sample.owner, venue: Sample.station, congress: Sample.town)
    #expect(life.refusal(same) == .nothingChanged)
  }

  // MARK: Lapsing

  @Test func aDeputyHasUntilTheEndOfTheDueDate() throws {
    var life = Life()
    #expect(life.status.acceptDue.date == day("2025-03-10"))
    #expect(life.refusal(.lapse(owner: Sample.owner), on: "2025-03-10") == .notLapsed)
    #expect(!life.workflow.offers(.lapse, on: life.status, today: day("2025-03-10")))
    #expect(life.refusal(.lapse(owner: Sample.otherOwner), on: "2025-03-11") == .notLapsed)
    #expect(life.workflow.offers(.lapse, on: life.status, today: day("2025-03-11")))
    try life.act(.lapse(owner: Sample.owner), on: "2025-03-11")
    #expect(life.status.owner == .venue && life.status.state == .submitted)
    #expect(life.refusal(.lapse(owner: Sample.owner), on: "2025-03-12") == .notLapsed)
  }

  @Test func aGroupsMatterLapsesTheStationsDoesNot() throws {
    var life = Life(Sample.submitted(owner: .group(Sample.group)))
    #expect(life.refusal(.lapse(owner: .group(Sample.otherGroup)), on: "2025-04-01") == .notLapsed)
    #expect(life.refusal(.lapse(owner: .group(Sample.group)), on: "2025-03-10") == .notLapsed)
    try life.act(.lapse(owner: .group(Sample.group)), on: "2025-03-11")
    #expect(life.status.owner == .venue)
    for submitted in [Sample.submitted(owner: .venue), Sample.atDesk(.bypass)] {
      let life = Life(submitted)
      #expect(life.refusal(.lapse(owner: life.status.owner), on: "2025-04-01") == .notLapsed)
    }
    #expect(try Life.reaching(.accepted).refusal(.lapse(owner: Sample.owner), on: "2025-04-01") == .notInThisState)
  }

  // MARK: Counting again

  /// A holiday on Thursday and Friday, 13 and 14 March, becomes known.
  private static let changed = MatterWorkflow(
    rules: MatterRules(),
    calendar: WorkingCalendar(
      table: HolidayTable(
        days: SampleHolidays.table.all + SampleHolidays.range("临时", .off, "2025-03-13", "2025-03-14"),
        years: [2025, 2026], version: 2)))

  @Test func anUnchangedTableChangesNothing() throws {
    for state in MatterState.allCases where MatterAct.recount.states.contains(state) && state != .awaitingSupplement {
      let life = try Life.reaching(state)
      #expect(life.refusal(.recount) == .nothingChanged, "\(state)")
      #expect(!life.workflow.offers(.recount, on: life.status, today: life.now.date))
    }
  }

  @Test(
    arguments: [
      (MatterState.submitted, "2025-03-10", "2025-03-28", nil, nil),
      (.accepted, "2025-03-10", "2025-03-28", nil, nil), (.resultRecorded, "2025-03-10", "2025-03-28", nil, nil),
      // Answered on the 7th: what was promised for the reply stands, feedback is counted again.
      (.replied, "2025-03-10", "2025-03-26", "2025-03-18", "2025-04-01"),
      // Dissatisfied on the 8th.
      (.dissatisfied, "2025-03-10", "2025-04-01", "2025-03-14", "2025-03-28"),
    ] as [(MatterState, String, String, String?, String?)])
  func aNewHolidayMovesWhatIsOpen(
    state: MatterState, accept: String, reply: String, feedback: String?, closable: String?
  ) throws {
    var life = try Life.reaching(state)
    life.workflow = Self.changed
    let event = try life.act(.recount)
    guard case .recounted(let facts) = event else { throw MatterRefusal.nothingChanged }
    #expect(facts.tableVersion == 2)
    #expect(life.status.acceptDue.date == day(accept))
    #expect(life.status.replyDue.date == day(reply))
    #expect(life.status.feedbackDue?.date == feedback.map { day($0) })
    #expect(life.status.closableAfter?.date == closable.map { day($0) })
    #expect(life.refusal(.recount) == .nothingChanged)
  }

  @Test func aProvisionalDateBecomesFirm() throws {
    let old = WorkingCalendar(table: HolidayTable(days: [], years: [2024], version: 1))
    let before = MatterWorkflow(rules: MatterRules(), calendar: old)
    let promise = before.promise(received: Sample.received)
    #expect(promise.reply == DueDate(date: day("2025-03-26"), isProvisional: true))
    var submitted = Sample.submitted()
    submitted.acceptDue = promise.accept
    submitted.replyDue = promise.reply
    var life = Life(submitted)
    try life.act(.recount)
    #expect(life.status.replyDue == DueDate(date: day("2025-03-26"), isProvisional: false))
    #expect(!life.status.acceptDue.isProvisional)
  }
}
