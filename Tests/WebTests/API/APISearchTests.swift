import Actions
import DatabaseKit
import Domain
import HTTPKit
import HTTPTypes
import TestSupport
import Testing

/// The search over the API, and what is told of similar matters.
@Suite struct APISearchTests {
  private func text(_ pieces: JSONValue?) -> String { (pieces?.list ?? []).compactMap { $0["text"]?.text }.joined() }

  private func path(_ words: String, _ more: String = "") -> String {
    "/search?q=" + PercentEncoding.encodeQueryValue(words) + more
  }

  /// A published matter about a street lamp: its id.
  private func published(_ api: APIClient, _ town: TestTown) async throws -> String {
    let examples = DocsExamples(page: try await SiteBrowser(api.client).get("/api").text)
    return try await ActSteps(api: api, town: town, examples: examples).published()
  }

  @Test("大家只搜得到公开的，找到的词标出来；带着令牌搜也一样", arguments: DatabaseEngine.allCases)
  func everybody(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let api = try await APIClient(client)
      let id = try await published(api, town)
      _ = try await APISteps.submit(
        api, addressee: ["venue": .text("\(town.places.station)")], text: "路灯的事：紫藤巷也不亮。")
      let liaison = try await api.signedIn(town.places.liaison)
      for reader in [api, liaison] {
        let found = try await reader.get(path("路灯"))
        #expect(found.status == 200 && found["kind"] == "matters" && found["counts"]?["matters"] == 1)
        let hit = try #require(found["items"]?.list?.first)
        #expect(hit["publication"]?["id"] == .text(id) && hit["matter"] == nil)
        #expect(text(hit["title"]) == "村口路灯不亮")
        #expect(hit["title"]?.list?.first { $0["hit"] == true }?["text"] == "路灯")
        #expect(!String(decoding: found.bytes, as: UTF8.self).contains("紫藤"))
        #expect(try await reader.get(path("紫藤"))["items"] == [])
      }
      let people = try await api.get(path("张三"))
      #expect(people["kind"] == "deputies" && people["items"]?.list?.first?["deputy"]?["name"] == "张三")
      #expect(try await api.get("/search")["items"] == [])
      #expect(try await api.get(path("路", "&kind=matters"))["tooShort"] == true)
      #expect(try await api.get(path(String(repeating: "路", count: 90)))["cut"] == true)
      #expect(try await api.get(path("路灯", "&kind=people")).status == 422)
      #expect(try await api.get(path("路灯", "&after=LTE")).status == 422)
      let tag = try #require(try await api.get(path("张三")).header("ETag"))
      #expect(try await api.get(path("张三"), headers: [.ifNoneMatch: tag]).status == 304)
    }
  }

  @Test("工作台各搜各看得到的；一页接一页，一件不重不漏", arguments: DatabaseEngine.allCases)
  func atWork(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let api = try await APIClient(client)
      var sent: [String] = []
      for number in 0..<23 {
        sent.append(
          try await APISteps.submit(
            api, addressee: ["venue": .text("\(town.places.station)")], text: "第\(number)处渠口漏水，淹了地。"
          ).number)
      }
      let liaison = try await api.signedIn(town.places.liaison)
      var found: [String] = []
      var next: String? = ""
      while let cursor = next {
        let page = try await liaison.get("/work" + path("渠口", cursor.isEmpty ? "" : "&after=" + cursor))
        found += page["items"]?.list?.compactMap { $0["matter"]?["receipt"]?.text } ?? []
        #expect(!String(decoding: page.bytes, as: UTF8.self).contains("13800001234"))
        next = page["next"]?.text
      }
      #expect(found == sent.reversed())
      let elsewhere = try await api.signedIn(town.places.otherLiaison)
      #expect(try await elsewhere.get("/work" + path("渠口"))["items"] == [])
      #expect(try await api.get("/work" + path("渠口")).status == 401)
      let byNumber = try await liaison.get("/work" + path(sent[3]))
      #expect(byNumber["items"]?.list?.map { $0["matter"]?["receipt"] } == [.text(sent[3])])
    }
  }

  @Test("单位只搜得到转给它的那一份，搜不到它读不到的话")
  func unitsFindTheirPart() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let examples = DocsExamples(page: try await SiteBrowser(client).get("/api").text)
      let receipt = try await ActSteps(api: api, town: town, examples: examples).withUnit()
      let registrar = try await api.signedIn(town.places.unitRegistrar)
      let found = try await registrar.get("/work" + path("路灯"))
      let part = try #require(found["items"]?.list?.first?["part"])
      #expect(part["receipt"] == .text(receipt.number) && part["part"] == 1)
      #expect(try await registrar.get("/work/parts/\(receipt.number)/1").status == 200)
      #expect(try await registrar.get("/work" + path("陈大娘"))["items"] == [])
      let other = try await api.signedIn(town.places.otherUnitRegistrar)
      #expect(try await other.get("/work" + path("路灯"))["items"] == [])
    }
  }

  @Test("边写边看：公开的同一件事给出来，选了就一起办；没公开的只说有几位，不留痕迹")
  func similarAndJoined() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let id = try await published(api, town)
      let station = JSONValue.record([JSONMember("venue", .text("\(town.places.station)"))])
      let told: JSONValue = ["text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口", "addressee": station]
      let alike = try await api.post("/matters/similar", told)
      #expect(alike.status == 200)
      let first = try #require(alike["published"]?.list?.first)
      #expect(first["publication"]?["id"] == .text(id) && first["others"] == 0)
      let words = String(decoding: alike.bytes, as: UTF8.self)
      #expect(!words.contains("陈大娘") && !words.contains("13800001234"))
      for more in [JSONMember("accusation", true), JSONMember("bypass", true)] {
        let alone = try await api.post("/matters/similar", .record((told.members ?? []) + [more]))
        #expect(alone["published"] == [] && alone["unpublished"] == "none")
      }
      #expect(try await api.post("/matters/similar", ["text": "路灯"])["published"] == [])
      #expect(try await api.post("/matters/similar", .record([])).pointers == ["#/text"])
      #expect(try await SubmitSteps.count(town) == 1, "it leaves nothing behind")
      // The receipt of one's own, the handling of the other's.
      let joined = try await api.post(
        "/matters", .record((APISteps.good.members ?? []) + [JSONMember("joins", .text(id))]))
      #expect(joined.status == 201)
      let (number, secret) = (try #require(joined["receipt"]?.text), try #require(joined["secret"]?.text))
      let own = try await api.get("/matters/\(number)", secret: secret)
      #expect(own["others"] == 1)
      let liaison = try await api.signedIn(town.places.liaison)
      #expect(try await liaison.get("/work/matters/\(number)")["mergedInto"] == .text(id))
      #expect(try await api.post("/matters/similar", told)["published"]?.list?.first?["others"] == 1)
      // What is not public, or is no matter, is not joined: it comes in by itself.
      for wrong in [try #require(joined["id"]?.text), "1"] {
        let alone = try await api.post(
          "/matters", .record((APISteps.good.members ?? []) + [JSONMember("joins", .text(wrong))]))
        let receipt = try #require(alone["receipt"]?.text)
        #expect(try await liaison.get("/work/matters/\(receipt)")["mergedInto"] == nil, "\(alone.status)")
      }
    }
  }

  @Test("没公开的有几位反映过：只说有，不说是谁、是什么")
  func unpublishedIsOnlyHintedAt() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let station = JSONValue.record([JSONMember("venue", .text("\(town.places.station)"))])
      for number in 0..<3 {
        let answer = try await api.post(
          "/matters",
          [
            "text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口", "visibility": "redacted", "addressee": station,
            "contact": ["name": "欧阳紫藤", "phone": .text("1380000567\(number)")],
          ])
        #expect(answer.status == 201)
      }
      let alike = try await api.post(
        "/matters/similar", ["text": "村口的路灯坏了三天，晚上看不见。", "place": "东村村口", "addressee": station])
      #expect(alike.json == ["published": [], "unpublished": "some"])
    }
  }
}
