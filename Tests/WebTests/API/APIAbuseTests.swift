import Actions
import Domain
import HTTPKit
import HTTPTypes
import TestSupport
import Testing
import Web

/// The same limits and the same look beforehand as on the pages.
@Suite struct APIAbuseTests {
  private func matter(_ number: Int, phone: String = "13800001234") -> JSONValue {
    ["text": .text("第\(number)件事，请尽快办理。"), "contact": ["name": "陈大娘", "phone": .text(phone)]]
  }

  @Test("一个号码一小时五件，第六件回答 429；同一个请求再发还是那张回执")
  func oneContact() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let outside: HTTPFields = [.forwarded: "203.0.113.7"]
      let key = "first-8e03978e-40d5-43dd"
      var first: [UInt8] = []
      for number in 0..<5 {
        let answer = try await api.post("/matters", matter(number), key: number == 0 ? key : nil, headers: outside)
        #expect(answer.status == 201)
        if number == 0 { first = answer.bytes }
      }
      // Written in another way it is the same number, from another address, too.
      for address in ["203.0.113.7", "198.51.100.9"] {
        let refused = try await api.post(
          "/matters", matter(5, phone: "138 0000 1234"), headers: [.forwarded: address])
        #expect(refused.status == 429 && refused.problem == "too-many")
        #expect(refused.header("Retry-After") == "720")
        #expect(refused["detail"]?.text?.contains("用这个手机号") == true)
      }
      let repeated = try await api.post("/matters", matter(0), key: key, headers: outside)
      #expect(repeated.status == 201 && repeated.bytes == first)
      #expect(try await api.post("/matters", matter(6, phone: "13800001235"), headers: outside).status == 201)
      #expect(try await SubmitSteps.count(town) == 6)
      town.clock.move(to: town.now.adding(seconds: 720))
      #expect(try await api.post("/matters", matter(7), headers: outside).status == 201)
    }
  }

  @Test("登录、查询码、同一件事：一个地址试多了先歇一歇，别的地址照常")
  func byAddress() async throws {
    var options = ServerOptions.patient
    for limited in [Limited.signIn, .lookup, .similar] {
      options.limits[limited] = LimitSettings.Limit(burst: 2, hourly: 60)
    }
    try await withSite(options: options) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(api, town)
      let wrong = receipt.code == "000000" ? "000001" : "000000"
      let asks: [@Sendable (HTTPFields) async throws -> APIResponse] = [
        { try await api.post("/sessions", ["username": "nobody", "password": "Wrong-1-ok"], headers: $0) },
        { try await api.get(receipt.path, secret: wrong, headers: $0) },
        { try await api.post("/matters/similar", ["text": "村口的路灯坏了三天。"], headers: $0) },
      ]
      for (ask, taken) in zip(asks, [401, 401, 200]) {
        for status in [taken, taken, 429] {
          let answer = try await ask([.forwarded: "203.0.113.7"])
          #expect(answer.status == status && (answer.header("Retry-After") != nil) == (status == 429))
        }
        #expect(try await ask([.forwarded: "203.0.113.8"]).status == taken)
      }
      // The capability is no guess.
      let own = try await api.get(receipt.path, secret: receipt.secret, headers: [.forwarded: "203.0.113.7"])
      #expect(own.status == 200)
    }
  }

  @Test("来得异常的：工作人员看到待甄别，提出人的回答里没有原因，也没有这一项")
  func heldIsNotToldToTheSender() async throws {
    try await withSite(options: .patient) { town, client in
      let api = try await APIClient(client)
      let receipt = try await APISteps.submit(
        api, addressee: ["venue": .text("\(town.places.station)")], text: "call 13911112222 or see www.example.com")
      let seen = try await api.get(receipt.path, secret: receipt.secret)
      #expect(seen.status == 200 && seen["held"] == nil)
      let words = String(decoding: seen.bytes, as: UTF8.self)
      for reason in HoldReason.allCases {
        #expect(!words.contains(reason.rawValue) && !words.contains(Words.hold(reason)), "\(reason)")
      }
      let liaison = try await api.signedIn(town.places.liaison)
      #expect(try await liaison.get("/work/matters/\(receipt.number)")["held"] == true)
      let waiting = try await liaison.get("/work/matters?queue=held")
      #expect(waiting["items"]?.list?.map { $0["receipt"] } == [.text(receipt.number)])
      #expect(try await liaison.get("/work/matters?queue=to-accept")["items"] == [])
      let elsewhere = try await api.signedIn(town.places.otherLiaison)
      #expect(try await elsewhere.get("/work/matters?queue=held")["items"] == [])
      #expect(try await liaison.post(receipt.path + "/acts/release", .record([])).status == 200)
      #expect(try await liaison.get("/work/matters/\(receipt.number)")["held"] == false)
      let released = try await api.get(receipt.path, secret: receipt.secret)
      for reason in HoldReason.allCases {
        #expect(!String(decoding: released.bytes, as: UTF8.self).contains(Words.hold(reason)))
      }
    }
  }
}
