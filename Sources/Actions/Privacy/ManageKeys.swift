import DatabaseKit
import Domain
package import SecretsKit
import Store

/// The keys of contact data: listed, exchanged while the site is open, taken away when nothing needs them.
package enum ManageKeys {
  package struct Line: Sendable, Equatable {
    package let key: KeyRing.Line
    /// Rows sealed with it, by table.
    package let rows: [String: Int]
    package var count: Int { rows.values.reduce(0, +) }
  }

  /// Why a key is not taken away, or none added.
  package enum Refusal: Error, Sendable, Equatable {
    case noKeyFile
    /// Somebody else is at the keys.
    case busy
    case unknown(Int)
    /// It is the one that new values are sealed with.
    case current
    /// Rows are still sealed with it.
    case needed(Int)
    /// The next key is so young that a request may still be under way with this one.
    case tooYoung(minutes: Int)
  }

  /// As long as this after an exchange the old key stays: requests that began before it are over.
  private static let patience: Int64 = 10 * 60_000

  /// Every key of the file, and keys that rows name although no file has them.
  package static func list(_ file: KeyFile, in environment: AppEnvironment) async throws
    -> (keys: [Line], missing: [Int: Int])
  {
    guard let ring = try file.load() else { throw Refusal.noKeyFile }
    let counts = try await environment.database.read(.long) { tx in try SealedRowStore.counts(in: tx) }
    let keys = ring.lines.map { key in
      Line(key: key, rows: counts.compactMapValues { $0[key.id] })
    }
    var missing: [Int: Int] = [:]
    for (id, count) in counts.values.joined() where !ring.lines.contains(where: { $0.id == id }) {
      missing[id, default: 0] += count
    }
    return (keys, missing)
  }

  /// Adds a key, with which everything is sealed from now on; the timer seals the rest anew.
  package static func rotate(_ file: KeyFile, in environment: AppEnvironment) async throws -> Int {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let key = environment.random(32)
    let now = environment.now()
    let added = try await file.alone { () -> Int in
      guard let ring = try file.load() else { throw Refusal.noKeyFile }
      let next = ring.adding(key, at: now.milliseconds)
      try file.save(next)
      let id = next.lines.last?.id ?? 0
      try await remember("rotate", key: id, in: environment)
      return id
    }
    guard let added else { throw Refusal.busy }
    return added
  }

  /// Takes a key away that nothing is sealed with. What slipped in meanwhile is looked for once more afterwards, and the key
  /// put back if there is any.
  package static func retire(_ id: Int, _ file: KeyFile, in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let done = try await file.alone { () -> Bool in
      guard let ring = try file.load() else { throw Refusal.noKeyFile }
      guard let line = ring.lines.first(where: { $0.id == id }) else { throw Refusal.unknown(id) }
      guard !line.isCurrent, let next = ring.removing(id) else { throw Refusal.current }
      let newest = ring.lines.last?.since ?? 0
      let age = now.milliseconds - newest
      if age < patience { throw Refusal.tooYoung(minutes: Int((patience - max(age, 0) + 59_999) / 60_000)) }
      if let needed = try await needing(id, in: environment) { throw Refusal.needed(needed) }
      try file.save(next)
      if let needed = try await needing(id, in: environment) {
        try file.save(ring)
        throw Refusal.needed(needed)
      }
      try await remember("retire", key: id, in: environment)
      return true
    }
    if done == nil { throw Refusal.busy }
  }

  private static func needing(_ id: Int, in environment: AppEnvironment) async throws -> Int? {
    let counts = try await environment.database.read(.long) { tx in try SealedRowStore.counts(in: tx) }
    let sum = counts.values.reduce(0) { $0 + ($1[id] ?? 0) }
    return sum > 0 ? sum : nil
  }

  /// In the history and the log: that it was done, never the key.
  private static func remember(_ act: String, key: Int, in environment: AppEnvironment) async throws {
    let now = environment.now()
    let entry = NewEntry(
      id: environment.newID(at: now), kind: .keys, subject: 0, act: act, at: now, actor: .system,
      facts: try JSONText.encode(["what": "第\(key)号密钥"]), words: nil, salt: environment.random(16))
    try await environment.database.write(locking: [LockKey(.settings, 0)]) { tx in
      try ManageAccounts.append(entry, in: tx)
    }
  }
}
