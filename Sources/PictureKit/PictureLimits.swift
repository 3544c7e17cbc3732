/// What is taken and what is made of it. The server and its child use the same values, so both refuse
/// the same things; the child trusts nothing the server has checked.
package struct PictureLimits: Sendable, Equatable {
  /// Bytes of an upload.
  package var maxBytes = 10 * 1024 * 1024
  /// Width times height, by the header.
  package var maxPixels = 50_000_000
  /// Pixels of either side, by the header.
  package var maxSide = 12_000
  /// Longest side of the picture that is kept, in pixels.
  package var mainSide = 1_600
  /// Longest side of the thumbnail, in pixels.
  package var thumbnailSide = 320
  /// JPEG quality of both, 0 to 95.
  package var quality = 82
  /// Bytes of address space (RLIMIT_AS) that decoding may add to what the child has mapped when it
  /// starts, which depends on the build, not on the picture (about 70 MB for a static release build). With
  /// the other limits as they are, a lossless WebP or a progressive CMYK JPEG takes the most, 584 MiB; a
  /// baseline JPEG of 12 million pixels takes 82 MiB.
  package var childMemory = 640 * 1024 * 1024
  /// Seconds of processor time in the child (RLIMIT_CPU).
  package var childCPUSeconds = 10
  /// How long a child may take before it is killed, waiting line not counted.
  package var wallClock = Duration.seconds(15)
  /// Calls that may wait for a child; the next one is refused as busy.
  package var maxWaiting = 64
  /// Bytes of all uploads that wait, together; they are held in memory.
  package var maxWaitingBytes = 64 * 1024 * 1024

  package init() {}

  /// The limits of the product.
  package static let standard = PictureLimits()

  /// The most bytes that one of our own JPEGs of this longest side is believed to have: 2 a pixel (noise
  /// at quality 82 needs about 1.3) and room for the headers.
  package func maxOutputBytes(side: Int) -> Int { side * side * 2 + 16 * 1024 }

  /// The cheap checks, none of which decodes anything: bytes, kind, and the size that the header claims.
  ///
  /// - Returns: kind and claimed size of a JPEG, PNG or WebP.
  /// - Throws: `empty`, `tooLarge`, `heic`, `unsupported`, `damaged` (a header without a size) or
  ///   `tooManyPixels`.
  package func check(_ bytes: [UInt8]) throws(PictureProblem) -> (kind: SniffedPicture.Kind, size: PictureSize) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= maxBytes else { throw .tooLarge(bytes: bytes.count) }
    let sniffed = PictureSniffer.sniff(bytes)
    switch sniffed.kind {
    case .jpeg, .png, .webp: break
    case .heic: throw .heic
    case .gif, .other: throw .unsupported
    }
    guard let size = sniffed.size, size.width > 0, size.height > 0 else { throw .damaged }
    guard size.longestSide <= maxSide, size.pixels <= maxPixels else { throw .tooManyPixels }
    return (sniffed.kind, size)
  }
}
