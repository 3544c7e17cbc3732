import Crypto
import Foundation

/// Encrypts single fields (names, telephone numbers) with AES-256-GCM. The record's id and the field's name are bound
/// in, so a value copied to another row or column does not open.
package struct FieldCipher: Sendable {
  private let keys: KeyHolder

  /// - Parameter file: where the keys come from, to be looked at again while the server runs; nil when they never change.
  package init(keys: KeyRing, file: KeyFile? = nil) { self.keys = KeyHolder(keys, file: file) }

  /// The keys there are, without the keys.
  package var lines: [KeyRing.Line] { keys.newest().lines }

  /// A value together with the id of the key it needs.
  package struct Sealed: Sendable, Equatable {
    package let keyID: Int
    /// Nonce (12), ciphertext, tag (16).
    package let bytes: [UInt8]

    package init(keyID: Int, bytes: [UInt8]) {
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  /// - Parameter nonce: 12 fresh random bytes.
  package func seal(_ text: String, record: Int64, field: StaticString, nonce: [UInt8]) throws -> Sealed {
    let key = keys.newest().currentFieldKey
    let box = try AES.GCM.seal(
      Data(text.utf8), using: SymmetricKey(data: key.key), nonce: AES.GCM.Nonce(data: nonce),
      authenticating: Self.context(record, field))
    return Sealed(keyID: key.id, bytes: Array(box.nonce) + box.ciphertext + box.tag)
  }

  package func open(_ sealed: Sealed, record: Int64, field: StaticString) throws(SecretsError) -> String {
    // A key that another server knows already stands in the file.
    guard let key = keys.known.fieldKey(sealed.keyID) ?? keys.newest().fieldKey(sealed.keyID) else {
      throw .unknownKey(sealed.keyID)
    }
    do {
      let box = try AES.GCM.SealedBox(combined: sealed.bytes)
      let data = try AES.GCM.open(
        box, using: SymmetricKey(data: key.key), authenticating: Self.context(record, field))
      return String(decoding: data, as: UTF8.self)
    } catch {
      throw .notAuthentic
    }
  }

  /// A keyed fingerprint of a normalised telephone number, to find a sender's earlier matters without opening them.
  package func index(_ text: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: keys.known.index).prefix(16))
  }

  private static func context(_ record: Int64, _ field: StaticString) -> Data { Data("\(field)|\(record)".utf8) }
}
