import Domain
import Testing

@Suite struct MatterMessagesTests {
  /// The messages of the last act.
  private func messages(_ life: Life, _ before: MatterStatus, onBehalf: OnBehalf? = nil) -> [MatterMessage] {
    life.events.last.map { MatterMessages.after($0.event, from: before, to: life.status, onBehalf: onBehalf) } ?? []
  }

  private func after(_ command: MatterCommand, in state: MatterState, round: Int = 1) throws -> [MatterMessage] {
    var life = try Life.reaching(state)
    if round == 2 {
      life = try Life.reaching(.dissatisfied)
      try life.act(.rehandle(owner: Sample.otherOwner))
      try life.act(Sample.reply)
    }
    let before = life.status
    try life.act(command)
    return messages(life, before)
  }

  private let toStation = NoticeAudience.liaisons(Sample.station)
  private let toDeputy = NoticeAudience.person(Sample.deputy)

  @Test func arrivalReachesTheOwnerAndTheStationOnce() {
    let cases: [(MatterEvent.Submitted, [NoticeAudience])] = [
      (Sample.submitted(), [toDeputy, toStation]),
      (Sample.submitted(owner: .group(Sample.group)), [.group(Sample.group), toStation]),
      (Sample.submitted(owner: .venue), [toStation]), (Sample.atDesk(.bypass), [.desk(Sample.county)]),
      (Sample.atDesk(.accusation), [.desk(Sample.county)]),
    ]
    for (submitted, audiences) in cases {
      let messages = MatterMessages.after(
        .submitted(submitted), from: nil, to: MatterStatus(submitted: submitted), onBehalf: nil)
      #expect(messages == audiences.map { MatterMessage(.arrived, $0) })
    }
  }

  @Test func aRatingReachesTheOwner() throws {
    #expect(try after(Sample.satisfied, in: .replied) == [MatterMessage(.rated, toDeputy)])
    #expect(
      try after(Sample.dissatisfied, in: .replied)
        == [MatterMessage(.dissatisfied, toDeputy), MatterMessage(.dissatisfied, toStation)])
  }

  @Test func theChiefHearsOfASecondDissatisfaction() throws {
    #expect(
      try after(Sample.dissatisfied, in: .replied, round: 2) == [
        MatterMessage(.dissatisfied, .person(Sample.otherDeputy)), MatterMessage(.dissatisfied, toStation),
        MatterMessage(.dissatisfied, .chiefs(Sample.station)),
      ])
  }

  @Test func whoHearsOfWhat() throws {
    let hand = MatterCommand.assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown)
    let inside = MatterCommand.assign(owner: Sample.otherOwner, venue: Sample.station, congress: Sample.town)
    let seal = MatterCommand.seal(reason: .accusation, to: Sample.county, accused: [])
    let cases: [(MatterCommand, MatterState, [MatterMessage])] = [
      (hand, .accepted, [MatterMessage(.assigned, .liaisons(Sample.otherStation))]),
      (inside, .accepted, [MatterMessage(.assigned, .person(Sample.otherDeputy))]),
      (.supplement(files: []), .awaitingSupplement, [MatterMessage(.supplemented, toDeputy)]),
      (.withdraw, .accepted, [MatterMessage(.withdrawn, toDeputy)]),
      // Of a sealed matter only the desk above hears.
      (seal, .accepted, [MatterMessage(.sealed, .desk(Sample.county))]),
      (.object(seq: 2, isSettled: false), .replied, [MatterMessage(.objected, .chiefs(Sample.station))]),
      (.redact(files: []), .closed, [MatterMessage(.toReview, .reviewers(Sample.station))]),
      (.rehandle(owner: Sample.otherOwner), .dissatisfied, [MatterMessage(.assigned, .person(Sample.otherDeputy))]),
      (.reveal(reason: "回访"), .accepted, []), (.note(files: []), .accepted, []), (Sample.reply, .accepted, []),
      (.archive(number: 1), .closed, []), (.ask, .accepted, []),
    ]
    for (command, state, expected) in cases {
      #expect(try after(command, in: state) == expected, "\(command.act)")
    }
  }

  @Test func theLiaisonHearsOfALapse() throws {
    var life = Life()
    let before = life.status
    try life.act(.lapse(owner: Sample.owner), on: "2025-03-11")
    #expect(messages(life, before) == [MatterMessage(.lapsed, toStation)])
  }

  @Test func aDeputyHearsOfWhatIsEnteredForHim() throws {
    var life = try Life.reaching(.accepted)
    let before = life.status
    try life.act(Sample.reply)
    let word = OnBehalf(person: Sample.deputy, how: .phone, obtainedOn: day("2025-03-06"))
    #expect(messages(life, before, onBehalf: word) == [MatterMessage(.actedFor, toDeputy)])
  }

  /// The worker of the grid hears that something has come and what he has to tell the resident; nothing of a sealed one.
  @Test func whatTheGridHears() throws {
    let workers = NoticeAudience.gridWorkers(Sample.grid)
    func heard(_ event: MatterEvent, _ status: MatterStatus, grid: ID<Region>? = Sample.grid) -> [MatterMessage] {
      MatterMessages.toGrid(grid, after: event, status)
    }
    let arrived = MatterEvent.submitted(Sample.submitted())
    let status = MatterStatus(submitted: Sample.submitted())
    #expect(heard(arrived, status) == [MatterMessage(.arrived, workers)])
    #expect(heard(arrived, status, grid: nil) == [])
    let sealed = Sample.atDesk(.accusation)
    #expect(heard(.submitted(sealed), MatterStatus(submitted: sealed)) == [])
    var life = try Life.reaching(.accepted)
    let answer = try life.act(Sample.reply)
    #expect(heard(answer, life.status) == [MatterMessage(.gridMoved, workers)])
    let rated = try life.act(Sample.satisfied)
    #expect(heard(rated, life.status) == [])
    #expect(heard(.urged, life.status) == [])
  }
}
