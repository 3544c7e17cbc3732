import Actions
import DatabaseKit
import Domain
import HTTPKit
import HTTPTypes
import SecretsKit
import TestSupport
import Testing
import Web

/// The acts on a matter, by people at work and by the sender.
@Suite struct APIActTests {
  @Test("从提出到归档，全走接口，一步不少", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let queue = try await liaison.get("/work/matters?queue=to-accept")
      #expect(queue["items"]?.list?.compactMap { $0["receipt"]?.text } == [receipt.number])
      #expect(queue["items"]?.list?.first?["sender"] == "陈大娘", "a form of address, no name")
      #expect(queue["counts"]?["to-accept"] == 1)
      #expect(try await liaison.post(receipt.path + "/acts/accept", APISteps.accept).status == 200)
      #expect(try await liaison.post(receipt.path + "/acts/reply", APISteps.reply).status == 200)
      let seen = try await api.get(receipt.path, secret: receipt.secret)
      #expect(seen["state"] == "replied" && seen["reply"] == "灯已经修好，今晚会亮。" && seen["acts"] == ["rate"])
      #expect(try await api.post(receipt.path + "/acts/rate", APISteps.rate, secret: receipt.secret).status == 200)
      #expect(try await liaison.post(receipt.path + "/acts/archive", .record([])).status == 200)
      let record = try await liaison.get("/work/matters/\(receipt.number)")
      #expect(record["state"] == "archived")
      let history = try #require(record["history"]?.list)
      #expect(history.map { $0["act"] } == ["archive", "rate", "reply", "accept", "submit"])
      let again = try await api.post(receipt.path + "/acts/rate", APISteps.rate, secret: receipt.secret)
      #expect(again.status == 409 && again.problem == "not-now")
    }
  }

  @Test("重发的回答也要凭证：请求编号谁都可能猜到")
  func repeatedWithoutItsSecret() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let path = receipt.path + "/acts/withdraw"
      let key = "withdraw-0000000000000001"
      let first = try await api.post(path, .record([]), secret: receipt.secret, key: key)
      #expect(first.status == 200)
      #expect(try await api.post(path, .record([]), secret: receipt.secret, key: key).bytes == first.bytes)
      let other = Base64URL.encode([UInt8](repeating: 7, count: 16))
      let stranger = try await api.post(path, .record([]), secret: other, key: key)
      #expect(stranger.status == 401 && stranger.problem == "wrong-secret")
    }
  }

  @Test("看到的不是最新的就不办：412，什么也没有变")
  func staleRevision() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let tag = try #require(try await liaison.get("/work/matters/\(receipt.number)").header("ETag"))
      let done = try await liaison.post(
        receipt.path + "/acts/accept", APISteps.accept, headers: [.ifMatch: tag])
      #expect(done.status == 200 && done.header("ETag") == "\"2\"" && done["revision"] == 2)
      for old in [tag, "\"abc\"", "nothing", "W/\"2\""] {
        let stale = try await liaison.post(receipt.path + "/acts/reply", APISteps.reply, headers: [.ifMatch: old])
        #expect(stale.status == 412 && stale.problem == "changed-meanwhile", "\(old): \(stale.status)")
      }
      let listed = try await liaison.post(
        receipt.path + "/acts/note", ["words": "看过了"], headers: [.ifMatch: "\"1\", \"2\""])
      #expect(listed.status == 200)
      #expect(
        try await liaison.post(receipt.path + "/acts/reply", APISteps.reply, headers: [.ifMatch: "*"]).status == 200)
    }
  }

  @Test("同一个请求编号：两次同时来也只办一次，后来再问还是那个回答", arguments: DatabaseEngine.allCases)
  func actsOnce(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let key = "accept-8e03978e-40d5-43dd"
      let path = receipt.path + "/acts/accept"
      async let one = liaison.post(path, APISteps.accept, key: key, headers: [.ifMatch: "\"1\""])
      async let two = liaison.post(path, APISteps.accept, key: key, headers: [.ifMatch: "\"1\""])
      let (first, second) = try await (one, two)
      #expect(first.status == 200 && first.bytes == second.bytes)
      #expect(try await liaison.post(receipt.path + "/acts/reply", APISteps.reply).status == 200)
      let later = try await liaison.post(path, APISteps.accept, key: key, headers: [.ifMatch: "\"1\""])
      #expect(later.bytes == first.bytes && later.header("ETag") == first.header("ETag"))
      let other = try await liaison.post(path, ["grade": "transfer", "urgency": "normal"], key: key)
      #expect(other.status == 422 && other.problem == "key-reused")
      let elsewhere = try await liaison.post(receipt.path + "/acts/note", ["words": "看过了"], key: key)
      #expect(elsewhere.problem == "key-reused")
      // Somebody else's key of the same name is another one.
      let chief = try await api.signedIn(town.places.chief)
      #expect(try await chief.post(receipt.path + "/acts/note", ["words": "站长看过"], key: key).status == 200)
    }
  }

  @Test("代为办理要写怎么征得同意；群众的事别人看不到")
  func onBehalfAndSight() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, addressee: ["deputy": .text("\(town.places.deputy.person)")])
      let path = receipt.path + "/acts/accept"
      let liaison = try await api.signedIn(town.places.liaison)
      let refused = try await liaison.post(path, APISteps.accept)
      #expect(refused.status == 403 && refused.problem == "forbidden")
      func entered(_ day: String) -> JSONValue {
        .record(
          (APISteps.accept.members ?? []) + [JSONMember("onBehalf", ["how": "phone", "on": .text(day)])])
      }
      let tomorrow = try await liaison.post(path, entered(town.now.date.adding(days: 1).description))
      #expect(tomorrow.status == 422 && tomorrow.pointers == ["#/onBehalf/how"])
      #expect(try await liaison.post(path, entered(town.now.date.description)).status == 200)
      let elsewhere = try await api.signedIn(town.places.otherLiaison)
      #expect(try await elsewhere.get("/work/matters/\(receipt.number)").status == 404)
      #expect(try await elsewhere.post(path, APISteps.accept).status == 404)
    }
  }

  @Test("联系方式只在写明理由的那一次回答里；提出人看得到谁看过")
  func contactIsRevealedOnce() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let record = try await liaison.get("/work/matters/\(receipt.number)")
      #expect(!String(decoding: record.bytes, as: UTF8.self).contains("13800001234"))
      let path = receipt.path + "/acts/reveal"
      #expect(try await liaison.post(path, ["reason": "随便看看"]).status == 422)
      let shown = try await liaison.post(path, ["reason": "电话答复"])
      #expect(shown.json.list?.first?["phone"] == "13800001234" && shown.json.list?.first?["name"] == "陈大娘")
      let history = try await api.get(receipt.path, secret: receipt.secret)["history"]?.list ?? []
      #expect(history.contains { $0["act"] == "reveal" })
      #expect(history.allSatisfy { $0["who"]?.text?.contains("赵联络") == false }, "no names of staff for the sender")
    }
  }

  @Test("转办：单位看不到是谁提的，签收、拟办、签发都走接口")
  func parts() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let liaison = try await api.signedIn(town.places.liaison)
      let graded: JSONValue = ["grade": "transfer", "urgency": "normal"]
      #expect(try await liaison.post(receipt.path + "/acts/accept", graded).status == 200)
      let choices = try await liaison.get("/work/matters/\(receipt.number)/choices")
      let units = choices["units"]?.list?.compactMap { $0["id"]?.text } ?? []
      #expect(units.contains("\(town.places.unit)"))
      let transfer: JSONValue = [
        "lead": .text("\(town.places.unit)"), "words": "请到现场看看。",
        "due": .text(town.now.date.adding(days: 20).description), "sharing": "none",
      ]
      #expect(try await liaison.post(receipt.path + "/acts/transfer", transfer).status == 200)
      let registrar = try await api.signedIn(town.places.unitRegistrar)
      let list = try await registrar.get("/work/parts?tab=to-sign-for")
      #expect(list["items"]?.list?.first?["receipt"] == .text(receipt.number))
      let part = "/work/parts/\(receipt.number)/1"
      let seen = try await registrar.get(part)
      #expect(!String(decoding: seen.bytes, as: UTF8.self).contains("陈"))
      let tag = try #require(seen.header("ETag"))
      let signed = try await registrar.post(part + "/acts/sign-for", .record([]), headers: [.ifMatch: tag])
      #expect(signed.status == 200)
      let stale = try await registrar.post(
        part + "/acts/draft-result", ["outcome": "solved", "words": "换了灯泡。"], headers: [.ifMatch: tag])
      #expect(stale.status == 412)
      let drafted = try await registrar.post(
        part + "/acts/draft-result", ["outcome": "solved", "words": "换了灯泡。"])
      #expect(drafted.status == 200)
      let head = try await api.signedIn(town.places.unitHead)
      #expect(try await head.post(part + "/acts/sign-result", .record([])).status == 200)
      #expect(try await liaison.get("/work/matters/\(receipt.number)")["state"] == "result_recorded")
      #expect(try await registrar.get("/work/matters/\(receipt.number)").status == 404)
    }
  }

  @Test("提醒：有了新事就有，标为已读后不再是新的")
  func notices() async throws {
    try await withSite { town, client in
      let api = try await APIClient(client)
      _ = try await APISteps.submit(api, town)
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
      let liaison = try await api.signedIn(town.places.liaison)
      let first = try await liaison.get("/work/notices")
      #expect(first["items"]?.list?.first?["kind"] == "arrived" && first["items"]?.list?.first?["read"] == false)
      #expect(try await liaison.get("/work/counts")["unread"] == 1)
      #expect(try await liaison.post("/work/notices/read").status == 204)
      #expect(try await liaison.get("/work/counts")["unread"] == 0)
    }
  }
}
