import DatabaseKit
import Domain

/// What an act of a request left behind, for as long as the request is remembered.
package enum ReadChange {
  /// Nil when the request was not carried out.
  package static func run(of key: RequestKey, in environment: AppEnvironment) async throws -> MatterChanged? {
    try await environment.database.read { tx in try Once.earlier(key, in: tx).map { try MatterChanged(result: $0) } }
  }
}
