import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Work that changes hands: a post that ends, an account that is disabled, a mandate that stands still or is over.
@Suite struct HandOverTests {
  private func end(
    _ town: TestTown, _ state: MandateState = .ended, _ reason: MandateReason? = .resigned, successor: ID<Person>? = nil
  ) async throws {
    try await SaveMandate.change(
      town.places.deputy.mandate,
      SaveMandate.Change(state, reason: reason, on: town.now.date, successor: successor),
      by: town.places.clerk.actor, in: town.environment)
  }

  @Test("代表资格终止：没办结的交给接替的人，期限不变，站里和小组收到提醒", arguments: DatabaseEngine.allCases)
  func anEndedMandate(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      var open: [ID<Matter>] = []
      for index in 0..<3 { open.append(try await tell.toDeputy("m\(index)")) }
      let before = try await tell.status(open[0])
      try #require(before.ownerPerson == places.deputy.person)
      let done = try await tell.closed("done")
      try await tell.archive(done)
      let doneStatus = try await tell.status(done)
      try await end(town, successor: places.secondDeputy.person)
      for matter in open {
        let status = try await tell.status(matter)
        #expect(status.ownerPerson == places.secondDeputy.person && status.venue == before.venue)
        #expect(status.acceptDue == before.acceptDue && status.replyDue == before.replyDue)
        let last = try #require(try await tell.page(matter).record.history.last)
        #expect(last.event.act == .handOver && last.actor == .person(places.clerk.person))
      }
      #expect(try await tell.status(done) == doneStatus)
      for person in [places.liaison.actor, places.chief.actor] {
        let notices = try await ReadNotices.list(of: person, before: nil, in: town.environment).notices
        let about = notices.first { $0.kind == .mandateChanged }
        #expect(about?.about?.id == places.deputy.person)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("没有指定接替的人，或者他不能看这件事，交回联络站", arguments: DatabaseEngine.allCases)
  func backToTheStation(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let matter = try await tell.toDeputy("one")
      try await end(town, .suspended, .detained)
      #expect(try await tell.status(matter).owner == .venue)
      // Nothing comes back by itself when he serves again.
      try await end(town, .active, nil)
      #expect(try await tell.status(matter).owner == .venue)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("资格终止的召集人退出小组，接替的人是成员的接着召集；还有别的资格的不退", arguments: DatabaseEngine.allCases)
  func aConvenerLeaves(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let clerk = places.clerk.actor
      try await SaveGroupMember.join(
        SaveGroupMember.Input(person: places.deputy.person, role: .member, reason: "补充"), places.group,
        congress: places.congress, by: clerk, in: town.environment)
      func members() async throws -> [ID<Person>: GroupRole] {
        try await town.database.read { tx in
          let now = try GroupRecordStore.members(of: places.group, in: tx).filter { $0.tenure.to == nil }
          return Dictionary(now.map { ($0.person.id, $0.role) }, uniquingKeysWith: { first, _ in first })
        }
      }
      let second = try await SaveMandate.add(
        SaveMandate.Input(person: places.secondDeputy.person, congress: places.county, beganOn: town.now.date),
        by: clerk, in: town.environment)
      func end(_ mandate: ID<Mandate>) async throws {
        try await SaveMandate.change(
          mandate,
          SaveMandate.Change(.ended, reason: .resigned, on: town.now.date, successor: places.deputy.person), by: clerk,
          in: town.environment)
      }
      try await end(places.secondDeputy.mandate)
      let between = try await members()
      #expect(between[places.secondDeputy.person] != nil)
      try await end(second)
      let after = try await members()
      #expect(after == [places.deputy.person: .convener])
      let findings = try await MatterTeller(town).findings()
      #expect(findings == [])
    }
  }

  @Test("交接时代表正在答复：要么答复在先，要么交接在先，不丢不重", arguments: DatabaseEngine.allCases)
  func whileItIsActedOn(engine: DatabaseEngine) async throws {
    for round in 0..<4 {
      try await TestTown.run(on: engine) { town in
        let tell = MatterTeller(town)
        let places = town.places
        var matters: [ID<Matter>] = []
        for index in 0..<6 {
          let matter = try await tell.toDeputy("m\(round)-\(index)")
          _ = try await AcceptMatter.run(
            .init(grade: .inGroup, urgency: .normal, category: nil), on: matter,
            tell.request(places.deputy.actor()), in: town.environment)
          matters.append(matter)
        }
        let all = matters
        let other = town.secondServer()
        async let handed: Void = end(town, successor: places.secondDeputy.person)
        let replies = await withTaskGroup(of: Bool.self) { group in
          for matter in all {
            group.addTask {
              do {
                _ = try await ReplyToMatter.run(
                  .init(words: "已经修好了。"), on: matter, MatterRequest(actor: places.deputy.actor(), seen: nil),
                  in: other)
                return true
              } catch { return false }
            }
          }
          return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        try await handed
        var answered = 0
        for matter in all {
          let status = try await tell.status(matter)
          #expect(status.ownerPerson == places.secondDeputy.person)
          let acts = try await tell.page(matter).record.history.map(\.event.act)
          #expect(acts.filter { $0 == .handOver }.count == 1)
          if status.state == .replied { answered += 1 }
        }
        #expect(answered == replies.filter { $0 }.count)
        #expect(try await tell.findings() == [])
      }
    }
  }

  @Test("件数多时由定时任务接着办，中断后从记号处继续", arguments: DatabaseEngine.allCases)
  func manyGoOnLater(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      var matters: [ID<Matter>] = []
      for index in 0..<230 { matters.append(try await tell.toDeputy("m\(index)")) }
      try await end(town, successor: town.places.secondDeputy.person)
      let page = try #require(try await ReadOpenWork.run(town.places.deputy.person, in: town.environment))
      let order = try #require(page.orders.first?.order)
      #expect(order.moved == 200 && order.doneAt == nil)
      try await TimedJobs.runOnce(HandOverWork(), holder: "one", in: town.environment)
      for matter in matters {
        #expect(try await tell.status(matter).ownerPerson == town.places.secondDeputy.person)
      }
      let after = try #require(try await ReadOpenWork.run(town.places.deputy.person, in: town.environment))
      #expect(after.orders.first?.order.moved == 230 && after.orders.first?.order.doneAt != nil)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("站里只有一位联络员，有事没办完就要指定接替的人，同时给他职务", arguments: DatabaseEngine.allCases)
  func theLastLiaison(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      _ = try await tell.submit()
      let line = try await town.line(places.liaison.post, of: places.liaison.person)
      let work = try #require(try await ReadOpenWork.one(line.id, in: town.environment))
      #expect(work.count == 1 && work.others.isEmpty && work.needsSuccessor)
      await #expect(throws: ActionError.invalid([FieldProblem("successor", .missing)])) {
        try await EndPost.run(line.id, by: places.clerk.actor, in: town.environment)
      }
      try await town.expect(places.liaison.person, holds: [places.liaison.post])
      try await EndPost.run(
        line.id, successor: places.otherLiaison.person, by: places.clerk.actor, in: town.environment)
      try await town.expect(places.liaison.person, holds: [])
      #expect(try await town.posts(of: places.otherLiaison.person).contains(places.liaison.post))
    }
  }

  @Test("两位联络员同时结束职务，不会一个不剩", arguments: DatabaseEngine.allCases)
  func theLastTwoAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      _ = try await tell.submit()
      try await ManageAccounts.grant(
        places.liaison.post, to: places.otherLiaison.person, by: places.clerk.actor, in: town.environment)
      let lines = [
        try await town.line(places.liaison.post, of: places.liaison.person),
        try await town.line(places.liaison.post, of: places.otherLiaison.person),
      ]
      let servers = [town.environment, town.secondServer()]
      let ended = await withTaskGroup(of: Bool.self) { group in
        for (line, server) in zip(lines, servers) {
          group.addTask {
            do {
              try await EndPost.run(line.id, by: places.clerk.actor, in: server)
              return true
            } catch { return false }
          }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
      }
      #expect(ended.filter { $0 }.count == 1)
    }
  }

  @Test("承办人结束职务或停用：手上的转办事项一件不落交给接替的人", arguments: DatabaseEngine.allCases)
  func aDrafterLeaves(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [], resultDue: town.now.date.adding(days: 20), sharing: .none,
          sharingReason: nil, words: "请到现场看看。"),
        on: matter, tell.request(places.clerk.actor), in: town.environment)
      let target = HandlingActs.Target(matter: matter, part: 1, seen: nil)
      _ = try await HandlingActs.signFor(target, tell.request(places.unitRegistrar.actor), in: town.environment)
      _ = try await HandlingActs.appoint(
        places.unitDrafter.person, target, tell.request(places.unitRegistrar.actor), in: town.environment)
      let line = try await town.line(places.unitDrafter.post, of: places.unitDrafter.person)
      await #expect(throws: ActionError.invalid([FieldProblem("successor", .missing)])) {
        try await EndPost.run(line.id, by: places.clerk.actor, in: town.environment)
      }
      // Disabling: to somebody who drafts there.
      await #expect(throws: ActionError.invalid([FieldProblem("successor", .notFound)])) {
        try await DisableAccount.run(
          "drafter", drafters: [places.unit: places.unitHead.person], by: places.administrator.actor,
          in: town.environment)
      }
      let accounts = try await ManageAccounts.list(in: town.environment)
      #expect(accounts.first { $0.account.username == "drafter" }?.account.state == .active)
      try await EndPost.run(
        line.id, successor: places.unitRegistrar.person, by: places.clerk.actor, in: town.environment)
      let part = try await tell.status(matter).handling(1)
      #expect(part?.drafter == places.unitRegistrar.person)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("别人先改过的，不覆盖", arguments: DatabaseEngine.allCases)
  func nothingIsOverwritten(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let clerk = places.clerk.actor
      let environment = town.environment
      let stored = try #require(try await ReadDirectoryValues.run(.unit(places.unit), in: environment))
      func save(_ name: String, seen: Int?) async throws {
        _ = try await SaveStructure.saveUnit(
          places.unit, of: places.congress, name: name, telephone: "", seen: seen, by: clerk, in: environment)
      }
      try await save("水利所", seen: stored.revision)
      await #expect(throws: ActionError.changedMeanwhile) { try await save("水务站", seen: stored.revision) }
      let now = try #require(try await ReadDirectoryValues.run(.unit(places.unit), in: environment))
      #expect(now.values["name"] == "水利所" && now.revision == stored.revision + 1)
      for record in [
        ReadDirectoryValues.Record.person(places.liaison.person), .venue(places.station), .region(places.village),
        .congress(places.congress), .category(places.category, places.congress), .mandate(places.deputy.mandate),
      ] {
        #expect(try await ReadDirectoryValues.run(record, in: environment) != nil)
      }
      await #expect(throws: ActionError.changedMeanwhile) {
        try await SaveMandate.change(
          places.deputy.mandate,
          SaveMandate.Change(.ended, reason: .resigned, on: town.now.date, seen: 99), by: clerk, in: environment)
      }
    }
  }
}

extension MatterTeller {
  /// A matter that the deputy owes.
  fileprivate func toDeputy(_ name: String) async throws -> ID<Matter> {
    try await submit(input(to: .deputy(places.deputy.person)), key: name).matter
  }
}
