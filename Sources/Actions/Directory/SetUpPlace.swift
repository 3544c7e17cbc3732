import DatabaseKit
package import Domain
import Store

/// The first congress of an empty installation, with what it stands on: its regions, its term and organ, the congress
/// above, and two people who can sign in. All of it in one transaction; the rest is entered on the pages.
package enum SetUpPlace {
  package struct Input: Sendable {
    package var name: String
    package var shortName: String
    package var level: CongressLevel
    package var region: String
    package var regionCode: String?
    /// Names of the regions above, by level; levels without a name are left out.
    package var above: [RegionLevel: String]
    /// The congress one level up, run elsewhere: its desk gets what is sealed.
    package var parent: String?
    package var term: (number: Int, beganOn: CivilDate)?
    package var administrator: AddStaff.Input
    package var clerk: AddStaff.Input

    package init(
      name: String, shortName: String, level: CongressLevel, region: String, regionCode: String? = nil,
      above: [RegionLevel: String] = [:], parent: String? = nil, term: (number: Int, beganOn: CivilDate)? = nil,
      administrator: AddStaff.Input, clerk: AddStaff.Input
    ) {
      self.name = name
      self.shortName = shortName
      self.level = level
      self.region = region
      self.regionCode = regionCode
      self.above = above
      self.parent = parent
      self.term = term
      self.administrator = administrator
      self.clerk = clerk
    }
  }

  /// Refused where a congress is run already: another one is added on the pages.
  package static func run(_ input: Input, in environment: AppEnvironment) async throws -> ID<Congress> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    try check(input)
    let place = try Place(input, in: environment)
    func staff(_ input: AddStaff.Input, _ role: PostRole) async throws -> NewStaff {
      let post = Post(role: role, congress: place.congress.id)
      return try await NewStaff(
        AddStaff.Input(name: input.name, username: input.username, password: input.password, posts: [post]),
        by: .system, in: environment)
    }
    let people = [
      try await staff(input.administrator, .systemAdministrator), try await staff(input.clerk, .clerk),
    ]
    try await environment.database.write(locking: [LockKey(.directory, 0)]) { tx in
      if try CongressStore.all(in: tx).contains(where: \.isRunHere) { throw ActionError.duplicate }
      try place.insert(in: tx)
      for person in people { try person.insert(in: tx) }
    }
    return place.congress.id
  }

  private static func check(_ input: Input) throws {
    for (field, text) in [("name", input.name), ("region", input.region)] where text.isEmpty {
      throw ActionError.invalid([FieldProblem(field, .missing)])
    }
    if let code = input.regionCode, !(code.count == 12 && code.allSatisfy { $0.isASCII && $0.isNumber }) {
      throw ActionError.invalid([FieldProblem("region-code", .notAllowed)])
    }
    if input.level == .nation, input.parent != nil { throw ActionError.invalid([FieldProblem("parent", .notAllowed)]) }
    if input.administrator.username.lowercased() == input.clerk.username.lowercased() {
      throw ActionError.invalid([FieldProblem("username", .taken)])
    }
  }
}

/// The rows of a new place, with the entry that each leaves in the history.
private struct Place: Sendable {
  let congress: Congress
  private let parent: Congress?
  private let regions: [Region]
  private let term: CongressTerm?
  private let body: CongressBody
  private let entries: [NewEntry]

  init(_ input: SetUpPlace.Input, in environment: AppEnvironment) throws {
    let now = environment.now()
    let chain = Self.chain(input, now, environment)
    let above = Self.parent(of: input, chain, now, environment)
    let place = Congress(
      id: environment.newID(at: now), region: chain.last?.id ?? ID(0), level: input.level, name: input.name,
      shortName: input.shortName, parent: above?.id, isRunHere: true)
    let newTerm = input.term.map {
      CongressTerm(id: environment.newID(at: now), congress: place.id, number: $0.number, beganOn: $0.beganOn)
    }
    // 组织法 18, 47: a township has a presidium, the levels above a standing committee.
    let isTownship = input.level == .township
    let organ = CongressBody(
      id: environment.newID(at: now), congress: place.id, kind: isTownship ? .presidium : .standingCommittee,
      name: input.name + (isTownship ? "主席团" : "常务委员会"), region: nil)
    func entry(_ kind: SubjectKind, _ subject: Int64, _ act: String, _ facts: [String: String]) throws -> NewEntry {
      NewEntry(
        id: environment.newID(at: now), kind: kind, subject: subject, act: act, at: now, actor: .system,
        facts: try JSONText.encode(facts), words: nil, salt: environment.random(16))
    }
    entries =
      try chain.map { try entry(.region, $0.id.raw, "add", ["name": $0.name, "code": $0.code ?? ""]) }
      + [above, place].compactMap { $0 }.map { try entry(.congress, $0.id.raw, "add", ["name": $0.name]) }
      + [newTerm].compactMap { $0 }.map {
        try entry(.congress, place.id.raw, "term", ["term": "\($0.number)", "from": "\($0.beganOn)"])
      } + [try entry(.congress, place.id.raw, "body", ["name": organ.name])]
    (regions, parent, congress, term, body) = (chain, above, place, newTerm, organ)
  }

  /// The congress one level up, at the region above.
  private static func parent(
    of input: SetUpPlace.Input, _ chain: [Region], _ now: Instant, _ environment: AppEnvironment
  ) -> Congress? {
    guard let name = input.parent, let level = CongressLevel(rawValue: input.level.rawValue - 1),
      let region = chain.dropLast().last
    else { return nil }
    return Congress(
      id: environment.newID(at: now), region: region.id, level: level, name: name, shortName: short(name), parent: nil,
      isRunHere: false)
  }

  /// From the nation down to the place itself.
  private static func chain(_ input: SetUpPlace.Input, _ now: Instant, _ environment: AppEnvironment) -> [Region] {
    let own: RegionLevel =
      switch input.level {
      case .nation: .nation
      case .province: .province
      case .prefecture: .prefecture
      case .county: .county
      case .township: .township
      }
    var regions: [Region] = []
    for level in RegionLevel.allCases where level <= own {
      let name = level == own ? input.region : level == .nation ? "中华人民共和国" : input.above[level] ?? ""
      if name.isEmpty { continue }
      let id: ID<Region> = environment.newID(at: now)
      regions.append(
        Region(
          id: id, parent: regions.last?.id, level: level, name: name, path: (regions.last?.path ?? "") + "\(id)/",
          validFrom: now.date, code: level == own ? input.regionCode : nil))
    }
    return regions
  }

  private static func short(_ name: String) -> String {
    name.hasSuffix("人民代表大会") ? String(name.dropLast(6)) : name
  }

  func insert(in tx: any WriteTransaction) throws {
    for region in regions {
      try RegionStore.insert(region, position: try RegionStore.nextPosition(under: region.parent, in: tx), in: tx)
    }
    if let parent { try CongressStore.insert(parent, in: tx) }
    try CongressStore.insert(congress, in: tx)
    if let term { try CongressStore.insert(term, in: tx) }
    try CongressStore.insert(body, in: tx)
    for entry in entries { try ManageAccounts.append(entry, in: tx) }
  }
}
