import Foundation
import Synchronization

/// Listens on a free loopback port and gives each connection a thread of its own: peers in tests block and hang on purpose.
final class LoopbackServer: Sendable {
  let port: Int
  private let listener: Int32
  private let isOpen = Mutex(true)

  struct Trouble: Error {
    let what: String
  }

  init(_ serve: @escaping @Sendable (LoopbackLine) -> Void) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let (bound, named) = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { plain in
        (bind(listener, plain, length), getsockname(listener, plain, &length))
      }
    }
    guard bound == 0, named == 0, listen(listener, 64) == 0 else { throw Trouble(what: "no loopback port") }
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while isOpen.withLock({ $0 }) {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        Thread.detachNewThread { serve(LoopbackLine(connection)) }
      }
    }
  }

  func stop() {
    let wasOpen = isOpen.withLock { open in
      defer { open = false }
      return open
    }
    if wasOpen {
      shutdown(listener, Int32(SHUT_RDWR))
      close(listener)
    }
  }
}

/// One connection, read by lines or by bytes.
final class LoopbackLine {
  private let connection: Int32
  private var buffer: [UInt8] = []

  init(_ connection: Int32) { self.connection = connection }

  /// Up to the line end, without it; nil when the other side is gone.
  func line() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        var bytes = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        if bytes.last == 13 { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  func bytes(_ count: Int) -> [UInt8]? {
    while buffer.count < count { guard fill() else { return nil } }
    let bytes = Array(buffer.prefix(count))
    buffer.removeFirst(count)
    return bytes
  }

  func say(_ text: String) {
    let bytes = Array(text.utf8)
    // A peer that is gone is what some tests are about.
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  func hangUp() {
    shutdown(connection, Int32(SHUT_RDWR))
    close(connection)
  }

  private func fill() -> Bool {
    var piece = [UInt8](repeating: 0, count: 8192)
    let count = recv(connection, &piece, piece.count, 0)
    guard count > 0 else { return false }
    buffer += piece.prefix(count)
    return true
  }
}
