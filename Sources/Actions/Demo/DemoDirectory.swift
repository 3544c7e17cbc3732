import Domain
import Store

/// The places and people of the demonstration town.
struct DemoDirectory {
  let today: CivilDate
  let clock: DemoClock
  let chance: DemoChance
  let environment: AppEnvironment

  private let system = Actor.system

  private var began: CivilDate { today.adding(months: -22) }

  func build() async throws -> DemoTown.Town {
    let regions = try await regions()
    let congresses = try await congresses(regions)
    let villages = try await villages(regions.township, congresses.township)
    let people = try await people(villages)
    let venues = try await venues(congresses.township, regions.township, villages, people)
    let mandates = try await mandates(congresses, villages, people)
    let stations = try await staff(venues, villages, people, congresses.township)
    let placed = try await place(mandates, stations)
    try await receptions(placed)
    let offices = try await offices(congresses, people)
    let categories = try await categories(congresses.township)
    let groups = try await groups(congresses.township, mandates)
    try await accounts(people, placed)
    try await codes(congresses.township, placed, mandates)
    return DemoTown.Town(
      congress: congresses.township, county: congresses.county, villages: villages,
      stations: Array(placed.dropFirst()), home: placed[0], clerk: offices.clerk, countyClerk: offices.county,
      categories: categories, groups: groups, residents: people.residents,
      deputyNames: Dictionary(
        people.deputies.enumerated().map { ($1, DemoNames.people[$0]) }, uniquingKeysWith: { first, _ in first }))
  }

  // MARK: Places

  private struct Regions {
    let city: ID<Region>
    let county: ID<Region>
    let township: ID<Region>
  }

  private func region(_ name: String, _ level: RegionLevel, _ parent: ID<Region>?, _ code: String?) async throws
    -> ID<Region>
  {
    try await SaveStructure.addRegion(
      name: name, level: level, under: parent, code: code, from: began, by: system, in: environment)
  }

  /// Codes begin with 99, which no real place has.
  private func regions() async throws -> Regions {
    let nation = try await region("中华人民共和国", .nation, nil, nil)
    let province = try await region("示范省", .province, nation, "990000000000")
    let city = try await region("示范市", .prefecture, province, "990100000000")
    let county = try await region(DemoNames.county, .county, city, "990121000000")
    let township = try await region(DemoNames.township, .township, county, "990121100000")
    return Regions(city: city, county: county, township: township)
  }

  private struct Congresses {
    let city: ID<Congress>
    let county: ID<Congress>
    let township: ID<Congress>
    let countyConstituencies: [ID<Constituency>]
    let cityUnit: ID<ElectingUnit>
  }

  private func congress(
    _ name: String, _ short: String, _ level: CongressLevel, _ region: ID<Region>, _ parent: ID<Congress>?,
    term: Int, here: Bool
  ) async throws -> ID<Congress> {
    let id = try await SaveStructure.addCongress(
      { id in
        Congress(
          id: id, region: region, level: level, name: name, shortName: short, parent: parent, isRunHere: here)
      }, by: system, in: environment)
    _ = try await SaveStructure.addTerm(of: id, number: term, from: began, by: system, in: environment)
    return id
  }

  private func congresses(_ regions: Regions) async throws -> Congresses {
    let city = try await congress(
      "示范市人民代表大会", "示范市", .prefecture, regions.city, nil, term: 16, here: false)
    let county = try await congress(
      "示范县人民代表大会", "示范县", .county, regions.county, city, term: 19, here: false)
    let township = try await congress(
      "示范镇人民代表大会", "示范镇", .township, regions.township, county, term: 20, here: true)
    for (kind, name) in [(CongressBodyKind.presidium, "示范镇人民代表大会主席团"), (.office, "示范镇人大办公室")] {
      try await SaveStructure.addBody(of: township, kind: kind, name: name, by: system, in: environment)
    }
    try await SaveStructure.addBody(
      of: county, kind: .deputyWorkCommittee, name: "示范县人大常委会代表工作委员会", by: system, in: environment)
    var constituencies: [ID<Constituency>] = []
    for name in DemoNames.countyConstituencies {
      constituencies.append(
        try await SaveStructure.saveConstituency(
          nil, of: county, name: name, seats: 3, regions: [], by: system, in: environment))
    }
    let unit = try await SaveStructure.saveElectingUnit(
      of: city, name: "示范县人民代表大会", electing: county, by: system, in: environment)
    for name in DemoNames.handlingUnits where !name.contains("{place}") {
      try await SaveStructure.saveUnit(
        nil, of: township, name: name, telephone: "0990-000 0\(chance.int(200...299))", by: system, in: environment)
    }
    return Congresses(
      city: city, county: county, township: township, countyConstituencies: constituencies, cityUnit: unit)
  }

  private func villages(_ township: ID<Region>, _ congress: ID<Congress>) async throws -> [DemoTown.Village] {
    var villages: [DemoTown.Village] = []
    for (index, text) in DemoNames.villages.enumerated() {
      let code = text.isCommunity ? "990121100001" : "990121100\(200 + index)"
      let region = try await region(text.name, .village, township, code)
      let constituency = try await SaveStructure.saveConstituency(
        nil, of: congress, name: text.constituency, seats: 3, regions: [region], by: system, in: environment)
      villages.append(DemoTown.Village(region: region, text: text, constituency: constituency))
    }
    return villages
  }

  // MARK: People

  private struct People {
    /// 64 deputies.
    let deputies: [ID<Person>]
    /// Staff in the order of their names.
    let staff: [ID<Person>]
    let staffNames: [String]
    let residents: [String]
  }

  private static let deputyCount = 64
  private static let staffCount = 14

  private func people(_ villages: [DemoTown.Village]) async throws -> People {
    var deputies: [ID<Person>] = []
    for index in 0..<Self.deputyCount {
      let profile = DemoDeputies.profiles[index]
      deputies.append(
        try await SavePerson.run(
          SavePerson.Input(
            id: nil, name: DemoNames.people[index], residence: villages[index % villages.count].region,
            occupation: profile.occupation, expertise: profile.expertise), by: system, in: environment))
    }
    let names = Array(DemoNames.people[67..<(67 + Self.staffCount)])
    var staff: [ID<Person>] = []
    for name in names {
      staff.append(
        try await SavePerson.run(SavePerson.Input(id: nil, name: name, occupation: "镇村干部"), by: system, in: environment)
      )
    }
    return People(
      deputies: deputies, staff: staff, staffNames: names,
      residents: Array(DemoNames.people[(67 + Self.staffCount)...]))
  }

  /// 48 township mandates, 18 county ones and one of the city, held by 64 people: three hold two.
  private struct Mandates {
    /// Township mandates by village.
    let township: [(mandate: ID<Mandate>, person: ID<Person>, village: Int?)]
    let county: [(mandate: ID<Mandate>, person: ID<Person>)]
    let city: (mandate: ID<Mandate>, person: ID<Person>)
  }

  private func mandates(_ congresses: Congresses, _ villages: [DemoTown.Village], _ people: People) async throws
    -> Mandates
  {
    let organs = try await SaveStructure.saveConstituency(
      nil, of: congresses.township, name: DemoNames.organsConstituency, seats: 3, regions: [], by: system,
      in: environment)
    var township: [(mandate: ID<Mandate>, person: ID<Person>, village: Int?)] = []
    for index in 0..<48 {
      let village = index % 16
      let constituency = village < villages.count ? villages[village].constituency : organs
      let id = try await add(people.deputies[index], congresses.township, constituency, nil)
      township.append((id, people.deputies[index], village < villages.count ? village : nil))
    }
    var county: [(mandate: ID<Mandate>, person: ID<Person>)] = []
    // The first two of the township's deputies sit in the county's congress, too.
    for index in 0..<18 {
      let person = index < 2 ? people.deputies[index] : people.deputies[46 + index]
      let constituency = congresses.countyConstituencies[index % congresses.countyConstituencies.count]
      county.append((try await add(person, congresses.county, constituency, nil), person))
    }
    let city = try await add(people.deputies[4], congresses.city, nil, congresses.cityUnit)
    return Mandates(township: township, county: county, city: (city, people.deputies[4]))
  }

  private func add(
    _ person: ID<Person>, _ congress: ID<Congress>, _ constituency: ID<Constituency>?, _ unit: ID<ElectingUnit>?
  ) async throws -> ID<Mandate> {
    try await SaveMandate.add(
      SaveMandate.Input(
        person: person, congress: congress, constituency: constituency, electingUnit: unit, beganOn: began),
      by: system, in: environment)
  }

  // MARK: Venues

  private struct Venues {
    let home: ID<Venue>
    let studio: ID<Venue>
    let stations: [(venue: ID<Venue>, name: String, village: Int)]
  }

  /// Villages that have a station of their own.
  private static let stationVillages = [0, 1, 2, 3, 4, 5, 14]

  private func venues(
    _ congress: ID<Congress>, _ township: ID<Region>, _ villages: [DemoTown.Village], _ people: People
  ) async throws -> Venues {
    let home = try await venue(
      congress, township, .home, nil, "示范镇人大代表之家", "示镇家", "示范镇人民政府一楼东侧", "镇人民政府", "0990-000 0110",
      DemoVenueTexts.home)
    var stations: [(venue: ID<Venue>, name: String, village: Int)] = []
    for (index, number) in Self.stationVillages.enumerated() {
      let village = villages[number]
      let name = village.text.name + "人大代表联络站"
      let id = try await venue(
        congress, village.region, .station, home, name, String(village.text.name.prefix(1)) + "站",
        village.text.hostAddress, village.text.name + (village.text.isCommunity ? "居民委员会" : "村民委员会"),
        "0990-000 01\(12 + index)", DemoVenueTexts.station)
      stations.append((id, name, number))
    }
    let studio = try await venue(
      congress, villages[14].region, .studio, home, DemoNames.people[4] + "代表工作室", "夏至室", villages[14].text.hostAddress,
      "朝阳社区卫生服务站", "0990-000 0130", DemoVenueTexts.station, namedAfter: people.deputies[4])
    return Venues(home: home, studio: studio, stations: stations)
  }

  private func venue(
    _ congress: ID<Congress>, _ region: ID<Region>, _ kind: VenueKind, _ parent: ID<Venue>?, _ name: String,
    _ mark: String, _ address: String, _ host: String, _ telephone: String, _ board: DemoWallBoard,
    namedAfter: ID<Person>? = nil
  ) async throws -> ID<Venue> {
    let id = SaveVenue.newID(in: environment)
    try await SaveVenue.run(
      Venue(
        id: id, congress: congress, region: region, kind: kind, parent: parent, name: name, mark: mark,
        namedAfter: namedAfter, host: host, address: address, telephone: telephone,
        openingHours: "工作日 08:30–17:30", workflow: board.workflow, duties: board.duties, rules: board.rules,
        validFrom: began), by: system, in: environment)
    return id
  }

  /// A chief and a liaison for each; the home's chief is the township's chair.
  private func staff(
    _ venues: Venues, _ villages: [DemoTown.Village], _ people: People, _ congress: ID<Congress>
  ) async throws -> [DemoTown.Station] {
    func holder(_ index: Int, _ role: PostRole, _ venue: ID<Venue>) async throws -> Actor {
      let post = Post(role: role, congress: congress, venue: venue)
      try await ManageAccounts.grant(post, to: people.staff[index], by: .system, in: environment)
      return .person(
        Actor.SignedIn(
          person: people.staff[index], name: people.staffNames[index], posts: [post], mandates: [], session: ID(1)))
    }
    var stations: [DemoTown.Station] = [
      DemoTown.Station(
        venue: venues.home, name: "示范镇人大代表之家", village: nil, chief: try await holder(2, .chief, venues.home),
        liaison: try await holder(3, .liaison, venues.home), deputies: [])
    ]
    for (index, station) in venues.stations.enumerated() {
      let chief = try await holder(index == 0 ? 1 : 6 + index, .chief, station.venue)
      let liaison = try await holder(index == 0 ? 0 : index % 2 == 0 ? 3 : 5, .liaison, station.venue)
      stations.append(
        DemoTown.Station(
          venue: station.venue, name: station.name, village: station.village, chief: chief, liaison: liaison,
          deputies: []))
    }
    stations.append(
      DemoTown.Station(
        venue: venues.studio, name: DemoNames.people[4] + "代表工作室", village: 14,
        chief: try await holder(2, .chief, venues.studio), liaison: try await holder(3, .liaison, venues.studio),
        deputies: []))
    return stations
  }

  /// 编排进站: township deputies in their village's station, or the home; county and city ones in the home.
  private func place(_ mandates: Mandates, _ stations: [DemoTown.Station]) async throws -> [DemoTown.Station] {
    var stations = stations
    let studio = stations.count - 1
    for item in mandates.township {
      let own = stations.firstIndex { $0.village != nil && $0.village == item.village } ?? 0
      try await SaveVenue.place(item.mandate, at: stations[own].venue, by: system, in: environment)
      stations[own].deputies.append(item.person)
    }
    for item in mandates.county {
      try await SaveVenue.place(item.mandate, at: stations[0].venue, by: system, in: environment)
      if !stations.contains(where: { $0.deputies.contains(item.person) }) { stations[0].deputies.append(item.person) }
    }
    try await SaveVenue.place(mandates.city.mandate, at: stations[studio].venue, by: system, in: environment)
    stations[studio].deputies.append(mandates.city.person)
    return stations
  }

  /// The home on the 10th of each month, the stations on days of their own.
  private func receptions(_ stations: [DemoTown.Station]) async throws {
    for (index, station) in stations.enumerated() where !station.deputies.isEmpty {
      let isHome = index == 0
      let day = isHome ? 10 : (index * 3 + 8) % 28 + 1
      for person in 0..<1 {
        let people = Array(station.deputies.dropFirst(person * 2).prefix(2))
        try await SaveVenue.saveReception(
          ReceptionRule(
            id: environment.newID(at: clock.now), venue: station.venue, recurrence: .monthly(day: day),
            opens: index % 2 == 0 ? 9 * 60 : 14 * 60 + 30, closes: index % 2 == 0 ? 11 * 60 + 30 : 17 * 60,
            topic: isHome ? "农业农村专题接待" : "接待选民和群众", place: isHome ? "镇代表之家接待室" : station.name, people: people),
          by: system, in: environment)
      }
    }
  }

  // MARK: Offices, categories, groups, accounts, codes

  private struct Offices {
    let clerk: Actor
    let county: Actor
  }

  private func offices(_ congresses: Congresses, _ people: People) async throws -> Offices {
    func hold(_ index: Int, _ role: PostRole, _ congress: ID<Congress>) async throws -> Actor {
      let post = Post(role: role, congress: congress)
      try await ManageAccounts.grant(post, to: people.staff[index], by: .system, in: environment)
      return .person(
        Actor.SignedIn(
          person: people.staff[index], name: people.staffNames[index], posts: [post], mandates: [], session: ID(1)))
    }
    _ = try await hold(2, .chair, congresses.township)
    let clerk = try await hold(4, .clerk, congresses.township)
    let county = try await hold(6, .upperClerk, congresses.county)
    _ = try await hold(13, .systemAdministrator, congresses.township)
    return Offices(clerk: clerk, county: county)
  }

  private func categories(_ congress: ID<Congress>) async throws -> [String: ID<MatterCategory>] {
    var ids: [String: ID<MatterCategory>] = [:]
    for (index, top) in DemoCategories.tree.enumerated() {
      let parent = try await SaveStructure.saveCategory(
        nil, of: congress, parent: nil, name: top.name, position: index + 1, by: system, in: environment)
      for (number, child) in top.children.enumerated() {
        ids[top.name + "/" + child] = try await SaveStructure.saveCategory(
          nil, of: congress, parent: parent, name: child, position: number + 1, by: system, in: environment)
      }
    }
    return ids
  }

  private func groups(_ congress: ID<Congress>, _ mandates: Mandates) async throws -> [ID<DeputyGroup>] {
    var ids: [ID<DeputyGroup>] = []
    for (index, name) in ["农业农村小组", "民生服务小组", "法律政策小组"].enumerated() {
      let id = try await SaveStructure.saveGroup(
        nil, of: congress, kind: .expertise, name: name, by: system, in: environment)
      for (number, item) in mandates.township.enumerated() where number % 3 == index {
        try await SaveStructure.setGroupMember(
          item.person, of: id, congress: congress, isConvener: number == index, joins: true, by: system,
          in: environment)
      }
      ids.append(id)
    }
    for (index, name) in ["东片代表团", "西片代表团"].enumerated() {
      let id = try await SaveStructure.saveDelegation(nil, of: congress, name: name, by: system, in: environment)
      for (number, item) in mandates.township.enumerated() where number % 2 == index {
        try await SaveStructure.setDelegationMember(
          item.mandate, of: id, congress: congress, isHead: number == index, joins: true, by: system,
          in: environment)
      }
    }
    return ids
  }

  private func accounts(_ people: People, _ stations: [DemoTown.Station]) async throws {
    let holders: [(String, ID<Person>)] = [
      ("admin", people.staff[13]), ("clerk", people.staff[4]), ("chair", people.staff[2]),
      ("chief", people.staff[1]), ("liaison", people.staff[0]), ("deputy", people.deputies[0]),
      ("countyclerk", people.staff[6]),
    ]
    for (username, person) in holders {
      _ = try await ManageAccounts.add(
        username: username, password: DemoTown.password, for: person, mustChange: false, isDemo: true, by: .system,
        in: environment)
    }
    // One deputy has agreed to his number being public, the others have not.
    try await SaveContact.run(
      .mobile, "13800000001", isPublic: true, of: people.deputies[1], by: system, in: environment)
    try await SaveContact.run(
      .mobile, "13800000002", isPublic: false, of: people.deputies[0], by: system, in: environment)
  }

  private func codes(_ congress: ID<Congress>, _ stations: [DemoTown.Station], _ mandates: Mandates) async throws {
    _ = try await ManageCodes.issue(.congress(congress), of: congress, by: system, in: environment)
    for station in stations {
      _ = try await ManageCodes.issue(.venue(station.venue), of: congress, by: system, in: environment)
    }
    let people = Set(mandates.township.map(\.person) + mandates.county.map(\.person)).sorted()
    for person in people { _ = try await ManageCodes.issue(.deputy(person), of: congress, by: system, in: environment) }
  }
}
