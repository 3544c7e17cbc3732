/// A table whose head is repeated on each page.
package struct PaperTable: Sendable, Hashable {
  package enum Alignment: Sendable, Hashable { case left, center, right }

  package struct Column: Sendable, Hashable {
    package var head: String
    /// Its share of the width beside the others'.
    package var weight: Double
    package var alignment: Alignment

    package init(_ head: String, weight: Double = 1, alignment: Alignment = .left) {
      self.head = head
      self.weight = weight
      self.alignment = alignment
    }

    /// Numbers, on the right.
    package static func number(_ head: String, weight: Double = 1) -> Column {
      Column(head, weight: weight, alignment: .right)
    }
  }

  /// Above the table, centred; stays with it.
  package var caption: String
  package var columns: [Column]
  /// As many cells as columns, or fewer: the rest stays empty.
  package var rows: [[String]]
  /// The last row is the sum.
  package var hasTotal: Bool
  /// What stands in a table without rows.
  package var emptyWords: String

  package init(
    caption: String = "", columns: [Column], rows: [[String]], hasTotal: Bool = false, emptyWords: String = "（无）"
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.hasTotal = hasTotal
    self.emptyWords = emptyWords
  }

  /// Each column's part of the width; together they are one.
  package var shares: [Double] {
    let weights = columns.map { $0.weight.isFinite ? min(max($0.weight, 0.05), 1000) : 1 }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }
}
