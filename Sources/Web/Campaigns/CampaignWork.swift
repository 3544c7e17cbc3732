import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 征集活动 on the workbench: the list, one of them with its counts, publishing and stopping.
enum CampaignWork {
  static func list(_ visit: Visit) async throws -> Response {
    let page = CampaignWorkListPage(
      lines: try await ReadCampaigns.list(by: visit.actor, in: visit.environment),
      congress: visit.site.congress.id,
      mayEdit: try await ReadDirectory.mayEdit(visit.site.congress.id, by: visit.actor, in: visit.environment))
    return try await Workbench.page(page, visit)
  }

  static func show(
    _ visit: Visit, _ draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let id: ID<Campaign> = try visit.id("id")
    let data = try await ReadCampaigns.one(id, by: visit.actor, in: visit.environment)
    let page = CampaignWorkPage(
      data: data, round: CampaignCounts.round(visit, of: data),
      history: try await ReadDirectoryHistory.run(.campaign, id.raw, in: visit.environment), draft: draft,
      hasQueue: RouteAccess.staff.admits(visit.actor) && !MatterAccess.scopes(for: visit.actor).isEmpty,
      mayPrint: DirectoryAccess.mayIssueCode(of: data.campaign.congress, by: visit.actor),
      mayRaise: visit.actor.signedIn?.isDeputy ?? false, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  /// One act of whoever keeps it; what is wrong is said on its page.
  static func carryOut(
    _ visit: Visit, _ form: PostedForm, _ act: (ID<Campaign>, ID<Congress>, Int) async throws -> Void
  ) async throws -> Response {
    let id: ID<Campaign> = try visit.id("id")
    let data = try await ReadCampaigns.one(id, by: visit.actor, in: visit.environment)
    var draft = FormDraft(form)
    do {
      try await act(id, data.campaign.congress, Int(form.fields["seen"] ?? "") ?? 0)
      return Respond.redirect(SitePath.workCampaign(id).with([("done", "saved")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = problems.map {
        (field: $0.field == "reason" ? "reason" : "about", words: CampaignForm.sentence($0))
      }
      return try await show(visit, draft, status: .unprocessableContent)
    } catch ActionError.changedMeanwhile {
      draft.problems = [(field: "about", words: "刚才有人改过这个活动，请看过下面现在的内容，再决定要不要办")]
      return try await show(visit, draft, status: .conflict)
    }
  }
}

struct CampaignWorkListPage: HTMLKit.Page {
  let lines: [CampaignLine]
  let congress: ID<Congress>
  let mayEdit: Bool

  var title: String { "征集活动" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if mayEdit {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-s btn-main"), .href(SitePath.newCampaign.string)) { h in
            h.icon(.plus)
            h.text("新建活动")
          }
        }
      }
    }
    h.p(.class("page-lead"), text: "定主题、定时间、定来源，集中收集意见；按来源和类别计数，群众提的和代表提的分开数。")
    if lines.isEmpty { h.empty("还没有征集活动。") }
    CampaignList(lines: lines, congress: congress, showsState: true) { SitePath.workCampaign($0).string }.write(&h)
  }
}

/// A campaign with its counts and history.
struct CampaignWorkPage: HTMLKit.Page {
  let data: CampaignPageData
  let round: Int?
  let history: [DirectoryHistoryLine]
  /// A form that came back.
  let draft: FormDraft
  let hasQueue: Bool
  let mayPrint: Bool
  let mayRaise: Bool
  let token: String
  let today: CivilDate

  private var campaign: Campaign { data.campaign }
  var title: String { campaign.theme }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("征集活动", SitePath.workCampaigns.string), (title, nil)])
    let state = CampaignWords.state(data.phase, wasPublished: campaign.isOpenToRead)
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("chips")) { h in h.chip(state.words, state.kind) }
    }
    h.errorSummary(draft, title: "没有办成")
    actions(&h)
    h.p(.class("section-s")) { h in h.lines(campaign.text) }
    if let reason = campaign.stopReason {
      h.notice(state.words, reason)
    }
    CampaignFacts(data: data).write(&h)
    if campaign.isOpenToRead {
      CampaignCounts(
        data: data, round: round,
        url: { number in SitePath.workCampaign(campaign.id).with([("round", number.map { "\($0)" })]) },
        queue: hasQueue ? SitePath.queue.with([("campaign", campaign.id.description)]) : nil, isFine: true
      ).write(&h)
    }
    stopping(&h)
    h.div(.class("section")) { h in CampaignHistory(history: history, data: data, today: today).write(&h) }
  }

  private func actions(_ h: inout HTMLWriter) {
    h.div(.class("row section-s")) { h in
      if data.mayEdit, campaign.state != .stopped {
        if campaign.state == .draft {
          h.buttonForm(
            SitePath.publishCampaign(campaign.id).string, token: token, "发布",
            fields: [("seen", "\(campaign.revision)")], class: "btn btn-s btn-main")
        }
        h.link(SitePath.editCampaign(campaign.id).string, "修改", class: "btn btn-s")
      }
      if mayPrint, campaign.state == .published {
        h.a(
          .class("btn btn-s"),
          .href(SitePath.printCodes(.campaigns).with([("campaign", campaign.id.description)]))
        ) { h in
          h.icon(.print)
          h.text("打印海报")
        }
      }
      if mayRaise, case .running = data.phase, campaign.audience.takesDeputies {
        h.link(
          SitePath.raise.with([("campaign", campaign.id.description)]), "在活动里提一件", class: "btn btn-s btn-main")
      }
      if campaign.isOpenToRead {
        h.link(SitePath.campaign(campaign.id).string, "公开的页面", class: "btn btn-s")
        h.exportButton(.exportCampaign(campaign.id), token: token, "导出计数")
      }
    }
  }

  private func stopping(_ h: inout HTMLWriter) {
    guard data.mayEdit, campaign.state != .stopped, data.phase != .over else { return }
    let isDraft = campaign.state == .draft
    h.div(.class("section")) { h in
      h.fold(.close, isDraft ? "作废这份草稿" : "提前结束", isOpen: draft.problem("reason") != nil) { h in
        h.form(SitePath.stopCampaign(campaign.id).string, token: token, class: "form-s") { h in
          h.hidden("seen", "\(campaign.revision)")
          h.input("理由", "reason", draft, hint: isDraft ? nil : "已经收到的照常办理、照常计数；以后不能恢复", maximum: 100)
          h.submit(isDraft ? "作废" : "提前结束", class: "btn btn-s")
        }
      }
    }
  }
}

/// What was changed, when and by whom.
struct CampaignHistory {
  let history: [DirectoryHistoryLine]
  let data: CampaignPageData
  let today: CivilDate

  private static let acts = ["form": "新建", "save": "修改", "publish": "发布", "stop": "结束"]
  private static let labels: KeyValuePairs<String, String> = [
    "theme": "主题", "text": "说明", "audience": "面向", "channels": "来源", "recurrence": "期次", "first": "第一天",
    "last": "最后一天", "days": "每季前几天", "regions": "范围", "categories": "关注", "reason": "理由",
  ]

  func write(_ h: inout HTMLWriter) {
    h.card("history", "变更历史") { h in
      h.ol(.class("timeline")) { h in
        for (index, line) in history.enumerated() {
          h.li(.class("plain")) { h in
            h.element(
              "span", [.class("t-when")], text: DateWords.moment(line.at, today: today) + "　" + (line.actor ?? "系统"))
            h.h3(.class("t-act"), text: Self.acts[line.act] ?? "变更")
            let changes = changes(line, before: history[(index + 1)...].first { $0.facts["theme"] != nil })
            if !changes.isEmpty { h.p(text: changes) }
          }
        }
      }
    }
  }

  /// What an entry says, as far as it differs from the version before it.
  private func changes(_ line: DirectoryHistoryLine, before: DirectoryHistoryLine?) -> String {
    Self.labels.compactMap { name, label -> String? in
      guard let value = line.facts[name], name == "reason" || value != before?.facts[name] ?? "" else { return nil }
      let words = words(name, value)
      return words.isEmpty ? before == nil ? nil : label + "：没有" : label + "：" + words
    }.joined(separator: "；")
  }

  private func words(_ name: String, _ value: String) -> String {
    let parts = value.split(separator: " ").map { String($0) }
    switch name {
    case "audience": return Campaign.Audience(rawValue: value).map(CampaignWords.audience) ?? ""
    case "recurrence": return CampaignSchedule.Kind(rawValue: value).map(CampaignWords.recurrence) ?? ""
    case "channels":
      return MatterChannel.allCases.filter { parts.contains($0.rawValue) }.map(Words.channel).joined(separator: "、")
    case "first", "last": return CivilDate(text: value).map(DateWords.long) ?? ""
    case "regions": return named(parts, data.regions)
    case "categories": return named(parts, data.categories.map(\.own))
    default: return value
    }
  }

  /// Names as far as the campaign still has them; the rest as a number.
  private func named<Subject>(_ ids: [String], _ known: [Named<Subject>]) -> String {
    if ids.isEmpty { return "" }
    let names = known.filter { ids.contains($0.id.description) }.map(\.name)
    let rest = ids.count - names.count
    return names.joined(separator: "、") + (rest > 0 ? (names.isEmpty ? "" : "等") + "\(ids.count)项" : "")
  }
}
