import Actions
import Domain

/// 征集活动 in words.
enum CampaignWords {
  static func audience(_ audience: Campaign.Audience) -> String {
    switch audience {
    case .residents: "群众"
    case .deputies: "人大代表"
    case .both: "群众和人大代表"
    }
  }

  static func recurrence(_ kind: CampaignSchedule.Kind) -> String {
    switch kind {
    case .once: "只办一次"
    case .quarterly: "每季初一期"
    case .yearly: "每年一期"
    }
  }

  /// 第几期.
  static func round(_ number: Int) -> String {
    let (year, quarter) = (number / 10, number % 10)
    if number == 0 { return "本次" }
    guard quarter > 0 else { return "\(year)年" }
    return "\(year)年第\(["一", "二", "三", "四"][min(quarter, 4) - 1])季度"
  }

  static func days(_ round: CampaignRound) -> String { "\(DateWords.long(round.first))至\(DateWords.long(round.last))" }

  static func schedule(_ schedule: CampaignSchedule) -> String {
    switch schedule {
    case .once(let first, let last): return "\(DateWords.long(first))至\(DateWords.long(last))"
    case .quarterly(let days, let from, let through):
      let end = through.map { "至\(DateWords.long($0))" } ?? "起"
      return "每季度的前\(days)天（\(DateWords.long(from))\(end)）"
    case .yearly(let first, let last):
      return "每年\(DateWords.day(first))至\(last.year > first.year ? "次年" : "")\(DateWords.day(last))（\(first.year)年起）"
    }
  }

  /// Where it stands, in a chip.
  static func state(_ phase: Campaign.Phase, wasPublished: Bool) -> (words: String, kind: ChipKind) {
    switch phase {
    case .draft: ("草稿", .warn)
    case .coming: ("还没有开始", .info)
    case .running: ("正在征集", .ok)
    case .resting: ("等下一期", .info)
    case .over: ("已结束", .plain)
    case .stopped: (wasPublished ? "已提前结束" : "已作废", .plain)
    }
  }

  /// When, as the line of a list says it.
  static func when(_ campaign: Campaign, _ phase: Campaign.Phase) -> String {
    switch phase {
    case .running(let round):
      let name = round.number == 0 ? "" : self.round(round.number) + "，"
      return name + "到\(DateWords.long(round.last))为止"
    case .coming(let round), .resting(let round): return "\(DateWords.long(round.first))开始"
    case .draft, .over, .stopped: return schedule(campaign.schedule)
    }
  }

  static func channels(_ campaign: Campaign) -> String {
    var words: [String] = []
    if campaign.takesOnline { words.append("网上提交") }
    let own: [(MatterChannel, String)] = [
      (.visit, "到站里说"), (.phone, "打电话"), (.grid, "告诉网格员"), (.paper, "书面交来"), (.deputy, "代表随手提"),
    ]
    words += own.filter { campaign.channels.contains($0.0) }.map(\.1)
    return words.joined(separator: "、")
  }

  static func names(_ categories: [CampaignCategory]) -> String { categories.map(\.own.name).joined(separator: "、") }

  static func names<Subject>(_ names: [Named<Subject>]) -> String { names.map(\.name).joined(separator: "、") }
}
