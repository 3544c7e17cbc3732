import Actions
import CourierKit
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Sending itself: once, with back-off, and honest about what nobody knows.
@Suite struct MessageSendingTests {
  @Test("两台服务器同时发：每条只发一次", arguments: DatabaseEngine.allCases)
  func twoServers(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = MessageTeller(town)
      let second = town.sending(teller.environment.couriers, server: 5)
      for number in 0..<12 { _ = try await teller.submit("\(number)", phone: "1380000\(1000 + number)") }
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "one", in: teller.environment)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (index, server) in [teller.environment, second].enumerated() {
          group.addTask { try await TimedJobs.runOnce(SendMessages(.sms), holder: "server \(index)", in: server) }
        }
        try await group.waitForAll()
      }
      #expect(teller.sms.sent.count == 12)
      #expect(Set(teller.sms.sent.map(\.reference)).count == 12)
      #expect(try await teller.states() == Array(repeating: "receipt sent", count: 12))
    }
  }

  @Test("发不出去：越隔越久再试，最后算失败；经办人能让它再试")
  func backOff() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town, sms: RecordingCourier(.refused(isFinal: false)))
      var settings = CongressSettings()
      settings.messages.quiet = QuietHours(from: 0, until: 0)
      let seen = try await teller.environment.rules.current(of: town.places.congress).number
      _ = try await ManageSettings.save(
        settings, reason: "试", of: town.places.congress, seen: seen, by: town.places.clerk.actor, in: teller.environment
      )
      _ = try await teller.submit()
      try await teller.deliver()
      for pause in SendingRule.pauses {
        let before = teller.sms.sent.count
        town.clock.move(to: town.now.adding(seconds: pause - 1))
        try await teller.deliver()
        #expect(teller.sms.sent.count == before)
        town.clock.move(to: town.now.adding(seconds: 1))
        try await teller.deliver()
        #expect(teller.sms.sent.count == before + 1)
      }
      #expect(try await teller.states() == ["receipt failed"])
      // The same id at every try.
      #expect(Set(teller.sms.sent.map(\.reference)).count == 1)
      let clerk = town.places.clerk.actor
      let page = try await ManageMessages.run(
        .trouble, of: town.places.congress, before: nil, by: clerk, in: teller.environment)
      let line = try #require(page.lines.first)
      #expect(line.mask == "138****1234" && page.counts == [.failed: 1])
      #expect(page.receipts.count == 1)
      let plain = try await ManageMessages.run(
        .trouble, of: town.places.congress, before: nil, by: town.places.administrator.actor, in: teller.environment)
      #expect(plain.lines.count == 1 && plain.receipts.isEmpty)
      for other in [town.places.liaison, town.places.chair, town.places.auditor] {
        await #expect(throws: ActionError.notFound) {
          try await ManageMessages.retry(line.id, by: other.actor, in: teller.environment)
        }
      }
      try await ManageMessages.retry(line.id, by: clerk, in: teller.environment)
      teller.sms.answer(.accepted)
      try await teller.deliver()
      #expect(try await teller.states() == ["receipt sent"])
      await #expect(throws: ActionError.changedMeanwhile) {
        try await ManageMessages.retry(line.id, by: clerk, in: teller.environment)
      }
    }
  }

  @Test("网关没回话：不认编号的记为不确定，不再发；认编号的用同一编号再发，收的人只收到一次", arguments: DatabaseEngine.allCases)
  func unknown(engine: DatabaseEngine) async throws {
    for knowsIDs in [true, false] {
      try await TestTown.run(on: engine) { (town) async throws in
        let peer = try TestGateway(.close)
        let teller = MessageTeller(town)
        let courier = try Self.courier(peer, knowsIDs: knowsIDs)
        let environment = town.sending(Couriers(sms: courier), server: 6)
        _ = try await teller.submit()
        try await TimedJobs.runOnce(DeliverOutbox(), holder: "a", in: environment)
        try await TimedJobs.runOnce(SendMessages(.sms), holder: "a", in: environment)
        #expect(try await teller.states() == [knowsIDs ? "receipt queued" : "receipt uncertain"])
        peer.behave(.deduplicate)
        town.clock.move(to: town.now.adding(seconds: 3600))
        try await TimedJobs.runOnce(SendMessages(.sms), holder: "a", in: environment)
        #expect(try await teller.states() == [knowsIDs ? "receipt sent" : "receipt uncertain"])
        #expect(peer.requests.count == (knowsIDs ? 2 : 1))
        #expect(peer.delivered.count == 1)
        peer.stop()
        await courier.shutDown()
      }
    }
  }

  static func courier(_ peer: TestGateway, knowsIDs: Bool, seconds: Int = 2) throws -> SMSCourier {
    SMSCourier(
      gateway: try Gateway(
        url: peer.url,
        template: RequestTemplate(format: .json, body: #"{"phone":"{phone}","text":"{text}","id":"{id}"}"#),
        headers: [], seal: nil, success: "", patience: CourierPatience(seconds: seconds)),
      signature: "三河镇", templates: [:], knowsIDs: knowsIDs)
  }

  @Test("网关挂住时，站内提醒照常，邮件照常；停机时已经开始的发完并记下")
  func hanging() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let peer = try TestGateway(.hang)
      let courier = try Self.courier(peer, knowsIDs: false, seconds: 3)
      let teller = MessageTeller(town)
      let environment = town.sending(Couriers(sms: courier, mail: teller.mail), server: 6)
      try await teller.contact(town.places.clerk.person, mail: "zhou@example.com")
      _ = try await teller.submit()
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "a", in: environment)
      try await ManageMessages.test(.mail, of: town.places.congress, by: town.places.clerk.actor, in: environment)
      let sending = Task { try await TimedJobs.runOnce(SendMessages(.sms), holder: "a", in: environment) }
      while peer.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
      _ = try await teller.submit("second", phone: "13800009999")
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "a", in: environment)
      try await TimedJobs.runOnce(SendMessages(.mail), holder: "a", in: environment)
      #expect(teller.mail.sent.map(\.kind) == [.test])
      #expect(try await ReadMenu.counts(by: town.places.liaison.actor, in: environment).unread == 2)
      // The server is told to stop while the gateway is silent; then the answer is lost.
      sending.cancel()
      peer.release()
      _ = await sending.result
      let states = try await teller.states()
      #expect(states.contains("receipt uncertain") && !states.contains("receipt sending"), "\(states)")
      peer.stop()
      await courier.shutDown()
    }
  }

  @Test("没配置就什么都不发，也不攒着")
  func off() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town)
      try await teller.contact(town.places.liaison.person)
      var input = teller.tell.input()
      input.wantsMessages = true
      _ = try await SubmitMatter.run(input, by: .visitor, key: teller.tell.key("x"), in: town.environment)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      town.clock.move(to: town.now.adding(hours: 1))
      try await teller.deliver()
      #expect(teller.sms.sent.isEmpty && teller.mail.sent.isEmpty)
      await #expect(throws: ActionError.invalid([FieldProblem("test", .notAllowed)])) {
        try await ManageMessages.test(
          .sms, of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
      }
    }
  }
}
