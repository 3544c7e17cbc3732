import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Whole acts on motions: rows, history, numbers, what becomes a suggestion.
@Suite struct MotionActionTests {
  @Test("从起草到报告实施情况，经过可以重放", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.adopted()
      try await tell.act(.nameLeader(name: "王县长", office: "县长"), on: id, by: tell.director.actor)
      try await tell.act(.addMilestone(title: "清淤", due: tell.today.adding(days: 30)), on: id)
      try await tell.act(
        .note(form: .onSite, on: tell.today, isPublic: true), on: id, by: tell.director.actor, words: "进度正常。")
      try await tell.act(.finishMilestone(1, on: tell.today), on: id, by: tell.government.actor)
      try await tell.act(.report(on: tell.today), on: id)
      let data = try await ReadMotion.run(id, by: tell.lead.actor(), in: tell.environment)
      #expect(data.status.state == .reported && data.status.number == 1)
      #expect(data.status.signers == tell.deputies.prefix(10).map(\.person))
      #expect(data.noteWords[1]?.text == "进度正常。")
      // The history alone gives the same status.
      guard case .drafted(let drafted) = data.history.first?.event else {
        Issue.record("no draft")
        return
      }
      var replayed = MotionStatus(drafted, on: tell.today)
      for item in data.history { replayed.apply(item.event, on: item.at.date) }
      #expect(replayed == data.status)
    }
  }

  @Test("验证把议案的历史重放一遍：没有动过的没有发现，改了哪一处说哪一处", arguments: DatabaseEngine.allCases)
  func verified(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      func findings() async throws -> [String] {
        try await Verify.run(in: town.environment, progress: { _ in }).findings.map(\.what)
      }
      let id = try await TestMotions.published(in: town)
      #expect(try await findings() == [])
      let changes: [(SQL, String)] = [
        ("UPDATE motions SET number = 7", "列表所用的各栏与历史不一致"),
        ("UPDATE motions SET plan = '改过的方案'", "案由、案据或者方案与历史不一致"),
        ("UPDATE motions SET public_text = '改过的文字'", "公开的文字与历史不一致"),
        ("DELETE FROM motion_people WHERE role = 'signed' AND position = 1", "列表所用的各栏与历史不一致"),
      ]
      var expected: Set<String> = []
      for (change, words) in changes {
        try await town.database.write { tx in _ = try tx.execute(change) }
        expected.insert("议案 \(id)：\(words)")
        let found = Set(try await findings())
        #expect(found == expected, "\(words)")
      }
    }
  }

  @Test("主席团决定转为代表建议：两边互相连着，联名的人和顺序不变", arguments: DatabaseEngine.allCases)
  func becomesSuggestion(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.numbered()
      _ = try await TurnMotionIntoSuggestion.run(
        on: tell.today, words: "主席团第二次会议决定。", on: id, tell.request(tell.secretary.actor), in: tell.environment)
      let motion = try await ReadMotion.run(id, by: tell.clerk.actor, in: tell.environment)
      let link = try #require(motion.status.suggestion)
      let made = try await ReadSuggestion.run(link, by: tell.secretary.actor, in: tell.environment)
      #expect(motion.status.state == .becameSuggestion && motion.names.suggestion?.id == link)
      #expect(made.suggestion.title == "关于加快县城河道治理和小游园建设的建议")
      #expect(made.suggestion.text.contains(TestMotions.text.grounds) && made.suggestion.text.contains("方案："))
      #expect(made.status.motion == id && made.status.state == .submitted && made.status.period == .inSession)
      #expect(made.status.receiver == .secretariat && made.status.session == tell.session.id)
      #expect(made.status.people(leadsOnly: false) == motion.status.signers)
      #expect(made.acts.contains(.register))
      #expect(motion.history.count == 14)
      // It stays a motion that became a suggestion: nothing else can be done to it.
      #expect(motion.acts.isEmpty)
    }
  }

  @Test("闭会以后转为建议的，由代表工作机构接，交办期限开始算")
  func becomesSuggestionLater() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.numbered()
      try await tell.act(.referAfterSession(committee: "城建环资委", on: tell.today), on: id)
      town.clock.move(to: town.now.adding(days: 30))
      _ = try await TurnMotionIntoSuggestion.run(
        on: tell.today, words: "常委会决定。", on: id, tell.request(tell.clerk.actor), in: tell.environment)
      let link = try #require(try await tell.status(id).suggestion)
      let made = try await ReadSuggestion.run(link, by: tell.clerk.actor, in: tell.environment)
      #expect(made.status.period == .outOfSession && made.status.receiver == .workBody)
    }
  }

  @Test("截止时间过了不收，联名不够不收，改了内容要重新联名；同一张表单交两次只算一次", arguments: DatabaseEngine.allCases)
  func refusals(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let until = town.now.adding(hours: 2)
      let tell = try await TestMotions.build(in: town, motionsUntil: until)
      let id = try await tell.draft()
      try await tell.invite(id, 9)
      try await tell.sign(id, 8)
      await #expect(throws: ActionError.motion(.tooFewSigners(has: 9, needs: 10))) {
        try await SubmitMotion.run(id, tell.request(tell.lead.actor()), in: tell.environment)
      }
      var other = TestMotions.text
      other.plan += "三年内建成。"
      _ = try await ReviseMotion.run(other, on: id, tell.request(tell.lead.actor()), in: tell.environment)
      #expect(try await tell.status(id).signed.isEmpty)
      try await tell.sign(id, 9)
      let late = try await tell.draft()
      try await tell.invite(late, 9)
      try await tell.sign(late, 9)
      // The moment itself is still in time.
      town.clock.move(to: until)
      let key = RequestKey(hash: [UInt8](repeating: 7, count: 32))
      let request = ProposalRequest(actor: tell.lead.actor(), seen: nil, key: key)
      let first = try await SubmitMotion.run(id, request, in: tell.environment)
      #expect(try await SubmitMotion.run(id, request, in: tell.environment) == first)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await RegisterMotion.run(id, tell.request(tell.clerk.actor, seen: 1), in: tell.environment)
      }
      town.clock.move(to: until.adding(seconds: 1))
      await #expect(throws: ActionError.motion(.tooLate(since: until))) {
        try await SubmitMotion.run(late, tell.request(tell.lead.actor()), in: tell.environment)
      }
      // Strangers do not even learn that it is there.
      await #expect(throws: ActionError.notFound) {
        try await ReadMotion.run(id, by: tell.deputies[11].actor(), in: tell.environment)
      }
    }
  }

  @Test("资格终止的联名代表不算数")
  func endedMandate() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.draft()
      try await tell.invite(id, 9)
      try await tell.sign(id, 9)
      let gone = tell.deputies[5].mandate
      try await town.database.write { tx in
        try PersonStore.change(gone, to: .ended, reason: .resigned, on: tell.today, in: tx)
      }
      await #expect(throws: ActionError.motion(.tooFewSigners(has: 9, needs: 10))) {
        try await SubmitMotion.run(id, tell.request(tell.lead.actor()), in: tell.environment)
      }
    }
  }

  @Test("公开的只有公开的：草稿、不公开的记录、没有公开的议案都看不到", arguments: DatabaseEngine.allCases)
  func publicSight(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.adopted()
      await #expect(throws: ActionError.notFound) { try await ReadPublicMotions.one(id, in: tell.environment) }
      try await tell.act(.note(form: .onSite, on: tell.today, isPublic: true), on: id, words: "看了工地。")
      try await tell.act(.note(form: nil, on: tell.today, isPublic: false), on: id, words: "征地有困难。")
      _ = try await PublishMotion.run(
        true, text: "两年内完成。", on: id, tell.request(tell.clerk.actor), in: tell.environment)
      let shown = try await ReadPublicMotions.one(id, in: tell.environment)
      #expect(shown.text == "两年内完成。" && shown.notes.map(\.words.text) == ["看了工地。"])
      #expect(try await ReadPublicMotions.list(before: nil, in: tell.environment).lines.map(\.id) == [id])
      _ = try await PublishMotion.run(
        false, text: "", on: id, tell.request(tell.clerk.actor), in: tell.environment)
      #expect(try await ReadPublicMotions.list(before: nil, in: tell.environment).lines.isEmpty)
    }
  }

  @Test("代表团的议案：设置打开才有，由团长提，全团过半数同意")
  func delegation() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = try await TestMotions.build(in: town)
      let delegation: ID<Delegation> = ID(8001)
      try await town.database.write { tx in
        try tx.execute(
          "INSERT INTO delegations (id, congress_id, name) VALUES (\(bind: delegation), \(bind: tell.congress), '东乡团')")
        for (index, deputy) in tell.deputies.prefix(4).enumerated() {
          try tx.execute(
            """
            INSERT INTO delegation_members (delegation_id, mandate_id, is_head, from_on)
            VALUES (\(bind: delegation), \(bind: deputy.mandate), \(bind: index == 0), \(bind: tell.today))
            """)
        }
      }
      await #expect(throws: ActionError.motion(.delegationsDoNotPropose)) {
        try await DraftMotion.run(
          TestMotions.text, for: tell.lead.person, of: tell.congress, delegation: delegation,
          tell.request(tell.lead.actor()), in: tell.environment)
      }
    }
  }
}

/// Where people meet on motions, two try at the same moment, through two servers on one database.
@Suite struct MotionsAtOnceTests {
  private typealias Act = @Sendable () async throws -> ProposalChanged<Motion>

  private func outcomes(_ acts: [Act]) async -> [ActionError?] {
    await withTaskGroup(of: ActionError?.self) { group in
      for act in acts {
        group.addTask {
          do {
            _ = try await act()
            return nil
          } catch { return error as? ActionError ?? .busy }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  @Test("两位经办人同时编号：不跳号、不重号", arguments: DatabaseEngine.allCases)
  func numbering(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = try await TestMotions.build(in: town)
      let (here, there) = (town.environment, town.secondServer())
      var ids: [ID<Motion>] = []
      for _ in 0..<6 { ids.append(try await tell.submitted()) }
      // Each is numbered by both at once, and all at the same time.
      let results = await outcomes(
        ids.flatMap { id -> [Act] in
          [here, there].map { environment in
            { try await RegisterMotion.run(id, tell.request(tell.clerk.actor), in: environment) }
          }
        })
      #expect(results.filter { $0 == nil }.count == 6, "\(results)")
      #expect(results.compactMap { $0 }.allSatisfy { $0 == .motion(.alreadyNumbered) }, "\(results)")
      var numbers: [Int?] = []
      for id in ids { numbers.append(try await tell.status(id).number) }
      #expect(numbers.compactMap { $0 }.sorted() == Array(1...6))
    }
  }

  @Test("最后一位联名的同时提交：要么够了提交成，要么还差一位", arguments: DatabaseEngine.allCases)
  func lastSignerAndSubmit(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = try await TestMotions.build(in: town)
      let (here, there) = (town.environment, town.secondServer())
      for _ in 0..<4 {
        let id = try await tell.draft()
        try await tell.invite(id, 9)
        try await tell.sign(id, 8)
        let last = tell.deputies[9]
        let results = await outcomes([
          { try await ActOnMotion.run(.sign(last.person), on: id, tell.request(last.actor()), in: here) },
          { try await SubmitMotion.run(id, tell.request(tell.lead.actor()), in: there) },
        ])
        let status = try await tell.status(id)
        let refused = results.compactMap { $0 }
        // The signature always counts: without it there would not have been enough.
        #expect(status.signed.map(\.person).contains(last.person))
        if status.state == .submitted {
          #expect(refused.isEmpty)
        } else {
          #expect(refused == [.motion(.tooFewSigners(has: 9, needs: 10))], "\(refused)")
        }
      }
    }
  }

  @Test("表决登记错了：两位经办人同时更正只成一个，原来的数留在经过里；组织实施以后不能再更正", arguments: DatabaseEngine.allCases)
  func voteIsCorrectedOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let tell = try await TestMotions.build(in: town)
      let id = try await tell.adopted()
      let seen = try await ReadMotion.run(id, by: .system, in: town.environment).motion.revision
      func correct(_ votesFor: Int) async -> Bool {
        let vote = MotionVote(votesFor: votesFor, against: 6, abstained: 0, all: 12, on: tell.today)
        let request = ProposalRequest(actor: tell.clerk.actor, seen: seen, key: nil)
        do {
          _ = try await ActOnMotion.run(.correctVote(vote), on: id, words: "录错了。", request, in: town.environment)
          return true
        } catch {
          return false
        }
      }
      async let one = correct(5)
      async let other = correct(6)
      let done = await [one, other]
      #expect(done.filter { $0 }.count == 1)
      let data = try await ReadMotion.run(id, by: tell.clerk.actor, in: town.environment)
      #expect(data.status.state == .notAdopted && data.status.vote?.against == 6)
      let votes = data.history.compactMap { item -> Int? in
        switch item.event {
        case .voted(let vote, _), .voteCorrected(let vote, _): vote.votesFor
        default: nil
        }
      }
      #expect(votes == [10, done[0] ? 5 : 6])
      let back = MotionVote(votesFor: 10, against: 1, abstained: 0, all: 12, on: tell.today)
      for stranger in [tell.deputies[0].actor(), town.places.clerk.actor] {
        await #expect(throws: ActionError.self) { try await tell.act(.correctVote(back), on: id, by: stranger) }
      }
      try await tell.act(.correctVote(back), on: id, words: "以会议记录为准。")
      try await tell.act(.nameLeader(name: "王镇长", office: "镇长"), on: id)
      let late = MotionVote(votesFor: 9, against: 1, abstained: 0, all: 12, on: tell.today)
      await #expect(throws: ActionError.motion(.voteCarriedOn)) {
        try await tell.act(.correctVote(late), on: id, words: "录错了。")
      }
      #expect(try await Verify.run(in: town.environment, progress: { _ in }).findings.map(\.what) == [])
    }
  }

  @Test("两人同时决定：一个列入议程，一个转为建议，只成一个", arguments: DatabaseEngine.allCases)
  func twoDecide(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = try await TestMotions.build(in: town)
      let (here, there) = (town.environment, town.secondServer())
      for _ in 0..<4 {
        let id = try await tell.numbered()
        let seen = try await ReadMotion.run(id, by: tell.clerk.actor, in: here).motion.revision
        let today = tell.today
        let results = await outcomes([
          {
            try await ActOnMotion.run(
              .putOnAgenda(on: today), on: id, words: "列入。", tell.request(tell.clerk.actor, seen: seen), in: here)
          },
          {
            try await TurnMotionIntoSuggestion.run(
              on: today, words: "转办。", on: id, tell.request(tell.secretary.actor, seen: seen), in: there)
          },
        ])
        #expect(results.filter { $0 == nil }.count == 1, "\(results)")
        #expect(results.compactMap { $0 } == [.changedMeanwhile], "\(results)")
        let status = try await tell.status(id)
        #expect((status.state == .becameSuggestion) == (status.suggestion != nil))
        let made = try await town.database.read { tx in try SuggestionStore.count(in: tx) }
        let linked = try await town.database.read { tx in
          try tx.row("SELECT COUNT(*) AS n FROM motions WHERE suggestion_id IS NOT NULL")?("n") ?? 0
        }
        #expect(made == linked)
      }
    }
  }
}
