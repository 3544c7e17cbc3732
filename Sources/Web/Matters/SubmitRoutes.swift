import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird
import SecretsKit

/// 提诉求: the form and its sending.
enum SubmitRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/submit", access: .open) { visit in
      if let deputy: ID<Person> = visit.queryID("deputy") { return try await form(visit, to: .deputy(deputy)) }
      if let venue: ID<Venue> = visit.queryID("venue") { return try await form(visit, to: .venue(venue)) }
      return try await form(visit, to: nil)
    }
    table.post("/submit/similar", access: .open) { visit, form in try await SimilarRoutes.similar(visit, form) }
    table.postLenient("/submit", access: .open) { visit, form in try await send(visit, form) }
  }

  /// The empty form. `scanned` names the printed code that led here.
  static func form(_ visit: Visit, to addressee: Addressee?, scanned: ID<Code>? = nil) async throws -> Response {
    var draft = FormDraft()
    draft.values["to"] = addressee.map(SubmitPage.value) ?? "arrange"
    if let campaign: ID<Campaign> = visit.queryID("campaign") {
      draft.values["campaign"] = campaign.description
      draft.values["from"] = visit.query["from"] == "code" ? "code" : ""
    }
    draft.values["join"] = visit.query["join"] ?? ""
    if let scanned { draft.values["code"] = PrintedCode.token(scanned, in: visit.environment) }
    if let words = try await followedWords(visit) {
      draft.values["what"] = words.text
      draft.values["where"] = words.place
      draft.values["previous"] = words.number
    }
    return try await show(visit, addressee, draft, kept: [], status: .ok)
  }

  /// The form of a grid's code: its head is addressed or, where there is none, the venue of its area.
  static func form(_ visit: Visit, inGrid grid: ID<Region>, scanned: ID<Code>) async throws -> Response {
    guard let area = try await ReadGrids.area(grid, in: visit.environment) else { throw ActionError.notFound }
    return try await form(visit, to: area.head.map { .deputy($0.id) } ?? .venue(area.venue.id), scanned: scanned)
  }

  private static func show(
    _ visit: Visit, _ addressee: Addressee?, _ draft: FormDraft, kept: [PhotoTicket], status: HTTPResponse.Status
  ) async throws -> Response {
    var page = try await SubmitPage.load(visit, addressee, draft, kept)
    page.isEarly = status == .tooManyRequests
    var cookies: [SetCookie] = []
    if visit.holder == nil {
      let name = Base64URL.encode(visit.environment.random(16))
      cookies = Respond.cookie(VisitReader.holderCookie, name, maxAge: 365 * 86_400, for: visit)
    }
    return Respond.page(
      Document.render(page, visit, .open(tab: .submit)), for: visit, status: status, cookies: cookies)
  }

  private static func send(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let settings = try await visit.environment.rules.current(of: visit.site.congress.id).settings
    let weighed = visit.take([form.photoClaim(for: visit)])
    let photos = try await form.takePhotos(
      limit: settings.intake.photoLimit, keptOnly: !weighed.isAllowed, in: visit.environment)
    let campaign: ID<Campaign>? = form.id("campaign")
    let code = form.fields["code"].flatMap { PrintedCode.id(of: $0, in: visit.environment) }
    let parsed = SubmitMatterForm.parse(
      form, settings: settings, congress: visit.site.congress.id, photos: photos.tickets,
      photoProblems: photos.problems, scanned: code != nil || (campaign != nil && form.fields["from"] == "code"),
      atDesk: false)
    var draft = parsed.draft
    if !form.isGenuine { draft.problems.append((field: "send", words: "页面打开得太久了，内容都还在，请再点一次“提交”")) }
    let addressee = SubmitPage.addressee(form.fields["to"] ?? "", visit.site.congress.id)
    if let refusal = weighed.refusal {
      return try await tooMany(visit, addressee, draft, photos.tickets, refusal, field: "photo")
    }
    guard var input = parsed.input, form.isGenuine else {
      return try await show(visit, addressee, draft, kept: photos.tickets, status: .unprocessableContent)
    }
    input.previous = try await previous(visit, form)
    input.joins = form.id("join")
    if let code { input.grid = try await ReadGrids.grid(ofCode: code, in: visit.environment) }
    if let refusal = try await visit.submitRefusal(phone: input.phone, key: form.key) {
      return try await tooMany(visit, addressee, draft, photos.tickets, refusal, field: "send")
    }
    input.held = SubmissionCheck.reasons(input, form, visit, settings.holds)
    do {
      let receipt = try await SubmitMatter.run(input, by: visit.actor, key: form.key, in: visit.environment)
      return Respond.redirect(SitePath.receiptLink(Base64URL.encode(receipt.capability)).string)
    } catch ActionError.invalid(let problems) {
      draft.problems = SubmitMatterForm.sentences(problems)
      return try await show(visit, addressee, draft, kept: photos.tickets, status: .unprocessableContent)
    }
  }

  /// Over a limit: the form again with everything typed, and when it will be taken.
  private static func tooMany(
    _ visit: Visit, _ addressee: Addressee?, _ draft: FormDraft, _ kept: [PhotoTicket], _ standing: LimitStanding,
    field: String
  ) async throws -> Response {
    var draft = draft
    // What else is wrong is said when it is sent again.
    let words = LimitWords.sentence(standing, visit) + "，写好的都还在这里。" + LimitWords.otherWay(visit)
    draft.problems = [(field: field, words: words)]
    var response = try await show(visit, addressee, draft, kept: kept, status: .tooManyRequests)
    LimitWords.mark(&response, standing)
    return response
  }

  /// The matter that this one takes up again, if its receipt is on this device.
  private static func previous(_ visit: Visit, _ form: PostedForm) async throws -> ID<Matter>? {
    guard let number = form.fields["previous"], !number.isEmpty else { return nil }
    return try await ReadReceipts.find(number: number, among: visit.receipts, in: visit.environment)?.matter
  }

  private static func followedWords(_ visit: Visit) async throws -> (number: String, text: String, place: String)? {
    guard let number = visit.query["again"],
      let held = try await ReadReceipts.find(number: number, among: visit.receipts, in: visit.environment)
    else { return nil }
    let record = try await ReadMatterRecord.run(held.matter, by: .sender(held.matter), in: visit.environment).record
    return (number, record.ownWords ?? "", record.place ?? "")
  }
}
