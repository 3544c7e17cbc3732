import Domain

/// How a matter of the county ends, or where it stands this morning.
enum CountyFate: Sendable, Equatable {
  enum Stage: CaseIterable, Sendable {
    case submitted, forgotten, accepted, overdue, sent, signedFor, drafted, returnAsked, waiting, recorded, replied,
      dissatisfied, sentUp
  }

  /// Concluded and rated; dissatisfied after a second round and filed by the chief.
  case concluded(Satisfaction)
  case askedByStaff
  case unrated
  case withdrawn
  case declined
  case diverted
  case open(Stage)
}

/// One matter before it begins.
struct CountySeed: Sendable {
  /// Among the working days of the place.
  let start: Int
  let isRaised: Bool
  let fate: CountyFate
  /// Where in the lists of texts, places and people it takes from.
  let number: Int
}

/// Which matters there are and when each begins: so many of each fate as the shares say, each early enough that its history
/// can be told to its end.
struct CountyPlan: Sendable {
  private let shares: CountyShares
  /// Working days from the first that a matter can begin on to today.
  private let days: Int

  init(shares: CountyShares, days: Int) {
    self.shares = shares
    self.days = days
  }

  /// In the order in which they begin.
  func seeds() -> [CountySeed] {
    var seeds: [CountySeed] = []
    seeds.reserveCapacity(shares.raised + shares.received)
    add(fates(shares.raised, shares.raisedConcluded, shares.raisedContent, isRaised: true), isRaised: true, to: &seeds)
    add(fates(shares.received, shares.concluded, shares.content, isRaised: false), isRaised: false, to: &seeds)
    return seeds.enumerated().sorted { ($0.element.start, $0.offset) < ($1.element.start, $1.offset) }.map(\.element)
  }

  private func fates(_ all: Int, _ concluded: Int, _ content: Int, isRaised: Bool) -> [(fate: CountyFate, count: Int)] {
    let basic = content * 15 / 100
    let others = all - concluded
    var result: [(fate: CountyFate, count: Int)] = [
      (.concluded(.satisfied), content - basic), (.concluded(.basic), basic),
      (.concluded(.dissatisfied), concluded - content),
    ]
    let ended: [(CountyFate, Int)] =
      isRaised
      ? [(.askedByStaff, 14), (.unrated, 10), (.declined, 6)]
      : [(.askedByStaff, 22), (.unrated, 14), (.withdrawn, 8), (.diverted, 8), (.declined, 7)]
    for (fate, percent) in ended { result.append((fate, others * percent / 100)) }
    var left = others - result.dropFirst(3).map(\.count).reduce(0, +)
    for (stage, percent) in Self.stages {
      let count = min(left, max(1, (others * percent + 50) / 150))
      result.append((.open(stage), count))
      left -= count
    }
    result.append((.open(.accepted), left))
    return result
  }

  /// Of a hundred that are open.
  private static let stages: [(CountyFate.Stage, Int)] = [
    (.submitted, 12), (.forgotten, 2), (.overdue, 4), (.sent, 6), (.signedFor, 8), (.drafted, 5), (.returnAsked, 2),
    (.waiting, 8), (.recorded, 5), (.replied, 26), (.dissatisfied, 3), (.sentUp, 3),
  ]

  private func add(_ fates: [(fate: CountyFate, count: Int)], isRaised: Bool, to seeds: inout [CountySeed]) {
    for (fate, count) in fates {
      let (first, last) = range(fate)
      for index in 0..<count {
        // More of them lately.
        let share = (Double(index) + 0.5) / Double(count)
        let place = 0.5 * share + 0.5 * share.squareRoot()
        let start = min(last, first + Int(place * Double(last - first + 1)))
        seeds.append(CountySeed(start: start, isRaised: isRaised, fate: fate, number: seeds.count * 7 + index * 4))
      }
    }
  }

  /// The days on which a matter of a fate can begin.
  private func range(_ fate: CountyFate) -> (Int, Int) {
    let age: ClosedRange<Int>
    switch fate {
    case .concluded(.dissatisfied): return (0, days - 46)
    case .concluded: return (0, days - 28)
    case .askedByStaff: return (0, days - 28)
    case .unrated: return (0, days - 44)
    case .withdrawn, .declined, .diverted: return (0, days - 6)
    case .open(.submitted): age = 0...2
    case .open(.forgotten): age = 5...8
    case .open(.accepted): age = 2...11
    case .open(.overdue): age = 17...20
    case .open(.sent): age = 4...6
    case .open(.signedFor): age = 5...9
    case .open(.drafted): age = 8...12
    case .open(.returnAsked): age = 5...6
    case .open(.waiting): age = 4...9
    case .open(.recorded): age = 7...12
    case .open(.replied): age = 8...18
    case .open(.dissatisfied): age = 13...17
    case .open(.sentUp): age = 6...12
    }
    return (max(0, days - 1 - age.upperBound), days - 1 - age.lowerBound)
  }
}
