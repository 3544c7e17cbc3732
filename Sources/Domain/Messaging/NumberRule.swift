/// What a telephone number was sent so far.
package struct NumberHistory: Sendable, Equatable {
  /// It has had a receipt.
  package var isGreeted: Bool
  /// Whoever has it wants nothing any more.
  package var isStopped: Bool
  package var today: Int
  package var receiptsToday: Int

  package init(isGreeted: Bool = false, isStopped: Bool = false, today: Int = 0, receiptsToday: Int = 0) {
    self.isGreeted = isGreeted
    self.isStopped = isStopped
    self.today = today
    self.receiptsToday = receiptsToday
  }
}

/// Nobody can use us to trouble a stranger: a number is whatever somebody typed into a form.
package enum NumberRule {
  package enum Decision: Sendable, Equatable {
    case send
    case drop(DropReason)
    /// Enough for today.
    case tomorrow
  }

  package static func decide(_ kind: MessageKind, _ history: NumberHistory, mostADay: Int) -> Decision {
    if history.isStopped { return .drop(.stopped) }
    if kind == .receipt {
      // The first message is the receipt of its own matter; a second one on the same day says nothing that helps.
      return history.receiptsToday > 0 ? .drop(.oneReceiptADay) : .send
    }
    if !history.isGreeted { return .drop(.unknownNumber) }
    return history.today >= mostADay ? .tomorrow : .send
  }
}
