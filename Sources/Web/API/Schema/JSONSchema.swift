import Domain
import HTTPKit

/// What a JSON value has to be: one value that the document describes, requests are read against and answers are checked
/// against (JSON Schema 2020-12).
package struct JSONSchema: Sendable {
  package indirect enum Kind: Sendable {
    /// Counted in code points, as JSON Schema does.
    case text(TextForm, ClosedRange<Int>)
    case word([String])
    case integer(ClosedRange<Int>)
    case flag
    case list(JSONSchema, ClosedRange<Int>)
    /// Nothing but these; a named one is written once in the document.
    case record(name: String?, [Property])
    /// Exactly one of these.
    case choice([Property])
    /// Whole numbers under words.
    case counts
    /// Any record: the document itself.
    case anyRecord
  }

  package struct Property: Sendable {
    package let name: String
    package let schema: JSONSchema
    package let isRequired: Bool

    package init(_ name: String, _ schema: JSONSchema, isRequired: Bool) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  package let kind: Kind
  /// In Chinese, for whoever reads the document.
  package var about: String

  package init(_ kind: Kind, _ about: String = "") {
    self.kind = kind
    self.about = about
  }
}

extension JSONSchema {
  static func line(_ length: ClosedRange<Int>, _ about: String = "") -> JSONSchema {
    JSONSchema(.text(.line, length), about)
  }
  static func lines(_ length: ClosedRange<Int>, _ about: String = "") -> JSONSchema {
    JSONSchema(.text(.lines, length), about)
  }
  static func word<Word: CaseIterable & RawRepresentable>(_ type: Word.Type, _ about: String = "") -> JSONSchema
  where Word.RawValue == String {
    JSONSchema(.word(Word.allCases.map(\.rawValue)), about)
  }
  static func words(_ words: [String], _ about: String = "") -> JSONSchema { JSONSchema(.word(words), about) }
  static func id(_ about: String = "") -> JSONSchema { JSONSchema(.text(.id, 1...19), about) }
  static func date(_ about: String = "") -> JSONSchema { JSONSchema(.text(.date, 10...10), about) }
  static func instant(_ about: String = "") -> JSONSchema { JSONSchema(.text(.instant, 25...25), about) }
  static func clock(_ about: String = "") -> JSONSchema { JSONSchema(.text(.clock, 5...5), about) }
  static func flag(_ about: String = "") -> JSONSchema { JSONSchema(.flag, about) }
  static func count(_ about: String = "") -> JSONSchema { JSONSchema(.integer(0...1_000_000_000), about) }
  static func integer(_ range: ClosedRange<Int>, _ about: String = "") -> JSONSchema {
    JSONSchema(.integer(range), about)
  }
  static func counts(_ about: String = "") -> JSONSchema { JSONSchema(.counts, about) }
  static func list(_ item: JSONSchema, _ range: ClosedRange<Int> = 0...10_000, _ about: String = "") -> JSONSchema {
    JSONSchema(.list(item, range), about)
  }
  static func record(_ properties: [Property], _ about: String = "") -> JSONSchema {
    JSONSchema(.record(name: nil, properties), about)
  }

  /// Ids and what we have made are named once in a list.
  var namesOnce: Bool {
    if case .text(let form, _) = kind { return form == .id || form == .opaque }
    return false
  }

  /// The same under another description.
  func about(_ words: String) -> JSONSchema {
    var schema = self
    schema.about = words
    return schema
  }
}

/// The form of a text: a pattern for the document and the same rule in code.
package enum TextForm: String, Sendable, CaseIterable {
  /// No controls.
  case line
  /// With line ends and tabs.
  case lines
  case id, date, instant, clock, digits
  /// What we have made ourselves: cursors, tokens, photos.
  case opaque
  /// Whatever was typed: passwords.
  case secret
  /// As it was stored.
  case anything

  package var pattern: String? {
    switch self {
    case .line: "^[^\\u0000-\\u001F\\u007F-\\u009F\\uFFFE\\uFFFF]*$"
    case .lines: "^[^\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\uFFFE\\uFFFF]*$"
    case .id: "^[1-9][0-9]*$"
    case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    case .instant: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\+08:00$"
    case .clock: "^[0-9]{2}:[0-9]{2}$"
    case .digits: "^[0-9]+$"
    case .opaque: "^[0-9A-Za-z._~=-]+$"
    case .secret, .anything: nil
    }
  }

  /// As JSON Schema names it.
  package var format: String? {
    switch self {
    case .date: "date"
    case .instant: "date-time"
    case .secret: "password"
    default: nil
    }
  }

  package func holds(_ text: String) -> Bool {
    switch self {
    case .line: text.unicodeScalars.allSatisfy { !Self.isControl($0) }
    case .lines: text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\r" || $0 == "\t" || !Self.isControl($0) }
    case .id: text.utf8.allSatisfy(Self.isDigit) && text.utf8.first != 48 && Int64(text) != nil
    case .date: CivilDate(text: text) != nil
    case .instant: Self.fits(text, "0000-00-00T00:00:00+08:00")
    case .clock: Self.fits(text, "00:00")
    case .digits: !text.isEmpty && text.utf8.allSatisfy(Self.isDigit)
    case .opaque:
      !text.isEmpty
        && text.utf8.allSatisfy { byte in
          Self.isDigit(byte) || (97...122).contains(byte | 32) || [45, 46, 61, 95, 126].contains(byte)
        }
    case .secret, .anything: true
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFFFE || scalar.value == 0xFFFF
  }

  /// Digits where the form has a zero or an eight, and the form's own signs elsewhere.
  private static func fits(_ text: String, _ form: StaticString) -> Bool {
    let (given, wanted) = (Array(text.utf8), Array("\(form)".utf8))
    return given.count == wanted.count
      && zip(given, wanted).allSatisfy { byte, sign in isDigit(sign) ? isDigit(byte) : byte == sign }
  }
}
