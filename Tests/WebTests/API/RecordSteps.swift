import Actions
import Domain
import HTTPKit
import TestSupport
import Testing
import Web

/// Acts on suggestions and motions with the examples of the documentation, one after the other.
final class RecordSteps {
  let api: APIClient
  let town: TestTown
  let examples: DocsExamples
  /// What of the place the examples name.
  var values: [String: String]
  /// The operations whose examples were carried out.
  private(set) var done: Set<String> = []

  init(_ api: APIClient, _ town: TestTown, _ examples: DocsExamples) {
    self.api = api
    self.town = town
    self.examples = examples
    values = ActSteps(api: api, town: town, examples: examples).values
  }

  /// Sends an operation's example, or another body, to its address.
  @discardableResult
  func send(
    _ pattern: String, _ id: String, part: Int = 1, by who: APIClient, _ body: JSONValue? = nil, _ status: Int = 200,
    at location: SourceLocation = #_sourceLocation
  ) async throws -> JSONValue {
    let operation = "POST /api/v1" + pattern
    let example = try examples.body(operation, values)
    let path = pattern.replacing("{id}", with: id).replacing("{part}", with: "\(part)")
    let answer = try await who.post(path, body ?? example)
    try #require(answer.status == status, "\(path): \(answer.json.pretty)", sourceLocation: location)
    if body == nil || body == example { done.insert(operation) }
    return answer.json
  }

  /// What of the table below `prefix` changes something and was not sent.
  func missing(_ prefix: String) -> [String] {
    let all = APITable.lines.filter { $0.hasPrefix("POST /api/v1\(prefix)") }.map { line in
      line.split(separator: " ").prefix(2).joined(separator: " ")
    }
    return Set(all).subtracting(done).sorted()
  }
}

/// Every act on a suggestion, each where it can be done.
struct SuggestionSteps {
  let steps: RecordSteps
  let lead: APIClient
  let signer: APIClient
  let clerk: APIClient
  let registrar: APIClient
  let drafter: APIClient
  let head: APIClient
  let helper: APIClient
  let coordinator: APIClient

  init(_ steps: RecordSteps) async throws {
    let (api, places, town) = (steps.api, steps.town.places, steps.town)
    self.steps = steps
    lead = try await api.signedIn(places.deputy, in: town)
    signer = try await api.signedIn(places.secondDeputy, in: town)
    clerk = try await api.signedIn(places.clerk)
    registrar = try await api.signedIn(places.unitRegistrar)
    drafter = try await api.signedIn(places.unitDrafter)
    head = try await api.signedIn(places.unitHead)
    helper = try await api.signedIn(places.otherUnitRegistrar)
    coordinator = try await api.signedIn(places.coordinator)
    let third = try await SaveStructure.saveUnit(
      nil, of: places.congress, name: "三河镇财政所", telephone: "0000-1234569", by: .system, in: town.environment)
    steps.values["OTHER_UNIT"] = "\(places.otherUnit)"
    steps.values["THIRD_UNIT"] = "\(third)"
    steps.values["CO_SIGNER"] = "\(places.secondDeputy.person)"
    steps.values["LATER"] = town.now.date.adding(months: 5).description
  }

  func act(_ name: String, _ id: String, by who: APIClient, _ body: JSONValue? = nil, _ status: Int = 200) async throws
  {
    try await steps.send("/work/suggestions/{id}/acts/" + name, id, by: who, body, status)
  }

  func part(
    _ name: String, _ id: String, by who: APIClient, _ body: JSONValue? = nil, of number: Int = 1, _ status: Int = 200
  ) async throws {
    try await steps.send(
      "/work/suggestions/{id}/parts/{part}/acts/" + name, id, part: number, by: who, body, status)
  }

  func draft() async throws -> String {
    try #require(try await steps.send("/work/suggestions", "", by: lead, nil, 201)["id"]?.text)
  }

  func submitted() async throws -> String {
    let id = try await draft()
    try await act("submit", id, by: lead)
    return id
  }

  /// With one unit alone.
  func handedOver() async throws -> String {
    let id = try await submitted()
    try await act("register", id, by: clerk)
    try await act("hand-over", id, by: clerk, ["kind": "sole", "lead": .text("\(steps.town.places.unit)")])
    return id
  }

  func answered(_ id: String) async throws {
    try await part("contact", id, by: registrar)
    try await part("draft-letter", id, by: registrar)
    try await part("check-letter", id, by: registrar)
    try await part("sign-letter", id, by: head)
  }

  func replied() async throws -> String {
    let id = try await handedOver()
    try await part("sign-for", id, by: registrar)
    try await part("promise", id, by: registrar)
    try await answered(id)
    return id
  }

  // MARK: The ways

  /// Two deputies, two units, an answer that is rated twice and published.
  func mainWay() async throws {
    let id = try await draft()
    try await act("invite", id, by: lead)
    try await act("decline-to-sign", id, by: signer)
    try await act("invite", id, by: lead)
    try await act("sign", id, by: signer)
    try await act("revise", id, by: lead)
    try await act("sign", id, by: signer)
    try await act("conceal", id, by: lead)
    try await act("submit", id, by: lead)
    try await act("register", id, by: clerk)
    try await act("hand-over", id, by: clerk)
    try await handling(id)
    try await part("draft-letter", id, by: drafter)
    try await part("check-letter", id, by: registrar)
    try await part("return-letter", id, by: head)
    try await part("draft-letter", id, by: drafter)
    try await part("check-letter", id, by: registrar)
    try await part("sign-letter", id, by: head)
    try await part("keep-promise", id, by: registrar)
    try await part("draft-promise-letter", id, by: registrar)
    try await part("sign-promise-letter", id, by: head)
    try await part("rate-promise", id, by: lead)
    try await act("urge", id, by: clerk)
    try await part("rate", id, by: signer)
    // A second answer, in dispute again.
    try await answered(id)
    try await part("rate", id, by: lead)
    try await part("settle-dispute", id, by: clerk)
    try await act("object-to-publication", id, by: lead)
    try await act("object-to-publication", id, by: lead, ["objects": false])
    try await act("redact", id, by: clerk)
    try await act("publish", id, by: try await steps.api.signedIn(steps.town.places.chair))
    try await act("record-outlet", id, by: clerk)
    try await steps.send("/work/suggestions/{id}/tell-residents", id, by: lead)
  }

  private func handling(_ id: String) async throws {
    try await part("sign-for", id, by: registrar)
    try await part("appoint", id, by: registrar)
    try await part("contact", id, by: drafter)
    try await part("itemize", id, by: drafter)
    try await part("settle-item", id, by: drafter)
    try await part("promise", id, by: drafter)
    try await part("ask-extension", id, by: registrar)
    try await part("settle-extension", id, by: clerk)
    try await part("sign-for", id, by: helper, of: 2)
    try await part("give-opinion", id, by: helper, of: 2)
    try await part("return-opinion", id, by: registrar, of: 2)
  }

  /// What becomes of one before it comes to a unit.
  func endings() async throws {
    try await act("discard", try await draft(), by: lead)
    try await act("send-back", try await submitted(), by: clerk)
    try await act("refuse", try await submitted(), by: clerk)
    try await act("treat-as-letter", try await submitted(), by: clerk)
    try await act("split", try await submitted(), by: clerk)
    steps.values["LEAD"] = try await submitted()
    try await act("merge", try await submitted(), by: clerk)
    let returned = try await handedOver()
    try await part("ask-return", returned, by: registrar)
    try await part("settle-return", returned, by: coordinator)
  }

  /// Where the congress's rules have it so: withdrawing needs every signer; what a deputy is not content with is studied.
  func otherRules() async throws {
    let (town, places) = (steps.town, steps.town.places)
    let current = try await town.environment.rules.current(of: places.congress)
    var settings = current.settings
    settings.suggestions.dissatisfaction = .studied
    settings.suggestions.withdrawalNeedsAll = true
    _ = try await ManageSettings.save(
      settings, reason: "试试", of: places.congress, seen: current.number, by: places.clerk.actor, in: town.environment)
    town.clock.move(to: town.now.adding(seconds: 10))
    let withdrawn = try await draft()
    try await act("invite", withdrawn, by: lead)
    try await act("sign", withdrawn, by: signer)
    try await act("submit", withdrawn, by: lead)
    try await act("withdraw", withdrawn, by: lead)
    try await act("agree-to-withdraw", withdrawn, by: signer)
    let studied = try await replied()
    try await part("rate", studied, by: lead)
    try await part("study", studied, by: clerk)
  }

  /// At a county, whose directors' meeting chooses what is urged first.
  func keyUrging() async throws {
    let county = try await TestMotions.build(in: steps.town, deputies: 2, withAccounts: true)
    let deputy = try await steps.api.signedIn(county.signer(1))
    let made = try await deputy.post(
      "/work/suggestions",
      ["title": "关于修路的建议", "text": "县道坑洼不平，车辆绕行，建议列入今年的大修计划并公布进度。"])
    let id = try #require(made["id"]?.text)
    try await act("submit", id, by: deputy)
    try await act("register", id, by: try await steps.api.signedIn(county.clerk))
    try await act("make-key", id, by: try await steps.api.signedIn(county.director))
  }

  /// A unit is merged into another one while it has a suggestion.
  func dissolved() async throws {
    let places = steps.town.places
    let id = try await submitted()
    try await act("register", id, by: clerk)
    try await act("hand-over", id, by: clerk, ["kind": "sole", "lead": .text("\(places.otherUnit)")])
    try await steps.town.dissolve(places.otherUnit)
    try await part("reassign", id, by: clerk)
  }

  /// Whoever does not rate; after the windows have passed.
  func unrated() async throws {
    let id = try await replied()
    steps.town.clock.move(to: steps.town.now.adding(days: 40))
    let later = try await steps.api.signedIn(steps.town.places.clerk)
    try await part("remind-rater", id, by: later)
    steps.town.clock.move(to: steps.town.now.adding(days: 1))
    try await part("close-unrated", id, by: try await steps.api.signedIn(steps.town.places.clerk))
    try await unratedPromise(id)
  }
}

extension SuggestionSteps {
  /// A promise was kept and told of, and nobody says what he thinks of it.
  fileprivate func unratedPromise(_ id: String) async throws {
    let (places, town) = (steps.town.places, steps.town)
    try await part("keep-promise", id, by: try await steps.api.signedIn(places.unitRegistrar))
    try await part("sign-promise-letter", id, by: try await steps.api.signedIn(places.unitHead))
    town.clock.move(to: town.now.adding(days: 40))
    try await part("remind-promise-rater", id, by: try await steps.api.signedIn(places.clerk))
    town.clock.move(to: town.now.adding(days: 1))
    try await part("close-unrated-promise", id, by: try await steps.api.signedIn(places.clerk))
  }
}

/// Every act on a motion, at a county with enough deputies.
struct MotionSteps {
  let steps: RecordSteps
  let tell: TestMotions
  let lead: APIClient
  let clerk: APIClient
  let committee: APIClient

  init(_ steps: RecordSteps) async throws {
    self.steps = steps
    tell = try await TestMotions.build(in: steps.town, withAccounts: true)
    lead = try await steps.api.signedIn(tell.signer(1))
    clerk = try await steps.api.signedIn(tell.clerk)
    committee = try await steps.api.signedIn(tell.committee)
    steps.values["CO_SIGNER"] = "\(tell.deputies[1].person)"
    steps.values["LATER"] = steps.town.now.date.adding(days: 60).description
  }

  func act(_ name: String, _ id: String, by who: APIClient, _ body: JSONValue? = nil, _ status: Int = 200) async throws
  {
    try await steps.send("/work/motions/{id}/acts/" + name, id, by: who, body, status)
  }

  private func draft() async throws -> String {
    try #require(try await steps.send("/work/motions", "", by: lead, nil, 201)["id"]?.text)
  }

  /// Through the API from the draft to the report to the congress.
  func mainWay() async throws {
    let id = try await draft()
    let motion = try #require(ID<Motion>(text: id))
    try await act("revise", id, by: lead)
    try await act("invite", id, by: lead)
    let signer = try await steps.api.signedIn(tell.signer(2))
    try #require(try await signer.get("/work/motions/invitations").json.list?.count == 1)
    try await act("decline-to-sign", id, by: signer)
    try await act("invite", id, by: lead)
    try await act("sign", id, by: signer)
    let others = tell.deputies[2...10]
    try await act("invite", id, by: lead, ["people": .list(others.map { .text("\($0.person)") })])
    try await act("submit", id, by: lead, nil, 409)
    for deputy in others {
      _ = try await ActOnMotion.run(
        .sign(deputy.person), on: motion, tell.request(deputy.actor()), in: tell.environment)
    }
    try await act("submit", id, by: lead)
    try await act("register", id, by: clerk)
    try await act("refer", id, by: clerk)
    try await act("give-opinion", id, by: committee)
    try await act("put-on-agenda", id, by: clerk)
    try await act("withdraw", id, by: lead)
    try await act("settle-withdrawal", id, by: clerk)
    try await act("consider", id, by: committee)
    try await act("vote", id, by: clerk)
    try await act("correct-vote", id, by: clerk)
    try await implementing(id)
  }

  private func implementing(_ id: String) async throws {
    try await act("name-leader", id, by: clerk)
    try await act("add-milestone", id, by: clerk)
    try await act("move-milestone", id, by: clerk)
    try await act("note", id, by: clerk)
    try await act("publish", id, by: clerk)
    try await act("finish-milestone", id, by: clerk)
    try await act("release-leader", id, by: clerk)
    try await act("report", id, by: clerk)
  }

  func endings() async throws {
    try await act("discard", try await draft(), by: lead)
    try await act("send-back", "\(try await tell.submitted())", by: clerk)
    try await act("refer-after-session", "\(try await tell.numbered())", by: clerk)
    try await act("become-suggestion", "\(try await tell.numbered())", by: clerk)
  }
}
