/// What one cell of a sheet holds, before anybody asks what it means.
package struct TableCell: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    case empty
    case text(String)
    /// A number as it stands in the file: `44562`, `1.38E+10`.
    case number(String)
    /// A number that the sheet shows as a date: whole days since 30 December 1899, as Excel counts them.
    case date(Int)
    /// A formula: its value is whatever the sheet computed last, and is not taken.
    case formula
    /// `#N/A` and the like.
    case error(String)
  }

  package let content: Content

  package init(_ content: Content) { self.content = content }
}

/// A row with its number as the person sees it in the sheet, counted from one.
package struct TableRow: Sendable, Equatable {
  package let number: Int
  /// By column, counted from zero; shorter when the rest is empty.
  package let cells: [TableCell]

  package init(number: Int, cells: [TableCell]) {
    self.number = number
    self.cells = cells
  }

  package subscript(column: Int) -> TableCell.Content { column < cells.count ? cells[column].content : .empty }
}

/// Cells that the sheet shows as one. Rows count from one, columns from zero.
package struct TableMerge: Sendable, Equatable {
  package let rows: ClosedRange<Int>
  package let columns: ClosedRange<Int>

  package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
    self.rows = rows
    self.columns = columns
  }
}

/// The first visible sheet of a workbook, or a text file of separated values.
package struct Table: Sendable, Equatable {
  package var rows: [TableRow]
  package var merges: [TableMerge]

  package init(rows: [TableRow], merges: [TableMerge] = []) {
    self.rows = rows
    self.merges = merges
  }
}

/// How much of a file is accepted. Every limit is inclusive.
package struct TableLimits: Sendable {
  /// Bytes of the file itself.
  package var fileBytes = 10 * 1024 * 1024
  /// Bytes of everything that is unpacked.
  package var inflatedBytes = 60 * 1024 * 1024
  /// How many times larger than packed a part may become.
  package var ratio = 250
  /// Files inside the package.
  package var entries = 300
  package var rows = 20_000
  package var columns = 60
  /// Characters of a cell.
  package var cellCharacters = 4000

  package init() {}
}

/// Why a file is not read at all.
package enum TableProblem: Error, Sendable, Equatable {
  case tooLarge(megabytes: Int)
  case tooManyRows(Int)
  case tooManyColumns(Int)
  case cellTooLong(row: Int, maximum: Int)
  /// The old binary format of Excel 97.
  case oldExcel
  /// Encrypted, or protected by a password.
  case encrypted
  /// A package made to burst: too many parts, or parts that grow beyond all measure.
  case bomb
  /// A document type or entity, which no sheet needs.
  case entities
  /// Cut short, or against the format; the word is for logs and tests.
  case damaged(String)
  /// Neither UTF-8 nor UTF-16 nor GB18030.
  case encoding
  case empty
}
