import Domain
import Testing

/// Every act in every state, on a matter of a deputy that was led there in the usual way. A sign is `+` for an act that
/// happens, `-` for one that does not exist in the state, and a letter for a refusal by name (see `letters`).
@Suite struct WorkflowTableTests {
  private static let letters: [MatterRefusal: Character] = [
    .notInThisState: "-", .alreadyRated: "r", .notYetClosable: "t", .gatesOpen: "g", .rehandleOwed: "o",
    .nothingRedacted: "n", .notLapsed: "l", .nothingChanged: "=", .keptPrivate: "k", .sealed: "s",
    .resultNeedsUnit: "u", .resultNeedsDeputy: "d", .reasonMissing: "m", .sameOwner: "w", .needsSecondPerson: "2",
    .raisedIt: "i", .unitHasIt: "h", .oneLead: "1", .resultDayWrong: "y", .handlingElsewhere: "e", .returnTooLate: "z",
    .returnSettledForGood: "v", .othersOpen: "x", .dateInFuture: "f", .toldBeforeRound: "b", .askedBeforeReply: "q",
    .claimedAlready: "a", .owedBelow: "p", .escalationLoop: "c", .handledTogether: "j", .leadsOthers: "8", .held: "9",
    .formOpen: "7",
    .tooManyTogether: "9", .heldFirst: "#",
  ]

  private static let table = """
                    submitted accepted with-unit awaiting result replied dissatisfied closed declined diverted withdrawn archived
    submit          -         -        -         -        -      -       -            -      -        -        -         -
    accept          +         -        -         -        -      -       -            -      -        -        -         -
    decline         +         +        -         -        -      -       -            -      -        -        -         -
    divert          +         +        -         +        -      -       -            -      -        -        -         -
    seal            +         +        +         +        +      +       +            +      -        -        -         -
    assign          +         +        -         -        -      -       -            -      -        -        -         -
    offer           a         a        -         -        -      -       -            -      -        -        -         -
    claim           a         a        -         -        -      -       -            -      -        -        -         -
    hand-back       =         =        -         -        -      -       -            -      -        -        -         -
    classify        +         +        +         +        +      +       +            -      -        -        -         -
    note            +         +        +         +        +      +       +            +      -        -        -         -
    urge            +         +        +         -        +      -       +            -      -        -        -         -
    ask             +         +        -         -        -      -       -            -      -        -        -         -
    supplement      -         -        -         +        -      -       -            -      -        -        -         -
    transfer        -         +        +         -        -      -       -            -      -        -        -         -
    recall          -         -        +         -        -      -       -            -      -        -        -         -
    sign-for        -         -        +         -        -      -       -            -      -        -        -         -
    appoint         -         -        e         -        -      -       -            -      -        -        -         -
    ask-return      -         -        +         -        -      -       -            -      -        -        -         -
    settle-return   -         -        e         -        -      -       -            -      -        -        -         -
    draft-result    -         -        e         -        -      -       -            -      -        -        -         -
    send-back       -         -        e         -        -      -       -            -      -        -        -         -
    sign-result     -         -        e         -        -      -       -            -      -        -        -         -
    record-result   -         +        -         -        -      -       -            -      -        -        -         -
    escalate        +         +        -         -        -      -       -            -      -        -        -         -
    pass-down       =         =        -         -        =      -       -            -      -        -        -         -
    merge           +         +        +         -        -      -       -            -      -        -        -         -
    join            +         +        -         -        -      -       -            -      -        -        -         -
    part            =         =        -         -        -      -       -            -      -        -        -         -
    reply           -         +        -         -        +      -       -            -      -        -        -         -
    rate            -         -        -         -        -      +       -            r      -        -        -         -
    record-feedback -         -        -         -        -      +       -            -      -        -        -         -
    close-unrated   -         -        -         -        -      t       -            -      -        -        -         -
    rehandle        -         -        -         -        -      -       +            -      -        -        -         -
    withdraw        +         +        +         +        +      -       -            -      -        -        -         -
    redact          -         +        +         -        +      +       +            +      -        -        -         +
    publish         -         n        n         -        n      n       n            n      -        -        -         n
    archive         -         -        -         -        -      -       o            +      -        -        -         -
    object          +         +        +         +        +      +       +            +      +        +        +         +
    reveal          +         +        +         +        +      +       +            +      +        +        +         +
    reissue         +         +        +         +        +      +       +            +      +        +        +         +
    correct         +         +        +         +        +      +       +            +      +        +        +         +
    erase           +         +        +         +        +      +       +            +      +        +        +         +
    lapse           l         -        -         -        -      -       -            -      -        -        -         -
    recount         =         =        =         +        =      =       =            -      -        -        -         -
    hand-over       +         +        +         +        +      +       +            +      -        -        -         -
    rise            l         l        l         -        l      -       l            -      -        -        -         -
    release         =         -        -         -        -      -       -            -      -        -        -         -
    """

  @Test func everyActInEveryState() throws {
    var lines = [Self.table.split(separator: "\n")[0].description]
    let widths = [10, 9, 10, 9, 7, 8, 13, 7, 9, 9, 10, 8]
    for act in MatterAct.allCases {
      var line = act.rawValue.padded(to: 16)
      for (state, width) in zip(MatterState.allCases, widths) {
        line += String(try sign(act, in: state)).padded(to: width)
      }
      lines.append(line.trimmed)
    }
    #expect(
      lines.map(\.trimmed) == Self.table.split(separator: "\n").map { String($0).trimmed },
      "\(lines.joined(separator: "\n"))")
  }

  /// The usual person with the usual input, the day after the state was reached.
  private func sign(_ act: MatterAct, in state: MatterState) throws -> Character {
    let life = try Life.reaching(state)
    let today = life.now.date.adding(days: 1)
    let outcomes = MatterCandidates.commands(act, for: life.status, today: today).map {
      life.refusal($0, on: today.description)
    }
    if outcomes.contains(nil) { return "+" }
    let reasons = Set(outcomes.compactMap { $0 })
    #expect(reasons.count <= 1)
    return reasons.first.flatMap { Self.letters[$0] } ?? "-"
  }

  /// Why each act is not offered where it is not: the refusal is the workflow's answer to a forged form, too.
  @Test func anActOutsideItsStatesIsRefusedAsSuch() throws {
    for state in MatterState.allCases {
      let life = try Life.reaching(state)
      for act in MatterAct.allCases where !act.states.contains(state) {
        for command in MatterCandidates.commands(act, for: life.status, today: life.now.date) {
          #expect(life.refusal(command) == .notInThisState, "\(act) in \(state)")
        }
        #expect(!life.workflow.offers(act, on: life.status, today: life.now.date))
      }
    }
  }

  @Test func nothingMoreIsOwedInAnEndedState() {
    #expect(MatterState.open == Set(MatterState.allCases).subtracting([.declined, .diverted, .withdrawn, .archived]))
    for state in MatterState.allCases where state.isEnded {
      #expect(MatterQueue(state) == .ended)
      for act in [MatterAct.accept, .reply, .assign, .rate, .rehandle, .withdraw, .seal, .note, .archive] {
        #expect(!act.states.contains(state))
      }
    }
  }

  @Test func everyCommandNamesItsAct() throws {
    let status = try Life.reaching(.replied).status
    for act in MatterAct.allCases {
      let commands = MatterCandidates.commands(act, for: status, today: day("2025-03-10"))
      #expect(commands.isEmpty == (act == .submit))
      #expect(commands.allSatisfy { $0.act == act })
    }
    #expect(Set(Self.letters.keys) == Set(MatterRefusal.allCases))
  }
}

extension String {
  /// With blanks up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// Without the blanks at the end.
  var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
