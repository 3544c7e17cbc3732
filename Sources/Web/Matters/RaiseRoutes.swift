import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// 随手提: what a deputy saw himself, in two fields and a photo.
enum RaiseRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/raise", access: .deputy) { visit in
      var draft = FormDraft()
      draft.values["campaign"] = visit.queryID("campaign", Campaign.self)?.description
      return try await show(visit, draft, kept: [], .ok)
    }
    table.post("/work/raise", access: .deputy) { visit, form in try await send(visit, form) }
    table.get("/work/raise/slips/:key", access: .deputy) { visit in try await slips(visit) }
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, kept: [PhotoTicket], _ status: HTTPResponse.Status)
    async throws -> Response
  {
    let page = RaisePage(
      draft: draft, token: FormToken.make(for: visit), categories: visit.site.categories.filter(\.isActive),
      campaigns: try await ReadCampaigns.running(by: [.deputy], in: visit.environment),
      kept: kept.map { ($0.text(visit.environment.tokens), $0.name) })
    return try await Workbench.page(page, visit, status: status)
  }

  private static func send(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let congress = visit.site.congress.id
    let settings = try await visit.environment.rules.current(of: congress).settings
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: visit.environment)
    var (input, draft) = SubmitMatterForm.raised(
      form, settings: settings, photos: photos.tickets, photoProblems: photos.problems)
    if let input {
      if let refusal = visit.take(visit.submitClaims(phone: "")).refusal {
        draft.problems.append((field: "send", words: LimitWords.sentence(refusal, visit)))
        var response = try await show(visit, draft, kept: photos.tickets, .tooManyRequests)
        LimitWords.mark(&response, refusal)
        return response
      }
      do {
        let receipts = try await RaiseMatter.run(
          input, by: visit.signedIn(), at: congress, key: form.key, in: visit.environment)
        if input.residents.isEmpty {
          return Respond.redirect(SitePath.receiptLink(Base64URL.encode(receipts.own.capability)).string)
        }
        // An address of their own, so that going back and reloading show them again.
        return Respond.redirect(
          SitePath.raised(Base64URL.encode(form.key.hash)).string,
          cookies: ReceiptRoutes.keep(receipts.own.capability, visit))
      } catch ActionError.invalid(let problems) {
        draft.problems = SubmitMatterForm.sentences(problems)
      }
    }
    return try await show(visit, draft, kept: photos.tickets, .unprocessableContent)
  }

  /// The residents' slips, for the deputy who sent the form.
  private static func slips(_ visit: Visit) async throws -> Response {
    guard let key = Base64URL.decode(try visit.parameter("key")) else { throw ActionError.notFound }
    let receipts = try await RaiseMatter.receipts(
      of: RequestKey(hash: key), by: visit.signedIn(), in: visit.environment)
    var slips: [ReceiptSlip] = []
    for receipt in receipts.residents {
      slips.append(try await ReceiptSlip.make(receipt, namesHolder: true, for: visit))
    }
    let link = SitePath.receiptLink(Base64URL.encode(receipts.own.capability)).string
    return Respond.page(Document.render(RaisedPage(link: link, slips: slips), visit, .paper(back: .work)), for: visit)
  }
}

struct RaisePage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let categories: [MatterCategory]
  let campaigns: [CampaignLine]
  let kept: [(ticket: String, name: String)]

  var title: String { "随手提" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "您自己看到、听到的问题。联络站安排别人办理，结果答复您，由您评价；和群众的诉求分开统计。")
      h.errorSummary(draft)
      h.form(SitePath.raise.string, token: token, multipart: true) { h in
        h.area("什么事", "what", draft, maximum: 2000, keepsDraft: true)
        h.input("在哪里", "where", draft, maximum: 120)
        PhotoField.write(&h, draft, kept: kept)
        residents(&h)
        if !categories.isEmpty {
          h.select("类别", "category", draft, options: CategoryOptions.list(categories, none: "由联络站分类"), optional: true)
        }
        CampaignField(lines: campaigns).write(&h, draft)
        h.check("public", "办理情况可以公开", draft, detail: "隐去个人信息，审核后公开")
        h.submit("提交", icon: .send)
      }
      h.p(.class("section-s")) { h in h.link(SitePath.mine.string, "看我提过的", class: "btn") }
    }
  }

  /// Who told him of it, if somebody wants to be answered himself.
  private func residents(_ h: inout HTMLWriter) {
    h.fold(.people, "替群众反映（选填）", isOpen: isNamed(1...RaiseMatter.mostResidents)) { h in
      h.p(.class("hint"), text: "是群众告诉您的？征得本人同意后写上。每人一张回执，单独答复，由本人评价。")
      for number in 1...2 { resident(number, &h) }
      h.fold(.plus, "还有别人", isOpen: isNamed(3...RaiseMatter.mostResidents)) { h in
        for number in 3...RaiseMatter.mostResidents { resident(number, &h) }
      }
    }
  }

  private func isNamed(_ numbers: ClosedRange<Int>) -> Bool {
    numbers.flatMap { number in ["name", "phone"].map { SubmitMatterForm.residentField(number, $0) } }
      .contains { !draft[$0].isEmpty || draft.problem($0) != nil }
  }

  private func resident(_ number: Int, _ h: inout HTMLWriter) {
    let (name, phone) = (
      SubmitMatterForm.residentField(number, "name"), SubmitMatterForm.residentField(number, "phone")
    )
    h.div(.class("pair")) { h in
      h.input("第\(number)位的称呼", name, draft, optional: true, maximum: 40)
      h.input("手机号", phone, draft, optional: true, maximum: 30, type: "tel", mode: "tel")
    }
  }
}

/// What the deputy takes along when he named residents: a slip for each, to be scanned from his phone or printed.
struct RaisedPage: HTMLKit.Page {
  /// To his own receipt.
  let link: String
  let slips: [ReceiptSlip]

  var title: String { "收到了：您的和\(slips.count)位群众的" }

  func body(_ h: inout HTMLWriter) {
    // What was typed has arrived: the browser forgets its copy.
    h.div(.class("desk-next noprint"), .flag("data-receipt")) { h in
      h.p(text: "请让群众当面扫自己的那张，或者打印出来交给本人。有手机号的，联络站会打电话答复。")
      h.p(.class("row")) { h in
        h.link(link, "看我提的这一件", class: "btn")
        h.link(SitePath.raise.string, "再提一件", class: "btn")
      }
    }
    h.section(.class("paper slips"), .label("群众的回执")) { h in
      for slip in slips { slip.write(&h) }
    }
  }
}
