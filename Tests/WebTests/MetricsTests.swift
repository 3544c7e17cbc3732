import Actions
import DatabaseKit
import Domain
import HTTPTypes
import TestSupport
import Testing
import Web

/// `/metrics`: what it says, to whom, and what it never says.
@Suite struct MetricsTests {
  /// Name with labels → value.
  private func samples(_ answer: SiteAnswer) throws -> [String: Double] {
    var result: [String: Double] = [:]
    for line in answer.text.split(separator: "\n") where !line.hasPrefix("#") {
      let end = try #require(line.lastIndex(of: " "))
      let value = try #require(Double(line[line.index(after: end)...]), "\(line)")
      #expect(result.updateValue(value, forKey: String(line[..<end])) == nil, "\(line) stands twice")
    }
    return result
  }

  @Test("数请求、积压、任务和数据库，格式读得懂", arguments: DatabaseEngine.allCases)
  func says(engine: DatabaseEngine) async throws {
    var options = ServerOptions()
    options.version = "1.2.3"
    options.process = { ProcessFigures(residentBytes: 5, openFiles: 6, cpuSeconds: 0.5, startedAt: 7) }
    try await withSite(on: engine, options: options) { town, client in
      let browser = SiteBrowser(client)
      try await SubmitSteps.submit(browser)
      for path in ["/", "/", "/deputies?q=x", "/nowhere/at/all"] { _ = try await browser.get(path) }
      let answer = try await browser.get("/metrics")
      #expect(answer.status == 200 && answer.header("content-type") == "text/plain; version=0.0.4; charset=utf-8")
      let found = try samples(answer)
      #expect(found["lianluo_requests_total{method=\"GET\",route=\"/\",status=\"2xx\"}"] == 2)
      #expect(found["lianluo_requests_total{method=\"POST\",route=\"/submit\",status=\"3xx\"}"] == 1)
      #expect(found["lianluo_requests_total{method=\"GET\",route=\"/r/:capability\",status=\"3xx\"}"] != nil)
      #expect(found["lianluo_requests_total{method=\"-\",route=\"-\",status=\"4xx\"}"] == 1)
      let bucket = "lianluo_request_duration_seconds_bucket{method=\"GET\",route=\"/\",le=\""
      let bounds = answer.text.split(separator: "\n").filter { $0.hasPrefix(bucket) }
      #expect(bounds.count == 13 && bounds.last?.hasPrefix(bucket + "+Inf\"}") == true)
      let steps = bounds.compactMap { Double($0.split(separator: " ").last ?? "") }
      #expect(steps == steps.sorted() && steps.last == 2)
      #expect(found["lianluo_request_duration_seconds_count{method=\"GET\",route=\"/\"}"] == 2)
      #expect(found["lianluo_requests_in_flight"] == 1, "this one")
      #expect(found["lianluo_matters_open{queue=\"to_accept\"}"] == 1 && found["lianluo_matters_overdue"] == 0)
      #expect((found["lianluo_outbox_waiting"] ?? 0) > 0 && found["lianluo_database_up"] == 1)
      #expect((found["lianluo_database_writes_total"] ?? 0) >= (found["lianluo_database_commits_total"] ?? 1))
      #expect(found["lianluo_database_info{engine=\"\(engine.rawValue)\"}"] == 1)
      #expect(found["lianluo_build_info{version=\"1.2.3\"}"] == 1 && found["process_open_fds"] == 6)
      // Each name is declared once, before its samples.
      let types = answer.text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }
      #expect(Set(types).count == types.count)
      let declared = Set(types.compactMap { $0.split(separator: " ").dropFirst(2).first.map { String($0) } })
      for name in found.keys {
        var base = String(name.prefix { $0 != "{" })
        for ending in ["_bucket", "_sum", "_count"] where base.hasPrefix("lianluo_request_duration") {
          if base.hasSuffix(ending) { base = String(base.dropLast(ending.count)) }
        }
        #expect(declared.contains(base), "\(name)")
      }
    }
  }

  @Test("积压随办理变：超期的数得出来")
  func backlog() async throws {
    try await withSite { town, client in
      try await SubmitSteps.submit(SiteBrowser(client))
      try await SubmitSteps.submit(SiteBrowser(client))
      town.clock.move(to: town.now.adding(days: 30))
      let late = try await ReadBacklog.run(in: town.environment)
      #expect(late.overdue == 2 && late.open[.toAccept] == 2 && late.outboxAge > 2_000_000)
      // What the first round brings about is passed on and sealed in the second.
      for _ in 0..<2 { try await TimedJobs.runAll(holder: "test", in: town.environment) }
      let after = try await ReadBacklog.run(in: town.environment)
      #expect(after.outbox == 0 && after.deltas == 0 && after.unsealed == 0 && after.overdue == 2)
    }
  }

  @Test("只给本机直接来的；设了口令就要口令，经过代理也一样")
  func access() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      #expect(try await browser.get("/metrics").status == 200)
      for (name, value) in [
        ("X-Forwarded-For", "1.2.3.4"), ("X-Forwarded-Proto", "https"), ("Forwarded", "for=1.2.3.4"),
        ("X-Real-IP", "1.2.3.4"), ("Via", "1.1 proxy"),
      ] {
        let header = try #require(HTTPField.Name(name))
        let answer = try await browser.get("/metrics", headers: [header: value])
        #expect(answer.status == 404 && !answer.text.contains("lianluo"), "\(name)")
      }
      #expect(try await browser.get("/metrics", headers: [.authorization: "Bearer "]).status == 200)
    }
    var options = ServerOptions()
    options.metricsToken = "geheim-123"
    try await withSite(options: options) { _, client in
      let browser = SiteBrowser(client)
      let forwarded = try #require(HTTPField.Name("X-Forwarded-For"))
      #expect(try await browser.get("/metrics").status == 404)
      for wrong in ["Bearer", "Bearer ", "Bearer geheim-12", "bearer geheim-123", "Basic geheim-123", "geheim-123"] {
        #expect(try await browser.get("/metrics", headers: [.authorization: wrong]).status == 404, "\(wrong)")
      }
      let right = try await browser.get(
        "/metrics", headers: [.authorization: "Bearer geheim-123", forwarded: "1.2.3.4"])
      #expect(right.status == 200)
    }
  }

  @Test("指标和日志里没有人、内容、地址和秘密")
  func saysNothingPrivate() async throws {
    let log = LogRecorder()
    try await withSite(log: log) { town, client in
      let browser = SiteBrowser(client)
      let sent = try await SubmitSteps.submit(
        browser, ["what": "标记甲甲甲的路灯坏了，晚上看不见。", "where": "标记乙乙乙", "name": "标记丙", "phone": "13877771234"])
      _ = try await browser.open("/mine/\(sent.number)")
      _ = try await browser.get("/deputies?q=%E6%A0%87%E8%AE%B0")
      _ = try await browser.get("/nowhere/%E6%A0%87%E8%AE%B0/13877771234")
      let staff = SiteBrowser(client)
      _ = try await staff.fill(
        "/work/sign-in", on: "/work/sign-in", ["username": "biaoji", "password": "Geheim-12345"])
      try await staff.signIn("clerk")
      _ = try await staff.open("/work/matters?q=13877771234")
      let fields = try await staff.open("/work/matters?queue=to-accept").form("/work/bulk")
      _ = try await staff.post("/work/matters/export", fields)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      let figures = try await browser.get("/metrics").text
      let id = try await SubmitSteps.newest(town)
      let all = log.lines.joined(separator: "\n")
      for secret in [
        "标记", "13877771234", sent.number, sent.capability, "Geheim", "biaoji", "%E6%A0%87", town.places.clerk.name,
        "\(id)",
      ] {
        #expect(!figures.contains(secret), "\(secret) is in the metrics")
      }
      for secret in ["标记", "13877771234", sent.capability, "Geheim", "biaoji", "%E6%A0%87"] {
        #expect(!all.contains(secret), "\(secret) is in the log")
      }
      let request = try #require(log.lines.first { $0.contains("request") && $0.contains("route=/r/:capability") })
      for part in ["method=GET", "status=303", "id=", "ms=", "bytes="] { #expect(request.contains(part), "\(request)") }
      #expect(try await browser.get("/").header("x-request-id")?.isEmpty == false)
    }
  }
}
