import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// The search page, for everybody and at the workbench, and what is shown of similar matters.
@Suite struct SearchPageTests {
  @Test("搜索页：没写、只有标点、没找到都有话说，找到的标出来")
  func showsWhatWasFound() async throws {
    try await withSite { _, client in
      let browser = SiteBrowser(client)
      var page = try await browser.open("/search")
      #expect(page.status == 200 && page.text.contains("写两三个字就行"))
      page = try await browser.open("/search?q=%25%5F")
      #expect(page.text.contains("只有标点"))
      page = try await browser.open("/search?q=" + SiteBrowser.encode("张三"))
      #expect(page.text.contains("<mark>张三</mark>") && page.text.contains("人大代表"))
      page = try await browser.open("/search?q=" + SiteBrowser.encode("琉璃瓦"))
      #expect(page.text.contains("没有找到") && page.text.contains("去提诉求"))
      page = try await browser.open("/search?q=" + SiteBrowser.encode("<b>&\"") + "&kind=matters&before=0")
      #expect(page.status == 200 && !page.text.contains("<b>&"))
      page = try await browser.open("/search?q=" + SiteBrowser.encode(String(repeating: "路", count: 90)))
      #expect(page.status == 200 && page.text.contains("写得太长"))
      let home = try await browser.open("/")
      #expect(home.text.contains("action=\"/search\""))
      #expect(try await browser.get("/work/search?q=1").location.hasPrefix("/work/sign-in"))
    }
  }

  @Test("工作台查得到自己站里的，排队清单按内容筛")
  func findsAtWork() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let form = try await browser.open("/submit").form("/submit")
      let sent = try await browser.post(
        "/submit",
        SiteBrowser.merge(
          form, SubmitSteps.good.merging(["what": "渠口漏水三天了，淹了半亩地。", "to": "v-\(town.places.station)"]) { $1 }))
      #expect(sent.status == 303)
      try await browser.signIn("liaison")
      let page = try await browser.open("/work/search?q=" + SiteBrowser.encode("半亩"))
      #expect(page.text.contains("<mark>半亩</mark>") && page.text.contains("/work/matters/"))
      let queue = try await browser.open("/work/matters?queue=to-accept&q=" + SiteBrowser.encode("半亩"))
      #expect(queue.text.contains("渠口漏水"))
      // The whole number leads to the record, whoever may not see it is told no more than that nothing was found.
      let matter = try await SubmitSteps.newest(town)
      let record = try await ReadMatterRecord.run(matter, by: town.places.liaison.actor, in: town.environment).record
      let number = record.matter.receipt
      #expect(try await browser.get("/work/search?q=\(number)").location == "/work/matters/\(matter)")
      let spaced = SiteBrowser.encode("\(number.prefix(4)) \(number.dropFirst(4).prefix(4)) \(number.suffix(4))")
      #expect(try await browser.get("/work/search?q=" + spaced).location == "/work/matters/\(matter)")
      #expect(try await browser.get("/work/search?q=\(number.suffix(8))").status == 200)
      #expect(try await browser.get("/work/search?kind=matters&q=\(number)").status == 200)
      // Somebody with a receipt who looks in the wrong place is shown the right one, whether the number exists or not.
      for typed in [number, "202600000000"] {
        let lost = try await browser.open("/search?q=\(typed)")
        #expect(lost.text.contains("回执号不在这里查") && lost.text.contains("/lookup?number=\(typed)"))
      }
      for stranger in ["otherliaison", "admin", "unit"] {
        let other = SiteBrowser(client)
        try await other.signIn(stranger)
        let nothing = try await other.open("/work/search?q=\(number)")
        #expect(nothing.status == 200 && nothing.text.contains("没有找到"), "\(stranger)")
      }
      let none = try await browser.open("/work/matters?queue=to-accept&q=" + SiteBrowser.encode("亩半"))
      #expect(none.text.contains("没有符合条件的诉求"))
      #expect(try await browser.open("/work").text.contains("action=\"/work/search\""))
    }
  }

  @Test("写的时候看到公开的同一件事，选了就一起办；没有脚本从公开页进来也一样")
  func joinsFromThePublicPage() async throws {
    try await withSite { town, client in
      let places = town.places
      let key = { (name: String) in RequestKey(hash: Array((name + "................").utf8.prefix(16))) }
      let request = { (actor: Actor) in MatterRequest(actor: actor, seen: nil) }
      let lead = try await SubmitMatter.run(
        SubmitMatter.Input(
          addressee: .venue(places.station), channel: .web, text: "东村小学门口路灯好几天不亮了，孩子看不见路。", place: "东村小学门口",
          name: "秦女士", phone: "13800001234", visibility: .redacted), by: .visitor, key: key("lead"),
        in: town.environment
      ).matter
      _ = try await AcceptMatter.run(
        .init(grade: .inGroup, urgency: .normal, category: places.category), on: lead, request(places.liaison.actor),
        in: town.environment)
      _ = try await RedactMatter.run(
        .init(title: "小学门口路灯不亮", text: "东村小学门口路灯好几天不亮了，孩子看不见路。", place: "东村小学门口", reply: "", photos: []), on: lead,
        request(places.clerk.actor), in: town.environment)
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: lead, request(places.chair.actor), in: town.environment)
      let browser = SiteBrowser(client)
      let token = try await browser.open("/submit").form("/submit").filter { $0.name == "form" }
      #expect(try await browser.post("/submit/similar", [("what", "学校门口的路灯坏了，孩子看不见路。")]).status == 403)
      let similar = try await browser.post(
        "/submit/similar", token + [("what", "学校门口的路灯坏了，孩子看不见路。"), ("where", "东村小学门口"), ("to", "arrange")])
      #expect(similar.status == 200 && similar.text.contains("小学门口路灯不亮"))
      #expect(similar.text.contains("data-join=\"\(lead)\"") && !similar.text.contains("秦女士"))
      #expect(similar.header("cache-control") == "no-store")
      for (what, extra) in [("短", ""), ("学校门口的路灯坏了，孩子看不见路。", "accusation"), ("想问问低保怎么申请要什么材料", "")] {
        var fields: [(name: String, value: String)] = [("what", what), ("where", "东村小学门口"), ("to", "arrange")]
        if !extra.isEmpty { fields.append((extra, "on")) }
        #expect(try await browser.post("/submit/similar", token + fields).text.isEmpty)
      }
      let publicPage = try await browser.open("/matters/\(lead)")
      #expect(publicPage.text.contains("/submit?join=\(lead)"))
      let form = try await browser.open("/submit?join=\(lead)")
      #expect(form.text.contains("您说的和这件是同一件事"))
      var wrong = SubmitSteps.good
      wrong["phone"] = "1"
      let again = try await browser.post("/submit", SiteBrowser.merge(form.form("/submit"), wrong))
      #expect(again.status == 422 && again.text.contains("您说的和这件是同一件事"))
      let sent = try await browser.post("/submit", SiteBrowser.merge(again.form("/submit"), SubmitSteps.good))
      #expect(sent.status == 303)
      let own = try await SubmitSteps.newest(town)
      let status = try await ReadMatterRecord.run(own, by: places.liaison.actor, in: town.environment).record.matter
        .status
      #expect(status.mergedInto == lead)
      let receipt = try await browser.open(sent.location)
      #expect(receipt.text.contains("另有1位居民反映同一件事"))
      #expect(try await browser.open("/matters/\(lead)").text.contains("另有1位居民反映"))
      // What is no id, or is not public, is simply not joined.
      #expect(try await browser.open("/submit?join=abc").status == 200)
      #expect(try await browser.open("/submit?join=\(own)").text.contains("同一件事") == false)
    }
  }
}
