import Foundation

/// Reads QR codes from pictures with `zbarimg`.
enum CodeReader {
  struct Failed: Error {
    let command: String
    let status: Int32
  }

  static func read(_ picture: String) async throws -> [String] {
    let command = ["zbarimg", "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture]
    return try await run(command, allowing: [0, 4]).split(separator: "\n").map(String.init)
  }

  /// Every page of a printed document as a picture.
  static func pictures(ofPrinted document: String, dotsPerInch: Int = 200) async throws -> [String] {
    let stem = document + "-page"
    _ = try await run(["pdftoppm", "-r", "\(dotsPerInch)", "-png", document, stem])
    let folder = URL(fileURLWithPath: document).deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    return names.map { folder.appendingPathComponent($0).path }.filter { $0.hasPrefix(stem) }.sorted()
  }

  /// What the command writes; what it finds fits into a pipe.
  private static func run(_ command: [String], allowing statuses: Set<Int32> = [0]) async throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    guard statuses.contains(status) else { throw Failed(command: command.joined(separator: " "), status: status) }
    return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }
}
