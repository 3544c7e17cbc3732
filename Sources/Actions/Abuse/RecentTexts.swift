package import Domain
import Synchronization

/// The prints of what was sent within the last hours, in memory and per process like the token buckets, and bounded: a
/// flood that wants to push itself out has to be longer than the room.
package final class RecentTexts: Sendable {
  private struct Entry {
    let key: RequestKey
    let print: TextPrint
    let at: Instant
  }

  private struct Ring {
    var entries: [Entry] = []
    /// Where each request's entry is.
    var places: [RequestKey: Int] = [:]
    var next = 0
  }

  private let ring = Mutex(Ring())
  private let most: Int

  package init(most: Int = 4096) { self.most = max(1, most) }

  /// Whether this very request was counted before.
  package func knows(_ key: RequestKey) -> Bool { ring.withLock { $0.places[key] != nil } }

  /// How many other requests have sent nearly the same words lately; keeps these. The same request sent again is one.
  package func countAlike(_ text: String, key: RequestKey, at now: Instant) -> Int {
    let print = TextPrint(text)
    return ring.withLock { ring in
      let own = ring.places[key]
      var alike = 0
      // In place: a copy of each of thousands of entries would cost more than comparing it.
      for index in ring.entries.indices where index != own {
        let age = abs(now.milliseconds - ring.entries[index].at.milliseconds)
        if age < TextPrint.window, ring.entries[index].print.isLike(print) { alike += 1 }
      }
      if own != nil { return alike }
      let entry = Entry(key: key, print: print, at: now)
      if ring.entries.count < most {
        ring.entries.append(entry)
      } else {
        ring.places[ring.entries[ring.next].key] = nil
        ring.entries[ring.next] = entry
      }
      ring.places[key] = ring.next
      ring.next = (ring.next + 1) % most
      return alike
    }
  }
}
