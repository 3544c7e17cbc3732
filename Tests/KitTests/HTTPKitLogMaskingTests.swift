import HTTPKit
import TestSupport
import Testing

@Suite struct HTTPKitLogMaskingTests {
  static let prefixes = ["/r/", "/work/", "/work/slip/", "/c/"]

  @Test(
    arguments: [
      ("/", "/"), ("/login", "/login"), ("/r/SECRET", "/r/…"), ("/r/SECRET/photo/2", "/r/…"), ("/c/a-b_c", "/c/…"),
      ("/work/slip/SECRET", "/work/slip/…"), ("/work/today", "/work/…"), ("/r/", "/r/"), ("/r", "/r"),
      ("/rx/1", "/rx/1"),
      ("/admin/r/1", "/admin/r/1"), ("/login?next=/r/SECRET", "/login"), ("/r/SECRET?x=y#z", "/r/…"), ("/?a=b", "/"),
      ("/login#SECRET", "/login"), ("/r/?SECRET", "/r/"), ("/r?SECRET", "/r"), ("?SECRET", "…"), ("", "…"),
      ("//r//SECRET", "/r/…"), ("/R/SECRET", "/r/…"), ("/%72/SECRET", "/r/…"), ("/%52%2FSECRET", "/r/…"),
      ("/r%2fSECRET", "/r/…"), ("/work//slip/SECRET", "/work/slip/…"), ("/WORK/Slip/SECRET", "/work/slip/…"),
      ("/x/../r/SECRET", "…"), ("/r/SECRET/..", "…"), ("/./r/SECRET", "…"), ("/%2e%2E/r/SECRET", "…"),
      ("/x%2F..%2Fr/SECRET", "…"), ("http://host/r/SECRET", "…"), ("r/SECRET", "…"), ("*", "…"),
      ("/a..b/.c", "/a..b/.c"),
      ("/人/1", "/人/1"), ("/%E4%BA%BA/%zz%", "/%E4%BA%BA/%zz%"), ("/r\u{301}/SECRET", "/r\u{301}/SECRET"),
      ("/r/\u{301}SECRET", "/r/…"), ("/Login//X", "/Login//X"),
    ] as [(String, String)])
  func masking(path: String, expected: String) {
    #expect(Array(LogMasking.maskPath(path, prefixes: Self.prefixes).utf8) == Array(expected.utf8))
    #expect(Array(LogMasking.maskPath(path, prefixes: Self.prefixes.reversed()).utf8) == Array(expected.utf8))
  }

  @Test func prefixesAreGiven() {
    #expect(LogMasking.maskPath("/r/SECRET", prefixes: []) == "/r/SECRET")
    #expect(LogMasking.maskPath("/x-SECRET", prefixes: ["/x-"]) == "/x-…")
    #expect(LogMasking.maskPath("/Kept/SECRET", prefixes: ["/Kept/"]) == "/Kept/…")
  }

  /// Whatever stands after a prefix does not come out, with letters that no prefix has.
  @Test func secretsNeverComeOut() {
    var generator = SeededRandom(seed: 9)
    let alphabet = Array("QZ7/.%2eF?#-")
    for _ in 0..<2000 {
      let secret = "QZ" + String((0..<12).map { _ in alphabet.randomElement(using: &generator) ?? "Q" })
      for prefix in Self.prefixes {
        let masked = LogMasking.maskPath(prefix + secret, prefixes: Self.prefixes)
        #expect(masked == prefix + "…" || masked == "…")
      }
    }
  }
}
