import CXLSXWriter
import Glibc
import NIOPosix
import Synchronization

/// A cell of a list. Text is written as text, whatever it begins with.
package enum SheetCell: Sendable, Equatable {
  case text(String)
  case number(Int)
  case date(year: Int, month: Int, day: Int)
  case moment(year: Int, month: Int, day: Int, hour: Int, minute: Int)
  case empty
}

/// A list on its way into a workbook, row by row: memory holds one piece of it, however long it is. The work is done on
/// threads apart from those that answer requests.
package final class ListWorkbook: Sendable {
  package struct Column: Sendable {
    package let head: String
    /// In characters.
    package let width: Double

    package init(_ head: String, width: Double = 14) {
      self.head = head
      self.width = width
    }
  }

  private struct State {
    let file: Int32
    var book: UnsafeMutablePointer<lxw_workbook>?
    let page: UnsafeMutablePointer<lxw_worksheet>
    let text: UnsafeMutablePointer<lxw_format>?
    let date: UnsafeMutablePointer<lxw_format>?
    let moment: UnsafeMutablePointer<lxw_format>?
    let columns: Int
    /// The row that comes next: one line says what it is, the next one has the heads.
    var next: UInt32 = 2
  }

  private let state: Mutex<State>

  /// - Parameters:
  ///   - sheet: at most 31 characters, without `[ ] : * ? / \`.
  ///   - note: the first line: who took it out, when, and what it is.
  package init(sheet: String, note: String, columns: [Column]) throws {
    let file = lianluo_memory_file("list")
    guard file >= 0 else { throw Spreadsheet.Failure(code: 1) }
    var options = lxw_workbook_options()
    options.constant_memory = 1
    guard let book = workbook_new_opt("/proc/self/fd/\(file)", &options) else {
      close(file)
      throw Spreadsheet.Failure(code: 2)
    }
    guard let page = workbook_add_worksheet(book, sheet) else {
      lxw_workbook_free(book)
      close(file)
      throw Spreadsheet.Failure(code: 4)
    }
    let head = Self.format(book, "@")
    format_set_bold(head)
    let state = State(
      file: file, book: book, page: page, text: Self.format(book, "@"), date: Self.format(book, "yyyy-mm-dd"),
      moment: Self.format(book, "yyyy-mm-dd hh:mm"), columns: columns.count)
    for (index, column) in columns.enumerated() {
      worksheet_set_column(page, UInt16(index), UInt16(index), column.width, nil)
    }
    worksheet_freeze_panes(page, 2, 0)
    worksheet_write_string(page, 0, 0, SheetText.clean(note), nil)
    for (index, column) in columns.enumerated() {
      worksheet_write_string(page, 1, UInt16(index), column.head, head)
    }
    self.state = Mutex(state)
  }

  deinit {
    state.withLock { state in
      // One that was given up half-way.
      if let book = state.book { lxw_workbook_free(book) }
      close(state.file)
    }
  }

  private static func format(_ book: UnsafeMutablePointer<lxw_workbook>, _ pattern: String)
    -> UnsafeMutablePointer<lxw_format>?
  {
    let format = workbook_add_format(book)
    format_set_num_format(format, pattern)
    return format
  }

  package func append(_ rows: [[SheetCell]]) async throws {
    try await NIOThreadPool.singleton.runIfActive { [self] in
      try state.withLock { state in for row in rows { try Self.write(row, &state) } }
    }
  }

  /// The bytes of the file.
  package func finish() async throws -> [UInt8] {
    try await NIOThreadPool.singleton.runIfActive { [self] in
      try state.withLock { state in
        guard let book = state.book else { throw Spreadsheet.Failure(code: 5) }
        if state.next > 2, state.columns > 0 {
          worksheet_autofilter(state.page, 1, 0, state.next - 1, UInt16(state.columns - 1))
        }
        state.book = nil
        let closed = workbook_close(book)
        guard closed == LXW_NO_ERROR else { throw Spreadsheet.Failure(code: UInt32(closed.rawValue)) }
        return try Spreadsheet.contents(of: state.file)
      }
    }
  }

  private static func write(_ row: [SheetCell], _ state: inout State) throws {
    guard state.book != nil else { throw Spreadsheet.Failure(code: 5) }
    for (index, cell) in row.enumerated() {
      let (page, place) = (state.page, UInt16(index))
      let error: lxw_error
      switch cell {
      case .empty: continue
      case .text(let text):
        let clean = SheetText.clean(text)
        if clean.isEmpty { continue }
        error = worksheet_write_string(page, state.next, place, clean, state.text)
      case .number(let number): error = worksheet_write_number(page, state.next, place, Double(number), nil)
      case .date(let year, let month, let day):
        var date = lxw_datetime(
          year: Int32(year), month: Int32(month), day: Int32(day), hour: 0, min: 0, sec: 0)
        error = worksheet_write_datetime(page, state.next, place, &date, state.date)
      case .moment(let year, let month, let day, let hour, let minute):
        var date = lxw_datetime(
          year: Int32(year), month: Int32(month), day: Int32(day), hour: Int32(hour), min: Int32(minute), sec: 0)
        error = worksheet_write_datetime(page, state.next, place, &date, state.moment)
      }
      guard error == LXW_NO_ERROR else { throw Spreadsheet.Failure(code: UInt32(error.rawValue)) }
    }
    state.next += 1
  }
}

/// Text as it may stand in a cell.
package enum SheetText {
  /// What a person still reads in a cell; the format's own end is 32,767.
  package static let longest = 2000
  package static let cutMark = "……（后略）"

  /// Without what cannot be seen and could mislead: control characters, marks that turn the direction of writing, and
  /// what no XML can hold. What is too long is cut, with a mark.
  package static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0D: result.append(" ")
      case 0x0A: result.append("\n")
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFF: continue
      default: result.append(scalar)
      }
    }
    let cleaned = String(result)
    return cleaned.count <= longest ? cleaned : cleaned.prefix(longest - cutMark.count) + cutMark
  }
}
