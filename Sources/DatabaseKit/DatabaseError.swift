/// What can go wrong with a database, the same on both engines. It never holds a value that was bound.
package enum DatabaseError: Error, Sendable, Equatable {
  /// PostgreSQL names the constraint and SQLite the columns, so neither is given: decide with `ON CONFLICT` or a read.
  case uniqueViolation
  case foreignKeyViolation
  case checkViolation
  /// A serialisable transaction lost against others too many times.
  case conflictRetriesExhausted
  /// The database cannot be reached or is shutting down: worth trying again soon.
  case unavailable(String)
  /// Somebody else held a lock for longer than is waited for: worth trying again soon.
  case lockWait
  case diskFull
  /// Anything else the engine said, with its code.
  case statement(code: String, message: String)
  case decoding(String)
  case migration(String)
}
