import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What residents are sent: only who wants it, only about their own, and nobody else's telephone.
@Suite struct SenderMessageTests {
  @Test("勾了的收到回执和答复短信，没勾的一条也没有；短信里没有事情内容", arguments: DatabaseEngine.allCases)
  func receiptAndAnswer(engine: DatabaseEngine) async throws {
    let log = LogRecorder()
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = MessageTeller(town, log: log)
      let silent = try await teller.submit("silent", phone: "13700000000", wants: false)
      let matter = try await teller.submit()
      try await teller.deliver()
      #expect(teller.sms.sent.map(\.address) == ["13800001234"])
      let receipt = try await teller.tell.page(matter).record.matter.receipt
      let first = try #require(teller.sms.sent.first)
      #expect(first.text.contains(receipt) && first.text.contains("https://town.example/t/"))
      #expect(first.text.contains("0000-7654321"))
      for id in [silent, matter] {
        try await teller.tell.accept(id)
        try await teller.tell.assign(id)
        try await teller.tell.reply(id)
      }
      try await teller.deliver()
      #expect(teller.sms.sent.map(\.kind) == [.receipt, .answered])
      for message in teller.sms.sent {
        #expect(!message.text.contains("路灯") && !message.text.contains("陈大娘") && message.text.count <= 200)
      }
      #expect(Set(teller.sms.sent.map(\.reference)).count == 2)
      // Neither the outbox nor the messages nor the log know a number.
      let stored = try await town.database.read { tx in
        try tx.rows("SELECT payload FROM outbox").map { try $0.first(as: String.self) }
          + tx.rows("SELECT mask FROM messages").map { try $0.first(as: String.self) }
      }
      #expect(!(stored + log.lines).contains { $0.contains("13800001234") })
      #expect(try await teller.tell.findings() == [])
    }
  }

  @Test("拿别人的号码反复提交：一天最多一条回执，退订后一条也没有", arguments: DatabaseEngine.allCases)
  func strangersNumber(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = MessageTeller(town)
      var matters: [ID<Matter>] = []
      for number in 0..<6 { matters.append(try await teller.submit("\(number)")) }
      try await teller.deliver()
      #expect(teller.sms.sent.count == 1)
      #expect(try await teller.states().filter { $0 == "receipt dropped one_receipt_a_day" }.count == 5)
      // Answers to all of them: three messages a day in all, the rest goes out tomorrow.
      for matter in matters {
        try await teller.tell.accept(matter)
        try await teller.tell.assign(matter)
        try await teller.tell.reply(matter)
      }
      try await teller.deliver()
      #expect(teller.sms.sent.count == 3)
      #expect(try await teller.states().filter { $0 == "answered queued" }.count == 4)
      let text = try #require(teller.sms.sent.last?.text)
      let start = try #require(text.firstRange(of: "/t/")?.upperBound)
      let code = String(text[start...])
      #expect(try await StopMessages.isStopped(code: code, in: teller.environment) == false)
      try await StopMessages.setNumber(true, code: code, in: teller.environment)
      teller.tell.advance(days: 1)
      try await teller.deliver()
      #expect(teller.sms.sent.count == 3)
      #expect(try await teller.states().filter { $0 == "answered dropped stopped" }.count == 4)
      #expect(try await StopMessages.standing(of: matters[0], in: teller.environment) == .numberStopped)
      await #expect(throws: ActionError.notFound) {
        try await StopMessages.setNumber(true, code: "forged", in: teller.environment)
      }
    }
  }

  @Test("没收到过回执的号码，别的都不发")
  func firstIsTheReceipt() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town, sms: RecordingCourier(.refused(isFinal: true)))
      let matter = try await teller.submit()
      try await teller.deliver()
      try await teller.tell.accept(matter)
      try await teller.tell.assign(matter)
      try await teller.tell.reply(matter)
      teller.sms.answer(.accepted)
      try await teller.deliver()
      #expect(try await teller.states() == ["receipt failed", "answered dropped unknown_number"])
    }
  }

  @Test("回执上能关能开，撤回和删除以后不再发，号码的痕迹一起删")
  func changesMind() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town)
      let matter = try await teller.submit(wants: false)
      #expect(try await StopMessages.standing(of: matter, in: town.environment) == .unavailable)
      #expect(try await StopMessages.standing(of: matter, in: teller.environment) == .off)
      try await teller.deliver()
      #expect(teller.sms.sent.isEmpty)
      await #expect(throws: ActionError.notFound) {
        try await StopMessages.set(true, for: matter, by: town.places.clerk.actor, in: teller.environment)
      }
      // Whoever turns it on later begins with the receipt, too.
      for _ in 0..<2 {
        try await StopMessages.set(true, for: matter, by: .sender(matter), in: teller.environment)
      }
      try await teller.deliver()
      #expect(teller.sms.sent.map(\.kind) == [.receipt])
      try await teller.tell.accept(matter)
      try await teller.tell.assign(matter)
      try await teller.tell.reply(matter)
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: teller.environment)
      try await StopMessages.set(false, for: matter, by: .sender(matter), in: teller.environment)
      try await teller.deliver()
      #expect(try await teller.states() == ["receipt sent", "answered dropped opted_out"])
      _ = try await EraseMatter.run(
        reason: "本人要求", on: matter, teller.tell.request(town.places.clerk.actor), in: teller.environment)
      let left = try await town.database.read { tx in
        try tx.rows(
          """
          SELECT 1 FROM messages WHERE number_index IS NOT NULL OR mask <> ''
          UNION ALL SELECT 1 FROM message_numbers UNION ALL SELECT 1 FROM message_consents
          """
        ).count
      }
      #expect(left == 0)
    }
  }

  @Test("夜里不发，到早上再发；办好了的就不发")
  func night() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town)
      town.clock.move(to: town.now.adding(hours: 12))
      _ = try await teller.submit("a")
      let withdrawn = try await teller.submit("b", phone: "13800005678")
      try await teller.deliver()
      #expect(teller.sms.sent.isEmpty)
      _ = try await WithdrawMatter.run(
        nil, on: withdrawn, teller.tell.request(.sender(withdrawn)), in: teller.environment)
      town.clock.move(to: town.now.adding(hours: 10))
      try await teller.deliver()
      #expect(teller.sms.sent.map(\.address) == ["13800001234"])
      #expect(try await teller.states() == ["receipt sent", "receipt dropped settled"])
    }
  }
}
