import DatabaseKit
package import Domain
import Logging
import SecretsKit
import Store

/// Sends what is due on one channel. A message is marked as being sent in a transaction of its own before a byte goes out,
/// and what became of it afterwards; whoever finds it still being sent when that can no longer be (the server died between)
/// says it again only where the other side knows our ids, and otherwise records that nobody knows.
package struct SendMessages: TimedJob {
  package let channel: MessageChannel
  package var name: String { "send-" + channel.rawValue }
  package let interval = 2
  /// Beyond the longest try: clocks of two servers differ by less.
  private static let grace: Int64 = 30

  package init(_ channel: MessageChannel) { self.channel = channel }

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    guard let courier = environment.couriers[channel] else { return false }
    let found = try await recover(courier, lease, in: environment)
    let preparation = try await MessagePreparation(channel, in: environment)
    let now = environment.now()
    let width = courier.width
    let claim = try await environment.database.write { [channel] tx in
      try lease.check(in: tx)
      let waiting = try SendingStore.waiting(channel, at: now, limit: width, in: tx)
      return (seen: waiting.count, ready: try waiting.compactMap { try preparation.claim($0, at: now, in: tx) })
    }
    // What has begun is finished and written down, even when the server is told to stop meanwhile.
    let work = Task {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for message in claim.ready {
          group.addTask { try await Self.send(message, preparation, courier, in: environment) }
        }
        try await group.waitForAll()
      }
    }
    try await work.value
    return claim.seen == width || found == 50
  }

  /// Messages whose server died, or lost its lease, while they were being sent.
  private func recover(_ courier: any MessageCourier, _ lease: JobLease, in environment: AppEnvironment) async throws
    -> Int
  {
    let now = environment.now()
    let before = now.adding(seconds: -(Int64(courier.longest) + Self.grace))
    let knowsIDs = courier.knowsIDs
    let lost = try await environment.database.read { [channel] tx in
      try SendingStore.lost(channel, before: before, limit: 50, in: tx)
    }
    guard !lost.isEmpty else { return 0 }
    try await environment.database.write { tx in
      try lease.check(in: tx)
      for message in lost {
        let step = SendingRule.found(attempts: message.attempts, knowsIDs: knowsIDs, at: now)
        guard try SendingStore.mark(message.id, attempts: message.attempts, step, at: now, in: tx) else { continue }
        // It may have arrived: its number has had its receipt.
        if step == .uncertain { try Self.greet(message, at: now, in: tx) }
      }
    }
    return lost.count
  }

  private static func send(
    _ message: ClaimedMessage, _ preparation: MessagePreparation, _ courier: any MessageCourier,
    in environment: AppEnvironment
  ) async throws {
    let stored = message.stored
    guard let outgoing = preparation.outgoing(message, in: environment) else {
      let now = environment.now()
      try await environment.database.write { tx in
        try SendingStore.drop(stored.id, message.address == nil ? .noAddress : .badAddress, at: now, in: tx)
      }
      return
    }
    let result = await courier.send(outgoing)
    let now = environment.now()
    let step = SendingRule.next(
      after: result.outcome, attempts: stored.attempts + 1, knowsIDs: courier.knowsIDs, at: now,
      quiet: preparation.quiet(of: stored.congress, kind: stored.kind))
    if step != .sent {
      environment.logger.warning(
        "message not sent",
        metadata: [
          "message": .stringConvertible(stored.id.raw), "channel": .string(stored.channel.rawValue),
          "what": .string(result.reason),
        ])
    }
    try await environment.database.write { tx in
      guard try SendingStore.mark(stored.id, attempts: stored.attempts + 1, step, at: now, in: tx) else { return }
      if step == .sent || step == .uncertain { try Self.greet(stored, at: now, in: tx) }
    }
  }

  private static func greet(_ message: StoredMessage, at now: Instant, in tx: any WriteTransaction) throws {
    guard message.kind == .receipt, let number = message.numberIndex else { return }
    try ConsentStore.markGreeted(number, at: now, in: tx)
  }
}
