import Foundation
import TestSupport
import Testing

/// Follows every link from a page, two of each kind of address, and looks at each page on a phone and at 320.
struct Crawler {
  let visitor: Visitor
  /// Which paths belong to the crawl.
  let takes: (String) -> Bool

  /// Gives the paths it has been to.
  func run(from start: [String], at location: SourceLocation = #_sourceLocation) async throws -> [String] {
    var waiting = start
    var kinds: [String: Int] = [:]
    var seen: Set<String> = []
    var visited: [String] = []
    while !waiting.isEmpty {
      let path = waiting.removeFirst()
      guard seen.insert(path).inserted, kinds[Self.kind(path), default: 0] < 2 else { continue }
      kinds[Self.kind(path), default: 0] += 1
      try await visitor.open(visitor.journey.site.address + path, at: location)
      visited.append(path)
      waiting += try await links()
    }
    return visited
  }

  /// The same pages at 320, in the same sign-in.
  func narrow(_ paths: [String], at location: SourceLocation = #_sourceLocation) async throws {
    var narrow = Visitor(journey: visitor.journey, page: try await visitor.page.context.newPage(.narrow))
    narrow.checks = visitor.checks
    // The order of the stops does not depend on the width.
    narrow.checks.walksKeyboard = false
    for path in paths { try await narrow.open(visitor.journey.site.address + path, at: location) }
  }

  private func links() async throws -> [String] {
    let all: [String] = try await visitor.page.evaluate(
      // A link that names its media type leads to a file for programs, such as a feed.
      "[...document.querySelectorAll('a[href]:not([download], [type])')].map(a => a.origin === location.origin ? a.pathname + a.search : '')"
    )
    return all.filter { !$0.isEmpty && !$0.contains("/photos/") && takes($0) }
  }

  /// An address without its numbers and values: `/work/matters/#`, `/deputies?q`.
  static func kind(_ path: String) -> String {
    let parts = path.split(separator: "?", maxSplits: 1)
    let shape = (parts.first ?? "/").split(separator: "/").map { part in
      part.allSatisfy(\.isNumber) ? "#" : String(part)
    }
    let names = parts.dropFirst().first?.split(separator: "&").compactMap { $0.split(separator: "=").first } ?? []
    return "/" + shape.joined(separator: "/") + "?" + names.joined(separator: "&")
  }
}
