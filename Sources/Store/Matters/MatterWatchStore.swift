package import DatabaseKit
package import Domain

/// Who follows a matter that others have, as lists read it.
package enum MatterWatchStore {
  /// Writes what changed from one status to the next; `before` is nil for a new matter.
  package static func save(
    _ status: MatterStatus, after before: MatterStatus?, of matter: ID<Matter>, in tx: any WriteTransaction
  ) throws {
    // A loader writes them from the status when it writes the matter.
    if tx is LoadingTransaction { return }
    let (new, old) = (status.watchers, before?.watchers ?? [])
    for gone in sorted(old.subtracting(new)) {
      try tx.post("DELETE FROM matter_watchers WHERE matter_id = \(bind: matter) AND \(match(gone.kind, gone.by))")
    }
    if let before, before.sortDate != status.sortDate, !new.isDisjoint(with: old) {
      try tx.post(
        "UPDATE matter_watchers SET sort_on = \(bind: status.sortDate) WHERE matter_id = \(bind: matter)")
    }
    for added in sorted(new.subtracting(old)) {
      try tx.post(
        """
        INSERT INTO matter_watchers (matter_id, kind, by_kind, by_id, sort_on)
        VALUES (\(bind: matter), \(bind: added.kind), \(bind: added.by.kindWord), \(bind: added.by.id),
          \(bind: status.sortDate))
        """)
    }
  }

  /// In an order of its own, so that the same history gives the same bytes.
  private static func sorted(_ watchers: Set<MatterWatcher>) -> [MatterWatcher] {
    watchers.sorted {
      ($0.kind.rawValue, $0.by.kindWord, $0.by.id) < ($1.kind.rawValue, $1.by.kindWord, $1.by.id)
    }
  }

  static func match(_ kind: WatchKind, _ by: MatterWatch) -> SQL {
    "kind = \(bind: kind) AND by_kind = \(bind: by.kindWord) AND by_id = \(bind: by.id)"
  }

  /// A row, for a check against the status.
  static func watcher(_ row: Row) throws -> MatterWatcher {
    let id: Int64 = try row("by_id")
    let by: MatterWatch =
      switch try row("by_kind", as: String.self) {
      case "venue": .venue(ID(id))
      case "congress": .congress(ID(id))
      case "group": .group(ID(id))
      default: .mandate(ID(id))
      }
    return MatterWatcher(try row.word("kind"), by)
  }

  /// The matters that are handled together with one, in the order in which they came.
  package static func followers(of lead: ID<Matter>, in tx: any ReadTransaction) throws -> [ID<Matter>] {
    try tx.rows("SELECT id FROM matters WHERE merged_into_id = \(bind: lead) ORDER BY id").map { try $0.first() }
  }
}

extension MatterWatch {
  fileprivate var kindWord: String {
    switch self {
    case .venue: "venue"
    case .congress: "congress"
    case .group: "group"
    case .mandate: "mandate"
    }
  }

  fileprivate var id: Int64 {
    switch self {
    case .venue(let id): id.raw
    case .congress(let id): id.raw
    case .group(let id): id.raw
    case .mandate(let id): id.raw
    }
  }
}
