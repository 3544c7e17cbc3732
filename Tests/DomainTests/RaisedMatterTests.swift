import Domain
import Testing

/// What a deputy raised himself (随手提).
@Suite struct RaisedMatterTests {
  private static let raised: MatterEvent.Submitted = {
    var submitted = Sample.submitted(owner: .group(Sample.group))
    submitted.channel = .deputy
    submitted.raiser = Sample.deputy
    return submitted
  }()

  private func measures(_ life: Life) -> Set<MatterMeasure> { Set(life.status.tallies.map(\.measure)) }

  /// Residents', deputies' and formal streams are never added up.
  @Test func itIsCountedInAStreamOfItsOwn() throws {
    var life = Life(Self.raised)
    #expect(measures(life) == [.raised, .toAccept])
    try life.lead(Sample.accept, Sample.reply)
    #expect(measures(life) == [.raised, .raisedAnswered, .raisedAnsweredInTime, .toFeedback])
    try life.lead(Sample.satisfied)
    #expect(
      measures(life) == [
        .raised, .raisedAnswered, .raisedAnsweredInTime, .raisedRated, .raisedSatisfied, .raisedConcluded, .toArchive,
      ])
    let ofResidents = Set(MatterMeasure.allCases).subtracting(
      MatterMeasure.open + MatterMeasure.raisedByDeputies + [.held])
    for state in MatterState.allCases {
      #expect(measures(try Life.reaching(state, Self.raised)).isDisjoint(with: ofResidents), "\(state)")
      #expect(measures(try Life.reaching(state)).isDisjoint(with: MatterMeasure.raisedByDeputies), "\(state)")
    }
  }

  /// What staff asked and entered is not the deputy's own rating.
  @Test func onlyHisOwnRatingCounts() throws {
    var life = try Life.reaching(.replied, Self.raised)
    try life.act(Sample.feedback(.satisfied, .satisfied, on: life.now.date))
    #expect(measures(life).isDisjoint(with: [.raisedRated, .raisedSatisfied]))
  }

  @Test func whoeverRaisedItDoesNotHandleIt() throws {
    var life = Life(Self.raised)
    let toHim = MatterCommand.assign(owner: Sample.owner, venue: Sample.station, congress: Sample.town)
    let toAnother = MatterCommand.assign(owner: Sample.otherOwner, venue: Sample.station, congress: Sample.town)
    #expect(life.refusal(toHim) == .raisedIt && life.refusal(toAnother) == nil)
    try life.lead(Sample.accept, Sample.reply, Sample.dissatisfied)
    #expect(life.refusal(.rehandle(owner: Sample.owner)) == .raisedIt)
    #expect(life.refusal(.rehandle(owner: Sample.otherOwner)) == nil)
  }

  /// Whatever posts and groups he has beside: he rates, so others handle.
  @Test func noPostOfHisHandlesIt() throws {
    let posts = [PostRole.liaison, .chief].map { AccessSamples.post($0) }
    let raiser = AccessSamples.person(Sample.deputy, posts, mandates: [Sample.mandate], groups: [Sample.group])
    let member = AccessSamples.person(Sample.otherDeputy, mandates: [Sample.otherMandate], groups: [Sample.group])
    let facts = AccessSamples.facts(Self.raised)
    for act in [MatterAct.accept, .reply, .recordResult, .transfer, .recordFeedback, .closeUnrated, .rehandle] {
      #expect(MatterAccess.decide(act, on: facts, by: raiser) == .refused(.notYours), "\(act)")
    }
    #expect(MatterAccess.sees(facts, raiser))
    for act in [MatterAct.accept, .reply, .recordResult, .transfer] {
      #expect(MatterAccess.decide(act, on: facts, by: member) == .allowed, "\(act)")
    }
  }

  @Test func heHearsWhatAResidentReads() throws {
    let heard = MatterMessage(.raisedMoved, .person(Sample.deputy))
    func tells(_ command: MatterCommand, in state: MatterState) throws -> Bool {
      let life = try Life.reaching(state, Self.raised)
      var after = life
      let event = try after.act(command)
      return MatterMessages.after(event, from: life.status, to: after.status, onBehalf: nil).contains(heard)
    }
    #expect(
      try tells(Sample.accept, in: .submitted) && tells(.ask, in: .accepted) && tells(Sample.reply, in: .accepted))
    #expect(try tells(Sample.transfer(until: day("2025-04-18")), in: .accepted))
    #expect(try !tells(.note(files: []), in: .accepted) && !tells(.signFor(part: 1), in: .withUnit))
    // Nobody else's matter is his to hear of.
    var other = Life()
    let event = try other.act(Sample.accept)
    #expect(!MatterMessages.after(event, from: nil, to: other.status, onBehalf: nil).contains(heard))
  }
}
