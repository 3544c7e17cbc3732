import Crypto
import Foundation

/// Makes and checks what is handed out: receipt links and their lookup codes, tokens in forms, printed codes.
package struct Tokens: Sendable {
  private let keys: KeyRing

  package init(keys: KeyRing) { self.keys = keys }

  /// SHA-256 of a random token: what is stored of capabilities and sign-ins.
  package static func hash(_ token: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: token)) }

  /// Sixteen bytes of HMAC over a purpose and parts; parts cannot run into each other.
  package func mac(_ purpose: StaticString, _ parts: [[UInt8]]) -> [UInt8] {
    var mac = HMAC<SHA256>(key: keys.token)
    mac.update(data: Data("\(purpose)".utf8))
    for part in parts {
      withUnsafeBytes(of: UInt32(part.count).littleEndian) { mac.update(data: $0) }
      mac.update(data: part)
    }
    return Array(mac.finalize().prefix(16))
  }

  /// Compares in constant time.
  package static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (a, b) in zip(left, right) { difference |= a ^ b }
    return difference == 0
  }

  /// The six-digit lookup code that goes with a receipt's capability: it can be shown again to whoever holds the link
  /// and is stored nowhere.
  package func lookupCode(capability: [UInt8]) -> String {
    let mac = Array(HMAC<SHA256>.authenticationCode(for: Data(capability), using: keys.secret))
    var number: UInt64 = 0
    for byte in mac.prefix(8) { number = number << 8 | UInt64(byte) }
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// What is stored of a lookup code: keyed, because a million codes are soon tried.
  package func lookupHash(receipt: String, code: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data("lookup|\(receipt)|\(code)".utf8), using: keys.secret))
  }

  /// A keyed hash of a low-entropy code (sign-in slip, address of an attempt).
  package func keyedHash(_ purpose: StaticString, _ text: String) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data("\(purpose)|\(text)".utf8), using: keys.secret))
  }

  /// The seal over the digest of a set of events.
  package func seal(_ digest: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Data(digest), using: keys.seal))
  }
}

/// URL-safe base64 without padding (RFC 4648 §5).
package enum Base64URL {
  package static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Nil for anything that is not exactly what ``encode(_:)`` writes.
  package static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard text.utf8.count <= 4096 else { return nil }
    var standard = String(text).replacing("-", with: "+").replacing("_", with: "/")
    standard += String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4)
    guard let data = Data(base64Encoded: standard) else { return nil }
    let bytes = [UInt8](data)
    return encode(bytes) == String(text) ? bytes : nil
  }
}

/// A digest over the fields of a form, in their order; the form's own hidden value is not part of what was sent.
package struct ContentDigest {
  private var hash = SHA256()

  package init() {}

  package mutating func add(_ name: String, _ bytes: [UInt8]) {
    if name == "form" { return }
    for part in [Array(name.utf8), bytes] {
      withUnsafeBytes(of: UInt64(part.count).littleEndian) { hash.update(bufferPointer: $0) }
      hash.update(data: part)
    }
  }

  package func finish() -> [UInt8] { Array(hash.finalize()) }
}
