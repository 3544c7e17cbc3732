import Domain
import Testing

/// Who follows a matter that others have, and what he may do: as long as it is so, and no longer.
@Suite struct LevelAccessTests {
  private typealias S = AccessSamples

  private static func at(_ venue: ID<Venue>, _ role: PostRole, _ congress: ID<Congress> = Sample.town) -> Actor {
    S.person(ID(Int64(700 + role.hashValue % 7)), [Post(role: role, congress: congress, venue: venue)])
  }

  private static let homeLiaison = at(Sample.home, .liaison)
  private static let countyLiaison = at(Sample.countyHome, .liaison, Sample.county)
  private static let countyClerk = S.person(ID(720), [Post(role: .clerk, congress: Sample.county)])

  private static func allowed(_ life: Life, _ actor: Actor) -> Set<MatterAct> {
    let facts = S.facts(life.status)
    return Set(MatterAct.allCases.filter { MatterAccess.decide($0, on: facts, by: actor) == .allowed })
  }

  @Test func aGroupSeesWhatItMayClaimUntilSomebodyHasIt() throws {
    var life = Life(Sample.submitted(owner: .venue))
    #expect(!MatterAccess.sees(S.facts(life.status), S.member))
    try life.lead(.offer(to: [Sample.group]))
    #expect(Self.allowed(life, S.member) == [.claim])
    #expect(Self.allowed(life, S.person(ID(94), groups: [Sample.otherGroup])) == [])
    try life.lead(.claim(by: Sample.group))
    #expect(Self.allowed(life, S.member).isSuperset(of: [.accept, .reply, .recordResult, .handBack, .escalate]))
    var other = Life(Sample.submitted(owner: .venue))
    try other.lead(.offer(to: [Sample.group, Sample.otherGroup]), .claim(by: Sample.otherGroup))
    #expect(!MatterAccess.sees(S.facts(other.status), S.member))
  }

  @Test func thePlaceThatSentItUpFollowsItAndTheOneAboveHasIt() throws {
    var life = Life(Sample.submitted(owner: .venue))
    try life.lead(
      Sample.accept,
      .escalate(to: .venue(Sample.countyHome, Sample.county), resultDue: life.now.date.adding(days: 30)))
    for who in [S.liaison, S.chief, S.clerk, S.chair] { #expect(Self.allowed(life, who) == [.note, .urge]) }
    #expect(Self.allowed(life, Self.countyLiaison).isSuperset(of: [.accept, .passDown, .transfer, .assign]))
    #expect(Self.allowed(life, Self.countyClerk).contains(.passDown))
    #expect(!MatterAccess.sees(S.facts(life.status), Self.homeLiaison))
    try life.lead(.passDown(outcome: .solved))
    #expect(!MatterAccess.sees(S.facts(life.status), Self.countyLiaison))
    #expect(Self.allowed(life, S.liaison).contains(.reply))
  }

  @Test func theDeputyAndTheGroupThatSentItUpFollowIt() throws {
    for (owner, actor) in [(Sample.owner, S.owner), (MatterOwner.group(Sample.group), S.member)] {
      var life = Life(Sample.submitted(owner: owner))
      try life.lead(
        Sample.accept, .escalate(to: .venue(Sample.home, Sample.town), resultDue: life.now.date.adding(days: 30)))
      #expect(Self.allowed(life, actor) == [.note, .urge])
      try life.lead(.passDown(outcome: nil))
      #expect(life.status.owner == owner)
    }
  }

  @Test func whereItRoseToSeesIt() throws {
    var life = Life(Sample.submitted(owner: .venue))
    #expect(!MatterAccess.sees(S.facts(life.status), Self.homeLiaison))
    try life.act(.rise(to: Sample.home), on: "2025-03-14")
    #expect(Self.allowed(life, Self.homeLiaison) == [.note, .urge, .escalate])
    #expect(!MatterAccess.mayEscalateAnywhere(S.facts(life.status), by: Self.homeLiaison))
    #expect(MatterAccess.mayEscalateAnywhere(S.facts(life.status), by: S.liaison))
  }

  /// Interest and accusation come before everything.
  @Test func anExcludedMemberSeesNothing() throws {
    var life = Life(Sample.submitted(owner: .venue))
    try life.lead(.offer(to: [Sample.group]))
    #expect(!MatterAccess.sees(S.facts(life.status, excluded: [ID(90)]), S.member))
    try life.lead(.seal(reason: .accusation, to: Sample.county, accused: []))
    #expect(!MatterAccess.sees(S.facts(life.status), S.member))
    #expect(life.status.watchers == [] && life.status.offered == [])
  }

  /// The rows that lists are read from say the same as the relations.
  @Test func watchersAreWhoHasARelation() throws {
    var life = Life(Sample.submitted(owner: .group(Sample.group)))
    try life.lead(
      Sample.accept, .escalate(to: .venue(Sample.home, Sample.town), resultDue: life.now.date.adding(days: 30)))
    #expect(
      life.status.watchers == [
        MatterWatcher(.sentUp, .congress(Sample.town)), MatterWatcher(.sentUp, .venue(Sample.station)),
        MatterWatcher(.sentUp, .group(Sample.group)),
      ])
    #expect(MatterAccess.watches(for: S.member)[.sentUp]?.contains(.group(Sample.group)) == true)
    #expect(MatterAccess.watches(for: S.liaison)[.sentUp] == [.venue(Sample.station)])
    #expect(MatterAccess.watches(for: S.clerk)[.sentUp] == [.congress(Sample.town)])
    #expect(MatterAccess.watches(for: .visitor).isEmpty)
  }
}
