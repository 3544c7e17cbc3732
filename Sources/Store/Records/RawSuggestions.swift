import DatabaseKit
package import Domain

/// Suggestions with their rows as they lie in the database, for `verify`.
struct RawSuggestions: Sendable {
  var rows: [Row] = []
  var parts: [Row] = []
  var clocks: [Row] = []
  var people: [Row] = []
  var matters: [Row] = []
  var letters: [Row] = []
  var promises: [Row] = []
  var promiseLetters: [Row] = []
  var files: [Row] = []

  static func read(after first: Int64, through last: Int64, in tx: any ReadTransaction) throws -> RawSuggestions {
    func within(_ column: SQL) -> SQL { "\(column) > \(bind: first) AND \(column) <= \(bind: last)" }
    func all(_ table: SQL, by order: SQL) throws -> [Row] {
      try tx.rows("SELECT * FROM \(table) WHERE \(within("suggestion_id")) ORDER BY suggestion_id, \(order)")
    }
    return RawSuggestions(
      rows: try tx.rows("SELECT * FROM suggestions WHERE \(within("id")) ORDER BY id"),
      parts: try all("suggestion_parts", by: "part"), clocks: try all("suggestion_clocks", by: "position"),
      people: try all("suggestion_people", by: "position"), matters: try all("suggestion_matters", by: "matter_id"),
      letters: try all("suggestion_letters", by: "part, round"), promises: try all("suggestion_promises", by: "number"),
      promiseLetters: try all("suggestion_promise_letters", by: "promise"),
      files: try all("suggestion_files", by: "id"))
  }
}

/// A suggestion as its rows say it is.
package struct StoredSuggestion: Sendable {
  package let suggestion: Suggestion
  package let lastHash: [UInt8]
  package let rows: SuggestionRows
  package let letters: [ReplyLetter]
  package let promiseLetters: [PromiseLetter]
  package let files: Set<ID<SuggestionFile>>
}

extension RawRecords {
  /// The suggestions among them, by their numbers.
  package func storedSuggestions() throws -> [Int64: StoredSuggestion] {
    func group<T>(_ rows: [Row], _ read: (Row) throws -> T) throws -> [Int64: [T]] {
      var result: [Int64: [T]] = [:]
      for row in rows { result[try row("suggestion_id"), default: []].append(try read(row)) }
      return result
    }
    let parts = try group(suggestions.parts) { try SuggestionPartRow($0) }
    let clocks = try group(suggestions.clocks) { try SuggestionClockRow($0) }
    let people = try group(suggestions.people) { try SuggestionStanding($0) }
    let matters = try group(suggestions.matters) { try $0("matter_id", as: ID<Matter>.self) }
    let letters = try group(suggestions.letters) { try SuggestionLetterStore.letter($0) }
    let promises = try group(suggestions.promises) { try SuggestionPromiseRow($0) }
    let promiseLetters = try group(suggestions.promiseLetters) { try SuggestionPromiseStore.letter($0) }
    let files = try group(suggestions.files) { try $0("id", as: ID<SuggestionFile>.self) }
    var result: [Int64: StoredSuggestion] = [:]
    for row in suggestions.rows {
      let suggestion = try SuggestionStore.suggestion(row)
      let id = suggestion.id.raw
      result[id] = StoredSuggestion(
        suggestion: suggestion, lastHash: try row("last_hash"),
        rows: SuggestionRows(
          columns: try SuggestionColumns(row), parts: parts[id] ?? [], clocks: clocks[id] ?? [],
          people: people[id] ?? [], matters: Set(matters[id] ?? []), promises: promises[id] ?? []),
        letters: letters[id] ?? [], promiseLetters: promiseLetters[id] ?? [], files: Set(files[id] ?? []))
    }
    return result
  }
}
