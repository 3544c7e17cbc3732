import Crypto
package import DatabaseKit
package import Domain

/// A seal over a named set of events: taken by marking them, never by a range of time or ids, because commits are not in
/// the order of ids.
package struct StoredSeal: Sendable, Equatable {
  package let id: ID<Seal>
  package let number: Int
  package let at: Instant
  package let count: Int
  package let digest: [UInt8]
  package let previousMAC: [UInt8]
  package let mac: [UInt8]

  package init(
    id: ID<Seal>, number: Int, at: Instant, count: Int, digest: [UInt8], previousMAC: [UInt8], mac: [UInt8]
  ) {
    self.id = id
    self.number = number
    self.at = at
    self.count = count
    self.digest = digest
    self.previousMAC = previousMAC
    self.mac = mac
  }

  /// What the MAC is made over: number, time, count, digest and the seal before.
  package var sealedBytes: [UInt8] {
    Array("\(number)|\(at.milliseconds)|\(count)|".utf8) + digest + previousMAC
  }
}

/// The digest of a seal's events, which come in the order of their ids.
package struct SealedDigest {
  package private(set) var count = 0
  private var hash = SHA256()

  package init() {}

  package mutating func add(_ id: ID<RecordEvent>, _ eventHash: [UInt8]) {
    count += 1
    hash.update(data: Array("\(id)|".utf8))
    hash.update(data: eventHash)
  }

  package var digest: [UInt8] { Array(hash.finalize()) }
}

package enum SealStore {
  /// Events that no seal has taken yet: ids and hashes in id order.
  package static func unsealed(limit: Int, in tx: any ReadTransaction) throws
    -> [(id: ID<RecordEvent>, hash: [UInt8])]
  {
    try tx.rows("SELECT id, hash FROM events WHERE seal_id IS NULL ORDER BY id LIMIT \(bind: limit)")
      .map { (id: try $0("id"), hash: try $0("hash")) }
  }

  /// How many entries no seal has taken yet.
  package static func unsealed(in tx: any ReadTransaction) throws -> Int {
    try tx.row("SELECT COUNT(*) AS n FROM events WHERE seal_id IS NULL")?("n") ?? 0
  }

  /// SHA-256 over ids and hashes in id order.
  package static func digest(_ members: [(id: ID<RecordEvent>, hash: [UInt8])]) -> [UInt8] {
    var digest = SealedDigest()
    for member in members { digest.add(member.id, member.hash) }
    return digest.digest
  }

  package static func last(in tx: any ReadTransaction) throws -> StoredSeal? {
    try tx.row("\(columns) ORDER BY number DESC LIMIT 1").map(seal)
  }

  package static func all(in tx: any ReadTransaction) throws -> [StoredSeal] {
    try tx.rows("\(columns) ORDER BY number").map(seal)
  }

  package static func insert(_ seal: StoredSeal, members: [ID<RecordEvent>], in tx: any WriteTransaction) throws {
    try tx.execute(
      """
      INSERT INTO seals (id, number, at, event_count, digest, previous_mac, mac)
      VALUES (\(bind: seal.id), \(bind: seal.number), \(bind: seal.at), \(bind: seal.count), \(bind: seal.digest),
        \(bind: seal.previousMAC), \(bind: seal.mac))
      """)
    try tx.execute("UPDATE events SET seal_id = \(bind: seal.id) WHERE seal_id IS NULL AND id IN \(SQL.list(members))")
  }

  private static let columns: SQL = "SELECT id, number, at, event_count, digest, previous_mac, mac FROM seals"

  private static func seal(_ row: Row) throws -> StoredSeal {
    StoredSeal(
      id: try row("id"), number: try row("number"), at: try row("at"), count: try row("event_count"),
      digest: try row("digest"), previousMAC: try row("previous_mac"), mac: try row("mac"))
  }
}
