import DatabaseKit
import Domain
import Store
import Synchronization

/// Lines of lists as they were read last, found again by matter and revision: the same fifty matters stand on the first
/// page of everybody at a desk, and a line takes longer to read than to find.
///
/// What belongs to the matter itself is never older than the list, for its revision is compared. The names of its station,
/// category and owner may be some seconds old when another server has changed them; a change by this one is forgotten at
/// once (``forget()``).
package final class MatterLineCache: Sendable {
  private struct Kept {
    let line: MatterLine
    let readAt: ContinuousClock.Instant
  }

  private let kept = Mutex<[ID<Matter>: Kept]>([:])
  private let uptime: @Sendable () -> ContinuousClock.Instant
  private static let age = Duration.seconds(5)
  /// Some kilobytes of text for each ten of them.
  private static let most = 4096

  init(uptime: @escaping @Sendable () -> ContinuousClock.Instant) { self.uptime = uptime }

  /// The lines of a page, in its order.
  func lines(_ keys: some Collection<MatterKey>, in tx: any ReadTransaction) throws -> [MatterLine] {
    let now = uptime()
    var found: [ID<Matter>: MatterLine] = kept.withLock { kept in
      var found: [ID<Matter>: MatterLine] = [:]
      found.reserveCapacity(keys.count)
      for key in keys {
        if let hit = kept[key.id], hit.line.revision == key.revision, now - hit.readAt < Self.age {
          found[key.id] = hit.line
        }
      }
      return found
    }
    let missing = keys.map(\.id).filter { found[$0] == nil }
    if !missing.isEmpty {
      let read = try MatterListStore.lines(of: missing, in: tx)
      for line in read { found[line.id] = line }
      kept.withLock { kept in
        if kept.count + read.count > Self.most { kept.removeAll(keepingCapacity: true) }
        for line in read { kept[line.id] = Kept(line: line, readAt: now) }
      }
    }
    return keys.compactMap { found[$0.id] }
  }

  /// After a change of names in the directory.
  package func forget() { kept.withLock { $0.removeAll(keepingCapacity: true) } }
}
