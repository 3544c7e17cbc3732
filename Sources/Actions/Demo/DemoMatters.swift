import Domain

/// A year of matters, told in the order in which it happened: every step is an act of the person who would do it.
final class DemoMatters {
  let town: DemoTown.Town
  let today: CivilDate
  let clock: DemoClock
  let chance: DemoChance
  let environment: AppEnvironment

  private let agenda: DemoAgenda

  /// One matter on its way.
  final class Tale {
    let text: DemoMatterText
    let place: String
    let station: DemoTown.Station
    let deputy: ID<Person>
    var id = ID<Matter>(0)
    var dissatisfiedOnce = false
    /// The deputy who raised it: others handle it.
    var raiser: ID<Person>?

    init(text: DemoMatterText, place: String, station: DemoTown.Station, deputy: ID<Person>) {
      self.text = text
      self.place = place
      self.station = station
      self.deputy = deputy
    }

    func fill(_ words: String) -> String { DemoTexts.filled(words, place: place) }
  }

  init(town: DemoTown.Town, today: CivilDate, clock: DemoClock, chance: DemoChance, environment: AppEnvironment) {
    self.town = town
    self.today = today
    self.clock = clock
    self.chance = chance
    self.environment = environment
    agenda = DemoAgenda(clock: clock, environment: environment)
  }

  static let count = 168

  func build() async throws {
    let calendar = try await environment.rules.calendar()
    for index in 0..<Self.count { plan(index, calendar) }
    planElsewhere(calendar)
    planRaised(calendar)
    planToday(calendar)
    planUnitsToday(calendar)
    planLevels(calendar)
    planGrids(calendar)
    planCampaigns()
    try await agenda.tell(until: today, readers: town.accountHolders)
  }

  // MARK: Planning

  func later(_ date: CivilDate, days: Int, _ calendar: WorkingCalendar, hour: Int? = nil) -> Instant {
    chance.later(date, days: days, calendar, hour: hour)
  }

  func then(_ at: Instant, _ run: @escaping () async throws -> Void) { agenda.then(at, run) }

  /// One ordinary matter; how far it comes depends on how long ago it began.
  func plan(_ index: Int, _ calendar: WorkingCalendar) {
    let text = DemoTexts.matters[index % DemoTexts.matters.count]
    let village = self.village(for: text, index)
    let station = town.stations.first { $0.village == village } ?? town.home
    let deputies = station.deputies.isEmpty ? town.home.deputies : station.deputies
    let tale = Tale(
      text: text, place: town.villages[village].text.name, station: station, deputy: chance.pick(deputies))
    // More of them lately: the queues of today come from the last weeks.
    let age = index < 40 ? chance.int(0...14) : index < 70 ? chance.int(12...45) : chance.int(30...355)
    let submitted = moment(today.adding(days: -age), chance.happens(22))
    let toDeputy = chance.happens(45)
    then(submitted) { [self] in try await submit(tale, toDeputy: toDeputy, calendar) }
  }

  /// What deputies saw themselves, over the year: handled by somebody else of their station.
  private func planRaised(_ calendar: WorkingCalendar) {
    let texts = DemoTexts.matters.filter { $0.setting == .village && $0.sender == nil && $0.ask == nil }
    let stations = town.stations.filter { $0.village != nil }
    for index in 0..<16 {
      let text = texts[(index * 5) % texts.count]
      let station = stations[index % stations.count]
      guard let raiser = station.deputies.first, let village = station.village else { continue }
      let place = town.villages[village].text.name
      then(moment(today.adding(days: -(4 + index * 21)), false)) { [self] in
        guard let deputy = try await deputyActor(raiser).signedIn else { return }
        // Some of what he saw, residents had told him of.
        let residents = (0..<(index % 4 == 1 ? 2 : 0)).map { _ in
          RaiseMatter.Resident(
            name: chance.pick(town.residents), phone: "1380000\(String(1000 + chance.int(0...8999)))")
        }
        let matter = try await RaiseMatter.run(
          RaiseMatter.Input(
            text: DemoTexts.filled(text.body, place: place), place: DemoTexts.filled(text.place, place: place),
            category: nil, visibility: text.publicBody == nil ? .hidden : .redacted, photos: [], residents: residents,
            campaign: try await campaign(for: .deputy)),
          by: deputy, at: town.congress, key: RequestKey(hash: chance.bytes(16)), in: environment
        ).own.matter
        // It goes to the venue where he is placed first, which need not be the one of his village.
        let venue = try await DemoReading.venue(of: matter, in: environment)
        let answering = town.stations.first { $0.venue == venue } ?? town.home
        let others = (answering.deputies + town.home.deputies).filter { $0 != raiser }
        guard let handler = others.first else { return }
        let tale = Tale(text: text, place: place, station: answering, deputy: handler)
        tale.id = matter
        tale.raiser = raiser
        try await planAcceptance(tale, toDeputy: false, calendar)
      }
    }
  }

  func village(for text: DemoMatterText, _ index: Int) -> Int {
    switch text.setting {
    case .community: 14
    // The station that the sample accounts belong to is the busiest.
    case .village: chance.happens(22) ? 0 : index % 14
    case .anywhere: index % 15
    }
  }

  func moment(_ date: CivilDate, _ inTheEvening: Bool) -> Instant { chance.moment(date, inTheEvening: inTheEvening) }
}
