import Crypto
import Foundation
import Glibc

/// Reads an archive that anybody may have made: regular files only, nothing else is let through, and a member that claims
/// to be longer than the archive is a cut one.
final class TarReader {
  struct Header {
    let name: String
    let size: Int64
  }

  private let file: Int32
  private let length: Int64
  private var position: Int64 = 0

  /// - Parameter file: an open descriptor of a regular file, which stays the caller's.
  init(_ file: Int32) throws {
    self.file = file
    let end = lseek(file, 0, Int32(SEEK_END))
    guard end >= 0, lseek(file, 0, Int32(SEEK_SET)) == 0 else { throw BackupProblem.notABackup }
    length = Int64(end)
  }

  /// The next member's; nil at the end of the archive.
  func next() throws -> Header? {
    let header = try Tar.read(file, Tar.block)
    position += Int64(header.count)
    guard header.count == Tar.block else { throw position == 0 ? BackupProblem.notABackup : BackupProblem.cutOff }
    if header.allSatisfy({ $0 == 0 }) { return nil }
    guard Array(header[257..<262]) == Array("ustar".utf8), Self.hasRightSum(header) else {
      throw BackupProblem.notABackup
    }
    let name = String(decoding: header[0..<100].prefix { $0 != 0 }, as: UTF8.self)
    // A link, a folder, a device, a longer name: nothing of ours.
    guard header[156] == 48, header[157] == 0, header[345] == 0 else { throw BackupProblem.foreign(name) }
    guard let size = Self.size(header), size >= 0 else { throw BackupProblem.notABackup }
    guard size <= length - position else { throw BackupProblem.cutOff }
    return Header(name: name, size: size)
  }

  /// Hands the content of the member whose header was read last to `take`, a piece at a time; gives its digest.
  func content(of header: Header, _ take: ([UInt8]) throws -> Void) throws -> String {
    var hash = SHA256()
    var left = header.size
    while left > 0 {
      let piece = try Tar.read(file, Int(min(left, Tar.piece)))
      guard !piece.isEmpty else { throw BackupProblem.cutOff }
      hash.update(data: piece)
      try take(piece)
      left -= Int64(piece.count)
    }
    let padding = Tar.padding(after: header.size).count
    guard try Tar.read(file, padding).count == padding else { throw BackupProblem.cutOff }
    position += header.size + Int64(padding)
    return FolderFileStore.hex(hash.finalize())
  }

  private static func size(_ header: [UInt8]) -> Int64? {
    let field = header[124..<136]
    if header[124] == 0x80 { return field.dropFirst().suffix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) } }
    return Int64(String(decoding: field.prefix { $0 != 0 && $0 != 32 }, as: UTF8.self), radix: 8)
  }

  private static func hasRightSum(_ header: [UInt8]) -> Bool {
    let text = String(decoding: header[148..<156].prefix { $0 != 0 && $0 != 32 }, as: UTF8.self)
    let sum = header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 32 : Int($1.element)) }
    return Int(text, radix: 8) == sum
  }
}
