import PictureKit
import TestSupport
import Testing

@Suite struct PictureHostileTests {
  @Test func refusesNothingAndTooMuch() async throws {
    let worker = try PictureWorker.real()
    #expect(await worker.problem(with: []) == .empty)
    let limit = PictureLimits.standard.maxBytes
    let start = try PaintedPicture(width: 8, height: 8, filled: .red).jpeg()
    let tooLarge = start + [UInt8](repeating: 0, count: limit + 1 - start.count)
    #expect(await worker.problem(with: tooLarge) == .tooLarge(bytes: limit + 1))
    #expect(await worker.problem(with: Array(tooLarge.dropLast())) == nil)
  }

  @Test func refusesBombsByTheirHeaders() async {
    // No such binary: a refusal that needed a child would be workerFailed.
    let worker = PictureWorker(executable: "/nonexistent")
    for file in [
      PictureFile.hollowJPEG(width: 60_000, height: 60_000), PictureFile.hollowPNG(width: 60_000, height: 60_000),
      PictureFile.hollowPNG(width: 20_000, height: 20_000), PictureFile.hollowPNG(width: 12_001, height: 1),
      PictureFile.hollowPNG(width: 10_000, height: 5_001), PictureFile.hollowJPEG(width: 12_001, height: 12_001),
      PictureFile.hollowPNG(width: Int(Int32.max), height: Int(Int32.max)),
      PictureFile.hollowWebP(width: 16_000_000, height: 16_000_000, animated: false),
    ] {
      #expect(await worker.problem(with: file) == .tooManyPixels)
    }
    #expect(await worker.problem(with: PictureFile.hollowPNG(width: 0, height: 5)) == .damaged)
    #expect(await worker.problem(with: PictureFile.hollowPNG(width: 1 << 31, height: 5)) == .damaged)
    #expect(await worker.problem(with: PictureFile.hollowJPEG(width: 5, height: 0)) == .damaged)
  }

  @Test func refusesHollowFilesInTheChild() async throws {
    let worker = try PictureWorker.real()
    #expect(await worker.problem(with: PictureFile.hollowPNG(width: 7_000, height: 7_000)) == .damaged)
    #expect(await worker.problem(with: PictureFile.hollowJPEG(width: 7_000, height: 7_000)) == .damaged)
    #expect(await worker.problem(with: PictureFile.hollowWebP(width: 700, height: 700, animated: false)) == .damaged)
  }

  @Test func refusesWhatIsNoPicture() async throws {
    let worker = PictureWorker(executable: "/nonexistent")
    let texts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
      "<?xml version=\"1.0\"?><svg/>", "<!DOCTYPE html><html></html>", "%PDF-1.7\n", "PK\u{3}\u{4}", "BM",
      "II*\0", "plain text", "\u{FEFF}",
    ]
    for text in texts { #expect(await worker.problem(with: Array(text.utf8)) == .unsupported) }
    let gif = try PaintedPicture(width: 8, height: 8, filled: .red).gif()
    #expect(await worker.problem(with: gif) == .unsupported)
    let moving = PictureFile.hollowWebP(width: 8, height: 8, animated: true)
    #expect(await worker.problem(with: moving) == .unsupported)
    #expect(await worker.problem(with: PictureFile.ftyp(major: "avif", compatible: [])) == .unsupported)
    #expect(await worker.problem(with: PictureFile.ftyp(major: "heic", compatible: ["mif1"])) == .heic)
  }

  @Test func refusesWhatWasCutShort() async throws {
    let worker = try PictureWorker.real()
    let noise = try PaintedPicture.noise(width: 300, height: 200, seed: 3)
    let exif = PictureFile.exif(orientation: 1, bigEndian: true, maker: "Camera")
    let files = [
      try noise.jpeg(), PictureFile.adding(exif: exif, to: try noise.jpeg(progressive: true)), try noise.png(),
      try noise.webp(quality: 80), try noise.webp(quality: 101),
    ]
    for file in files {
      for share in [1, 10, 30, 50, 80, 95, 99] {
        let cut = Array(file.prefix(file.count * share / 100))
        #expect(await worker.problem(with: cut) == .damaged, "\(share) of 100")
      }
    }
    for file in files.prefix(3) { #expect(await worker.problem(with: Array(file.dropLast())) == .damaged) }
  }

  @Test func refusesAJPEGWhoseDataStopsBeforeItsEndMarker() async throws {
    let worker = try PictureWorker.real()
    let file = try PaintedPicture.noise(width: 300, height: 200, seed: 4).jpeg()
    #expect(await worker.problem(with: Array(file.prefix(file.count / 2)) + [0xFF, 0xD9]) == .damaged)
    #expect(await worker.problem(with: file) == nil)
  }

  @Test func toleratesWhatManyCamerasDo() async throws {
    let worker = try PictureWorker.real()
    let file = try PaintedPicture.noise(width: 300, height: 200, seed: 4).jpeg()
    let spareBytes = Array(file.dropLast(2)) + [0, 0, 0, 0xFF, 0xD9]
    let fillBytes = Array(file.prefix(2)) + [0xFF, 0xFF, 0xFF] + file.dropFirst(2)
    let secondPicture = file + file
    for upload in [spareBytes, fillBytes, secondPicture] { #expect(await worker.problem(with: upload) == nil) }
  }

  @Test func garbageIsRefused() async throws {
    let worker = try PictureWorker.real()
    var random = SeededRandom(seed: 77)
    let heads = [
      [], [0xFF, 0xD8, 0xFF], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], Array("RIFF\0\0\0\0WEBPVP8L".utf8),
    ]
    for round in 0..<40 {
      let body = (0..<Int.random(in: 1...5_000, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      #expect(await worker.problem(with: heads[round % heads.count] + body) != nil)
    }
  }

  /// Whatever was done to a file, its sender gets a picture of the right form or a named problem.
  @Test func threeHundredMutationsAreSafe() async throws {
    let worker = try PictureWorker.real()
    let source = try PaintedPicture.noise(width: 64, height: 48, seed: 1)
    let exif = PictureFile.exif(orientation: 6, bigEndian: false, maker: "Camera")
    let files = [
      PictureFile.adding(exif: exif, to: try source.jpeg()),
      PictureFile.adding(exif: exif, to: try source.jpeg(progressive: true)), try source.png(),
      try source.webp(quality: 60), try source.webp(quality: 101),
    ]
    var random = SeededRandom(seed: 300)
    let uploads = (0..<300).map { Self.mutated(files[$0 % files.count], &random) }
    var next = 0
    while next < uploads.count {
      let batch = uploads[next..<min(next + 30, uploads.count)]
      next += batch.count
      await withTaskGroup(of: Void.self) { group in
        for upload in batch { group.addTask { await Self.expectAnAnswer(worker, upload) } }
      }
    }
  }

  private static func mutated(_ file: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var file = file
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let place = Int.random(in: 0..<file.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: file.remove(at: place)
      case 1: file.insert(UInt8.random(in: 0...255, using: &random), at: place)
      case 2: file[place] = [0x00, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
      case 3: file[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      default: file[min(place, 200 % file.count)] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return file
  }

  private static func expectAnAnswer(_ worker: PictureWorker, _ upload: [UInt8]) async {
    do {
      let picture = try await worker.prepare(upload)
      let size = PictureSize(width: picture.mainWidth, height: picture.mainHeight)
      #expect(PictureSniffer.sniff(picture.main) == SniffedPicture(kind: .jpeg, size: size))
    } catch {
      #expect(error != .busy && error != .workerFailed)
    }
  }
}
