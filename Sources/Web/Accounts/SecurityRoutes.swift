import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 安全设置, sign-ins and locked names (the security administrator's), and 审计 (the auditor's).
enum SecurityRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/security", access: .security) { visit in try await settings(visit, nil, .ok) }
    table.post("/work/security", access: .security) { visit, form in try await save(visit, form) }
    table.post("/work/security/preview", access: .security) { visit, form in try await preview(visit, form) }
    table.get("/work/security/sign-ins", access: .security) { visit in
      let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
      let page = LiveSignInsPage(
        page: try await GuardSignIns.run(after: cursor, by: visit.actor, in: visit.environment),
        token: FormToken.make(for: visit), isFirst: cursor == nil, today: visit.today)
      return try await Workbench.page(page, visit)
    }
    table.post("/work/security/sign-ins/:id/end", access: .security) { visit, _ in
      try await GuardSignIns.end(visit.id("id"), by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.liveSignIns.with([("done", "saved")]))
    }
    table.post("/work/security/unlock", access: .security) { visit, form in
      try await GuardSignIns.unlock(form.text("username"), by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.liveSignIns.with([("done", "saved")]))
    }
    table.get("/work/audit", access: .auditor) { visit in try await audit(visit) }
    table.get("/work/audit/:id", access: .auditor) { visit in
      guard let id = Int64(try visit.parameter("id")),
        let found = try await ReadAudit.one(id, by: visit.actor, in: visit.environment)
      else { throw ActionError.notFound }
      return try await Workbench.page(
        AuditLinePage(line: found.line, entry: found.entry, today: visit.today), visit)
    }
  }

  // MARK: Settings

  private static func settings(_ visit: Visit, _ draft: FormDraft?, _ status: HTTPResponse.Status) async throws
    -> Response
  {
    let current = try await ManageSecurity.current(in: visit.environment)
    let page = SecurityPage(
      current: current, draft: draft ?? SecurityFields.draft(current.settings),
      history: try await ManageSecurity.history(in: visit.environment),
      mayEdit: try await ManageSecurity.maySave(by: visit.actor, in: visit.environment),
      token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func read(_ form: PostedForm, _ current: SecuritySettings) -> (SecuritySettings, FormDraft) {
    var draft = FormDraft(form)
    var settings = current
    for field in SecuritySettings.numbers {
      if let value = Int(TextCleaning.toHalfWidthDigits(form.text(field.name))), field.range.contains(value) {
        settings[keyPath: field.path] = value
      } else {
        draft.problems.append(
          (
            field: field.name,
            words: ProblemWords.sentence(
              FieldProblem(field.name, .notANumber(field.range)), label: SecurityFields.label(field.name))
          ))
      }
    }
    let reason = form.text("reason")
    if reason.isEmpty { draft.problems.append((field: "reason", words: "请写明为什么修改")) }
    if reason.count > 100 { draft.problems.append((field: "reason", words: "理由最多100个字")) }
    return (settings, draft)
  }

  private static func preview(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let current = try await ManageSecurity.current(in: visit.environment)
    let (settings, draft) = read(form, current.settings)
    guard draft.problems.isEmpty else { return try await Self.settings(visit, draft, .unprocessableContent) }
    let effect = try await PreviewSecurity.run(settings, in: visit.environment)
    let page = RulesPreview(
      changes: SecurityFields.changes(from: current.settings, to: settings).map {
        ($0.label, "\($0.old)", "\($0.new)")
      },
      notice: "保存后，有\(effect.outdated)个账号要马上换密码，有\(effect.ending)处登录会马上退出。已经设的密码下次修改时按新规则检查。",
      draft: draft, number: current.number, path: .security, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }

  private static func save(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let current = try await ManageSecurity.current(in: visit.environment)
    var (settings, draft) = read(form, current.settings)
    if draft.problems.isEmpty {
      do {
        _ = try await ManageSecurity.save(
          settings, reason: form.text("reason"), seen: Int(form.fields["seen"] ?? "") ?? -1, by: visit.actor,
          in: visit.environment)
        return Respond.redirect(SitePath.security.with([("done", "saved")]))
      } catch ActionError.changedMeanwhile {
        let changed = SecurityFields.changes(from: current.settings, to: settings)
        let words = changed.map { "\($0.label)：现在是\($0.old)，您填的是\($0.new)" }.joined(separator: "；")
        draft.problems = [(field: "reason", words: "刚才有人改过设置，请核对后再保存。" + words)]
        return try await Self.settings(visit, draft, .conflict)
      }
    }
    return try await Self.settings(visit, draft, .unprocessableContent)
  }

  // MARK: Audit

  private static func audit(_ visit: Visit) async throws -> Response {
    let filter = AuditFilter { visit.query[$0] }
    let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
    let page = AuditPage(
      filter: filter, page: try await ReadAudit.run(filter, after: cursor, by: visit.actor, in: visit.environment),
      people: try await ReadAudit.people(by: visit.actor, in: visit.environment), isFirst: cursor == nil,
      today: visit.today, token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }
}
