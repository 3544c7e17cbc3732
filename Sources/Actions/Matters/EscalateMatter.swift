import DatabaseKit
package import Domain
import Store

/// Whom a matter can be sent up to, nearest first.
package struct EscalationChoice: Sendable, Equatable {
  package let target: EscalationTarget
  package let name: String
}

/// 上报 and its way back. Whoever received the matter first keeps owing the sender the feedback (首接负责).
package enum EscalateMatter {
  package struct Input: Sendable {
    package let to: EscalationTarget
    package let resultDue: CivilDate
    package let words: String

    package init(to: EscalationTarget, resultDue: CivilDate, words: String) {
      self.to = to
      self.resultDue = resultDue
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.escalate, on: matter, request) { work in
      let choices = try LevelsAbove.choices(from: work.matter.status.place, in: work.tx)
      guard choices.contains(where: { $0.target == input.to }) else {
        throw ActionError.invalid([FieldProblem("to", .notFound)])
      }
      // Whoever only looks after it takes it to himself and nowhere else.
      if !MatterAccess.mayEscalateAnywhere(work.facts, by: request.actor),
        input.to.venue != work.matter.status.overseer
      {
        throw ActionError.refused(.notYours)
      }
      try work.carryOut(
        .escalate(to: input.to, resultDue: input.resultDue), words: MatterWords(text: input.words))
    }
  }

  /// 答复下级, or 退回下级 without an outcome.
  package static func passDown(
    outcome: MatterOutcome?, words: String, on matter: ID<Matter>, _ request: MatterRequest,
    in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.passDown, on: matter, request) { work in
      try work.carryOut(.passDown(outcome: outcome), words: MatterWords(text: words))
    }
  }

  /// Whom the matter of a place can be sent up to.
  package static func choices(from place: MatterPlace, in environment: AppEnvironment) async throws
    -> [EscalationChoice]
  {
    try await environment.database.read { tx in try LevelsAbove.choices(from: place, in: tx) }
  }
}

/// The venues and congresses above a place.
enum LevelsAbove {
  static func choices(from place: MatterPlace, in tx: any ReadTransaction) throws -> [EscalationChoice] {
    var result: [EscalationChoice] = []
    func add(_ venue: Venue) {
      guard venue.id != place.venue, venue.validTo == nil, !result.contains(where: { $0.target.venue == venue.id })
      else { return }
      result.append(EscalationChoice(target: .venue(venue.id, venue.congress), name: venue.name))
    }
    var above = try place.venue.flatMap { try VenueStore.venue($0, in: tx)?.parent }
    while let id = above, let venue = try VenueStore.venue(id, in: tx), result.count < 8 {
      add(venue)
      above = venue.parent
    }
    let congresses = try CongressStore.all(in: tx)
    var next: ID<Congress>? = place.congress
    while let id = next, let congress = congresses.first(where: { $0.id == id }) {
      if congress.isRunHere {
        if let home = try home(of: id, in: tx) { add(home) }
      } else {
        result.append(EscalationChoice(target: .outside(id), name: congress.name))
      }
      next = congress.parent
    }
    return result
  }

  /// The venue to which a matter rises that was left lying: the nearest one above that works here.
  static func nearest(above place: MatterPlace, in tx: any ReadTransaction) throws -> ID<Venue>? {
    try choices(from: place, in: tx).lazy.compactMap(\.target.venue).first
  }

  private static func home(of congress: ID<Congress>, in tx: any ReadTransaction) throws -> Venue? {
    let venues = try VenueStore.venues(of: congress, in: tx).filter { $0.validTo == nil }
    return venues.first { $0.kind == .home } ?? venues.first { $0.tier == .central }
  }
}
