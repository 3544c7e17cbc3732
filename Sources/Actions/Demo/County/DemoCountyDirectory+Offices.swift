import Domain
import Store

/// Venues with their staff, offices, units, accounts, codes.
extension DemoCountyDirectory {
  struct Offices {
    let clerk: Actor
    let upperClerk: Actor
    let director: Actor
    let holders: [(username: String, person: ID<Person>?)]
  }

  // MARK: Venues

  /// A home in each township, stations in its villages, points and studios under the homes.
  func venues(_ townships: [Township], _ congress: ID<Congress>, _ seats: [Seat]) async throws -> [DemoCounty.Venue] {
    var result: [DemoCounty.Venue] = []
    for township in townships {
      let home = try await makeHome(township, congress, at: result.count)
      result.append(home)
      let number = result.count - 1
      for village in township.villages.prefix(Self.part(shape.stations, township.number, of: shape.townships)) {
        let station = try await venue(
          .station, village.name + "人大代表联络站", village.name.prefix(2) + "站", village.region, congress, under: home,
          host: village.name + (village.name.hasSuffix("社区") ? "居民委员会" : "村民委员会"),
          staff: nil, place: village.name, number)
        result.append(station)
      }
    }
    for township in townships {
      guard let number = result.firstIndex(where: { $0.name == Self.homeName(township, shape) }) else { continue }
      let home = result[number]
      for point in 0..<Self.part(shape.points, township.number, of: shape.townships) {
        let host = township.name + DemoCountyNames.points[(township.number + point * 2) % DemoCountyNames.points.count]
        result.append(
          try await venue(
            .point, host + "全过程人民民主基层实践点", "实践点", township.villages[point % township.villages.count].region, congress,
            under: home, host: host, staff: home, place: township.name, number))
      }
      if township.number < shape.studios {
        let name = DemoCountyNames.studios[township.number % DemoCountyNames.studios.count]
        let county = seats.filter { $0.level == .county && $0.county == township.county }
        let deputy = county[township.number * 7 % county.count].deputy
        result.append(
          try await venue(
            .studio, deputy.name + "“\(name)”代表工作室", name + "室", township.villages[0].region, congress, under: home,
            host: township.name + "人民政府", staff: home, place: township.name, number, namedAfter: deputy.person))
      }
    }
    try await receptions(result)
    return result
  }

  private static func homeName(_ township: Township, _ shape: CountyShape) -> String {
    (shape.isCity ? DemoCountyNames.counties[township.county] : "") + township.name + "人大代表之家"
  }

  private func makeHome(_ township: Township, _ congress: ID<Congress>, at number: Int) async throws
    -> DemoCounty.Venue
  {
    try await venue(
      .home, Self.homeName(township, shape), township.name.prefix(2) + "家", township.region, congress, under: nil,
      host: township.name + "人民政府", staff: nil, place: township.name, number)
  }

  private func venue(
    _ kind: VenueKind, _ name: String, _ mark: some StringProtocol, _ region: ID<Region>, _ congress: ID<Congress>,
    under home: DemoCounty.Venue?, host: String, staff above: DemoCounty.Venue?, place: String, _ homeNumber: Int,
    namedAfter: ID<Person>? = nil
  ) async throws -> DemoCounty.Venue {
    let id = try await town.venue(
      congress, region, kind, home?.id, name, String(mark), host + "一楼", host,
      "0990-000 0\(110 + Int(region.raw & 511) % 880)", kind == .home ? DemoVenueTexts.home : DemoVenueTexts.station,
      namedAfter: namedAfter)
    func holder(_ role: PostRole, _ occupation: String, _ other: Actor?) async throws -> Actor {
      let post = Post(role: role, congress: congress, venue: id)
      if let known = other?.signedIn { return try await hold([post], by: (known.person, known.name)) }
      return try await staff(occupation, [post])
    }
    let chief = try await holder(.chief, kind == .home ? "乡镇人大主席" : "村党组织书记", above?.chief)
    let liaison = try await holder(.liaison, kind == .home ? "乡镇人大专职干事" : "村干部", above?.liaison)
    return DemoCounty.Venue(
      id: id, name: name, kind: kind, place: place, home: homeNumber, chief: chief, liaison: liaison)
  }

  /// The homes on the 10th of each month, the stations on days of their own.
  private func receptions(_ venues: [DemoCounty.Venue]) async throws {
    for (index, venue) in venues.enumerated() where venue.kind == .home || venue.kind == .station {
      let isHome = venue.kind == .home
      try await SaveVenue.saveReception(
        ReceptionRule(
          id: environment.newID(at: town.clock.now), venue: venue.id,
          recurrence: .monthly(day: isHome ? 10 : (index * 3 + 8) % 28 + 1),
          opens: index % 2 == 0 ? 9 * 60 : 14 * 60 + 30, closes: index % 2 == 0 ? 11 * 60 + 30 : 17 * 60,
          topic: isHome ? "代表接待群众日" : "接待选民和群众", place: venue.name, people: []), by: system, in: environment)
    }
  }

  // MARK: Offices

  func offices(_ congresses: Congresses) async throws -> Offices {
    let here = congresses.here
    let admin = try await staff("机关干部", [Post(role: .systemAdministrator, congress: here)])
    let security = try await staff("机关干部", [Post(role: .securityAdministrator, congress: here)])
    let auditor = try await staff("机关干部", [Post(role: .auditor, congress: here)])
    let clerk = try await staff("人大代表工作委员会干部", [Post(role: .clerk, congress: here)])
    let chair = try await staff("人大常委会负责人", [Post(role: .chair, congress: here)])
    let upper = try await staff("上级人大代表工作委员会干部", [Post(role: .upperClerk, congress: congresses.above)])
    let director = try await staff("人大代表工作委员会主任", [Post(role: .director, congress: here)])
    let committee = try await staff("人大社会建设委员会干部", [Post(role: .committee, congress: here)])
    let government = try await staff("政府督查室干部", [Post(role: .coordinator, congress: here)])
    return Offices(
      clerk: clerk, upperClerk: upper, director: director,
      holders: [
        ("admin", admin.person), ("security", security.person), ("auditor", auditor.person), ("clerk", clerk.person),
        ("chair", chair.person), (shape.isCity ? "provinceclerk" : "cityclerk", upper.person),
        ("director", director.person), ("committee", committee.person), ("govoffice", government.person),
      ])
  }

  /// The offices that matters are handed to: the first with three people, the others with two.
  func units(_ congress: ID<Congress>) async throws -> (units: [String: DemoUnit], coordinator: Actor) {
    var units: [String: DemoUnit] = [:]
    let names = DemoCountyNames.units.map(\.county) + DemoCountyNames.otherUnits
    for (index, name) in names.enumerated() {
      let id = try await SaveStructure.saveUnit(
        nil, of: congress, name: shape.isCity ? "市" + name.dropFirst() : name, telephone: "0990-000 0\(200 + index)",
        by: system, in: environment)
      func post(_ role: PostRole) -> Post { Post(role: role, congress: congress, unit: id) }
      let head = try await staff("单位负责人", [post(.unitHead)])
      let registrar = try await staff(
        "单位干部", index == 0 ? [post(.unitRegistrar)] : [post(.unitRegistrar), post(.unitDrafter)])
      let drafter = index == 0 ? try await staff("单位干部", [post(.unitDrafter)]) : registrar
      units[name] = DemoUnit(id: id, registrar: registrar, drafter: drafter, head: head)
    }
    return (units, try await staff("政府办公室干部", [Post(role: .coordinator, congress: congress)]))
  }

  /// Two grids in the first village, with a worker and deputies at their heads.
  func grid(_ township: Township, _ station: DemoCounty.Venue, _ congress: ID<Congress>) async throws -> Actor {
    var posts: [Post] = []
    for (number, name) in ["第一网格", "第二网格"].enumerated() {
      let region = try await town.region(name, .grid, township.villages[0].region, nil)
      if let head = station.deputies.dropFirst(number).first {
        try await SaveGridHead.run(
          head.person, headOf: region, reason: "住在本村，熟悉本网格", by: system, in: environment)
      }
      _ = try await ManageCodes.issue(.grid(region), of: congress, by: system, in: environment)
      posts.append(Post(role: .gridWorker, congress: congress, region: region))
    }
    return try await staff("网格员", posts)
  }

  func accounts(_ holders: [(username: String, person: ID<Person>?)]) async throws -> [ID<Person>] {
    var people: [ID<Person>] = []
    for case (let username, let person?) in holders {
      _ = try await ManageAccounts.add(
        username: username, password: DemoTown.password, for: person, mustChange: false, isDemo: true, by: system,
        in: environment)
      people.append(person)
    }
    return people
  }

  func issueCodes(_ venues: [DemoCounty.Venue], _ seats: [Seat], _ congress: ID<Congress>) async throws {
    progress("二维码")
    _ = try await ManageCodes.issue(.congress(congress), of: congress, by: system, in: environment)
    for venue in venues { _ = try await ManageCodes.issue(.venue(venue.id), of: congress, by: system, in: environment) }
    for seat in seats where seat.level == .county {
      _ = try await ManageCodes.issue(.deputy(seat.deputy.person), of: congress, by: system, in: environment)
    }
  }

  /// 关注民意提建议、人大代表在行动: from the first weeks on.
  func campaign(of congress: ID<Congress>, by clerk: Actor) async throws -> ID<Campaign> {
    let first = town.began
    let id = try await SaveCampaign.run(
      SaveCampaign.Input(
        theme: "关注民意提建议、人大代表在行动", text: "请各级代表结合走访、接待，把群众最关心的问题提出来。登录后用“随手提”，选这个活动；件件有办理、有答复、有评价。",
        audience: .deputies, schedule: .once(first, town.today.adding(days: 60))), of: congress, by: clerk,
      in: environment)
    try await SaveCampaign.publish(id, of: congress, seen: 1, by: clerk, in: environment)
    return id
  }
}
