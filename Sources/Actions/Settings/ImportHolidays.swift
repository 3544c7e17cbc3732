import DatabaseKit
package import Domain
import Store

/// The holiday table of the State Council's yearly notices: shipped for some years, imported for the rest.
package enum ImportHolidays {
  /// Reads lines of `date,kind,name` (`off` or `work`) below a head line; every line must be right.
  package static func parse(csv: String) throws(FieldProblem) -> [HolidayTable.Day] {
    var days: [HolidayTable.Day] = []
    for (index, line) in csv.split(whereSeparator: \.isNewline).enumerated() {
      let parts = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      if index == 0, parts.first?.hasSuffix("date") == true { continue }
      guard parts.count == 3, let date = CivilDate(text: parts[0]), let kind = HolidayTable.Kind(rawValue: parts[1]),
        !parts[2].isEmpty, parts[2].count <= 20
      else { throw FieldProblem("csv", .notADate) }
      days.append(HolidayTable.Day(date: date, kind: kind, name: parts[2]))
    }
    if days.isEmpty { throw FieldProblem("csv", .missing) }
    if Set(days.map(\.date)).count != days.count { throw FieldProblem("csv", .taken) }
    return days
  }

  /// Fewer days than this in a year are stray days of a neighbouring year's notice, not the notice of that year.
  private static let fewestInYear = 5

  /// Replaces the years that the days cover; open due dates are counted again by a job.
  package static func run(
    _ days: [HolidayTable.Day], source: String, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard DirectoryAccess.mayImportHolidays(by: actor) else { throw ActionError.refused(.notYours) }
    let now = environment.now()
    let years = Dictionary(grouping: days, by: \.date.year).filter { $0.value.count >= fewestInYear }.keys.sorted()
    guard !years.isEmpty else {
      throw ActionError.invalid([FieldProblem("csv", .tooShort(minimum: 5, actual: days.count))])
    }
    let event: ID<RecordEvent> = environment.newID(at: now)
    let salt = environment.random(16)
    try await environment.database.write(locking: [LockKey(.settings, 0)]) { tx in
      try SettingsStore.replaceHolidays(days, years: years, source: source, at: now, in: tx)
      let head = try EventStore.head(of: .holidays, 1, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: event, kind: .holidays, subject: 1, act: "import", at: now, actor: actor.recordActor,
          facts: try JSONText.encode(days), words: nil, salt: salt),
        after: head, in: tx)
    }
    environment.rules.forget()
  }

  package static func table(in environment: AppEnvironment) async throws -> HolidayTable {
    try await environment.rules.calendar().table
  }
}
