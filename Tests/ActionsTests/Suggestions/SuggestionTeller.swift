import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Tells a suggestion's way in a test, an act a line, with inputs that are good unless the test says otherwise.
struct SuggestionTeller {
  let town: TestTown
  var environment: AppEnvironment { town.environment }
  var places: TestPlaces { town.places }
  var lead: Actor { places.deputy.actor() }
  var clerk: Actor { places.clerk.actor }

  init(_ town: TestTown) { self.town = town }

  func key(_ name: String) -> RequestKey { RequestKey(hash: Array((name + "................").utf8.prefix(16))) }

  func request(_ actor: Actor, seen: Int? = nil, key: RequestKey? = nil) -> ProposalRequest {
    ProposalRequest(actor: actor, seen: seen, key: key)
  }

  /// Somebody with a post of a unit.
  func actor(_ role: PostRole, _ unit: ID<HandlingUnit>) -> Actor {
    .person(
      Actor.SignedIn(
        person: places.unitHead.person, name: "某人", posts: [Post(role: role, congress: places.congress, unit: unit)],
        mandates: [], session: ID(1)))
  }

  func input(_ name: String = "关于修复东村水渠的建议", matters: [ID<Matter>] = []) -> DraftSuggestion.Input {
    DraftSuggestion.Input(
      title: name, text: "东村的水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划并向村民公布进度。",
      category: places.category, proposedUnits: [places.unit], matters: matters)
  }

  func draft(_ input: DraftSuggestion.Input? = nil, key: RequestKey? = nil) async throws -> ID<Suggestion> {
    try await DraftSuggestion.run(
      input ?? self.input(), for: places.deputy.person, of: places.congress, request(lead, key: key), in: environment
    ).id
  }

  func submitted(_ name: String = "关于修复东村水渠的建议") async throws -> ID<Suggestion> {
    let id = try await draft(input(name))
    _ = try await SubmitSuggestion.run(id, request(lead), in: environment)
    return id
  }

  @discardableResult
  func register(_ id: ID<Suggestion>, by actor: Actor? = nil, in server: AppEnvironment? = nil) async throws
    -> ProposalChanged<Suggestion>
  {
    try await RegisterSuggestion.run(nil, on: id, request(actor ?? clerk), in: server ?? environment)
  }

  func handedOver(_ targets: [SuggestionCommand.Target]? = nil) async throws -> ID<Suggestion> {
    let id = try await submitted()
    try await register(id)
    try await handOver(id, targets)
    return id
  }

  func handOver(_ id: ID<Suggestion>, _ targets: [SuggestionCommand.Target]? = nil) async throws {
    let targets = targets ?? [.init(places.unit, .sole)]
    _ = try await HandOverSuggestion.run(
      targets.count == 1 ? .sole : .lead, to: targets, on: id, request(clerk), in: environment)
  }

  @discardableResult
  func act(
    _ command: SuggestionCommand, on id: ID<Suggestion>, part: Int? = nil, words: String? = nil, by actor: Actor,
    seen: Int? = nil, in server: AppEnvironment? = nil
  ) async throws -> ProposalChanged<Suggestion> {
    try await ActOnSuggestion.run(
      command, on: id, part: part, words: words, request(actor, seen: seen), in: server ?? environment)
  }

  func letter(_ opening: String = "您提出的建议收悉，感谢您的关心。") -> LetterText {
    LetterText(
      documentNumber: "三水函〔2026〕12号", opening: opening, points: ["水渠已列入维修计划。", "进度在村务公开栏公布。"],
      opinions: "村建办意见：同意。", closing: "如有意见，请与我们联系。", signatory: "水站长", contact: "水收发 0000-1234567",
      copies: "镇人大主席团")
  }

  func stored(_ id: ID<Suggestion>) async throws -> Suggestion {
    try #require(try await town.database.read { tx in try SuggestionStore.suggestion(id, in: tx) })
  }

  func status(_ id: ID<Suggestion>) async throws -> SuggestionStatus { try await stored(id).status }

  func history(_ id: ID<Suggestion>) async throws -> [RecordEntry] {
    try await town.database.read { tx in try EventStore.history(of: .suggestion, id.raw, in: tx) }
  }

  /// What `verify` finds: nothing, when all is well.
  func findings() async throws -> [String] {
    try await Verify.run(in: environment, progress: { _ in }).findings.map(\.what)
  }

  func openSession() async throws -> ID<CongressSession> {
    try await town.openSession(of: places.congress).id
  }

  func unit(_ name: String) async throws -> ID<HandlingUnit> {
    try await SaveStructure.saveUnit(
      nil, of: places.congress, name: name, telephone: "0000-1234569", by: .system, in: environment)
  }

  func move(to date: String, hour: Int = 10) throws {
    town.clock.move(to: try #require(CivilDate(text: date)).start.adding(seconds: Int64(hour) * 3600))
  }
}
