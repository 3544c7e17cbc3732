import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 代录来访: staff key in what a visitor said, in his own words, through the same pipeline as everybody's.
enum IntakeRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/intake", access: .desk) { visit in try await show(visit, FormDraft(), kept: [], .ok) }
    table.post("/work/intake", access: .desk) { visit, form in try await send(visit, form) }
  }

  private static func show(_ visit: Visit, _ draft: FormDraft, kept: [PhotoTicket], _ status: HTTPResponse.Status)
    async throws -> Response
  {
    let person = try visit.signedIn()
    let congress = visit.site.congress.id
    let venues = try await ReadDirectory.venues(of: congress, in: visit.environment)
    let own = person.posts.compactMap(\.venue).first
    let mine =
      person.posts.isEmpty
      ? []
      : venues.filter { venue in
        person.posts.contains { $0.venue == venue.id } || person.holds(.clerk, of: congress)
      }
    var filled = draft
    if filled["channel"].isEmpty { filled.values["channel"] = MatterChannel.visit.rawValue }
    if filled["to"].isEmpty {
      filled.values["to"] = own.map { "v-\($0)" } ?? mine.first.map { "v-\($0.id)" } ?? "arrange"
    }
    if filled["via"].isEmpty { filled.values["via"] = ReplyWay.phone.rawValue }
    if filled["visibility"].isEmpty { filled.values["visibility"] = MatterVisibility.hidden.rawValue }
    let assignees = try await ReadVenue.assignees(
      venue: own ?? mine.first?.id, congress: congress, in: visit.environment)
    let categories = try await ReadDirectory.categories(of: congress, in: visit.environment)
    let page = IntakePage(
      draft: filled, token: FormToken.make(for: visit), venues: mine.isEmpty ? venues : mine,
      deputies: assignees.deputies, categories: categories.filter(\.isActive),
      campaigns: try await ReadCampaigns.running(by: Set(MatterChannel.desk), in: visit.environment),
      kept: kept.map { ($0.text(visit.environment.tokens), $0.name) })
    return try await Workbench.page(page, visit, status: status)
  }

  private static func send(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let settings = try await visit.environment.rules.current(of: visit.site.congress.id).settings
    let photos = try await form.takePhotos(limit: settings.intake.photoLimit, in: visit.environment)
    let parsed = SubmitMatterForm.parse(
      form, settings: settings, congress: visit.site.congress.id, photos: photos.tickets,
      photoProblems: photos.problems, scanned: false, atDesk: true)
    guard let input = parsed.input else {
      return try await show(visit, parsed.draft, kept: photos.tickets, .unprocessableContent)
    }
    if let refusal = visit.take(visit.submitClaims(phone: input.phone)).refusal {
      var draft = parsed.draft
      draft.problems.append((field: "send", words: LimitWords.sentence(refusal, visit)))
      var response = try await show(visit, draft, kept: photos.tickets, .tooManyRequests)
      LimitWords.mark(&response, refusal)
      return response
    }
    do {
      let receipt = try await SubmitMatter.run(input, by: visit.actor, key: form.key, in: visit.environment)
      // The slip is shown in the answer itself: its code is known only now. A reload sends the same form and shows the
      // same slip.
      let page = ReceiptSlipPage(slip: try await ReceiptSlip.make(receipt, for: visit))
      return Respond.page(Document.render(page, visit, .paper(back: .intake)), for: visit)
    } catch ActionError.invalid(let problems) {
      var draft = parsed.draft
      draft.problems = SubmitMatterForm.sentences(problems)
      return try await show(visit, draft, kept: photos.tickets, .unprocessableContent)
    }
  }
}

/// The desk's form: everything on one screen, in the order in which a visitor tells it.
struct IntakePage: HTMLKit.Page {
  let draft: FormDraft
  let token: String
  let venues: [VenueLine]
  let deputies: [Named<Person>]
  let categories: [MatterCategory]
  let campaigns: [CampaignLine]
  let kept: [(ticket: String, name: String)]

  var title: String { "代录来访诉求" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.errorSummary(draft)
    h.form(SitePath.intake.string, token: token, multipart: true, class: "form form-grid") { h in
      h.div(.class("wide")) { h in
        h.choices(
          "怎么来的", "channel", draft,
          MatterChannel.desk.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.channel($0)) }, row: true)
      }
      h.div(.class("wide")) { h in
        h.area("什么事（照原话记）", "what", draft, hint: "来访人怎么说就怎么记，不替他改说法", maximum: 2000, keepsDraft: false)
      }
      h.input("在哪里", "where", draft, maximum: 120)
      h.select("类别", "category", draft, options: CategoryOptions.list(categories, none: "以后再分"), optional: true)
      CampaignField(lines: campaigns).write(&h, draft)
      h.input("怎么称呼", "name", draft, hint: "不愿留的可以空着", optional: true, maximum: 40)
      h.input("电话", "phone", draft, hint: "没有电话的空着，答复时打印答复单", optional: true, maximum: 30, type: "tel", mode: "tel")
      h.select("交给谁", "to", draft, options: options)
      h.choices(
        "希望怎么答复", "via", draft,
        ReplyWay.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.replyWay($0)) }, row: true)
      h.select(
        "公开不公开", "visibility", draft,
        options: MatterVisibility.allCases.map { ($0.rawValue, Words.visibility($0)) })
      PhotoField.write(&h, draft, kept: kept)
      h.div(.class("wide")) { h in
        h.fold(.plus, "特别情况：封存、直接送上一级、未成年人", isOpen: draft.problem("guardian") != nil) { h in
          h.check("accusation", "反映的是某个人的问题（检举控告）", draft, detail: "立即封存移送上一级，本站看不到")
          h.check("bypass", "来访人要求不经本站，直接送上一级", draft)
          h.check("minor", "提的人不满14周岁", draft)
          h.input("监护人姓名", "guardian", draft, optional: true, maximum: 40)
        }
      }
      h.div(.class("form-end")) { h in h.submit("登记，打印回执", icon: .print) }
    }
  }

  private var options: [(value: String, words: String)] {
    venues.map { ("v-\($0.id)", $0.name) } + deputies.map { ("d-\($0.id)", $0.name + "代表") }
  }
}
