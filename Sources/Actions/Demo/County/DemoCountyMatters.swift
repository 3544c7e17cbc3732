import Domain
import Store

/// The term's matters of the county, told in the order in which they happened: every step is an act of the person who
/// would do it, and what the acts leave is written in bulk.
final class DemoCountyMatters {
  let shape: CountyShape
  let place: DemoCounty.Place
  let today: CivilDate
  let clock: DemoClock
  let chance: DemoChance
  let loader: LoadingDatabase
  /// Reaches the database through the loader.
  let environment: AppEnvironment
  private let texts = DemoTexts.matters
  /// Who can handle what comes to each venue.
  private let pools: [[DemoCounty.Deputy]]
  private var agenda = CountyAgenda()

  /// Who hears of what happened in the last days; earlier messages are as good as read.
  private static let heardDays = 3

  init(
    shape: CountyShape, place: DemoCounty.Place, today: CivilDate, clock: DemoClock, chance: DemoChance,
    environment: AppEnvironment
  ) {
    self.shape = shape
    self.place = place
    self.today = today
    self.clock = clock
    self.chance = chance
    loader = LoadingDatabase(environment.database, remembersFrom: today.adding(days: -Self.heardDays).start)
    self.environment = AppEnvironment(environment, database: loader)
    pools = place.venues.indices.map { Self.pool(of: $0, in: place.venues) }
  }

  /// The deputies of a venue; where there are few, those of the venues around it, too.
  private static func pool(of number: Int, in venues: [DemoCounty.Venue]) -> [DemoCounty.Deputy] {
    var pool = venues[number].deputies
    if pool.count >= 3 { return pool }
    let home = venues[number].home
    for index in venues.indices where venues[index].home == home && index != number {
      pool += venues[index].deputies
      if pool.count >= 3 { return pool }
    }
    return pool + venues.lazy.flatMap(\.deputies).prefix(3)
  }

  func tell(_ progress: @Sendable (String) -> Void) async throws {
    let calendar = try await environment.rules.calendar()
    var days: [CivilDate] = []
    var day = DemoCounty.began(today).adding(days: 14)
    while day <= today {
      if calendar.isWorkingDay(day) { days.append(day) }
      day = day.adding(days: 1)
    }
    let end = DemoTown.end(of: today)
    let seeds = CountyPlan(shares: shape.shares, days: days.count).seeds()
    for (index, seed) in seeds.enumerated() {
      let tale = begin(seed, days, end)
      guard let first = tale.steps.first else { continue }
      while let (at, next) = agenda.first, at <= first.at {
        agenda.removeFirst()
        try await take(next)
      }
      try await take(tale)
      if index % 1000 == 999 { progress("诉求 \(index + 1)／\(seeds.count)") }
    }
    while let (_, next) = agenda.first {
      agenda.removeFirst()
      try await take(next)
    }
    progress("写入")
    try await loader.finish()
  }

  /// One step of a tale, and the next one into the agenda.
  private func take(_ tale: CountyTale) async throws {
    let (at, step) = tale.steps[tale.next]
    tale.next += 1
    clock.move(to: at)
    try await carryOut(step, tale)
    if tale.next < tale.steps.count { agenda.add(tale, at: tale.steps[tale.next].at) }
  }

  private func begin(_ seed: CountySeed, _ days: [CivilDate], _ end: Instant) -> CountyTale {
    let needsUnit: Bool
    switch seed.fate {
    case .open(.sent), .open(.signedFor), .open(.drafted), .open(.returnAsked): needsUnit = true
    default: needsUnit = false
    }
    var number = seed.number
    var text = texts[number % texts.count]
    // Two rounds are told by the texts that have two; what a unit has is told by one that names it.
    while needsUnit && text.unit == nil || seed.fate == .concluded(.dissatisfied) && text.secondReply == nil {
      number += 1
      text = texts[number % texts.count]
    }
    let venue = venue(seed)
    let pool = pools[venue]
    let raiser =
      seed.isRaised ? place.venues[venue].deputies[seed.number / 3 % place.venues[venue].deputies.count] : nil
    let others = raiser == nil ? pool : pool.filter { $0.person != raiser?.person }
    let handler = others[seed.number / 5 % others.count]
    let second = others.first { $0.person != handler.person } ?? handler
    // Whoever is addressed answers where he is placed; what is turned away was addressed to the station.
    let isPlacedHere = place.venues[venue].deputies.contains { $0.person == handler.person }
    let isStations = [.open(.forgotten), .declined, .diverted].contains(seed.fate)
    let toDeputy = isPlacedHere && !seed.isRaised && !needsUnit && seed.number % 20 < 7 && !isStations
    let mayPublish = text.publicBody != nil && chance.happens(seed.isRaised ? 10 : 35) && seed.fate != .open(.replied)
    let steps = CountySteps.plan(
      seed, text, toDeputy: toDeputy, mayPublish: mayPublish, days: days, chance: chance)
    return CountyTale(
      seed: seed, text: text, venue: venue, handler: handler, second: second, raiser: raiser,
      place: place.venues[venue].place, toDeputy: toDeputy, steps: steps.taken(until: end))
  }

  /// Deputies raise where they are placed; residents come everywhere, and to the sample accounts' station most.
  private func venue(_ seed: CountySeed) -> Int {
    let number = seed.number % 29 == 3 ? 1 : seed.number / 2 % place.venues.count
    guard seed.isRaised else { return number }
    var found = number
    while place.venues[found].deputies.isEmpty || pools[found].count < 2 { found = (found + 1) % place.venues.count }
    return found
  }
}

/// The steps that are still to come, the earliest first (a binary heap).
struct CountyAgenda {
  private var items: [(at: Instant, order: Int, tale: CountyTale)] = []
  private var order = 0

  var first: (at: Instant, tale: CountyTale)? { items.first.map { ($0.at, $0.tale) } }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    (items[left].at, items[left].order) < (items[right].at, items[right].order)
  }

  mutating func add(_ tale: CountyTale, at instant: Instant) {
    order += 1
    items.append((instant, order, tale))
    var child = items.count - 1
    while child > 0, isBefore(child, (child - 1) / 2) {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() {
    guard let last = items.popLast(), !items.isEmpty else { return }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count && isBefore(child, least) {
        least = child
      }
      if least == parent { return }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
