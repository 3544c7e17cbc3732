import Testing

@testable import Domain

/// Sessions of a congress: numbers, quorum, leave, absences, how often it meets.
@Suite struct SessionTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text: text)! }

  static func session(
    _ id: Int64, _ number: Int, _ begins: String, _ ends: String? = nil, _ state: CongressSession.State = .planned,
    kind: CongressSession.Kind = .regular, term: Int64 = 1
  ) -> CongressSession {
    CongressSession(
      id: ID(id), congress: ID(1), term: ID(term), number: number, kind: kind, beginsOn: day(begins),
      endsOn: day(ends ?? begins), place: "", secretariat: "大会秘书处", state: state)
  }

  // MARK: Quorum

  @Test(
    "法定人数是全体代表的三分之二",
    arguments: [
      (0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (44, 30), (45, 30), (46, 31), (47, 32), (48, 32), (160, 107), (324, 216),
      (329, 220), (330, 220), (331, 221), (450, 300),
    ])
  func quorum(all: Int, needed: Int) {
    #expect(Quorum.needed(of: all) == needed)
    #expect(Quorum(all: all, present: needed).isReached == (all > 0))
    #expect(!Quorum(all: all, present: needed - 1).isReached)
    #expect(Quorum(all: all, present: 0).missing == needed)
  }

  @Test("决定要全体代表的过半数，不是到会的", arguments: [(45, 23), (46, 24), (48, 25), (329, 165)])
  func majority(all: Int, needed: Int) { #expect(Quorum.majority(of: all) == needed) }

  // MARK: Numbers

  @Test("次数按日期连着排，临时会议插进来的往后挪，取消的让出来")
  func numbersFollowTheDays() {
    let held = Self.session(1, 1, "2026-01-13", nil, .closed)
    let winter = Self.session(2, 2, "2027-01-12")
    let called = Self.session(3, 0, "2026-10-10", nil, .planned, kind: .extraordinary)
    #expect(SessionPlan.numbers(of: [held, winter]) == [ID(2): 2])
    #expect(SessionPlan.numbers(of: [held, winter, called]) == [ID(3): 2, ID(2): 3])
    let cancelled = Self.session(4, 2, "2026-09-01", nil, .cancelled)
    #expect(SessionPlan.numbers(of: [held, winter, called, cancelled]) == [ID(3): 2, ID(2): 3])
    // A place that begins in the middle of a term goes on counting.
    #expect(SessionPlan.numbers(of: [winter, called], from: 5) == [ID(3): 5, ID(2): 6])
    #expect(SessionPlan.numbers(of: [held, winter], from: 5) == [ID(2): 2])
    #expect(SessionPlan.numbers(of: [Self.session(1, 4, "2026-01-13", nil, .open), winter]) == [ID(2): 5])
  }

  struct Plan: Sendable {
    let begins: String
    let ends: String
    var term: Int64 = 1
    let refusal: SessionRefusal?
  }

  @Test(
    "会期不能重叠、不能在已开过的会之前、不能超过一个月、不能在任期之外",
    arguments: [
      Plan(begins: "2026-07-14", ends: "2026-07-14", refusal: nil),
      Plan(begins: "2026-07-14", ends: "2026-08-12", refusal: nil),
      Plan(begins: "2026-07-14", ends: "2026-08-13", refusal: .tooLong),
      Plan(begins: "2027-01-14", ends: "2027-01-15", refusal: .overlaps),
      Plan(begins: "2027-01-10", ends: "2027-01-12", refusal: .overlaps),
      Plan(begins: "2027-01-15", ends: "2027-01-16", refusal: nil),
      Plan(begins: "2025-12-20", ends: "2025-12-20", refusal: .behindHeld),
      Plan(begins: "2027-06-01", ends: "2027-06-01", term: 2, refusal: nil),
    ])
  func plans(_ plan: Plan) {
    let others = [
      Self.session(1, 1, "2026-01-13", "2026-01-14", .closed), Self.session(2, 2, "2027-01-12", "2027-01-14"),
      Self.session(3, 3, "2026-07-01", "2026-07-20", .cancelled),
    ]
    let term = CongressTerm(id: ID(plan.term), congress: ID(1), number: 20, beganOn: Self.day("2026-01-13"))
    let session = Self.session(9, 0, plan.begins, plan.ends, term: plan.term)
    #expect(SessionPlan.problem(session, among: others, term: term) == plan.refusal)
  }

  @Test("届满以后的日子不属于那一届")
  func behindTheTerm() {
    let term = CongressTerm(
      id: ID(1), congress: ID(1), number: 20, beganOn: Self.day("2021-01-13"), endedOn: Self.day("2026-01-13"))
    #expect(SessionPlan.problem(Self.session(1, 0, "2026-01-13"), among: [], term: term) == .outsideTerm)
    #expect(SessionPlan.problem(Self.session(1, 0, "2026-01-12"), among: [], term: term) == nil)
  }

  @Test("开幕：到了日子、没有别的会在开、前一次办过了")
  func opening() {
    let session = Self.session(2, 2, "2026-07-14", "2026-07-15")
    let today = Self.day("2026-07-14")
    #expect(SessionPlan.problem(opening: session, among: [session], on: today) == nil)
    #expect(SessionPlan.problem(opening: session, among: [session], on: today.adding(days: -1)) == .notYet)
    #expect(SessionPlan.problem(opening: session, among: [session], on: today.adding(days: 9)) == nil)
    let open = Self.session(1, 1, "2026-01-13", nil, .open)
    #expect(SessionPlan.problem(opening: session, among: [open, session], on: today) == .otherOpen)
    let earlier = Self.session(1, 1, "2026-01-13")
    #expect(SessionPlan.problem(opening: session, among: [earlier, session], on: today) == .earlierFirst)
    for state in [CongressSession.State.open, .closed, .cancelled] {
      let other = Self.session(2, 2, "2026-07-14", nil, state)
      #expect(SessionPlan.problem(opening: other, among: [other], on: today) == .notPlanned)
    }
  }

  @Test("开着、又在会期里，才算大会期间")
  func sitting() {
    let session = Self.session(1, 1, "2026-01-13", "2026-01-15", .open)
    #expect(session.sits(on: Self.day("2026-01-13")) && session.sits(on: Self.day("2026-01-15")))
    #expect(!session.sits(on: Self.day("2026-01-12")) && !session.sits(on: Self.day("2026-01-16")))
    for state in [CongressSession.State.planned, .closed, .cancelled] {
      #expect(!Self.session(1, 1, "2026-01-13", nil, state).sits(on: Self.day("2026-01-13")))
    }
  }

  // MARK: How often

  @Test("县每年一次、乡镇一般两次：只提醒，今年的从十月起才说")
  func cadence() {
    func found(_ sessions: [CongressSession], _ level: CongressLevel, _ on: String, since: String = "2024-01-01")
      -> [SessionCadence.Shortfall]
    {
      SessionCadence.shortfalls(sessions, at: level, since: Self.day(since), on: Self.day(on))
    }
    let two = [
      Self.session(1, 1, "2025-01-14", nil, .closed), Self.session(2, 2, "2025-07-15", nil, .closed),
    ]
    #expect(found(two, .township, "2026-09-30") == [])
    #expect(found([two[0]], .county, "2026-09-30") == [])
    #expect(
      found([two[0]], .township, "2026-09-30") == [.init(year: 2025, held: 1, usual: 2, isRunning: false)])
    #expect(found([], .county, "2026-09-30") == [.init(year: 2025, held: 0, usual: 1, isRunning: false)])
    #expect(found(two, .township, "2026-10-01") == [.init(year: 2026, held: 0, usual: 2, isRunning: true)])
    let planned = [Self.session(3, 3, "2026-11-10"), Self.session(4, 4, "2026-12-10")]
    #expect(found(two + planned, .township, "2026-10-01") == [])
    // One that was called in between is none of the usual ones; one that was called off none at all.
    let others = [
      Self.session(5, 3, "2026-03-01", nil, .closed, kind: .extraordinary),
      Self.session(6, 4, "2026-04-01", nil, .cancelled),
    ]
    #expect(found(two + others, .county, "2026-12-31").map(\.held) == [0])
    // The year in which it begins is not judged.
    #expect(found([], .county, "2026-12-31", since: "2026-03-01") == [])
    #expect(found([], .county, "2026-12-31", since: "2025-03-01").map(\.year) == [2026])
  }

  // MARK: Leave

  @Test("请假的每种状态、每个动作：决定了就不再变", arguments: SessionLeave.State.allCases)
  func leaveTable(_ state: SessionLeave.State) {
    let expected: [SessionLeave.Act: SessionLeave.State] =
      state == .requested ? [.approve: .approved, .refuse: .refused, .withdraw: .withdrawn] : [:]
    for act in SessionLeave.Act.allCases { #expect(SessionLeave.next(state, act) == expected[act]) }
  }

  @Test("会议开始以后才提出的是补假")
  func lateLeave() {
    let session = Self.session(1, 1, "2026-01-13", "2026-01-14")
    let meetings = [(1, "2026-01-13", 540), (2, "2026-01-14", 900)].map {
      SessionMeeting(
        id: ID($0.0), session: session.id, heldOn: Self.day($0.1), starts: $0.2, title: "会议", isPlenary: true)
    }
    let first = Self.day("2026-01-13").start.adding(hours: 9)
    func late(_ scope: SessionLeave.Scope, _ at: Instant, _ all: [SessionMeeting]? = nil) -> Bool {
      SessionLeave.isLate(scope, asked: at, session, all ?? meetings)
    }
    #expect(!late(.whole, first.adding(seconds: -1)) && late(.whole, first))
    #expect(!late(.meetings([ID(2)]), first))
    #expect(late(.meetings([ID(2)]), Self.day("2026-01-14").start.adding(hours: 15)))
    #expect(!late(.whole, session.beginsOn.start.adding(seconds: -1), []) && late(.whole, session.beginsOn.start, []))
  }

  @Test("来了就是到会；没来，有假的是请假，没假的要有人登记才是缺席")
  func attendance() {
    func mark(_ isPresent: Bool) -> AttendanceMark {
      AttendanceMark(
        meeting: ID(1), mandate: ID(1), isPresent: isPresent, source: .staff, by: nil, at: Instant(milliseconds: 0))
    }
    #expect(AttendanceMark.attendance(mark(true), hasLeave: false) == .present)
    #expect(AttendanceMark.attendance(mark(true), hasLeave: true) == .present)
    #expect(AttendanceMark.attendance(mark(false), hasLeave: true) == .leave)
    #expect(AttendanceMark.attendance(mark(false), hasLeave: false) == .absent)
    #expect(AttendanceMark.attendance(nil, hasLeave: true) == .leave)
    #expect(AttendanceMark.attendance(nil, hasLeave: false) == nil)
  }

  // MARK: Absences

  @Test(
    "一次会议：一场也没到、又有一场没批准的，才算未经批准不出席",
    arguments: [
      ([SessionRecord.Meeting.absent, .absent], true), ([.absent, .excused], true), ([.absent], true),
      ([.present, .absent], false), ([.excused, .excused], false), ([.absent, .pending], false), ([], false),
      ([.present], false), ([.pending], false),
    ])
  func absenceOfOneSession(meetings: [SessionRecord.Meeting], counts: Bool) {
    func record(_ state: CongressSession.State) -> SessionRecord {
      SessionRecord(session: Self.session(1, 1, "2026-01-13", nil, state), meetings: meetings)
    }
    #expect(record(.closed).isUnapprovedAbsence == counts)
    for state in [CongressSession.State.planned, .open, .cancelled] { #expect(!record(state).isUnapprovedAbsence) }
  }

  @Test("代表法六十二条：一次记下，两次提醒，说出是哪两次")
  func standing() {
    let sessions = (1...3).map { Self.session(Int64($0), $0, "202\($0 + 2)-01-10", nil, .closed) }
    func standing(_ meetings: [SessionRecord.Meeting]...) -> SessionAbsences.Standing {
      SessionAbsences.standing(zip(sessions, meetings).map { SessionRecord(session: $0, meetings: $1) }.reversed())
    }
    #expect(standing([.present], [.excused]) == .none)
    #expect(standing([.absent], [.excused]) == .noted(sessions[0]))
    #expect(standing([.absent], [.excused], [.absent]) == .reached([sessions[0], sessions[2]]))
    #expect(standing([.absent], [.absent], [.absent]) == .reached(sessions))
  }
}
