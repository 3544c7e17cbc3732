import Domain
import Foundation
import Testing

/// What the rules of a place say, read from the text and counted by hand, one line an article.
struct PresetExpectation: Sendable, CustomTestStringConvertible {
  let rules: SuggestionRules
  /// Handed in on Wednesday 2026-02-11, between sessions. Working days after it: 12, 13, 14 (make-up Saturday), then 春节
  /// from the 15th to the 23rd, 24, 25, 26, 27, 28 (make-up Saturday), 2 and 3 March.
  let handOver: String?
  /// Handed over on Monday 2026-09-28 and signed for on Tuesday the 29th. Working days: 29, 30, then 国庆 from 1 to 7 October,
  /// 8, 9, 10 (make-up Saturday), 12 to 16, 19 to 23, 26 to 30, 2 to 6 November, 9 to 13 November.
  let returnSigned: String
  /// The same, not signed for: received on the third working day, Thursday 2026-10-08.
  let returnUnsigned: String
  let contactSigned: String?
  let contactUnsigned: String?
  let opinionSigned: String
  let opinionUnsigned: String
  /// The return asked for on Wednesday 2026-09-30.
  let reassign: String?
  /// A better opinion demanded on Friday 2026-10-09; nil: the old day stays.
  let redo: String?
  let mode: SuggestionRules.ExtensionMode
  /// With two co-signers, and where the lead has agreed to pass the letter on.
  let recipients: [ID<Person>]
  let recipientsByLead: [ID<Person>]
  let raters: [ID<Person>]
  /// The letter signed on Thursday 2026-02-12. Working days: 13, 14, 24, 25, 26, 27, 28, 2 to 6 March, 9 to 13, 16, 17, 18.
  let rating: String
  let dissatisfied: SuggestionRules.Dissatisfaction
  /// Demanded on 2026-01-31.
  let rehandle: String
  let step: SuggestionRules.SecondStep
  let needsAll: Bool
  let meetsFirst: Bool
  let delegations: Bool
  let mayObject: Bool
  let excludesUnreturned: Bool
  /// The article of each value; what is missing is custom.
  let articles: [SuggestionRules.Item: String]

  var testDescription: String { rules.name }

  private static let lead = [SuggestionSample.lead]
  private static let all = [SuggestionSample.lead, SuggestionSample.first, SuggestionSample.second]

  static let presets: [PresetExpectation] = [shanghai, qingdao, chongqing]
  static func every() throws -> [PresetExpectation] { presets + [try shandong(), try henan()] }

  static let shanghai = PresetExpectation(
    rules: SuggestionPresets.shanghai2015,
    handOver: "2026-02-27",  // 11: 收到之日起七个工作日内交办
    returnSigned: "2026-10-14", returnUnsigned: "2026-10-16",  // 14: 收到之日起七个工作日内
    contactSigned: nil, contactUnsigned: nil,  // 16: 加强联系沟通, no time
    opinionSigned: "2026-10-29", opinionUnsigned: "2026-11-08",  // 17: 收到之日起一个月内
    reassign: nil, redo: nil,  // 14: 及时研究并交办
    mode: .byConsent,  // 19: 书面报告，经同意
    recipients: all, recipientsByLead: all,  // 20: 答复每位代表
    raters: all, rating: "2026-03-11",  // 21: 代表填写反馈表, no time: custom, fifteen working days
    dissatisfied: .studied, rehandle: "2026-02-28", step: .meeting,  // 21: 研究; 一个月内; 当面沟通
    needsAll: true,  // 10: 经代表一致要求
    meetsFirst: false, delegations: false,  // 4: 一人 or 联名
    mayObject: true, excludesUnreturned: true,  // not in the text
    articles: [
      .handOverWithin: "第十一条", .returnWithin: "第十四条", .reassignWithin: "第十四条", .contactWithin: "第十六条",
      .opinionWithin: "第十七条", .classes: "第十八条", .extensionMode: "第十九条", .replyTo: "第二十条", .rater: "第二十一条",
      .dissatisfaction: "第二十一条", .rehandleWithin: "第二十一条", .secondStep: "第二十一条", .withdrawalNeedsAll: "第十条",
      .grounds: "第八条",
    ])

  static let qingdao = PresetExpectation(
    rules: SuggestionPresets.qingdao2021,
    handOver: "2026-02-25",  // 14: 收到之日起五个工作日内
    returnSigned: "2026-10-12", returnUnsigned: "2026-10-14",  // 19: 收到之日起五个工作日内
    contactSigned: nil, contactUnsigned: nil,  // 23: 主动沟通联系, no time
    opinionSigned: "2026-10-29", opinionUnsigned: "2026-11-08",  // 24: 收到之日起一个月内
    reassign: nil, redo: nil, mode: .byConsent,  // 25: 经代表工作机构同意
    recipients: lead, recipientsByLead: lead,  // 28: 主要答复领衔代表，由其转复
    raters: lead, rating: "2026-03-11",  // 31: 测评, no time: custom
    dissatisfied: .studied, rehandle: "2026-02-28", step: .none,  // 31: 可以交承办单位重新办理, no time: custom
    needsAll: false,  // 12: 书面形式提出，即行终止
    meetsFirst: true,  // 28: 以面复为主要形式；经代表同意，也可以信函
    delegations: false,  // 9: 一人 or 联名
    mayObject: false,  // 30: 应当向社会公开
    excludesUnreturned: true,
    articles: [
      .handOverWithin: "第十四条", .returnWithin: "第十九条", .contactWithin: "第二十三条", .opinionWithin: "第二十四条",
      .extensionMode: "第二十五条", .classes: "第二十六条", .isFaceToFaceFirst: "第二十八条", .replyTo: "第二十八条",
      .deputyMayObject: "第三十条", .dissatisfaction: "第三十一条", .withdrawalNeedsAll: "第十二条", .grounds: "第十一条",
    ])

  static let chongqing = PresetExpectation(
    rules: SuggestionPresets.chongqing2018,
    handOver: "2026-03-03",  // 13: 收到之日起十个工作日内
    returnSigned: "2026-10-16", returnUnsigned: "2026-10-16",  // 16: 交办之日起十个工作日内
    contactSigned: "2026-11-02", contactUnsigned: "2026-11-04",  // 18: 收到之日起二十个工作日内
    opinionSigned: "2026-11-13", opinionUnsigned: "2026-11-13",  // 20: 交办之日起三十个工作日内
    reassign: "2026-10-20",  // 16: 自收到之日起十个工作日内重新确定
    redo: "2026-10-15",  // 20: 提出要求之日起五个工作日内
    mode: .byClass,  // 21: 涉及面广、处理难度大的，六个月
    recipients: all, recipientsByLead: all,  // 23: 答复每位代表
    raters: lead, rating: "2026-03-18",  // 26: 由领衔代表反馈; 27: 二十个工作日内
    dissatisfied: .studied, rehandle: "2026-03-31", step: .coordination,  // 27: 视情况; 两个月; 召集研究，提出处理意见
    needsAll: false,  // 12
    meetsFirst: false, delegations: true,  // 8: 也可以由代表团提出
    mayObject: false,  // 36: 应当向社会公开
    excludesUnreturned: true,  // 29: 经催促仍然不反馈的，不纳入统计
    articles: [
      .handOverWithin: "第十三条", .returnWithin: "第十六条", .reassignWithin: "第十六条", .contactWithin: "第十八条",
      .opinionWithin: "第二十条", .redoOpinionWithin: "第二十条", .extensionMode: "第二十一条", .classes: "第二十二条",
      .replyTo: "第二十三条", .rater: "第二十六条", .ratingWithin: "第二十七条", .dissatisfaction: "第二十七条",
      .rehandleWithin: "第二十七条", .secondStep: "第二十七条", .excludesUnreturned: "第二十九条",
      .delegationsPropose: "第八条", .deputyMayObject: "第三十六条", .withdrawalNeedsAll: "第十二条", .grounds: "第九条",
    ])

  // MARK: As data only

  private static func decode(_ text: String) throws -> SuggestionRules {
    try JSONDecoder().decode(SuggestionRules.self, from: Data(text.utf8))
  }

  /// 山东省人民代表大会代表建议、批评和意见办理工作条例 (2017). Its five days are days, not working days.
  private static let shandongText = """
    {"name": "山东省 2017",
     "handOverWithin": {"count": 5, "unit": "days", "anchor": "submission"},
     "returnWithin": {"count": 5, "unit": "days", "anchor": "receipt"},
     "opinionWithin": {"count": 1, "unit": "months", "anchor": "receipt"},
     "extensionMode": "by_consent", "replyTo": "by_arrangement", "rater": "lead",
     "dissatisfaction": "always", "rehandleWithin": {"count": 1, "unit": "months", "anchor": "demand"},
     "secondStep": "none", "deputyMayObject": false,
     "classes": [
       {"code": "已解决", "meaning": "已经解决或者部分解决", "isSolved": true},
       {"code": "列入计划", "meaning": "已经列入工作计划", "isTracked": true},
       {"code": "暂时无法解决", "meaning": "受客观条件限制暂时无法解决"},
       {"code": "不符合规定", "meaning": "不符合法律、法规、政策规定"}],
     "grounds": [
       {"word": "personal", "text": "涉及解决代表本人及其亲属个人问题"},
       {"word": "forwarded", "text": "代转人民群众来信"},
       {"word": "promotion", "text": "属于学术探讨、产品推介"},
       {"word": "empty", "text": "没有实际内容"},
       {"word": "other", "text": "其他不应当作为代表建议、批评和意见的"}],
     "articles": {"hand_over": "第十条", "return": "第十二条", "contact": "第十七条", "opinion": "第二十一条",
       "extension": "第十九条", "reply_to": "第二十条", "rater": "第二十三条", "dissatisfaction": "第二十四条",
       "rehandle": "第二十四条", "objection": "第二十七条", "withdrawal": "第九条", "classes": "第十八条",
       "grounds": "第六条"}}
    """

  private static func shandong() throws -> PresetExpectation {
    PresetExpectation(
      rules: try decode(shandongText),
      handOver: "2026-02-16",  // 10: 接到之日起五日内; a day of 春节, and it stays
      returnSigned: "2026-10-04", returnUnsigned: "2026-10-13",  // 12: 收到之日起五日内
      contactSigned: nil, contactUnsigned: nil,  // 17: no time
      opinionSigned: "2026-10-29", opinionUnsigned: "2026-11-08",  // 21: 收到之日起一个月内
      reassign: nil, redo: nil, mode: .byConsent,  // 19: 经交办机关同意
      recipients: all, recipientsByLead: lead,  // 20: 分别答复，或者商领衔代表同意后请其转复
      raters: lead, rating: "2026-03-11",  // 23: 由领衔代表综合反馈, no time: custom
      dissatisfied: .always, rehandle: "2026-02-28", step: .none,  // 24: 应当重新研究办理，一个月内
      needsAll: false, meetsFirst: false, delegations: false,  // 9, 20, 7
      mayObject: false, excludesUnreturned: true,  // 27: 应当向社会公开
      articles: [
        .handOverWithin: "第十条", .returnWithin: "第十二条", .contactWithin: "第十七条", .opinionWithin: "第二十一条",
        .extensionMode: "第十九条", .replyTo: "第二十条", .rater: "第二十三条", .dissatisfaction: "第二十四条",
        .rehandleWithin: "第二十四条", .deputyMayObject: "第二十七条", .withdrawalNeedsAll: "第九条", .classes: "第十八条",
        .grounds: "第六条",
      ])
  }

  /// 河南省人民代表大会代表建议、批评和意见办理办法 (2017).
  private static let henanText = """
    {"name": "河南省 2017",
     "returnWithin": {"count": 10, "unit": "working_days", "anchor": "hand_over"},
     "reassignWithin": {"count": 10, "unit": "working_days", "anchor": "return_request"},
     "opinionWithin": {"count": 2, "unit": "months", "anchor": "receipt"},
     "extensionMode": "by_notice", "replyTo": "every_signer", "rater": "every_signer",
     "ratingWithin": {"count": 10, "unit": "working_days", "anchor": "delivery"},
     "dissatisfaction": "always", "rehandleWithin": {"count": 1, "unit": "months", "anchor": "demand"},
     "secondStep": "evaluation", "deputyMayObject": true,
     "classes": [
       {"code": "已解决", "meaning": "已经解决", "isSolved": true},
       {"code": "有条件解决", "meaning": "有条件解决，及时解决", "isSolved": true},
       {"code": "列入计划", "meaning": "受条件限制暂时不能解决，列入工作计划、规划", "isTracked": true},
       {"code": "不能解决", "meaning": "不符合规定或者受客观条件限制确实不能解决"},
       {"code": "上级职权", "meaning": "属于上级职权范围，已向上级反映"}],
     "grounds": [
       {"word": "bidding", "text": "涉及招标投标等具体经济活动"},
       {"word": "judicial", "text": "涉及具体司法案件"}],
     "articles": {"return": "第十四条", "reassign": "第十四条", "contact": "第十九条", "opinion": "第十八条",
       "extension": "第二十条", "reply_to": "第二十一条", "rater": "第二十二条", "rating": "第二十二条",
       "dissatisfaction": "第二十二条", "rehandle": "第二十二条", "second_step": "第二十二条", "objection": "第二十九条",
       "classes": "第十九条", "grounds": "第八条"}}
    """

  private static func henan() throws -> PresetExpectation {
    PresetExpectation(
      rules: try decode(henanText),
      handOver: nil,  // 12: 研究后交办, no time
      returnSigned: "2026-10-16", returnUnsigned: "2026-10-16",  // 14: 交办之日起十个工作日内
      contactSigned: nil, contactUnsigned: nil,  // 19: no time
      opinionSigned: "2026-11-29", opinionUnsigned: "2026-12-08",  // 18: 收到之日起两个月内
      reassign: "2026-10-20", redo: nil,  // 14: 收到报告后十个工作日内
      mode: .byNotice,  // 20: 向代表说明情况
      recipients: all, recipientsByLead: all,  // 21: 逐人答复
      raters: all, rating: "2026-03-04",  // 22: 十个工作日内
      dissatisfied: .always, rehandle: "2026-02-28", step: .evaluation,  // 22: 一个月内再次办理; 评估
      needsAll: false, meetsFirst: false, delegations: false,  // 9
      mayObject: true, excludesUnreturned: true,  // 29: 代表认为不宜公开的事项除外
      articles: [
        .returnWithin: "第十四条", .reassignWithin: "第十四条", .contactWithin: "第十九条", .opinionWithin: "第十八条",
        .extensionMode: "第二十条", .replyTo: "第二十一条", .rater: "第二十二条", .ratingWithin: "第二十二条",
        .dissatisfaction: "第二十二条", .rehandleWithin: "第二十二条", .secondStep: "第二十二条", .deputyMayObject: "第二十九条",
        .classes: "第十九条", .grounds: "第八条",
      ])
  }
}
