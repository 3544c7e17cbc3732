/// The boundary of a multipart body (RFC 2046 section 5.1.1): 1–70 characters, the last one not a space.
package struct MultipartBoundary: Sendable, Hashable {
  /// The boundary without the leading `--`.
  package let value: String

  /// Takes a boundary after checking its length and characters.
  /// - Throws: `MultipartError.badBoundary`.
  package init(_ value: String) throws(MultipartError) {
    let bytes = value.utf8
    guard (1...70).contains(bytes.count), bytes.last != ASCII.space, bytes.allSatisfy(Self.isAllowed) else {
      throw .badBoundary
    }
    self.value = value
  }

  /// Reads the boundary out of a Content-Type value such as `multipart/form-data; boundary="a b"`; quoted or not.
  /// - Throws: `MultipartError.notMultipart` for any other media type or nil, `.badBoundary` for a boundary that is
  ///   missing, given twice or not allowed.
  package static func parse(contentType: String?) throws(MultipartError) -> MultipartBoundary {
    guard let contentType, HeaderParameters.mainValue(of: contentType) == "multipart/form-data" else {
      throw .notMultipart
    }
    let found = HeaderParameters(contentType)?.all("boundary") ?? []
    guard let boundary = found.first, found.count == 1 else { throw .badBoundary }
    return try MultipartBoundary(boundary)
  }

  /// `bchars` of RFC 2046.
  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || "'()+_,-./:=? ".utf8.contains(byte)
  }
}
