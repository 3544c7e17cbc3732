package import DatabaseKit
package import Domain

/// 答复函, by part and round.
package enum SuggestionLetterStore {
  /// The newest draft of a round takes the place of the one before; a signed letter stays as it is.
  package static func save(
    _ letter: ReplyLetter, of id: ID<Suggestion>, in tx: any WriteTransaction
  ) throws {
    try tx.execute(
      """
      INSERT INTO suggestion_letters (suggestion_id, part, round, result_class, body)
      VALUES (\(bind: id), \(bind: letter.part), \(bind: letter.round), \(bind: letter.resultClass),
        \(bind: try JSONText.encode(letter.text)))
      ON CONFLICT (suggestion_id, part, round) DO UPDATE SET result_class = excluded.result_class, body = excluded.body
      WHERE suggestion_letters.signed_on IS NULL
      """)
  }

  package static func sign(
    part: Int, round: Int, of id: ID<Suggestion>, on date: CivilDate, in tx: any WriteTransaction
  )
    throws
  {
    try tx.execute(
      """
      UPDATE suggestion_letters SET signed_on = \(bind: date)
      WHERE suggestion_id = \(bind: id) AND part = \(bind: part) AND round = \(bind: round) AND signed_on IS NULL
      """)
  }

  /// All of a suggestion, by part and round.
  package static func letters(of id: ID<Suggestion>, in tx: any ReadTransaction) throws -> [ReplyLetter] {
    try tx.rows(
      """
      SELECT part, round, result_class, body, signed_on FROM suggestion_letters
      WHERE suggestion_id = \(bind: id) ORDER BY part, round
      """
    ).map(letter)
  }

  static func letter(_ row: Row) throws -> ReplyLetter {
    ReplyLetter(
      part: try row("part"), round: try row("round"), resultClass: try row("result_class"),
      text: try JSONText.decode(LetterText.self, from: row("body")), signedOn: try row("signed_on"))
  }
}
