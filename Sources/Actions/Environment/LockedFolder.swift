import Domain
import Foundation
import Glibc

/// A subfolder of the file store in the hands of one process at a time: whoever puts a file that is there already and
/// whoever sweeps old ones must not miss each other.
final class LockedFolder {
  private let url: URL
  private let descriptor: Int32

  /// Nil when there is no such folder and it `isNeeded` for nothing; otherwise it is made.
  init?(_ url: URL, isNeeded: Bool) throws {
    self.url = url
    var opened = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if opened < 0, errno == ENOENT {
      guard isNeeded else { return nil }
      if mkdir(url.path, 0o755) != 0, errno != EEXIST { throw FileTrouble(errno) }
      try Self.settle(url.deletingLastPathComponent())
      opened = open(url.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }
    guard opened >= 0 else { throw FileTrouble(errno) }
    descriptor = opened
    while flock(opened, LOCK_EX) != 0 {
      guard errno == EINTR else { throw FileTrouble(errno) }
    }
  }

  deinit { close(descriptor) }

  /// Makes an existing file young; false when there is none.
  func touch(_ name: String) throws -> Bool {
    if utimensat(descriptor, name, nil, 0) == 0 { return true }
    guard errno == ENOENT else { throw FileTrouble(errno) }
    return false
  }

  /// The name is there when the content is, and both are on the disk.
  func write(_ bytes: [UInt8], _ name: String, under temporary: String) throws {
    let file = openat(descriptor, temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw FileTrouble(errno) }
    do {
      defer { close(file) }
      try Self.writeAll(bytes, to: file)
      guard fsync(file) == 0 else { throw FileTrouble(errno) }
    } catch {
      unlinkat(descriptor, temporary, 0)
      throw error
    }
    guard renameat(descriptor, temporary, descriptor, name) == 0, fsync(descriptor) == 0 else {
      throw FileTrouble(errno)
    }
  }

  func remove(_ name: String, untouchedSince: Instant) throws {
    guard let touched = Self.touched(url.appendingPathComponent(name).path), touched < untouchedSince else { return }
    if unlinkat(descriptor, name, 0) != 0, errno != ENOENT { throw FileTrouble(errno) }
  }

  /// When the file was last put; nil when there is none.
  static func touched(_ path: String) -> Instant? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Instant(milliseconds: Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000)
  }

  static func writeAll(_ bytes: [UInt8], to file: Int32) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress?.advanced(by: done), bytes.count - done) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileTrouble(errno) }
      done += count
    }
  }

  /// Forces the names of a folder to the disk.
  static func settle(_ folder: URL) throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileTrouble(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileTrouble(errno) }
  }
}
