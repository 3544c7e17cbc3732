import Crypto
package import Foundation

/// Uploaded files by the SHA-256 of their content. A file is on the disk before any row names it.
package protocol FileStore: Sendable {
  /// Writes the bytes unless they are there already; gives their address (hex).
  func put(_ bytes: [UInt8]) async throws -> String
  /// Nil when there is no such file.
  func get(_ sha256: String) async throws -> [UInt8]?
  func delete(_ sha256: String) async throws
  /// The address of every file there is.
  func all() async throws -> [String]
}

/// Files in a folder, spread over 256 subfolders.
package struct FolderFileStore: FileStore {
  private let root: URL
  private let random: @Sendable (Int) -> [UInt8]

  /// Creates the folder if it is not there. `random` names the unfinished files.
  package init(root: URL, random: @escaping @Sendable (Int) -> [UInt8]) throws {
    self.root = root
    self.random = random
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  package static func address(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }

  package func put(_ bytes: [UInt8]) async throws -> String {
    let address = Self.address(of: bytes)
    let url = location(address)
    if FileManager.default.fileExists(atPath: url.path) { return address }
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    // Written under another name, forced to the disk and renamed: a file with its final name is always whole.
    let temporary = url.appendingPathExtension(random(8).map { String($0, radix: 16) }.joined())
    guard FileManager.default.createFile(atPath: temporary.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let handle = try FileHandle(forWritingTo: temporary)
    try handle.write(contentsOf: bytes)
    try handle.synchronize()
    try handle.close()
    if rename(temporary.path, url.path) != 0 { throw CocoaError(.fileWriteUnknown) }
    return address
  }

  package func get(_ sha256: String) async throws -> [UInt8]? {
    guard isAddress(sha256) else { return nil }
    let url = location(sha256)
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    return [UInt8](try Data(contentsOf: url))
  }

  package func delete(_ sha256: String) async throws {
    guard isAddress(sha256) else { return }
    let url = location(sha256)
    if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
  }

  package func all() async throws -> [String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.count == 2 }.sorted()
    return try folders.flatMap { folder in
      try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).filter(isAddress)
        .sorted()
    }
  }

  private func location(_ address: String) -> URL {
    root.appendingPathComponent(String(address.prefix(2))).appendingPathComponent(address)
  }

  private func isAddress(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
  }
}
