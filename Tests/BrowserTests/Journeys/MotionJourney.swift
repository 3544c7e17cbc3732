import Domain
import TestSupport
import Testing
import Web

/// 议案, in a county: ten deputies sign on their phones, the congress adopts it, everybody sees how far it is; and one that
/// becomes a suggestion.
@Suite(.serialized) struct MotionJourney {
  private func phone(_ journey: Journey, _ tell: TestMotions, _ number: Int) async throws -> Visitor {
    let visitor = try await journey.visitor()
    try await visitor.signIn(tell.signer(number))
    return visitor
  }

  private func act(_ visitor: Visitor, _ act: MotionAct, _ fields: KeyValuePairs<String, String> = [:]) async throws {
    let form = "form[action$='/\(act.rawValue)']"
    try await visitor.fill(form, fields)
    try await visitor.unfold("\(form) button[type=submit]")
    try await visitor.follow("\(form) button[type=submit]")
  }

  /// Drafts on the phone, gathers nine signatures, the last one on a phone, and hands it in.
  private func submitted(_ journey: Journey, _ tell: TestMotions) async throws -> ID<Motion> {
    let lead = try await phone(journey, tell, 1)
    try await lead.open(.workMotions)
    try await lead.press("起草议案")
    try await lead.sees("案由", "案据", "方案")
    let text = TestMotions.text
    try await lead.fill(
      "form[action='\(SitePath.newMotion.string)']",
      ["cause": text.cause, "grounds": text.grounds, "plan": text.plan])
    try await lead.press("保存草稿")
    try await lead.sees("大会正在举行", "现在连领衔代表有1人，还差9人")
    let id = try #require(
      ID<Motion>(text: try await lead.page.url.split(separator: "/").last?.prefix { $0 != "?" } ?? ""))
    let names = tell.deputies.dropFirst().prefix(9).map(\.name).joined(separator: "、")
    try await act(lead, .invite, ["names": names])
    try await tell.sign(id, 8)
    let last = try await phone(journey, tell, 10)
    try await last.open(.workMotions)
    try await last.sees("请您联名")
    try await last.press(text.cause)
    try await last.sees(text.grounds)
    try await act(last, .sign)
    try await last.sees("已联名")
    try await lead.open(.workMotion(id))
    try await lead.sees("人数够了")
    try await act(lead, .submit)
    try await lead.sees("议案已提交")
    return id
  }

  @Test func adoptedWithMilestones() async throws {
    try await Journey.run { journey in
      let tell = try await TestMotions.build(in: journey.town, withAccounts: true)
      let id = try await submitted(journey, tell)
      let clerk = try await journey.staff(tell.clerk)
      try await clerk.open(.workMotions)
      try await clerk.press(TestMotions.text.cause)
      try await act(clerk, .register)
      try await clerk.sees("1号议案")
      try await act(clerk, .putOnAgenda, ["words": "主席团第二次会议决定列入议程。"])
      try await act(clerk, .consider, ["words": "各代表团审议，一致赞成。"])
      try await act(clerk, .vote, ["for": "11", "against": "1", "abstained": "0"])
      try await clerk.sees("表决通过", "全体代表12人，赞成11票")
      try await clerk.press("实施情况")
      let today = tell.today
      try await act(clerk, .nameLeader, ["name": "高志远", "office": "县长（牵头）"])
      try await act(clerk, .nameLeader, ["name": "沈立新", "office": "副县长（分管）"])
      try await act(clerk, .addMilestone, ["title": "河道清淤", "due": "\(today.adding(days: 90))"])
      try await act(clerk, .addMilestone, ["title": "小游园竣工", "due": "\(today.adding(days: 200))"])
      try await act(clerk, .note, ["kind": "on_site", "who": "高志远", "words": "看了清淤现场。", "public": "1"])
      try await act(clerk, .finishMilestone, ["milestone": "1", "words": "清淤六公里。"])
      try await act(clerk, .publish, ["text": "两年内完成河道治理，建三处小游园。"])
      journey.advance()
      let reader = try await journey.visitor(.narrow)
      try await reader.open(.motions)
      try await reader.press(TestMotions.text.cause)
      try await reader.sees(
        "1号议案", "实施中", "联名甲等10名代表", "高志远", "河道清淤", "已完成", "小游园竣工", "进行中", "看了清淤现场", "两年内完成河道治理")
      try await reader.missesOut(TestMotions.text.grounds)
      _ = id
    }
  }

  @Test func becomesASuggestion() async throws {
    try await Journey.run { journey in
      let tell = try await TestMotions.build(in: journey.town, withAccounts: true)
      let id = try await tell.numbered()
      let secretary = try await journey.staff(tell.secretary)
      try await secretary.open(.workMotion(id))
      try await act(secretary, .becomeSuggestion, ["words": "主席团第二次会议决定作为代表建议办理。"])
      try await secretary.sees("已转为代表建议", "主席团第二次会议决定作为代表建议办理。")
      try await secretary.press("关于加快县城河道治理和小游园建设的建议")
      try await secretary.sees("由议案转来", TestMotions.text.grounds, "联名乙")
      let lead = try await phone(journey, tell, 1)
      try await lead.open(.workMotions)
      try await lead.press(TestMotions.text.cause)
      try await lead.sees("已转为代表建议")
      try await lead.press("关于加快县城河道治理和小游园建设的建议")
      try await lead.sees("联名乙")
    }
  }
}
