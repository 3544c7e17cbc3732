import Domain

/// The home, its stations and a studio; who runs them, who is placed there and when residents are received.
extension DemoDirectory {
  struct Venues {
    let home: ID<Venue>
    let studio: ID<Venue>
    let stations: [(venue: ID<Venue>, name: String, village: Int)]
  }

  /// Villages that have a station of their own.
  static let stationVillages = [0, 1, 2, 3, 4, 5, 14]

  func venues(
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

  func venue(
    _ congress: ID<Congress>, _ region: ID<Region>, _ kind: VenueKind, _ parent: ID<Venue>?, _ name: String,
    _ mark: String, _ address: String, _ host: String, _ telephone: String, _ board: DemoWallBoard,
    tier: VenueTier = .single, namedAfter: ID<Person>? = nil
  ) async throws -> ID<Venue> {
    let id = SaveVenue.newID(in: environment)
    try await SaveVenue.run(
      Venue(
        id: id, congress: congress, region: region, kind: kind, tier: tier, parent: parent, name: name, mark: mark,
        namedAfter: namedAfter, host: host, address: address, telephone: telephone,
        openingHours: "工作日 08:30–17:30", workflow: board.workflow, duties: board.duties, rules: board.rules,
        validFrom: began), by: system, in: environment)
    return id
  }

  /// A chief and a liaison for each; the home's chief is the township's chair.
  func staff(
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
  func place(_ mandates: Mandates, _ stations: [DemoTown.Station]) async throws -> [DemoTown.Station] {
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
  func receptions(_ stations: [DemoTown.Station]) async throws {
    for (index, station) in stations.enumerated() where !station.deputies.isEmpty {
      let isHome = index == 0
      let day = isHome ? 10 : (index * 3 + 8) % 28 + 1
      try await SaveVenue.saveReception(
        ReceptionRule(
          id: environment.newID(at: clock.now), venue: station.venue, recurrence: .monthly(day: day),
          opens: index % 2 == 0 ? 9 * 60 : 14 * 60 + 30, closes: index % 2 == 0 ? 11 * 60 + 30 : 17 * 60,
          topic: isHome ? "农业农村专题接待" : "接待选民和群众", place: isHome ? "镇代表之家接待室" : station.name,
          people: Array(station.deputies.prefix(2))),
        by: system, in: environment)
    }
  }
}
