import Domain
import HTMLKit

/// What happened among groups, levels and other matters, in the words that a reader may see.
enum LevelWords {
  static func details(
    _ event: MatterEvent, _ record: MatterRecord, _ settings: CongressSettings, isStaff: Bool, today: CivilDate
  ) -> [String] {
    let names = record.names
    func venue(_ id: ID<Venue>?) -> String { id.flatMap { names.venues[$0] } ?? "" }
    switch event {
    case .offered(let facts): return ["请认领的小组：" + facts.groups.compactMap { names.groups[$0] }.joined(separator: "、")]
    case .claimed(let facts): return ["由\(names.groups[facts.group] ?? "代表小组")办理"]
    case .handedBack(let facts):
      if case .group(let group) = facts.owner { return ["\(names.groups[group] ?? "代表小组")交回联络站"] }
      return []
    case .escalated(let facts):
      let step = facts.step
      let to = step.venue == nil ? names.congresses[step.congress] ?? "" : venue(step.venue)
      var lines = ["报给\(to)，\(DateWords.full(step.resultDue, today: today))前答复；仍由\(venue(step.from.venue))反馈"]
      if step.isRepeat, isStaff { lines.append("以前报过一次，没有办理就退回来了，请站长过问") }
      return lines
    case .passedDown(let facts): return facts.outcome.map { ["结果：\(settings.names.name(of: $0))"] } ?? []
    case .merged(let facts):
      return ["又有\(facts.followers.count)件并进来一起办，\(DateWords.full(facts.replyDue.date, today: today))前答复"]
    case .joined(let facts):
      let together = isStaff ? [] : ["和其他群众反映的同一件事一起办，办好后分别答复"]
      return together + ["\(DateWords.full(facts.replyDue.date, today: today))前答复"]
    case .risen(let facts):
      return ["\(DateWords.full(facts.due, today: today))到期没有办，升级由\(venue(facts.venue))督办"]
    default: return []
    }
  }
}

extension Words {
  static func watch(_ kind: WatchKind) -> String {
    switch kind {
    case .offered: "待认领"
    case .sentUp: "已上报"
    case .overseen: "逾期升级"
    }
  }

  static func returnReason(_ reason: ReturnReason) -> String {
    switch reason {
    case .notOurs: "不属于本单位职责"
    case .otherLeads: "应当由其他单位主办"
    case .unclear: "交办内容不清"
    }
  }
}
