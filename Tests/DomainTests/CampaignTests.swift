import Domain
import Testing

/// The rounds of a campaign follow from the date alone, and a matter belongs to one only where it fits.
@Suite struct CampaignTests {
  private static func day(_ text: String) -> CivilDate { CivilDate(text: text)! }

  struct Case: Sendable {
    let schedule: CampaignSchedule
    let date: String
    /// Number, first and last day of the round that runs.
    var running: String?
    var next: String?
  }

  private static let quarters = CampaignSchedule.quarterly(days: 10, from: day("2026-02-05"), through: nil)
  private static let ended = CampaignSchedule.quarterly(days: 10, from: day("2026-01-01"), through: day("2026-07-04"))
  private static let leap = CampaignSchedule.yearly(day("2024-02-29"), day("2024-03-10"))
  private static let toLeap = CampaignSchedule.yearly(day("2024-02-20"), day("2024-02-29"))
  private static let newYear = CampaignSchedule.yearly(day("2025-12-20"), day("2026-01-10"))
  private static let once = CampaignSchedule.once(day("2026-09-01"), day("2026-09-30"))

  static let cases: [Case] = [
    // Once: both days count.
    Case(schedule: once, date: "2026-08-31", next: "0 2026-09-01…2026-09-30"),
    Case(schedule: once, date: "2026-09-01", running: "0 2026-09-01…2026-09-30"),
    Case(schedule: once, date: "2026-09-30", running: "0 2026-09-01…2026-09-30"),
    Case(schedule: once, date: "2026-10-01"),
    // 每季初; the first quarter had begun before the campaign and is cut.
    Case(schedule: quarters, date: "2026-01-03", next: "20262 2026-04-01…2026-04-10"),
    Case(schedule: quarters, date: "2026-03-31", next: "20262 2026-04-01…2026-04-10"),
    Case(
      schedule: quarters, date: "2026-04-01", running: "20262 2026-04-01…2026-04-10",
      next: "20263 2026-07-01…2026-07-10"),
    Case(
      schedule: quarters, date: "2026-04-10", running: "20262 2026-04-01…2026-04-10",
      next: "20263 2026-07-01…2026-07-10"),
    Case(schedule: quarters, date: "2026-04-11", next: "20263 2026-07-01…2026-07-10"),
    Case(schedule: quarters, date: "2026-12-31", next: "20271 2027-01-01…2027-01-10"),
    Case(
      schedule: quarters, date: "2027-01-01", running: "20271 2027-01-01…2027-01-10",
      next: "20272 2027-04-01…2027-04-10"),
    // The last round is cut by the end of it all.
    Case(schedule: ended, date: "2026-06-30", next: "20263 2026-07-01…2026-07-04"),
    Case(schedule: ended, date: "2026-07-04", running: "20263 2026-07-01…2026-07-04"),
    Case(schedule: ended, date: "2026-07-05"),
    Case(schedule: ended, date: "2031-01-01"),
    // A day of a leap year is the 28th in the others, and itself again in the next one.
    Case(schedule: leap, date: "2024-02-28", next: "20240 2024-02-29…2024-03-10"),
    Case(
      schedule: leap, date: "2025-02-28", running: "20250 2025-02-28…2025-03-10",
      next: "20260 2026-02-28…2026-03-10"),
    Case(schedule: leap, date: "2028-02-28", next: "20280 2028-02-29…2028-03-10"),
    Case(
      schedule: toLeap, date: "2025-02-28", running: "20250 2025-02-20…2025-02-28",
      next: "20260 2026-02-20…2026-02-28"),
    Case(schedule: toLeap, date: "2025-03-01", next: "20260 2026-02-20…2026-02-28"),
    Case(
      schedule: toLeap, date: "2028-02-29", running: "20280 2028-02-20…2028-02-29",
      next: "20290 2029-02-20…2029-02-28"),
    // Over the turn of the year it belongs to the year it began in.
    Case(schedule: newYear, date: "2025-01-05", next: "20250 2025-12-20…2026-01-10"),
    Case(
      schedule: newYear, date: "2026-01-10", running: "20250 2025-12-20…2026-01-10",
      next: "20260 2026-12-20…2027-01-10"),
    Case(schedule: newYear, date: "2026-01-11", next: "20260 2026-12-20…2027-01-10"),
    Case(
      schedule: newYear, date: "2027-01-01", running: "20260 2026-12-20…2027-01-10",
      next: "20270 2027-12-20…2028-01-10"),
  ]

  private static func words(_ round: CampaignRound?) -> String? {
    round.map { "\($0.number) \($0.first)…\($0.last)" }
  }

  @Test(arguments: CampaignTests.cases.indices) func roundsFollowFromTheDate(_ index: Int) {
    let item = Self.cases[index]
    #expect(item.schedule.problem == nil)
    let date = Self.day(item.date)
    #expect(Self.words(item.schedule.round(on: date)) == item.running)
    #expect(Self.words(item.schedule.next(after: date)) == item.next)
  }

  /// Day by day over nine years: a day lies in one round at most, rounds come in order, and each is found by its number.
  @Test(arguments: [
    quarters, ended, leap, toLeap, newYear, once, .quarterly(days: 90, from: day("2024-01-01"), through: nil),
    .quarterly(days: 1, from: day("2024-02-29"), through: day("2026-01-01")),
    .yearly(day("2024-03-01"), day("2025-02-28")), .yearly(day("2024-02-29"), day("2025-02-27")),
  ]) func roundsNeverMeet(_ schedule: CampaignSchedule) throws {
    #expect(schedule.problem == nil)
    var seen: [CampaignRound] = []
    for offset in 0..<3300 {
      let date = Self.day("2023-12-01").adding(days: offset)
      let running = schedule.round(on: date)
      if let running {
        #expect(running.holds(date))
        if seen.last != running {
          #expect(seen.last.map { $0.last < running.first && $0.number < running.number } ?? true, "\(running)")
          seen.append(running)
        }
        #expect(schedule.round(numbered: running.number) == running)
      }
      if let next = schedule.next(after: date) { #expect(next.first > date && next != running) }
    }
    #expect(!seen.isEmpty)
    let last = try #require(seen.last)
    #expect(schedule.rounds(through: Self.day("2023-12-01").adding(days: 3299), limit: 100) == seen.reversed())
    #expect(schedule.rounds(through: last.first, limit: 1) == [last])
    #expect(schedule.round(numbered: 19_991) == nil && schedule.round(numbered: 20_265) == nil)
  }

  @Test func whatCannotBeASchedule() {
    let day = Self.day
    let wrong: [(CampaignSchedule, CampaignSchedule.Problem)] = [
      (.once(day("2026-09-02"), day("2026-09-01")), .backwards),
      (.quarterly(days: 0, from: day("2026-01-01"), through: nil), .days),
      (.quarterly(days: 91, from: day("2026-01-01"), through: nil), .days),
      (.quarterly(days: 10, from: day("2026-01-20"), through: day("2026-03-31")), .empty),
      (.yearly(day("2026-01-01"), day("2027-01-01")), .overlaps),
      (.yearly(day("2024-02-29"), day("2025-02-28")), .overlaps),
      (.yearly(day("2026-03-01"), day("2026-02-28")), .backwards),
    ]
    for (schedule, problem) in wrong { #expect(schedule.problem == problem, "\(schedule)") }
  }

  // MARK: A matter and a campaign

  private static let seat = ID<Region>(1)
  private static let village = ID<Region>(2)

  private static func campaign(
    _ audience: Campaign.Audience = .both, channels: Set<MatterChannel> = [.web, .visit], regions: [ID<Region>] = [],
    state: Campaign.State = .published
  ) -> Campaign {
    Campaign(
      id: ID(9), congress: ID(10), theme: "征集", text: "说说", audience: audience, residentChannels: channels,
      regions: regions, schedule: quarters, state: state,
      publishedAt: state == .draft ? nil : day("2026-02-01").start,
      stoppedAt: state == .stopped ? day("2026-04-02").start : nil)
  }

  @Test func aMatterIsMarkedOnlyWhereItFits() {
    let (in1, after) = (Self.day("2026-04-03"), Self.day("2026-04-11"))
    let cases: [(Campaign, CivilDate, MatterChannel, Set<ID<Region>>, Bool, CampaignRefusal?)] = [
      (Self.campaign(), in1, .web, [Self.seat, Self.village], false, nil),
      (Self.campaign(), in1, .deputy, [Self.seat], false, nil),
      (Self.campaign(), in1, .carried, [Self.seat], false, nil),
      (Self.campaign(.deputies), in1, .carried, [Self.seat], false, .notForResidents),
      (Self.campaign(.residents), in1, .carried, [Self.seat], false, .notForDeputies),
      (Self.campaign(), after, .web, [Self.seat], false, .notRunning),
      (Self.campaign(state: .draft), in1, .web, [Self.seat], false, .notRunning),
      (Self.campaign(state: .stopped), in1, .web, [Self.seat], false, .notRunning),
      (Self.campaign(.deputies), in1, .web, [Self.seat], false, .notForResidents),
      (Self.campaign(.residents), in1, .deputy, [Self.seat], false, .notForDeputies),
      (Self.campaign(), in1, .code, [Self.seat], false, .channel),
      (Self.campaign(), in1, .grid, [Self.seat], false, .channel),
      (Self.campaign(), in1, .web, [ID(3)], false, .region),
      (Self.campaign(regions: [Self.village]), in1, .web, [Self.seat], false, .region),
      (Self.campaign(regions: [Self.village]), in1, .web, [Self.seat, Self.village], false, nil),
      (Self.campaign(), in1, .web, [Self.seat], true, .sealed),
    ]
    var refused: Set<CampaignRefusal> = []
    for (campaign, date, channel, places, isSealed, refusal) in cases {
      do throws(CampaignRefusal) {
        let mark = try campaign.mark(on: date, channel: channel, places: places, seat: Self.seat, isSealed: isSealed)
        #expect(refusal == nil && mark == CampaignMark(campaign: ID(9), round: 20_262), "\(channel) \(date)")
      } catch {
        refused.insert(error)
        #expect(error == refusal, "\(channel) \(date)")
      }
    }
    #expect(refused == Set(CampaignRefusal.allCases))
  }

  @Test func phases() {
    let campaign = Self.campaign()
    let next = campaign.schedule.round(numbered: 20_263)!
    #expect(campaign.phase(on: Self.day("2026-03-01")) == .coming(campaign.schedule.round(numbered: 20_262)!))
    #expect(campaign.phase(on: Self.day("2026-05-01")) == .resting(next: next))
    #expect(campaign.phase(on: Self.day("2026-07-01")) == .running(next))
    #expect(Self.campaign(state: .stopped).phase(on: Self.day("2026-04-03")) == .stopped)
    #expect(Self.campaign(state: .draft).phase(on: Self.day("2026-04-03")) == .draft)
    var over = campaign
    over.schedule = Self.ended
    #expect(over.phase(on: Self.day("2026-07-05")) == .over)
  }

  /// Two streams, each with its own sums: no number holds both.
  @Test func streamsAreNeverAddedUp() {
    let counts = [
      CampaignCount(round: 1, channel: .web, category: ID(70), count: 3),
      CampaignCount(round: 1, channel: .visit, category: nil, count: 2),
      CampaignCount(round: 2, channel: .web, category: ID(70), count: 4),
      CampaignCount(round: 1, channel: .deputy, category: ID(70), count: 100),
    ]
    let residents = CampaignTally(.residents, of: counts)
    #expect(residents.total == 9 && residents.channels == [.web: 7, .visit: 2])
    #expect(residents.categories == [ID(70): 7, nil: 2])
    let deputies = CampaignTally(.deputies, of: counts)
    #expect(deputies.total == 100 && deputies.channels == [.deputy: 100] && deputies.categories == [ID(70): 100])
    #expect(CampaignTally(.residents, of: counts, round: 2).total == 4)
    #expect(CampaignTally(.deputies, of: counts, round: 2).categories.isEmpty)
  }
}
