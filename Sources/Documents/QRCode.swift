import CQRCode

/// QR codes as SVG, black on white with the quiet zone that readers need.
package enum QRCode {
  /// The squares of the code, row by row, true is dark, without the quiet zone; error correction M. Nil when the text does
  /// not fit (over about 2,000 bytes).
  package static func modules(_ text: String) -> [[Bool]]? {
    guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    guard width > 0, let modules = code.pointee.data else { return nil }
    return (0..<width).map { row in (0..<width).map { modules[row * width + $0] & 1 == 1 } }
  }

  /// An inline `<svg>` of the text; nil when it does not fit.
  package static func svg(_ text: String) -> [UInt8]? { modules(text).map(svg(modules:)) }

  /// An inline `<svg>` of the squares of a code.
  ///
  /// One path of horizontal runs keeps it small: a receipt link takes about 3 kB.
  package static func svg(modules: [[Bool]]) -> [UInt8] {
    let size = modules.count + 8
    var path = ""
    for (row, modules) in modules.enumerated() {
      var column = 0
      while column < modules.count {
        guard modules[column] else {
          column += 1
          continue
        }
        var end = column
        while end < modules.count, modules[end] { end += 1 }
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
