import Foundation
import PictureKit
import TestSupport
import Testing

@Suite struct PictureChildTests {
  /// The child before it has read anything: its input is open and empty.
  @Test func fencesItselfInBeforeItReads() async throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try TestPictures.childExecutable())
    process.arguments = ["image"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    let number = process.processIdentifier
    var limits = ""
    for _ in 0..<1_000 where !limits.contains(#/Max open files +3 +3 /#) {
      try await Task.sleep(for: .milliseconds(20))
      limits = (try? String(contentsOfFile: "/proc/\(number)/limits", encoding: .utf8)) ?? ""
    }
    #expect(limits.contains(#/Max open files +3 +3 /#))
    #expect(limits.contains(#/Max cpu time +10 +10 /#))
    #expect(limits.contains(#/Max file size +0 +0 /#))
    #expect(limits.contains(#/Max core file size +0 +0 /#))
    let space = limits.firstMatch(of: #/Max address space +(\d+) +(\d+) /#)
    let allowed = Int(space?.output.1 ?? "") ?? 0
    let standard = PictureLimits.standard.childMemory
    #expect(allowed > standard && allowed < standard + 512 * 1024 * 1024)
    #expect(space?.output.1 == space?.output.2)
    let score = try String(contentsOfFile: "/proc/\(number)/oom_score_adj", encoding: .utf8)
    #expect(score == "1000\n")

    try input.fileHandleForWriting.close()
    let answer = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(Array(answer) == PictureFakeChildTests.frame([0, 0, 0, 0, 0, 0], status: 1))
  }

  /// Nothing runs beside the decoder: another thread would meet the fence, which leaves it no descriptor, and end the
  /// child now and then.
  @Test func theChildHasOneThread() throws {
    #expect(try RestingPictureChild.number(of: "Threads") == 1)
  }
}
