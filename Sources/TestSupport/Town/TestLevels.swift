import Actions
import DatabaseKit
package import Domain
import Store

/// The places above the small town's station, with people in them: its home, and the county's, which is run here, too.
package struct TestLevels: Sendable {
  package let countyHome: ID<Venue>
  package let homeLiaison: TestStaff
  package let countyLiaison: TestStaff
  /// A deputy of the group that the town has, at another station.
  package let otherGroup: ID<DeputyGroup>

  package static func build(in town: TestTown) async throws -> TestLevels {
    let places = town.places
    let environment = town.environment
    let region = try await town.database.write { tx in
      guard var county = try CongressStore.congress(places.county, in: tx) else { return places.village }
      county.isRunHere = true
      try CongressStore.update(county, in: tx)
      return county.region
    }
    let home = SaveVenue.newID(in: environment)
    try await SaveVenue.run(
      Venue(id: home, congress: places.county, region: region, kind: .home, name: "三河县人大代表之家", mark: "三县家"),
      by: .system, in: environment)
    func staff(_ name: String, _ username: String, _ post: Post) async throws -> TestStaff {
      let person = try await SavePerson.run(
        SavePerson.Input(id: nil, name: name, occupation: "干部"), by: .system, in: environment)
      try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
      _ = try await ManageAccounts.add(
        username: username, password: TestPlaces.password, for: person, mustChange: false, by: .system,
        in: environment)
      return TestStaff(person: person, name: name, username: username, post: post)
    }
    let group = try await SaveGroup.run(
      SaveGroup.Input(kind: .expertise, name: "教育小组"), of: places.congress, by: .system, in: environment)
    try await SaveGroupMember.join(
      SaveGroupMember.Input(person: places.otherDeputy.person, role: .convener, reason: "推选"), group,
      congress: places.congress, by: .system, in: environment)
    return TestLevels(
      countyHome: home,
      homeLiaison: try await staff(
        "家联络", "homeliaison", Post(role: .liaison, congress: places.congress, venue: places.home)),
      countyLiaison: try await staff(
        "县联络", "countyliaison", Post(role: .liaison, congress: places.county, venue: home)), otherGroup: group)
  }
}
