import Domain
import Testing

@Suite struct MatterTallyTests {
  private func measures(_ status: MatterStatus) -> Set<MatterMeasure> { Set(status.tallies.map(\.measure)) }

  /// What it is among those received on the same day.
  private static let shares: Set<MatterMeasure> = [.owed, .owedAnswered, .sentUp]

  @Test(arguments: [
    (MatterState.submitted, [MatterMeasure.received, .toAccept], "2025-03-10"),
    (.accepted, [.received, .toReply], "2025-03-26"), (.awaitingSupplement, [.received, .waiting], "2025-03-05"),
    (.resultRecorded, [.received, .toReply, .solved], "2025-03-26"),
    (.replied, [.received, .toFeedback, .answered, .answeredInTime], "2025-03-14"),
    (.dissatisfied, [.received, .dissatisfied, .answered, .answeredInTime, .ratedBySender], "2025-03-28"),
    (
      .closed, [.received, .toArchive, .answered, .answeredInTime, .ratedBySender, .satisfiedBySender, .concluded],
      "2025-03-08"
    ),
    (.declined, [.received, .declined], "2025-03-06"), (.diverted, [.received, .diverted], "2025-03-06"),
    (.withdrawn, [.received, .withdrawn], "2025-03-06"),
    (
      .archived, [.received, .archived, .answered, .answeredInTime, .ratedBySender, .satisfiedBySender, .concluded],
      "2025-03-09"
    ),
  ])
  func whatAMatterCountsFor(state: MatterState, expected: [MatterMeasure], date: String) throws {
    let status = try Life.reaching(state).status
    #expect(measures(status).subtracting(Self.shares) == Set(expected))
    #expect(status.tallies.allSatisfy { $0.venue == Sample.station && $0.person == Sample.deputy })
    #expect(status.tallies.contains { $0.measure == expected[1] && $0.date == day(date) })
  }

  /// Declined, diverted and withdrawn ones are owed no answer; an answer once given stays given.
  @Test func whoeverIsOwedAnAnswerIsCountedOnTheDayOfReceipt() throws {
    for state in MatterState.allCases {
      let status = try Life.reaching(state).status
      let mine = status.tallies.filter { Self.shares.contains($0.measure) }
      #expect(mine.allSatisfy { $0.date == status.receivedAt.date && $0.venue == Sample.station })
      let expected: Set<MatterMeasure> =
        switch state {
        case .declined, .diverted, .withdrawn: []
        case .replied, .dissatisfied, .closed, .archived: [.owed, .owedAnswered]
        default: [.owed]
        }
      #expect(Set(mine.map(\.measure)) == expected, "\(state)")
    }
    var again = try Life.reaching(.dissatisfied)
    try again.lead(.rehandle(owner: Sample.otherOwner), .withdraw)
    #expect(again.status.state == .withdrawn && measures(again.status).isSuperset(of: [.owed, .owedAnswered]))
  }

  /// Sent up twice, it counts once, and where it was taken in.
  @Test func whatWentUpIsCountedOnce() throws {
    var life = try Life.reaching(.accepted)
    #expect(!measures(life.status).contains(.sentUp))
    func goUp() throws {
      try life.lead(
        .escalate(to: .venue(Sample.home, Sample.town), resultDue: life.now.date.adding(days: 30)), Sample.accept)
    }
    try goUp()
    try life.lead(.passDown(outcome: nil))
    try goUp()
    let sentUp = life.status.tallies.filter { $0.measure == .sentUp }
    #expect(life.status.escalations.count == 2 && sentUp.count == 1)
    #expect(sentUp.first?.venue == Sample.station && sentUp.first?.date == life.status.receivedAt.date)
    try life.lead(.passDown(outcome: .planned), Sample.reply, Sample.satisfied, .archive(number: 1))
    #expect(measures(life.status).contains(.sentUp) && !measures(life.status).contains(.solved))
  }

  /// A matter waits in one list only, and every list is one of the queues.
  @Test func anOpenMatterWaitsInOneList() throws {
    for state in MatterState.allCases {
      let waiting = measures(try Life.reaching(state).status).intersection(MatterMeasure.open)
      #expect(waiting.count == (state.isEnded ? 0 : 1))
      #expect(waiting.first.map(\.rawValue) == (state.isEnded ? nil : MatterQueue(state).rawValue))
    }
  }

  /// The public rate counts only what the sender said himself.
  @Test(arguments: [
    (Satisfaction.satisfied, [MatterMeasure.ratedByStaff, .satisfiedByStaff]),
    (.basic, [.ratedByStaff, .basicByStaff]),
    (.dissatisfied, [.ratedByStaff]),
  ])
  func staffsFeedbackIsCountedApart(rating: Satisfaction, expected: [MatterMeasure]) throws {
    var life = try Life.reaching(.replied)
    try life.act(Sample.feedback(rating, .satisfied, on: life.now.date))
    let all: Set<MatterMeasure> = [
      .ratedBySender, .satisfiedBySender, .basicBySender, .ratedByStaff, .satisfiedByStaff, .basicByStaff, .unrated,
    ]
    #expect(measures(life.status).intersection(all) == Set(expected))
  }

  @Test func anAttemptIsUnrated() throws {
    var life = try Life.reaching(.replied)
    try life.act(.closeUnrated(asker: "联络员", askedOn: day("2025-04-30"), how: .phone), on: "2025-04-30")
    #expect(measures(life.status).isSuperset(of: [.unrated, .toArchive]))
    #expect(measures(life.status).isDisjoint(with: [.ratedByStaff, .ratedBySender]))
  }

  @Test func lateAndEnteredAnswersAreToldApart() throws {
    var life = try Life.reaching(.accepted)
    try life.act(.reply(oral: nil, isEntered: true), on: "2025-04-01")
    #expect(measures(life.status) == [.received, .owed, .owedAnswered, .answered, .answeredEntered, .toFeedback])
  }

  @Test func changesAreSignedAndInAFixedOrder() throws {
    let new = try Life.reaching(.submitted).status
    let accepted = try Life.reaching(.accepted).status
    let born = MatterStatus.changes(from: nil, to: new)
    #expect(born.map(\.tally.measure) == [.owed, .received, .toAccept] && born.allSatisfy { $0.count == 1 })
    let moved = MatterStatus.changes(from: new, to: accepted)
    #expect(moved.map(\.tally.measure) == [.toAccept, .toReply] && moved.map(\.count) == [-1, 1])
    #expect(MatterStatus.changes(from: accepted, to: nil).allSatisfy { $0.count == -1 })
    #expect(MatterStatus.changes(from: accepted, to: accepted).isEmpty)
  }

  /// Handed to another venue, a matter counts there and no longer here.
  @Test func countsFollowTheMatter() throws {
    var life = try Life.reaching(.accepted)
    let before = life.status
    try life.act(.assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown))
    let changes = MatterStatus.changes(from: before, to: life.status)
    #expect(changes.filter { $0.tally.venue == Sample.station }.map(\.count) == [-1, -1, -1])
    #expect(changes.filter { $0.tally.venue == Sample.otherStation }.map(\.count) == [1, 1, 1])
    #expect(changes.filter { $0.tally.person != nil }.allSatisfy { $0.count == -1 })
  }
}
