import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 期限提醒 of suggestions as people get them.
@Suite struct SuggestionReminderTests {
  private struct Days {
    let tell: SuggestionTeller
    var town: TestTown { tell.town }
    var places: TestPlaces { tell.places }

    /// Twice, by two servers at once: the second finds it done.
    func remind(on day: CivilDate) async throws {
      town.clock.move(to: day.start.adding(hours: 10))
      for _ in 0..<2 {
        async let one = TimedJobs.runOnce(RemindSuggestions(), holder: "one", in: town.environment)
        async let other = TimedJobs.runOnce(RemindSuggestions(), holder: "other", in: town.environment)
        _ = try await (one, other)
        try await town.database.write { tx in
          for holder in ["one", "other"] { try RequestStore.release(holder: holder, at: town.now, in: tx) }
        }
      }
    }

    func heard(_ actor: Actor) async throws -> [NoticeKind] {
      try await ReadNotices.list(of: actor, before: nil, in: town.environment).notices.reversed().map(\.kind)
        .filter { [.clockNear, .clockLate].contains($0) }
    }
  }

  /// So many working days from `date`: negative before it.
  private static func day(_ count: Int, from date: CivilDate, _ calendar: WorkingCalendar) -> CivilDate {
    var (day, left) = (date, count)
    while left != 0 {
      day = day.adding(days: count > 0 ? 1 : -1)
      if calendar.isWorkingDay(day) { left -= count > 0 ? 1 : -1 }
    }
    return day
  }

  private static func signedFor(_ tell: SuggestionTeller) async throws -> ID<Suggestion> {
    let (id, places) = (try await tell.handedOver(), tell.places)
    try await tell.act(.signFor(part: 1), on: id, part: 1, by: places.unitRegistrar.actor)
    try await tell.act(
      .contact(
        .init(part: 1, kind: .visit, on: tell.town.now.date, with: [places.deputy.person], isSigned: false)),
      on: id, part: 1, words: "到现场看了水渠。", by: places.unitRegistrar.actor)
    return id
  }

  @Test("到期前、当天提醒承办单位，逾期还提醒负责人，久了提醒代表工作机构和镇人大主席；答复以后提醒代表测评", arguments: DatabaseEngine.allCases)
  func ladder(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = SuggestionTeller(town)
      let days = Days(tell: tell)
      let places = town.places
      let id = try await Self.signedFor(tell)
      let calendar = try await town.environment.rules.calendar()
      let due = Self.day(1, from: try await tell.status(id).parts[0].replyDue.adding(days: -1), calendar)
      #expect(due == (try await tell.status(id).parts[0].replyDue), "the test wants a working day")
      let (unit, head) = (places.unitRegistrar.actor, places.unitHead.actor)
      // (working days from the date, registrar, head, clerk, chair): how many of each they have by then
      let expected: [(day: Int, unit: [NoticeKind], head: Int, clerk: Int, chair: Int)] = [
        (-3, [], 0, 0, 0), (-2, [.clockNear], 0, 0, 0), (-1, [.clockNear], 0, 0, 0),
        (0, [.clockNear, .clockNear], 0, 0, 0), (1, [.clockNear, .clockNear, .clockLate], 1, 0, 0),
        (3, [.clockNear, .clockNear, .clockLate], 1, 0, 0),
        (4, [.clockNear, .clockNear, .clockLate, .clockLate], 2, 1, 0),
        (7, [.clockNear, .clockNear, .clockLate, .clockLate, .clockLate], 3, 1, 1),
      ]
      for line in expected {
        try await days.remind(on: Self.day(line.day, from: due, calendar))
        #expect(try await days.heard(unit) == line.unit, "\(line.day)")
        #expect(try await days.heard(head).count == line.head, "\(line.day)")
        #expect(try await days.heard(places.clerk.actor).count == line.clerk, "\(line.day)")
        #expect(try await days.heard(places.chair.actor).count == line.chair, "\(line.day)")
      }
      #expect(try await days.heard(places.otherUnitRegistrar.actor).isEmpty)
      _ = try await DraftReplyLetter.run(
        tell.letter(), resultClass: "A", part: 1, on: id, tell.request(unit), in: town.environment)
      try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: unit)
      _ = try await SignReplyLetter.run(.init(part: 1), on: id, tell.request(head), in: town.environment)
      let rating = try #require(try await tell.status(id).parts[0].ratingDue?.date)
      #expect(try await days.heard(places.deputy.actor()).isEmpty)
      try await days.remind(on: Self.day(-2, from: rating, calendar))
      #expect(try await days.heard(places.deputy.actor()) == [.clockNear])
      try await days.remind(on: Self.day(1, from: rating, calendar))
      #expect(try await days.heard(places.deputy.actor()) == [.clockNear, .clockLate])
      // What a deputy has not said is no matter of the unit's.
      #expect(try await days.heard(unit) == expected.last?.unit)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("停了很久再开：每件只有最新的一级；一页放不下的接着走；记号是将来的、半路停下的，也不漏")
  func jumps() async throws {
    try await TestTown.run(on: .sqlite) { town in
      let tell = SuggestionTeller(town)
      let days = Days(tell: tell)
      for number in 0..<60 {
        let id = try await tell.submitted("关于修复第\(number)条水渠的建议")
        try await tell.register(id)
        try await tell.handOver(id)
      }
      let calendar = try await town.environment.rules.calendar()
      let late = Self.day(40, from: town.now.date, calendar)
      let unit = town.places.unitRegistrar.actor
      func told() async throws -> Int {
        try await town.database.read { tx in
          try tx.row(
            "SELECT COUNT(*) AS n FROM notices WHERE kind = 'clock_late' AND person_id = \(bind: unit.person)")?("n")
            ?? 0
        }
      }
      func mark(_ text: String) async throws {
        try await town.database.write { tx in try SettingsStore.setRegistryValue("reminded-suggestions", text, in: tx) }
      }
      try await days.remind(on: late)
      let first = try await told()
      #expect(first == 60)
      // As a clock that was a year ahead would have left it: the rung of today, once.
      let next = Self.day(3, from: late, calendar)
      try await mark("\(next.adding(days: 365))")
      try await days.remind(on: next)
      let second = try await told()
      #expect(second <= 120)
      // Broken off the day before: all are told.
      try await mark("\(next)/\(late)/9")
      try await days.remind(on: Self.day(3, from: next, calendar))
      #expect(try await told() == second + 60)
      try await days.remind(on: Self.day(3, from: next, calendar))
      #expect(try await told() == second + 60)
    }
  }
}
