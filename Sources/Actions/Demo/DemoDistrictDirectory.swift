import Domain
import Store

/// The places and people of the demonstration district.
final class DemoDistrictDirectory {
  typealias Shape = DemoDistrictNames.Delegation

  /// Lends its ways of making regions, congresses and venues.
  let town: DemoDirectory
  private var used = 0
  var links: [ID<ResponsibilityLink>] = []

  var environment: AppEnvironment { town.environment }
  let system = Actor.system

  init(town: DemoDirectory) { self.town = town }

  struct Congresses {
    let city: ID<Congress>
    let district: ID<Congress>
    let township: ID<Congress>
    let cityUnit: ID<ElectingUnit>
  }

  struct Offices {
    let clerk: Actor
    let chair: ID<Person>
    let leaders: [ID<Person>]
    /// Names for signing in, beside those of the delegations and units.
    let holders: [(username: String, person: ID<Person>)]
  }

  func build() async throws -> DemoDistrict.Place {
    let (city, district) = try await regions()
    var delegations = try await areas(district)
    let congresses = try await congresses(city, district, township: delegations.last?.region ?? district)
    for index in delegations.indices { try await elect(&delegations[index], index, congresses) }
    let offices = try await offices(congresses)
    let home = try await home(congresses.district, district)
    for index in delegations.indices {
      try await build(&delegations[index], index, under: home, congresses.district)
    }
    try await mandatesOfCity(delegations, congresses)
    let categories = try await categories(congresses.district)
    for index in delegations.indices { try await group(&delegations[index], index, congresses.district, categories) }
    try await arrange(delegations, offices, congresses)
    for index in delegations.indices { try await makeGrids(&delegations[index], congresses.district) }
    let units = try await units(congresses.district)
    try await route(delegations, categories, congresses.district, by: offices.clerk)
    try await issueCodes(delegations, home, congresses.district)
    let holders = try await accounts(delegations, offices, units)
    return DemoDistrict.Place(
      congress: congresses.district, city: congresses.city, home: home, delegations: delegations,
      clerk: offices.clerk, chair: offices.chair, categories: categories, units: units.units,
      residents: (0..<40).map { _ in nextName() },
      accountHolders: holders)
  }

  func nextName() -> String {
    used += 1
    return DemoDistrictNames.people[used - 1]
  }

  func person(_ occupation: String, residence: ID<Region>? = nil, expertise: [String] = []) async throws
    -> (id: ID<Person>, name: String)
  {
    let name = nextName()
    let id = try await SavePerson.run(
      SavePerson.Input(id: nil, name: name, residence: residence, occupation: occupation, expertise: expertise),
      by: system, in: environment)
    return (id, name)
  }

  /// Somebody of the staff, with posts.
  func staff(_ occupation: String, _ posts: [Post]) async throws -> Actor {
    let person = try await person(occupation)
    for post in posts { try await ManageAccounts.grant(post, to: person.id, by: system, in: environment) }
    return .person(
      Actor.SignedIn(person: person.id, name: person.name, posts: posts, mandates: [], session: ID(1)))
  }

  // MARK: Places

  /// Codes begin with 99, which no real place has.
  private func regions() async throws -> (city: ID<Region>, district: ID<Region>) {
    let nation = try await town.region("中华人民共和国", .nation, nil, nil)
    let province = try await town.region("示范省", .province, nation, "990000000000")
    let city = try await town.region("示范市", .prefecture, province, "990100000000")
    let district = try await town.region(DemoDistrictNames.district, .county, city, "990102000000")
    return (city, district)
  }

  private func areas(_ district: ID<Region>) async throws -> [DemoDistrict.Delegation] {
    var result: [DemoDistrict.Delegation] = []
    for (index, shape) in DemoDistrictNames.delegations.enumerated() {
      let number = (shape.isTownship ? 100 : 0) + index + 1
      let code = "990102" + String(number + 1000).dropFirst()
      let area = try await town.region(shape.area, .township, district, code + "000")
      var communities: [ID<Region>] = []
      for community in shape.communities.indices {
        communities.append(
          try await town.region(
            shape.community(community), .village, area, code + "\(shape.isTownship ? 2 : 0)0\(community + 1)"))
      }
      result.append(DemoDistrict.Delegation(shape: shape, region: area, communities: communities))
    }
    return result
  }

  private func congresses(_ city: ID<Region>, _ district: ID<Region>, township: ID<Region>) async throws -> Congresses {
    let name = DemoDistrictNames.district
    let above = try await town.congress("示范市人民代表大会", "示范市", .prefecture, city, nil, term: 16, here: false)
    let own = try await town.congress(name + "人民代表大会", name, .county, district, above, term: 17, here: true)
    let area = DemoDistrictNames.delegations.last?.area ?? ""
    let below = try await town.congress(area + "人民代表大会", area, .township, township, own, term: 19, here: false)
    for (kind, title) in [
      (CongressBodyKind.standingCommittee, name + "人大常委会"), (.deputyWorkCommittee, name + "人大常委会代表工作委员会"),
    ] {
      try await SaveStructure.addBody(of: own, kind: kind, name: title, by: system, in: environment)
    }
    for shape in DemoDistrictNames.delegations where !shape.isTownship {
      try await SaveStructure.addBody(
        of: own, kind: .subdistrictWorkCommittee, name: name + "人大常委会" + shape.area + "工作委员会", by: system,
        in: environment)
    }
    let unit = try await SaveStructure.saveElectingUnit(
      of: above, name: name + "人民代表大会", electing: own, by: system, in: environment)
    return Congresses(city: above, district: own, township: below, cityUnit: unit)
  }

  // MARK: Deputies

  /// The deputies of one area with their constituencies: three at most in each (选举法 25).
  private func elect(
    _ delegation: inout DemoDistrict.Delegation, _ place: Int, _ congresses: Congresses
  ) async throws {
    let shape = delegation.shape
    let id = try await SaveStructure.saveDelegation(
      nil, of: congresses.district, name: shape.title, by: system, in: environment)
    var constituency = ID<Constituency>(0)
    for index in 0..<shape.deputies {
      if index % 3 == 0 {
        let homes = Set((index..<min(index + 3, shape.deputies)).compactMap { Self.residence(of: $0, shape, place) })
        constituency = try await SaveStructure.saveConstituency(
          nil, of: congresses.district, name: shape.name + "第" + Self.numerals[index / 3] + "选区", seats: 3,
          regions: homes.sorted().map { delegation.communities[$0] }, by: system, in: environment)
      }
      let group = Self.groups(of: shape).map { $0[index % $0.count] }
      let occupations = group?.occupations ?? DemoDistrictNames.otherOccupations
      let count = Self.groups(of: shape)?.count ?? 1
      let person = try await person(
        occupations[(index / count) % occupations.count],
        residence: Self.residence(of: index, shape, place).map { delegation.communities[$0] } ?? delegation.region,
        expertise: group?.fields ?? ["社区治理"])
      let mandate = try await town.add(person.id, congresses.district, constituency, nil)
      try await SaveStructure.setDelegationMember(
        mandate, of: id, congress: congresses.district, isHead: index == 0, joins: true, by: system, in: environment)
      delegation.deputies.append(
        DemoDistrict.Deputy(person: person.id, mandate: mandate, name: person.name, venue: 0, group: nil))
    }
  }

  static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"]

  /// The groups by field of a delegation that has some.
  static func groups(of shape: Shape) -> [DemoDistrictNames.Group]? {
    switch DemoDistrictNames.delegations.firstIndex(where: { $0.name == shape.name }) {
    case 0: DemoDistrictNames.byCategory
    case 2: DemoDistrictNames.byGrid
    case 3: DemoDistrictNames.byArea
    default: nil
    }
  }

  /// Two of them sit in the city's congress, too.
  private func mandatesOfCity(_ delegations: [DemoDistrict.Delegation], _ congresses: Congresses) async throws {
    for delegation in [delegations[0], delegations[2]] {
      let mandate = try await town.add(delegation.deputies[2].person, congresses.city, nil, congresses.cityUnit)
      try await SaveVenue.place(mandate, at: delegation.venues[0].venue, by: system, in: environment)
    }
  }

  // MARK: Offices

  private func offices(_ congresses: Congresses) async throws -> Offices {
    let district = congresses.district
    let admin = try await staff("区机关干部", [Post(role: .systemAdministrator, congress: district)])
    let security = try await staff("区机关干部", [Post(role: .securityAdministrator, congress: district)])
    let auditor = try await staff("区机关干部", [Post(role: .auditor, congress: district)])
    let clerk = try await staff("区人大代表工作委员会干部", [Post(role: .clerk, congress: district)])
    let chair = try await staff("区人大常委会负责人", [Post(role: .chair, congress: district)])
    let city = try await staff("市人大代表工作委员会干部", [Post(role: .upperClerk, congress: congresses.city)])
    var leaders: [ID<Person>] = []
    for _ in 0..<4 { leaders.append(try await person("区人大常委会委员").id) }
    let holders = [
      ("admin", admin), ("security", security), ("auditor", auditor), ("clerk", clerk), ("chair", chair),
      ("cityclerk", city),
    ]
    return Offices(
      clerk: clerk, chair: chair.person ?? ID(0), leaders: leaders,
      holders: holders.compactMap { name, actor in actor.person.map { (username: name, person: $0) } })
  }

  private func accounts(
    _ delegations: [DemoDistrict.Delegation], _ offices: Offices,
    _ units: (units: [String: DemoUnit], coordinator: Actor)
  ) async throws -> [ID<Person>] {
    let first = delegations[0]
    let unit = units.units[DemoDistrictNames.units[0]]
    let others: [(String, ID<Person>?)] = [
      ("chief", first.venues[0].chief.person), ("liaison", first.venues[0].liaison.person),
      ("deputy", first.deputies[7].person), ("convener", first.deputies[3].person),
      ("unit", unit?.registrar.person), ("drafter", unit?.drafter.person), ("unithead", unit?.head.person),
      ("coordinator", units.coordinator.person), ("grid", delegations[2].grids.first?.worker.person),
    ]
    let all = offices.holders + others.compactMap { name, person in person.map { (username: name, person: $0) } }
    for holder in all {
      _ = try await ManageAccounts.add(
        username: holder.username, password: DemoTown.password, for: holder.person, mustChange: false, isDemo: true,
        by: system, in: environment)
    }
    // Contact cards give the numbers of those who agreed.
    for (index, deputy) in delegations[2].deputies.enumerated() {
      try await SaveContact.run(
        .mobile, "1380000\(1000 + index)", isPublic: index % 3 == 0, of: deputy.person, by: system, in: environment)
    }
    return all.map(\.person)
  }

  private func issueCodes(
    _ delegations: [DemoDistrict.Delegation], _ home: DemoDistrict.Venue, _ congress: ID<Congress>
  ) async throws {
    var subjects: [CodeRecord.Subject] = [.congress(congress), .venue(home.venue)]
    for delegation in delegations {
      subjects += delegation.venues.map { .venue($0.venue) }
      subjects += delegation.deputies.map { .deputy($0.person) }
      subjects += delegation.grids.map { .grid($0.region) }
    }
    for subject in subjects { _ = try await ManageCodes.issue(subject, of: congress, by: system, in: environment) }
  }
}
