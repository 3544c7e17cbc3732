import Actions
import Domain

/// What the process says about itself; read where it is started.
package struct ProcessFigures: Sendable, Equatable {
  package let residentBytes: Int
  package let openFiles: Int
  package let cpuSeconds: Double
  /// Seconds since 1970.
  package let startedAt: Double

  package init(residentBytes: Int, openFiles: Int, cpuSeconds: Double, startedAt: Double) {
    self.residentBytes = residentBytes
    self.openFiles = openFiles
    self.cpuSeconds = cpuSeconds
    self.startedAt = startedAt
  }
}

/// Figures as Prometheus reads them (text format 0.0.4). No value comes from what people wrote, and no label names a
/// person, a place or a record.
struct MetricsText {
  private(set) var text = ""

  enum Kind: String { case counter, gauge, histogram }

  mutating func head(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  mutating func line(_ name: String, _ labels: [(String, String)] = [], _ value: Double) {
    let inside = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
    text += name + (inside.isEmpty ? "" : "{\(inside)}") + " " + Self.number(value) + "\n"
  }

  mutating func one(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    head(name, kind, help)
    line(name, [], value)
  }

  /// Whole numbers without a point.
  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

extension MetricsText {
  mutating func requests(_ metrics: ServerMetrics) {
    let routes = metrics.used.map { (route: $0, counts: $0.counts) }
    head("lianluo_requests_total", .counter, "Requests by route pattern and class of status.")
    for (route, counts) in routes {
      for (index, count) in counts.classes.enumerated() where count > 0 {
        line(
          "lianluo_requests_total",
          [("method", route.method), ("route", route.pattern), ("status", "\(index + 1)xx")], Double(count))
      }
    }
    let name = "lianluo_request_duration_seconds"
    head(name, .histogram, "Time from the head of a request until its answer is ready.")
    for (route, counts) in routes {
      let labels = [("method", route.method), ("route", route.pattern)]
      var sum = 0
      for (bound, count) in zip(RouteMetrics.bounds, counts.buckets) {
        sum += count
        line(name + "_bucket", labels + [("le", "\(bound)")], Double(sum))
      }
      line(name + "_bucket", labels + [("le", "+Inf")], Double(counts.total))
      line(name + "_sum", labels, counts.seconds)
      line(name + "_count", labels, Double(counts.total))
    }
    one("lianluo_requests_in_flight", .gauge, "Requests that are being answered.", Double(metrics.inFlight))
  }

  mutating func database(_ figures: DatabaseFigures, isUp: Bool) {
    head("lianluo_database_info", .gauge, "The engine.")
    line("lianluo_database_info", [("engine", figures.engine)], 1)
    one("lianluo_database_up", .gauge, "1 when it answered this request.", isUp ? 1 : 0)
    one("lianluo_database_retries_total", .counter, "Transactions that were run again.", Double(figures.retries))
    one("lianluo_database_commits_total", .counter, "Commits; one can take several writes.", Double(figures.commits))
    one("lianluo_database_writes_total", .counter, "Writes that were committed.", Double(figures.writes))
    one("lianluo_database_connections", .gauge, "Connections that there may be.", Double(figures.connections))
    one("lianluo_database_connections_in_use", .gauge, "Connections at work.", Double(figures.inUse))
    one("lianluo_database_waiting", .gauge, "Callers that wait for a connection.", Double(figures.waiting))
  }

  mutating func jobs(_ jobs: [String: JobRecord]) {
    let sorted = jobs.sorted { $0.key < $1.key }
    let columns: [(String, Kind, String, (JobRecord) -> Double?)] = [
      ("runs_total", .counter, "Times that a timed job ran on this server.", { Double($0.runs) }),
      ("failures_total", .counter, "Times that it failed.", { Double($0.failures) }),
      (
        "last_success_timestamp_seconds", .gauge, "When it last ended well.",
        { $0.lastSuccess.map { Double($0) / 1000 } }
      ),
      ("lag_seconds", .gauge, "How much later than due it last began.", { $0.lag }),
      ("duration_seconds", .gauge, "How long it last took.", { $0.seconds }),
    ]
    for (name, kind, help, value) in columns {
      head("lianluo_job_" + name, kind, help)
      for (job, record) in sorted {
        if let value = value(record) { line("lianluo_job_" + name, [("job", job)], value) }
      }
    }
  }

  mutating func backlog(_ backlog: Backlog) {
    head("lianluo_matters_open", .gauge, "Open matters by queue.")
    for queue in MatterQueue.allCases where queue != .ended {
      line("lianluo_matters_open", [("queue", queue.rawValue)], Double(backlog.open[queue] ?? 0))
    }
    one("lianluo_matters_overdue", .gauge, "Open matters past their date.", Double(backlog.overdue))
    one("lianluo_outbox_waiting", .gauge, "Messages that wait to be passed on.", Double(backlog.outbox))
    one("lianluo_outbox_oldest_seconds", .gauge, "How long the oldest of them has been waiting.", backlog.outboxAge)
    one("lianluo_count_deltas", .gauge, "Changes of counts that are not folded yet.", Double(backlog.deltas))
    one("lianluo_events_unsealed", .gauge, "Entries of histories without a seal.", Double(backlog.unsealed))
  }

  mutating func process(_ figures: ProcessFigures, version: String) {
    head("lianluo_build_info", .gauge, "The version.")
    line("lianluo_build_info", [("version", version)], 1)
    one("process_resident_memory_bytes", .gauge, "Resident memory.", Double(figures.residentBytes))
    one("process_open_fds", .gauge, "Open file descriptors.", Double(figures.openFiles))
    one("process_cpu_seconds_total", .counter, "Processor time used.", figures.cpuSeconds)
    one("process_start_time_seconds", .gauge, "When it was started.", figures.startedAt)
  }
}
