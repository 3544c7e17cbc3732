import Domain
import Testing

/// Who may see and do what with a unit's part of a matter.
@Suite struct UnitAccessTests {
  private typealias S = AccessSamples

  private static func inUnit(_ role: PostRole, _ unit: Int64, _ person: Int64 = 400) -> Actor {
    S.person(ID(person), [Post(role: role, congress: Sample.town, unit: ID(unit))])
  }

  @Test func aUnitSeesItsOwnPartAndNothingElse() throws {
    let facts = S.facts(try UnitWorkflowTests.reaching(.signedFor).status)
    for role in [PostRole.unitRegistrar, .unitHead] {
      let mine = Self.inUnit(role, 91)
      #expect(MatterAccess.sees(part: 2, of: facts, mine) && !MatterAccess.sees(part: 1, of: facts, mine))
      #expect(!MatterAccess.sees(part: 3, of: facts, mine) && !MatterAccess.sees(facts, mine))
    }
    // A drafter sees what was given to him.
    #expect(!MatterAccess.sees(part: 2, of: facts, Self.inUnit(.unitDrafter, 91, 301)))
    var given = try UnitWorkflowTests.reaching(.signedFor)
    try given.act(.appoint(part: 2, drafter: ID(301)))
    let after = S.facts(given.status)
    #expect(MatterAccess.sees(part: 2, of: after, Self.inUnit(.unitDrafter, 91, 301)))
    #expect(!MatterAccess.sees(part: 2, of: after, Self.inUnit(.unitDrafter, 91, 302)))
    // Whoever was appointed and has left the unit sees nothing.
    #expect(!MatterAccess.sees(part: 2, of: after, Self.inUnit(.unitDrafter, 90, 301)))
  }

  @Test(arguments: [HandlingState.returned, .recalled]) func whatWentBackIsGone(_ state: HandlingState) throws {
    let facts = S.facts(try UnitWorkflowTests.reaching(state).status)
    for role in [PostRole.unitRegistrar, .unitHead] {
      #expect(!MatterAccess.sees(part: 2, of: facts, Self.inUnit(role, 91)))
    }
  }

  @Test func theAccusedAndTheInterestedSeeNoPart() throws {
    let facts = S.facts(try UnitWorkflowTests.reaching(.drafted).status, excluded: [ID(400)])
    for role in PostRole.allCases where role.isOfUnit {
      #expect(!MatterAccess.sees(part: 2, of: facts, Self.inUnit(role, 91)))
      for act in MatterAct.allCases {
        #expect(MatterAccess.decide(act, on: facts, by: Self.inUnit(role, 91), part: 2) == .refused(.notVisible))
      }
    }
  }

  @Test func eachRoleDoesItsOwn() throws {
    var given = try UnitWorkflowTests.reaching(.drafted)
    try given.act(.appoint(part: 2, drafter: ID(301)))
    let facts = S.facts(given.status)
    let cases: [(Actor, Set<MatterAct>)] = [
      (Self.inUnit(.unitRegistrar, 91), [.signFor, .appoint, .askReturn, .draftResult]),
      (Self.inUnit(.unitDrafter, 91, 301), [.draftResult]),
      (Self.inUnit(.unitHead, 91), [.sendBack, .signResult]),
    ]
    for (actor, expected) in cases {
      let allowed = MatterAct.allCases.filter { MatterAccess.decide($0, on: facts, by: actor, part: 2) == .allowed }
      #expect(Set(allowed) == expected)
      for act in MatterAct.allCases {
        #expect(MatterAccess.decide(act, on: facts, by: actor, part: 1) == .refused(.notVisible))
        #expect(MatterAccess.decide(act, on: facts, by: actor) == .refused(.notVisible))
      }
    }
  }

  @Test func aDisputeIsTheCoordinatorsOrTheClerks() throws {
    let asked = S.facts(try UnitWorkflowTests.reaching(.returnAsked).status)
    let disputed = S.facts(try UnitWorkflowTests.reaching(.disputed).status)
    let coordinator = S.person(ID(401), [S.post(.coordinator)])
    func settle(_ facts: MatterFacts, _ actor: Actor) -> Decision {
      MatterAccess.decide(.settleReturn, on: facts, by: actor, part: 2)
    }
    for actor in [S.owner, S.liaison, S.chief, S.clerk] { #expect(settle(asked, actor) == .allowed) }
    #expect(settle(asked, coordinator) == .refused(.notVisible))
    for actor in [S.owner, S.liaison, S.chief] { #expect(settle(disputed, actor) == .refused(.notYours)) }
    for actor in [S.clerk, coordinator] { #expect(settle(disputed, actor) == .allowed) }
    let elsewhere = S.person(ID(402), [Post(role: .coordinator, congress: Sample.otherTown)])
    #expect(settle(disputed, elsewhere) == .refused(.notVisible))
  }

  @Test(arguments: ContactSharing.allCases) func theContactIsForWhomItWasSharedWith(_ sharing: ContactSharing) throws {
    var life = Life()
    try life.act(Sample.accept, on: "2025-03-06")
    try life.act(
      .transfer(
        units: UnitWorkflowTests.targets([91]), resultDue: UnitWorkflowTests.due, sharing: sharing,
        sharingReason: "要上门施工"),
      on: "2025-03-07")
    let registrar = Self.inUnit(.unitRegistrar, 91)
    let expected: Decision = sharing == .none ? .refused(.notYours) : .allowed
    #expect(MatterAccess.decide(.reveal, on: S.facts(life.status), by: registrar, part: 1) == expected)
    #expect(
      MatterAccess.decide(.reveal, on: S.facts(life.status), by: Self.inUnit(.unitHead, 91), part: 1)
        == .refused(.notYours))
    // With the answer the need ends.
    for command in [
      MatterCommand.signFor(part: 1), .draftResult(part: 1, outcome: .solved, files: []), .signResult(part: 1),
    ] {
      try life.act(command)
    }
    #expect(MatterAccess.decide(.reveal, on: S.facts(life.status), by: registrar, part: 1) == .refused(.notYours))
  }
}
