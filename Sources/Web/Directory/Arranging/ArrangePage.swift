import Actions
import Domain
import HTMLKit

/// One form of arranging.
struct ArrangePage: HTMLKit.Page {
  let kind: ArrangeKind
  let draft: FormDraft
  let context: ArrangeContext
  let token: String
  let today: CivilDate

  private var isChange: Bool { !draft["id"].isEmpty }

  var title: String {
    switch kind {
    case .group: isChange ? "修改小组" : "新建小组"
    case .groupEnd: "撤销小组"
    case .groupMember: "登记成员或调整职务"
    case .groupLeave: "退出小组"
    case .groupDuty: "登记驻站或流动联络"
    case .groupDutyEnd: "结束驻站或流动联络"
    case .guides: "登记指导对象"
    case .guidesEnd: "结束指导"
    case .cluster: isChange ? "修改片区" : "新建片区"
    case .clusterEnd: "撤销片区"
    case .clusterPart: "编入片区"
    case .clusterPartEnd: "移出片区"
    case .mechanism: isChange ? "修改联系机制" : "新建联系机制"
    case .link: "登记责任联系"
    case .linkEnd: "结束责任联系"
    case .gridHead: "任命网格长"
    case .gridHeadEnd: "结束网格长"
    case .exception: "编排进站的例外"
    }
  }

  private var parent: (words: String, path: SitePath) {
    switch kind {
    case .group, .groupEnd, .groupMember, .groupLeave, .groupDuty, .groupDutyEnd, .guides, .guidesEnd:
      ("小组", .directoryPart(.groups))
    case .cluster, .clusterEnd, .clusterPart, .clusterPartEnd: ("片区", .directoryPart(.clusters))
    case .mechanism, .link, .linkEnd: ("责任联系", .directoryPart(.mechanisms))
    case .gridHead, .gridHeadEnd: ("网格长", .directoryPart(.gridHeads))
    case .exception: ("编排代表进站", .directoryPart(.placements))
    }
  }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (parent.words, parent.path.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if !context.subject.isEmpty { h.p(.class("page-lead"), text: context.subject) }
      h.errorSummary(draft)
      h.form(SitePath.arrange(kind).string, token: token) { h in
        for name in ["id", "congress", "group", "cluster", "mechanism", "grid", "mandate", "seen"]
        where !draft[name].isEmpty { h.hidden(name, draft[name]) }
        fields(&h)
        h.submit("保存")
      }
      h.p(.class("section-s")) { h in h.link(context.back.string, "不改了，返回", class: "btn btn-s") }
    }
  }

  private func fields(_ h: inout HTMLWriter) {
    switch kind {
    case .group: group(&h)
    case .groupMember, .groupDuty, .guides: groupParts(&h)
    case .cluster, .clusterPart: cluster(&h)
    case .mechanism: mechanism(&h)
    case .link: link(&h)
    case .gridHead:
      person("网格长", hint: "写姓名或拼音首字母，要是在任代表", &h)
      date("from", "任职日期", &h)
      reason("例如：住在本网格；选区在本网格", &h)
    case .exception: exception(&h)
    case .groupLeave:
      h.hidden("person", draft["person"])
      reason("例如：工作调动；换届", &h)
    case .groupEnd, .groupDutyEnd, .guidesEnd, .clusterEnd, .clusterPartEnd, .linkEnd, .gridHeadEnd:
      reason("结束从今天起，历史保留", &h)
    }
  }

  // MARK: Pieces

  private func defaults(_ values: [String: String]) -> FormDraft {
    var filled = draft
    for (name, value) in values where filled.values[name] == nil { filled.values[name] = value }
    return filled
  }

  private func date(_ name: String, _ label: String, _ h: inout HTMLWriter) {
    h.input(label, name, defaults([name: today.description]), maximum: 10, type: "date")
  }

  private func reason(_ hint: String, _ h: inout HTMLWriter) {
    h.input("理由", "reason", draft, hint: hint, maximum: 100)
  }

  /// A name, and when it means several people, who of them.
  private func person(
    _ label: String, _ name: String = "who", id: String = "person", hint: String, _ h: inout HTMLWriter
  ) {
    h.input(label, name, draft, hint: hint, maximum: 60)
    guard let found = context.candidates[name], !found.isEmpty else { return }
    h.choices(
      "是哪一位", id, draft,
      found.map { line in
        let parts = [
          line.mandates.isEmpty ? "" : DeputyWords.levels(line), line.occupation, line.venues.first?.name ?? "",
        ]
        return HTMLWriter.Choice(
          value: line.id.description, words: line.name,
          detail: parts.filter { !$0.isEmpty }.joined(separator: "　"))
      })
  }

  // MARK: Forms

  private func group(_ h: inout HTMLWriter) {
    h.input("名称", "name", draft, maximum: 40)
    let kinds = GroupKind.allCases.map { (value: $0.rawValue, words: Words.groupKind($0)) }
    if isChange {
      h.hidden("kind", draft["kind"])
    } else {
      h.select("类别", "kind", defaults(["kind": GroupKind.territorial.rawValue]), options: kinds)
    }
    h.area("工作内容", "purpose", draft, optional: true, maximum: 300, small: true)
    if !isChange { h.input("成立依据", "reason", draft, hint: "例如：某月某日主席团会议决定", optional: true, maximum: 100) }
    h.input("承接的领域", "fields", draft, hint: "专业小组填，几个领域用顿号隔开", optional: true, maximum: 100)
    if !context.categories.isEmpty {
      let chosen = context.categories.filter { draft["c\($0.id)"] == "1" }.count
      h.fold(.list, chosen == 0 ? "承接的诉求类别" : "承接的诉求类别（已选\(chosen)）") { h in
        for top in context.categories where top.parent == nil && top.isActive {
          h.check("c\(top.id)", top.name, draft)
          for child in context.categories where child.parent == top.id && child.isActive {
            h.check("c\(child.id)", "　" + child.name, draft)
          }
        }
      }
    }
  }

  private func groupParts(_ h: inout HTMLWriter) {
    switch kind {
    case .groupMember:
      let isGuidance = context.groupKind == .guidance
      person("姓名", hint: isGuidance ? "写姓名或拼音首字母" : "写姓名或拼音首字母，要是在任代表", &h)
      h.select(
        "职务", "role", defaults(["role": GroupRole.member.rawValue]),
        options: GroupRole.allowed(in: context.groupKind ?? .working).map { ($0.rawValue, Words.groupRole($0)) })
      date("from", "从哪天起", &h)
      reason("例如：按居住地编组；主席团会议推选", &h)
    case .groupDuty:
      h.choices(
        "方式", "kind", defaults(["kind": GroupDutyKind.resident.rawValue]),
        [
          HTMLWriter.Choice(value: "resident", words: "驻站", detail: "长期在这个站点"),
          HTMLWriter.Choice(value: "floating", words: "流动联络", detail: "一段时间到别的站点"),
        ])
      h.select("站点", "venue", draft, options: [("", "请选择")] + context.options)
      date("from", "从哪天起", &h)
      h.input("到哪天为止", "to", draft, hint: "流动联络要写，驻站可以不写", optional: true, maximum: 10, type: "date")
      reason("例如：就近联系群众；补充该站力量", &h)
    default:
      h.select("指导对象", "subject", draft, options: [("", "请选择")] + context.options, hint: "乡镇（街道）、乡镇人大，或者代表小组")
      date("from", "从哪天起", &h)
      reason("例如：主任会议分工", &h)
    }
  }

  private func cluster(_ h: inout HTMLWriter) {
    guard kind == .cluster else {
      h.select(
        "编入什么", "subject", draft, options: [("", "请选择")] + context.options, hint: "没有站点的村，由同一片区的站点联系")
      date("from", "从哪天起", &h)
      reason("例如：分片建站；分片举办代表大讲堂", &h)
      return
    }
    h.input("名称", "name", draft, maximum: 40)
    h.area("用途", "purpose", draft, hint: "例如：村（社区）分片建站；每季度分片办一期代表大讲堂", optional: true, maximum: 300, small: true)
  }

  private func mechanism(_ h: inout HTMLWriter) {
    h.input("名称", "name", draft, hint: "例如：双包双联双导、双联系、包保、分工联系选民", maximum: 40)
    h.area("说明", "note", draft, optional: true, maximum: 500, small: true)
    if isChange {
      for name in ["origin", "target"] { h.hidden(name, draft[name]) }
    } else {
      h.select("由谁联系", "origin", draft, options: LinkEnd.origins.map { ($0.rawValue, Words.linkEnd($0)) })
      h.select("联系什么", "target", draft, options: LinkEnd.allCases.map { ($0.rawValue, Words.linkEnd($0)) })
    }
    h.div(.class("pair")) { h in
      h.input("至少几次", "contacts", defaults(["contacts": "1"]), hint: "0就是不要求", maximum: 2, mode: "numeric")
      h.select(
        "每", "period", defaults(["period": CadencePeriod.quarter.rawValue]),
        options: CadencePeriod.allCases.map { ($0.rawValue, Words.period($0)) })
    }
    if isChange { h.check("ends", "停用这个机制", draft, detail: "不再统计次数，已有的联系和记录都保留") }
  }

  private func link(_ h: inout HTMLWriter) {
    person(
      "由谁联系", hint: context.mechanism?.from == .deputy ? "写姓名或拼音首字母，要是在任代表" : "写姓名或拼音首字母", &h)
    switch context.mechanism?.to {
    case .person: person("联系谁", "target-who", id: "target", hint: "写姓名或拼音首字母", &h)
    case .deputy: person("联系哪位代表", "target-who", id: "target", hint: "写姓名或拼音首字母，要是在任代表", &h)
    case .voters:
      h.area(
        "联系的选民、群众范围", "target", draft, hint: "写到村民小组、院、楼或户数，例如“柳林村三组12户”，不写户主的姓名和电话", maximum: 100, small: true)
    default: h.select("联系什么", "target", draft, options: [("", "请选择")] + context.options)
    }
    date("from", "从哪天起", &h)
    reason("例如：主任会议分工；本人选区", &h)
  }

  private func exception(_ h: inout HTMLWriter) {
    h.select("编入", "venue", draft, options: context.options, hint: "选一个站点，或者选不编排，理由都要写")
    reason("例如：在县城工作；本人申请并经同意", &h)
    if draft["has"] == "1" {
      h.hidden("has", "1")
      h.check("remove", "取消例外，按规则编排", draft)
    }
  }
}
