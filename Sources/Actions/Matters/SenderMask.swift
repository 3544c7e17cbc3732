import DatabaseKit
package import Domain
import SecretsKit
import Store

/// Hides who the sender is in words that go to a unit: numbers, and the names that he gave.
package enum SenderMask {
  static func masked(
    _ text: String, of matter: ID<Matter>, in environment: AppEnvironment, _ tx: any ReadTransaction
  ) throws -> String {
    PrivateText.masked(text, names: try names(of: matter, in: environment, tx))
  }

  /// The names of sender and guardian, and of those whose matters are handled together with it: what one says may name
  /// another. They leave this function only to be taken out of a text.
  static func names(of matter: ID<Matter>, in environment: AppEnvironment, _ tx: any ReadTransaction) throws -> [String]
  {
    let status = try MatterStore.matter(matter, in: tx)?.status
    let together = [matter] + (status?.followers ?? []) + [status?.mergedInto].compactMap { $0 }
    return try together.flatMap { try ownNames(of: $0, in: environment, tx) }
  }

  private static func ownNames(of matter: ID<Matter>, in environment: AppEnvironment, _ tx: any ReadTransaction) throws
    -> [String]
  {
    try MatterPartStore.contacts(of: matter, in: tx).flatMap { contact in
      try [(contact.name, "matter_contacts.name" as StaticString), (contact.guardian, "matter_contacts.guardian")]
        .compactMap { bytes, field in
          guard let bytes else { return nil }
          let sealed = FieldCipher.Sealed(keyID: contact.keyID, bytes: bytes)
          return try environment.cipher.open(sealed, record: matter.raw, field: field)
        }
    }
  }

  /// Words of a matter as they may stand on a sheet of paper for a unit.
  package static func masked(_ texts: [String], of matter: ID<Matter>, in environment: AppEnvironment) async throws
    -> [String]
  {
    try await environment.database.read { tx in
      let names = try names(of: matter, in: environment, tx)
      return texts.map { PrivateText.masked($0, names: names) }
    }
  }
}
