import Domain
import Foundation
import TestSupport
import Testing

/// Suggestions that live at random, the same way in every run.
@Suite struct SuggestionWalkTests {
  private static let beginnings: [(drafted: SuggestionEvent.Drafted, rules: SuggestionRules)] = {
    var always = SuggestionRules()
    always.extensionMode = .byNotice
    var all = SuggestionRules()
    all.withdrawalNeedsAll = true
    all.dissatisfaction = .studied
    var classes = SuggestionPresets.chongqing2018
    classes.classes = ResultClass.customary
    classes.grounds = RefusalGround.customary
    return [
      (SuggestionSample.drafted(), SuggestionRules()), (SuggestionSample.drafted(level: .township), always),
      (SuggestionSample.drafted(signers: [SuggestionSample.first]), all),
      (SuggestionSample.drafted(signers: [SuggestionSample.first, SuggestionSample.second]), classes),
    ]
  }()

  @Test("随机走一遍：重放得到同一状态，期限都有人负责，状态与各项任务一致", arguments: beginnings.indices)
  func everythingAgrees(_ beginning: Int) throws {
    var random = SeededRandom(seed: UInt64(beginning) + 11)
    var reached: Set<SuggestionState> = []
    for walk in 0..<90 {
      let (drafted, rules) = Self.beginnings[beginning]
      var life = SuggestionLife(drafted, rules: rules)
      if walk % 3 != 0 {
        try life.submit(sits: walk.isMultiple(of: 2))
        try life.handOver(HandlingKind.allCases[walk % 2 + 1], isHard: walk.isMultiple(of: 2))
      }
      for step in 0..<70 {
        reached.insert(life.status.state)
        life.now = life.now.adding(hours: Int64.random(in: 1...90, using: &random))
        guard let command = Self.accepted(life, step, using: &random) else { break }
        if step % 3 == 0 { Self.checkOffers(life) }
        let before = life.status
        let event = try life.act(command)
        if step % 5 == 0 { try Self.checkRoundTrip(event, life.status) }
        Self.checkWhole(life.status, after: command.act, from: before, life.today)
      }
      for event in life.events { try Self.checkRoundTrip(event.event, nil) }
      #expect(life.replayed == life.status)
    }
    // Each of the four meets most of them; what is rare, such as a second dissatisfied verdict, some of them.
    let rare: Set<SuggestionState> = [.split, .letter, .refused, .studying, .disputed, .merged, .discarded, .withdrawn]
    #expect(reached.isSuperset(of: Set(SuggestionState.allCases).subtracting(rare)), "\(reached)")
  }

  /// A command that is accepted now, each act as likely as another. Those that end it come up seldom, so that walks are
  /// long.
  private static func accepted(_ life: SuggestionLife, _ step: Int, using random: inout SeededRandom)
    -> SuggestionCommand?
  {
    let ends: Set<SuggestionAct> = [.discard, .withdraw]
    let turns: Set<SuggestionAct> = [
      .refuse, .treatAsLetter, .merge, .split, .conceal, .revise, .urge, .makeKey,
    ]
    for act in SuggestionAct.allCases.shuffled(using: &random) {
      if ends.contains(act), step % 11 != 10 { continue }
      if turns.contains(act), step % 2 != 0 { continue }
      let commands = SuggestionCandidates.commands(act, for: life.status, today: life.today).filter {
        life.refusal($0) == nil
      }
      if let command = commands.randomElement(using: &random) { return command }
    }
    return nil
  }

  /// A page offers what would be accepted, and nothing else. What a letter still lacks is shown at its form; where another
  /// unit may be chosen, the candidate may be the wrong one.
  private static func checkOffers(_ life: SuggestionLife) {
    for act in SuggestionAct.allCases where act.isOnPart {
      for part in life.status.parts {
        let commands = SuggestionCandidates.ofPart(act, part.number, life.status, life.today)
        if commands.isEmpty { continue }
        let isAccepted = commands.contains { life.refusal($0) == nil }
        let isOffered = life.workflow.offers(
          act, on: part, of: life.status, to: SuggestionSample.lead, today: life.today)
        if isOffered, act != .signLetter, act != .reassign, act != .appoint {
          #expect(isAccepted, "\(act) \(part.state)")
        }
        if isAccepted, act != .contact, act != .itemize, act != .remindRater {
          #expect(isOffered, "\(act) \(part.state) \(life.status.state)")
        }
      }
    }
    for act in SuggestionAct.allCases where !act.isOnPart && act != .draft && act != .revise {
      let isAccepted = SuggestionCandidates.commands(act, for: life.status, today: life.today).contains {
        life.refusal($0) == nil
      }
      let people = life.status.people(leadsOnly: false) + life.status.coSigners.map(\.person)
      let isOffered = people.contains { life.workflow.offers(act, on: life.status, to: $0) }
      if isAccepted, act != .redact, act != .objectToPublication, act != .merge, act != .removePhoto {
        #expect(isOffered, "\(act) in \(life.status.state)")
      }
    }
  }

  private static func checkRoundTrip(_ event: SuggestionEvent, _ status: SuggestionStatus?) throws {
    let (encoder, decoder) = (JSONEncoder(), JSONDecoder())
    #expect(try decoder.decode(SuggestionEvent.self, from: encoder.encode(event)) == event)
    guard let status else { return }
    #expect(try decoder.decode(SuggestionStatus.self, from: encoder.encode(status)) == status)
  }

  /// What holds for a suggestion whatever happened to it.
  private static func checkWhole(
    _ status: SuggestionStatus, after act: SuggestionAct, from before: SuggestionStatus, _ today: CivilDate
  ) {
    if [.handling, .replied, .studying, .disputed, .closed].contains(status.state) {
      #expect(status.state == expected(status), "\(act)")
    }
    let units = Set(status.parts.filter { $0.state != .returned }.map(\.unit))
    for clock in status.clocks {
      if case .unit(let unit) = clock.debtor { #expect(units.contains(unit), "\(clock.kind) after \(act)") }
      if case .person(let person) = clock.debtor {
        #expect(
          clock.kind == .sign
            ? !status.signed.contains { $0.person == person } : status.people(leadsOnly: false).contains(person))
      }
    }
    if status.state.isEnded, status.state != .closed { #expect(status.clocks.isEmpty) }
    if [.handling, .replied, .studying, .disputed].contains(status.state) { #expect(!status.clocks.isEmpty, "\(act)") }
    #expect((status.closedOn != nil) == (status.state.isEnded))
    #expect(Set(status.parts.map(\.number)).count == status.parts.count)
    #expect(Set(status.parts.filter(\.hasCome).map(\.unit)).count == status.parts.filter(\.hasCome).count)
    for part in status.parts {
      if part.round == 1 { #expect(part.replyDue <= part.handedOverOn.adding(months: 6)) }
      #expect((part.answeredOn != nil) == (part.state == .answered))
      #expect(part.firstHandedOverOn <= part.handedOverOn && part.receivedOn >= part.handedOverOn)
    }
    if before.number != nil { #expect(status.number == before.number) }
    if before.state.isEnded, before.state != .closed { #expect(status.state == before.state) }
  }

  /// Told in other words than the core's.
  private static func expected(_ status: SuggestionStatus) -> SuggestionState {
    let mine = status.parts.filter { $0.state != .returned && $0.role != .co }
    if mine.contains(where: { $0.verdict == .disputed }) { return .disputed }
    if mine.contains(where: { $0.verdict == .studying }) { return .studying }
    if !mine.allSatisfy({ $0.state == .answered }) { return .handling }
    return mine.allSatisfy { [.content, .unrated, .upheld, .settled].contains($0.verdict) } ? .closed : .replied
  }

  @Test("任何事件都能在任何状态上重放") func anyEventCanBeReplayedOnAnyStatus() throws {
    var random = SeededRandom(seed: 98)
    var pool: [SuggestionEvent] = []
    for state in SuggestionState.allCases {
      let life = try SuggestionLife.reaching(state, .lead)
      pool += life.events.map(\.event)
      if state == .handling { pool += try Self.busy() }
      for act in SuggestionAct.allCases {
        for command in SuggestionCandidates.commands(act, for: life.status, today: life.today) {
          if let event = try? life.workflow.decide(command, on: life.status, at: life.now) { pool.append(event) }
        }
      }
    }
    #expect(Set(pool.map(\.act)).count >= 36, "\(Set(SuggestionAct.allCases).subtracting(pool.map(\.act)))")
    var status = SuggestionStatus(SuggestionSample.drafted(), on: day("2026-03-02"))
    for step in 0..<3000 {
      guard let event = pool.randomElement(using: &random) else { return }
      status.apply(event, on: day("2026-03-02").adding(days: step / 10))
      _ = status.clocks
    }
    #expect(try JSONDecoder().decode(SuggestionStatus.self, from: JSONEncoder().encode(status)) == status)
  }

  /// Everything a unit can do for a part.
  private static func busy() throws -> [SuggestionEvent] {
    var life = try SuggestionLife.reaching(.handling, .lead)
    try life.act(.signFor(part: 1))
    try life.act(.signFor(part: 2))
    try life.act(.appoint(part: 1, drafter: SuggestionSample.drafter))
    try life.act(.giveOpinion(part: 2, hasContent: true))
    try life.act(.returnOpinion(part: 2))
    try life.act(.askReturn(part: 2, proposed: nil))
    try life.act(.settleReturn(part: 2, agrees: true))
    try life.act(.reassign(part: 2, to: SuggestionSample.third, hard: false))
    try life.act(.itemize(part: 1, count: 3))
    try life.act(.settleItem(2))
    try life.act(.promise(part: 1, due: life.today.adding(days: 90)))
    try life.act(.askExtension(part: 1, until: life.today.adding(months: 5)))
    try life.act(.settleExtension(part: 1, agrees: true))
    try life.act(.draftLetter(part: 1, resultClass: "A", drafter: nil, points: 1))
    try life.act(.returnLetter(part: 1))
    try life.answer()
    try life.act(.keepPromise(1))
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.signPromiseLetter(1))
    return life.events.map(\.event)
  }
}
