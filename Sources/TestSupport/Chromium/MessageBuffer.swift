import Foundation
import Glibc

/// Cuts a byte stream into messages that end with a NUL.
///
/// A screenshot arrives as one message of several megabytes in many small reads, so only new bytes
/// are searched and the rest is moved at most once per read.
struct MessageBuffer {
  private var bytes = Data()
  /// How many bytes at the front are known to hold no end mark.
  private var searched = 0

  /// Takes what was read and returns the messages it completes.
  mutating func append(_ chunk: UnsafeRawBufferPointer) -> [Data] {
    guard let base = chunk.baseAddress, !chunk.isEmpty else { return [] }
    bytes.append(base.assumingMemoryBound(to: UInt8.self), count: chunk.count)
    var messages: [Data] = []
    var start = 0
    while let end = endMark(from: max(start, searched)) {
      messages.append(bytes.subdata(in: start..<end))
      start = end + 1
    }
    if start > 0 { bytes = bytes.subdata(in: start..<bytes.count) }
    searched = bytes.count
    return messages
  }

  private func endMark(from start: Int) -> Int? {
    bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress, start < all.count else { return nil }
      guard let found = memchr(base + start, 0, all.count - start) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
