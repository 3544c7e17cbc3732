import Synchronization

/// Requests of one route: how many by class of status, and how long they took.
final class RouteMetrics: Sendable {
  /// Upper ends of the buckets, in seconds; one more takes what is slower.
  static let bounds: [Double] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

  struct Counts: Sendable, Equatable {
    /// By the first digit of the status, from 1.
    var classes = [Int](repeating: 0, count: 5)
    var buckets = [Int](repeating: 0, count: RouteMetrics.bounds.count + 1)
    var seconds = 0.0

    var total: Int { classes.reduce(0, +) }
  }

  let method: String
  let pattern: String
  // One lock a route: two requests of the same route meet for some ten nanoseconds.
  private let kept = Mutex(Counts())

  init(method: String, pattern: String) {
    self.method = method
    self.pattern = pattern
  }

  var counts: Counts { kept.withLock { $0 } }

  func add(status: Int, seconds: Double) {
    let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    let group = min(max(status / 100, 1), 5) - 1
    kept.withLock { counts in
      counts.classes[group] += 1
      counts.buckets[bucket] += 1
      counts.seconds += seconds
    }
  }
}

/// What became of a timed job on this server.
package struct JobRecord: Sendable, Equatable {
  package var runs = 0
  package var failures = 0
  /// Milliseconds since 1970.
  package var lastSuccess: Int64?
  /// How much later than due it began, and how long it took, in seconds: the last time.
  package var lag = 0.0
  package var seconds = 0.0
}

/// Everything that is counted while the server runs. The patterns are those of the route table, never an address that
/// somebody asked for: an address can hold a secret, and there is no end of them.
package final class ServerMetrics: Sendable {
  private struct Live: Sendable {
    var requests = 0
    var jobs: [String: JobRecord] = [:]
  }

  /// Addresses that no route has.
  static let unmatched = "-"

  private let routes: [String: RouteMetrics]
  private let other = RouteMetrics(method: "-", pattern: ServerMetrics.unmatched)
  private let live = Mutex(Live())

  /// - Parameter lines: with `path` as the router names what it has found.
  init(_ lines: [(method: String, pattern: String, path: String)]) {
    var routes: [String: RouteMetrics] = [:]
    for line in lines { routes[line.method + line.path] = RouteMetrics(method: line.method, pattern: line.pattern) }
    self.routes = routes
  }

  /// Heads are answered by the route of their page.
  func route(_ method: String, _ path: String?) -> RouteMetrics {
    path.flatMap { routes[(method == "HEAD" ? "GET" : method) + $0] } ?? other
  }

  func began() { live.withLock { $0.requests += 1 } }

  func ended(_ route: RouteMetrics, status: Int, seconds: Double) {
    live.withLock { $0.requests -= 1 }
    route.add(status: status, seconds: seconds)
  }

  /// Requests that are being answered.
  var inFlight: Int { live.withLock { $0.requests } }
  package var jobs: [String: JobRecord] { live.withLock { $0.jobs } }

  /// Those that were asked for at least once, in a fixed order.
  var used: [RouteMetrics] {
    (routes.values + [other]).filter { $0.counts.total > 0 }.sorted {
      ($0.pattern, $0.method) < ($1.pattern, $1.method)
    }
  }

  /// A timed job has run, or has failed.
  package func ran(_ job: String, lag: Double, seconds: Double, at now: Int64, failed: Bool) {
    live.withLock { live in
      var record = live.jobs[job] ?? JobRecord()
      record.runs += 1
      if failed { record.failures += 1 } else { record.lastSuccess = now }
      (record.lag, record.seconds) = (lag, seconds)
      live.jobs[job] = record
    }
  }
}
