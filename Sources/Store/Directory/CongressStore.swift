package import DatabaseKit
package import Domain

/// Congresses with their terms, organs, constituencies, electing units, delegations, groups and handling units.
package enum CongressStore {
  package static func insert(_ congress: Congress, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO congresses (id, region_id, level, name, short_name, parent_id, is_run_here)
      VALUES (\(bind: congress.id), \(bind: congress.region), \(bind: congress.level.rawValue), \(bind: congress.name),
        \(bind: congress.shortName), \(bind: congress.parent), \(bind: congress.isRunHere))
      """)
  }

  package static func update(_ congress: Congress, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE congresses SET name = \(bind: congress.name), short_name = \(bind: congress.shortName),
        is_run_here = \(bind: congress.isRunHere) WHERE id = \(bind: congress.id)
      """)
  }

  package static func all(in tx: any ReadTransaction) throws -> [Congress] {
    try tx.rows("\(columns) ORDER BY level, id").map(congress)
  }

  package static func congress(_ id: ID<Congress>, in tx: any ReadTransaction) throws -> Congress? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(congress)
  }

  private static let columns: SQL =
    "SELECT id, region_id, level, name, short_name, parent_id, is_run_here FROM congresses"

  private static func congress(_ row: Row) throws -> Congress {
    guard let level = CongressLevel(rawValue: try row("level")) else { throw DatabaseError.decoding("congress level") }
    return Congress(
      id: try row("id"), region: try row("region_id"), level: level, name: try row("name"),
      shortName: try row("short_name"), parent: try row("parent_id"), isRunHere: try row("is_run_here"))
  }

  // MARK: Terms

  package static func insert(_ term: CongressTerm, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO congress_terms (id, congress_id, number, began_on, ended_on)
      VALUES (\(bind: term.id), \(bind: term.congress), \(bind: term.number), \(bind: term.beganOn),
        \(bind: term.endedOn))
      """)
  }

  package static func update(_ term: CongressTerm, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE congress_terms SET began_on = \(bind: term.beganOn), ended_on = \(bind: term.endedOn)
      WHERE id = \(bind: term.id)
      """)
  }

  package static func terms(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [CongressTerm] {
    try tx.rows(
      """
      SELECT id, congress_id, number, began_on, ended_on FROM congress_terms
      WHERE congress_id = \(bind: congress) ORDER BY number DESC
      """
    ).map {
      CongressTerm(
        id: try $0("id"), congress: try $0("congress_id"), number: try $0("number"), beganOn: try $0("began_on"),
        endedOn: try $0("ended_on"))
    }
  }

  /// The term that runs on a day: a later one may be planned already.
  package static func term(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> ID<CongressTerm>?
  {
    try terms(of: congress, in: tx).first { $0.beganOn <= date }?.id
  }

  // MARK: Organs

  package static func insert(_ body: CongressBody, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO congress_bodies (id, congress_id, kind, name, region_id)
      VALUES (\(bind: body.id), \(bind: body.congress), \(bind: body.kind), \(bind: body.name), \(bind: body.region))
      """)
  }

  package static func update(_ body: CongressBody, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE congress_bodies SET name = \(bind: body.name) WHERE id = \(bind: body.id)")
  }

  package static func bodies(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [CongressBody] {
    try tx.rows(
      """
      SELECT id, congress_id, kind, name, region_id FROM congress_bodies
      WHERE congress_id = \(bind: congress) AND valid_to IS NULL ORDER BY id
      """
    ).map {
      CongressBody(
        id: try $0("id"), congress: try $0("congress_id"), kind: try $0.word("kind"), name: try $0("name"),
        region: try $0("region_id"))
    }
  }

  // MARK: Constituencies and electing units

  package static func save(_ constituency: Constituency, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO constituencies (id, congress_id, name, seats, valid_from, valid_to)
      VALUES (\(bind: constituency.id), \(bind: constituency.congress), \(bind: constituency.name),
        \(bind: constituency.seats), \(bind: constituency.validFrom), \(bind: constituency.validTo))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, seats = excluded.seats, valid_to = excluded.valid_to
      """)
    try tx.execute("DELETE FROM constituency_regions WHERE constituency_id = \(bind: constituency.id)")
    for region in constituency.regions {
      try tx.execute(
        """
        INSERT INTO constituency_regions (constituency_id, region_id)
        VALUES (\(bind: constituency.id), \(bind: region))
        """)
    }
  }

  package static func constituencies(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [Constituency] {
    let regions = try tx.rows(
      """
      SELECT cr.constituency_id, cr.region_id FROM constituency_regions cr
      JOIN constituencies c ON c.id = cr.constituency_id WHERE c.congress_id = \(bind: congress)
      ORDER BY cr.region_id
      """)
    var byConstituency: [ID<Constituency>: [ID<Region>]] = [:]
    for row in regions { byConstituency[try row("constituency_id"), default: []].append(try row("region_id")) }
    return try tx.rows(
      """
      SELECT id, congress_id, name, seats, valid_from, valid_to FROM constituencies
      WHERE congress_id = \(bind: congress) ORDER BY id
      """
    ).map {
      let id: ID<Constituency> = try $0("id")
      return Constituency(
        id: id, congress: try $0("congress_id"), name: try $0("name"), seats: try $0("seats"),
        regions: byConstituency[id] ?? [], validFrom: try $0("valid_from"), validTo: try $0("valid_to"))
    }
  }

  package static func save(_ unit: ElectingUnit, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO electing_units (id, congress_id, name, electing_congress_id)
      VALUES (\(bind: unit.id), \(bind: unit.congress), \(bind: unit.name), \(bind: unit.electingCongress))
      ON CONFLICT (id) DO UPDATE SET name = excluded.name
      """)
  }

  package static func electingUnits(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [ElectingUnit] {
    try tx.rows(
      """
      SELECT id, congress_id, name, electing_congress_id FROM electing_units
      WHERE congress_id = \(bind: congress) AND valid_to IS NULL ORDER BY id
      """
    ).map {
      ElectingUnit(
        id: try $0("id"), congress: try $0("congress_id"), name: try $0("name"),
        electingCongress: try $0("electing_congress_id"))
    }
  }
}
