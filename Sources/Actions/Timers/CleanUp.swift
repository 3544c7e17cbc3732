import DatabaseKit
import Domain
import Store

/// Throws away what has served its time: request keys, failed tries, photos of abandoned forms, messages passed on, sign-ins
/// that the log no longer has to keep, what was sent a month ago, and files that no row names because a server died between
/// the two.
package struct CleanUp: TimedJob {
  package let name = "clean-up"
  package let interval = 3600
  package let goesByDate = true

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let yesterday = now.adding(days: -1)
    let kept = Int64(max(SecuritySettings.logDaysByLaw, try await environment.rules.security().logDays))
    let logEnd = now.adding(days: -kept)
    let old = try await environment.database.write { tx in
      try lease.check(in: tx)
      try RequestStore.forget(before: now.adding(days: -8), attemptsBefore: yesterday, in: tx)
      try MessageStore.deleteDone(before: now.adding(days: -8), in: tx)
      _ = try SendingStore.forget(before: now.adding(days: -30), limit: 500, in: tx)
      try ConsentStore.forgetNumbers(before: now.adding(days: -400), in: tx)
      try ReminderStore.forget(before: now.date.adding(days: -400), in: tx)
      _ = try AuditStore.forget(before: logEnd, limit: 5000, in: tx)
      try SignInStore.forget(expiredBefore: logEnd, in: tx)
      try AccessTokenStore.forget(before: logEnd, in: tx)
      try AccessTokenStore.forgetRequests(before: now.adding(days: -8), in: tx)
      let uploads = try MatterPartStore.uploads(before: yesterday, limit: 100, in: tx)
      try MatterPartStore.deleteUploads(uploads.map(\.id), in: tx)
      return uploads
    }
    for file in old.flatMap({ [$0.main, $0.thumb] }) {
      let needed = try await environment.database.read { tx in try MatterPartStore.isNeeded(file, in: tx) }
      if !needed { try await environment.files.delete(file, untouchedSince: yesterday) }
    }
    if old.count == 100 { return true }
    try await sweep(before: yesterday, in: environment)
    return false
  }

  /// A file is written before its row and goes after it. Whoever dies in between leaves a file that nobody knows of: within
  /// a day it may still be waiting for its row.
  private func sweep(before yesterday: Instant, in environment: AppEnvironment) async throws {
    try await environment.files.removeUnfinished(before: yesterday)
    let old = try await environment.files.untouched(since: yesterday)
    if old.isEmpty { return }
    let named = try await environment.database.read(.long) { tx in try MatterPartStore.namedFiles(in: tx) }
    for file in old.subtracting(named).sorted() {
      try await environment.files.delete(file, untouchedSince: yesterday)
    }
  }
}
