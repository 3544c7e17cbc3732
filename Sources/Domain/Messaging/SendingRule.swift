/// What the other side made of a message.
package enum SendOutcome: Sendable, Equatable {
  case accepted
  /// It certainly was not taken; `isFinal`: saying it again does not help.
  case refused(isFinal: Bool)
  /// It may have been taken.
  case unknown
}

/// What happens to a message next.
package enum SendStep: Sendable, Equatable {
  case sent
  case again(at: Instant)
  case uncertain
  case failed
}

/// At most once: a message whose fate is not known is said again only where the other side knows it by its id.
package enum SendingRule {
  /// Seconds until the next try, by the number of tries so far. After the last one it has failed.
  package static let pauses: [Int64] = [60, 5 * 60, 15 * 60, 3600, 3 * 3600, 6 * 3600]

  /// A message that could not be sent for so long says nothing new any more.
  package static let longest: Int64 = 3 * 86_400_000

  /// - Parameters:
  ///   - attempts: with the one that gave this outcome.
  ///   - knowsIDs: the other side takes one id only once.
  package static func next(
    after outcome: SendOutcome, attempts: Int, knowsIDs: Bool, at now: Instant, quiet: QuietHours
  ) -> SendStep {
    let pause = attempts - 1 < pauses.count ? pauses[max(0, attempts - 1)] : nil
    switch outcome {
    case .accepted: return .sent
    case .refused(isFinal: true): return .failed
    case .refused(isFinal: false):
      return pause.map { .again(at: quiet.opening(now.adding(seconds: $0))) } ?? .failed
    case .unknown:
      guard knowsIDs else { return .uncertain }
      // It may have arrived at one of the tries: never called failed.
      return pause.map { .again(at: quiet.opening(now.adding(seconds: $0))) } ?? .uncertain
    }
  }

  /// A message that was being sent when the server died.
  package static func found(attempts: Int, knowsIDs: Bool, at now: Instant) -> SendStep {
    guard knowsIDs, attempts <= pauses.count else { return .uncertain }
    return .again(at: now)
  }
}
