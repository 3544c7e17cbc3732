package import Domain
import Store

/// A township as the first source describes one: fourteen villages and a community, 48 township, 18 county and one city
/// mandate, one home and its stations, with a year of matters. Everything is made through the actions that people use,
/// so the town is also a test of them. All dates hang on `today`; the same seed and date give the same bytes.
package enum DemoTown {
  package static let password = "Lianluo-2026"

  /// The town's last day, when none is asked for: today once its last minute has passed, so that nothing in it lies in the
  /// future, otherwise the day before.
  package static func lastDay(at now: Instant) -> CivilDate {
    end(of: now.date) <= now ? now.date : now.date.adding(days: -1)
  }

  /// The middle of the morning.
  static func end(of today: CivilDate) -> Instant {
    today.start.adding(hours: 9).adding(seconds: 40 * 60)
  }

  /// Who is who, for the printed list of sign-ins.
  static let signIns: [(username: String, role: String)] = [
    ("admin", "系统管理员"), ("clerk", "镇人大办公室经办人"), ("chair", "镇人大主席"), ("chief", "柳林村联络站站长"),
    ("liaison", "柳林村联络站联络员"), ("deputy", "柳林村人大代表"), ("convener", "民生服务小组召集人"),
    ("countyclerk", "县人大指定经办人"), ("unit", "镇村镇建设办公室收发员"),
    ("drafter", "镇村镇建设办公室承办人"),
    ("unithead", "镇村镇建设办公室负责人"), ("coordinator", "镇政府协调员"),
    ("security", "安全管理员"), ("auditor", "审计员"), ("grid", "柳林村网格员"),
    ("secretary", "大会秘书组工作人员"),
  ]

  struct Village: Sendable {
    let region: ID<Region>
    let text: DemoVillage
    let constituency: ID<Constituency>
  }

  struct Station: Sendable {
    let venue: ID<Venue>
    let name: String
    let village: Int?
    let chief: Actor
    let liaison: Actor
    /// Township deputies placed here.
    var deputies: [ID<Person>]
  }

  /// What the matters need to know of the town.
  struct Town: Sendable {
    let congress: ID<Congress>
    let county: ID<Congress>
    let villages: [Village]
    let stations: [Station]
    let home: Station
    let clerk: Actor
    let countyClerk: Actor
    let chair: ID<Person>
    let categories: [String: ID<MatterCategory>]
    let groups: [ID<DeputyGroup>]
    let links: [ID<ResponsibilityLink>]
    let units: [String: DemoUnit]
    let residents: [String]
    let accountHolders: [ID<Person>]
    let deputyNames: [ID<Person>: String]
    let grids: [Grid]
  }

  static func build(
    today: CivilDate, clock: DemoClock, chance: DemoChance, in environment: AppEnvironment,
    progress: @escaping @Sendable (String) -> Void
  ) async throws {
    progress("区划、人民代表大会、代表、站点")
    var directory = DemoDirectory(today: today, clock: clock, chance: chance, environment: environment)
    directory.term = DemoSessionDays.term(at: .township, began: directory.began, today: today)
    let town = try await directory.build()
    progress("一年的诉求")
    try await DemoMatters(town: town, today: today, clock: clock, chance: chance, environment: environment).build()
    progress("安全设置和审计日志")
    try await DemoAdministration(town: town, today: today, clock: clock, environment: environment).build(
      until: end(of: today))
    clock.move(to: end(of: today))
    try await DemoContacts(town: town, today: today, chance: chance, environment: environment).build()
    try await DemoImports.build(town, in: environment)
    progress("人代会会议")
    guard let clerk = town.clerk.person else { return }
    try await DemoSessions.tell(directory, at: town.congress, .township, in: "镇政府三楼会议室", clerk: clerk)
    progress("议案")
    let turned = try await DemoMotions.tell(.town, at: town.congress, clerk: clerk, today: today, in: environment)
    progress("代表建议")
    try await DemoSuggestions.tell(
      [4, 5, 6, 12 - turned], at: town.congress, units: town.units, clerk: clerk, secondReader: town.chair,
      today: today, in: environment)
  }
}
