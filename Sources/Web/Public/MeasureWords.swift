package import Domain

/// What the numbers count, in words.
extension Words {
  package static func measure(_ measure: MatterMeasure) -> String {
    switch measure {
    case .toAccept: "待受理"
    case .toReply: "待答复"
    case .withUnit: "单位办理中"
    case .waiting: "等群众补充"
    case .toFeedback: "待反馈"
    case .dissatisfied: "不满意待重新办理"
    case .toArchive: "待归档"
    case .held: "待甄别"
    case .received: "收到诉求"
    case .declined: "说明不予受理"
    case .diverted: "告知去处"
    case .withdrawn: "群众撤回"
    case .answered: "已答复"
    case .answeredInTime: "按期答复"
    case .answeredEntered: "由工作人员代为录入的答复"
    case .solved: "已解决"
    case .ratedBySender: "群众自己评价"
    case .satisfiedBySender: "群众自己评价满意"
    case .basicBySender: "群众自己评价基本满意"
    case .concluded: "办结并由群众自己评价"
    case .ratedByStaff: "工作人员询问登记"
    case .satisfiedByStaff: "询问登记满意"
    case .basicByStaff: "询问登记基本满意"
    case .unrated: "联系后未评价"
    case .archived: "已归档"
    case .owed: "当年收到、应答复"
    case .owedAnswered: "当年收到、已答复"
    case .sentUp: "向上级提交"
    case .raised: "代表随手提"
    case .raisedAnswered: "代表随手提，已答复"
    case .raisedAnsweredInTime: "代表随手提，按期答复"
    case .raisedSolved: "代表随手提，已解决"
    case .raisedRated: "代表随手提，代表已评价"
    case .raisedSatisfied: "代表随手提，代表满意"
    case .raisedBasic: "代表随手提，代表基本满意"
    case .raisedConcluded: "代表随手提，办结并由代表评价"
    case .raisedInCampaign: "代表随手提，在征集活动中提的"
    }
  }
}
