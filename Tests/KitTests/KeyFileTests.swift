import Foundation
import Testing

@testable import SecretsKit

/// 换密钥: the file is replaced as a whole, and a cipher notices.
@Suite struct KeyFileTests {
  private func inFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("keys-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appendingPathComponent("keys.json"))
  }

  private static func ring(_ seed: UInt8) -> KeyRing {
    KeyRing(random: { count in [UInt8](repeating: seed, count: count) })
  }

  private static let nonce = [UInt8](repeating: 7, count: 12)

  @Test("写成600，整个换上，不留半份；旧格式读得懂")
  func savedWhole() async throws {
    try await inFolder { url in
      let file = KeyFile(url)
      #expect(try file.load() == nil)
      try file.save(Self.ring(1))
      let next = Self.ring(1).adding([UInt8](repeating: 9, count: 32), at: 5)
      try file.save(next)
      let attributes = try FileManager.default.attributesOfItem(atPath: url.path)
      #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
      #expect(!FileManager.default.fileExists(atPath: url.path + ".new"))
      #expect(try file.load()?.lines == next.lines)
      #expect(next.lines.map(\.id) == [1, 2] && next.lines.map(\.isCurrent) == [false, true])
      #expect(next.removing(2) == nil && next.removing(3) == nil && next.removing(1)?.lines.map(\.id) == [2])
      // As a version before wrote it: without a time.
      let text = try String(contentsOf: url, encoding: .utf8).replacing("\"since\":5", with: "\"unknown\":5")
      try text.write(to: url, atomically: true, encoding: .utf8)
      #expect(try file.load()?.lines.last?.since == nil)
    }
  }

  @Test("运行中换了密钥：新的马上用，旧的还打得开")
  func noticed() async throws {
    try await inFolder { url in
      let file = KeyFile(url)
      try file.save(Self.ring(1))
      let cipher = FieldCipher(keys: Self.ring(1), file: file)
      let old = try cipher.seal("13800001234", record: 5, field: "phone", nonce: Self.nonce)
      #expect(old.keyID == 1)
      try file.save(Self.ring(1).adding([UInt8](repeating: 9, count: 32), at: 5))
      let new = try cipher.seal("13800001234", record: 5, field: "phone", nonce: Self.nonce)
      #expect(new.keyID == 2)
      #expect(try cipher.open(old, record: 5, field: "phone") == "13800001234")
      // Another server that has not sealed anything since opens what this one sealed.
      let other = FieldCipher(keys: Self.ring(1), file: file)
      #expect(try other.open(new, record: 5, field: "phone") == "13800001234")
      // One with a file of its own cannot, and says which key it lacks.
      let apart = FieldCipher(keys: Self.ring(1), file: KeyFile(url.appendingPathExtension("other")))
      #expect(throws: SecretsError.unknownKey(2)) { try apart.open(new, record: 5, field: "phone") }
    }
  }

  @Test("坏了的、没有了的、别处的密钥文件，不换掉内存里的")
  func badFiles() async throws {
    try await inFolder { url in
      let file = KeyFile(url)
      try file.save(Self.ring(1))
      let cipher = FieldCipher(keys: Self.ring(1), file: file)
      let sealed = try cipher.seal("秦秀谷", record: 1, field: "name", nonce: Self.nonce)
      for change in ["damaged", "gone", "foreign"] {
        switch change {
        case "damaged": try "{\"fieldKeys\":".write(to: url, atomically: true, encoding: .utf8)
        case "gone": try FileManager.default.removeItem(at: url)
        default: try file.save(Self.ring(2).adding([UInt8](repeating: 3, count: 32), at: 1))
        }
        #expect(try cipher.seal("秦秀谷", record: 1, field: "name", nonce: Self.nonce).keyID == 1, "\(change)")
        #expect(try cipher.open(sealed, record: 1, field: "name") == "秦秀谷", "\(change)")
      }
    }
  }

  @Test("换密钥的人一次只有一个")
  func alone() async throws {
    try await inFolder { url in
      let file = KeyFile(url)
      let inner = try await file.alone { try await file.alone { 1 } }
      #expect(inner == .some(nil))
      #expect(try await file.alone { 2 } == 2)
    }
  }
}
