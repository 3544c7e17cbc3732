import Actions
import Domain

// The words for suggestions, as the law and the regulations have them.

extension Words {
  /// Nobody where the reader does not learn it.
  static func proposer(_ name: String?) -> String { name.map { $0 + "代表" } ?? "保密" }

  static func suggestion(_ state: SuggestionState) -> String {
    switch state {
    case .drafting: "起草中"
    case .submitted: "待审查"
    case .returned: "退回修改"
    case .refused: "不作为建议，已说明"
    case .letter: "作为代表来信处理"
    case .registered: "待交办"
    case .handling: "办理中"
    case .replied: "已答复，待测评"
    case .studying: "不满意，研究中"
    case .disputed: "再次不满意，待研究"
    case .closed: "已办结"
    case .merged: "已并案办理"
    case .split: "已分拆"
    case .withdrawn: "已撤回"
    case .discarded: "草稿已作废"
    }
  }

  static func suggestion(_ act: SuggestionAct) -> String {
    switch act {
    case .draft: "起草"
    case .revise: "修改"
    case .invite: "邀请联名"
    case .sign: "同意联名"
    case .declineToSign: "不联名"
    case .submit: "提交"
    case .discard: "作废草稿"
    case .withdraw: "撤回建议"
    case .agreeToWithdraw: "同意撤回"
    case .sendBack: "退回修改"
    case .refuse: "不作为建议处理"
    case .treatAsLetter: "作为代表来信处理"
    case .register: "立案编号"
    case .merge: "并案"
    case .split: "分拆"
    case .handOver: "交办"
    case .signFor: "签收"
    case .appoint: "指定承办人"
    case .askReturn: "申请退回"
    case .settleReturn: "处理退回申请"
    case .reassign: "改派"
    case .giveOpinion: "提交协办意见"
    case .returnOpinion: "退回协办意见"
    case .contact: "登记与代表沟通"
    case .itemize: "列出分项"
    case .settleItem: "办结分项"
    case .promise: "列入承诺事项"
    case .keepPromise: "报告承诺落实"
    case .draftPromiseLetter: "起草承诺落实答复函"
    case .signPromiseLetter: "签发承诺落实答复函"
    case .ratePromise: "评价承诺落实"
    case .remindPromiseRater: "催促评价承诺落实"
    case .closeUnratedPromise: "不再等待对承诺的评价"
    case .askExtension: "申请延期"
    case .settleExtension: "处理延期申请"
    case .draftLetter: "起草答复函"
    case .checkLetter: "核稿"
    case .returnLetter: "退回修改答复函"
    case .signLetter: "签发答复函"
    case .rate: "测评"
    case .remindRater: "催促测评"
    case .closeUnrated: "不再等待测评"
    case .study: "研究不满意意见"
    case .settleDispute: "记录处理意见"
    case .makeKey: "列为重点督办"
    case .urge: "登记督办"
    case .removePhoto: "移除照片"
    case .conceal: "保密"
    case .redact: "公开审查"
    case .objectToPublication: "对公开的意见"
    case .publish: "审核公开"
    case .recordOutlet: "登记公开渠道"
    }
  }

  static func clock(_ kind: SuggestionClock.Kind) -> String {
    switch kind {
    case .handOver: "待审查交办"
    case .signFor: "待签收"
    case .reassign: "退回待处理"
    case .contact: "待沟通"
    case .opinion: "待协办意见"
    case .reply: "待答复"
    case .extend: "延期待审批"
    case .rating: "待测评"
    case .study: "不满意待研究"
    case .dispute: "再次不满意"
    case .promise: "承诺事项"
    case .promiseRating: "承诺待评价"
    case .sign: "联名邀请"
    case .revise: "退回修改"
    case .agree: "撤回待同意"
    }
  }

  static func suggestionRole(_ role: SuggestionRole) -> String {
    switch role {
    case .sole: "独办"
    case .lead: "主办"
    case .co: "协办"
    case .separate: "分办"
    }
  }

  static func suggestionPart(_ state: SuggestionPartState) -> String {
    switch state {
    case .handedOver: "待签收"
    case .signedFor: "办理中"
    case .returnAsked: "申请退回"
    case .drafted: "待核稿"
    case .checked: "待签发"
    case .answered: "已答复"
    case .opinionGiven: "已提协办意见"
    case .returned: "已退回"
    }
  }

  static func verdict(_ verdict: SuggestionPart.Verdict) -> String {
    switch verdict {
    case .none: ""
    case .awaiting: "待测评"
    case .studying: "不满意，研究中"
    case .disputed: "再次不满意"
    case .content: "测评完成"
    case .unrated: "经催促未反馈"
    case .upheld: "研究后不再办理"
    case .settled: "已记录处理意见"
    }
  }

  static func handlingKind(_ kind: HandlingKind) -> String {
    switch kind {
    case .sole: "独办"
    case .lead: "主办、协办"
    case .separate: "分办"
    }
  }

  static func contactKind(_ kind: SuggestionContactKind) -> String {
    switch kind {
    case .visit: "走访"
    case .phone: "电话"
    case .meeting: "座谈"
    case .survey: "调研"
    case .online: "网络"
    case .faceToFaceReply: "面复"
    }
  }

  static func urgingForm(_ form: UrgingForm) -> String {
    switch form {
    case .faceToFace: "面对面"
    case .pointToPoint: "点对点"
    case .onSite: "现场"
    case .media: "媒体"
    }
  }

  static func promiseState(_ state: SuggestionPromiseState) -> String {
    switch state {
    case .open: "落实中"
    case .kept: "已落实，待再次答复"
    case .answered: "已再次答复，待评价"
    case .rated: "已评价"
    }
  }

  /// How far a promise is, of one that nobody has said anything about in the end, too.
  static func promiseState(_ state: SuggestionPromiseState, _ overall: Satisfaction?) -> String {
    state == .rated && overall == nil ? "经催促未评价" : promiseState(state)
  }

  static func period(_ period: SuggestionPeriod) -> String { period == .inSession ? "大会期间" : "闭会期间" }

  static func receiver(_ receiver: SuggestionReceiver, _ session: CongressSession?) -> String {
    switch receiver {
    case .secretariat: session.map(\.secretariat).flatMap { $0.isEmpty ? nil : $0 } ?? "大会秘书处"
    case .workBody: "代表工作机构"
    case .presidium: "主席团"
    }
  }

  /// 第12号, 闭会第3号.
  static func number(_ number: SuggestionNumber) -> String {
    (number.period == .inSession ? "第" : "闭会第") + "\(number.value)号"
  }

  /// 第十八届第三次会议 as figures: 18届3次会议.
  static func session(_ session: CongressSession?, term: Int?) -> String {
    [term.map { "第\($0)届" }, session.map { "第\($0.number)次会议" }].compactMap { $0 }.joined()
  }

  static func secondStep(_ step: SuggestionRules.SecondStep) -> String {
    switch step {
    case .meeting: "组织承办单位与代表当面沟通"
    case .evaluation: "组织有关单位和专家评估"
    case .coordination: "召集代表和承办单位研究"
    case .none: "记录处理情况"
    }
  }
}
