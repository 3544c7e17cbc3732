/// Real rules that a congress can start from. The numbers are those of the texts named, each with its article; where a
/// text is silent, the customary value stays and no article stands beside it. An article beside a window that is nil asks
/// for the step and names no time (及时).
package enum SuggestionPresets {
  package static let all: [SuggestionRules] = [shanghai2015, qingdao2021, chongqing2018]

  /// 上海市人民代表大会关于代表建议、批评和意见的规定, in force since 2015-03-01.
  package static let shanghai2015: SuggestionRules = {
    var rules = SuggestionRules()
    rules.name = "上海市 2015"
    rules.handOverWithin = SuggestionWindow(7, .workingDays, from: .submission)
    rules.returnWithin = SuggestionWindow(7, .workingDays, from: .receipt)
    rules.opinionWithin = SuggestionWindow(1, .months, from: .receipt)
    rules.extensionMode = .byConsent
    rules.replyTo = .everySigner
    rules.rater = .everySigner
    rules.dissatisfaction = .studied
    rules.rehandleWithin = SuggestionWindow(1, .months, from: .demand)
    rules.secondStep = .meeting
    rules.withdrawalNeedsAll = true
    rules.classes = [
      ResultClass("解决采纳", "已经解决或者基本解决、部分解决，意见已经被采纳、部分采纳", isSolved: true),
      ResultClass("正在解决", "已经列入年度工作方案，正在着手解决，有明确解决时限", isTracked: true),
      ResultClass("计划解决", "已经列入工作计划，逐步加以解决，有计划解决时限", isTracked: true),
      ResultClass("留作参考", "暂时无法解决，留作参考或者如实说明"),
    ]
    rules.grounds = [
      .outside, .ownUnit, .judicial, RefusalGround("forwarded", "代转信件或者有关材料"), .promotion, .empty, .other,
    ]
    rules.articles = articles([
      .handOverWithin: "第十一条", .returnWithin: "第十四条", .reassignWithin: "第十四条", .contactWithin: "第十六条",
      .opinionWithin: "第十七条", .classes: "第十八条", .extensionMode: "第十九条", .replyTo: "第二十条", .rater: "第二十一条",
      .dissatisfaction: "第二十一条", .rehandleWithin: "第二十一条", .secondStep: "第二十一条",
      .withdrawalNeedsAll: "第十条", .grounds: "第八条",
    ])
    return rules
  }()

  /// 青岛市人民代表大会代表建议、批评和意见工作条例, in force since 2021-09-01.
  package static let qingdao2021: SuggestionRules = {
    var rules = SuggestionRules()
    rules.name = "青岛市 2021"
    rules.handOverWithin = SuggestionWindow(5, .workingDays, from: .submission)
    rules.returnWithin = SuggestionWindow(5, .workingDays, from: .receipt)
    rules.opinionWithin = SuggestionWindow(1, .months, from: .receipt)
    rules.extensionMode = .byConsent
    rules.isFaceToFaceFirst = true
    rules.replyTo = .lead
    // The text says that deputies rate and not who: whoever was answered.
    rules.rater = .lead
    rules.dissatisfaction = .studied
    rules.secondStep = .none
    // 应当向社会公开, but for secrets and privacy.
    rules.deputyMayObject = false
    rules.classes = [
      ResultClass("期限内落实", "能够在法定答复期限内办理落实", isSolved: true),
      ResultClass("年内落实", "能够在年内办理落实", isTracked: true),
      ResultClass("跨年度落实", "需要跨年度办理落实，有工作进度时间表", isTracked: true),
      ResultClass("解释说明", "不具备条件确实不能办理落实"),
    ]
    rules.grounds = [
      .personal, RefusalGround("accusation", "代表本人的或者代转人民群众的申诉、控告和检举类来信"),
      RefusalGround("judicial", "涉及国家监察机关、审判机关、检察机关依法处理的具体案件"), .promotion, .empty, .other,
    ]
    rules.articles = articles([
      .handOverWithin: "第十四条", .returnWithin: "第十九条", .contactWithin: "第二十三条", .opinionWithin: "第二十四条",
      .extensionMode: "第二十五条", .classes: "第二十六条", .isFaceToFaceFirst: "第二十八条", .replyTo: "第二十八条",
      .deputyMayObject: "第三十条", .dissatisfaction: "第三十一条", .withdrawalNeedsAll: "第十二条", .grounds: "第十一条",
    ])
    return rules
  }()

  /// 重庆市人民代表大会代表建议批评和意见工作条例, in force since 2018-01-01.
  package static let chongqing2018: SuggestionRules = {
    var rules = SuggestionRules()
    rules.name = "重庆市 2018"
    rules.handOverWithin = SuggestionWindow(10, .workingDays, from: .submission)
    rules.returnWithin = SuggestionWindow(10, .workingDays, from: .handOver)
    rules.reassignWithin = SuggestionWindow(10, .workingDays, from: .returnRequest)
    rules.contactWithin = SuggestionWindow(20, .workingDays, from: .receipt)
    rules.opinionWithin = SuggestionWindow(30, .workingDays, from: .handOver)
    rules.redoOpinionWithin = SuggestionWindow(5, .workingDays, from: .demand)
    rules.extensionMode = .byClass
    rules.replyTo = .everySigner
    rules.rater = .lead
    rules.ratingWithin = SuggestionWindow(20, .workingDays, from: .delivery)
    rules.dissatisfaction = .studied
    rules.rehandleWithin = SuggestionWindow(2, .months, from: .demand)
    rules.secondStep = .coordination
    rules.excludesUnreturned = true
    rules.delegationsPropose = true
    rules.deputyMayObject = false
    rules.classes = [
      ResultClass("已解决", "所提事项已经解决或者采纳", isSolved: true),
      ResultClass("正在解决", "所提事项正在研究解决，有工作计划、进度和完成时限", isTracked: true),
      ResultClass("暂不具备条件", "所提事项不具备解决条件"), ResultClass("上级职权", "所提事项涉及上级国家机关职权，已向上反映"),
    ]
    rules.grounds = [
      RefusalGround("personal", "涉及解决代表本人或者其亲属个人问题"),
      RefusalGround("judicial", "涉及具体的司法案件或者代转人民群众来信"), .promotion, .accusation,
      RefusalGround("other", "法律、法规规定的其他不宜作为代表建议、批评和意见的"),
    ]
    rules.articles = articles([
      .handOverWithin: "第十三条", .returnWithin: "第十六条", .reassignWithin: "第十六条", .contactWithin: "第十八条",
      .opinionWithin: "第二十条", .redoOpinionWithin: "第二十条", .extensionMode: "第二十一条", .classes: "第二十二条",
      .replyTo: "第二十三条", .rater: "第二十六条", .ratingWithin: "第二十七条", .dissatisfaction: "第二十七条",
      .rehandleWithin: "第二十七条", .secondStep: "第二十七条", .excludesUnreturned: "第二十九条",
      .delegationsPropose: "第八条", .deputyMayObject: "第三十六条", .withdrawalNeedsAll: "第十二条", .grounds: "第九条",
    ])
    return rules
  }()

  private static func articles(_ known: [SuggestionRules.Item: String]) -> [String: String] {
    Dictionary(known.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
