import NIOCore
import NIOHTTP1
import NIOPosix

/// What one or many connections were answered.
struct LoadResult: Sendable {
  /// Of each answer, in microseconds.
  var times: [Int] = []
  /// Answers with another status than 200, and connections that broke.
  var failed = 0
  var seconds = 0.0

  mutating func add(_ other: LoadResult) {
    times += other.times
    failed += other.failed
    seconds = max(seconds, other.seconds)
  }

  /// Answers in a second.
  var rate: Double { seconds > 0 ? Double(times.count) / seconds : 0 }

  /// The time that so many of a hundred answers took at most, in milliseconds; 0 without an answer.
  func percentile(_ percent: Int) -> Double {
    if times.isEmpty { return 0 }
    let sorted = times.sorted()
    return Double(sorted[min(sorted.count - 1, sorted.count * percent / 100)]) / 1000
  }
}

/// One connection, which asks for a page again as soon as it is answered.
final class LoadConnection: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  private let head: HTTPRequestHead
  private let duration: TimeAmount
  private let done: EventLoopPromise<LoadResult>
  private var result = LoadResult()
  private var began = NIODeadline.now()
  private var asked = NIODeadline.now()
  private var isGood = false
  private var isWaiting = false

  init(_ head: HTTPRequestHead, for duration: TimeAmount, done: EventLoopPromise<LoadResult>) {
    self.head = head
    self.duration = duration
    self.done = done
  }

  /// Asks one page by so many connections at once.
  static func run(host: String, port: Int, path: String, connections: Int, for duration: TimeAmount) async throws
    -> LoadResult
  {
    var headers = HTTPHeaders()
    headers.add(name: "Host", value: "\(host):\(port)")
    headers.add(name: "Accept-Encoding", value: "gzip")
    let head = HTTPRequestHead(version: .http1_1, method: .GET, uri: path, headers: headers)
    return try await withThrowingTaskGroup(of: LoadResult.self) { group in
      for _ in 0..<connections {
        group.addTask { try await one(host, port, head, duration) }
      }
      var all = LoadResult()
      for try await result in group { all.add(result) }
      return all
    }
  }

  private static func one(_ host: String, _ port: Int, _ head: HTTPRequestHead, _ duration: TimeAmount) async throws
    -> LoadResult
  {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let done = loop.makePromise(of: LoadResult.self)
    do {
      _ = try await ClientBootstrap(group: loop).channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHTTPClientHandlers()
          try channel.pipeline.syncOperations.addHandler(LoadConnection(head, for: duration, done: done))
        }
      }.connect(host: host, port: port).get()
    } catch {
      done.fail(error)
    }
    return try await done.futureResult.get()
  }

  // MARK: The connection

  func channelActive(context: ChannelHandlerContext) {
    began = .now()
    ask(context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): isGood = head.status == .ok
    case .body: break
    case .end:
      isWaiting = false
      if isGood {
        result.times.append(Int((NIODeadline.now() - asked).nanoseconds / 1000))
      } else {
        result.failed += 1
      }
      if .now() < began + duration { ask(context) } else { context.close(promise: nil) }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelInactive(context: ChannelHandlerContext) {
    if isWaiting { result.failed += 1 }
    result.seconds = Double((NIODeadline.now() - began).nanoseconds) / 1e9
    done.succeed(result)
  }

  private func ask(_ context: ChannelHandlerContext) {
    asked = .now()
    isWaiting = true
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }
}
