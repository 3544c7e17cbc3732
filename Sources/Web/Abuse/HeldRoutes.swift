import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird
import SecretsKit

/// 待甄别: what is looked at before it comes into the queues, released with one press or declined with a reason.
enum HeldRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/held", access: .desk) { visit in try await show(visit, FormDraft(), [], .ok) }
    table.post("/work/held", access: .desk) { visit, form in try await take(visit, form) }
  }

  private static func show(
    _ visit: Visit, _ draft: FormDraft, _ picked: Set<ID<Matter>>, _ status: HTTPResponse.Status
  ) async throws -> Response {
    let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
    let found = try await ReadHeld.run(after: cursor, by: visit.actor, in: visit.environment)
    let page = HeldPage(
      lines: found.lines, next: found.next, isFirst: cursor == nil, draft: draft, picked: picked,
      token: FormToken.make(for: visit), today: visit.today)
    try await ReadHeld.markRead(of: visit.signedIn().person, in: visit.environment)
    return try await Workbench.page(page, visit, status: status)
  }

  /// `do` names what was pressed: `one-ID` beside a matter, `release` or `decline` below the list for those picked.
  private static func take(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let pressed = form.fields["do"] ?? ""
    if pressed.hasPrefix("one-") {
      guard let id = ID<Matter>(text: pressed.dropFirst(4)) else { throw ActionError.notFound }
      return try await finish(visit, form, [id], "release") { id, request in
        try await ReleaseMatter.run(on: id, request, in: visit.environment)
      }
    }
    let picked = form.fields.all("pick").prefix(ReadHeld.pageSize).compactMap { ID<Matter>(text: $0) }
    var draft = FormDraft(form)
    if picked.isEmpty { draft.problems.append((field: "picked", words: "请先勾选要办的诉求")) }
    if pressed == "release" {
      guard draft.problems.isEmpty else { return try await show(visit, draft, [], .unprocessableContent) }
      return try await finish(visit, form, picked, "release") { id, request in
        try await ReleaseMatter.run(on: id, request, in: visit.environment)
      }
    }
    let reason: DeclineReason? = form.word("reason")
    let words = form.text("words", multiline: true)
    if reason == nil { draft.problems.append((field: "reason", words: "请选择理由")) }
    if words.isEmpty { draft.problems.append((field: "words", words: "请写上对群众怎么说")) }
    if words.count > 500 { draft.problems.append((field: "words", words: "对群众说的话最多500个字")) }
    if form.isBroken("words", multiline: true) {
      draft.problems.append((field: "words", words: "有无法显示的字符，请删去后再提交"))
    }
    guard draft.problems.isEmpty, let reason else {
      return try await show(visit, draft, Set(picked), .unprocessableContent)
    }
    return try await finish(visit, form, picked, "held-declined") { id, request in
      _ = try await DeclineMatter.run(
        DeclineMatter.Input(reason: reason, words: words), on: id, request, in: visit.environment)
    }
  }

  /// Each matter is carried out by itself and once, whoever else presses at the same time.
  private static func finish(
    _ visit: Visit, _ form: PostedForm, _ ids: [ID<Matter>], _ done: String,
    _ act: (ID<Matter>, MatterRequest) async throws -> Void
  ) async throws -> Response {
    var failed = 0
    for id in ids {
      let key = visit.environment.tokens.mac("held", [form.key.hash, Array(id.description.utf8)])
      let request = MatterRequest(actor: visit.actor, seen: nil, key: RequestKey(hash: key))
      do { try await act(id, request) } catch let error as ActionError {
        // Somebody else has looked at it meanwhile: it is not in the list any more.
        guard case .rule = error else {
          if ids.count == 1 { throw error }
          failed += 1
          continue
        }
      }
    }
    return Respond.redirect(SitePath.held.with([("done", failed == 0 ? done : "held-partly")]))
  }
}

struct HeldPage: HTMLKit.Page {
  let lines: [HeldLine]
  let next: ListCursor?
  let isFirst: Bool
  let draft: FormDraft
  let picked: Set<ID<Matter>>
  let token: String
  let today: CivilDate

  var title: String { "待甄别" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(.class("small mute"), text: "这些诉求来得有些异常，先请您看一眼。是真的就放行，和别的诉求一样办；不是诉求的说明理由。没人看的，过了期限自动放行。")
    h.errorSummary(draft)
    if lines.isEmpty {
      h.empty("没有等着甄别的诉求。", link: (SitePath.queue.string, "回到待办队列"))
      return
    }
    h.form(SitePath.held.string, token: token, class: "form") { h in
      // Enter in a field presses a form's first button; here that is none, so that nothing is released by chance.
      h.element("button", [.type("submit"), .flag("disabled"), .flag("hidden")], text: "")
      h.ul(.class("stack section-s"), .id("picked")) { h in for line in lines { item(line, &h) } }
      h.fold(.check, "一次处理勾选的几件", isOpen: !draft.problems.isEmpty) { h in
        h.div(.class("stack")) { h in
          h.p { h in
            h.element("button", [.class("btn btn-s"), .type("submit"), .name("do"), .value("release")]) { h in
              h.icon(.check)
              h.text("放行勾选的")
            }
          }
          h.choices(
            "不予受理的理由", "reason", draft,
            DeclineReason.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.decline($0)) })
          h.area("对群众怎么说", "words", draft, hint: "说清楚为什么，群众看得到", maximum: 500, small: true)
          h.p { h in
            h.element("button", [.class("btn btn-s"), .type("submit"), .name("do"), .value("decline")]) { h in
              h.icon(.close)
              h.text("勾选的不予受理，告诉群众")
            }
          }
        }
      }
    }
    h.pager(
      "本页\(lines.count)件", next: next.map { SitePath.held.with([("after", $0.text)]) },
      first: isFirst ? nil : SitePath.held.string)
  }

  private func item(_ item: HeldLine, _ h: inout HTMLWriter) {
    let id = item.line.id.description
    h.li(.class("card")) { h in
      h.element("label", [.class("check")]) { h in
        h.void(
          "input",
          [.type("checkbox"), .name("pick"), .value(id), .flag("checked", picked.contains(item.line.id))])
        h.element("span") { h in
          h.b(item.line.title)
          h.small(
            [
              DateWords.moment(item.receivedAt, today: today), Words.channel(item.line.channel),
              item.line.sender.isEmpty ? "未留姓名" : item.line.sender, item.line.venue, item.line.owner,
            ].compactMap { $0 }.joined(separator: " · "))
        }
      }
      h.p(.class("chips")) { h in for reason in item.reasons { h.chip(Words.hold(reason), .warn) } }
      h.p(.class("quote")) { h in h.lines(item.text.count > 300 ? String(item.text.prefix(300)) + "…" : item.text) }
      if !item.place.isEmpty { h.p(.class("small mute"), text: "地点：" + item.place) }
      if let until = item.until {
        h.p(.class("small mute"), text: "没人看的话，\(DateWords.full(until, today: today))过后自动放行。")
      }
      h.p(.class("row")) { h in
        h.element("button", [.class("btn btn-s btn-main"), .type("submit"), .name("do"), .value("one-" + id)]) { h in
          h.icon(.check)
          h.text("放行")
          h.span(.class("sr"), text: "：" + item.line.title)
        }
        h.link(SitePath.record(item.line.id).string, "打开看看", class: "btn btn-s")
      }
    }
  }
}
