package import DatabaseKit
package import Domain

/// Whether a sender wants messages, and what holds for a number.
package enum ConsentStore {
  package static func give(_ matter: ID<Matter>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO message_consents (matter_id, given_at) VALUES (\(bind: matter), \(bind: now))
      ON CONFLICT (matter_id) DO UPDATE SET given_at = excluded.given_at, ended_at = NULL
      """)
  }

  package static func end(_ matter: ID<Matter>, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      "UPDATE message_consents SET ended_at = \(bind: now) WHERE matter_id = \(bind: matter) AND ended_at IS NULL")
  }

  package static func isGiven(_ matter: ID<Matter>, in tx: any ReadTransaction) throws -> Bool {
    try tx.row("SELECT 1 FROM message_consents WHERE matter_id = \(bind: matter) AND ended_at IS NULL") != nil
  }

  /// The fingerprint of a matter's number disappears with the rest of its contact data.
  package static func erase(_ matter: ID<Matter>, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM message_consents WHERE matter_id = \(bind: matter)")
    let numbers = try tx.rows(
      """
      SELECT DISTINCT number_index FROM messages WHERE matter_id = \(bind: matter) AND number_index IS NOT NULL
      """
    ).map { try $0.first(as: [UInt8].self) }
    try tx.execute(
      "UPDATE messages SET number_index = NULL, mask = '' WHERE matter_id = \(bind: matter)")
    for number in numbers {
      // What somebody stopped has to stay stopped.
      try tx.execute(
        """
        DELETE FROM message_numbers WHERE number_index = \(bind: number) AND stopped_at IS NULL
          AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.number_index = \(bind: number))
        """)
    }
  }

  // MARK: Numbers

  /// - Parameter code: for a number that is new; it is the last part of the address that stops its messages.
  package static func know(_ number: [UInt8], code: String, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO message_numbers (number_index, stop_code, used_at) VALUES (\(bind: number), \(bind: code), \(bind: now))
      ON CONFLICT (number_index) DO UPDATE SET used_at = excluded.used_at
      """)
  }

  package static func stopCode(of number: [UInt8], in tx: any ReadTransaction) throws -> String? {
    try tx.row("SELECT stop_code FROM message_numbers WHERE number_index = \(bind: number)")?.first()
  }

  package static func markGreeted(_ number: [UInt8], at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      UPDATE message_numbers SET greeted_at = \(bind: now) WHERE number_index = \(bind: number) AND greeted_at IS NULL
      """)
  }

  /// Nil when there is no such code; true when its number was stopped before.
  package static func isStopped(code: String, in tx: any ReadTransaction) throws -> Bool? {
    try tx.row("SELECT stopped_at FROM message_numbers WHERE stop_code = \(bind: code)").map {
      try $0("stopped_at", as: Int64?.self) != nil
    }
  }

  /// - Parameter at: nil lets messages to the number again.
  package static func stop(code: String, at: Instant?, in tx: any WriteTransaction) throws -> Bool {
    try tx.execute("UPDATE message_numbers SET stopped_at = \(bind: at) WHERE stop_code = \(bind: code)") == 1
  }

  package static func isStopped(_ number: [UInt8], in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      "SELECT 1 FROM message_numbers WHERE number_index = \(bind: number) AND stopped_at IS NOT NULL") != nil
  }

  package static func isGreeted(_ number: [UInt8], in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      "SELECT 1 FROM message_numbers WHERE number_index = \(bind: number) AND greeted_at IS NOT NULL") != nil
  }

  /// What the number was sent, other than by this message.
  package static func history(
    of number: [UInt8], on date: CivilDate, except message: ID<Message>, in tx: any ReadTransaction
  ) throws -> NumberHistory {
    var history = NumberHistory()
    if let row = try tx.row(
      "SELECT greeted_at, stopped_at FROM message_numbers WHERE number_index = \(bind: number)")
    {
      history.isGreeted = try row("greeted_at", as: Int64?.self) != nil
      history.isStopped = try row("stopped_at", as: Int64?.self) != nil
    }
    for row in try tx.rows(
      """
      SELECT kind, COUNT(*) AS n FROM messages WHERE number_index = \(bind: number) AND tried_on = \(bind: date)
        AND state IN ('sending', 'sent', 'uncertain') AND id <> \(bind: message) GROUP BY kind
      """)
    {
      let n: Int = try row("n")
      history.today += n
      if try row.word("kind", as: MessageKind.self) == .receipt { history.receiptsToday += n }
    }
    return history
  }

  /// Numbers that were not used for long and that nobody stopped.
  package static func forgetNumbers(before: Instant, in tx: any WriteTransaction) throws {
    try tx.execute(
      "DELETE FROM message_numbers WHERE used_at < \(bind: before) AND stopped_at IS NULL")
  }

  /// The fingerprint of the number that a sender left.
  package static func number(of matter: ID<Matter>, in tx: any ReadTransaction) throws
    -> (index: [UInt8], mask: String)?
  {
    guard
      let row = try tx.row(
        """
        SELECT phone_index, phone_mask FROM matter_contacts WHERE matter_id = \(bind: matter) AND phone_index IS NOT NULL
        ORDER BY position LIMIT 1
        """)
    else { return nil }
    return (index: try row("phone_index"), mask: try row("phone_mask"))
  }
}
