import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// Groups claim, levels above take over, matters are handled together: through the actions, on both engines.
@Suite struct LevelWayTests {
  private func run(_ engine: DatabaseEngine, _ body: (LevelTeller) async throws -> Void) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let level = try await LevelTeller(town)
      try await body(level)
      #expect(try await level.tell.findings() == [])
    }
  }

  @Test("提请认领、小组认领、组内解决、答复", arguments: DatabaseEngine.allCases)
  func claimedAndSolved(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let tell = level.tell
      let matter = try await level.submit("claim")
      #expect(try await level.watched(.offered, by: level.member) == [])
      try await level.offer(matter)
      #expect(try await level.notices(of: level.member).contains(.offered))
      #expect(try await level.watched(.offered, by: level.member) == [matter])
      #expect(try await tell.page(matter, by: level.member).allowed == [.claim])
      // Another deputy, in no group, sees nothing of it.
      await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: tell.places.deputy.actor()) }
      _ = try await ClaimMatter.claim(
        by: nil, words: nil, on: matter, tell.request(level.member), in: level.environment)
      #expect(try await level.watched(.offered, by: level.member) == [])
      #expect(try await tell.status(matter).owner == .group(level.places.group))
      try await tell.reply(matter, by: level.member)
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      #expect(try await tell.status(matter).outcome == .solved)
    }
  }

  @Test("小组办不了，写明理由交回", arguments: DatabaseEngine.allCases)
  func handedBack(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let tell = level.tell
      let matter = try await level.submit("back")
      try await level.offer(matter)
      _ = try await ClaimMatter.claim(
        by: level.places.group, words: nil, on: matter, tell.request(level.member), in: level.environment)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await ClaimMatter.handBack(
          words: "不是我们的事。", on: matter, tell.request(tell.places.liaison.actor), in: level.environment)
      }
      _ = try await ClaimMatter.handBack(
        words: "不是我们的事。", on: matter, tell.request(level.member), in: level.environment)
      #expect(try await tell.status(matter).owner == .venue)
      #expect(try await level.queued(.toReply, by: tell.places.liaison.actor) == [matter])
      #expect(try await level.notices(of: tell.places.liaison.actor).contains(.handedBack))
    }
  }

  @Test("上报到县再答复下来：首接负责，计数留在首接站", arguments: DatabaseEngine.allCases)
  func toTheCountyAndBack(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let matter = try await level.submit("county")
      try await tell.accept(matter, grade: .escalate)
      try await level.escalate(matter, to: .venue(level.countyHome, places.county))
      #expect(try await level.queued(.toAccept, by: level.countyLiaison) == [matter])
      #expect(try await level.queued(.toReply, by: places.liaison.actor) == [])
      #expect(try await level.watched(.sentUp, by: places.liaison.actor) == [matter])
      #expect(try await level.watched(.sentUp, by: places.clerk.actor) == [matter])
      #expect(try await level.watched(.sentUp, by: level.homeLiaison) == [])
      #expect(try await level.notices(of: level.countyLiaison).contains(.escalated))
      try await tell.accept(matter, by: level.countyLiaison, grade: .inGroup)
      await #expect(throws: ActionError.rule(.owedBelow)) {
        try await tell.reply(matter, by: level.countyLiaison, outcome: nil)
      }
      try await level.passDown(matter, .solved, by: level.countyLiaison)
      #expect(try await level.watched(.sentUp, by: places.liaison.actor) == [])
      await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: level.countyLiaison) }
      try await tell.reply(matter, by: places.liaison.actor, outcome: nil)
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      let status = try await tell.status(matter)
      #expect(status.archive?.venue == places.station && status.outcome == .solved)
      // Taken in, answered and solved are the station's, whoever solved it.
      try await TimedJobs.runAll(holder: "test", in: level.environment)
      let numbers = try await ReadNumbers.run(
        of: .congress(places.congress), year: tell.town.now.date.year, in: level.environment)
      #expect(numbers[.received] == 1 && numbers[.solved] == 1)
    }
  }

  @Test("上级退回后再报，标出反复上报；不能报回来处", arguments: DatabaseEngine.allCases)
  func loops(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let matter = try await level.submit("loop")
      try await tell.accept(matter)
      let home = EscalationTarget.venue(places.home, places.congress)
      try await level.escalate(matter, to: home)
      try await level.passDown(matter, nil, by: level.homeLiaison)
      #expect(try await tell.status(matter).state == .accepted)
      try await level.escalate(matter, to: home)
      #expect(try await tell.status(matter, by: level.homeLiaison).isGoingInCircles)
      try await tell.accept(matter, by: level.homeLiaison)
      // Only what stands above can be chosen, so a way down in disguise is not there at all.
      await #expect(throws: ActionError.invalid([FieldProblem("to", .notFound)])) {
        try await level.escalate(
          matter, to: .venue(places.station, places.congress), by: level.homeLiaison)
      }
    }
  }

  @Test("逾期三个工作日升级到上一级督办，上一级可以提级办理", arguments: DatabaseEngine.allCases)
  func rises(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let matter = try await level.submit("late")
      tell.advance(days: 6)
      try await TimedJobs.runOnce(RiseMatters(), holder: "test", in: level.environment)
      #expect(try await level.watched(.overseen, by: level.homeLiaison) == [])
      tell.advance(days: 5)
      try await TimedJobs.runOnce(RiseMatters(), holder: "test", in: level.environment)
      try await TimedJobs.runOnce(RiseMatters(), holder: "test", in: level.environment)
      #expect(try await level.watched(.overseen, by: level.homeLiaison) == [matter])
      #expect(try await level.acts(matter) == [.submit, .rise])
      #expect(try await level.notices(of: level.homeLiaison).contains(.risen))
      // To himself he may take it, to somebody else he may not.
      await #expect(throws: ActionError.refused(.notYours)) {
        try await level.escalate(matter, to: .venue(level.countyHome, places.county), by: level.homeLiaison)
      }
      try await level.escalate(matter, to: .venue(places.home, places.congress), by: level.homeLiaison)
      #expect(try await level.queued(.toAccept, by: level.homeLiaison) == [matter])
      #expect(try await level.watched(.overseen, by: level.homeLiaison) == [])
      #expect(try await level.watched(.sentUp, by: places.liaison.actor) == [matter])
    }
  }

  @Test("三件并案，各自答复各自评价，一件不满意单独重办", arguments: DatabaseEngine.allCases)
  func threeTogether(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let first = try await level.submit("one")
      tell.advance(days: 1)
      let lead = try await level.submit("two")
      let third = try await level.submit("three")
      let earliest = try await tell.status(first).replyDue
      try await tell.accept(lead)
      _ = try await MergeMatters.run(
        [first, third], into: lead, words: "都是村口的路灯。", tell.request(places.liaison.actor), in: level.environment)
      for matter in [first, third] {
        let status = try await tell.status(matter)
        #expect(status.state == .accepted && status.mergedInto == lead && status.replyDue == earliest)
        await #expect(throws: ActionError.rule(.handledTogether)) {
          try await tell.reply(matter, by: places.liaison.actor, outcome: nil)
        }
      }
      #expect(try await tell.status(lead).replyDue == earliest)
      let company = try await ReadCompany.run(
        lead, by: places.liaison.actor, mayMerge: true, in: level.environment)
      #expect(company.followers.map(\.id) == [first, third] && company.similar == [])
      try await tell.assign(lead)
      let owner = try await tell.status(lead).owner
      #expect(try await tell.status(first).owner == owner)
      try await tell.reply(lead)
      for matter in [lead, first, third] { #expect(try await tell.status(matter).state == .replied) }
      // Each receipt shows the answer.
      #expect(try await tell.page(third).record.history.last?.words.text == "路灯已经修好了。")
      try await tell.rate(lead, .satisfied)
      try await tell.rate(first, .satisfied)
      try await tell.rate(third, .dissatisfied)
      #expect(try await tell.status(lead).state == .closed)
      #expect(try await tell.status(third).state == .dissatisfied)
      _ = try await RehandleMatter.run(
        .init(to: .deputy(places.secondDeputy.person), words: "请再去看。"), on: third,
        tell.request(places.liaison.actor), in: level.environment)
      try await tell.reply(third, by: places.secondDeputy.actor())
      #expect(try await tell.status(third).round == 2)
      #expect(try await tell.status(first).state == .closed)
    }
  }

  @Test("并案后主件撤回，其余各办各的；分开也一样", arguments: DatabaseEngine.allCases)
  func leadGoes(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let (lead, other, third) = (
        try await level.submit("lead"), try await level.submit("other"), try await level.submit("third")
      )
      _ = try await MergeMatters.run(
        [other, third], into: lead, words: "同一件事。", tell.request(places.clerk.actor), in: level.environment)
      _ = try await MergeMatters.part(
        words: "不是一回事。", on: third, tell.request(places.liaison.actor), in: level.environment)
      #expect(try await tell.status(third).mergedInto == nil)
      _ = try await WithdrawMatter.run("不用办了", on: lead, tell.request(.sender(lead)), in: level.environment)
      let freed = try await tell.status(other)
      #expect(freed.mergedInto == nil && freed.state == .submitted)
      try await tell.accept(other)
    }
  }

  @Test("别的站的、封存的、看不到的不能并进来", arguments: DatabaseEngine.allCases)
  func mergeRights(engine: DatabaseEngine) async throws {
    try await run(engine) { level in
      let (tell, places) = (level.tell, level.places)
      let lead = try await level.submit("lead")
      let elsewhere = try await tell.submit(tell.input(to: .venue(places.otherStation)), key: "elsewhere").matter
      let sealed = try await tell.submit(tell.input(isAccusation: true), key: "sealed").matter
      for (matter, actor) in [(elsewhere, places.liaison.actor), (sealed, places.clerk.actor)] {
        await #expect(throws: ActionError.invalid([FieldProblem("matters", .notFound)])) {
          try await MergeMatters.run([matter], into: lead, words: "", tell.request(actor), in: level.environment)
        }
      }
      // The clerk sees both stations.
      _ = try await MergeMatters.run(
        [elsewhere], into: lead, words: "同一件事。", tell.request(places.clerk.actor), in: level.environment)
      #expect(try await tell.status(elsewhere).origin?.venue == places.otherStation)
    }
  }
}
