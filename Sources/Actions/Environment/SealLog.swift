package import Domain
package import Foundation

/// The seals once more, outside the database: somebody who can rewrite the database has to reach this, too.
package protocol SealLog: Sendable {
  func append(number: Int, at: Instant, count: Int, mac: [UInt8]) async throws
  /// The number of the newest seal in the log; nil when there is none.
  func newest() async throws -> Int?
  /// The MACs by number; nil when there is no log.
  func read() async throws -> [Int: [UInt8]]?
}

/// One line a seal in a file beside the data.
package struct FileSealLog: SealLog {
  private let url: URL

  package init(url: URL) { self.url = url }

  package func append(number: Int, at: Instant, count: Int, mac: [UInt8]) async throws {
    let line = "\(number) \(at.milliseconds) \(count) \(Data(mac).base64EncodedString())\n"
    if !FileManager.default.fileExists(atPath: url.path) {
      guard FileManager.default.createFile(atPath: url.path, contents: nil) else { throw CocoaError(.fileWriteUnknown) }
    }
    let handle = try FileHandle(forWritingTo: url)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(line.utf8))
    try handle.synchronize()
    try handle.close()
  }

  package func newest() async throws -> Int? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let handle = try FileHandle(forReadingFrom: url)
    defer { try? handle.close() }
    let end = try handle.seekToEnd()
    // A line has about eighty characters.
    try handle.seek(toOffset: end > 400 ? end - 400 : 0)
    let tail = String(decoding: try handle.readToEnd() ?? Data(), as: UTF8.self)
    return tail.split(separator: "\n").last.flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }
  }

  package func read() async throws -> [Int: [UInt8]]? {
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    var result: [Int: [UInt8]] = [:]
    for line in String(decoding: try Data(contentsOf: url), as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 4, let number = Int(parts[0]), let mac = Data(base64Encoded: String(parts[3])) else {
        continue
      }
      result[number] = [UInt8](mac)
    }
    return result
  }
}
