import DatabaseKit
import Domain
import Store

/// Throws away what has served its time: request keys, failed tries, photos of abandoned forms, messages passed on, sign-ins
/// that the log no longer has to keep.
package struct CleanUp: TimedJob {
  package let name = "clean-up"
  package let interval = 3600

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
      if !needed { try await environment.files.delete(file) }
    }
    return old.count == 100
  }
}
