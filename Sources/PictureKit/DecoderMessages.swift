import CGD
import Glibc
import Synchronization

/// What libgd and the libraries under it say while they decode. Nothing is printed; two things are worth
/// knowing, because libgd's answer alone does not tell them.
enum DecoderMessages {
  private static let missing = Atomic<Bool>(false)
  private static let exhausted = Atomic<Bool>(false)

  /// Part of the picture data was not there or made no sense, and the decoder made something up.
  static var pictureDataMissing: Bool { missing.load(ordering: .relaxed) }

  /// An allocation was refused.
  static var memoryExhausted: Bool { exhausted.load(ordering: .relaxed) }

  /// Takes the place of libgd's printing to standard error, for the whole process.
  static func listen() {
    gdSetErrorMethod { _, format, arguments in
      // Imported as an optional or not, by processor; this spelling takes both.
      let values: CVaListPointer? = arguments
      guard let format, let values else { return }
      var line = [CChar](repeating: 0, count: 256)
      guard vsnprintf(&line, line.count, format, values) > 0 else { return }
      DecoderMessages.note(String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
  }

  private static func note(_ message: String) {
    if missingSigns.contains(where: { message.contains($0) }) { missing.store(true, ordering: .relaxed) }
    if memorySigns.contains(where: { message.contains($0) }) { exhausted.store(true, ordering: .relaxed) }
  }

  /// libjpeg's warnings that mean lost picture data. Others are common in good photos (an odd scan
  /// parameter, bytes to spare before a marker) and change nothing that is seen.
  private static let missingSigns = ["remature end", "bad Huffman", "bad arithmetic", "instead of RST"]

  private static let memorySigns = [
    "Insufficient memory", "Out of memory", "cannot allocate gdImage", "cannot allocate image data",
    "unable to allocate", "realloc failed",
  ]
}
