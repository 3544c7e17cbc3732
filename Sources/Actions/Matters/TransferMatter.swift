import DatabaseKit
package import Domain
import Store

/// 转办: hands a matter to one or several units, one of which leads.
package enum TransferMatter {
  package struct Input: Sendable {
    package let lead: ID<HandlingUnit>?
    /// 协办.
    package let others: [ID<HandlingUnit>]
    package let resultDue: CivilDate
    package let sharing: ContactSharing
    package let sharingReason: String?
    /// What is asked of the units.
    package let words: String

    package init(
      lead: ID<HandlingUnit>?, others: [ID<HandlingUnit>], resultDue: CivilDate, sharing: ContactSharing,
      sharingReason: String?, words: String
    ) {
      self.lead = lead
      self.others = others
      self.resultDue = resultDue
      self.sharing = sharing
      self.sharingReason = sharingReason
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.transfer, on: matter, request) { work in
      // The contact goes out on the sender's word, or on a clerk's who says why (个人信息保护法 13, 23).
      if input.sharing == .needed, !MatterAccess.mayShareContact(of: work.facts, by: request.actor) {
        throw ActionError.refused(.notYours)
      }
      let units =
        (input.lead.map { [TransferTarget(unit: $0, isLead: true)] } ?? [])
        + input.others.map { TransferTarget(unit: $0, isLead: false) }
      try work.check(units.map(\.unit))
      try work.carryOut(
        .transfer(
          units: units, resultDue: input.resultDue, sharing: input.sharing, sharingReason: input.sharingReason),
        words: MatterWords(text: input.words))
    }
  }
}

extension MatterWork {
  /// Units are chosen from the congress's own list; anything else is a forged form.
  func check(_ units: [ID<HandlingUnit>]) throws {
    let known = try GroupStore.units(of: matter.status.congress, in: tx).filter { $0.validTo == nil }.map(\.id)
    guard Set(units).isSubset(of: known) else { throw ActionError.invalid([FieldProblem("unit", .notFound)]) }
  }
}
