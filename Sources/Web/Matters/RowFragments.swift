import Domain
import HTMLKit
import Synchronization

/// Rows of lists as they were written last. A row is a pure function of its line, the day and the rules of what is soon, so
/// one that was written from the same is the same; most of what a queue page costs is its rows.
package final class RowFragments: Sendable {
  /// All that a row is made from.
  struct Source: Equatable {
    let line: MatterLine
    let today: CivilDate
    /// The version of the holiday table.
    let holidays: Int
    let soonDays: Int
  }

  private let kept = Mutex<[ID<Matter>: (source: Source, bytes: [UInt8])]>([:])
  /// About six hundred bytes each.
  private static let most = 4096

  package init() {}

  /// Writes the row: the kept one, or a new one by `render`.
  func write(_ source: Source, into h: inout HTMLWriter, render: (inout HTMLWriter) -> Void) {
    if let hit = kept.withLock({ $0[source.line.id] }), hit.source == source {
      h.raw(trusted: hit.bytes)
      return
    }
    var row = HTMLWriter(capacity: 1024)
    render(&row)
    let bytes = row.bytes
    kept.withLock { kept in
      if kept.count >= Self.most { kept.removeAll(keepingCapacity: true) }
      kept[source.line.id] = (source, bytes)
    }
    h.raw(trusted: bytes)
  }
}
