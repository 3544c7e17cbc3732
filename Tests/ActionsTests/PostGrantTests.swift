import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Who may give and end posts, and manage accounts: the rule as a table, and the actions that keep to it.
struct PostGrantTests {
  private static let here = ID<Congress>(1)
  private static let above = ID<Congress>(2)
  private static let somebody = ID<Person>(9)

  private static func post(_ role: PostRole, _ congress: ID<Congress>) -> Post {
    Post(
      role: role, congress: congress, venue: role.isOfVenue ? ID(7) : nil, unit: role.isOfUnit ? ID(8) : nil,
      region: role.isOfGrid ? ID(6) : nil)
  }

  private func actor(_ role: PostRole, of congress: ID<Congress> = here, as person: ID<Person> = ID(5)) -> Actor {
    let post = Self.post(role, congress)
    return .person(Actor.SignedIn(person: person, name: "某", posts: [post], mandates: [], session: ID(1)))
  }

  private func roles(at congress: ID<Congress>, by actor: Actor, to person: ID<Person> = somebody) -> [PostRole] {
    PostRole.allCases.filter { role in
      DirectoryAccess.mayGrant(Self.post(role, congress), to: person, by: actor)
    }
  }

  @Test func grantsByRole() {
    let kept: [PostRole] = [.chief, .liaison, .unitRegistrar, .unitDrafter, .unitHead, .gridWorker]
    #expect(roles(at: Self.here, by: .system) == PostRole.allCases)
    #expect(roles(at: Self.here, by: actor(.securityAdministrator)) == PostRole.allCases)
    #expect(roles(at: Self.here, by: actor(.systemAdministrator)) == [])
    #expect(roles(at: Self.here, by: actor(.clerk)) == kept)
    #expect(roles(at: Self.here, by: actor(.chair)) == kept)
    let powerless = PostRole.allCases.filter { ![.securityAdministrator, .clerk, .chair].contains($0) }
    for role in powerless { #expect(roles(at: Self.here, by: actor(role)) == []) }
    #expect(roles(at: Self.here, by: .visitor) == [])
    #expect(roles(at: Self.here, by: .sender(ID(1))) == [])
  }

  /// Where a duty is vacant the system administrator names the first who has it, and nobody else.
  @Test(arguments: [
    ([PostRole.securityAdministrator, .auditor], [PostRole.securityAdministrator, .auditor]), ([.auditor], [.auditor]),
    ([.systemAdministrator], []), ([], []),
  ])
  func theFirstIsNamedByTheSystemAdministrator(vacant: [PostRole], named: [PostRole]) {
    for role in PostRole.allCases {
      let may = DirectoryAccess.mayGrant(
        Self.post(role, Self.here), to: Self.somebody, by: actor(.systemAdministrator), vacant: Set(vacant))
      #expect(may == named.contains(role), "\(role)")
      #expect(
        !DirectoryAccess.mayGrant(
          Self.post(role, Self.above), to: Self.somebody, by: actor(.systemAdministrator), vacant: Set(vacant)))
    }
  }

  @Test func noTwoDutiesAreOnePersons() {
    for held in PostRole.allCases {
      for role in PostRole.allCases {
        let apart =
          held != role && PostRole.administrative.contains(held) && PostRole.administrative.contains(role)
        // Not even at another congress.
        #expect(DirectoryAccess.joinsDuties(role, with: [Self.post(held, Self.above)]) == apart, "\(held) \(role)")
      }
    }
  }

  @Test func administratorsDoNotManageEachOther() {
    for role in PostRole.allCases {
      let posts = [Self.post(role, Self.here)]
      let isOther = role == .securityAdministrator || role == .auditor
      #expect(DirectoryAccess.mayManageAccount(holding: posts, by: actor(.systemAdministrator)) == !isOther)
      #expect(!DirectoryAccess.mayManageAccount(holding: posts, by: actor(.securityAdministrator)))
      #expect(!DirectoryAccess.mayManageAccount(holding: posts, by: actor(.auditor)))
      #expect(DirectoryAccess.mayGuard(holding: posts, by: actor(.securityAdministrator)))
      #expect(!DirectoryAccess.mayGuard(holding: posts, by: actor(.securityAdministrator, of: Self.above)))
      #expect(!DirectoryAccess.mayGuard(holding: posts, by: actor(.systemAdministrator)))
    }
  }

  @Test func grantsNothingElsewhereNorToOneself() {
    for role in PostRole.allCases {
      #expect(roles(at: Self.above, by: actor(role)) == [])
      #expect(roles(at: Self.here, by: actor(role, as: Self.somebody)) == [])
    }
  }

  @Test func accountsNeedEveryPost() {
    let both = [Post(role: .clerk, congress: Self.here), Post(role: .upperClerk, congress: Self.above)]
    #expect(DirectoryAccess.mayManageAccount(holding: [both[0]], by: actor(.systemAdministrator)))
    #expect(DirectoryAccess.mayManageAccount(holding: [], by: actor(.systemAdministrator)))
    #expect(!DirectoryAccess.mayManageAccount(holding: both, by: actor(.systemAdministrator)))
    #expect(!DirectoryAccess.mayManageAccount(holding: [], by: actor(.clerk)))
    #expect(DirectoryAccess.mayManageAccount(holding: both, by: .system))
  }

  @Test(arguments: DatabaseEngine.allCases)
  func aClerkCannotRise(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let rises = [
        (Post(role: .upperClerk, congress: places.county), places.clerk.person),
        (Post(role: .upperClerk, congress: places.county), places.chair.person),
        (Post(role: .chair, congress: places.congress), places.liaison.person),
        (Post(role: .liaison, congress: places.congress, venue: places.station), places.clerk.person),
      ]
      for (post, person) in rises {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ManageAccounts.grant(post, to: person, by: places.clerk.actor, in: town.environment)
        }
      }
      try await town.expect(places.clerk.person, holds: [places.clerk.post])
      try await town.expect(places.liaison.person, holds: [places.liaison.post])
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func postsAreGivenAndEndedByTheSameRight(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let environment = town.environment
      let post = Post(role: .liaison, congress: places.congress, venue: places.otherStation)
      try await ManageAccounts.grant(post, to: places.liaison.person, by: places.clerk.actor, in: environment)
      let line = try await town.line(post, of: places.liaison.person)
      for actor in [places.liaison.actor, places.chief.actor, places.upperClerk.actor, places.deputy.actor()] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await EndPost.run(line.id, by: actor, in: environment)
        }
      }
      try await EndPost.run(line.id, by: places.clerk.actor, in: environment)
      try await town.expect(places.liaison.person, holds: [places.liaison.post])

      let desk = try await town.line(places.upperClerk.post, of: places.upperClerk.person)
      let chair = try await town.line(places.chair.post, of: places.chair.person)
      let own = try await town.line(places.security.post, of: places.security.person)
      for (line, actor) in [
        (desk, places.security.actor), (chair, places.administrator.actor), (own, places.security.actor),
        (own, places.administrator.actor), (chair, places.auditor.actor),
      ] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await EndPost.run(line.id, by: actor, in: environment)
        }
      }
      try await EndPost.run(chair.id, by: places.security.actor, in: environment)
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func aPostNamesAPlaceThatExists(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let wrong = [
        Post(role: .liaison, congress: places.county, venue: places.station),
        Post(role: .clerk, congress: places.congress, venue: places.station),
        Post(role: .chief, congress: places.congress),
        Post(role: .clerk, congress: ID(77)),
      ]
      for post in wrong {
        await #expect(throws: ActionError.self) {
          try await ManageAccounts.grant(post, to: places.chair.person, by: .system, in: town.environment)
        }
      }
      try await town.expect(places.chair.person, holds: [places.chair.post])
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func accountsOfTheDeskAboveAreNotTheTownships(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let environment = town.environment
      for actor in [places.administrator.actor, places.clerk.actor, places.upperClerk.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ManageAccounts.setPassword(
            of: "upperclerk", to: "Taken-over-1", mustChange: false, by: actor, in: environment)
        }
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ManageAccounts.setState(of: "upperclerk", .disabled, by: actor, in: environment)
        }
        await #expect(throws: ActionError.self) {
          try await ManageAccounts.add(
            username: "second", password: "Taken-over-1", for: places.deputy.person,
            by: actor == places.administrator.actor ? .visitor : actor, in: environment)
        }
      }
      try await ManageAccounts.setState(of: "clerk", .disabled, by: places.administrator.actor, in: environment)
      _ = try await ManageAccounts.add(
        username: "zhangsan", password: "Zhang-3-ok", for: places.deputy.person, by: places.administrator.actor,
        in: environment)
      let accounts = try await ManageAccounts.list(in: environment)
      #expect(accounts.first { $0.account.username == "clerk" }?.account.state == .disabled)
      #expect(accounts.first { $0.account.username == "upperclerk" }?.account.state == .active)
      #expect(accounts.filter { $0.account.person == places.deputy.person }.map(\.account.username) == ["zhangsan"])
    }
  }
}

extension TestTown {
  func posts(of person: ID<Person>) async throws -> [Post] {
    try await ReadPeople.one(person, by: .system, in: environment)?.posts.map(\.post) ?? []
  }

  func expect(
    _ person: ID<Person>, holds expected: [Post], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let held = try await posts(of: person)
    #expect(held == expected, sourceLocation: sourceLocation)
  }

  func line(_ post: Post, of person: ID<Person>) async throws -> PostLine {
    let lines = try await ReadPeople.one(person, by: .system, in: environment)?.posts ?? []
    return try #require(lines.first { $0.post == post })
  }
}
