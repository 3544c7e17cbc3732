import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 提醒方式, 期限提醒, 短信和邮件, and the way out for whoever gets messages that he does not want.
enum MessagingRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/notices/:id", access: .signedIn) { visit in try await reminders(visit) }
    table.get("/work/preferences", access: .signedIn) { visit in try await preferences(visit, nil, .ok) }
    table.post("/work/preferences", access: .signedIn) { visit, form in try await savePreferences(visit, form) }
    table.get("/work/messages", access: .messages) { visit in try await messages(visit, FormDraft(), .ok) }
    table.post("/work/messages/test", access: .messages) { visit, form in try await test(visit, form) }
    table.post("/work/messages/:id/retry", access: .messages) { visit, _ in
      try await ManageMessages.retry(visit.id("id"), by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.messages.with([("done", "retried")]))
    }
    table.get("/t/:code", access: .open) { visit in try await stopPage(visit) }
    table.post("/t/:code", access: .open) { visit, form in
      let code = try visit.parameter("code")
      try await StopMessages.setNumber(form.fields["stop"] != "0", code: code, in: visit.environment)
      return Respond.redirect(SitePath.stopMessages(code).string)
    }
  }

  // MARK: One's own

  private static func reminders(_ visit: Visit) async throws -> Response {
    guard
      let found = try await ReadNotices.reminders(visit.id("id"), of: visit.actor, in: visit.environment)
    else { throw ActionError.notFound }
    return try await Workbench.page(RemindersPage(day: found.day, lines: found.lines, today: visit.today), visit)
  }

  /// Nil when the reader may see his own numbers here; a phone signed in by slip asks for the PIN first.
  private static func asksForPIN(_ visit: Visit) throws -> Response? {
    let person = try visit.signedIn()
    guard person.isDevice, !person.hasPIN else { return nil }
    return Respond.redirect(SitePath.pin.with([("next", SitePath.preferences.string)]))
  }

  private static func preferences(_ visit: Visit, _ draft: FormDraft?, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    if let turned = try asksForPIN(visit) { return turned }
    let found = try await SavePreferences.read(of: visit.signedIn().person, in: visit.environment)
    let page = PreferencesPage(
      channels: found.channels, draft: draft ?? PreferencesPage.draft(found), token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit, status: status)
  }

  private static func savePreferences(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    if let turned = try asksForPIN(visit) { return turned }
    do {
      try await save(form, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.preferences.with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      var draft = FormDraft(form)
      draft.problems = problems.map { (field: $0.field, words: words($0)) }
      return try await Self.preferences(visit, draft, .unprocessableContent)
    }
  }

  /// What a form says about one's own messages, kept.
  static func save(_ form: PostedForm, by actor: Actor, in environment: AppEnvironment) async throws {
    var preferences = MessagePreferences()
    preferences.arrivals = form.word("arrivals") ?? preferences.arrivals
    preferences.progress = form.word("progress") ?? preferences.progress
    preferences.reminders = form.word("reminders") ?? preferences.reminders
    preferences.overdue = form.word("overdue") ?? preferences.overdue
    preferences.pace = form.word("pace") ?? preferences.pace
    try await SavePreferences.run(
      preferences, mobile: TextCleaning.toHalfWidthDigits(form.text("mobile")), mail: form.text("mail"), by: actor,
      in: environment)
  }

  static func words(_ problem: FieldProblem) -> String {
    switch problem.field {
    case "mobile": "手机号应为11位数字，请核对"
    case "mail": "邮箱请按“name@example.com”的样子填写"
    default: "逾期和催办至少选一种，按时答复是职责"
    }
  }

  // MARK: The whole place

  private static func messages(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let tab: MessageTab = visit.queryWord("tab") ?? .trouble
    let before = visit.query["before"].flatMap { Int64($0) }
    let page = MessagesPage(
      data: try await ManageMessages.run(
        tab, of: visit.site.congress.id, before: before, by: visit.actor, in: visit.environment),
      tab: tab, isFirst: before == nil, draft: draft, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func test(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard let channel: MessageChannel = form.word("channel") else { throw ActionError.notFound }
    var draft = FormDraft()
    do {
      try await ManageMessages.test(channel, of: visit.site.congress.id, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.messages.with([("tab", "waiting"), ("done", "tested")]))
    } catch ActionError.invalid(let problems) {
      let isMissing = problems.first?.rule == .missing
      draft.problems = [
        (
          field: "test",
          words: isMissing
            ? "您还没有填\(channel == .sms ? "手机号" : "邮箱")，请先在“提醒方式”里填好" : "这个通道还没有配置"
        )
      ]
      return try await messages(visit, draft, .unprocessableContent)
    } catch ActionError.locked {
      draft.problems = [(field: "test", words: "一小时最多测试\(ManageMessages.testsAnHour)次，请过一会儿再试")]
      return try await messages(visit, draft, .tooManyRequests)
    }
  }

  // MARK: Whoever got a message

  private static func stopPage(_ visit: Visit) async throws -> Response {
    let code = try visit.parameter("code")
    guard let isStopped = try await StopMessages.isStopped(code: code, in: visit.environment) else {
      throw ActionError.notFound
    }
    let page = StopPage(
      code: code, isStopped: isStopped, site: visit.site, token: FormToken.make(for: visit))
    return Respond.page(Document.render(page, visit, .open(tab: .mine), reloadsWhenShownAgain: true), for: visit)
  }
}
