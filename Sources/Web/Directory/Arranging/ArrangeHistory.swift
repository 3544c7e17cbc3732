import Actions
import Domain
import HTMLKit

/// The history of a group, a cluster, a mechanism or a link, newest first, in words.
struct ArrangeHistory {
  let history: [DirectoryHistoryLine]
  /// Names of the people, venues and parts that the facts mention by their ids.
  var names: [String: String] = [:]
  let today: CivilDate

  private static let shown = 6
  private static let most = 60

  func write(_ h: inout HTMLWriter) {
    h.card("history", "变更历史") { h in
      if history.isEmpty { h.p(.class("small mute"), text: "没有记录。") }
      list(history.prefix(Self.shown), &h)
      let older = history.dropFirst(Self.shown).prefix(Self.most)
      if !older.isEmpty { h.fold(.clock, "更早的\(older.count)条") { h in list(older, &h) } }
    }
  }

  private func list(_ lines: ArraySlice<DirectoryHistoryLine>, _ h: inout HTMLWriter) {
    h.ol(.class("timeline")) { h in
      for line in lines {
        h.li(.class("plain")) { h in
          h.element(
            "span", [.class("t-when")], text: DateWords.moment(line.at, today: today) + "　" + (line.actor ?? "系统"))
          h.h3(.class("t-act"), text: Self.acts[line.act] ?? "变更")
          let parts = Self.labels.compactMap { name, label -> String? in
            guard let value = line.facts[name].map({ words(name, $0) }), !value.isEmpty else { return nil }
            return label + "：" + value
          }
          if !parts.isEmpty { h.p(text: parts.joined(separator: "；")) }
        }
      }
    }
  }

  private static let acts = [
    "form": "新建", "add": "新建", "save": "修改", "dissolve": "撤销", "join": "登记成员", "leave": "退出", "duty": "登记驻站或流动联络",
    "end-duty": "结束驻站或流动联络", "guide": "登记指导对象", "end-guidance": "结束指导", "add-part": "编入", "end-part": "移出",
    "end": "结束", "contact": "登记联系",
  ]

  private static let labels: KeyValuePairs<String, String> = [
    "person": "人员", "venue": "站点", "ended-duty": "站点", "body": "对象", "part": "对象", "name": "名称", "purpose": "内容",
    "fields": "领域", "role": "职务", "duty": "方式", "contacts": "次数", "period": "每",
    "date": "日期", "way": "方式", "from": "起", "to": "止", "reason": "理由",
  ]

  private func words(_ name: String, _ value: String) -> String {
    switch name {
    case "person", "venue", "ended-duty", "body", "part": names[value] ?? ""
    case "role": GroupRole(rawValue: value).map(Words.groupRole) ?? ""
    case "duty": GroupDutyKind(rawValue: value).map(Words.duty) ?? ""
    case "way": LinkWay(rawValue: value).map(Words.linkWay) ?? ""
    case "period": CadencePeriod(rawValue: value).map(Words.period) ?? ""
    case "from", "to", "date": CivilDate(text: value).map(DateWords.long) ?? ""
    default: value
    }
  }
}
