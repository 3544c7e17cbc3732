import CXLSXWriter
import Glibc

/// A workbook as plain values: sheets of text. Every cell is written as text, so that codes, telephone numbers and what
/// begins with an equals sign stay as they are.
package struct Spreadsheet: Sendable {
  package struct Column: Sendable {
    package let head: String
    /// In characters.
    package let width: Double
    /// The words that a cell of this column may hold; a list to choose from.
    package let choices: [String]
    package let isRequired: Bool

    package init(_ head: String, width: Double = 16, choices: [String] = [], isRequired: Bool = false) {
      self.head = head
      self.width = width
      self.choices = choices
      self.isRequired = isRequired
    }
  }

  package struct Sheet: Sendable {
    package let name: String
    package let columns: [Column]
    package let rows: [[String]]

    package init(name: String, columns: [Column], rows: [[String]]) {
      self.name = name
      self.columns = columns
      self.rows = rows
    }
  }

  package let sheets: [Sheet]

  package init(_ sheets: [Sheet]) { self.sheets = sheets }

  package struct Failure: Error, Sendable {
    package let code: UInt32
  }

  /// How many empty rows of a template are prepared as text, so that Excel does not make numbers of what is typed.
  private static let preparedRows: UInt32 = 5000

  /// The bytes of an .xlsx file. The library writes files only, so it is given one that is nothing but memory.
  package func xlsx() throws -> [UInt8] {
    let file = lianluo_memory_file("sheet")
    guard file >= 0 else { throw Failure(code: 1) }
    defer { close(file) }
    guard let book = workbook_new("/proc/self/fd/\(file)") else { throw Failure(code: 2) }
    let head = Self.format(book, bold: true)
    let text = Self.format(book, bold: false)
    var first = LXW_NO_ERROR
    for sheet in sheets {
      let error = Self.write(sheet, to: book, head: head, text: text)
      if first == LXW_NO_ERROR { first = error }
    }
    let closed = workbook_close(book)
    guard first == LXW_NO_ERROR, closed == LXW_NO_ERROR else {
      throw Failure(code: UInt32((first == LXW_NO_ERROR ? closed : first).rawValue))
    }
    return try Self.contents(of: file)
  }

  static func contents(of file: Int32) throws -> [UInt8] {
    let size = lseek(file, 0, SEEK_END)
    guard size > 0, lseek(file, 0, SEEK_SET) == 0 else { throw Failure(code: 3) }
    var bytes = [UInt8](repeating: 0, count: size)
    var done = 0
    while done < size {
      let count = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress?.advanced(by: done), size - done) }
      guard count > 0 else { throw Failure(code: 3) }
      done += count
    }
    return bytes
  }

  private static func format(_ book: UnsafeMutablePointer<lxw_workbook>, bold: Bool)
    -> UnsafeMutablePointer<lxw_format>?
  {
    let format = workbook_add_format(book)
    if bold { format_set_bold(format) }
    format_set_num_format(format, "@")
    return format
  }

  private static func write(
    _ sheet: Sheet, to book: UnsafeMutablePointer<lxw_workbook>, head: UnsafeMutablePointer<lxw_format>?,
    text: UnsafeMutablePointer<lxw_format>?
  ) -> lxw_error {
    guard let page = workbook_add_worksheet(book, sheet.name) else { return LXW_ERROR_PARAMETER_VALIDATION }
    var error = LXW_NO_ERROR
    for (index, column) in sheet.columns.enumerated() {
      let place = UInt16(index)
      worksheet_set_column(page, place, place, column.width, text)
      error = worksheet_write_string(page, 0, place, column.head + (column.isRequired ? "*" : ""), head)
      if error != LXW_NO_ERROR { return error }
      if !column.choices.isEmpty { offer(column.choices, place, page) }
    }
    worksheet_freeze_panes(page, 1, 0)
    for (number, row) in sheet.rows.enumerated() {
      for (index, cell) in row.enumerated() where !cell.isEmpty {
        error = worksheet_write_string(page, UInt32(number + 1), UInt16(index), cell, text)
        if error != LXW_NO_ERROR { return error }
      }
    }
    return error
  }

  /// A list to choose from below the head; the library copies it.
  private static func offer(_ choices: [String], _ column: UInt16, _ page: UnsafeMutablePointer<lxw_worksheet>) {
    // The file format has room for 255 characters; a longer list stands in the notes only.
    guard choices.joined(separator: ",").count <= 255 else { return }
    var words = choices.map { lianluo_copy($0) }
    words.append(nil)
    defer { for word in words { word.map { lianluo_free($0) } } }
    words.withUnsafeMutableBufferPointer { list in
      var validation = lxw_data_validation()
      validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      validation.value_list = list.baseAddress.map { UnsafeMutablePointer($0) }
      _ = worksheet_data_validation_range(page, 1, column, preparedRows, column, &validation)
    }
  }
}
