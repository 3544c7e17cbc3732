import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// A matter at the workbench: its record, its acts, its papers.
enum RecordRoutes {
  static func add(to table: inout RouteTable) {
    table.get("/work/matters/:id", access: .signedIn) { visit in
      try await show(visit, try await ReadMatterRecord.run(visit.id("id"), by: visit.actor, in: visit.environment))
    }
    for type in ActForms.all {
      table.post("/work/matters/:id/\(type.act.rawValue)", access: type.access) { visit, form in
        try await carryOut(type, visit, form)
      }
    }
    table.post("/work/matters/:id/note", access: .signedIn) { visit, form in try await note(visit, form) }
    table.post("/work/matters/:id/reveal", access: .signedIn) { visit, form in try await reveal(visit, form) }
    table.post("/work/matters/:id/reissue", access: .desk) { visit, form in try await reissue(visit, form) }
    table.get("/work/matters/:id/photos/:file", access: .signedIn) { visit in try await photo(visit, false) }
    table.get("/work/matters/:id/photos/:file/small", access: .signedIn) { visit in try await photo(visit, true) }
    table.get("/work/matters/:id/papers/:paper", access: .desk) { visit in try await paper(visit) }
  }

  /// What came back from an act that was not carried out.
  struct Returned {
    let act: MatterAct
    let draft: FormDraft
    /// Somebody was faster: what was typed is shown beside what is there now.
    var isConflict = false
  }

  static func show(
    _ visit: Visit, _ data: MatterPageData, returned: Returned? = nil, revealed: [RevealContact.Contact] = [],
    status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let congress = data.record.matter.status.congress
    let person = try visit.signedIn()
    let page = RecordPage(
      data: data, returned: returned, revealed: revealed,
      assignees: try await assignees(data, congress, visit),
      categories: try await ReadDirectory.categories(of: congress, in: visit.environment),
      units: try await ReadDirectory.units(of: congress, in: visit.environment),
      above: try await above(data, visit),
      proposal: data.allowed.contains(.transfer) || data.allowed.contains(.offer)
        ? try await RouteByRules.proposal(for: data.record.matter, in: visit.environment) : nil,
      company: try await ReadCompany.run(
        data.record.matter.id, by: visit.actor, mayMerge: data.allowed.contains(.merge), in: visit.environment),
      information: try await ReadInformation.open(
        on: data.record.matter.id, by: visit.actor, in: visit.environment),
      reader: person,
      token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  static func above(_ data: MatterPageData, _ visit: Visit) async throws -> [EscalationChoice] {
    guard data.allowed.contains(.escalate) else { return [] }
    return try await EscalateMatter.choices(from: data.record.matter.status.place, in: visit.environment)
  }

  static func assignees(_ data: MatterPageData, _ congress: ID<Congress>, _ visit: Visit) async throws
    -> ReadVenue.Assignees
  {
    if data.reportsUp, let grid = data.record.grid, let area = try await ReadGrids.area(grid.id, in: visit.environment)
    {
      return area.assignees
    }
    return try await ReadVenue.assignees(
      venue: data.record.matter.status.venue, congress: congress, in: visit.environment)
  }

  /// One act: read, decide, carry out; or the record again with what was typed and what is wrong.
  private static func carryOut(_ type: any ActForm.Type, _ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
    let onBehalf = try onBehalf(form, data, visit)
    let request = MatterRequest(
      actor: visit.actor, seen: Int(form.fields["seen"] ?? ""), key: form.key, onBehalf: onBehalf)
    var draft = FormDraft(form)
    do {
      try await type.run(
        ActSubmission(
          visit: visit, form: form, data: data, request: request,
          above: type.act == .escalate ? try await above(data, visit) : []))
      if type.act == .assign, data.reportsUp {
        return Respond.redirect(SitePath.record(id).with([("done", "report-up")]))
      }
      return Respond.redirect(after(type.act, id, visit))
    } catch let sentences as FormSentences {
      draft.problems = sentences.problems
    } catch ActionError.rule(let refusal) {
      draft.problems = [(field: "act", words: ProblemWords.sentence(refusal))]
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map { (field: $0.field, words: ProblemWords.sentence($0, label: "这一项")) }
    } catch ActionError.refused(.pinNeeded) {
      // The ten minutes ran out while the form was open.
      draft.problems = [(field: "words", words: ProblemWords.sentence(AccessRefusal.pinNeeded))]
    } catch ActionError.changedMeanwhile {
      let fresh = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
      return try await show(
        visit, fresh, returned: Returned(act: type.act, draft: draft, isConflict: true), status: .conflict)
    }
    let fresh = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
    return try await show(
      visit, fresh, returned: Returned(act: type.act, draft: draft), status: .unprocessableContent)
  }

  /// What is sealed, handed back or answered to the level below is gone for whoever did it: the way leads back to his list.
  private static func after(_ act: MatterAct, _ id: ID<Matter>, _ visit: Visit) -> String {
    switch act {
    case .seal, .passDown, .handBack:
      let list: SitePath = MatterAccess.scopes(for: visit.actor).isEmpty ? .notices : .queue
      return (RouteAccess.staff.admits(visit.actor) ? list : .work).with([("done", act.rawValue)])
    case .divert: return SitePath.paper(id, .diversion).string
    default: return SitePath.record(id).with([("done", act.rawValue)])
    }
  }

  static func onBehalf(_ form: PostedForm, _ data: MatterPageData, _ visit: Visit) throws -> OnBehalf? {
    guard form.has("behalf") else { return nil }
    guard let deputy = data.record.matter.status.ownerPerson, let how: ContactWay = form.word("behalf-how"),
      let date = form.date("behalf-on"), date <= visit.today
    else { throw ActionError.invalid([FieldProblem("behalf-how", .missing)]) }
    return OnBehalf(person: deputy, how: how, obtainedOn: date)
  }

  private static func note(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
    let submission = ActSubmission(
      visit: visit, form: form, data: data,
      request: MatterRequest(actor: visit.actor, seen: nil, key: form.key), above: [])
    var sentences = FormSentences()
    let words = submission.words("note", "备注", &sentences)
    if !sentences.problems.isEmpty {
      var draft = FormDraft(form)
      draft.problems = sentences.problems
      return try await show(
        visit, data, returned: Returned(act: .note, draft: draft), status: .unprocessableContent)
    }
    _ = try await NoteMatter.run(words, photos: [], on: id, submission.request, in: visit.environment)
    return Respond.redirect(SitePath.record(id).with([("done", "note")]))
  }

  /// Shows the contact once, in the answer itself: it is in no address and in no history of the browser.
  private static func reveal(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    let reasons = RevealForm.reasons
    guard let reason = form.fields["reason"], reasons.contains(reason) else {
      let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
      var draft = FormDraft(form)
      draft.problems = [(field: "reason", words: "请选择为什么要看")]
      return try await show(
        visit, data, returned: Returned(act: .reveal, draft: draft), status: .unprocessableContent)
    }
    do {
      let contacts = try await RevealContact.run(
        reason: reason, on: id, MatterRequest(actor: visit.actor, seen: nil, key: form.key), in: visit.environment)
      let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
      return try await show(visit, data, revealed: contacts)
    } catch ActionError.refused(.pinNeeded) {
      return Respond.redirect(SitePath.pin.with([("next", SitePath.record(id).string)]))
    }
  }

  private static func reissue(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    let how = form.text("how")
    if how.isEmpty || how.count > 100 {
      let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
      var draft = FormDraft(form)
      draft.problems = [(field: "how", words: "请写明怎么核对是本人的")]
      return try await show(
        visit, data, returned: Returned(act: .reissue, draft: draft), status: .unprocessableContent)
    }
    let receipt = try await ReissueReceipt.run(
      verifiedBy: how, on: id, MatterRequest(actor: visit.actor, seen: nil, key: form.key), in: visit.environment)
    let page = ReceiptSlipPage(slip: try await ReceiptSlip.make(receipt, isReissue: true, for: visit))
    return Respond.page(Document.render(page, visit, .paper(back: .record(id))), for: visit)
  }

  private static func photo(_ visit: Visit, _ thumbnail: Bool) async throws -> Response {
    let bytes = try await ReadPhoto.run(
      visit.id("file"), of: visit.id("id"), thumbnail: thumbnail, for: .actor(visit.actor), in: visit.environment)
    return Respond.picture(bytes)
  }

  private static func paper(_ visit: Visit) async throws -> Response {
    let id: ID<Matter> = try visit.id("id")
    guard let paper = MatterPaper(rawValue: try visit.parameter("paper")) else { throw ActionError.notFound }
    let data = try await ReadMatterRecord.run(id, by: visit.actor, in: visit.environment)
    let rated = visit.absolute(.lookup) + "?number=" + data.record.matter.receipt
    let page = MatterPaperPage(
      paper: paper, data: data, site: visit.site, lookup: rated,
      masked: try await SenderMask.masked(
        [data.record.matter.title, data.record.place ?? ""], of: id, in: visit.environment),
      partLink: { visit.absolute(.handling(id, $0)) }, today: visit.today)
    guard page.exists else { throw ActionError.notFound }
    return Respond.page(Document.render(page, visit, .paper(back: .record(id))), for: visit)
  }
}
