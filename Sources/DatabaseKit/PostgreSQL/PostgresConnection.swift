import CPostgres

/// One connection of libpq, used by one thread at a time.
///
/// It is always in libpq's pipeline mode: statements that nobody waits for go out together with the next one that
/// somebody does, so that a transaction of twenty inserts costs a few round trips instead of twenty.
///
/// `@unchecked Sendable` — the only one in the product: a `PGconn` pointer may move between threads as long as no two
/// use it at once, which ``PostgresPool`` guarantees by handing a connection to one closure at a time and running that
/// closure on one pool thread.
final class PostgresConnection: @unchecked Sendable {
  private let line: PostgresLine
  private var connection: OpaquePointer { line.connection }
  /// The server gave no sign of life in the middle of a statement: what became of that is unknown.
  private(set) var isSilent = false
  /// Names of prepared statements by their text.
  private var prepared: [String: String] = [:]
  private var preparedEver = 0
  /// What was sent and not read yet, in order.
  private var owed: [Owed] = []

  private enum Owed {
    case statement
    /// A statement that prepares this text.
    case preparation(String)
    case mark
  }

  /// Connects, or throws `.unavailable`.
  init(url: String, durability: Durability, patience: PostgresPatience = PostgresPatience()) throws(DatabaseError) {
    guard let line = PostgresLine(url, patience) else { throw .unavailable("no memory for a connection") }
    self.line = line
    guard PQstatus(line.connection) == CONNECTION_OK, PQenterPipelineMode(line.connection) == 1 else {
      // `deinit` frees it: by now the object is whole, and runs it when its init throws.
      let message = String(cString: PQerrorMessage(line.connection))
      throw .unavailable(message.split(separator: "\n").first.map(String.init) ?? "cannot connect")
    }
    // Errors come back as results; the server's notices would only go to stderr.
    PQsetNoticeProcessor(line.connection, { _, _ in }, nil)
    for setting in Self.session { try post(setting) }
    if durability == .whenSettled { try post("SET synchronous_commit = off") }
    try finish()
  }

  /// The other half of not hanging: a server of ours that stops in the middle, with a lock in its hand, must not hold up
  /// the others. Nobody waits for a lock longer than a person would, a transaction in which nothing happens ends by itself,
  /// and PostgreSQL notices that we are gone.
  private static let session = [
    "SET TIME ZONE 'UTC'", "SET client_min_messages = warning", "SET lock_timeout = '10s'",
    "SET idle_in_transaction_session_timeout = '30s'", "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5", "SET tcp_keepalives_count = 3",
  ]

  deinit { PQfinish(connection) }

  /// Good for another transaction; what is still to be read of the last one can only be its end.
  var isUsable: Bool {
    !isBroken && (!owed.isEmpty || PQtransactionStatus(connection) == PQTRANS_IDLE)
  }
  var isBroken: Bool { isSilent || PQstatus(connection) != CONNECTION_OK }
  var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

  /// A statement of our own without values, carried out when this returns.
  func command(_ text: String) throws(DatabaseError) {
    try post(text)
    try finish()
  }

  /// Commits what was sent so far, or throws its first error. The server answers the commit of a failed transaction with a
  /// rollback, which is no success.
  func commit() throws(DatabaseError) {
    try post("COMMIT")
    guard let result = try finish(), result.command == "COMMIT" else {
      throw .statement(code: "25P02", message: "the transaction had failed before its commit")
    }
  }

  /// A statement of our own without values, sent with the next one that is waited for.
  func post(_ text: String) throws(DatabaseError) {
    try send(.statement) { PQsendQueryParams($0, text, 0, nil, nil, nil, nil, 0) }
  }

  /// Sent with the next statement that is waited for; an error of it is thrown there, or at the commit.
  func post(_ sql: SQL) throws(DatabaseError) {
    try send(sql)
    // Answers that nobody reads would in the end keep the server from reading what is sent.
    if owed.count >= Self.mostOwed { try finish() }
  }

  func run(_ sql: SQL) throws(DatabaseError) -> PostgresResult {
    try send(sql)
    guard let result = try finish() else { throw lost() }
    return result
  }

  /// Asks for what was posted to be carried out, without waiting for it: see ``forget()``.
  func leave() throws(DatabaseError) {
    try send(.mark) { PQpipelineSync($0) }
    guard line.flush() else { throw silent() }
  }

  /// Makes ready for the next transaction: reads what is left over from ``leave()``, whose outcome is of no interest any
  /// more, and finds out whether the server has ended the connection meanwhile.
  func begin() throws(DatabaseError) {
    if !owed.isEmpty { do { _ = try drain() } catch {} }
    hasFailedBeforeItsEnd = false
    // The first look gets the server's last words, the second the end of the connection.
    guard PQconsumeInput(connection) == 1, PQconsumeInput(connection) == 1, !isBroken else { throw lost() }
  }

  /// The server said of a statement that others were sent after that it failed, so that those were passed over.
  private(set) var hasFailedBeforeItsEnd = false

  /// Waits for everything that was posted; gives the last result, or throws the first error.
  @discardableResult
  func finish() throws(DatabaseError) -> PostgresResult? {
    try leave()
    return try drain()
  }

  private static let mostOwed = 64
  /// PG_DIAG_SQLSTATE, which the server gives with every error of its own.
  private static let sqlState = Int32(UInt8(ascii: "C"))

  private func send(_ sql: SQL) throws(DatabaseError) {
    let (text, values) = sql.rendered()
    let parameters = PostgresParameters(values)
    if sql.isPlannedForValues {
      let types = values.map(PostgresParameters.type)
      return try send(.statement) { connection in
        parameters.withPointers { pointers, lengths, formats in
          PQsendQueryParams(connection, text, Int32(values.count), types, pointers, lengths, formats, 0)
        }
      }
    }
    let name = try prepare(text, values)
    try send(.statement) { connection in
      parameters.withPointers { pointers, lengths, formats in
        PQsendQueryPrepared(connection, name, Int32(values.count), pointers, lengths, formats, 0)
      }
    }
  }

  /// Puts something on its way, and notes what is owed for it.
  private func send(_ item: Owed, _ send: (OpaquePointer) -> Int32) throws(DatabaseError) {
    guard !isSilent, send(connection) == 1 else { throw lost() }
    owed.append(item)
  }

  /// Texts whose lists differ in length are different statements; past this many all plans are dropped and made anew.
  private static let mostPrepared = 500

  /// Prepares each text once; a plan is kept as long as the connection lives.
  private func prepare(_ text: String, _ values: [SQLValue]) throws(DatabaseError) -> String {
    if let name = prepared[text] { return name }
    if prepared.count >= Self.mostPrepared {
      try post("DEALLOCATE ALL")
      prepared.removeAll(keepingCapacity: true)
    }
    preparedEver += 1
    let name = "s\(preparedEver)"
    let types = values.map(PostgresParameters.type)
    try send(.preparation(text)) { PQsendPrepare($0, name, text, Int32(types.count), types) }
    prepared[text] = name
    return name
  }

  /// Reads all that is owed. After an error the server passes over everything up to the next mark.
  private func drain() throws(DatabaseError) -> PostgresResult? {
    var last: PostgresResult?
    var failure: DatabaseError?
    defer { owed.removeAll(keepingCapacity: true) }
    let end = owed.lastIndex { if case .mark = $0 { false } else { true } }
    for (index, item) in owed.enumerated() {
      guard line.awaitResult() else { throw silent() }
      guard let result = PQgetResult(connection) else { throw failure ?? lost() }
      let wrapped = PostgresResult(result)
      let status = PQresultStatus(result)
      switch item {
      case .mark:
        guard status == PGRES_PIPELINE_SYNC else { throw failure ?? lost() }
        continue
      case .statement, .preparation:
        let isDone = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
        if !isDone, case .preparation(let text) = item { prepared[text] = nil }
        if !isDone, failure == nil {
          failure = PostgresErrors.translate(result, connection)
          hasFailedBeforeItsEnd = index != end && PQresultErrorField(result, Self.sqlState) != nil
        }
        last = wrapped
        // Each statement's results end with none.
        while true {
          guard line.awaitResult() else { throw silent() }
          guard let more = PQgetResult(connection) else { break }
          PQclear(more)
        }
      }
    }
    if let failure { throw failure }
    return last
  }

  private func silent() -> DatabaseError {
    isSilent = true
    return lost()
  }

  private func lost() -> DatabaseError {
    if isSilent { return .unavailable("no answer") }
    return PQstatus(connection) == CONNECTION_OK
      ? .statement(code: "libpq", message: "the statement could not be sent") : .unavailable("connection lost")
  }
}

/// A result, cleared when it is dropped.
final class PostgresResult {
  private let result: OpaquePointer?

  init(_ result: OpaquePointer?) { self.result = result }

  deinit { PQclear(result) }

  /// What the server says it has done, such as COMMIT.
  var command: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }

  var changedRows: Int {
    guard let text = PQcmdTuples(result) else { return 0 }
    return Int(String(cString: text)) ?? 0
  }

  func rows() -> [Row] {
    let width = PQnfields(result)
    let columns = ColumnNames((0..<width).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
    let types = (0..<width).map { PQftype(result, $0) }
    let count = PQntuples(result)
    var rows: [Row] = []
    rows.reserveCapacity(Int(count))
    for row in 0..<count {
      var values: [SQLValue?] = []
      values.reserveCapacity(Int(width))
      for column in 0..<width { values.append(value(row, column, types[Int(column)])) }
      rows.append(Row(columns: columns, values: values))
    }
    return rows
  }

  private func value(_ row: Int32, _ column: Int32, _ type: Oid) -> SQLValue? {
    guard PQgetisnull(result, row, column) == 0, let bytes = PQgetvalue(result, row, column) else { return nil }
    let length = Int(PQgetlength(result, row, column))
    let text = String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
    switch type {
    case 20, 21, 23: return Int64(text).map { .integer($0) }
    case 700, 701: return Double(text).map { .real($0) }
    case 16: return .bool(text == "t")
    case 17: return .blob(PostgresParameters.bytes(hex: text))
    default: return .text(text)
    }
  }
}

/// Values on their way to the server: text format, except bytes.
struct PostgresParameters {
  private let values: [SQLValue]

  init(_ values: [SQLValue]) { self.values = values }

  /// text 25, int8 20, float8 701, bool 16, bytea 17: always sent, because an untyped NULL is refused.
  static func type(_ value: SQLValue) -> Oid {
    switch value {
    case .text, .null(.text): 25
    case .integer, .null(.integer): 20
    case .real, .null(.real): 701
    case .bool, .null(.bool): 16
    case .blob, .null(.blob): 17
    }
  }

  static func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex.utf8.dropFirst(2))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(digits.count / 2)
    var index = 0
    while index + 1 < digits.count {
      bytes.append(nibble(digits[index]) << 4 | nibble(digits[index + 1]))
      index += 2
    }
    return bytes
  }

  private static func nibble(_ digit: UInt8) -> UInt8 { digit <= 57 ? digit &- 48 : (digit | 32) &- 87 }

  /// The bytes of each value, NUL-terminated where they are text; nil for NULL.
  private func encoded() -> [[UInt8]?] {
    values.map { value in
      switch value {
      case .text(let text): Array(text.utf8) + [0]
      case .integer(let integer): Array(String(integer).utf8) + [0]
      case .real(let real): Array(String(real).utf8) + [0]
      case .bool(let bool): bool ? [116, 0] : [102, 0]
      case .blob(let bytes): bytes
      case .null: nil
      }
    }
  }

  func withPointers<R>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> R
  ) -> R {
    let parts = encoded()
    var buffer: [UInt8] = []
    var offsets: [Int?] = []
    for part in parts {
      offsets.append(part == nil ? nil : buffer.count)
      buffer.append(contentsOf: part ?? [])
    }
    buffer.append(0)
    let lengths = parts.map { Int32($0?.count ?? 0) }
    let formats = values.map { value -> Int32 in
      if case .blob = value { return 1 }
      return 0
    }
    return buffer.withUnsafeBytes { raw in
      let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let pointers: [UnsafePointer<CChar>?] = offsets.map { offset in offset.flatMap { base?.advanced(by: $0) } }
      return body(pointers, lengths, formats)
    }
  }
}

enum PostgresErrors {
  static func translate(_ result: OpaquePointer?, _ connection: OpaquePointer) -> DatabaseError {
    let state = PQresultErrorField(result, 67).map { String(cString: $0) } ?? ""
    // The primary message names tables and constraints, not values (the detail line would); only data exceptions
    // (class 22) quote what they could not read, so theirs is left out.
    let message = state.hasPrefix("22") ? "" : PQresultErrorField(result, 77).map { String(cString: $0) } ?? ""
    switch state {
    case "23505": return .uniqueViolation
    case "23503": return .foreignKeyViolation
    case "23514", "23502": return .checkViolation
    case "40001", "40P01": return .conflictRetriesExhausted
    case "53100": return .diskFull
    case "55P03": return .lockWait
    // Shutting down, starting, ended for idleness; no connection or memory left; a link that broke; a disk that cannot be
    // read; a server that only reads, because it became the standby.
    case "57P01", "57P02", "57P03", "57P05", "25P03", "57014", "53000", "53200", "53300", "58000", "58030", "25006",
      "08000", "08001", "08003", "08004", "08006":
      return .unavailable(state)
    default: break
    }
    if PQstatus(connection) != CONNECTION_OK { return .unavailable("connection lost") }
    return .statement(code: state, message: message)
  }
}
