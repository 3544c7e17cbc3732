/// Reads a sheet from whatever a person uploads: an Excel workbook or separated values, told apart by their bytes and not
/// by their names.
package enum TableReader {
  package static func read(_ bytes: [UInt8], limits: TableLimits = TableLimits()) throws(TableProblem) -> Table {
    if bytes.count > limits.fileBytes { throw .tooLarge(megabytes: limits.fileBytes / 1024 / 1024) }
    if bytes.isEmpty { throw .empty }
    if bytes.starts(with: [0x50, 0x4B]) { return try WorkbookReader.read(bytes, limits: limits) }
    // A compound file: the old format, or a new one behind a password.
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw contains(bytes, "EncryptedPackage") ? .encrypted : .oldExcel
    }
    return try SeparatedValues.read(bytes, limits: limits)
  }

  /// Names in a compound file are UTF-16.
  private static func contains(_ bytes: [UInt8], _ word: String) -> Bool {
    var wanted: [UInt8] = []
    for byte in word.utf8 { wanted += [byte, 0] }
    guard bytes.count >= wanted.count, let first = wanted.first else { return false }
    for start in 0...(bytes.count - wanted.count) where bytes[start] == first {
      if bytes[start..<start + wanted.count].elementsEqual(wanted) { return true }
    }
    return false
  }
}
