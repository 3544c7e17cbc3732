import DatabaseKit

/// A failure of the database, or of the files beside it, as the outside may know it: never a value, never a statement.
package struct DatabaseTrouble: Sendable, Equatable {
  /// For the log.
  package let what: String
  /// Trying again soon may help.
  package let isPassing: Bool
  /// There is no room left: reading goes on, nothing can be kept.
  package let isFull: Bool

  /// Nil when the error is none of the database's or of the files'.
  package init?(_ error: any Error) {
    if let trouble = error as? FileTrouble {
      isFull = trouble == .full
      what = isFull ? "files: disk full" : "files: \(trouble)"
      isPassing = true
      return
    }
    guard let error = error as? DatabaseError else { return nil }
    isFull = error == .diskFull
    switch error {
    case .unavailable(let reason): (what, isPassing) = ("unavailable: \(reason)", true)
    case .lockWait: (what, isPassing) = ("waited too long for a lock", true)
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
