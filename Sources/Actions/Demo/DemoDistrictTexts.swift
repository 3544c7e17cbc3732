/// What residents of the demonstration district bring: texts of the town that fit a street, under the district's
/// categories and offices, and some of its own.
enum DemoDistrictTexts {
  /// What was solved, by top category in the order of `DemoDistrictNames.categories`.
  static let solved: [[DemoMatterText]] = DemoDistrictNames.categories.map { top in
    (own + borrowed).filter { $0.category.hasPrefix(top.name + "/") }
  }

  /// Where a category of the town stands in the district.
  private static let categories: [String: String] = [
    "养老救助/养老服务": "生活保障/养老救助", "养老救助/残疾人服务": "生活保障/养老救助", "养老救助/留守关爱": "生活保障/养老救助",
    "社区生活/邻里与噪声": "法律服务/邻里纠纷", "社区生活/停车充电": "生活保障/物业停车", "社区生活/文体设施": "生活保障/环境市政",
    "环境卫生/污水排放": "生活保障/环境市政", "环境卫生/村容绿化": "生活保障/环境市政", "环境卫生/垃圾清运": "生活保障/环境市政",
    "政策咨询/就业创业": "政策咨询/就业社保", "政策咨询/证照与合同": "政策咨询/证照办理", "道路与照明/交通安全": "生活保障/环境市政",
    "道路与照明/路灯": "生活保障/环境市政", "教育医疗/学校周边": "医疗教育/学校和托育", "教育医疗/托幼与课后": "医疗教育/学校和托育",
    "供水供电/清洁取暖": "生活保障/水电气暖", "供水供电/自来水": "生活保障/水电气暖", "供水供电/通信网络": "生活保障/环境市政",
  ]

  /// What the town's and the county's offices are called here; the last ones stand for whatever is left.
  private static let words: [(String, String)] = [
    ("镇中心小学", "中心小学"), ("镇综合治理办公室", "街道综合治理办公室"), ("镇便民服务中心", "街道便民服务中心"), ("镇文化站", "街道文化站"),
    ("镇社会事务办公室", "区民政局"), ("镇村镇建设办公室", "区城市管理局"), ("镇里", "区里"), ("县公安局", "区公安分局"), ("县", "区"),
  ]

  private static let borrowed: [DemoMatterText] = DemoTexts.matters.compactMap { text in
    guard text.setting != .village, text.outcome == .solved, text.dissatisfiedReason == nil, text.sender == nil,
      let category = categories[text.category]
    else { return nil }
    return urban(text, category)
  }

  private static func urban(_ text: DemoMatterText, _ category: String) -> DemoMatterText {
    func here(_ words: String) -> String {
      Self.words.reduce(words) { $0.replacing($1.0, with: $1.1) }
    }
    let unit = text.unit.map(here).flatMap { DemoDistrictNames.units.contains($0) ? $0 : nil }
    return DemoMatterText(
      category: category, setting: .anywhere, place: here(text.place), title: here(text.title), body: here(text.body),
      grade: unit == nil ? .solvableInGroup : .needsTransfer, urgent: text.urgent, unit: unit,
      result: here(text.result), outcome: .solved, reply: here(text.reply), publicTitle: text.publicTitle.map(here),
      publicBody: text.publicBody.map(here), publicReply: text.publicReply.map(here))
  }

  /// One of the district's own that the group settled, or an office for it.
  static func text(
    _ category: String, _ title: String, _ body: String, unit: String? = nil, result: String, reply: String,
    public publicBody: String? = nil
  ) -> DemoMatterText {
    DemoMatterText(
      category: category, setting: .anywhere, place: "{place}", title: title, body: body,
      grade: unit == nil ? .solvableInGroup : .needsTransfer, unit: unit, result: result, outcome: .solved,
      reply: reply, publicTitle: publicBody == nil ? nil : title, publicBody: publicBody,
      publicReply: publicBody == nil ? nil : result)
  }

  // MARK: What went up

  /// What no delegation can settle by itself. The first two of their senders were not satisfied, twice.
  static let sentUp: [DemoMatterText] = [
    up(
      "生活保障/水电气暖", "老小区供热管网年年漏年年修",
      "我们这片的暖气管是三十年前的，年年冬天漏，年年挖开补。补来补去屋里还是十五度，能不能整个换了？",
      result: "已形成老旧供热管网改造建议提交，列入明年改造计划。", outcome: .planned,
      reply: "您说得对，补不是办法。几位代表看了现场，写成建议交了上去，回复是列入明年的管网改造计划，今年先保证抢修。我每个月去问一次进度。",
      reason: "明年又明年，今年冬天屋里还是冷。",
      second: "今年整体更换确实做不到，钱和工期都排在明年。供热站已经给您这栋加了循环泵，屋里能到十八度；整体改造开工前，我带图纸来给您看。"),
    up(
      "医疗教育/学校和托育", "片区里没有公办初中孩子要坐四十分钟车",
      "孩子上初中要跨两个街道，早上六点半就得出门。片区这么多人，为啥不能建一所公办初中？",
      result: "已形成增设公办初中的建议提交，列入教育设施专项规划研究。", outcome: .planned,
      reply: "您家孩子的路我跟着走了一遍，确实远。建一所初中要规划、要用地，我们联名写成建议提交了，答复是列入规划研究。",
      reason: "等规划出来孩子都毕业了，眼下怎么上学没有人管。",
      second: "新学校眼下确实定不下来，这话我不能哄您。能做的先做：公交公司加开一趟六点五十的学生班车，下周一开行。规划有进展我第一个告诉您。"),
    up(
      "生活保障/环境市政", "铁路边的人行通道太窄轮椅过不去",
      "去医院要走铁路下面那条通道，又窄又陡，轮椅推不过去，下雨还积水。",
      result: "涉及铁路和市政多家单位，已提交建议，市里正在协调改造方案。", outcome: .inProgress,
      reply: "我推着轮椅走过一趟，是真过不去。通道归好几家管，我们写成建议提交到市里，市里已经把几家叫到一起看现场。方案出来以前，社区有两位志愿者帮着接送，电话给您留下了。"),
    up(
      "医疗教育/医疗卫生", "慢性病的药在社区医院配不到",
      "我高血压、糖尿病，有两样药只有大医院有，来回倒三趟车，就为开一盒药。",
      result: "已提交扩大社区慢性病用药目录的建议，列入今年的目录调整。", outcome: .planned,
      reply: "药品目录不是一个社区医院能定的，我们把大家缺的药列成单子，写成建议提交了，答复是列入今年的目录调整。调整以前，社区医生每月代您配一次，您不用自己跑。"),
    up(
      "政策咨询/住房安置", "老楼加装电梯的补助能不能再高些",
      "我们六层老楼想装电梯，十二户都签了字，可每家还要出三万多，几户老人实在拿不出。",
      result: "已提交提高老楼加装电梯补助标准的建议，市里正在研究。", outcome: .inProgress,
      reply: "十二户都签了字，不容易。补助标准是市里定的，我们把全区要装电梯的楼算了一笔账，写成建议提交了，市里正在研究。您这栋可以先用住房公积金，手续我请人上门帮着办。"),
  ]

  private static func up(
    _ category: String, _ title: String, _ body: String, result: String, outcome: DemoMatterText.Outcome,
    reply: String, reason: String? = nil, second: String? = nil
  ) -> DemoMatterText {
    DemoMatterText(
      category: category, setting: .anywhere, place: "{place}", title: title, body: body, grade: .needsEscalation,
      unit: nil, result: result, outcome: outcome, reply: reply, dissatisfiedReason: reason, secondReply: second,
      publicTitle: title, publicBody: body, publicReply: result)
  }
}
