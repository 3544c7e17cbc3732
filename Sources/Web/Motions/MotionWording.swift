import Actions
package import Domain

/// Motions in words.
extension Words {
  package static func motion(_ state: MotionState) -> String {
    switch state {
    case .drafting: "起草联名中"
    case .submitted: "已提交，待决定"
    case .withCommittee: "专门委员会审议中"
    case .onAgenda: "已列入会议议程"
    case .toCommitteeAfterSession: "闭会后审议"
    case .becameSuggestion: "已转为代表建议"
    case .considered: "已审议，待表决"
    case .adopted: "已通过"
    case .notAdopted: "未通过"
    case .withdrawn: "已撤回"
    case .implementing: "实施中"
    case .reported: "已报告实施情况"
    case .discarded: "草稿已作废"
    }
  }

  package static func motion(_ act: MotionAct) -> String {
    switch act {
    case .draft: "起草"
    case .revise: "修改"
    case .invite: "邀请联名"
    case .sign: "联名"
    case .declineToSign: "不联名"
    case .submit: "提交议案"
    case .discard: "作废草稿"
    case .sendBack: "退回补正"
    case .register: "编号"
    case .refer: "先交专门委员会审议"
    case .giveOpinion: "专门委员会提出意见"
    case .putOnAgenda: "列入会议议程"
    case .referAfterSession: "交闭会后审议"
    case .becomeSuggestion: "转为代表建议"
    case .consider: "记录审议"
    case .vote: "记录表决"
    case .correctVote: "更正表决结果"
    case .withdraw: "撤回议案"
    case .settleWithdrawal: "决定是否同意撤回"
    case .nameLeader: "明确负责人"
    case .releaseLeader: "调整负责人"
    case .addMilestone: "增加节点"
    case .moveMilestone: "调整节点时间"
    case .finishMilestone: "完成节点"
    case .note: "记录督办和进展"
    case .publish: "公开"
    case .report: "报告实施情况"
    }
  }

  package static func motion(_ opinion: MotionOpinion) -> String {
    switch opinion {
    case .agenda: "建议列入会议议程"
    case .afterSession: "建议闭会后审议"
    case .suggestion: "建议作为代表建议办理"
    }
  }

  package static func part(_ part: MotionText.Part) -> String {
    switch part {
    case .cause: "案由"
    case .grounds: "案据"
    case .plan: "方案"
    }
  }

  static func tab(_ tab: ReadMotions.Tab) -> String {
    switch tab {
    case .waiting: "待决定"
    case .considered: "审议中"
    case .carried: "已通过"
    case .ended: "已结束"
    }
  }

  /// 1号议案.
  static func motionNumber(_ number: Int) -> String { "\(number)号议案" }

  /// 督办的形式, or that it is a report on progress.
  static func note(_ form: UrgingForm?) -> String {
    switch form {
    case .onSite: "现场督导"
    case .some(let form): urgingForm(form) + "督办"
    case nil: "进展"
    }
  }

  static func vote(_ vote: MotionVote, isAfterSession: Bool) -> String {
    let whole = isAfterSession ? "常委会全体组成人员" : "全体代表"
    let missing = vote.missing > 0 ? "，未参加表决\(vote.missing)人" : ""
    return "\(whole)\(vote.all)人，赞成\(vote.votesFor)票，反对\(vote.against)票，弃权\(vote.abstained)票\(missing)"
  }

  /// 2026年1月15日 12:00.
  static func moment(_ instant: Instant) -> String {
    DateWords.long(instant.date) + " " + DateWords.clock(instant.minuteOfDay)
  }

  /// What was just done to a motion, for the line at the top of the next page.
  static func motionDone(_ word: String) -> String? {
    guard word.hasPrefix("motion-"), let act = MotionAct(rawValue: String(word.dropFirst("motion-".count))) else {
      return nil
    }
    return switch act {
    case .draft, .revise: "草稿已保存"
    case .sign: "已联名"
    case .declineToSign: "已答复：不联名"
    case .invite: "邀请已发出，被邀请的代表在“议案”里看得到"
    case .submit: "议案已提交"
    default: "已完成：" + motion(act)
    }
  }
}

extension ProblemWords {
  /// Why an act on a motion is not possible now, and what would make it so. Without a full stop.
  static func sentence(_ refusal: MotionRefusal) -> String {
    switch refusal {
    case .notInThisState: "这件议案现在的状态不能这样办理，请看一下最新进展"
    case .partMissing(.cause): "请写明案由：请人大审议、决定什么"
    case .partMissing(let part): "\(Words.part(part))要写清楚，不少于\(MotionText.fewest)个字；案由、案据、方案缺一不可"
    case .notSitting: "议案要在大会期间提出，现在不在大会期间；可以先起草、联名，大会开幕后提交"
    case .tooLate(let since): "主席团决定的议案截止时间是\(Words.moment(since))，已经过了；可以作为代表建议提出"
    case .leaderLapsed: "领衔代表已经不在任，或者暂停执行代表职务，不能提交议案"
    case .tooFewSigners(let has, let needs): "议案要代表\(needs)人以上联名，现在连领衔代表有\(has)人，还差\(needs - has)人"
    case .delegationsDoNotPropose: "本级人大的规定没有代表团提议案这一项，请由代表联名提出"
    case .tooFewOfDelegation(let has, let all): "代表团提议案要有全团过半数的代表同意，全团\(all)人，现在有\(has)人"
    case .notInvited: "您不在这件议案的联名邀请名单里"
    case .alreadyAnswered: "这位代表已经在联名名单里，或者已经答复过了"
    case .proposerSigns: "领衔代表不用再联名"
    case .tooManySigners: "联名邀请最多\(MotionWorkflow.mostSigners)人"
    case .alreadyNumbered: "这件议案已经编号"
    case .notNumbered: "请先编号，再由主席团决定"
    case .noCommittee: "乡镇人大没有专门委员会，由主席团决定"
    case .opinionMissing: "专门委员会还没有提出是否列入议程的意见"
    case .dateInFuture: "日期不能晚于今天"
    case .dateTooEarly: "日期不能早于前一步的日期"
    case .votesDoNotAdd: "赞成、反对、弃权加起来不能超过全体人数，请核对"
    case .voteCarriedOn: "已经按表决结果公开或者组织实施，不能再更正；确有错误的，请在督办和进展里说明"
    case .withdrawalPending: "提案人要求撤回，请主席团先决定是否同意"
    case .noWithdrawalAsked: "现在没有撤回的要求"
    case .noSuchLeader: "没有找到这位负责人"
    case .tooManyLeaders: "负责人最多\(MotionWorkflow.mostLeaders)位"
    case .noSuchMilestone: "没有找到这个节点"
    case .milestoneDone: "这个节点已经完成"
    case .milestonesOpen: "还有没有完成的节点"
    case .tooManyMilestones: "节点最多\(MotionWorkflow.mostMilestones)个"
    case .tooManyNotes: "记录最多\(MotionWorkflow.mostNotes)条"
    case .nothingChanged: "内容没有变化"
    }
  }
}
