import Actions
import Domain
import HTMLKit

/// What the lines of the log say.
enum AuditWords {
  static func kind(_ kind: AuditKind) -> String {
    switch kind {
    case .signIn: "登录和退出"
    case .failure: "登录失败和锁定"
    case .reveal: "查看联系方式"
    case .export: "导出"
    case .settings: "修改设置"
    case .post: "职务给予和结束"
    case .account: "账号变更"
    case .privacy: "个人信息保护"
    }
  }

  static func act(_ line: AuditLine) -> String {
    if let act = SignInAct(rawValue: line.act), line.subject == nil { return door(act) }
    switch line.kind {
    case .reveal: return line.subject?.kind == .information ? "查看了申请更正的内容" : "查看了群众的联系方式"
    case .privacy: return privacy(line)
    case .export: return "导出"
    case .settings:
      switch line.subject?.kind {
      case .holidays: return "导入放假安排"
      case .security: return "修改安全设置"
      case .keys: return line.act == "retire" ? "删除旧密钥" : "启用新密钥"
      default: return "修改规则设置"
      }
    case .post:
      let role = line.act.split(separator: " ").last.flatMap { PostRole(rawValue: String($0)) }
      return (line.act.hasPrefix("grant") ? "给予职务：" : "结束职务：") + (role.map(Words.role) ?? "")
    case .account, .signIn, .failure: return account(line.act)
    }
  }

  private static func privacy(_ line: AuditLine) -> String {
    switch line.act {
    case "place": "保全"
    case "lift": "解除保全"
    case "confirm-retention": "确认到期自动删除"
    default: "决定个人信息请求"
    }
  }

  private static func door(_ act: SignInAct) -> String {
    switch act {
    case .signIn: "用密码登录"
    case .signInBySlip: "用登录条登录"
    case .signOut: "退出登录"
    case .displaced: "登录处数超过上限，最久没用的一处退出"
    case .makeToken: "新建接口令牌"
    case .revokeToken: "撤销接口令牌"
    case .wrongPassword: "密码不对"
    case .disabledAccount: "账号停用或不能从这里登录"
    case .unknownName: "没有这个用户名"
    case .wrongSlip: "登录条不对"
    case .wrongPIN: "安全码不对"
    case .locked: "连续输错，用户名锁定"
    }
  }

  private static func account(_ act: String) -> String {
    switch act {
    case "add": "新增账号"
    case "set-password": "设密码"
    case "disabled": "停用账号"
    case "active": "启用账号"
    case "issue-slip": "打印登录条"
    case "end-sign-in": "结束一处登录"
    case "unlock": "解锁用户名"
    default: "账号变更"
    }
  }

  /// Why, where from, what: what the line itself says and nothing that people wrote about others.
  static func detail(_ line: ReadAudit.Line) -> String {
    var parts: [String] = []
    if let receipt = line.receipt {
      parts.append("诉求 " + DateWords.receipt(receipt) + (line.place.map { "（\($0)）" } ?? ""))
    }
    if let facts = line.facts {
      if let reason = facts["reason"], !reason.isEmpty { parts.append("理由：" + reason) }
      if let what = facts["what"] {
        let filter = facts["filter"].map { "（\($0)）" } ?? ""
        parts.append(what + filter + (facts["rows"].map { "，\($0)行" } ?? ""))
      }
      if let address = facts["address"], !address.isEmpty { parts.append("来自 " + address) }
      if let device = facts["device"], !device.isEmpty { parts.append(device) }
    }
    return parts.joined(separator: "　")
  }
}

/// The filter as an address and a form say it.
extension AuditFilter {
  init(_ value: (String) -> String?) {
    self.init(
      kind: value("kind").flatMap { AuditKind(rawValue: $0) }, person: value("person").flatMap { ID(text: $0) },
      from: value("from").flatMap { CivilDate(text: $0) }, through: value("through").flatMap { CivilDate(text: $0) })
  }

  var fields: [(String, String?)] {
    [
      ("kind", kind?.rawValue), ("person", person?.description), ("from", from?.description),
      ("through", through?.description),
    ]
  }
}

extension AuditWords {
  static func filter(_ filter: AuditFilter, _ people: [Named<Person>]) -> String {
    [
      filter.kind.map { kind($0) }, filter.person.map { id in people.first { $0.id == id }?.name ?? "已离开的人" },
      filter.from.map { "从\($0)" }, filter.through.map { "到\($0)" },
    ].compactMap { $0 }.joined(separator: "，")
  }
}

/// 审计.
struct AuditPage: HTMLKit.Page {
  let filter: AuditFilter
  let page: ReadAudit.Page
  let people: [Named<Person>]
  let isFirst: Bool
  let today: CivilDate
  let token: String

  var title: String { "审计" }

  private func url(after cursor: ListCursor?) -> String {
    SitePath.audit.with(filter.fields + [("after", cursor?.text)])
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("small mute"), text: "谁在什么时候登录、看了谁的联系方式、改了什么设置和职务。这里只能看，不能改；诉求的内容不在这里。")
    filters(&h)
    if page.lines.isEmpty { h.empty("没有符合条件的记录。") } else { table(&h) }
    h.pager("", next: page.next.map { url(after: $0) }, first: isFirst ? nil : url(after: nil))
    if !page.lines.isEmpty {
      h.exportButton(.exportAudit, token: token, "导出符合条件的全部", fields: filter.fields)
    }
  }

  private func filters(_ h: inout HTMLWriter) {
    h.element("form", [.class("filters"), .fixed("method", "get"), .other("action", SitePath.audit.string)]) { h in
      h.filterChoice(
        "kind", "类别", [("", "全部类别")] + AuditKind.allCases.map { ($0.rawValue, AuditWords.kind($0)) },
        filter.kind?.rawValue)
      h.filterChoice(
        "person", "人员", [("", "所有人")] + people.map { ($0.id.description, $0.name) }, filter.person?.description)
      date("from", "从", filter.from, &h)
      date("through", "到", filter.through, &h)
      h.filterButton()
    }
  }

  private func date(_ name: String, _ label: String, _ value: CivilDate?, _ h: inout HTMLWriter) {
    h.div { h in
      h.element("label", [.other("for", "f-\(name)")], text: label)
      h.void(
        "input", [.class("input"), .id("f-\(name)"), .name(name), .type("date"), .value(value?.description ?? "")])
    }
  }

  private func table(_ h: inout HTMLWriter) {
    h.div(.class("frame section-s")) { h in
      h.table("审计记录", ["时间", "谁", "做了什么", "关于", "说明"]) { h in for line in page.lines { row(line, &h) } }
    }
  }

  private func row(_ line: ReadAudit.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element(
        "td", [.fixed("data-label", "时间")], text: DateWords.moment(line.line.at, today: today))
      h.element("td", [.fixed("data-label", "谁")], text: line.actor ?? (line.line.kind == .failure ? "—" : "系统"))
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.auditLine(line.line.id).string, AuditWords.act(line.line))
      }
      h.element("td", [.fixed("data-label", "关于")], text: line.person ?? "—")
      let detail = AuditWords.detail(line)
      h.element("td", [.fixed("data-label", "说明")], text: detail.isEmpty ? "—" : detail)
    }
  }
}

/// One line with its place in the history.
struct AuditLinePage: HTMLKit.Page {
  let line: ReadAudit.Line
  let entry: RecordEntry?
  let today: CivilDate

  var title: String { AuditWords.act(line.line) }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("审计", SitePath.audit.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.dl(.class("facts")) { h in
        h.fact("类别", AuditWords.kind(line.line.kind))
        h.fact("时间", DateWords.moment(line.line.at, today: today))
        h.fact("谁", line.actor ?? (line.line.kind == .failure ? "—" : "系统"))
        if let person = line.person { h.fact("关于", person) }
        let detail = AuditWords.detail(line)
        if !detail.isEmpty { h.fact("说明", detail) }
        if let entry {
          h.fact("历史中的位置", "第\(entry.seq)条" + (entry.seal == nil ? "，还没有封存" : "，已封存"))
          h.fact("校验值") { h in
            h.span(
              .class("num"), text: entry.hash.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
          }
        } else {
          h.fact("保存", "登录日志，按安全设置规定的天数保存")
        }
      }
      h.div(.class("row section-s")) { h in
        if let person = line.line.person ?? line.line.actor {
          h.link(SitePath.directoryPerson(person).string, "看名录里的这个人", class: "btn btn-s")
          h.link(SitePath.audit.with([("person", person.description)]), "看这个人的全部记录", class: "btn btn-s")
        }
      }
    }
  }
}
