import HTTPKit
import Testing

@Suite struct HTTPKitMultipartTests {
  /// Contents that look like a delimiter, end like one or have bytes of every kind.
  static let contents: [[UInt8]] =
    texts.map { Array($0.utf8) } + [
      (0...255).map { UInt8($0) }, [0], [UInt8](repeating: 0xFF, count: 40),
    ]

  private static let texts = [
    "", "x", "\r", "\n", "\r\n", "\r\n\r\n", "\r\r\n", "a\r\n-", "a\r\n--", "\r\n--b0un", "\r\n--b0unD", "\n--b0und",
    "x--b0und", "\r--b0und", "\r\n-b0und", "\r\n--b0un\r\n--b0un", "\r\r\r\r", "\r\n\r\n--b0un\r", "line\r\nline\r\n",
    "-", "--", "--b0un", "--b0unx", "\r\n--\r\n--b0", "李雷的猫.jpg", "Content-Disposition: form-data\r\n\r\nx",
  ]

  static let bodies: [[MultipartSample]] =
    contents.map { [MultipartSample("f", bytes: $0, filename: "a.bin", contentType: "image/jpeg")] } + [
      [],
      contents.suffix(8).map { MultipartSample("f", bytes: $0) },
      [MultipartSample("text", "你好"), MultipartSample("empty", "", filename: ""), MultipartSample("text", "again")],
    ]

  @Test(arguments: bodies)
  func everySplitPosition(parts: [MultipartSample]) {
    let body = Multipart.body(parts, preamble: "ignored\r\n--b0un\r\n", epilogue: "\r\nignored\r\n--b0und\r\n")
    for cut in 0...body.count {
      let outcome = Multipart.parse([body[..<cut], body[cut...]])
      #expect(outcome == .success(parts), "cut at \(cut)")
      if outcome != .success(parts) { return }
    }
    for size in 1...9 { #expect(Multipart.parse(Multipart.pieces(body, of: size)) == .success(parts)) }
  }

  @Test func everyPairOfSplitPositions() {
    let parts = [MultipartSample("a", "\r\n--b0un\r\n", filename: "x"), MultipartSample("b", "")]
    let body = Multipart.body(parts)
    for first in 0...body.count {
      for second in first...body.count
      where Multipart.parse([body[..<first], body[first..<second], body[second...]]) != .success(parts) {
        Issue.record("cut at \(first) and \(second)")
        return
      }
    }
  }

  @Test(arguments: bodies)
  func truncatedAtEveryByte(parts: [MultipartSample]) throws {
    let body = Multipart.body(parts, epilogue: "")
    var byteByByte = MultipartParser(boundary: try MultipartBoundary(Multipart.boundary))
    for end in 0..<body.count {
      let whole = Multipart.parse(Array(body[..<end]))
      #expect(whole == .failure(.truncated), "cut off at \(end)")
      if whole != .failure(.truncated) { return }
      // A copy, so that the parser itself can go on.
      var stopped = byteByByte
      #expect(throws: MultipartError.truncated, "cut off at \(end), byte by byte") { try stopped.finish() }
      _ = try byteByByte.feed(body[end...end])
    }
    #expect(try byteByByte.finish() == [.ended])
    #expect(Multipart.parse(body) == .success(parts))
  }

  @Test(
    arguments: [
      ("", "--b0und--"), ("", "--b0und--\r\n"), ("", "--b0und--anything"), ("", "\r\n--b0und--"),
      ("", "preamble\r\n--b0und--"), ("", "x--b0und\r\n--b0und--"),
      ("v", "--b0und\r\nContent-Disposition: form-data; name=n\r\n\r\nv\r\n--b0und--"),
      ("v", "--b0und \t \r\nContent-Disposition: form-data; name=n\r\n\r\nv\r\n--b0und--"),
      ("v", "--b0und\t\r\nContent-Disposition: form-data; name=n\r\n\r\nv\r\n--b0und--"),
      ("v", "--b0und\r\ncontent-disposition:FORM-DATA;NAME=\"n\"\r\nX-Other: 1\r\n\r\nv\r\n--b0und--"),
      // RFC 2046: the blank line's CRLF may be the delimiter's own when a part has no content.
      ("", "--b0und\r\nContent-Disposition: form-data; name=n\r\n\r\n--b0und--"),
    ] as [(String, String)])
  func acceptedForms(content: String, body: String) {
    let expected = body.contains("name") || body.contains("NAME") ? [MultipartSample("n", content)] : []
    for size in [1, 2, 3, 1000] {
      #expect(Multipart.parse(Multipart.pieces(Array(body.utf8), of: size)) == .success(expected), "pieces of \(size)")
    }
  }

  @Test(
    arguments: [
      ("--b0undX\r\n", MultipartFault.delimiterLine), ("--b0und-X", .delimiterLine), ("--b0und\rX", .delimiterLine),
      ("--b0und\n", .delimiterLine), ("--b0und --", .delimiterLine), ("--b0und \tX", .delimiterLine),
      ("--b0und\r\n\r\nx\r\n--b0und--", .contentDisposition),
      ("--b0und\r\nContent-Disposition: form-data; name=a\n\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Disposition: form-data; name=a\rX\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Disposition: form-data;\r\n name=a\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Disposition\r\n\r\n", .headerLine), ("--b0und\r\n: x\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Disposition : form-data; name=a\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Disposition: form-data; name=\"a\0\"\r\n\r\n", .headerLine),
      ("--b0und\r\nContent-Type: text/plain\r\n\r\n", .contentDisposition),
      (
        "--b0und\r\nContent-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=a\r\n\r\n",
        .contentDisposition
      ),
      (
        "--b0und\r\nContent-Disposition: form-data; name=a\r\nContent-Type: a/b\r\nContent-Type: a/b\r\n\r\n",
        .contentDisposition
      ),
      (
        "--b0und\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        .transferEncoding
      ),
    ] as [(String, MultipartFault)])
  func malformed(body: String, fault: MultipartFault) {
    for size in [1, 2, 3, 1000] {
      #expect(Multipart.parse(Multipart.pieces(Array(body.utf8), of: size)) == .failure(.malformed(fault)))
    }
  }

  @Test(arguments: ["7bit", "8bit", "Binary"])
  func harmlessTransferEncodings(encoding: String) {
    let head = "--b0und\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: \(encoding)\r\n\r\n"
    #expect(Multipart.parse(Array("\(head)v\r\n--b0und--".utf8)) == .success([MultipartSample("a", "v")]))
  }

  @Test func eventsComeAsSoonAsTheyAreCertain() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("b0und"))
    #expect(try parser.feed([UInt8]()) == [])
    #expect(
      try parser.feed(Array("--b0und\r\nContent-Disposition: form-data; name=a\r\n\r\nxy\r\n--b0".utf8)) == [
        .partBegan(headers: PartHeaders(name: "a")), .data(Array("xy".utf8)[...]),
      ])
    #expect(try parser.feed(Array("un".utf8)) == [])
    #expect(try parser.feed(Array("!".utf8)) == [.data(Array("\r\n--b0un".utf8)[...]), .data(Array("!".utf8)[...])])
    #expect(try parser.feed(Array("\r\n--b0und--".utf8)) == [.partEnded])
    #expect(try parser.finish() == [.ended])
    #expect(try parser.finish() == [])
    #expect(throws: MultipartError.malformed(.fedAfterFinish)) { try parser.feed([1]) }
    #expect(throws: MultipartError.malformed(.fedAfterFinish)) { try parser.finish() }
  }

  @Test func anErrorStays() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("b0und"))
    #expect(throws: MultipartError.malformed(.delimiterLine)) { try parser.feed(Array("--b0undX".utf8)) }
    #expect(throws: MultipartError.malformed(.delimiterLine)) { try parser.feed(Array("\r\n--b0und--".utf8)) }
    #expect(throws: MultipartError.malformed(.delimiterLine)) { try parser.feed([UInt8]()) }
    #expect(throws: MultipartError.malformed(.delimiterLine)) { try parser.finish() }
    var short = MultipartParser(boundary: try MultipartBoundary("b0und"))
    #expect(throws: MultipartError.truncated) { try short.finish() }
    #expect(throws: MultipartError.truncated) { try short.feed(Array("--b0und--".utf8)) }
  }

  @Test func chunksOfALargeFileAreNotCopied() throws {
    var parser = MultipartParser(boundary: try MultipartBoundary("b0und"))
    _ = try parser.feed(Array("--b0und\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\n".utf8))
    let chunk = [UInt8](repeating: 0x61, count: 100_000)
    for _ in 0..<3 { #expect(try parser.feed(chunk) == [.data(chunk[...])]) }
  }
}
