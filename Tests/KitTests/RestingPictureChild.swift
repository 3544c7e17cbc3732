import Foundation
import Glibc
import TestSupport
import Testing

/// A picture child that waits for its input, fenced in already.
enum RestingPictureChild {
  /// A number of the child's `/proc/PID/status`, when the child has not changed for a quarter of a second.
  static func number(of name: String) throws -> Int {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: try TestPictures.childExecutable())
    child.arguments = ["image"]
    let input = Pipe()
    child.standardInput = input
    child.standardOutput = FileHandle.nullDevice
    child.environment = ["MALLOC_ARENA_MAX": "1"]
    try child.run()
    defer { child.waitUntilExit() }
    defer { try? input.fileHandleForWriting.close() }
    var seen: [[Substring]] = []
    while child.isRunning, seen.count < 25 || Set(seen.suffix(25)).count > 1 {
      usleep(10_000)
      let status = try String(contentsOfFile: "/proc/\(child.processIdentifier)/status", encoding: .utf8)
      seen.append(status.split(separator: "\n").filter { $0.hasPrefix("VmPeak") || $0.hasPrefix("Threads") })
    }
    let line = try #require(seen.last?.first { $0.hasPrefix(name) })
    return try #require(Int(line.filter(\.isNumber)))
  }
}
