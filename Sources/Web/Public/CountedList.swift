import Actions
import Domain
import HTTPKit

/// The list behind a public number, as an address or a form names it.
struct CountedList: Sendable {
  struct Part: Sendable {
    let category: CountedCategory
    let value: String
    let name: String
    let count: Int
  }

  let measure: MatterMeasure
  let year: Int
  /// One part of it only; nil for all.
  let part: Part?

  static func read(_ name: String, year: String?, category: String?, _ visit: Visit) async throws -> CountedList {
    guard let measure = MatterMeasure(rawValue: name.replacing("-", with: "_")), ReadNumbers.yearly.contains(measure)
    else { throw ActionError.notFound }
    let year = Self.year(year, visit)
    return CountedList(measure: measure, year: year, part: try await part(category, measure, year, visit))
  }

  static func year(_ text: String?, _ visit: Visit) -> Int {
    let current = visit.today.year
    guard let year = Int(text ?? ""), (2020...current).contains(year) else { return current }
    return year
  }

  /// One category of what was received; only that number is told by category.
  private static func part(_ value: String?, _ measure: MatterMeasure, _ year: Int, _ visit: Visit) async throws
    -> Part?
  {
    guard let value, measure == .received else { return nil }
    let lines = try await ReadNumbers.categories(of: visit.site.congress.id, year: year, in: visit.environment)
    let wanted = ID<MatterCategory>(text: value)
    guard wanted != nil || value == NumberListPage.uncategorised,
      let line = lines.first(where: { $0.category?.id == wanted })
    else { throw ActionError.notFound }
    return Part(
      category: line.category.map { .top($0.id) } ?? .none, value: value, name: line.category?.name ?? "还没有分类",
      count: line.count)
  }
}
