/// The words of messages: templates with named slots and nothing of what a matter says.
package struct MessageTexts: Sendable, Equatable {
  package enum Slot: String, CaseIterable, Sendable {
    /// The receipt number.
    case receipt
    /// The day by which something is promised, such as 3月5日.
    case date
    /// Where to call.
    case telephone
    /// How to hear nothing more.
    case stop
    /// How many things wait.
    case count
    /// Which, by their groups.
    case summary
    /// Where to sign in.
    case link
  }

  package enum Problem: Error, Sendable, Equatable {
    case unknownSlot(String)
    case tooLong(MessageKind)
    case controlCharacter
  }

  /// Three parts of a long message, signature and all: more is cut by some networks.
  package static let longest = 200

  private var templates: [MessageKind: String]

  package init() { templates = Self.defaults }

  /// Words of a place instead of ours.
  package init(_ own: [MessageKind: String]) throws(Problem) {
    templates = Self.defaults.merging(own) { $1 }
    for (kind, template) in templates {
      if template.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) { throw .controlCharacter }
      for name in Self.names(in: template) where Slot(rawValue: name) == nil { throw .unknownSlot(name) }
      if template.count > Self.longest - 60 { throw .tooLong(kind) }
    }
  }

  package static let defaults: [MessageKind: String] = [
    .receipt: "您的诉求已登记，回执号{receipt}，{date}前告诉您是否受理。查询凭回执号和查询码，电话{telephone}。{stop}",
    .asked: "您的诉求（回执号{receipt}）有一个问题要请您补充，请打开回执或致电{telephone}。{stop}",
    .moved: "您的诉求（回执号{receipt}）换了承办的人，期限不变短，进展见回执。电话{telephone}。{stop}",
    .answered: "您的诉求（回执号{receipt}）已有答复，请打开回执查看并评价，或致电{telephone}。{stop}",
    .ended: "您的诉求（回执号{receipt}）已有说明和去处，请打开回执查看，或致电{telephone}。{stop}",
    .toRate: "您的诉求（回执号{receipt}）已答复，办得怎么样请打开回执评价，不满意可以要求重新办理。{stop}",
    .digest: "您有{count}件事项待处理：{summary}。请登录联络查看。{link}",
    .test: "这是一条测试信息，收到说明通道可用。",
  ]

  /// One pass: what is filled in is not looked at again. Slots without a value are empty.
  package func text(_ kind: MessageKind, _ values: [Slot: String]) -> String {
    var result = ""
    var rest = Substring(templates[kind] ?? "")
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      result += Slot(rawValue: String(name)).flatMap { values[$0] } ?? ""
      rest = rest[rest.index(after: close)...]
    }
    return String((result + rest).prefix(Self.longest))
  }

  private static func names(in template: String) -> [String] {
    template.split(separator: "{").dropFirst().map { piece in String(piece.prefix { $0 != "}" }) }
      + (template.hasPrefix("{") ? [String(template.dropFirst().prefix { $0 != "}" })] : [])
  }

  /// 3月5日.
  package static func day(_ date: CivilDate) -> String {
    let (_, month, day) = date.parts
    return "\(month)月\(day)日"
  }

  package static func name(_ group: NoticeGroup) -> String {
    switch group {
    case .arrivals: "待办"
    case .progress: "进展"
    case .reminders: "快到期"
    case .overdue: "逾期或催办"
    }
  }

  /// 待办2件、逾期或催办1件.
  package static func summary(_ counts: [NoticeGroup: Int]) -> String {
    [NoticeGroup.overdue, .reminders, .arrivals, .progress].compactMap { group in
      counts[group].flatMap { $0 > 0 ? "\(name(group))\($0)件" : nil }
    }.joined(separator: "、")
  }
}
