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

  /// Width and height of the first page in millimetres.
  static func size(ofPrinted document: String) async throws -> (width: Double, height: Double) {
    let lines = try await run(["pdfinfo", document]).split(separator: "\n")
    let numbers =
      lines.first { $0.hasPrefix("Page size:") }?.split(separator: " ").compactMap { Double($0) } ?? []
    guard numbers.count >= 2 else { throw Failed(command: "pdfinfo", status: 0) }
    return (numbers[0] * 25.4 / 72, numbers[1] * 25.4 / 72)
  }

  /// The text of each page of a printed document, without blanks.
  static func texts(ofPrinted document: String) async throws -> [String] {
    try await run(["pdftotext", document, "-"]).split(separator: "\u{0C}").map { $0.filter { !$0.isWhitespace } }
      .filter { !$0.isEmpty }
  }

  /// Takes the pictures of an earlier print away.
  static func forget(_ document: String) throws {
    let folder = URL(fileURLWithPath: document).deletingLastPathComponent()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let path = folder.appendingPathComponent(name).path
      if path.hasPrefix(document + "-page") { try FileManager.default.removeItem(atPath: path) }
    }
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
