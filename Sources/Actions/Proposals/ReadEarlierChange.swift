import DatabaseKit
import Domain
import Store

/// What an act of a request left of a suggestion or a motion, for as long as the request is remembered.
package enum ReadEarlierChange {
  /// Nil when the request was not carried out.
  package static func run<Subject>(
    of key: RequestKey, _ subject: Subject.Type = Subject.self, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Subject>? {
    try await environment.database.read { tx in
      try Once.earlier(key, in: tx).map { try ProposalChanged<Subject>(result: $0) }
    }
  }
}
