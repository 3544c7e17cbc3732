package import DatabaseKit
package import Domain

/// Keys of requests that were carried out, leases of jobs and numbers of servers.
package enum RequestStore {
  /// What the same request gave the first time.
  package static func result(of keyHash: [UInt8], in tx: any ReadTransaction) throws -> String? {
    // A loader knows its own keys; one used twice in its history meets the first one's row in the end.
    if let loading = tx as? LoadingTransaction { return loading.result(of: keyHash) }
    return try tx.row("SELECT result FROM idempotency_keys WHERE key_hash = \(bind: keyHash)")?.first()
  }

  /// Claims a key for a result that is known beforehand, without looking first: on PostgreSQL a look would make it lose
  /// against every other claim. Nil when the key is new, otherwise what it gave the first time.
  package static func claim(_ keyHash: [UInt8], result: String, at now: Instant, in tx: any WriteTransaction) throws
    -> String?
  {
    if let loading = tx as? LoadingTransaction {
      if let earlier = loading.result(of: keyHash) { return earlier }
      try remember(keyHash, result: result, at: now, in: loading)
      return nil
    }
    let inserted = try tx.execute(
      """
      INSERT INTO idempotency_keys (key_hash, result, at) VALUES (\(bind: keyHash), \(bind: result), \(bind: now))
      ON CONFLICT (key_hash) DO NOTHING
      """)
    return inserted == 1 ? nil : try self.result(of: keyHash, in: tx)
  }

  package static func remember(_ keyHash: [UInt8], result: String, at now: Instant, in tx: any WriteTransaction) throws
  {
    let row: SQL = """
      INSERT INTO idempotency_keys (key_hash, result, at) VALUES (\(bind: keyHash), \(bind: result), \(bind: now))
      """
    if let loading = tx as? LoadingTransaction {
      loading.remember(keyHash, result: result)
      return loading.wait(row, since: now)
    }
    try tx.post(row)
  }

  /// Removes what is too old to be repeated: request keys, failed tries, photos of abandoned forms.
  package static func forget(before: Instant, attemptsBefore: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM idempotency_keys WHERE at < \(bind: before)")
    try tx.execute("DELETE FROM attempts WHERE at < \(bind: attemptsBefore)")
  }

  // MARK: Leases

  /// Takes or keeps a job's lease; gives the fence, or nil while another holder has it.
  package static func lease(
    _ job: String, holder: String, at now: Instant, until: Instant, in tx: any WriteTransaction
  ) throws -> Int? {
    // No lease reaches that far, so the clock was set back since: whoever has it may be long gone.
    let farthest = until.adding(milliseconds: 2 * (until.milliseconds - now.milliseconds))
    let row = try tx.row(
      """
      INSERT INTO jobs (name, holder, lease_until, fence, last_run_at)
      VALUES (\(bind: job), \(bind: holder), \(bind: until), 1, 0)
      ON CONFLICT (name) DO UPDATE SET
        fence = CASE WHEN jobs.holder = excluded.holder THEN jobs.fence ELSE jobs.fence + 1 END,
        holder = excluded.holder, lease_until = excluded.lease_until
      WHERE jobs.holder = excluded.holder OR jobs.lease_until < \(bind: now) OR jobs.lease_until > \(bind: farthest)
      RETURNING fence
      """)
    return try row?.first()
  }

  /// True while the lease is still this holder's with this fence: checked in the transaction of the job's effect.
  package static func holds(_ job: String, holder: String, fence: Int, in tx: any ReadTransaction) throws -> Bool {
    try tx.row(
      "SELECT 1 FROM jobs WHERE name = \(bind: job) AND holder = \(bind: holder) AND fence = \(bind: fence)") != nil
  }

  /// Gives up everything that a holder has, so that another need not wait for it to run out.
  package static func release(holder: String, at now: Instant, in tx: any WriteTransaction) throws {
    try tx.execute("UPDATE jobs SET lease_until = 0 WHERE holder = \(bind: holder) AND lease_until >= \(bind: now)")
  }

  /// Everybody who has a lease.
  package static func holders(in tx: any ReadTransaction) throws -> [String] {
    try tx.rows("SELECT DISTINCT holder FROM jobs WHERE lease_until > 0").map { try $0.first() }
  }

  /// The greatest id there is, as far as acts and messages go; 0 on an empty database.
  package static func greatestID(in tx: any ReadTransaction) throws -> Int64 {
    let rows = try tx.rows(
      """
      SELECT COALESCE(MAX(id), 0) AS id FROM events UNION ALL SELECT COALESCE(MAX(id), 0) AS id FROM outbox
      UNION ALL SELECT COALESCE(MAX(id), 0) AS id FROM sign_in_sessions
      """)
    return try rows.map { try $0("id", as: Int64.self) }.max() ?? 0
  }

  /// The number of the newest migration that was applied.
  package static func newestMigration(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT MAX(number) AS n FROM schema_migrations")?("n") ?? 0
  }

  /// A free node number, 0 to 1023, leased to this server.
  package static func takeNode(holder: String, at now: Instant, until: Instant, in tx: any WriteTransaction) throws
    -> Int
  {
    let taken = Set(
      try tx.rows("SELECT number FROM nodes WHERE lease_until >= \(bind: now) AND holder <> \(bind: holder)").map {
        try $0.first(as: Int.self)
      })
    guard let free = (0..<1024).first(where: { !taken.contains($0) }) else {
      throw DatabaseError.unavailable("no free node number")
    }
    try tx.execute(
      """
      INSERT INTO nodes (number, holder, lease_until) VALUES (\(bind: free), \(bind: holder), \(bind: until))
      ON CONFLICT (number) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
      """)
    return free
  }

  package static func keepNode(_ number: Int, holder: String, until: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    try tx.execute(
      "UPDATE nodes SET lease_until = \(bind: until) WHERE number = \(bind: number) AND holder = \(bind: holder)") == 1
  }

  package static func leaveNode(_ number: Int, holder: String, in tx: any WriteTransaction) throws {
    try tx.execute("DELETE FROM nodes WHERE number = \(bind: number) AND holder = \(bind: holder)")
  }
}
