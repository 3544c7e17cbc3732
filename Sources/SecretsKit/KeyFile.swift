package import Foundation
import Synchronization

/// `keys.json`: replaced as a whole, never written in place, so that a server that reads it meanwhile finds the old keys or
/// the new ones.
package struct KeyFile: Sendable {
  private let url: URL

  package init(_ url: URL) { self.url = url }

  /// Changes whenever the file is replaced; costs a microsecond.
  struct Stamp: Sendable, Equatable {
    let inode: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int
  }

  var stamp: Stamp? {
    var found = stat()
    guard stat(url.path, &found) == 0 else { return nil }
    return Stamp(
      inode: UInt64(found.st_ino), size: Int64(found.st_size), seconds: found.st_mtim.tv_sec,
      nanoseconds: found.st_mtim.tv_nsec)
  }

  /// Nil when there is no such file.
  package func load() throws -> KeyRing? { try KeyRing.load(from: url) }

  /// Written beside it with mode 0600, forced to the disk and put in its place in one step.
  package func save(_ ring: KeyRing) throws {
    let temporary = url.path + ".new"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
    do {
      // The mode of a file that a crash left behind is not relied on.
      guard fchmod(descriptor, 0o600) == 0 else { throw CocoaError(.fileWriteNoPermission) }
      try handle.write(contentsOf: try ring.encoded())
      try handle.synchronize()
    } catch {
      close(descriptor)
      throw error
    }
    close(descriptor)
    guard rename(temporary, url.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    // The name, too, is on the disk before anybody is told.
    let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  /// Runs `body` while nobody else changes the keys; nil when somebody does. The system lets go of it when the process dies.
  package func alone<T>(_ body: () async throws -> T) async throws -> T? {
    let descriptor = open(url.path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
    // By hand: a program that is being started has the descriptor, too, until its own image replaces it, and would hold
    // the lock for as long.
    defer { flock(descriptor, LOCK_UN) }
    return try await body()
  }
}

/// The keys as they are now, for as many threads as there are: looked up again when the file was replaced, so that a key
/// that was added while the server runs is used at once, and a row sealed with it by another server can be opened.
final class KeyHolder: Sendable {
  private struct State {
    var ring: KeyRing
    var stamp: KeyFile.Stamp?
  }

  private let file: KeyFile?
  private let state: Mutex<State>

  init(_ ring: KeyRing, file: KeyFile?) {
    self.file = file
    // Not the file's stamp: it may have been replaced since the ring was read, and one look too many costs nothing.
    state = Mutex(State(ring: ring, stamp: nil))
  }

  /// The last ring that was read, without a look at the file.
  var known: KeyRing { state.withLock { $0.ring } }

  /// After a look at the file. A file that cannot be read, is gone or belongs to another installation changes nothing: the
  /// keys in memory are good.
  func newest() -> KeyRing {
    guard let file, let stamp = file.stamp else { return known }
    return state.withLock { state in
      if state.stamp == stamp { return state.ring }
      if let ring = try? file.load(), ring.isSameInstallation(as: state.ring) {
        state.ring = ring
        state.stamp = stamp
      }
      return state.ring
    }
  }
}
