import Actions
import DatabaseKit
import Domain
import HTTPKit
import HTTPTypes
import TestSupport
import Testing
import Web

/// A resident's way through the API.
@Suite struct APISubmitTests {
  @Test("提诉求拿到回执，凭证和查询码都能看进度", arguments: DatabaseEngine.allCases)
  func submitsAndLooksUp(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      for secret in [receipt.secret, receipt.code] {
        let seen = try await api.get(receipt.path, secret: secret)
        #expect(seen.status == 200)
        #expect(seen["state"] == "submitted" && seen["text"] == "村口的路灯坏了三天，晚上看不见。")
        #expect(seen["acts"] == ["withdraw"])
        #expect(seen.header("ETag") == "\"1\"")
        #expect(seen["visibility"] == "private")
      }
      // The same receipt is good on the site.
      let page = try await SiteBrowser(client).open("/r/\(receipt.secret)")
      #expect(page.text.contains("已收到您的诉求"))
    }
  }

  @Test("交给代表、站点、小组，都到该到的人手里")
  func addressees() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let places = town.places
      let toDeputy = try await APISteps.submit(api, addressee: ["deputy": .text("\(places.deputy.person)")])
      let toGroup = try await APISteps.submit(api, addressee: ["group": .text("\(places.group)")])
      let toNobody = try await api.post("/matters", APISteps.good)
      #expect(toNobody.status == 201)
      let clerk = try await api.signedIn(places.clerk)
      #expect(try await clerk.get("/work/matters/\(toDeputy.number)")["owner"] == .text(places.deputy.name))
      let ofGroup = try await clerk.get("/work/matters/\(toGroup.number)")
      #expect(ofGroup["owner"] == "农业小组" && ofGroup["venue"]?["id"] == .text("\(places.home)"))
      let wrong = try await api.post(
        "/matters", .record((APISteps.good.members ?? []) + [JSONMember("addressee", ["group": "1"])]))
      #expect(wrong.status == 422 && wrong.pointers == ["#/addressee"])
    }
  }

  @Test("扫码来的：码通向代表、站点、网格，来源记为扫码；不是这里的码退回")
  func printedCodes() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let places = town.places
      func token(_ code: ID<Code>) -> String { PrintedCode.token(code, in: town.environment) }
      #expect(
        try await api.get("/codes/" + token(places.stationCode)).json
          == ["leads": "venue", "venue": .text("\(places.station)")])
      #expect(
        try await api.get("/codes/" + token(places.deputyCode)).json
          == ["leads": "deputy", "deputy": .text("\(places.deputy.person)")])
      #expect(try await api.get("/codes/" + token(places.congressCode)).json == ["leads": "congress"])
      let grid = try await api.get("/codes/" + token(places.gridCode))
      #expect(grid["leads"] == "grid" && (grid["deputy"] == nil) != (grid["venue"] == nil))
      #expect(try await api.get("/codes/bm9uZQ").status == 404)
      let scanned = try await api.post(
        "/matters",
        .record((APISteps.good.members ?? []) + [JSONMember("code", .text(token(places.gridCode)))]))
      #expect(scanned.status == 201)
      let clerk = try await api.signedIn(places.clerk)
      let record = try await clerk.get("/work/matters/\(try #require(scanned["receipt"]?.text))")
      #expect(record["channel"] == "code" && record["grid"]?["id"] == .text("\(places.grid)"))
      let wrong = try await api.post(
        "/matters", .record((APISteps.good.members ?? []) + [JSONMember("code", "bm9uZQ")]))
      #expect(wrong.status == 422 && wrong.pointers == ["#/code"])
    }
  }

  @Test("同一个请求编号再发一次：一件诉求，同一张回执；换了内容就退回", arguments: DatabaseEngine.allCases)
  func repeatsOnce(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let api = try await APIClient(client)
      let key = "8e03978e-40d5-43dd-bc93-6894a57f9324"
      async let one = APISteps.submit(api, town, key: key)
      async let two = APISteps.submit(api, town, key: key)
      let (first, second) = try await (one, two)
      #expect(first.secret == second.secret && first.number == second.number && first.id == second.id)
      let third = try await APISteps.submit(api, town, key: "\"\(key)\"")
      #expect(third.secret == first.secret, "in quotes it is the same key")
      #expect(try await SubmitSteps.count(town) == 1)
      let other = try await api.post("/matters", APISteps.good, key: key)
      #expect(other.status == 422 && other.problem == "key-reused")
      #expect(try await api.post("/matters", APISteps.good, key: "short").status == 400)
      // Without a key each is a matter of its own.
      _ = try await APISteps.submit(api, town)
      _ = try await APISteps.submit(api, town)
      #expect(try await SubmitSteps.count(town) == 3)
    }
  }

  @Test("查询码试错有次数；试完了，凭证照样能用")
  func triesAreLimited() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let wrong = receipt.code == "000000" ? "000001" : "000000"
      for _ in 0..<8 { #expect(try await api.get(receipt.path, secret: wrong).status == 401) }
      let locked = try await api.get(receipt.path, secret: receipt.code)
      #expect(locked.status == 429 && locked.problem == "locked" && locked.header("Retry-After") != nil)
      #expect(try await api.get(receipt.path, secret: receipt.secret).status == 200)
      // What does not exist looks like what is somebody else's.
      let nobody = try await api.get("/matters/202600000000", secret: receipt.secret)
      #expect(nobody.status == 401 && nobody.problem == "wrong-secret")
    }
  }

  @Test("照片先上传，再附上；提出人和工作人员看得到，别人看不到")
  func photos() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let sent = try await api.send(
        .post, "/photos", PlainPictures.upload(3), nil, [.contentType: "image/jpeg"])
      #expect(sent.status == 201)
      let ticket = try #require(sent["photo"])
      let wrong = try await api.send(.post, "/photos", Array("no picture".utf8), nil, [.contentType: "image/png"])
      #expect(wrong.status == 422)
      let answer = try await api.post(
        "/matters", .record((APISteps.good.members ?? []) + [JSONMember("photos", [ticket])]))
      let (number, secret) = (try #require(answer["receipt"]?.text), try #require(answer["secret"]?.text))
      let file = try #require(try await api.get("/matters/\(number)", secret: secret)["photos"]?.list?.first?.text)
      let path = "/matters/\(number)/photos/\(file)"
      #expect(try await api.get(path, secret: secret).bytes == PlainPictures.upload(3) + [1])
      #expect(try await api.get(path + "?small=true", secret: secret).bytes == PlainPictures.upload(3) + [2])
      #expect(try await api.get(path).status == 401)
      let home = try await api.signedIn(town.places.clerk)
      #expect(try await home.get(path).status == 200)
      let elsewhere = try await api.signedIn(town.places.otherLiaison)
      #expect(try await elsewhere.get(path).status == 404)
    }
  }
}
