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
    try names(of: [matter], in: environment, tx)[matter] ?? []
  }

  /// The same for the matters of a list, in two reads.
  static func names(of matters: [ID<Matter>], in environment: AppEnvironment, _ tx: any ReadTransaction) throws
    -> [ID<Matter>: [String]]
  {
    let together = try MatterStore.together(with: matters, in: tx)
    let contacts = try MatterPartStore.contacts(of: Set(together.values.joined()).sorted(), in: tx)
    var own: [ID<Matter>: [String]] = [:]
    for (matter, contacts) in contacts {
      own[matter] = try contacts.flatMap { try names(in: $0, of: matter, environment) }
    }
    return together.mapValues { $0.flatMap { own[$0] ?? [] } }
  }

  private static func names(in contact: StoredContact, of matter: ID<Matter>, _ environment: AppEnvironment) throws
    -> [String]
  {
    try [(contact.name, "matter_contacts.name" as StaticString), (contact.guardian, "matter_contacts.guardian")]
      .compactMap { bytes, field in
        guard let bytes else { return nil }
        let sealed = FieldCipher.Sealed(keyID: contact.keyID, bytes: bytes)
        return try environment.cipher.open(sealed, record: matter.raw, field: field)
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
