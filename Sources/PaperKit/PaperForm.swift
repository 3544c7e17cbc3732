/// A form with borders: labels beside what is filled in, several in a row.
package struct PaperForm: Sendable, Hashable {
  package struct Row: Sendable, Hashable {
    package var fields: [PaperField]
    /// Room for at least so many lines, for what is written by hand.
    package var lines: Int

    package init(_ fields: [PaperField], lines: Int = 1) {
      self.fields = fields
      self.lines = lines
    }

    package static func row(_ fields: PaperField..., lines: Int = 1) -> Row { Row(fields, lines: lines) }
  }

  package var rows: [Row]
  /// Of each label, in characters.
  package var labelWidth: Double

  package init(_ rows: [Row], labelWidth: Double = 5) {
    self.rows = rows
    self.labelWidth = labelWidth
  }

  /// How many pairs of label and value the fullest row has: the grid of all.
  package var pairs: Int { max(1, rows.map(\.fields.count).max() ?? 1) }

  /// How many pairs of the grid each field of a row takes; together they are `pairs`.
  package func spans(of row: Row) -> [Int] {
    let weights = row.fields.map { max($0.weight, 1) }
    let whole = weights.reduce(0, +)
    var (done, ends) = (0, [0])
    for (index, weight) in weights.enumerated() {
      done += weight
      // Each field has one at least, those to come as well.
      let most = pairs - (weights.count - 1 - index)
      ends.append(min(max(done * pairs / whole, (ends.last ?? 0) + 1), most))
    }
    return zip(ends, ends.dropFirst()).map { $1 - $0 }
  }
}

/// A label and what stands beside it.
package struct PaperField: Sendable, Hashable {
  package enum Content: Sendable, Hashable {
    case text(String)
    /// Boxes □, the picked ones with a tick in them.
    case choices([Choice])
  }

  package struct Choice: Sendable, Hashable {
    package var words: String
    package var isPicked: Bool

    package init(_ words: String, isPicked: Bool = false) {
      self.words = words
      self.isPicked = isPicked
    }
  }

  /// Empty: the field takes the label's place, too.
  package var label: String
  package var content: Content
  /// At the bottom right of the field: who signs and when.
  package var foot: String
  /// Its part of the row beside the others', as far as the grid allows.
  package var weight: Int

  package init(_ label: String, _ content: Content, foot: String = "", weight: Int = 1) {
    self.label = label
    self.content = content
    self.foot = foot
    self.weight = weight
  }

  package static func text(_ label: String, _ text: String, foot: String = "", weight: Int = 1) -> PaperField {
    PaperField(label, .text(text), foot: foot, weight: weight)
  }

  /// Boxes to tick; `picked` is the index of the one that is ticked.
  package static func choices(
    _ label: String, _ words: [String], picked: Int? = nil, foot: String = "", weight: Int = 1
  ) -> PaperField {
    PaperField(
      label, .choices(words.enumerated().map { Choice($0.element, isPicked: $0.offset == picked) }), foot: foot,
      weight: weight)
  }

  /// Across the whole field, without a label.
  package static func wide(_ text: String, foot: String = "") -> PaperField { PaperField("", .text(text), foot: foot) }
}
