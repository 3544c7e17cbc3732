import Actions
import Domain
import TestSupport
import Testing

/// Tells a matter's way in a test, an act a line, with inputs that are good unless the test says otherwise.
struct MatterTeller {
  let town: TestTown
  var environment: AppEnvironment { town.environment }
  var places: TestPlaces { town.places }

  init(_ town: TestTown) { self.town = town }

  func key(_ name: String) -> RequestKey { RequestKey(hash: Array((name + "................").utf8.prefix(16))) }

  func request(_ actor: Actor, seen: Int? = nil, key: RequestKey? = nil, onBehalf: OnBehalf? = nil) -> MatterRequest {
    MatterRequest(actor: actor, seen: seen, key: key, onBehalf: onBehalf)
  }

  /// On the deputy's word, given on the telephone today.
  func onBehalf(of deputy: TestDeputy) -> OnBehalf {
    OnBehalf(person: deputy.person, how: .phone, obtainedOn: town.now.date)
  }

  func input(
    to addressee: Addressee? = nil, channel: MatterChannel = .code, text: String = "村口的路灯坏了三天，晚上看不见。",
    visibility: MatterVisibility = .hidden, photos: [PhotoTicket] = [], isAccusation: Bool = false,
    bypasses: Bool = false
  ) -> SubmitMatter.Input {
    SubmitMatter.Input(
      addressee: addressee ?? .venue(places.station), channel: channel, text: text, place: "东村村口", name: "陈大娘",
      phone: "13800001234", visibility: visibility, photos: photos, bypasses: bypasses, isAccusation: isAccusation)
  }

  func submit(_ input: SubmitMatter.Input? = nil, key name: String = "submit") async throws -> SubmitMatter.Receipt {
    try await SubmitMatter.run(input ?? self.input(), by: .visitor, key: key(name), in: environment)
  }

  @discardableResult
  func accept(_ matter: ID<Matter>, by actor: Actor? = nil, grade: MatterGrade = .inGroup) async throws
    -> MatterChanged
  {
    try await AcceptMatter.run(
      .init(grade: grade, urgency: .normal, category: places.category), on: matter,
      request(actor ?? places.liaison.actor), in: environment)
  }

  @discardableResult
  func assign(_ matter: ID<Matter>, to assignee: Assignee? = nil) async throws -> MatterChanged {
    try await AssignMatter.run(
      .init(to: assignee ?? .deputy(places.deputy.person), words: "请到现场看看。"), on: matter,
      request(places.liaison.actor), in: environment)
  }

  @discardableResult
  func reply(_ matter: ID<Matter>, by actor: Actor? = nil, outcome: MatterOutcome? = .solved) async throws
    -> MatterChanged
  {
    try await ReplyToMatter.run(
      .init(words: "路灯已经修好了。", outcome: outcome), on: matter, request(actor ?? places.deputy.actor()),
      in: environment)
  }

  @discardableResult
  func rate(_ matter: ID<Matter>, _ result: Satisfaction, attitude: Satisfaction = .satisfied) async throws
    -> MatterChanged
  {
    try await RateMatter.run(
      .init(
        attitude: attitude, result: result, reason: result == .dissatisfied ? "还是不亮。" : nil, isFlagged: false),
      on: matter, request(.sender(matter)), in: environment)
  }

  @discardableResult
  func archive(_ matter: ID<Matter>, by actor: Actor? = nil) async throws -> MatterChanged {
    try await ArchiveMatter.run(nil, on: matter, request(actor ?? places.liaison.actor), in: environment)
  }

  /// Submitted, accepted, assigned to the deputy and answered.
  func answered(_ name: String = "submit") async throws -> ID<Matter> {
    let matter = try await submit(key: name).matter
    try await accept(matter)
    try await assign(matter)
    try await reply(matter)
    return matter
  }

  /// Answered and rated satisfied.
  func closed(_ name: String = "submit") async throws -> ID<Matter> {
    let matter = try await answered(name)
    try await rate(matter, .satisfied)
    return matter
  }

  func page(_ matter: ID<Matter>, by actor: Actor? = nil) async throws -> MatterPageData {
    try await ReadMatterRecord.run(matter, by: actor ?? places.liaison.actor, in: environment)
  }

  func status(_ matter: ID<Matter>, by actor: Actor? = nil) async throws -> MatterStatus {
    try await page(matter, by: actor).record.matter.status
  }

  /// What `verify` finds: nothing, when all is well.
  func findings() async throws -> [String] {
    try await Verify.run(in: environment, progress: { _ in }).findings.map(\.what)
  }

  func advance(days: Int) { town.clock.move(to: town.now.adding(seconds: Int64(days) * 86_400)) }
}

extension ReadMenu {
  /// What stands beside the menu of somebody who is signed in.
  static func counts(by actor: Actor, in environment: AppEnvironment) async throws -> MenuCounts {
    try await run(by: #require(actor.signedIn), queues: nil, in: environment)
  }
}
