import Domain
import Testing

/// Act × relation × owner. `+` allowed, `-` not his to do, `w` only on the deputy's word, `.` it does not exist for him.
@Suite struct MatterAccessTableTests {
  private static let columns = "sender owner member liaison chief clerk chair upper acted system worker"

  private static let golden = """
    submit          ++.+++-.-++ +.-+++-.-++ +..+++-.-++ +......-.+.
    accept          -+.ww--.--- -.+ww--.--- -..++--.--- -......+.-.
    decline         -+.ww--.--- -.-ww--.--- -..++--.--- -......+.-.
    divert          --.+++-.--- -.-+++-.--- -..+++-.--- -......+.-.
    seal            --.++++.--- -.-++++.--- -..++++.--- -......-.-.
    assign          --.+++-.--+ -.-+++-.--+ -..+++-.--+ -......+.-.
    offer           --.+++-.--- -.-+++-.--- -..+++-.--- -......-.-.
    claim           --.----.--- -.-----.--- -..----.--- -......-.-.
    hand-back       --.----.--- -.+----.--- -..----.--- -......-.-.
    classify        -+.+++-.--+ -.-+++-.--+ -..+++-.--+ -......+.-.
    note            -+.++++.--+ -.+++++.--+ -..++++.--+ -......+.-.
    urge            --.-+++.--- -.--+++.--- -..-+++.--- -......-.-.
    ask             -+.ww--.--- -.+ww--.--- -..++--.--- -......+.-.
    supplement      +-.++--.--- +.-++--.--- +..++--.--- +......+.-.
    transfer        -+.+++-.--- -.++++-.--- -..+++-.--- -......-.-.
    recall          -+.+++-.--- -.++++-.--- -..+++-.--- -......-.-.
    sign-for        --.----.--- -.-----.--- -..----.--- -......-.-.
    appoint         --.----.--- -.-----.--- -..----.--- -......-.-.
    ask-return      --.----.--- -.-----.--- -..----.--- -......-.-.
    settle-return   -+.+++-.--- -.++++-.--- -..+++-.--- -......-.-.
    draft-result    --.----.--- -.-----.--- -..----.--- -......-.-.
    send-back       --.----.--- -.-----.--- -..----.--- -......-.-.
    sign-result     --.----.--- -.-----.--- -..----.--- -......-.-.
    record-result   -+.ww--.--- -.+ww--.--- -..----.--- -......-.-.
    escalate        -+.+++-.--- -.++++-.--- -..+++-.--- -......-.-.
    pass-down       -+.+++-.--- -.++++-.--- -..+++-.--- -......-.-.
    merge           --.+++-.--- -.-+++-.--- -..+++-.--- -......-.-.
    join            --.+++-.--- -.-+++-.--- -..+++-.--- -......-.-.
    part            --.+++-.--- -.-+++-.--- -..+++-.--- -......-.-.
    reply           -+.ww--.--- -.+ww--.--- -..++--.--- -......+.-.
    rate            +-.----.--- +.-----.--- +..----.--- +......-.-.
    record-feedback --.+++-.--+ -.-+++-.--+ -..+++-.--+ -......+.-.
    close-unrated   --.++--.--- -.-++--.--- -..++--.--- -......+.-.
    rehandle        --.++--.--- -.-++--.--- -..++--.--- -......+.-.
    withdraw        +-.----.--- +.-----.--- +..----.--- +......-.-.
    redact          --.+++-.--- -.-+++-.--- -..+++-.--- -......-.-.
    publish         --.-+++.--- -.--+++.--- -..-+++.--- -......-.-.
    archive         --.++--.--- -.-++--.--- -..++--.--- -......+.-.
    object          --.-+--.+-- -.--+--.+-- -..-+--.+-- -......-.-.
    reveal          -+.+++-.--+ -.-+++-.--+ -..+++-.--+ -......+.-.
    reissue         --.++--.--- -.-++--.--- -..++--.--- -......+.-.
    correct         --.--+-.--- -.---+-.--- -..--+-.--- -......+.-.
    erase           --.--+-.-+- -.---+-.-+- -..--+-.-+- -......+.+.
    lapse           --.----.-+- -.-----.-+- -..----.-+- -......-.+.
    recount         --.----.-+- -.-----.-+- -..----.-+- -......-.+.
    hand-over       --.----.-+- -.-----.-+- -..----.-+- -......-.+.
    rise            --.----.-+- -.-----.-+- -..----.-+- -......-.+.
    release         --.+++-.-+- -.-+++-.-+- -..+++-.-+- -......+.+.
    """

  private static let owners: [(String, MatterEvent.Submitted)] = [
    ("deputy", Sample.submitted()), ("group", Sample.submitted(owner: .group(Sample.group))),
    ("venue", Sample.submitted(owner: .venue)), ("desk", Sample.atDesk(.bypass)),
  ]

  private static func sign(_ decision: Decision) -> Character {
    switch decision {
    case .allowed: "+"
    case .refused(.notVisible): "."
    case .refused(.notYours): "-"
    case .refused(.onHisWord): "w"
    case .refused(.chiefDecides): "c"
    case .refused(.pinNeeded): "p"
    case .refused(.dutiesApart): "d"
    }
  }

  @Test func everyActByEverybody() {
    var lines: [String] = []
    for act in MatterAct.allCases {
      let cells = Self.owners.map { _, submitted in
        String(
          AccessSamples.actors.map { actor in
            Self.sign(MatterAccess.decide(act, on: AccessSamples.facts(submitted), by: actor))
          })
      }
      lines.append((act.rawValue.padded(to: 16) + cells.joined(separator: " ")))
    }
    let expected = Self.golden.split(separator: "\n").map(String.init)
    #expect(lines == expected, "\(Self.columns)\n\(lines.joined(separator: "\n"))")
  }

  /// Nobody may do what no relation of his gives him, whatever the facts.
  @Test func factsOnlyNarrow() throws {
    for state in MatterState.allCases {
      let facts = AccessSamples.facts(try Life.reaching(state).status)
      for act in MatterAct.allCases {
        for actor in AccessSamples.actors {
          let decision = MatterAccess.decide(act, on: facts, by: actor)
          let able = MatterAccess.relations(of: actor, to: facts).intersection(MatterAccess.relations(for: act))
          if decision == .allowed { #expect(!able.isEmpty) }
        }
      }
    }
  }
}
