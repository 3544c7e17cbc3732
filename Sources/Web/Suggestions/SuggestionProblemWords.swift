import Domain

extension ProblemWords {
  /// Why an act on a suggestion is not possible now, and what would make it so. Without a full stop.
  static func sentence(_ refusal: SuggestionRefusal) -> String {
    switch refusal {
    case .notInThisState: "这件建议现在的状态不能这样办理，请看一下最新进展"
    case .empty: "请写清楚建议的内容：情况、问题和具体意见，不少于20个字"
    case .delegationOnlyInSession: "代表团的建议要在大会期间、由代表团团长签字后提出"
    case .delegationsDoNotPropose: "本级人大的规定没有代表团提建议这一项，请由代表领衔提出"
    case .tooLateForSession: "大会提交建议的时间已过，可以在闭会后提出"
    case .notInvited: "您不在这件建议的联名邀请名单里"
    case .alreadyAnswered: "这位代表已经在联名名单里，或者已经答复过了"
    case .proposerSigns: "领衔代表不用再联名"
    case .tooManySigners: "联名的代表最多60位"
    case .nothingToAgree: "现在没有等您同意的撤回申请"
    case .unknownGround: "请选择一条不作为建议的理由"
    case .notMergeable: "只能并入同一级人大、还没有交办、没有并入别件的建议"
    case .leadsOthers: "有别的建议与这一件合并办理，不能单独撤回、退回或者分拆"
    case .tooFewParts: "分拆至少要分成两件"
    case .wrongUnits: "独办选一个单位；主办配一个以上协办单位；分办选两个以上单位"
    case .sameUnitTwice: "同一个单位只能有一项任务"
    case .noSuchPart: "没有找到这一项承办任务"
    case .partNotInThisState: "这一项承办任务现在的状态不能这样办理，请看一下最新进展"
    case .returnTooLate: "申请退回的期限已过，由本单位继续办理"
    case .returnRefusedBefore: "退回申请已经研究过，由本单位继续办理"
    case .returnNotSettled: "只有申请退回的任务才能改派"
    case .sameUnit: "请选另一个单位"
    case .opinionEmpty: "协办意见要有实质内容"
    case .helpsOnly: "协办单位向主办单位提意见，由主办单位统一答复代表"
    case .answersItself: "本单位直接答复代表，不用提协办意见"
    case .dateInFuture: "日期不能晚于今天"
    case .dateBeforeHandOver: "日期不能早于交办之日"
    case .nobodyContacted: "请选择与哪位代表沟通"
    case .tooManyItems: "分项最多60项"
    case .noSuchItem: "没有找到这一分项"
    case .dateNotAhead: "承诺的日期要在今天以后"
    case .noSuchPromise, .promiseNotKept, .promiseLetterMissing, .promiseMissing, .scanMissing: paper(refusal)
    case .extensionByClassOnly: "本级人大在交办时确定答复期限，交办后不再延期"
    case .beyondSixMonths: "自交办之日起最长不得超过六个月"
    case .extensionTooLate: "答复期限已过，不能再申请延期"
    case .notLonger: "延期的日期要晚于现在的答复期限"
    case .alreadyExtended: "已经延期或者正在申请延期"
    case .noExtensionAsked: "没有等待处理的延期申请"
    case .unknownClass: "请选择办理结果类别"
    case .noPoints: "答复函要逐条答复，至少写一条"
    case .contactMissing: "答复前要先与代表沟通，并登记沟通的方式和日期"
    case .meetingMissing: "本级人大以面复为主：请登记经代表签字的面复记录，或者写明代表同意书面答复"
    case .opinionsMissing: "还有协办单位没有提交意见；确实不能再等的，请写明理由"
    case .notARater: "这一次答复不由这位代表测评"
    case .ratedBefore: "已经测评过了"
    case .reasonMissing: "不满意的，请写明具体意见"
    case .beingRehandled: "正在重新办理，请在再次答复以后测评"
    case .nobodyMissing: "测评都已收到"
    case .ratingNotOver: "测评期限还没有到"
    case .notReminded: "要先催促并隔一天，仍不反馈的才能不再等待"
    case .noDirectorsMeeting: "乡镇没有主任会议，不设重点督办"
    case .deputyObjects: "提出建议的代表不同意公开"
    case .objectionsNotProvided: "本级人大的规定没有由代表决定不公开"
    case .nothingRedacted: "还没有经过公开审查的文本"
    case .needsSecondPerson: "做公开文本的人不能自己审核，请换一个人"
    case .nothingChanged: "内容没有变化"
    }
  }

  /// About promises, and papers that have to be there.
  private static func paper(_ refusal: SuggestionRefusal) -> String {
    switch refusal {
    case .noSuchPromise: "没有找到这一承诺事项"
    case .promiseNotKept: "这项承诺还没有报告落实"
    case .promiseLetterMissing: "承诺的落实情况要先书面答复代表，再由代表评价"
    case .promiseMissing: "这一类别要列明承诺事项和完成日期"
    default: "请附上代表签字的原件（拍照或者扫描成图片）"
    }
  }
}
