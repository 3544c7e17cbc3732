import Actions
import Domain
import HTMLKit

/// What was changed, when and by whom.
struct HistoryCard {
  let history: [DirectoryHistoryLine]
  let today: CivilDate

  private static let labels = [
    "name": "名称", "occupation": "职业", "workplace": "单位", "expertise": "擅长", "address": "地址", "telephone": "电话",
    "hours": "开放时间", "host": "设在", "field": "项目", "public": "公开", "mandate": "代表资格",
  ]
  private static let acts = [
    "add": "新增", "change": "修改", "save": "保存", "contact": "联系方式", "place": "编排进站", "end-placement": "结束进站",
  ]

  func write(_ h: inout HTMLWriter) {
    h.card("history", "变更历史") { h in
      if history.isEmpty { h.p(.class("small mute"), text: "没有记录。") }
      h.ol(.class("timeline")) { h in
        for line in history.prefix(30) {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")], text: DateWords.moment(line.at, today: today) + "　" + (line.actor ?? "系统"))
            h.h3(.class("t-act"), text: Self.acts[line.act] ?? "变更")
            let parts = line.facts.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
              guard let label = Self.labels[key], !value.isEmpty, key != "mandate", key != "field", key != "public"
              else { return nil }
              return label + "：" + value
            }
            if !parts.isEmpty { h.p(text: parts.joined(separator: "；")) }
          }
        }
      }
    }
  }
}
