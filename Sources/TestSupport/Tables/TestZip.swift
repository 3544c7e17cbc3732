import CZlib

/// ZIP packages as tests want them: sound ones, and ones that no program would write.
package struct TestZip {
  package struct Part {
    package var name: String
    package var bytes: [UInt8]
    package var isDeflated = false
    package var flags: UInt16 = 0
    package var method: UInt16?
    /// What the directory says instead of the truth.
    package var claimedSize: UInt32?
    package var claimedOffset: UInt32?
    package var claimedCRC: UInt32?

    package init(_ name: String, _ bytes: [UInt8], deflated: Bool = false) {
      self.name = name
      self.bytes = bytes
      isDeflated = deflated
    }
  }

  package static func archive(_ parts: [Part], comment: [UInt8] = []) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let packed = part.isDeflated ? deflate(part.bytes) : part.bytes
      let crc = UInt32(
        truncatingIfNeeded: part.bytes.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) })
      let offset = UInt32(file.count)
      let common =
        word(part.flags) + word(part.method ?? (part.isDeflated ? 8 : 0)) + long(0)
        + long(part.claimedCRC ?? crc) + long(UInt32(packed.count)) + long(part.claimedSize ?? UInt32(part.bytes.count))
        + word(UInt16(part.name.utf8.count)) + word(0)
      file += long(0x0403_4B50) + word(20) + common + Array(part.name.utf8) + packed
      directory += long(0x0201_4B50) + word(20) + word(20) + common
      directory += word(0) + word(0) + word(0) + long(0) + long(part.claimedOffset ?? offset) + Array(part.name.utf8)
    }
    let end =
      long(0x0605_4B50) + word(0) + word(0) + word(UInt16(parts.count)) + word(UInt16(parts.count))
      + long(UInt32(directory.count)) + long(UInt32(file.count)) + word(UInt16(comment.count)) + comment
    return file + directory + end
  }

  private static func word(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
  private static func long(_ value: UInt32) -> [UInt8] {
    word(UInt16(value & 0xFFFF)) + word(UInt16(value >> 16))
  }

  package static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        _ = CZlib.deflate(&stream, Z_FINISH)
      }
    }
    return Array(output.prefix(Int(stream.total_out)))
  }
}

/// An Excel workbook with one sheet, written without a library, so that cells can be what no form would let them be.
package struct TestWorkbook {
  package enum Cell: Sendable, Equatable {
    case empty
    case text(String)
    /// As it is to stand in the file.
    case number(String)
    /// Shown as a date.
    case date(Int)
    case formula(String, cached: String)
    case error(String)
  }

  package var rows: [[Cell]]
  /// Such as `A5:A6`.
  package var merges: [String]
  package var is1904 = false
  /// Before the root element of the sheet.
  package var prologue = ""

  package init(_ rows: [[Cell]], merges: [String] = []) {
    self.rows = rows
    self.merges = merges
  }

  package var bytes: [UInt8] { TestZip.archive(parts) }

  package var parts: [TestZip.Part] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let book = """
      <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="\(main)" xmlns:r="\(relations)">\
      <workbookPr\(is1904 ? " date1904=\"1\"" : "")/><sheets><sheet name="隐藏" sheetId="2" state="hidden" r:id="rId9"/>\
      <sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>
      """
    let links = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="rId1" Type="\(relations)/worksheet" Target="worksheets/sheet1.xml"/></Relationships>
      """
    let styles = """
      <styleSheet xmlns="\(main)"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
      </numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>\
      <xf numFmtId="164"/></cellXfs></styleSheet>
      """
    return [
      TestZip.Part("xl/workbook.xml", Array(book.utf8), deflated: true),
      TestZip.Part("xl/_rels/workbook.xml.rels", Array(links.utf8)),
      TestZip.Part("xl/styles.xml", Array(styles.utf8)),
      TestZip.Part("xl/worksheets/sheet1.xml", Array(sheet(main).utf8), deflated: true),
    ]
  }

  private func sheet(_ main: String) -> String {
    var xml = prologue + "<worksheet xmlns=\"\(main)\"><sheetData>"
    for (index, row) in rows.enumerated() where row.contains(where: { $0 != .empty }) {
      xml += "<row r=\"\(index + 1)\">"
      for (column, cell) in row.enumerated() { xml += Self.cell(cell, Self.letters(column) + "\(index + 1)") }
      xml += "</row>"
    }
    xml += "</sheetData>"
    if !merges.isEmpty {
      xml += "<mergeCells>" + merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
    }
    return xml + "</worksheet>"
  }

  private static func cell(_ cell: Cell, _ place: String) -> String {
    switch cell {
    case .empty: "<c r=\"\(place)\" s=\"0\"/>"
    case .text(let text): "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(escaped(text))</t></is></c>"
    case .number(let text): "<c r=\"\(place)\"><v>\(text)</v></c>"
    case .date(let serial): "<c r=\"\(place)\" s=\"2\"><v>\(serial)</v></c>"
    case .formula(let formula, let cached):
      "<c r=\"\(place)\" t=\"str\"><f>\(escaped(formula))</f><v>\(escaped(cached))</v></c>"
    case .error(let text): "<c r=\"\(place)\" t=\"e\"><v>\(text)</v></c>"
    }
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  package static func letters(_ column: Int) -> String {
    column < 26
      ? String(UnicodeScalar(UInt8(65 + column))) : letters(column / 26 - 1) + letters(column % 26)
  }
}
