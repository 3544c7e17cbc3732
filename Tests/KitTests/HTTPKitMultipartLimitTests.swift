import HTTPKit
import Testing

@Suite struct HTTPKitMultipartLimitTests {
  static let sizes = [1, 2, 5, 64, 100_000]

  /// Parses at the limit and one below it, in pieces of every size.
  private func check(
    _ parts: [MultipartSample], limit: WritableKeyPath<MultipartLimits, Int>, exact: Int, error: MultipartError
  ) {
    let body = Multipart.body(parts)
    for size in Self.sizes {
      var limits = MultipartLimits()
      limits[keyPath: limit] = exact
      #expect(Multipart.parse(Multipart.pieces(body, of: size), limits: limits) == .success(parts), "pieces of \(size)")
      limits[keyPath: limit] = exact - 1
      #expect(
        Multipart.parse(Multipart.pieces(body, of: size), limits: limits) == .failure(error), "pieces of \(size)")
    }
  }

  @Test(arguments: ["0123456789", "\r\n--b0un\r\n", "\r\r\r\r\r\r\r\r\r\r", "01234567\r\n"])
  func fieldBytes(content: String) {
    let parts = [MultipartSample("first", "1"), MultipartSample("备注", content)]
    check(parts, limit: \.maxFieldBytes, exact: 10, error: .fieldTooLong(name: "备注"))
  }

  @Test(arguments: ["0123456789", "\r\n--b0un\r\n"])
  func fileBytes(content: String) {
    let parts = [MultipartSample("photo", content, filename: "猫.jpg"), MultipartSample("note", "0123456789 more")]
    check(parts, limit: \.maxFileBytes, exact: 10, error: .fileTooLong(name: "photo", filename: "猫.jpg"))
  }

  @Test func anEmptyFileNameStillCountsAsAFile() {
    check(
      [MultipartSample("photo", "0123456789", filename: "")], limit: \.maxFileBytes, exact: 10,
      error: .fileTooLong(name: "photo", filename: ""))
  }

  @Test func headerBytes() {
    let part = MultipartSample("name", "content", filename: "file.txt", contentType: "text/plain")
    check([part, MultipartSample("n", "")], limit: \.maxHeaderBytes, exact: part.head.count, error: .headersTooLong)
  }

  @Test func endlessHeadersStopAtTheLimit() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("b0und"))
    #expect(try parser.feed(Array("--b0und\r\n".utf8) + [UInt8](repeating: 0x61, count: 8192)) == [])
    #expect(throws: MultipartError.headersTooLong) { try parser.feed(Array("a".utf8)) }
  }

  @Test(arguments: [1, 2, 40])
  func parts(count: Int) {
    check(
      (0..<count).map { MultipartSample("f\($0)", "\($0)") }, limit: \.maxParts, exact: count, error: .tooManyParts)
  }

  @Test func totalBytes() {
    let parts = [MultipartSample("a", "b")]
    check(parts, limit: \.maxTotalBytes, exact: Multipart.body(parts).count, error: .totalTooLong)
  }

  @Test func preambleAndEpilogueCountTowardsTheTotal() {
    let body = Multipart.body([], preamble: String(repeating: "p", count: 50) + "\r\n", epilogue: "epilogue")
    for size in Self.sizes {
      let pieces = Multipart.pieces(body, of: size)
      #expect(Multipart.parse(pieces, limits: MultipartLimits(maxTotalBytes: body.count)) == .success([]))
      for limit in [body.count - 1, 20, 0, -1] {
        let limits = MultipartLimits(maxTotalBytes: limit)
        #expect(Multipart.parse(pieces, limits: limits) == .failure(.totalTooLong), "limit \(limit)")
      }
    }
  }

  @Test func theEarlierErrorWins() {
    let body = Multipart.body([MultipartSample("a", "0123456789")])
    let end = Array("--b0und\r\n".utf8).count + MultipartSample("a", "").head.count + 5
    for size in Self.sizes {
      let pieces = Multipart.pieces(body, of: size)
      let long = MultipartLimits(maxFieldBytes: 4, maxTotalBytes: end)
      #expect(Multipart.parse(pieces, limits: long) == .failure(.fieldTooLong(name: "a")))
      let total = MultipartLimits(maxFieldBytes: 5, maxTotalBytes: end)
      #expect(Multipart.parse(pieces, limits: total) == .failure(.totalTooLong))
    }
  }

  @Test func defaults() {
    let limits = MultipartLimits()
    #expect(limits.maxParts == 40)
    #expect(limits.maxHeaderBytes == 8192)
    #expect(limits.maxFieldBytes == 65536)
    #expect(limits.maxFileBytes == 10_485_760)
    #expect(limits.maxTotalBytes == 67_108_864)
  }

  @Test func fiveThousandParts() {
    let parts = (0..<5000).map { MultipartSample("f\($0 % 7)", "\($0)", filename: $0 % 2 == 0 ? "\($0).txt" : nil) }
    let body = Multipart.body(parts)
    #expect(Multipart.parse(body, limits: MultipartLimits(maxParts: 5000)) == .success(parts))
    let pieces = Multipart.pieces(body, of: 1000)
    #expect(Multipart.parse(pieces, limits: MultipartLimits(maxParts: 5000)) == .success(parts))
    #expect(Multipart.parse(pieces, limits: MultipartLimits(maxParts: 4999)) == .failure(.tooManyParts))
    #expect(Multipart.parse(pieces) == .failure(.tooManyParts))
  }
}
