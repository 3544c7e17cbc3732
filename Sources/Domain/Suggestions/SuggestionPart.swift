/// A unit's part in handling a suggestion.
package enum SuggestionRole: String, CaseIterable, Sendable, Codable {
  /// 独办.
  case sole
  /// 主办: collects the opinions and answers.
  case lead
  /// 协办: gives its opinion to the leading unit.
  case co
  /// 分办: answers its part.
  case separate

  package var answers: Bool { self != .co }
}

package enum SuggestionPartState: String, CaseIterable, Sendable, Codable {
  /// 待签收.
  case handedOver = "handed_over"
  /// 办理中.
  case signedFor = "signed_for"
  /// 申请退回.
  case returnAsked = "return_asked"
  /// 待核稿: the answer is drafted.
  case drafted
  /// 待签发: checked, the head has to sign.
  case checked
  /// 已答复.
  case answered
  /// 协办意见已提交.
  case opinionGiven = "opinion_given"
  /// 已退回: another unit has it.
  case returned

  /// The unit still owes something.
  package var isOpen: Bool {
    switch self {
    case .handedOver, .signedFor, .returnAsked, .drafted, .checked: true
    case .answered, .opinionGiven, .returned: false
    }
  }
}

/// What one unit owes, by when, and how far it has come. A value inside the suggestion's status.
package struct SuggestionPart: Sendable, Equatable, Codable {
  /// Within the suggestion, from 1, never used again.
  package let number: Int
  package let unit: ID<HandlingUnit>
  package let role: SuggestionRole
  /// 首次交办: the total age counts from here, whoever has it now.
  package let firstHandedOverOn: CivilDate
  /// The law's three and six months of this unit run from here, signed for or not.
  package let handedOverOn: CivilDate
  /// By which it counts as received.
  package let deemedReceivedOn: DueDate
  package var signedForOn: CivilDate?
  package var state: SuggestionPartState
  /// The last day on which the unit can say that it is not its business.
  package var returnDue: DueDate
  package var returnAskedOn: CivilDate?
  package var reassignDue: DueDate?
  /// The returns that were refused: it keeps the part.
  package var refusedReturns: Int
  package var contactDue: DueDate?
  package var contactedOn: CivilDate?
  /// 面复 with a record that the deputy has signed.
  package var metOn: CivilDate?
  package var opinionDue: DueDate?
  package var opinionGivenOn: CivilDate?
  package var opinionInTime: Bool?
  /// The last day for the answer; never after six months from the hand-over.
  package var replyDue: CivilDate
  package var isExtended: Bool
  package var extensionAsked: ExtensionAsked?
  package var drafter: ID<Person>?
  /// The part of a dissolved unit that it goes on with.
  package var follows: Int?
  /// 1 for the first answer, 2 for the one after a dissatisfied rating.
  package var round: Int
  /// From when the deputy is to be spoken to before the answer of this round.
  package var roundBeganOn: CivilDate
  package var resultClass: String?
  /// The class of the answers before the present round, oldest first.
  package var earlierClasses: [String]
  package var answeredOn: CivilDate?
  package var answeredInTime: Bool?
  /// The last day on which the deputies' verdict on the present answer is expected.
  package var ratingDue: DueDate?
  /// Reminders by the work body to those who have not rated.
  package var ratingReminders: [CivilDate]
  package var verdict: Verdict
  /// Who is answered and who rates in the present round, fixed when the answer is delivered.
  package var recipients: [ID<Person>]
  package var raters: [ID<Person>]

  /// What has become of the answer.
  package enum Verdict: String, CaseIterable, Sendable, Codable {
    /// Not answered yet, in the present round.
    case none
    /// 待测评.
    case awaiting
    /// 不满意: the work body studies whether it is handled again.
    case studying
    /// 再次不满意.
    case disputed
    /// 测评完成.
    case content
    /// 经催促未反馈.
    case unrated
    /// The work body has found that it is not to be handled again, with a reason.
    case upheld
    /// The congress's next step is done.
    case settled

    /// Nothing more is to be said about it.
    package var isFinal: Bool {
      switch self {
      case .none, .awaiting, .studying, .disputed: false
      case .content, .unrated, .upheld, .settled: true
      }
    }
  }

  package struct ExtensionAsked: Sendable, Hashable, Codable {
    package let on: CivilDate
    package let until: CivilDate

    package init(on: CivilDate, until: CivilDate) {
      self.on = on
      self.until = until
    }
  }

  package init(
    number: Int, unit: ID<HandlingUnit>, role: SuggestionRole, firstHandedOverOn: CivilDate, handedOverOn: CivilDate,
    deemedReceivedOn: DueDate, returnDue: DueDate, contactDue: DueDate?, opinionDue: DueDate?, replyDue: CivilDate,
    isExtended: Bool
  ) {
    self.number = number
    self.unit = unit
    self.role = role
    self.firstHandedOverOn = firstHandedOverOn
    self.handedOverOn = handedOverOn
    self.deemedReceivedOn = deemedReceivedOn
    self.returnDue = returnDue
    self.contactDue = contactDue
    self.opinionDue = opinionDue
    self.replyDue = replyDue
    self.isExtended = isExtended
    state = .handedOver
    refusedReturns = 0
    round = 1
    roundBeganOn = handedOverOn
    earlierClasses = []
    ratingReminders = []
    verdict = .none
    recipients = []
    raters = []
  }

  /// The day from which windows with the anchor 收到 run.
  package var receivedOn: CivilDate { signedForOn.map { min($0, deemedReceivedOn.date) } ?? deemedReceivedOn.date }
  package var hasCome: Bool { state != .returned }
  /// Nobody has spoken with the deputy in this round, and the unit still owes its answer.
  package var isUnspoken: Bool { contactedOn == nil && state.isOpen }
  /// It has to answer, or has answered, the deputies.
  package var answers: Bool { role.answers && hasCome }
}
