import Domain

/// The home of the district and the places of each delegation: a central station with branches, a home with stations, a
/// home with stations and points, homes in communities; who is placed where, and when residents are received.
extension DemoDistrictDirectory {
  private struct Plan {
    let name: String
    let mark: String
    let kind: VenueKind
    var tier = VenueTier.single
    /// Among the plans before it; nil for the district's home.
    var parent: Int?
    var community: Int?
    let host: String
  }

  func home(_ congress: ID<Congress>, _ district: ID<Region>) async throws -> DemoDistrict.Venue {
    let name = DemoDistrictNames.district
    let id = try await town.venue(
      congress, district, .home, nil, name + "人大代表之家", "区家", "示范市示范区人大常委会一楼", name + "人大常委会", "0990-000 0300",
      DemoVenueTexts.home)
    return DemoDistrict.Venue(
      venue: id, name: name + "人大代表之家", kind: .home, region: district, community: nil,
      chief: try await staff("区人大常委会干部", [Post(role: .chief, congress: congress, venue: id)]),
      liaison: try await staff("区人大常委会干部", [Post(role: .liaison, congress: congress, venue: id)]))
  }

  /// The venues of one delegation with one chief and one liaison for all of them, its deputies placed, its reception days.
  func build(
    _ delegation: inout DemoDistrict.Delegation, _ index: Int, under home: DemoDistrict.Venue,
    _ congress: ID<Congress>
  ) async throws {
    let plans = Self.plans(delegation.shape, index)
    var ids: [ID<Venue>] = []
    for (number, plan) in plans.enumerated() {
      let region = plan.community.map { delegation.communities[$0] } ?? delegation.region
      ids.append(
        try await town.venue(
          congress, region, plan.kind, plan.parent.map { ids[$0] } ?? home.venue, plan.name, plan.mark,
          DemoDistrictNames.district + delegation.shape.area + plan.host, plan.host,
          "0990-000 0\(310 + index * 10 + number)",
          plan.kind == .home ? DemoVenueTexts.home : DemoVenueTexts.station, tier: plan.tier))
    }
    func posts(_ role: PostRole) -> [Post] { ids.map { Post(role: role, congress: congress, venue: $0) } }
    let chief = try await staff("街道人大工作委员会干部", posts(.chief))
    let liaison = try await staff("街道人大工作委员会干部", posts(.liaison))
    for (plan, id) in zip(plans, ids) {
      delegation.venues.append(
        DemoDistrict.Venue(
          venue: id, name: plan.name, kind: plan.kind,
          region: plan.community.map { delegation.communities[$0] } ?? delegation.region, community: plan.community,
          chief: chief, liaison: liaison))
    }
    for number in delegation.deputies.indices {
      let venue = Self.venue(of: number, in: delegation, index)
      delegation.deputies[number].venue = venue
      try await SaveVenue.place(delegation.deputies[number].mandate, at: ids[venue], by: system, in: environment)
    }
    try await receptions(delegation, index)
  }

  private static func plans(_ shape: Shape, _ index: Int) -> [Plan] {
    func inCommunity(_ number: Int, _ kind: VenueKind, parent: Int? = 0) -> Plan {
      Plan(
        name: shape.community(number) + "人大" + (kind == .home ? "代表之家" : "代表联络站"), mark: shape.communities[number],
        kind: kind, parent: parent, community: number, host: shape.community(number) + "居民委员会")
    }
    let office = shape.area + (shape.isTownship ? "人民政府" : "办事处")
    let home = Plan(name: shape.area + "人大代表之家", mark: shape.name, kind: .home, host: office)
    switch index {
    case 0:
      return [
        Plan(
          name: shape.area + "人大代表中心联络站", mark: "春中", kind: .station, tier: .central,
          host: shape.community(0) + "居民委员会"),
        Plan(
          name: shape.community(1) + "人大代表联络分站", mark: "春桥", kind: .station, tier: .branch, parent: 0, community: 1,
          host: shape.community(1) + "居民委员会"),
        Plan(
          name: "示范机械公司人大代表联络分站", mark: "春企", kind: .station, tier: .branch, parent: 0, community: 2,
          host: "示范机械制造有限公司"),
      ]
    case 1:
      let window = Plan(name: shape.area + "人大代表接待选民窗口", mark: "夏窗", kind: .window, parent: 0, host: office)
      return [home, window] + (0..<4).map { inCommunity($0, .station) }
    case 2:
      let points = [("秋实实验小学", "秋小", 1), ("示范区第二医院", "秋医", 0), ("示范电子有限公司", "秋企", 2)].map { name, mark, community in
        Plan(name: name + "人大代表联络点", mark: mark, kind: .point, parent: 0, community: community, host: name)
      }
      return [home] + (0..<4).map { inCommunity($0, .station) } + points
    case 3: return (0..<5).map { inCommunity($0, .home, parent: nil) }
    case 7: return [Plan(name: shape.area + "兴农富民代表之家", mark: shape.name, kind: .home, host: office)]
    default: return [home]
    }
  }

  private static func venue(of number: Int, in delegation: DemoDistrict.Delegation, _ index: Int) -> Int {
    switch index {
    case 0: return number < 10 ? 0 : number < 15 ? 1 : 2
    case 1: return [0, 2, 3, 4, 5][number % 5]
    case 2:
      // Three have a point where they work; the others are in the station of their grid's community, which every group
      // reaches.
      if let point = [13: 5, 6: 6, 20: 7][number] { return point }
      return 1 + community(ofGrid: number, in: delegation.shape)
    case 3: return number % 5
    default: return 0
    }
  }

  /// The community that a deputy lives in, so that he is placed as the rule of placement has it; nil where it only knows
  /// the sub-district.
  static func residence(of number: Int, _ shape: Shape, _ index: Int) -> Int? {
    switch index {
    case 0: number < 10 ? [0, 3, 4, 5][number % 4] : number < 15 ? 1 : 2
    case 1: number % 5 == 0 ? nil : number % 5 - 1
    case 2: community(ofGrid: number, in: shape)
    default: number % shape.communities.count
    }
  }

  static func community(ofGrid number: Int, in shape: Shape) -> Int {
    var left = number
    for (community, count) in shape.grids.enumerated() {
      if left < count { return community }
      left -= count
    }
    return 0
  }

  /// The second delegation receives on the 10th of each month everywhere, the others on days of their own.
  private func receptions(_ delegation: DemoDistrict.Delegation, _ index: Int) async throws {
    for (number, venue) in delegation.venues.enumerated() where venue.kind != .point {
      let people = delegation.deputies.filter { $0.venue == number }.map(\.person)
      let some = people.isEmpty ? delegation.deputies.prefix(2).map(\.person) : Array(people.prefix(2))
      try await SaveVenue.saveReception(
        ReceptionRule(
          id: environment.newID(at: town.clock.now), venue: venue.venue,
          recurrence: .monthly(day: index == 1 ? 10 : (index * 5 + number * 3 + 4) % 28 + 1),
          opens: number % 2 == 0 ? 9 * 60 : 14 * 60 + 30, closes: number % 2 == 0 ? 11 * 60 + 30 : 17 * 60,
          topic: index == 1 ? "代表接待选民日" : "接待选民和群众", place: venue.name, people: some), by: system,
        in: environment)
    }
  }
}
