import Actions
import DatabaseKit
import Domain
import SecretsKit
import Store
import TestSupport
import Testing

/// Requests, erasures and the time of keeping, a line a step.
extension MatterTeller {
  static let phone = "13800001234"
  static let everything = Set(ErasedPart.allCases)

  @discardableResult
  func ask(
    _ kind: InformationRequest.Kind, on matter: ID<Matter>, words: String? = nil,
    correction: InformationCorrection = InformationCorrection(), correctsWords: Bool = false, key name: String = "ask"
  ) async throws -> ID<InformationRequest> {
    try await AskInformation.run(
      .init(kind: kind, words: words, correction: correction, correctsWords: correctsWords), on: matter,
      by: .sender(matter), key: key(name), in: environment)
  }

  func decide(
    _ id: ID<InformationRequest>, _ outcome: InformationDecision.Outcome, _ ground: InformationGround? = nil,
    fields: [CorrectedField] = [], by actor: Actor? = nil, seen: Int = 1
  ) async throws {
    try await DecideInformation.run(
      .init(outcome: outcome, ground: ground, fields: fields, reason: "已打电话核实。", seen: seen), on: id,
      by: actor ?? places.clerk.actor, in: environment)
  }

  /// Archived, after a whole way.
  func archived(_ name: String = "submit", photos: [PhotoTicket] = []) async throws -> ID<Matter> {
    let matter = try await submit(input(photos: photos), key: name).matter
    try await accept(matter)
    try await assign(matter)
    try await reply(matter)
    try await rate(matter, .satisfied)
    try await archive(matter)
    return matter
  }

  func contact(_ matter: ID<Matter>) async throws -> StoredContact {
    try await #require(
      environment.database.read { tx in try MatterPartStore.contacts(of: matter, in: tx) }.first)
  }

  func opened(_ matter: ID<Matter>) async throws -> [String] {
    let stored = try await contact(matter)
    return try [
      (stored.name, "matter_contacts.name" as StaticString), (stored.phone, "matter_contacts.phone"),
    ].map { bytes, field in
      try bytes.map {
        try environment.cipher.open(.init(keyID: stored.keyID, bytes: $0), record: matter.raw, field: field)
      } ?? ""
    }
  }

  /// What is written in the history of a matter and its requests.
  func writtenWords(_ matter: ID<Matter>) async throws -> String {
    try await environment.database.read { tx in
      let own = try EventStore.history(of: .matter, matter.raw, in: tx).compactMap(\.words)
      let requests = try InformationStore.requests(of: matter, in: tx).flatMap {
        try EventStore.history(of: .information, $0.id.raw, in: tx).compactMap(\.words)
      }
      return (own + requests).joined(separator: "\n")
    }
  }

  func photos(_ mark: UInt8) async throws -> [PhotoTicket] {
    try await PreparePhotos.run(
      [.init(name: "路灯.jpg", bytes: PlainPictures.upload(mark))], kept: [], limit: 6, in: environment
    ).tickets
  }

  // MARK: Time of keeping

  func confirmRetention() async throws {
    let page = try await ManageRetention.page(
      of: places.congress, by: places.clerk.actor, in: environment)
    try await ManageRetention.confirm(
      of: places.congress, seen: page.settings.number, by: places.clerk.actor, in: environment)
  }

  func expire(in other: AppEnvironment? = nil) async throws {
    try await TimedJobs.runOnce(ExpireMatters(), holder: "test", rounds: 1000, in: other ?? environment)
  }

  func advance(years: Int) {
    let day = town.now.date.adding(months: 12 * years)
    town.clock.move(to: day.start.adding(hours: 10))
  }
}
