/// Where a motion stands.
package enum MotionState: String, CaseIterable, Sendable, Codable {
  /// 起草、联名中.
  case drafting
  /// 已提交，等主席团处理.
  case submitted
  /// 专门委员会审议中，提出是否列入议程的意见.
  case withCommittee = "with_committee"
  /// 列入会议议程.
  case onAgenda = "on_agenda"
  /// 闭会后由常委会或者专门委员会审议.
  case toCommitteeAfterSession = "to_committee_after_session"
  /// 转为代表建议办理.
  case becameSuggestion = "became_suggestion"
  /// 已审议，待表决.
  case considered
  case adopted
  case notAdopted = "not_adopted"
  case withdrawn
  /// 实施中.
  case implementing
  /// 已报告实施情况.
  case reported
  /// 草稿已作废.
  case discarded

  /// Nothing more comes of it as a motion.
  package var isEnded: Bool {
    switch self {
    case .becameSuggestion, .notAdopted, .withdrawn, .reported, .discarded: true
    case .drafting, .submitted, .withCommittee, .onAgenda, .toCommitteeAfterSession, .considered, .adopted,
      .implementing:
      false
    }
  }

  /// The congress has adopted it.
  package var isCarried: Bool { self == .adopted || self == .implementing || self == .reported }
}

/// What somebody can do to a motion; the word is also the last part of the address and the act of its event.
package enum MotionAct: String, CaseIterable, Sendable, Codable {
  case draft
  case revise
  case invite
  case sign
  case declineToSign = "decline-to-sign"
  case submit
  case discard
  /// 退回补正.
  case sendBack = "send-back"
  /// 编号.
  case register
  /// 交专门委员会审议.
  case refer
  case giveOpinion = "give-opinion"
  case putOnAgenda = "put-on-agenda"
  case referAfterSession = "refer-after-session"
  case becomeSuggestion = "become-suggestion"
  case consider
  case vote
  /// 更正表决结果: what was keyed in wrongly, as long as nothing has followed from it.
  case correctVote = "correct-vote"
  case withdraw
  case settleWithdrawal = "settle-withdrawal"
  case nameLeader = "name-leader"
  case releaseLeader = "release-leader"
  case addMilestone = "add-milestone"
  case moveMilestone = "move-milestone"
  case finishMilestone = "finish-milestone"
  case note
  case publish
  case report

  /// The states in which the act can happen at all.
  package var states: Set<MotionState> {
    switch self {
    case .draft: []
    case .revise, .invite, .sign, .declineToSign, .submit, .discard: [.drafting]
    case .sendBack, .register: [.submitted]
    case .refer: [.submitted]
    case .giveOpinion: [.withCommittee, .toCommitteeAfterSession]
    case .putOnAgenda: [.submitted, .withCommittee, .toCommitteeAfterSession]
    case .referAfterSession: [.submitted, .withCommittee]
    case .becomeSuggestion: [.submitted, .withCommittee, .toCommitteeAfterSession]
    case .consider: [.onAgenda, .toCommitteeAfterSession]
    case .vote: [.considered]
    case .correctVote: [.adopted, .notAdopted]
    case .withdraw: [.submitted, .withCommittee, .onAgenda, .toCommitteeAfterSession, .considered]
    case .settleWithdrawal: [.onAgenda, .toCommitteeAfterSession, .considered]
    case .nameLeader, .releaseLeader, .addMilestone, .note: [.adopted, .implementing]
    case .moveMilestone, .finishMilestone, .report: [.implementing]
    case .publish: [.adopted, .implementing, .reported]
    }
  }

  /// Belongs to carrying it out, which has a page of its own.
  package var isImplementing: Bool {
    switch self {
    case .nameLeader, .releaseLeader, .addMilestone, .moveMilestone, .finishMilestone, .note, .publish, .report: true
    case .draft, .revise, .invite, .sign, .declineToSign, .submit, .discard, .sendBack, .register, .refer,
      .giveOpinion, .putOnAgenda, .referAfterSession, .becomeSuggestion, .consider, .vote, .correctVote,
      .withdraw, .settleWithdrawal:
      false
    }
  }
}
