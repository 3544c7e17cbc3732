package import DatabaseKit
package import Domain

/// What a scope shows its reader, as SQL: the same rule as `MatterAccess.sees`, so that a list never names a matter that
/// cannot be opened, and how many that are.
extension MatterListStore {
  /// The matters of a scope that its reader may see.
  static func seen(_ scope: QueueScope, by reader: ID<Person>) -> SQL {
    "\(own(scope)) AND NOT \(kept(from: reader))"
  }

  /// Neither sealed nor kept from the reader.
  static func open(to reader: ID<Person>) -> SQL { "NOT \(sealed) AND NOT \(kept(from: reader))" }

  /// How many open matters of the scope its reader sees, by queue and the date it is sorted by.
  package static func openCounts(
    _ scope: QueueScope, reader: ID<Person>, in tx: any ReadTransaction
  ) throws -> [MatterQueue: [CivilDate: Int]] {
    guard let scopeCounts = counted(scope) else { return try count(seen(scope, by: reader), in: tx) }
    // Counts are kept for everybody alike; the few that this reader does not see are taken off.
    let sums = try CountStore.sums(
      of: (MatterMeasure.open + [.held]).map(\.rawValue), for: scopeCounts, in: tx)
    var result: [MatterQueue: [CivilDate: Int]] = [:]
    for (measure, dates) in sums {
      if let queue = MatterQueue(rawValue: measure) { result[queue] = dates }
    }
    for part in hidden(scope, from: reader) {
      for (queue, dates) in try count(part.condition, of: part.matters, in: tx) {
        for (date, number) in dates { result[queue, default: [:]][date, default: 0] -= number }
      }
    }
    return result
  }

  private static func own(_ scope: QueueScope) -> SQL {
    switch scope {
    case .congress(let id): "m.congress_id = \(bind: id) AND NOT \(sealed)"
    case .desk(let id): "m.congress_id = \(bind: id) AND \(sealed)"
    case .venue(let id): "m.venue_id = \(bind: id) AND NOT \(sealed)"
    case .deputy(let id, let mandates):
      """
      m.owner_person_id = \(bind: id) AND m.owner_mandate_id IN \(SQL.list(mandates)) AND NOT \(sealed) AND \(looked)
      """
    case .group(let id): "m.owner_group_id = \(bind: id) AND NOT \(sealed) AND \(looked)"
    case .watched(let kind, let by):
      "m.id IN (SELECT w.matter_id FROM matter_watchers w WHERE \(MatterWatchStore.match(kind, by))) AND NOT \(sealed)"
    case .grid(let id): "m.grid_id = \(bind: id) AND NOT \(sealed) AND \(looked)"
    }
  }

  /// Written exactly as in the partial indexes.
  private static let sealed: SQL = "(m.seal IS NOT NULL OR m.owner_kind = 'desk')"

  /// What nobody has looked at is in no list but those of the place.
  private static let looked: SQL = "m.held = '[]'"

  private static func kept(from reader: ID<Person>) -> SQL {
    "EXISTS (SELECT 1 FROM matter_exclusions x WHERE x.matter_id = m.id AND x.person_id = \(bind: reader))"
  }

  private static func counted(_ scope: QueueScope) -> CountScope? {
    switch scope {
    case .congress(let id): .congress(id)
    case .venue(let id): .venue(id)
    case .deputy(let id, _): .person(id)
    case .desk, .group, .grid, .watched: nil
    }
  }

  /// Disjoint parts of what is counted for the scope and not shown to the reader: which matters, and which of them.
  private static func hidden(_ scope: QueueScope, from reader: ID<Person>) -> [(matters: SQL, condition: SQL)] {
    // Begins at the reader's few exclusions; a planner without statistics would look among all open matters for them.
    let excluded: SQL = "matter_exclusions x CROSS JOIN matters m"
    let his: SQL = "x.person_id = \(bind: reader) AND m.id = x.matter_id"
    switch scope {
    case .congress(let id):
      return [
        ("matters m", "m.congress_id = \(bind: id) AND \(sealed)"),
        (excluded, "\(his) AND m.congress_id = \(bind: id) AND NOT \(sealed)"),
      ]
    // A sealed matter has no venue; the schema sees to it.
    case .venue(let id): return [(excluded, "\(his) AND m.venue_id = \(bind: id)")]
    case .deputy(let id, let mandates):
      let elsewhere: SQL = "(m.owner_mandate_id NOT IN \(SQL.list(mandates)) OR \(sealed))"
      return [
        ("matters m", "m.owner_person_id = \(bind: id) AND \(elsewhere) AND \(looked)"),
        (excluded, "\(his) AND m.owner_person_id = \(bind: id) AND NOT \(elsewhere) AND \(looked)"),
      ]
    case .desk, .group, .grid, .watched: return []
    }
  }

  private static func count(_ condition: SQL, of matters: SQL = "matters m", in tx: any ReadTransaction) throws
    -> [MatterQueue: [CivilDate: Int]]
  {
    let open = SQL.joined(MatterQueue.allCases.filter { $0 != .ended }.map { "\(word: $0)" }, by: ", ")
    let rows = try tx.rows(
      """
      SELECT m.queue, m.sort_on, COUNT(*) AS n FROM \(matters)
      WHERE \(condition) AND m.queue IN (\(open)) GROUP BY m.queue, m.sort_on
      """)
    var result: [MatterQueue: [CivilDate: Int]] = [:]
    for row in rows { result[try row.word("queue"), default: [:]][try row("sort_on")] = try row("n", as: Int.self) }
    return result
  }
}
