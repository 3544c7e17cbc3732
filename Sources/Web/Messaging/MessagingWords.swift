import Domain

/// Words about messages that leave the system, and about reminders.
enum MessagingWords {
  static func channel(_ channel: MessageChannel) -> String {
    switch channel {
    case .sms: "短信"
    case .mail: "邮件"
    }
  }

  static func kind(_ kind: MessageKind) -> String {
    switch kind {
    case .receipt: "回执"
    case .asked: "请群众补充"
    case .moved: "换了承办的人"
    case .answered: "已有答复"
    case .ended: "已说明去处"
    case .toRate: "请群众评价"
    case .digest: "工作提醒"
    case .test: "测试"
    }
  }

  static func state(_ state: MessageState) -> (words: String, chip: ChipKind) {
    switch state {
    case .queued: ("等待发送", .info)
    case .sending: ("正在发送", .info)
    case .sent: ("已发出", .ok)
    case .uncertain: ("不确定是否收到", .warn)
    case .failed: ("没有发出", .late)
    case .dropped: ("不用发", .plain)
    }
  }

  static func reason(_ reason: DropReason) -> String {
    switch reason {
    case .settled: "发出前已经办好"
    case .optedOut: "群众不要短信"
    case .stopped: "这个号码已经退订"
    case .unknownNumber: "这个号码还没收到过回执"
    case .oneReceiptADay: "这个号码今天已收过回执"
    case .noAddress: "没有号码或者地址"
    case .badAddress: "号码或者地址不对"
    case .notEntitled: "已经没有职务"
    case .channelOff: "通道没有开"
    case .tooOld: "等了太久，已经过时"
    }
  }

  static func tab(_ tab: MessageTab) -> String {
    switch tab {
    case .trouble: "要看一看"
    case .waiting: "等待发送"
    case .sent: "已发出"
    case .dropped: "不用发"
    }
  }

  static func group(_ group: NoticeGroup) -> (words: String, hint: String) {
    switch group {
    case .arrivals: ("新的待办", "新诉求、分派、转办、补充、待签发；联名、交办、答复函、测评")
    case .progress: ("事情的进展", "群众评价、撤回、小组认领、上级答复；建议和议案立案、延期、公开")
    case .reminders: ("快到期", "按工作日提前提醒，一天最多一条；请您测评")
    case .overdue: ("逾期和催办", "逾期、群众或者代表不满意、领导催办。按时答复是职责，这一项不能关")
    }
  }

  static func way(_ way: MessageWay) -> String {
    switch way {
    case .none: "不另外发"
    case .sms: "短信"
    case .mail: "邮件"
    case .both: "短信和邮件"
    }
  }

  static func pace(_ pace: MessagePreferences.Pace) -> (words: String, detail: String) {
    switch pace {
    case .atOnce: ("有事就发", "几分钟内的合成一条，晚上不发")
    case .daily: ("每天早上一条", "逾期和催办仍然有事就发")
    }
  }

  static func reminders(_ count: ReminderCount) -> String {
    [count.overdue > 0 ? "逾期\(count.overdue)件" : nil, count.near > 0 ? "快到期\(count.near)件" : nil]
      .compactMap { $0 }.joined(separator: "，")
  }

  /// What a notice of a suggestion or a motion is about: whose answer it tells, its number, its title; nil for other notices.
  static func proposal(_ notice: NoticeLine) -> String? {
    guard notice.suggestion != nil || notice.motion != nil else { return nil }
    let number = notice.suggestionNumber.map(Words.number) ?? notice.motionNumber.map(Words.motionNumber)
    return [notice.about.map { $0.name + "代表" }, number, notice.title].compactMap { $0 }.joined(separator: " · ")
  }

  static func clock(_ clock: ReminderClock) -> String {
    switch clock {
    case .accept: "受理"
    case .reply: "答复"
    case .part: "单位办理"
    case .feedback: "询问群众"
    }
  }
}
