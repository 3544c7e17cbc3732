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
      values["PUBLICATION"] = try await steps.published()
      let (liaison, registrar) = (
        try await steps.staff(town.places.liaison), try await steps.staff(town.places.unitRegistrar)
      )
      for operation in examples.commands.keys.sorted() where operation.hasPrefix("GET ") {
        // There is no picture in this town.
        if operation.hasSuffix("{file}") || operation.hasSuffix("portrait") { continue }
        let path = try examples.address(operation, values)
        let reader = operation.contains("/work/parts") ? registrar : liaison
        let answer = try await reader.get(path, secret: path.contains("/v1/matters/") ? receipt.secret : nil)
        #expect(answer.status == 200, "\(operation): \(path)")
      }
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

  @Test("说明页上每个动作都试过")
  func noActIsForgotten() {
    let acts = APITable.lines.filter { $0.contains("/acts/") }.map { line in
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
