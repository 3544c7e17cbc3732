import DatabaseKit
import Domain
import Store

/// What an act of a request left of a motion, for as long as the request is remembered.
package enum ReadMotionChange {
  /// Nil when the request was not carried out.
  package static func run(of key: RequestKey, in environment: AppEnvironment) async throws -> MotionChanged? {
    try await environment.database.read { tx in try Once.earlier(key, in: tx).map { try MotionChanged(result: $0) } }
  }
}
