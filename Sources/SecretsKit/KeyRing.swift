import Crypto
package import Foundation

/// The keys of one installation. They live in one file beside the data, readable by the server only, and never in the
/// database: a copy of the database alone shows no name and no telephone number.
package struct KeyRing: Sendable {
  /// A key for contact fields; rows name the id of the key they were written with, so keys can be rotated.
  package struct FieldKey: Sendable, Codable, Equatable {
    package let id: Int
    package let key: [UInt8]
    /// When it was added, in milliseconds since 1970; nil for the first key.
    package let since: Int64?

    init(id: Int, key: [UInt8], since: Int64? = nil) {
      self.id = id
      self.key = key
      self.since = since
    }
  }

  /// What may be said of a key.
  package struct Line: Sendable, Equatable {
    package let id: Int
    package let since: Int64?
    /// New values are sealed with it.
    package let isCurrent: Bool
  }

  private struct File: Codable {
    var fieldKeys: [FieldKey]
    var indexKey: [UInt8]
    var tokenKey: [UInt8]
    var sealKey: [UInt8]
    var secretKey: [UInt8]
  }

  private let file: File

  private init(file: File) { self.file = file }

  /// Five fresh keys. `random` gives that many bytes.
  package init(random: (Int) -> [UInt8]) {
    file = File(
      fieldKeys: [FieldKey(id: 1, key: random(32))], indexKey: random(32), tokenKey: random(32), sealKey: random(32),
      secretKey: random(32))
  }

  /// Reads the key file; nil when there is none.
  package static func load(from url: URL) throws -> KeyRing? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return KeyRing(file: try JSONDecoder().decode(File.self, from: Data(contentsOf: url)))
  }

  /// Writes the key file with mode 0600.
  package func save(to url: URL) throws { try KeyFile(url).save(self) }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return try encoder.encode(file)
  }

  // MARK: Exchange of keys

  package var lines: [Line] {
    file.fieldKeys.map { Line(id: $0.id, since: $0.since, isCurrent: $0.id == currentFieldKey.id) }
  }

  /// With one more key, which is the current one from now on.
  package func adding(_ key: [UInt8], at milliseconds: Int64) -> KeyRing {
    var next = file
    let id = (next.fieldKeys.map(\.id).max() ?? 0) + 1
    next.fieldKeys.append(FieldKey(id: id, key: key, since: milliseconds))
    return KeyRing(file: next)
  }

  /// Without a key; nil when it is the current one or not there.
  package func removing(_ id: Int) -> KeyRing? {
    guard id != currentFieldKey.id, fieldKey(id) != nil else { return nil }
    var next = file
    next.fieldKeys.removeAll { $0.id == id }
    return KeyRing(file: next)
  }

  /// Only the keys of fields are ever exchanged; another installation's file differs in the others.
  func isSameInstallation(as other: KeyRing) -> Bool {
    file.indexKey == other.file.indexKey && file.tokenKey == other.file.tokenKey && file.sealKey == other.file.sealKey
      && file.secretKey == other.file.secretKey && !file.fieldKeys.isEmpty
  }

  var currentFieldKey: FieldKey { file.fieldKeys.last ?? FieldKey(id: 0, key: []) }
  func fieldKey(_ id: Int) -> FieldKey? { file.fieldKeys.first { $0.id == id } }
  var index: SymmetricKey { SymmetricKey(data: file.indexKey) }
  var token: SymmetricKey { SymmetricKey(data: file.tokenKey) }
  var seal: SymmetricKey { SymmetricKey(data: file.sealKey) }
  var secret: SymmetricKey { SymmetricKey(data: file.secretKey) }
}

/// What can go wrong with secrets.
package enum SecretsError: Error, Sendable, Equatable {
  /// The row names a key that the key file does not hold.
  case unknownKey(Int)
  /// The bytes were changed, or belong to another record or field.
  case notAuthentic
  case hashing(Int32)
  /// Too many password checks are waiting already.
  case busy
}
