import Foundation
import Testing

/// docs/operations.md and deploy/ against the source: what is said there has to be so.
@Suite struct OperationsTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.root.appendingPathComponent(path), encoding: .utf8)
  }

  private func matches(_ pattern: String, in text: String) throws -> [String] {
    text.matches(of: try Regex(pattern)).compactMap { match in match.output[1].substring.map { String($0) } }
  }

  @Test("设置表和程序里的设置一个不多、一个不少")
  func settings() throws {
    let keys = Set(try matches("forKey: \"([a-z.]+)\"", in: try text("Sources/lianluo/Options.swift")))
    #expect(keys.count > 6)
    let page = try text("docs/operations.md")
    let start = try #require(page.range(of: "## Settings")?.upperBound)
    let end = try #require(page.range(of: "## The service")?.lowerBound)
    let rows = page[start..<end].split(separator: "\n").filter { $0.hasPrefix("| ") && $0.contains("`") }
    var told: Set<String> = []
    for row in rows {
      let cells = row.split(separator: "|", omittingEmptySubsequences: true).map {
        $0.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "`", with: "")
      }
      let key = cells[1].lowercased().replacingOccurrences(of: "_", with: ".")
      told.insert(key)
      #expect(cells[2] == key || (cells[2] == "–" && key == "data"), "\(row)")
      if cells[0] != "–" { #expect(cells[0] == "--" + key.replacingOccurrences(of: ".", with: "-"), "\(row)") }
    }
    #expect(told == keys)
    // Flags of `serve` stand there, too.
    let serve = try text("Sources/lianluo/Serve.swift")
    for flag in try matches("@Option\\(help: [^\\n]*\\) var ([a-zA-Z]+):", in: serve) {
      let words = flag.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined().replacingOccurrences(
        of: "public-u-r-l", with: "public-url")
      #expect(page.contains("`--\(words)`"), "\(flag)")
    }
  }

  @Test("说到的指标都有，文件都在")
  func figuresAndFiles() throws {
    let page = try text("docs/operations.md")
    let source = try text("Sources/Web/Monitoring/MetricsText.swift")
    for name in try matches("`((?:lianluo|process)_[a-z_]+)", in: page) {
      let isThere =
        source.contains("\"\(name)\"")
        || name.hasPrefix("lianluo_job_") && source.contains("\"\(name.dropFirst("lianluo_job_".count))\"")
      #expect(isThere, "\(name)")
    }
    for file in ["lianluo.service", "nginx.conf", "nginx-proxy.conf", "Caddyfile", "Containerfile"] {
      #expect(try text("deploy/\(file)").count > 300)
      #expect(page.contains(file))
    }
  }

  @Test("容器文件装的库和编译脚本要的一样")
  func packages() throws {
    let setup = try text("scripts/setup")
    let container = try text("deploy/Containerfile")
    for name in try matches("(lib[a-z0-9]+)-dev", in: setup) {
      #expect(container.contains(name + "-dev"), "\(name)")
    }
    for name in try matches("([a-z0-9]+-dev) ", in: container) { #expect(setup.contains(name), "\(name)") }
  }

  @Test("反向代理：遮住的地址前缀就是程序遮住的")
  func maskedPrefixes() throws {
    let nginx = try text("deploy/nginx.conf")
    let prefixes = try matches(
      "\"(/[a-z/]+/)\"",
      in: try text("Sources/Web/App/SitePath.swift").components(
        separatedBy: "secretPrefixes = [")[1].components(separatedBy: "]")[0])
    #expect(prefixes.count >= 4)
    for prefix in prefixes {
      let isThere =
        nginx.contains("\"\(prefix)…\"") || (prefix.count == 3 && nginx.contains("(r|c)"))
      #expect(isThere, "\(prefix)")
    }
  }
}
