package import DatabaseKit
package import Domain

/// Versioned settings and the holiday table.
package enum SettingsStore {
  /// Appends a version; the caller holds the settings lock of the congress.
  package static func insert(
    _ settings: CongressSettings, id: ID<SettingsVersion>, of congress: ID<Congress>, reason: String,
    by person: ID<Person>?, at now: Instant, in tx: any WriteTransaction
  ) throws -> VersionedSettings {
    let number = try current(of: congress, in: tx).number + 1
    let text = try JSONText.encode(settings)
    try tx.execute(
      """
      INSERT INTO settings_versions (id, congress_id, number, settings, reason, made_by, made_at)
      VALUES (\(bind: id), \(bind: congress), \(bind: number), \(bind: text), \(bind: reason), \(bind: person),
        \(bind: now))
      """)
    return VersionedSettings(id: id, number: number, settings: settings)
  }

  /// The newest version; the defaults when nothing was ever set.
  package static func current(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> VersionedSettings {
    try tx.row("\(columns) WHERE congress_id = \(bind: congress) ORDER BY number DESC LIMIT 1").map(version)
      ?? .defaults
  }

  package static func version(_ id: ID<SettingsVersion>, in tx: any ReadTransaction) throws -> VersionedSettings? {
    try tx.row("\(columns) WHERE id = \(bind: id)").map(version)
  }

  package static func list(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> [SettingsLine] {
    try tx.rows("\(columns) WHERE congress_id = \(bind: congress) ORDER BY number DESC LIMIT 50").map {
      SettingsLine(
        version: try version($0), reason: try $0("reason"), madeBy: try $0("made_by"), madeAt: try $0("made_at"))
    }
  }

  private static let columns: SQL = "SELECT id, number, settings, reason, made_by, made_at FROM settings_versions"

  private static func version(_ row: Row) throws -> VersionedSettings {
    VersionedSettings(
      id: try row("id"), number: try row("number"),
      settings: try JSONText.decode(CongressSettings.self, from: row("settings")))
  }

  // MARK: Holidays

  package static func holidayVersion(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT value FROM registry WHERE name = 'holidays'").flatMap { Int(try $0.first(as: String.self)) } ?? 0
  }

  package static func holidays(in tx: any ReadTransaction) throws -> HolidayTable {
    let days = try tx.rows("SELECT on_date, kind, name FROM holiday_days ORDER BY on_date").map {
      HolidayTable.Day(date: try $0("on_date"), kind: try $0.word("kind"), name: try $0("name"))
    }
    let years = try tx.rows("SELECT year FROM holiday_years").map { try $0.first(as: Int.self) }
    return HolidayTable(days: days, years: Set(years), version: try holidayVersion(in: tx))
  }

  /// Replaces the days of whole years, adds single days of neighbouring years (a New Year's break that begins in
  /// December), and gives the table a new version.
  package static func replaceHolidays(
    _ days: [HolidayTable.Day], years: [Int], source: String, at now: Instant, in tx: any WriteTransaction
  ) throws {
    for year in years {
      try tx.execute(
        "DELETE FROM holiday_days WHERE on_date >= \(bind: "\(year)-01-01") AND on_date <= \(bind: "\(year)-12-31")")
      try tx.execute(
        """
        INSERT INTO holiday_years (year, source, imported_at) VALUES (\(bind: year), \(bind: source), \(bind: now))
        ON CONFLICT (year) DO UPDATE SET source = excluded.source, imported_at = excluded.imported_at
        """)
    }
    for day in days {
      try tx.execute(
        """
        INSERT INTO holiday_days (on_date, kind, name)
        VALUES (\(bind: day.date), \(bind: day.kind), \(bind: day.name))
        ON CONFLICT (on_date) DO UPDATE SET kind = excluded.kind, name = excluded.name
        """)
    }
    let version = String(try holidayVersion(in: tx) + 1)
    try tx.execute(
      """
      INSERT INTO registry (name, value) VALUES ('holidays', \(bind: version))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }

  package static func registryValue(_ name: String, in tx: any ReadTransaction) throws -> String? {
    try tx.row("SELECT value FROM registry WHERE name = \(bind: name)")?.first()
  }

  package static func setRegistryValue(_ name: String, _ value: String, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO registry (name, value) VALUES (\(bind: name), \(bind: value))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """)
  }
}
