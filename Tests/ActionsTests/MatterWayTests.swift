import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// A matter's way from end to end through the actions, on both engines.
@Suite struct MatterWayTests {
  @Test("不满意回炉后满意归档", arguments: DatabaseEngine.allCases)
  func dissatisfiedComesBackAndIsArchived(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.answered()
      #expect(try await tell.status(matter).state == .replied)

      try await tell.rate(matter, .dissatisfied)
      #expect(try await tell.status(matter).state == .dissatisfied)
      await #expect(throws: ActionError.rule(.rehandleOwed)) {
        try await tell.archive(matter, by: town.places.chief.actor)
      }
      await #expect(throws: ActionError.rule(.sameOwner)) {
        try await RehandleMatter.run(
          .init(to: .deputy(town.places.deputy.person), words: "再看看"), on: matter,
          tell.request(town.places.liaison.actor), in: town.environment)
      }
      _ = try await RehandleMatter.run(
        .init(to: .deputy(town.places.secondDeputy.person), words: "请李代表接着办"), on: matter,
        tell.request(town.places.liaison.actor), in: town.environment)
      #expect(try await tell.status(matter).round == 2)

      try await tell.reply(matter, by: town.places.secondDeputy.actor())
      try await tell.rate(matter, .satisfied)
      try await tell.archive(matter)
      let status = try await tell.status(matter)
      #expect(status.state == .archived)
      #expect(status.archive == ArchiveMark(venue: town.places.station, year: 2026, number: 1))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("满意度以态度和结果中较差的为准", arguments: DatabaseEngine.allCases)
  func worseOfTwoDecides(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.answered()
      await #expect(throws: ActionError.rule(.reasonMissing)) {
        try await RateMatter.run(
          .init(attitude: .dissatisfied, result: .satisfied, reason: "", isFlagged: false), on: matter,
          tell.request(.sender(matter)), in: town.environment)
      }
      _ = try await RateMatter.run(
        .init(attitude: .dissatisfied, result: .satisfied, reason: "等了很久", isFlagged: false), on: matter,
        tell.request(.sender(matter)), in: town.environment)
      #expect(try await tell.status(matter).state == .dissatisfied)
    }
  }

  @Test("代办要写明代表，代表可以提出异议，由站长了结", arguments: DatabaseEngine.allCases)
  func actForADeputyAndObjection(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit(tell.input(to: .deputy(town.places.deputy.person))).matter
      let liaison = town.places.liaison.actor
      let accept = AcceptMatter.Input(grade: .inGroup, urgency: .normal, category: nil)
      await #expect(throws: ActionError.refused(.onHisWord)) {
        try await AcceptMatter.run(accept, on: matter, tell.request(liaison), in: town.environment)
      }
      let entered = try await AcceptMatter.run(
        accept, on: matter, tell.request(liaison, onBehalf: tell.onBehalf(of: town.places.deputy)),
        in: town.environment)
      let item = try #require(try await tell.page(matter).record.history.first { $0.seq == entered.seq })
      #expect(item.actor.person == town.places.liaison.person)
      #expect(item.onBehalf?.person == town.places.deputy.person)

      // Another deputy has nothing to object to; the deputy needs his PIN on the phone.
      await #expect(throws: ActionError.notFound) {
        try await ObjectToAct.run(
          "我没有说过", to: entered.seq, on: matter, tell.request(town.places.otherDeputy.actor()), in: town.environment)
      }
      await #expect(throws: ActionError.refused(.pinNeeded)) {
        try await ObjectToAct.run(
          "我没有说过", to: entered.seq, on: matter, tell.request(town.places.deputy.actor(isDevice: true)),
          in: town.environment)
      }
      _ = try await ObjectToAct.run(
        "我没有说过", to: entered.seq, on: matter, tell.request(town.places.deputy.actor(isDevice: true, hasPIN: true)),
        in: town.environment)
      #expect(try await tell.status(matter).hasObjection)
      _ = try await ObjectToAct.settle(
        "已经核实，是误会。", of: entered.seq, on: matter, tell.request(town.places.chief.actor), in: town.environment)
      #expect(try await tell.status(matter).hasObjection == false)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("登记人不同意公开的不能公开，脱敏和发布要两个人", arguments: DatabaseEngine.allCases)
  func publicationTakesTwo(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let hidden = try await tell.answered("hidden")
      let redaction = RedactMatter.Input(title: "路灯", text: "路灯坏了", place: "东村", reply: "修好了", photos: [])
      await #expect(throws: ActionError.rule(.keptPrivate)) {
        try await RedactMatter.run(redaction, on: hidden, tell.request(town.places.chief.actor), in: town.environment)
      }
      let matter = try await tell.submit(tell.input(visibility: .redacted), key: "open").matter
      try await tell.accept(matter)
      _ = try await RedactMatter.run(redaction, on: matter, tell.request(town.places.chief.actor), in: town.environment)
      #expect(try await ReadPublications.one(matter, in: town.environment) == nil)
      await #expect(throws: ActionError.rule(.needsSecondPerson)) {
        try await PublishMatter.run(
          isPublic: true, words: nil, on: matter, tell.request(town.places.chief.actor), in: town.environment)
      }
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: matter, tell.request(town.places.chair.actor), in: town.environment)
      let published = try #require(try await ReadPublications.one(matter, in: town.environment))
      #expect(published.publication.text == "路灯坏了")
      #expect(try await tell.findings() == [])
    }
  }

  @Test("等群众补充时时限停走", arguments: DatabaseEngine.allCases)
  func clocksStandStillWhileWaiting(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter)
      let before = try await tell.status(matter).replyDue.date
      _ = try await AskSender.run("是哪一盏灯？", on: matter, tell.request(town.places.liaison.actor), in: town.environment)
      tell.advance(days: 7)
      _ = try await SupplementMatter.run(
        "村口第二盏。", photos: [], on: matter, tell.request(.sender(matter)), in: town.environment)
      let after = try await tell.status(matter).replyDue.date
      // Asked on Wednesday the 18th, answered on Wednesday the 25th: four working days between them do not count.
      #expect((before.description, after.description) == ("2026-12-09", "2026-12-15"))
      #expect(try await tell.findings() == [])
    }
  }

  @Test("检举控告封存后本站看不到", arguments: DatabaseEngine.allCases)
  func accusationLeavesTheStation(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      await #expect(throws: ActionError.self) {
        try await DivertMatter.run(
          .init(kind: .accusation, organ: "纪委", words: "请向纪委反映"), on: matter,
          tell.request(town.places.liaison.actor), in: town.environment)
      }
      _ = try await SealMatter.run(
        .init(accused: [town.places.chief.person]), on: matter, tell.request(town.places.liaison.actor),
        in: town.environment)
      for staff in [town.places.liaison, town.places.chief, town.places.clerk, town.places.chair] {
        await #expect(throws: ActionError.notFound) { try await tell.page(matter, by: staff.actor) }
      }
      let status = try await tell.status(matter, by: town.places.upperClerk.actor)
      #expect(status.seal == .accusation)
      #expect(status.congress == town.places.county)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("不属于受理范围的告知去处", arguments: DatabaseEngine.allCases)
  func divertedWithOrgan(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      _ = try await DivertMatter.run(
        .init(kind: .petition, organ: "三河县信访局", words: "请带身份证到县信访局。"), on: matter,
        tell.request(town.places.liaison.actor), in: town.environment)
      let status = try await tell.status(matter)
      #expect(status.state == .diverted)
      #expect(status.state.isEnded)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("群众没有电话时由联络员当面记录评价", arguments: DatabaseEngine.allCases)
  func feedbackIsRecorded(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      var input = tell.input(channel: .visit)
      input.phone = ""
      let matter = try await SubmitMatter.run(
        input, by: town.places.liaison.actor, key: tell.key("visit"), in: town.environment
      ).matter
      try await tell.accept(matter)
      try await tell.assign(matter)
      try await tell.reply(matter)
      _ = try await RecordFeedback.run(
        .init(
          attitude: .satisfied, result: .basic, words: nil, asker: "赵联络", askedOn: town.now.date, how: .inPerson),
        on: matter, tell.request(town.places.liaison.actor), in: town.environment)
      #expect(try await tell.status(matter).state == .closed)
      // The sender may still rate himself; his word stands.
      try await tell.rate(matter, .dissatisfied)
      #expect(try await tell.status(matter).state == .dissatisfied)
      await #expect(throws: ActionError.rule(.notInThisState)) { try await tell.rate(matter, .satisfied) }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("催办提醒办理的代表和联络站，联络员自己不能催", arguments: DatabaseEngine.allCases)
  func urging(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit(tell.input(to: .deputy(town.places.deputy.person))).matter
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
      let before = try await ReadMenu.counts(by: town.places.deputy.actor(), in: town.environment).unread
      await #expect(throws: ActionError.refused(.notYours)) {
        try await UrgeMatter.run("请抓紧", on: matter, tell.request(town.places.liaison.actor), in: town.environment)
      }
      _ = try await UrgeMatter.run("请抓紧", on: matter, tell.request(town.places.chair.actor), in: town.environment)
      try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: town.environment)
      #expect(try await ReadMenu.counts(by: town.places.deputy.actor(), in: town.environment).unread == before + 1)
      try await tell.accept(matter, by: town.places.deputy.actor())
      try await tell.reply(matter)
      await #expect(throws: ActionError.rule(.notInThisState)) {
        try await UrgeMatter.run("请抓紧", on: matter, tell.request(town.places.chair.actor), in: town.environment)
      }
      #expect(try await tell.findings() == [])
    }
  }
}
