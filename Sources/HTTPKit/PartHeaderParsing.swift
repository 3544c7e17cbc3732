extension PartHeaders {
  /// Reads the header lines of one part, the blank line included (RFC 7578 section 4).
  /// - Throws: `MultipartError.malformed`.
  init(block: [UInt8]) throws(MultipartError) {
    guard let text = String(validating: block, as: UTF8.self) else { throw .malformed(.headerEncoding) }
    var disposition: String?
    var type: String?
    for (name, value) in try Self.lines(of: text) {
      switch name {
      case "content-disposition":
        guard disposition == nil else { throw .malformed(.contentDisposition) }
        disposition = value
      case "content-type":
        guard type == nil else { throw .malformed(.contentDisposition) }
        type = value
      case "content-transfer-encoding":
        guard ["7bit", "8bit", "binary"].contains(value.lowercased()) else { throw .malformed(.transferEncoding) }
      default:
        continue
      }
    }
    guard let disposition, let parameters = HeaderParameters(disposition), parameters.value == "form-data" else {
      throw .malformed(.contentDisposition)
    }
    self.init(
      name: try Self.name(in: parameters), filename: try Self.filename(in: parameters), contentType: type)
  }

  /// The header lines as lower-case names and trimmed values.
  private static func lines(of text: String) throws(MultipartError) -> [(name: String, value: String)] {
    var lines: [(name: String, value: String)] = []
    // CRLF is one Character, so the views of bytes are the ones to cut.
    var rest = Array(text.utf8)[...]
    while let end = rest.firstIndex(of: ASCII.carriageReturn) {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      guard rest.popFirst() == ASCII.lineFeed else { throw .malformed(.headerLine) }
      if line.isEmpty { continue }
      guard let colon = line.firstIndex(of: ASCII.colon),
        !line.contains(where: { $0.isControl && $0 != ASCII.tab })
      else { throw .malformed(.headerLine) }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      guard name.isToken else { throw .malformed(.headerLine) }
      lines.append((name, String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks))
    }
    return lines
  }

  /// The one `name` parameter; browsers write its quotes as `%22`, and nothing else needs decoding.
  private static func name(in parameters: HeaderParameters) throws(MultipartError) -> String {
    let names = parameters.all("name")
    guard let raw = names.first, names.count == 1 else { throw .malformed(.name) }
    let name = UploadFilename.decode(raw, only: [ASCII.quote, ASCII.carriageReturn, ASCII.lineFeed])
    guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
      throw .malformed(.name)
    }
    return name
  }

  /// The cleaned file name, nil without one; `filename*` wins over `filename` (RFC 6266 section 4.3) when it is
  /// readable.
  private static func filename(in parameters: HeaderParameters) throws(MultipartError) -> String? {
    let plain = parameters.all("filename")
    let extended = parameters.all("filename*")
    guard plain.count <= 1, extended.count <= 1 else { throw .malformed(.contentDisposition) }
    if let value = extended.first, let bytes = UploadFilename.extendedBytes(value) {
      guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed(.headerEncoding) }
      return UploadFilename.clean(text)
    }
    if let value = plain.first { return UploadFilename.clean(UploadFilename.decodePlain(value)) }
    return extended.isEmpty ? nil : ""
  }
}
