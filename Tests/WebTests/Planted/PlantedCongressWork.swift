import Actions
import Domain
import TestSupport
import Testing

/// Suggestions and motions in which every private field carries a mark.
struct PlantedCongressWork {
  /// Has put the confidential one forward.
  let proposer: TestDeputy
  let draft: ID<Suggestion>
  let confidential: ID<Suggestion>
  let unsigned: ID<Suggestion>
  let refused: ID<Suggestion>
  let returned: ID<Suggestion>
  let motionDraft: ID<Motion>
  let motion: ID<Motion>
  let carried: ID<Motion>
  let sentBack: ID<Motion>

  var suggestions: [ID<Suggestion>] { [draft, confidential, unsigned, refused, returned] }
  var motions: [ID<Motion>] { [motionDraft, motion, carried, sentBack] }

  init(_ town: TestTown) async throws {
    let motions = MotionPlanting(tell: try await TestMotions.build(in: town, deputies: 6, township: true))
    let plant = SuggestionPlanting(town: town)
    proposer = try #require(motions.tell.deputies.first { $0.name == Mark.proposerName.chosen })
    // Who has no place gets no slip.
    try await SaveVenue.place(proposer.mandate, at: town.places.otherStation, by: .system, in: town.environment)
    draft = try await plant.draft()
    confidential = try await plant.confidential(of: proposer)
    unsigned = try await plant.unsigned()
    refused = try await plant.refused()
    returned = try await plant.returned()
    motionDraft = try await motions.draft()
    motion = try await motions.submitted()
    carried = try await motions.carried()
    sentBack = try await motions.sentBack()
  }

  /// Names of deputies stand in the directory, and where they can be chosen: one is private beside what it has put forward.
  func isPrivate(_ mark: Mark, at path: String) -> Bool {
    guard mark == .proposerName else { return true }
    return path.contains("/suggestions") && !path.contains("/new") && !path.contains("/choices")
      && !path.contains("/\(draft)")
  }

  /// What permission is decided by.
  struct Facts {
    let draft: SuggestionFacts
    let confidential: SuggestionFacts
    let unsigned: SuggestionFacts
    let refused: SuggestionFacts
    let returned: SuggestionFacts
    let motionDraft: MotionFacts
    let motion: MotionFacts
    let carried: MotionFacts
    let sentBack: MotionFacts

    init(_ work: PlantedCongressWork, _ town: TestTown) async throws {
      func facts(_ id: ID<Suggestion>) async throws -> SuggestionFacts {
        let data = try await ReadSuggestion.run(id, by: .system, in: town.environment)
        return SuggestionFacts(id: id, status: data.status)
      }
      func motionFacts(_ id: ID<Motion>) async throws -> MotionFacts {
        MotionFacts(id: id, status: try await ReadMotion.run(id, by: .system, in: town.environment).status)
      }
      draft = try await facts(work.draft)
      confidential = try await facts(work.confidential)
      unsigned = try await facts(work.unsigned)
      refused = try await facts(work.refused)
      returned = try await facts(work.returned)
      motionDraft = try await motionFacts(work.motionDraft)
      motion = try await motionFacts(work.motion)
      carried = try await motionFacts(work.carried)
      sentBack = try await motionFacts(work.sentBack)
    }

    func shows(_ mark: Mark, to actor: Actor) -> Bool {
      switch mark {
      case .suggestionDraft: SuggestionAccess.sees(draft, actor)
      // What was written before it was handed in stands nowhere any more.
      case .earlierDraft: false
      case .proposerName: SuggestionAccess.seesProposer(confidential, actor)
      case .suggestionText: SuggestionAccess.sees(confidential, actor)
      case .contactNote, .letterWords, .ratingWords: sees(part: 1, of: confidential, actor)
      case .opinionWords: sees(part: 2, of: confidential, actor)
      case .objectionWords: seesWhole(confidential, actor)
      // The unit's own business.
      case .letterDraft:
        !SuggestionAccess.relations(of: actor, to: unsigned, part: 1).isDisjoint(
          with: [.unitRegistrar, .unitDrafter, .unitHead])
      case .refusalReason: seesWhole(refused, actor)
      case .returnReason: sees(part: 1, of: returned, actor)
      case .motionDraft: MotionAccess.sees(motionDraft, actor)
      case .motionText: MotionAccess.sees(motion, actor)
      case .motionNote: MotionAccess.sees(carried, actor)
      case .motionReason: MotionAccess.sees(sentBack, actor)
      default: false
      }
    }

    private func seesWhole(_ facts: SuggestionFacts, _ actor: Actor) -> Bool {
      SuggestionAccess.sees(facts, actor) && !SuggestionAccess.relations(of: actor, to: facts).isEmpty
    }

    private func sees(part: Int, of facts: SuggestionFacts, _ actor: Actor) -> Bool {
      seesWhole(facts, actor) || SuggestionAccess.parts(of: actor, in: facts.status).contains { $0.number == part }
    }
  }
}

/// The acts by which marks come into suggestions.
private struct SuggestionPlanting {
  let town: TestTown
  var places: TestPlaces { town.places }
  var unit: Actor { places.unitRegistrar.actor }

  func value(_ mark: Mark) -> String { mark.chosen ?? "" }
  func request(_ actor: Actor) -> ProposalRequest { ProposalRequest(actor: actor) }

  func act(
    _ command: SuggestionCommand, on id: ID<Suggestion>, part: Int? = nil, _ words: String? = nil, by actor: Actor
  ) async throws {
    _ = try await ActOnSuggestion.run(
      command, on: id, part: part, words: words, request(actor), in: town.environment)
  }

  private func begin(_ title: String, _ text: String = "", by deputy: TestDeputy? = nil, isConfidential: Bool = false)
    async throws -> ID<Suggestion>
  {
    let deputy = deputy ?? places.deputy
    return try await DraftSuggestion.run(
      DraftSuggestion.Input(
        title: title, text: text + "：东村的水渠年久失修，每年灌溉季节漏水，建议列入维修计划。", category: places.category,
        isConfidential: isConfidential), for: deputy.person, of: places.congress, request(deputy.actor()),
      in: town.environment
    ).id
  }

  private func invite(_ other: TestDeputy, to id: ID<Suggestion>, by deputy: TestDeputy) async throws {
    _ = try await InviteCoSigners.run([other.person], on: id, request(deputy.actor()), in: town.environment)
  }

  private func submit(_ id: ID<Suggestion>, by deputy: TestDeputy? = nil) async throws {
    _ = try await SubmitSuggestion.run(
      id, request((deputy ?? places.deputy).actor()), in: town.environment)
  }

  private func handOver(_ id: ID<Suggestion>, helped: Bool = false) async throws {
    let clerk = request(places.clerk.actor)
    _ = try await RegisterSuggestion.run(nil, on: id, clerk, in: town.environment)
    _ = try await HandOverSuggestion.run(
      helped ? .lead : .sole,
      to: helped ? [.init(places.unit, .lead), .init(places.otherUnit, .co)] : [.init(places.unit, .sole)], on: id,
      clerk, in: town.environment)
  }

  private func contact(_ id: ID<Suggestion>, with deputy: TestDeputy, _ words: String) async throws {
    try await act(.signFor(part: 1), on: id, part: 1, by: unit)
    _ = try await AppointDrafter.run(
      places.unitDrafter.person, part: 1, on: id, request(unit), in: town.environment)
    try await act(
      .contact(.init(part: 1, kind: .visit, on: town.now.date, with: [deputy.person], isSigned: false)), on: id,
      part: 1, words, by: places.unitDrafter.actor)
  }

  private func letter(_ id: ID<Suggestion>, _ words: String) async throws {
    let text = LetterText(
      documentNumber: "三水函〔2026〕12号", opening: "您提出的建议收悉。", points: [words], opinions: "", closing: "感谢您的监督。",
      signatory: "水站长", contact: "0000-1234567", copies: "")
    _ = try await DraftReplyLetter.run(
      text, resultClass: "A", part: 1, on: id, request(places.unitDrafter.actor), in: town.environment)
  }

  // MARK: Each with its marks

  func draft() async throws -> ID<Suggestion> {
    let id = try await begin(value(.suggestionDraft), value(.suggestionDraft))
    try await invite(places.otherDeputy, to: id, by: places.deputy)
    return id
  }

  func confidential(of proposer: TestDeputy) async throws -> ID<Suggestion> {
    let id = try await begin("关于修复水渠的建议", value(.earlierDraft), by: proposer, isConfidential: true)
    _ = try await ReviseSuggestion.run(
      DraftSuggestion.Input(
        title: "关于修复水渠的建议", text: value(.suggestionText) + "：东村的水渠年久失修，每年灌溉季节漏水，建议列入维修计划。",
        category: places.category, isConfidential: true), on: id, request(proposer.actor()), in: town.environment)
    try await invite(places.secondDeputy, to: id, by: proposer)
    try await act(.sign(places.secondDeputy.person), on: id, by: places.secondDeputy.actor())
    try await submit(id, by: proposer)
    try await handOver(id, helped: true)
    try await contact(id, with: proposer, value(.contactNote))
    let helper = places.otherUnitRegistrar.actor
    try await act(.signFor(part: 2), on: id, part: 2, by: helper)
    try await act(.giveOpinion(part: 2, hasContent: true), on: id, part: 2, value(.opinionWords), by: helper)
    try await letter(id, value(.letterWords))
    try await act(.checkLetter(part: 1), on: id, part: 1, by: unit)
    _ = try await SignReplyLetter.run(
      .init(part: 1), on: id, request(places.unitHead.actor), in: town.environment)
    try await act(.objectToPublication(true), on: id, value(.objectionWords), by: proposer.actor())
    _ = try await RateSuggestion.run(
      .init(part: 1, attitude: .satisfied, result: .basic, reason: value(.ratingWords)), on: id,
      request(proposer.actor()), in: town.environment)
    return id
  }

  func unsigned() async throws -> ID<Suggestion> {
    let id = try await begin("关于清淤的建议")
    try await submit(id)
    try await handOver(id)
    try await contact(id, with: places.deputy, "看了水渠。")
    try await letter(id, value(.letterDraft))
    return id
  }

  func refused() async throws -> ID<Suggestion> {
    let id = try await begin("关于代销农具的建议")
    try await submit(id)
    try await act(.refuse(ground: "promotion"), on: id, value(.refusalReason), by: places.clerk.actor)
    return id
  }

  func returned() async throws -> ID<Suggestion> {
    let id = try await begin("关于补种行道树的建议")
    try await submit(id)
    try await handOver(id)
    try await act(.askReturn(part: 1, proposed: nil), on: id, part: 1, value(.returnReason), by: unit)
    return id
  }
}

/// The acts by which marks come into motions.
private struct MotionPlanting {
  let tell: TestMotions
  var places: TestPlaces { tell.town.places }

  private func text(_ mark: Mark) -> MotionText {
    var text = TestMotions.text
    text.grounds = (mark.chosen ?? "") + "：" + text.grounds
    return text
  }

  private func begin(_ text: MotionText) async throws -> ID<Motion> {
    let lead = tell.request(places.deputy.actor())
    let id = try await DraftMotion.run(
      text, for: places.deputy.person, of: places.congress, lead, in: tell.environment
    ).id
    let others = [places.secondDeputy] + tell.deputies.prefix(3)
    _ = try await InviteToMotion.run(others.map(\.person), on: id, lead, in: tell.environment)
    return id
  }

  func draft() async throws -> ID<Motion> { try await begin(text(.motionDraft)) }

  func submitted() async throws -> ID<Motion> { try await tell.submitted(text(.motionText), signers: 4) }

  func carried() async throws -> ID<Motion> {
    let id = try await tell.adopted(signers: 4)
    try await tell.act(.nameLeader(name: "王镇长", office: "镇长"), on: id)
    try await tell.act(.addMilestone(title: "清淤", due: tell.today.adding(days: 30)), on: id)
    try await tell.act(
      .note(form: .onSite, on: tell.today, isPublic: false), on: id, words: Mark.motionNote.chosen)
    _ = try await PublishMotion.run(
      true, text: "两年内完成。", on: id, tell.request(tell.clerk.actor), in: tell.environment)
    return id
  }

  func sentBack() async throws -> ID<Motion> {
    let id = try await begin(TestMotions.text)
    for deputy in [places.secondDeputy] + tell.deputies.prefix(3) {
      _ = try await ActOnMotion.run(
        .sign(deputy.person), on: id, tell.request(deputy.actor()), in: tell.environment)
    }
    // The law asks five of a township's deputies.
    _ = try await SubmitMotion.run(id, tell.request(places.deputy.actor()), in: tell.environment)
    try await tell.act(.sendBack, on: id, words: Mark.motionReason.chosen)
    return id
  }
}
