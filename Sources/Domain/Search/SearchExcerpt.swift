/// A piece of text in a list of what was found.
package struct SearchPiece: Sendable, Equatable {
  package let text: String
  /// One of the words that were looked for.
  package let isHit: Bool

  package init(_ text: String, isHit: Bool = false) {
    self.text = text
    self.isHit = isHit
  }
}

/// Finds in a text what a query looked for: the plain look that the index stands for.
package struct SearchExcerpt: Sendable {
  private let query: SearchQuery

  package init(_ query: SearchQuery) { self.query = query }

  /// Whether every word stands in one of the texts: what the index answers, without an index.
  package func holds(_ texts: [String]) -> Bool {
    guard !query.isEmpty else { return false }
    let runs = texts.flatMap { SearchText.runs($0) }
    return query.words.allSatisfy { word in runs.contains { Self.place(of: word, in: $0[...]) != nil } }
  }

  /// The whole text with its hits marked.
  package func marked(_ text: String) -> [SearchPiece] {
    let scalars = Array(text.unicodeScalars)
    return pieces(scalars, 0..<scalars.count, hits(in: scalars))
  }

  /// Some `length` characters about the first hit; nil when there is none.
  package func excerpt(_ text: String, length: Int = 64) -> [SearchPiece]? {
    let flat = String(text.map { $0.isNewline ? " " : $0 })
    let scalars = Array(flat.unicodeScalars)
    let hits = hits(in: scalars)
    guard let first = hits.first else { return nil }
    let start = max(0, min(first.lowerBound - length / 4, scalars.count - length))
    let end = min(scalars.count, start + length)
    var pieces = pieces(scalars, start..<end, hits)
    if start > 0 { pieces.insert(SearchPiece("…"), at: 0) }
    if end < scalars.count { pieces.append(SearchPiece("…")) }
    return pieces
  }

  /// The first `length` characters, for a text without a hit.
  package func beginning(_ text: String, length: Int = 64) -> [SearchPiece] {
    let start = text.prefix(length + 1).map { $0.isNewline ? " " : $0 }
    if start.isEmpty { return [] }
    return [SearchPiece(start.count > length ? String(start.prefix(length)) + "…" : String(start))]
  }

  private func pieces(_ scalars: [Unicode.Scalar], _ window: Range<Int>, _ hits: [Range<Int>]) -> [SearchPiece] {
    var pieces: [SearchPiece] = []
    var next = window.lowerBound
    func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }
    for hit in hits {
      let shown = hit.clamped(to: next..<max(next, window.upperBound))
      if shown.isEmpty { continue }
      if next < shown.lowerBound { pieces.append(SearchPiece(text(next..<shown.lowerBound))) }
      pieces.append(SearchPiece(text(shown), isHit: true))
      next = shown.upperBound
    }
    if next < window.upperBound { pieces.append(SearchPiece(text(next..<window.upperBound))) }
    return pieces
  }

  /// Where the words stand, in order, what overlaps made one.
  private func hits(in scalars: [Unicode.Scalar]) -> [Range<Int>] {
    let folded = scalars.map { SearchText.folded($0) }
    var hits: [Range<Int>] = []
    for word in query.words where word.count <= folded.count && !word.isEmpty {
      for start in 0...(folded.count - word.count) where folded[start] == word[0] {
        if zip(folded[start...], word).allSatisfy({ $0 == $1 }) { hits.append(start..<start + word.count) }
      }
    }
    hits.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    return hits.reduce(into: []) { merged, hit in
      if let last = merged.last, hit.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, hit.upperBound)
      } else {
        merged.append(hit)
      }
    }
  }

  private static func place(of word: [Unicode.Scalar], in run: ArraySlice<Unicode.Scalar>) -> Int? {
    guard word.count <= run.count, let first = word.first else { return nil }
    for start in run.startIndex...(run.endIndex - word.count) where run[start] == first {
      if zip(run[start...], word).allSatisfy({ $0 == $1 }) { return start }
    }
    return nil
  }
}
