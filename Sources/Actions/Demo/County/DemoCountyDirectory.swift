import Domain
import Store

/// The places and people of the demonstration county, or of a city of ten.
final class DemoCountyDirectory {
  let shape: CountyShape
  /// Lends its ways of making regions, congresses and venues.
  let town: DemoDirectory
  let progress: @Sendable (String) -> Void
  private var named = 0

  var environment: AppEnvironment { town.environment }
  let system = Actor.system

  /// One township with what lies in it.
  struct Township {
    let county: Int
    let number: Int
    let name: String
    let region: ID<Region>
    let congress: ID<Congress>
    let villages: [(region: ID<Region>, name: String)]
  }

  struct Congresses {
    let province: ID<Congress>
    let prefecture: ID<Congress>
    /// One for each county.
    let counties: [ID<Congress>]
    let countyRegions: [ID<Region>]
    /// The one that is run here.
    let here: ID<Congress>
    let above: ID<Congress>
  }

  /// A mandate before its deputy has a place.
  struct Seat {
    let deputy: DemoCounty.Deputy
    let level: CongressLevel
    let county: Int
  }

  init(shape: CountyShape, town: DemoDirectory, progress: @escaping @Sendable (String) -> Void) {
    self.shape = shape
    self.town = town
    self.progress = progress
  }

  func build() async throws -> DemoCounty.Place {
    let congresses = try await congresses()
    let townships = try await townships(congresses)
    let offices = try await offices(congresses)
    let seats = try await seats(townships, congresses)
    var venues = try await venues(townships, congresses.here, seats)
    try await place(seats, in: &venues, congresses.here)
    let categories = try await town.categories(congresses.here)
    let groups = try await group(seats, congresses.here)
    for index in venues.indices {
      for number in venues[index].deputies.indices {
        venues[index].deputies[number].groups = groups[venues[index].deputies[number].person].map { [$0] } ?? []
      }
    }
    try await DemoSessions.delegations(
      delegations(of: seats, townships), of: congresses.here, from: town.termBegan, in: environment)
    let units = try await units(congresses.here)
    let worker = try await grid(townships[0], venues[1], congresses.here)
    let campaign = try await campaign(of: congresses.here, by: offices.clerk)
    let station = venues[1]
    // Somebody else than the deputy of the station, with a sign-in of his own.
    let convener = seats.first { $0.level == .county && $0.deputy.person != station.deputies.first?.person }?.deputy
      .person
    let unit = units.units[DemoCountyNames.units[0].county]
    let holders = try await accounts(
      offices.holders + [
        ("chief", station.chief.person), ("liaison", station.liaison.person),
        ("deputy", station.deputies.first?.person), ("convener", convener), ("unit", unit?.registrar.person),
        ("drafter", unit?.drafter.person), ("unithead", unit?.head.person), ("coordinator", units.coordinator.person),
        ("grid", worker.person),
      ])
    try await issueCodes(venues, seats, congresses.here)
    return DemoCounty.Place(
      congress: congresses.here, clerk: offices.clerk, upperClerk: offices.upperClerk, director: offices.director,
      venues: venues,
      categories: categories, units: units.units, campaign: campaign, accountHolders: holders)
  }

  /// By electing units: a county's deputies by township, a city's by county (代表法 14).
  private func delegations(of seats: [Seat], _ townships: [Township]) -> [(name: String, mandates: [ID<Mandate>])] {
    if shape.isCity {
      return (0..<shape.counties).map { county in
        (
          name: DemoCountyNames.counties[county] + "代表团",
          mandates: seats.filter { $0.level == .prefecture && $0.county == county }.map(\.deputy.mandate)
        )
      }
    }
    var rest = seats.filter { $0.level == .county }.map(\.deputy.mandate)[...]
    return townships.map { township in
      let own = rest.prefix(Self.part(shape.county, township.number, of: shape.townships))
      rest = rest.dropFirst(own.count)
      return (name: township.name + "代表团", mandates: Array(own))
    }
  }

  func nextName() -> String {
    named += 1
    return DemoCountyNames.person(named)
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
    return try await hold(posts, by: person)
  }

  func hold(_ posts: [Post], by person: (id: ID<Person>, name: String)) async throws -> Actor {
    for post in posts { try await ManageAccounts.grant(post, to: person.id, by: system, in: environment) }
    return .person(
      Actor.SignedIn(person: person.id, name: person.name, posts: posts, mandates: [], session: ID(1)))
  }

  // MARK: Places

  /// Codes begin with 99, which no real place has.
  private func congresses() async throws -> Congresses {
    let nation = try await town.region("中华人民共和国", .nation, nil, nil)
    let province = try await town.region("示范省", .province, nation, "990000000000")
    let city = try await town.region(DemoCountyNames.city, .prefecture, province, "990100000000")
    let top = try await town.congress("示范省人民代表大会", "示范省", .province, province, nil, term: 14, here: false)
    let middle = try await town.congress(
      "示范市人民代表大会", "示范市", .prefecture, city, top, term: 16, here: shape.isCity)
    var counties: [ID<Congress>] = []
    var regions: [ID<Region>] = []
    for number in 0..<shape.counties {
      let name = DemoCountyNames.counties[number]
      let region = try await town.region(name, .county, city, "9901" + "\(21 + number)" + "000000")
      regions.append(region)
      counties.append(
        try await town.congress(name + "人民代表大会", name, .county, region, middle, term: 19, here: !shape.isCity))
    }
    let (here, above) = shape.isCity ? (middle, top) : (counties[0], middle)
    let name = shape.isCity ? DemoCountyNames.city : DemoCountyNames.counties[0]
    for (kind, title) in [
      (CongressBodyKind.standingCommittee, name + "人大常委会"), (.deputyWorkCommittee, name + "人大常委会代表工作委员会"),
    ] {
      try await SaveStructure.addBody(of: here, kind: kind, name: title, by: system, in: environment)
    }
    return Congresses(
      province: top, prefecture: middle, counties: counties, countyRegions: regions, here: here, above: above)
  }

  private func townships(_ congresses: Congresses) async throws -> [Township] {
    var result: [Township] = []
    for county in 0..<shape.counties {
      for number in 0..<shape.townships {
        let name = DemoCountyNames.townships[number % DemoCountyNames.townships.count]
        let code = "9901\(21 + county)\(100 + number)"
        let region = try await town.region(name, .township, congresses.countyRegions[county], code + "000")
        let congress = try await town.congress(
          name + "人民代表大会", name, .township, region, congresses.counties[county], term: 20, here: false)
        var villages: [(region: ID<Region>, name: String)] = []
        for village in 0..<shape.villages {
          let name = DemoCountyNames.village(number * shape.villages + village)
          villages.append((try await town.region(name, .village, region, code + "\(200 + village)"), name))
        }
        result.append(
          Township(
            county: county, number: number, name: name, region: region, congress: congress, villages: villages))
      }
    }
    return result
  }

  // MARK: Deputies

  /// Constituencies have three seats at most (选举法 25): one village each, several for a large one.
  private func seats(_ townships: [Township], _ congresses: Congresses) async throws -> [Seat] {
    var seats: [Seat] = []
    for (index, township) in townships.enumerated() {
      progress("代表：\(DemoCountyNames.counties[township.county])\(township.name)")
      let own = Self.part(shape.township, township.number, of: shape.townships)
      seats += try await elect(own, to: township.congress, .township, in: township)
      let county = Self.part(shape.county, township.number, of: shape.townships)
      seats += try await elect(county, to: congresses.counties[township.county], .county, in: township)
      let above = [
        (congresses.prefecture, CongressLevel.prefecture, shape.prefecture),
        (congresses.province, .province, shape.province),
      ]
      for (congress, level, all) in above {
        for number in 0..<Self.part(all, township.number, of: shape.townships) {
          let village = township.villages[(number * 3 + index) % township.villages.count]
          let person = try await deputy(seats.count, residence: village.region)
          let mandate = try await SaveMandate.add(
            SaveMandate.Input(
              person: person.id, congress: congress, stationed: township.region, beganOn: town.termBegan), by: system,
            in: environment)
          seats.append(
            Seat(
              deputy: DemoCounty.Deputy(person: person.id, name: person.name, mandate: mandate), level: level,
              county: township.county))
        }
      }
    }
    return seats
  }

  /// An even part of a whole, the first ones a little larger.
  static func part(_ whole: Int, _ number: Int, of parts: Int) -> Int {
    whole / parts + (number < whole % parts ? 1 : 0)
  }

  private func elect(_ count: Int, to congress: ID<Congress>, _ level: CongressLevel, in township: Township)
    async throws -> [Seat]
  {
    var seats: [Seat] = []
    var constituency = ID<Constituency>(0)
    var village = township.villages[0]
    for number in 0..<count {
      if number % 3 == 0 {
        village = township.villages[number / 3 % township.villages.count]
        constituency = try await SaveStructure.saveConstituency(
          nil, of: congress, name: village.name + "第\(number / 3 / township.villages.count + 1)选区", seats: 3,
          regions: [village.region], by: system, in: environment)
      }
      let person = try await deputy(number, residence: village.region)
      let mandate = try await town.add(person.id, congress, constituency, nil)
      seats.append(
        Seat(
          deputy: DemoCounty.Deputy(person: person.id, name: person.name, mandate: mandate), level: level,
          county: township.county))
    }
    return seats
  }

  private func deputy(_ number: Int, residence: ID<Region>) async throws -> (id: ID<Person>, name: String) {
    let profile = DemoDeputies.profiles[number % DemoDeputies.profiles.count]
    return try await person(profile.occupation, residence: residence, expertise: profile.expertise)
  }

  /// 编排进站, as the rule has it.
  private func place(_ seats: [Seat], in venues: inout [DemoCounty.Venue], _ congress: ID<Congress>) async throws {
    progress("编排代表进站")
    let proposal = try await PlaceDeputies.propose(of: congress, by: system, in: environment)
    let deputies = Dictionary(seats.map { ($0.deputy.mandate, $0.deputy) }, uniquingKeysWith: { first, _ in first })
    let numbers = Dictionary(venues.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for line in proposal.plan.changes {
      guard case .place(let venue) = line.change, let deputy = deputies[line.mandate.id], let number = numbers[venue]
      else { continue }
      try await SaveVenue.place(line.mandate.id, at: venue, by: system, in: environment)
      venues[number].deputies.append(deputy)
    }
  }

  /// 代表小组 of the county's deputies, by where they live.
  private func group(_ seats: [Seat], _ congress: ID<Congress>) async throws -> [ID<Person>: ID<DeputyGroup>] {
    progress("代表小组")
    var result: [ID<Person>: ID<DeputyGroup>] = [:]
    for county in 0..<shape.counties {
      let members = seats.filter { $0.level == .county && $0.county == county }.map(\.deputy)
      for number in 0..<shape.groups {
        let name = (shape.isCity ? DemoCountyNames.counties[county] : "") + "第\(number + 1)代表小组"
        let id = try await SaveGroup.run(
          SaveGroup.Input(
            kind: .territorial, name: name, purpose: "每年活动不少于四次，每次一个主题，有汇报、有座谈、有视察、有建议。", reason: "按选区和居住地编组"),
          of: congress, by: system, in: environment)
        let size = (members.count + shape.groups - 1) / max(1, shape.groups)
        for (index, member) in members.dropFirst(number * size).prefix(size).enumerated() {
          try await SaveGroupMember.join(
            SaveGroupMember.Input(
              person: member.person, role: index == 0 ? .convener : .member, reason: "按选区和居住地编组"), id,
            congress: congress, by: system, in: environment)
          result[member.person] = id
        }
      }
    }
    return result
  }
}
