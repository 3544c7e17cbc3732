import Actions
import Domain
import HTTPKit

/// What each act on a suggestion takes as JSON. What it means, and what is wrong with it, is said by the act's form alone.
enum SuggestionInputs {
  static func fields(of act: SuggestionAct) -> [InputField] {
    draft(act) ?? review(act) ?? part(act) ?? reply(act) ?? later(act) ?? []
  }

  private static func words(_ about: String, _ most: Int, required: Bool = true) -> InputField {
    .words("words", about, most, required: required)
  }

  private static func draft(_ act: SuggestionAct) -> [InputField]? {
    switch act {
    case .invite: [.ticks("people", "邀请哪几位代表（编号）", prefix: "p", most: 60, field: "people")]
    case .withdraw:
      [
        words("撤回的理由；收回撤回的要求时不写", 1000, required: false),
        .flag("takesBack", "收回撤回的要求，继续办理", in: "takes-back"),
      ]
    case .conceal: [.decision("confidential", "true 要求保密，false 取消保密", in: "conceals")]
    default: nil
    }
  }

  private static func review(_ act: SuggestionAct) -> [InputField]? {
    switch act {
    case .register: [.id("category", "类别", required: false)]
    case .sendBack: [words("要怎样修改", 1000)]
    case .refuse, .treatAsLetter: [.line("ground", "理由，见 choices 的 grounds", 60), words("向代表的说明", 1000)]
    case .merge: [.id("lead", "并入哪一件")]
    case .split: [pieces]
    case .handOver:
      [
        .word("kind", HandlingKind.self, "怎样交办：sole 独办；lead 主办、协办；separate 分办"),
        .id("lead", "独办或者主办单位；分办的不写", required: false),
        .marked("units", "协办或者分办单位（编号）", prefix: "u", most: 60, fields: ["units"]),
        .flag("hard", "涉及面广、处理难度大，六个月内答复（按本级人大的规定可以这样定的）"), words("交办意见", 500, required: false),
      ]
    default: nil
    }
  }

  /// The form has a field for each, the title in its first line.
  private static let pieces: InputField = {
    let most = 3
    let piece = JSONSchema.record([
      .init("title", .line(1...DraftSuggestion.longestTitle, "标题"), isRequired: true),
      .init("text", .lines(1...3900, "内容"), isRequired: true),
    ])
    return InputField(
      property: .init("pieces", .list(piece, 2...most, "分成哪几件；联名的代表不变"), isRequired: true),
      places: (0..<most).map { ("piece\($0 + 1)", "/\($0)") } + [("pieces", "")],
      fill: { value, form in
        for (index, piece) in (value.list ?? []).enumerated() {
          let text = (piece["title"]?.text ?? "") + "\n" + (piece["text"]?.text ?? "")
          form.append(FormField(name: "piece\(index + 1)", value: text))
        }
      })
  }()

  private static func part(_ act: SuggestionAct) -> [InputField]? {
    switch act {
    case .askReturn: [.id("proposed", "应当由哪个单位承办", required: false), words("退回的理由", 500)]
    case .settleReturn: [.id("next", "改由哪个单位承办；不同意退回的不写", required: false), words("说明", 500, required: false)]
    case .appoint: [.id("drafter", "承办人")]
    case .contact:
      [
        .word("kind", SuggestionContactKind.self, "沟通方式"), .date("on", "日期"),
        .value("with", .integer(0...999, "哪位代表：people 里的 place")), .flag("signed", "代表已在面复记录上签字"),
        words("沟通的情况", 1000),
      ]
    case .giveOpinion: [words("协办意见，要有实质内容", 1000)]
    case .returnOpinion: [words("要补充什么", 1000)]
    case .promise: [words("承诺的内容", 500), .date("due", "完成日期")]
    case .askExtension: [words("延期的理由", 500), .date("due", "延到哪一天")]
    case .settleExtension: [.decision("agrees", "同意吗"), words("说明", 500, required: false)]
    case .itemize: [.joined("items", .line(1...200), 1...60, "各个分项", by: "\n", in: "words")]
    case .settleItem: [.value("number", .integer(1...999, "办结的一项")), words("落实的情况", 1000)]
    case .reassign: [.id("next", "由哪个单位接办：原单位已经撤并的"), words("说明", 500)]
    case .keepPromise:
      [.value("number", .integer(1...999, "落实了哪一项承诺")), words("落实的情况", 2000)] + promiseLetter(required: false)
    case .draftPromiseLetter:
      [.value("number", .integer(1...999, "哪一项承诺")), words("落实的情况", 2000)] + promiseLetter(required: true)
    case .signPromiseLetter: [.value("number", .integer(1...999, "签发哪一项的答复函"))]
    default: nil
    }
  }

  /// Of the second letter, which is owed once the suggestion itself was answered.
  private static func promiseLetter(required: Bool) -> [InputField] {
    let when = required ? "" : "；建议答复以后必须有"
    return [
      .line("document", "发文字号" + when, 60, required: required),
      .words("opening", "开头" + when, 500, required: required),
      .words("closing", "结尾" + when, 500, required: required),
      .line("signatory", "签发人" + when, 40, required: required),
      .line("contact", "联系人及电话" + when, 60, required: required), .line("copies", "抄送", 200, required: false),
    ]
  }

  private static func reply(_ act: SuggestionAct) -> [InputField]? {
    switch act {
    case .draftLetter:
      [
        .line("class", "办理结果类别，见 choices 的 classes", 40), .line("document", "发文字号", 60),
        .words("opening", "开头", 500),
        .joined("points", .lines(1...2000), 1...DraftReplyLetter.mostPoints, "逐条答复", by: "\n\n", in: "points"),
        .words("opinions", "协办单位的意见", 2000, required: false), .words("closing", "结尾", 500),
        .line("signatory", "签发人", 40), .line("contact", "联系人及电话", 60),
        .line("copies", "抄送", 200, required: false),
      ]
    case .signLetter:
      [
        .flag("letterAgreed", "以面复为主的地方：代表同意只作书面答复", in: "agreed"),
        .words("withoutOpinions", "不再等协办意见的理由", 500, in: "words", required: false),
        .flag("leadOnly", "领衔代表同意由其转复联名代表", in: "lead-only"),
      ]
    case .returnLetter: [words("要怎样修改", 1000)]
    case .rate:
      [
        .word("attitude", Satisfaction.self, "办理态度"), .word("result", Satisfaction.self, "办理结果"),
        words("具体意见；不满意的要写", 1000, required: false),
      ]
    case .ratePromise:
      [
        .value("number", .integer(1...999, "哪一项承诺")), .word("verdict", Satisfaction.self, "落实得怎么样"),
        words("具体意见；不满意的要写", 500, required: false),
      ]
    case .remindPromiseRater, .closeUnratedPromise: [.value("number", .integer(1...999, "哪一项承诺"))]
    case .study, .settleDispute: [.decision("again", "true 交承办单位重新办理，false 不再办理"), words("研究意见", 1000)]
    default: nil
    }
  }

  private static func later(_ act: SuggestionAct) -> [InputField]? {
    switch act {
    case .redact:
      [
        .line("title", "标题", 60), .words("text", "建议的公开文字", 8000), .words("reply", "答复的公开文字", 8000),
        .flag("summary", "只公开摘要"),
      ]
    case .publish: [.decision("publishes", "true 公开，false 不公开"), words("理由", 500, required: false)]
    case .recordOutlet: [.line("name", "公开渠道", 40), .line("address", "网址", 300), .date("on", "日期")]
    case .makeKey:
      [
        .line("decision", "哪次会议决定", 60), .date("on", "决定日期"), .line("leader", "领衔督办的领导", 40),
        .line("committee", "负责督办的委员会", 40),
      ]
    case .urge:
      [.word("form", UrgingForm.self, "督办形式", in: "way"), .date("on", "日期"), words("参加的人、发现的问题、要求", 2000)]
    case .objectToPublication: [.decision("objects", "true 不同意公开，false 同意公开"), words("理由", 500, required: false)]
    default: nil
    }
  }
}
