import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 分办规则: who takes on what. Tried on past matters before it is saved.
enum RoutingRoutes {
  /// Empty lines for more.
  private static let spare = 3

  static func show(_ visit: Visit) async throws -> Response {
    let congress = try SettingsRoutes.congress(visit)
    let current = try await visit.environment.rules.current(of: congress)
    return try await show(visit, congress, draft(current), current.settings.routing.count, nil, .ok)
  }

  static func take(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let congress = try SettingsRoutes.congress(visit)
    let current = try await visit.environment.rules.current(of: congress)
    let choices = try await RoutingChoices.load(congress, visit)
    var draft = FormDraft(form)
    let (rules, problems) = read(form, choices)
    draft.problems = problems
    let saves = form.fields["do"] == "save"
    let reason = form.text("reason")
    if saves, reason.isEmpty { draft.problems.append((field: "reason", words: "请写明为什么修改")) }
    if reason.count > 100 { draft.problems.append((field: "reason", words: "修改的理由最多100个字")) }
    let lines = Int(form.fields["lines"] ?? "") ?? rules.count
    guard draft.problems.isEmpty else {
      return try await show(visit, congress, draft, lines, nil, .unprocessableContent)
    }
    if saves {
      do {
        var settings = current.settings
        settings.routing = rules
        _ = try await ManageSettings.save(
          settings, reason: "分办规则：" + reason, of: congress, seen: Int(form.fields["seen"] ?? "") ?? -1,
          by: visit.actor, in: visit.environment)
        return Respond.redirect(SitePath.routing(congress).with([("done", "saved")]))
      } catch ActionError.changedMeanwhile {
        draft.problems = [(field: "reason", words: "刚才有人改过设置，请核对后再保存")]
        return try await show(visit, congress, draft, lines, nil, .conflict)
      }
    }
    let run = try await RouteByRules.dryRun(rules, of: congress, by: visit.actor, in: visit.environment)
    return try await show(visit, congress, draft, lines, (rules, run), .ok)
  }

  private static func show(
    _ visit: Visit, _ congress: ID<Congress>, _ draft: FormDraft, _ lines: Int,
    _ run: (rules: [RoutingRule], result: RouteByRules.DryRun)?, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let current = try await visit.environment.rules.current(of: congress)
    let page = RoutingPage(
      congress: congress, number: current.number, lines: min(lines + spare, Routing.mostRules), draft: draft,
      choices: try await RoutingChoices.load(congress, visit), names: current.settings.names, run: run,
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func draft(_ current: VersionedSettings) -> FormDraft {
    var draft = FormDraft()
    for (index, rule) in current.settings.routing.enumerated() {
      draft.values["c\(index)"] = rule.category?.description ?? ""
      draft.values["r\(index)"] = rule.region?.description ?? ""
      draft.values["g\(index)"] = rule.grade?.rawValue ?? ""
      draft.values["t\(index)"] = RoutingChoices.value(rule.target)
    }
    draft.values["seen"] = "\(current.number)"
    return draft
  }

  /// Lines without a target are left out; a line that says what but not to whom is a mistake.
  private static func read(_ form: PostedForm, _ choices: RoutingChoices) -> (
    rules: [RoutingRule], problems: [(field: String, words: String)]
  ) {
    var rules: [RoutingRule] = []
    var problems: [(field: String, words: String)] = []
    for index in 0..<Routing.mostRules {
      let values = ["c", "r", "g", "t"].map { form.fields["\($0)\(index)"] ?? "" }
      if values.allSatisfy(\.isEmpty) { continue }
      guard let target = choices.targets.first(where: { $0.value == values[3] })?.target else {
        problems.append((field: "t\(index)", words: "第\(index + 1)条：请选择由谁办；不要这一条的，把四项都改回“不限”"))
        continue
      }
      if values[0].isEmpty, values[1].isEmpty, values[2].isEmpty {
        problems.append((field: "c\(index)", words: "第\(index + 1)条：类别、区域、分级至少选一项"))
        continue
      }
      let category = choices.categories.first { $0.value == values[0] }
      let region = choices.regions.first { $0.value == values[1] }
      guard category != nil, region != nil, values[2].isEmpty || MatterGrade(rawValue: values[2]) != nil else {
        problems.append((field: "c\(index)", words: "第\(index + 1)条：选的内容已经不在名录里，请重新选择"))
        continue
      }
      rules.append(
        RoutingRule(
          category: ID<MatterCategory>(text: values[0]), region: ID<Region>(text: values[1]),
          grade: MatterGrade(rawValue: values[2]), target: target))
    }
    return (rules, problems)
  }
}

/// What a rule is made of.
struct RoutingChoices {
  let categories: [(value: String, words: String)]
  let regions: [(value: String, words: String)]
  let targets: [(value: String, words: String, target: RoutingTarget)]

  static func value(_ target: RoutingTarget) -> String {
    switch target {
    case .group(let id): "g-\(id)"
    case .venue(let id): "v-\(id)"
    case .unit(let id): "u-\(id)"
    }
  }

  static func load(_ congress: ID<Congress>, _ visit: Visit) async throws -> RoutingChoices {
    let environment = visit.environment
    let assignees = try await ReadVenue.assignees(venue: nil, congress: congress, in: environment)
    let units = try await ReadDirectory.units(of: congress, in: environment).filter { $0.validTo == nil }
    let targets =
      assignees.groups.map { (RoutingTarget.group($0.id), "请\($0.name)认领") }
      + assignees.venues.map { (RoutingTarget.venue($0.id), "交\($0.name)") }
      + units.map { (RoutingTarget.unit($0.id), "建议转\($0.name)") }
    let regions = try await ReadDirectory.regions(in: environment).filter { $0.validTo == nil && $0.level >= .township }
    // A grid is called the same in every village.
    let names = Dictionary(regions.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    func name(_ region: Region) -> String {
      let inside = region.level == .grid ? region.parent.flatMap { names[$0] } ?? "" : ""
      return String(repeating: "　", count: max(0, region.level.rawValue - 4)) + inside + region.name
    }
    return RoutingChoices(
      categories: CategoryOptions.list(
        try await ReadDirectory.categories(of: congress, in: environment).filter(\.isActive), none: "不限"),
      regions: [("", "不限")]
        + regions.map {
          ($0.id.description, name($0))
        },
      targets: targets.map { (value: value($0.0), words: $0.1, target: $0.0) })
  }
}

struct RoutingPage: HTMLKit.Page {
  let congress: ID<Congress>
  let number: Int
  let lines: Int
  let draft: FormDraft
  let choices: RoutingChoices
  let names: CongressSettings.Names
  let run: (rules: [RoutingRule], result: RouteByRules.DryRun)?
  let token: String

  var title: String { "分办规则" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("规则设置", SitePath.settings(congress).string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: "按“事”找“组”：从上往下，第一条合适的算数。请小组认领的，诉求一到（或者受理定级后）就请他们认领；交联络站的，群众没有指定站点时直接到那个站；建议转单位的，转办时排在最前。")
    h.errorSummary(draft)
    if let run { result(run.rules, run.result, &h) }
    h.form(SitePath.routing(congress).string, token: token) { h in
      h.hidden("seen", draft["seen"].isEmpty ? "\(number)" : draft["seen"])
      h.hidden("lines", "\(lines)")
      for index in 0..<lines { line(index, &h) }
      h.input("为什么修改", "reason", draft, hint: "保存时要写；只是试一遍不用写", optional: true, maximum: 100)
      h.div(.class("row")) { h in
        button("try", "先在以往诉求上试一遍", .refresh, "btn", &h)
        button("save", "保存为第\(number + 1)版", .check, "btn btn-main", &h)
      }
    }
  }

  private func button(_ value: String, _ words: String, _ icon: Icon, _ names: StaticString, _ h: inout HTMLWriter) {
    h.element("button", [.class(names), .type("submit"), .name("do"), .value(value)]) { h in
      h.icon(icon)
      h.text(words)
    }
  }

  private func line(_ index: Int, _ h: inout HTMLWriter) {
    h.element("fieldset", [.class("routing-rule")]) { h in
      h.element("legend", text: "第\(index + 1)条")
      h.div(.class("pair")) { h in
        h.select("类别", "c\(index)", draft, options: choices.categories)
        h.select("区域", "r\(index)", draft, options: choices.regions)
        h.select(
          "分级", "g\(index)", draft,
          options: [("", "不限")] + MatterGrade.allCases.map { ($0.rawValue, names.name(of: $0)) })
        h.select("由谁办", "t\(index)", draft, options: [("", "请选择")] + choices.targets.map { ($0.value, $0.words) })
      }
    }
  }

  private func words(_ rule: RoutingRule) -> String {
    func found(_ list: [(value: String, words: String)], _ id: String?) -> String? {
      id.flatMap { id in list.first { $0.value == id }?.words.drop { $0 == "　" } }.map { String($0) }
    }
    let parts = [
      found(choices.categories, rule.category?.description), found(choices.regions, rule.region?.description),
      rule.grade.map { names.name(of: $0) },
    ].compactMap { $0 }
    let target = choices.targets.first { $0.target == rule.target }?.words ?? ""
    return parts.joined(separator: "、") + " → " + target
  }

  private func result(_ rules: [RoutingRule], _ result: RouteByRules.DryRun, _ h: inout HTMLWriter) {
    h.card("dry-run", "在最近\(result.total)件诉求上试一遍（没有保存）") { h in
      if result.total == 0 { h.p(text: "还没有诉求可以试。") }
      h.ul(.class("lines")) { h in
        for (rule, caught) in zip(rules, result.rules) { found(words(rule), caught, agreeing: true, &h) }
        found("没有规则合适，仍由联络站安排", result.unmatched, agreeing: false, &h)
      }
    }
  }

  private func found(_ words: String, _ caught: RouteByRules.Caught, agreeing: Bool, _ h: inout HTMLWriter) {
    h.li(.class("line")) { h in
      h.b(words)
      h.element("time", text: "\(caught.count)件")
      if agreeing, caught.count > 0 { h.small("其中\(caught.agreeing)件当时就是这样办的") }
      for sample in caught.samples {
        h.p(.class("small")) { h in h.link(SitePath.record(sample.id).string, sample.title) }
      }
    }
  }
}
