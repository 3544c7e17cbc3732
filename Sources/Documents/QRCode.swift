import CQRCode

/// QR codes as SVG, black on white with the quiet zone that readers need.
package enum QRCode {
  /// An inline `<svg>` of the text, error correction M; nil when the text does not fit (over about 2,000 bytes).
  ///
  /// One path of horizontal runs keeps it small: a receipt link takes about 3 kB.
  package static func svg(_ text: String) -> [UInt8]? {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let modules = code.pointee.data else { return nil }
    let size = width + 8
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        guard modules[row * width + column] & 1 == 1 else {
          column += 1
          continue
        }
        var end = column
        while end < width, modules[row * width + end] & 1 == 1 { end += 1 }
        path += "M\(column + 4) \(row + 4)h\(end - column)v1h-\(end - column)z"
        column = end
      }
    }
    return Array(
      """
      <svg viewBox="0 0 \(size) \(size)" shape-rendering="crispEdges" aria-hidden="true" focusable="false">\
      <path fill="#fff" d="M0 0h\(size)v\(size)H0z"/><path fill="#000" d="\(path)"/></svg>
      """.utf8)
  }
}
