import DatabaseKit

/// Everything that a database holds, as lines: for comparing two of them.
enum TableDump {
  /// One line a row, of every table that the schema has, in an order of its own.
  static func everything(_ database: any Database) async throws -> [String] {
    let engine = database.engine
    return try await database.read(.long) { tx in
      let names: SQL =
        engine == .sqlite
        ? """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
          AND name NOT IN ('search_staff_data', 'search_staff_idx', 'search_staff_docsize', 'search_open_data',
            'search_open_idx', 'search_open_docsize', 'search_staff_content', 'search_open_content')
        """
        : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
      let tables = try tx.rows(names).map { try $0.first(as: String.self) }
      return try tables.flatMap { table in
        try tx.rows(SQL(trustedFile: "SELECT * FROM \(table)")).map { "\(table) \($0)" }
      }.sorted()
    }
  }

  /// The first lines that only one of two has.
  static func differences(_ left: [String], _ right: [String]) -> [String] {
    let (mine, theirs) = (Set(left), Set(right))
    let lost = left.filter { !theirs.contains($0) }.prefix(5).map { "- " + $0.prefix(1500) }
    let gained = right.filter { !mine.contains($0) }.prefix(5).map { "+ " + $0.prefix(1500) }
    return lost + gained + (lost.isEmpty && gained.isEmpty && left.count != right.count ? ["count"] : [])
  }
}
