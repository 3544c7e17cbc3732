import DatabaseKit
import Domain
import Store

/// Something that time brings about. Only the holder of the job's lease runs it; its effects check the fence in their own
/// transactions, so that a server that was asleep cannot do it a second time.
package protocol TimedJob: Sendable {
  var name: String { get }
  /// Seconds between runs.
  var interval: Int { get }
  /// It acts because a date has come: after a leap of the clock it rests for a while.
  var goesByDate: Bool { get }
  /// True when there is more to do at once.
  func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool
}

extension TimedJob {
  package var goesByDate: Bool { false }

  /// Seconds for which its lease is taken: until its next run has come round, and some more for a busy machine.
  fileprivate var leased: Int64 { Int64(interval + 30) }
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
    DeliverOutbox(), FoldCounts(), LapseMatters(), RiseMatters(), ReleaseHeld(), RecountMatters(), HandOverWork(),
    MergeWork(), SealEvents(), CleanUp(), ContinueImports(), ContinueBulk(), IndexSearch(), RemindMatters(),
    RemindSuggestions(),
    GatherDigests(), ReencryptContacts(), ExpireMatters(),
  ]

  /// Beside the others, each by itself: a gateway that hangs keeps nothing else waiting.
  package static let sending: [any TimedJob] = MessageChannel.allCases.map { SendMessages($0) }

  /// Takes the lease of a job and runs it until there is nothing more to do, or for as long as `rounds`; false when
  /// somebody else has the lease. Between rounds the lease is renewed; once it is another server's, that goes on.
  @discardableResult
  package static func runOnce(_ job: any TimedJob, holder: String, rounds: Int = 50, in environment: AppEnvironment)
    async throws -> Bool
  {
    guard let fence = try await lease(job, holder, in: environment) else { return false }
    let lease = JobLease(job: job.name, holder: holder, fence: fence)
    var renewed = environment.now()
    for _ in 0..<rounds {
      if try await !job.run(lease, in: environment) { break }
      let now = environment.now()
      if !now.isWithin(10_000, after: renewed) {
        guard try await self.lease(job, holder, in: environment) == fence else { return false }
        renewed = now
      }
    }
    return true
  }

  private static func lease(_ job: any TimedJob, _ holder: String, in environment: AppEnvironment) async throws -> Int?
  {
    let (name, now) = (job.name, environment.now())
    return try await environment.database.write(locking: [LockKey(.job, stableHash(of: name))]) { tx in
      try RequestStore.lease(name, holder: holder, at: now, until: now.adding(seconds: job.leased), in: tx)
    }
  }

  /// Takes the leases away from holders that `isGone` knows to have died: after a crash the next start need not wait for
  /// them to run out. Should one live after all, its fence no longer holds.
  package static func release(in environment: AppEnvironment, where isGone: @Sendable (String) -> Bool) async throws {
    let holders = try await environment.database.read { tx in try RequestStore.holders(in: tx) }
    for holder in holders where isGone(holder) { try await release(holder: holder, in: environment) }
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
