import Domain
import TestSupport
import Testing

/// Matters that live at random, the same way in every run: whatever happens to them, the pages, the rules, the history
/// and the counts agree.
@Suite struct WorkflowWalkTests {
  /// With the table of the next year imported: what the timer counts again.
  private static let later = WorkingCalendar(
    table: HolidayTable(
      days: SampleHolidays.table.all + SampleHolidays.range("临时", .off, "2025-03-13", "2025-03-14"),
      years: [2025, 2026, 2027], version: 2))

  private static let beginnings: [MatterEvent.Submitted] = [
    Sample.submitted(), Sample.submitted(owner: .group(Sample.group)), Sample.submitted(owner: .venue),
    Sample.submitted(visibility: .hidden), Sample.submitted(owner: .venue, visibility: .named),
    Sample.atDesk(.bypass), Sample.atDesk(.accusation), Sample.submitted(received: at("2025-03-07", 18)),
  ]

  @Test(arguments: Self.beginnings.indices) func everythingAgrees(_ beginning: Int) throws {
    var random = SeededRandom(seed: UInt64(beginning) + 1)
    var reached: Set<MatterState> = []
    for _ in 0..<60 {
      var life = Life(Self.beginnings[beginning])
      var counts: [Tally: Int] = [:]
      Self.add(MatterStatus.changes(from: nil, to: life.status), to: &counts)
      for _ in 0..<30 {
        reached.insert(life.status.state)
        life.now = life.now.adding(hours: Int64.random(in: 1...80, using: &random))
        if Int.random(in: 0..<40, using: &random) == 0 {
          life.workflow = MatterWorkflow(rules: MatterRules(), calendar: Self.later)
        }
        guard let command = Self.accepted(life)?.randomElement(using: &random) else { return }
        let before = life.status
        try life.act(command, by: [Sample.liaison, Sample.chief, nil].randomElement(using: &random) ?? nil)
        Self.add(MatterStatus.changes(from: before, to: life.status), to: &counts)
        Self.checkWhole(life.status, after: command.act, from: before)
      }
      #expect(life.replayed == life.status)
      #expect(counts.filter { $0.value != 0 } == Dictionary(uniqueKeysWithValues: life.status.tallies.map { ($0, 1) }))
    }
    // An accusation stays at the desk above: no deputy records a result.
    let unreachable: Set<MatterState> = Self.beginnings[beginning].seal == .accusation ? [.resultRecorded] : []
    #expect(reached.union(unreachable).count >= 10 && reached.isDisjoint(with: unreachable), "\(reached)")
  }

  /// The commands that would be accepted now; nil after finding an act that is offered and not accepted, or the reverse.
  private static func accepted(_ life: Life) -> [MatterCommand]? {
    var all: [MatterCommand] = []
    for act in MatterAct.allCases {
      let accepted = MatterCandidates.commands(act, for: life.status, today: life.now.date)
        .filter { (try? life.workflow.decide($0, on: life.status, at: life.now)) != nil }
      let offered = life.workflow.offers(act, on: life.status, today: life.now.date)
      guard offered == !accepted.isEmpty else {
        Issue.record("\(act) is \(offered ? "offered and refused" : "accepted and not offered") on \(life.status)")
        return nil
      }
      // The acts that end a matter come up less often, so that walks are long.
      if let one = accepted.first, [.decline, .divert, .withdraw, .seal, .erase].contains(act) {
        if life.events.count % 7 == 0 { all.append(one) }
      } else {
        all += accepted
      }
    }
    return all
  }

  private static func add(_ changes: [(tally: Tally, count: Int)], to counts: inout [Tally: Int]) {
    for change in changes {
      counts[change.tally, default: 0] += change.count
      #expect((0...1).contains(counts[change.tally] ?? 0))
    }
  }

  /// What holds for a matter whatever happened to it.
  private static func checkWhole(_ status: MatterStatus, after act: MatterAct, from before: MatterStatus) {
    if !status.state.isEnded {
      #expect((status.resume != nil) == (status.state == .awaitingSupplement))
      #expect((status.pauses.last.map { $0.until == nil } ?? false) == (status.state == .awaitingSupplement))
    }
    #expect(status.round - before.round == (act == .rehandle ? 1 : 0))
    #expect((status.endedAt != nil) == status.state.isEnded)
    if before.state.isEnded { #expect(status.state == before.state) }
    if status.state == .archived { #expect(status.gates == (true, true, true) && status.archive != nil) }
    if status.state == .dissatisfied { #expect(status.feedback?.overall == .dissatisfied) }
    if status.seal != nil { #expect(status.venue == nil && status.owner == .desk && status.publication == .none) }
    if status.visibility == .hidden || status.isErased { #expect(status.publication != .published) }
    #expect(status.receivedAt == before.receivedAt && status.divertDue == before.divertDue)
    if status.firstReplyAt != nil, before.firstReplyAt != nil { #expect(status.firstReplyAt == before.firstReplyAt) }
  }

  /// An old history is replayed even when it breaks today's rules: no event traps, in whatever state it comes.
  @Test func anyEventCanBeReplayedOnAnyStatus() throws {
    var random = SeededRandom(seed: 99)
    var pool: [MatterEvent] = []
    for state in MatterState.allCases {
      let life = try Life.reaching(state)
      pool += life.events.map(\.event)
      for act in MatterAct.allCases {
        for command in MatterCandidates.commands(act, for: life.status, today: life.now.date) {
          if let event = try? life.workflow.decide(command, on: life.status, at: life.now) { pool.append(event) }
        }
      }
    }
    #expect(Set(pool.map(\.act)).count >= 22)
    var status = MatterStatus(submitted: Sample.submitted())
    for step in 0..<5000 {
      guard let event = pool.randomElement(using: &random) else { return }
      status.apply(event, at: Sample.received.adding(hours: Int64(step)), actor: nil)
      #expect(!status.tallies.isEmpty)
    }
  }
}
