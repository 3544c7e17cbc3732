import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing
import Web

/// The forms of groups, clusters, links and placement: what was typed is kept, and what was saved is shown.
@Suite struct ArrangeFormTests {
  private let arrange = "/work/directory/arrange/"

  @Test("新建小组、登记成员、写错不丢", arguments: DatabaseEngine.allCases)
  func groups(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let wrong = try await browser.fill(
        arrange + "group", on: arrange + "group?kind=expertise", ["name": "", "purpose": "教育和文化", "fields": "教育、文化"])
      #expect(wrong.status == 422 && wrong.text.contains("请填写名称"))
      let kept = wrong.form(arrange + "group")
      #expect(kept.contains { $0.name == "purpose" && $0.value == "教育和文化" })
      #expect(kept.contains { $0.name == "kind" && $0.value == "expertise" })
      let fields = SiteBrowser.merge(kept, ["name": "教育组", "c\(town.places.category)": "1"])
      let saved = try await browser.post(arrange + "group", fields)
      let again = try await browser.post(arrange + "group", fields)
      #expect(saved.status == 303 && saved.location == again.location)
      let path = String(saved.location.prefix { $0 != "?" })
      let id = String(path.split(separator: "/").last ?? "")
      let page = try await browser.open(path)
      for words in ["教育组", "教育、文化", "道路", "还没有召集人", "已保存"] where words != "已保存" {
        #expect(page.text.contains(words), "\(words)")
      }
      // Nobody of that name; then somebody who is no deputy; then a deputy by his name.
      let member = arrange + "group-member"
      for (who, words) in [("无此人", "没有找到"), ("周经办", "这里要选在任代表"), ("", "请填写姓名")] {
        let answer = try await browser.fill(
          member, on: member + "?group=\(id)", ["who": who, "role": "convener", "reason": "推选"])
        #expect(answer.status == 422 && answer.text.contains(words), "\(who)")
        #expect(answer.form(member).contains { $0.name == "reason" && $0.value == "推选" }, "\(who)")
      }
      let joined = try await browser.fill(
        member, on: member + "?group=\(id)", ["who": "张三", "role": "convener", "reason": "推选"])
      #expect(joined.status == 303)
      let full = try await browser.open(path)
      #expect(full.text.contains("张三") && full.text.contains("召集人") && full.text.contains("推选"))
      let publicPage = try await SiteBrowser(client).open("/deputies/\(town.places.deputy.person)")
      #expect(publicPage.text.contains("教育组"))
      // Floating duty needs a last day; with it, the venue's public page shows the group.
      let duty = arrange + "group-duty"
      let values = ["venue": "\(town.places.otherStation)", "kind": "floating", "reason": "补充力量"]
      #expect(try await browser.fill(duty, on: duty + "?group=\(id)", values).text.contains("到哪一天为止"))
      let to = town.now.date.adding(days: 9)
      let added = try await browser.fill(duty, on: duty + "?group=\(id)", values.merging(["to": "\(to)"]) { $1 })
      #expect(added.status == 303)
      let venue = try await SiteBrowser(client).open("/venues/\(town.places.otherStation)")
      #expect(venue.text.contains("教育组") && venue.text.contains("流动联络"))
    }
  }

  @Test("同名的要选是哪一位")
  func namesakes() async throws {
    try await withSite { town, client in
      let second = try await SavePerson.run(
        SavePerson.Input(id: nil, name: "张三", occupation: "医生"), by: .system, in: town.environment)
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let member = arrange + "group-member"
      let page = member + "?group=\(town.places.group)"
      let asked = try await browser.fill(member, on: page, ["who": "张三", "role": "member", "reason": "编组"])
      #expect(asked.status == 422 && asked.text.contains("有2位，请选是哪一位") && asked.text.contains("医生"))
      let fields = asked.form(member)
      let chosen = try await browser.post(
        member, SiteBrowser.merge(fields, ["person": "\(town.places.deputy.person)"]))
      #expect(chosen.status == 303)
      // The other one is no deputy, and a choice that does not fit the name any more is not taken.
      let other = try await browser.post(member, SiteBrowser.merge(fields, ["person": "\(second)"]))
      #expect(other.status == 422 && other.text.contains("这里要选在任代表"))
      let changed = try await browser.post(
        member, SiteBrowser.merge(fields, ["who": "王五", "person": "\(second)"]))
      #expect(changed.status == 303)
      let record = try await ReadGroups.one(town.places.group, by: .system, in: town.environment)
      #expect(record?.members.filter { $0.tenure.to == nil }.map(\.person.name).sorted() == ["张三", "李四", "王五"])
    }
  }

  @Test("别人刚改过：两个版本都看得见，写的还在")
  func changedMeanwhile() async throws {
    try await withSite { town, client in
      let (one, two) = (SiteBrowser(client), SiteBrowser(client))
      try await one.signIn("clerk")
      try await two.signIn("chair")
      let page = arrange + "group?id=\(town.places.group)"
      let mine = try await one.open(page).form(arrange + "group")
      #expect(try await two.fill(arrange + "group", on: page, ["name": "农业农村小组"]).status == 303)
      let stale = try await one.post(arrange + "group", SiteBrowser.merge(mine, ["name": "农业水利小组"]))
      #expect(stale.status == 409 && stale.text.contains("农业农村小组"))
      let fields = stale.form(arrange + "group")
      #expect(fields.contains { $0.name == "name" && $0.value == "农业水利小组" })
      #expect(try await one.post(arrange + "group", fields).status == 303)
    }
  }

  @Test("片区、机制、责任联系和联系记录")
  func clustersAndLinks() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      func id(_ answer: SiteAnswer) -> String {
        String(answer.location.prefix { $0 != "?" }.split(separator: "/").last ?? "")
      }
      let cluster = id(try await browser.fill(arrange + "cluster", on: arrange + "cluster", ["name": "东片"]))
      let part = arrange + "cluster-part"
      let subject = ["subject": "r\(town.places.village)", "reason": "就近"]
      #expect(try await browser.fill(part, on: part + "?cluster=\(cluster)", subject).status == 303)
      #expect(try await browser.fill(part, on: part + "?cluster=\(cluster)", subject).text.contains("没有重复保存"))
      let mechanism = id(
        try await browser.fill(
          arrange + "mechanism", on: arrange + "mechanism",
          ["name": "分工联系选民", "origin": "deputy", "target": "voters", "contacts": "1", "period": "month"]))
      let bad = try await browser.fill(
        arrange + "link", on: arrange + "link?mechanism=\(mechanism)", ["who": "张三", "target": "", "reason": "本人选区"])
      #expect(bad.status == 422 && bad.form(arrange + "link").contains { $0.name == "who" && $0.value == "张三" })
      let long = "\(town.now.date.adding(days: -60))"
      let link = id(
        try await browser.fill(
          arrange + "link", on: arrange + "link?mechanism=\(mechanism)",
          ["who": "张三", "target": "东村一组12户", "from": long, "reason": "本人选区"]))
      let short = try await browser.open("/work/directory/mechanisms/\(mechanism)?show=short")
      #expect(short.text.contains("东村一组12户") && short.text.contains("0/1次"))

      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.deputy, town, phone)
      #expect(try await phone.open("/work/links").text.contains("东村一组12户"))
      let log = "/work/links/\(link)/contacts"
      let own = "/work/links?link=\(link)"
      let early = try await phone.fill(log, on: own, ["date": "2020-01-01", "what": "走访了三户"])
      #expect(early.status == 422 && early.form(log).contains { $0.name == "what" && $0.value == "走访了三户" })
      #expect(try await phone.fill(log, on: own, ["what": "走访了三户"]).status == 303)
      #expect(try await phone.open(own).text.contains("走访了三户"))
      #expect(try await browser.open("/work/directory/mechanisms/\(mechanism)?show=short").text.contains("没有这样的联系"))
      let other = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.secondDeputy, town, other)
      #expect(try await other.open(own).status == 404)
      let fields = SiteBrowser.merge(try await phone.open(own).form(log), ["what": "别人的"])
      #expect(try await other.post(log, fields).status == 403)
    }
  }

  @Test("编排进站：先看，再一次办；名录变了就重新核对", arguments: DatabaseEngine.allCases)
  func placements(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (places, path) = (town.places, "/work/directory/placements")
      for deputy in places.deputies {
        try await SaveVenue.endPlacement(
          of: deputy.mandate, at: deputy.name == "王五" ? places.otherStation : places.station, by: .system,
          in: town.environment)
      }
      let (browser, second) = (SiteBrowser(client), SiteBrowser(client))
      try await browser.signIn("clerk")
      try await second.signIn("chair")
      let shown = try await browser.open(path)
      #expect(shown.text.contains("0 / 3") && shown.text.contains("一次编排3名") && shown.text.contains("三河镇人大代表之家"))
      let stale = try await second.open(path).form(path)
      let exception = arrange + "placement-exception"
      let nowhere = try await browser.fill(
        exception, on: exception + "?mandate=\(places.otherDeputy.mandate)", ["reason": "住在西村"])
      #expect(nowhere.status == 422 && nowhere.text.contains("请填写站点"))
      let set = try await browser.fill(
        exception, on: exception + "?mandate=\(places.otherDeputy.mandate)",
        ["venue": "\(places.otherStation)", "reason": "住在西村"])
      #expect(set.status == 303)
      let refused = try await second.post(path, stale)
      #expect(refused.status == 409 && refused.text.contains("名录刚才有变化") && refused.text.contains("例外：住在西村"))
      let done = try await second.post(path, refused.form(path))
      #expect(done.status == 303)
      let after = try await second.open(done.location)
      #expect(after.text.contains("3 / 3") && after.text.contains("吴主席") && after.text.contains("西村人大代表联络站"))
      let coverage = try await second.open("/work/directory/coverage")
      #expect(coverage.text.contains("3 / 3"))
      // A liaison looks and does not touch.
      let liaison = SiteBrowser(client)
      try await liaison.signIn("liaison")
      let page = try await liaison.open(path)
      #expect(page.status == 200 && page.form(path).isEmpty && !page.text.contains("设例外"))
      #expect(try await liaison.post(path, []).status == 403)
    }
  }
}
