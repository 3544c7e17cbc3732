import Actions
import DatabaseKit
package import Domain
import SecretsKit
import Store

/// A deputy of the small town.
package struct TestDeputy: Sendable {
  package let person: ID<Person>
  package let mandate: ID<Mandate>
  package let name: String
  package let groups: [ID<DeputyGroup>]

  /// At a desk; on a phone after a slip, with or without the PIN.
  package func actor(isDevice: Bool = false, hasPIN: Bool = false) -> Actor {
    .person(
      Actor.SignedIn(
        person: person, name: name, posts: [], mandates: [mandate], groups: groups, session: ID(1),
        isDevice: isDevice, hasPIN: hasPIN))
  }
}

/// Somebody with a post.
package struct TestStaff: Sendable {
  package let person: ID<Person>
  package let name: String
  package let username: String
  package let post: Post

  package init(person: ID<Person>, name: String, username: String, post: Post) {
    self.person = person
    self.name = name
    self.username = username
    self.post = post
  }

  package var actor: Actor {
    .person(Actor.SignedIn(person: person, name: name, posts: [post], mandates: [], session: ID(1)))
  }
}

/// The people and places of the small town: a township under a county, a home and two stations, three deputies, staff.
package struct TestPlaces: Sendable {
  package let county: ID<Congress>
  package let congress: ID<Congress>
  package let village: ID<Region>
  package let home: ID<Venue>
  package let station: ID<Venue>
  package let otherStation: ID<Venue>
  /// Placed at the station.
  package let deputy: TestDeputy
  package let secondDeputy: TestDeputy
  /// Placed at the other station.
  package let otherDeputy: TestDeputy
  package let group: ID<DeputyGroup>
  package let liaison: TestStaff
  package let chief: TestStaff
  package let otherLiaison: TestStaff
  package let clerk: TestStaff
  package let chair: TestStaff
  package let upperClerk: TestStaff
  package let administrator: TestStaff
  package let security: TestStaff
  package let auditor: TestStaff
  package let unit: ID<HandlingUnit>
  package let otherUnit: ID<HandlingUnit>
  package let unitRegistrar: TestStaff
  package let unitDrafter: TestStaff
  package let unitHead: TestStaff
  package let otherUnitRegistrar: TestStaff
  package let otherUnitHead: TestStaff
  package let coordinator: TestStaff
  /// In the village of the station; 张三 is its head.
  package let grid: ID<Region>
  /// Beside it, without a head.
  package let secondGrid: ID<Region>
  /// Of the first grid.
  package let gridWorker: TestStaff
  /// 大会秘书处.
  package let secretary: TestStaff
  package let category: ID<MatterCategory>
  package let otherCategory: ID<MatterCategory>
  package let deputyCode: ID<Code>
  package let stationCode: ID<Code>
  package let congressCode: ID<Code>
  package let gridCode: ID<Code>
  package let secondGridCode: ID<Code>

  package var staff: [TestStaff] {
    [liaison, chief, otherLiaison, clerk, chair, upperClerk, administrator, security, auditor] + unitStaff + [
      coordinator, gridWorker, secretary,
    ]
  }
  package var unitStaff: [TestStaff] { [unitRegistrar, unitDrafter, unitHead, otherUnitRegistrar, otherUnitHead] }
  package var deputies: [TestDeputy] { [deputy, secondDeputy, otherDeputy] }

  package static let password = "Sanhe-2026-ok"
}

extension TestPlaces {
  /// Builds the places through the actions; always the same ids.
  static func build(on database: any Database) async throws -> TestPlaces {
    let clock = DemoClock(TestTown.start.adding(seconds: -400 * 86_400))
    let environment = TestTown.environment(
      on: database, clock: clock, node: 0, seed: 7, pictures: PlainPictures(), files: MemoryFiles(),
      seals: MemorySeals())
    let places = try await TestPlacesBuilder(environment: environment, clock: clock).build()
    await environment.passwords.shutDown()
    return places
  }
}
