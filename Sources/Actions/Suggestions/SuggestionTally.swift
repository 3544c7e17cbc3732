import DatabaseKit
import Domain
import Store
import Synchronization

/// How much waits at each desk, which every page of a post shows. Where much does, it is kept for a moment: a change by this
/// server is forgotten at once (``forget()``), one by another may be a second old.
package final class SuggestionTally: Sendable {
  typealias Counts = [SuggestionClock.Kind: (all: Int, late: Int)]

  private struct Kept {
    let counts: Counts
    let today: CivilDate
    let readAt: ContinuousClock.Instant
  }

  private struct State {
    var kept: [SuggestionDesk: Kept] = [:]
    /// Grows with each change: what was counted before one is not kept after it.
    var changes = 0
  }

  private let state = Mutex(State())
  private let uptime: @Sendable () -> ContinuousClock.Instant
  private static let age = Duration.seconds(1)
  /// Fewer are counted faster than they are kept.
  private static let few = 200
  private static let mostDesks = 1024

  init(uptime: @escaping @Sendable () -> ContinuousClock.Instant) { self.uptime = uptime }

  /// What waits at several desks together.
  func counts(of desks: [SuggestionDesk], today: CivilDate, in tx: any ReadTransaction) throws -> Counts {
    var result: Counts = [:]
    for desk in desks {
      for (kind, count) in try counts(of: desk, today: today, in: tx) {
        let known = result[kind] ?? (all: 0, late: 0)
        result[kind] = (all: known.all + count.all, late: known.late + count.late)
      }
    }
    return result
  }

  private func counts(of desk: SuggestionDesk, today: CivilDate, in tx: any ReadTransaction) throws -> Counts {
    let now = uptime()
    let (hit, changes) = state.withLock { ($0.kept[desk], $0.changes) }
    if let hit, hit.today == today, now - hit.readAt < Self.age { return hit.counts }
    let counts = try SuggestionListStore.counts(of: desk, today: today, in: tx)
    guard desk.isWide || counts.values.reduce(0, { $0 + $1.all }) >= Self.few else { return counts }
    state.withLock { state in
      guard state.changes == changes else { return }
      if state.kept.count >= Self.mostDesks { state.kept.removeAll(keepingCapacity: true) }
      state.kept[desk] = Kept(counts: counts, today: today, readAt: now)
    }
    return counts
  }

  /// After a change of a suggestion.
  func forget() {
    state.withLock { state in
      state.kept.removeAll(keepingCapacity: true)
      state.changes += 1
    }
  }
}

extension SuggestionDesk {
  /// More is looked at than is counted.
  fileprivate var isWide: Bool {
    switch self {
    case .congress, .drafter: true
    case .receiver, .unit, .person: false
    }
  }
}
