/// How much of a multipart body is accepted. Every limit is inclusive: exactly that much passes, one more does not.
package struct MultipartLimits: Sendable, Hashable {
  /// The number of parts, fields and files together.
  package var maxParts: Int
  /// Bytes of one part's headers, from after the delimiter line up to and including the blank line.
  package var maxHeaderBytes: Int
  /// Bytes of the content of one part without a file name.
  package var maxFieldBytes: Int
  /// Bytes of the content of one part with a file name.
  package var maxFileBytes: Int
  /// Bytes of the whole body: delimiters, headers, preamble and epilogue included.
  package var maxTotalBytes: Int

  /// The defaults: 40 parts, 8 KiB of headers per part, 64 KiB per field, 10 MiB per file, 64 MiB in all.
  package init(
    maxParts: Int = 40, maxHeaderBytes: Int = 8 << 10, maxFieldBytes: Int = 64 << 10,
    maxFileBytes: Int = 10 << 20, maxTotalBytes: Int = 64 << 20
  ) {
    self.maxParts = maxParts
    self.maxHeaderBytes = maxHeaderBytes
    self.maxFieldBytes = maxFieldBytes
    self.maxFileBytes = maxFileBytes
    self.maxTotalBytes = maxTotalBytes
  }
}

/// Why a multipart body was refused.
package enum MultipartError: Error, Sendable, Hashable {
  /// The Content-Type is missing or is not `multipart/form-data`.
  case notMultipart
  /// The `boundary` parameter is missing, repeated, unreadable, longer than 70 characters or has characters that
  /// RFC 2046 section 5.1.1 does not allow.
  case badBoundary
  /// More parts than `MultipartLimits.maxParts`.
  case tooManyParts
  /// One part's headers are longer than `MultipartLimits.maxHeaderBytes`.
  case headersTooLong
  /// The field `name` is longer than `MultipartLimits.maxFieldBytes`.
  case fieldTooLong(name: String)
  /// The file `filename` (cleaned, maybe empty) of field `name` is longer than `MultipartLimits.maxFileBytes`.
  case fileTooLong(name: String, filename: String)
  /// The body is longer than `MultipartLimits.maxTotalBytes`.
  case totalTooLong
  /// The body breaks the format.
  case malformed(MultipartFault)
  /// The body ended before its closing delimiter.
  case truncated
}

/// What exactly breaks the multipart format; for logs and tests.
package enum MultipartFault: String, Sendable, Hashable {
  /// Something other than blanks, `--` or CRLF follows a delimiter (RFC 2046 section 5.1.1).
  case delimiterLine
  /// A header line has no `name: value` form, is folded, or has a control character or a lone CR or LF.
  case headerLine
  /// A header, a name or a file name is not valid UTF-8.
  case headerEncoding
  /// `Content-Disposition` is missing, repeated, not `form-data` or unreadable, or `Content-Type` is repeated.
  case contentDisposition
  /// The `name` parameter is missing, empty, repeated or has a control character (RFC 7578 section 4.2).
  case name
  /// `Content-Transfer-Encoding` asks for a decoding (RFC 7578 section 4.7 deprecates it).
  case transferEncoding
  /// `feed` was called after `finish`.
  case fedAfterFinish
}

/// What the headers of one part say. All of it comes from the client: good for display, never for a decision.
package struct PartHeaders: Sendable, Hashable {
  /// The field's name: not empty, without control characters.
  package let name: String
  /// The cleaned file name (see `UploadFilename`); nil for a part without one. It is empty when the browser sent a
  /// file field with no file chosen, or when nothing usable remained.
  package let filename: String?
  /// The part's own Content-Type as it was sent, without blanks around it.
  package let contentType: String?

  /// Whether the part counts as a file: it has a file name, maybe an empty one.
  package var isFile: Bool { filename != nil }

  /// Headers from values that are already clean.
  package init(name: String, filename: String? = nil, contentType: String? = nil) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
  }
}

/// One step of a multipart body. The order is: any number of (`partBegan`, any number of `data`, `partEnded`), then
/// `ended`.
package enum MultipartEvent: Sendable, Hashable {
  /// A part's headers are complete.
  case partBegan(headers: PartHeaders)
  /// The next bytes of the part's content, never empty. The slice shares the storage of the chunk that was fed: its
  /// indices do not begin at zero, and it keeps the chunk in memory. Where a part's content is cut depends on the
  /// chunks.
  case data(ArraySlice<UInt8>)
  /// The part's content is complete.
  case partEnded
  /// The whole body was read and closed properly. Only `finish()` gives it.
  case ended
}
