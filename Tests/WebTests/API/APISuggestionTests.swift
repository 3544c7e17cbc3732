import Actions
import DatabaseKit
import Domain
import HTTPKit
import HTTPTypes
import TestSupport
import Testing
import Web

/// 代表建议 through the API.
@Suite struct APISuggestionTests {
  /// Everybody who works on it, signed in.
  private struct People {
    let api: APIClient
    let town: TestTown
    let lead: APIClient
    let signer: APIClient
    let stranger: APIClient
    let clerk: APIClient
    let registrar: APIClient
    let head: APIClient
    let otherUnit: APIClient

    init(_ api: APIClient, _ town: TestTown) async throws {
      let places = town.places
      self.api = api
      self.town = town
      lead = try await api.signedIn(places.deputy, in: town)
      signer = try await api.signedIn(places.secondDeputy, in: town)
      stranger = try await api.signedIn(places.otherDeputy, in: town)
      clerk = try await api.signedIn(places.clerk)
      registrar = try await api.signedIn(places.unitRegistrar)
      head = try await api.signedIn(places.unitHead)
      otherUnit = try await api.signedIn(places.otherUnitRegistrar)
    }
  }

  private static let text = "东村的水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划并向村民公布进度。"

  /// A confidential draft from a resident's matter, signed by another deputy.
  private func drafted(_ people: People) async throws -> String {
    let receipt = try await APISteps.submit(
      people.api, addressee: ["deputy": .text("\(people.town.places.deputy.person)")])
    let bad = try await people.lead.post("/work/suggestions", ["title": "关于水渠的建议", "units": ["1"]])
    #expect(bad.status == 422 && bad.pointers == ["#/units"])
    let elses = try await people.stranger.post(
      "/work/suggestions", ["title": "关于水渠的建议", "matters": [.text(receipt.id)]])
    #expect(elses.status == 422 && elses.pointers == ["#/matters"], "a draft is no window into others' matters")
    let body: JSONValue = [
      "title": "关于修复东村水渠的建议", "text": .text(Self.text), "units": [.text("\(people.town.places.unit)")],
      "confidential": true, "matters": [.text(receipt.id)],
    ]
    let key = "draft-8e03978e-40d5-43dd"
    let made = try await people.lead.post("/work/suggestions", body, key: key)
    #expect(made.status == 201 && made["revision"] == 1 && made.header("ETag") == "\"1\"")
    #expect(try await people.lead.post("/work/suggestions", body, key: key).bytes == made.bytes)
    let path = "/work/suggestions/" + (try #require(made["id"]?.text))
    #expect(try await people.lead.get("/work/suggestions/own")["items"]?.list?.count == 1)
    // A draft is there for those who write and sign it.
    for other in [people.signer, people.clerk, people.registrar] {
      #expect(try await other.get(path).status == 404)
      #expect(try await other.post(path + "/acts/submit", .record([])).status == 404)
    }
    let choices = try await people.lead.get(path + "/choices")
    let signer = JSONValue.text("\(people.town.places.secondDeputy.person)")
    #expect(choices["deputies"]?.list?.contains { $0["id"] == signer } == true)
    #expect(try await people.lead.post(path + "/acts/invite", ["people": [signer]]).status == 200)
    let asked = try await people.signer.get("/work/suggestions?kind=sign")
    #expect(asked["items"]?.list?.first?["id"] == made["id"] && asked["counts"]?["sign"] == 1)
    #expect(try await people.signer.get(path)["acts"] == ["sign", "decline-to-sign"])
    #expect(try await people.signer.post(path + "/acts/sign", .record([])).status == 200)
    return path
  }

  private func handedOver(_ people: People) async throws -> String {
    let path = try await drafted(people)
    let tag = try #require(try await people.lead.get(path).header("ETag"))
    for stale in ["\"1\"", "\"abc\""] {
      let refused = try await people.lead.post(path + "/acts/submit", .record([]), headers: [.ifMatch: stale])
      #expect(refused.status == 412 && refused.problem == "changed-meanwhile")
    }
    #expect(try await people.lead.post(path + "/acts/submit", .record([]), headers: [.ifMatch: tag]).status == 200)
    let again = try await people.lead.post(path + "/acts/submit", .record([]))
    #expect(again.status == 409 && again.problem == "not-now")
    let waiting = try await people.clerk.get("/work/suggestions?kind=hand_over")
    #expect(waiting["items"]?.list?.count == 1 && waiting["items"]?.list?.first?["proposer"] == "张三")
    #expect(try await people.clerk.post(path + "/acts/register", .record([])).status == 200)
    #expect(try await people.clerk.get(path)["number"] == "闭会第1号")
    let sole: JSONValue = ["kind": "sole", "lead": .text("\(people.town.places.unit)"), "words": "请先与代表沟通。"]
    let wrong = try await people.clerk.post(path + "/acts/hand-over", ["kind": "lead"])
    #expect(wrong.status == 409 && wrong.problem == "not-now")
    #expect(try await people.lead.post(path + "/acts/hand-over", sole).status == 403)
    #expect(try await people.clerk.post(path + "/acts/hand-over", sole).status == 200)
    return path
  }

  private func letter(_ people: People, _ path: String) async throws {
    let (registrar, part) = (people.registrar, path + "/parts/1/acts/")
    #expect(try await registrar.post(part + "sign-for", .record([])).status == 200)
    let nobody: JSONValue = [
      "kind": "visit", "on": .text(people.town.now.date.description), "with": 7, "words": "到现场看了水渠。",
    ]
    let missing = try await registrar.post(part + "contact", nobody)
    #expect(missing.status == 422 && missing.pointers == ["#/with"])
    let contact = JSONValue.record((nobody.members ?? []).map { $0.name == "with" ? JSONMember("with", 1) : $0 })
    #expect(try await registrar.post(part + "contact", contact).status == 200)
    let drafted: JSONValue = [
      "class": "A", "document": "三水函〔2026〕12号", "opening": "您提出的建议收悉。", "points": ["已经列入计划。", "进度会公布。"],
      "closing": "感谢您的监督。", "signatory": "水站长", "contact": "0000-1234567",
    ]
    let unknown = try await registrar.post(
      part + "draft-letter", .record((drafted.members ?? []).map { $0.name == "class" ? JSONMember("class", "Z") : $0 })
    )
    #expect(unknown.status == 409)
    #expect(try await registrar.post(part + "draft-letter", drafted).status == 200)
    #expect(try await registrar.get(path)["letters"]?.list?.first?["points"] == ["已经列入计划。", "进度会公布。"])
    // Before it is signed, it is the unit's own business, and so is its class.
    let before = try await people.lead.get(path)
    #expect(before["letters"] == [] && before["parts"]?.list?.first?["class"] == nil)
    #expect(try await registrar.post(part + "check-letter", .record([])).status == 200)
    #expect(try await registrar.post(part + "sign-letter", .record([])).status == 403)
    #expect(try await people.head.post(part + "sign-letter", .record([])).status == 200)
  }

  @Test("要求保密的建议全走接口：起草、联名、提交、编号、交办、签收、沟通、答复函、签发、测评；承办单位看不到提出人", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let people = try await People(try await APIClient(client), town)
      let path = try await handedOver(people)
      try await letter(people, path)
      let part = path + "/parts/1/acts/"
      #expect(
        try await people.registrar.post(part + "rate", ["attitude": "satisfied", "result": "satisfied"]).status == 403)
      let silent = try await people.lead.post(part + "rate", ["attitude": "satisfied", "result": "dissatisfied"])
      #expect(silent.status == 422 && silent.pointers == ["#/words"])
      let key = "rate-8e03978e-40d5-43dd"
      let body: JSONValue = ["attitude": "satisfied", "result": "satisfied", "words": "修得好。"]
      let rated = try await people.lead.post(part + "rate", body, key: key)
      #expect(rated.status == 200)
      #expect(try await people.signer.post(part + "rate", body).status == 200)
      #expect(try await people.lead.post(part + "rate", body, key: key).bytes == rated.bytes)
      let closed = try await people.lead.get(path)
      #expect(closed["state"] == "closed" && closed["overall"] == "satisfied")
      #expect(closed["matters"]?.list?.count == 1 && closed["coSigners"]?.list?.first?["answer"] == "signed")
      try await unitsSight(people, path)
      let told = try await people.lead.post(path + "/tell-residents", ["words": "水渠修好了。", "outcome": "solved"])
      // Nobody has taken the matter on yet, so that there is nothing to be answered.
      #expect(told.status == 200 && told["told"] == [] && told["left"]?.list?.count == 1)
    }
  }

  /// Of a confidential one neither names nor ids of those behind it come to the units, and another unit sees nothing.
  private func unitsSight(_ people: People, _ path: String) async throws {
    let places = people.town.places
    for reader in [people.registrar, people.head, try await people.api.signedIn(places.coordinator)] {
      for address in [path, path + "/choices", "/work/suggestions", "/work/suggestions/all"] {
        let answer = try await reader.get(address)
        #expect(answer.status == 200 || address.hasSuffix("/all"), "\(address): \(answer.status)")
        let seen = String(decoding: answer.bytes, as: UTF8.self)
        for deputy in [places.deputy, places.secondDeputy] {
          #expect(!seen.contains(deputy.name) && !seen.contains("\(deputy.person)"), "\(address): \(deputy.name)")
        }
      }
    }
    let seen = try await people.registrar.get(path)
    #expect(seen["people"]?.list?.count == 2 && seen["proposer"] == nil && seen["matters"] == [])
    #expect(seen["parts"]?.list?.first?["ratings"]?.list?.first?["result"] == "satisfied")
    #expect(try await people.otherUnit.get(path).status == 404)
    #expect(try await people.stranger.get(path).status == 404)
    #expect(try await people.api.get(path).status == 401)
  }

  @Test("公开的建议和答复：按词、号、会议、类别、单位、办理结果找；没有公开的谁也看不到", arguments: DatabaseEngine.allCases)
  func published(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let people = try await People(try await APIClient(client), town)
      let path = try await handedOver(people)
      try await letter(people, path)
      let id = String(path.split(separator: "/").last ?? "")
      #expect(try await people.api.get("/suggestions/\(id)").status == 404)
      let redacted: JSONValue = ["title": "关于修复水渠的建议", "text": "水渠漏水，建议修复。", "reply": "已经列入计划。"]
      #expect(try await people.clerk.post(path + "/acts/redact", redacted).status == 200)
      #expect(try await people.clerk.post(path + "/acts/publish", ["publishes": true]).status == 409, "a second person")
      #expect(try await people.api.get("/suggestions")["items"] == [])
      let chair = try await people.api.signedIn(town.places.chair)
      #expect(try await chair.post(path + "/acts/publish", ["publishes": true]).status == 200)
      let one = try await people.api.get("/suggestions/\(id)")
      #expect(one.status == 200 && one["text"] == "水渠漏水，建议修复。" && one["class"] == "A")
      #expect(one["proposer"] == nil && one["units"] == "三河镇水利站")
      for (query, found) in [
        ("", 1), ("?q=%E6%B0%B4%E6%B8%A0", 1), ("?q=%E8%B7%AF%E7%81%AF", 0), ("?number=1", 1), ("?number=2", 0),
        ("?unit=\(town.places.unit)", 1), ("?unit=\(town.places.otherUnit)", 0), ("?class=A", 1), ("?class=C", 0),
        ("?category=\(town.places.category)", 0), ("?session=1", 0),
      ] {
        let page = try await people.api.get("/suggestions" + query)
        #expect(page.status == 200 && page["items"]?.list?.count == found, "\(query)")
        #expect(!String(decoding: page.bytes, as: UTF8.self).contains("张三"))
      }
      let filters = try await people.api.get("/suggestions/filters")
      #expect(filters["classes"]?.list?.map { $0["code"] } == ["A", "B", "C"] && filters["units"]?.list?.count == 2)
      #expect(try await people.api.get("/suggestions?after=abc").status == 422)
    }
  }
}

extension APIClient {
  /// A deputy's phone, by a slip.
  func signedIn(_ deputy: TestDeputy, in town: TestTown) async throws -> APIClient {
    let slip = try await IssueSlip.run(
      for: deputy.person, by: town.places.clerk.actor, key: RequestKey(hash: town.environment.random(16)),
      in: town.environment)
    let answer = try await post("/sessions/slip", ["code": .text(slip.code)])
    return with(token: try #require(answer["token"]?.text))
  }
}
