import HTTPKit
import Testing

@Suite struct HTTPKitHeaderTests {
  @Test(
    arguments: [
      ("", []), ("a=1", [["a", "1"]]), ("a=1; b=2", [["a", "1"], ["b", "2"]]),
      ("a=1;b=2;", [["a", "1"], ["b", "2"]]),
      (" a = 1 ;\tb=2", [["a", "1"], ["b", "2"]]), ("a=1; a=2; b=3", [["a", "1"], ["b", "3"]]), ("a=", [["a", ""]]),
      ("a", []), ("=1", []), (";;", []), ("a=b=c", [["a", "b=c"]]), ("a=\"b\"", [["a", "b"]]), ("a=\"\"", [["a", ""]]),
      ("a=\"", [["a", "\""]]), ("a=\"b", [["a", "\"b"]]), ("A=1; a=2", [["A", "1"], ["a", "2"]]),
      ("__Host-s=x.y-z; lang=zh-CN", [["__Host-s", "x.y-z"], ["lang", "zh-CN"]]), ("a=猫", [["a", "猫"]]),
      ("e\u{301}=1; \u{E9}=2", [["e\u{301}", "1"], ["\u{E9}", "2"]]), ("bad; a=1", [["a", "1"]]),
    ] as [(String, [[String]])])
  func cookieHeader(header: String, expected: [[String]]) {
    #expect(CookieHeader.parse(header).map { [$0.name, $0.value] } == expected)
  }

  @Test func setCookie() throws {
    #expect(try SetCookie(name: "s", value: "v").headerValue == "s=v; Path=/; HttpOnly; Secure; SameSite=Lax")
    let full = try SetCookie(
      name: "__Host-s", value: "a-b_c.d~=/+", path: "/", maxAge: 3600, httpOnly: false, sameSite: .strict)
    #expect(full.headerValue == "__Host-s=a-b_c.d~=/+; Path=/; Max-Age=3600; Secure; SameSite=Strict")
    let plain = try SetCookie(name: "s", value: "", path: "/work/a b", maxAge: -5, secure: false)
    #expect(plain.headerValue == "s=; Path=/work/a b; Max-Age=0; HttpOnly; SameSite=Lax")
    #expect(try SetCookie(name: "s", value: "", maxAge: 0).headerValue.contains("; Max-Age=0;"))
  }

  /// Every byte in a value against the ranges that RFC 6265 section 4.1.1 gives.
  @Test func cookieOctets() {
    for code in UInt32(0)...0x100 {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let isOctet =
        code == 0x21 || (0x23...0x2B).contains(code) || (0x2D...0x3A).contains(code)
        || (0x3C...0x5B).contains(code) || (0x5D...0x7E).contains(code)
      let cookie = Result { () throws(SetCookieError) in try SetCookie(name: "s", value: "a\(scalar)b") }
      switch cookie {
      case .success: #expect(isOctet, "U+\(String(code, radix: 16))")
      case .failure(let error): #expect(!isOctet && error == .badValue, "U+\(String(code, radix: 16))")
      }
    }
  }

  @Test(arguments: ["", "a b", "a=b", "a;b", "a,b", "猫", "a\r\nb", "a\0", "\"a\"", "a/b", "(a)", "é"])
  func badCookieNames(name: String) {
    #expect(throws: SetCookieError.badName) { try SetCookie(name: name, value: "v") }
  }

  @Test(arguments: ["", "work", "/a;b", "/a\r\nX: y", "/猫", "/\u{7F}", " /"])
  func badCookiePaths(path: String) {
    #expect(throws: SetCookieError.badPath) { try SetCookie(name: "s", value: "v", path: path) }
  }

  @Test func cookiePrefixes() throws {
    #expect(throws: SetCookieError.badPrefix) { try SetCookie(name: "__Host-s", value: "v", secure: false) }
    #expect(throws: SetCookieError.badPrefix) { try SetCookie(name: "__host-s", value: "v", path: "/work") }
    #expect(throws: SetCookieError.badPrefix) { try SetCookie(name: "__Secure-s", value: "v", secure: false) }
    #expect(try SetCookie(name: "__Secure-s", value: "v", path: "/work").headerValue.hasPrefix("__Secure-s=v; "))
  }

  @Test(
    arguments: [
      ("0123456789abcdefABCDEF", nil, "\"0123456789abcdefABCDEF\""), ("ab", "gzip", "\"ab-gzip\""), ("", nil, nil),
      ("abg", nil, nil), ("a b", nil, nil), ("a\"b", nil, nil), ("ab", "", nil), ("ab", "g\"", nil), ("é", nil, nil),
    ] as [(String, String?, String?)])
  func strongTag(digest: String, encoding: String?, expected: String?) {
    #expect(ETag.strong(hexDigest: digest, encoding: encoding) == expected)
  }

  @Test(
    arguments: [
      (nil, false), ("", false), ("\"ab\"", true), ("W/\"ab\"", true), ("*", true), (" * ", true), ("\"AB\"", false),
      ("\"a\"", false), ("\"abc\"", false), ("\"x\", \"ab\"", true), ("\"x\",W/\"ab\" ", true), ("\"x\", \"y\"", false),
      ("ab", false), ("\"ab", false), ("\"x,\"ab\"", false), ("\"x, \", \"ab\"", true), (",, \"ab\",", true),
      ("w/\"ab\"", false), ("W/ab", false), ("\"x\" \"ab\"", false), ("\"x\", *", false), ("\"\", \"ab\"", true),
      ("W/", false), (",", false), ("\"ab\"garbage", true),
    ] as [(String?, Bool)])
  func ifNoneMatch(header: String?, expected: Bool) {
    #expect(IfNoneMatch.matches(header, "\"ab\"") == expected)
    #expect(IfNoneMatch.matches(header, "W/\"ab\"") == expected)
  }

  @Test func aTagIsNeverTheStar() {
    #expect(!IfNoneMatch.matches("\"x\"", "*"))
    #expect(!IfNoneMatch.matches("\"\"", ""))
  }
}
