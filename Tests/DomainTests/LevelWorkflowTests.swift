import Domain
import Testing

/// Groups claim, levels above take over, matters are handled together: the rules as tables.
@Suite struct LevelWorkflowTests {
  private static let away = EscalationTarget.venue(Sample.home, Sample.town)
  private static let county = EscalationTarget.venue(Sample.countyHome, Sample.county)

  private func atStation() -> Life { Life(Sample.submitted(owner: .venue)) }

  private func up(_ target: EscalationTarget = away, until day: CivilDate) -> MatterCommand {
    .escalate(to: target, resultDue: day)
  }

  // MARK: Claiming

  @Test func aGroupClaimsWhatWasPutUpForIt() throws {
    var life = atStation()
    #expect(life.refusal(.claim(by: Sample.group)) == .claimedAlready)
    try life.act(.offer(to: [Sample.group, Sample.otherGroup]), on: "2025-03-06")
    try life.act(.claim(by: Sample.otherGroup), on: "2025-03-07")
    #expect(life.status.owner == .group(Sample.otherGroup))
    #expect(life.status.state == .accepted && life.status.grade == .inGroup && life.status.offered == [])
    #expect(life.status.acceptedAt == at("2025-03-07"))
    // The other group is too late, and so is whoever would put it up again.
    #expect(life.refusal(.claim(by: Sample.group)) == .claimedAlready)
    #expect(life.refusal(.offer(to: [Sample.group])) == .claimedAlready)
    try life.act(.recordResult(outcome: .solved, files: []), on: "2025-03-10")
    #expect(life.replayed == life.status)
  }

  @Test func aGroupHandsBackAndTheStationArrangesAgain() throws {
    var life = atStation()
    try life.lead(.offer(to: [Sample.group]), .claim(by: Sample.group), .handBack)
    #expect(life.status.owner == .venue && life.status.state == .accepted)
    #expect(life.refusal(.handBack) == .nothingChanged)
    #expect(life.refusal(.claim(by: Sample.group)) == .claimedAlready)
    #expect(life.replayed == life.status)
  }

  @Test func somebodyElseGettingItEndsTheOffer() throws {
    for command: MatterCommand in [
      .assign(owner: Sample.owner, venue: Sample.station, congress: Sample.town),
      up(until: day("2025-04-10")),
    ] {
      var life = atStation()
      try life.lead(Sample.accept, .offer(to: [Sample.group]), command)
      #expect(life.status.offered == [] && life.status.watchers.allSatisfy { $0.kind != .offered })
    }
  }

  // MARK: Sending up

  @Test func whoeverReceivedItFirstAnswersTheSender() throws {
    var life = atStation()
    try life.lead(Sample.accept)
    let promised = life.status.replyDue
    try life.lead(up(until: life.now.date.adding(days: 40)))
    #expect(life.status.place == MatterPlace(congress: Sample.town, venue: Sample.home))
    #expect(life.status.state == .submitted && life.status.grade == .escalate)
    #expect(life.status.origin == MatterPlace(congress: Sample.town, venue: Sample.station))
    // The promise is never shortened by sending it on.
    #expect(life.status.replyDue.date > promised.date)
    for command: MatterCommand in [Sample.reply, .decline(reason: .outOfScope, nextVenue: nil, nextDeputy: nil)] {
      #expect(life.refusal(command) == (command.act.states.contains(.submitted) ? .owedBelow : .notInThisState))
    }
    try life.lead(Sample.accept)
    #expect(life.refusal(Sample.reply) == .owedBelow)
    try life.lead(.passDown(outcome: .solved))
    #expect(life.status.place == life.status.origin && life.status.owner == .venue)
    #expect(life.status.state == .resultRecorded && life.status.outcome == .solved)
    #expect(life.status.escalations.map(\.state) == [.answered])
    try life.lead(Sample.reply, Sample.satisfied, .archive(number: 1))
    #expect(life.status.archive?.venue == Sample.station)
    #expect(life.replayed == life.status)
  }

  @Test func itGoesUpTwoLevelsAndComesBackOneByOne() throws {
    var life = atStation()
    try life.lead(Sample.accept, up(until: life.now.date.adding(days: 60)), Sample.accept)
    try life.lead(up(Self.county, until: life.now.date.adding(days: 40)), Sample.accept)
    #expect(life.status.congress == Sample.county)
    #expect(life.status.waiting.map(\.from.venue) == [Sample.station, Sample.home])
    // The home does not get it back by being sent it up.
    #expect(life.refusal(up(until: life.now.date.adding(days: 20))) == .escalationLoop)
    try life.lead(.passDown(outcome: .explained))
    #expect(life.status.venue == Sample.home && life.status.state == .resultRecorded)
    #expect(life.refusal(Sample.reply) == .owedBelow)
    try life.lead(.passDown(outcome: .explained))
    #expect(life.status.venue == Sample.station && life.status.openEscalation == nil)
    try life.lead(Sample.reply)
    #expect(life.replayed == life.status)
  }

  @Test func whatComesBackUnansweredAndGoesUpAgainIsFlagged() throws {
    var life = atStation()
    try life.lead(Sample.accept, up(until: life.now.date.adding(days: 40)), .passDown(outcome: nil))
    #expect(life.status.state == .accepted && life.status.escalations.map(\.state) == [.sentDown])
    #expect(!life.status.isGoingInCircles)
    try life.lead(up(until: life.now.date.adding(days: 40)))
    #expect(life.status.isGoingInCircles)
    #expect(life.status.escalations.map(\.isRepeat) == [false, true])
  }

  @Test func aCongressRunElsewhereIsAskedAndItsAnswerEntered() throws {
    var life = atStation()
    let outside = EscalationTarget.outside(Sample.county)
    #expect(life.refusal(.escalate(to: outside, resultDue: day("2025-04-10"))) == .notInThisState)
    try life.lead(Sample.accept, .escalate(to: outside, resultDue: life.now.date.adding(days: 30)))
    #expect(life.status.state == .accepted && life.status.venue == Sample.station && life.status.origin == nil)
    #expect(life.refusal(.escalate(to: outside, resultDue: life.now.date.adding(days: 30))) == .nothingChanged)
    #expect(life.refusal(Sample.reply) == .owedBelow)
    try life.lead(.passDown(outcome: .planned), Sample.reply)
    #expect(life.status.outcome == .planned)
    #expect(life.replayed == life.status)
  }

  @Test(arguments: [("2025-03-05", true), ("2025-03-06", false), ("2026-03-06", false), ("2026-03-07", true)])
  func theDayForTheAnswerFromAboveIsWithinAYear(due: String, isRefused: Bool) throws {
    let life = atStation()
    #expect(life.refusal(up(until: day(due))) == (isRefused ? .resultDayWrong : nil))
  }

  /// What happened stays counted where it was taken in; what waits is counted where it is.
  @Test func countsOverTimeStayWithTheOrigin() throws {
    var life = atStation()
    try life.lead(Sample.accept, up(Self.county, until: life.now.date.adding(days: 40)))
    let tallies = life.status.tallies
    #expect(tallies.filter { $0.measure == .received }.map(\.venue) == [Sample.station])
    #expect(tallies.filter { $0.measure == .received }.map(\.congress) == [Sample.town])
    #expect(tallies.filter { $0.measure == .toAccept }.map(\.venue) == [Sample.countyHome])
  }

  // MARK: Rising

  @Test func aMissedDateRisesOnceAfterThreeWorkingDays() throws {
    var life = atStation()
    // Received on Wednesday the 5th, to be accepted by Monday the 10th; three working days later is Thursday.
    #expect(life.status.acceptDue.date == day("2025-03-10"))
    #expect(life.refusal(.rise(to: Sample.home), on: "2025-03-13") == .notLapsed)
    try life.act(.rise(to: Sample.home), on: "2025-03-14")
    #expect(life.status.overseer == Sample.home && life.status.venue == Sample.station)
    #expect(life.refusal(.rise(to: Sample.home), on: "2025-03-20") == .notLapsed)
    // The reply's date is another one.
    try life.act(Sample.accept, on: "2025-03-20")
    let late = Sample.workflow.calendar.due(workingDays: 4, after: life.status.replyDue.date).date
    try life.act(.rise(to: Sample.home), on: late.description)
    #expect(life.status.overseerDue == life.status.replyDue.date)
    #expect(life.replayed == life.status)
  }

  @Test func aPlaceCanDoWithoutRising() throws {
    var life = atStation()
    var rules = MatterRules()
    rules.riseAfter = 0
    life.workflow = MatterWorkflow(rules: rules, calendar: SampleHolidays.calendar)
    #expect(life.refusal(.rise(to: Sample.home), on: "2025-06-10") == .notLapsed)
  }

  // MARK: Together

  private static let leadID = ID<Matter>(62)

  private func joined(_ lead: Life) -> MatterCommand {
    .join(
      .init(lead: Self.leadID, owner: lead.status.owner, place: lead.status.place, replyDue: lead.status.replyDue))
  }

  /// What the lead's newest event means for the follower, carried out.
  private func follow(_ follower: inout Life, _ lead: Life) {
    let event = lead.events[lead.events.count - 1]
    let events = lead.workflow.followed(event.event, of: Self.leadID, now: lead.status, by: follower.status)
    follower.take(events, at: event.at)
  }

  @Test func everySenderIsAnsweredAndRatesByHimself() throws {
    var lead = atStation()
    var other = Life(Sample.submitted(owner: .venue, received: at("2025-03-06", 9)))
    try lead.lead(Sample.accept)
    try other.lead(Sample.accept, joined(lead))
    #expect(other.refusal(Sample.reply) == .handledTogether)
    #expect(other.refusal(.ask) == .handledTogether)
    try lead.lead(Sample.reply)
    follow(&other, lead)
    #expect(other.status.state == .replied && other.status.firstReplyAt == lead.status.firstReplyAt)
    try lead.lead(Sample.satisfied)
    try other.lead(Sample.dissatisfied)
    // One who is dissatisfied has his own taken up again, and alone.
    #expect(other.status.state == .dissatisfied && other.status.mergedInto == nil)
    #expect(lead.status.state == .closed)
    try other.lead(.rehandle(owner: Sample.owner), Sample.reply)
    #expect(other.status.round == 2)
    #expect(other.replayed == other.status)
  }

  @Test func whatFollowsGoesAlong() throws {
    var lead = atStation()
    var other = Life(Sample.submitted(owner: .venue))
    try other.lead(joined(lead))
    try lead.lead(Sample.accept)
    follow(&other, lead)
    #expect(other.status.state == .accepted)
    try lead.lead(.assign(owner: Sample.owner, venue: Sample.station, congress: Sample.town))
    follow(&other, lead)
    #expect(other.status.owner == Sample.owner)
    try lead.lead(up(Self.county, until: lead.now.date.adding(days: 30)))
    follow(&other, lead)
    #expect(other.status.congress == Sample.county && other.status.origin?.venue == Sample.station)
    #expect(other.status.replyDue == lead.status.replyDue)
    try lead.lead(.withdraw)
    follow(&other, lead)
    #expect(other.status.mergedInto == nil && other.status.state == .accepted)
    #expect(other.replayed == other.status)
  }

  @Test func theEarliestDateRules() throws {
    var lead = Life(Sample.submitted(owner: .venue, received: at("2025-03-12", 9)))
    let earlier = atStation().status.replyDue
    #expect(earlier.date < lead.status.replyDue.date)
    try lead.act(.merge(followers: [ID(63)], acceptDue: lead.status.acceptDue, replyDue: earlier), on: "2025-03-12")
    #expect(lead.status.replyDue == earlier)
    // A new table of holidays does not give the days back.
    #expect(lead.refusal(.recount, on: "2025-03-13") == .nothingChanged)
  }

  @Test func whatCannotBeHandledTogether() throws {
    var lead = atStation()
    try lead.act(.merge(followers: [ID(63)], acceptDue: lead.status.acceptDue, replyDue: lead.status.replyDue))
    #expect(lead.refusal(joined(atStation())) == .leadsOthers)
    var follower = atStation()
    try follower.act(joined(atStation()))
    #expect(follower.refusal(joined(atStation())) == .handledTogether)
    let sealed = Life(Sample.atDesk(.bypass))
    #expect(sealed.refusal(joined(atStation())) == .sealed)
    let many = (100..<121).map { ID<Matter>(Int64($0)) }
    #expect(
      atStation().refusal(
        .merge(followers: many, acceptDue: lead.status.acceptDue, replyDue: lead.status.replyDue)) == .tooManyTogether)
    var above = atStation()
    try above.lead(up(until: above.now.date.adding(days: 30)))
    #expect(above.refusal(joined(atStation())) == .owedBelow)
  }

  @Test func theDeputyWhoRaisedItIsNotMadeItsOwner() throws {
    var raised = Sample.submitted(owner: .venue)
    raised.channel = .deputy
    raised.raiser = Sample.deputy
    #expect(
      Life(raised).refusal(
        .join(
          .init(
            lead: Self.leadID, owner: Sample.owner, place: Life(raised).status.place,
            replyDue: Life(raised).status.replyDue))) == .raisedIt)
  }
}

extension Life {
  /// Takes events over that somebody else has decided.
  mutating func take(_ new: [MatterEvent], at: Instant) {
    for event in new { take(event, at: at) }
  }
}
