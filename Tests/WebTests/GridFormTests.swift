import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// A grid on the site: its code, its worker's pages, what is printed for it.
@Suite struct GridFormTests {
  private func token(_ code: ID<Code>, _ town: TestTown) -> String {
    "/c/" + PrintedCode.token(code, in: town.environment)
  }

  private func grid(of matter: ID<Matter>, _ town: TestTown) async throws -> ID<Region>? {
    try await town.database.read { tx in
      try tx.row("SELECT grid_id FROM matters WHERE id = \(bind: matter)")?("grid_id", as: ID<Region>?.self)
    } ?? nil
  }

  @Test("扫网格的码，页面说明网格和网格长；填错了再交，网格还在", arguments: DatabaseEngine.allCases)
  func scanned(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let (places, browser) = (town.places, SiteBrowser(client))
      let page = try await browser.open(token(places.gridCode, town))
      #expect(page.status == 200)
      #expect(page.text.contains("您扫的是东村第一网格的码") && page.text.contains("网格长 张三代表"))
      #expect(page.text.contains("这个网格的网格员看得到"))
      var wrong = SubmitSteps.good
      wrong["phone"] = "123"
      let again = try await browser.post("/submit", SiteBrowser.merge(page.form("/submit"), wrong))
      #expect(again.status == 422 && again.text.contains("东村第一网格"))
      let sent = try await browser.post("/submit", SiteBrowser.merge(again.form("/submit"), SubmitSteps.good))
      #expect(sent.status == 303)
      #expect(try await grid(of: SubmitSteps.newest(town), town) == places.grid)
      let record = try await ReadMatterRecord.run(
        SubmitSteps.newest(town), by: places.deputy.actor(), in: town.environment
      ).record
      #expect(record.matter.status.channel == .code && record.ownerName == "张三" && record.grid?.id == places.grid)

      let second = try await browser.open(token(places.secondGridCode, town))
      #expect(second.text.contains("这个网格现在没有网格长") && second.text.contains("东村人大代表联络站"))
      let toVenue = try await browser.post("/submit", SiteBrowser.merge(second.form("/submit"), SubmitSteps.good))
      #expect(toVenue.status == 303)
      #expect(try await grid(of: SubmitSteps.newest(town), town) == places.secondGrid)
    }
  }

  @Test("网格员登记：错了打的字还在，对了给回执")
  func registers() async throws {
    try await withSite { town, client in
      let (places, browser) = (town.places, SiteBrowser(client))
      try await browser.signIn("grid")
      #expect(try await browser.get("/work").location == "/work/grid")
      let values = ["what": "三组的水沟堵了，一下雨就往院子里灌。", "where": "东村三组", "name": "陈大娘", "phone": "13800001234"]
      var wrong = values
      wrong["where"] = ""
      let bad = try await browser.fill("/work/grid/new", on: "/work/grid/new", wrong)
      #expect(bad.status == 422 && bad.text.contains("请填写地点"))
      let kept = bad.form("/work/grid/new")
      for (name, value) in wrong { #expect(kept.contains { $0.name == name && $0.value == value }, "\(name)") }
      #expect(try await SubmitSteps.count(town) == 0)
      // Another's grid is not taken, however the form was changed.
      let forged = try await browser.fill(
        "/work/grid/new", on: "/work/grid/new", values.merging(["grid": "\(places.secondGrid)"]) { $1 })
      #expect(forged.status == 403)
      #expect(try await SubmitSteps.count(town) == 0)
      let slip = try await browser.fill("/work/grid/new", on: "/work/grid/new", values)
      #expect(slip.status == 200 && slip.text.contains("回执"))
      let matter = try await SubmitSteps.newest(town)
      #expect(try await grid(of: matter, town) == places.grid)
      let list = try await browser.open("/work/grid")
      #expect(list.text.contains("三组的水沟堵了") && list.text.contains("东村第一网格"))
      let record = try await browser.open("/work/matters/\(matter)")
      #expect(record.text.contains("下一步：上报") && record.text.contains("农业小组"))
      #expect(!record.text.contains("王五代表") && !record.text.contains("西村人大代表联络站"))
      let up = try await browser.post(
        "/work/matters/\(matter)/assign",
        SiteBrowser.merge(record.form("/work/matters/\(matter)/assign"), ["to": "g-\(places.group)", "words": "请小组协调"]))
      #expect(up.location == "/work/matters/\(matter)?done=report-up")
      #expect(try await browser.open(up.location).text.contains("已上报"))
    }
  }

  @Test("公示牌、桌牌、海报、网格海报、联系卡都能成批打印", arguments: ["cards", "posters", "stands", "boards", "grids"])
  func prints(sheet: String) async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let all = try await browser.get("/work/codes/print/\(sheet)")
      #expect(all.status == 200)
      let codes = all.text.split(separator: "class=\"qr\"").count - 1
      #expect(codes == (sheet == "grids" ? 2 : 3), "three venues, three deputies, two grids")
      let one =
        sheet == "grids"
        ? "?grid=\(town.places.secondGrid)"
        : sheet == "cards"
          ? "?venue=\(town.places.otherStation)"
          : "?venue=\(town.places.station)"
      let single = try await browser.get("/work/codes/print/\(sheet)\(one)")
      #expect(single.status == 200 && single.text.split(separator: "class=\"qr\"").count == 2)
      if sheet == "grids" { #expect(single.text.contains("由东村人大代表联络站答复")) }
      for wrong in ["?venue=1", "?grid=1", "?venue=x", "?grid=x"] where sheet == "grids" || !wrong.contains("grid") {
        let answer = try await browser.get("/work/codes/print/\(sheet)\(wrong)")
        #expect(answer.status == 404 || sheet == "cards" || sheet == "grids" && wrong.contains("venue"), "\(wrong)")
      }
      // Whoever prints no codes does not get them here either.
      let worker = SiteBrowser(client)
      try await worker.signIn("grid")
      #expect(try await worker.get("/work/codes/print/\(sheet)").status == 403)
    }
  }

  @Test("代表照片要本人同意才公开，公示牌和公开页上看得到")
  func portrait() async throws {
    try await withSite { town, client in
      let (person, browser) = (town.places.deputy.person, SiteBrowser(client))
      try await browser.signIn("clerk")
      let path = "/work/directory/people/\(person)"
      let missing = try await browser.fill(path + "/portrait", on: path)
      #expect(missing.status == 422 && missing.text.contains("请选择一张照片") && missing.text.contains("要本人同意"))
      let form = try await browser.open(path).form(path + "/portrait")
      let boundary = "----lianluo7MA4YWxkTrZu0gW"
      func body(_ fields: [(name: String, value: String)], photo: Bool) -> [UInt8] {
        let parts = fields.map {
          Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.name)\"\r\n\r\n\($0.value)\r\n".utf8)
        }
        let head =
          "--\(boundary)\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"张三.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        let file = photo ? Array(head.utf8) + PlainPictures.upload(1) + Array("\r\n".utf8) : []
        return parts.flatMap { $0 } + file + Array("--\(boundary)--\r\n".utf8)
      }
      let type = "multipart/form-data; boundary=\(boundary)"
      // Without the tick the picture is kept for the next try.
      let unasked = try await browser.post(path + "/portrait", type: type, body(form, photo: true))
      #expect(unasked.status == 422 && unasked.text.contains("已经收到1张"))
      #expect(try await browser.get("/deputies/\(person)/portrait").status == 404)
      let again = unasked.form(path + "/portrait")
      let saved = try await browser.post(
        path + "/portrait", type: type, body(SiteBrowser.merge(again, ["agreed": "1"]), photo: false))
      #expect(saved.status == 303)
      #expect(try await browser.get("/deputies/\(person)/portrait").header("content-type") == "image/jpeg")
      let board = try await browser.get("/work/codes/print/boards?venue=\(town.places.station)")
      #expect(board.text.contains("/deputies/\(person)/portrait?v=") && board.text.contains("张三代表照片"))
      #expect(try await SiteBrowser(client).open("/deputies/\(person)").text.contains("张三代表照片"))
      let down = try await browser.fill(path + "/portrait", on: path, ["remove": "1"])
      #expect(down.status == 303 || down.status == 422)
    }
  }
}
