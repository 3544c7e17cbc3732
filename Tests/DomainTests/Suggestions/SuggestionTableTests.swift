import Domain
import Testing

/// Every act in every state, and every act on a unit's part in every state of the part and every role.
@Suite struct SuggestionTableTests {
  /// By act, the states in which it happens, each with the state that follows; `!` and a word where it exists and this
  /// suggestion has nothing for it. In any other state it is refused as `not_in_this_state`.
  private static let table = """
    draft:
    revise: drafting>drafting returned>returned
    invite: drafting>drafting returned>returned
    sign: drafting>!not_invited returned>!not_invited
    decline-to-sign: drafting>!not_invited returned>!not_invited
    submit: drafting>submitted returned>submitted
    discard: drafting>discarded returned>discarded
    withdraw: submitted>withdrawn registered>withdrawn handling>withdrawn replied>withdrawn studying>withdrawn \
    disputed>withdrawn
    agree-to-withdraw: submitted>!nothing_to_agree registered>!nothing_to_agree handling>!nothing_to_agree \
    replied>!nothing_to_agree studying>!nothing_to_agree disputed>!nothing_to_agree
    send-back: submitted>returned
    refuse: submitted>refused
    treat-as-letter: submitted>letter
    register: submitted>registered
    merge: submitted>merged/submitted registered>merged/registered
    split: submitted>split
    hand-over: registered>handling
    sign-for: handling>handling studying>!part_not_in_this_state disputed>!part_not_in_this_state
    appoint: handling>!part_not_in_this_state studying>!part_not_in_this_state disputed>!part_not_in_this_state
    ask-return: handling>handling studying>!part_not_in_this_state disputed>!part_not_in_this_state
    settle-return: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    reassign: handling>!return_not_settled studying>!return_not_settled disputed>!return_not_settled
    give-opinion: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    return-opinion: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    contact: handling>!part_not_in_this_state replied>replied studying>studying disputed>disputed closed>closed
    itemize: handling>!part_not_in_this_state replied>replied studying>studying disputed>disputed closed>closed
    settle-item: handling>!no_such_item replied>!no_such_item studying>!no_such_item disputed>!no_such_item \
    closed>!no_such_item
    promise: handling>!part_not_in_this_state studying>!part_not_in_this_state disputed>!part_not_in_this_state
    keep-promise: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    draft-promise-letter: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    sign-promise-letter: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    rate-promise: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    remind-promise-rater: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    close-unrated-promise: handling>!no_such_promise replied>!no_such_promise studying>!no_such_promise \
    disputed>!no_such_promise closed>!no_such_promise
    ask-extension: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    settle-extension: handling>!no_extension_asked studying>!no_extension_asked disputed>!no_extension_asked
    draft-letter: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    check-letter: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    return-letter: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    sign-letter: handling>!part_not_in_this_state studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    rate: handling>!not_a_rater replied>closed/studying studying>!rated_before disputed>!rated_before
    remind-rater: handling>!part_not_in_this_state replied>!rating_not_over studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    close-unrated: handling>!part_not_in_this_state replied>!not_reminded studying>!part_not_in_this_state \
    disputed>!part_not_in_this_state
    study: studying>closed/handling disputed>!part_not_in_this_state
    settle-dispute: disputed>closed/handling
    make-key: registered>registered handling>handling replied>replied
    urge: handling>handling replied>replied studying>studying disputed>disputed closed>closed
    remove-photo: handling>handling replied>replied studying>studying disputed>disputed closed>closed withdrawn>withdrawn
    conceal: drafting>drafting submitted>submitted returned>returned registered>registered handling>handling \
    replied>replied studying>studying disputed>disputed closed>closed
    redact: replied>replied studying>studying disputed>disputed closed>closed
    object-to-publication: handling>handling replied>replied studying>studying disputed>disputed closed>closed
    publish: handling>!nothing_redacted replied>!nothing_redacted studying>!nothing_redacted \
    disputed>!nothing_redacted closed>!nothing_redacted withdrawn>!nothing_redacted
    record-outlet: replied>!nothing_redacted studying>!nothing_redacted disputed>!nothing_redacted closed>!nothing_redacted
    """

  @Test("每个动作在每种状态：要么办成、到哪一步，要么说明现在不能办") func everyActInEveryState() throws {
    var lines: [String] = []
    for act in SuggestionAct.allCases {
      var cells: [String] = []
      for state in SuggestionState.allCases {
        let life = try SuggestionLife.reaching(state)
        #expect(life.status.state == state)
        let cell = cell(act, life)
        #expect((cell == nil) == !act.states.contains(state), "\(act) in \(state)")
        if let cell { cells.append("\(state.rawValue)>\(cell)") }
      }
      lines.append("\(act.rawValue): \(cells.joined(separator: " "))".trimmed)
    }
    #expect(
      lines == Self.table.split(separator: "\n").map { String($0).trimmed }, "\n\(lines.joined(separator: "\n"))")
  }

  /// What follows the day after; nil when it is refused as outside its states.
  private func cell(_ act: SuggestionAct, _ life: SuggestionLife) -> String? {
    var later = life
    later.now = later.now.adding(days: 1)
    var results: Set<String> = []
    var refusals: Set<SuggestionRefusal> = []
    for command in SuggestionCandidates.commands(act, for: life.status, today: later.today) {
      #expect(command.act == act)
      if let refusal = later.refusal(command) {
        refusals.insert(refusal)
      } else {
        var next = later
        #expect(throws: Never.self) { try next.act(command) }
        results.insert(next.status.state.rawValue)
      }
    }
    if !results.isEmpty { return results.sorted().joined(separator: "/") }
    if act == .draft || refusals == [.notInThisState] { return nil }
    return "!" + refusals.subtracting([.noSuchPart]).map(\.rawValue).sorted().joined(separator: "/")
  }

  // MARK: A unit's part

  private static let letters: [SuggestionRefusal: Character] = [
    .notInThisState: "-", .partNotInThisState: "-", .returnNotSettled: "-", .noExtensionAsked: "x",
    .answersItself: "a", .helpsOnly: "h", .notARater: "r", .ratingNotOver: "t", .notReminded: "m",
  ]

  private static let acts: [SuggestionAct] = [
    .signFor, .appoint, .askReturn, .settleReturn, .reassign, .giveOpinion, .returnOpinion, .contact, .itemize,
    .promise,
    .askExtension, .settleExtension, .draftLetter, .checkLetter, .returnLetter, .signLetter, .rate, .remindRater,
    .closeUnrated, .study, .settleDispute,
  ]

  /// Roles: sole, lead, co, separate; `.` where a role never gets into the state.
  private static let partTable = """
    sign-for ++++ ---- ---- --.- --.- --.- ..-. ----
    appoint ---- ++++ ---- ++.+ ++.+ --.- ..-. ----
    ask-return ++++ ++++ ---- --.- --.- --.- ..-. ----
    settle-return ---- ---- ++++ --.- --.- --.- ..-. ----
    reassign ---- ---- ++++ --.- --.- --.- ..-. ----
    give-opinion ---- aa+a ---- --.- --.- --.- ..-. ----
    return-opinion ---- ---- ---- --.- --.- --.- ..+. ----
    contact ---- ++++ ---- ++.+ ++.+ ++.+ ..+. ----
    itemize ---- ++++ ---- ++.+ ++.+ ++.+ ..-. ----
    promise ---- ++h+ ---- ++.+ ++.+ --.- ..-. ----
    ask-extension ---- ++h+ ---- ++.+ ++.+ --.- ..-. ----
    settle-extension xxxx xxxx xxxx xx.x xx.x --.x ..x. xxxx
    draft-letter ---- ++h+ ---- ++.+ --.- --.- ..-. ----
    check-letter ---- ---- ---- ++.+ --.- --.- ..-. ----
    return-letter ---- ---- ---- ++.+ ++.+ --.- ..-. ----
    sign-letter ---- ---- ---- --.- ++.+ --.- ..-. ----
    rate rrrr rrrr rrrr rr.r rr.r ++.+ ..r. rrrr
    remind-rater ---- ---- ---- --.- --.- tt.t ..-. ----
    close-unrated ---- ---- ---- --.- --.- mm.m ..-. ----
    study ---- ---- ---- --.- --.- --.- ..-. ----
    settle-dispute ---- ---- ---- --.- --.- --.- ..-. ----
    """

  @Test("办理中：每个动作在每种承办状态、每种承办身份") func everyActOnEveryPart() throws {
    var lines: [String] = []
    for act in Self.acts {
      let cells = try SuggestionPartState.allCases.map { state in
        try String(SuggestionRole.allCases.map { try Self.sign(act, state, $0) })
      }
      lines.append(([act.rawValue] + cells).joined(separator: " "))
    }
    #expect(
      lines == Self.partTable.split(separator: "\n").map { String($0).trimmed }, "\n\(lines.joined(separator: "\n"))")
  }

  private static func sign(_ act: SuggestionAct, _ state: SuggestionPartState, _ role: SuggestionRole) throws
    -> Character
  {
    guard let (life, part) = try reaching(state, role) else { return "." }
    #expect(life.status.part(part)?.state == state && life.status.part(part)?.role == role)
    let outcomes = SuggestionCandidates.ofPart(act, part, life.status, life.today).map { life.refusal($0) }
    if outcomes.contains(nil) { return "+" }
    let reasons = Set(outcomes.compactMap { $0 })
    return reasons.count == 1 ? reasons.first.flatMap { letters[$0] } ?? "?" : "?"
  }

  private static func reaching(_ state: SuggestionPartState, _ role: SuggestionRole) throws -> (SuggestionLife, Int)? {
    let kind: HandlingKind =
      switch role {
      case .sole: .sole
      case .lead, .co: .lead
      case .separate: .separate
      }
    var life = try SuggestionLife.reaching(.handling, kind)
    let part = role == .co ? 2 : 1
    switch (state, role) {
    case (.drafted, .co), (.checked, .co), (.answered, .co), (.opinionGiven, .sole), (.opinionGiven, .lead),
      (.opinionGiven, .separate):
      return nil
    case (.handedOver, _): break
    case (.signedFor, _): try life.act(.signFor(part: part))
    case (.returnAsked, _): try life.act(.askReturn(part: part, proposed: nil))
    case (.returned, _):
      try life.act(.askReturn(part: part, proposed: nil))
      try life.act(.reassign(part: part, to: ID(559), hard: false))
    case (.drafted, _):
      try life.act(.signFor(part: part))
      try life.act(.draftLetter(part: part, resultClass: "A", drafter: nil, points: 1))
    case (.checked, _): try life.prepare(part)
    case (.answered, _): try life.answer(part)
    case (.opinionGiven, _):
      try life.act(.signFor(part: part))
      try life.act(.giveOpinion(part: part, hasContent: true))
    }
    return (life, part)
  }

  // MARK: One unit in dispute, another one at work

  @Test("分办：一家的答复在研究，另一家照常签收、办理、签发，代表照常测评") func oneInDisputeDoesNotStopAnother() throws {
    var life = try SuggestionLife.reaching(.handling, .separate)
    try life.answer(1)
    try life.act(SuggestionSample.rate(1, SuggestionSample.lead, .dissatisfied))
    #expect(life.status.state == .studying)
    try life.answer(2)
    #expect(life.status.part(2)?.state == .answered && life.status.state == .studying)
    try life.act(SuggestionSample.rate(2))
    try life.act(.study(part: 1, rehandles: true))
    #expect(life.status.state == .handling)
    try life.answer(1)
    try life.act(SuggestionSample.rate(1))
    #expect(life.status.state == .closed && life.status.overall == .satisfied && life.status.wasRehandled)
  }

  @Test("主办不等协办、写明理由先答复：协办不再欠意见，可以测评、办结") func answeredWithoutAnOpinion() throws {
    var life = try SuggestionLife.reaching(.handling, .lead)
    try life.act(.signFor(part: 2))
    try life.prepare(1)
    let sign = { SuggestionCommand.signLetter(part: 1, letterAgreed: false, withoutOpinions: $0, toAll: true) }
    #expect(life.refusal(sign(false)) == .opinionsMissing)
    guard case .letterSigned(let facts) = try life.act(sign(true)) else { return #expect(Bool(false)) }
    #expect(facts.isWithoutOpinions)
    #expect(life.status.state == .replied && life.status.clocks.map(\.kind) == [.rating])
    #expect(life.refusal(.giveOpinion(part: 2, hasContent: true)) == .notInThisState)
    try life.act(SuggestionSample.rate(1))
    #expect(life.status.state == .closed && life.status.clocks.isEmpty)
  }

  @Test("重新办理：沟通从头算，旧的沟通期限不再算逾期") func aNewRoundAsksTheDeputyAgain() throws {
    var life = try SuggestionLife.reaching(.handling, rules: SuggestionPresets.chongqing2018)
    try life.answer(1, on: "2026-03-20")
    try life.act(SuggestionSample.rate(1, SuggestionSample.lead, .dissatisfied), on: "2026-05-20")
    try life.act(.study(part: 1, rehandles: true), on: "2026-05-21")
    #expect(life.status.clocks.map(\.kind) == [.reply])
    #expect(life.refusal(SuggestionSample.contact(1, on: day("2026-05-20"))) == .dateBeforeHandOver)
    #expect(life.refusal(SuggestionSample.contact(1, on: day("2026-05-21"))) == nil)
  }

  @Test("退回的任务不留承诺和延期的期限") func whatWasGivenBackOwesNothing() throws {
    var life = try SuggestionLife.reaching(.handling)
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: life.today.adding(days: 100)))
    try life.act(.askExtension(part: 1, until: life.today.adding(months: 5)))
    try life.act(.itemize(part: 1, count: 2))
    try life.act(.settleItem(1))
    try life.act(.askReturn(part: 1, proposed: nil))
    try life.act(.reassign(part: 1, to: SuggestionSample.third, hard: false))
    #expect(life.status.openPromises.isEmpty)
    // What is not settled of its questions goes along.
    #expect(life.status.items.map(\.part) == [1, 2])
    #expect(Set(life.status.clocks.map(\.kind)) == [.signFor, .reply])
    #expect(life.status.clocks.allSatisfy { $0.part == 2 && $0.debtor == .unit(SuggestionSample.third) })
    #expect(life.refusal(.settleExtension(part: 1, agrees: true)) == .noExtensionAsked)
  }

  @Test("带着别的建议的一件不能单独撤回、退回、分拆：每位代表都要得到答复") func whoLeadsOthersGoesForward() throws {
    var life = try SuggestionLife.reaching(.submitted)
    try life.act(.takeIn(SuggestionSample.proposal))
    for command in [
      SuggestionCommand.withdraw, .sendBack, .refuse(ground: "personal"), .treatAsLetter(ground: "personal"),
      .split(into: [ID(1), ID(2)]),
    ] {
      #expect(life.refusal(command) == .leadsOthers, "\(command.act)")
    }
    try life.handOver()
    try life.answer()
    #expect(life.status.part(1)?.recipients == [SuggestionSample.lead, SuggestionSample.other])
    try life.act(SuggestionSample.rate(1))
    #expect(life.status.state == .replied)
    try life.act(SuggestionSample.rate(1, SuggestionSample.other))
    #expect(life.status.state == .closed)
  }

  @Test("没有答复邀请的：受理前知道已经提交，退回修改后还能联名，立案后不在名单里") func theUnanswered() throws {
    var life = SuggestionLife()
    try life.act(.invite([SuggestionSample.signer(SuggestionSample.first)]))
    try life.submit()
    #expect(life.refusal(.sign(SuggestionSample.first)) == .notInThisState)
    #expect(life.status.coSigners.map(\.answer) == [.invited] && life.status.signed.isEmpty)
    try life.act(.sendBack)
    try life.act(.sign(SuggestionSample.first))
    try life.act(.invite([SuggestionSample.signer(SuggestionSample.second)]))
    try life.submit()
    try life.handOver()
    #expect(life.status.coSigners.map(\.person) == [SuggestionSample.first])
  }
}
