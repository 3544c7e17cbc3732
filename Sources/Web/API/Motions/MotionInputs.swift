import Actions
import Domain
import HTTPKit

/// What each act on a motion takes as JSON. What it means, and what is wrong with it, is said by the act's form alone.
enum MotionInputs {
  static func fields(of act: MotionAct) -> [InputField] { deciding(act) ?? implementing(act) ?? [] }

  private static func words(_ about: String, _ most: Int = 1000, required: Bool = true) -> InputField {
    .words("words", about, most, required: required)
  }

  private static let on = InputField.date("on", "日期，不能晚于今天")

  private static func votes(_ name: String, _ about: String) -> InputField {
    .value(name, .integer(0...MotionVote.most, about))
  }

  private static let figures = [
    on, votes("all", "全体代表人数；闭会后由常委会表决的，是常委会全体组成人员人数"), votes("for", "赞成"), votes("against", "反对"),
    votes("abstained", "弃权"),
  ]

  private static func deciding(_ act: MotionAct) -> [InputField]? {
    switch act {
    case .invite:
      let all = InputField.ticks("people", "邀请哪几位代表（编号）", prefix: "p", most: 100, field: "people")
      return [InputField(property: all.property, places: all.places + [("names", "")], fill: all.fill)]
    case .sendBack: return [words("要补什么")]
    case .withdraw: return [words("撤回的理由")]
    case .refer: return [.line("committee", "交哪个委员会", 40)]
    case .giveOpinion: return [.word("opinion", MotionOpinion.self, "委员会的意见"), words("说明", 2000)]
    case .putOnAgenda: return [on, words("决定，如：主席团第二次会议决定列入议程")]
    case .referAfterSession: return [.line("committee", "交哪个委员会", 40), on, words("决定")]
    case .becomeSuggestion: return [on, words("决定和理由")]
    case .consider: return [on, words("审议情况或者审议结果的报告")]
    case .vote: return figures + [words("决议", required: false)]
    case .correctVote: return figures + [words("更正的原因", 500)]
    case .settleWithdrawal: return [.decision("agrees", "主席团同意撤回吗"), words("说明", required: false)]
    default: return nil
    }
  }

  private static func implementing(_ act: MotionAct) -> [InputField]? {
    switch act {
    case .nameLeader: [.line("name", "姓名", 30), .line("office", "职务和分工", 40)]
    case .releaseLeader: [.value("leader", .integer(1...999, "第几位负责人")), words("原因", 200)]
    case .addMilestone: [.line("title", "节点", 60), .date("due", "完成时间")]
    case .moveMilestone: [milestone, .date("due", "改到哪一天"), words("原因", 500)]
    case .finishMilestone: [milestone, on, words("完成情况", 500, required: false)]
    case .note:
      [
        .value("kind", .words(["progress"] + UrgingForm.allCases.map(\.rawValue), "progress 进展，其他是督办的形式")), on,
        .line("who", "谁去的、谁参加的；督办的要写", 100, required: false), words("看到的情况、提出的要求"),
        .flag("public", "议案公开以后，这一条大家都看得到"),
      ]
    case .publish:
      [.decision("publishes", "true 公开，false 不再公开"), .words("text", "公开的文字", PublishMotion.longest, required: false)]
    case .report: [on, words("向谁报告、主要情况")]
    default: nil
    }
  }

  private static let milestone = InputField.value("milestone", .integer(1...999, "第几个节点"))
}

/// A body for each act on a motion, as the document shows it and the tests send it.
enum MotionExamples {
  static let draft: JSONValue = [
    "cause": "关于加快河道治理的议案", "grounds": "东河两岸杂草丛生，汛期倒灌，沿线居民多次反映，没有散步的地方。",
    "plan": "一是清淤护岸；二是沿河建三处小游园；三是明确管护单位和经费，两年内完成。",
  ]

  static func body(_ act: MotionAct) -> JSONValue { deciding(act) ?? implementing(act) ?? .record([]) }

  private static func deciding(_ act: MotionAct) -> JSONValue? {
    switch act {
    case .revise:
      [
        "cause": "关于加快东河治理的议案", "grounds": "东河两岸杂草丛生，汛期倒灌，沿线居民多次反映，没有散步的地方。",
        "plan": "一是清淤护岸；二是沿河建三处小游园；三是明确管护单位和经费，两年内完成。",
      ]
    case .invite: ["people": ["$CO_SIGNER"]]
    case .sendBack: ["words": "请补充案据。"]
    case .withdraw: ["words": "已经列入今年的计划。"]
    case .refer: ["committee": "城乡建设环境保护委员会"]
    case .giveOpinion: ["opinion": "agenda", "words": "建议列入会议议程。"]
    case .putOnAgenda: ["on": "$TODAY", "words": "主席团第二次会议决定列入议程。"]
    case .referAfterSession:
      ["committee": "城乡建设环境保护委员会", "on": "$TODAY", "words": "主席团第二次会议决定闭会后审议。"]
    case .becomeSuggestion: ["on": "$TODAY", "words": "主席团第二次会议决定作为代表建议办理。"]
    case .consider: ["on": "$TODAY", "words": "会议审议，同意交付表决。"]
    case .vote: ["on": "$TODAY", "all": 12, "for": 10, "against": 1, "abstained": 1, "words": "关于加快河道治理的决议"]
    case .correctVote:
      ["on": "$TODAY", "all": 12, "for": 11, "against": 1, "abstained": 0, "words": "录入时少录一票，以会议记录为准。"]
    case .settleWithdrawal: ["agrees": false, "words": "继续审议。"]
    default: nil
    }
  }

  private static func implementing(_ act: MotionAct) -> JSONValue? {
    switch act {
    case .nameLeader: ["name": "王镇长", "office": "镇长（牵头）"]
    case .releaseLeader: ["leader": 1, "words": "工作调整。"]
    case .addMilestone: ["title": "小游园竣工", "due": "$DUE"]
    case .moveMilestone: ["milestone": 1, "due": "$LATER", "words": "汛期停工。"]
    case .finishMilestone: ["milestone": 1, "on": "$TODAY", "words": "已经竣工。"]
    case .note: ["kind": "on_site", "on": "$TODAY", "who": "副镇长、三位代表", "words": "看了工地，进度正常。", "public": true]
    case .publish: ["publishes": true, "text": "两年内完成清淤护岸，沿河建三处小游园。"]
    case .report: ["on": "$TODAY", "words": "向第二次会议报告：三处小游园都已建成。"]
    default: nil
    }
  }
}
