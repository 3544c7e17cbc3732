/// What somebody typed to look for, taken apart like the documents.
package struct SearchQuery: Sendable, Equatable {
  /// Characters that are looked for; what is typed beyond is left out.
  package static let mostCharacters = 40
  package static let mostWords = 8

  /// Each has to be in a document; folded.
  package let words: [[Unicode.Scalar]]
  /// The digits of a receipt number, all twelve, or its last eight or four.
  package let receipt: String?
  /// More was typed than is looked for.
  package let isCut: Bool

  package init(_ text: String) {
    let typed = SearchText.runs(text)
    var left = Self.mostCharacters
    var words: [[Unicode.Scalar]] = []
    var isCut = false
    for run in typed where !words.contains(run) {
      let word = words.count < Self.mostWords ? Array(run.prefix(left)) : []
      if word.count < run.count { isCut = true }
      left -= word.count
      if !word.isEmpty { words.append(word) }
    }
    self.words = words
    self.isCut = isCut
    let digits = typed.joined()
    let isNumber = digits.allSatisfy { ("0"..."9").contains($0) }
    receipt = isNumber && [4, 8, 12].contains(digits.count) ? String(String.UnicodeScalarView(digits)) : nil
  }

  /// Nothing but signs and blanks.
  package var isEmpty: Bool { words.isEmpty }

  /// A single character: among many long texts it says nothing, names are found by it all the same.
  package var isSingle: Bool { words.count == 1 && words[0].count == 1 }

  /// Whether the number that was typed is that of a receipt, or the end of it.
  package func isReceipt(_ number: String) -> Bool { receipt.map { number.hasSuffix($0) } ?? false }

  /// All words, or the receipt that the number is of.
  package func expression(withReceipt: Bool) -> SearchExpression {
    let said = SearchExpression.all(words.map(Self.expression))
    guard withReceipt, let receipt else { return said }
    return .any([said, .scope([SearchScope.receipt(receipt)])])
  }

  private static func expression(_ word: [Unicode.Scalar]) -> SearchExpression {
    if word.count > 1 { return .phrase(SearchText.pairs(word)) }
    var token = ""
    for scalar in word { SearchText.write(scalar, to: &token) }
    return .beginning(token)
  }
}

/// What the index is asked for; each engine has its own way to write it.
package indirect enum SearchExpression: Sendable, Equatable {
  /// These tokens, one after another.
  case phrase([String])
  /// Any token that begins like this.
  case beginning(String)
  /// Any of these words of the scope.
  case scope([String])
  case all([SearchExpression])
  case any([SearchExpression])
}
