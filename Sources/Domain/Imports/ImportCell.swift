/// What a cell holds, as the file has it.
package enum ImportCell: Sendable, Equatable {
  case empty
  case text(String)
  /// As it stands in the file: `44562`, `1.38E+10`.
  case number(String)
  /// Days since 30 December 1899, in a cell that the sheet shows as a date.
  case date(Int)
  case formula
  case error(String)
}

/// A cell's value, in one form whatever the typist did, and what was found on the way. At most one finding a cell, the
/// gravest.
package struct ReadCell: Sendable, Equatable {
  /// Empty when there is none, or none that may be used.
  package var value = ""
  package var fault: ImportFault?
  package var isMended = false
  package var shown = ""
  package var detail = ""

  static func good(_ value: String) -> ReadCell { ReadCell(value: value) }
  static func wrong(_ fault: ImportFault, _ shown: String, _ detail: String = "") -> ReadCell {
    ReadCell(value: "", fault: fault, shown: shown, detail: detail)
  }
  static func mended(_ fault: ImportFault, _ shown: String, to value: String) -> ReadCell {
    ReadCell(value: value, fault: fault, isMended: true, shown: shown, detail: value)
  }
}

extension ImportColumn {
  /// Reads a cell of this column.
  package func read(_ cell: ImportCell) -> ReadCell {
    switch cell {
    case .empty: return .good("")
    case .formula: return .wrong(.formula, "")
    case .error(let text): return .wrong(.cellError, text)
    case .date(let serial): return date(serial: serial)
    case .number(let text): return number(text)
    case .text(let text): return words(text)
    }
  }

  // MARK: What the sheet calls a date or a number

  private func date(serial: Int) -> ReadCell {
    guard let date = ImportDates.date(serial: serial) else { return .wrong(.dateForm, "\(serial)") }
    return form == .date ? .good(date.description) : words(date.description)
  }

  private func number(_ raw: String) -> ReadCell {
    let plain = ImportDigits.plain(raw)
    switch form {
    case .date:
      guard let date = ImportDates.loose(plain ?? raw) else { return .wrong(.dateForm, raw) }
      return .mended(.dateForm, raw, to: date.description)
    case .citizenID where raw.contains("E") || raw.contains("e") || (plain ?? raw).count > 15:
      return .wrong(.roundedID, raw)
    case .mobile, .telephone, .regionCode, .regionCodes:
      if raw.contains("E") || raw.contains("e") { return .wrong(.scientific, raw) }
      return words(plain ?? raw)
    default: return words(plain ?? raw)
    }
  }

  // MARK: What the sheet calls text

  private func words(_ raw: String) -> ReadCell {
    let text = ImportText.cleaned(raw)
    if text.isEmpty { return .good("") }
    if ImportText.isBroken(text) { return .wrong(.badCharacters, text) }
    switch form {
    case .text(let most): return text.count > most ? .wrong(.tooLong, text, "\(most)") : .good(text)
    case .person: return person(raw, text)
    case .list(let most):
      let parts = ImportText.parts(text)
      if let long = parts.first(where: { $0.count > most }) { return .wrong(.tooLong, long, "\(most)") }
      return .good(parts.joined(separator: "、"))
    case .people: return people(text)
    case .choice(let choices):
      guard let choice = choices.first(where: { $0.words == text || $0.value == text }) else {
        return .wrong(.notAChoice, text, choices.map(\.words).joined(separator: "、"))
      }
      return .good(choice.value)
    case .regionCode, .regionCodes, .mobile, .telephone, .citizenID, .date, .number, .username: return digits(text)
    }
  }

  private func person(_ raw: String, _ text: String) -> ReadCell {
    let name = ImportText.personName(text)
    if name.isEmpty || !ImportText.isName(name) { return .wrong(.badCharacters, text) }
    if name.count > 30 { return .wrong(.tooLong, text, "30") }
    return name == raw ? .good(name) : .mended(.nameForm, raw, to: name)
  }

  private func people(_ text: String) -> ReadCell {
    let parts = ImportText.parts(text)
    let names = parts.map { ImportText.personName($0) }
    if let bad = names.first(where: { !ImportText.isName($0) }) { return .wrong(.badCharacters, bad) }
    let value = names.joined(separator: "、")
    return names == parts ? .good(value) : .mended(.nameForm, text, to: value)
  }

  /// Values that are digits and a few signs, which people and machines write in full width.
  private func digits(_ text: String) -> ReadCell {
    let half = ImportText.halfWidth(text)
    let read = plainDigits(half)
    // A value that is wrong anyhow is reported as that, not as written in full width.
    guard half != text, read.fault == nil || read.isMended else { return read }
    return .mended(.fullWidth, text, to: read.value)
  }

  private func plainDigits(_ text: String) -> ReadCell {
    switch form {
    case .regionCode: return code(text)
    case .regionCodes:
      for part in ImportText.parts(text) {
        let read = code(part)
        if read.fault != nil { return read }
      }
      return .good(ImportText.parts(text).joined(separator: "、"))
    case .mobile: return phone(text, isMobile: true)
    case .telephone: return phone(text, isMobile: false)
    case .citizenID: return citizenID(text)
    case .date: return date(text)
    case .number(let range):
      guard let number = Int(text), range.contains(number) else {
        return .wrong(.wrongNumber, text, "\(range.lowerBound)–\(range.upperBound)")
      }
      return .good("\(number)")
    case .username:
      let name = text.lowercased()
      let isPlain = name.utf8.allSatisfy { byte in
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 45 || byte == 46 || byte == 95
      }
      return isPlain && (2...32).contains(name.count) ? .good(name) : .wrong(.wrongUsername, text)
    default: return .good(text)
    }
  }

  private func code(_ text: String) -> ReadCell {
    if ImportDigits.isScientific(text) { return .wrong(.scientific, text) }
    return text.count == 12 && ImportDigits.areDigits(text) ? .good(text) : .wrong(.wrongCode, text)
  }

  private func phone(_ text: String, isMobile: Bool) -> ReadCell {
    if ImportDigits.isScientific(text) { return .wrong(.scientific, text) }
    var number = text.filter { $0 != " " && $0 != "-" && $0 != "(" && $0 != ")" }
    if number.hasPrefix("+86") { number = String(number.dropFirst(3)) }
    let isGood =
      isMobile ? number.count == 11 && number.hasPrefix("1") : (3...15).contains(number.count)
    guard isGood, ImportDigits.areDigits(number) else { return .wrong(.wrongPhone, text) }
    return .good(isMobile ? number : text)
  }

  private func citizenID(_ text: String) -> ReadCell {
    let number = text.uppercased()
    if ImportDigits.isScientific(number) { return .wrong(.roundedID, text) }
    if CitizenID.isValid(number) { return .good(number) }
    // What a sheet has rounded ends in zeros, and then the check digit is hardly ever right.
    return number.count == 18 && number.hasSuffix("000") ? .wrong(.roundedID, text) : .wrong(.wrongID, text)
  }

  private func date(_ text: String) -> ReadCell {
    if let date = CivilDate(text: text) { return .good(date.description) }
    guard let date = ImportDates.loose(text) else { return .wrong(.dateForm, text) }
    return .mended(.dateForm, text, to: date.description)
  }
}
