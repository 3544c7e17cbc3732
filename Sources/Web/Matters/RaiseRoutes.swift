import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// 随手提: what a deputy saw himself, in two fields and a photo.
enum RaiseRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/raise", access: .deputy) { visit in try await show(visit, FormDraft(), kept: [], .ok) }
    table.post("/work/raise", access: .deputy) { visit, form in try await send(visit, form) }
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, kept: [PhotoTicket], _ status: HTTPResponse.Status)
    async throws -> Response
  {
    let page = RaisePage(
      draft: draft, token: FormToken.make(for: visit), categories: visit.site.categories.filter(\.isActive),
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
      do {
        let receipt = try await RaiseMatter.run(
          input, by: visit.signedIn(), at: congress, key: form.key, in: visit.environment)
        return Respond.redirect(SitePath.receiptLink(Base64URL.encode(receipt.capability)).string)
      } catch ActionError.invalid(let problems) {
        draft.problems = SubmitMatterForm.sentences(problems)
      }
    }
    return try await show(visit, draft, kept: photos.tickets, .unprocessableContent)
  }
}

struct RaisePage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let categories: [MatterCategory]
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
        if !categories.isEmpty {
          h.select("类别", "category", draft, options: CategoryOptions.list(categories, none: "由联络站分类"), optional: true)
        }
        h.check("public", "办理情况可以公开", draft, detail: "隐去个人信息，审核后公开")
        h.submit("提交", icon: .send)
      }
      h.p(.class("section-s")) { h in h.link(SitePath.mine.string, "看我提过的", class: "btn") }
    }
  }
}
