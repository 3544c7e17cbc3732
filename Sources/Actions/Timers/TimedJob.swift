import DatabaseKit
import Domain
import Store

/// Something that time brings about. Only the holder of the job's lease runs it; its effects check the fence in their own
/// transactions, so that a server that was asleep cannot do it a second time.
package protocol TimedJob: Sendable {
  var name: String { get }
  /// Seconds between runs.
  var interval: Int { get }
  /// True when there is more to do at once.
  func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool
}

/// The right to run a job, as long as the fence holds.
package struct JobLease: Sendable {
  package let job: String
  package let holder: String
  package let fence: Int

  /// Throws when another server has taken over.
  func check(in tx: any ReadTransaction) throws {
    guard try RequestStore.holds(job, holder: holder, fence: fence, in: tx) else { throw ActionError.busy }
  }
}

package enum TimedJobs {
  package static let all: [any TimedJob] = [
    DeliverOutbox(), FoldCounts(), LapseMatters(), RiseMatters(), RecountMatters(), HandOverWork(), MergeWork(),
    SealEvents(), CleanUp(), ContinueImports(), ReencryptContacts(), ExpireMatters(),
  ]

  /// Takes the lease of a job and runs it until there is nothing more to do, or for as long as `rounds`.
  package static func runOnce(_ job: any TimedJob, holder: String, rounds: Int = 50, in environment: AppEnvironment)
    async throws
  {
    let now = environment.now()
    let until = now.adding(seconds: Int64(max(60, job.interval * 3)))
    let name = job.name
    let fence = try await environment.database.write(locking: [LockKey(.job, stableHash(of: name))]) { tx in
      try RequestStore.lease(name, holder: holder, at: now, until: until, in: tx)
    }
    guard let fence else { return }
    let lease = JobLease(job: name, holder: holder, fence: fence)
    for _ in 0..<rounds {
      if try await !job.run(lease, in: environment) { break }
    }
  }

  /// Leaves the jobs to whoever comes next: at the end of a server, and of a history told under another clock.
  package static func release(holder: String, in environment: AppEnvironment) async throws {
    let now = environment.now()
    try await environment.database.write { tx in try RequestStore.release(holder: holder, at: now, in: tx) }
  }

  /// The same number for the same name on every server (FNV-1a).
  static func stableHash(of name: String) -> Int64 {
    Int64(bitPattern: name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 })
  }

  /// Runs every job once, in order: for tests, the command line and the demonstration town.
  package static func runAll(holder: String, in environment: AppEnvironment) async throws {
    for job in all { try await runOnce(job, holder: holder, rounds: 10_000, in: environment) }
  }
}
