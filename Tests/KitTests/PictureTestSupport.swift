import CGD
import Foundation
import Glibc
import PictureKit
import TestSupport
import Testing

enum PictureTestTrouble: Error {
  case notPainted
}

extension PictureLimits {
  /// The product's limits, with time to spare: tests run beside each other on a busy machine.
  static var patient: PictureLimits {
    var limits = PictureLimits.standard
    limits.wallClock = .seconds(120)
    return limits
  }
}

extension PictureWorker {
  /// A worker with the real child.
  static func real() throws -> PictureWorker {
    PictureWorker(executable: try TestPictures.childExecutable(), limits: .patient)
  }

  /// The problem that an upload meets; nil where it is taken.
  func problem(with bytes: [UInt8]) async -> PictureProblem? {
    do {
      _ = try await prepare(bytes)
      return nil
    } catch {
      return error
    }
  }
}

/// Red, green and blue, 0 to 255 each.
struct PictureColour: Equatable {
  let red: Int
  let green: Int
  let blue: Int

  static let red = PictureColour(red: 230, green: 20, blue: 20)
  static let green = PictureColour(red: 20, green: 200, blue: 20)
  static let blue = PictureColour(red: 20, green: 20, blue: 230)
  static let yellow = PictureColour(red: 230, green: 220, blue: 20)
  static let white = PictureColour(red: 255, green: 255, blue: 255)

  var packed: CInt { CInt(red << 16 | green << 8 | blue) }

  /// JPEG keeps colours only roughly.
  func isNear(_ other: PictureColour) -> Bool {
    abs(red - other.red) <= 30 && abs(green - other.green) <= 30 && abs(blue - other.blue) <= 30
  }
}

/// A libgd image of the test's own making, or one read back from our own output.
final class PaintedPicture {
  let image: gdImagePtr

  init(_ image: gdImagePtr?) throws {
    guard let image else { throw PictureTestTrouble.notPainted }
    self.image = image
  }

  deinit { gdImageDestroy(image) }

  convenience init(width: Int, height: Int, _ colour: (_ x: Int, _ y: Int) -> PictureColour) throws {
    try self.init(gdImageCreateTrueColor(CInt(width), CInt(height)))
    for y in 0..<height {
      for x in 0..<width { gdImageSetPixel(image, CInt(x), CInt(y), colour(x, y).packed) }
    }
  }

  /// One colour, painted by libgd: fast enough for many megapixels.
  convenience init(width: Int, height: Int, filled colour: PictureColour) throws {
    try self.init(gdImageCreateTrueColor(CInt(width), CInt(height)))
    gdImageFilledRectangle(image, 0, 0, CInt(width - 1), CInt(height - 1), colour.packed)
  }

  convenience init(jpeg bytes: [UInt8]) throws {
    var copy = bytes
    try self.init(gdImageCreateFromJpegPtr(CInt(copy.count), &copy))
  }

  /// Noise in every pixel, the same for the same seed: what compresses worst.
  static func noise(width: Int, height: Int, seed: UInt64) throws -> PaintedPicture {
    var random = SeededRandom(seed: seed)
    let picture = try PaintedPicture(gdImageCreateTrueColor(CInt(width), CInt(height)))
    for y in 0..<height {
      for x in 0..<width {
        gdImageSetPixel(picture.image, CInt(x), CInt(y), CInt(truncatingIfNeeded: random.next() & 0xFF_FFFF))
      }
    }
    return picture
  }

  func colour(_ x: Int, _ y: Int) -> PictureColour {
    let pixel = Int(gdImageGetTrueColorPixel(image, CInt(x), CInt(y)))
    return PictureColour(red: pixel >> 16 & 0xFF, green: pixel >> 8 & 0xFF, blue: pixel & 0xFF)
  }

  func jpeg(quality: Int = 90, progressive: Bool = false) throws -> [UInt8] {
    gdImageInterlace(image, progressive ? 1 : 0)
    return try bytes { gdImageJpegPtr(image, &$0, CInt(quality)) }
  }

  func png() throws -> [UInt8] { try bytes { gdImagePngPtr(image, &$0) } }

  func gif() throws -> [UInt8] { try bytes { gdImageGifPtr(image, &$0) } }

  /// Quality 101 means lossless.
  func webp(quality: Int) throws -> [UInt8] { try bytes { gdImageWebpPtrEx(image, &$0, CInt(quality)) } }

  private func bytes(_ encode: (inout CInt) -> UnsafeMutableRawPointer?) throws -> [UInt8] {
    var count: CInt = 0
    guard let data = encode(&count) else { throw PictureTestTrouble.notPainted }
    defer { gdFree(data) }
    return [UInt8](UnsafeRawBufferPointer(start: data, count: Int(count)))
  }
}

/// A directory that is removed with its owner.
final class PictureScratch {
  let directory: URL

  init() throws {
    directory = FileManager.default.temporaryDirectory.appendingPathComponent("picture-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: directory.appendingPathComponent(name))
    return path(name)
  }

  func text(_ name: String) -> String {
    (try? String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8)) ?? ""
  }
}
