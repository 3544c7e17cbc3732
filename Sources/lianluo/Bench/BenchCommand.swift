import ArgumentParser
import Foundation
import NIOCore

/// Measures a running server from outside: how many answers a second it gives, how long they take, and what share of its
/// cheapest page that is. The share hangs less on the machine than the number.
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the pages of a running server · 测速",
    discussion: """
      Only reads. Measure a server that nobody uses at the moment, from the same machine or one beside it. All engines and \
      sizes with durable writes, made and checked: scripts/bench.
      """)

  @Argument(help: "Where the server is, without TLS. Default: http://127.0.0.1:8080") var site = "http://127.0.0.1:8080"
  @Argument(help: "Pages. Default: / /matters /numbers /deputies /submit") var paths: [String] = []
  @Option(help: "Seconds for each page in each of three rounds. Default: 3") var seconds = 3
  @Option(help: "Connections at once. Default: 32") var connections = 32

  private static let rounds = 3

  func run() async throws {
    try await reporting {
      guard let url = URL(string: site), url.scheme == "http", let host = url.host, (1...600).contains(seconds),
        (1...1000).contains(connections)
      else { throw Failure("请写成 http://127.0.0.1:8080 的样子，秒数1到600，连接1到1000。", code: 64) }
      let pages = ["/healthz"] + (paths.isEmpty ? ["/", "/matters", "/numbers", "/deputies", "/submit"] : paths)
      guard pages.allSatisfy({ $0.hasPrefix("/") && $0.utf8.allSatisfy { $0 > 32 && $0 < 127 } }) else {
        throw Failure("网页地址从 / 开始，中文要写成 %E8 的样子。", code: 64)
      }
      let lines = try await measure(pages, host: host, port: url.port ?? 80)
      Console.out(
        "| page | requests/s | p50 ms | p99 ms | share of `/healthz` | failed |\n|---|---:|---:|---:|---:|---:|")
      for line in lines { Console.out(line) }
    }
  }

  /// All pages in turn, as often as there are rounds, so that a slow moment of the machine strikes all; the first turn is
  /// short and only warms up.
  private func measure(_ pages: [String], host: String, port: Int) async throws -> [String] {
    var results: [[LoadResult]] = pages.map { _ in [] }
    for round in 0...Self.rounds {
      for (index, page) in pages.enumerated() {
        Console.progress("\(page) \(round)／\(Self.rounds)")
        let duration = TimeAmount.milliseconds(round == 0 ? 500 : Int64(seconds) * 1000)
        let result: LoadResult
        do {
          result = try await LoadConnection.run(
            host: host, port: port, path: page, connections: connections, for: duration)
        } catch {
          throw Failure("连不上 \(site)。", code: 69)
        }
        if round > 0 { results[index].append(result) }
      }
    }
    Console.endProgress()
    let yard = results[0].map(\.rate)
    return zip(pages, results).map { page, rounds in
      let share = Self.middle(zip(rounds, yard).map { $1 > 0 ? $0.rate / $1 * 100 : 0 })
      let cells = [
        page, String(format: "%.0f", Self.middle(rounds.map(\.rate))),
        String(format: "%.2f", Self.middle(rounds.map { $0.percentile(50) })),
        String(format: "%.2f", Self.middle(rounds.map { $0.percentile(99) })), String(format: "%.1f %%", share),
        "\(rounds.reduce(0) { $0 + $1.failed })",
      ]
      return "| " + cells.joined(separator: " | ") + " |"
    }
  }

  private static func middle(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
  }
}
