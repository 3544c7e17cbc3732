/// A length of time that a rule gives, with the day from which it runs. Every rule names its anchor: the same seven days
/// from the hand-over and from the receipt are different days.
package struct SuggestionWindow: Sendable, Hashable, Codable {
  package enum Unit: String, CaseIterable, Sendable, Codable {
    case workingDays = "working_days"
    case days
    /// Calendar months; the day is clamped to the end of a shorter month.
    case months
  }

  package enum Anchor: String, CaseIterable, Sendable, Codable {
    /// 收到建议之日: the day on which the receiving body got it.
    case submission
    /// 交办之日, signed for or not.
    case handOver = "hand_over"
    /// 收到交办之日: the day on which the unit signed for it, or by which it counts as received.
    case receipt
    /// 收到退回申请之日.
    case returnRequest = "return_request"
    /// 要求提出之日: the day on which something was demanded, such as a better opinion or a second handling.
    case demand
    /// 收到答复之日.
    case delivery
  }

  package var count: Int
  package var unit: Unit
  package var anchor: Anchor

  package init(_ count: Int, _ unit: Unit, from anchor: Anchor) {
    self.count = count
    self.unit = unit
    self.anchor = anchor
  }

  /// The last day of the window; the day of the anchor itself never counts, and the last day counts to its end.
  package func due(from start: CivilDate, _ calendar: WorkingCalendar) -> DueDate {
    switch unit {
    case .workingDays: calendar.due(workingDays: count, after: start)
    case .days: DueDate(date: start.adding(days: count))
    case .months: DueDate(date: start.adding(months: count))
    }
  }
}

/// The law's own limits for answers, which no congress can lengthen (代表法 51).
package enum SuggestionLaw {
  /// 自交办之日起三个月内答复.
  package static let replyMonths = 3
  /// 涉及面较广、处理难度较大的，自交办之日起六个月内答复.
  package static let longestMonths = 6

  /// The last day for the answer; the law says nothing of a last day that is a holiday, so it stays as it is.
  package static func replyDue(handedOver: CivilDate, isExtended: Bool) -> CivilDate {
    handedOver.adding(months: isExtended ? longestMonths : replyMonths)
  }

  /// How many deputies a motion needs (组织法 22): ten at county level and above, five in a township.
  package static func motionSigners(at level: CongressLevel) -> Int { level == .township ? 5 : 10 }
}
