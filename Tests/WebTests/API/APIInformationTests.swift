import Actions
import DatabaseKit
import Domain
import HTTPKit
import TestSupport
import Testing

/// What somebody asks about his own data, and messages about his matter.
@Suite struct APIInformationTests {
  private func proof(_ api: APIClient, _ receipt: APISteps.Receipt) async throws -> JSONValue {
    let answer = try await api.post(
      receipt.path + "/information/proofs", ["code": .text(receipt.code), "answer": "138 0000 1234"],
      secret: receipt.secret)
    try #require(answer.status == 201)
    return try #require(answer["proof"])
  }

  @Test("只有回执看不到自己的电话；确认本人后给全部，半小时后要再确认", arguments: DatabaseEngine.allCases)
  func copy(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let path = receipt.path + "/information"
      let own = try await api.get(path, secret: receipt.secret)
      #expect(own.status == 200 && own["question"] == "phone" && own["requests"] == [])
      for wrong in [
        ["code": "000000", "answer": "13800001234"], ["code": .text(receipt.code), "answer": "13800009999"],
      ] as [JSONValue] {
        let refused = try await api.post(path + "/proofs", wrong, secret: receipt.secret)
        #expect(refused.status == 401 && refused.problem == "wrong-credentials")
      }
      let none = try await api.post(path + "/proofs", ["code": .text(receipt.code)], secret: receipt.secret)
      #expect(none.status == 422 && none.pointers == ["#/answer"])
      let proof = try await proof(api, receipt)
      let copy = try await api.post(path + "/copy", ["proof": proof], secret: receipt.secret)
      #expect(copy.status == 200)
      #expect(copy["contacts"] == [["name": "陈大娘", "phone": "13800001234"]])
      #expect(copy["said"]?.list?.first?["text"] == "村口的路灯坏了三天，晚上看不见。")
      #expect(try await api.get(path, secret: receipt.secret)["requests"]?.list?.first?["kind"] == "copy")
      // A proof is for one matter, and nothing without its secret.
      let other = try await APISteps.submit(api, town)
      let stolen = try await api.post(other.path + "/information/copy", ["proof": proof], secret: other.secret)
      #expect(stolen.status == 422 && stolen.pointers == ["#/proof"])
      #expect(try await api.post(path + "/copy", ["proof": proof]).status == 401)
      town.clock.move(to: town.now.adding(seconds: 1801))
      let late = try await api.post(path + "/copy", ["proof": proof], secret: receipt.secret)
      #expect(late.status == 422 && late.pointers == ["#/proof"])
    }
  }

  @Test("试错有次数；到了次数，原来的凭证照样看进度")
  func triesAreLimited() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let wrong: JSONValue = ["code": .text(receipt.code), "answer": "13800009999"]
      var last = 0
      for _ in 0..<9 {
        last = try await api.post(receipt.path + "/information/proofs", wrong, secret: receipt.secret).status
      }
      #expect(last == 429)
      #expect(try await api.get(receipt.path, secret: receipt.secret).status == 200)
    }
  }

  @Test("要求更正、删除：同一个请求只收一次，还没答复不能再提，可以撤回；经办人那里看得到", arguments: DatabaseEngine.allCases)
  func requests(engine: DatabaseEngine) async throws {
    try await withSite(on: engine, options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let path = receipt.path + "/information"
      let proof = try await proof(api, receipt)
      let empty = try await api.post(path + "/correction", ["proof": proof], secret: receipt.secret)
      #expect(empty.status == 422 && empty.pointers == ["#/name"])
      let wrong = try await api.post(path + "/correction", ["proof": proof, "phone": "123"], secret: receipt.secret)
      #expect(wrong.status == 422 && wrong.pointers == ["#/phone"])
      let body: JSONValue = ["proof": proof, "name": "陈大妈", "phone": "13900001111"]
      let key = "correct-8e03978e-40d5-43dd"
      let asked = try await api.post(path + "/correction", body, secret: receipt.secret, key: key)
      let again = try await api.post(path + "/correction", body, secret: receipt.secret, key: key)
      #expect(asked.status == 201 && again.bytes == asked.bytes)
      let second = try await api.post(path + "/correction", body, secret: receipt.secret)
      #expect(second.status == 409 && second.problem == "not-now")
      let deletion = try await api.post(path + "/deletion", ["proof": proof], secret: receipt.secret)
      #expect(deletion.status == 201)
      #expect(
        try await ReadInformation.queue(by: town.places.clerk.actor, in: town.environment).open.count == 2)
      let withdrawn = try await api.post(
        path + "/withdraw", ["proof": proof, "request": try #require(deletion["request"])], secret: receipt.secret)
      #expect(withdrawn.status == 204)
      let listed = try await api.get(path, secret: receipt.secret)
      #expect(Set(listed["requests"]?.list?.compactMap { $0["state"]?.text } ?? []) == ["open", "withdrawn"])
      #expect(listed["requests"]?.list?.first { $0["kind"] == "correction" }?["fields"] == ["name", "phone"])
      #expect(!String(decoding: listed.bytes, as: UTF8.self).contains("13900001111"))
      let unknown = try await api.post(path + "/withdraw", ["proof": proof, "request": "1"], secret: receipt.secret)
      #expect(unknown.status == 404)
    }
  }

  @Test("提的时候要短信、以后能关能开；座机不行；没开通就说没开通")
  func messages() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let sms = RecordingCourier()
      let environment = town.sending(Couriers(sms: sms, stopURL: "https://town.example/t/"))
      try await withSite(of: environment) { client in
        let api = try await APIClient(client)
        func body(_ phone: String) -> JSONValue {
          ["text": "村口的路灯坏了三天。", "contact": ["name": "陈大娘", "phone": .text(phone)], "messages": true]
        }
        let landline = try await api.post("/matters", body("01012345678"))
        #expect(landline.status == 422 && landline.pointers == ["#/contact/phone"])
        let sent = try await api.post("/matters", body("13800001234"))
        #expect(sent.status == 201)
        let path = "/matters/\(try #require(sent["receipt"]?.text))/messages"
        let secret = try #require(sent["secret"]?.text)
        #expect(try await api.get(path, secret: secret)["standing"] == "on")
        try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: environment)
        try await TimedJobs.runOnce(SendMessages(.sms), holder: "test", in: environment)
        #expect(sms.sent.map(\.address) == ["13800001234"])
        #expect(try await api.post(path, ["wants": false], secret: secret).status == 204)
        #expect(try await api.get(path, secret: secret)["standing"] == "off")
        #expect(try await api.post(path, ["wants": true], secret: secret).status == 204)
        #expect(try await api.get(path, secret: secret)["standing"] == "on")
        #expect(try await api.get(path).status == 401)
      }
    }
    try await withSite { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      #expect(try await api.get(receipt.path + "/messages", secret: receipt.secret)["standing"] == "unavailable")
    }
  }
}
