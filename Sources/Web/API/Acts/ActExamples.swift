import Domain
import HTTPKit

/// A body for each act, as the document shows it and the tests send it.
enum ActExamples {
  static func body(_ act: MatterAct) -> JSONValue {
    if let sender = sender(act) ?? desk(act) ?? handling(act) { return sender }
    return .record([])
  }

  private static func sender(_ act: MatterAct) -> JSONValue? {
    switch act {
    case .rate: ["attitude": "satisfied", "result": "basic"]
    case .withdraw: ["words": "路灯自己亮了，不用办了。"]
    case .supplement: ["words": "是村口东边第三盏。"]
    default: nil
    }
  }

  private static func desk(_ act: MatterAct) -> JSONValue? {
    switch act {
    case .claim: ["group": "$GROUP"]
    case .accept: ["grade": "in_group", "urgency": "normal", "words": "今天下午去看。"]
    case .assign: ["to": ["deputy": "$DEPUTY"], "words": "请您去看看。"]
    case .offer: ["groups": ["$GROUP"]]
    case .handBack: ["words": "组里没有懂电的人。"]
    case .urge: ["words": "群众又问了，请抓紧。"]
    case .part: ["words": "不是同一盏灯。"]
    case .classify: ["title": "村口路灯不亮", "urgency": "urgent", "grade": "in_group"]
    case .escalate: ["to": ["venue": "$ABOVE"], "words": "需要镇里协调供电所。", "due": "$DUE"]
    case .merge: ["matters": ["$OTHER"], "words": "说的是同一盏灯。"]
    case .redact: ["title": "村口路灯不亮", "text": "村口路灯坏了三天。", "reply": "已经换了灯泡。"]
    case .publish: ["public": "1", "checked": true]
    case .seal: .record([])
    case .erase: ["reason": "本人书面要求，已核对身份", "sure": true]
    case .object: ["seq": 2, "words": "我没有说过可以这样答复。"]
    default: nil
    }
  }

  private static func handling(_ act: MatterAct) -> JSONValue? {
    switch act {
    case .decline: ["reason": "no_substance", "words": "没有写清是哪里，请补充后再提。"]
    case .divert: ["kind": "petition", "organ": "信访局", "words": "这件事请找信访局。"]
    case .ask: ["question": "是哪一盏灯？"]
    case .transfer: ["lead": "$UNIT", "words": "请去修好。", "due": "$DUE", "sharing": "none"]
    case .recall: ["part": ["number": 1], "words": "已经修好了。"]
    case .settleReturn: ["part": ["number": 1], "decision": "refuse", "words": "请继续办理。"]
    case .passDown: ["outcome": "solved", "words": "供电所已经修好。"]
    case .recordResult: ["outcome": "solved", "words": "换了灯泡，亮了。"]
    case .reply: ["words": "灯已经修好，今晚会亮。", "outcome": "solved"]
    case .recordFeedback:
      ["attitude": "satisfied", "result": "satisfied", "asker": "赵联络", "asked": "$TODAY", "how": "phone"]
    case .closeUnrated: ["asker": "赵联络", "asked": "$TODAY", "how": "phone", "words": "打了三次电话，没有人接。"]
    case .rehandle: ["to": ["deputy": "$DEPUTY"], "words": "请换一盏亮一点的。"]
    case .archive: .record([])
    case .note: ["words": "灯杆也歪了。"]
    case .reveal: ["reason": "电话答复"]
    case .reissue: ["verifiedBy": "当面核对了身份证"]
    default: nil
    }
  }

  static func part(_ act: MatterAct) -> JSONValue {
    switch act {
    case .appoint: ["drafter": "$DRAFTER"]
    case .sendBack: ["words": "请写明什么时候修好的。"]
    case .askReturn: ["reason": "not_ours", "words": "路灯归供电所管。"]
    case .draftResult: ["outcome": "solved", "words": "换了灯泡，亮了。"]
    case .settleReturn: ["decision": "refuse", "words": "请继续办理。"]
    case .reveal: ["reason": "上门查看"]
    default: .record([])
    }
  }
}
