package import DatabaseKit
import Foundation
import Hummingbird
import Logging
import NIOCore
import PictureKit
package import Web

/// The site of a small town on a real port, for browsers and for requests that a router test cannot make.
package struct TestSite: Sendable {
  package let town: TestTown
  /// Such as `http://127.0.0.1:41234`, without a slash at the end.
  package let address: String

  /// Serves a fresh town while `body` runs. Photos go through the product's own child process.
  package static func run<T: Sendable>(
    on engine: DatabaseEngine = .sqlite, options: ServerOptions = ServerOptions(),
    _ body: @escaping @Sendable (TestSite) async throws -> T
  ) async throws -> T {
    let pictures = PictureWorker(executable: try TestPictures.childExecutable())
    return try await TestTown.run(on: engine, pictures: pictures) { town in
      try await serve(town, options, body)
    }
  }

  private static func serve<T: Sendable>(
    _ town: TestTown, _ options: ServerOptions, _ body: @escaping @Sendable (TestSite) async throws -> T
  ) async throws -> T {
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
      router: SiteServer(environment: town.environment, options: options).router(),
      configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let server = Task { try await application.run() }
    defer { server.cancel() }
    for await port in ports {
      let result: Result<T, any Error>
      do {
        result = .success(try await body(TestSite(town: town, address: "http://127.0.0.1:\(port)")))
      } catch {
        result = .failure(error)
      }
      server.cancel()
      _ = await server.result
      return try result.get()
    }
    throw CancellationError()
  }
}

/// Where the built `lianluo` lies: its child process prepares photos.
package enum TestPictures {
  package struct NoChild: Error {
    package let looked: [String]
  }

  /// Beside the test bundle's own executable.
  package static func childExecutable() throws -> String {
    let candidates = [
      URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath(),
      URL(fileURLWithPath: CommandLine.arguments.first ?? "").resolvingSymlinksInPath(),
      Bundle.main.bundleURL.appendingPathComponent("here"),
    ]
    for candidate in candidates {
      let path = candidate.deletingLastPathComponent().appendingPathComponent("lianluo").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw NoChild(looked: candidates.map(\.path))
  }
}
