package import DatabaseKit
package import Domain

/// Matters whose time of keeping is over, and the confirmations without which nothing goes.
package enum RetentionStore {
  /// The day after which each class is still kept; a class that is kept for good is not in it.
  package typealias Cutoffs = [RetentionClass: CivilDate]

  /// Written like the partial index `matters_retention`.
  private static let unerased: SQL = """
    m.ended_on IS NOT NULL AND NOT (m.contact_erased AND m.is_erased AND m.photos_erased AND m.published_erased)
    """

  /// That a class of the matter `m` is to go; whether one form is still being handled is looked at one by one.
  private static func isDue(_ kind: RetentionClass, _ cutoff: CivilDate) -> SQL {
    let over: SQL = "m.ended_on <= \(bind: cutoff)"
    return switch kind {
    case .contact: "(m.seal IS NULL AND NOT m.contact_erased AND \(over))"
    case .words: "(m.seal IS NULL AND NOT m.is_erased AND \(over))"
    case .photos: "(m.seal IS NULL AND NOT m.photos_erased AND \(over))"
    case .published: "(m.seal IS NULL AND NOT m.published_erased AND m.publication <> 'none' AND \(over))"
    case .sealed: "(m.seal IS NOT NULL AND \(over))"
    }
  }

  /// The next matters of which something is to go, in the order in which they ended.
  package static func due(
    of congress: ID<Congress>, _ cutoffs: Cutoffs, after mark: (endedOn: CivilDate, id: ID<Matter>)?, limit: Int,
    in tx: any ReadTransaction
  ) throws -> [(id: ID<Matter>, endedOn: CivilDate)] {
    guard let latest = cutoffs.values.max() else { return [] }
    let any = SQL.joined(
      cutoffs.sorted { $0.key.rawValue < $1.key.rawValue }.map { isDue($0.key, $0.value) }, by: " OR ")
    let after: SQL =
      mark.map {
        "AND (m.ended_on > \(bind: $0.endedOn) OR (m.ended_on = \(bind: $0.endedOn) AND m.id > \(bind: $0.id)))"
      } ?? ""
    return try tx.rows(
      """
      SELECT m.id, m.ended_on FROM matters m
      WHERE m.congress_id = \(bind: congress) AND \(unerased) AND m.ended_on <= \(bind: latest) \(after)
        AND (\(any)) AND NOT \(HoldStore.covered)
      ORDER BY m.ended_on, m.id LIMIT \(bind: limit)
      """
    ).map { (id: try $0("id"), endedOn: try $0("ended_on")) }
  }

  /// How many of a class, since when, and the oldest of those that the reader may see.
  package static func count(
    _ kind: RetentionClass, of congress: ID<Congress>, _ cutoff: CivilDate, samples: Int, reader: ID<Person>,
    in tx: any ReadTransaction
  ) throws -> RetentionCount {
    let condition: SQL = """
      m.congress_id = \(bind: congress) AND \(unerased) AND m.ended_on <= \(bind: cutoff) AND \(isDue(kind, cutoff))
        AND NOT \(HoldStore.covered)
      """
    let sum = try tx.row("SELECT COUNT(*) AS n, MIN(m.ended_on) AS oldest FROM matters m WHERE \(condition)")
    let rows = try tx.rows(
      """
      SELECT m.id, m.receipt, m.title, m.ended_on FROM matters m WHERE \(condition)
        AND NOT EXISTS (SELECT 1 FROM matter_exclusions x
          WHERE x.matter_id = m.id AND x.person_id = \(bind: reader))
      ORDER BY m.ended_on, m.id LIMIT \(bind: samples)
      """)
    return RetentionCount(
      kind: kind, count: try sum?("n") ?? 0, oldest: try sum?("oldest"),
      samples: try rows.map {
        RetentionSample(
          matter: try $0("id"), receipt: try $0("receipt"), title: try $0("title"), endedOn: try $0("ended_on"))
      })
  }

  /// How many ended matters a hold keeps although their time is over.
  package static func heldCount(of congress: ID<Congress>, _ cutoffs: Cutoffs, in tx: any ReadTransaction) throws -> Int
  {
    guard let latest = cutoffs.values.max() else { return 0 }
    let any = SQL.joined(
      cutoffs.sorted { $0.key.rawValue < $1.key.rawValue }.map { isDue($0.key, $0.value) }, by: " OR ")
    return try tx.row(
      """
      SELECT COUNT(*) AS n FROM matters m WHERE m.congress_id = \(bind: congress) AND \(unerased)
        AND m.ended_on <= \(bind: latest) AND (\(any)) AND \(HoldStore.covered)
      """)?("n") ?? 0
  }

  // MARK: Confirmations

  package static func confirm(
    _ plan: RetentionPlan, number: Int, of congress: ID<Congress>, counts: [String: Int], by person: ID<Person>?,
    at now: Instant, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO retention_confirmations (congress_id, settings_number, rules, counts, confirmed_by, confirmed_at)
      VALUES (\(bind: congress), \(bind: number), \(bind: try JSONText.encode(plan)), \(bind: try JSONText.encode(counts)),
        \(bind: person), \(bind: now))
      ON CONFLICT (congress_id, settings_number) DO UPDATE SET confirmed_by = excluded.confirmed_by,
        confirmed_at = excluded.confirmed_at, counts = excluded.counts, rules = excluded.rules
      """)
  }

  /// The newest one of a congress.
  package static func confirmation(of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> RetentionConfirmation?
  {
    try tx.row(
      """
      SELECT settings_number, rules, confirmed_by, confirmed_at FROM retention_confirmations
      WHERE congress_id = \(bind: congress) ORDER BY settings_number DESC LIMIT 1
      """
    ).map {
      RetentionConfirmation(
        number: try $0("settings_number"), plan: try JSONText.decode(RetentionPlan.self, from: $0("rules")),
        by: try $0("confirmed_by"), at: try $0("confirmed_at"))
    }
  }

  /// The congresses in which somebody has confirmed.
  package static func congresses(in tx: any ReadTransaction) throws -> [ID<Congress>] {
    try tx.rows("SELECT DISTINCT congress_id FROM retention_confirmations ORDER BY congress_id").map { try $0.first() }
  }
}
