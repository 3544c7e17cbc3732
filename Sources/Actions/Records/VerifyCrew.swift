import Domain
import Foundation
import Store
import Synchronization

/// Checks pages of records on other threads while the next page is read: one transaction reads everything, so that it all
/// belongs to one moment, and the rest of the work is spread over the machine.
final class VerifyCrew: Sendable {
  struct Outcome: Sendable {
    var events = 0
    var records = 0
    var matters = 0
    var suggestions = 0
    var findings: [(page: Int, finding: VerifyFinding)] = []
    var prints = CountPrints()
    /// What the counts in question should be.
    var expected: [CountKey: Int] = [:]
    /// Matters of which something was erased by law, to be looked at in the database.
    var erased: [Matter] = []
    var together = VerifyTogether()
    var trouble: (any Error)?
  }

  private let queue = DispatchQueue(label: "verify", attributes: .concurrent)
  private let group = DispatchGroup()
  /// So many pages are held at a time.
  private let slots: DispatchSemaphore
  private let outcome = Mutex(Outcome())

  init() { slots = DispatchSemaphore(value: ProcessInfo.processInfo.activeProcessorCount + 1) }

  /// Waits until there is room, and goes on while `check` runs elsewhere.
  func take(_ page: Int, _ check: @escaping @Sendable (inout Outcome) throws -> Void) {
    slots.wait()
    queue.async(group: group) { [self] in
      var own = Outcome()
      do { try check(&own) } catch { own.trouble = error }
      let done = own
      outcome.withLock { $0.add(done) }
      slots.signal()
    }
  }

  /// What has been found so far.
  var findings: Int { outcome.withLock { $0.findings.count } }

  var hasTrouble: Bool { outcome.withLock { $0.trouble != nil } }

  /// Waits for all pages.
  func finish() throws -> Outcome {
    group.wait()
    let all = outcome.withLock { $0 }
    if let trouble = all.trouble { throw trouble }
    return all
  }
}

extension VerifyCrew.Outcome {
  mutating func add(_ other: Self) {
    events += other.events
    records += other.records
    matters += other.matters
    suggestions += other.suggestions
    findings += other.findings
    prints.add(other.prints)
    expected.merge(other.expected, uniquingKeysWith: +)
    erased += other.erased
    together.add(other.together)
    trouble = trouble ?? other.trouble
  }
}

/// Sums over many counts in little space: two lists of counts are the same when their sums are.
///
/// Each count adds its value times a hash of its key, which nobody can foresee, to the sum of its month. A sum that differs
/// tells which counts have to be looked at one by one.
struct CountPrints: Sendable, Equatable {
  /// What shares a sum.
  struct Bucket: Hashable, Sendable {
    let kind: String
    let measure: String
    let month: Int

    init(_ key: CountKey) {
      kind = key.kind
      measure = key.measure
      let parts = key.date.parts
      month = parts.year * 12 + parts.month
    }
  }

  private(set) var sums: [Bucket: UInt64] = [:]

  mutating func add(_ count: Int, of key: CountKey) {
    var hasher = Hasher()
    hasher.combine(key)
    let hash = UInt64(bitPattern: Int64(hasher.finalize()))
    sums[Bucket(key), default: 0] &+= hash &* UInt64(bitPattern: Int64(count))
  }

  mutating func add(_ other: CountPrints) { sums.merge(other.sums, uniquingKeysWith: &+) }

  /// Where two differ.
  func differences(from other: CountPrints) -> Set<Bucket> {
    Set(Set(sums.keys).union(other.sums.keys).filter { sums[$0] ?? 0 != other.sums[$0] ?? 0 })
  }
}
