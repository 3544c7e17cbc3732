import DatabaseKit
import Store
import TestSupport
import Testing

@testable import Domain

/// Sessions, rolls and leave as rows, on both engines.
@Suite struct SessionStoreTests {
  private static let first = CivilDate(daysSinceEpoch: 20_700)

  private static func session(
    _ id: Int64, _ number: Int, _ town: TestTown, _ term: ID<CongressTerm>, from days: Int = 0,
    _ state: CongressSession.State = .planned
  ) -> CongressSession {
    CongressSession(
      id: ID(id), congress: town.places.congress, term: term, number: number, kind: .regular,
      beginsOn: first.adding(days: days), endsOn: first.adding(days: days + 2), place: "礼堂", secretariat: "大会秘书组",
      motionsUntil: first.adding(days: days).start.adding(hours: 36), state: state)
  }

  private static func term(_ town: TestTown) async throws -> ID<CongressTerm> {
    let found = try await town.database.read { [congress = town.places.congress] tx in
      try CongressStore.terms(of: congress, in: tx).first?.id
    }
    return try #require(found)
  }

  private static func meeting(_ id: Int64, _ session: CongressSession, day: Int = 0) -> SessionMeeting {
    SessionMeeting(
      id: ID(id), session: session.id, heldOn: session.beginsOn.adding(days: day), starts: 540, title: "全体会议\(id)",
      isPlenary: true)
  }

  @Test("会议进出库一样；哪次在开、最近是哪次，按日期找得到", arguments: DatabaseEngine.allCases)
  func goesThroughItsRows(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (term, congress, first) = (try await Self.term(town), town.places.congress, Self.first)
      let all = [
        Self.session(1, 1, town, term, .closed), Self.session(2, 2, town, term, from: 100, .open),
        Self.session(3, 3, town, term, from: 200), Self.session(4, 3, town, term, from: 150, .cancelled),
      ]
      try await town.database.write { tx in for session in all { try SessionStore.insert(session, in: tx) } }
      let read = try await town.database.read { tx in
        (
          list: try SessionStore.sessions(of: congress, in: tx), one: try SessionStore.session(ID(2), in: tx),
          none: try SessionStore.session(ID(9), in: tx),
          sitting: try [99, 100, 102, 103].map { day in
            try SessionStore.sitting(of: congress, on: first.adding(days: day), in: tx)?.number
          },
          latest: try [-1, 0, 99, 100, 300].map { day in
            try SessionStore.latest(of: congress, on: first.adding(days: day), in: tx)?.number
          }
        )
      }
      #expect(read.list == [all[2], all[3], all[1], all[0]] && read.one == all[1] && read.none == nil)
      #expect(read.sitting == [nil, 2, 2, nil] && read.latest == [nil, 1, 1, 2, 2])
    }
  }

  @Test("只改看过的那一版；改号不撞；一届里没有两个同号，一个人代会不同时开两次", arguments: DatabaseEngine.allCases)
  func numbersStayApart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let term = try await Self.term(town)
      let (one, two) = (Self.session(1, 1, town, term), Self.session(2, 2, town, term, from: 100))
      try await town.database.write { tx in
        try SessionStore.insert(one, in: tx)
        try SessionStore.insert(two, in: tx)
        try SessionStore.renumber([ID(1): 2, ID(2): 1], in: tx)
      }
      let numbers = try await town.database.read { [congress = town.places.congress] tx in
        try SessionStore.sessions(of: congress, in: tx).map(\.number)
      }
      #expect(numbers == [1, 2])
      var opened = one
      opened.state = .open
      let change = opened
      #expect(try await town.database.write { tx in try SessionStore.update(change, seen: 7, in: tx) } == false)
      #expect(try await town.database.write { tx in try SessionStore.update(change, seen: 1, in: tx) })
      var other = two
      other.state = .open
      let second = other
      await #expect(throws: DatabaseError.self) {
        try await town.database.write { tx in _ = try SessionStore.update(second, seen: 1, in: tx) }
      }
      await #expect(throws: DatabaseError.self) {
        try await town.database.write { tx in
          try SessionStore.insert(Self.session(3, 2, town, term, from: 300), in: tx)
        }
      }
      // The number of one that was called off is free again.
      try await town.database.write { tx in
        try SessionStore.insert(Self.session(4, 2, town, term, from: 300, .cancelled), in: tx)
      }
    }
  }

  @Test("应到的人：当天在任的；暂停的不应到，仍是全体代表；终止前应到，误录的从来不算", arguments: DatabaseEngine.allCases)
  func whoIsExpected(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, today) = (town.places, town.now.date)
      func change(_ deputy: TestDeputy, _ state: MandateState, _ reason: MandateReason?, on date: CivilDate)
        async throws
      {
        try await town.database.write { tx in
          try PersonStore.change(deputy.mandate, to: state, reason: reason, on: date, in: tx)
        }
      }
      func figures(_ days: Int) async throws -> [Int] {
        try await town.database.read { tx in
          let date = today.adding(days: days)
          return [
            try SessionMeetingStore.expected(of: places.congress, on: date, in: tx).count,
            try SessionMeetingStore.deputies(of: places.congress, on: date, in: tx),
          ]
        }
      }
      #expect(try await figures(0) == [3, 3])
      #expect(try await figures(-2000) == [0, 0])
      try await change(places.deputy, .suspended, .detained, on: today)
      #expect(try await figures(-1) == [3, 3])
      #expect(try await figures(0) == [2, 3])
      try await change(places.deputy, .active, nil, on: today.adding(days: 5))
      #expect(try await figures(4) == [2, 3])
      #expect(try await figures(5) == [3, 3])
      try await change(places.secondDeputy, .ended, .resigned, on: today.adding(days: 6))
      #expect(try await figures(5) == [3, 3])
      #expect(try await figures(6) == [2, 2])
      try await change(places.otherDeputy, .ended, .enteredInError, on: today.adding(days: 6))
      #expect(try await figures(5) == [2, 2])
    }
  }

  @Test("签到、闭幕补缺席、请假和两次缺席从库里算得出", arguments: DatabaseEngine.allCases)
  func absencesFromRows(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (term, places, now) = (try await Self.term(town), town.places, town.now)
      let sessions = [
        Self.session(1, 1, town, term, .closed), Self.session(2, 2, town, term, from: 50, .closed),
      ]
      let meetings = sessions.enumerated().flatMap { index, session in
        [Self.meeting(Int64(index * 2 + 1), session), Self.meeting(Int64(index * 2 + 2), session, day: 1)]
      }
      let leave = SessionLeave(
        id: ID(1), session: ID(2), mandate: places.secondDeputy.mandate, scope: .meetings([ID(3), ID(4)]),
        reason: "住院", askedAt: now, askedBy: places.secondDeputy.person, isLate: true, state: .approved, decidedAt: now,
        decidedBy: places.clerk.person, decision: "同意")
      let open = SessionLeave(
        id: ID(2), session: ID(2), mandate: places.deputy.mandate, scope: .whole, reason: "出差", askedAt: now,
        askedBy: places.deputy.person, isLate: false)
      try await town.database.write { tx in
        for session in sessions { try SessionStore.insert(session, in: tx) }
        for meeting in meetings {
          try SessionMeetingStore.insert(meeting, in: tx)
          for deputy in [places.otherDeputy] {
            try SessionMeetingStore.mark(
              AttendanceMark(
                meeting: meeting.id, mandate: deputy.mandate, isPresent: true, source: .staff, by: places.clerk.person,
                at: now), in: tx)
          }
          try SessionMeetingStore.close(meeting, of: places.congress, at: now, in: tx)
        }
        try SessionLeaveStore.insert(leave, in: tx)
        try SessionLeaveStore.insert(open, in: tx)
      }
      let read = try await town.database.read { tx in
        (
          records: try SessionLeaveStore.records(of: term, in: tx),
          marks: try SessionMeetingStore.marks(of: ID(1), in: tx),
          leave: try SessionLeaveStore.leave(ID(1), in: tx),
          waiting: try SessionLeaveStore.waiting(of: places.congress, in: tx),
          meetings: try SessionMeetingStore.meetings(of: ID(2), in: tx)
        )
      }
      #expect(read.leave == leave && read.waiting == [ID(2): 1] && read.meetings == Array(meetings[2...]))
      #expect(read.marks.count == 6 && read.marks.count { $0.source == .closing && !$0.isPresent } == 4)
      #expect(read.records[places.otherDeputy.mandate] == nil)
      #expect(
        read.records[places.secondDeputy.mandate]?.map(\.meetings) == [[.absent, .absent], [.excused, .excused]])
      #expect(read.records[places.deputy.mandate]?.map(\.meetings) == [[.absent, .absent], [.pending, .pending]])
      // Decided once, whoever comes second.
      var refused = open
      (refused.state, refused.decidedAt, refused.decidedBy, refused.decision) = (
        .refused, now, places.clerk.person, "请到会"
      )
      let settled = refused
      #expect(try await town.database.write { tx in try SessionLeaveStore.settle(settled, seen: 1, in: tx) })
      #expect(try await town.database.write { tx in try SessionLeaveStore.settle(settled, seen: 2, in: tx) } == false)
      let again = try await town.database.read { tx in
        try SessionLeaveStore.records(of: term, mandate: places.deputy.mandate, in: tx)
      }
      #expect(again.values.map(SessionAbsences.standing).map(\.isReached) == [true])
    }
  }

  @Test("代表团和团长按日期；换了的从那天起", arguments: DatabaseEngine.allCases)
  func delegations(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, today) = (town.places, town.now.date)
      let delegation = Delegation(id: ID(5), congress: places.congress, name: "第一代表团")
      try await town.database.write { tx in
        try GroupStore.save(delegation, in: tx)
        try GroupStore.addMember(places.deputy.mandate, to: ID(5), isHead: true, from: today, in: tx)
        try GroupStore.addMember(places.secondDeputy.mandate, to: ID(5), isHead: false, from: today, in: tx)
        try GroupStore.endMember(places.deputy.mandate, of: ID(5), on: today.adding(days: 10), in: tx)
      }
      let read = try await town.database.read { tx in
        (
          head: try SessionStore.delegationHead(of: ID(5), on: today, in: tx)?.person,
          later: try SessionStore.delegationHead(of: ID(5), on: today.adding(days: 10), in: tx),
          members: try SessionStore.delegationMembers(of: places.congress, on: today, in: tx).map(\.name),
          mine: try SessionStore.delegation(of: places.secondDeputy.mandate, on: today, in: tx)?.delegation
        )
      }
      #expect(read.head == places.deputy.person && read.later == nil && read.mine == ID(5))
      #expect(read.members == [places.deputy.name, places.secondDeputy.name])
    }
  }
}

extension SessionAbsences.Standing {
  fileprivate var isReached: Bool {
    if case .reached = self { return true }
    return false
  }
}
