import DatabaseKit

/// A failure of the database as the outside may know it: never a value, never a statement.
package struct DatabaseTrouble: Sendable, Equatable {
  /// For the log.
  package let what: String
  /// Trying again soon may help.
  package let isPassing: Bool

  /// Nil when the error is none of the database's.
  package init?(_ error: any Error) {
    guard let error = error as? DatabaseError else { return nil }
    switch error {
    case .unavailable(let reason): (what, isPassing) = ("unavailable: \(reason)", true)
    case .conflictRetriesExhausted: (what, isPassing) = ("conflict retries exhausted", true)
    case .diskFull: (what, isPassing) = ("disk full", true)
    case .uniqueViolation: (what, isPassing) = ("unique violation", false)
    case .foreignKeyViolation: (what, isPassing) = ("foreign key violation", false)
    case .checkViolation: (what, isPassing) = ("check violation", false)
    case .statement(let code, let message): (what, isPassing) = ("statement \(code): \(message)", false)
    case .decoding(let message): (what, isPassing) = ("decoding: \(message)", false)
    case .migration(let message): (what, isPassing) = ("migration: \(message)", false)
    }
  }
}
