import HTTPKit
import Testing

/// JSON read strictly and written back.
@Suite struct JSONTests {
  private static let samples: [(String, JSONValue)] = [
    ("null", .null), ("true", true), ("-0", 0), ("12", 12), ("1.0", 1), ("1e2", 100), ("0.5", .number(0.5)),
    ("9223372036854775807", .integer(.max)), (" [ 1 , 2 ] ", .list([1, 2])), ("{}", .record([])),
    (#"{"a":{"b":[]}}"#, .record(of: [("a", .record(of: [("b", .list([]))]))])),
    (#""\u4e2d\ud83d\ude00\n\/""#, "中😀\n/"), ("\"中\"", "中"),
  ]

  @Test("读出来的和写的一样", arguments: samples)
  func reads(text: String, value: JSONValue) throws {
    #expect(try JSONParser.parse(Array(text.utf8)) == value)
    #expect(try JSONParser.parse(value.bytes()) == value)
    #expect(try JSONParser.parse(value.bytes(pretty: true)) == value)
  }

  @Test(
    "不是 JSON 的一概不收",
    arguments: [
      "", " ", "nul", "01", "1.", ".5", "+1", "1e", "NaN", "[1,]", "[1 2]", "{\"a\"}", "{a:1}", "{\"a\":1,}", "'a'",
      "\"a", "\"\t\"", #""\x""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#, "[1]]", "\u{FEFF}1",
      "{\"a\":1 \"b\":2}",
      "1e999", "-",
    ])
  func refuses(text: String) {
    #expect(throws: JSONError.self) { try JSONParser.parse(Array(text.utf8)) }
  }

  @Test("坏的 UTF-8、重复的名字、太深：各有各的理由")
  func reasons() {
    #expect(throws: JSONError.malformed(at: 0)) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.repeated(name: "a")) { try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8)) }
    let deep = String(repeating: "[", count: 30)
    #expect(throws: JSONError.tooDeep) { try JSONParser.parse(Array(deep.utf8)) }
  }

  @Test("控制字符和引号写成转义")
  func escapes() {
    #expect(JSONValue.text("a\"\\\u{01}\n").bytes() == Array(#""a\"\\\u0001\n""#.utf8))
  }

  @Test("任意字节都不会出错")
  func survivesAnything() {
    var seed: UInt64 = 42
    let signs = Array("{}[]\",:0123eE.-+truefalsn\\u \u{7F}".utf8)
    for _ in 0..<3000 {
      let bytes = (0..<24).map { _ -> UInt8 in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1
        return signs[Int(seed >> 33) % signs.count]
      }
      if let value = try? JSONParser.parse(bytes) { #expect((try? JSONParser.parse(value.bytes())) == value) }
    }
  }
}
