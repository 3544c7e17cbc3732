package import DatabaseKit
package import Domain

/// Work on its way from one person to the next, and how much of it there is.
package enum HandOverStore {
  package static func insert(_ order: HandOverOrder, in tx: any WriteTransaction) throws {
    var mandate: ID<Mandate>?
    var unit: ID<HandlingUnit>?
    let kind: String
    switch order.kind {
    case .mandate(let id): (kind, mandate) = ("mandate", id)
    case .drafter(let id): (kind, unit) = ("drafter", id)
    }
    try tx.execute(
      """
      INSERT INTO hand_overs (id, kind, mandate_id, unit_id, person_id, successor_id, reason, ordered_by, ordered_at,
        after_id, moved)
      VALUES (\(bind: order.id), \(bind: kind), \(bind: mandate), \(bind: unit), \(bind: order.person),
        \(bind: order.successor), \(bind: order.reason), \(bind: order.orderedBy), \(bind: order.orderedAt), 0, 0)
      """)
  }

  package static func order(_ id: ID<HandOver>, in tx: any ReadTransaction) throws -> HandOverOrder? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(order)
  }

  /// The oldest one that is not finished.
  package static func open(in tx: any ReadTransaction) throws -> HandOverOrder? {
    try tx.row("\(columns) WHERE done_at IS NULL ORDER BY id LIMIT 1").map(order)
  }

  /// What a person has handed over, the newest first.
  package static func list(of person: ID<Person>, in tx: any ReadTransaction) throws -> [HandOverOrder] {
    try tx.rows("\(columns) WHERE person_id = \(bind: person) ORDER BY id DESC LIMIT 20").map(order)
  }

  package static func mark(
    _ id: ID<HandOver>, after last: ID<Matter>, moved: Int, done: Instant?, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      UPDATE hand_overs SET after_id = \(bind: last), moved = moved + \(bind: moved), done_at = \(bind: done)
      WHERE id = \(bind: id)
      """)
  }

  /// The next matters of an order, in the order of their ids.
  package static func next(_ order: HandOverOrder, limit: Int, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    switch order.kind {
    case .mandate(let mandate):
      return try tx.rows(
        """
        SELECT id FROM matters WHERE owner_person_id = \(bind: order.person) AND queue <> 'ended'
          AND owner_mandate_id = \(bind: mandate) AND id > \(bind: order.after) ORDER BY id LIMIT \(bind: limit)
        """
      ).map { try $0.first() }
    case .drafter(let unit):
      return try tx.rows(
        """
        SELECT DISTINCT matter_id FROM matter_handlings WHERE drafter_id = \(bind: order.person)
          AND state IN ('signed_for', 'drafted') AND unit_id = \(bind: unit) AND matter_id > \(bind: order.after)
        ORDER BY matter_id LIMIT \(bind: limit)
        """
      ).map { try $0.first() }
    }
  }

  // MARK: How much there is

  /// The open matters that a deputy owes by a mandate.
  package static func count(of person: ID<Person>, by mandate: ID<Mandate>, in tx: any ReadTransaction) throws -> Int {
    try tx.row(
      """
      SELECT COUNT(*) AS n FROM matters WHERE owner_person_id = \(bind: person) AND queue <> 'ended'
        AND owner_mandate_id = \(bind: mandate)
      """)?("n") ?? 0
  }

  /// What waits in a post.
  package static func count(in post: PostLine, in tx: any ReadTransaction) throws -> Int {
    let suggestions =
      [.unitRegistrar, .unitHead].contains(post.role)
      ? try SuggestionListStore.openParts(of: [post.unit?.id].compactMap { $0 }, in: tx) : 0
    return try matters(in: post, in: tx) + suggestions
  }

  private static func matters(in post: PostLine, in tx: any ReadTransaction) throws -> Int {
    let source: SQL
    switch post.role {
    case .chief, .liaison:
      guard let venue = post.venue?.id else { return 0 }
      source = "matters WHERE venue_id = \(bind: venue) AND queue <> 'ended'"
    case .unitRegistrar, .unitHead:
      guard let unit = post.unit?.id else { return 0 }
      source = """
        matter_handlings WHERE unit_id = \(bind: unit)
          AND state IN ('sent', 'signed_for', 'return_asked', 'disputed', 'drafted')
        """
    case .unitDrafter:
      guard let unit = post.unit?.id else { return 0 }
      source = """
        matter_handlings WHERE drafter_id = \(bind: post.person.id) AND state IN ('signed_for', 'drafted')
          AND unit_id = \(bind: unit)
        """
    case .gridWorker:
      guard let grid = post.region?.id else { return 0 }
      source = """
        matters WHERE grid_id = \(bind: grid) AND queue <> 'ended' AND NOT (seal IS NOT NULL OR owner_kind = 'desk')
        """
    case .clerk: source = "matters WHERE congress_id = \(bind: post.congress.id) AND queue <> 'ended'"
    case .upperClerk:
      source = """
        matters WHERE congress_id = \(bind: post.congress.id) AND queue <> 'ended'
          AND (seal IS NOT NULL OR owner_kind = 'desk')
        """
    case .coordinator:
      source = "matter_handlings WHERE congress_id = \(bind: post.congress.id) AND state = 'disputed'"
    default: return 0
    }
    return try tx.row("SELECT COUNT(*) AS n FROM \(source)")?("n") ?? 0
  }

  private static let columns: SQL = """
    SELECT id, kind, mandate_id, unit_id, person_id, successor_id, reason, ordered_by, ordered_at, after_id, moved,
      done_at FROM hand_overs
    """

  private static func order(_ row: Row) throws -> HandOverOrder {
    let kind: HandOverOrder.Kind =
      if let mandate = try row("mandate_id", as: ID<Mandate>?.self) {
        .mandate(mandate)
      } else {
        .drafter(try row("unit_id"))
      }
    return HandOverOrder(
      id: try row("id"), kind: kind, person: try row("person_id"), successor: try row("successor_id"),
      reason: try row("reason"), orderedBy: try row("ordered_by"), orderedAt: try row("ordered_at"),
      after: try row("after_id"), moved: try row("moved"), doneAt: try row("done_at"))
  }
}

/// Which version of a record somebody saw: a stale edit overwrites nothing.
package enum RevisionStore {
  package enum Table: String, Sendable {
    case regions, congresses, constituencies, delegations, mandates, people, venues
    case units = "handling_units"
    case categories = "matter_categories"

    var sql: SQL {
      switch self {
      case .regions: "regions"
      case .congresses: "congresses"
      case .constituencies: "constituencies"
      case .delegations: "delegations"
      case .mandates: "mandates"
      case .people: "people"
      case .venues: "venues"
      case .units: "handling_units"
      case .categories: "matter_categories"
      }
    }

    /// People and venues raise theirs when they are saved.
    var raisesItself: Bool { self == .people || self == .venues }
  }

  /// Nil when there is no such record.
  package static func revision(_ table: Table, _ id: Int64, in tx: any ReadTransaction) throws -> Int? {
    try tx.row("SELECT revision FROM \(table.sql) WHERE id = \(bind: id)")?("revision")
  }

  /// Takes the next revision; false when the record is not the one that was seen any more.
  package static func claim(_ table: Table, _ id: Int64, seen: Int?, in tx: any WriteTransaction) throws -> Bool {
    guard let now = try revision(table, id, in: tx) else { return true }
    if let seen, seen != now { return false }
    if !table.raisesItself {
      try tx.execute("UPDATE \(table.sql) SET revision = revision + 1 WHERE id = \(bind: id)")
    }
    return true
  }
}
