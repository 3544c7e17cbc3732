import HTTPKit
import Testing

@Suite struct HTTPKitTextTests {
  private static func scalars(_ text: String) -> [UInt32] { text.unicodeScalars.map(\.value) }

  @Test(
    arguments: [
      ("", "", ""), ("a", "a", "a"), ("  a b  ", "a b", "a b"), ("\u{3000}你好\u{3000}", "你好", "你好"),
      ("\u{A0}a\u{2003}", "a", "a"), ("\r\n\ta\t\n", "a", "a"), (" \u{200B} a \u{FEFF}\n\u{202A} ", "a", "a"),
      ("a\u{200B}b", "ab", "ab"), ("a\u{200D}\u{200F}b", "ab", "ab"), ("\u{202E}abc\u{202C}", "abc", "abc"),
      ("\u{2066}a\u{2069}\u{2060}b\u{61C}", "ab", "ab"), ("\u{FEFF}a", "a", "a"),
      ("a\u{3000}b", "a\u{3000}b", "a\u{3000}b"),
      ("a\u{AD}b", "a\u{AD}b", "a\u{AD}b"), ("e\u{301}", "e\u{301}", "e\u{301}"),
      ("\u{FFFD}\u{E000}", "\u{FFFD}\u{E000}", "\u{FFFD}\u{E000}"),
      ("\u{200A}\u{2010}\u{2029}", "\u{2010}", "\u{2010}"), ("\u{205F}\u{206A}\u{205F}", "\u{206A}", "\u{206A}"),
      ("a\u{2027}\u{202F}b", "a\u{2027}\u{202F}b", "a\u{2027}\u{202F}b"), ("\n \u{3000}\t", "", ""),
      ("\u{200B}", "", ""),
    ] as [(String, String, String)])
  func harmless(text: String, multiline: String, single: String) {
    let long = TextCleaning.clean(text, multiline: true)
    #expect(Self.scalars(long.text) == Self.scalars(multiline))
    #expect(!long.hasForbiddenCharacters)
    let short = TextCleaning.clean(text, multiline: false)
    #expect(Self.scalars(short.text) == Self.scalars(single))
    #expect(!short.hasForbiddenCharacters)
  }

  /// Line ends and tabs inside pass in a text and are refused in a line, where they become spaces for display.
  @Test(
    arguments: [
      ("a\nb", "a\nb", "a b"), ("a\r\nb", "a\nb", "a b"), ("a\rb", "a\nb", "a b"), ("a\r\r\nb", "a\n\nb", "a  b"),
      ("a\r\n\r\nb", "a\n\nb", "a  b"), ("a\n\rb", "a\n\nb", "a  b"), ("a\tb", "a\tb", "a b"),
      ("\na\r\nb\n", "a\nb", "a b"),
      ("a\u{2028}b\u{2029}c", "a\nb\nc", "a b c"), ("a\r\n\u{301}", "a\n\u{301}", "a \u{301}"),
    ] as [(String, String, String)])
  func lineEnds(text: String, multiline: String, single: String) {
    let long = TextCleaning.clean(text, multiline: true)
    #expect(Self.scalars(long.text) == Self.scalars(multiline))
    #expect(!long.hasForbiddenCharacters)
    let short = TextCleaning.clean(text, multiline: false)
    #expect(Self.scalars(short.text) == Self.scalars(single))
    #expect(short.hasForbiddenCharacters)
  }

  /// Every code point up to U+20FF and around the noncharacters, against the rule written down in another way.
  @Test func everyCodePoint() {
    let planes = (0...16).flatMap { [$0 << 16 | 0xFFFD, $0 << 16 | 0xFFFE, $0 << 16 | 0xFFFF] }
    let codes = Array(0...0x20FF) + Array(0xFDCF...0xFDF0) + [0xFEFE, 0xFEFF, 0xFF00] + planes
    let removed = Set([0x61C, 0xFEFF] + Array(0x200B...0x200F) + Array(0x202A...0x202E) + Array(0x2060...0x2069))
    let lineEnds: Set = [0x0A, 0x0D, 0x2028, 0x2029]
    for code in codes {
      guard let scalar = Unicode.Scalar(UInt32(code)) else { continue }
      let result = TextCleaning.clean("a\(scalar)b", multiline: true)
      let isControl = (code < 0x20 || (0x7F...0x9F).contains(code)) && code != 9 && !lineEnds.contains(code)
      let isNoncharacter = (0xFDD0...0xFDEF).contains(code) || code & 0xFFFE == 0xFFFE
      #expect(result.hasForbiddenCharacters == (isControl || isNoncharacter), "U+\(String(code, radix: 16))")
      let isGone = isControl || isNoncharacter || removed.contains(code)
      let middle = isGone ? [] : [lineEnds.contains(code) ? 10 : UInt32(code)]
      #expect(Self.scalars(result.text) == [0x61] + middle + [0x62], "U+\(String(code, radix: 16))")
    }
  }

  /// A refused character is not trimmed away silently, although Unicode calls some of them white space.
  @Test(arguments: ["a\u{0B}", "\u{0C}a", "a\u{85}", "\u{1F}a ", " \0 a", "a\u{7F}", "\u{FFFE}a"], [true, false])
  func refusedAtTheEnds(text: String, multiline: Bool) {
    let result = TextCleaning.clean(text, multiline: multiline)
    #expect(result.hasForbiddenCharacters)
    #expect(result.text.unicodeScalars.contains("a"))
    #expect(!TextCleaning.clean(result.text, multiline: multiline).hasForbiddenCharacters)
  }

  @Test(
    arguments: [
      ("", ""), ("０１２３４５６７８９", "0123456789"), ("＋８６（１３８）００－１１", "+86(138)00-11"), ("ＡＢＣＸＹＺａｂｃｘｙｚ", "ABCXYZabcxyz"),
      ("１３８\u{3000}００１１", "138 0011"), ("+86 138-0011", "+86 138-0011"), ("李，。！：／＠［｀｛", "李，。！：／＠［｀｛"),
      ("＊．，", "＊．，"), ("①二٣", "①二٣"), ("１\u{301}", "1\u{301}"),
    ] as [(String, String)])
  func halfWidth(text: String, expected: String) {
    #expect(Self.scalars(TextCleaning.toHalfWidthDigits(text)) == Self.scalars(expected))
  }
}
