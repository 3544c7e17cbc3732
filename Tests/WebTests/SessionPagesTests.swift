import Actions
import DatabaseKit
import Domain
import HTTPKit
import HummingbirdTesting
import TestSupport
import Testing

/// 人代会会议 on the site: planned by the clerk, kept by the secretariat, leave asked on a phone.
@Suite struct SessionPagesTests {
  private static func plan(_ browser: SiteBrowser, _ town: TestTown, _ values: [String: String] = [:]) async throws
    -> SiteAnswer
  {
    let today = town.now.date
    return try await browser.fill(
      "/work/sessions/new?congress=\(town.places.congress)", on: "/work/sessions/new",
      ["begins": "\(today)", "ends": "\(today.adding(days: 1))", "place": "镇政府礼堂"].merging(values) { $1 })
  }

  private static func place(_ answer: SiteAnswer) -> String { String(answer.location.prefix { $0 != "?" }) }

  @Test("安排、改错、排会议、开幕、闭幕；打的字都在，公开页面没有个人", arguments: DatabaseEngine.allCases)
  func kept(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let bad = try await Self.plan(
        browser, town, ["begins": "明天", "ends": "", "motions-time": "25:00", "number": "0"])
      #expect(bad.status == 422 && bad.text.contains("第一天请按“2026-11-20”的样子填写"))
      #expect(bad.text.contains("请填写最后一天") && bad.text.contains("镇政府礼堂") && bad.text.contains("请填1到20之间的数"))
      let made = try await Self.plan(browser, town, ["number": "3", "motions-date": "\(town.now.date)"])
      #expect(made.status == 303, "\(made.text)")
      let place = Self.place(made)
      let page = try await browser.open(made.location).text
      #expect(page.contains("三河镇第二十届人民代表大会第三次会议") && page.contains("筹备中"))
      #expect(try await Self.plan(browser, town, ["number": "3"]).text.contains("这几天和另一次会议重叠了"))
      let meeting = try await browser.fill(
        place + "/meetings/new", on: place + "/meetings/new", ["title": "第一次全体会议", "starts": "9：00"])
      #expect(meeting.status == 303)
      let outside = try await browser.fill(
        place + "/meetings/new", on: place + "/meetings/new",
        ["title": "闭幕会", "date": "\(town.now.date.adding(days: 9))"])
      #expect(outside.status == 422 && outside.text.contains("日期在会期之外") && outside.text.contains("闭幕会"))
      // The same form sent twice opens once.
      let form = try await browser.open(place).form(place + "/open")
      #expect(try await browser.post(place + "/open", form).status == 303)
      #expect(try await browser.post(place + "/open", form).status == 303)
      #expect(try await browser.open(place).text.contains("会议期间"))
      let shown = try await SiteBrowser(client).get(place.replacing("/work", with: ""))
      #expect(shown.status == 200 && shown.text.contains("第一次全体会议") && shown.text.contains("镇政府礼堂"))
      for deputy in town.places.deputies { #expect(!shown.text.contains(deputy.name)) }
      #expect(try await SiteBrowser(client).get("/sessions").text.contains("正在举行"))
      // Somebody else changed it meanwhile.
      let old = try await browser.open(place + "/edit")
      #expect(try await browser.fill(place + "/edit", on: place + "/edit", ["place": "县会堂"]).status == 303)
      let late = try await browser.post(
        place + "/edit", SiteBrowser.merge(old.form(place + "/edit"), ["place": "文化馆"]))
      #expect(late.status == 409 && late.text.contains("现在：县会堂　您填的：文化馆"))
      #expect(try await browser.fill(place + "/close", on: place).status == 303)
      let closed = try await browser.open(place + "?tab=attendance").text
      #expect(closed.contains("应到3") && closed.contains("缺席3") && closed.contains("法定人数2，还差2人"))
    }
  }

  @Test("秘书在手机上勾名单：只看自己的，勾了算，没勾的提醒；会场签到码", arguments: DatabaseEngine.allCases)
  func roll(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let at = try await SessionSteps.opened(town)
      let browser = SiteBrowser(client)
      try await browser.signIn("secretary")
      #expect(try await browser.open("/work").text.contains("人代会会议"))
      let path = "/work/sessions/\(at.session)/meetings/\(at.meeting)/roll"
      let page = try await browser.open(path)
      for deputy in town.places.deputies { #expect(page.text.contains(deputy.name)) }
      let none = try await browser.post(path, page.form(path) + [(name: "to", value: "present")])
      #expect(none.status == 422 && none.text.contains("请先勾选代表"))
      let ticks = town.places.deputies.prefix(2).map { (name: "t", value: "\($0.mandate).nothing") }
      let done = try await browser.post(path, page.form(path) + ticks + [(name: "to", value: "present")])
      #expect(done.status == 303 && done.location.contains("done=ticked"))
      let after = try await browser.open(path).text
      #expect(after.contains("到会2") && after.contains("法定人数2，已达到"))
      // An older page marks one of them absent: his tick stands, and the page says so.
      let conflict = try await browser.post(path, page.form(path) + [ticks[0], (name: "to", value: "absent")])
      #expect(conflict.status == 409 && conflict.text.contains("刚才被别人登记了另一种情况"))
      let hall = path.replacing("/roll", with: "/hall")
      #expect(try await browser.fill(hall, on: hall).status == 303)
      #expect(try await browser.open(hall).text.contains("hall-word"))
      // The clerk of the office decides nothing while the secretariat is there; a liaison sees nothing at all.
      let other = SiteBrowser(client)
      try await other.signIn("liaison")
      #expect(try await other.get(path).status == 403)
    }
  }

  @Test("代表在手机上请假，秘书不批准要写理由，代表看得到；接口也一样", arguments: DatabaseEngine.allCases)
  func leave(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let at = try await SessionSteps.opened(town)
      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.deputy, town, phone)
      #expect(try await phone.open("/work").text.contains("第二十届人民代表大会第一次会议"))
      let own = "/work/attendance/\(at.session)"
      let bad = try await phone.fill(own, on: own, ["scope": "some", "reason": ""])
      #expect(bad.status == 422 && bad.text.contains("请选择请假的会议") && bad.text.contains("请填写理由"))
      let sent = try await phone.fill(own, on: own, ["scope": "some", "m\(at.meeting)": "1", "reason": "住院治疗"])
      #expect(sent.status == 303)
      let waiting = try await phone.open(own).text
      #expect(waiting.contains("等待决定") && waiting.contains("住院治疗") && !waiting.contains("提出请假"))
      let secretary = SiteBrowser(client)
      try await secretary.signIn("secretary")
      let list = try await secretary.open("/work/sessions/\(at.session)?tab=leave").text
      #expect(list.contains(town.places.deputy.name) && list.contains("会后补假"))
      let leave = try #require(
        try await ReadSessionWork.one(at.session, by: town.places.secretary.actor, in: town.environment).leaves.first)
      let path = "/work/sessions/\(at.session)/leaves/\(leave.leave.id)"
      let form = try await secretary.open(path).form(path)
      let empty = try await secretary.post(path, SiteBrowser.merge(form, ["act": "refuse", "words": ""]))
      #expect(empty.status == 422 && empty.text.contains("不批准的，请写明理由"))
      let refused = try await secretary.post(path, SiteBrowser.merge(form, ["act": "refuse", "words": "请调整时间"]))
      #expect(refused.status == 303)
      let late = try await secretary.post(path, SiteBrowser.merge(form, ["act": "approve", "words": "好"]))
      #expect(late.status == 409 && late.text.contains("刚才已经有人决定"))
      let answer = try await phone.open(own).text
      #expect(answer.contains("未批准") && answer.contains("请调整时间") && answer.contains("提出请假"))
      #expect(try await phone.open("/work/notices").text.contains("请假没有批准"))
      let api = try await APIClient(client)
      let token = try await ActSteps(
        api: api, town: town, examples: DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      ).deputy(town.places.secondDeputy)
      let asked = try await token.post(
        "/work/sessions/\(at.session)/leave",
        ["scope": "some", "meetings": [.text("\(at.meeting)")], "reason": "出差在外"])
      #expect(asked.status == 201 && asked["leaves"]?.list?.first?["state"]?.text == "requested")
      let again = try await token.post(
        "/work/sessions/\(at.session)/leave", ["scope": "whole", "reason": "出差在外，赶不回来"])
      #expect(again.status == 422 && again.problem == "invalid")
    }
  }

  @Test("换届、签到码、取消：话说得清楚")
  func otherWays() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("chair")
      let made = try await Self.plan(
        browser, town,
        ["term": "next", "begins": "\(town.now.date.adding(days: 5))", "ends": "\(town.now.date.adding(days: 5))"])
      let place = Self.place(made)
      #expect(try await browser.open(place).text.contains("第二十一届人民代表大会第一次会议"))
      let bare = try await browser.fill(place + "/cancel", on: place, ["reason": ""])
      #expect(bare.status == 422 && bare.text.contains("请填写理由"))
      #expect(try await browser.fill(place + "/cancel", on: place, ["reason": "改期"]).status == 303)
      #expect(try await browser.open(place).text.contains("已取消"))
      #expect(try await SiteBrowser(client).get(place.replacing("/work", with: "")).status == 404)
      // Who may not enter leave is taken to the session itself.
      #expect(try await browser.get(place + "/leaves/new").status == 303)
      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.deputy, town, phone)
      let wrong = try await phone.fill("/work/check-in", on: "/work/check-in?word=123456")
      #expect(wrong.status == 422 && wrong.text.contains("签到码不对") && wrong.text.contains("123456"))
    }
  }
}

/// Sessions for tests of pages.
enum SessionSteps {
  /// A session that sits from today on, with a meeting this morning.
  static func opened(_ town: TestTown) async throws -> (session: ID<CongressSession>, meeting: ID<SessionMeeting>) {
    let (places, today) = (town.places, town.now.date)
    let id = try await PlanSession.add(
      PlanSession.Input(beginsOn: today, endsOn: today.adding(days: 1), place: "镇政府礼堂"), of: places.congress,
      by: places.clerk.actor, in: town.environment)
    let meeting = try await SaveMeeting.run(
      SaveMeeting.Input(heldOn: today, starts: 540, title: "第一次全体会议"), in: id, by: places.secretary.actor,
      in: town.environment)
    try await OpenSession.run(id, seen: 1, by: places.clerk.actor, in: town.environment)
    return (id, meeting)
  }
}
