import Domain
import Store

/// A year of ninety matters in four categories, and what the deputies raised themselves beside it. Every step is an act of
/// the person who would do it.
final class DemoDistrictMatters {
  let place: DemoDistrict.Place
  let today: CivilDate
  let clock: DemoClock
  let chance: DemoChance
  let environment: AppEnvironment
  let agenda: DemoAgenda

  /// One matter on its way.
  final class Tale {
    let text: DemoMatterText
    /// Among the delegations.
    let delegation: Int
    /// Among the delegation's venues.
    let venue: Int
    let place: String
    /// The group that takes it on.
    let group: Int
    var grid: DemoTown.Grid?
    var id = ID<Matter>(0)
    var raiser: ID<Person>?

    init(text: DemoMatterText, delegation: Int, venue: Int, place: String, group: Int) {
      self.text = text
      self.delegation = delegation
      self.venue = venue
      self.place = place
      self.group = group
    }

    func fill(_ words: String) -> String { DemoTexts.filled(words, place: place) }
  }

  init(
    place: DemoDistrict.Place, today: CivilDate, clock: DemoClock, chance: DemoChance, environment: AppEnvironment
  ) {
    self.place = place
    self.today = today
    self.clock = clock
    self.chance = chance
    self.environment = environment
    agenda = DemoAgenda(clock: clock, environment: environment)
  }

  /// How many of each top category were solved; five more went up.
  private static let solved = [17, 15, 21, 32]

  func build() async throws {
    let calendar = try await environment.rules.calendar()
    let texts = inTurn()
    let days = window
    let span = days.upperBound.daysSinceEpoch - days.lowerBound.daysSinceEpoch
    for (index, text) in texts.enumerated() {
      let tale = tale(text, index)
      let day = days.lowerBound.adding(days: span * index / texts.count)
      agenda.then(chance.moment(day, inTheEvening: chance.happens(20))) { [self] in
        if tale.grid != nil { try await bringToGrid(tale, calendar) } else { try await bring(tale, calendar) }
      }
    }
    for (index, text) in DemoDistrictTexts.sentUp.enumerated() {
      let day = days.lowerBound.adding(days: span * (2 * index + 1) / 16)
      agenda.then(chance.moment(day, inTheEvening: false)) { [self] in try await bringUp(text, index, calendar) }
    }
    planRaised(calendar)
    try await agenda.tell(until: today, readers: place.accountHolders)
  }

  /// All ninety fall into one calendar year and are done by today: this one, or the last while this one is young.
  private var window: ClosedRange<CivilDate> {
    let year = today.parts.year
    guard let first = CivilDate(year: year, month: 1, day: 4), today >= first.adding(days: 150) else {
      let first = CivilDate(year: year - 1, month: 1, day: 4) ?? today
      return first...(CivilDate(year: year - 1, month: 10, day: 25) ?? today)
    }
    return first...min(today.adding(days: -60), CivilDate(year: year, month: 10, day: 25) ?? today)
  }

  /// The categories mixed over the year, each with its texts in turn.
  private func inTurn() -> [DemoMatterText] {
    var order: [(key: Int, category: Int, text: DemoMatterText)] = []
    for (category, count) in Self.solved.enumerated() {
      let texts = DemoDistrictTexts.solved[category]
      for number in 0..<count {
        order.append(((2 * number + 1) * 1000 / count, category, texts[number % texts.count]))
      }
    }
    return order.sorted { ($0.key, $0.category) < ($1.key, $1.category) }.map(\.text)
  }

  /// Most come to the first delegation, some to the grids of the third, some to the homes of the fourth.
  private func tale(_ text: DemoMatterText, _ index: Int) -> Tale {
    if index % 5 == 2 {
      let delegation = place.delegations[2]
      let grid = delegation.grids[(index * 4) % delegation.grids.count]
      let tale = Tale(
        text: text, delegation: 2, venue: 1 + grid.village, place: delegation.shape.community(grid.village),
        group: group(for: text, in: DemoDistrictNames.byGrid))
      tale.grid = grid
      return tale
    }
    if index % 7 == 3 {
      let home = index % 5
      return Tale(
        text: text, delegation: 3, venue: home, place: place.delegations[3].shape.community(home), group: home)
    }
    let community = index % 6
    return Tale(
      text: text, delegation: 0, venue: community == 1 || community == 2 ? community : 0,
      place: place.delegations[0].shape.community(community), group: group(for: text, in: DemoDistrictNames.byCategory))
  }

  private func group(for text: DemoMatterText, in groups: [DemoDistrictNames.Group]) -> Int {
    groups.firstIndex { group in group.categories.contains { (text.category + "/").hasPrefix($0 + "/") } } ?? 0
  }

  // MARK: People

  func delegation(_ tale: Tale) -> DemoDistrict.Delegation { place.delegations[tale.delegation] }

  func venue(_ tale: Tale) -> DemoDistrict.Venue { delegation(tale).venues[tale.venue] }

  func actor(_ deputy: DemoDistrict.Deputy) async throws -> Actor {
    let (mandates, groups) = try await DemoReading.roles(of: deputy.person, on: clock.now.date, in: environment)
    return .person(
      Actor.SignedIn(
        person: deputy.person, name: deputy.name, posts: [], mandates: mandates, groups: groups, session: ID(1),
        isDevice: true, hasPIN: true))
  }

  /// Who of the group handles it: never the one who raised it.
  func member(_ tale: Tale) async throws -> Actor {
    let members = delegation(tale).members(of: tale.group).filter { $0.person != tale.raiser }
    return try await actor(members[Int(tale.id.raw.magnitude % UInt64(members.count))])
  }

  func request(_ actor: Actor) -> MatterRequest { MatterRequest(actor: actor, seen: nil) }

  func then(_ days: Int, _ calendar: WorkingCalendar, hour: Int? = nil, _ run: @escaping () async throws -> Void) {
    agenda.then(chance.later(clock.now.date, days: days, calendar, hour: hour), run)
  }

  func input(_ tale: Tale, channel: MatterChannel) -> SubmitMatter.Input {
    SubmitMatter.Input(
      addressee: .venue(venue(tale).venue), channel: channel, text: tale.fill(tale.text.body),
      place: tale.fill(tale.text.place), name: chance.pick(place.residents),
      phone: "1380000\(String(1000 + chance.int(0...8999)))",
      visibility: tale.text.publicBody == nil ? .hidden : .redacted, replyWay: chance.pick([.phone, .online]),
      grid: tale.grid?.region)
  }
}
