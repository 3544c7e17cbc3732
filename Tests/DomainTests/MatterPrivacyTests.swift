import Testing

@testable import Domain

/// Sealing, redaction and publication, objections, erasure.
@Suite struct MatterPrivacyTests {
  private let seal = MatterCommand.seal(reason: .accusation, to: Sample.county, accused: [Sample.deputy])

  // MARK: Sealing

  @Test(arguments: MatterState.allCases.filter { !$0.isEnded })
  func anAccusationLeavesTheVenueInAnyOpenState(_ state: MatterState) throws {
    var life = try Life.reaching(state)
    let event = try life.act(seal)
    #expect(event == .sealed(.init(reason: .accusation, congress: Sample.county, accused: [Sample.deputy])))
    #expect(life.status.seal == .accusation && life.status.owner == .desk)
    #expect(life.status.venue == nil && life.status.congress == Sample.county)
    // What a unit has comes back to the desk.
    #expect(life.status.state == (state == .withUnit ? .accepted : state) && life.status.openHandlings.isEmpty)
    #expect(life.refusal(seal) == .sealed)
  }

  @Test func aSealedMatterStaysAboveAndUnpublished() throws {
    var life = try Life.reaching(.accepted)
    try life.act(.redact(files: []), by: Sample.liaison)
    try life.act(.publish(isPublic: true, reviewer: Sample.chief), by: Sample.chief)
    try life.act(seal)
    #expect(life.status.publication == .none)
    #expect(life.refusal(.redact(files: [])) == .sealed)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.chief)) == .nothingRedacted)
    #expect(life.refusal(.assign(owner: .venue, venue: Sample.station, congress: Sample.town)) == .sealed)
    for act in [MatterAct.redact, .publish, .assign, .seal] {
      #expect(!life.workflow.offers(act, on: life.status, today: life.now.date))
    }
  }

  /// A new owner would be somebody at the venue: the desk takes it up itself.
  @Test func aSealedMatterIsRehandledAtItsDesk() throws {
    var life = try Life.reaching(.dissatisfied)
    try life.act(seal)
    for owner in [MatterOwner.venue, Sample.otherOwner, .group(Sample.group)] {
      #expect(life.refusal(.rehandle(owner: owner)) == .sealed)
    }
    #expect(life.workflow.offers(.rehandle, on: life.status, today: life.now.date))
    try life.act(.rehandle(owner: .desk))
    #expect(life.status.owner == .desk && life.status.round == 2 && life.status.seal == .accusation)
    let open = try Life.reaching(.dissatisfied)
    #expect(open.refusal(.rehandle(owner: .desk)) == .sealed)
  }

  /// The desk's own archive, apart from every venue's.
  @Test func aSealedMatterIsArchivedAtItsDesk() throws {
    var life = try Life.reaching(.closed)
    try life.act(seal)
    #expect(life.workflow.offers(.archive, on: life.status, today: life.now.date))
    try life.act(.archive(number: 3), on: "2025-06-03")
    #expect(life.status.archive == ArchiveMark(desk: Sample.county, year: 2025, number: 3))
    #expect(life.status.state == .archived && life.replayed == life.status)
  }

  /// 不经本站，直接送上一级: the desk above may hand it down, which opens it for the venue that gets it.
  @Test func aBypassingMatterMayBeHandedDown() throws {
    var life = Life(Sample.atDesk(.bypass))
    #expect(life.status.seal == .bypass && life.status.venue == nil)
    try life.act(.assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown), on: "2025-03-06")
    #expect(life.status.seal == nil && life.status.venue == Sample.otherStation)
    #expect(life.status.state == .submitted && life.status.acceptDue.date == day("2025-03-11"))
  }

  // MARK: Publication

  @Test func publicationTakesTwoPeople() throws {
    var life = try Life.reaching(.closed)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.chief)) == .nothingRedacted)
    #expect(!life.workflow.offers(.publish, on: life.status, today: life.now.date))
    try life.act(.redact(files: []), by: Sample.liaison)
    #expect(life.status.publication == .redacted && life.status.redactedBy == Sample.liaison)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.liaison)) == .needsSecondPerson)
    try life.act(.publish(isPublic: true, reviewer: Sample.chief), by: Sample.chief)
    #expect(life.status.publication == .published)
    try life.act(.publish(isPublic: false, reviewer: Sample.liaison), by: Sample.liaison)
    #expect(life.status.publication == .redacted)
  }

  /// A new version is read by a second person again.
  @Test func aNewVersionIsReviewedAnew() throws {
    var life = try Life.reaching(.closed)
    try life.act(.redact(files: []), by: Sample.liaison)
    try life.act(.publish(isPublic: true, reviewer: Sample.chief), by: Sample.chief)
    try life.act(.redact(files: []), by: Sample.chief)
    #expect(life.status.publication == .redacted)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.chief)) == .needsSecondPerson)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.liaison)) == nil)
  }

  @Test(arguments: MatterVisibility.allCases) func theSenderDecidesWhetherItIsPublic(_ visibility: MatterVisibility)
    throws
  {
    let life = try Life.reaching(.closed, Sample.submitted(visibility: visibility))
    let isHidden = visibility == .hidden
    #expect(life.refusal(.redact(files: [])) == (isHidden ? .keptPrivate : nil))
    #expect(life.workflow.offers(.redact, on: life.status, today: life.now.date) == !isHidden)
    var status = life.status
    status.publication = .redacted
    let publish = MatterCommand.publish(isPublic: true, reviewer: Sample.chief)
    if isHidden {
      #expect(throws: MatterRefusal.keptPrivate) { try life.workflow.decide(publish, on: status, at: life.now) }
    } else {
      #expect(try life.workflow.decide(publish, on: status, at: life.now) == .published(.init(isPublic: true)))
    }
  }

  // MARK: Objections and erasure

  @Test func anObjectionIsOpenUntilItIsSettled() throws {
    var life = try Life.reaching(.replied)
    try life.act(.object(seq: 3, isSettled: false))
    #expect(life.status.hasObjection && life.status.state == .replied)
    try life.act(.object(seq: 3, isSettled: true))
    #expect(!life.status.hasObjection)
  }

  /// Each objection is to one act; settling one leaves the others open.
  @Test func objectionsAreKeptApart() throws {
    var life = try Life.reaching(.replied)
    #expect(life.refusal(.object(seq: 2, isSettled: true)) == .nothingChanged)
    try life.act(.object(seq: 3, isSettled: false))
    try life.act(.object(seq: 2, isSettled: false))
    #expect(life.status.objections == [2, 3])
    #expect(life.refusal(.object(seq: 3, isSettled: false)) == .nothingChanged)
    #expect(life.refusal(.object(seq: 4, isSettled: true)) == .nothingChanged)
    try life.act(.object(seq: 3, isSettled: true))
    #expect(life.status.objections == [2] && life.status.hasObjection)
    try life.act(.object(seq: 2, isSettled: true))
    #expect(!life.status.hasObjection && life.replayed == life.status)
  }

  /// Staff may have ended it on his word, with 不予受理.
  @Test(arguments: MatterState.allCases) func anObjectionComesInAnyState(_ state: MatterState) throws {
    var life = try Life.reaching(state)
    try life.act(.object(seq: 2, isSettled: false))
    #expect(life.status.hasObjection && life.status.state == state)
  }

  @Test func whatIsErasedIsNeverPublic() throws {
    var life = try Life.reaching(.archived)
    try life.act(.redact(files: []), by: Sample.liaison)
    try life.act(.publish(isPublic: true, reviewer: Sample.chief), by: Sample.chief)
    let before = life.status
    try life.act(.erase(reason: "本人申请", seqs: [1, 3]))
    #expect(life.status.isErased && life.status.publication == .none)
    #expect(life.status.state == .archived && life.status.archive == before.archive)
    #expect(life.refusal(.redact(files: [])) == .keptPrivate)
    #expect(life.refusal(.publish(isPublic: true, reviewer: Sample.chief)) == .nothingRedacted)
  }

  /// Looking, noting and handing out a new receipt leave the matter as it was.
  @Test func someActsOnlyLeaveAnEntry() throws {
    for state in MatterState.allCases {
      for command in [MatterCommand.note(files: []), .reveal(reason: "回访"), .reissue(verifiedBy: "身份证")]
      where command.act.states.contains(state) {
        var life = try Life.reaching(state)
        let before = life.status
        try life.act(command)
        #expect(life.status == before)
      }
    }
  }
}
