import CGD
import Glibc

/// A file descriptor that is closed when its owner goes.
struct OpenDescriptor: ~Copyable {
  let number: CInt

  /// Takes over `number`; nil where the call that made it failed.
  private init?(_ number: CInt) {
    guard number >= 0 else { return nil }
    self.number = number
  }

  deinit { _ = close(number) }

  /// An unnamed file in memory with these bytes, read from the start; nil where the system has no
  /// descriptor or no memory left.
  ///
  /// A child reads its input from this rather than from a pipe: a child that dies early would otherwise
  /// raise SIGPIPE in the server, and swift-subprocess 1.0.2 ends the whole process when writing to a pipe
  /// fails (its descriptor is "not closed").
  static func holding(_ bytes: [UInt8]) -> OpenDescriptor? {
    guard let file = OpenDescriptor(memfd_create("picture", PICTURE_MEMFD_CLOEXEC)) else { return nil }
    let complete = bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
        let count = pwrite(file.number, rest.baseAddress, rest.count, off_t(written))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    guard complete else { return nil }
    return file
  }

  /// Whether this process could open `count` more descriptors now.
  static func areFree(_ count: Int) -> Bool {
    var taken: [CInt] = []
    defer { for number in taken { _ = close(number) } }
    while taken.count < count {
      let number = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard number >= 0 else { return false }
      taken.append(number)
    }
    return true
  }

  /// Swallows what is written to it; nil where the system has no descriptor left.
  static func nowhere() -> OpenDescriptor? {
    OpenDescriptor(open("/dev/null", O_WRONLY | O_CLOEXEC))
  }
}
