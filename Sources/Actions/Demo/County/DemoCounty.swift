import Domain
import Store

/// A county, or a city of ten, with a term of matters: the greater part of them raised by deputies in the campaign
/// 关注民意提建议. The directory is made through the actions that people use; the matters are told to a loader, which is
/// proven equal to them. The same seed and date give the same bytes.
enum DemoCounty {
  static func signIns(isCity: Bool) -> [(username: String, role: String)] {
    let place = isCity ? "市" : "县"
    return [
      ("admin", "系统管理员"), ("security", "安全管理员"), ("auditor", "审计员"), ("clerk", "\(place)人大代表工作委员会经办人"),
      ("chair", "\(place)人大常委会负责人"), (isCity ? "provinceclerk" : "cityclerk", "上一级人大指定经办人"),
      ("chief", "柳林镇春坪村联络站站长"), ("liaison", "柳林镇春坪村联络站联络员"), ("deputy", "柳林镇春坪村人大代表"),
      ("convener", "第一代表小组召集人"), ("unit", "住房和城乡建设局收发员"), ("drafter", "住房和城乡建设局承办人"),
      ("unithead", "住房和城乡建设局负责人"), ("coordinator", "政府协调员"), ("grid", "柳林镇春坪村网格员"),
      ("secretary", "大会秘书处工作人员"), ("director", "代表工作委员会主任"), ("committee", "社会建设委员会督办人员"),
      ("govoffice", "政府督查室工作人员"),
      ("townclerk", "柳林镇人大办公室经办人"),
    ]
  }

  struct Deputy: Sendable {
    let person: ID<Person>
    let name: String
    let mandate: ID<Mandate>
    var groups: [ID<DeputyGroup>] = []

    var actor: Actor {
      .person(
        Actor.SignedIn(
          person: person, name: name, posts: [], mandates: [mandate], groups: groups, session: ID(1), isDevice: true,
          hasPIN: true))
    }
  }

  struct Venue: Sendable {
    let id: ID<Domain.Venue>
    let name: String
    let kind: VenueKind
    /// Where it is, in words of its residents.
    let place: String
    /// The home above it; itself for a home.
    var home: Int
    let chief: Actor
    let liaison: Actor
    var deputies: [Deputy] = []
  }

  /// What the matters need to know of the place.
  struct Place: Sendable {
    let congress: ID<Congress>
    let clerk: Actor
    let upperClerk: Actor
    let director: Actor
    var venues: [Venue]
    let categories: [String: ID<MatterCategory>]
    let units: [String: DemoUnit]
    let campaign: ID<Campaign>
    let accountHolders: [ID<Person>]
  }

  /// The first day of the place: some two and a half years back, and not before ids begin.
  static func began(_ today: CivilDate) -> CivilDate {
    let wanted = today.adding(months: -32)
    return max(wanted, CivilDate(year: 2024, month: 1, day: 8) ?? wanted)
  }

  static func build(
    _ shape: CountyShape, today: CivilDate, clock: DemoClock, chance: DemoChance, in environment: AppEnvironment,
    progress: @escaping @Sendable (String) -> Void
  ) async throws {
    progress("区划、代表、站点")
    let level: CongressLevel = shape.isCity ? .prefecture : .county
    let town = DemoDirectory(
      today: today, clock: clock, chance: chance, environment: environment, start: began(today),
      term: DemoSessionDays.term(at: level, began: began(today), today: today, count: 4))
    let directory = DemoCountyDirectory(shape: shape, town: town, progress: progress)
    let place = try await directory.build()
    try await DemoCountyMatters(
      shape: shape, place: place, today: today, clock: clock, chance: chance, environment: environment
    ).tell(progress)
    clock.move(to: DemoTown.end(of: today))
    progress("人代会会议")
    guard let clerk = place.clerk.person else { return }
    try await DemoSessions.tell(town, at: place.congress, level, in: shape.isCity ? "市会议中心" : "县会议中心", clerk: clerk)
    progress("议案")
    let turned = try await DemoMotions.tell(.county, at: place.congress, clerk: clerk, today: today, in: environment)
    progress("代表建议")
    // What became a suggestion is one of this year's.
    var counts = shape.suggestions
    if let last = counts.indices.last { counts[last] = max(0, counts[last] - turned) }
    try await DemoSuggestions.tell(
      counts, at: place.congress, units: place.units, clerk: clerk,
      secondReader: place.director.person ?? clerk, today: today, in: environment)
    progress("柳林镇上一届的代表建议")
    try await DemoFormerTerm(directory: directory, count: shape.formerSuggestions, today: today).tell()
  }
}
