/// How text is taken apart for the index: the one tokenizer of all documents and of all queries.
///
/// A *run* is a row of letters, digits and Han characters without anything between them. It gives each pair of neighbours
/// as a token and its last character by itself: 修路灯 → 修路, 路灯, 灯. Tokens of one run follow each other in the index, so
/// that any row of two or more characters is found exactly where it stands, as a phrase of pairs. The last character ends
/// the run: no phrase goes over a comma. One character is found as the beginning of a pair, or as that last token.
package enum SearchText {
  /// Grows when the same text gives other tokens: documents are then made anew.
  package static let version = 1

  /// What a document says beyond so many tokens is not found.
  package static let mostTokens = 12_000

  /// The runs of a text, folded: full-width to half-width, large letters to small ones.
  package static func runs(_ text: String) -> [[Unicode.Scalar]] {
    var runs: [[Unicode.Scalar]] = []
    var run: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if let folded = folded(scalar) {
        run.append(folded)
      } else if !run.isEmpty {
        runs.append(run)
        run = []
      }
    }
    if !run.isEmpty { runs.append(run) }
    return runs
  }

  /// The tokens of a text, in order.
  package static func tokens(_ text: String) -> [String] {
    var tokens: [String] = []
    tokens.reserveCapacity(text.utf8.count / 2)
    for run in runs(text) {
      for index in run.indices {
        var token = ""
        write(run[index], to: &token)
        if index + 1 < run.count { write(run[index + 1], to: &token) }
        tokens.append(token)
      }
    }
    return tokens
  }

  /// The pairs of neighbours in a run; none for a single character.
  static func pairs(_ run: [Unicode.Scalar]) -> [String] {
    guard run.count > 1 else { return [] }
    return (0..<run.count - 1).map { index in
      var token = ""
      write(run[index], to: &token)
      write(run[index + 1], to: &token)
      return token
    }
  }

  /// The character as it is compared; nil for what parts words. One for one, so that places in the folded text are places
  /// in the text.
  static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let value = scalar.value
    if value < 0x80 { return foldedASCII(scalar) }
    if (0x4E00...0x9FFF).contains(value) { return scalar }
    if (0xFF01...0xFF5E).contains(value) { return Unicode.Scalar(value - 0xFEE0).flatMap(foldedASCII) }
    let properties = scalar.properties
    guard properties.isAlphabetic || properties.numericType != nil || properties.isIdeographic else { return nil }
    let lower = properties.lowercaseMapping.unicodeScalars
    return lower.count == 1 ? lower.first : scalar
  }

  private static func foldedASCII(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "0"..."9", "a"..."z": scalar
    case "A"..."Z": Unicode.Scalar(scalar.value + 32)
    default: nil
    }
  }

  /// Writes a character as the engines' own tokenizers leave it: theirs know an old version of Unicode, so that all but
  /// plain letters, digits and common Han characters is spelt out.
  static func write(_ scalar: Unicode.Scalar, to token: inout String) {
    if scalar.isASCII || (0x4E00...0x9FCC).contains(scalar.value) {
      token.unicodeScalars.append(scalar)
    } else {
      token += "x" + String(scalar.value, radix: 16)
    }
  }
}
