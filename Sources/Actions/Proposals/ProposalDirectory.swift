import DatabaseKit
import Domain
import Store

/// What acts on suggestions and motions look up of people and units.
enum ProposalDirectory {
  /// Units that work for the congress now.
  static func check(_ units: [ID<HandlingUnit>], of congress: ID<Congress>, in tx: any ReadTransaction) throws {
    if units.isEmpty { return }
    let known = Set(try GroupStore.units(of: congress, in: tx).filter { $0.validTo == nil }.map(\.id))
    guard Set(units).isSubset(of: known) else { throw ActionError.invalid([FieldProblem("units", .notFound)]) }
  }

  /// A field of the congress's own list.
  static func check(_ category: ID<MatterCategory>?, of congress: ID<Congress>, in tx: any ReadTransaction) throws {
    guard let category else { return }
    guard try GroupStore.categories(of: congress, in: tx).contains(where: { $0.id == category }) else {
      throw ActionError.invalid([FieldProblem("category", .notFound)])
    }
  }

  /// Whoever puts something forward or signs is a deputy of the congress on that day.
  static func checkDeputy(_ person: ID<Person>, of congress: ID<Congress>, in tx: any ReadTransaction) throws {
    guard try PersonStore.activeMandate(of: person, at: congress, in: tx) != nil else {
      throw ActionError.invalid([FieldProblem("deputy", .notFound)])
    }
  }

  /// Deputies of the congress, as whoever is asked to sign.
  static func signers(_ people: [ID<Person>], of congress: ID<Congress>, in tx: any ReadTransaction) throws
    -> [CoSigner]
  {
    try people.map { person in
      guard let mandate = try PersonStore.activeMandate(of: person, at: congress, in: tx) else {
        throw ActionError.invalid([FieldProblem("people", .notFound)])
      }
      return CoSigner(person: person, mandate: mandate.id)
    }
  }
}
