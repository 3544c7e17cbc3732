import CGD
import PictureKit
import TestSupport
import Testing

@Suite struct PictureSnifferTests {
  @Test func tellsKindAndSize() throws {
    let picture = try PaintedPicture(width: 37, height: 21, filled: .green)
    let size = PictureSize(width: 37, height: 21)
    #expect(PictureSniffer.sniff(try picture.jpeg()) == SniffedPicture(kind: .jpeg, size: size))
    #expect(PictureSniffer.sniff(try picture.jpeg(progressive: true)) == SniffedPicture(kind: .jpeg, size: size))
    #expect(PictureSniffer.sniff(try picture.png()) == SniffedPicture(kind: .png, size: size))
    #expect(PictureSniffer.sniff(try picture.webp(quality: 80)) == SniffedPicture(kind: .webp, size: size))
    #expect(PictureSniffer.sniff(try picture.webp(quality: 101)) == SniffedPicture(kind: .webp, size: size))
    #expect(PictureSniffer.sniff(try picture.gif()) == SniffedPicture(kind: .gif, size: size))
  }

  @Test func readsExtendedWebP() {
    let still = PictureFile.hollowWebP(width: 70_000, height: 3, animated: false)
    #expect(PictureSniffer.sniff(still) == SniffedPicture(kind: .webp, size: PictureSize(width: 70_000, height: 3)))
    let moving = PictureFile.hollowWebP(width: 7, height: 3, animated: true)
    #expect(PictureSniffer.sniff(moving) == SniffedPicture(kind: .other, size: nil))
  }

  @Test(arguments: [
    ("heic", ["mif1", "heic"]), ("mif1", ["mif1", "heic"]), ("hevc", ["msf1"]), ("mif1", []), ("heix", []),
    ("mif1", ["avif", "heic"]),
  ])
  func knowsHEICByItsBrands(major: String, compatible: [String]) {
    #expect(PictureSniffer.sniff(PictureFile.ftyp(major: major, compatible: compatible)).kind == .heic)
  }

  @Test(arguments: [("avif", ["mif1", "avif"]), ("mif1", ["avif"]), ("isom", ["mp42"]), ("qt  ", [])])
  func doesNotTakeItsCousinsForHEIC(major: String, compatible: [String]) {
    #expect(PictureSniffer.sniff(PictureFile.ftyp(major: major, compatible: compatible)).kind == .other)
  }

  @Test func everyCutIsSafe() throws {
    let picture = try PaintedPicture(width: 16, height: 9, filled: .blue)
    let files = [
      try picture.jpeg(), try picture.png(), try picture.webp(quality: 80), try picture.webp(quality: 101),
      try picture.gif(), PictureFile.ftyp(major: "heic", compatible: ["mif1"]),
      PictureFile.hollowWebP(width: 5, height: 5, animated: false),
    ]
    for file in files {
      for length in 0...min(file.count, 400) {
        let sniffed = PictureSniffer.sniff(Array(file.prefix(length)))
        #expect(length >= 3 || sniffed.kind == .other)
      }
    }
  }

  @Test func twentyThousandMutilatedHeadersAreSafe() throws {
    var random = SeededRandom(seed: 20_26)
    let picture = try PaintedPicture(width: 16, height: 9, filled: .blue)
    let files = [
      try picture.jpeg(), try picture.png(), try picture.webp(quality: 80), try picture.webp(quality: 101),
      PictureFile.ftyp(major: "heic", compatible: ["mif1"]),
    ].map { Array($0.prefix(200)) }
    for round in 0..<20_000 {
      var file = files[round % files.count]
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        file[Int.random(in: 0..<file.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = PictureSniffer.sniff(Array(file.prefix(Int.random(in: 0...file.count, using: &random))))
    }
  }

  @Test func fittingNeverEnlargesNorVanishes() {
    #expect(PictureSize(width: 800, height: 600).fitted(within: 1_600) == PictureSize(width: 800, height: 600))
    #expect(PictureSize(width: 4_000, height: 3_000).fitted(within: 1_600) == PictureSize(width: 1_600, height: 1_200))
    #expect(PictureSize(width: 1, height: 12_000).fitted(within: 320) == PictureSize(width: 1, height: 320))
    #expect(PictureSize(width: Int.max, height: 2).pixels == Int.max)
  }
}
