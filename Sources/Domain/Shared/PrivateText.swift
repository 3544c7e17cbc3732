/// Hides what points to a person in words that go to somebody who is not told who he is.
package enum PrivateText {
  /// Runs of seven digits and more (telephone, identity card, bank card), full-width and grouped ones, too, and the names
  /// given. A number of a house, a plate or a sum stays readable.
  package static func masked(_ text: String, names: [String] = []) -> String {
    var result = text
    for name in names where name.count > 1 {
      result = result.replacing(name, with: String(repeating: "＊", count: name.count))
    }
    return maskedNumbers(result)
  }

  private static let shortest = 7
  /// What people write between the groups of a number.
  private static let joiners: Set<Character> = [
    " ", "-", "\u{3000}", "\u{FF0D}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", ".", "·",
  ]

  private static func maskedNumbers(_ text: String) -> String {
    // Most texts hold no number at all.
    if text.unicodeScalars.count(where: \.isDigit) < shortest { return text }
    var output: [Character] = []
    var run: [Character] = []
    func digits() -> Int { run.count(where: \.isDigit) }
    func flush() {
      // Blanks and dashes at the end of a run belong to the text.
      var tail: [Character] = []
      while let last = run.last, !last.isDigit { tail.insert(run.removeLast(), at: 0) }
      output += digits() >= shortest ? run.map { $0.isDigit ? "＊" : $0 } : run
      output += tail
      run = []
    }
    for character in text {
      // An identity card may end in X.
      let endsCard = (character == "X" || character == "x") && digits() >= 17
      if character.isDigit || endsCard || (!run.isEmpty && joiners.contains(character)) {
        run.append(endsCard ? "0" : character)
      } else {
        flush()
        output.append(character)
      }
    }
    flush()
    return String(output)
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { "0"..."9" ~= self || "０"..."９" ~= self }
}

extension Character {
  fileprivate var isDigit: Bool { isWholeNumber && ("0"..."9" ~= self || "０"..."９" ~= self) }
}
