/// The request header Cookie (RFC 6265 section 4.2).
package enum CookieHeader {
  /// Reads the pairs of a Cookie header, leniently: pieces without `=` or without a name are skipped, blanks around
  /// names and values and one pair of quotes around a value are removed. Of equal names only the first is kept (the
  /// browser sends the more specific path first). Values are the client's and unchecked. Several Cookie header lines
  /// are to be joined with `; ` before.
  package static func parse(_ value: String) -> [(name: String, value: String)] {
    var seen: Set<[UInt8]> = []
    var pairs: [(name: String, value: String)] = []
    for piece in value.utf8.split(separator: ASCII.semicolon) {
      guard let equals = piece.firstIndex(of: ASCII.equals) else { continue }
      let name = Substring(piece[..<equals]).trimmingBlanks
      guard !name.isEmpty, seen.insert(Array(name.utf8)).inserted else { continue }
      let raw = Substring(piece[piece.index(after: equals)...]).trimmingBlanks
      pairs.append((name, unquoted(raw)))
    }
    return pairs
  }

  private static func unquoted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard bytes.count >= 2, bytes.first == ASCII.quote, bytes.last == ASCII.quote else { return text }
    return String(decoding: bytes[1..<(bytes.count - 1)], as: UTF8.self)
  }
}

/// When the browser sends a cookie with requests that other sites cause (RFC 6265bis section 5.6.7). `None` is left
/// out on purpose.
package enum SameSite: String, Sendable, Hashable {
  /// Only with top-level navigation by a safe method.
  case lax = "Lax"
  /// Never.
  case strict = "Strict"
}

/// Why a `SetCookie` was refused.
package enum SetCookieError: Error, Sendable, Hashable {
  /// The name is empty or not a token.
  case badName
  /// The value has a character that is no cookie-octet: control, blank, `"`, `,`, `;`, `\` or not ASCII.
  case badValue
  /// The path does not begin with `/`, or has a control character, a `;` or a character that is not ASCII.
  case badPath
  /// The name begins with `__Host-` or `__Secure-` and the attributes do not fit, so a browser would drop the cookie.
  case badPrefix
}

/// A cookie for the response header Set-Cookie (RFC 6265 section 4.1). It has no Domain, so it stays with the host.
package struct SetCookie: Sendable, Hashable {
  /// The value of the Set-Cookie header.
  package let headerValue: String

  /// Composes a cookie. Nothing is escaped: characters that do not belong are refused.
  /// - Parameter maxAge: how long the browser keeps it, in seconds; nil until the browser closes; 0 and less deletes.
  /// - Throws: `SetCookieError`.
  package init(
    name: String, value: String, path: String = "/", maxAge: Int? = nil, httpOnly: Bool = true,
    secure: Bool = true, sameSite: SameSite = .lax
  ) throws(SetCookieError) {
    guard name.isToken else { throw .badName }
    guard value.utf8.allSatisfy(Self.isCookieOctet) else { throw .badValue }
    guard path.utf8.first == ASCII.slash, path.utf8.allSatisfy(Self.isPathByte) else { throw .badPath }
    // Browsers compare the prefixes without regard to case.
    let lowercased = name.lowercased()
    if lowercased.hasPrefix("__secure-"), !secure { throw .badPrefix }
    if lowercased.hasPrefix("__host-"), !secure || path != "/" { throw .badPrefix }
    var parts = ["\(name)=\(value)", "Path=\(path)"]
    if let maxAge { parts.append("Max-Age=\(max(0, maxAge))") }
    if httpOnly { parts.append("HttpOnly") }
    if secure { parts.append("Secure") }
    parts.append("SameSite=\(sameSite.rawValue)")
    headerValue = parts.joined(separator: "; ")
  }

  /// `cookie-octet` of RFC 6265.
  private static func isCookieOctet(_ byte: UInt8) -> Bool {
    (0x21...0x7E).contains(byte) && !"\",;\\".utf8.contains(byte)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) && byte != ASCII.semicolon
  }
}
