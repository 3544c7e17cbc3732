import CGD
import PictureKit
import TestSupport
import Testing

@Suite struct PictureKindTests {
  /// Left half red, right half blue.
  private func halves(width: Int, height: Int) throws -> PaintedPicture {
    try PaintedPicture(width: width, height: height) { x, _ in x < width / 2 ? .red : .blue }
  }

  private func expectHalves(_ picture: PreparedPicture, width: Int, height: Int) throws {
    #expect(picture.mainWidth == width && picture.mainHeight == height)
    let size = PictureSize(width: width, height: height)
    #expect(PictureSniffer.sniff(picture.main) == SniffedPicture(kind: .jpeg, size: size))
    let seen = try PaintedPicture(jpeg: picture.main)
    #expect(seen.colour(width / 4, height / 2).isNear(.red))
    #expect(seen.colour(width * 3 / 4, height / 2).isNear(.blue))
  }

  @Test func takesEveryKind() async throws {
    let worker = try PictureWorker.real()
    let source = try halves(width: 400, height: 100)
    for file in [
      try source.jpeg(), try source.jpeg(progressive: true), try source.png(), try source.webp(quality: 80),
      try source.webp(quality: 101),
    ] {
      let picture = try await worker.prepare(file)
      try expectHalves(picture, width: 400, height: 100)
      #expect(picture.thumbWidth == 320 && picture.thumbHeight == 80)
    }
  }

  @Test func scalesDownAndNeverUp() async throws {
    let worker = try PictureWorker.real()
    try expectHalves(try await worker.prepare(try halves(width: 3_200, height: 900).jpeg()), width: 1_600, height: 450)
    let small = try await worker.prepare(try halves(width: 40, height: 30).png())
    try expectHalves(small, width: 40, height: 30)
    #expect(small.thumbWidth == 40 && small.thumbHeight == 30)
  }

  @Test func takesOnePixelAndThinLines() async throws {
    let worker = try PictureWorker.real()
    let dot = try PaintedPicture(width: 1, height: 1, filled: .red)
    for file in [try dot.jpeg(), try dot.png(), try dot.webp(quality: 80)] {
      let picture = try await worker.prepare(file)
      #expect(picture.mainWidth == 1 && picture.mainHeight == 1 && picture.thumbWidth == 1)
    }
    let line = try await worker.prepare(try PaintedPicture(width: 1, height: 12_000, filled: .red).png())
    #expect(line.mainWidth == 1 && line.mainHeight == 1_600 && line.thumbHeight == 320)
    let band = try await worker.prepare(try PaintedPicture(width: 12_000, height: 2, filled: .red).jpeg())
    #expect(band.mainWidth == 1_600 && band.mainHeight == 1 && band.thumbWidth == 320)
  }

  @Test func putsTransparencyOnWhite() async throws {
    let source = try PaintedPicture(width: 90, height: 30, filled: .red)
    gdImageAlphaBlending(source.image, 0)
    gdImageSaveAlpha(source.image, 1)
    gdImageFilledRectangle(source.image, 30, 0, 59, 29, 64 << 24 | PictureColour.red.packed)
    gdImageFilledRectangle(source.image, 60, 0, 89, 29, 127 << 24)
    for file in [try source.png(), try source.webp(quality: 101)] {
      let seen = try PaintedPicture(jpeg: try await PictureWorker.real().prepare(file).main)
      #expect(seen.colour(12, 15).isNear(.red))
      #expect(seen.colour(45, 15).isNear(PictureColour(red: 243, green: 138, blue: 138)))
      #expect(seen.colour(78, 15).isNear(.white))
    }
  }

  @Test func putsANamedTransparentColourOnWhite() async throws {
    let source = try PaintedPicture(width: 60, height: 30) { x, _ in x < 30 ? .red : .green }
    gdImageColorTransparent(source.image, PictureColour.green.packed)
    let seen = try PaintedPicture(jpeg: try await PictureWorker.real().prepare(try source.png()).main)
    #expect(seen.colour(12, 15).isNear(.red) && seen.colour(48, 15).isNear(.white))
  }

  @Test func takesAPalette() async throws {
    let source = try PaintedPicture(gdImageCreate(90, 30))
    let colours = [PictureColour.red, .blue, .green]
    for (index, colour) in colours.enumerated() {
      let entry = gdImageColorAllocate(source.image, CInt(colour.red), CInt(colour.green), CInt(colour.blue))
      gdImageFilledRectangle(source.image, CInt(index * 30), 0, CInt(index * 30 + 29), 29, entry)
    }
    gdImageColorTransparent(source.image, 2)
    let seen = try PaintedPicture(jpeg: try await PictureWorker.real().prepare(try source.png()).main)
    #expect(seen.colour(12, 15).isNear(.red) && seen.colour(45, 15).isNear(.blue))
    #expect(seen.colour(78, 15).isNear(.white))
  }

  @Test func takesGreyAndDeepPNG() async throws {
    let worker = try PictureWorker.real()
    let oneBit = PictureFile.png(
      width: 16, height: 8, depth: 1, colourType: 0, rows: Array(repeating: [0x00, 0xFF], count: 8))
    let grey = try PaintedPicture(jpeg: try await worker.prepare(oneBit).main)
    #expect(grey.colour(1, 4).isNear(PictureColour(red: 0, green: 0, blue: 0)) && grey.colour(14, 4).isNear(.white))
    let pixel: [UInt8] = [200, 1, 20, 2, 100, 3]
    let row: [UInt8] = (0..<8).reduce(into: []) { line, _ in line += pixel }
    let deep = PictureFile.png(
      width: 8, height: 8, depth: 16, colourType: 2, rows: Array(repeating: row, count: 8))
    let colour = try PaintedPicture(jpeg: try await worker.prepare(deep).main)
    #expect(colour.colour(4, 4).isNear(PictureColour(red: 200, green: 20, blue: 100)))
  }

  @Test func noiseFitsTheFrame() async throws {
    let noise = try PaintedPicture.noise(width: 1_600, height: 1_600, seed: 5)
    let picture = try await PictureWorker.real().prepare(try noise.jpeg(quality: 92))
    #expect(picture.mainWidth == 1_600 && picture.main.count > 1_000_000)
  }
}
