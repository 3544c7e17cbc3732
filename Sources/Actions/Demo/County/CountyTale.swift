import Domain

/// Something that happens to a matter of the county.
enum CountyStep: Sendable {
  case submit, accept, assign, note, ask, supplement, transfer, signFor, draft, signResult, giveBack, record, reply,
    sendUp, redact, publish, rateBad, rehandle, replyAgain, rate, askSender, closeUnrated, archive, withdraw, decline,
    divert
}

/// One matter of the county on its way: a history that was planned whole before it began.
final class CountyTale {
  let seed: CountySeed
  let text: DemoMatterText
  /// Among the venues.
  let venue: Int
  /// Who handles it, and who does a second time.
  let handler: DemoCounty.Deputy
  let second: DemoCounty.Deputy
  let raiser: DemoCounty.Deputy?
  let place: String
  let toDeputy: Bool
  var id = ID<Matter>(0)
  private(set) var steps: [(at: Instant, step: CountyStep)] = []
  var next = 0

  init(
    seed: CountySeed, text: DemoMatterText, venue: Int, handler: DemoCounty.Deputy, second: DemoCounty.Deputy,
    raiser: DemoCounty.Deputy?, place: String, toDeputy: Bool, steps: [(at: Instant, step: CountyStep)]
  ) {
    self.seed = seed
    self.text = text
    self.venue = venue
    self.handler = handler
    self.second = second
    self.raiser = raiser
    self.place = place
    self.toDeputy = toDeputy
    self.steps = steps
  }

  /// Filled with the place, and with a county's offices instead of a town's.
  func fill(_ words: String) -> String {
    var filled = DemoTexts.filled(words, place: place)
    for unit in DemoCountyNames.units where filled.contains(unit.town) {
      filled = filled.replacing(unit.town, with: unit.county)
    }
    return filled
  }

  /// The unit that it is handed to.
  var unit: String? {
    guard let name = text.unit else { return nil }
    return DemoCountyNames.units.first { $0.town == name }?.county ?? name
  }
}

/// Plans the steps of one matter: so many working days after its first, at which hour, what.
struct CountySteps {
  private let days: [CivilDate]
  private let chance: DemoChance
  private let start: Int
  private var planned: [(at: Instant, step: CountyStep)] = []
  private var day = 0

  init(days: [CivilDate], chance: DemoChance, start: Int) {
    self.days = days
    self.chance = chance
    self.start = start
  }

  /// Those that lie before `end`, in time.
  func taken(until end: Instant) -> [(at: Instant, step: CountyStep)] {
    planned.enumerated().filter { $0.element.at < end }.sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  /// So many working days after the last step.
  private mutating func then(_ step: CountyStep, after more: Int, hour: Int) {
    day += more
    add(step, on: day, hour: hour)
  }

  private mutating func add(_ step: CountyStep, on day: Int, hour: Int) {
    let date = days[min(start + day, days.count - 1)]
    planned.append((date.start.adding(seconds: Int64(hour * 3600 + chance.int(0...3599))), step))
  }

  static func plan(
    _ seed: CountySeed, _ text: DemoMatterText, toDeputy: Bool, mayPublish: Bool, days: [CivilDate], chance: DemoChance
  ) -> CountySteps {
    var steps = CountySteps(days: days, chance: chance, start: seed.start)
    // This morning is not over yet.
    let isToday = seed.start == days.count - 1
    steps.then(.submit, after: 0, hour: isToday ? 8 : chance.happens(15) ? chance.int(18...21) : chance.int(8...15))
    switch seed.fate {
    case .open(.submitted), .open(.forgotten): break
    case .withdrawn: steps.then(.withdraw, after: chance.int(1...2), hour: 10)
    case .declined: steps.then(.decline, after: chance.int(1...2), hour: 11)
    case .diverted: steps.then(.divert, after: chance.int(1...2), hour: 14)
    default: steps.takeOn(seed, text, toDeputy: toDeputy, mayPublish: mayPublish)
    }
    return steps
  }

  private mutating func takeOn(_ seed: CountySeed, _ text: DemoMatterText, toDeputy: Bool, mayPublish: Bool) {
    then(.accept, after: 1, hour: 9)
    if !toDeputy { add(.assign, on: day, hour: 10) }
    if chance.happens(8) { add(.note, on: day, hour: 15) }
    switch seed.fate {
    case .open(.accepted), .open(.overdue): return
    case .open(.sentUp): return then(.sendUp, after: chance.int(1...3), hour: 15)
    case .open(.waiting): return then(.ask, after: 1, hour: 11)
    case .open(.recorded): return then(.record, after: chance.int(3...5), hour: 14)
    case .open(.sent): return then(.transfer, after: 1, hour: 14)
    case .open(.returnAsked):
      then(.transfer, after: 1, hour: 14)
      return then(.giveBack, after: 1, hour: 10)
    case .open(.signedFor), .open(.drafted):
      then(.transfer, after: 1, hour: 14)
      then(.signFor, after: 1, hour: 9)
      if seed.fate == .open(.drafted) { then(.draft, after: chance.int(2...4), hour: 15) }
      return
    default: break
    }
    handle(seed, text)
    if mayPublish {
      add(.redact, on: day + 1, hour: 11)
      add(.publish, on: day + 2, hour: 15)
    }
    conclude(seed)
  }

  /// From being taken on to the answer: by the deputy himself, or by a unit.
  private mutating func handle(_ seed: CountySeed, _ text: DemoMatterText) {
    let isQuick = if case .open = seed.fate { true } else { false }
    if text.ask != nil, !isQuick, chance.happens(25) {
      then(.ask, after: 1, hour: 11)
      then(.supplement, after: chance.int(1...2), hour: 16)
    }
    if text.unit != nil, !isQuick, chance.happens(40) {
      then(.transfer, after: 1, hour: 14)
      then(.signFor, after: 1, hour: 9)
      then(.draft, after: chance.int(2...6), hour: 15)
      then(.signResult, after: 1, hour: 10)
      then(.reply, after: 1, hour: 15)
      return
    }
    then(.reply, after: chance.int(1...(isQuick ? 3 : 7)), hour: chance.int(13...16))
  }

  private mutating func conclude(_ seed: CountySeed) {
    switch seed.fate {
    case .concluded(let verdict):
      then(verdict == .dissatisfied ? .rateBad : .rate, after: chance.int(1...3), hour: 17)
      if verdict == .dissatisfied {
        then(.rehandle, after: 2, hour: 9)
        then(.replyAgain, after: chance.int(4...8), hour: 15)
        then(.rateBad, after: chance.int(1...3), hour: 17)
      }
      // Some of the last weeks wait at the desk.
      let isLate = start + day > days.count - 24 && verdict != .dissatisfied
      if !isLate || chance.happens(40) { then(.archive, after: chance.int(1...4), hour: 10) }
    case .askedByStaff:
      then(.askSender, after: 4, hour: 11)
      then(.archive, after: chance.int(1...3), hour: 10)
    case .unrated:
      then(.closeUnrated, after: 17, hour: 11)
      then(.archive, after: chance.int(1...3), hour: 10)
    case .open(.dissatisfied): then(.rateBad, after: chance.int(1...2), hour: 17)
    default: break
    }
  }
}
