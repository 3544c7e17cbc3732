import Foundation
import Synchronization

/// What a name can be found by.
package struct PinyinKeys: Hashable, Sendable {
  /// The whole name in letters, the usual reading first: 单小满 → `["shanxiaoman", "danxiaoman"]`.
  package let full: [String]

  /// The first letter of each character or word: 单小满 → `["sxm", "dxm"]`.
  package let initials: [String]

  /// The name and all its readings, each between two `|`: `LIKE '%|zs%'` finds beginnings, `LIKE '%三%'` parts.
  /// Empty when the name is.
  package let searchText: String
}

/// Makes names findable by Han characters, by pinyin and by pinyin's initials.
package enum Pinyin {
  /// More readings of one name than this are not worth their room; surnames' readings are kept before the others.
  private static let mostReadings = 12

  /// Readings of single characters; a transform costs about 40 µs, a look-up almost nothing.
  private static let known = Mutex<[Unicode.Scalar: [String]]>([:])

  package static func searchKeys(for name: String) -> PinyinKeys {
    let words = self.words(in: name)
    let readings = self.readings(of: words)
    let full = readings.map { $0.full }.uniqued()
    let initials = readings.map { $0.initials }.uniqued()
    let keys = ([words.joined()] + full + initials).uniqued()
    let searchText = words.isEmpty ? "" : "|" + keys.joined(separator: "|") + "|"
    return PinyinKeys(full: full, initials: initials, searchText: searchText)
  }

  /// What a person typed, in the form of `searchText`: lower case, half-width, without blanks, dots, accents and
  /// the characters that mean something to `LIKE` or part the keys; `ü` is `v`. Empty when nothing is left.
  package static func normalisedQuery(_ text: String) -> String {
    words(in: text).joined()
  }
}

// MARK: - Readings

extension Pinyin {
  private struct Reading {
    var full = ""
    var initials = ""
  }

  /// One Han character, or a run of letters and digits of another script.
  private enum Piece {
    case han(Unicode.Scalar)
    case letters(String)
  }

  private static func readings(of words: [String]) -> [Reading] {
    let pieces = words.flatMap { self.pieces(of: $0) }
    guard let first = pieces.first else { return [] }
    var choices = pieces.map { self.choices(for: $0) }
    let plain = choices
    if case .han(let scalar) = first, let surname = PinyinSurnames.single[scalar] {
      choices[0] = (surname.flatMap { spellings(of: $0) } + choices[0]).uniqued()
    }
    var readings: [Reading] = []
    if let surname = compoundSurname(of: words[0]) {
      readings = combined(surname.map { spellings(of: $0) } + plain.dropFirst(surname.count))
    }
    return readings + combined(choices)
  }

  private static func compoundSurname(of word: String) -> [String]? {
    for length in stride(from: PinyinSurnames.longestCompound, to: 1, by: -1) {
      if let surname = PinyinSurnames.compound[String(word.prefix(length))] { return surname }
    }
    return nil
  }

  /// Every way to read the pieces in order; once there are too many, the rest keeps to its usual readings.
  private static func combined(_ choices: [[String]]) -> [Reading] {
    var readings: [Reading] = [Reading()]
    for choice in choices {
      let usable = readings.count * choice.count > mostReadings ? choice.prefix(1) : choice[...]
      readings = readings.flatMap { reading in
        usable.map { syllable in
          Reading(full: reading.full + syllable, initials: reading.initials + syllable.prefix(1))
        }
      }
    }
    return readings
  }

  private static func pieces(of word: String) -> [Piece] {
    var pieces: [Piece] = []
    var run = ""
    for scalar in word.unicodeScalars {
      if isHan(scalar) {
        if !run.isEmpty { pieces.append(.letters(run)) }
        run = ""
        pieces.append(.han(scalar))
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || isMark(scalar) {
        run.unicodeScalars.append(scalar)
      }
    }
    if !run.isEmpty { pieces.append(.letters(run)) }
    return pieces
  }

  private static func choices(for piece: Piece) -> [String] {
    switch piece {
    case .letters(let run):
      let plain = latin(run)
      return [plain.isEmpty ? run : plain]
    case .han(let scalar):
      if let readings = known.withLock({ $0[scalar] }) { return readings }
      let plain = latin(String(scalar))
      var readings = (PinyinSurnames.givenNames[scalar] ?? []) + (plain.isEmpty ? [] : [plain])
      if readings.isEmpty { readings = [String(scalar)] }
      let spelt = readings.flatMap { spellings(of: $0) }.uniqued()
      known.withLock { $0[scalar] = spelt }
      return spelt
    }
  }

  /// `ü` is typed as `v` or as `u`.
  private static func spellings(of syllable: String) -> [String] {
    guard syllable.contains("v") else { return [syllable] }
    return [syllable, String(syllable.map { $0 == "v" ? "u" : $0 })]
  }

  /// The text in letters of the Latin alphabet and digits; empty when the transform knows nothing of it.
  private static func latin(_ text: String) -> String {
    let isLatin = text.utf8.allSatisfy { $0 < 0x80 }
    let transformed = isLatin ? text : text.applyingTransform(.toLatin, reverse: false) ?? ""
    let folded = words(in: transformed).joined()
    let isReadable = folded.utf8.allSatisfy { $0 < 0x80 }
    return isReadable ? folded : ""
  }

  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    isCommonHan(scalar) || (scalar.value > 0x2FFF && scalar.properties.isIdeographic)
  }

  private static func isCommonHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value)
  }

  /// Vowel signs and the like belong to the letter before them.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}

// MARK: - Normal form

extension Pinyin {
  /// The text's words in lower case and half-width, without accents. Blanks and dots part words and are left out,
  /// as are `%`, `_` and `\`, which mean something to `LIKE`, and `|`, which parts the keys.
  private static func words(in text: String) -> [String] {
    var words: [String] = []
    var word = ""
    for scalar in folded(text).unicodeScalars {
      if partsWords(scalar) {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else if !isApostrophe(scalar) {
        word.unicodeScalars.append(scalar)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  private static func folded(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy { $0.isASCII || isCommonHan($0) || $0 == "·" }
    if isPlain { return text.lowercased() }
    // The compatibility form has half-width letters, and accents as scalars of their own.
    var folded = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
      switch scalar.value {
      case 0x308 where folded.unicodeScalars.last == "u":
        folded.unicodeScalars.removeLast()
        folded.unicodeScalars.append("v")
      case 0x300...0x36F: continue
      default:
        if !scalar.properties.isDefaultIgnorableCodePoint { folded.unicodeScalars.append(scalar) }
      }
    }
    return folded.precomposedStringWithCanonicalMapping
  }

  private static func partsWords(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "·", "•", "‧", "∙", "⋅", "・", ".", "。", "-", "‐", "‑", "–", "—", "|", "%", "_", "\\": true
    default: scalar.properties.isWhitespace || scalar.value < 0x20
    }
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "’", "‘", "ʼ", "`": true
    default: false
    }
  }
}

extension [String] {
  /// Each text once, in the order of its first place.
  fileprivate func uniqued() -> [String] {
    guard count > 1 else { return self }
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
