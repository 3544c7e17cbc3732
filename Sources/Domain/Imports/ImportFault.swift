/// What can be wrong with a cell of a roster. The first ten are what spreadsheets and typists do to one again and again.
package enum ImportFault: String, CaseIterable, Sendable, Codable {
  /// A code of twelve digits that the directory does not know.
  case unknownCode = "unknown_code"
  /// 1.38E+10: the sheet has turned a number into scientific notation, and digits are lost.
  case scientific
  /// 身份证号 beyond fifteen digits, rounded by the sheet to end in zeros.
  case roundedID = "rounded_id"
  /// Full-width digits; mended.
  case fullWidth = "full_width"
  /// A name with blanks or with another dot than 「·」; mended.
  case nameForm = "name_form"
  /// A date as a serial number or as text; mended when it is beyond doubt.
  case dateForm = "date_form"
  case duplicate
  /// The constituency, delegation, venue, unit or region above is neither in the directory nor in the file.
  case missingParent = "missing_parent"
  case formula
  case merged
  // What is simply wrong.
  case missing
  case wrongCode = "wrong_code"
  case wrongPhone = "wrong_phone"
  case wrongID = "wrong_id"
  case wrongNumber = "wrong_number"
  case wrongUsername = "wrong_username"
  case notAChoice = "not_a_choice"
  case tooLong = "too_long"
  case badCharacters = "bad_characters"
  /// `#N/A` and the like.
  case cellError = "cell_error"
  /// Somebody of this name is in the directory already, and the file does not say whether it is the same person.
  case namesake
  /// The person, or the post, is not the importer's to manage.
  case refused
  /// More deputies than the constituency elects.
  case overSeats = "over_seats"
}

/// One fault with its place. A mended one says what it was made into and does not keep its row out.
package struct ImportFinding: Sendable, Equatable {
  /// As the sheet counts.
  package let row: Int
  /// From zero; nil when the whole row is meant.
  package let column: Int?
  package let head: String
  package let fault: ImportFault
  package let isMended: Bool
  /// What stands in the cell; masked where it is private.
  package let shown: String
  /// What it was made into, the row of the other one, the cells that are merged.
  package let detail: String

  package init(
    row: Int, column: Int?, head: String, fault: ImportFault, isMended: Bool = false, shown: String = "",
    detail: String = ""
  ) {
    self.row = row
    self.column = column
    self.head = head
    self.fault = fault
    self.isMended = isMended
    self.shown = shown
    self.detail = detail
  }
}

extension ImportFinding {
  /// A column's letters as a sheet shows them: 0 is A, 26 is AA.
  package static func letters(_ column: Int) -> String {
    var rest = column
    var result = ""
    repeat {
      result = String(UnicodeScalar(UInt8(65 + rest % 26))) + result
      rest = rest / 26 - 1
    } while rest >= 0
    return result
  }
}

/// Why a file as a whole is no roster of its kind.
package enum ImportFileProblem: Error, Sendable, Equatable {
  /// No row among the first has the heads of the template.
  case noHeads
  case missingHeads([String])
  case headTwice(String)
  case noRows
}
