import Domain

/// Campaigns of a demonstration place: one that comes every quarter, one for deputies, one that is over.
struct DemoCampaigns {
  let congress: ID<Congress>
  /// Who keeps them.
  let clerk: Actor
  let today: CivilDate
  let environment: AppEnvironment

  /// 每季初: published as of the day it is called on; it runs on the last day of the place whatever day that is.
  func quarterly(regions: [ID<Region>] = [], categories: [ID<MatterCategory>] = []) async throws {
    let inQuarter = CivilDate(year: today.year, month: (today.month - 1) / 3 * 3 + 1, day: 1).map {
      today.daysSinceEpoch - $0.daysSinceEpoch + 1
    }
    let days = min(CampaignSchedule.quarterDays.upperBound, max(15, ((inQuarter ?? 15) + 14) / 10 * 10))
    try await publish(
      SaveCampaign.Input(
        theme: "每季初征集民生诉求", text: "请说说您身边的急难愁盼。代表之家、代表联络站、网格和网上都收，分类梳理，件件有答复。", audience: .both,
        regions: regions, categories: categories,
        schedule: .quarterly(days: days, from: environment.now().date, through: nil)))
  }

  /// 关注民意提建议: deputies go round and bring what they hear.
  func deputies(days: Int) async throws {
    let first = environment.now().date
    try await publish(
      SaveCampaign.Input(
        theme: "关注民意提建议", text: "请各位代表结合走访、接待，提出群众最关心的问题。登录后用“随手提”，选这个活动。", audience: .deputies,
        schedule: .once(first, first.adding(days: days))))
  }

  /// 民生实事项目: what residents want to see done next year.
  func projects(days: Int, categories: [ID<MatterCategory>] = []) async throws {
    let first = environment.now().date
    try await publish(
      SaveCampaign.Input(
        theme: "征集民生实事项目", text: "明年最该办哪件实事？修路、安灯、饮水、养老、上学，都可以提。收来的建议逐条研究。", categories: categories,
        schedule: .once(first, first.adding(days: days))))
  }

  private func publish(_ input: SaveCampaign.Input) async throws {
    let id = try await SaveCampaign.run(input, of: congress, by: clerk, in: environment)
    try await SaveCampaign.publish(id, of: congress, seen: 1, by: clerk, in: environment)
  }

  /// The campaign that a matter of today belongs to: of those that take the channel one that comes only once, then the
  /// others.
  static func fitting(_ channel: MatterChannel, in environment: AppEnvironment) async throws -> ID<Campaign>? {
    let running = try await ReadCampaigns.running(by: [channel], in: environment)
    return (running.first { $0.campaign.schedule.kind == .once } ?? running.first)?.campaign.id
  }
}

extension DemoMatters {
  func planCampaigns() {
    let campaigns = DemoCampaigns(
      congress: town.congress, clerk: town.clerk, today: today, environment: environment)
    let categories = ["道路与照明/路灯", "农田水利/机井灌溉", "供水供电/自来水", "养老救助/养老服务"].compactMap { town.categories[$0] }
    func at(_ days: Int, _ run: @escaping () async throws -> Void) {
      then(today.adding(days: -days).start.adding(hours: 8), run)
    }
    at(330) { try await campaigns.quarterly() }
    at(200) { try await campaigns.projects(days: 60, categories: categories) }
    at(40) { try await campaigns.deputies(days: 60) }
  }

  /// Two of three residents who could take part do, and every deputy.
  func campaign(for channel: MatterChannel) async throws -> ID<Campaign>? {
    guard channel == .deputy || clock.now.milliseconds / 1000 % 3 > 0 else { return nil }
    return try await DemoCampaigns.fitting(channel, in: environment)
  }
}
