import Domain
import HTMLKit
import HTTPKit

/// The rules for suggestions as fields: one list for showing, reading and naming their articles.
enum SuggestionRulesFields {
  typealias Item = SuggestionRules.Item

  /// A length of time; its parts are `…-n` (how many), `…-u` (of what) and `…-f` (from when).
  struct Window {
    enum Place {
      case required(any WritableKeyPath<SuggestionRules, SuggestionWindow> & Sendable)
      /// Left empty, the rules ask for the step and name no time.
      case optional(any WritableKeyPath<SuggestionRules, SuggestionWindow?> & Sendable)
    }

    let item: Item
    let label: String
    /// From when it can run; the first one is usual.
    let anchors: [SuggestionWindow.Anchor]
    let place: Place

    func value(in rules: SuggestionRules) -> SuggestionWindow? {
      switch place {
      case .required(let path): rules[keyPath: path]
      case .optional(let path): rules[keyPath: path]
      }
    }

    func set(_ window: SuggestionWindow?, in rules: inout SuggestionRules) {
      switch place {
      case .required(let path): if let window { rules[keyPath: path] = window }
      case .optional(let path): rules[keyPath: path] = window
      }
    }

    var isOptional: Bool { if case .optional = place { true } else { false } }
  }

  /// One of a few ways.
  struct Choice: Sendable {
    let item: Item
    let label: String
    let options: [(value: String, words: String)]
    let get: @Sendable (SuggestionRules) -> String
    /// False when there is no such way.
    let set: @Sendable (inout SuggestionRules, String) -> Bool
  }

  static let windowRange = 1...365
  static let monthRange = 1...12
  static let deemedRange = 0...10

  static let windows: [Window] = [
    Window(
      item: .handOverWithin, label: "闭会期间的建议交办期限", anchors: [.submission], place: .optional(\.handOverWithin)),
    Window(
      item: .returnWithin, label: "承办单位申请退回期限", anchors: [.handOver, .receipt], place: .required(\.returnWithin)),
    Window(item: .reassignWithin, label: "退回后改派期限", anchors: [.returnRequest], place: .optional(\.reassignWithin)),
    Window(
      item: .contactWithin, label: "与代表沟通联系期限", anchors: [.receipt, .handOver], place: .optional(\.contactWithin)),
    Window(
      item: .opinionWithin, label: "协办意见期限", anchors: [.receipt, .handOver], place: .required(\.opinionWithin)),
    Window(
      item: .redoOpinionWithin, label: "协办意见退回后重提期限", anchors: [.demand], place: .optional(\.redoOpinionWithin)),
    Window(item: .ratingWithin, label: "代表测评期限", anchors: [.delivery], place: .required(\.ratingWithin)),
    Window(item: .rehandleWithin, label: "重新办理期限", anchors: [.demand], place: .required(\.rehandleWithin)),
  ]

  static let choices: [Choice] = [
    choice(.extensionMode, "三个月内答复不了的", \.extensionMode, Words.extensionMode),
    choice(.replyTo, "多名代表联名的，答复谁", \.replyTo, Words.replyTo),
    choice(.rater, "由谁测评", \.rater, Words.rater),
    choice(.dissatisfaction, "代表不满意的", \.dissatisfaction, Words.dissatisfaction),
    choice(.secondStep, "再次不满意的", \.secondStep, Words.secondStep),
    flag(.excludesUnreturned, "经催促仍未反馈的测评", \.excludesUnreturned, yes: "不计入满意率", no: "计入满意率的分母"),
    flag(.isFaceToFaceFirst, "面复", \.isFaceToFaceFirst, yes: "先当面答复，代表同意的才可以只用书面", no: "不作要求"),
    flag(.delegationsPropose, "代表团名义提出", \.delegationsPropose, yes: "可以，由团长领衔", no: "不可以"),
    flag(.withdrawalNeedsAll, "撤回", \.withdrawalNeedsAll, yes: "须经联名代表都同意", no: "领衔代表决定"),
    flag(.deputyMayObject, "代表要求不公开的", \.deputyMayObject, yes: "不公开", no: "除涉密和隐私外仍然公开"),
  ]

  private static func choice<Word: RawRepresentable & CaseIterable & SendableMetatype>(
    _ item: Item, _ label: String, _ path: any WritableKeyPath<SuggestionRules, Word> & Sendable,
    _ words: (Word) -> String
  ) -> Choice where Word.RawValue == String {
    Choice(
      item: item, label: label, options: Word.allCases.map { ($0.rawValue, words($0)) },
      get: { $0[keyPath: path].rawValue },
      set: { rules, value in
        guard let word = Word(rawValue: value) else { return false }
        rules[keyPath: path] = word
        return true
      })
  }

  private static func flag(
    _ item: Item, _ label: String, _ path: any WritableKeyPath<SuggestionRules, Bool> & Sendable, yes: String,
    no: String
  ) -> Choice {
    Choice(
      item: item, label: label, options: [("yes", yes), ("no", no)], get: { $0[keyPath: path] ? "yes" : "no" },
      set: { rules, value in
        guard value == "yes" || value == "no" else { return false }
        rules[keyPath: path] = value == "yes"
        return true
      })
  }

  /// The field in which the article of an item is named.
  static func article(_ item: Item) -> String { item.rawValue + "-a" }

  // MARK: Showing

  static func draft(_ rules: SuggestionRules) -> FormDraft {
    var draft = FormDraft()
    draft.values["name"] = rules.name
    draft.values["deemed"] = "\(rules.deemedReceivedAfter)"
    for field in windows {
      let (value, name) = (field.value(in: rules), field.item.rawValue)
      draft.values[name + "-n"] = value.map { "\($0.count)" } ?? ""
      draft.values[name + "-u"] = (value?.unit ?? .workingDays).rawValue
      draft.values[name + "-f"] = (value?.anchor ?? field.anchors[0]).rawValue
    }
    for field in choices { draft.values[field.item.rawValue] = field.get(rules) }
    for item in Item.allCases { draft.values[article(item)] = rules.article(of: item) ?? "" }
    draft.values["classes"] = rules.classes.map(line).joined(separator: "\n")
    draft.values["grounds"] = rules.grounds.map { "\($0.word)｜\($0.text)" }.joined(separator: "\n")
    return draft
  }

  private static func line(_ value: ResultClass) -> String {
    value.code + "｜" + value.meaning + (value.isSolved ? "｜" + solved : "") + (value.isTracked ? "｜" + tracked : "")
  }

  static let solved = "已解决"
  static let tracked = "跟踪"

  /// A window in words: 10个工作日，自交办之日.
  static func words(_ window: SuggestionWindow?) -> String {
    guard let window else { return "及时，没有定天数" }
    return "\(window.count)\(Words.windowUnit(window.unit))，\(Words.anchor(window.anchor))"
  }
}

extension Words {
  static func anchor(_ anchor: SuggestionWindow.Anchor) -> String {
    switch anchor {
    case .submission: "自收到建议之日"
    case .handOver: "自交办之日"
    case .receipt: "自收到交办之日"
    case .returnRequest: "自收到退回申请之日"
    case .demand: "自提出要求之日"
    case .delivery: "自收到答复之日"
    }
  }

  static func windowUnit(_ unit: SuggestionWindow.Unit) -> String {
    switch unit {
    case .workingDays: "个工作日"
    case .days: "日"
    case .months: "个月"
    }
  }

  static func extensionMode(_ mode: SuggestionRules.ExtensionMode) -> String {
    switch mode {
    case .byClass: "交办时确定为难度大的，六个月"
    case .byNotice: "向代表说明情况后延长"
    case .byConsent: "经交办机关同意后延长，并告知代表"
    }
  }

  static func replyTo(_ value: SuggestionRules.ReplyTo) -> String {
    switch value {
    case .everySigner: "答复每一位代表"
    case .lead: "答复领衔代表"
    case .byArrangement: "答复每一位，或者经领衔代表同意由其转复"
    }
  }

  static func rater(_ value: SuggestionRules.Rater) -> String {
    switch value {
    case .everySigner: "每一位代表"
    case .lead: "领衔代表"
    }
  }

  static func dissatisfaction(_ value: SuggestionRules.Dissatisfaction) -> String {
    switch value {
    case .always: "一律重新办理"
    case .studied: "先研究，确有理由的重新办理"
    }
  }
}
