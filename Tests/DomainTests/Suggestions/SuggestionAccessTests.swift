import Domain
import Testing

/// Act × everybody. `+` allowed, `-` not his to do, `.` it does not exist for him.
@Suite struct SuggestionAccessTests {
  typealias S = SuggestionSample

  private static func post(_ role: PostRole, _ unit: ID<HandlingUnit>? = nil) -> Post {
    Post(role: role, congress: S.congress, unit: unit)
  }
  private static func person(_ id: ID<Person>, _ posts: Post...) -> Actor {
    AccessSamples.person(id, posts, mandates: posts.isEmpty ? [S.mandate(id)] : [])
  }

  private static let actors: [(name: String, actor: Actor)] = [
    ("visitor", .visitor), ("sender", .sender(Sample.matter)), ("proposer", person(S.lead)),
    ("signer", person(S.first)),
    ("invited", person(S.invited)), ("declined", person(S.declined)), ("merged", person(S.other)),
    ("stranger", person(S.stranger)), ("enterer", person(S.enterer, post(.liaison))),
    ("secretary", person(ID(901), post(.secretary))), ("clerk", person(ID(902), post(.clerk))),
    ("director", person(ID(903), post(.director))), ("chair", person(ID(904), post(.chair))),
    ("committee", person(ID(905), post(.committee))), ("government", person(ID(906), post(.coordinator))),
    ("registrar", person(ID(907), post(.unitRegistrar, S.unit))),
    ("drafter", person(S.drafter, post(.unitDrafter, S.unit))),
    ("idle-drafter", person(ID(908), post(.unitDrafter, S.unit))), ("head", person(ID(909), post(.unitHead, S.unit))),
    ("helper", person(ID(910), post(.unitRegistrar, S.helper))),
    ("third", person(ID(911), post(.unitRegistrar, S.third))),
    ("elsewhere", person(ID(912), Post(role: .clerk, congress: Sample.otherTown))),
    ("administrator", person(ID(913), post(.systemAdministrator))), ("system", .system),
  ]

  /// A draft, entered for the deputy: one has signed, one was asked, one has declined.
  private static func draft(level: CongressLevel = .county, isConfidential: Bool = false) throws -> SuggestionLife {
    var life = SuggestionLife(S.drafted(level: level, isConfidential: isConfidential, enteredBy: S.enterer))
    try life.act(.invite([S.first, S.invited, S.declined].map { S.signer($0) }))
    try life.act(.sign(S.first))
    try life.act(.declineToSign(S.declined))
    return life
  }

  private static func submitted(sits: Bool, level: CongressLevel = .county, isConfidential: Bool = false) throws
    -> SuggestionLife
  {
    var life = try draft(level: level, isConfidential: isConfidential)
    try life.submit(sits: sits)
    return life
  }

  /// With the unit and its helper; somebody else's suggestion goes along.
  private static func handled(sits: Bool = true, level: CongressLevel = .county, isConfidential: Bool = false) throws
    -> SuggestionLife
  {
    var life = try submitted(sits: sits, level: level, isConfidential: isConfidential)
    try life.act(.takeIn(S.proposal))
    try life.handOver(.lead)
    try life.act(.signFor(part: 1))
    try life.act(.appoint(part: 1, drafter: S.drafter))
    return life
  }

  private static func facts(_ life: SuggestionLife) -> SuggestionFacts {
    SuggestionFacts(id: ID(700), status: life.status)
  }

  private static func sign(_ act: SuggestionAct, _ life: SuggestionLife, _ actor: Actor, part: Int?) -> Character {
    switch SuggestionAccess.decide(act, on: facts(life), by: actor, part: part) {
    case .allowed: "+"
    case .refused(.notVisible): "."
    default: "-"
    }
  }

  /// Draft; handed in during a session; with units, about the leading part; about the helping part; of a township.
  private static let golden = """
    draft ..---...-..............+ ..---...-----..........+ ..--..-.---------.--...+ ..--..-.---------.--...+ ..--..-.-.-------.--...+
    revise ..+--...+..............+ ..+--...+----..........+ ..+-..-.+--------.--...+ ..+-..-.+--------.--...+ ..+-..-.+.-------.--...+
    invite ..+--...+..............+ ..+--...+----..........+ ..+-..-.+--------.--...+ ..+-..-.+--------.--...+ ..+-..-.+.-------.--...+
    sign ..-++...-..............+ ..-++...-----..........+ ..-+..-.---------.--...+ ..-+..-.---------.--...+ ..-+..-.-.-------.--...+
    decline-to-sign ..-++...-..............+ ..-++...-----..........+ ..-+..-.---------.--...+ ..-+..-.---------.--...+ ..-+..-.-.-------.--...+
    submit ..+--...+..............+ ..+--...+----..........+ ..+-..-.+--------.--...+ ..+-..-.+--------.--...+ ..+-..-.+.-------.--...+
    discard ..+--...+..............+ ..+--...+----..........+ ..+-..-.+--------.--...+ ..+-..-.+--------.--...+ ..+-..-.+.-------.--...+
    withdraw ..+--...-..............+ ..+--...-----..........+ ..+-..-.---------.--...+ ..+-..-.---------.--...+ ..+-..-.-.-------.--...+
    agree-to-withdraw ..-++...-..............+ ..-++...-----..........+ ..-+..-.---------.--...+ ..-+..-.---------.--...+ ..-+..-.-.-------.--...+
    send-back ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    refuse ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    treat-as-letter ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    register ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    merge ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    split ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    hand-over ..---...-..............+ ..---...-++--..........+ ..--..-.-++------.--...+ ..--..-.-++------.--...+ ..--..-.-.+-+----.--...+
    sign-for ..---...-..............+ ..---...-----..........+ ..--..-.-------+-.--...+ ..--..-.---------.-+...+ ..--..-.-.-----+-.--...+
    appoint ..---...-..............+ ..---...-----..........+ ..--..-.-------+-.--...+ ..--..-.---------.-+...+ ..--..-.-.-----+-.--...+
    ask-return ..---...-..............+ ..---...-----..........+ ..--..-.-------+-.--...+ ..--..-.---------.-+...+ ..--..-.-.-----+-.--...+
    settle-return ..---...-..............+ ..---...--++-..........+ ..--..-.--++--+--.--...+ ..--..-.--++--+--.--...+ ..--..-.-.+-+-+--.--...+
    reassign ..---...-..............+ ..---...--++-..........+ ..--..-.--++--+--.--...+ ..--..-.--++--+--.--...+ ..--..-.-.+-+-+--.--...+
    give-opinion ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    return-opinion ..---...-..............+ ..---...-----..........+ ..--..-.---------.--...+ ..--..-.-------++.+-...+ ..--..-.-.-------.--...+
    contact ..---...-..............+ ..---...--++-..........+ ..--..-.--++---++.--...+ ..--..-.--++-----.-+...+ ..--..-.-.+-+--++.--...+
    itemize ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    settle-item ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    promise ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    keep-promise ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    draft-promise-letter ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    sign-promise-letter ..---...-..............+ ..---...-----..........+ ..--..-.---------.+-...+ ..--..-.---------.--...+ ..--..-.-.-------.+-...+
    rate-promise ..+++...-..............+ ..+++...--++-..........+ ..++..+.--++-----.--...+ ..++..+.--++-----.--...+ ..++..+.-.+-+----.--...+
    remind-promise-rater ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    close-unrated-promise ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    ask-extension ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    settle-extension ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+-+----.--...+
    draft-letter ..---...-..............+ ..---...-----..........+ ..--..-.-------++.--...+ ..--..-.---------.-+...+ ..--..-.-.-----++.--...+
    check-letter ..---...-..............+ ..---...-----..........+ ..--..-.-------+-.--...+ ..--..-.---------.-+...+ ..--..-.-.-----+-.--...+
    return-letter ..---...-..............+ ..---...-----..........+ ..--..-.-------+-.+-...+ ..--..-.---------.-+...+ ..--..-.-.-----+-.+-...+
    sign-letter ..---...-..............+ ..---...-----..........+ ..--..-.---------.+-...+ ..--..-.---------.--...+ ..--..-.-.-------.+-...+
    rate ..+++...-..............+ ..+++...--++-..........+ ..++..+.--++-----.--...+ ..++..+.--++-----.--...+ ..++..+.-.+-+----.--...+
    remind-rater ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    close-unrated ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    study ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    settle-dispute ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    make-key ..---...-..............+ ..---...---+-..........+ ..--..-.---+-----.--...+ ..--..-.---+-----.--...+ ..--..-.-.-+-----.--...+
    urge ..---...-..............+ ..---...--++-..........+ ..--..-.--++-++--.--...+ ..--..-.--++-++--.--...+ ..--..-.-.+++++--.--...+
    remove-photo ..---...-..............+ ..---...--++-..........+ ..--..-.--++-++++.--...+ ..--..-.--++-++--.-+...+ ..--..-.-.+++++++.--...+
    conceal ..+--...-..............+ ..+--...--++-..........+ ..+-..-.--++-----.--...+ ..+-..-.--++-----.--...+ ..+-..-.-.+-+----.--...+
    redact ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+-+----.--...+
    object-to-publication ..+--...-..............+ ..+--...-----..........+ ..+-..-.---------.--...+ ..+-..-.---------.--...+ ..+-..-.-.-------.--...+
    publish ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+++----.--...+
    record-outlet ..---...-..............+ ..---...--++-..........+ ..--..-.--++-----.--...+ ..--..-.--++-----.--...+ ..--..-.-.+-+----.--...+
    """

  @Test("每个动作由谁办") func everyActByEverybody() throws {
    let lives: [(SuggestionLife, Int?)] = [
      (try Self.draft(), nil), (try Self.submitted(sits: true), nil), (try Self.handled(), 1), (try Self.handled(), 2),
      (try Self.handled(sits: false, level: .township), 1),
    ]
    let lines = SuggestionAct.allCases.map { act in
      let cells = lives.map { life, part in
        String(Self.actors.map { Self.sign(act, life, $0.actor, part: part) })
      }
      return ([act.rawValue] + cells).joined(separator: " ")
    }
    #expect(
      lines == Self.golden.split(separator: "\n").map { String($0).trimmed },
      "\(Self.actors.map(\.name).joined(separator: " "))\n\(lines.joined(separator: "\n"))")
  }

  private static func seers(_ life: SuggestionLife) -> Set<String> {
    Set(actors.filter { SuggestionAccess.sees(facts(life), $0.actor) }.map(\.name))
  }

  @Test("谁看得见：草稿只有起草联名的人，常委会负责人从提交起，单位从交办起、只看有任务的，退回后就看不见") func visibility() throws {
    let authors: Set<String> = ["proposer", "signer", "invited", "enterer", "system"]
    #expect(try Self.seers(Self.draft()) == authors)
    #expect(try Self.seers(Self.submitted(sits: true)) == authors.union(["secretary", "clerk", "director", "chair"]))
    #expect(try Self.seers(Self.submitted(sits: false)) == authors.union(["clerk", "director", "chair"]))
    var life = try Self.submitted(sits: false)
    try life.act(.register(value: 1, session: nil, category: nil))
    let registered = authors.subtracting(["invited"]).union(["clerk", "director", "chair"])
    #expect(Self.seers(life) == registered)
    let units: Set<String> = ["registrar", "drafter", "head", "helper"]
    let all = registered.union(["secretary", "merged", "committee", "government"]).union(units)
    life = try Self.handled()
    #expect(Self.seers(life) == all)
    // Whoever leads reads what the helping unit says.
    #expect(SuggestionAccess.parts(of: Self.actor("registrar"), in: life.status).map(\.number) == [1, 2])
    #expect(SuggestionAccess.parts(of: Self.actor("helper"), in: life.status).map(\.number) == [2])
    #expect(SuggestionAccess.parts(of: Self.actor("idle-drafter"), in: life.status).isEmpty)
    try life.act(.askReturn(part: 2, proposed: nil))
    #expect(Self.seers(life) == all)
    try life.act(.reassign(part: 2, to: S.third, hard: false))
    #expect(Self.seers(life) == all.subtracting(["helper"]).union(["third"]))
    #expect(Self.sign(.signFor, life, Self.actor("helper"), part: 2) == ".")
  }

  private static func actor(_ name: String) -> Actor { actors.first { $0.name == name }?.actor ?? .visitor }

  @Test("要求保密的：单位、政府、专委会看不到是谁提的，并来的也一样") func confidentialProposer() throws {
    func knows(_ life: SuggestionLife) -> Set<String> {
      Set(Self.actors.filter { SuggestionAccess.seesProposer(Self.facts(life), $0.actor) }.map(\.name))
    }
    let open = try Self.handled()
    #expect(knows(open) == Self.seers(open))
    let hidden: Set<String> = ["registrar", "drafter", "head", "helper", "committee", "government"]
    let secret = try Self.handled(isConfidential: true)
    #expect(knows(secret) == Self.seers(secret).subtracting(hidden))
    var joined = try Self.submitted(sits: true)
    try joined.act(
      .takeIn(.init(suggestion: ID(702), proposer: S.proposal.proposer, signers: [], isConfidential: true)))
    try joined.handOver(.lead)
    #expect(knows(joined).isDisjoint(with: hidden) && knows(joined).contains("merged"))
  }

  @Test("常委会负责人看得到提交的每一件，什么也不代办") func chairReads() throws {
    let chair = Self.actor("chair")
    for act in SuggestionAct.allCases {
      #expect(!SuggestionAccess.relations(for: act).contains(.chair), "\(act)")
    }
    #expect(!SuggestionAccess.sees(Self.facts(try Self.draft()), chair))
    let secret = Self.facts(try Self.submitted(sits: false, isConfidential: true))
    #expect(SuggestionAccess.sees(secret, chair) && SuggestionAccess.seesProposer(secret, chair))
    let elsewhere = Actor.person(
      Actor.SignedIn(
        person: ID(904), name: "别处", posts: [Post(role: .chair, congress: Sample.otherTown)], mandates: [],
        session: ID(1)))
    #expect(!SuggestionAccess.sees(secret, elsewhere))
  }

  @Test("单位永远不能测评、催评；来访的什么也不能") func unitsNeverRate() throws {
    let units: Set<SuggestionRelation> = [.unitRegistrar, .unitDrafter, .unitHead, .leadUnit, .government]
    for act in [
      SuggestionAct.rate, .remindRater, .closeUnrated, .ratePromise, .remindPromiseRater, .closeUnratedPromise, .study,
      .settleDispute,
    ] {
      #expect(SuggestionAccess.relations(for: act).isDisjoint(with: units), "\(act)")
    }
    for act in SuggestionAct.allCases {
      #expect(SuggestionAccess.relations(for: act).isDisjoint(with: [.visitor]), "\(act)")
    }
  }

  @Test("谁能代为起草：本级的经办、秘书处，代表所在站的联络员、站长；别处的不行") func drafting() {
    func may(_ actor: Actor, venues: [ID<Venue>] = []) -> Bool {
      SuggestionAccess.mayDraft(for: S.lead, at: S.congress, venues: venues, by: actor)
    }
    let liaison = AccessSamples.person(ID(1), [AccessSamples.post(.liaison, Sample.town)])
    #expect(may(Self.actor("proposer")) && may(Self.actor("clerk")) && may(Self.actor("secretary")) && may(.system))
    #expect(may(Self.actor("enterer")) && may(liaison, venues: [Sample.station]))
    for actor in [
      liaison, Self.actor("signer"), Self.actor("elsewhere"), Self.actor("registrar"), .visitor, .sender(Sample.matter),
    ] {
      #expect(!may(actor))
    }
    #expect(!may(liaison, venues: [Sample.otherStation]))
    #expect(!may(AccessSamples.person(S.lead)))
  }
}
