import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What staff and deputies are sent: several notices in one message, never an empty one, as they wish.
@Suite struct DigestTests {
  private func wait(_ teller: MessageTeller, minutes: Int64 = 11) async throws {
    teller.town.clock.move(to: teller.town.now.adding(seconds: minutes * 60))
    try await teller.deliver()
  }

  @Test("几分钟内的合成一条；办好的拿掉；都办好了就不发", arguments: DatabaseEngine.allCases)
  func grouped(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let teller = MessageTeller(town)
      try await teller.contact(town.places.liaison.person)
      let matters = try await [0, 1, 2].asyncMap { try await teller.submit("\($0)", wants: false) }
      try await teller.deliver()
      #expect(teller.sms.sent.isEmpty)
      // One of three is taken on before the message goes.
      try await teller.tell.accept(matters[0])
      try await wait(teller)
      #expect(teller.sms.sent.map(\.address) == ["13911112222"])
      #expect(teller.sms.sent[0].text == "您有2件事项待处理：待办2件。请登录联络查看。https://town.example/work/sign-in")
      _ = try await teller.submit("later", wants: false)
      try await teller.deliver()
      try await ReadNotices.markAllRead(of: town.places.liaison.person, in: teller.environment)
      try await wait(teller)
      #expect(teller.sms.sent.count == 1)
      #expect(try await teller.states() == ["digest sent"])
    }
  }

  @Test("等着发的时候都办好了，也不发空的")
  func settledWhileWaiting() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town, sms: RecordingCourier(.refused(isFinal: false)))
      try await teller.contact(town.places.liaison.person)
      let first = try await teller.submit("a", wants: false)
      try await teller.deliver()
      try await wait(teller)
      #expect(try await teller.states() == ["digest queued"])
      // A second one joins the message that waits.
      let second = try await teller.submit("b", wants: false)
      try await teller.deliver()
      try await TimedJobs.runOnce(GatherDigests(), holder: "test", in: teller.environment)
      for matter in [first, second] { try await teller.tell.accept(matter) }
      teller.sms.answer(.accepted)
      let before = teller.sms.sent.count
      try await wait(teller)
      #expect(teller.sms.sent.count == before)
      #expect(try await teller.states() == ["digest dropped settled"])
    }
  }

  @Test("按各人的选择发；逾期关不掉；没有职务的不发")
  func preferences() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town)
      let liaison = town.places.liaison
      var wishes = MessagePreferences()
      wishes.arrivals = .mail
      wishes.pace = .daily
      func save(_ wishes: MessagePreferences, mobile: String, mail: String) async throws {
        try await SavePreferences.run(
          wishes, mobile: mobile, mail: mail, by: liaison.actor, in: teller.environment)
      }
      try await save(wishes, mobile: "139 1111 2222", mail: "zhao@example.com")
      let read = try await SavePreferences.read(of: liaison.person, in: teller.environment)
      #expect(read.preferences == wishes && read.mobile == "13911112222" && read.mail == "zhao@example.com")
      for (mobile, mail) in [("123", ""), ("", "a@example.com\r\nBcc: b@example.com"), ("", "zhao@localhost")] {
        await #expect(throws: ActionError.self) { try await save(wishes, mobile: mobile, mail: mail) }
      }
      var without = wishes
      without.overdue = .none
      await #expect(throws: ActionError.invalid([FieldProblem("overdue", .notAllowed)])) {
        try await save(without, mobile: "", mail: "")
      }
      _ = try await teller.submit(wants: false)
      try await teller.deliver()
      try await wait(teller)
      #expect(teller.sms.sent.isEmpty && teller.mail.sent.isEmpty)
      // The next morning, in one letter.
      town.clock.move(to: town.now.date.adding(days: 1).start.adding(seconds: 8 * 3600 + 60))
      try await teller.deliver()
      #expect(teller.sms.sent.isEmpty && teller.mail.sent.map(\.address) == ["zhao@example.com"])
      #expect(teller.mail.sent[0].slots[.summary] == "待办1件")
      _ = try await teller.submit("b", wants: false)
      try await teller.deliver()
      let post = try await town.database.read { tx in
        try AccountStore.lines(person: liaison.person, on: town.now.date, in: tx)[0].id
      }
      _ = try await town.database.write { tx in try AccountStore.end(post, on: town.now.date, in: tx) }
      town.clock.move(to: town.now.adding(hours: 24))
      try await teller.deliver()
      #expect(teller.mail.sent.count == 1)
      #expect(try await teller.states() == ["digest sent", "digest dropped not_entitled"])
    }
  }

  @Test("测试信息只发给自己，一小时三次")
  func tests() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let teller = MessageTeller(town)
      let clerk = town.places.clerk
      func test() async throws {
        try await ManageMessages.test(.sms, of: town.places.congress, by: clerk.actor, in: teller.environment)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("test", .missing)])) { try await test() }
      try await teller.contact(clerk.person, mobile: "13622223333")
      // Also at night.
      town.clock.move(to: town.now.adding(hours: 13))
      for _ in 0..<3 { try await test() }
      await #expect(throws: ActionError.locked) { try await test() }
      try await teller.deliver()
      #expect(teller.sms.sent.map(\.address) == Array(repeating: "13622223333", count: 3))
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ManageMessages.test(
          .sms, of: town.places.congress, by: town.places.liaison.actor, in: teller.environment)
      }
    }
  }
}

extension Array {
  func asyncMap<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
    var result: [T] = []
    for element in self { result.append(try await transform(element)) }
    return result
  }
}
