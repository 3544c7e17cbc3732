/// The result of `TextCleaning.clean`.
package struct CleanedText: Sendable, Hashable {
  /// The clean text. With `hasForbiddenCharacters` it is the text without them (a line end or tab in a single line
  /// becomes a space): good for showing the form again.
  package let text: String
  /// Whether the input had characters that are refused; the caller answers with a sentence.
  package let hasForbiddenCharacters: Bool
}

/// Cleans text that people typed or pasted.
package enum TextCleaning {
  /// Cleans text for storing.
  ///
  /// - CRLF, CR, U+2028 and U+2029 become LF.
  /// - Zero-width and direction characters are removed without a word: U+061C, U+200B–200F, U+202A–202E, U+2060–2069
  ///   and U+FEFF. (This takes the joiners out of composed emoji.)
  /// - Blanks, tabs and line ends at both ends are removed; the ideographic space U+3000 counts as a blank.
  /// - Refused with a flag: C0 characters (LF and TAB pass when `multiline`), DEL, C1 and noncharacters.
  package static func clean(_ text: String, multiline: Bool) -> CleanedText {
    let scalars = normalized(text)
    guard let first = scalars.firstIndex(where: { !isTrimmed($0) }),
      let last = scalars.lastIndex(where: { !isTrimmed($0) })
    else { return CleanedText(text: "", hasForbiddenCharacters: false) }
    var kept = String.UnicodeScalarView()
    var forbidden = false
    for scalar in scalars[first...last] {
      if scalar == "\n" || scalar == "\t" {
        if !multiline { forbidden = true }
        kept.append(multiline ? scalar : " ")
      } else if isForbidden(scalar) {
        forbidden = true
      } else {
        kept.append(scalar)
      }
    }
    return CleanedText(text: String(kept), hasForbiddenCharacters: forbidden)
  }

  /// Replaces full-width digits, Latin letters, `＋`, `－`, `（`, `）` and the ideographic space by their ASCII forms;
  /// everything else stays. For telephone numbers and codes.
  package static func toHalfWidthDigits(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3000:
        result.append(" ")
      case 0xFF08, 0xFF09, 0xFF0B, 0xFF0D, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
        result.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default:
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The code points with one kind of line end and without invisible ones.
  private static func normalized(_ text: String) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var afterReturn = false
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0A where afterReturn: break
      case 0x0D, 0x2028, 0x2029: result.append("\n")
      case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: break
      default: result.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    return result
  }

  /// Whether the code point is dropped at the ends: white space, but not the controls that are refused.
  private static func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\n" || scalar == "\t" || (scalar.properties.isWhitespace && !isForbidden(scalar))
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control || scalar.properties.isNoncharacterCodePoint
  }
}
