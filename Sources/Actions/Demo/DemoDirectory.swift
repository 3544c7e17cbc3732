import Domain
import Store

/// The places and people of the demonstration town.
struct DemoDirectory {
  let today: CivilDate
  let clock: DemoClock
  let chance: DemoChance
  let environment: AppEnvironment
  /// The first day of the place; nil for one of the usual age.
  var start: CivilDate?
  /// The first day of the terms of its congresses: of their first sessions; nil where that is the place's own.
  var term: CivilDate?

  let system = Actor.system

  var began: CivilDate { start ?? today.adding(months: -22) }
  var termBegan: CivilDate { term ?? began }

  func build() async throws -> DemoTown.Town {
    let regions = try await regions()
    let congresses = try await congresses(regions)
    let villages = try await villages(regions.township, congresses.township)
    let people = try await people(villages)
    let venues = try await venues(congresses.township, regions.township, villages, people)
    let mandates = try await mandates(congresses, regions.township, villages, people)
    let stations = try await staff(venues, villages, people, congresses.township)
    let placed = try await place(mandates, stations)
    try await receptions(placed)
    let offices = try await offices(congresses, people)
    let categories = try await categories(congresses.township)
    let groups = try await groups(congresses.township, mandates, categories)
    let links = try await arrange(congresses, villages, people, mandates, placed, groups)
    let units = try await staffUnits(congresses)
    let grids = try await grids(villages, congresses.township, mandates)
    let holders = try await accounts(people, units.people, try await guardians(congresses.township), grids)
    try await codes(congresses.township, placed, mandates)
    return DemoTown.Town(
      congress: congresses.township, county: congresses.county, villages: villages,
      stations: Array(placed.dropFirst()), home: placed[0], clerk: offices.clerk, countyClerk: offices.county,
      chair: offices.chair, categories: categories, groups: Array(groups.prefix(3)), links: links, units: units.units,
      residents: people.residents, accountHolders: holders,
      deputyNames: Dictionary(
        people.deputies.enumerated().map { ($1, DemoNames.people[$0]) }, uniquingKeysWith: { first, _ in first }),
      grids: grids)
  }

  // MARK: Places

  struct Regions {
    let city: ID<Region>
    let county: ID<Region>
    let township: ID<Region>
  }

  func region(_ name: String, _ level: RegionLevel, _ parent: ID<Region>?, _ code: String?) async throws
    -> ID<Region>
  {
    try await SaveStructure.addRegion(
      name: name, level: level, under: parent, code: code, from: began, by: system, in: environment)
  }

  /// Codes begin with 99, which no real place has.
  func regions() async throws -> Regions {
    let nation = try await region("中华人民共和国", .nation, nil, nil)
    let province = try await region("示范省", .province, nation, "990000000000")
    let city = try await region("示范市", .prefecture, province, "990100000000")
    let county = try await region(DemoNames.county, .county, city, "990121000000")
    let township = try await region(DemoNames.township, .township, county, "990121100000")
    return Regions(city: city, county: county, township: township)
  }

  struct Congresses {
    let city: ID<Congress>
    let county: ID<Congress>
    let township: ID<Congress>
    let countyConstituencies: [ID<Constituency>]
    let cityUnit: ID<ElectingUnit>
    let handlingUnits: [String: ID<HandlingUnit>]
  }

  func congress(
    _ name: String, _ short: String, _ level: CongressLevel, _ region: ID<Region>, _ parent: ID<Congress>?,
    term: Int, here: Bool
  ) async throws -> ID<Congress> {
    let id = try await SaveStructure.addCongress(
      { id in
        Congress(
          id: id, region: region, level: level, name: name, shortName: short, parent: parent, isRunHere: here)
      }, by: system, in: environment)
    _ = try await SaveStructure.addTerm(of: id, number: term, from: termBegan, by: system, in: environment)
    return id
  }

  func congresses(_ regions: Regions) async throws -> Congresses {
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
    var units: [String: ID<HandlingUnit>] = [:]
    for name in DemoNames.handlingUnits where !name.contains("{place}") {
      units[name] = try await SaveStructure.saveUnit(
        nil, of: township, name: name, telephone: "0990-000 0\(chance.int(200...299))", by: system, in: environment)
    }
    return Congresses(
      city: city, county: county, township: township, countyConstituencies: constituencies, cityUnit: unit,
      handlingUnits: units)
  }

  func villages(_ township: ID<Region>, _ congress: ID<Congress>) async throws -> [DemoTown.Village] {
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

  struct People {
    /// 64 deputies.
    let deputies: [ID<Person>]
    /// Staff in the order of their names.
    let staff: [ID<Person>]
    let staffNames: [String]
    let residents: [String]
  }

  static let deputyCount = 64
  static let staffCount = 14

  func people(_ villages: [DemoTown.Village]) async throws -> People {
    var deputies: [ID<Person>] = []
    for index in 0..<Self.deputyCount {
      let profile = DemoDeputies.profiles[index]
      deputies.append(
        try await SavePerson.run(
          SavePerson.Input(
            id: nil, name: DemoNames.people[index], residence: residence(index, villages),
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

  /// The township's deputies live where they are elected; those of its organs are known by their constituency.
  private func residence(_ index: Int, _ villages: [DemoTown.Village]) -> ID<Region>? {
    if index >= 48 { return villages[index % villages.count].region }
    return index % 16 < villages.count ? villages[index % 16].region : nil
  }

  /// 48 township mandates, 18 county ones and one of the city, held by 64 people: three hold two.
  struct Mandates {
    /// Township mandates by village.
    let township: [(mandate: ID<Mandate>, person: ID<Person>, village: Int?)]
    let county: [(mandate: ID<Mandate>, person: ID<Person>)]
    let city: (mandate: ID<Mandate>, person: ID<Person>)
  }

  func mandates(
    _ congresses: Congresses, _ township: ID<Region>, _ villages: [DemoTown.Village], _ people: People
  ) async throws
    -> Mandates
  {
    let organs = try await SaveStructure.saveConstituency(
      nil, of: congresses.township, name: DemoNames.organsConstituency, seats: 3, regions: [township], by: system,
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

  func add(
    _ person: ID<Person>, _ congress: ID<Congress>, _ constituency: ID<Constituency>?, _ unit: ID<ElectingUnit>?
  ) async throws -> ID<Mandate> {
    try await SaveMandate.add(
      SaveMandate.Input(
        person: person, congress: congress, constituency: constituency, electingUnit: unit, beganOn: termBegan),
      by: system, in: environment)
  }
}
