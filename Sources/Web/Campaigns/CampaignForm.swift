import Actions
import Domain
import HTTPKit

/// The fields of a campaign's form: read, and filled from a record.
enum CampaignForm {
  static let labels: [String: String] = [
    "theme": "主题", "text": "说明", "audience": "面向", "channels": "来源", "recurrence": "期次", "first": "第一天",
    "last": "最后一天", "days": "每季前几天", "regions": "范围", "categories": "关注的类别", "reason": "理由", "campaign": "这个活动",
  ]

  /// Boxes for the channels of residents; what they write themselves is one.
  static let channels: [(field: String, channels: Set<MatterChannel>, words: String)] = [
    ("ch-online", MatterChannel.online, "网上提交（扫码、网页）"), ("ch-visit", [.visit], "到站里来访"), ("ch-phone", [.phone], "打电话"),
    ("ch-grid", [.grid], "网格员上门登记"), ("ch-paper", [.paper], "书面材料"),
  ]

  static func empty(on today: CivilDate) -> FormDraft {
    var values = ["audience": Campaign.Audience.residents.rawValue, "recurrence": CampaignSchedule.Kind.once.rawValue]
    values["first"] = today.description
    for box in channels { values[box.field] = "1" }
    return FormDraft(values)
  }

  static func draft(of campaign: Campaign) -> FormDraft {
    var values = [
      "theme": campaign.theme, "text": campaign.text, "audience": campaign.audience.rawValue,
      "recurrence": campaign.schedule.kind.rawValue, "first": campaign.schedule.first.description,
      "last": campaign.schedule.last?.description ?? "", "days": "", "seen": "\(campaign.revision)",
    ]
    if case .quarterly(let days, _, _) = campaign.schedule { values["days"] = "\(days)" }
    for box in channels where box.channels.isSubset(of: campaign.residentChannels) { values[box.field] = "1" }
    for region in campaign.regions { values["r\(region)"] = "1" }
    for category in campaign.categories { values["c\(category)"] = "1" }
    return FormDraft(values)
  }

  /// - Parameter offered: the regions and categories that the form showed.
  static func parse(_ form: PostedForm, _ id: ID<Campaign>?, _ offered: CampaignChoices) throws -> SaveCampaign.Input {
    for field in form.fields.fields where form.isBroken(field.name, multiline: true) {
      throw ActionError.invalid([FieldProblem(field.name, .badCharacters)])
    }
    let audience: Campaign.Audience? = form.word("audience")
    let (theme, text) = (form.text("theme"), form.text("text", multiline: true))
    var taken: Set<MatterChannel> = []
    for box in channels where form.fields[box.field] == "1" { taken.formUnion(box.channels) }
    var dates: [FieldProblem] = []
    let schedule = schedule(form, &dates)
    guard let audience, let schedule else {
      // All at once, in the order of the page.
      throw ActionError.invalid(
        SaveCampaign.problems(theme: theme, text: text, audience: audience, residentChannels: taken) + dates)
    }
    return SaveCampaign.Input(
      id: id, theme: theme, text: text, audience: audience, residentChannels: taken,
      regions: offered.regions.map(\.id).filter { form.fields["r\($0)"] == "1" },
      categories: offered.categories.map(\.id).filter { form.fields["c\($0)"] == "1" }, schedule: schedule,
      seen: Int(form.fields["seen"] ?? ""))
  }

  private static func schedule(_ form: PostedForm, _ problems: inout [FieldProblem]) -> CampaignSchedule? {
    func date(_ field: String) -> CivilDate? {
      let date = form.date(field)
      if date == nil { problems.append(FieldProblem(field, form.text(field).isEmpty ? .missing : .notADate)) }
      return date
    }
    let kind: CampaignSchedule.Kind? = form.word("recurrence")
    guard let kind else {
      problems.append(FieldProblem("recurrence", .missing))
      return nil
    }
    let first = date("first")
    switch kind {
    case .once, .yearly:
      let last = date("last")
      guard let first, let last else { return nil }
      return kind == .once ? .once(first, last) : .yearly(first, last)
    case .quarterly:
      let days = Int(TextCleaning.toHalfWidthDigits(form.text("days")))
      if days == nil { problems.append(FieldProblem("days", .notANumber(CampaignSchedule.quarterDays))) }
      let last = form.text("last").isEmpty ? nil : date("last")
      guard let first, let days, problems.isEmpty else { return nil }
      return .quarterly(days: days, from: first, through: last)
    }
  }

  /// In the order of the page.
  static func sentences(_ problems: [FieldProblem]) -> [(field: String, words: String)] {
    let order = ["theme", "text", "recurrence", "first", "last", "days", "audience", "channels"]
    return problems.enumerated().sorted { left, right in
      let a = (order.firstIndex(of: left.element.field) ?? order.count, left.offset)
      let b = (order.firstIndex(of: right.element.field) ?? order.count, right.offset)
      return a < b
    }.map { (field: $0.element.field, words: sentence($0.element)) }
  }

  static func sentence(_ problem: FieldProblem) -> String {
    switch (problem.field, problem.rule) {
    case ("channels", .missing): "请至少选一种来源"
    case ("audience", .missing), ("recurrence", .missing): "请选择\(labels[problem.field] ?? "")"
    case ("last", .notAllowed): "每年一期的，两期不能重叠：最后一天要在第一天之后的一年以内"
    case ("days", .notAllowed): "这段时间里一期也没有，请核对第一天、最后一天和每季前几天"
    case ("recurrence", .fixed): "已经发布，期次不能再改；要换一种，请提前结束后另建一个"
    case ("first", .fixed): "已经开始征集，第一天不能再改"
    case ("campaign", .notAllowed): "这个活动已经结束，不能再改"
    default: ProblemWords.sentence(problem, label: labels[problem.field] ?? "这一项")
    }
  }
}

/// What a campaign's form offers.
struct CampaignChoices {
  let regions: [Region]
  let top: Int
  let categories: [MatterCategory]

  /// The townships and villages below the congress; all categories that are in use.
  ///
  /// - Parameter campaign: what it has already stays to be chosen, also when it ended meanwhile.
  static func load(_ congress: ID<Congress>, _ campaign: Campaign?, _ visit: Visit) async throws -> CampaignChoices {
    let place = try await ReadDirectory.congresses(in: visit.environment).first { $0.id == congress }
    let all = try await ReadDirectory.regions(in: visit.environment).filter { region in
      region.validTo == nil || campaign?.regions.contains(region.id) == true
    }
    let path = all.first { $0.id == place?.region }?.path
    let inside = all.filter { region in
      guard let path, region.id != place?.region else { return false }
      if campaign?.regions.contains(region.id) == true { return true }
      return region.path.hasPrefix(path) && (region.level == .township || region.level == .village)
    }.sorted { $0.path < $1.path }
    let categories = try await ReadDirectory.categories(of: congress, in: visit.environment)
    return CampaignChoices(
      regions: inside, top: inside.map(\.level.rawValue).min() ?? 0,
      categories: categories.filter { $0.isActive || campaign?.categories.contains($0.id) == true })
  }
}
