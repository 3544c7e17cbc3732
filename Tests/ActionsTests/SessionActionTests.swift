import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Sessions by the actions, on both engines, and two people at once.
@Suite struct SessionActionTests {
  struct Teller {
    let town: TestTown
    var places: TestPlaces { town.places }
    var today: CivilDate { town.now.date }
    var clerk: Actor { places.clerk.actor }
    var secretary: Actor { places.secretary.actor }

    func input(_ days: Int, length: Int = 2, term: Bool = false) -> PlanSession.Input {
      PlanSession.Input(
        beginsOn: today.adding(days: days), endsOn: today.adding(days: days + length - 1), place: "镇政府礼堂",
        beginsTerm: term)
    }

    func plan(_ days: Int = 0, term: Bool = false, in environment: AppEnvironment? = nil) async throws
      -> ID<CongressSession>
    {
      try await PlanSession.add(
        input(days, term: term), of: places.congress, by: clerk, in: environment ?? town.environment)
    }

    /// A session that sits from today on, with one meeting this morning.
    func opened() async throws -> (session: ID<CongressSession>, meeting: ID<SessionMeeting>) {
      let id = try await plan()
      let meeting = try await SaveMeeting.run(
        SaveMeeting.Input(heldOn: today, starts: 540, title: "第一次全体会议"), in: id, by: secretary,
        in: town.environment)
      try await open(id)
      return (id, meeting)
    }

    func open(_ id: ID<CongressSession>) async throws {
      try await OpenSession.run(id, seen: session(id).revision, by: clerk, in: town.environment)
    }

    func close(_ id: ID<CongressSession>) async throws {
      try await OpenSession.close(id, seen: session(id).revision, by: clerk, in: town.environment)
    }

    func session(_ id: ID<CongressSession>) async throws -> CongressSession {
      try await work(id).session
    }

    func work(_ id: ID<CongressSession>, by actor: Actor? = nil) async throws -> SessionWork {
      try await ReadSessionWork.one(id, by: actor ?? clerk, in: town.environment)
    }

    func numbers() async throws -> [Int] {
      try await ReadSessions.list(in: town.environment).map(\.session.number).sorted()
    }

    func ask(
      _ session: ID<CongressSession>, _ deputy: TestDeputy, _ scope: SessionLeave.Scope = .whole
    ) async throws -> ID<SessionLeave> {
      try await AskLeave.run(
        AskLeave.Input(scope: scope, reason: "住院治疗"), from: session, by: deputy.actor(), in: town.environment)
    }

    func decide(_ leave: ID<SessionLeave>, approves: Bool = true, by actor: Actor? = nil) async throws {
      try await DecideLeave.run(
        leave, approves: approves, words: approves ? "" : "请到会", seen: 1, by: actor ?? secretary, in: town.environment)
    }

    func tick(
      _ deputies: [TestDeputy], _ at: (session: ID<CongressSession>, meeting: ID<SessionMeeting>),
      seen: TickAttendance.Seen = .nothing, to: TickAttendance.Seen = .present, by actor: Actor? = nil,
      in environment: AppEnvironment? = nil
    ) async throws -> TickAttendance.Outcome {
      try await TickAttendance.run(
        deputies.map { .init($0.mandate, seen: seen) }, at: at.meeting, of: at.session, to: to,
        by: actor ?? secretary, in: environment ?? town.environment)
    }

    func notices(_ staff: TestStaff) async throws -> [NoticeKind] {
      try await ReadNotices.list(of: staff.actor, before: nil, in: town.environment).notices.map(\.kind)
    }
  }

  private func refused(_ refusal: SessionRefusal, _ field: String = "session") -> ActionError {
    .invalid([FieldProblem(field, .session(refusal))])
  }

  @Test("两人同时安排，次数不重不断", arguments: DatabaseEngine.allCases)
  func numberedAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let other = town.secondServer()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<6 {
          group.addTask {
            _ = try await tell.plan(10 + index * 10, in: index % 2 == 0 ? town.environment : other)
          }
        }
        try await group.waitForAll()
      }
      #expect(try await tell.numbers() == [1, 2, 3, 4, 5, 6])
      // The same days are taken.
      await #expect(throws: refused(.overlaps, "begins")) { try await tell.plan(20) }
    }
  }

  @Test("插一次、挪一次、取消一次，次数都跟着日期走", arguments: DatabaseEngine.allCases)
  func numbersMove(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let (late, early) = (try await tell.plan(60), try await tell.plan(30))
      #expect(try await [tell.session(early).number, tell.session(late).number] == [1, 2])
      try await PlanSession.change(early, tell.input(90), seen: 1, by: tell.clerk, in: town.environment)
      #expect(try await [tell.session(late).number, tell.session(early).number] == [1, 2])
      await #expect(throws: ActionError.changedMeanwhile) {
        try await PlanSession.change(early, tell.input(95), seen: 1, by: tell.clerk, in: town.environment)
      }
      try await PlanSession.cancel(late, reason: "改期", seen: 1, by: tell.clerk, in: town.environment)
      #expect(try await tell.session(early).number == 1)
      await #expect(throws: refused(.cancelled)) {
        try await PlanSession.change(late, tell.input(40), seen: 2, by: tell.clerk, in: town.environment)
      }
      await #expect(throws: refused(.notYet)) { try await tell.open(early) }
      await #expect(throws: ActionError.refused(.notYours)) {
        _ = try await PlanSession.add(
          tell.input(200), of: town.places.congress, by: tell.secretary, in: town.environment)
      }
    }
  }

  @Test("新一届第一次会议开幕：新一届开始，上一届结束，代表和没办完的都还在", arguments: DatabaseEngine.allCases)
  func newTerm(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let id = try await tell.plan(term: true)
      func terms() async throws -> [CongressTerm] {
        try await ReadDirectory.congress(town.places.congress, in: town.environment)?.terms ?? []
      }
      #expect(try await terms().map(\.number) == [21, 20])
      #expect(try await terms().last?.endedOn == nil)
      try await tell.open(id)
      let after = try await terms()
      #expect(after.map(\.beganOn).first == tell.today && after.last?.endedOn == tell.today)
      let next = try await tell.plan(200)
      let line = try await tell.work(next).line
      #expect(line.session.number == 2 && line.term == 21)
      #expect(try await tell.session(id).state == .open)
    }
  }

  @Test("请假只由人决定：会前经办人，会上秘书处，本人不行；两人同时决定只有一个算", arguments: DatabaseEngine.allCases)
  func leaveIsDecidedOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let places = town.places
      let (id, meeting) = try await tell.opened()
      let leave = try await tell.ask(id, places.deputy)
      #expect(try await tell.notices(places.secretary) == [.leaveAsked])
      #expect(try await tell.notices(places.clerk).isEmpty)
      await #expect(throws: refused(.leaveWaits, "scope")) { _ = try await tell.ask(id, places.deputy) }
      for actor in [places.clerk.actor, places.chair.actor, places.deputy.actor(), places.liaison.actor] {
        await #expect(throws: ActionError.refused(.notYours)) { try await tell.decide(leave, by: actor) }
      }
      let other = town.secondServer()
      async let one = Result.of {
        try await DecideLeave.run(
          leave, approves: true, words: "", seen: 1, by: tell.secretary, in: town.environment)
      }
      async let two = Result.of {
        try await DecideLeave.run(leave, approves: false, words: "请到会", seen: 1, by: tell.secretary, in: other)
      }
      let results = await [one, two]
      #expect(results.count { $0 == nil } == 1 && results.contains(.changedMeanwhile))
      let line = try #require(try await tell.work(id).leaves.first)
      #expect(line.leave.state != .requested && line.decider == places.secretary.name && line.leave.isLate)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await AskLeave.withdraw(leave, seen: 2, by: places.deputy.actor(), in: town.environment)
      }
      // One meeting only, taken back in time.
      let second = try await tell.ask(id, places.secondDeputy, .meetings([meeting]))
      await #expect(throws: ActionError.notFound) {
        try await AskLeave.withdraw(second, seen: 1, by: places.deputy.actor(), in: town.environment)
      }
      try await AskLeave.withdraw(second, seen: 1, by: places.secondDeputy.actor(), in: town.environment)
      await #expect(throws: ActionError.changedMeanwhile) { try await tell.decide(second) }
      await #expect(throws: ActionError.invalid([FieldProblem("words", .missing)])) {
        try await DecideLeave.run(second, approves: false, words: "", seen: 2, by: tell.secretary, in: town.environment)
      }
      #expect(try await Verify.run(in: town.environment, progress: { _ in }).findings.map(\.what) == [])
    }
  }

  @Test("两人同时在一张名单上勾，谁的都不丢；勾得不一样的，先勾的算，后勾的看得到", arguments: DatabaseEngine.allCases)
  func ticksAtOnce(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let places = town.places
      let at = try await tell.opened()
      let other = town.secondServer()
      async let one = tell.tick([places.deputy], at)
      async let two = tell.tick([places.secondDeputy, places.otherDeputy], at, by: tell.clerk, in: other)
      #expect(try await [one.changed, two.changed] == [1, 2])
      let count = try #require(try await tell.work(at.session).counts[at.meeting])
      #expect(count.present == 3 && count.quorum == Quorum(all: 3, present: 3) && count.quorum.isReached)
      // Somebody whose page still shows nothing marks them absent.
      let late = try await tell.tick([places.deputy], at, to: .absent, by: tell.clerk)
      #expect(late.changed == 0 && late.kept == [places.deputy.name])
      let again = try await tell.tick([places.deputy], at)
      #expect(again.changed == 0 && again.kept.isEmpty)
      #expect(try await tell.tick([places.deputy], at, seen: .present, to: .nothing).changed == 1)
      await #expect(throws: ActionError.refused(.notYours)) {
        _ = try await tell.tick([places.deputy], at, by: places.liaison.actor)
      }
      await #expect(throws: ActionError.invalid([FieldProblem("ticks", .missing)])) {
        _ = try await tell.tick([], at)
      }
    }
  }

  @Test("代表凭会场的签到码签到：码对、当天、本人在名单上；试错有限", arguments: DatabaseEngine.allCases)
  func checkIn(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let at = try await tell.opened()
      let deputy = try #require(town.places.deputy.actor(isDevice: true).signedIn)
      func checkIn(_ word: String, _ person: Actor.SignedIn? = nil) async throws -> CheckIn.Outcome {
        try await CheckIn.run(word, by: person ?? deputy, in: town.environment)
      }
      let wrong = ActionError.invalid([FieldProblem("word", .wrong)])
      await #expect(throws: wrong) { _ = try await checkIn("123456") }
      try await SaveMeeting.setWord(true, at: at.meeting, of: at.session, by: tell.secretary, in: town.environment)
      let word = try #require(try await tell.work(at.session).meetings.first?.word)
      #expect(word.count == 6 && Int(word) != nil)
      #expect(try await checkIn(word).wasPresent == false)
      #expect(try await checkIn(word).wasPresent)
      // What staff wrote down stands.
      let second = try #require(town.places.secondDeputy.actor().signedIn)
      _ = try await tell.tick([town.places.secondDeputy], at, to: .absent)
      await #expect(throws: refused(.markedAbsent, "word")) { _ = try await checkIn(word, second) }
      for _ in 0..<(CheckIn.tries - 1) { await #expect(throws: wrong) { _ = try await checkIn("000000") } }
      await #expect(throws: ActionError.locked) { _ = try await checkIn(word) }
      let staff = try #require(town.places.liaison.actor.signedIn)
      await #expect(throws: wrong) { _ = try await checkIn(word, staff) }
      try await SaveMeeting.setWord(false, at: at.meeting, of: at.session, by: tell.secretary, in: town.environment)
      await #expect(throws: wrong) { _ = try await checkIn(word, second) }
    }
  }

  @Test("闭幕固定名单；两次未经批准不出席，经办人和主席收到提醒，资格还是由人终止", arguments: DatabaseEngine.allCases)
  func absentTwice(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let places = town.places
      for round in 1...2 {
        let at = try await tell.opened()
        // One comes, one has leave, one does neither.
        _ = try await tell.tick([places.deputy], at)
        try await tell.decide(try await tell.ask(at.session, places.secondDeputy))
        try await tell.close(at.session)
        let count = try #require(try await tell.work(at.session).counts[at.meeting])
        #expect([count.present, count.leave, count.absent, count.open] == [1, 1, 1, 0])
        let lines = try await tell.work(at.session).absences
        #expect(lines.map(\.deputy.id) == [places.otherDeputy.person])
        #expect(lines.map(\.standing.count) == [round])
        #expect(try await tell.notices(places.chair) == (round == 2 ? [.absentTwice] : []))
        await #expect(throws: refused(.notOpen, "ticks")) {
          _ = try await tell.tick([places.deputy], at, seen: .present, to: .nothing, by: tell.clerk)
        }
        town.clock.move(to: town.now.adding(days: 40))
      }
      let own = try await ReadAbsences.run(places.otherDeputy.person, by: tell.clerk, in: town.environment)
      #expect(own.map(\.standing.count) == [2])
      #expect(
        try await ReadAbsences.run(places.otherDeputy.person, by: places.liaison.actor, in: town.environment).isEmpty)
      let mandate = try await town.database.read { tx in try PersonStore.mandate(places.otherDeputy.mandate, in: tx) }
      #expect(mandate?.state == .active)
      // A slip of the pen is put right by the clerk alone.
      let last = try #require(try await ReadSessions.list(in: town.environment).first?.session.id)
      let meeting = try #require(try await tell.work(last).meetings.first?.id)
      #expect(try await tell.tick([places.otherDeputy], (last, meeting), seen: .absent, by: tell.clerk).changed == 1)
      #expect(try await tell.work(last).absences.map(\.standing.count) == [1])
      #expect(try await Verify.run(in: town.environment, progress: { _ in }).findings.map(\.what) == [])
    }
  }

  @Test("会后三十天内可以补假，批准以后不再算；没批准的才提醒", arguments: DatabaseEngine.allCases)
  func lateLeave(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = Teller(town: town)
      let places = town.places
      let at = try await tell.opened()
      _ = try await tell.tick([places.deputy, places.secondDeputy], at)
      try await tell.close(at.session)
      #expect(try await tell.work(at.session).absences.count == 1)
      let leave = try await tell.ask(at.session, places.otherDeputy)
      #expect(try await tell.work(at.session).absences.isEmpty)
      try await tell.decide(leave, by: tell.clerk)
      #expect(try await tell.work(at.session).absences.isEmpty)
      town.clock.move(to: town.now.adding(days: 32))
      await #expect(throws: refused(.tooLate)) { _ = try await tell.ask(at.session, places.deputy) }
    }
  }
}

extension Result where Success == Void, Failure == any Error {
  /// The error of an act; nil when it was carried out.
  fileprivate static func of(_ body: @Sendable () async throws -> Void) async -> ActionError? {
    do {
      try await body()
      return nil
    } catch { return error as? ActionError }
  }
}
