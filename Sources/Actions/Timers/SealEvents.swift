import DatabaseKit
import Domain
import SecretsKit
import Store

/// Seals the events that no seal has taken yet: a MAC with the file key over their hashes and the seal before, kept in the
/// database and, outside it, in the seal log.
package struct SealEvents: TimedJob {
  package let name = "seal-events"
  package let interval = 60
  private static let batch = 1000

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let id: ID<Seal> = environment.newID(at: now)
    let tokens = environment.tokens
    try await completeLog(environment)
    let seal = try await environment.database.write { tx -> StoredSeal? in
      try lease.check(in: tx)
      let members = try SealStore.unsealed(limit: Self.batch, in: tx)
      guard !members.isEmpty else { return nil }
      let last = try SealStore.last(in: tx)
      let digest = SealStore.digest(members)
      let unsigned = StoredSeal(
        id: id, number: (last?.number ?? 0) + 1, at: now, count: members.count, digest: digest,
        previousMAC: last?.mac ?? [], mac: [])
      let seal = StoredSeal(
        id: id, number: unsigned.number, at: now, count: members.count, digest: digest,
        previousMAC: unsigned.previousMAC, mac: tokens.seal(unsigned.sealedBytes))
      try SealStore.insert(seal, members: members.map(\.id), in: tx)
      return seal
    }
    guard let seal else { return false }
    try await environment.sealLog.append(number: seal.number, at: seal.at, count: seal.count, mac: seal.mac)
    return seal.count == Self.batch
  }

  /// A crash between the commit and the log left the newest seal out of the log: it is written now, before the next one.
  private func completeLog(_ environment: AppEnvironment) async throws {
    guard let last = try await environment.database.read({ tx in try SealStore.last(in: tx) }) else { return }
    if try await environment.sealLog.newest() ?? 0 >= last.number { return }
    try await environment.sealLog.append(number: last.number, at: last.at, count: last.count, mac: last.mac)
  }
}
