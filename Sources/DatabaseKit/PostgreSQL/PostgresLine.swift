import CPostgres
import Glibc

/// How long a server that says nothing is waited for. A statement may take its time; a server that does not even answer a
/// knock is gone.
package struct PostgresPatience: Sendable {
  /// Seconds until a connection has come about; libpq knows no less than two.
  package var connect = 2
  /// Milliseconds of silence after which the server is asked whether it is still there.
  package var silence: Int32 = 3000

  package init() {}
}

/// Speaks with the server without ever waiting for good. libpq's own calls wait until the connection breaks, and a cable
/// that is cut breaks nothing: whoever waits behind it would wait until the kernel gives up, a quarter of an hour later.
struct PostgresLine {
  let connection: OpaquePointer
  private let url: String
  private let patience: PostgresPatience

  /// Connects within the patience, or not at all; whether it worked is the connection's status. Nil without memory.
  init?(_ url: String, _ patience: PostgresPatience) {
    let made = Self.withSettings(url, patience) { names, values in PQconnectdbParams(names, values, 1) }
    guard let connection = made else { return nil }
    self.connection = connection
    self.url = url
    self.patience = patience
    PQsetnonblocking(connection, 1)
  }

  /// Sends what is on its way. False when the server gave no sign of life any more.
  func flush() -> Bool {
    while PQflush(connection) == 1 {
      guard let events = wait(POLLIN | POLLOUT) else { return false }
      // A server that is full of answers takes no more questions until somebody has read them.
      if events & Int32(POLLIN) != 0 { PQconsumeInput(connection) }
    }
    return true
  }

  /// Waits until `PQgetResult` answers at once. False when the server gave no sign of life any more.
  func awaitResult() -> Bool {
    while PQisBusy(connection) == 1 {
      guard wait(POLLIN) != nil else { return false }
      // What went wrong comes as the next result.
      if PQconsumeInput(connection) == 0 { break }
    }
    return true
  }

  /// What the socket is ready for; nil when the server is gone. Silence alone is no sign of that: a long statement is
  /// silent, too, so the server is asked at its door.
  private func wait(_ events: Int32) -> Int32? {
    while true {
      var asked = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
      let ready = poll(&asked, 1, patience.silence)
      // A socket that is closed is for libpq to explain.
      if ready > 0 || asked.fd < 0 { return Int32(asked.revents) }
      if ready < 0, errno == EINTR { continue }
      if ready < 0 { return nil }
      let answer = Self.withSettings(url, patience) { names, values in PQpingParams(names, values, 1) }
      if answer != PQPING_OK { return nil }
    }
  }

  /// A peer that is gone is noticed within about ten seconds even when nothing is sent. What the address says itself
  /// about timeouts and keeping alive wins, because it comes last.
  private static func withSettings<R>(
    _ url: String, _ patience: PostgresPatience,
    _ body: ([UnsafePointer<CChar>?], [UnsafePointer<CChar>?]) -> R
  ) -> R {
    let settings = [
      ("connect_timeout", "\(patience.connect)"), ("keepalives_idle", "5"), ("keepalives_interval", "2"),
      ("keepalives_count", "3"), ("tcp_user_timeout", "8000"), ("fallback_application_name", "lianluo"),
      ("dbname", url),
    ]
    let names = settings.map { strdup($0.0) }
    let values = settings.map { strdup($0.1) }
    defer { for copy in names + values { free(copy) } }
    return body(names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil])
  }
}
