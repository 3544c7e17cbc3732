/// Text as typists leave it.
package enum ImportText {
  /// Without invisible characters and blanks at the ends, and without the apostrophe by which sheets mark text.
  package static func cleaned(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars.filter { !isInvisible($0) })
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    scalars = Array(scalars.drop { $0.properties.isWhitespace })
    if scalars.first == "'", let second = scalars.dropFirst().first, "=+-@".unicodeScalars.contains(second) {
      scalars.removeFirst()
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars.map { $0 == "\n" || $0 == "\t" || $0 == "\r" ? " " : $0 })
    return String(view)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x061C, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: true
    default: false
    }
  }

  /// Characters that cannot be shown, such as what is left of another encoding.
  static func isBroken(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.value == 0xFFFD || scalar.properties.isNoncharacterCodePoint
        || scalar.properties.generalCategory == .control
    }
  }

  /// Full-width letters, digits and signs as ASCII.
  package static func halfWidth(_ text: String) -> String {
    var view = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3000: view.append(" ")
      case 0xFF01...0xFF5E: view.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      default: view.append(scalar)
      }
    }
    return String(view)
  }

  /// What stands between 、 and commas.
  package static func parts(_ text: String) -> [String] {
    text.split { "、,，;；\n".contains($0) }.map { cleaned(String($0)) }.filter { !$0.isEmpty }
  }

  /// A name without blanks between Chinese characters and with the one dot that the standard has, U+00B7.
  package static func personName(_ text: String) -> String {
    var result: [Character] = []
    let characters = Array(cleaned(text).map { dots.contains($0) ? "·" : $0 })
    for (index, character) in characters.enumerated() {
      guard character.isWhitespace else {
        result.append(character)
        continue
      }
      // Between words of letters a blank stays, one of them.
      let next = characters[index...].first { !$0.isWhitespace }
      guard let last = result.last, let next, last.isASCII, next.isASCII, last.isLetter, next.isLetter else { continue }
      result.append(" ")
    }
    return String(result)
  }

  private static let dots: Set<Character> = ["•", "・", "･", "‧", "∙", "⋅", "●", "．", "․", "﹒", "。", "."]

  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0 == "·" || $0 == " " || $0 == "-" || $0 == "'" }
      && text.contains { $0.isLetter }
  }
}

/// Runs of digits that a sheet may have spoilt.
package enum ImportDigits {
  package static func areDigits(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 }
  }

  /// 1.38E+10 and its like.
  package static func isScientific(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasPrefix("+") || areDigits(String(parts[1])) else { return false }
    let power = parts[1].drop { $0 == "+" }
    return areDigits(String(power)) && areDigits(parts[0].filter { $0 != "." })
      && parts[0].filter { $0 == "." }.count <= 1
  }

  /// A whole number of a sheet in digits; nil when it has a fraction or is beyond what the sheet keeps exactly.
  package static func plain(_ raw: String) -> String? {
    if areDigits(raw) { return raw }
    guard let value = Double(raw), value.rounded() == value, abs(value) < 1e15 else { return nil }
    return String(Int64(value))
  }
}

/// Dates as sheets and people write them.
package enum ImportDates {
  /// Excel's count, in which 1 is 1 January 1900 and 60 a day that never was.
  package static func date(serial: Int) -> CivilDate? {
    guard (61...109_000).contains(serial) else { return nil }
    return CivilDate(daysSinceEpoch: serial - 25_569)
  }

  /// Year, month and day in this order, however they are parted; eight digits; five digits as a serial.
  package static func loose(_ text: String) -> CivilDate? {
    if ImportDigits.areDigits(text) {
      if text.count == 5, let serial = Int(text) { return date(serial: serial) }
      guard text.count == 8 else { return nil }
      return CivilDate(text: "\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
    }
    // A time of day behind the date is none of ours.
    let day = text.split(separator: " ").first.map { String($0) } ?? text
    let parts = day.split { "-/.年月日".contains($0) }
    guard parts.count == 3, parts[0].count == 4, parts.allSatisfy({ ImportDigits.areDigits(String($0)) }),
      day.allSatisfy({ $0.isNumber || "-/.年月日".contains($0) }), let year = Int(parts[0]), let month = Int(parts[1]),
      let dayOfMonth = Int(parts[2])
    else { return nil }
    return CivilDate(year: year, month: month, day: dayOfMonth)
  }
}

/// 公民身份号码 (GB 11643): checked and compared, never kept.
package enum CitizenID {
  private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  private static let checks = Array("10X98765432")

  package static func isValid(_ text: String) -> Bool {
    let characters = Array(text)
    if characters.count == 15 {
      return ImportDigits.areDigits(text) && ImportDates.loose("19" + text.dropFirst(6).prefix(6)) != nil
    }
    guard characters.count == 18, let check = check(of: String(text.prefix(17))),
      ImportDates.loose(String(text.dropFirst(6).prefix(8))) != nil
    else { return false }
    return characters[17] == check
  }

  /// The eighteenth character for seventeen digits.
  package static func check(of digits: String) -> Character? {
    let numbers = digits.utf8.map { Int($0) - 48 }
    guard numbers.count == 17, numbers.allSatisfy({ (0...9).contains($0) }) else { return nil }
    return checks[zip(numbers, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11]
  }
}
