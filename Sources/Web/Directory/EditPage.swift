import Domain
import HTMLKit

/// The form of one edit.
struct EditPage: HTMLKit.Page {
  let kind: DirectoryEditKind
  var draft: FormDraft
  let choices: EditChoices
  let token: String
  let today: CivilDate
  /// What somebody else has saved since the form was opened.
  var meanwhile: [String: String]?
  /// Open matters that are handed over when the mandate stands still or ends.
  var waiting = 0

  static let labels: [String: String] = [
    "name": "名称", "short": "简称", "mark": "简称", "code": "区划代码", "level": "级别", "parent": "上级", "region": "区划",
    "seats": "应选名额", "number": "届", "from": "日期", "kind": "类别", "telephone": "电话", "person": "人员", "congress": "人民代表大会",
    "constituency": "选区", "unit": "选举单位", "reason": "原因", "state": "状态", "on": "日期", "venue": "站点", "mandate": "代表",
    "opens": "开始时间", "closes": "结束时间", "day": "日期", "role": "职务", "grid": "网格", "position": "次序", "residence": "居住地",
    "occupation": "职业", "workplace": "工作单位", "expertise": "擅长领域", "introduction": "简介", "host": "设在", "address": "地址",
    "hours": "开放时间", "workflow": "工作流程", "duties": "主要职责", "rules": "工作制度", "tier": "层次", "successor": "接替的人",
  ]

  var title: String {
    let isChange = !draft["id"].isEmpty
    let words: String =
      switch kind {
      case .region: "区划"
      case .congress: "人民代表大会"
      case .term: "届次"
      case .body: "机构"
      case .constituency: "选区"
      case .electingUnit: "选举单位"
      case .delegation: "代表团"
      case .delegationMember: "代表团成员"
      case .unit: "承办单位"
      case .category: "诉求类别"
      case .person: "人员"
      case .contact: "联系方式"
      case .mandate: "代表资格"
      case .mandateState: "代表资格变更"
      case .venue: "站点"
      case .placement: "编排进站"
      case .reception: "接待选民日"
      case .post: "职务"
      }
    return (isChange ? "修改" : "登记") + words
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.errorSummary(draft)
      if let meanwhile { versions(meanwhile, &h) }
      h.form(SitePath.directoryEdit(kind).string, token: token) { h in
        for name in ["id", "delegation", "seen"] where !draft[name].isEmpty { h.hidden(name, draft[name]) }
        fields(&h)
        h.submit("保存")
      }
    }
  }

  /// Both versions side by side, where they differ.
  private func versions(_ stored: [String: String], _ h: inout HTMLWriter) {
    let names = stored.keys.sorted().filter { name in
      stored[name] != draft[name] && Self.labels[name] != nil && ID<Region>(text: stored[name] ?? "") == nil
    }
    h.element("table", [.class("kv"), .id("changed")]) { h in
      h.element("caption", text: "现在的内容和您填的内容")
      h.element("tbody") { h in
        for name in names {
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "row")], text: Self.labels[name] ?? "")
            h.element("td", text: "现在：\(stored[name] ?? "")　您填的：\(draft[name])")
          }
        }
      }
    }
  }

  private func fields(_ h: inout HTMLWriter) {
    switch kind {
    case .region, .congress, .term, .body, .constituency, .electingUnit: place(&h)
    case .delegation, .delegationMember, .unit, .category: grouping(&h)
    case .person, .contact, .mandate, .mandateState, .post: people(&h)
    case .venue, .placement, .reception: venue(&h)
    }
  }

  private func congress(_ h: inout HTMLWriter) {
    if draft["congress"].isEmpty {
      h.select("人民代表大会", "congress", draft, options: choices.congresses)
    } else {
      h.hidden("congress", draft["congress"])
    }
  }

  private func defaults(_ values: [String: String]) -> FormDraft {
    var filled = draft
    for (name, value) in values where filled[name].isEmpty { filled.values[name] = value }
    return filled
  }

  // MARK: Places and congresses

  private func place(_ h: inout HTMLWriter) {
    switch kind {
    case .region:
      h.input("名称", "name", draft, maximum: 40)
      if draft["id"].isEmpty {
        h.select("上级", "parent", draft, options: choices.regions)
        h.select("级别", "level", draft, options: RegionLevel.allCases.map { ("\($0.rawValue)", Words.regionLevel($0)) })
        h.input("统计用区划代码", "code", draft, hint: "12位数字，每年可能变，只作为属性", optional: true, maximum: 12, mode: "numeric")
      }
    case .congress:
      h.input("名称", "name", draft, hint: "如“示范镇人民代表大会”", maximum: 60)
      h.input("简称", "short", draft, hint: "如“示范镇”", maximum: 20)
      if draft["id"].isEmpty {
        h.select("区划", "region", draft, options: choices.regions)
        h.select(
          "级别", "level", draft,
          options: CongressLevel.allCases.map { ("\($0.rawValue)", Words.level($0).replacing("代表", with: "级")) })
        h.select("上一级人民代表大会", "parent", draft, options: choices.congresses, optional: true)
        h.check("here", "在本系统管理", draft, detail: "不勾的，只登记驻本地的代表")
      }
    case .term:
      congress(&h)
      h.input("第几届", "number", draft, maximum: 3, mode: "numeric")
      h.input("第一次会议举行之日", "from", draft, hint: "上一届到这一天为止（代表法第二条）", maximum: 10, type: "date")
    case .body:
      congress(&h)
      h.select("类别", "kind", draft, options: CongressBodyKind.allCases.map { ($0.rawValue, Words.bodyKind($0)) })
      h.input("本地名称", "name", draft, maximum: 60)
    case .constituency:
      congress(&h)
      h.input("名称", "name", draft, maximum: 40)
      h.input("应选名额", "seats", defaults(["seats": "3"]), hint: "一名至三名（选举法第二十五条）", maximum: 1, mode: "numeric")
      if draft["id"].isEmpty { h.select("包括的区划", "region", draft, options: choices.regions, optional: true) }
    default:
      congress(&h)
      h.input("名称", "name", draft, maximum: 60)
    }
  }

  // MARK: Groups, units, categories

  private func grouping(_ h: inout HTMLWriter) {
    congress(&h)
    switch kind {
    case .delegationMember:
      h.p(.class("notice"), text: draft["name"])
      h.select("代表", "mandate", draft, options: choices.mandates)
      h.check("leads", "团长", draft)
      h.check("leaves", "退出代表团", draft)
    case .unit:
      h.input("名称", "name", draft, maximum: 60)
      h.input("电话", "telephone", draft, optional: true, maximum: 30, type: "tel")
    case .category:
      h.input("名称", "name", draft, maximum: 30)
      if draft["id"].isEmpty {
        h.select("放在哪一类下面", "parent", draft, options: choices.categories, optional: true)
      } else if !draft["parent"].isEmpty {
        h.hidden("parent", draft["parent"])
      }
      h.input("次序", "position", defaults(["position": "1"]), maximum: 3, mode: "numeric")
      h.check("inactive", "停用", draft, detail: "以前的诉求仍然显示这个类别")
    default: h.input("名称", "name", draft, maximum: 40)
    }
  }

  // MARK: People

  private func people(_ h: inout HTMLWriter) {
    if kind != .person { h.hidden("person", draft["person"]) }
    switch kind {
    case .person:
      h.input("姓名", "name", draft, hint: "不拆姓和名，少数民族姓名中间的“·”照写", maximum: 60)
      h.input("职业", "occupation", draft, optional: true, maximum: 40)
      h.input("工作单位", "workplace", draft, optional: true, maximum: 60)
      h.select("居住地", "residence", draft, options: choices.regions, optional: true)
      h.input("擅长领域", "expertise", draft, hint: "几个领域用顿号隔开", optional: true, maximum: 100)
      h.area("简介", "introduction", draft, optional: true, maximum: 500, small: true)
    case .contact:
      h.select("项目", "field", draft, options: ContactField.allCases.map { ($0.rawValue, Words.contactField($0)) })
      h.input("内容", "text", draft, hint: "空着保存就是删除", optional: true, maximum: 60)
      h.check("public", "本人已同意公开给群众", draft)
    case .mandate:
      if draft["congress"].isEmpty {
        h.select("哪一级人民代表大会", "congress", draft, options: choices.congresses)
      } else {
        h.hidden("congress", draft["congress"])
      }
      h.select("选区（直接选举）", "constituency", draft, options: choices.constituencies, optional: true)
      h.select("选举单位（间接选举）", "unit", draft, options: choices.units, optional: true)
      h.input("当选日期", "from", draft, maximum: 10, type: "date")
    case .mandateState:
      h.hidden("mandate", draft["mandate"])
      h.choices(
        "变更为", "state", draft,
        [
          HTMLWriter.Choice(value: "suspended", words: "暂停执行职务", detail: "代表法第六十一条"),
          HTMLWriter.Choice(value: "ended", words: "资格终止", detail: "代表法第六十二条"),
          HTMLWriter.Choice(value: "active", words: "恢复执行职务", detail: "暂停的情形消失"),
        ])
      h.select(
        "原因", "reason", draft,
        options: [("", "恢复时不用选")] + MandateReason.allCases.map { ($0.rawValue, Words.mandateReason($0)) },
        optional: true)
      h.input("日期", "on", defaults(["on": today.description]), maximum: 10, type: "date")
      if waiting > 0 {
        h.div(.class("notice notice-warn")) { h in
          h.p(.class("notice-title"), text: "手上还有\(waiting)件未办结的诉求")
          h.p(text: "暂停或者终止时一并交接，期限不变；联络站和小组会收到提醒。")
        }
      }
      h.select(
        "未办结的诉求交给", "successor", draft, options: choices.people, hint: "不选的，由联络站安排", optional: true)
    default:
      h.select("职务", "role", draft, options: choices.roles)
      h.select("站点", "venue", draft, options: choices.venues, hint: "站长、联络员要选站点", optional: true)
      if choices.units.count > 1 {
        h.select("承办单位", "unit", draft, options: choices.units, hint: "承办单位的职务要选单位", optional: true)
      }
      if !choices.grids.isEmpty {
        h.select("网格", "grid", draft, options: [("", "没有")] + choices.grids, hint: "网格员要选网格", optional: true)
      }
      if !choices.congresses.isEmpty {
        h.select("人民代表大会", "congress", draft, options: choices.congresses, hint: "不选站点、单位的职务要选", optional: true)
      }
    }
  }

  // MARK: Venues

  private func venue(_ h: inout HTMLWriter) {
    switch kind {
    case .venue:
      h.input("名称", "name", draft, maximum: 60)
      h.input("简称", "mark", draft, hint: "档案号里用，如“柳站”", maximum: 6)
      h.select("类别", "kind", draft, options: VenueKind.allCases.map { ($0.rawValue, Words.venueKind($0)) })
      h.select("层次", "tier", draft, options: VenueTier.allCases.map { ($0.rawValue, Words.tier($0)) })
      if draft["id"].isEmpty {
        h.select("区划", "region", draft, options: choices.regions)
      } else {
        h.hidden("region", draft["region"])
      }
      h.select("上级站点", "parent", draft, options: choices.venues, optional: true)
      h.input("地址", "address", draft, optional: true, maximum: 80)
      h.input("设在（单位）", "host", draft, hint: "可以设在社区、企业、学校、医院", optional: true, maximum: 60)
      h.input("电话", "telephone", draft, optional: true, maximum: 30, type: "tel")
      h.input("开放时间", "hours", draft, optional: true, maximum: 60)
      h.area("工作流程", "workflow", draft, hint: "一行一条", optional: true, maximum: 1500, small: true)
      h.area("主要职责", "duties", draft, hint: "一行一条", optional: true, maximum: 1500, small: true)
      h.area("工作制度", "rules", draft, hint: "一行一条", optional: true, maximum: 1500, small: true)
    case .placement:
      h.hidden("venue", draft["venue"])
      h.select("代表", "mandate", draft, options: choices.mandates)
    default:
      h.hidden("venue", draft["venue"])
      h.choices(
        "多久一次", "recurrence", defaults(["recurrence": "monthly"]),
        [HTMLWriter.Choice(value: "monthly", words: "每月一次"), HTMLWriter.Choice(value: "weekly", words: "每周一次")],
        row: true)
      h.input("哪一天", "day", draft, hint: "每月的填几号（1到31），每周的填星期几（1到7）", maximum: 2, mode: "numeric")
      h.div(.class("pair")) { h in
        h.input("几点开始", "opens", defaults(["opens": "09:00"]), maximum: 5, type: "time")
        h.input("几点结束", "closes", defaults(["closes": "11:30"]), maximum: 5, type: "time")
      }
      h.input("主题", "topic", draft, optional: true, maximum: 30)
      h.input("地点", "place", draft, optional: true, maximum: 60)
      h.select("接待代表", "person", draft, options: choices.people)
    }
  }
}
