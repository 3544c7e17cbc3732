import Crypto
package import Domain
package import Foundation

/// Uploaded files by the SHA-256 of their content. A file is on the disk before any row names it.
package protocol FileStore: Sendable {
  /// Writes the bytes unless they are there already; gives their address (hex).
  func put(_ bytes: [UInt8]) async throws -> String
  /// Nil when there is no such file.
  func get(_ sha256: String) async throws -> [UInt8]?
  func delete(_ sha256: String) async throws
  /// Deletes the file unless somebody has put it since then: whoever does is about to name it in a row.
  func delete(_ sha256: String, untouchedSince: Instant) async throws
  /// The address of every file there is.
  func all() async throws -> [String]
  /// The addresses of files that nobody has put since then.
  func untouched(since: Instant) async throws -> Set<String>
  /// Removes what a server that died in the middle of writing left behind before then.
  func removeUnfinished(before: Instant) async throws
  /// Writes something and throws it away: throws ``FileTrouble`` when that cannot be done. The bytes that are free.
  func probe() async throws -> Int64
}

/// Files in memory are all old, all whole, and there is room.
extension FileStore {
  package func delete(_ sha256: String, untouchedSince: Instant) async throws { try await delete(sha256) }
  package func untouched(since: Instant) async throws -> Set<String> { Set(try await all()) }
  package func removeUnfinished(before: Instant) async throws {}
  package func probe() async throws -> Int64 { Int64.max }
}

/// Why a file could not be kept or read. Trying again later may help.
package enum FileTrouble: Error, Sendable, Equatable {
  case full
  /// With the system's error number.
  case unavailable(Int32)

  init(_ number: Int32) { self = number == ENOSPC || number == EDQUOT ? .full : .unavailable(number) }
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

  package static func address(of bytes: [UInt8]) -> String { hex(SHA256.hash(data: bytes)) }

  package static func hex(_ digest: some Sequence<UInt8>) -> String {
    digest.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
  }

  /// Where a file of this address lies under the root.
  package static func path(of address: String) -> String { "\(address.prefix(2))/\(address)" }

  package static func isAddress(_ text: some StringProtocol) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 102) }
  }

  package func put(_ bytes: [UInt8]) async throws -> String {
    let address = Self.address(of: bytes)
    let folder = try LockedFolder(root.appendingPathComponent(String(address.prefix(2))), isNeeded: true)
    // Young again: whoever sweeps leaves it until its row is there.
    if try folder?.touch(address) == true { return address }
    // Written under another name, forced to the disk and renamed: a file with its final name is always whole.
    try folder?.write(bytes, address, under: address + "." + Self.hex(random(8)))
    return address
  }

  package func get(_ sha256: String) async throws -> [UInt8]? {
    guard Self.isAddress(sha256) else { return nil }
    let descriptor = open(location(sha256).path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0, errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw FileTrouble(errno) }
    do {
      return [UInt8](try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data())
    } catch {
      throw FileTrouble.unavailable(EIO)
    }
  }

  package func delete(_ sha256: String) async throws {
    guard Self.isAddress(sha256) else { return }
    if unlink(location(sha256).path) != 0, errno != ENOENT { throw FileTrouble(errno) }
  }

  package func delete(_ sha256: String, untouchedSince: Instant) async throws {
    guard Self.isAddress(sha256) else { return }
    let folder = try LockedFolder(location(sha256).deletingLastPathComponent(), isNeeded: false)
    try folder?.remove(sha256, untouchedSince: untouchedSince)
  }

  package func all() async throws -> [String] { try names().filter { Self.isAddress($0) } }

  package func untouched(since: Instant) async throws -> Set<String> {
    Set(
      try names().filter { name in
        guard Self.isAddress(name) else { return false }
        // Gone since it was listed: nobody's business any more.
        return LockedFolder.touched(location(name).path).map { $0 < since } ?? false
      })
  }

  package func removeUnfinished(before: Instant) async throws {
    for name in try names() where name.utf8.count > 65 && Self.isAddress(name.prefix(64)) {
      try LockedFolder(location(name).deletingLastPathComponent(), isNeeded: false)?.remove(
        name, untouchedSince: before)
    }
  }

  /// In the folder itself and in the one around it, where database and seal log lie: they may be on different disks.
  package func probe() async throws -> Int64 {
    var free = Int64.max
    for folder in [root, root.deletingLastPathComponent()] {
      let name = ".probe-" + Self.hex(random(8))
      let descriptor = open(folder.appendingPathComponent(name).path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { throw FileTrouble(errno) }
      defer {
        close(descriptor)
        unlink(folder.appendingPathComponent(name).path)
      }
      guard Glibc.write(descriptor, "probe", 5) == 5 else { throw FileTrouble(errno) }
      var room = statvfs()
      guard fstatvfs(descriptor, &room) == 0 else { throw FileTrouble(errno) }
      free = min(free, Int64(clamping: UInt64(room.f_bavail) * UInt64(room.f_frsize)))
    }
    return free
  }

  private func names() throws -> [String] {
    do {
      let folders = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.count == 2 }.sorted()
      return try folders.flatMap { folder in
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent(folder).path).sorted()
      }
    } catch {
      throw FileTrouble.unavailable(EIO)
    }
  }

  private func location(_ address: String) -> URL { root.appendingPathComponent(Self.path(of: address)) }
}
