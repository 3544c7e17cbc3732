import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 保存期限 and 保全.
enum RetentionRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/retention/:id", access: .retention) { visit in try await show(visit, FormDraft(), nil, .ok) }
    table.post("/work/retention/:id", access: .retention) { visit, form in try await save(visit, form) }
    table.post("/work/retention/:id/confirm", access: .retention) { visit, form in try await confirm(visit, form) }
    table.post("/work/retention/:id/holds", access: .retention) { visit, form in try await place(visit, form) }
    table.post("/work/retention/:id/holds/:hold/lift", access: .retention) { visit, form in try await lift(visit, form)
    }
  }

  private static func show(
    _ visit: Visit, _ draft: FormDraft, _ part: RetentionPage.Part?, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    let page = RetentionPage(
      page: try await ManageRetention.page(of: id, by: visit.actor, in: visit.environment),
      holds: try await HoldMatters.list(of: id, by: visit.actor, in: visit.environment),
      venues: try await ReadVenue.assignees(venue: nil, congress: id, in: visit.environment).venues.map {
        (value: $0.id.description, words: $0.name)
      },
      categories: CategoryOptions.list(
        try await ReadDirectory.categories(of: id, in: visit.environment), none: "不限"),
      draft: draft, part: part, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  private static func save(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    var draft = FormDraft(form)
    func years(_ name: String, _ label: String, _ range: ClosedRange<Int>) -> Int {
      if let number = Int(TextCleaning.toHalfWidthDigits(form.text(name))), range.contains(number) { return number }
      draft.problems.append((field: name, words: "\(label)请填\(range.lowerBound)到\(range.upperBound)之间的数"))
      return 0
    }
    var rules = RetentionRules()
    let contact = years("contact", "联系方式留几年", SettingsFields.retentionYears)
    rules.words = years("words", "文字留几年", RetentionRules.years)
    rules.photos = years("photos", "照片留几年", RetentionRules.years)
    rules.published = years("published", "公开稿留几年", RetentionRules.years)
    rules.sealed = years("sealed", "封存事项留几年", RetentionRules.years)
    let reason = form.text("reason")
    if reason.isEmpty { draft.problems.append((field: "reason", words: "请写明为什么修改")) }
    if reason.count > 100 { draft.problems.append((field: "reason", words: "修改的理由最多100个字")) }
    guard draft.problems.isEmpty else { return try await show(visit, draft, .rules, .unprocessableContent) }
    do {
      try await ManageRetention.save(
        (contact, rules), reason: reason, of: id, seen: Int(form.fields["seen"] ?? "") ?? -1, by: visit.actor,
        in: visit.environment)
      return Respond.redirect(SitePath.retention(id).with([("done", "saved")]))
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "reason", words: "刚才有人改过设置，请核对后再保存")]
      return try await show(visit, draft, .rules, .conflict)
    }
  }

  private static func confirm(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    var draft = FormDraft(form)
    if !form.has("sure") { draft.problems = [(field: "sure", words: "请先看过上面的数目和样例，再勾选确认")] }
    guard draft.problems.isEmpty else { return try await show(visit, draft, .confirm, .unprocessableContent) }
    do {
      try await ManageRetention.confirm(
        of: id, seen: Int(form.fields["seen"] ?? "") ?? -1, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.retention(id).with([("done", "confirmed")]))
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "sure", words: "规则刚才变了，请看过新的数目再确认")]
      return try await show(visit, draft, .confirm, .conflict)
    }
  }

  private static func place(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    var draft = FormDraft(form)
    let reason = form.text("hold-reason")
    if reason.count > 200 { draft.problems.append((field: "hold-reason", words: "理由最多200个字")) }
    for (name, label) in [("from", "从哪天"), ("through", "到哪天")] where !form.text(name).isEmpty {
      if form.date(name) == nil { draft.problems.append((field: name, words: "\(label)请按“2026-11-20”的样子填写")) }
    }
    guard draft.problems.isEmpty else { return try await show(visit, draft, .hold, .unprocessableContent) }
    do {
      _ = try await HoldMatters.place(
        LegalHold.Coverage(
          venue: form.id("venue"), category: form.id("category"), from: form.date("from"),
          through: form.date("through")),
        receipt: TextCleaning.toHalfWidthDigits(form.text("receipt")).filter { $0.isASCII && $0.isNumber },
        reason: reason, of: id, by: visit.actor, key: form.key, in: visit.environment)
      return Respond.redirect(SitePath.retention(id).with([("done", "held")]))
    } catch ActionError.invalid(let problems) {
      let labels = ["reason": "为什么保全", "receipt": "回执号", "through": "到哪天", "venue": "站点", "category": "类别"]
      draft.problems = problems.map { problem in
        (
          field: problem.field == "reason" ? "hold-reason" : problem.field,
          words: problem.field == "receipt" && problem.rule == .missing
            ? "请填回执号，或者选站点、类别、时间中的至少一项"
            : ProblemWords.sentence(problem, label: labels[problem.field] ?? "这一项")
        )
      }
      return try await show(visit, draft, .hold, .unprocessableContent)
    }
  }

  private static func lift(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Congress> = try visit.id("id")
    let hold: ID<LegalHold> = try visit.id("hold")
    let reason = form.text("lift-reason")
    if reason.isEmpty || reason.count > 200 {
      var draft = FormDraft(form)
      draft.problems = [(field: "lift-reason", words: reason.isEmpty ? "请写明为什么解除" : "理由最多200个字")]
      return try await show(visit, draft, .lift(hold), .unprocessableContent)
    }
    do {
      try await HoldMatters.lift(hold, reason: reason, of: id, by: visit.actor, in: visit.environment)
    } catch ActionError.changedMeanwhile {
      // Lifted by somebody else: it is lifted.
    }
    return Respond.redirect(SitePath.retention(id).with([("done", "lifted")]))
  }
}
