import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// What a resident does with a receipt: open its link, look it up, see how far it is, supplement, rate, withdraw.
enum ReceiptRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/r/:capability", access: .open) { visit in try await open(visit, isSecondTry: false) }
    table.get("/r/:capability/open", access: .open) { visit in try await open(visit, isSecondTry: true) }
    table.get("/mine", access: .open) { visit in try await list(visit) }
    table.post("/mine/forget", access: .open) { visit, _ in
      Respond.redirect(
        SitePath.mine.string, cookies: Respond.cookie(VisitReader.receiptsCookie, "", maxAge: 0, for: visit))
    }
    table.get("/mine/:number", access: .receipt) { visit in
      let held = try await held(visit, number: visit.parameter("number"), extra: nil)
      return try await show(visit, held, draft: FormDraft(), act: nil, status: .ok)
    }
    table.get("/mine/:number/photos/:file", access: .receipt) { visit in try await photo(visit, thumbnail: false) }
    table.get("/mine/:number/photos/:file/small", access: .receipt) { visit in try await photo(visit, thumbnail: true) }
    table.post("/mine/:number/supplement", access: .receipt) { visit, form in
      try await act(.supplement, visit, form, SenderForms.supplement)
    }
    table.post("/mine/:number/rate", access: .receipt) { visit, form in
      try await act(.rate, visit, form, SenderForms.rate)
    }
    table.post("/mine/:number/withdraw", access: .receipt) { visit, form in
      try await act(.withdraw, visit, form, SenderForms.withdraw)
    }
    table.post("/mine/:number/messages", access: .receipt) { visit, form in try await messages(visit, form) }
    table.get("/lookup", access: .open) { visit in
      lookupPage(visit, FormDraft(["number": visit.queryText("number")]), .ok)
    }
    table.postLenient("/lookup", access: .open) { visit, form in try await lookup(visit, form) }
  }

  // MARK: Opening

  /// Exchanges the link for a cookie and goes on to a clean address. A browser that keeps no cookies is shown the
  /// receipt at once, so that nobody is left without the number.
  private static func open(_ visit: Visit, isSecondTry: Bool) async throws -> Response {
    guard let capability = Base64URL.decode(try visit.parameter("capability")), capability.count == 16,
      let number = try await ReadReceipts.number(of: capability, in: visit.environment)
    else { return gone(visit) }
    let keepsCookies = visit.holder != nil || !visit.receipts.isEmpty
    if keepsCookies {
      return Respond.redirect(SitePath.receipt(number).string, cookies: keep(capability, visit))
    }
    if !isSecondTry {
      let name = Base64URL.encode(visit.environment.random(16))
      return Respond.redirect(
        SitePath.receiptLinkAgain(Base64URL.encode(capability)).string,
        cookies: Respond.cookie(VisitReader.holderCookie, name, maxAge: 365 * 86_400, for: visit))
    }
    let held = try await held(visit, number: number, extra: capability)
    return try await show(visit, held, draft: FormDraft(), act: nil, status: .ok, withoutCookies: true)
  }

  /// The receipt stays with this browser.
  static func keep(_ capability: [UInt8], _ visit: Visit) -> [SetCookie] {
    let kept = [capability] + visit.receipts.filter { $0 != capability }
    let value = kept.prefix(VisitReader.keptReceipts).map { Base64URL.encode($0) }.joined(separator: ".")
    return Respond.cookie(VisitReader.receiptsCookie, value, maxAge: 400 * 86_400, for: visit)
  }

  private static func gone(_ visit: Visit) -> Response {
    Respond.page(
      Document.render(
        ErrorPages.Page(
          title: "这个回执链接已经不用了", words: "可能补发过新的回执。请用新的回执，或者凭回执号和查询码查询。",
          back: (SitePath.lookup.string, "去查进度")), visit, .open(tab: .mine)), for: visit, status: .notFound)
  }

  private static func held(_ visit: Visit, number: String, extra: [UInt8]?) async throws -> ReadReceipts.Held {
    let all = visit.receipts + (extra.map { [$0] } ?? [])
    guard let held = try await ReadReceipts.find(number: number, among: all, in: visit.environment) else {
      throw ActionError.notFound
    }
    return held
  }

  private static func list(_ visit: Visit) async throws -> Response {
    let lines = try await ReadReceipts.list(visit.receipts, in: visit.environment)
    let page = MinePage(lines: lines, token: FormToken.make(for: visit), today: visit.today)
    return Respond.page(
      Document.render(page, visit, .open(tab: .mine), reloadsWhenShownAgain: true), for: visit)
  }

  static func show(
    _ visit: Visit, _ held: ReadReceipts.Held, draft: FormDraft, act: MatterAct?, status: HTTPResponse.Status,
    withoutCookies: Bool = false
  ) async throws -> Response {
    let data = try await ReadMatterRecord.run(held.matter, by: .sender(held.matter), in: visit.environment)
    let capability = Base64URL.encode(held.capability)
    let page = ReceiptPage(
      data: data, link: visit.absolute(.receiptLink(capability)),
      code: held.isPrimary ? visit.environment.tokens.lookupCode(capability: held.capability) : nil,
      capability: withoutCookies ? capability : nil,
      messages: try await StopMessages.standing(of: held.matter, in: visit.environment),
      token: FormToken.make(for: visit), draft: draft, act: act,
      site: visit.site, today: visit.today)
    return Respond.page(
      Document.render(page, visit, .open(tab: .mine), reloadsWhenShownAgain: true), for: visit, status: status)
  }

  private static func photo(_ visit: Visit, thumbnail: Bool) async throws -> Response {
    let held = try await held(visit, number: visit.parameter("number"), extra: nil)
    let bytes = try await ReadPhoto.run(
      visit.id("file"), of: held.matter, thumbnail: thumbnail, for: .actor(.sender(held.matter)),
      in: visit.environment)
    return Respond.picture(bytes)
  }

  // MARK: Acts

  /// Carries an act out and shows the page again when something has to be put right.
  private static func act(
    _ act: MatterAct, _ visit: Visit, _ form: PostedForm,
    _ run: (SenderSubmission) async throws -> Void
  ) async throws -> Response {
    let extra = form.fields["capability"].flatMap { Base64URL.decode($0) }
    let number = try visit.parameter("number")
    let held = try await held(visit, number: number, extra: extra)
    var draft = FormDraft(form)
    if let refusal = visit.take([visit.claim(.receipt), form.photoClaim(for: visit)]).refusal {
      draft.problems = [
        (field: act.rawValue, words: LimitWords.sentence(refusal, visit) + "，写好的都还在这里。" + LimitWords.otherWay(visit))
      ]
      var response = try await show(
        visit, held, draft: draft, act: act, status: .tooManyRequests, withoutCookies: extra != nil)
      LimitWords.mark(&response, refusal)
      return response
    }
    do {
      try await run(
        SenderSubmission(
          visit: visit, form: form, matter: held.matter,
          request: MatterRequest(actor: .sender(held.matter), seen: nil, key: form.key)))
      return extra == nil
        ? Respond.redirect(SitePath.receipt(number).string)
        : Respond.redirect(SitePath.receiptLinkAgain(Base64URL.encode(held.capability)).string)
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.rule(let refusal) {
      draft.problems = [(field: act.rawValue, words: ProblemWords.sentence(refusal))]
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: act.rawValue, words: "刚才有了新的进展，请看看再决定")]
    }
    return try await show(
      visit, held, draft: draft, act: act, status: .unprocessableContent, withoutCookies: extra != nil)
  }

  /// Short messages on or off.
  private static func messages(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let extra = form.fields["capability"].flatMap { Base64URL.decode($0) }
    let number = try visit.parameter("number")
    let held = try await held(visit, number: number, extra: extra)
    try await StopMessages.set(
      form.fields["wants"] == "1", for: held.matter, by: .sender(held.matter), in: visit.environment)
    return extra == nil
      ? Respond.redirect(SitePath.receipt(number).string)
      : Respond.redirect(SitePath.receiptLinkAgain(Base64URL.encode(held.capability)).string)
  }

  // MARK: Lookup

  private static func lookupPage(_ visit: Visit, _ draft: FormDraft, _ status: HTTPResponse.Status) -> Response {
    let page = LookupPage(draft: draft, token: FormToken.make(for: visit), site: visit.site)
    return Respond.page(Document.render(page, visit, .open(tab: .mine)), for: visit, status: status)
  }

  private static func lookup(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    var draft = FormDraft(form)
    let number = TextCleaning.toHalfWidthDigits(form.text("number")).filter { $0.isASCII && $0.isNumber }
    let code = TextCleaning.toHalfWidthDigits(form.text("code")).filter { $0.isASCII && $0.isNumber }
    if number.count != 12 {
      draft.problems.append((field: "number", words: number.isEmpty ? "请填写回执号" : "回执号是12位数字，现在是\(number.count)位"))
    }
    if code.count != 6 {
      draft.problems.append((field: "code", words: code.isEmpty ? "请填写查询码" : "查询码是6位数字，现在是\(code.count)位"))
    }
    guard draft.problems.isEmpty else { return lookupPage(visit, draft, .unprocessableContent) }
    if let refusal = visit.take([visit.claim(.lookup)]).refusal {
      draft.problems = [
        (field: "number", words: LimitWords.sentence(refusal, visit) + "。" + LimitWords.otherWay(visit))
      ]
      var response = lookupPage(visit, draft, .tooManyRequests)
      LimitWords.mark(&response, refusal)
      return response
    }
    do {
      let capability = try await LookupMatter.run(
        number: number, code: code, address: visit.client.text, receipts: visit.receipts, in: visit.environment)
      return Respond.redirect(SitePath.receiptLink(Base64URL.encode(capability)).string)
    } catch ActionError.wrongSecret {
      draft.problems = [(field: "number", words: "回执号和查询码没有对上，请核对后再查")]
      return lookupPage(visit, draft, .unprocessableContent)
    } catch ActionError.locked {
      draft.problems = [(field: "number", words: "试的次数太多了，请过一会儿再查；在打开过这张回执的手机上可以照常查，也可以到联络站补发回执")]
      return lookupPage(visit, draft, .tooManyRequests)
    }
  }
}
