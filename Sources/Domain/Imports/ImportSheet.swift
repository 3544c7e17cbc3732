/// A sheet as it was read, before its heads are looked for.
package struct ImportSheet: Sendable, Equatable {
  package struct Row: Sendable, Equatable {
    package let number: Int
    package let cells: [ImportCell]

    package init(number: Int, cells: [ImportCell]) {
      self.number = number
      self.cells = cells
    }

    subscript(column: Int) -> ImportCell { column < cells.count ? cells[column] : .empty }
  }

  /// Cells shown as one: rows from one, columns from zero.
  package struct Merge: Sendable, Equatable {
    package let rows: ClosedRange<Int>
    package let columns: ClosedRange<Int>

    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
      self.rows = rows
      self.columns = columns
    }
  }

  package let rows: [Row]
  package let merges: [Merge]

  package init(rows: [Row], merges: [Merge] = []) {
    self.rows = rows
    self.merges = merges
  }
}

/// Where the columns of a roster stand in a sheet.
package struct ImportHeads: Sendable, Equatable {
  /// The row of the heads.
  package let row: Int
  package let places: [(column: ImportColumn, index: Int)]
  /// Heads that the template does not know; their columns are left out.
  package let ignored: [String]

  package static func == (left: Self, right: Self) -> Bool {
    left.row == right.row && left.ignored == right.ignored
      && left.places.map(\.index) == right.places.map(\.index)
  }

  /// A title, a date and a unit of count may stand above the heads.
  private static let searched = 10

  package static func find(_ kind: ImportKind, in sheet: ImportSheet) throws(ImportFileProblem) -> ImportHeads {
    var best: ImportHeads?
    for row in sheet.rows.prefix(searched) {
      let found = try read(kind, row)
      if found.places.count > best?.places.count ?? 0 { best = found }
    }
    guard let best else { throw .noHeads }
    let missing = kind.columns.filter { column in
      column.isRequired && !best.places.contains { $0.column.field == column.field }
    }
    if !missing.isEmpty { throw .missingHeads(missing.map(\.head)) }
    return best
  }

  private static func read(_ kind: ImportKind, _ row: ImportSheet.Row) throws(ImportFileProblem) -> ImportHeads {
    var places: [(column: ImportColumn, index: Int)] = []
    var ignored: [String] = []
    for (index, cell) in row.cells.enumerated() {
      guard case .text(let head) = cell, !ImportColumn.normalised(head).isEmpty else { continue }
      guard let column = kind.columns.first(where: { $0.answers(to: head) }) else {
        ignored.append(String(ImportText.cleaned(head).prefix(40)))
        continue
      }
      if places.contains(where: { $0.column.field == column.field }) { throw .headTwice(column.head) }
      places.append((column, index))
    }
    return ImportHeads(row: row.number, places: places, ignored: ignored)
  }
}

/// A row with its values in one form.
package struct ImportRow: Sendable, Equatable {
  package let number: Int
  package var values: [ImportField: String]

  package init(number: Int, values: [ImportField: String]) {
    self.number = number
    self.values = values
  }

  package subscript(field: ImportField) -> String { values[field] ?? "" }

  package func list(_ field: ImportField) -> [String] { self[field].split(separator: "、").map { String($0) } }

  package func date(_ field: ImportField) -> CivilDate? { CivilDate(text: self[field]) }
}
