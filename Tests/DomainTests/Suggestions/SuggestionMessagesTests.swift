import Domain
import Testing

/// Which event of a suggestion tells whom what.
@Suite struct SuggestionMessagesTests {
  private typealias Sample = SuggestionSample

  /// `kind>audience`, with `/` and whose answer it tells.
  private static func text(_ message: ProposalMessage) -> String {
    let people: [ID<Person>: String] = [
      Sample.lead: "lead", Sample.first: "first", Sample.second: "second", Sample.enterer: "enterer",
      Sample.drafter: "drafter", Sample.other: "other",
    ]
    let units: [ID<HandlingUnit>: String] = [Sample.unit: "unit", Sample.helper: "helper", Sample.third: "third"]
    let audience: String =
      switch message.audience {
      case .person(let id): people[id] ?? "?"
      case .unitRegistrars(let id): units[id] ?? "?"
      case .unitHeads(let id): "heads of " + (units[id] ?? "?")
      case .workBody: "body"
      case .coordinators: "government"
      case .clerks: "clerks"
      case .directors: "directors"
      case .chairs: "chairs"
      default: "?"
      }
    return message.kind.rawValue + ">" + audience + (message.about.map { "/" + (people[$0] ?? "?") } ?? "")
  }

  @Test("什么事告诉谁", arguments: SuggestionMessageSteps.all)
  func whoHearsOfWhat(step: SuggestionMessageSteps.Step) throws {
    var life = SuggestionLife()
    let command = try step.way(&life)
    let before = life.status
    let event = try life.act(command)
    let messages = SuggestionMessages.after(event, from: before, to: life.status)
    #expect(messages.map(Self.text) == step.expected)
    #expect(Set(messages.map(\.kind)).count <= ProposalMessage.mostKinds)
    // What is told at once still holds.
    for message in messages {
      guard case .person(let person) = message.audience else { continue }
      #expect(SuggestionMessages.stands(message.kind, life.status, for: person), "\(message.kind)")
    }
  }

  @Test("单位听到的，没有一条说出是哪位代表")
  func unitsHearNoName() throws {
    for step in SuggestionMessageSteps.all {
      var life = SuggestionLife()
      let command = try step.way(&life)
      let before = life.status
      for message in SuggestionMessages.after(try life.act(command), from: before, to: life.status) {
        if case .person = message.audience { continue }
        #expect(message.about == nil, "\(step.name)")
      }
    }
  }

  // MARK: What was settled

  @Test("办好了的不再说；撤回、作废了的什么都不再说")
  func standing() throws {
    var life = SuggestionLife()
    for person in [Sample.first, Sample.second] { try life.act(.invite([Sample.signer(person)])) }
    try life.act(.sign(Sample.first))
    #expect(SuggestionMessages.stands(.coSignAsked, life.status, for: Sample.second))
    #expect(!SuggestionMessages.stands(.coSignAsked, life.status, for: Sample.first))
    try life.submit()
    #expect(!SuggestionMessages.stands(.coSignAsked, life.status, for: Sample.second))
    let cases: [(NoticeKind, SuggestionState, Bool)] = [
      (.sentForRevision, .returned, true), (.sentForRevision, .submitted, false), (.partHandedOver, .handling, true),
      (.partHandedOver, .replied, false), (.letterToRate, .replied, true), (.letterToRate, .closed, false),
      (.ratingReminder, .closed, false), (.toRehandle, .closed, false), (.letterToSign, .replied, false),
      (.extensionAsked, .handling, false), (.returnAsked, .handling, false), (.urged, .handling, true),
      (.urged, .closed, false), (.toReview, .replied, false), (.publicationObjected, .replied, false),
      (.registered, .closed, true), (.registered, .withdrawn, false), (.proposalWithdrawn, .withdrawn, true),
      (.coSignAsked, .discarded, false),
    ]
    for (kind, state, stands) in cases {
      let status = try SuggestionLife.reaching(state).status
      #expect(SuggestionMessages.stands(kind, status, for: Sample.lead) == stands, "\(kind) \(state)")
    }
  }

  /// Every kind belongs to one of the groups of the preferences, and something of suggestions or motions can bring it about.
  @Test("每一种提醒都有来处")
  func everyKindComesFromSomewhere() throws {
    var kinds: Set<NoticeKind> = []
    for step in SuggestionMessageSteps.all {
      kinds.formUnion(step.expected.compactMap { NoticeKind(rawValue: String($0.prefix { $0 != ">" })) })
    }
    kinds.formUnion(MotionMessagesTests.kinds)
    kinds.formUnion([-1, 1].map { SuggestionReminders.kind(of: ReminderStep(ordinal: $0, late: 0)) })
    let all = NoticeKind.allCases
    let first = try #require(all.firstIndex(of: .coSignAsked))
    let last = try #require(all.firstIndex(of: .implementation))
    #expect(Set(all[first...last]).subtracting(kinds) == [])
  }
}
