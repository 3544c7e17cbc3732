import DatabaseKit
package import Domain
import Store

/// 保全: what it covers is not erased until it is lifted.
package enum HoldMatters {
  package struct Line: Sendable {
    package let hold: LegalHold
    package let by: String?
    package let receipt: String?
    package let venue: String?
    package let category: String?
  }

  package static func list(of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment) async throws
    -> [Line]
  {
    try await environment.database.read { tx in
      try RetentionRight.check(congress, actor, in: tx)
      let holds = try HoldStore.holds(of: congress, limit: 100, in: tx)
      let names = try PersonStore.names(holds.compactMap(\.placedBy), in: tx)
      let categories = try GroupStore.categories(of: congress, in: tx)
      return try holds.map { hold in
        Line(
          hold: hold, by: hold.placedBy.flatMap { names[$0] },
          receipt: try hold.coverage.matter.flatMap { try receipt(of: $0, actor, in: tx) },
          venue: try hold.coverage.venue.flatMap { try VenueStore.venue($0, in: tx)?.name },
          category: hold.coverage.category.flatMap { id in categories.first { $0.id == id }?.name })
      }
    }
  }

  /// Nil for somebody from whom the matter is kept: it may be sealed.
  private static func receipt(of matter: ID<Matter>, _ actor: Actor, in tx: any ReadTransaction) throws -> String? {
    guard let found = try MatterStore.matter(matter, in: tx),
      RetentionAccess.mayHold(try MatterStore.facts(of: found, in: tx), by: actor)
    else { return nil }
    return found.receipt
  }

  /// - Parameter receipt: the number of the one matter; empty for all of a venue, category and period.
  package static func place(
    _ coverage: LegalHold.Coverage, receipt: String, reason: String, of congress: ID<Congress>, by actor: Actor,
    key: RequestKey?, in environment: AppEnvironment
  ) async throws -> ID<LegalHold> {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    if let from = coverage.from, let through = coverage.through, through < from {
      throw ActionError.invalid([FieldProblem("through", .beforeFirst)])
    }
    var wanted = coverage
    if !receipt.isEmpty {
      wanted = LegalHold.Coverage(matter: try await find(receipt, of: congress, actor, in: environment))
    }
    if wanted.isEmpty { throw ActionError.invalid([FieldProblem("receipt", .missing)]) }
    let id: ID<LegalHold> = environment.newID(at: edit.now)
    let hold = LegalHold(
      id: id, congress: congress, coverage: wanted, reason: reason, placedBy: actor.person, placedAt: edit.now)
    return try await edit.runOnce(
      .hold, id.raw, "place", if: { tx in try RetentionRight.has(congress, actor, in: tx) }, facts: facts(of: hold),
      made: id, key: key
    ) { tx in
      if let venue = hold.coverage.venue, try VenueStore.venue(venue, in: tx)?.congress != congress {
        throw ActionError.invalid([FieldProblem("venue", .notFound)])
      }
      if let category = hold.coverage.category,
        try !GroupStore.categories(of: congress, in: tx).contains(where: { $0.id == category })
      {
        throw ActionError.invalid([FieldProblem("category", .notFound)])
      }
      try HoldStore.insert(hold, in: tx)
    }
  }

  package static func lift(
    _ id: ID<LegalHold>, reason: String, of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .hold, id.raw, "lift", if: { tx in try RetentionRight.has(congress, actor, in: tx) },
      facts: ["reason": reason], made: id, key: nil
    ) { tx in
      guard let hold = try HoldStore.hold(id, in: tx), hold.congress == congress else { throw ActionError.notFound }
      guard try HoldStore.lift(id, reason: reason, by: actor.person, at: edit.now, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  /// A matter that the actor may hold; others are not there for him.
  private static func find(
    _ receipt: String, of congress: ID<Congress>, _ actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Matter> {
    try await environment.database.read { tx in
      guard let matter = try MatterStore.matter(receipt: receipt, in: tx),
        matter.status.congress == congress || matter.status.origin?.congress == congress,
        RetentionAccess.mayHold(try MatterStore.facts(of: matter, in: tx), by: actor)
      else { throw ActionError.invalid([FieldProblem("receipt", .notFound)]) }
      return matter.id
    }
  }

  private static func facts(of hold: LegalHold) -> [String: String] {
    let parts: [(String, String?)] = [
      ("reason", hold.reason), ("congress", hold.congress.description),
      ("matter", hold.coverage.matter?.description), ("venue", hold.coverage.venue?.description),
      ("category", hold.coverage.category?.description), ("from", hold.coverage.from?.description),
      ("through", hold.coverage.through?.description),
    ]
    return Dictionary(parts.compactMap { name, value in value.map { (name, $0) } }, uniquingKeysWith: { $1 })
  }
}

/// Whether somebody keeps the rules of keeping of a congress.
enum RetentionRight {
  static func has(_ congress: ID<Congress>, _ actor: Actor, in tx: any ReadTransaction) throws -> Bool {
    guard let found = try CongressStore.congress(congress, in: tx) else { return false }
    return RetentionAccess.may(congress, isRunHere: found.isRunHere, by: actor)
  }

  static func check(_ congress: ID<Congress>, _ actor: Actor, in tx: any ReadTransaction) throws {
    guard try has(congress, actor, in: tx) else { throw ActionError.notFound }
  }
}
