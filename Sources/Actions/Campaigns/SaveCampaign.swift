import DatabaseKit
package import Domain
import Store

/// 征集活动: made as a draft, changed, published, stopped. Every version enters the history.
package enum SaveCampaign {
  package struct Input: Sendable {
    /// Nil for a new campaign.
    package var id: ID<Campaign>?
    package var theme: String
    package var text: String
    package var audience: Campaign.Audience
    package var residentChannels: Set<MatterChannel>
    package var regions: [ID<Region>]
    package var categories: [ID<MatterCategory>]
    package var schedule: CampaignSchedule
    /// The revision that was shown; nil for a new campaign.
    package var seen: Int?

    package init(
      id: ID<Campaign>? = nil, theme: String, text: String, audience: Campaign.Audience = .residents,
      residentChannels: Set<MatterChannel> = [.code, .web, .visit, .phone, .grid, .paper], regions: [ID<Region>] = [],
      categories: [ID<MatterCategory>] = [], schedule: CampaignSchedule, seen: Int? = nil
    ) {
      self.id = id
      self.theme = theme
      self.text = text
      self.audience = audience
      self.residentChannels = residentChannels
      self.regions = regions
      self.categories = categories
      self.schedule = schedule
      self.seen = seen
    }
  }

  package static func run(
    _ input: Input, of congress: ID<Congress>, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Campaign> {
    let edit = DirectoryEdit(environment, by: actor)
    let problems = problems(of: input)
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    let id: ID<Campaign> = input.id ?? environment.newID(at: edit.now)
    let campaign = Campaign(
      id: id, congress: congress, theme: input.theme, text: input.text, audience: input.audience,
      residentChannels: input.audience.takesResidents ? input.residentChannels : [], regions: input.regions,
      categories: input.categories, schedule: input.schedule)
    return try await edit.runOnce(
      .campaign, id.raw, input.id == nil ? "form" : "save", of: congress, facts: facts(of: campaign), made: id,
      key: key
    ) { tx in
      guard input.id != nil else {
        try check(campaign, before: nil, in: tx)
        return try CampaignStore.insert(campaign, in: tx)
      }
      let before = try open(id, of: congress, in: tx)
      try check(campaign, before: before, in: tx)
      if before.revision != input.seen { throw ActionError.changedMeanwhile }
      let problems = before.problems(ofChanging: campaign.schedule, on: edit.now.date)
      if !problems.isEmpty { throw ActionError.invalid(problems) }
      guard try CampaignStore.update(campaign, seen: before.revision, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  package static func publish(
    _ id: ID<Campaign>, of congress: ID<Congress>, seen: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.runOnce(.campaign, id.raw, "publish", of: congress, facts: [:], made: id, key: nil) { tx in
      let campaign = try open(id, of: congress, in: tx)
      let today = edit.now.date
      if campaign.schedule.round(on: today) == nil, campaign.schedule.next(after: today) == nil {
        throw ActionError.invalid([FieldProblem("last", .tooEarly)])
      }
      guard try CampaignStore.publish(id, seen: seen, at: edit.now, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  /// 提前结束, and giving a draft up: what was brought stays counted.
  package static func stop(
    _ id: ID<Campaign>, of congress: ID<Congress>, reason: String, seen: Int, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(.campaign, id.raw, "stop", of: congress, facts: ["reason": reason], made: id, key: nil) {
      tx in
      _ = try open(id, of: congress, in: tx)
      guard try CampaignStore.stop(id, reason: reason, seen: seen, at: edit.now, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  // MARK: Checks

  /// What is wrong with the fields, apart from the dates.
  package static func problems(
    theme: String, text: String, audience: Campaign.Audience?, residentChannels: Set<MatterChannel>
  ) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    for (field, text, range) in [("theme", theme, Campaign.themeLength), ("text", text, Campaign.textLength)] {
      if text.isEmpty {
        problems.append(FieldProblem(field, .missing))
      } else if text.count > range.upperBound {
        problems.append(FieldProblem(field, .tooLong(maximum: range.upperBound, actual: text.count)))
      }
    }
    guard let audience else { return problems + [FieldProblem("audience", .missing)] }
    if audience.takesResidents {
      let entered = residentChannels.subtracting(MatterChannel.online)
      if residentChannels.isEmpty { problems.append(FieldProblem("channels", .missing)) }
      if !entered.isSubset(of: MatterChannel.desk) { problems.append(FieldProblem("channels", .notAllowed)) }
    }
    return problems
  }

  private static func problems(of input: Input) -> [FieldProblem] {
    var problems = problems(
      theme: input.theme, text: input.text, audience: input.audience, residentChannels: input.residentChannels)
    switch input.schedule.problem {
    case .backwards: problems.append(FieldProblem("last", .beforeFirst))
    case .overlaps: problems.append(FieldProblem("last", .notAllowed))
    case .days: problems.append(FieldProblem("days", .notANumber(CampaignSchedule.quarterDays)))
    case .empty: problems.append(FieldProblem("days", .notAllowed))
    case nil: break
    }
    return problems
  }

  /// Regions lie in the congress's area, categories are its own. One that ended meanwhile may stay.
  private static func check(_ campaign: Campaign, before: Campaign?, in tx: any ReadTransaction) throws {
    guard let place = try CongressStore.congress(campaign.congress, in: tx),
      let area = try RegionStore.region(place.region, in: tx)
    else { throw ActionError.notFound }
    for id in campaign.regions where before?.regions.contains(id) != true {
      guard let region = try RegionStore.region(id, in: tx), region.path.hasPrefix(area.path), region.validTo == nil
      else { throw ActionError.invalid([FieldProblem("regions", .notFound)]) }
    }
    let known = try GroupStore.categories(of: campaign.congress, in: tx).map(\.id)
    if !Set(campaign.categories).isSubset(of: known) {
      throw ActionError.invalid([FieldProblem("categories", .notFound)])
    }
  }

  /// A campaign of this congress that was not stopped.
  private static func open(_ id: ID<Campaign>, of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> Campaign
  {
    guard let campaign = try CampaignStore.campaign(id, in: tx), campaign.congress == congress else {
      throw ActionError.notFound
    }
    if campaign.state == .stopped { throw ActionError.invalid([FieldProblem("campaign", .notAllowed)]) }
    return campaign
  }

  /// A version as its history keeps it.
  private static func facts(of campaign: Campaign) -> [String: String] {
    var facts = [
      "theme": campaign.theme, "text": campaign.text, "audience": campaign.audience.rawValue,
      "channels": campaign.residentChannels.map(\.rawValue).sorted().joined(separator: " "),
      "recurrence": campaign.schedule.kind.rawValue, "first": campaign.schedule.first.description,
      "last": campaign.schedule.last?.description ?? "",
      "regions": campaign.regions.map(\.description).joined(separator: " "),
      "categories": campaign.categories.map(\.description).joined(separator: " "),
    ]
    if case .quarterly(let days, _, _) = campaign.schedule { facts["days"] = "\(days)" }
    return facts
  }
}

extension Campaign {
  /// What stands in the way of another schedule: matters were brought in rounds of the old one.
  func problems(ofChanging schedule: CampaignSchedule, on date: CivilDate) -> [FieldProblem] {
    guard state == .published else { return [] }
    var problems: [FieldProblem] = []
    if schedule.kind != self.schedule.kind { problems.append(FieldProblem("recurrence", .fixed)) }
    if self.schedule.first <= date, schedule.first != self.schedule.first {
      problems.append(FieldProblem("first", .fixed))
    }
    if let last = schedule.last, last != self.schedule.last, last < date {
      problems.append(FieldProblem("last", .tooEarly))
    }
    return problems
  }
}
