import Documents
import Foundation
import Testing

/// What is drawn is read back by a reader that knows nothing of us.
@Suite struct QRCodeTests {
  enum Trouble: Error { case notDrawn, notPaths(Substring) }

  /// The dark squares of the drawing, row by row, with its quiet zone.
  private static func modules(_ svg: String) throws -> [[Bool]] {
    let size = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) \1"/).flatMap { Int($0.1) })
    var rows = [[Bool]](repeating: [Bool](repeating: false, count: size), count: size)
    let path = try #require(svg.firstMatch(of: /fill="#000" d="([^"]*)"/)).1
    for run in path.split(separator: "z") {
      guard let match = run.wholeMatch(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)/), match.3 == match.4,
        let column = Int(match.1), let row = Int(match.2), let length = Int(match.3)
      else { throw Trouble.notPaths(run) }
      for square in column..<column + length {
        #expect(!rows[row][square], "a square is drawn twice")
        rows[row][square] = true
      }
    }
    return rows
  }

  /// A picture (PBM) with eight dots a square.
  private static func picture(_ modules: [[Bool]]) -> Data {
    let scale = 8
    var text = "P1\n\(modules.count * scale) \(modules.count * scale)\n"
    for row in modules {
      let line = row.map { String(repeating: $0 ? "1 " : "0 ", count: scale) }.joined() + "\n"
      text += String(repeating: line, count: scale)
    }
    return Data(text.utf8)
  }

  /// What zbarimg reads (scripts/setup installs it for the tests).
  private static func read(_ picture: Data) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("lianluo-qr-\(UUID().uuidString).pbm")
    defer { try? FileManager.default.removeItem(at: file) }
    try picture.write(to: file)
    let reader = Process()
    reader.executableURL = URL(fileURLWithPath: "/usr/bin/zbarimg")
    reader.arguments = ["--quiet", "--raw", "--nodbus", "-Sdisable", "-Sqrcode.enable", file.path]
    let output = Pipe()
    reader.standardOutput = output
    reader.standardError = FileHandle.nullDevice
    try reader.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    reader.waitUntilExit()
    return String(decoding: bytes.last == 10 ? bytes.dropLast() : bytes, as: UTF8.self)
  }

  @Test(arguments: [
    "https://lianluo.example.cn/c/k7Qm2", "https://lianluo.example.cn/r/AAAAAAAAAAAAAAAAAAAAAA", "1", "示范镇人大代表之家",
    String(repeating: "https://lianluo.example.cn/", count: 12),
  ])
  func isReadBack(text: String) throws {
    guard let svg = QRCode.svg(text) else { throw Trouble.notDrawn }
    let modules = try Self.modules(String(decoding: svg, as: UTF8.self))
    #expect(try Self.read(Self.picture(modules)) == text)
  }

  @Test func hasItsQuietZone() throws {
    guard let svg = QRCode.svg("https://lianluo.example.cn/") else { throw Trouble.notDrawn }
    let modules = try Self.modules(String(decoding: svg, as: UTF8.self))
    let dark = modules.indices.filter { modules[$0].contains(true) }
    #expect(dark.first == 4 && dark.last == modules.count - 5)
    for row in modules { #expect(!row.prefix(4).contains(true) && !row.suffix(4).contains(true)) }
    // The three corners of a code: seven squares in a row.
    #expect(modules[4][4..<11].allSatisfy { $0 } && !modules[4][11])
  }

  @Test func theTextIsNotInTheDrawing() throws {
    guard let svg = QRCode.svg("</svg><script>") else { throw Trouble.notDrawn }
    #expect(!String(decoding: svg, as: UTF8.self).contains("script"))
  }

  @Test func tooMuchTextHasNoCode() {
    #expect(QRCode.svg(String(repeating: "x", count: 2331)) != nil)
    #expect(QRCode.svg(String(repeating: "x", count: 2332)) == nil)
  }

  @Test func aReceiptLinkStaysSmall() throws {
    let svg = try #require(QRCode.svg("https://lianluo.example.cn/r/AAAAAAAAAAAAAAAAAAAAAA"))
    #expect(svg.count < 10_000)
  }
}
