import Actions
import Domain
import TestSupport

/// Tells a matter's way into a unit.
protocol UnitTelling {}

extension UnitTelling {
  static var plea: String { "我叫陈大娘，渠口漏水三天了，电话13800001234，淹了半亩地。" }

  func transfer(
    _ tell: MatterTeller, lead: ID<HandlingUnit>? = nil, others: [ID<HandlingUnit>] = [],
    sharing: ContactSharing = .none, reason: String? = nil
  ) -> TransferMatter.Input {
    TransferMatter.Input(
      lead: lead ?? tell.places.unit, others: others, resultDue: tell.town.now.date.adding(days: 30),
      sharing: sharing, sharingReason: reason, words: "请到渠口看现场。")
  }

  func handedOver(
    _ tell: MatterTeller, _ name: String = "unit", others: [ID<HandlingUnit>] = [], sharing: ContactSharing = .none
  ) async throws -> ID<Matter> {
    let matter = try await tell.submit(tell.input(text: Self.plea), key: name).matter
    try await tell.accept(matter, grade: .transfer)
    try await tell.assign(matter)
    _ = try await TransferMatter.run(
      transfer(tell, others: others, sharing: sharing), on: matter, tell.request(tell.places.deputy.actor()),
      in: tell.environment)
    return matter
  }

  func target(_ matter: ID<Matter>, _ part: Int = 1, seen: String? = nil) -> HandlingActs.Target {
    HandlingActs.Target(matter: matter, part: part, seen: seen)
  }

  func part(_ tell: MatterTeller, _ matter: ID<Matter>, _ part: Int = 1, by actor: Actor) async throws
    -> HandlingPageData
  {
    try await ReadHandling.run(matter, part: part, by: actor, in: tell.environment)
  }
}
