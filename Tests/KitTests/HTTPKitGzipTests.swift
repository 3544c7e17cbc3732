import CZlib
import HTTPKit
import TestSupport
import Testing

@Suite struct HTTPKitGzipTests {
  /// Unpacks with the library, which checks the wrapper, the checksum and the length; nil when anything is wrong.
  private func decompress(_ packed: [UInt8], count: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = packed
    var output = [UInt8](repeating: 0, count: count + 1)
    let status = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.avail_in == 0 else { return nil }
    return Array(output.dropLast(Int(stream.avail_out)))
  }

  private static let noise: [UInt8] = {
    var generator = SeededRandom(seed: 3)
    return (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }()

  @Test(
    arguments: [
      [], [0x61], Array("你好，世界\n".utf8), [UInt8](repeating: 0, count: 300_000), Array(0...255), noise,
    ] as [[UInt8]])
  func roundTrip(bytes: [UInt8]) throws {
    for level in -1...9 {
      let packed = try #require(Gzip.compress(bytes, level: Int32(level)))
      #expect(decompress(packed, count: bytes.count) == bytes, "level \(level)")
    }
  }

  @Test func theHeaderHasNoTimeAndNoName() throws {
    let packed = try #require(Gzip.compress(Array("lianluo".utf8)))
    // Magic number, deflate, no flags, time zero; then the level's hint and the system.
    #expect(Array(packed.prefix(8)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    #expect(packed == Gzip.compress(Array("lianluo".utf8), level: 6))
    // CRC-32 and length, least significant byte first, end the stream (RFC 1952 section 2.3.1).
    let empty = try #require(Gzip.compress(Array("123456789".utf8)))
    #expect(Array(empty.suffix(8)) == [0x26, 0x39, 0xF4, 0xCB, 9, 0, 0, 0])
  }

  @Test func levelsMatter() throws {
    let text = Array(String(repeating: "重复的文字 repeated text ", count: 500).utf8)
    let stored = try #require(Gzip.compress(text, level: 0))
    let packed = try #require(Gzip.compress(text))
    #expect(stored.count > text.count)
    #expect(packed.count < text.count / 20)
  }

  @Test(arguments: [-2, 10, 100] as [Int32])
  func badLevels(level: Int32) {
    #expect(Gzip.compress([1, 2, 3], level: level) == nil)
  }

  @Test(
    arguments: [
      (nil, false), ("", false), ("gzip", true), ("GZip", true), ("x-gzip", true), ("gzip, deflate, br", true),
      ("br,gzip", true), ("deflate, br", false), ("identity", false), ("gzipped", false), ("*", true), ("br, *", true),
      ("gzip;q=0", false), ("gzip;q=0.0", false), ("gzip;q=0.000", false), ("gzip;q=0.001", true), ("gzip;q=1", true),
      ("gzip;q=1.000", true), ("gzip ; q=0.5", true), ("gzip;Q=0.5", true), ("gzip;q=0.", false), ("gzip;q=1.", true),
      ("gzip;q=1.001", false), ("gzip;q=2", false), ("gzip;q=-1", false), ("gzip;q=", false), ("gzip;q=a", false),
      ("gzip;q=0.5555", false), ("gzip;q=0x1", false), ("gzip;", false), ("gzip;q=1;x=2", false), ("gzip;x=1", false),
      ("*;q=0", false), ("*;q=0, gzip", true), ("gzip, *;q=0", true), ("gzip;q=0, *", false), ("*, gzip;q=0", false),
      ("identity;q=1, *;q=0", false), ("gzip, gzip;q=0", false), ("gzip;q=0, gzip", false), (" , ,gzip,", true),
      ("deflate;q=0.5,\tgzip;q=0.8", true), ("br;q=1.0, gzip;q=0.8, *;q=0.1", true), (";q=1", false),
    ] as [(String?, Bool)])
  func acceptEncoding(header: String?, expected: Bool) {
    #expect(AcceptEncoding.allowsGzip(header) == expected)
  }
}
