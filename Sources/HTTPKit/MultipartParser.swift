/// A push parser for `multipart/form-data` bodies (RFC 7578, RFC 2046 section 5.1).
///
/// Feed it the body in chunks of any size, then call `finish()`. It keeps no copy of the content: besides one part's
/// headers it remembers only how many bytes of the delimiter it has seen, because a delimiter has a CR at its start
/// and nowhere else, so bytes that looked like one and were not can be given back without searching them again. The
/// time is linear in the body's length whatever the content.
///
/// Text before the first delimiter and after the closing one is ignored. After an error every further call throws the
/// same error; events of the call that threw are lost. Which error comes does not depend on the chunks.
package struct MultipartParser: Sendable {
  /// What the next byte belongs to.
  private enum State: Sendable {
    case preamble
    case delimiterTail(Tail)
    case headers
    case content(PartHeaders)
    case epilogue
    case finished
    case failed(MultipartError)
  }

  /// Where in the rest of a delimiter line the parser stands.
  private enum Tail: Sendable {
    case start, padding, dash, carriageReturn
  }

  private let limits: MultipartLimits
  /// CRLF, two dashes and the boundary.
  private let delimiter: [UInt8]
  private var state = State.preamble
  /// How many bytes of the delimiter the latest bytes match. It begins at 2, as if a CRLF preceded the body.
  private var matched = 2
  /// How many of the matched bytes are no content: the CRLF before the preamble or of the headers' blank line.
  private var borrowed = 2
  private var headerBytes: [UInt8] = []
  private var contentBytes = 0
  private var partCount = 0
  private var totalBytes = 0

  /// A parser for one body.
  package init(boundary: MultipartBoundary, limits: MultipartLimits = MultipartLimits()) {
    self.limits = limits
    delimiter = Array("\r\n--\(boundary.value)".utf8)
  }

  /// Reads the next bytes of the body and returns what they complete, maybe nothing.
  /// - Throws: every `MultipartError` except `notMultipart`, `badBoundary` and `truncated`.
  package mutating func feed(_ bytes: ArraySlice<UInt8>) throws(MultipartError) -> [MultipartEvent] {
    do throws(MultipartError) {
      return try read(bytes)
    } catch {
      state = .failed(error)
      throw error
    }
  }

  /// Reads the next bytes of the body; as `feed(_:)` with a slice, without a copy.
  package mutating func feed(_ bytes: [UInt8]) throws(MultipartError) -> [MultipartEvent] {
    try feed(bytes[...])
  }

  /// Says that the body is at its end. Returns `[.ended]`, and nothing when it is called again.
  /// - Throws: `MultipartError.truncated` when the closing delimiter has not come, or the error of an earlier call.
  package mutating func finish() throws(MultipartError) -> [MultipartEvent] {
    switch state {
    case .epilogue:
      state = .finished
      return [.ended]
    case .finished:
      return []
    case .failed(let error):
      throw error
    case .preamble, .delimiterTail, .headers, .content:
      state = .failed(.truncated)
      throw .truncated
    }
  }

  /// Reads `bytes` up to the total limit, so that an error before that limit wins whatever the chunks.
  private mutating func read(_ bytes: ArraySlice<UInt8>) throws(MultipartError) -> [MultipartEvent] {
    var events: [MultipartEvent] = []
    let readable = bytes.prefix(max(0, limits.maxTotalBytes - totalBytes))
    totalBytes += readable.count
    var index = readable.startIndex
    while index < readable.endIndex {
      switch state {
      case .preamble, .content:
        index = try readContent(readable, from: index, into: &events)
      case .delimiterTail(let tail):
        try readTail(tail, readable[index])
        index += 1
      case .headers:
        index = try readHeaders(readable, from: index, into: &events)
      case .epilogue:
        index = readable.endIndex
      case .finished:
        throw .malformed(.fedAfterFinish)
      case .failed(let error):
        throw error
      }
    }
    if case .failed(let error) = state { throw error }
    if readable.count < bytes.count { throw .totalTooLong }
    return events
  }

  /// Reads content (or preamble) up to the end of a delimiter or of the chunk; returns the index after it.
  private mutating func readContent(
    _ bytes: ArraySlice<UInt8>, from start: Int, into events: inout [MultipartEvent]
  ) throws(MultipartError) -> Int {
    var index = start
    if matched > 0 {
      let carried = matched
      index = match(bytes, from: start)
      if matched == delimiter.count {
        endContent(into: &events)
        return index
      }
      if index == bytes.endIndex { return index }
      try emit(delimiter[borrowed..<carried], into: &events)
      matched = 0
      borrowed = 0
    }
    while let candidate = Self.firstCandidate(in: bytes, from: index) {
      matched = 1
      index = match(bytes, from: candidate + 1)
      if matched == delimiter.count || index == bytes.endIndex {
        try emit(bytes[start..<candidate], into: &events)
        if matched == delimiter.count { endContent(into: &events) }
        return index
      }
      matched = 0
    }
    try emit(bytes[start...], into: &events)
    return bytes.endIndex
  }

  /// Compares bytes with the rest of the delimiter and counts them in `matched`; returns the first that differs.
  private mutating func match(_ bytes: ArraySlice<UInt8>, from start: Int) -> Int {
    var index = start
    while matched < delimiter.count, index < bytes.endIndex, bytes[index] == delimiter[matched] {
      matched += 1
      index += 1
    }
    return index
  }

  /// The first CR that an LF follows or that is the chunk's last byte.
  private static func firstCandidate(in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    var rest = bytes[start...]
    while let found = rest.firstIndex(of: ASCII.carriageReturn) {
      if found + 1 == bytes.endIndex || bytes[found + 1] == ASCII.lineFeed { return found }
      rest = rest[(found + 1)...]
    }
    return nil
  }

  /// Adds content to the events after counting it; in the preamble it drops it.
  private mutating func emit(
    _ bytes: ArraySlice<UInt8>, into events: inout [MultipartEvent]
  ) throws(MultipartError) {
    guard case .content(let headers) = state, !bytes.isEmpty else { return }
    contentBytes += bytes.count
    if let filename = headers.filename {
      guard contentBytes <= limits.maxFileBytes else { throw .fileTooLong(name: headers.name, filename: filename) }
    } else {
      guard contentBytes <= limits.maxFieldBytes else { throw .fieldTooLong(name: headers.name) }
    }
    events.append(.data(bytes))
  }

  private mutating func endContent(into events: inout [MultipartEvent]) {
    if case .content = state { events.append(.partEnded) }
    state = .delimiterTail(.start)
  }

  /// Reads one byte after a delimiter: `--` closes the body; CRLF, blanks before it allowed, begins a part.
  private mutating func readTail(_ tail: Tail, _ byte: UInt8) throws(MultipartError) {
    switch (tail, byte) {
    case (.start, ASCII.dash):
      state = .delimiterTail(.dash)
    case (.dash, ASCII.dash):
      state = .epilogue
    case (.start, ASCII.space), (.start, ASCII.tab), (.padding, ASCII.space), (.padding, ASCII.tab):
      state = .delimiterTail(.padding)
    case (.start, ASCII.carriageReturn), (.padding, ASCII.carriageReturn):
      state = .delimiterTail(.carriageReturn)
    case (.carriageReturn, ASCII.lineFeed):
      guard partCount < limits.maxParts else { throw .tooManyParts }
      partCount += 1
      headerBytes.removeAll(keepingCapacity: true)
      state = .headers
    default:
      throw .malformed(.delimiterLine)
    }
  }

  /// Collects header bytes up to the blank line or the end of the chunk; returns the index after them.
  private mutating func readHeaders(
    _ bytes: ArraySlice<UInt8>, from start: Int, into events: inout [MultipartEvent]
  ) throws(MultipartError) -> Int {
    for index in start..<bytes.endIndex {
      headerBytes.append(bytes[index])
      guard headerBytes.count <= limits.maxHeaderBytes else { throw .headersTooLong }
      if bytes[index] == ASCII.lineFeed, headersAreComplete {
        let headers = try PartHeaders(block: headerBytes)
        state = .content(headers)
        contentBytes = 0
        matched = 2
        borrowed = 2
        events.append(.partBegan(headers: headers))
        return index + 1
      }
    }
    return bytes.endIndex
  }

  /// Whether the collected header bytes, which end with LF, end with a blank line.
  private var headersAreComplete: Bool {
    headerBytes.suffix(4).elementsEqual("\r\n\r\n".utf8) || headerBytes.elementsEqual("\r\n".utf8)
  }
}
