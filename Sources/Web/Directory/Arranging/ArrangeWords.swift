import Actions
import Domain

extension Words {
  static func groupRole(_ role: GroupRole) -> String {
    switch role {
    case .leadLeader: "牵头领导"
    case .head: "组长"
    case .deputyHead: "副组长"
    case .convener: "召集人"
    case .member: "成员"
    }
  }

  static func duty(_ kind: GroupDutyKind) -> String {
    switch kind {
    case .resident: "驻站"
    case .floating: "流动联络"
    }
  }

  static func linkEnd(_ end: LinkEnd) -> String {
    switch end {
    case .person: "领导或其他人员"
    case .deputy: "人大代表"
    case .venue: "家室站点"
    case .region: "乡镇、村（社区）或网格"
    case .voters: "选民、群众（写范围）"
    }
  }

  static func linkWay(_ way: LinkWay) -> String {
    switch way {
    case .visit: "走访"
    case .invited: "请到站里"
    case .phone: "电话"
    case .online: "网上"
    case .letter: "书面"
    case .activity: "一起活动"
    }
  }

  static func period(_ period: CadencePeriod) -> String {
    switch period {
    case .week: "周"
    case .month: "月"
    case .quarter: "季度"
    case .year: "年"
    }
  }

  static func cadence(_ cadence: Cadence) -> String {
    cadence.contacts == 0 ? "不要求次数" : "每\(period(cadence.period))至少\(cadence.contacts)次"
  }

  static func coverage(_ gap: CoverageGap) -> String {
    switch gap {
    case .deputiesWithoutStation: "没有进站的代表"
    case .villagesWithoutVenue: "没有站点的村（社区）"
    case .gridsWithoutDeputy: "没有代表的网格"
    case .venuesWithoutChief: "没有站长的站点"
    case .venuesWithoutLiaison: "没有联络员的站点"
    case .venuesWithoutDeputy: "没有代表的站点"
    case .unitsWithoutAccount: "没有账号的承办单位"
    case .groupsWithoutConvener: "没有召集人的小组"
    }
  }

  /// What is counted when it is covered.
  static func covered(_ gap: CoverageGap) -> String {
    switch gap {
    case .deputiesWithoutStation: "代表进站"
    case .villagesWithoutVenue: "村（社区）有站点"
    case .gridsWithoutDeputy: "网格有代表"
    case .venuesWithoutChief: "站点有站长"
    case .venuesWithoutLiaison: "站点有联络员"
    case .venuesWithoutDeputy: "站点有代表"
    case .unitsWithoutAccount: "承办单位有账号"
    case .groupsWithoutConvener: "小组有召集人"
    }
  }
}

/// Dates and reasons of what is kept with a tenure.
enum TenureWords {
  /// 2025年3月1日起；2025年3月1日至5月31日.
  static func dates(_ tenure: Tenure) -> String {
    guard let to = tenure.to else { return DateWords.long(tenure.from) + "起" }
    return DateWords.long(tenure.from) + "至" + (to.year == tenure.from.year ? DateWords.day(to) : DateWords.long(to))
  }

  static func full(_ tenure: Tenure) -> String {
    var parts = [dates(tenure)]
    if !tenure.reason.isEmpty { parts.append(tenure.reason) }
    if let end = tenure.endReason, !end.isEmpty, end != tenure.reason { parts.append("结束：" + end) }
    return parts.joined(separator: "　")
  }
}

/// Why a mandate is placed where it is, or what is missing.
enum PlacementWords {
  static func reason(_ reason: PlacementReason) -> String {
    switch reason {
    case .stationed(let place): "驻\(place)，编入该镇（街道）的家或中心站"
    case .residence(let place): "常住\(place)，编入该镇（街道）的家或中心站"
    case .constituencyVillage(let village): "所选选区在\(village)"
    case .villageInConstituency(let village): "住在所选选区的\(village)"
    case .constituencyTownship(let place): "所选选区在\(place)，编入家或中心站"
    case .ownVillage(let village): "住在\(village)，编入本村"
    case .cluster(let village): "\(village)没有站点，由片区的站点联系"
    case .noVillageStation(let village): "\(village)没有站点，编入乡镇的家或中心站"
    case .exception(let why): "例外：" + why
    case .asPlaced: "名录里缺少依据，保持现在的站点"
    }
  }

  static func gap(_ gap: PlacementGap) -> String {
    switch gap {
    case .noResidence: "没有登记居住地，也没有登记驻哪个镇"
    case .tooWide(let place): "只知道在\(place)，要登记到乡镇（街道）"
    case .noConstituencyRegions: "选区没有登记包括哪些乡镇、村"
    case .spansTownships: "选区跨几个乡镇，代表没有登记住在其中哪一个"
    case .noVenue(let place): "\(place)没有可以编入的家或站"
    case .venueClosed: "例外选定的站点已经撤销"
    case .onPurpose(let why): "不编排：" + why
    }
  }
}

/// What is wrong with a field of these forms, where the general sentence would not say what to do.
enum ArrangeProblems {
  static let labels: [String: String] = [
    "name": "名称", "reason": "理由", "who": "姓名", "person": "人员", "role": "职务", "from": "日期", "to": "结束日期", "venue": "站点",
    "subject": "对象", "target": "联系对象", "category": "类别", "contacts": "次数", "origin": "由谁联系", "date": "日期",
    "what": "内容", "grid": "网格", "mandate": "代表资格", "way": "方式", "kind": "类别", "period": "多久",
  ]

  static func sentence(_ problem: FieldProblem) -> String {
    switch (problem.field, problem.rule) {
    case ("person", .notAllowed), ("who", .notAllowed): "这里要选在任代表"
    case ("person", .taken): "这位代表已经在任，不用再登记"
    case ("role", .taken): "这个职务现在有人，请先让他退出或者换成别的职务"
    case ("role", .notAllowed): "这类小组没有这个职务"
    case ("from", .notAllowed): "日期早于现在这一段的开始，请核对"
    case ("to", .missing): "流动联络要写明到哪一天为止"
    case ("to", .notAllowed): "结束日期早于开始日期"
    case ("venue", .taken): "这段时间已经登记在这个站点"
    case ("subject", .taken), ("target", .taken): "已经登记了，没有重复保存"
    case ("group", .notAllowed): "这个小组已经撤销，或者不适用这一项"
    case ("cluster", .notAllowed): "这个片区已经撤销"
    case ("target", .notAllowed): "请选一个符合这个机制的对象"
    case ("date", .notAllowed): "日期不在这条联系的起止日期之内"
    case ("mandate", .notFound): "这项代表资格不在本级编排范围内"
    default: ProblemWords.sentence(problem, label: labels[problem.field] ?? "这一项")
    }
  }
}
