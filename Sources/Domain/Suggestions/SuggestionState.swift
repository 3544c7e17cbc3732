/// Where a suggestion stands.
package enum SuggestionState: String, CaseIterable, Sendable, Codable {
  /// 起草中.
  case drafting
  /// 待审查: handed in.
  case submitted
  /// 退回修改.
  case returned
  /// 不作为建议处理，已说明.
  case refused
  /// 作为代表来信处理.
  case letter
  /// 待交办: numbered.
  case registered
  /// 办理中: with units, not all of them have answered.
  case handling
  /// 待测评: answered, the deputies have not all said whether they are content.
  case replied
  /// 不满意，研究中.
  case studying
  /// 再次不满意: the congress's next step is due.
  case disputed
  /// 已办结.
  case closed
  /// 已并案: handled together with another one; its proposer is answered, too.
  case merged
  /// 已分拆 into others.
  case split
  /// 已撤回.
  case withdrawn
  /// 草稿已作废.
  case discarded

  /// Nothing more is owed to the proposer, but for promises that are being kept.
  package var isEnded: Bool {
    switch self {
    case .refused, .letter, .closed, .split, .withdrawn, .discarded: true
    case .drafting, .submitted, .returned, .registered, .handling, .replied, .studying, .disputed, .merged: false
    }
  }

  /// The units have answered, and nothing is in dispute.
  package var isAnswered: Bool { self == .replied || self == .closed }

  /// It was handed in and stands before the congress.
  package var isBeforeCongress: Bool {
    switch self {
    case .drafting, .discarded, .returned: false
    case .submitted, .refused, .letter, .registered, .handling, .replied, .studying, .disputed, .closed, .merged,
      .split, .withdrawn:
      true
    }
  }
}

/// What somebody can do to a suggestion; the word is also the last part of the address and the act of its event.
package enum SuggestionAct: String, CaseIterable, Sendable, Codable {
  case draft
  case revise
  case invite
  case sign
  case declineToSign = "decline-to-sign"
  case submit
  case discard
  case withdraw
  case agreeToWithdraw = "agree-to-withdraw"
  case sendBack = "send-back"
  case refuse
  case treatAsLetter = "treat-as-letter"
  case register
  case merge
  case split
  case handOver = "hand-over"
  case signFor = "sign-for"
  case appoint
  case askReturn = "ask-return"
  case settleReturn = "settle-return"
  case reassign
  case giveOpinion = "give-opinion"
  case returnOpinion = "return-opinion"
  case contact
  case itemize
  case settleItem = "settle-item"
  case promise
  case keepPromise = "keep-promise"
  case draftPromiseLetter = "draft-promise-letter"
  case signPromiseLetter = "sign-promise-letter"
  case ratePromise = "rate-promise"
  case remindPromiseRater = "remind-promise-rater"
  case closeUnratedPromise = "close-unrated-promise"
  case askExtension = "ask-extension"
  case settleExtension = "settle-extension"
  case draftLetter = "draft-letter"
  case checkLetter = "check-letter"
  case returnLetter = "return-letter"
  case signLetter = "sign-letter"
  case rate
  case remindRater = "remind-rater"
  case closeUnrated = "close-unrated"
  case study
  case settleDispute = "settle-dispute"
  case makeKey = "make-key"
  case urge
  /// 移除传错的照片: the entry stays, with why.
  case removePhoto = "remove-photo"
  case conceal
  case redact
  case objectToPublication = "object-to-publication"
  case publish
  case recordOutlet = "record-outlet"

  /// The states in which the act can happen at all.
  package var states: Set<SuggestionState> {
    switch self {
    case .draft: []
    case .revise, .invite, .submit, .discard: [.drafting, .returned]
    case .sign, .declineToSign: [.drafting, .returned]
    case .withdraw, .agreeToWithdraw: [.submitted, .registered, .handling, .replied, .studying, .disputed]
    case .sendBack, .refuse, .treatAsLetter, .register, .split: [.submitted]
    case .merge: [.submitted, .registered]
    case .handOver: [.registered]
    // One unit's answer may be in dispute while another one still works on its own part.
    case .signFor, .appoint, .askReturn, .settleReturn, .reassign, .giveOpinion, .returnOpinion, .askExtension,
      .settleExtension, .draftLetter, .checkLetter, .returnLetter, .signLetter:
      [.handling, .studying, .disputed]
    case .contact: [.handling, .replied, .studying, .disputed, .closed]
    case .itemize, .settleItem: [.handling, .replied, .studying, .disputed, .closed]
    case .promise: [.handling, .studying, .disputed]
    case .keepPromise, .draftPromiseLetter, .signPromiseLetter: [.handling, .replied, .studying, .disputed, .closed]
    case .ratePromise, .remindPromiseRater, .closeUnratedPromise: [.handling, .replied, .studying, .disputed, .closed]
    case .rate, .remindRater, .closeUnrated: [.handling, .replied, .studying, .disputed]
    case .study: [.studying, .disputed]
    case .settleDispute: [.disputed]
    case .makeKey: [.registered, .handling, .replied]
    case .urge: [.handling, .replied, .studying, .disputed, .closed]
    // A wrong picture is wrong in what was withdrawn, too.
    case .removePhoto: [.handling, .replied, .studying, .disputed, .closed, .withdrawn]
    case .conceal: [.drafting, .returned, .submitted, .registered, .handling, .replied, .studying, .disputed, .closed]
    case .redact: [.replied, .studying, .disputed, .closed]
    case .objectToPublication: [.handling, .replied, .studying, .disputed, .closed]
    // Taken down whenever something comes to light; published only once it is answered (``SuggestionWorkflow``).
    case .publish: [.handling, .replied, .studying, .disputed, .closed, .withdrawn]
    case .recordOutlet: [.replied, .studying, .disputed, .closed]
    }
  }
}
