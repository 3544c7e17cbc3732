import HTTPKit
import TestSupport
import Testing

/// One part as the tests send it and expect it back.
struct MultipartSample: Sendable, Equatable {
  var name: String
  var filename: String?
  var contentType: String?
  var content: [UInt8]

  init(_ name: String, _ content: String, filename: String? = nil, contentType: String? = nil) {
    self.init(name, bytes: Array(content.utf8), filename: filename, contentType: contentType)
  }

  init(_ name: String, bytes: [UInt8], filename: String? = nil, contentType: String? = nil) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    content = bytes
  }

  /// The header lines with the blank line.
  var head: [UInt8] {
    var text = "Content-Disposition: form-data; name=\"\(name)\""
    if let filename { text += "; filename=\"\(filename)\"" }
    if let contentType { text += "\r\nContent-Type: \(contentType)" }
    return Array("\(text)\r\n\r\n".utf8)
  }
}

enum Multipart {
  static let boundary = "b0und"

  static func body(_ parts: [MultipartSample], preamble: String = "", epilogue: String = "\r\n") -> [UInt8] {
    var bytes = Array(preamble.utf8)
    for part in parts {
      bytes += Array("--\(boundary)\r\n".utf8) + part.head + part.content + Array("\r\n".utf8)
    }
    return bytes + Array("--\(boundary)--\(epilogue)".utf8)
  }

  /// A body of one part whose Content-Disposition is `value` as it stands.
  static func body(disposition value: [UInt8]) -> [UInt8] {
    Array("--\(boundary)\r\nContent-Disposition: ".utf8) + value
      + Array("\r\n\r\nx\r\n--\(boundary)--\r\n".utf8)
  }

  /// What the parser says about a body fed in `chunks`: the parts, or the error. Every rule about the order of events
  /// is checked on the way.
  static func parse(
    _ chunks: [ArraySlice<UInt8>], limits: MultipartLimits = MultipartLimits(), boundary: String = boundary,
    location: SourceLocation = #_sourceLocation
  ) -> Result<[MultipartSample], MultipartError> {
    do throws(MultipartError) {
      var parser = MultipartParser(boundary: try MultipartBoundary(boundary), limits: limits)
      var events: [MultipartEvent] = []
      for chunk in chunks { events += try parser.feed(chunk) }
      events += try parser.finish()
      guard let parts = assemble(events) else {
        Issue.record("events out of order: \(events)", sourceLocation: location)
        return .success([])
      }
      return .success(parts)
    } catch {
      return .failure(error)
    }
  }

  static func parse(
    _ body: [UInt8], limits: MultipartLimits = MultipartLimits()
  ) -> Result<[MultipartSample], MultipartError> {
    parse([body[...]], limits: limits)
  }

  /// The parts that the events describe; nil when their order is wrong or a piece of data is empty.
  static func assemble(_ events: [MultipartEvent]) -> [MultipartSample]? {
    var parts: [MultipartSample] = []
    var open: MultipartSample?
    for event in events.dropLast() {
      switch event {
      case .partBegan(let headers):
        guard open == nil else { return nil }
        open = MultipartSample(
          headers.name, bytes: [], filename: headers.filename, contentType: headers.contentType)
      case .data(let bytes):
        guard open != nil, !bytes.isEmpty else { return nil }
        open?.content += bytes
      case .partEnded:
        guard let part = open else { return nil }
        parts.append(part)
        open = nil
      case .ended:
        return nil
      }
    }
    return open == nil && events.last == .ended ? parts : nil
  }

  /// The body in pieces of `size` bytes.
  static func pieces(_ body: [UInt8], of size: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: body.count, by: size).map { body[$0..<min($0 + size, body.count)] }
  }

  /// The body cut at random places, empty pieces among them.
  static func pieces(_ body: [UInt8], using generator: inout SeededRandom) -> [ArraySlice<UInt8>] {
    let cuts = (0..<Int.random(in: 0...6, using: &generator))
      .map { _ in Int.random(in: 0...body.count, using: &generator) }.sorted()
    return zip([0] + cuts, cuts + [body.count]).map { body[$0..<$1] }
  }
}
