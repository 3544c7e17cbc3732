import Foundation
import SecretsKit
import Testing

private func bytes(_ value: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: value, count: count) }

/// Keys that follow from a number, so that a test can have two installations.
private func keys(_ seed: UInt8) -> KeyRing {
  var next = seed
  return KeyRing { count in
    next &+= 1
    return bytes(next, count)
  }
}

@Suite struct FieldCipherTests {
  private let cipher = FieldCipher(keys: keys(1))

  @Test(arguments: ["", "秦秀谷", "13800000000", String(repeating: "长", count: 500)]) func opensWhatItSealed(text: String)
    throws
  {
    let sealed = try cipher.seal(text, record: 12, field: "name", nonce: bytes(7, 12))
    #expect(sealed.keyID == 1 && sealed.bytes.count == 12 + text.utf8.count + 16)
    #expect(try cipher.open(sealed, record: 12, field: "name") == text)
    if !text.isEmpty { #expect(!sealed.bytes.starts(with: Array(text.utf8))) }
  }

  /// A value copied into another row or column does not open.
  @Test func isBoundToItsPlace() throws {
    let sealed = try cipher.seal("秦秀谷", record: 12, field: "name", nonce: bytes(7, 12))
    #expect(throws: SecretsError.notAuthentic) { try cipher.open(sealed, record: 13, field: "name") }
    #expect(throws: SecretsError.notAuthentic) { try cipher.open(sealed, record: 12, field: "phone") }
    #expect(throws: SecretsError.notAuthentic) { try cipher.open(sealed, record: -12, field: "name") }
  }

  @Test func noticesEveryChangedByte() throws {
    let sealed = try cipher.seal("秦秀谷", record: 12, field: "name", nonce: bytes(7, 12))
    for index in sealed.bytes.indices {
      var changed = sealed.bytes
      changed[index] ^= 1
      #expect(throws: SecretsError.notAuthentic) {
        try cipher.open(.init(keyID: 1, bytes: changed), record: 12, field: "name")
      }
    }
    for length in [0, 1, 12, 27, sealed.bytes.count - 1] {
      let cut = FieldCipher.Sealed(keyID: 1, bytes: Array(sealed.bytes.prefix(length)))
      #expect(throws: SecretsError.notAuthentic) { try cipher.open(cut, record: 12, field: "name") }
    }
  }

  @Test func anotherInstallationCannotOpenIt() throws {
    let sealed = try cipher.seal("秦秀谷", record: 12, field: "name", nonce: bytes(7, 12))
    #expect(throws: SecretsError.notAuthentic) {
      try FieldCipher(keys: keys(100)).open(sealed, record: 12, field: "name")
    }
  }

  @Test func aNonceHasItsLength() {
    #expect(throws: (any Error).self) { try cipher.seal("x", record: 1, field: "name", nonce: bytes(7, 11)) }
  }

  /// The index finds the same number again and only with the same keys.
  @Test func theIndexIsKeyed() {
    #expect(cipher.index("13800000000") == FieldCipher(keys: keys(1)).index("13800000000"))
    #expect(cipher.index("13800000000") != cipher.index("13800000001"))
    #expect(cipher.index("13800000000") != FieldCipher(keys: keys(2)).index("13800000000"))
    #expect(cipher.index("13800000000").count == 16)
  }
}

@Suite struct KeyRingTests {
  private func withFile(_ body: (URL) throws -> Void) throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-keys-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try body(file)
  }

  @Test func isReadableByItsOwnerOnly() throws {
    try withFile { file in
      #expect(try KeyRing.load(from: file) == nil)
      try keys(1).save(to: file)
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    }
  }

  @Test func survivesItsFile() throws {
    try withFile { file in
      let ring = keys(1)
      try ring.save(to: file)
      let loaded = try #require(try KeyRing.load(from: file))
      let sealed = try FieldCipher(keys: ring).seal("秦", record: 1, field: "name", nonce: bytes(1, 12))
      #expect(try FieldCipher(keys: loaded).open(sealed, record: 1, field: "name") == "秦")
      #expect(Tokens(keys: loaded).mac("form", [[1]]) == Tokens(keys: ring).mac("form", [[1]]))
      #expect(Tokens(keys: loaded).seal([1]) == Tokens(keys: ring).seal([1]))
      #expect(Tokens(keys: loaded).lookupCode(capability: [1]) == Tokens(keys: ring).lookupCode(capability: [1]))
    }
  }

  @Test func aDamagedFileIsAnError() throws {
    try withFile { file in
      for text in ["", "{}", "not json", #"{"fieldKeys":[]}"#] {
        try Data(text.utf8).write(to: file)
        #expect(throws: (any Error).self) { try KeyRing.load(from: file) }
      }
    }
  }

  /// A second field key is used for what is written from now on; what was written before still opens.
  @Test func aNewKeyLeavesOldRowsReadable() throws {
    try withFile { file in
      try keys(1).save(to: file)
      let old = try FieldCipher(keys: keys(1)).seal("秦", record: 1, field: "name", nonce: bytes(1, 12))
      var json = try #require(
        JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      var list = try #require(json["fieldKeys"] as? [[String: Any]])
      list.append(["id": 2, "key": bytes(200, 32)])
      json["fieldKeys"] = list
      try JSONSerialization.data(withJSONObject: json).write(to: file)
      let rotated = FieldCipher(keys: try #require(try KeyRing.load(from: file)))
      let new = try rotated.seal("秦", record: 1, field: "name", nonce: bytes(1, 12))
      #expect(new.keyID == 2 && old.keyID == 1 && new.bytes != old.bytes)
      #expect(try rotated.open(old, record: 1, field: "name") == "秦")
      #expect(try rotated.open(new, record: 1, field: "name") == "秦")
      // The installation that has not got the new key says which one is missing.
      #expect(throws: SecretsError.unknownKey(2)) {
        try FieldCipher(keys: keys(1)).open(new, record: 1, field: "name")
      }
      // The name of the key is no secret, and a wrong one does not open anything.
      #expect(throws: SecretsError.notAuthentic) {
        try rotated.open(.init(keyID: 1, bytes: new.bytes), record: 1, field: "name")
      }
    }
  }
}
