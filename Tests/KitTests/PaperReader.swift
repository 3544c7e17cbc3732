import Foundation
import PaperKit

/// Reads a PDF with poppler, which knows nothing of us (scripts/setup installs it for the tests).
enum PaperReader {
  struct Failed: Error { let tool: String }

  struct Word { let text: String, page: Int, left: Double, top: Double, right: Double, bottom: Double }

  private static func run(_ tool: String, _ arguments: [String], on bytes: [UInt8]) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-paper-\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/" + tool)
    process.arguments = arguments.map { $0 == "FILE" ? file.path : $0 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let read = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(tool: tool) }
    return String(decoding: read, as: UTF8.self)
  }

  /// The text of each page.
  static func pages(_ bytes: [UInt8]) throws -> [String] {
    try run("pdftotext", ["-layout", "FILE", "-"], on: bytes).split(
      separator: "\u{0C}", omittingEmptySubsequences: false
    )
    .dropLast().map(String.init)
  }

  /// All of it without blanks and line ends, which say nothing in Chinese.
  static func text(_ bytes: [UInt8]) throws -> String {
    try run("pdftotext", ["-raw", "FILE", "-"], on: bytes).filter { !$0.isWhitespace }
  }

  static func information(_ bytes: [UInt8]) throws -> [String: String] {
    var result: [String: String] = [:]
    for line in try run("pdfinfo", ["-rawdates", "FILE"], on: bytes).split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":") else { continue }
      result[String(line[..<colon])] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
    }
    return result
  }

  /// Lines with their places, in points.
  static func lines(_ bytes: [UInt8]) throws -> [Word] {
    let page = try Regex(#"<page width"#)
    let line = /<line xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">/
    var (number, found): (Int, [Word]) = (0, [])
    for row in try run("pdftotext", ["-bbox-layout", "FILE", "-"], on: bytes).split(separator: "\n") {
      if row.contains(page) { number += 1 }
      if let match = row.firstMatch(of: line), let left = Double(match.1), let top = Double(match.2),
        let right = Double(match.3), let bottom = Double(match.4)
      {
        found.append(Word(text: "", page: number, left: left, top: top, right: right, bottom: bottom))
      } else if let match = row.firstMatch(of: />([^<]+)<\/word>/), let last = found.popLast() {
        found.append(
          Word(
            text: last.text + match.1, page: last.page, left: last.left, top: last.top, right: last.right,
            bottom: last.bottom))
      }
    }
    return found
  }
}
