import Actions
import Domain
import HTTPKit
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import SecretsKit
import Synchronization

/// `/metrics`: for a collector on this machine, or for one that knows the token. To everybody else, and through a proxy,
/// it is not there.
struct MetricsRoute: Sendable {
  let environment: AppEnvironment
  let options: ServerOptions
  let metrics: ServerMetrics
  let backlog = BacklogCache()

  static let path = "/metrics"

  func answer(_ request: Request, _ context: SiteRequestContext) async -> Response {
    guard admits(request, context) else { return Respond.text("没有这个地址\n", status: .notFound) }
    var text = MetricsText()
    text.requests(metrics)
    let found = await backlog.read(environment)
    text.database(DatabaseFigures(environment), isUp: found != nil)
    text.jobs(metrics.jobs)
    if let found { text.backlog(found) }
    if let process = options.process { text.process(process(), version: options.version) }
    var headers = Respond.protective()
    headers[.contentType] = "text/plain; version=0.0.4; charset=utf-8"
    headers[.cacheControl] = "no-store"
    return Response(
      status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text.text)))
  }

  /// With a token in the settings it is always asked for: a proxy that says nothing of itself looks like this machine.
  private func admits(_ request: Request, _ context: SiteRequestContext) -> Bool {
    if let token = options.metricsToken, !token.isEmpty {
      let given = request.headers[.authorization] ?? ""
      return Tokens.equal(Tokens.hash(Array(given.utf8)), Tokens.hash(Array("Bearer \(token)".utf8)))
    }
    let isLocal = context.peer.map { $0 == "127.0.0.1" || $0 == "::1" } ?? true
    let marks: [HTTPField.Name] = [.forwardedFor, .forwardedProto, .forwarded, .realIP, .via]
    return isLocal && marks.allSatisfy { request.headers[values: $0].isEmpty }
  }
}

/// Keeps the backlog for some seconds: it is a walk over kept counts, and a collector asks more often than it changes.
final class BacklogCache: Sendable {
  private let kept = Mutex<(backlog: Backlog, at: ContinuousClock.Instant)?>(nil)
  private static let age = Duration.seconds(10)

  /// Nil when the database does not answer; why is in the log.
  func read(_ environment: AppEnvironment) async -> Backlog? {
    let now = environment.uptime()
    if let kept = kept.withLock({ $0 }), now - kept.at < Self.age { return kept.backlog }
    do {
      let backlog = try await ReadBacklog.run(in: environment)
      kept.withLock { $0 = (backlog, now) }
      return backlog
    } catch {
      environment.logger.warning(
        "no backlog", metadata: ["what": .string(DatabaseTrouble(error)?.what ?? "unforeseen")])
      return nil
    }
  }
}
