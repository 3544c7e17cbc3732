import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// 议案 on the site: drafting, signing, deciding, publishing, each as the person who does it.
@Suite struct MotionPagesTests {
  private static let new = "/work/motions/new"

  private func drafted(_ browser: SiteBrowser) async throws -> String {
    let text = TestMotions.text
    let made = try await browser.fill(
      Self.new, on: Self.new, ["cause": text.cause, "grounds": text.grounds, "plan": text.plan])
    #expect(made.status == 303, "\(made.text)")
    return String(made.location.prefix { $0 != "?" })
  }

  private func act(_ browser: SiteBrowser, _ page: String, _ act: MotionAct, _ values: [String: String] = [:])
    async throws -> SiteAnswer
  {
    let shown = act.isImplementing ? page + "/implementation" : page
    return try await browser.fill("\(page)/\(act.rawValue)", on: shown, values)
  }

  @Test("乡镇：手机上起草、写错、联名、提交，主席编号、列入议程、表决，公开", arguments: DatabaseEngine.allCases)
  func townshipWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let tell = try await TestMotions.build(in: town, deputies: 6, township: true, withAccounts: true)
      let lead = SiteBrowser(client)
      try await lead.signIn("signer1")
      let bad = try await lead.fill(Self.new, on: Self.new, ["cause": "", "grounds": "河道多年没有清淤。"])
      #expect(bad.status == 422 && bad.text.contains("请填写案由") && bad.text.contains("河道多年没有清淤。"))
      let page = try await drafted(lead)
      let early = try await act(lead, page, .submit)
      #expect(early.status == 422 && early.text.contains("还差4人"))
      let unknown = try await act(lead, page, .invite, ["names": "联名乙、没有这个人"])
      #expect(unknown.status == 422 && unknown.text.contains("代表里没有叫“没有这个人”的"))
      #expect(unknown.text.contains("联名乙、没有这个人"))
      #expect(try await act(lead, page, .invite, ["names": "联名乙、联名丙，联名丁 联名戊"]).status == 303)
      // Whoever was not asked does not see it.
      let stranger = SiteBrowser(client)
      try await stranger.signIn("signer6")
      #expect(try await stranger.get(page).status == 404)
      for number in 2...5 {
        let signer = SiteBrowser(client)
        try await signer.signIn("signer\(number)")
        #expect(try await signer.open("/work/motions").text.contains("请您联名"))
        #expect(try await act(signer, page, .sign).status == 303)
        #expect(try await signer.get(page + "/sign").status == 404)
      }
      #expect(try await act(lead, page, .submit).status == 303)

      let chair = SiteBrowser(client)
      try await chair.signIn("chair")
      #expect(try await chair.open("/work/motions").text.contains("未编号"))
      #expect(try await act(chair, page, .register).status == 303)
      #expect(!(try await chair.open(page).text.contains("先交专门委员会审议")))
      #expect(try await act(chair, page, .putOnAgenda, ["words": "主席团会议决定。"]).status == 303)
      #expect(try await act(chair, page, .consider, ["words": "审议通过。"]).status == 303)
      let wrong = try await act(chair, page, .vote, ["all": "9", "for": "9", "against": "1", "abstained": "0"])
      #expect(wrong.status == 422 && wrong.text.contains("不能超过全体人数"))
      #expect(
        try await act(chair, page, .vote, ["all": "9", "for": "4", "against": "3", "abstained": "1"]).status == 303)
      let motion = try #require(ID<Motion>(text: page.split(separator: "/").last ?? ""))
      // Keyed in wrongly: the figures are there to be corrected, and why has to be said.
      #expect(try await tell.status(motion).state == .notAdopted)
      let right = ["all": "9", "for": "５", "against": "3", "abstained": "1"]
      #expect(try await act(chair, page, .correctVote, right).text.contains("更正的原因"))
      let reason = ["words": "录入时少录一票，以会议记录为准。"]
      #expect(try await act(chair, page, .correctVote, right.merging(reason) { $1 }).status == 303)
      let corrected = try await chair.open(page).text
      #expect(corrected.contains("赞成4票") && corrected.contains("赞成5票") && corrected.contains("少录一票"))
      #expect(try await tell.status(motion).state == .adopted)
      let open = "/motions/\(motion)"
      #expect(try await SiteBrowser(client).get(open).status == 404)
      #expect(try await act(chair, page, .nameLeader, ["name": "王镇长", "office": "镇长（牵头）"]).status == 303)
      #expect(!(try await chair.open(page).text.contains("更正表决结果</button>")))
      #expect(
        try await act(chair, page, .addMilestone, ["title": "小游园竣工", "due": "\(tell.today.adding(days: 60))"]).status
          == 303)
      #expect(
        try await act(chair, page, .note, ["kind": "on_site", "who": "镇长", "words": "看了工地。", "public": "1"]).status
          == 303)
      #expect(
        try await act(chair, page, .note, ["kind": "progress", "words": "征地有困难。"]).status == 303)
      #expect(try await act(chair, page, .finishMilestone, ["milestone": "1", "words": "建成。"]).status == 303)
      #expect(try await act(chair, page, .publish, ["text": "两年内完成。"]).status == 303)
      town.clock.move(to: town.now.adding(seconds: 10))
      let shown = try await SiteBrowser(client).get(open)
      #expect(shown.status == 200)
      for words in ["联名甲等5名代表", "赞成5票", "王镇长", "小游园竣工", "已完成", "看了工地", "两年内完成"] {
        #expect(shown.text.contains(words), "\(words)")
      }
      #expect(!shown.text.contains("征地有困难") && !shown.text.contains(TestMotions.text.grounds))
      #expect(try await SiteBrowser(client).open("/motions").text.contains(TestMotions.text.cause))
      #expect(try await SiteBrowser(client).get("/api/v1/motions").text.contains(TestMotions.text.cause))
    }
  }

  @Test("过了截止时间：说清是哪一刻；别人先办了：说有更新，打的字还在")
  func lateAndConflict() async throws {
    try await withSite { town, client in
      let until = town.now.adding(seconds: 600)
      let tell = try await TestMotions.build(in: town, motionsUntil: until, withAccounts: true)
      let id = try await tell.draft()
      try await tell.invite(id, 9)
      try await tell.sign(id, 9)
      let lead = SiteBrowser(client)
      try await lead.signIn("signer1")
      let page = "/work/motions/\(id)"
      #expect(try await lead.open(page).text.contains("议案截止时间：2026年11月18日 10:10"))
      let old = try await lead.open(page)
      town.clock.move(to: until.adding(seconds: 60))
      let late = try await lead.post(page + "/submit", old.form(page + "/submit"))
      #expect(late.status == 422 && late.text.contains("主席团决定的议案截止时间是2026年11月18日 10:10，已经过了"))

      let other = try await tell.draft()
      let stale = try await lead.open("/work/motions/\(other)")
      try await tell.invite(other, 2)
      let form = stale.form("/work/motions/\(other)/invite")
      let beaten = try await lead.post("/work/motions/\(other)/invite", SiteBrowser.merge(form, ["names": "联名壬"]))
      #expect(beaten.status == 409 && beaten.text.contains("联名壬"))
    }
  }

  @Test("转为代表建议：两边都有链接；打印和 PDF；县里的主任、督查看得到自己的那一段")
  func turnedAndPrinted() async throws {
    try await withSite { town, client in
      let tell = try await TestMotions.build(in: town, withAccounts: true)
      let id = try await tell.numbered()
      let page = "/work/motions/\(id)"
      let secretary = SiteBrowser(client)
      try await secretary.signIn("motionsecretary")
      #expect(try await act(secretary, page, .becomeSuggestion, ["words": ""]).status == 422)
      #expect(try await act(secretary, page, .becomeSuggestion, ["words": "主席团第二次会议决定。"]).status == 303)
      let suggestion = try #require(try await tell.status(id).suggestion)
      #expect(try await secretary.open(page).text.contains("/work/suggestions/\(suggestion)"))
      #expect(try await secretary.open("/work/suggestions/\(suggestion)").text.contains(page))
      #expect(try await secretary.open(page + "/paper").text.contains("领衔和联名代表"))
      let file = try await secretary.get(page + "/paper/pdf")
      #expect(file.header("content-type") == "application/pdf" && file.bytes.starts(with: Array("%PDF".utf8)))
      let government = SiteBrowser(client)
      try await government.signIn("motiongovernment")
      #expect(try await government.get(page).status == 404)
      let adopted = try await tell.adopted()
      #expect(try await government.get("/work/motions/\(adopted)/implementation").status == 200)
      #expect(
        try await act(government, "/work/motions/\(adopted)", .note, ["kind": "progress", "words": "已开工。"]).status
          == 303)
      #expect(try await government.open("/work/motions/\(adopted)").text.contains("已开工。"))
    }
  }
}
