import Foundation
import PictureKit
import TestSupport
import Testing

@Suite struct PictureLineTests {
  private func limits(_ change: (inout PictureLimits) -> Void) -> PictureLimits {
    var limits = PictureLimits.patient
    change(&limits)
    return limits
  }

  /// Waits for a state that another task brings about; fails the test where it never comes.
  private func until(_ condition: () -> Bool) async throws {
    for _ in 0..<3_000 {
      if condition() { return }
      try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record("the expected state never came")
  }

  @Test func atMostTwoOfTenRunAtOnce() async throws {
    let scratch = try PictureScratch()
    let script = "echo start >> \"$1\"; sleep 0.2; echo stop >> \"$1\""
    let worker = PictureWorker(
      executable: "/bin/sh", arguments: ["-c", script, "child", scratch.path("log")], limits: .patient,
      maxConcurrent: 2)
    let upload = try PictureFakeChildTests.upload()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 { group.addTask { _ = await worker.problem(with: upload) } }
    }
    var (running, most) = (0, 0)
    let lines = scratch.text("log").split(separator: "\n")
    for line in lines {
      running += line == "start" ? 1 : -1
      most = max(most, running)
    }
    #expect(lines.count == 20 && most == 2 && running == 0)
    #expect(worker.load == (0, 0))
  }

  @Test func tenRealPicturesAtOnceAllComeOut() async throws {
    let worker = PictureWorker(executable: try TestPictures.childExecutable(), limits: .patient, maxConcurrent: 2)
    let upload = try PaintedPicture.noise(width: 300, height: 200, seed: 9).jpeg()
    let problems = await withTaskGroup(of: PictureProblem?.self) { group in
      for _ in 0..<10 { group.addTask { await worker.problem(with: upload) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(problems == Array(repeating: nil, count: 10))
  }

  @Test func aFullLineIsBusy() async throws {
    let upload = try PictureFakeChildTests.upload()
    let byCount = limits { $0.maxWaiting = 1 }
    let byBytes = limits { $0.maxWaitingBytes = upload.count + 1 }
    for limits in [byCount, byBytes] {
      let worker = PictureWorker(
        executable: "/bin/sh", arguments: ["-c", "exec sleep 300"], limits: limits, maxConcurrent: 1)
      let first = Task { await worker.problem(with: upload) }
      try await until { worker.load == (1, 0) }
      let second = Task { await worker.problem(with: upload) }
      try await until { worker.load == (1, 1) }
      #expect(await worker.problem(with: upload) == .busy)
      second.cancel()
      #expect(await second.value == .workerFailed)
      #expect(worker.load == (1, 0))
      first.cancel()
      #expect(await first.value == .workerFailed)
      #expect(worker.load == (0, 0))
    }
  }

  @Test func cancellingKillsTheChild() async throws {
    let scratch = try PictureScratch()
    let script = "echo $$ > \"$1.new\"; mv \"$1.new\" \"$1\"; exec sleep 300"
    let worker = PictureWorker(
      executable: "/bin/sh", arguments: ["-c", script, "child", scratch.path("pid")], limits: .patient)
    let upload = try PictureFakeChildTests.upload()
    let call = Task { await worker.problem(with: upload) }
    try await until { !scratch.text("pid").isEmpty }
    call.cancel()
    #expect(await call.value == .workerFailed)
    #expect(PictureFakeChildTests.isGone(scratch.text("pid")))
  }

  @Test func aCancelledCallStartsNothing() async throws {
    let worker = PictureWorker(executable: "/bin/sh", arguments: ["-c", "exec sleep 300"], limits: .patient)
    let upload = try PictureFakeChildTests.upload()
    let call = Task {
      while !Task.isCancelled { await Task.yield() }
      return await worker.problem(with: upload)
    }
    call.cancel()
    #expect(await call.value == .workerFailed)
  }
}
