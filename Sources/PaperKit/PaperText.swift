/// Text as it may stand on paper.
package enum PaperText {
  /// Without what cannot be seen and could mislead or tear: control characters, marks that turn the direction of writing,
  /// zero-width blanks, noncharacters. A tab is a blank; all line ends are one. The joiners stay, names and emoji need them.
  package static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var follows = false
    for scalar in text.unicodeScalars {
      defer { follows = scalar == "\r" }
      switch scalar.value {
      case 0x0A where follows: continue
      case 0x09: result.append(" ")
      case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: result.append("\n")
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
        0xFFF9...0xFFFC, 0xFDD0...0xFDEF:
        continue
      case let value where value & 0xFFFE == 0xFFFE: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

/// Counts headings as official papers do.
package struct PaperNumbers: Sendable {
  private var counts = [0, 0, 0, 0]

  package init() {}

  /// The mark before the next heading of a level (1 to 4): “一、”, “（一）”, “1.”, “（1）”.
  package mutating func next(_ level: Int) -> String {
    let index = min(max(level, 1), 4) - 1
    counts[index] += 1
    for lower in counts.indices where lower > index { counts[lower] = 0 }
    let count = counts[index]
    switch index {
    case 0: return Self.chinese(count) + "、"
    case 1: return "（" + Self.chinese(count) + "）"
    case 2: return "\(count)."
    default: return "（\(count)）"
    }
  }

  /// A number up to 99 in Chinese; larger ones in digits.
  package static func chinese(_ number: Int) -> String {
    let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard (1...99).contains(number) else { return String(number) }
    if number < 10 { return digits[number] }
    return (number < 20 ? "" : digits[number / 10]) + "十" + (number % 10 == 0 ? "" : digits[number % 10])
  }
}
