import DatabaseKit
import Domain
import Store

/// What an act of a request left of a suggestion, for as long as the request is remembered.
package enum ReadSuggestionChange {
  /// Nil when the request was not carried out.
  package static func run(of key: RequestKey, in environment: AppEnvironment) async throws -> SuggestionChanged? {
    try await environment.database.read { tx in
      try Once.earlier(key, in: tx).map { try SuggestionChanged(result: $0) }
    }
  }
}
