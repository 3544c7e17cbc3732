import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// An empty installation becomes a place of its own, or stays empty.
struct SetUpPlaceTests {
  private func input(admin: String = "admin", clerk: String = "clerk") -> SetUpPlace.Input {
    SetUpPlace.Input(
      name: "清溪镇人民代表大会", shortName: "清溪镇", level: .township, region: "清溪镇", regionCode: "990301100000",
      above: [.county: "清溪县", .province: "示范省"], parent: "清溪县人民代表大会",
      term: (number: 20, beganOn: CivilDate(daysSinceEpoch: 19_000)),
      administrator: .init(name: "系统管理员", username: admin, password: "Start-here-1"),
      clerk: .init(name: "人大经办人", username: clerk, password: "Start-here-2"))
  }

  @Test(arguments: DatabaseEngine.allCases)
  func everythingIsThereAfterwards(_ engine: DatabaseEngine) async throws {
    try await TestTown.runEmpty(on: engine) { environment in
      let id = try await SetUpPlace.run(input(), in: environment)
      let detail = try #require(try await ReadDirectory.congress(id, in: environment))
      #expect(detail.congress.isRunHere && detail.terms.map(\.number) == [20])
      #expect(detail.bodies.map(\.name) == ["清溪镇人民代表大会主席团"])
      let regions = try await ReadDirectory.regions(in: environment)
      #expect(regions.map(\.name) == ["中华人民共和国", "示范省", "清溪县", "清溪镇"])
      #expect(regions.last?.code == "990301100000")
      let congresses = try await ReadDirectory.congresses(in: environment)
      let above = try #require(congresses.first { !$0.isRunHere })
      #expect(above.name == "清溪县人民代表大会" && above.level == .county && detail.congress.parent == above.id)
      let accounts = try await ManageAccounts.list(in: environment)
      #expect(accounts.map(\.account.username) == ["admin", "clerk"])
      #expect(accounts.allSatisfy { $0.account.mustChange })
      #expect(accounts.flatMap(\.posts).map(\.role) == [.systemAdministrator, .clerk])
      let findings = try await Verify.run(in: environment, progress: { _ in }).findings.map(\.what)
      #expect(findings == [])
    }
  }

  /// The two can do the rest with what they were given.
  @Test(arguments: DatabaseEngine.allCases)
  func theClerkGoesOnFromThere(_ engine: DatabaseEngine) async throws {
    try await TestTown.runEmpty(on: engine) { environment in
      let congress = try await SetUpPlace.run(input(), in: environment)
      let origin = SignInOrigin(address: "::1", device: "电脑", isLoopback: true)
      let token = try await SignIn.run(
        username: "clerk", password: "Start-here-2", from: origin, demoOpen: false, in: environment)
      #expect(token.mustChange)
      let clerk = Actor.person(try #require(try await LoadActor.run(token: token.token, in: environment)))
      let town = try #require(try await ReadDirectory.regions(in: environment).last)
      let village = try await SaveStructure.addRegion(
        name: "上游村", level: .village, under: town.id, code: nil, from: environment.now().date, by: clerk,
        in: environment)
      let venue = SaveVenue.newID(in: environment)
      try await SaveVenue.run(
        Venue(id: venue, congress: congress, region: village, kind: .station, name: "上游村联络站", mark: "上"), by: clerk,
        in: environment)
      let person = try await SavePerson.run(SavePerson.Input(id: nil, name: "某联络员"), by: clerk, in: environment)
      try await ManageAccounts.grant(
        Post(role: .liaison, congress: congress, venue: venue), to: person, by: clerk, in: environment)
      let receipt = try await SubmitMatter.run(
        SubmitMatter.Input(
          addressee: .venue(venue), channel: .web, text: "桥上的栏杆松了。", place: "上游村", name: "某", phone: "13800000000"),
        by: .visitor, key: RequestKey(hash: Array(repeating: 1, count: 16)), in: environment)
      let seen = try await ReadQueue.run(QueueFilter(), by: clerk, in: environment)
      #expect(seen.lines.map(\.id) == [receipt.matter])
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func aSecondTimeIsRefused(_ engine: DatabaseEngine) async throws {
    try await TestTown.runEmpty(on: engine) { environment in
      _ = try await SetUpPlace.run(input(), in: environment)
      await #expect(throws: ActionError.duplicate) {
        try await SetUpPlace.run(input(admin: "admin2", clerk: "clerk2"), in: environment)
      }
      let accounts = try await ManageAccounts.list(in: environment)
      #expect(accounts.count == 2)
    }
  }

  /// A mistake in the last step leaves nothing of the first.
  @Test(arguments: DatabaseEngine.allCases)
  func aMistakeLeavesNothing(_ engine: DatabaseEngine) async throws {
    try await TestTown.runEmpty(on: engine) { environment in
      _ = try await AddStaff.run(
        .init(name: "某人", username: "clerk", password: "Some-body-1"), by: .system, in: environment)
      await #expect(throws: ActionError.invalid([FieldProblem("username", .taken)])) {
        try await SetUpPlace.run(input(), in: environment)
      }
      let congresses = try await ReadDirectory.congresses(in: environment)
      let regions = try await ReadDirectory.regions(in: environment)
      let accounts = try await ManageAccounts.list(in: environment)
      #expect(congresses.isEmpty && regions.isEmpty)
      #expect(accounts.map(\.account.username) == ["clerk"])
    }
  }

  @Test(arguments: DatabaseEngine.allCases)
  func anAccountComesWithItsPostOrNotAtAll(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let environment = town.environment
      let wrong = Post(role: .clerk, congress: ID(77))
      await #expect(throws: ActionError.self) {
        try await AddStaff.run(
          .init(name: "新来的", username: "newcomer", password: "New-comer-1", posts: [wrong]), by: .system,
          in: environment)
      }
      let accounts = try await ManageAccounts.list(in: environment)
      let people = try await ReadPeople.list("新来的", after: nil, in: environment).people
      #expect(!accounts.contains { $0.account.username == "newcomer" })
      #expect(people.isEmpty)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await AddStaff.run(
          .init(
            name: "新来的", username: "newcomer", password: "New-comer-1",
            posts: [Post(role: .upperClerk, congress: town.places.county)]), by: town.places.administrator.actor,
          in: environment)
      }
      let right = Post(role: .chair, congress: town.places.congress)
      let person = try await AddStaff.run(
        .init(name: "新来的", username: "newcomer", password: "New-comer-1", posts: [right]), by: .system,
        in: environment)
      try await town.expect(person, holds: [right])
    }
  }

  @Test func oneTimePasswordsMayBeUsed() {
    for seed in UInt8(0)...255 {
      let password = OneTimePassword.make { count in (0..<count).map { UInt8(($0 * 89 + Int(seed) * 7) % 256) } }
      #expect(SignInPolicy.problem(with: password, username: "admin", rules: .init()) == nil, "\(password)")
      #expect(password.count == 19)
    }
  }
}
