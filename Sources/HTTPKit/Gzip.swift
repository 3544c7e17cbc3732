import CZlib

/// Gzip compression (RFC 1952).
package enum Gzip {
  /// Compresses bytes in one piece. The result depends on the bytes and the level only: the header's time is zero.
  /// - Parameter level: 0 (none) to 9 (smallest), or -1 for the library's default.
  /// - Returns: nil for another level, for 4 GiB and more, or when memory is short.
  package static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
    var stream = z_stream()
    // 15 bits of window, plus 16 for the gzip wrapper; 8 is the library's default use of memory.
    let opened = deflateInit2_(
      &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    let bound = deflateBound(&stream, UInt(bytes.count))
    guard let inputCount = UInt32(exactly: bytes.count), let outputCount = UInt32(exactly: bound) else { return nil }
    var output = [UInt8](repeating: 0, count: Int(outputCount))
    let status = bytes.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { target in
        // The library reads from next_in and never writes to it; its type lacks a const.
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = inputCount
        stream.next_out = target.baseAddress
        stream.avail_out = outputCount
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { return nil }
    output.removeLast(Int(stream.avail_out))
    return output
  }
}
