import Actions
import Domain
import Foundation
import HTTPKit
import TestSupport
import Testing
import Web

/// The documentation page: what it shows works.
@Suite struct DocsTests {
  @Test("“从头走一遍”的命令照抄就能走通")
  func firstStepsRun() async throws {
    try await TestSite.run { site in
      let page = try await Shell.run("curl -sS --fail \(site.address)/api")
      try #require(page.status == 0)
      let steps = DocsExamples(page: page.output).firstSteps
      try #require(steps.count > 8)
      #expect(steps[0].contains("SITE=" + site.address))
      let script =
        """
        set -euo pipefail
        curl() { command curl --fail-with-body "$@"; }
        SITE=\(site.address); USERNAME=\(site.town.places.liaison.username); PASSWORD=\(TestPlaces.password)

        """ + steps.dropFirst().joined(separator: "\n") + "\necho; echo RECEIPT=$RECEIPT\n"
      let (status, output) = try await Shell.run(script)
      #expect(status == 0, "\(output.suffix(600))")
      let number = try #require(output.firstRange(of: "RECEIPT=").map { output[$0.upperBound...].prefix(12) })
      let data = try await ReadMatterRecord.run(
        receipt: String(number), by: site.town.places.clerk.actor, in: site.town.environment)
      #expect(data.record.matter.status.state == .closed)
    }
  }

  @Test("每个查看的例子都给得出回答")
  func readingExamplesAnswer() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let steps = ActSteps(api: api, town: town, examples: examples)
      let receipt = try await steps.withUnit()
      let campaign = try await SaveCampaign.run(
        SaveCampaign.Input(
          theme: "征集民生诉求", text: "请说说急难愁盼。", schedule: .once(town.now.date, town.now.date.adding(days: 20))),
        of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
      try await SaveCampaign.publish(
        campaign, of: town.places.congress, seen: 1, by: town.places.clerk.actor, in: town.environment)
      var values = steps.values
      values["RECEIPT"] = receipt.number
      values["CAMPAIGN"] = "\(campaign)"
      values["MOTION"] = "\(try await TestMotions.published(in: town))"
      values["WORK_MOTION"] = values["MOTION"]
      let ways = try await SuggestionSteps(RecordSteps(api, town, examples))
      let suggestion = try await ways.replied()
      try await ways.act("redact", suggestion, by: ways.clerk)
      try await ways.act("publish", suggestion, by: try await steps.staff(town.places.chair))
      values["SUGGESTION"] = suggestion
      values["WORK_SUGGESTION"] = suggestion
      values["PUBLICATION"] = try await steps.published()
      values["PRINTED_CODE"] = PrintedCode.token(town.places.stationCode, in: town.environment)
      values["NOTICE"] = try await reminded(api, town)
      values["CONGRESS_SESSION"] = try await Self.session(town)
      let liaison = try await steps.staff(town.places.liaison)
      let others = [
        (part: "/work/parts", reader: try await steps.staff(town.places.unitRegistrar)),
        (part: "/work/grids", reader: try await steps.staff(town.places.gridWorker)),
        (part: "/work/reviews", reader: try await steps.staff(town.places.chief)),
        (part: "/work/sessions", reader: try await steps.deputy(town.places.deputy)),
        (part: "/work/suggestions/own", reader: ways.lead), (part: "/work/motions/invitations", reader: ways.lead),
        (part: "/work/suggestions", reader: try await steps.staff(town.places.clerk)),
        (part: "/work/motions", reader: try await steps.staff(town.places.clerk)),
      ]
      for operation in examples.commands.keys.sorted() where operation.hasPrefix("GET ") {
        // There is no picture in this town.
        if operation.hasSuffix("{file}") || operation.hasSuffix("portrait") { continue }
        let path = try examples.address(operation, values)
        let reader = others.first { operation.contains($0.part) }?.reader ?? liaison
        let answer = try await reader.get(path, secret: path.contains("/v1/matters/") ? receipt.secret : nil)
        #expect(answer.status == 200, "\(operation): \(path)")
      }
    }
  }

  /// A session of the congress that is planned.
  private static func session(_ town: TestTown) async throws -> String {
    let today = town.now.date
    return try await PlanSession.add(
      PlanSession.Input(beginsOn: today.adding(days: 10), endsOn: today.adding(days: 11)), of: town.places.congress,
      by: town.places.clerk.actor, in: town.environment
    ).description
  }

  /// The liaison's notice of a date that comes near.
  private func reminded(_ api: APIClient, _ town: TestTown) async throws -> String {
    _ = try await APISteps.submit(api, town)
    town.clock.move(to: town.now.adding(days: 1))
    try await TimedJobs.runOnce(RemindMatters(), holder: "test", rounds: 1000, in: town.environment)
    let notices = try await ReadNotices.list(of: town.places.liaison.actor, before: nil, in: town.environment).notices
    return try #require(notices.first { $0.reminders != nil }).id.description
  }

  @Test("别的要写的例子，照着发也都办得成")
  func otherExamplesAreCarriedOut() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let steps = ActSteps(api: api, town: town, examples: examples)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await steps.staff(town.places.liaison)
      let phone = try await steps.deputy(town.places.deputy)
      let slip = try await IssueSlip.run(
        for: town.places.secondDeputy.person, by: town.places.clerk.actor,
        key: RequestKey(hash: town.environment.random(16)), in: town.environment)
      var values = steps.values.merging([
        "RECEIPT": receipt.number, "CODE": receipt.code, "GRID": "\(town.places.grid)", "PIN": "135792",
        "USERNAME": town.places.liaison.username, "PASSWORD": TestPlaces.password, "SLIP": slip.code,
        "CONGRESS_SESSION": try await Self.session(town),
      ]) { $1 }
      let ways: [(operation: String, who: APIClient?, status: Int)] = [
        ("/matters", nil, 201), ("/lookups", nil, 201), ("/matters/similar", nil, 200),
        ("/matters/{receipt}/messages", nil, 204),
        ("/matters/{receipt}/information/proofs", nil, 201), ("/matters/{receipt}/information/copy", nil, 200),
        ("/matters/{receipt}/information/deletion", nil, 201),
        ("/matters/{receipt}/information/withdraw", nil, 204),
        ("/matters/{receipt}/information/correction", nil, 201), ("/sessions", nil, 201), ("/sessions/slip", nil, 201),
        ("/sessions/current/pin", phone, 204), ("/tokens", liaison, 201), ("/work/matters", liaison, 201),
        ("/work/raised-matters", phone, 201), ("/work/notices/read", liaison, 204),
        ("/work/preferences", liaison, 204), ("/work/sessions/{id}/leave", phone, 201),
        ("/work/grid-matters", try await steps.staff(town.places.gridWorker), 201),
      ]
      for way in ways {
        let operation = "POST /api/v1" + way.operation
        let isOwn = way.operation.contains("{receipt}")
        let answer = try await (way.who ?? api).post(
          examples.address(operation, values), examples.body(operation, values), secret: isOwn ? receipt.secret : nil)
        #expect(answer.status == way.status, "\(operation): \(answer.json.pretty)")
        for (member, name) in [("proof", "PROOF"), ("request", "REQUEST")] {
          if let value = answer[member]?.text { values[name] = value }
        }
      }
      // A picture is no text to be copied; acts have a test of their own.
      var others: Set<String> = []
      for line in APITable.lines where line.hasPrefix("POST ") && !line.contains("/acts/") {
        let path = String(line.split(separator: " ")[1])
        // Those on suggestions and motions have tests of their own.
        if !path.contains("/work/suggestions"), !path.contains("/work/motions") { others.insert(path) }
      }
      others.remove("/api/v1/photos")
      let carriedOut = Set(ways.map { "/api/v1" + $0.operation })
      #expect(others == carriedOut)
    }
  }

  @Test("每个办理的例子照着发就办得成", arguments: ActSteps.all)
  func actExamplesAreCarriedOut(act: String) async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let steps = ActSteps(api: api, town: town, examples: examples)
      let answer = try await steps.carryOut(act)
      #expect(answer.status == 200, "\(act): \(answer.status) \(answer.json.pretty)")
    }
  }

  @Test("代表建议的每个例子照着发就办得成，一个不少")
  func suggestionExamplesAreCarriedOut() async throws {
    try await withSite(options: .patient) { town, client in
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let ways = try await SuggestionSteps(RecordSteps(try await APIClient(client), town, examples))
      try await ways.mainWay()
      try await ways.endings()
      try await ways.otherRules()
      try await ways.keyUrging()
      try await ways.dissolved()
      try await ways.unrated()
      #expect(ways.steps.missing("/work/suggestions") == [])
      #expect(try await Verify.run(in: town.environment, progress: { _ in }).findings.map(\.what) == [])
    }
  }

  @Test("议案的每个例子照着发就办得成，一个不少")
  func motionExamplesAreCarriedOut() async throws {
    try await withSite(options: .patient) { town, client in
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let ways = try await MotionSteps(RecordSteps(try await APIClient(client), town, examples))
      try await ways.mainWay()
      try await ways.endings()
      #expect(ways.steps.missing("/work/motions") == [])
    }
  }

  @Test("接口描述里的每个例子都合它自己的格式")
  func documentedExamplesFit() async throws {
    try await withSite { _, client in
      let api = try await APIClient(client)
      #expect(api.document.findingsInExamples == [])
    }
  }

  @Test("说明页上每个动作都试过")
  func noActIsForgotten() {
    let acts = APITable.lines.filter {
      $0.contains("/acts/") && !$0.contains("/work/suggestions") && !$0.contains("/work/motions")
    }.map { line in
      let name = line.split(separator: " ")[1].split(separator: "/").last.map { String($0) } ?? ""
      return line.contains("/work/parts/") ? "part " + name : name
    }
    #expect(Set(acts) == Set(ActSteps.all))
  }
}

/// Runs a script of a shell, without holding up the server of the same process.
enum Shell {
  static func run(_ script: String) async throws -> (status: Int32, output: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("shell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (file, log) = (folder.appendingPathComponent("script"), folder.appendingPathComponent("log"))
    try Data(script.utf8).write(to: file)
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [file.path]
    let output = try FileHandle(forWritingTo: log)
    process.standardOutput = output
    process.standardError = output
    let (ends, ended) = AsyncStream.makeStream(of: Int32.self)
    process.terminationHandler = { ended.yield($0.terminationStatus) }
    try process.run()
    var status: Int32 = -1
    for await end in ends {
      status = end
      break
    }
    return (status, String(decoding: try Data(contentsOf: log), as: UTF8.self))
  }
}
