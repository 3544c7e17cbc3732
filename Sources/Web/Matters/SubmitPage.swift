import Actions
import Domain
import HTMLKit

/// One screen: what, where, name, phone; everything else is folded under 更多 with defaults.
struct SubmitPage: HTMLKit.Page {
  struct Option {
    let value: String
    let words: String
    let detail: String
  }

  let draft: FormDraft
  let token: String
  /// The deputy or station that a code or a page has chosen.
  let chosen: DeputyLine?
  let chosenVenue: Venue?
  /// The grid whose code was scanned, with its head and venue.
  let area: GridArea?
  /// The campaign that it is brought in, as long as that takes it.
  let campaign: CampaignLine?
  let options: [Option]
  let categories: [MatterCategory]
  let settings: CongressSettings
  let site: SiteInfo
  let promise: MatterWorkflow.Promise
  /// The public matter that it is said to be the same thing as.
  let joined: JoinMatter.Lead?
  /// Photos that came with a form which is shown again.
  let kept: [(ticket: String, name: String)]
  /// There is a gateway for short messages.
  let sendsMessages: Bool
  let today: CivilDate
  /// Nothing has to be put right: a limit was reached, and it is sent again later.
  var isEarly = false

  private static let wait = "请稍等一会儿再提交"

  var title: String {
    if isEarly { return "提诉求：" + Self.wait }
    return draft.problems.isEmpty ? "提诉求" : "提诉求：请改好\(draft.problems.count)处"
  }

  static func value(_ addressee: Addressee) -> String {
    switch addressee {
    case .deputy(let id): "d-\(id)"
    case .venue(let id): "v-\(id)"
    case .group(let id): "g-\(id)"
    case .arrange: "arrange"
    }
  }

  static func addressee(_ text: String, _ congress: ID<Congress>) -> Addressee? {
    if text.hasPrefix("d-") { return ID<Person>(text: text.dropFirst(2)).map { .deputy($0) } }
    if text.hasPrefix("v-") { return ID<Venue>(text: text.dropFirst(2)).map { .venue($0) } }
    return nil
  }

  static func load(_ visit: Visit, _ addressee: Addressee?, _ draft: FormDraft, _ kept: [PhotoTicket]) async throws
    -> SubmitPage
  {
    let environment = visit.environment
    let congress = visit.site.congress.id
    let settings = try await environment.rules.current(of: congress).settings
    let workflow = MatterWorkflow(rules: settings.rules, calendar: try await environment.rules.calendar())
    var deputy: DeputyLine?
    var venue: Venue?
    if case .deputy(let id)? = addressee, let data = try await ReadDeputy.run(id, in: environment), data.line.isServing
    {
      deputy = data.line
      venue = data.venue
    }
    let area = try await scannedArea(draft, visit)
    if case .venue(let id)? = addressee { venue = try await ReadDirectory.venue(id, in: environment) }
    var values = draft
    if values["visibility"].isEmpty { values.values["visibility"] = settings.intake.defaultVisibility.rawValue }
    if values["via"].isEmpty { values.values["via"] = ReplyWay.phone.rawValue }
    if values["to"].isEmpty { values.values["to"] = "arrange" }
    return SubmitPage(
      draft: values, token: FormToken.make(for: visit), chosen: area == nil ? deputy : nil,
      chosenVenue: area == nil ? venue : nil, area: area, campaign: try await campaign(draft, visit),
      options: try await options(deputy, venue, visit, area),
      categories: try await ReadDirectory.categories(
        of: congress, in: environment
      ).filter(\.isActive),
      settings: settings, site: visit.site, promise: workflow.promise(received: visit.now),
      joined: try await ID<Matter>(text: draft["join"]).asyncFlatMap { try await JoinMatter.lead($0, in: environment) },
      kept: kept.map { ($0.text(environment.tokens), $0.name) }, sendsMessages: environment.couriers.sms != nil,
      today: visit.today)
  }

  private static func campaign(_ draft: FormDraft, _ visit: Visit) async throws -> CampaignLine? {
    guard let id = ID<Campaign>(text: draft["campaign"]) else { return nil }
    return try await ReadCampaigns.running(by: MatterChannel.online, in: visit.environment).first {
      $0.campaign.id == id
    }
  }

  private static func scannedArea(_ draft: FormDraft, _ visit: Visit) async throws -> GridArea? {
    guard let code = PrintedCode.id(of: draft["code"], in: visit.environment),
      let grid = try await ReadGrids.grid(ofCode: code, in: visit.environment)
    else { return nil }
    return try await ReadGrids.area(grid, in: visit.environment)
  }

  private static func options(_ area: GridArea) -> [Option] {
    let head = area.head.map { head in
      Option(value: "d-\(head.id)", words: "网格长 " + head.name + "代表", detail: "听取、转交、督促，并把结果反馈给您")
    }
    return [head, Option(value: "v-\(area.venue.id)", words: area.venue.name, detail: "由站里安排值班代表")]
      .compactMap { $0 }
  }

  private var isAddressed: Bool { chosen != nil || chosenVenue != nil || area != nil }

  private static func options(_ deputy: DeputyLine?, _ venue: Venue?, _ visit: Visit, _ area: GridArea?) async throws
    -> [Option]
  {
    if let area { return options(area) }
    var options: [Option] = []
    if let deputy {
      options.append(Option(value: "d-\(deputy.id)", words: deputy.name + "代表", detail: "听取、转交、督促，并把结果反馈给您"))
    }
    if let venue { options.append(Option(value: "v-\(venue.id)", words: venue.name, detail: "由站里安排值班代表")) }
    if deputy == nil, venue == nil {
      for line in try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment) {
        options.append(Option(value: "v-\(line.id)", words: line.name, detail: line.address))
      }
    }
    return options
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), ("提诉求", nil)])
      h.h1(.class("page-title"), text: title)
      if draft.problems.isEmpty {
        h.p(.class("page-lead")) { h in
          h.text("一次说一件事。")
          h.b("\(settings.rules.acceptWithin)个工作日内")
          h.text("告诉您是否受理、由谁办。")
        }
      }
      h.errorSummary(draft, title: isEarly ? Self.wait : nil)
      h.div(.class("stack section-s")) { h in
        addressed(&h)
        if let joined { JoinedCard(lead: joined).write(&h) }
        h.form(SitePath.submit.string, token: token, multipart: true) { h in fields(&h) }
      }
    }
  }

  private func addressed(_ h: inout HTMLWriter) {
    if !draft["campaign"].isEmpty { CampaignCard(line: campaign).write(&h) }
    if let area {
      GridCard(area: area).write(&h)
    } else if let chosen {
      h.element("aside", [.class("card person"), .label("您选择的代表")]) { h in
        h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: String(chosen.name.prefix(1)))
        h.div { h in
          h.p(.class("tiny"), text: draft["code"].isEmpty ? "您向这位代表提" : "您扫了这位代表的码")
          h.p(.class("person-name"), text: chosen.name)
          h.p(text: DeputyWords.levels(chosen))
          h.p(text: DeputyWords.about(chosen))
        }
      }
    } else if let chosenVenue {
      h.element("aside", [.class("card person"), .label("您选择的站点")]) { h in
        h.span(.class("avatar"), .fixed("aria-hidden", "true"), text: VenuesPage.mark(chosenVenue.kind))
        h.div { h in
          h.p(.class("tiny"), text: draft["code"].isEmpty ? "您向这里提" : "您扫了这里的码")
          h.p(.class("person-name"), text: chosenVenue.name)
          h.p(text: chosenVenue.address)
        }
      }
    }
  }

  private func fields(_ h: inout HTMLWriter) {
    if !draft["code"].isEmpty { h.hidden("code", draft["code"]) }
    if let campaign {
      h.hidden("campaign", campaign.campaign.id.description)
      if draft["from"] == "code" { h.hidden("from", "code") }
    }
    if !draft["previous"].isEmpty { h.hidden("previous", draft["previous"]) }
    h.hidden("join", joined?.matter.description ?? "")
    h.area(
      "什么事", "what", draft, hint: "什么情况、多久了、希望怎么解决。照平常说话写就行。", number: "1",
      maximum: settings.intake.textMaximum, keepsDraft: true)
    h.input("在哪里", "where", draft, hint: "写到能找着的地方，如“村东头小学门口”。", number: "2", maximum: 120)
    // Filled by the script while somebody writes; without it, the choice stands on the public page.
    if joined == nil {
      h.div(.class("similar"), .other("data-similar", SitePath.similar.string), .fixed("aria-live", "polite")) { _ in }
    }
    contact(&h)
    SubmissionCheck.writeTrap(&h, draft)
    if !isAddressed { addressee(&h) }
    more(&h)
    belongsElsewhere(&h)
    privacy(&h)
    h.div(.id("send")) { h in
      h.submit("提交，拿回执", class: "btn btn-main btn-wide")
      promiseLine(&h)
    }
  }

  private func contact(_ h: inout HTMLWriter) {
    h.element("fieldset", [.class("field")]) { h in
      h.element("legend") { h in
        h.span(.class("n"), .fixed("aria-hidden", "true"), text: "3")
        h.text("怎么联系您")
      }
      h.p(.class("hint"), text: "只有办理您这件事的人看得到，公开时会隐去。")
      h.div(.class("pair")) { h in
        h.input("怎么称呼", "name", draft, maximum: 40, complete: "name")
        h.input("手机号", "phone", draft, maximum: 30, type: "tel", mode: "tel", complete: "tel")
      }
    }
  }

  private func addressee(_ h: inout HTMLWriter) {
    h.fold(.people, "交给谁：" + toWords, isOpen: draft.problem("to") != nil) { h in
      h.choices(
        "交给谁", "to", draft,
        [HTMLWriter.Choice(value: "arrange", words: "由联络站安排", detail: "不确定找谁时选这个")]
          + options.map { HTMLWriter.Choice(value: $0.value, words: $0.words, detail: $0.detail) }, hiddenLegend: true)
      h.p(.class("small")) { h in
        h.text("想直接找一位代表？")
        h.link(SitePath.deputies.string, "去找代表")
      }
    }
  }

  private var toWords: String { options.first { $0.value == draft["to"] }?.words ?? "由联络站安排" }

  private func more(_ h: inout HTMLWriter) {
    let hasProblem = ["photo", "via", "visibility", "category", "guardian"].contains { draft.problem($0) != nil }
    h.fold(.plus, "更多：照片、答复方式、公开不公开", isOpen: hasProblem || !kept.isEmpty) { h in
      h.div(.class("form")) { h in
        photos(&h)
        if isAddressed {
          h.choices(
            "交给谁", "to", draft,
            options.map { HTMLWriter.Choice(value: $0.value, words: $0.words, detail: $0.detail) }
              + [HTMLWriter.Choice(value: "arrange", words: "由联络站安排", detail: "不确定找谁时选这个")])
        }
        h.choices(
          "希望怎么答复", "via", draft,
          ReplyWay.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.replyWay($0)) }, row: true)
        if sendsMessages {
          h.check(
            "tell", "有进展时发短信告诉我", draft,
            detail: "要填11位手机号。先收到一条回执短信，之后有答复、要补充时再发，短信里不写事情内容，随时可以退订")
        }
        h.choices(
          "给不给大家看", "visibility", draft,
          [
            HTMLWriter.Choice(value: "private", words: "不公开", detail: "只有您和办理的人看得到"),
            HTMLWriter.Choice(value: "redacted", words: "隐去姓名和联系方式后公开", detail: "让有同样情况的邻居也能看到进展"),
            HTMLWriter.Choice(value: "named", words: "公开", detail: "显示您的称呼，仍不显示电话"),
          ])
        if !categories.isEmpty {
          h.select(
            "类别", "category", draft, options: CategoryOptions.list(categories, none: "不确定，由联络站分类"), optional: true)
        }
        special(&h)
      }
    }
  }

  private func photos(_ h: inout HTMLWriter) {
    let problem = draft.problem("photo")
    h.div(.class(problem == nil ? "field" : "field bad")) { h in
      h.element("label", [.fixed("for", "photo")]) { h in
        h.text("照片")
        h.span(.class("opt"), text: "选填，最多\(settings.intake.photoLimit)张")
      }
      if !kept.isEmpty {
        h.p(
          .class("small"),
          text: "已经收到\(kept.count)张：" + kept.map { $0.name.isEmpty ? "照片" : $0.name }.joined(separator: "、"))
        for photo in kept { h.hidden("kept", photo.ticket) }
      }
      if let problem {
        h.p(.class("err"), .id("photo-err")) { h in
          h.icon(.warning)
          h.span(text: problem)
        }
      }
      h.div(.class("drop")) { h in
        h.icon(.camera)
        h.p(.class("hint"), .id("photo-hint"), text: "拍现场最管用。照片里的位置信息会自动去掉，请勿拍摄涉密内容。")
        h.void(
          "input",
          [
            .id("photo"), .name("photo"), .type("file"), .fixed("accept", "image/jpeg,image/png,image/webp"),
            .flag("multiple"), .describedBy(problem == nil ? "photo-hint" : "photo-err photo-hint"),
            .flag("data-photos"), .other("data-most", "\(settings.intake.photoLimit)"),
          ])
      }
    }
  }

  private func special(_ h: inout HTMLWriter) {
    h.element("fieldset", [.class("field")]) { h in
      h.element("legend", text: "有这些情况请勾上")
      h.div(.class("choices")) { h in
        h.check("bypass", "不经本站，直接送上一级", draft, detail: "不方便让本站知道时")
        h.check("accusation", "反映的是某个人的问题", draft, detail: "检举控告立即封存，只有上一级指定的人看得到")
        h.check("minor", "提的人不满14周岁", draft, detail: "请在下面写监护人姓名")
      }
      h.input("监护人姓名", "guardian", draft, optional: true, maximum: 40)
    }
  }

  private func belongsElsewhere(_ h: inout HTMLWriter) {
    h.fold(.question, "哪些事不在这里提") { h in
      h.p(text: "代表不直接处理具体案件。下面几类请走专门渠道，提交了我们也会登记并告诉您去处：")
      h.ul { h in
        for line in ["信访投诉、检举控告：县信访局、纪检监察机关", "正在诉讼、仲裁、复议的纠纷：受理的法院或机构", "危及安全的急事：请直接拨打 110、119、120", "商业推广"] {
          h.li(text: line)
        }
      }
    }
  }

  private func privacy(_ h: inout HTMLWriter) {
    let organ = settings.notice.organ.isEmpty ? site.organ : settings.notice.organ
    let readers = area == nil ? "联络员、代表和经办人" : "联络员、代表、经办人和这个网格的网格员"
    h.p(.class("legend-note")) { h in
      h.text("\(organ)收集您的称呼和电话，只用于办理和答复这件事；办理的\(readers)看得到，归档后保存\(settings.notice.retentionYears)年。可以要求查看、更正、删除。")
      h.link(SitePath.privacy.string, "个人信息保护")
    }
  }

  private func promiseLine(_ h: inout HTMLWriter) {
    h.p(.class("promise")) { h in
      if promise.isAfterHours { h.text("现在是非工作时间，按\(DateWords.full(promise.countsFrom, today: today))收到起算。") }
      h.text("提交后：")
      h.b("\(DateWords.full(promise.accept.date, today: today))前")
      h.text("受理并告诉您，")
      h.b("\(DateWords.full(promise.reply.date, today: today))前")
      h.text("答复")
      if promise.reply.isProvisional { h.text("（暂按周末推算）") }
    }
  }
}

/// Categories as options, children behind their parents.
enum CategoryOptions {
  static func list(_ categories: [MatterCategory], none: String) -> [(value: String, words: String)] {
    var options: [(value: String, words: String)] = [("", none)]
    for parent in categories where parent.parent == nil {
      options.append((parent.id.description, parent.name))
      for child in categories where child.parent == parent.id {
        options.append((child.id.description, parent.name + " · " + child.name))
      }
    }
    return options
  }
}
