import Actions
import Domain
import HTTPKit

/// What each act takes as JSON. What it means, and what is wrong with it, is said by the act's form alone.
enum ActInputs {
  /// Nil for acts that no person sends: timers', and those with a way of their own.
  static func fields(of act: MatterAct) -> [InputField]? {
    guard let own = desk(act) ?? handling(act) else { return nil }
    return MatterAccess.isPersonal(act) ? own + [onBehalf] : own
  }

  private static let onBehalf = InputField.group(
    "onBehalf", "代为办理：按代表的意思代录时写",
    [
      .word("how", ContactWay.self, "怎么征得代表同意的", in: "behalf-how"),
      .date("on", "哪天征得代表同意的", in: "behalf-on"),
    ], mark: "behalf")

  private static let contact: [InputField] = [
    .line("asker", "谁问的", 40), .date("asked", "哪天问的"), .word("how", ContactWay.self, "怎么问的"),
  ]

  private static let assignee: [(name: String, mark: String, about: String)] = [
    ("deputy", "d-", "代表"), ("group", "g-", "代表小组"), ("venue", "v-", "站点"),
  ]

  private static let part: [InputField] = [
    .group(
      "part", "哪个单位的那一份",
      [
        .value("number", .integer(1...99, "第几份"), in: "part"),
        .line("mark", "看到的那一份的 mark；变了就不办", 80, in: "part-mark", required: false),
      ], required: true)
  ]

  static let settlement: [InputField] = [
    .value("decision", .words(["agree", "refuse"], "同意退回，还是请该单位继续办")),
    .id("next", "改派给哪个单位", required: false), .date("due", "新的办结日期", required: false),
    .words("words", "说明，写给单位看", 500),
  ]

  static let result: [InputField] = [
    .word("outcome", MatterOutcome.self, "办理结果"), .words("words", "经过和结果", 2000), .photos,
  ]

  /// Who has it, and how it is filed.
  private static func desk(_ act: MatterAct) -> [InputField]? {
    switch act {
    case .claim: [.id("group", "以哪个小组认领"), .words("words", "准备怎么办", 500, required: false)]
    case .accept:
      [
        .word("grade", MatterGrade.self, "分级"), .word("urgency", MatterUrgency.self, "缓急"),
        .id("category", "类别", required: false),
        .line("title", "标题，不写姓名和电话；不写就用现在的", AcceptMatter.titleLimit, required: false),
        .words("words", "告诉群众一句话", 500, required: false),
      ]
    case .assign: [.choice("to", "交给谁", assignee), .words("words", "交代的话", 500, required: false)]
    case .offer:
      [
        .ticks("groups", "请哪些小组来认领", prefix: "g-", most: 40, field: "groups"),
        .words("words", "为什么请他们", 500, required: false),
      ]
    case .handBack, .urge, .part: [.words("words", "说明", 500)]
    case .classify:
      [
        .line("title", "标题", 40), .word("urgency", MatterUrgency.self, "缓急"),
        .word("grade", MatterGrade.self, "分级", required: false), .id("category", "类别", required: false),
      ]
    case .escalate:
      [
        .choice("to", "报给谁", [("venue", "v-", "站点"), ("congress", "c-", "不在本系统的上级人大")]),
        .words("words", "请上级解决什么", 1000), .date("due", "请在哪天前答复"),
      ]
    case .merge:
      [
        .ticks("matters", "把哪些诉求（编号）并进来", prefix: "m-", most: MatterWorkflow.mostFollowers, field: "matters"),
        .words("words", "为什么一起办", 500),
      ]
    case .redact:
      [
        .line("title", "标题", 40), .words("text", "群众反映", 2000), .line("place", "地点", 60, required: false),
        .words("reply", "答复", 3000, required: false), .many("photos", .id(), 0...50, "可以公开的照片（编号）", in: "file"),
      ]
    case .publish:
      [
        .value("public", .words(["1", "0"], "1 公开，0 撤下")), .flag("checked", "公开时：已核对，没有姓名、电话、门牌和涉密内容"),
        .words("words", "撤下的理由", 300, required: false),
      ]
    case .seal: [.id("accused", "被反映的人（在名录里的）", required: false)]
    case .erase: [.line("reason", "依据和理由", 100), .flag("sure", "已核对，确定删除，不能恢复", required: true)]
    case .object:
      [
        .value("seq", .integer(1...100_000, "针对第几步")), .words("words", "说明", 500), .flag("settle", "站长：处理完毕"),
      ]
    default: nil
    }
  }

  /// What is done about it, and what the sender is told.
  private static func handling(_ act: MatterAct) -> [InputField]? {
    switch act {
    case .decline:
      [
        .word("reason", DeclineReason.self, "理由"), .words("words", "对群众说的话", 500),
        .choice("next", "请群众再找谁", assignee.filter { $0.name != "group" }, required: false),
      ]
    case .divert:
      [
        .word("kind", DivertKind.self, "属于哪一类"), .line("organ", "请群众找哪个机关", 60), .words("words", "对群众说的话", 800),
      ]
    case .ask: [.words("question", "想问群众的话", 500)]
    case .supplement: [.words("words", "群众补充的情况", 2000)]
    case .transfer:
      [
        .id("lead", "主办单位；已经有了就不写", required: false),
        .spread("others", .id(), "协办单位", over: TransferForm.others), .words("words", "请单位办什么", 1000),
        .date("due", "请在哪天前办结"), .word("sharing", ContactSharing.self, "群众的联系方式给不给单位"),
        .line("why", "“因办理需要”时的理由", 100, required: false),
      ]
    case .recall: part + [.words("words", "为什么撤回", 500)]
    case .settleReturn: part + settlement
    case .passDown:
      [
        .value("outcome", .words(MatterOutcome.allCases.map(\.rawValue) + ["none"], "办得怎样；none 退回")),
        .words("words", "答复的话", 2000),
      ]
    case .recordResult: result
    case .reply:
      [
        .words("words", "答复的话，写给群众看", 3000), .word("outcome", MatterOutcome.self, "办理结果", required: false),
        .group("oral", "已经口头答复过，这里补记", [.line("teller", "谁说的", 40), .date("told", "哪天说的")], mark: "oral"),
      ]
    case .recordFeedback:
      [
        .word("attitude", Satisfaction.self, "办理态度"), .word("result", Satisfaction.self, "办理结果"),
        .words("words", "群众怎么说；不满意的写明理由", 1000, required: false),
      ] + contact
    case .closeUnrated: contact + [.words("words", "联系的经过", 500)]
    case .rehandle: [.choice("to", "换给谁；在上一级经办人手里的不写", assignee, required: false), .words("words", "重新办理的要求", 500)]
    case .archive: [.words("words", "归档说明", 500, required: false)]
    case .note: [.words("words", "内部备注", 2000, in: "note")]
    case .reveal: [.value("reason", .words(RevealForm.reasons, "为什么要看；会留下记录，本人可查"))]
    case .reissue: [.line("verifiedBy", "怎么核对是本人的", 100, in: "how")]
    default: nil
    }
  }

  /// What a unit's part takes; empty for those that take nothing.
  static func fields(ofPart act: MatterAct) -> [InputField] {
    switch act {
    case .appoint: [.id("drafter", "交给谁承办")]
    case .sendBack: [.words("words", "哪里要改", 500)]
    case .askReturn:
      [
        .word("reason", ReturnReason.self, "为什么退回"), .id("proposed", "应当由哪个单位办", required: false),
        .words("words", "理由", 500),
      ]
    case .draftResult:
      [.word("outcome", MatterOutcome.self, "办理结果"), .words("words", "办理情况", 3000), .photos]
    case .settleReturn: settlement
    case .reveal: [.value("reason", .words(RevealForm.reasons, "为什么要看；会留下记录，本人可查"))]
    default: []
    }
  }

  // MARK: The sender's

  static let senderActs: [MatterAct] = [.supplement, .rate, .withdraw]

  static func fields(ofSender act: MatterAct) -> [InputField] {
    switch act {
    case .supplement: [.words("words", "补充的情况", 2000), .photos]
    case .rate:
      [
        .word("attitude", Satisfaction.self, "办理态度"), .word("result", Satisfaction.self, "办理结果"),
        .words("reason", "选“不满意”时，写明哪里没办好", 1000, required: false),
      ]
    case .withdraw: [.words("words", "为什么撤回", 500, required: false)]
    default: []
    }
  }
}
