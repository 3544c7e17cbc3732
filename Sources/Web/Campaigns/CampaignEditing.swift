import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// A campaign's form: shown, saved, or shown again with what is wrong.
enum CampaignEditing {
  /// The campaign of the address, for whoever keeps it.
  static func kept(_ visit: Visit) async throws -> CampaignPageData {
    let data = try await ReadCampaigns.one(visit.id("id"), by: visit.actor, in: visit.environment)
    guard data.mayEdit else { throw ActionError.refused(.notYours) }
    return data
  }

  static func show(
    _ visit: Visit, _ data: CampaignPageData?, _ draft: FormDraft, isConflict: Bool = false,
    _ status: HTTPResponse.Status
  ) async throws -> Response {
    let choices = try await CampaignChoices.load(
      data?.campaign.congress ?? visit.site.congress.id, data?.campaign, visit)
    var page = CampaignEditPage(
      campaign: data?.campaign, draft: draft, choices: choices, token: FormToken.make(for: visit))
    if isConflict, let campaign = data?.campaign {
      page.meanwhile = CampaignForm.draft(of: campaign)
      page.draft.values["seen"] = "\(campaign.revision)"
    }
    return try await Workbench.page(page, visit, status: status)
  }

  static func save(_ visit: Visit, _ data: CampaignPageData?, _ form: PostedForm) async throws -> Response {
    let congress = data?.campaign.congress ?? visit.site.congress.id
    var draft = FormDraft(form)
    do {
      let choices = try await CampaignChoices.load(congress, data?.campaign, visit)
      let input = try CampaignForm.parse(form, data?.campaign.id, choices)
      let id = try await SaveCampaign.run(
        input, of: congress, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.workCampaign(id).with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = CampaignForm.sentences(problems)
      return try await show(visit, data, draft, .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "changed", words: "刚才有人改过这个活动，请对照下面的内容，再决定要不要保存您填的")]
      return try await show(visit, kept(visit), draft, isConflict: true, .conflict)
    }
  }
}

struct CampaignEditPage: HTMLKit.Page {
  /// Nil for a new one.
  let campaign: Campaign?
  var draft: FormDraft
  let choices: CampaignChoices
  let token: String
  /// What somebody else has saved since the form was opened.
  var meanwhile: FormDraft?

  var title: String { campaign == nil ? "新建征集活动" : "修改征集活动" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("征集活动", SitePath.workCampaigns.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if campaign?.state == .published {
        h.p(.class("page-lead"), text: "活动已经发布：修改马上对群众生效，每一版都留在变更历史里。")
      }
      h.errorSummary(draft)
      if let meanwhile { versions(meanwhile, &h) }
      h.form((campaign.map { SitePath.editCampaign($0.id) } ?? .newCampaign).string, token: token) { h in
        if !draft["seen"].isEmpty { h.hidden("seen", draft["seen"]) }
        words(&h)
        period(&h)
        who(&h)
        about(&h)
        h.submit(campaign == nil ? "保存草稿" : "保存")
      }
    }
  }

  private func words(_ h: inout HTMLWriter) {
    h.input("主题", "theme", draft, hint: "如“关注民意提建议”“征集民生实事项目”", maximum: Campaign.themeLength.upperBound)
    h.area(
      "说明", "text", draft, hint: "想听什么、怎么参加、收来做什么。海报上印第一句话。", maximum: Campaign.textLength.upperBound, small: true)
  }

  private func period(_ h: inout HTMLWriter) {
    let details: [CampaignSchedule.Kind: String] = [
      .once: "从第一天到最后一天", .quarterly: "每季初，不用再开；最后一天可以不写", .yearly: "以后每年同一段时间，不用再开",
    ]
    h.choices(
      "期次", "recurrence", draft,
      CampaignSchedule.Kind.allCases.map {
        HTMLWriter.Choice(value: $0.rawValue, words: CampaignWords.recurrence($0), detail: details[$0])
      })
    h.div(.class("pair")) { h in
      h.input("第一天", "first", draft, maximum: 10, type: "date")
      h.input("最后一天", "last", draft, optional: true, maximum: 10, type: "date")
    }
    h.input(
      "每季前几天", "days", draft, hint: "每季初一期的才填，1到90", optional: true, maximum: 2, mode: "numeric")
  }

  private func who(_ h: inout HTMLWriter) {
    h.choices(
      "面向", "audience", draft,
      Campaign.Audience.allCases.map {
        HTMLWriter.Choice(
          value: $0.rawValue, words: CampaignWords.audience($0),
          detail: $0.takesDeputies ? "代表在“随手提”里选这个活动，单独计数" : nil)
      })
    h.boxes("群众怎么参加", "channels", draft) { h in
      for box in CampaignForm.channels { h.check(box.field, box.words, draft) }
    }
  }

  private func about(_ h: inout HTMLWriter) {
    h.fold(.list, "关注的类别（不选就是都收）", isOpen: draft.problem("categories") != nil || isChosen("c")) { h in
      h.boxes("关注的类别", "categories", draft) { h in
        for top in choices.categories where top.parent == nil {
          h.check("c\(top.id)", top.name, draft)
          for child in choices.categories where child.parent == top.id {
            h.check("c\(child.id)", "　" + child.name, draft)
          }
        }
      }
    }
    if choices.regions.isEmpty { return }
    h.fold(.pin, "范围（不选就是全域）", isOpen: draft.problem("regions") != nil || isChosen("r")) { h in
      h.boxes("范围", "regions", draft) { h in
        for region in choices.regions {
          let indent = String(repeating: "　", count: max(0, region.level.rawValue - choices.top))
          h.check("r\(region.id)", indent + region.name, draft)
        }
      }
    }
  }

  private func isChosen(_ letter: Character) -> Bool {
    draft.values.contains { $0.key.first == letter && $0.value == "1" && Int64($0.key.dropFirst()) != nil }
  }

  /// Both versions side by side, where they differ.
  private func versions(_ stored: FormDraft, _ h: inout HTMLWriter) {
    h.element("table", [.class("kv"), .id("changed")]) { h in
      h.element("caption", text: "现在的内容和您填的内容")
      h.element("tbody") { h in
        for (name, label) in rows where stored[name] != draft[name] {
          h.element("tr") { h in
            h.element("th", [.fixed("scope", "row")], text: label)
            h.element("td", text: "现在：\(shown(name, stored[name]))　您填的：\(shown(name, draft[name]))")
          }
        }
      }
    }
  }

  private var rows: [(name: String, label: String)] {
    ["theme", "text", "recurrence", "first", "last", "days", "audience"].map {
      (name: $0, label: CampaignForm.labels[$0] ?? "")
    } + CampaignForm.channels.map { (name: $0.field, label: $0.words) }
      + choices.categories.map { (name: "c\($0.id)", label: $0.name) }
      + choices.regions.map { (name: "r\($0.id)", label: $0.name) }
  }

  private func shown(_ name: String, _ value: String) -> String {
    switch name {
    case "audience": return Campaign.Audience(rawValue: value).map(CampaignWords.audience) ?? value
    case "recurrence": return CampaignSchedule.Kind(rawValue: value).map(CampaignWords.recurrence) ?? value
    case "theme", "text", "first", "last", "days": return value.isEmpty ? "没有填" : value
    default: return value == "1" ? "选了" : "没有选"
    }
  }
}
