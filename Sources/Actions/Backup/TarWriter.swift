import Crypto
import Domain
import Foundation
import Glibc

/// Writes a plain tar archive (POSIX ustar), one regular file after another, from a stream: what is written is never held
/// in memory. Any `tar` opens it.
final class TarWriter {
  /// What the manifest says of a member.
  struct Member {
    let size: Int64
    let sha256: String
  }

  private let file: Int32
  private let time: Instant

  /// - Parameter file: an open descriptor, which stays the caller's.
  init(_ file: Int32, at time: Instant) {
    self.file = file
    self.time = time
  }

  func add(_ name: String, _ bytes: [UInt8]) throws -> Member {
    try LockedFolder.writeAll(Tar.header(name, size: Int64(bytes.count), at: time), to: file)
    try LockedFolder.writeAll(bytes + Tar.padding(after: Int64(bytes.count)), to: file)
    return Member(size: Int64(bytes.count), sha256: FolderFileStore.address(of: bytes))
  }

  /// A whole file, a piece at a time; its size is that at the beginning.
  func add(_ name: String, contentsOf path: String) throws -> Member {
    let source = open(path, O_RDONLY | O_CLOEXEC)
    guard source >= 0 else { throw FileTrouble(errno) }
    defer { close(source) }
    let size = Int64(lseek(source, 0, Int32(SEEK_END)))
    guard size >= 0, lseek(source, 0, Int32(SEEK_SET)) == 0 else { throw FileTrouble(errno) }
    try LockedFolder.writeAll(Tar.header(name, size: size, at: time), to: file)
    var hash = SHA256()
    var left = size
    while left > 0 {
      let piece = try Tar.read(source, Int(min(left, Tar.piece)))
      guard !piece.isEmpty else { throw BackupProblem.changedMeanwhile(name) }
      hash.update(data: piece)
      try LockedFolder.writeAll(piece, to: file)
      left -= Int64(piece.count)
    }
    try LockedFolder.writeAll(Tar.padding(after: size), to: file)
    return Member(size: size, sha256: FolderFileStore.hex(hash.finalize()))
  }

  /// Two empty blocks; everything is on the disk afterwards.
  func finish() throws {
    try LockedFolder.writeAll([UInt8](repeating: 0, count: 2 * Tar.block), to: file)
    guard fsync(file) == 0 else { throw FileTrouble(errno) }
  }
}

/// The form of a tar archive.
enum Tar {
  static let block = 512
  static let piece: Int64 = 1 << 20

  static func padding(after size: Int64) -> [UInt8] {
    [UInt8](repeating: 0, count: (block - Int(size % Int64(block))) % block)
  }

  /// The header of a regular file. A name has at most 100 bytes; ours are short.
  static func header(_ name: String, size: Int64, at time: Instant) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int) {
      header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
    }
    func octal(_ number: Int64, _ digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(String(name.prefix(100)), at: 0)
    put(octal(0o600, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    if size < 1 << 33 {
      put(octal(size, 11), at: 124)
    } else {
      // Larger than eleven octal digits: the number itself, as every tar of today reads it.
      header[124] = 0x80
      for index in 0..<8 { header[128 + index] = UInt8(truncatingIfNeeded: size >> (8 * (7 - Int64(index)))) }
    }
    put(octal(time.milliseconds / 1000, 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(header.reduce(0) { $0 + Int64($1) }, 6), at: 148)
    header[154] = 0
    return header
  }

  /// As many bytes as there are up to `count`; fewer only at the end of the file.
  static func read(_ file: Int32, _ count: Int) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress?.advanced(by: done), count - done) }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileTrouble(errno) }
      if got == 0 { break }
      done += got
    }
    return Array(bytes.prefix(done))
  }
}
