import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 征集活动, as everybody reads them.
enum CampaignAPI {
  static let routes: [APIRoute] = [campaigns, campaign]

  private enum Phase: String, CaseIterable {
    case draft, coming, running, resting, over, stopped

    init(_ phase: Campaign.Phase) {
      self =
        switch phase {
        case .draft: .draft
        case .coming: .coming
        case .running: .running
        case .resting: .resting
        case .over: .over
        case .stopped: .stopped
        }
    }
  }

  static let lineShape = Shape<CampaignLine>(
    "Campaign", "征集活动",
    [
      .id("id", "编号") { $0.campaign.id },
      .text("theme", "主题") { $0.campaign.theme },
      .text("text", "征集什么") { $0.campaign.text },
      .named("congress", "哪里的") { $0.congress },
      .word("audience", "面向谁") { $0.campaign.audience },
      .text("audienceName", "面向谁，中文") { CampaignWords.audience($0.campaign.audience) },
      .always("channels", .list(.word(MatterChannel.self), 0...8, "收哪些来源的诉求")) { line in
        .list(MatterChannel.allCases.filter(line.campaign.channels.contains).map { .text($0.rawValue) })
      },
      .text("schedule", "什么时候征集") { CampaignWords.schedule($0.campaign.schedule) },
      .word("phase", "现在") { Phase($0.phase) },
      .text("phaseName", "现在，中文") {
        CampaignWords.state($0.phase, wasPublished: $0.campaign.isOpenToRead).words
      },
    ])

  private static let roundShape = Shape<CampaignRound>(
    "CampaignRound", "一期",
    [
      .count("number", "期号") { $0.number },
      .text("name", "期号，中文") { CampaignWords.round($0.number) },
      .date("first", "第一天") { $0.first },
      .date("last", "最后一天") { $0.last },
    ])

  private static let detailShape = Shape<CampaignPageData>(
    "CampaignDetail", "征集活动",
    [
      .shape("campaign", "活动", lineShape) {
        CampaignLine(campaign: $0.campaign, congress: $0.congress, phase: $0.phase)
      },
      .manyNamed("regions", "只征集这些地方；空的就是全部") { $0.regions },
      .manyNamed("categories", "只征集这些类别；空的就是全部") { data in
        data.categories.map { Named(id: $0.id, name: $0.name) }
      },
      .shapes("rounds", "已经开始的各期，新的在前", roundShape) { $0.rounds },
      .count("residents", "群众提的件数") { CampaignTally(.residents, of: $0.counts).total },
      .count("deputies", "代表提的件数") { CampaignTally(.deputies, of: $0.counts).total },
    ])

  private static let campaigns = APIRoute(
    method: .get, path: "/campaigns", name: "campaigns", summary: "征集活动，新的在前", chapter: .place, access: .visitor,
    content: .json(.list(lineShape.schema, 0...10_000)), isKept: true
  ) { call in
    .json(lineShape.write(try await ReadCampaigns.list(in: call.environment)))
  }

  private static let campaign = APIRoute(
    method: .get, path: "/campaigns/{id}", name: "campaign", summary: "一个征集活动和它的件数", chapter: .place,
    access: .visitor, parameters: [.id("征集活动", example: "$CAMPAIGN")], content: .json(detailShape.schema)
  ) { call in .json(detailShape.write(try await ReadCampaigns.one(call.visit.id("id"), in: call.environment))) }
}
