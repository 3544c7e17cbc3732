import Actions
import DatabaseKit
import Domain
import SecretsKit
import TestSupport
import Testing

/// Secrets that people hold: receipts, slips, PINs and passwords, with their limits.
@Suite struct AccessSecretTests {
  private let origin = SignInOrigin(address: "10.0.0.7", device: "手机浏览器", isLoopback: false)

  /// A number used to be locked for everybody after eight tries from anywhere: whoever knew it could keep its owner out.
  @Test("查询码在一处连错八次后那里锁一小时；别处、别的回执、拿着回执的手机不受影响", arguments: DatabaseEngine.allCases)
  func lookupIsLimited(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let receipt = try await tell.submit()
      let other = try await tell.submit(key: "other")
      func look(_ number: String, _ code: String, from address: String = "10.0.0.7", holding: [[UInt8]] = [])
        async throws -> [UInt8]
      {
        try await LookupMatter.run(
          number: number, code: code, address: address, receipts: holding, in: town.environment)
      }
      let wrong = receipt.lookupCode == "000000" ? "000001" : "000000"
      for _ in 0..<8 {
        await #expect(throws: ActionError.wrongSecret) { try await look(receipt.number, wrong) }
      }
      await #expect(throws: ActionError.locked) { try await look(receipt.number, receipt.lookupCode) }
      #expect(try await !look(other.number, other.lookupCode).isEmpty)
      #expect(try await !look(receipt.number, receipt.lookupCode, from: "10.0.0.9").isEmpty)
      #expect(try await !look(receipt.number, receipt.lookupCode, holding: [receipt.capability]).isEmpty)
      town.clock.move(to: town.now.adding(seconds: 3601))
      let capability = try await look(receipt.number, receipt.lookupCode)
      #expect(try await ReadReceipts.number(of: capability, in: town.environment) == receipt.number)
    }
  }

  @Test("从许多地方猜一张回执，一天三十次为止；拿过这张回执的浏览器照常能查", arguments: DatabaseEngine.allCases)
  func lookupFromEverywhere(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let old = try await tell.submit()
      let receipt = try await ReissueReceipt.run(
        verifiedBy: "身份证", on: old.matter, tell.request(town.places.liaison.actor, key: tell.key("reissue")),
        in: town.environment)
      func look(_ code: String, from address: String, holding: [[UInt8]] = []) async throws {
        _ = try await LookupMatter.run(
          number: receipt.number, code: code, address: address, receipts: holding, in: town.environment)
      }
      let wrong = receipt.lookupCode == "000000" ? "000001" : "000000"
      // Every host of one network of 64 bits is one place.
      for host in 0..<8 {
        await #expect(throws: ActionError.wrongSecret) { try await look(wrong, from: "2001:db8:0:1::\(host)") }
      }
      await #expect(throws: ActionError.locked) { try await look(wrong, from: "2001:db8:0:1::ffff") }
      for place in 0..<22 {
        await #expect(throws: ActionError.wrongSecret) { try await look(wrong, from: "10.1.0.\(place)") }
      }
      await #expect(throws: ActionError.locked) { try await look(receipt.lookupCode, from: "10.2.0.1") }
      try await look(receipt.lookupCode, from: "10.2.0.1", holding: [receipt.capability])
      // The browser that held the receipt before it was issued anew: it tries by itself, and no more often.
      for _ in 0..<8 {
        await #expect(throws: ActionError.wrongSecret) {
          try await look(wrong, from: "10.2.0.2", holding: [old.capability])
        }
      }
      await #expect(throws: ActionError.locked) {
        try await look(receipt.lookupCode, from: "10.2.0.2", holding: [old.capability])
      }
      town.clock.move(to: town.now.adding(days: 1).adding(seconds: 1))
      try await look(receipt.lookupCode, from: "10.2.0.1")
    }
  }

  @Test("同时猜也只有那么多次", arguments: DatabaseEngine.allCases)
  func triesAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let receipt = try await MatterTeller(town).submit()
      let wrong = receipt.lookupCode == "000000" ? "000001" : "000000"
      let servers = [town.environment, town.secondServer()]
      func outcomes(_ count: Int, _ body: @escaping @Sendable (AppEnvironment) async throws -> Void) async
        -> [ActionError]
      {
        await withTaskGroup(of: ActionError?.self) { group in
          for index in 0..<count {
            group.addTask {
              do { try await body(servers[index % 2]) } catch { return error as? ActionError }
              return nil
            }
          }
          return await group.reduce(into: []) { all, error in if let error { all.append(error) } }
        }
      }
      let lookups = await outcomes(24) { environment in
        _ = try await LookupMatter.run(number: receipt.number, code: wrong, address: "10.0.0.7", in: environment)
      }
      #expect(lookups.filter { $0 == .wrongSecret }.count == 8 && lookups.filter { $0 == .locked }.count == 16)
      let signIns = await outcomes(12) { [origin] environment in
        _ = try await SignIn.run(
          username: "liaison", password: "Wrong-1-ok", from: origin, demoOpen: false, in: environment)
      }
      #expect(signIns.count == 12)
      #expect(signIns.filter { $0 == .wrongSecret }.count == 5 && signIns.filter { $0 == .locked }.count == 7)
    }
  }

  @Test("一处试很多号码也会被锁", arguments: DatabaseEngine.allCases)
  func lookupAddressIsLimited(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      for number in 0..<40 {
        await #expect(throws: ActionError.wrongSecret) {
          try await LookupMatter.run(
            number: "NO\(number)", code: "123456", address: "10.0.0.8", in: town.environment)
        }
      }
      await #expect(throws: ActionError.locked) {
        try await LookupMatter.run(number: "NOX", code: "123456", address: "10.0.0.8", in: town.environment)
      }
      await #expect(throws: ActionError.wrongSecret) {
        try await LookupMatter.run(number: "NOX", code: "123456", address: "10.0.0.9", in: town.environment)
      }
    }
  }

  @Test("补发回执后旧的链接和查询码都失效", arguments: DatabaseEngine.allCases)
  func reissueKillsTheOld(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let old = try await tell.submit()
      let request = tell.request(town.places.liaison.actor, key: tell.key("reissue"))
      await #expect(throws: ActionError.notFound) {
        try await ReissueReceipt.run(
          verifiedBy: "身份证", on: old.matter, tell.request(town.places.otherLiaison.actor, key: tell.key("x")),
          in: town.environment)
      }
      let new = try await ReissueReceipt.run(verifiedBy: "身份证", on: old.matter, request, in: town.environment)
      // A reload of the page that shows the slip.
      #expect(
        try await ReissueReceipt.run(verifiedBy: "身份证", on: old.matter, request, in: town.environment) == new)
      #expect(new.number == old.number)
      #expect(try await ReadReceipts.number(of: old.capability, in: town.environment) == nil)
      #expect(try await ReadReceipts.number(of: new.capability, in: town.environment) == old.number)
      await #expect(throws: ActionError.wrongSecret) {
        try await LookupMatter.run(number: old.number, code: old.lookupCode, address: "::1", in: town.environment)
      }
      _ = try await LookupMatter.run(number: new.number, code: new.lookupCode, address: "::1", in: town.environment)
    }
  }

  @Test("登录条只能用一次，两人同时扫只成其一，过期作废", arguments: DatabaseEngine.allCases)
  func slips(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let deputy = town.places.deputy.person
      let slip = try await IssueSlip.run(
        for: deputy, by: town.places.liaison.actor, key: tell.key("slip"), in: town.environment)
      // Looking does not use it up.
      #expect(try await RedeemSlip.peek(code: slip.code, address: "::1", in: town.environment).id == deputy)
      let servers = [town.environment, town.secondServer()]
      let results = await withTaskGroup(of: SignInToken?.self) { group in
        for server in servers {
          group.addTask { [origin] in try? await RedeemSlip.run(code: slip.code, from: origin, in: server) }
        }
        return await group.reduce(into: [SignInToken?]()) { $0.append($1) }
      }
      let token = try #require(results.compactMap { $0 }.first)
      #expect(results.compactMap { $0 }.count == 1)
      let actor = try #require(try await LoadActor.run(token: token.token, in: town.environment))
      #expect(actor.person == deputy && actor.isDevice && actor.isDeputy && !actor.hasPIN)

      let late = try await IssueSlip.run(
        for: deputy, by: town.places.liaison.actor, key: tell.key("late"), in: town.environment)
      town.clock.move(to: town.now.adding(seconds: 24 * 3600 + 1))
      await #expect(throws: ActionError.wrongSecret) {
        try await RedeemSlip.run(code: late.code, from: origin, in: town.environment)
      }
      // The phone stays signed in for ninety days, not longer.
      #expect(try await LoadActor.run(token: token.token, in: town.environment) != nil)
      town.clock.move(to: town.now.adding(days: 90))
      #expect(try await LoadActor.run(token: token.token, in: town.environment) == nil)
    }
  }

  @Test("新条作废旧条；别站的联络员不能给本站代表发条", arguments: DatabaseEngine.allCases)
  func slipIssuing(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let deputy = town.places.deputy.person
      let first = try await IssueSlip.run(
        for: deputy, by: town.places.liaison.actor, key: tell.key("1"), in: town.environment)
      let second = try await IssueSlip.run(
        for: deputy, by: town.places.liaison.actor, key: tell.key("2"), in: town.environment)
      await #expect(throws: ActionError.wrongSecret) {
        try await RedeemSlip.run(code: first.code, from: origin, in: town.environment)
      }
      _ = try await RedeemSlip.run(code: second.code, from: origin, in: town.environment)
      await #expect(throws: ActionError.self) {
        try await IssueSlip.run(
          for: deputy, by: town.places.otherLiaison.actor, key: tell.key("3"), in: town.environment)
      }
    }
  }

  @Test("PIN 连错五次锁十分钟，太简单的不收", arguments: DatabaseEngine.allCases)
  func pins(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let slip = try await IssueSlip.run(
        for: town.places.deputy.person, by: town.places.liaison.actor, key: tell.key("slip"), in: town.environment)
      let token = try await RedeemSlip.run(code: slip.code, from: origin, in: town.environment).token
      let phone = try #require(try await LoadActor.run(token: token, in: town.environment))
      await #expect(throws: ActionError.invalid([FieldProblem("pin", .weakPIN)])) {
        try await PINs.set("123456", old: nil, by: phone, in: town.environment)
      }
      try await PINs.set("482915", old: nil, by: phone, in: town.environment)
      #expect(try await LoadActor.run(token: token, in: town.environment)?.hasPIN == true)
      town.clock.move(to: town.now.adding(seconds: 601))
      #expect(try await LoadActor.run(token: token, in: town.environment)?.hasPIN == false)
      for _ in 0..<5 {
        await #expect(throws: ActionError.self) { try await PINs.give("482916", by: phone, in: town.environment) }
      }
      await #expect(throws: ActionError.locked) { try await PINs.give("482915", by: phone, in: town.environment) }
      town.clock.move(to: town.now.adding(seconds: 601))
      try await PINs.give("482915", by: phone, in: town.environment)
      #expect(try await LoadActor.run(token: token, in: town.environment)?.hasPIN == true)
    }
  }

  /// A name used to be locked for everybody after five failures from anywhere.
  @Test("别人在别处试错，锁不住本人：用过的电脑照常登录，别处的新电脑也能登录", arguments: DatabaseEngine.allCases)
  func strangersLockNobodyOut(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      func signIn(_ password: String, from address: String, marks: [[UInt8]] = [], name: String = "liaison")
        async throws -> SignInToken
      {
        try await SignIn.run(
          username: name, password: password,
          from: SignInOrigin(address: address, device: "电脑浏览器", isLoopback: false, marks: marks), demoOpen: false,
          in: town.environment)
      }
      let marks = try await signIn(TestPlaces.password, from: "10.0.0.7").marks
      #expect(marks.count == 1)
      // From one place: that place waits, nobody else.
      for _ in 0..<5 {
        await #expect(throws: ActionError.wrongSecret) { try await signIn("Wrong-1-ok", from: "10.9.0.1") }
      }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, from: "10.9.0.1") }
      _ = try await signIn(TestPlaces.password, from: "10.0.0.8")
      // The device that knows the name is not bound by what others try behind the same address.
      _ = try await signIn(TestPlaces.password, from: "10.9.0.1", marks: marks)
      // From everywhere: strange devices wait an hour, those that know the name do not.
      for place in 2..<11 {
        for _ in 0..<5 {
          await #expect(throws: ActionError.wrongSecret) { try await signIn("Wrong-1-ok", from: "10.9.0.\(place)") }
        }
      }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, from: "10.0.0.8") }
      let second = try await signIn(TestPlaces.password, from: "10.0.0.8", marks: marks)
      #expect(second.marks.count == 1 && second.marks != marks)
      _ = try await signIn(TestPlaces.password, from: "10.0.0.8", name: "chief")
      try await GuardSignIns.unlock("liaison", by: town.places.security.actor, in: town.environment)
      _ = try await signIn(TestPlaces.password, from: "10.9.0.1")
    }
  }

  @Test("登录过的电脑自己也有限；伪造、过期、别人的标记不算", arguments: DatabaseEngine.allCases)
  func marksAreLimited(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      func signIn(_ password: String, marks: [[UInt8]], name: String = "liaison") async throws -> SignInToken {
        try await SignIn.run(
          username: name, password: password,
          from: SignInOrigin(address: "10.0.0.7", device: "电脑浏览器", isLoopback: false, marks: marks),
          demoOpen: false, in: town.environment)
      }
      let marks = try await signIn(TestPlaces.password, marks: []).marks
      for _ in 0..<5 { await #expect(throws: ActionError.wrongSecret) { try await signIn("Wrong-1-ok", marks: marks) } }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, marks: marks) }
      // Without the mark it is a stranger with tries of its own, and the place then waits as well.
      for _ in 0..<5 { await #expect(throws: ActionError.wrongSecret) { try await signIn("Wrong-1-ok", marks: []) } }
      var forged = marks[0]
      forged[39] ^= 1
      for wrong in [forged, Array(marks[0].dropLast()), [], [UInt8](repeating: 255, count: 40)] {
        await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, marks: [wrong]) }
      }
      // A mark of one name is worth nothing for another one.
      for _ in 0..<5 {
        await #expect(throws: ActionError.wrongSecret) { try await signIn("Wrong-1-ok", marks: [], name: "chief") }
      }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, marks: marks, name: "chief") }
      // Several people at one desk keep their marks.
      town.clock.move(to: town.now.adding(seconds: 601))
      let both = try await signIn(TestPlaces.password, marks: marks, name: "chief").marks
      #expect(both.count == 2 && both[1] == marks[0])
      town.clock.move(to: town.now.adding(days: 401))
      for _ in 0..<5 { await #expect(throws: (any Error).self) { try await signIn("Wrong-1-ok", marks: []) } }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password, marks: marks) }
    }
  }

  @Test("密码连错五次锁十分钟；停用后立即退出", arguments: DatabaseEngine.allCases)
  func passwords(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      func signIn(_ password: String, _ name: String = "liaison") async throws -> SignInToken {
        try await SignIn.run(
          username: name, password: password, from: origin, demoOpen: false, in: town.environment)
      }
      let token = try await signIn(TestPlaces.password).token
      #expect(try await LoadActor.run(token: token, in: town.environment)?.person == town.places.liaison.person)
      for _ in 0..<5 { await #expect(throws: ActionError.wrongSecret) { try await signIn("wrong-Pass-1") } }
      await #expect(throws: ActionError.locked) { try await signIn(TestPlaces.password) }
      _ = try await signIn(TestPlaces.password, "chief")
      await #expect(throws: ActionError.wrongSecret) { try await signIn(TestPlaces.password, "nobody") }
      town.clock.move(to: town.now.adding(seconds: 601))
      _ = try await signIn(TestPlaces.password)
      try await ManageAccounts.setState(of: "liaison", .disabled, by: .system, in: town.environment)
      #expect(try await LoadActor.run(token: token, in: town.environment) == nil)
      await #expect(throws: ActionError.wrongSecret) { try await signIn(TestPlaces.password) }
    }
  }

  @Test("开着的电脑上猜不出原密码：连错几次，这次登录就不能再试", arguments: DatabaseEngine.allCases)
  func ownPasswordIsLimited(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      func person() async throws -> Actor.SignedIn {
        let token = try await SignIn.run(
          username: "liaison", password: TestPlaces.password, from: origin, demoOpen: false, in: town.environment)
        return try #require(try await LoadActor.run(token: token.token, in: town.environment))
      }
      func change(_ old: String, by person: Actor.SignedIn) async throws {
        try await ManageAccounts.changeOwn(old: old, new: "Sanhe-2027-ok", by: person, in: town.environment)
      }
      let (open, other) = (try await person(), try await person())
      for _ in 0..<SecuritySettings().lock.failures {
        await #expect(throws: ActionError.invalid([FieldProblem("old", .wrong)])) {
          try await change("Wrong-1-ok", by: open)
        }
      }
      await #expect(throws: ActionError.locked) { try await change(TestPlaces.password, by: open) }
      try await change(TestPlaces.password, by: other)
    }
  }

  @Test("一个请求编号隔了很久再用，不会让撤掉的令牌又活过来", arguments: DatabaseEngine.allCases)
  func tokensNeverComeBack(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      guard case .person(let liaison) = town.places.liaison.actor else { return }
      let seed = Array("monthly-statistics".utf8)
      func make(_ key: RequestKey) async throws -> NewAccessToken {
        try await AccessTokens.make(
          .init(name: "统计", scope: .read, days: 30), by: liaison, seed: seed, key: key, from: origin,
          in: town.environment)
      }
      let (early, late) = (
        RequestKey(hash: town.environment.random(16)), RequestKey(hash: town.environment.random(16))
      )
      let first = try await make(early)
      #expect(try await make(early) == first, "sent again, it is shown again")
      try await AccessTokens.revoke(first.line.id, of: liaison.person, from: origin, in: town.environment)
      await #expect(throws: ActionError.duplicate) { try await make(early) }
      let second = try await make(late)
      #expect(second.token != first.token)
      #expect(try await LoadActor.run(bearer: first.token, in: town.environment) == nil)
      #expect(try await LoadActor.run(bearer: second.token, in: town.environment)?.token == second.line.id)
    }
  }

  @Test("查看联系方式要有理由并留痕", arguments: DatabaseEngine.allCases)
  func reveal(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      let contacts = try await RevealContact.run(
        reason: "电话回访", on: matter, tell.request(town.places.liaison.actor), in: town.environment)
      #expect(contacts.map(\.phone) == ["13800001234"])
      #expect(try await tell.page(matter).record.history.last?.event.act == .reveal)
      await #expect(throws: ActionError.notFound) {
        try await RevealContact.run(
          reason: "看看", on: matter, tell.request(town.places.otherLiaison.actor), in: town.environment)
      }
      let raw = try await town.database.read { tx in
        try tx.row("SELECT phone_sealed FROM matter_contacts").map { try $0("phone_sealed", as: [UInt8].self) }
      }
      #expect(!(raw ?? []).isEmpty && !String(decoding: raw ?? [], as: UTF8.self).contains("1380000"))
    }
  }
}
