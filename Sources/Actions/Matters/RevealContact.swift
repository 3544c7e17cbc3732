import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 查看联系方式: for a reason, and remembered.
package enum RevealContact {
  package struct Contact: Sendable, Equatable {
    package let name: String
    package let phone: String
    package let guardian: String?
  }

  package static func run(
    reason: String, on matter: ID<Matter>, part: Int? = nil, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> [Contact] {
    _ = try await MatterChange(environment).run(.reveal, on: matter, part: part, request) { work in
      try work.carryOut(.reveal(reason: reason, part: part))
    }
    let stored = try await environment.database.read { tx in try MatterPartStore.contacts(of: matter, in: tx) }
    return try stored.map { contact in
      func open(_ bytes: [UInt8]?, _ field: StaticString) throws -> String? {
        guard let bytes else { return nil }
        let sealed = FieldCipher.Sealed(keyID: contact.keyID, bytes: bytes)
        return try environment.cipher.open(sealed, record: matter.raw, field: field)
      }
      return Contact(
        name: try open(contact.name, "matter_contacts.name") ?? "",
        phone: try open(contact.phone, "matter_contacts.phone") ?? "",
        guardian: try open(contact.guardian, "matter_contacts.guardian"))
    }
  }
}
