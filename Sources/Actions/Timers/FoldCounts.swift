import DatabaseKit
import Domain
import Store

/// Folds the signed changes of counts into totals, so that readers have few to add.
package struct FoldCounts: TimedJob {
  package let name = "fold-counts"
  package let interval = 5
  private static let batch = 500

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let folded = try await environment.database.write { tx in
      try lease.check(in: tx)
      return try CountStore.fold(limit: Self.batch, in: tx)
    }
    return folded == Self.batch
  }
}
