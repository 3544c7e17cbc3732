/// Everything that can happen to a matter. One word in code, in the events table and in the URL.
package enum MatterAct: String, CaseIterable, Sendable, Codable {
  case submit
  case accept
  case decline
  case divert
  case seal
  case assign
  /// 提请认领: put up for the groups that could take it on (按事找组).
  case offer
  /// 认领, by a group.
  case claim
  /// 交回, by the group that has it.
  case handBack = "hand-back"
  case classify
  case note
  /// 催办: somebody who answers for the progress reminds whoever owes the next step.
  case urge
  case ask
  case supplement
  /// 转办: to one or several units, one of which leads.
  case transfer
  /// 撤回转办.
  case recall
  /// 签收, by the unit.
  case signFor = "sign-for"
  /// 指定承办人, by the unit.
  case appoint
  /// 申请退回, by the unit inside its window.
  case askReturn = "ask-return"
  /// 处理退回: agree (and perhaps hand it on at once) or tell the unit to keep it.
  case settleReturn = "settle-return"
  /// 拟办理结果, by the unit.
  case draftResult = "draft-result"
  /// 退改, by the unit's head.
  case sendBack = "send-back"
  /// 签发, by the unit's head: the result goes out.
  case signResult = "sign-result"
  case recordResult = "record-result"
  /// 上报: to the venue above, the county or a higher congress; whoever received it first still owes the feedback.
  case escalate
  /// 答复下级 or 退回下级, by the level above.
  case passDown = "pass-down"
  /// 并案办理: others about the same thing are handled together with this one.
  case merge
  /// The other side of a merge: handled together with another matter.
  case join
  /// 分开办理.
  case part
  case reply
  case rate
  case recordFeedback = "record-feedback"
  case closeUnrated = "close-unrated"
  case rehandle
  case withdraw
  case redact
  case publish
  case archive
  case object
  case reveal
  case reissue
  /// 更正: contact data are put right, or a correction stands beside the sender's words (个人信息保护法 46).
  case correct
  case erase
  /// A timer: the deputy or group did not accept in time, the matter goes to the liaison's queue.
  case lapse
  /// A timer: the holiday table changed and the open due dates were counted again.
  case recount
  /// 交接: whoever owed the next step owes it no more (a mandate ended, a station was merged); another one takes it over.
  case handOver = "hand-over"
  /// A timer: a date was missed by so many days that the level above looks after it (逾期升级).
  case rise
  /// 放行: a held matter was looked at and comes into the queues; a timer does it when nobody has.
  case release

  /// In which states the act can happen at all. Who may do it is decided by `MatterAccess`, and some acts have further
  /// facts to meet (see `MatterWorkflow`); a page offers an act only when all three agree.
  package var states: Set<MatterState> {
    switch self {
    case .submit: []
    case .accept, .lapse, .release: [.submitted]
    case .decline: [.submitted, .accepted]
    case .divert: [.submitted, .accepted, .awaitingSupplement]
    case .seal: MatterState.open
    case .assign, .offer, .claim, .handBack, .escalate: [.submitted, .accepted]
    case .passDown: [.submitted, .accepted, .resultRecorded]
    case .merge: [.submitted, .accepted, .withUnit]
    case .join, .part: [.submitted, .accepted]
    case .rise: [.submitted, .accepted, .withUnit, .resultRecorded, .dissatisfied]
    case .classify: [.submitted, .accepted, .withUnit, .awaitingSupplement, .resultRecorded, .replied, .dissatisfied]
    case .note: MatterState.open
    case .urge: [.submitted, .accepted, .withUnit, .resultRecorded, .dissatisfied]
    case .transfer: [.accepted, .withUnit]
    case .recall, .signFor, .appoint, .askReturn, .settleReturn, .draftResult, .sendBack, .signResult: [.withUnit]
    case .ask: [.submitted, .accepted]
    case .supplement: [.awaitingSupplement]
    case .recordResult: [.accepted]
    case .reply: [.accepted, .resultRecorded]
    case .rate: [.replied, .closed]
    case .recordFeedback: [.replied]
    case .closeUnrated: [.replied]
    case .rehandle: [.dissatisfied]
    case .withdraw: [.submitted, .accepted, .withUnit, .awaitingSupplement, .resultRecorded]
    case .redact: [.accepted, .withUnit, .resultRecorded, .replied, .dissatisfied, .closed, .archived]
    case .publish: [.accepted, .withUnit, .resultRecorded, .replied, .dissatisfied, .closed, .archived]
    case .archive: [.closed, .dissatisfied]
    // A deputy's word may have ended the matter (不予受理): he objects to that as well.
    case .object: Set(MatterState.allCases)
    case .reveal, .correct, .erase: Set(MatterState.allCases)
    case .reissue: Set(MatterState.allCases)
    case .handOver: MatterState.open
    case .recount: [.submitted, .accepted, .withUnit, .awaitingSupplement, .resultRecorded, .replied, .dissatisfied]
    }
  }

  /// The acts on one unit's part: their requests name it.
  package var isOnPart: Bool {
    switch self {
    case .recall, .signFor, .appoint, .askReturn, .settleReturn, .draftResult, .sendBack, .signResult: true
    default: false
    }
  }
}
