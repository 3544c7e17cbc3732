import Actions
import Domain
import HTMLKit

/// What was changed, when and by whom.
struct HistoryCard {
  let history: [DirectoryHistoryLine]
  let today: CivilDate

  private static let labels = [
    "name": "名称", "occupation": "职业", "workplace": "单位", "expertise": "擅长", "address": "地址", "telephone": "电话",
    "hours": "开放时间", "host": "设在", "field": "项目", "public": "公开", "mandate": "代表资格", "short": "简称", "seats": "应选名额",
    "term": "届", "from": "起", "began": "当选", "on": "日期",
    "code": "区划代码", "topic": "主题", "place": "地点", "active": "启用", "state": "状态", "reason": "原因", "about": "",
  ]
  private static let acts = [
    "add": "新增", "change": "修改", "save": "保存", "contact": "联系方式", "place": "编排进站", "end-placement": "结束进站",
    "rename": "改名", "term": "换届", "body": "机构", "electing-unit": "选举单位", "join": "加入",
    "leave": "退出", "active": "恢复执行职务", "suspended": "暂停执行职务", "ended": "资格终止", "renew": "连任", "set-password": "设密码",
    "disabled": "停用账号",
    "issue-slip": "打印登录条", "end-sign-in": "结束一处登录", "unlock": "解锁用户名", "merge": "合并", "merged": "并入",
    "portrait": "公开照片", "portrait-removed": "撤下照片",
  ]

  /// Posts carry their role in the act.
  private static func act(_ line: DirectoryHistoryLine) -> String {
    let parts = line.act.split(separator: " ")
    if parts.count == 2, let role = PostRole(rawValue: String(parts[1])) {
      return (parts[0] == "grant" ? "给予职务：" : "结束职务：") + Words.role(role)
    }
    return acts[line.act] ?? "变更"
  }

  private static func words(_ key: String, _ value: String) -> String {
    switch key {
    case "state": MandateState(rawValue: value).map(Words.mandateState) ?? value
    case "reason": MandateReason(rawValue: value).map(Words.mandateReason) ?? value
    case "active": value == "yes" ? "是" : "否"
    default: value
    }
  }

  func write(_ h: inout HTMLWriter) {
    h.card("history", "变更历史") { h in
      if history.isEmpty { h.p(.class("small mute"), text: "没有记录。") }
      h.ol(.class("timeline")) { h in
        for line in history.prefix(30) {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")], text: DateWords.moment(line.at, today: today) + "　" + (line.actor ?? "系统"))
            h.h3(.class("t-act"), text: Self.act(line))
            let parts = line.facts.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
              guard let label = Self.labels[key], !label.isEmpty, !value.isEmpty, key != "mandate", key != "field",
                key != "public"
              else { return nil }
              return label + "：" + Self.words(key, value)
            }
            if !parts.isEmpty { h.p(text: parts.joined(separator: "；")) }
          }
        }
      }
    }
  }
}
