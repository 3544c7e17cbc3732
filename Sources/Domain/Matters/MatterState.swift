/// Where a matter (群众诉求) stands. The words are those of `docs/rules.md`.
package enum MatterState: String, CaseIterable, Sendable, Codable {
  /// 待受理: the receipt is out, nobody has taken it on yet.
  case submitted
  /// 办理中: taken on, waiting for a result and a reply.
  case accepted
  /// 单位办理中: handed to a unit, whoever answers the sender waits for its result.
  case withUnit = "with_unit"
  /// 等群众补充: a question is with the resident, the clocks stand still.
  case awaitingSupplement = "awaiting_supplement"
  /// 待答复: the result is recorded and has not been told to the resident.
  case resultRecorded = "result_recorded"
  /// 待反馈: answered, the resident has not said whether it helped.
  case replied
  /// 不满意: to be handled again.
  case dissatisfied
  /// 待归档: all three gates are passed.
  case closed
  /// 已说明不予受理.
  case declined
  /// 已告知去处.
  case diverted
  /// 已撤回.
  case withdrawn
  /// 已归档.
  case archived

  /// Nothing more is owed to the sender.
  package var isEnded: Bool {
    switch self {
    case .declined, .diverted, .withdrawn, .archived: true
    case .submitted, .accepted, .withUnit, .awaitingSupplement, .resultRecorded, .replied, .dissatisfied, .closed: false
    }
  }

  package static let open: Set<MatterState> = Set(allCases.filter { !$0.isEnded })
}

/// The list at a desk in which a matter waits.
package enum MatterQueue: String, CaseIterable, Sendable, Codable {
  case toAccept = "to_accept"
  case toReply = "to_reply"
  case withUnit = "with_unit"
  case waiting
  case toFeedback = "to_feedback"
  case dissatisfied
  case toArchive = "to_archive"
  case ended
  /// 待甄别: to be looked at before it comes into the others.
  case held

  package init(_ state: MatterState) {
    self =
      switch state {
      case .submitted: .toAccept
      case .accepted, .resultRecorded: .toReply
      case .withUnit: .withUnit
      case .awaitingSupplement: .waiting
      case .replied: .toFeedback
      case .dissatisfied: .dissatisfied
      case .closed: .toArchive
      case .declined, .diverted, .withdrawn, .archived: .ended
      }
  }
}

/// How a matter came in.
package enum MatterChannel: String, CaseIterable, Sendable, Codable {
  /// The resident scanned a code and wrote it himself.
  case code
  /// The resident opened the site and wrote it himself.
  case web
  case visit
  case phone
  case grid
  case paper
  /// A deputy raised what he saw himself (随手提).
  case deputy
  /// A deputy passed on what a resident told him, in the resident's name (代为反映).
  case carried

  /// Keyed in for somebody else.
  package var isEntered: Bool {
    switch self {
    case .visit, .phone, .grid, .paper, .carried: true
    case .code, .web, .deputy: false
    }
  }

  /// A deputy brought it, his own or a resident's.
  package var isFromDeputy: Bool { self == .deputy || self == .carried }

  /// The channels that a member of staff may choose at the desk.
  package static let desk: [MatterChannel] = [.visit, .phone, .grid, .paper]
}

/// Size of a matter (分级): who can solve it. The names shown are settings; the meaning is not.
package enum MatterGrade: String, CaseIterable, Sendable, Codable {
  /// 组内可解决: a deputy or a group may coordinate a solution and record it.
  case inGroup = "in_group"
  /// 需转交: a unit has to handle it.
  case transfer
  /// 需上报: beyond this congress.
  case escalate
}

package enum MatterUrgency: String, CaseIterable, Sendable, Codable {
  case normal, urgent
}

/// 办理结果. The names shown are settings.
package enum MatterOutcome: String, CaseIterable, Sendable, Codable {
  case solved
  case inProgress = "in_progress"
  case planned
  case explained
  case cannot
}

/// Whether others may see a matter. The sender chooses; publication still needs a redaction and a reviewer.
package enum MatterVisibility: String, CaseIterable, Sendable, Codable {
  case hidden = "private"
  /// Public without name and contact.
  case redacted
  /// Public with the form of address the sender gave.
  case named
}

/// How the sender wants to be answered.
package enum ReplyWay: String, CaseIterable, Sendable, Codable {
  case phone, online
  case inPerson = "in_person"
}

/// 满意 / 基本满意 / 不满意.
package enum Satisfaction: String, CaseIterable, Sendable, Codable, Comparable {
  case satisfied, basic, dissatisfied

  /// Better is smaller, so that the worse of two is their maximum.
  package static func < (left: Satisfaction, right: Satisfaction) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .satisfied: 0
    case .basic: 1
    case .dissatisfied: 2
    }
  }
}

/// Why a matter is not taken on; each comes with a sentence to the sender and, where there is one, the next address.
package enum DeclineReason: String, CaseIterable, Sendable, Codable {
  /// 不属于本级人大代表工作范围.
  case outOfScope = "out_of_scope"
  /// 没有具体内容，无法办理.
  case noSubstance = "no_substance"
  /// 同一事项已经答复.
  case alreadyAnswered = "already_answered"
  /// 涉及代表本人利益，应当回避 (代表法 59).
  case conflictOfInterest = "conflict_of_interest"
  /// 商业推广、学术探讨.
  case promotion
}

/// What does not belong here and where it goes (信访工作条例 2022; 代表法 31, 59).
package enum DivertKind: String, CaseIterable, Sendable, Codable {
  /// 信访事项.
  case petition
  /// 正在诉讼、仲裁、复议.
  case litigation
  /// 检举控告.
  case accusation
  /// 行政执法、司法个案.
  case enforcement
  /// 紧急险情，应拨打 110、119、120.
  case emergency
}

/// Why a matter is kept from the venue.
package enum SealReason: String, CaseIterable, Sendable, Codable {
  /// An accusation never reaches the person accused (信访工作条例 30).
  case accusation
  /// The sender asked to send it past this station to the level above (不经本站，直接送上一级).
  case bypass
}
