import DatabaseKit
import Foundation
import TestSupport
import Testing

/// The verbs `make kill-test` and `make fault-test`, for as long as a test may take.
@Suite(.serialized) struct FaultScriptTests {
  private func run(_ script: String, _ arguments: [String]) async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let output = FileManager.default.temporaryDirectory.appendingPathComponent("output-\(UUID().uuidString)")
    try Data().write(to: output)
    defer { try? FileManager.default.removeItem(at: output) }
    let process = Process()
    process.executableURL = root.appendingPathComponent("scripts/" + script)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["BIN": try TestPictures.childExecutable()], uniquingKeysWith: { $1 })
    let file = try FileHandle(forWritingTo: output)
    (process.standardOutput, process.standardError) = (file, file)
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let told = String(decoding: try Data(contentsOf: output), as: UTF8.self)
    #expect(status == 0, "\(told)")
  }

  @Test("提交中被强行杀死四次：收下的一件不少、一件不重，核对无误", arguments: DatabaseEngine.allCases)
  func kills(engine: DatabaseEngine) async throws {
    try await run("kill-test", ["--kills", "4", "--senders", "4", "--engine", engine.rawValue])
  }

  @Test("数据库断了、磁盘满了、表单断在每一处、要停机：看到的都是一句话，五秒内恢复")
  func faults() async throws { try await run("fault-test", ["--quick"]) }
}
