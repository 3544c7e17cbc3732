import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Photos, ledger, hand-over list and public material of suggestions on the site.
@Suite struct SuggestionPapersPageTests {
  private static let boundary = "----lianluo7MA4YWxkTrZu0gW"
  private static let type = "multipart/form-data; boundary=\(boundary)"

  private static func body(_ fields: [(name: String, value: String)], _ files: [(String, [UInt8])]) -> [UInt8] {
    let parts = fields.flatMap { field in
      Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field.name)\"\r\n\r\n\(field.value)\r\n".utf8)
    }
    let pictures = files.flatMap { name, bytes in
      Array(
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"\(name)\"\r\nContent-Type: image/jpeg\r\n\r\n"
          .utf8) + bytes + Array("\r\n".utf8)
    }
    return parts + pictures + Array("--\(boundary)--\r\n".utf8)
  }

  private struct Story {
    let id: ID<Suggestion>
    let town: TestTown
    var places: TestPlaces { town.places }
    var page: String { "/work/suggestions/\(id)" }

    func request(_ actor: Actor) -> ProposalRequest { ProposalRequest(actor: actor) }

    /// The unit's part is answered, with a promise.
    func answer() async throws {
      let unit = places.unitRegistrar.actor
      func act(_ command: SuggestionCommand, _ words: String? = nil) async throws {
        _ = try await ActOnSuggestion.run(
          command, on: id, part: 1, words: words, request(unit), in: town.environment)
      }
      try await act(.promise(part: 1, due: town.now.date.adding(days: 60)), "年底前修好水渠。")
      let letter = LetterText(
        documentNumber: "三水函〔2026〕1号", opening: "收悉。", points: ["列入计划。"], opinions: "", closing: "谢谢。",
        signatory: "水站长", contact: "0000-1234567", copies: "")
      _ = try await DraftReplyLetter.run(
        letter, resultClass: "B", part: 1, on: id, request(unit), in: town.environment)
      try await act(.checkLetter(part: 1))
      _ = try await SignReplyLetter.run(
        .init(part: 1), on: id, request(places.unitHead.actor), in: town.environment)
    }
  }

  /// Handed over to the unit and signed for.
  private static func begin(_ town: TestTown) async throws -> Story {
    let places = town.places
    let id = try await DraftSuggestion.run(
      .init(
        title: "关于修复东村水渠的建议", text: "水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划并向村民公布进度。", category: places.category,
        proposedUnits: [places.unit], matters: []),
      for: places.deputy.person, of: places.congress, ProposalRequest(actor: places.deputy.actor()),
      in: town.environment
    ).id
    let story = Story(id: id, town: town)
    _ = try await SubmitSuggestion.run(id, story.request(places.deputy.actor()), in: town.environment)
    _ = try await RegisterSuggestion.run(nil, on: id, story.request(places.clerk.actor), in: town.environment)
    _ = try await HandOverSuggestion.run(
      .sole, to: [.init(places.unit, .sole)], on: id, story.request(places.clerk.actor), in: town.environment)
    _ = try await ActOnSuggestion.run(
      .signFor(part: 1), on: id, part: 1, story.request(places.unitRegistrar.actor), in: town.environment)
    return story
  }

  @Test("现场照片随沟通登记上传：填错了照片还在，收下以后本单位看得到，别的单位看不到", arguments: DatabaseEngine.allCases)
  func photos(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let story = try await Self.begin(town)
      let unit = SiteBrowser(client)
      try await unit.signIn(town.places.unitRegistrar.username)
      let action = "\(story.page)/parts/1/contact"
      let fields = SiteBrowser.merge(
        try await unit.open(story.page).form(action), ["kind": "visit", "with": "0", "words": ""])
      let photo = [("一.jpg", PlainPictures.upload(1))]
      let bad = try await unit.post(action, type: Self.type, Self.body(fields, photo + [("坏.pdf", Array("%PDF".utf8))]))
      #expect(bad.status == 422 && bad.text.contains("坏.pdf") && bad.text.contains("已经收到1张"))
      let again = try await unit.post(action, SiteBrowser.merge(bad.form(action), ["words": ""]))
      #expect(again.status == 422 && again.text.contains("请填写沟通的情况") && again.text.contains("已经收到1张"))
      let done = try await unit.post(action, SiteBrowser.merge(again.form(action), ["words": "一起看了水渠。"]))
      #expect(done.status == 303)
      let page = try await unit.open(done.location).text
      let links = page.matches(of: /href="(\/work\/suggestions\/[0-9]+\/photos\/[0-9]+)"/).map { String($0.1) }
      let link = try #require(links.first)
      #expect(links.count == 1)
      for path in [link, link + "/small"] {
        let picture = try await unit.get(path)
        #expect(picture.status == 200 && picture.header("Content-Type") == "image/jpeg")
      }
      for name in [town.places.otherUnitRegistrar.username, "liaison"] {
        let other = SiteBrowser(client)
        try await other.signIn(name)
        #expect(try await other.get(link).status == 404, "\(name)")
      }
      #expect(try await SiteBrowser(client).get(link).status == 303)
      // 督办 by the government's office, with a photo that the unit sees, too.
      let office = SiteBrowser(client)
      try await office.signIn("coordinator")
      let urge = "\(story.page)/urge"
      let seen = SiteBrowser.merge(
        try await office.open(story.page).form(urge), ["way": "on_site", "words": "水渠还在漏。"])
      let urged = try await office.post(urge, type: Self.type, Self.body(seen, [("二.jpg", PlainPictures.upload(2))]))
      #expect(urged.status == 303)
      let shown = try await unit.open(story.page).text
      #expect(shown.contains("现场督办") && shown.matches(of: /photos\/[0-9]+\/small/).count == 2)
      // 面复 said to be signed wants its record.
      let signed = SiteBrowser.merge(
        try await unit.open(story.page).form(action),
        ["kind": "face_to_face_reply", "signed": "1", "with": "0", "words": "当面答复。"])
      let missing = try await unit.post(action, type: Self.type, Self.body(signed, []))
      #expect(missing.status == 422 && missing.text.contains("请附上代表签字的面复记录"))
    }
  }

  @Test("书面测评要附征询意见表；收下以后代表和单位都看得到", arguments: DatabaseEngine.allCases)
  func paperRating(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let story = try await Self.begin(town)
      _ = try await ContactDeputy.run(
        .init(part: 1, kind: .phone, on: town.now.date, with: [town.places.deputy.person], isSigned: false),
        words: "说了打算。", on: story.id, story.request(town.places.unitRegistrar.actor), in: town.environment)
      try await story.answer()
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      let action = "\(story.page)/parts/1/rate"
      let fields = SiteBrowser.merge(
        try await clerk.open(story.page).form(action), ["attitude": "satisfied", "result": "basic"])
      let bare = try await clerk.post(action, type: Self.type, Self.body(fields, []))
      #expect(bare.status == 422 && bare.text.contains("请附上代表填写的征询意见表"))
      let done = try await clerk.post(action, type: Self.type, Self.body(fields, [("表.jpg", PlainPictures.upload(3))]))
      #expect(done.status == 303)
      let unit = SiteBrowser(client)
      try await unit.signIn(town.places.unitRegistrar.username)
      #expect(try await unit.open(story.page).text.contains("扫描件1，点开看大图"))
      // It was somebody else's paper: the clerk takes it away, which the unit is not offered.
      let remove = "\(story.page)/remove-photo"
      #expect(try await !unit.open(story.page).text.contains("移除照片"))
      let silent = try await clerk.fill(remove, on: story.page)
      #expect(silent.status == 422 && silent.text.contains("请写明为什么移除"))
      #expect(try await clerk.fill(remove, on: story.page, ["words": "拍成了别人的表。"]).status == 303)
      let after = try await clerk.open(story.page).text
      #expect(after.contains("照片已移除") && after.contains("拍成了别人的表。") && !after.contains("扫描件1"))
    }
  }

  @Test("承诺落实、再次答复、台账：打印、PDF、Excel；单位也有自己的台账", arguments: DatabaseEngine.allCases)
  func promises(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let story = try await Self.begin(town)
      _ = try await ContactDeputy.run(
        .init(part: 1, kind: .phone, on: town.now.date, with: [town.places.deputy.person], isSigned: false),
        words: "说了打算。", on: story.id, story.request(town.places.unitRegistrar.actor), in: town.environment)
      try await story.answer()
      let unit = SiteBrowser(client)
      try await unit.signIn(town.places.unitRegistrar.username)
      let keep = "\(story.page)/parts/1/keep-promise"
      let bad = try await unit.fill(keep, on: story.page, ["number": "1", "words": "修好了。"])
      #expect(bad.status == 422 && bad.text.contains("请填写发文字号"))
      let kept = try await unit.post(
        keep, SiteBrowser.merge(bad.form(keep), ["number": "1", "document": "三水函〔2026〕9号"]))
      #expect(kept.status == 303)
      let letter = "\(story.page)/promises/1/letter"
      #expect(try await unit.open(letter).text.contains("承诺事项落实情况"))
      // Not signed, it is the unit's own.
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      #expect(try await clerk.get(letter).status == 404)
      let head = SiteBrowser(client)
      try await head.signIn(town.places.unitHead.username)
      let signed = try await head.fill("\(story.page)/parts/1/sign-promise-letter", on: story.page, ["number": "1"])
      #expect(signed.status == 303)
      #expect(try await clerk.open(letter).text.contains("三水函〔2026〕9号"))
      let pdf = try await clerk.get(letter + "/pdf")
      #expect(pdf.status == 200 && pdf.bytes.starts(with: Array("%PDF".utf8)))
      let ledger = "/work/suggestions/ledger"
      #expect(try await clerk.open("/work/suggestions").text.contains(ledger))
      for browser in [clerk, unit, head] {
        let page = try await browser.open(ledger).text
        #expect(page.contains("年底前修好水渠。") && page.contains("已再次答复，待评价"))
      }
      #expect(try await clerk.open(ledger + "?state=late").text.contains("没有这样的承诺事项"))
      #expect(try await clerk.open(ledger + "/paper").text.contains("代表建议承诺事项台账"))
      let paper = try await clerk.get(ledger + "/pdf")
      #expect(paper.status == 200 && paper.bytes.starts(with: Array("%PDF".utf8)))
      let book = try await clerk.fill(ledger + "/export", on: ledger)
      #expect(book.status == 200 && book.bytes.starts(with: Array("PK".utf8)))
      let liaison = SiteBrowser(client)
      try await liaison.signIn("liaison")
      #expect(try await liaison.get(ledger).status == 403)
      // Not content: back with the unit, whose second letter stands beside the first.
      let phone = SiteBrowser(client)
      try await SlipSteps.redeem(for: town.places.deputy, town, phone)
      let rate = "\(story.page)/parts/1/rate-promise"
      let silent = try await phone.fill(rate, on: story.page, ["number": "1", "verdict": "dissatisfied"])
      #expect(silent.status == 422)
      let judged = SiteBrowser.merge(
        silent.form(rate), ["number": "1", "verdict": "dissatisfied", "words": "渠底还在漏水。"])
      #expect(try await phone.post(rate, judged).status == 303)
      #expect(try await clerk.open(ledger).text.contains("落实中"))
      let again = try await unit.fill(
        keep, on: story.page,
        [
          "number": "1", "words": "渠底已经补好。", "document": "三水函〔2026〕10号", "signatory": "水站长",
          "contact": "水收发 0000-1234567",
        ])
      #expect(again.status == 303, "\(again.text)")
      let second = try await head.fill("\(story.page)/parts/1/sign-promise-letter", on: story.page, ["number": "1"])
      #expect(second.status == 303)
      #expect(try await clerk.open("\(story.page)/promises/1001/letter").text.contains("三水函〔2026〕10号"))
      #expect(try await clerk.open(letter).text.contains("三水函〔2026〕9号"))
      #expect(try await clerk.open(story.page).text.contains("承诺1第2次答复函"))
    }
  }

  @Test("交办清单：经办看各单位，单位看自己的一张；打印带码，PDF、Excel 都有", arguments: DatabaseEngine.allCases)
  func handOvers(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let story = try await Self.begin(town)
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      let list = "/work/suggestions/hand-overs"
      #expect(try await clerk.open("/work/suggestions").text.contains(list))
      #expect(try await clerk.open(list).text.contains("unit=\(town.places.unit)"))
      #expect(try await clerk.open(list + "?unit=\(town.places.unit)").text.contains("关于修复东村水渠的建议"))
      let paper = try await clerk.open(list + "/paper").text
      #expect(paper.contains("代表建议交办清单") && paper.contains("本单位交办清单二维码"))
      let pdf = try await clerk.get(list + "/pdf")
      #expect(pdf.status == 200 && pdf.bytes.starts(with: Array("%PDF".utf8)))
      let book = try await clerk.fill(list + "/export", on: list)
      #expect(book.status == 200 && book.bytes.starts(with: Array("PK".utf8)))
      let unit = SiteBrowser(client)
      try await unit.signIn(town.places.unitRegistrar.username)
      #expect(try await unit.open(list).text.contains("关于修复东村水渠的建议"))
      let other = SiteBrowser(client)
      try await other.signIn(town.places.otherUnitRegistrar.username)
      #expect(try await !other.open(list).text.contains("东村水渠"))
      #expect(try await other.get(list + "?unit=\(town.places.unit)").status == 404)
      let liaison = SiteBrowser(client)
      try await liaison.signIn("liaison")
      #expect(try await liaison.get(list).status == 403)
      _ = story
    }
  }

  @Test("公开材料：网页文件自成一体、只有公开文本；登记渠道后记在每件上", arguments: DatabaseEngine.allCases)
  func portal(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let story = try await Self.begin(town)
      _ = try await ContactDeputy.run(
        .init(part: 1, kind: .phone, on: town.now.date, with: [town.places.deputy.person], isSigned: false),
        words: "说了打算。", on: story.id, story.request(town.places.unitRegistrar.actor), in: town.environment)
      try await story.answer()
      let clerk = SiteBrowser(client)
      try await clerk.signIn("clerk")
      let portal = "/work/suggestions/portal"
      #expect(try await clerk.open(portal).text.contains("还没有公开的建议"))
      #expect(try await clerk.get(portal + "/html").status == 404)
      _ = try await RedactSuggestion.run(
        .init(title: "修水渠<的>建议", text: "公开的\n正文", reply: "公开的答复：“甲”&\"乙\"\u{FFFE}。", isSummary: true), on: story.id,
        story.request(town.places.clerk.actor), in: town.environment)
      #expect(try await clerk.get("\(story.page)/portal/html").status == 404)
      _ = try await PublishSuggestion.run(
        true, reason: nil, on: story.id, story.request(town.places.chair.actor), in: town.environment)
      for path in [portal + "/html", "\(story.page)/portal/html"] {
        let file = try await clerk.get(path)
        #expect(file.status == 200 && file.header("Content-Disposition")?.hasPrefix("attachment") == true)
        #expect(file.text.contains("修水渠&lt;的&gt;建议") && file.text.contains("<p>公开的</p><p>正文</p>"))
        #expect(!file.text.contains("年久失修") && !file.text.contains("src=") && !file.text.contains("<link"))
        let pdf = try await clerk.get(path.replacing("/html", with: "/pdf"))
        #expect(pdf.status == 200 && pdf.bytes.starts(with: Array("%PDF".utf8)))
      }
      let feed = try await SiteBrowser(client).get("/suggestions/feed.atom")
      #expect(feed.header("Content-Type") == "application/atom+xml; charset=utf-8")
      #expect(feed.text.contains("<title>修水渠&lt;的&gt;建议</title>") && feed.text.contains("/suggestions/\(story.id)\"/>"))
      #expect(feed.text.contains("<summary>公开的答复：“甲”&amp;&quot;乙&quot;。</summary>"))
      let visitor = SiteBrowser(client)
      for (number, isFound) in [("第1号", true), ("１", true), ("第2号", false)] {
        let list = try await visitor.open("/suggestions?number=" + SiteBrowser.encode(number)).text
        #expect(list.contains("修水渠&lt;的&gt;建议") == isFound, "\(number)")
      }
      #expect(try await visitor.open("/suggestions/\(story.id)").text.contains("B类：正在解决或者列入计划逐步解决"))
      let record = portal + "/record"
      let bad = try await clerk.fill(record, on: portal, ["name": "镇政府网站", "address": "example.com"])
      #expect(bad.status == 422 && bad.text.contains("网址要以"))
      let done = try await clerk.post(
        record, SiteBrowser.merge(bad.form(record), ["address": "https://example.com/list"]))
      #expect(done.status == 303)
      #expect(try await clerk.open(done.location).text.contains("已登记到1件建议"))
      #expect(try await clerk.open(story.page).text.contains("https://example.com/list"))
      let office = SiteBrowser(client)
      try await office.signIn("coordinator")
      #expect(try await office.get(portal).status == 403)
    }
  }
}
