import Actions
import Domain

/// Whom a form can name.
enum SuggestionChoices {
  /// Deputies of the congress who could sign, or be entered for.
  static func deputies(of congress: ID<Congress>, _ visit: Visit) async throws -> [Named<Person>] {
    try await ReadCongressDeputies.run(of: congress, in: visit.environment)
  }

  static func deputies(_ data: SuggestionPageData, _ visit: Visit) async throws -> [Named<Person>] {
    guard data.acts.contains(.invite) else { return [] }
    let asked = Set(data.status.coSigners.filter { $0.answer != .declined }.map(\.person))
    return try await deputies(of: data.status.congress, visit).filter {
      $0.id != data.status.proposer.person && !asked.contains($0.id)
    }
  }

  /// By unit: who drafts there.
  static func drafters(_ data: SuggestionPageData, _ visit: Visit) async throws
    -> [ID<HandlingUnit>: [Named<Person>]]
  {
    var result: [ID<HandlingUnit>: [Named<Person>]] = [:]
    for part in data.parts where data.partActs[part.number]?.contains(.appoint) == true {
      result[part.unit] = try await ReadUnitDrafters.run(of: part.unit, in: visit.environment)
    }
    return result
  }
}
