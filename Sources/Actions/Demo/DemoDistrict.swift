import Domain
import Store

/// An urban district as the fifth source describes one: eight delegations of deputies, each with places and ways of its
/// own, and a year of ninety matters, of which eighty-five were solved and five went up. Made through the actions that
/// people use; the same seed and date give the same bytes.
enum DemoDistrict {
  /// Who is who, for the printed list of sign-ins.
  static let signIns: [(username: String, role: String)] = [
    ("admin", "系统管理员"), ("security", "安全管理员"), ("auditor", "审计员"), ("clerk", "区人大代表工作委员会经办人"),
    ("chair", "区人大常委会负责人"), ("cityclerk", "市人大指定经办人"), ("chief", "春晓街道中心站站长"), ("liaison", "春晓街道中心站联络员"),
    ("deputy", "春晓代表团代表、大网格长"), ("convener", "生活保障组召集人"), ("unit", "区住房和城乡建设局收发员"),
    ("drafter", "区住房和城乡建设局承办人"), ("unithead", "区住房和城乡建设局负责人"), ("coordinator", "区政府协调员"),
    ("grid", "秋禾社区网格员"), ("secretary", "大会秘书处工作人员"),
  ]

  struct Venue: Sendable {
    let venue: ID<Domain.Venue>
    let name: String
    let kind: VenueKind
    let region: ID<Region>
    let community: Int?
    let chief: Actor
    let liaison: Actor
  }

  struct Deputy: Sendable {
    let person: ID<Person>
    let mandate: ID<Mandate>
    let name: String
    /// Where he is placed, among the delegation's venues.
    var venue: Int
    /// Which of the delegation's groups he is in.
    var group: Int?
  }

  struct Delegation: Sendable {
    let shape: DemoDistrictNames.Delegation
    let region: ID<Region>
    let communities: [ID<Region>]
    var venues: [Venue] = []
    var deputies: [Deputy] = []
    var groups: [ID<DeputyGroup>] = []
    var grids: [DemoTown.Grid] = []

    func members(of group: Int) -> [Deputy] { deputies.filter { $0.group == group } }
  }

  /// What the matters need to know of it.
  struct Place: Sendable {
    let congress: ID<Congress>
    let city: ID<Congress>
    /// The home of the whole district, to which the delegations send up.
    let home: Venue
    let delegations: [Delegation]
    let clerk: Actor
    let chair: ID<Person>
    let categories: [String: ID<MatterCategory>]
    let units: [String: DemoUnit]
    let residents: [String]
    let accountHolders: [ID<Person>]
  }

  static func build(
    today: CivilDate, clock: DemoClock, chance: DemoChance, in environment: AppEnvironment,
    progress: @escaping @Sendable (String) -> Void
  ) async throws {
    progress("区划、代表团、小组、网格、站点")
    var town = DemoDirectory(today: today, clock: clock, chance: chance, environment: environment)
    town.term = DemoSessionDays.term(at: .county, began: town.began, today: today)
    let directory = DemoDistrictDirectory(town: town)
    let place = try await directory.build()
    progress("一年的诉求")
    try await DemoDistrictMatters(place: place, today: today, clock: clock, chance: chance, environment: environment)
      .build()
    clock.move(to: DemoTown.end(of: today))
    try await directory.keepContacts(place)
    progress("人代会会议")
    guard let clerk = place.clerk.person else { return }
    try await DemoSessions.tell(town, at: place.congress, .county, in: "区会议中心", clerk: clerk)
    progress("议案")
    let turned = try await DemoMotions.tell(.district, at: place.congress, clerk: clerk, today: today, in: environment)
    progress("代表建议")
    try await DemoSuggestions.tell(
      [9, 14 - turned], at: place.congress, units: place.units, clerk: clerk, secondReader: place.chair, today: today,
      in: environment)
  }
}
