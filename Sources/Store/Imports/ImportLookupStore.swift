package import DatabaseKit
package import Domain

/// What the directory holds that a roster may refer to.
package enum ImportLookupStore {
  /// - Parameter names: the people that are asked for.
  package static func load(
    _ kind: ImportKind, of congress: ID<Congress>, names: [String], for reader: Actor, in tx: any ReadTransaction
  ) throws -> ImportLookup {
    var lookup = ImportLookup(reader: reader, congress: congress)
    switch kind {
    case .region: try addRegions(&lookup, tx)
    case .grid:
      try addRegions(&lookup, tx)
      try addGrids(&lookup, tx)
    case .constituency:
      try addRegions(&lookup, tx)
      try addConstituencies(&lookup, congress, tx)
    case .venue:
      try addRegions(&lookup, tx)
      try addVenues(&lookup, congress, tx)
    case .unit: try addUnits(&lookup, congress, tx)
    case .deputy:
      try addRegions(&lookup, tx)
      try addConstituencies(&lookup, congress, tx)
      try addElectors(&lookup, congress, tx)
      try addVenues(&lookup, congress, tx)
    case .group: try addGroups(&lookup, congress, tx)
    case .post:
      try addVenues(&lookup, congress, tx)
      try addUnits(&lookup, congress, tx)
    case .account: try addUsernames(&lookup, tx)
    }
    try addPeople(&lookup, congress, names, tx)
    return lookup
  }

  /// Reads again, in the transaction that makes rows, what another one may have made meanwhile.
  package static func refresh(
    _ lookup: inout ImportLookup, _ kind: ImportKind, of congress: ID<Congress>, names: [String],
    in tx: any ReadTransaction
  ) throws {
    switch kind {
    case .region: try addRegions(&lookup, tx)
    case .grid: try addGrids(&lookup, tx)
    case .constituency: try addConstituencies(&lookup, congress, tx)
    case .venue: try addVenues(&lookup, congress, tx)
    case .unit: try addUnits(&lookup, congress, tx)
    case .group: try addGroups(&lookup, congress, tx)
    case .account: try addUsernames(&lookup, tx)
    case .deputy: try addConstituencies(&lookup, congress, tx)
    case .post: break
    }
    lookup.people = [:]
    try addPeople(&lookup, congress, names, tx)
  }

  private static func addGroups(_ lookup: inout ImportLookup, _ congress: ID<Congress>, _ tx: any ReadTransaction)
    throws
  {
    lookup.groups = Set(
      try GroupStore.groups(of: congress, in: tx).filter { $0.validTo == nil }.map(\.name))
  }

  private static func addUsernames(_ lookup: inout ImportLookup, _ tx: any ReadTransaction) throws {
    lookup.usernames = Set(try tx.rows("SELECT username FROM accounts").map { try $0.first(as: String.self) })
  }

  /// Regions that stand, by the code that holds.
  private static func addRegions(_ lookup: inout ImportLookup, _ tx: any ReadTransaction) throws {
    for region in try RegionStore.all(in: tx) where region.validTo == nil {
      if let code = region.code { lookup.regions[code] = region }
    }
  }

  private static func addGrids(_ lookup: inout ImportLookup, _ tx: any ReadTransaction) throws {
    let codes = Dictionary(lookup.regions.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    for region in try RegionStore.all(in: tx) where region.level == .grid && region.validTo == nil {
      if let parent = region.parent, let code = codes[parent] { lookup.grids.insert(code + "|" + region.name) }
    }
  }

  private static func addConstituencies(
    _ lookup: inout ImportLookup, _ congress: ID<Congress>, _ tx: any ReadTransaction
  ) throws {
    var taken: [ID<Constituency>: Int] = [:]
    for row in try tx.rows(
      """
      SELECT constituency_id, COUNT(*) AS taken FROM mandates
      WHERE congress_id = \(bind: congress) AND state <> 'ended' AND constituency_id IS NOT NULL
      GROUP BY constituency_id
      """)
    {
      taken[try row("constituency_id")] = try row("taken")
    }
    for row in try tx.rows(
      """
      SELECT id, name, seats FROM constituencies WHERE congress_id = \(bind: congress) AND valid_to IS NULL
      ORDER BY id DESC
      """)
    {
      let id: ID<Constituency> = try row("id")
      lookup.constituencies[try row("name")] = ImportLookup.Seats(
        id: id, seats: try row("seats"), taken: taken[id] ?? 0)
    }
  }

  private static func addElectors(_ lookup: inout ImportLookup, _ congress: ID<Congress>, _ tx: any ReadTransaction)
    throws
  {
    for unit in try CongressStore.electingUnits(of: congress, in: tx) { lookup.electingUnits[unit.name] = unit.id }
    for delegation in try GroupStore.delegations(of: congress, in: tx) {
      lookup.delegations[delegation.name] = delegation.id
    }
  }

  private static func addVenues(_ lookup: inout ImportLookup, _ congress: ID<Congress>, _ tx: any ReadTransaction)
    throws
  {
    for row in try tx.rows(
      "SELECT id, name FROM venues WHERE congress_id = \(bind: congress) AND valid_to IS NULL ORDER BY id DESC")
    {
      lookup.venues[try row("name")] = try row("id")
    }
  }

  private static func addUnits(_ lookup: inout ImportLookup, _ congress: ID<Congress>, _ tx: any ReadTransaction)
    throws
  {
    for unit in try GroupStore.units(of: congress, in: tx) where unit.validTo == nil {
      lookup.units[unit.name] = unit.id
    }
  }

  private static func addPeople(
    _ lookup: inout ImportLookup, _ congress: ID<Congress>, _ names: [String], _ tx: any ReadTransaction
  ) throws {
    var rest = names[...]
    while !rest.isEmpty {
      let batch = Array(rest.prefix(500))
      rest = rest.dropFirst(500)
      let posts = try posts(of: batch, tx)
      for row in try tx.rows(
        """
        SELECT p.id, p.name,
          (SELECT COALESCE(k.name, u.name, '') FROM mandates m LEFT JOIN constituencies k ON k.id = m.constituency_id
            LEFT JOIN electing_units u ON u.id = m.electing_unit_id
            WHERE m.person_id = p.id AND m.congress_id = \(bind: congress) AND m.state <> 'ended'
            ORDER BY m.id LIMIT 1) AS elected_by,
          (SELECT COUNT(*) FROM accounts a WHERE a.person_id = p.id) AS accounts
        FROM people p WHERE p.name IN \(SQL.list(batch)) ORDER BY p.id
        """)
      {
        let id: ID<Person> = try row("id")
        lookup.people[try row("name"), default: []].append(
          ImportLookup.Known(
            id: id, electedBy: try row("elected_by"), hasAccount: try row("accounts", as: Int.self) > 0,
            posts: posts[id] ?? []))
      }
    }
  }

  /// Posts in force of everybody with one of these names.
  private static func posts(of names: [String], _ tx: any ReadTransaction) throws
    -> [ID<Person>: [(post: Post, place: String)]]
  {
    var result: [ID<Person>: [(post: Post, place: String)]] = [:]
    for row in try tx.rows(
      """
      SELECT o.person_id, o.role, o.congress_id, o.venue_id, o.unit_id, COALESCE(v.name, u.name, '') AS place
      FROM people p JOIN posts o ON o.person_id = p.id LEFT JOIN venues v ON v.id = o.venue_id
      LEFT JOIN handling_units u ON u.id = o.unit_id
      WHERE p.name IN \(SQL.list(names)) AND o.to_on IS NULL ORDER BY o.id
      """)
    {
      let post = Post(
        role: try row.word("role"), congress: try row("congress_id"), venue: try row("venue_id"),
        unit: try row("unit_id"))
      result[try row("person_id"), default: []].append((post, try row("place")))
    }
    return result
  }
}
