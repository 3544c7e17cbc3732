import Glibc

/// The child's side: what `lianluo image` runs, and nothing else in that process.
package enum PictureChild {
  /// Fences the process in, reads one upload from standard input until its end, decodes it, and writes one
  /// frame to standard output. Blocks; meant to be followed by `exit`.
  ///
  /// - Parameter limits: must be the server's, or the server refuses the frame.
  /// - Returns: the exit status: 0 when a frame was written, be it a refusal; 70 (EX_SOFTWARE) when the
  ///   limits could not be set, 74 (EX_IOERR) when reading or writing failed.
  package static func run(limits: PictureLimits = .standard) -> Int32 {
    guard ProcessFence.close(limits) else { return 70 }
    DecoderMessages.listen()
    guard let bytes = readInput(upTo: limits.maxBytes + 1) else { return 74 }
    let frame: PictureFrame
    do {
      frame = .ready(try PictureDecoder.prepare(bytes, limits: limits))
    } catch {
      frame = .refused(error)
    }
    return writeOutput(frame.encoded()) ? 0 : 74
  }

  /// Standard input until its end or until `limit` bytes are there; nil when reading fails.
  private static func readInput(upTo limit: Int) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      while count < limit {
        let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
        let got = read(STDIN_FILENO, rest.baseAddress, rest.count)
        if got < 0, errno == EINTR { continue }
        failed = got < 0
        guard got > 0 else { return }
        count += got
      }
    }
    return failed ? nil : bytes
  }

  private static func writeOutput(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = write(STDOUT_FILENO, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }
}
