package import Domain
package import Foundation
import Glibc

/// The seals once more, outside the database: somebody who can rewrite the database has to reach this, too.
package protocol SealLog: Sendable {
  func append(number: Int, at: Instant, count: Int, mac: [UInt8]) async throws
  /// The number of the newest seal in the log; nil when there is none.
  func newest() async throws -> Int?
  /// The MACs by number; nil when there is no log.
  func read() async throws -> [Int: [UInt8]]?
}

/// One line a seal in a file beside the data. A line that was cut off, by a crash or a full disk, is none: it is taken away
/// before the next one is written.
package struct FileSealLog: SealLog {
  private let url: URL

  package init(url: URL) { self.url = url }

  package func append(number: Int, at: Instant, count: Int, mac: [UInt8]) async throws {
    let line = "\(number) \(at.milliseconds) \(count) \(Data(mac).base64EncodedString())\n"
    let file = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FileTrouble(errno) }
    defer { close(file) }
    let end = try wholeLines(file)
    guard ftruncate(file, end) == 0, lseek(file, 0, Int32(SEEK_END)) >= 0 else { throw FileTrouble(errno) }
    do { try LockedFolder.writeAll(Array(line.utf8), to: file) } catch {
      // Half a line is taken away again; should that fail, the next one does it.
      ftruncate(file, end)
      throw error
    }
    guard fsync(file) == 0 else { throw FileTrouble(errno) }
    if end == 0 { try LockedFolder.settle(url.deletingLastPathComponent()) }
  }

  /// How far the file holds whole lines, in bytes. A line has about eighty characters.
  private func wholeLines(_ file: Int32) throws -> off_t {
    let end = lseek(file, 0, Int32(SEEK_END))
    guard end >= 0 else { throw FileTrouble(errno) }
    let start = max(0, end - 400)
    var tail = [UInt8](repeating: 0, count: Int(end - start))
    guard pread(file, &tail, tail.count, start) == tail.count else { throw FileTrouble(EIO) }
    guard let last = tail.lastIndex(of: 10) else { return start == 0 ? 0 : end }
    return start + off_t(last) + 1
  }

  package func newest() async throws -> Int? {
    let file = open(url.path, O_RDONLY | O_CLOEXEC)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw FileTrouble(errno) }
    defer { close(file) }
    let end = try wholeLines(file)
    let start = max(0, end - 400)
    var tail = [UInt8](repeating: 0, count: Int(end - start))
    guard pread(file, &tail, tail.count, start) == tail.count else { throw FileTrouble(EIO) }
    return String(decoding: tail, as: UTF8.self).split(separator: "\n").last.flatMap { Self.parse($0)?.number }
  }

  package func read() async throws -> [Int: [UInt8]]? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    var result: [Int: [UInt8]] = [:]
    for line in String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n") {
      if let (number, mac) = Self.parse(line) { result[number] = mac }
    }
    return result
  }

  /// Nil for what is no line of a seal.
  package static func parse(_ line: some StringProtocol) -> (number: Int, mac: [UInt8])? {
    let parts = line.split(separator: " ")
    guard parts.count == 4, let number = Int(parts[0]), let mac = Data(base64Encoded: String(parts[3])) else {
      return nil
    }
    return (number, [UInt8](mac))
  }
}
