import HTTPKit
import TestSupport
import Testing

@Suite struct HTTPKitFormTests {
  private func pairs(_ fields: FormFields) -> [[String]] { fields.fields.map { [$0.name, $0.value] } }

  @Test(
    arguments: [
      ("", []), ("&", []), ("&&", []), ("=", [["", ""]]), ("a", [["a", ""]]), ("a=", [["a", ""]]), ("=b", [["", "b"]]),
      ("a=b", [["a", "b"]]), ("a=b=c", [["a", "b=c"]]), ("a==", [["a", "="]]), ("a=b&c=d", [["a", "b"], ["c", "d"]]),
      ("&a=b&&c&", [["a", "b"], ["c", ""]]), ("a=1&a=2", [["a", "1"], ["a", "2"]]), ("a=b;c=d", [["a", "b;c=d"]]),
      ("%", [["%", ""]]), ("%2", [["%2", ""]]), ("%zz", [["%zz", ""]]), ("a=%", [["a", "%"]]), ("a=%2", [["a", "%2"]]),
      ("a=%zz", [["a", "%zz"]]), ("a=%2z", [["a", "%2z"]]), ("a=%%41", [["a", "%A"]]), ("a=%2541", [["a", "%41"]]),
      ("a=%4&1=b", [["a", "%4"], ["1", "b"]]), ("a+b=c+d", [["a b", "c d"]]), ("a=%2B%2b", [["a", "++"]]),
      ("a%3Db=%26", [["a=b", "&"]]), ("a=%00", [["a", "\0"]]), ("a=%0D%0A", [["a", "\r\n"]]),
      ("a=x%20y", [["a", "x y"]]),
      ("a=%E4%BD%A0", [["a", "你"]]), ("a=%e4%bd%a0", [["a", "你"]]), ("a=你", [["a", "你"]]), ("姓=李", [["姓", "李"]]),
      ("a=%EF%BB%BFb", [["a", "\u{FEFF}b"]]), ("a=%F0%9F%90%B1", [["a", "🐱"]]),
    ] as [(String, [[String]])])
  func decoding(body: String, expected: [[String]]) throws {
    let fields = try FormDecoder.decode(Array(body.utf8))
    #expect(pairs(fields) == expected)
    #expect(fields.fields.allSatisfy { !$0.wasInvalidUTF8 })
    #expect(pairs(try FormDecoder.decode(Array(body.utf8), invalidUTF8: .repair)) == expected)
    #expect(pairs(try QueryDecoder.decode(body)) == expected)
  }

  @Test func noQuery() throws {
    #expect(try QueryDecoder.decode(nil).fields.isEmpty)
  }

  /// Lone and cut-off bytes, overlong forms of `/` and NUL, a surrogate, and a code point beyond U+10FFFF.
  @Test(
    arguments: [
      ("%FF", "\u{FFFD}"), ("%80", "\u{FFFD}"), ("x%E4%BD", "x\u{FFFD}"), ("%E4%BDx", "\u{FFFD}x"),
      ("%C0%AF", "\u{FFFD}\u{FFFD}"), ("%C0%80", "\u{FFFD}\u{FFFD}"), ("%E0%80%AF", "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("%ED%A0%80", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("%F4%90%80%80", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("%C4%E3", "\u{FFFD}\u{FFFD}"), ("%F0%9F%90", "\u{FFFD}"),
    ] as [(String, String)])
  func invalidUTF8(text: String, repaired: String) throws {
    let body = Array("good=1&bad=\(text)&last=2".utf8)
    #expect(throws: FormError.invalidUTF8(name: "bad")) { try FormDecoder.decode(body) }
    #expect(throws: FormError.invalidUTF8(name: "bad")) { try QueryDecoder.decode("bad=\(text)") }
    let fields = try FormDecoder.decode(body, invalidUTF8: .repair)
    #expect(fields["bad"] == repaired)
    #expect(fields["last"] == "2")
    #expect(fields.fields.map(\.wasInvalidUTF8) == [false, true, false])
    #expect(throws: FormError.invalidUTF8(name: "bad")) { try fields.requireValidUTF8() }
    let named = Array("\(text)=1".utf8)
    #expect(throws: FormError.invalidUTF8(name: repaired)) { try FormDecoder.decode(named) }
    #expect(try FormDecoder.decode(named, invalidUTF8: .repair).fields.map(\.wasInvalidUTF8) == [true])
  }

  @Test func rawBytesThatAreNotUTF8() throws {
    #expect(throws: FormError.invalidUTF8(name: "a")) { try FormDecoder.decode(Array("a=".utf8) + [0xFF]) }
  }

  @Test func fieldLimit() throws {
    let body = { (count: Int) in Array((0..<count).map { "f\($0)=\($0)" }.joined(separator: "&").utf8) }
    #expect(try FormDecoder.decode(body(200)).fields.count == 200)
    #expect(throws: FormError.tooManyFields) { try FormDecoder.decode(body(201)) }
    let two = FormLimits(maxFields: 2)
    #expect(try FormDecoder.decode(Array("&&a&&b&&".utf8), limits: two).fields.count == 2)
    #expect(throws: FormError.tooManyFields) { try FormDecoder.decode(Array("a&b&=".utf8), limits: two) }
    #expect(throws: FormError.tooManyFields) { try QueryDecoder.decode("a&b&c", limits: two) }
  }

  @Test func byteLimit() throws {
    let body = Array("a=".utf8) + [UInt8](repeating: 0x78, count: 262_142)
    #expect(try FormDecoder.decode(body)["a"]?.utf8.count == 262_142)
    #expect(throws: FormError.tooLong) { try FormDecoder.decode(body + [0x78]) }
    #expect(try QueryDecoder.decode("a=b", limits: FormLimits(maxBytes: 3))["a"] == "b")
    #expect(throws: FormError.tooLong) { try QueryDecoder.decode("a=bc", limits: FormLimits(maxBytes: 3)) }
  }

  @Test func lookingUp() throws {
    let fields = try FormDecoder.decode(Array("a=1&b=2&a=3&e%CC%81=4".utf8))
    #expect(fields["a"] == "1")
    #expect(fields["A"] == nil)
    #expect(fields.all("a") == ["1", "3"])
    #expect(fields.all("c") == [])
    #expect(fields["e\u{301}"] == "4")
    #expect(fields["\u{E9}"] == nil)
    #expect(fields.all("\u{E9}") == [])
  }

  @Test func fillingFromMultipart() throws {
    var fields = FormFields()
    fields.append(name: "a", bytes: Array("你 + %41".utf8))
    fields.append(FormField(name: "b", value: "2"))
    #expect(pairs(fields) == [["a", "你 + %41"], ["b", "2"]])
    try fields.requireValidUTF8()
    fields.append(name: "c", bytes: [0x78, 0xFF])
    fields.append(name: "d", bytes: [0xFF])
    #expect(fields["c"] == "x\u{FFFD}")
    #expect(fields.fields.map(\.wasInvalidUTF8) == [false, false, true, true])
    #expect(throws: FormError.invalidUTF8(name: "c")) { try fields.requireValidUTF8() }
  }

  @Test func randomBytesNeverTrapAndTextComesBack() throws {
    var generator = SeededRandom(seed: 5)
    let alphabet = Array("%%%&=+aF0é".utf8) + [0xFF, 0x00]
    for _ in 0..<3000 {
      let noise = (0..<30).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let fields = try FormDecoder.decode(noise, invalidUTF8: .repair)
      #expect(fields.fields.count == noise.split(separator: UInt8(ascii: "&")).count)
      let text = String(decoding: noise, as: UTF8.self)
      let value = PercentEncoding.encodeQueryValue(text)
      #expect(try QueryDecoder.decode("\(value)=\(value)").fields == [FormField(name: text, value: text)])
    }
  }

  @Test(
    arguments: [
      ("", ""), ("azAZ09-._~", "azAZ09-._~"), ("a b", "a%20b"), ("a/b?c#d", "a%2Fb%3Fc%23d"), ("100%", "100%25"),
      ("a&b=c+d", "a%26b%3Dc%2Bd"), ("\"<>'`", "%22%3C%3E%27%60"), ("猫", "%E7%8C%AB"), ("🐱", "%F0%9F%90%B1"),
      ("a:b@c!$()*,;", "a%3Ab%40c%21%24%28%29%2A%2C%3B"), ("\r\n\0\u{7F}", "%0D%0A%00%7F"), ("é", "%C3%A9"),
    ] as [(String, String)])
  func percentEncoding(text: String, encoded: String) {
    #expect(PercentEncoding.encodePathSegment(text) == encoded)
    #expect(PercentEncoding.encodeQueryValue(text) == encoded)
  }
}
