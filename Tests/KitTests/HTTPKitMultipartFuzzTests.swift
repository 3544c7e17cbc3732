import HTTPKit
import TestSupport
import Testing

@Suite struct HTTPKitMultipartFuzzTests {
  private static let fragments: [[UInt8]] =
    [
      "\r\n--b0und", "\r\n--b0und--", "\r\n--b0und\r\n", "--b0und", "\r", "\n", "\r\n", "--", "\r\n\r\n", "b0und", "\"",
      "; name=a", "filename*=UTF-8''%E6", "Content-Disposition: form-data; name=\"z\"\r\n\r\n", "%22", "\\", "\0", ":",
    ].map { Array($0.utf8) } + [[0xFF], [0xE6, 0x9D], [0xC0, 0x80]]

  /// A valid form with contents made of pieces of delimiters.
  private func form(using generator: inout SeededRandom) -> [MultipartSample] {
    let fragments = ["\r\n--b0un", "\r", "\n", "x", "\r\n", "--", "b0", "猫"].map { Array($0.utf8) }
    return (0..<Int.random(in: 0...3, using: &generator)).map { index in
      var content = Array("c".utf8)
      for _ in 0..<Int.random(in: 0...6, using: &generator) {
        content += fragments.randomElement(using: &generator) ?? []
      }
      return MultipartSample("f\(index)", bytes: content, filename: Bool.random(using: &generator) ? "a.b" : nil)
    }
  }

  private func mutate(_ body: [UInt8], using generator: inout SeededRandom) -> [UInt8] {
    var body = body
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0...body.count, using: &generator)
      let end = min(body.count, place + Int.random(in: 0...8, using: &generator))
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: if place < body.count { body[place] = UInt8.random(in: 0...255, using: &generator) }
      case 1: body.removeSubrange(place..<end)
      case 2: body.insert(contentsOf: body[place..<end], at: Int.random(in: 0...body.count, using: &generator))
      case 3: body.insert(contentsOf: Self.fragments.randomElement(using: &generator) ?? [], at: place)
      default: if Int.random(in: 0..<4, using: &generator) == 0 { body.removeLast(body.count - place) }
      }
    }
    return body
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func validFormsAreReadWhateverTheChunks(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    for round in 0..<500 {
      let parts = form(using: &generator)
      let pieces = Multipart.pieces(Multipart.body(parts), using: &generator)
      let outcome = Multipart.parse(pieces)
      #expect(outcome == .success(parts), "round \(round)")
      if outcome != .success(parts) { return }
    }
  }

  /// Four seeds of 2,500 broken bodies: the parser never traps, and says the same whatever the chunks, errors too.
  @Test(arguments: [11, 12, 13, 14] as [UInt64])
  func brokenFormsGiveTheSameOutcomeWhateverTheChunks(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    let limits = MultipartLimits(
      maxParts: 2, maxHeaderBytes: 110, maxFieldBytes: 24, maxFileBytes: 30, maxTotalBytes: 230)
    var accepted = 0
    var errors: Set<MultipartError> = []
    for round in 0..<2500 {
      let body = mutate(Multipart.body(form(using: &generator)), using: &generator)
      let whole = Multipart.parse(body, limits: limits)
      switch whole {
      case .success: accepted += 1
      case .failure(let error): errors.insert(error)
      }
      let cut = Multipart.parse(Multipart.pieces(body, using: &generator), limits: limits)
      let single = round % 10 == 0 ? Multipart.parse(Multipart.pieces(body, of: 1), limits: limits) : whole
      #expect(cut == whole, "round \(round): \(body)")
      #expect(single == whole, "round \(round), byte by byte: \(body)")
      if cut != whole || single != whole { return }
    }
    // The bodies reach both the good end and the errors, or the comparison above would say little.
    #expect((300...2200).contains(accepted))
    #expect(errors.isSuperset(of: [.truncated, .tooManyParts, .headersTooLong, .totalTooLong]))
    #expect(
      errors.isSuperset(of: [
        .malformed(.delimiterLine), .malformed(.headerLine), .malformed(.headerEncoding), .malformed(.name),
        .malformed(.contentDisposition), .fieldTooLong(name: "f0"), .fileTooLong(name: "f0", filename: "a.b"),
      ]))
  }

  @Test func noiseNeverTraps() {
    var generator = SeededRandom(seed: 21)
    let alphabet = Array("\r\n-b0und:;=\"\\% ".utf8)
    for _ in 0..<1000 {
      let noise = (0..<200).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      let body = Array("--b0und\r\n".utf8) + noise
      let whole = Multipart.parse(body)
      #expect(whole != .success([]))
      #expect(Multipart.parse(Multipart.pieces(body, using: &generator)) == whole)
    }
  }
}
