import DatabaseKit
package import Domain
import SecretsKit
import Store

/// A matter in the list of receipts kept on a device.
package struct ReceiptLine: Sendable, Equatable {
  package let matter: ID<Matter>
  package let number: String
  package let title: String
  package let state: MatterState
  package let receivedOn: CivilDate
  package let due: CivilDate?
}

/// What the holder of receipts may see: each capability opens one matter and nothing else.
package enum ReadReceipts {
  /// A receipt that a device holds.
  package struct Held: Sendable, Equatable {
    package let matter: ID<Matter>
    package let capability: [UInt8]
    /// The receipt's own link, from which its lookup code follows; other links only open the matter.
    package let isPrimary: Bool
  }

  /// The matters of the capabilities that still hold, newest first; those that were replaced are simply not there.
  package static func list(_ capabilities: [[UInt8]], in environment: AppEnvironment) async throws -> [ReceiptLine] {
    let hashes = capabilities.map(Tokens.hash)
    return try await environment.database.read { tx in
      var seen: Set<ID<Matter>> = []
      return try MatterPartStore.matters(capabilityHashes: hashes, in: tx).compactMap { found in
        guard seen.insert(found.matter).inserted else { return nil }
        return try MatterStore.matter(found.matter, in: tx).map { matter in
          ReceiptLine(
            matter: matter.id, number: matter.receipt, title: matter.title, state: matter.status.state,
            receivedOn: matter.status.receivedAt.date, due: matter.status.runningClock?.date)
        }
      }
    }
  }

  /// The capability among those held that opens the receipt with this number.
  package static func find(number: String, among capabilities: [[UInt8]], in environment: AppEnvironment) async throws
    -> Held?
  {
    let hashes = capabilities.map(Tokens.hash)
    let found = try await environment.database.read { tx -> (ID<Matter>, [UInt8], Bool)? in
      guard let matter = try MatterStore.matter(receipt: number, in: tx) else { return nil }
      return try MatterPartStore.matters(capabilityHashes: hashes, in: tx).first { $0.matter == matter.id }
        .map { (matter.id, $0.hash, $0.isPrimary) }
    }
    guard let (matter, hash, isPrimary) = found,
      let capability = capabilities.first(where: { Tokens.hash($0) == hash })
    else { return nil }
    return Held(matter: matter, capability: capability, isPrimary: isPrimary)
  }

  /// The receipt number that a link opens; nil when the link was replaced or never existed.
  package static func number(of capability: [UInt8], in environment: AppEnvironment) async throws -> String? {
    let hash = Tokens.hash(capability)
    return try await environment.database.read { tx in
      guard let found = try MatterPartStore.matters(capabilityHashes: [hash], in: tx).first else { return nil }
      return try MatterStore.matter(found.matter, in: tx)?.receipt
    }
  }
}
