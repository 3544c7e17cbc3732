import Actions
import Domain
import Store

/// Makes ``TestPlaces`` step by step, each step an action.
struct TestPlacesBuilder {
  let environment: AppEnvironment
  let clock: DemoClock
  private let system = Actor.system

  init(environment: AppEnvironment, clock: DemoClock) {
    self.environment = environment
    self.clock = clock
  }

  private var began: CivilDate { clock.now.date }

  func build() async throws -> TestPlaces {
    try await ImportHolidays.run(ShippedHolidays.days, source: ShippedHolidays.source, by: .system, in: environment)
    let regions = try await regions()
    let county = try await congress("三河县人民代表大会", "三河县", .county, regions.county, nil, here: false)
    let congress = try await congress("三河镇人民代表大会", "三河镇", .township, regions.township, county, here: true)
    let villages = regions.villages
    let constituency = try await SaveStructure.saveConstituency(
      nil, of: congress, name: "第一选区", seats: 3, regions: villages, by: system, in: environment)
    let home = try await venue("三河镇人大代表之家", "三镇家", .home, regions.township, congress, nil)
    let station = try await venue("东村人大代表联络站", "东站", .station, villages[0], congress, home)
    let other = try await venue("西村人大代表联络站", "西站", .station, villages[1], congress, home)
    let group = try await SaveGroup.run(
      SaveGroup.Input(kind: .expertise, name: "农业小组"), of: congress, by: system, in: environment)
    let first = try await deputy("张三", congress, constituency, station, nil)
    let second = try await deputy("李四", congress, constituency, station, group)
    let third = try await deputy("王五", congress, constituency, other, nil)
    let transport = try await category("道路", congress, 1)
    let water = try await category("饮水", congress, 2)
    let unit = try await SaveStructure.saveUnit(
      nil, of: congress, name: "三河镇水利站", telephone: "0000-1234567", by: system, in: environment)
    let otherUnit = try await SaveStructure.saveUnit(
      nil, of: congress, name: "三河镇村建办", telephone: "0000-1234568", by: system, in: environment)
    let grid = try await self.grid("第一网格", villages[0])
    let secondGrid = try await self.grid("第二网格", villages[0])
    try await SaveGridHead.run(first.person, headOf: grid, reason: "住在本网格", by: system, in: environment)
    func inUnit(_ role: PostRole, _ unit: ID<HandlingUnit>) -> Post { Post(role: role, congress: congress, unit: unit) }
    return TestPlaces(
      county: county, congress: congress, village: villages[0], home: home, station: station, otherStation: other,
      deputy: first, secondDeputy: second, otherDeputy: third, group: group,
      liaison: try await staff("赵联络", "liaison", Post(role: .liaison, congress: congress, venue: station)),
      chief: try await staff("钱站长", "chief", Post(role: .chief, congress: congress, venue: station)),
      otherLiaison: try await staff("孙联络", "otherliaison", Post(role: .liaison, congress: congress, venue: other)),
      clerk: try await staff("周经办", "clerk", Post(role: .clerk, congress: congress)),
      chair: try await staff("吴主席", "chair", Post(role: .chair, congress: congress)),
      upperClerk: try await staff("郑经办", "upperclerk", Post(role: .upperClerk, congress: county)),
      administrator: try await staff("冯管理", "admin", Post(role: .systemAdministrator, congress: congress)),
      security: try await staff("陈安全", "security", Post(role: .securityAdministrator, congress: congress)),
      auditor: try await staff("褚审计", "auditor", Post(role: .auditor, congress: congress)),
      unit: unit, otherUnit: otherUnit,
      unitRegistrar: try await staff("水收发", "unit", inUnit(.unitRegistrar, unit)),
      unitDrafter: try await staff("水承办", "drafter", inUnit(.unitDrafter, unit)),
      unitHead: try await staff("水站长", "unithead", inUnit(.unitHead, unit)),
      otherUnitRegistrar: try await staff("村收发", "otherunit", inUnit(.unitRegistrar, otherUnit)),
      otherUnitHead: try await staff("村主任", "otherunithead", inUnit(.unitHead, otherUnit)),
      coordinator: try await staff("协调员", "coordinator", Post(role: .coordinator, congress: congress)),
      grid: grid, secondGrid: secondGrid,
      gridWorker: try await staff("格网员", "grid", Post(role: .gridWorker, congress: congress, region: grid)),
      secretary: try await staff("文秘书", "secretary", Post(role: .secretary, congress: congress)),
      category: transport, otherCategory: water,
      deputyCode: try await code(.deputy(first.person), congress),
      stationCode: try await code(.venue(station), congress),
      congressCode: try await code(.congress(congress), congress), gridCode: try await code(.grid(grid), congress),
      secondGridCode: try await code(.grid(secondGrid), congress))
  }

  private func code(_ subject: CodeRecord.Subject, _ congress: ID<Congress>) async throws -> ID<Code> {
    try await ManageCodes.issue(subject, of: congress, by: system, in: environment)
  }

  private func grid(_ name: String, _ village: ID<Region>) async throws -> ID<Region> {
    try await SaveStructure.addRegion(
      name: name, level: .grid, under: village, code: nil, from: began, by: system, in: environment)
  }

  private func regions() async throws -> (county: ID<Region>, township: ID<Region>, villages: [ID<Region>]) {
    func add(_ name: String, _ level: RegionLevel, _ parent: ID<Region>?, _ code: String?) async throws -> ID<Region> {
      try await SaveStructure.addRegion(
        name: name, level: level, under: parent, code: code, from: began, by: system, in: environment)
    }
    let nation = try await add("中华人民共和国", .nation, nil, nil)
    let county = try await add("三河县", .county, nation, "990201000000")
    let township = try await add("三河镇", .township, county, "990201100000")
    let east = try await add("东村", .village, township, "990201100201")
    let west = try await add("西村", .village, township, "990201100202")
    return (county, township, [east, west])
  }

  private func congress(
    _ name: String, _ short: String, _ level: CongressLevel, _ region: ID<Region>, _ parent: ID<Congress>?, here: Bool
  ) async throws -> ID<Congress> {
    let id = try await SaveStructure.addCongress(
      { id in
        Congress(id: id, region: region, level: level, name: name, shortName: short, parent: parent, isRunHere: here)
      }, by: system, in: environment)
    _ = try await SaveStructure.addTerm(of: id, number: 20, from: began, by: system, in: environment)
    return id
  }

  private func venue(
    _ name: String, _ mark: String, _ kind: VenueKind, _ region: ID<Region>, _ congress: ID<Congress>,
    _ parent: ID<Venue>?
  ) async throws -> ID<Venue> {
    let id = SaveVenue.newID(in: environment)
    try await SaveVenue.run(
      Venue(
        id: id, congress: congress, region: region, kind: kind, parent: parent, name: name, mark: mark,
        host: "村民委员会", address: "三河镇一号", telephone: "0000-7654321", openingHours: "工作日 08:30–17:30",
        workflow: ["接待登记", "交办办理", "反馈归档"], duties: ["联系群众"], rules: ["首问负责"], validFrom: began),
      by: system, in: environment)
    return id
  }

  private func category(_ name: String, _ congress: ID<Congress>, _ position: Int) async throws -> ID<MatterCategory> {
    try await SaveStructure.saveCategory(
      nil, of: congress, parent: nil, name: name, position: position, by: system, in: environment)
  }

  private func deputy(
    _ name: String, _ congress: ID<Congress>, _ constituency: ID<Constituency>, _ venue: ID<Venue>,
    _ group: ID<DeputyGroup>?
  ) async throws -> TestDeputy {
    let person = try await SavePerson.run(
      SavePerson.Input(id: nil, name: name, occupation: "农民", expertise: ["农业"]), by: system, in: environment)
    let mandate = try await SaveMandate.add(
      SaveMandate.Input(person: person, congress: congress, constituency: constituency, beganOn: began), by: system,
      in: environment)
    try await SaveVenue.place(mandate, at: venue, by: system, in: environment)
    if let group {
      try await SaveGroupMember.join(
        SaveGroupMember.Input(person: person, role: .convener, reason: "推选"), group, congress: congress, by: system,
        in: environment)
    }
    return TestDeputy(person: person, mandate: mandate, name: name, groups: group.map { [$0] } ?? [])
  }

  private func staff(_ name: String, _ username: String, _ post: Post) async throws -> TestStaff {
    let person = try await SavePerson.run(
      SavePerson.Input(id: nil, name: name, occupation: "干部"), by: system, in: environment)
    try await ManageAccounts.grant(post, to: person, by: .system, in: environment)
    // Yesterday's passwords, so that none of them is outdated.
    let began = clock.now
    clock.move(to: TestTown.start.adding(days: -1))
    defer { clock.move(to: began) }
    _ = try await ManageAccounts.add(
      username: username, password: TestPlaces.password, for: person, mustChange: false, by: .system, in: environment)
    return TestStaff(person: person, name: name, username: username, post: post)
  }
}
