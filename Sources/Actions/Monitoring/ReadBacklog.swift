import DatabaseKit
package import Domain
import Store

/// How much is waiting in the whole installation: figures without a name, a place or a number of anything.
package struct Backlog: Sendable, Equatable {
  package let open: [MatterQueue: Int]
  /// Of those with a running clock, how many are past their date.
  package let overdue: Int
  package let outbox: Int
  /// How long the oldest message has been waiting, in seconds.
  package let outboxAge: Double
  /// Changes of counts that are not folded yet.
  package let deltas: Int
  /// Entries of histories that no seal has taken yet.
  package let unsealed: Int
}

/// Reads the backlog from the counts that are kept, without looking at a single matter.
package enum ReadBacklog {
  private static let clocked: [MatterQueue] = [.toAccept, .toReply, .withUnit, .dissatisfied]

  package static func run(in environment: AppEnvironment) async throws -> Backlog {
    let now = environment.now()
    return try await environment.database.read { tx in
      var open: [MatterQueue: Int] = [:]
      var overdue = 0
      for congress in try CongressStore.all(in: tx) where congress.isRunHere {
        let sums = try CountStore.sums(of: MatterMeasure.open.map(\.rawValue), for: .congress(congress.id), in: tx)
        for (measure, dates) in sums {
          guard let queue = MatterQueue(rawValue: measure) else { continue }
          open[queue, default: 0] += dates.values.reduce(0, +)
          if clocked.contains(queue) {
            overdue += dates.reduce(0) { $0 + ($1.key < now.date ? $1.value : 0) }
          }
        }
      }
      let outbox = try MessageStore.backlog(in: tx)
      let age = outbox.oldest.map { max(0, now.milliseconds - $0.milliseconds) } ?? 0
      return Backlog(
        open: open, overdue: overdue, outbox: outbox.count, outboxAge: Double(age) / 1000,
        deltas: try CountStore.unfolded(in: tx), unsealed: try SealStore.unsealed(in: tx))
    }
  }
}
