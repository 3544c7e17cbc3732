package import DatabaseKit
package import Domain

/// Some records with their histories as they lie in the database, for checking them elsewhere: whoever reads only reads,
/// and other threads make sense of it.
package struct RawRecords: Sendable {
  package let kind: SubjectKind
  let events: [Row]
  let matters: [Row]
  let handlings: [Row]
  let watchers: [Row]
  let suggestions: RawSuggestions
  let motions: RawMotions
  /// The last record of them; nil when there are no more.
  package let last: Int64?

  /// The histories, in the order of their records.
  package func histories() throws -> [(subject: Int64, entries: [RecordEntry])] {
    var result: [(subject: Int64, entries: [RecordEntry])] = []
    for row in events {
      let entry = try EventStore.entry(row)
      if result.last?.subject == entry.subject {
        result[result.count - 1].entries.append(entry)
      } else {
        result.append((entry.subject, [entry]))
      }
    }
    return result
  }

  /// The matters among them, by their numbers, with the rows that repeat their status.
  package func storedMatters() throws -> [Int64: StoredMatter] {
    var result: [Int64: StoredMatter] = [:]
    for row in matters {
      let matter = try MatterRow.matter(row)
      result[matter.id.raw] = StoredMatter(matter: matter, lastHash: try row("last_hash"))
    }
    for row in handlings {
      result[try row("matter_id"), default: StoredMatter()].handlings.append(try HandlingStore.handling(row))
    }
    for row in watchers {
      let id: Int64 = try row("matter_id")
      result[id, default: StoredMatter()].watchers.insert(try MatterWatchStore.watcher(row))
      result[id]?.watchDates.insert(try row("sort_on"))
    }
    return result
  }
}

/// A matter as its rows say it is.
package struct StoredMatter: Sendable {
  /// Nil when only other rows speak of it.
  package var matter: Matter?
  package var lastHash: [UInt8] = []
  package var handlings: [HandlingRow] = []
  package var watchers: Set<MatterWatcher> = []
  /// The dates by which lists sort them.
  package var watchDates: Set<CivilDate> = []

  package init(matter: Matter? = nil, lastHash: [UInt8] = []) {
    self.matter = matter
    self.lastHash = lastHash
  }
}

/// Everything once, page by page, for `verify`.
package enum VerifyStore {
  /// The kinds of records that have a history.
  package static func kinds(in tx: any ReadTransaction) throws -> [String] {
    var kinds: [String] = []
    while let next = try tx.row(
      """
      SELECT subject_kind FROM events WHERE subject_kind > \(bind: kinds.last ?? "") ORDER BY subject_kind LIMIT 1
      """)
    {
      kinds.append(try next.first())
    }
    return kinds
  }

  /// The records of a kind after one, with about `limit` entries: whole histories only.
  package static func records(
    of kind: SubjectKind, after subject: Int64, limit: Int, in tx: any ReadTransaction
  ) throws -> RawRecords {
    var events = try tx.rows(
      """
      \(EventStore.columns) WHERE subject_kind = \(bind: kind) AND subject_id > \(bind: subject)
      ORDER BY subject_id, seq LIMIT \(bind: limit)
      """)
    var last: Int64?
    if events.count == limit, let row = events.last {
      // The last history may go on on the next page: it is read there, or by itself if it fills this one.
      let cut: Int64 = try row("subject_id")
      let kept = try events.firstIndex { try $0("subject_id", as: Int64.self) == cut } ?? 0
      if kept > 0 {
        events.removeSubrange(kept...)
        last = try events[kept - 1]("subject_id")
      } else {
        events = try tx.rows(
          """
          \(EventStore.columns) WHERE subject_kind = \(bind: kind) AND subject_id = \(bind: cut) ORDER BY seq
          """)
        last = cut
      }
    }
    let through = last ?? Int64.max
    guard kind == .matter else {
      return RawRecords(
        kind: kind, events: events, matters: [], handlings: [], watchers: [],
        suggestions: kind == .suggestion
          ? try RawSuggestions.read(after: subject, through: through, in: tx) : RawSuggestions(),
        motions: kind == .motion ? try RawMotions.read(after: subject, through: through, in: tx) : RawMotions(),
        last: last)
    }
    func within(_ column: SQL) -> SQL { "\(column) > \(bind: subject) AND \(column) <= \(bind: through)" }
    return RawRecords(
      kind: kind, events: events,
      matters: try tx.rows("SELECT * FROM matters WHERE \(within("id")) ORDER BY id"),
      handlings: try tx.rows(
        """
        SELECT matter_id, part, unit_id, congress_id, is_lead, state, sent_on, due_on, drafter_id, answered_on, in_time
        FROM matter_handlings WHERE \(within("matter_id")) ORDER BY matter_id, part
        """),
      watchers: try tx.rows(
        "SELECT matter_id, kind, by_kind, by_id, sort_on FROM matter_watchers WHERE \(within("matter_id"))"),
      suggestions: RawSuggestions(), motions: RawMotions(), last: last
    )
  }

  /// Ids, hashes and seals of events in the order of their ids.
  package static func sealed(after id: Int64, limit: Int, in tx: any ReadTransaction) throws
    -> [(id: ID<RecordEvent>, hash: [UInt8], seal: ID<Seal>?)]
  {
    try tx.rows("SELECT id, hash, seal_id FROM events WHERE id > \(bind: id) ORDER BY id LIMIT \(bind: limit)").map {
      (id: try $0("id"), hash: try $0("hash"), seal: try $0("seal_id"))
    }
  }

  /// Walks through every total and change, some scopes at a time.
  package static func counts(in tx: any ReadTransaction, _ body: (CountKey, Int) throws -> Void) throws {
    for kind in ["code", "congress", "person", "venue"] {
      var last = Int64.min
      while true {
        let scopes = try tx.rows(
          """
          SELECT DISTINCT scope_id FROM count_totals
          WHERE scope_kind = \(bind: kind) AND scope_id > \(bind: last) ORDER BY scope_id LIMIT 50
          """)
        guard let end = try scopes.last?.first(as: Int64.self) else { break }
        for row in try tx.rows(
          """
          SELECT scope_id, measure, on_date, value FROM count_totals
          WHERE scope_kind = \(bind: kind) AND scope_id > \(bind: last) AND scope_id <= \(bind: end)
          """)
        {
          let key = CountKey(
            kind: kind, id: try row("scope_id"), measure: try row("measure"), date: try row("on_date"))
          try body(key, row("value"))
        }
        last = end
      }
    }
    try changes(in: tx, body)
  }

  private static func changes(in tx: any ReadTransaction, _ body: (CountKey, Int) throws -> Void) throws {
    var last = Int64.min
    while true {
      let rows = try tx.rows(
        """
        SELECT id, measure, on_date, n, congress_id, venue_id, person_id, code_id FROM count_deltas
        WHERE id > \(bind: last) ORDER BY id LIMIT 5000
        """)
      guard let end = rows.last else { return }
      for row in rows {
        for (kind, column) in [
          ("congress", "congress_id"), ("venue", "venue_id"), ("person", "person_id"), ("code", "code_id"),
        ] {
          guard let id = try row(column, as: Int64?.self) else { continue }
          try body(CountKey(kind: kind, id: id, measure: try row("measure"), date: try row("on_date")), row("n"))
        }
      }
      last = try end("id")
    }
  }
}
