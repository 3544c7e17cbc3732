import DatabaseKit
import Domain
import Store

/// What acts on suggestions look up of people and units.
enum SuggestionDirectory {
  /// Units that exist and work for the congress.
  static func check(_ units: [ID<HandlingUnit>], of congress: ID<Congress>, in tx: any ReadTransaction) throws {
    let known = Set(try GroupStore.units(of: congress, in: tx).map(\.id))
    guard Set(units).isSubset(of: known) else { throw ActionError.invalid([FieldProblem("units", .notFound)]) }
  }
}
