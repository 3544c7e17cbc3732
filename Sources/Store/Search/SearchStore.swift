package import DatabaseKit
package import Domain

/// The full-text indexes. Here alone the engines truly differ: a full-text table of SQLite, a `tsvector` of PostgreSQL,
/// both filled with the tokens that ``SearchText`` makes and asked for the same phrases.
package enum SearchStore {
  /// Whether a matter's documents are made by whoever writes the matter: a loader does.
  package static func isDeferred(in tx: any WriteTransaction) -> Bool { tx is LoadingTransaction }

  /// Puts a document in the place of the one with its number.
  package static func save(_ document: SearchDocument, in index: SearchIndex, _ tx: any WriteTransaction) throws {
    try remove([document.id], from: index, tx)
    try insert([document], in: index, tx)
  }

  /// Adds documents that the index does not have yet: some hundred at a time.
  package static func insert(_ documents: [SearchDocument], in index: SearchIndex, _ tx: any WriteTransaction) throws {
    if documents.isEmpty { return }
    let rows = documents.map { document -> SQL in
      "(\(bind: document.id), \(words(of: document, on: tx.engine)))"
    }
    // Two who make the same document meet on PostgreSQL: the later words are those of the later record.
    let meets: SQL = tx.engine == .postgresql ? " ON CONFLICT (rowid) DO UPDATE SET words = excluded.words" : ""
    try tx.execute("INSERT INTO \(table(index)) (rowid, words) VALUES \(SQL.joined(rows, by: ", "))\(meets)")
  }

  package static func remove(_ ids: [Int64], from index: SearchIndex, _ tx: any WriteTransaction) throws {
    for id in ids { try tx.execute("DELETE FROM \(table(index)) WHERE rowid = \(bind: id)") }
  }

  /// Numbers of documents, newest first, before one of them.
  package static func find(
    _ expression: SearchExpression, in index: SearchIndex, before: Int64? = nil, limit: Int, _ tx: any ReadTransaction
  ) throws -> [Int64] {
    let older: SQL = before.map { "AND rowid < \(bind: $0)" } ?? ""
    return try tx.rows(
      """
      SELECT rowid FROM \(table(index)) WHERE \(matches(expression, on: tx.engine)) \(older)
      ORDER BY rowid DESC LIMIT \(bind: limit)
      """
    ).map { try $0.first() }
  }

  /// A condition of another statement: that a record is among those found.
  static func contains(_ id: SQL, _ expression: SearchExpression, in index: SearchIndex, on engine: DatabaseEngine)
    -> SQL
  {
    "\(id) IN (SELECT rowid FROM \(table(index)) WHERE \(matches(expression, on: engine)))"
  }

  /// Which of the records have a document.
  package static func present(_ ids: [Int64], in index: SearchIndex, _ tx: any ReadTransaction) throws -> Set<Int64> {
    if ids.isEmpty { return [] }
    return Set(
      try tx.rows("SELECT rowid FROM \(table(index)) WHERE rowid IN \(SQL.list(ids))").map { try $0.first() })
  }

  /// Which of the documents stand in the index exactly as they are given.
  package static func same(_ documents: [SearchDocument], in index: SearchIndex, _ tx: any ReadTransaction) throws
    -> Set<Int64>
  {
    if documents.isEmpty { return [] }
    switch tx.engine {
    case .sqlite:
      var stored: [Int64: String] = [:]
      for row in try tx.rows(
        "SELECT rowid, words FROM \(table(index)) WHERE rowid IN \(SQL.list(documents.map(\.id)))")
      {
        stored[try row("rowid")] = try row("words", as: String.self)
      }
      return Set(documents.filter { stored[$0.id] == plain($0) }.map(\.id))
    case .postgresql:
      let same = SQL.joined(
        documents.map { "(rowid = \(bind: $0.id) AND words = \(words(of: $0, on: .postgresql)))" }, by: " OR ")
      return Set(try tx.rows("SELECT rowid FROM \(table(index)) WHERE \(same)").map { try $0.first() })
    }
  }

  package static func count(_ index: SearchIndex, _ tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM \(table(index))")?("n") ?? 0
  }

  private static func table(_ index: SearchIndex) -> SQL {
    switch index {
    case .staff: "search_staff"
    case .open: "search_open"
    }
  }
}

// MARK: - How each engine writes it

extension SearchStore {
  private static func matches(_ expression: SearchExpression, on engine: DatabaseEngine) -> SQL {
    switch engine {
    case .sqlite: "words MATCH \(bind: fullText(expression))"
    case .postgresql: planned("words @@ CAST(\(bind: vectorQuery(expression)) AS TSQUERY)")
    }
  }

  /// A rare word is found through its index, a frequent one by walking back from the newest: which it is, only the word says.
  private static func planned(_ condition: SQL) -> SQL {
    var condition = condition
    condition.isPlannedForValues = true
    return condition
  }

  private static func words(of document: SearchDocument, on engine: DatabaseEngine) -> SQL {
    switch engine {
    case .sqlite: "\(bind: plain(document))"
    case .postgresql: "CAST(\(bind: vector(document)) AS TSVECTOR)"
    }
  }

  /// Words of the scope first: no phrase begins with one.
  private static func plain(_ document: SearchDocument) -> String {
    (document.scope + document.tokens).joined(separator: " ")
  }

  /// Each token with its place. Tokens are letters, digits and Han characters, so that nothing has to be quoted.
  private static func vector(_ document: SearchDocument) -> String {
    var text = document.scope.joined(separator: " ")
    text.reserveCapacity(document.tokens.count * 12)
    for (place, token) in document.tokens.enumerated() {
      text += " "
      text += token
      text += ":"
      text += String(place + 1)
    }
    return text
  }

  static func fullText(_ expression: SearchExpression) -> String {
    switch expression {
    case .phrase(let tokens): "\"" + tokens.joined(separator: " ") + "\""
    case .beginning(let token): "\"" + token + "\"*"
    case .scope(let words): joined(words.map { "\"" + $0 + "\"" }, " OR ", nothing: "\"σnone\"")
    case .all(let parts): joined(parts.map(fullText), " AND ", nothing: "\"σnone\"")
    case .any(let parts): joined(parts.map(fullText), " OR ", nothing: "\"σnone\"")
    }
  }

  static func vectorQuery(_ expression: SearchExpression) -> String {
    switch expression {
    case .phrase(let tokens): joined(tokens.map { "'" + $0 + "'" }, " <-> ", nothing: "'σnone'")
    case .beginning(let token): "'" + token + "':*"
    case .scope(let words): joined(words.map { "'" + $0 + "'" }, " | ", nothing: "'σnone'")
    case .all(let parts): joined(parts.map(vectorQuery), " & ", nothing: "'σnone'")
    case .any(let parts): joined(parts.map(vectorQuery), " | ", nothing: "'σnone'")
    }
  }

  /// In brackets; `nothing` is a word that no document has.
  private static func joined(_ parts: [String], _ separator: String, nothing: String) -> String {
    parts.isEmpty ? nothing : "(" + parts.joined(separator: separator) + ")"
  }
}
