import Domain
import Testing

/// 不满意的重新办理, the three gates and the archive.
@Suite struct RehandlingTests {
  /// Dissatisfied on Wednesday, 12 March 2025.
  private func dissatisfied() throws -> Life {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    try life.act(.recordResult(outcome: .solved, files: []), on: "2025-03-07")
    try life.act(Sample.reply, on: "2025-03-10")
    try life.act(Sample.dissatisfied, on: "2025-03-12")
    return life
  }

  @Test func aClockOfItsOwnRunsFromTheRating() throws {
    var life = try dissatisfied()
    #expect(life.status.replyDue.date == day("2025-04-02"))
    #expect(life.status.runningClock == life.status.replyDue)
    try life.act(.rehandle(owner: Sample.otherOwner), on: "2025-03-14")
    #expect(life.status.state == .accepted && life.status.round == 2)
    #expect(life.status.owner == Sample.otherOwner && life.status.previousOwner == Sample.owner)
    #expect(life.status.replyDue.date == day("2025-04-02"))
    #expect(life.status.outcome == nil && life.status.resultAt == nil)
  }

  @Test(arguments: [
    (Sample.owner, Sample.owner, MatterRefusal?.some(.sameOwner)),
    // Another mandate of the same deputy is the same deputy.
    (Sample.owner, .deputy(Sample.secondMandate, Sample.deputy), .sameOwner),
    (Sample.owner, Sample.otherOwner, nil), (Sample.owner, .venue, nil), (Sample.owner, .group(Sample.group), nil),
    (.venue, .venue, .sameOwner), (.venue, Sample.owner, nil),
    (.group(Sample.group), .group(Sample.group), .sameOwner), (.group(Sample.group), .group(Sample.otherGroup), nil),
  ])
  func somebodyElseTakesItUp(first: MatterOwner, second: MatterOwner, refusal: MatterRefusal?) throws {
    let life = try Life.reaching(.dissatisfied, Sample.submitted(owner: first))
    #expect(life.refusal(.rehandle(owner: second)) == refusal)
  }

  @Test func theFirstDissatisfactionIsRehandledAsOfRight() throws {
    let life = try dissatisfied()
    #expect(life.refusal(.archive(number: 1)) == .rehandleOwed)
    #expect(!life.workflow.offers(.archive, on: life.status, today: life.now.date))
  }

  @Test func aSecondOneMayBeArchivedOrTakenUpAgain() throws {
    var life = try dissatisfied()
    try life.act(.rehandle(owner: Sample.otherOwner), on: "2025-03-14")
    try life.act(Sample.reply, on: "2025-03-20")
    #expect(life.status.outcome == .explained && life.status.feedback == nil)
    #expect(life.status.firstReplyAt == at("2025-03-10") && life.status.lastReplyAt == at("2025-03-20"))
    try life.act(Sample.dissatisfied, on: "2025-03-25")
    #expect(life.refusal(.archive(number: 1)) == nil)
    #expect(life.workflow.offers(.archive, on: life.status, today: life.now.date))
    try life.act(.rehandle(owner: Sample.owner), on: "2025-03-26")
    #expect(life.status.round == 3 && life.status.state == .accepted)
  }

  @Test func aPauseOfTheFirstRoundDoesNotStopTheSecond() throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    try life.act(.ask, on: "2025-03-06")
    try life.act(.supplement(files: []), on: "2025-03-11")
    try life.act(Sample.reply, on: "2025-03-12")
    try life.act(Sample.dissatisfied, on: "2025-03-12")
    #expect(life.status.pauses == [] && life.status.replyDue.date == day("2025-04-02"))
    try life.act(.rehandle(owner: Sample.otherOwner), on: "2025-03-13")
    try life.act(.ask, on: "2025-03-17")
    try life.act(.supplement(files: []), on: "2025-03-19")
    #expect(life.status.replyDue.date == day("2025-04-07"), "two working days were waited for, 4 April counts here")
  }

  @Test func theSenderAsksForItsNextRound() throws {
    var life = try dissatisfied()
    try life.act(.rehandle(owner: Sample.otherOwner), on: "2025-03-14")
    try life.act(Sample.reply, on: "2025-03-20")
    try life.act(Sample.satisfied, on: "2025-03-21")
    #expect(life.status.state == .closed && life.status.round == 2)
  }

  // MARK: Gates

  @Test func theGatesFollowTheMatter() throws {
    let expected: [(MatterState, Bool, Bool)] = [
      (.submitted, false, false), (.accepted, false, false), (.awaitingSupplement, false, false),
      (.resultRecorded, false, false), (.replied, true, false), (.dissatisfied, true, true), (.closed, true, true),
      (.archived, true, true),
    ]
    for (state, answered, fedBack) in expected {
      let gates = try Life.reaching(state).status.gates
      #expect(gates == (true, answered, fedBack), "\(state)")
    }
  }

  /// The state alone is not believed: without an answer, or without feedback, nothing is archived.
  @Test func eachGateIsLookedAt() throws {
    let workflow = Sample.workflow
    let closed = try Life.reaching(.closed)
    var unanswered = closed.status
    unanswered.firstReplyAt = nil
    var silent = closed.status
    silent.feedback = nil
    var nowhere = closed.status
    nowhere.venue = nil
    for status in [unanswered, silent, nowhere] {
      #expect(throws: MatterRefusal.gatesOpen) {
        try workflow.decide(.archive(number: 1), on: status, at: closed.now)
      }
    }
  }

  @Test func theArchiveNumberIsOfTheVenueAndTheYear() throws {
    var life = try Life.reaching(.closed)
    try life.act(.archive(number: 17), on: "2026-01-05")
    #expect(life.status.archive == ArchiveMark(venue: Sample.station, year: 2026, number: 17))
    #expect(life.status.state == .archived && life.status.endedAt == at("2026-01-05"))
  }

  /// Closed documents that nobody answered are archived as well.
  @Test func anAttemptOpensTheThirdGate() throws {
    var life = try Life.reaching(.replied)
    try life.act(.closeUnrated(asker: "联络员", askedOn: day("2025-04-30"), how: .phone), on: "2025-04-30")
    #expect(life.refusal(.archive(number: 1)) == nil)
  }
}
