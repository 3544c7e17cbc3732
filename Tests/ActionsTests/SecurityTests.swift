import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 三员分立, the rules of passwords and sign-ins, and the log of them.
@Suite struct SecurityTests {
  private let origin = SignInOrigin(address: "10.0.0.7", device: "电脑浏览器", isLoopback: false)

  private func signIn(_ name: String, _ town: TestTown, password: String = TestPlaces.password) async throws
    -> SignInToken
  {
    try await SignIn.run(username: name, password: password, from: origin, demoOpen: false, in: town.environment)
  }

  private func save(
    _ town: TestTown, by actor: Actor? = nil, seen: Int = 0, _ change: (inout SecuritySettings) -> Void
  ) async throws {
    var settings = SecuritySettings()
    change(&settings)
    _ = try await ManageSecurity.save(
      settings, reason: "检查要求", seen: seen, by: actor ?? town.places.security.actor, in: town.environment)
  }

  private func lines(_ town: TestTown, _ filter: AuditFilter = AuditFilter()) async throws -> [ReadAudit.Line] {
    try await ReadAudit.run(filter, after: nil, by: town.places.auditor.actor, in: town.environment).lines
  }

  // MARK: Apart

  @Test("三员不能是一个人，谁给都不行", arguments: DatabaseEngine.allCases)
  func dutiesStayApart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let both = [
        (Post(role: .auditor, congress: places.congress), places.administrator.person),
        (Post(role: .securityAdministrator, congress: places.county), places.auditor.person),
        (Post(role: .systemAdministrator, congress: places.congress), places.security.person),
      ]
      for (post, person) in both {
        await #expect(throws: ActionError.refused(.dutiesApart)) {
          try await ManageAccounts.grant(post, to: person, by: .system, in: town.environment)
        }
      }
      await #expect(throws: ActionError.refused(.dutiesApart)) {
        try await ManageAccounts.grant(both[0].0, to: both[0].1, by: places.security.actor, in: town.environment)
      }
      try await town.expect(places.administrator.person, holds: [places.administrator.post])
      // An ended duty does not stand in the way of another one.
      let line = try await town.line(places.administrator.post, of: places.administrator.person)
      try await EndPost.run(line.id, by: places.security.actor, in: town.environment)
      try await ManageAccounts.grant(both[0].0, to: both[0].1, by: places.security.actor, in: town.environment)
      try await town.expect(places.administrator.person, holds: [both[0].0])
    }
  }

  @Test("同时给一个人两种管理职务，只成其一", arguments: DatabaseEngine.allCases)
  func twoGrantsAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let servers = [town.environment, town.secondServer()]
      for person in [places.chair.person, places.clerk.person, places.liaison.person, places.chief.person] {
        let roles: [PostRole] = [.systemAdministrator, .auditor]
        let refusals = await withTaskGroup(of: ActionError?.self) { group in
          for (server, role) in zip(servers, roles) {
            group.addTask {
              do {
                try await ManageAccounts.grant(
                  Post(role: role, congress: places.congress), to: person, by: places.security.actor, in: server)
                return nil
              } catch { return error as? ActionError }
            }
          }
          return await group.reduce(into: [ActionError?]()) { $0.append($1) }
        }
        #expect(refusals.compactMap { $0 } == [.refused(.dutiesApart)])
        let held = try await town.posts(of: person).map(\.role).filter(PostRole.administrative.contains)
        #expect(held.count == 1)
      }
    }
  }

  @Test("第一位安全管理员、审计员由系统管理员指定，有了就不能再指定", arguments: DatabaseEngine.allCases)
  func theFirstAreNamed(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let environment = town.environment
      let guardPost = places.security.post
      #expect(try await AdministratorPosts.vacant(in: environment).isEmpty)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ManageAccounts.grant(
          guardPost, to: places.chair.person, by: places.administrator.actor, in: environment)
      }
      let line = try await town.line(guardPost, of: places.security.person)
      try await EndPost.run(line.id, by: .system, in: environment)
      #expect(try await AdministratorPosts.vacant(in: environment) == [places.congress: [.securityAdministrator]])
      try await ManageAccounts.grant(
        guardPost, to: places.chair.person, by: places.administrator.actor, in: environment)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ManageAccounts.grant(
          guardPost, to: places.clerk.person, by: places.administrator.actor, in: environment)
      }
      #expect(try await AdministratorPosts.vacant(in: environment).isEmpty)
    }
  }

  // MARK: Settings

  @Test("安全设置：只由安全管理员改，先看后改不覆盖别人的，超出范围不收", arguments: DatabaseEngine.allCases)
  func settingsAreVersions(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      for actor in [places.administrator.actor, places.auditor.actor, places.clerk.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await save(town, by: actor) { $0.password.minimum = 10 }
        }
      }
      try await save(town) { $0.password.minimum = 10 }
      await #expect(throws: ActionError.changedMeanwhile) { try await save(town) { $0.password.minimum = 11 } }
      await #expect(throws: ActionError.invalid([FieldProblem("log", .notANumber(183...3650))])) {
        try await save(town, seen: 1) { $0.logDays = 182 }
      }
      #expect(try await ManageSecurity.current(in: town.environment).number == 1)
      #expect(try await ManageSecurity.current(in: town.secondServer()).settings.password.minimum == 10)
      let found = try await lines(town, AuditFilter(kind: .settings))
      #expect(found.first?.line.actor == places.security.person && found.first?.line.subject?.kind == .security)
      await #expect(throws: ActionError.invalid([FieldProblem("password", .password(.tooShort(minimum: 10)))])) {
        try await ManageAccounts.setPassword(
          of: "clerk", to: "Sanhe-new", mustChange: true, by: places.administrator.actor, in: town.environment)
      }
    }
  }

  @Test("两人同时改安全设置，只成其一", arguments: DatabaseEngine.allCases)
  func twoSavesAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let actor = town.places.security.actor
      for round in 0..<5 {
        let servers = [town.environment, town.secondServer()]
        let saved = await withTaskGroup(of: Bool.self) { group in
          for (index, server) in servers.enumerated() {
            group.addTask {
              var settings = SecuritySettings()
              settings.lock.failures = 3 + index
              do {
                _ = try await ManageSecurity.save(settings, reason: "试", seen: round, by: actor, in: server)
                return true
              } catch { return false }
            }
          }
          return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(saved.filter { $0 }.count == 1)
      }
      let versions = try await ManageSecurity.history(in: town.environment).map { $0.line.version.number }
      #expect(versions == [5, 4, 3, 2, 1])
    }
  }

  // MARK: Passwords

  @Test("最近五次的密码不能再用，第六次以前的可以", arguments: DatabaseEngine.allCases)
  func formerPasswords(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      guard case .person(let liaison) = town.places.liaison.actor else { return }
      func change(_ old: String, _ new: String) async throws {
        try await ManageAccounts.changeOwn(old: old, new: new, by: liaison, in: town.environment)
      }
      var last = TestPlaces.password
      for number in 1...4 {
        try await change(last, "Sanhe-ok-\(number)")
        last = "Sanhe-ok-\(number)"
        await #expect(throws: ActionError.invalid([FieldProblem("password", .password(.usedBefore(history: 5)))])) {
          try await change(last, TestPlaces.password)
        }
      }
      await #expect(throws: ActionError.self) { try await change(last, last) }
      try await change(last, "Sanhe-ok-5")
      try await change("Sanhe-ok-5", TestPlaces.password)
    }
  }

  @Test("密码用满天数要先换", arguments: DatabaseEngine.allCases)
  func passwordsGrowOld(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      #expect(try await !signIn("liaison", town).mustChange)
      town.clock.move(to: town.now.adding(days: 91))
      let token = try await signIn("liaison", town)
      #expect(token.mustChange)
      let actor = try #require(try await LoadActor.run(token: token.token, in: town.environment))
      #expect(actor.mustChangePassword)
      try await ManageAccounts.changeOwn(
        old: TestPlaces.password, new: "Sanhe-2027-ok", by: actor, in: town.environment)
      #expect(try await !signIn("liaison", town, password: "Sanhe-2027-ok").mustChange)
    }
  }

  // MARK: Locks and sign-ins

  @Test("锁定按设置的次数和时间；安全管理员可以解锁", arguments: DatabaseEngine.allCases)
  func locksBySettings(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      try await save(town) {
        $0.lock.failures = 3
        $0.lock.minutes = 60
      }
      func fail() async throws {
        for _ in 0..<3 {
          await #expect(throws: ActionError.wrongSecret) { try await signIn("liaison", town, password: "Wrong-1-ok") }
        }
        await #expect(throws: ActionError.locked) { try await signIn("liaison", town) }
      }
      try await fail()
      town.clock.move(to: town.now.adding(seconds: 3500))
      await #expect(throws: ActionError.locked) { try await signIn("liaison", town) }
      town.clock.move(to: town.now.adding(seconds: 200))
      _ = try await signIn("liaison", town)
      try await fail()
      let page = try await GuardSignIns.run(after: nil, by: places.security.actor, in: town.environment)
      #expect(page.locked.map(\.account.account.username) == ["liaison"])
      for actor in [places.administrator.actor, places.auditor.actor, places.clerk.actor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await GuardSignIns.unlock("liaison", by: actor, in: town.environment)
        }
      }
      try await GuardSignIns.unlock("liaison", by: places.security.actor, in: town.environment)
      _ = try await signIn("liaison", town)
      let acts = try await lines(town, AuditFilter(person: places.liaison.person)).map(\.line.act)
      #expect(acts.filter { $0 == "locked" }.count == 2 && acts.filter { $0 == "wrong-password" }.count == 6)
      #expect(acts.contains("unlock") && acts.first == "sign-in")
    }
  }

  @Test("登录时长、空闲和处数按设置，改小了立即生效", arguments: DatabaseEngine.allCases)
  func limitsOfSignIns(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let environment = town.environment
      func live(_ token: SignInToken) async throws -> Bool {
        try await LoadActor.run(token: token.token, in: environment) != nil
      }
      let first = try await signIn("liaison", town)
      town.clock.move(to: town.now.adding(seconds: 20 * 60))
      #expect(try await live(first))
      try await save(town) { $0.session.idleMinutes = 10 }
      town.clock.move(to: town.now.adding(seconds: 11 * 60))
      #expect(try await !live(first))
      let second = try await signIn("liaison", town)
      try await save(town, seen: 1) { $0.session.hours = 1 }
      for _ in 0..<2 {
        #expect(try await live(second))
        town.clock.move(to: town.now.adding(seconds: 25 * 60))
      }
      town.clock.move(to: town.now.adding(seconds: 11 * 60))
      #expect(try await !live(second))
      try await save(town, seen: 2) { $0.session.perPerson = 2 }
      var tokens: [SignInToken] = []
      for _ in 0..<3 {
        tokens.append(try await signIn("liaison", town))
        town.clock.move(to: town.now.adding(seconds: 1))
      }
      var left: [Bool] = []
      for token in tokens { left.append(try await live(token)) }
      #expect(left == [false, true, true])
    }
  }

  @Test("同时登录不会超过处数", arguments: DatabaseEngine.allCases)
  func signInsAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      try await save(town) { $0.session.perPerson = 2 }
      let servers = [town.environment, town.secondServer()]
      let tokens = try await withThrowingTaskGroup(of: [UInt8].self) { group in
        for index in 0..<8 {
          group.addTask {
            // From several places: of one name at one place at most five passwords are looked at at the same moment.
            let origin = SignInOrigin(address: "10.0.0.\(index)", device: "电脑浏览器", isLoopback: false)
            return try await SignIn.run(
              username: "liaison", password: TestPlaces.password, from: origin, demoOpen: false,
              in: servers[index % 2]
            ).token
          }
        }
        return try await group.reduce(into: [[UInt8]]()) { $0.append($1) }
      }
      var live = 0
      for token in tokens where try await LoadActor.run(token: token, in: town.environment) != nil { live += 1 }
      #expect(tokens.count == 8 && live == 2)
    }
  }

  @Test("安全管理员结束别人的登录", arguments: DatabaseEngine.allCases)
  func signInsAreEnded(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let token = try await signIn("clerk", town)
      let page = try await GuardSignIns.run(after: nil, by: places.security.actor, in: town.environment)
      let line = try #require(page.lines.first { $0.person.id == places.clerk.person })
      #expect(line.isGuarded)
      for actor in [places.administrator.actor, places.auditor.actor, places.liaison.actor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await GuardSignIns.end(line.signIn.id, by: actor, in: town.environment)
        }
      }
      try await GuardSignIns.end(line.signIn.id, by: places.security.actor, in: town.environment)
      #expect(try await LoadActor.run(token: token.token, in: town.environment) == nil)
    }
  }

  // MARK: The log

  @Test("审计员找得到登录、查看、导出、设置和职务，看不到诉求的内容", arguments: DatabaseEngine.allCases)
  func theLog(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let environment = town.environment
      _ = try await signIn("liaison", town)
      await #expect(throws: ActionError.wrongSecret) { try await signIn("nobody", town) }
      let matter = try await tell.submit().matter
      _ = try await RevealContact.run(
        reason: "电话核实", on: matter, tell.request(places.liaison.actor), in: environment)
      try await RecordExport.run("代表名册", rows: 12, by: places.clerk.actor, in: environment)
      try await ManageAccounts.grant(
        Post(role: .coordinator, congress: places.congress), to: places.chair.person, by: places.security.actor,
        in: environment)
      let newest = try await lines(town)
      let reveal = try #require(newest.first { $0.line.kind == .reveal })
      #expect(reveal.line.actor == places.liaison.person && reveal.facts?["reason"] == "电话核实")
      #expect(reveal.receipt?.isEmpty == false && reveal.place != nil)
      let failure = try #require(newest.first { $0.line.kind == .failure })
      let door = try #require(newest.first { $0.line.kind == .signIn })
      let export = try #require(newest.first { $0.line.kind == .export })
      #expect(failure.line.act == "unknown-name" && failure.person == nil)
      #expect(door.facts?["address"] == "10.0.0.7" && export.facts?["rows"] == "12")
      let post = try #require(newest.first { $0.line.kind == .post })
      #expect(post.line.actor == places.security.person && post.line.person == places.chair.person)
      let mine = try await lines(town, AuditFilter(person: places.chair.person)).map(\.line)
      #expect(mine.map(\.id).contains(post.line.id) && !mine.map(\.kind).contains(.reveal))
      let later = AuditFilter(from: town.now.date.adding(days: 1))
      #expect(try await lines(town, later).isEmpty)
      for actor in [places.security.actor, places.administrator.actor, places.chair.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) {
          try await ReadAudit.run(AuditFilter(), after: nil, by: actor, in: environment)
        }
      }
      #expect(MatterAccess.scopes(for: places.auditor.actor).isEmpty)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("审计记录一页一页看，一条不漏不重", arguments: DatabaseEngine.allCases)
  func theLogIsPaged(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      for _ in 0..<(ReadAudit.pageSize + 7) {
        try await RecordExport.run("试", rows: 1, by: town.places.clerk.actor, in: town.environment)
      }
      var seen: [Int64] = []
      var cursor: ListCursor?
      repeat {
        let page = try await ReadAudit.run(
          AuditFilter(kind: .export), after: cursor, by: town.places.auditor.actor, in: town.environment)
        seen += page.lines.map(\.line.id)
        cursor = page.next.flatMap { ListCursor(text: $0.text) }
      } while cursor != nil
      #expect(seen.count == ReadAudit.pageSize + 7 && Set(seen).count == seen.count)
      #expect(seen == seen.sorted(by: >))
    }
  }

  @Test("登录日志不少于183天，过期的清掉，历史里的不动", arguments: DatabaseEngine.allCases)
  func theLogIsKeptAsLongAsTheLawSays(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let token = try await signIn("liaison", town)
      _ = token
      let posts = try await lines(town, AuditFilter(kind: .post)).count
      town.clock.move(to: town.now.adding(days: 182))
      try await TimedJobs.runOnce(CleanUp(), holder: "test", in: town.environment)
      #expect(try await lines(town, AuditFilter(kind: .signIn)).count == 1)
      try await save(town) { $0.logDays = 200 }
      town.clock.move(to: town.now.adding(days: 10))
      try await TimedJobs.runOnce(CleanUp(), holder: "test", in: town.environment)
      #expect(try await lines(town, AuditFilter(kind: .signIn)).count == 1)
      town.clock.move(to: town.now.adding(days: 10))
      try await TimedJobs.runOnce(CleanUp(), holder: "test", in: town.environment)
      #expect(try await lines(town, AuditFilter(kind: .signIn)).isEmpty)
      #expect(try await lines(town, AuditFilter(kind: .post)).count == posts)
    }
  }
}
