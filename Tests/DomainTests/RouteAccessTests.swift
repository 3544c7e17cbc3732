import Domain
import Testing

@Suite struct RouteAccessTests {
  private static func person(_ posts: [Post] = [], mandates: [ID<Mandate>] = []) -> Actor {
    .person(Actor.SignedIn(person: ID(1), name: "某人", posts: posts, mandates: mandates, session: ID(1)))
  }

  private static func holding(_ role: PostRole) -> Actor {
    person([
      Post(
        role: role, congress: Sample.town, venue: role.isOfVenue ? Sample.station : nil,
        unit: role.isOfUnit ? Sample.unit : nil,
        region: role.isOfGrid ? Sample.grid : nil)
    ])
  }

  private static let actors: [(String, Actor)] = [
    ("visitor", .visitor), ("sender", .sender(Sample.matter)), ("system", .system), ("nobody", person()),
    ("deputy", person(mandates: [Sample.mandate])), ("administrator", holding(.systemAdministrator)),
    ("guard", holding(.securityAdministrator)), ("auditor", holding(.auditor)),
    ("chair", holding(.chair)), ("clerk", holding(.clerk)), ("upperClerk", holding(.upperClerk)),
    ("chief", holding(.chief)), ("liaison", holding(.liaison)), ("coordinator", holding(.coordinator)),
    ("registrar", holding(.unitRegistrar)), ("drafter", holding(.unitDrafter)), ("head", holding(.unitHead)),
    ("gridWorker", holding(.gridWorker)), ("secretary", holding(.secretary)), ("director", holding(.director)),
    ("committee", holding(.committee)),
  ]

  /// Who passes each gate; everybody else does not.
  private static let admitted: [RouteAccess: Set<String>] = [
    .open: Set(actors.map(\.0)), .receipt: Set(actors.map(\.0)),
    .signedIn: Set(actors.map(\.0)).subtracting(["visitor", "sender", "system"]),
    .deputy: ["deputy"],
    .staff: [
      "administrator", "guard", "auditor", "chair", "clerk", "upperClerk", "chief", "liaison", "coordinator",
      "secretary", "director", "committee",
    ],
    .sessions: ["chair", "clerk", "secretary", "director"],
    .drafts: ["deputy", "liaison", "chief", "clerk", "secretary"],
    .overview: ["secretary", "clerk", "chair", "director", "committee", "coordinator"],
    .ledgers: [
      "secretary", "clerk", "chair", "director", "committee", "coordinator", "registrar", "head",
    ], .portal: ["clerk", "chair", "director"],
    .grid: ["gridWorker"], .campaigns: ["deputy", "chair", "clerk", "chief", "liaison", "gridWorker"],
    .motions: [
      "deputy", "liaison", "chief", "clerk", "chair", "coordinator", "secretary", "director", "committee",
    ],
    .parts: ["coordinator", "registrar", "drafter", "head"], .units: ["registrar", "drafter", "head"],
    .desk: ["liaison", "chief", "clerk", "upperClerk"], .lead: ["chief", "clerk", "chair"],
    .congress: ["clerk", "chair"], .posts: ["clerk", "chair", "administrator", "guard"],
    .information: ["clerk", "upperClerk"], .retention: ["clerk", "chair", "upperClerk"],
    .rosters: ["clerk", "chair", "administrator"], .administrator: ["administrator"],
    .messages: ["clerk", "administrator"], .security: ["guard"],
    .auditor: ["auditor"],
  ]

  @Test(arguments: RouteAccess.allCases) func admitsExactlyThese(_ access: RouteAccess) throws {
    let expected = try #require(Self.admitted[access])
    for (name, actor) in Self.actors {
      #expect(access.admits(actor) == expected.contains(name), "\(name) at \(access)")
    }
  }

  /// Two things at once open both doors.
  @Test func aChiefWhoIsADeputyIsBoth() {
    let both = Self.person(
      [Post(role: .chief, congress: Sample.town, venue: Sample.station)], mandates: [Sample.mandate])
    #expect(
      RouteAccess.allCases.filter { $0.admits(both) } == [
        .open, .receipt, .signedIn, .deputy, .staff, .campaigns, .motions, .drafts, .desk, .lead,
      ])
  }

  @Test func theRolesOfAVenueAndOfAUnit() {
    #expect(PostRole.allCases.filter(\.isOfVenue) == [.chief, .liaison])
    #expect(PostRole.allCases.filter(\.isOfUnit) == [.unitRegistrar, .unitDrafter, .unitHead])
    #expect(PostRole.allCases.filter(\.isOfGrid) == [.gridWorker])
  }
}
