import NIOPosix

/// A few threads on which sending may block: a gateway that hangs holds these and nothing else.
package final class CourierThreads: Sendable {
  package let count: Int
  private let pool: NIOThreadPool

  package init(_ count: Int) {
    self.count = count
    pool = NIOThreadPool(numberOfThreads: count)
    pool.start()
  }

  func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await pool.runIfActive(body)
  }

  package func shutDown() async {
    // Nothing is lost when the threads are gone already.
    do { try await pool.shutdownGracefully() } catch {}
  }
}
