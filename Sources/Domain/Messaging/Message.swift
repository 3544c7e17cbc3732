/// One message that leaves the system by one channel. The kind of id only.
package enum Message {}

/// How a message leaves the system.
package enum MessageChannel: String, CaseIterable, Sendable, Codable { case sms, mail }

/// What a message is about. Its words come from a template; nothing of what a matter says is in it.
package enum MessageKind: String, CaseIterable, Sendable, Codable {
  /// To a sender: the receipt of his own matter.
  case receipt
  /// There is a question to him.
  case asked
  /// Somebody else has it now.
  case moved
  /// Answered, and to be rated.
  case answered
  /// Not taken on, or told where it belongs.
  case ended
  /// Answered some days ago and not rated yet.
  case toRate = "to_rate"
  /// To staff and deputies: what waits for them, several notices in one.
  case digest
  /// To whoever set the channel up.
  case test

  package var isForSender: Bool {
    switch self {
    case .receipt, .asked, .moved, .answered, .ended, .toRate: true
    case .digest, .test: false
    }
  }

  package static let toSender = allCases.filter(\.isForSender)
}

/// How far a message has come.
package enum MessageState: String, CaseIterable, Sendable, Codable {
  case queued
  /// Handed to the gateway, or about to be; what became of it is not known here yet.
  case sending
  case sent
  /// It may have arrived: the gateway cannot tell twice from once, so it is not said again.
  case uncertain
  case failed
  /// Not sent, for a reason of our own.
  case dropped
}

/// Why a message was not sent.
package enum DropReason: String, CaseIterable, Sendable, Codable {
  /// What it was about was settled before it went out.
  case settled
  /// The receiver does not want it.
  case optedOut = "opted_out"
  /// Whoever has the number stopped all messages to it.
  case stopped
  /// A number that has not had a receipt yet.
  case unknownNumber = "unknown_number"
  /// The number has had its receipt of the day.
  case oneReceiptADay = "one_receipt_a_day"
  case noAddress = "no_address"
  case badAddress = "bad_address"
  /// Holds no post and no mandate any more, or must not know.
  case notEntitled = "not_entitled"
  /// Nobody is reached by this channel any more.
  case channelOff = "channel_off"
  /// Waited for too long.
  case tooOld = "too_old"
}
