package import Domain

/// The Chinese words of everything that code names. A page never shows a code.
package enum Words {
  package static func state(_ state: MatterState) -> String {
    switch state {
    case .submitted: "待受理"
    case .accepted: "办理中"
    case .withUnit: "单位办理中"
    case .awaitingSupplement: "等群众补充"
    case .resultRecorded: "已有结果，待答复"
    case .replied: "已答复，待反馈"
    case .dissatisfied: "不满意，待重新办理"
    case .closed: "已反馈，待归档"
    case .declined: "已说明不予受理"
    case .diverted: "已告知去处"
    case .withdrawn: "已撤回"
    case .archived: "已归档"
    }
  }

  /// The same for the sender.
  package static func stateForSender(_ state: MatterState) -> String {
    switch state {
    case .submitted: "已登记，等待受理"
    case .accepted: "已受理，正在办理"
    case .withUnit: "已转交单位办理"
    case .awaitingSupplement: "等您补充情况"
    case .resultRecorded: "已有结果，正在答复您"
    case .replied: "已答复，等您评价"
    case .dissatisfied: "您不满意，将重新办理"
    case .closed: "已办结"
    case .declined: "不予受理，已说明理由"
    case .diverted: "不属于这里受理，已告知去处"
    case .withdrawn: "您已撤回"
    case .archived: "已办结归档"
    }
  }

  package static func tab(_ tab: QueueTab) -> String {
    switch tab {
    case .toAccept: "待受理"
    case .toReply: "待答复"
    case .withUnit: "单位办理"
    case .dueSoon: "即将到期"
    case .overdue: "已超期"
    case .waiting: "等补充"
    case .toFeedback: "待反馈"
    case .dissatisfied: "不满意"
    case .toArchive: "待归档"
    case .ended: "已办结"
    case .held: "待甄别"
    }
  }

  package static func channel(_ channel: MatterChannel) -> String {
    switch channel {
    case .code: "扫码"
    case .web: "网上"
    case .visit: "来访代录"
    case .phone: "电话代录"
    case .grid: "网格员上报"
    case .paper: "书面代录"
    case .deputy: "代表随手提"
    case .carried: "代表代为反映"
    }
  }

  package static func act(_ act: MatterAct) -> String {
    switch act {
    case .submit: "登记"
    case .accept: "受理"
    case .decline: "不予受理"
    case .divert: "分流告知"
    case .seal: "封存移送"
    case .assign: "分派"
    case .offer: "提请认领"
    case .claim: "认领"
    case .handBack: "交回"
    case .classify: "分类定级"
    case .note: "内部备注"
    case .release: "放行"
    case .urge: "催办"
    case .ask: "向群众询问"
    case .supplement: "补充情况"
    case .transfer: "转交单位办理"
    case .recall: "撤回转办"
    case .signFor: "签收"
    case .appoint: "指定承办人"
    case .askReturn: "申请退回"
    case .settleReturn: "处理单位退回"
    case .draftResult: "拟办理结果"
    case .sendBack: "退回修改"
    case .signResult: "签发办理结果"
    case .recordResult: "记录协调结果"
    case .escalate: "上报"
    case .passDown: "答复下级"
    case .merge: "并案办理"
    case .join: "并入办理"
    case .part: "分开办理"
    case .reply: "答复"
    case .rate: "群众评价"
    case .recordFeedback: "登记反馈"
    case .closeUnrated: "未评结案"
    case .rehandle: "重新办理"
    case .withdraw: "撤回"
    case .redact: "脱敏"
    case .publish: "公开"
    case .archive: "归档"
    case .object: "代为办理异议"
    case .reveal: "查看联系方式"
    case .reissue: "补发回执"
    case .correct: "更正个人信息"
    case .erase: "依法删除个人信息"
    case .lapse: "逾期未受理，转联络员"
    case .recount: "期限重算"
    case .handOver: "交接"
    case .rise: "逾期升级"
    }
  }

  package static func satisfaction(_ value: Satisfaction) -> String {
    switch value {
    case .satisfied: "满意"
    case .basic: "基本满意"
    case .dissatisfied: "不满意"
    }
  }

  package static func decline(_ reason: DeclineReason) -> String {
    switch reason {
    case .outOfScope: "不属于人大代表工作范围"
    case .noSubstance: "没有具体内容，无法办理"
    case .alreadyAnswered: "同一事项已经答复"
    case .conflictOfInterest: "涉及代表本人利益，应当回避"
    case .promotion: "商业推广"
    }
  }

  package static func divert(_ kind: DivertKind) -> String {
    switch kind {
    case .petition: "信访事项"
    case .litigation: "正在诉讼、仲裁、复议的纠纷"
    case .accusation: "检举控告"
    case .enforcement: "行政执法、司法个案"
    case .emergency: "紧急险情"
    }
  }

  package static func visibility(_ visibility: MatterVisibility) -> String {
    switch visibility {
    case .hidden: "不公开"
    case .redacted: "隐去个人信息后公开"
    case .named: "公开，显示称呼"
    }
  }

  package static func replyWay(_ way: ReplyWay) -> String {
    switch way {
    case .phone: "电话"
    case .online: "网上"
    case .inPerson: "当面"
    }
  }

  package static func contactWay(_ way: ContactWay) -> String {
    switch way {
    case .phone: "电话"
    case .inPerson: "当面"
    case .message: "微信或短信"
    case .paper: "书面"
    }
  }

  package static func urgency(_ urgency: MatterUrgency) -> String { urgency == .urgent ? "紧急" : "一般" }

  package static func venueKind(_ kind: VenueKind) -> String {
    switch kind {
    case .home: "代表之家"
    case .studio: "代表工作室"
    case .station: "代表联络站"
    case .point: "代表联络点"
    case .window: "接待窗口"
    }
  }

  package static func tier(_ tier: VenueTier) -> String {
    switch tier {
    case .single: "独立"
    case .central: "中心站"
    case .branch: "分站"
    }
  }

  package static func level(_ level: CongressLevel) -> String {
    switch level {
    case .nation: "全国代表"
    case .province: "省代表"
    case .prefecture: "市代表"
    case .county: "区县代表"
    case .township: "镇代表"
    }
  }

  package static func regionLevel(_ level: RegionLevel) -> String {
    switch level {
    case .nation: "国家"
    case .province: "省"
    case .prefecture: "市"
    case .county: "区县"
    case .township: "乡镇街道"
    case .village: "村社区"
    case .grid: "网格"
    }
  }

  package static func role(_ role: PostRole) -> String {
    switch role {
    case .systemAdministrator: "系统管理员"
    case .securityAdministrator: "安全管理员"
    case .auditor: "审计员"
    case .chair: "人大主席"
    case .clerk: "人大办公室经办人"
    case .upperClerk: "上一级指定经办人"
    case .chief: "站长"
    case .liaison: "联络员"
    case .coordinator: "协调员"
    case .unitRegistrar: "承办单位收发员"
    case .unitDrafter: "承办单位承办人"
    case .unitHead: "承办单位负责人"
    case .gridWorker: "网格员"
    case .secretary: "大会秘书处工作人员"
    case .director: "代表工作机构负责人"
    case .committee: "专门委员会督办人员"
    }
  }

  package static func mandateState(_ state: MandateState) -> String {
    switch state {
    case .active: "在任"
    case .suspended: "暂停执行职务"
    case .ended: "资格终止"
    }
  }

  package static func mandateReason(_ reason: MandateReason) -> String {
    switch reason {
    case .detained: "因刑事案件被羁押正在受侦查、起诉、审判"
    case .serving: "被依法判处刑罚正在服刑"
    case .movedAway: "迁出或者调离本行政区域"
    case .resigned: "辞职被接受"
    case .absentTwice: "未经批准两次不出席会议"
    case .recalled: "被罢免"
    case .lostNationality: "丧失中华人民共和国国籍"
    case .lostRights: "依照法律被剥夺政治权利"
    case .lostCapacity: "丧失行为能力"
    case .died: "去世"
    case .termEnded: "任期届满"
    case .enteredInError: "导入有误，已撤销"
    }
  }

  package static func groupKind(_ kind: GroupKind) -> String {
    switch kind {
    case .territorial: "地域小组"
    case .expertise: "专业小组"
    case .working: "工作小组"
    case .guidance: "指导组"
    }
  }

  package static func bodyKind(_ kind: CongressBodyKind) -> String {
    switch kind {
    case .standingCommittee: "常务委员会"
    case .directorsMeeting: "主任会议"
    case .presidium: "主席团"
    case .specialCommittee: "专门委员会"
    case .workCommittee: "工作委员会"
    case .deputyWorkCommittee: "代表工作委员会"
    case .subdistrictWorkCommittee: "街道工作委员会"
    case .office: "办公室"
    }
  }

  package static func contactField(_ field: ContactField) -> String {
    switch field {
    case .mobile: "手机"
    case .telephone: "固定电话"
    case .email: "电子邮箱"
    case .wechat: "微信号"
    case .address: "联系地址"
    }
  }

  package static func notice(_ kind: NoticeKind) -> String {
    switch kind {
    case .arrived: "收到新诉求"
    case .informationAsked: "群众提出个人信息请求，请办理"
    case .assigned: "分派给您"
    case .mandateChanged: "代表的资格有变更，请看名录"
    case .leaveAsked: "有代表请假，请您决定"
    case .leaveApproved: "请假已批准"
    case .leaveRefused: "请假没有批准，请看理由"
    case .absentTwice: "代表未经批准两次不出席会议，请依法办理"
    case .lapsed: "逾期没有受理，请您受理"
    case .supplemented: "群众补充了情况"
    case .dissatisfied: "群众不满意"
    case .rated: "群众已评价"
    case .actedFor: "工作人员代您办理了一步，请核对"
    case .objected: "代表对代为办理提出异议"
    case .sealed: "收到封存事项"
    case .toReview: "有公开稿待审核"
    case .withdrawn: "群众已撤回"
    case .moved: "从其他站点转来"
    case .urged: "请抓紧办理"
    case .transferred: "有事项转给本单位"
    case .recalled: "转办已撤回"
    case .appointed: "由您承办"
    case .returnAsked: "单位申请退回"
    case .returnDisputed: "退回有争议，请您决定"
    case .returnAgreed: "同意退回"
    case .returnRefused: "不同意退回，请继续办理"
    case .toSign: "有办理结果待您签发"
    case .sentBack: "办理结果退回修改"
    case .resultArrived: "单位送来办理结果"
    case .offered: "请您的小组认领"
    case .claimed: "小组已认领"
    case .handedBack: "小组交回，请另行安排"
    case .escalated: "下级上报，请受理"
    case .passedDown: "上级有了答复"
    case .risen: "逾期升级，请督办"
    case .parted: "不再并案，请单独办理"
    case .gridMoved: "本网格的事有了进展，请告诉群众"
    case .held: "有诉求来得异常，请甄别"
    case .reminder: "期限提醒"
    case .raisedMoved: "您随手提的事有了进展，请到“我的”里查看"
    default: proposalNotice(kind)
    }
  }
}
