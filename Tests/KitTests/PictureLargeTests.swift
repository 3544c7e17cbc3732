import CGD
import PictureKit
import TestSupport
import Testing

/// Pictures just under the limit of 50 million pixels, in the kinds that need most memory. One after the
/// other: a child may take 640 MiB.
@Suite(.serialized) struct PictureLargeTests {
  private static let side = 7_070

  /// Made once: painting and packing it takes longer than what is tested.
  private static let progressive = Result { try painted().jpeg(quality: 90, progressive: true) }

  /// Upper half reds, lower half blues: too many of them for a palette, which would need less memory.
  private static func painted() throws -> PaintedPicture {
    let picture = try PaintedPicture(width: side, height: side, filled: .red)
    for y in 0..<side {
      let upper = y < side / 2
      let base = upper ? PictureColour.red.packed : PictureColour.blue.packed
      let shade = CInt(y % 16) << 8 + CInt(y / 16 % 24) << (upper ? 0 : 16)
      gdImageFilledRectangle(picture.image, 0, CInt(y), CInt(side - 1), CInt(y), base + shade)
    }
    return picture
  }

  private func expectTaken(_ file: [UInt8]) async throws {
    #expect(Self.side * Self.side <= PictureLimits.standard.maxPixels)
    let picture = try await PictureWorker.real().prepare(file)
    #expect(picture.mainWidth == 1_600 && picture.mainHeight == 1_600)
    let seen = try PaintedPicture(jpeg: picture.main)
    #expect(seen.colour(800, 400).isNear(.red) && seen.colour(800, 1_200).isNear(.blue))
  }

  /// The real child, started by a shell that sets a limit of its own, which the child leaves alone.
  private func worker(limitedBy limit: String) throws -> PictureWorker {
    let script = "\(limit); exec \"$0\" image"
    return PictureWorker(
      executable: "/bin/sh", arguments: ["-c", script, try TestPictures.childExecutable()], limits: .patient)
  }

  @Test func takesAProgressiveJPEGOfFullColour() async throws {
    try await expectTaken(try Self.progressive.get())
  }

  @Test func takesAPNGWithAlpha() async throws {
    let picture = try Self.painted()
    gdImageSaveAlpha(picture.image, 1)
    try await expectTaken(try picture.png())
  }

  @Test func takesALosslessWebP() async throws {
    try await expectTaken(try Self.painted().webp(quality: 101))
  }

  /// KiB of address space that the child takes before it decodes anything: it differs from build to build.
  private static func restingSize() throws -> Int {
    try RestingPictureChild.number(of: "VmPeak")
  }

  /// Room for a small picture and not for the 200 MB of a large one.
  @Test func aChildWithoutMemorySaysSo() async throws {
    let worker = try worker(limitedBy: "ulimit -v \(try Self.restingSize() + 60_000)")
    #expect(await worker.problem(with: try Self.progressive.get()) == .tooManyPixels)
    #expect(await worker.problem(with: try PictureFakeChildTests.upload()) == nil)
  }

  @Test func aChildWithoutProcessorTimeIsKilled() async throws {
    let worker = try worker(limitedBy: "ulimit -t 1")
    #expect(await worker.problem(with: try Self.progressive.get()) == .workerFailed)
  }
}
