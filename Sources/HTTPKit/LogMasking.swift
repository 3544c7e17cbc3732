/// Keeps secrets in addresses out of logs.
package enum LogMasking {
  /// The path as it may be logged: without query and fragment, and with everything after a secret prefix replaced by
  /// `…`; `/r/abc/2` becomes `/r/…` with the prefix `/r/`. The longest prefix that fits is shown.
  ///
  /// In doubt it hides: letter case, repeated slashes and percent escapes in the path make no difference to the
  /// comparison, and a path that does not begin with `/` or has a `.` or `..` segment is `…` altogether.
  /// - Parameter prefixes: beginnings of paths up to the secret, such as `/work/slip/`, in plain (unescaped) ASCII.
  package static func maskPath(_ path: String, prefixes: [String]) -> String {
    let shown = path.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let canonicalPath = canonical(shown)
    let hasDotSegment = canonicalPath.split(separator: ASCII.slash).contains {
      $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    }
    guard canonicalPath.first == ASCII.slash, !hasDotSegment else { return "…" }
    let fitting = prefixes.filter { prefix in
      let start = canonical(prefix.utf8)
      return canonicalPath.count > start.count && canonicalPath.starts(with: start)
    }
    guard let longest = fitting.max(by: { $0.utf8.count < $1.utf8.count }) else { return String(Substring(shown)) }
    return longest + "…"
  }

  /// The path with escapes resolved, ASCII letters in lower case and repeated slashes made one.
  private static func canonical(_ path: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(path)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let escaped = PercentEncoding.escape(in: bytes[...], at: index)
      let byte = escaped ?? bytes[index]
      index += escaped == nil ? 1 : 3
      if byte == ASCII.slash, result.last == ASCII.slash { continue }
      result.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte)
    }
    return result
  }
}
