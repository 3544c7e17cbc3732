import Actions
import DatabaseKit
import Domain
import Store
import TestSupport

/// A county as the second source describes one: seven townships with a central station each, 37 village stations, 541
/// mandates of city, county and townships. Made with the store, because it is made often.
struct CountyRoster: Sendable {
  static let townships = 7
  static let stations = 37
  static let total = 541
  /// City, county, township.
  static let byLevel = [22, 119, 400]

  let congress: ID<Congress>
  let clerk: Actor
  let otherClerk: Actor
  let mandates: [ID<Mandate>]
  let people: [ID<Person>]
  let central: [ID<Venue>]
  /// The mandates that cannot be placed, with what is missing.
  let faulty: [ID<Mandate>: PlacementGap]

  static func run<T>(on engine: DatabaseEngine, _ body: (AppEnvironment, CountyRoster) async throws -> T) async throws
    -> T
  {
    try await TestTown.runEmpty(on: engine) { environment in
      let roster = try await make(in: environment)
      return try await body(environment, roster)
    }
  }

  static func make(in environment: AppEnvironment) async throws -> CountyRoster {
    let now = environment.now()
    let builder = RosterBuilder(first: environment.ids.next(at: now), today: now.date)
    try await environment.database.write { tx in try builder.insert(in: tx) }
    return builder.roster
  }
}

/// Works out all rows beforehand, so that the transaction may run twice.
private struct RosterBuilder: Sendable {
  private let first: Int64
  private let today: CivilDate
  private var regions: [(region: Region, position: Int)] = []
  private var congresses: [Congress] = []
  private var constituencies: [Constituency] = []
  private var venues: [Venue] = []
  private var people: [Person] = []
  private var mandates: [(mandate: Mandate, level: CongressLevel)] = []
  private(set) var faulty: [ID<Mandate>: PlacementGap] = [:]
  private var count: Int64 = 0

  init(first: Int64, today: CivilDate) {
    self.first = first
    self.today = today
    places()
    townshipDeputies()
    countyDeputies()
    cityDeputies()
  }

  private mutating func next<S>(_ type: S.Type = S.self) -> ID<S> {
    count += 1
    return ID(first + count)
  }

  private var county: Region { regions[1].region }
  private var townships: [Region] { regions.map(\.region).filter { $0.level == .township } }
  private func villages(of township: Region) -> [Region] { regions.map(\.region).filter { $0.parent == township.id } }

  // MARK: Places

  private mutating func add(_ name: String, _ level: RegionLevel, under parent: Region?) -> Region {
    let id: ID<Region> = next()
    let region = Region(
      id: id, parent: parent?.id, level: level, name: name, path: (parent?.path ?? "") + "\(id)/", validFrom: today)
    regions.append((region, regions.count + 1))
    return region
  }

  private mutating func places() {
    let city = add("示范市", .prefecture, under: nil)
    let county = add("示范县", .county, under: city)
    congresses = [
      Congress(
        id: next(), region: city.id, level: .prefecture, name: "示范市人民代表大会", shortName: "示范市", parent: nil,
        isRunHere: false)
    ]
    congresses.append(
      Congress(
        id: next(), region: county.id, level: .county, name: "示范县人民代表大会", shortName: "示范县",
        parent: congresses[0].id, isRunHere: true))
    for index in 0..<CountyRoster.townships {
      let township = add("第\(index + 1)镇", .township, under: county)
      congresses.append(
        Congress(
          id: next(), region: township.id, level: .township, name: "第\(index + 1)镇人民代表大会",
          shortName: "第\(index + 1)镇", parent: congresses[1].id, isRunHere: false))
      let central = venue("第\(index + 1)镇中心联络站", in: township, .central)
      // 37 stations in seven townships: six in the first two, five in the others; two villages more without one.
      let stations = index < 2 ? 6 : 5
      for number in 0..<(stations + 2) {
        let village = add("第\(index + 1)镇\(number + 1)村", .village, under: township)
        if number < stations { _ = venue(village.name + "联络站", in: village, .branch, under: central) }
      }
    }
  }

  private mutating func venue(_ name: String, in region: Region, _ tier: VenueTier, under parent: ID<Venue>? = nil)
    -> ID<Venue>
  {
    let id: ID<Venue> = next()
    venues.append(
      Venue(
        id: id, congress: congresses[1].id, region: region.id, kind: .station, tier: tier, parent: parent, name: name,
        mark: "站", validFrom: today))
    return id
  }

  // MARK: Deputies

  private mutating func deputy(
    of congress: Congress, lives residence: ID<Region>?, constituency: ID<Constituency>? = nil,
    stationed: ID<Region>? = nil
  ) -> ID<Mandate> {
    let person: ID<Person> = next()
    people.append(Person(id: person, name: "代表\(people.count + 1)", residence: residence))
    let id: ID<Mandate> = next()
    mandates.append(
      (
        Mandate(
          id: id, person: person, congress: congress.id, term: nil, constituency: constituency, electingUnit: nil,
          stationed: stationed, state: .active, beganOn: today), congress.level
      ))
    return id
  }

  private mutating func constituency(of congress: Congress, _ regions: [Region]) -> ID<Constituency> {
    let id: ID<Constituency> = next()
    constituencies.append(
      Constituency(
        id: id, congress: congress.id, name: "第\(constituencies.count + 1)选区", seats: 3, regions: regions.map(\.id)))
    return id
  }

  /// 400 in the townships' congresses: by residence, some only by constituency, two without either.
  private mutating func townshipDeputies() {
    for index in 0..<CountyRoster.byLevel[2] {
      let number = index % CountyRoster.townships
      let (congress, township) = (congresses[2 + number], townships[number])
      let villages = villages(of: township)
      let village = villages[index / CountyRoster.townships % villages.count]
      if index < 2 {
        faulty[deputy(of: congress, lives: nil)] = .noConstituencyRegions
      } else if index % 10 == 3 {
        let area = constituency(of: congress, [village])
        _ = deputy(of: congress, lives: nil, constituency: area)
      } else {
        _ = deputy(of: congress, lives: village.id)
      }
    }
  }

  /// 119 of the county: constituencies of one village, of several, of two townships.
  private mutating func countyDeputies() {
    for index in 0..<CountyRoster.byLevel[1] {
      let township = townships[index % CountyRoster.townships]
      let villages = villages(of: township)
      switch index {
      case 0..<3:
        let area = constituency(of: congresses[1], [])
        faulty[deputy(of: congresses[1], lives: villages[0].id, constituency: area)] = .noConstituencyRegions
      case 3..<5:
        let area = constituency(of: congresses[1], [townships[0], townships[1]])
        faulty[deputy(of: congresses[1], lives: nil, constituency: area)] = .spansTownships
      default:
        let area = constituency(
          of: congresses[1], index % 3 == 0 ? [villages[1]] : index % 3 == 1 ? Array(villages.prefix(3)) : [township])
        _ = deputy(of: congresses[1], lives: index % 2 == 0 ? villages[2].id : nil, constituency: area)
      }
    }
  }

  private mutating func cityDeputies() {
    for index in 0..<CountyRoster.byLevel[0] {
      let township = townships[index % CountyRoster.townships]
      switch index {
      case 0: faulty[deputy(of: congresses[0], lives: nil)] = .noResidence
      case 1: faulty[deputy(of: congresses[0], lives: county.id)] = .tooWide(county.name)
      default:
        let lives = villages(of: township)[0].id
        _ = deputy(of: congresses[0], lives: lives, stationed: index % 2 == 0 ? township.id : nil)
      }
    }
  }

  // MARK: Rows

  func insert(in tx: any WriteTransaction) throws {
    for item in regions { try RegionStore.insert(item.region, position: item.position, in: tx) }
    for congress in congresses { try CongressStore.insert(congress, in: tx) }
    for constituency in constituencies { try CongressStore.save(constituency, in: tx) }
    for (index, venue) in venues.enumerated() { try VenueStore.save(venue, position: index + 1, in: tx) }
    for person in people + clerks {
      try PersonStore.save(person, searchText: person.name, sortKey: "\(person.id)", in: tx)
    }
    for item in mandates { try PersonStore.insert(item.mandate, level: item.level, in: tx) }
  }

  private var clerks: [Person] {
    [Person(id: ID(first + count + 1), name: "经办甲"), Person(id: ID(first + count + 2), name: "经办乙")]
  }

  var roster: CountyRoster {
    func actor(_ person: Person) -> Actor {
      .person(
        Actor.SignedIn(
          person: person.id, name: person.name, posts: [Post(role: .clerk, congress: congresses[1].id)], mandates: [],
          session: ID(1)))
    }
    return CountyRoster(
      congress: congresses[1].id, clerk: actor(clerks[0]), otherClerk: actor(clerks[1]),
      mandates: mandates.map(\.mandate.id),
      people: people.map(\.id), central: venues.filter { $0.tier == .central }.map(\.id), faulty: faulty)
  }
}
