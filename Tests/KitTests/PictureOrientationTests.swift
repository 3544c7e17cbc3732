import Foundation
import PictureKit
import TestSupport
import Testing

@Suite struct PictureOrientationTests {
  /// The picture as it should look: a colour in each corner.
  static func upright(_ x: Int, _ y: Int, width: Int, height: Int) -> PictureColour {
    switch (x < width / 2, y < height / 2) {
    case (true, true): .red
    case (false, true): .green
    case (true, false): .blue
    case (false, false): .yellow
    }
  }

  /// Where a stored pixel is seen, by the EXIF text: the value says on which side of the seen picture
  /// stored row 0 and stored column 0 lie.
  static func seen(row: Int, column: Int, orientation: Int, width: Int, height: Int) -> (x: Int, y: Int) {
    let (right, bottom) = (width - 1, height - 1)
    switch orientation {
    case 1: return (column, row)
    case 2: return (right - column, row)
    case 3: return (right - column, bottom - row)
    case 4: return (column, bottom - row)
    case 5: return (row, column)
    case 6: return (right - row, column)
    case 7: return (right - row, bottom - column)
    default: return (row, bottom - column)
    }
  }

  @Test(arguments: 1...8, [false, true])
  func comesOutUpright(orientation: Int, bigEndian: Bool) async throws {
    let (width, height) = (96, 64)
    let lying = orientation >= 5
    let stored = try PaintedPicture(width: lying ? height : width, height: lying ? width : height) { column, row in
      let place = Self.seen(row: row, column: column, orientation: orientation, width: width, height: height)
      return Self.upright(place.x, place.y, width: width, height: height)
    }
    let exif = PictureFile.exif(orientation: orientation, bigEndian: bigEndian, maker: "Camera")
    let upload = PictureFile.adding(exif: exif, to: try stored.jpeg())
    let picture = try await PictureWorker.real().prepare(upload)
    #expect(picture.mainWidth == width && picture.mainHeight == height)
    for jpeg in [picture.main, picture.thumbnail] {
      let seen = try PaintedPicture(jpeg: jpeg)
      #expect(seen.colour(10, 10).isNear(.red))
      #expect(seen.colour(width - 10, 10).isNear(.green))
      #expect(seen.colour(10, height - 10).isNear(.blue))
      #expect(seen.colour(width - 10, height - 10).isNear(.yellow))
    }
  }

  @Test func aLargePictureIsScaledAndTurned() async throws {
    let stored = try PaintedPicture(width: 2_400, height: 1_200) { x, _ in x < 1_200 ? .red : .blue }
    let exif = PictureFile.exif(orientation: 6, bigEndian: true, maker: "Camera")
    let picture = try await PictureWorker.real().prepare(PictureFile.adding(exif: exif, to: try stored.jpeg()))
    #expect(picture.mainWidth == 800 && picture.mainHeight == 1_600)
    #expect(picture.thumbWidth == 160 && picture.thumbHeight == 320)
    let seen = try PaintedPicture(jpeg: picture.main)
    #expect(seen.colour(400, 100).isNear(.red))
    #expect(seen.colour(400, 1_500).isNear(.blue))
  }

  @Test(arguments: [0, 9, 65_535])
  func nonsenseCountsAsUpright(orientation: Int) async throws {
    let stored = try PaintedPicture(width: 60, height: 20) { x, _ in x < 30 ? .red : .blue }
    let exif = PictureFile.exif(orientation: orientation, bigEndian: false, maker: "Camera")
    let picture = try await PictureWorker.real().prepare(PictureFile.adding(exif: exif, to: try stored.jpeg()))
    #expect(picture.mainWidth == 60)
    #expect(try PaintedPicture(jpeg: picture.main).colour(5, 10).isNear(.red))
  }

  @Test func nothingOfTheMetadataStays() async throws {
    let stored = try PaintedPicture(width: 60, height: 20, filled: .green)
    let exif = PictureFile.exif(orientation: 1, bigEndian: false, maker: "GPS-SECRET-4711")
    var upload = PictureFile.adding(exif: exif, to: try stored.jpeg())
    let comment = Array("COMMENT-SECRET-4712".utf8)
    upload.insert(contentsOf: [0xFF, 0xFE] + PictureFile.big16(comment.count + 2) + comment, at: 2)
    upload += Array("TRAILER-SECRET-4713".utf8)
    for word in ["Exif", "GPS", "4711", "4712", "4713"] { #expect(Self.holds(upload, word)) }
    let picture = try await PictureWorker.real().prepare(upload)
    for jpeg in [picture.main, picture.thumbnail] {
      for word in ["Exif", "GPS", "SECRET", "4711", "4712", "4713"] { #expect(!Self.holds(jpeg, word)) }
    }
  }

  private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    Data(bytes).range(of: Data(text.utf8)) != nil
  }
}
