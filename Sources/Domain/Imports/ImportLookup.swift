/// What the directory holds that a roster may refer to or repeat, by the words that stand in files.
package struct ImportLookup: Sendable {
  package struct Seats: Sendable {
    package let id: ID<Constituency>
    package let seats: Int
    /// Mandates in force.
    package let taken: Int

    package init(id: ID<Constituency>, seats: Int, taken: Int) {
      self.id = id
      self.seats = seats
      self.taken = taken
    }
  }

  /// Somebody of a name.
  package struct Known: Sendable {
    package let id: ID<Person>
    /// The constituency or electing unit of the mandate that he or she has at this congress, if any.
    package let electedBy: String?
    package let hasAccount: Bool
    /// Posts in force, each with the name of its venue or unit.
    package let posts: [(post: Post, place: String)]

    package init(
      id: ID<Person>, electedBy: String?, hasAccount: Bool, posts: [(post: Post, place: String)] = []
    ) {
      self.id = id
      self.electedBy = electedBy
      self.hasAccount = hasAccount
      self.posts = posts
    }
  }

  /// Who brings the roster in: some rows are his to bring in and others not.
  package let reader: Actor
  package let congress: ID<Congress>

  package var regions: [String: Region] = [:]
  /// Grids by the code of what they lie in and their name.
  package var grids: Set<String> = []
  package var constituencies: [String: Seats] = [:]
  package var electingUnits: [String: ID<ElectingUnit>] = [:]
  package var delegations: [String: ID<Delegation>] = [:]
  package var venues: [String: ID<Venue>] = [:]
  package var units: [String: ID<HandlingUnit>] = [:]
  package var groups: Set<String> = []
  package var people: [String: [Known]] = [:]
  package var usernames: Set<String> = []

  package init(reader: Actor, congress: ID<Congress>) {
    self.reader = reader
    self.congress = congress
  }

  /// Whoever of this name sits in the congress.
  package func serving(_ name: String) -> [Known] { (people[name] ?? []).filter { $0.electedBy != nil } }
}

/// Region codes say themselves what they stand for: province 2, prefecture 4, county 6, township 9, village 12 digits.
package enum RegionCode {
  private static let lengths: [(level: RegionLevel, digits: Int)] = [
    (.province, 2), (.prefecture, 4), (.county, 6), (.township, 9), (.village, 12),
  ]

  package static func level(of code: String) -> RegionLevel? {
    guard code.count == 12, ImportDigits.areDigits(code), !code.hasPrefix("00") else { return nil }
    return lengths.first { code.dropFirst($0.digits).allSatisfy { $0 == "0" } }?.level
  }

  /// The codes above, nearest first: a place that has no prefecture stands under its province.
  package static func above(_ code: String) -> [String] {
    guard let level = level(of: code) else { return [] }
    return lengths.reversed().filter { $0.level < level }.map {
      String(code.prefix($0.digits)) + String(repeating: "0", count: 12 - $0.digits)
    }
  }
}
