/// The request header Accept-Encoding (RFC 9110 section 12.5.3).
package enum AcceptEncoding {
  /// Whether the client takes gzip: `gzip` or `x-gzip` is listed, or else `*`, with a weight above zero. Without the
  /// header, with a weight that is not a number from 0 to 1, and when one of several mentions refuses it, no.
  package static func allowsGzip(_ headerValue: String?) -> Bool {
    var named: Bool?
    var wildcard = false
    for item in (headerValue ?? "").utf8.split(separator: ASCII.comma) {
      guard let (coding, isAccepted) = read(Substring(item)) else { continue }
      switch coding {
      case "gzip", "x-gzip": named = isAccepted && named != false
      case "*": wildcard = isAccepted
      default: continue
      }
    }
    return named ?? wildcard
  }

  /// One list item: its coding in lower case and whether its weight is above zero.
  private static func read(_ item: Substring) -> (coding: String, isAccepted: Bool)? {
    let parts = item.utf8.split(separator: ASCII.semicolon, omittingEmptySubsequences: false)
      .map { Substring($0).trimmingBlanks.lowercased() }
    guard let coding = parts.first, !coding.isEmpty else { return nil }
    switch parts.count {
    case 1: return (coding, true)
    case 2: return (coding, isPositiveWeight(parts[1]))
    default: return (coding, false)
    }
  }

  /// Whether the text is `q=` and a weight above 0 and up to 1 with at most three decimals.
  private static func isPositiveWeight(_ text: String) -> Bool {
    guard text.utf8.starts(with: "q=".utf8) else { return false }
    let digits = Array(text.utf8.dropFirst(2))
    guard let first = digits.first, digits.count <= 5 else { return false }
    guard digits.count == 1 || digits[1] == UInt8(ascii: ".") else { return false }
    let decimals = digits.dropFirst(2)
    switch first {
    case UInt8(ascii: "1"):
      return decimals.allSatisfy { $0 == UInt8(ascii: "0") }
    case UInt8(ascii: "0"):
      return decimals.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        && decimals.contains { $0 != UInt8(ascii: "0") }
    default:
      return false
    }
  }
}
