import DatabaseKit
import Domain
import Store

/// Who sees what is sealed.
package enum DeskHolders {
  /// False when a congress is run here and nobody holds the post 上一级指定经办人 at its desk: accusations would wait unseen.
  package static func areNamed(in environment: AppEnvironment) async throws -> Bool {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try CongressStore.all(in: tx).filter(\.isRunHere).allSatisfy { congress in
        try !AccountStore.holders(
          of: .upperClerk, venue: nil, congress: congress.parent ?? congress.id, on: today, in: tx
        ).isEmpty
      }
    }
  }
}
