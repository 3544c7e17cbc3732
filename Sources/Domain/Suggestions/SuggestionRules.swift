/// How a congress handles deputies' suggestions (代表建议、批评和意见): one value per congress, versioned with its settings.
/// The law's own limits are in ``SuggestionLaw``; everything here differs from place to place, and each value can name its
/// article.
package struct SuggestionRules: Sendable, Equatable, Codable {
  /// The rules that these were taken from, such as 上海市 2015; empty for a congress's own.
  package var name = ""
  /// From receiving a suggestion between sessions to handing it over; nil where the rules name no time.
  package var handOverWithin: SuggestionWindow?
  /// Working days after which a unit that does not sign counts as having received (custom, so that no clock can be kept
  /// from starting).
  package var deemedReceivedAfter = 3
  /// 申退: until when a unit may say that it is not its business; later it keeps it.
  package var returnWithin = SuggestionWindow(10, .workingDays, from: .handOver)
  /// 改派 of what came back.
  package var reassignWithin: SuggestionWindow?
  /// 与代表沟通联系.
  package var contactWithin: SuggestionWindow?
  /// 协办意见 to the leading unit.
  package var opinionWithin = SuggestionWindow(1, .months, from: .receipt)
  /// A second opinion where the first said nothing.
  package var redoOpinionWithin: SuggestionWindow?
  package var extensionMode = ExtensionMode.byConsent
  package var replyTo = ReplyTo.everySigner
  package var rater = Rater.everySigner
  package var ratingWithin = SuggestionWindow(15, .workingDays, from: .delivery)
  package var dissatisfaction = Dissatisfaction.always
  package var rehandleWithin = SuggestionWindow(1, .months, from: .demand)
  package var secondStep = SecondStep.meeting
  /// What was not returned in spite of a reminder is left out of the rate of satisfaction.
  package var excludesUnreturned = true
  /// 面复为主: an answer is given face to face first, unless the deputy agrees to a letter alone.
  package var isFaceToFaceFirst = false
  package var delegationsPropose = false
  /// Whether withdrawing needs every co-signer.
  package var withdrawalNeedsAll = false
  /// The deputy may keep a suggestion and its answer from being published.
  package var deputyMayObject = true
  package var classes: [ResultClass] = ResultClass.customary
  package var grounds: [RefusalGround] = RefusalGround.customary
  /// Where each value comes from, by ``Item``; what is not in it is custom.
  package var articles: [String: String] = [:]

  package init() {}

  /// A value that is not in the text, or was stored before there was such a rule, has its default.
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    func read<T: Decodable>(_ key: CodingKeys, _ value: inout T) throws {
      value = try stored.decodeIfPresent(T.self, forKey: key) ?? value
    }
    func window(_ key: CodingKeys) throws -> SuggestionWindow? {
      try stored.decodeIfPresent(SuggestionWindow.self, forKey: key)
    }
    try read(.name, &name)
    handOverWithin = try window(.handOverWithin)
    try read(.deemedReceivedAfter, &deemedReceivedAfter)
    try read(.returnWithin, &returnWithin)
    reassignWithin = try window(.reassignWithin)
    contactWithin = try window(.contactWithin)
    try read(.opinionWithin, &opinionWithin)
    redoOpinionWithin = try window(.redoOpinionWithin)
    try read(.extensionMode, &extensionMode)
    try read(.replyTo, &replyTo)
    try read(.rater, &rater)
    try read(.ratingWithin, &ratingWithin)
    try read(.dissatisfaction, &dissatisfaction)
    try read(.rehandleWithin, &rehandleWithin)
    try read(.secondStep, &secondStep)
    try read(.excludesUnreturned, &excludesUnreturned)
    try read(.isFaceToFaceFirst, &isFaceToFaceFirst)
    try read(.delegationsPropose, &delegationsPropose)
    try read(.withdrawalNeedsAll, &withdrawalNeedsAll)
    try read(.deputyMayObject, &deputyMayObject)
    try read(.classes, &classes)
    try read(.grounds, &grounds)
    try read(.articles, &articles)
  }

  /// The parts that can name an article.
  package enum Item: String, CaseIterable, Sendable, Codable {
    case handOverWithin = "hand_over"
    case returnWithin = "return"
    case reassignWithin = "reassign"
    case contactWithin = "contact"
    case opinionWithin = "opinion"
    case redoOpinionWithin = "redo_opinion"
    case extensionMode = "extension"
    case replyTo = "reply_to"
    case rater
    case ratingWithin = "rating"
    case dissatisfaction
    case rehandleWithin = "rehandle"
    case secondStep = "second_step"
    case excludesUnreturned = "unreturned"
    case isFaceToFaceFirst = "face_to_face"
    case delegationsPropose = "delegations"
    case withdrawalNeedsAll = "withdrawal"
    case deputyMayObject = "objection"
    case classes
    case grounds
  }

  package func article(of item: Item) -> String? { articles[item.rawValue] }

  /// How an answer may take longer than three months.
  package enum ExtensionMode: String, CaseIterable, Sendable, Codable {
    /// 交办时确定为难度大的，六个月.
    case byClass = "by_class"
    /// 向代表说明情况.
    case byNotice = "by_notice"
    /// 经交办机关同意，并告知代表.
    case byConsent = "by_consent"
  }

  /// Whom a unit answers when several have signed.
  package enum ReplyTo: String, CaseIterable, Sendable, Codable {
    case everySigner = "every_signer"
    case lead
    /// 商领衔代表同意，由其转复: to everybody, or to the lead where he agrees to pass it on.
    case byArrangement = "by_arrangement"
  }

  package enum Rater: String, CaseIterable, Sendable, Codable {
    case everySigner = "every_signer"
    case lead
  }

  package enum Dissatisfaction: String, CaseIterable, Sendable, Codable {
    /// It is handled again.
    case always
    /// The work body studies it first and may refuse with a reason.
    case studied
  }

  /// What follows when a deputy is dissatisfied a second time.
  package enum SecondStep: String, CaseIterable, Sendable, Codable {
    /// 组织承办单位与代表当面沟通.
    case meeting
    /// 组织有关单位和专家评估，承办单位按评估意见处理.
    case evaluation
    /// 召集代表和承办单位研究，提出处理意见.
    case coordination
    /// The rules say nothing: the work body records how it ended.
    case none
  }
}

/// 办理结果类别: a letter or word of this congress with its own meaning. Never added up across congresses.
package struct ResultClass: Sendable, Hashable, Codable {
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    code = try stored.decode(String.self, forKey: .code)
    meaning = try stored.decode(String.self, forKey: .meaning)
    isSolved = try stored.decodeIfPresent(Bool.self, forKey: .isSolved) ?? false
    isTracked = try stored.decodeIfPresent(Bool.self, forKey: .isTracked) ?? false
  }

  package var code: String
  package var meaning: String
  /// Counts as solved in the tables of this congress.
  package var isSolved: Bool
  /// Goes into the ledger of promises and is answered again when it is done.
  package var isTracked: Bool

  package init(_ code: String, _ meaning: String, isSolved: Bool = false, isTracked: Bool = false) {
    self.code = code
    self.meaning = meaning
    self.isSolved = isSolved
    self.isTracked = isTracked
  }

  package static let customary = [
    ResultClass("A", "已经解决或者基本解决、采纳", isSolved: true),
    ResultClass("B", "正在解决或者列入计划逐步解决", isTracked: true),
    ResultClass("C", "受条件限制暂时不能解决，留作参考或者解释说明"),
  ]
}

/// Why something is not taken as a suggestion; the deputy is told.
package struct RefusalGround: Sendable, Hashable, Codable {
  /// Stable within the congress's settings.
  package var word: String
  package var text: String

  package init(_ word: String, _ text: String) {
    self.word = word
    self.text = text
  }

  package static let personal = RefusalGround("personal", "涉及解决代表本人及其亲属个人问题")
  package static let ownUnit = RefusalGround("own_unit", "涉及解决代表本人及其亲属等个人问题或者本单位等个别问题")
  package static let forwarded = RefusalGround("forwarded", "代转人民群众来信或者有关材料")
  package static let judicial = RefusalGround("judicial", "涉及具体司法案件")
  package static let accusation = RefusalGround("accusation", "属于检举、申诉、控告")
  package static let promotion = RefusalGround("promotion", "属于学术探讨、产品推介")
  package static let empty = RefusalGround("empty", "没有实际内容")
  package static let outside = RefusalGround("outside", "不属于本行政区域有关机关、组织职权范围")
  package static let bidding = RefusalGround("bidding", "涉及招标投标等具体经济活动")
  package static let other = RefusalGround("other", "其他不应当作为代表建议、批评和意见提出的")

  package static let customary = [personal, forwarded, judicial, accusation, promotion, empty, outside, other]
}
