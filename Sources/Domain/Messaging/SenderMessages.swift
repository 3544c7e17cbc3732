/// What a sender who wants messages hears of his matter: a pure function beside ``MatterMessages``.
package enum SenderMessages {
  /// Nil when the act is nothing that he has to know at once; what he reads on his receipt is more.
  package static func after(_ event: MatterEvent, from old: MatterStatus?, to new: MatterStatus) -> MessageKind? {
    switch event {
    case .submitted: return .receipt
    case .asked: return .asked
    case .replied: return .answered
    case .declined, .diverted: return .ended
    case .assigned, .handedOver, .escalated, .reopened, .claimed:
      guard let old, old.venue != new.venue || isElsewhere(old.owner, new.owner) else { return nil }
      return .moved
    default: return nil
    }
  }

  /// From one deputy or group to another; that a station names its deputy is what the receipt promised.
  private static func isElsewhere(_ old: MatterOwner, _ new: MatterOwner) -> Bool {
    old != .venue && !old.isSame(as: new)
  }

  /// Whether a message still says what is so.
  package static func stands(_ kind: MessageKind, _ status: MatterStatus) -> Bool {
    if status.isErased || status.state == .withdrawn { return false }
    switch kind {
    case .receipt, .moved: return !status.state.isEnded
    case .asked: return status.state == .awaitingSupplement
    case .answered: return [.replied, .closed, .archived].contains(status.state)
    case .ended: return status.state == .declined || status.state == .diverted
    case .toRate: return status.state == .replied && status.feedback == nil
    case .digest, .test: return true
    }
  }
}
