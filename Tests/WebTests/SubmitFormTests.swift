import Actions
import DatabaseKit
import Domain
import HTTPTypes
import HummingbirdTesting
import SecretsKit
import TestSupport
import Testing

/// Whatever is typed or forged: a clear sentence at the field, the right status, nothing typed lost, nothing half-written.
@Suite struct SubmitFormTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let field: String
    let value: String
    let sentence: String
    var testDescription: String { "\(field): \(value.prefix(20))" }

    init(_ field: String, _ value: String, _ sentence: String) {
      (self.field, self.value, self.sentence) = (field, value, sentence)
    }
  }

  static let bad: [Bad] = [
    Bad("what", "", "请填写"), Bad("what", "路灯", "至少"), Bad("what", String(repeating: "灯", count: 2001), "2000"),
    Bad("what", "坏\u{0}了很久的路灯", "字符"), Bad("what", "坏\u{8}了很久的路灯", "字符"),
    Bad("where", "", "请填写"), Bad("where", "东", "至少"), Bad("where", String(repeating: "村", count: 121), "120"),
    Bad("name", "", "请填写"), Bad("name", String(repeating: "张", count: 41), "40"), Bad("name", "张\u{7}三", "字符"),
    Bad("phone", "", "请填写"), Bad("phone", "12345", "手机号"), Bad("phone", "1380000123", "手机号"),
    Bad("phone", "138000012345", "手机号"), Bad("phone", "电话13800001234", "手机号"),
    Bad("phone", "' OR 1=1 --", "手机号"), Bad("to", "d-999", ""), Bad("to", "v-1", ""), Bad("to", "nonsense", ""),
    Bad("category", "123456789", ""),
  ]

  @Test("错误的输入：字段旁有话，打的字还在，什么也没写进去", arguments: bad)
  func badInput(bad: Bad) async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      var values = SubmitSteps.good
      values[bad.field] = bad.value
      let answer = try await browser.fill("/submit", on: "/submit", values)
      #expect(answer.status == 422)
      #expect(answer.text.contains(bad.sentence))
      #expect(answer.text.contains("aria-invalid=\"true\"") || ["to", "category"].contains(bad.field))
      let again = answer.form("/submit")
      for (name, value) in SubmitSteps.good where name != bad.field {
        #expect(again.contains { $0.name == name && $0.value == value }, "\(name) was lost")
      }
      if ["what", "where", "name", "phone"].contains(bad.field), !bad.sentence.contains("字符") {
        #expect(again.contains { $0.name == bad.field && $0.value == bad.value }, "the wrong value was lost")
      }
      #expect(try await SubmitSteps.count(town) == 0)
      // Put right, the same form goes through.
      let mended = try await browser.post(
        "/submit", SiteBrowser.merge(again, SubmitSteps.good.merging(["to": "arrange", "category": ""]) { $1 }))
      #expect(mended.status == 303)
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("全角数字、空格、横线和国家代码的电话都认得", arguments: ["１３８００００１２３４", "138 0000 1234", "138-0000-1234", "+86 13800001234"])
  func phonesAsPeopleWriteThem(phone: String) async throws {
    try await withSite { town, client in
      try await SubmitSteps.submit(SiteBrowser(client), ["phone": phone])
      let tell = try await RevealContact.run(
        reason: "回访", on: SubmitSteps.newest(town), MatterRequest(actor: town.places.upperOrStation, seen: nil),
        in: town.environment)
      #expect(tell.map(\.phone) == ["13800001234"])
    }
  }

  @Test("不是 UTF-8 的字节说明白，不静默改写")
  func invalidUTF8() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let token = try #require(try await browser.open("/submit").form("/submit").first { $0.name == "form" }).value
      let body =
        "form=\(token)&what=%E8%B7%AF%FF%FE%E7%81%AF%E5%9D%8F%E4%BA%86&where=%E4%B8%9C%E6%9D%91&name=A&phone=13800001234&to=arrange"
      let answer = try await browser.post("/submit", type: "application/x-www-form-urlencoded", Array(body.utf8))
      #expect(answer.status == 422)
      #expect(answer.text.contains("字符"))
      #expect(try await SubmitSteps.count(town) == 0)
    }
  }

  @Test("网页代码和 SQL 当作文字保存和显示", arguments: DatabaseEngine.allCases)
  func markupIsText(engine: DatabaseEngine) async throws {
    let nasty = "<script>alert('1')</script>\"'; DROP TABLE matters; -- ${1} %s <img src=x onerror=y>"
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      let sent = try await SubmitSteps.submit(browser, ["what": nasty, "where": nasty, "name": "<b>O'Brien</b>"])
      let receipt = try await browser.open("/mine/\(sent.number)")
      let staff = SiteBrowser(client)
      try await staff.signIn("clerk")
      let record = try await staff.open("/work/matters/\(SubmitSteps.newest(town))")
      for page in [receipt, record] {
        #expect(page.status == 200)
        #expect(page.text.contains("&lt;script&gt;alert("))
        #expect(
          !page.text.contains("<script>alert") && !page.text.contains("<img src=x") && !page.text.contains("<b>O"))
      }
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }

  @Test("十四岁以下要有监护人")
  func minors() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let answer = try await browser.fill("/submit", on: "/submit", SubmitSteps.good.merging(["minor": "on"]) { $1 })
      #expect(answer.status == 422 && answer.text.contains("监护人"))
      try await SubmitSteps.submit(browser, ["minor": "on", "guardian": "陈父"])
      #expect(try await SubmitSteps.count(town) == 1)
    }
  }
}

/// Tokens, links and codes that are forged, foreign or too old.
@Suite struct ForgeryTests {
  @Test("伪造、过期的表单不办，打的字退回来")
  func forgedForms() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let fields = try await browser.open("/submit").form("/submit")
      for token in ["", "x", String(repeating: "A", count: 54)] {
        let answer = try await browser.post(
          "/submit", SiteBrowser.merge(fields, SubmitSteps.good.merging(["form": token]) { $1 }))
        #expect(answer.status == 422 && answer.text.contains("陈大娘"))
      }
      town.clock.move(to: town.now.adding(days: 8))
      let late = try await browser.post("/submit", SiteBrowser.merge(fields, SubmitSteps.good))
      #expect(late.status == 422 && late.text.contains("页面打开得太久了"))
      #expect(try await SubmitSteps.count(town) == 0)
      let again = try await browser.post("/submit", SiteBrowser.merge(late.form("/submit"), [:]))
      #expect(again.status == 303)
    }
  }

  @Test("别人登录时的表单不能拿来用；退出后提交，内容退回")
  func foreignForms() async throws {
    try await withSite { town, client in
      try await SubmitSteps.submit(SiteBrowser(client))
      let path = "/work/matters/\(try await SubmitSteps.newest(town))"
      let (clerk, chair) = (SiteBrowser(client), SiteBrowser(client))
      try await clerk.signIn("clerk")
      try await chair.signIn("chair")
      let fields = try await clerk.open(path).form(path + "/note")
      try #require(!fields.isEmpty)
      let stolen = try await chair.post(path + "/note", SiteBrowser.merge(fields, ["note": "别人的表单里的话"]))
      #expect(stolen.status == 403 && stolen.text.contains("别人的表单里的话"))
      let stranger = try await SiteBrowser(client).post(path + "/note", SiteBrowser.merge(fields, ["note": "退出以后写的话"]))
      #expect(stranger.status == 403 && stranger.text.contains("退出以后写的话"))
      let own = try await clerk.post(path + "/note", SiteBrowser.merge(fields, ["note": "自己写的话"]))
      #expect(own.status == 303, "\(own.status) \(own.text)")
    }
  }

  @Test("别的网站发来的表单不收")
  func otherSites() async throws {
    try await withSite { _, client in
      let answer = try await client.execute(
        uri: "/submit", method: .post,
        headers: [.contentType: "application/x-www-form-urlencoded", .init("Sec-Fetch-Site")!: "cross-site"])
      #expect(answer.status == .forbidden)
    }
  }

  @Test("改动一位的印码、链接、照片票据都不认")
  func alteredSecrets() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      let token = PrintedCode.token(town.places.deputyCode, in: town.environment)
      #expect(try await browser.open("/c/" + token).status == 200)
      let sent = try await SubmitSteps.submit(browser)
      for secret in ["/c/" + token, "/r/" + sent.capability] {
        let last = secret.last == "A" ? "B" : "A"
        // The last letter of base64 may hold unused bits; the fifth holds none.
        let changed = String(secret.prefix(6)) + last + String(secret.dropFirst(7))
        #expect(try await SiteBrowser(client).open(changed).status == 404, "\(changed)")
      }
      let forged = try await browser.fill(
        "/submit", on: "/submit", SubmitSteps.good.merging(["kept": "1.AAAA.AAAA", "what": "带着伪造照片的一件事"]) { $1 })
      #expect(forged.status == 303)
      let photos = try await town.database.read { tx in try tx.rows("SELECT id FROM matter_files").count }
      #expect(photos == 0)
    }
  }
}

extension TestPlaces {
  /// Where a matter for 「由联络站安排」 lands.
  var upperOrStation: Actor { clerk.actor }
}
