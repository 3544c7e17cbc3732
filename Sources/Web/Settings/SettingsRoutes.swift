import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 规则设置, 放假安排, 账号.
enum SettingsRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/settings/:id", access: .congress) { visit in try await settings(visit, nil, .ok) }
    table.post("/work/settings/:id", access: .congress) { visit, form in try await save(visit, form) }
    table.post("/work/settings/:id/preview", access: .congress) { visit, form in try await preview(visit, form) }
    table.get("/work/settings/:id/routing", access: .congress) { visit in try await RoutingRoutes.show(visit) }
    table.post("/work/settings/:id/routing", access: .congress) { visit, form in
      try await RoutingRoutes.take(visit, form)
    }
    table.get("/work/holidays", access: .staff) { visit in try await holidays(visit, FormDraft(), .ok) }
    table.post("/work/holidays", access: .staff) { visit, form in try await importHolidays(visit, form) }
    table.get("/work/accounts", access: .administrator) { visit in try await accounts(visit, FormDraft(), .ok) }
    for act in AccountAct.allCases {
      table.post("/work/accounts/\(act.rawValue)", access: .administrator) { visit, form in
        try await account(visit, form, act)
      }
    }
  }

  // MARK: Settings

  static func congress(_ visit: Visit) throws -> ID<Congress> {
    let id: ID<Congress> = try visit.id("id")
    let person = try visit.signedIn()
    guard person.holds(.clerk, of: id) || person.holds(.chair, of: id) else { throw ActionError.notFound }
    return id
  }

  private static func settings(_ visit: Visit, _ draft: FormDraft?, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let id = try congress(visit)
    let current = try await visit.environment.rules.current(of: id)
    let page = SettingsPage(
      congress: id, current: current, draft: draft ?? SettingsFields.draft(current.settings),
      history: try await ManageSettings.history(of: id, in: visit.environment), token: FormToken.make(for: visit),
      today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func read(_ visit: Visit, _ form: PostedForm) async throws -> (CongressSettings, FormDraft) {
    let current = try await visit.environment.rules.current(of: congress(visit))
    var draft = FormDraft(form)
    var settings = current.settings
    draft.problems = SettingsFields.read(form, into: &settings)
    if form.text("reason").isEmpty { draft.problems.append((field: "reason", words: "请写明为什么修改")) }
    return (settings, draft)
  }

  private static func preview(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id = try congress(visit)
    let (settings, draft) = try await read(visit, form)
    guard draft.problems.isEmpty else { return try await Self.settings(visit, draft, .unprocessableContent) }
    let current = try await visit.environment.rules.current(of: id)
    let workflow = MatterWorkflow(rules: settings.rules, calendar: try await visit.environment.rules.calendar())
    let promise = workflow.promise(received: visit.now)
    let page = RulesPreview(
      changes: SettingsFields.changes(from: current.settings, to: settings),
      notice: "按新规则，现在提交一件诉求：\(DateWords.full(promise.accept.date, today: visit.today))前受理，"
        + "\(DateWords.full(promise.reply.date, today: visit.today))前答复。",
      draft: draft, number: current.number, path: .settings(id), token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }

  private static func save(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id = try congress(visit)
    var (settings, draft) = try await read(visit, form)
    if draft.problems.isEmpty {
      do {
        _ = try await ManageSettings.save(
          settings, reason: form.text("reason"), of: id, seen: Int(form.fields["seen"] ?? "") ?? -1, by: visit.actor,
          in: visit.environment)
        return Respond.redirect(SitePath.settings(id).with([("done", "saved")]))
      } catch ActionError.changedMeanwhile {
        draft.problems = [(field: "reason", words: "刚才有人改过设置，请核对下面的值和修改历史后再保存")]
        return try await Self.settings(visit, draft, .conflict)
      }
    }
    return try await Self.settings(visit, draft, .unprocessableContent)
  }

  // MARK: Holidays

  private static func mayImport(_ visit: Visit) -> Bool {
    DirectoryAccess.mayImportHolidays(by: visit.actor)
  }

  private static func holidays(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    guard mayImport(visit) else { throw ActionError.refused(.notYours) }
    let page = HolidaysPage(
      table: try await ImportHolidays.table(in: visit.environment), draft: draft, token: FormToken.make(for: visit),
      today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func importHolidays(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard mayImport(visit) else { throw ActionError.refused(.notYours) }
    var draft = FormDraft(form)
    do {
      let days = try ImportHolidays.parse(csv: form.text("csv", multiline: true))
      let source = form.text("source")
      if source.isEmpty {
        draft.problems = [(field: "source", words: "请写明依据哪份通知")]
      } else {
        try await ImportHolidays.run(days, source: source, by: visit.actor, in: visit.environment)
        return Respond.redirect(SitePath.holidays.with([("done", "saved")]))
      }
    } catch let problem as FieldProblem {
      draft.problems = [
        (field: "csv", words: problem.rule == .missing ? "请粘贴放假安排" : "有一行不对：每行应是“2027-01-01,off,元旦”的样子，日期不能重复")
      ]
    } catch ActionError.invalid {
      draft.problems = [(field: "csv", words: "天数太少，像是没有粘贴完整")]
    }
    return try await holidays(visit, draft, .unprocessableContent)
  }

  // MARK: Accounts

  private static func accounts(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let lines = try await ManageAccounts.list(in: visit.environment)
    let people = try await ReadPeople.list(draft["who"], after: nil, in: visit.environment).people
    let page = AccountsPage(
      lines: lines, people: people, reader: visit.actor,
      rules: try await visit.environment.rules.security().password,
      vacant: try await AdministratorPosts.vacant(in: visit.environment)[visit.site.congress.id] ?? [], draft: draft,
      token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func account(_ visit: Visit, _ form: PostedForm, _ act: AccountAct) async throws -> Response {
    let actor = visit.actor
    let username = form.text("username")
    var draft = FormDraft(form)
    draft.values["password"] = nil
    do {
      switch act {
      case .add:
        guard let person: ID<Person> = form.id("person") else {
          throw ActionError.invalid([FieldProblem("person", .missing)])
        }
        _ = try await ManageAccounts.add(
          username: username, password: form.fields["password"] ?? "", for: person, by: actor, in: visit.environment)
      case .password:
        try await ManageAccounts.setPassword(
          of: username, to: form.fields["password"] ?? "", mustChange: true, by: actor, in: visit.environment)
      case .disable:
        var drafters: [ID<HandlingUnit>: ID<Person>] = [:]
        for field in form.fields.fields where field.name.hasPrefix("drafter-") {
          guard let unit = ID<HandlingUnit>(text: field.name.dropFirst(8)), let person = ID<Person>(text: field.value)
          else { continue }
          drafters[unit] = person
        }
        try await DisableAccount.run(username, drafters: drafters, by: actor, in: visit.environment)
      case .enable: try await ManageAccounts.setState(of: username, .active, by: actor, in: visit.environment)
      }
      return Respond.redirect(SitePath.accounts.with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map {
        (
          field: $0.field,
          words: ProblemWords.sentence($0, label: ["username": "用户名", "person": "人员"][$0.field] ?? "密码")
        )
      }
      if act == .disable {
        return try await HandOverRoutes.disablePage(visit, username: username, draft, .unprocessableContent)
      }
      return try await accounts(visit, draft, .unprocessableContent)
    }
  }
}
