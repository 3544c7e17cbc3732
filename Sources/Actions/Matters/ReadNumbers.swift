import DatabaseKit
package import Domain
import Store

/// The numbers of a year: each is the length of a list that can be opened.
package struct YearNumbers: Sendable, Equatable {
  package let year: Int
  package let counts: [MatterMeasure: Int]
  /// Waiting now, by measure.
  package let open: [MatterMeasure: Int]
  package let asOf: Instant

  package subscript(_ measure: MatterMeasure) -> Int { counts[measure] ?? 0 }

  package init(year: Int, counts: [MatterMeasure: Int], open: [MatterMeasure: Int], asOf: Instant) {
    self.year = year
    self.counts = counts
    self.open = open
    self.asOf = asOf
  }
}

/// How many a top category has; nil for what nobody has put into one yet.
package struct CategoryCount: Sendable, Equatable {
  package let category: Named<MatterCategory>?
  package let count: Int
}

package enum ReadNumbers {
  package static let yearly = MatterMeasure.allCases.filter {
    !MatterMeasure.open.contains($0) && $0 != .held
  }

  package static func run(of scope: MatterScope, year: Int, in environment: AppEnvironment) async throws -> YearNumbers
  {
    let now = environment.now()
    let (first, last) = bounds(year, now)
    return try await environment.database.read { tx in
      let sums = try CountStore.sums(
        of: yearly.map(\.rawValue), for: scope.counted, from: first, through: last, in: tx)
      let open = try CountStore.sums(of: MatterMeasure.open.map(\.rawValue), for: scope.counted, in: tx)
      return YearNumbers(year: year, counts: totals(sums), open: totals(open), asOf: now)
    }
  }

  /// What residents brought in a year by top category, in the order of the categories; what has none comes last.
  package static func categories(of congress: ID<Congress>, year: Int, in environment: AppEnvironment) async throws
    -> [CategoryCount]
  {
    let (first, last) = bounds(year, environment.now())
    return try await environment.database.read(.long) { tx in
      let counts = try MatterListStore.byCategory(of: congress, from: first, through: last, in: tx)
      let all = try GroupStore.categories(of: congress, in: tx)
      let tops = Dictionary(all.map { ($0.id, $0.parent ?? $0.id) }, uniquingKeysWith: { first, _ in first })
      var sums: [ID<MatterCategory>: Int] = [:]
      var without = 0
      for (category, count) in counts {
        if let top = category.flatMap({ tops[$0] }) { sums[top, default: 0] += count } else { without += count }
      }
      let named = all.filter { $0.parent == nil && ($0.isActive || sums[$0.id] != nil) }.map {
        CategoryCount(category: Named(id: $0.id, name: $0.name), count: sums[$0.id] ?? 0)
      }
      return named + (without > 0 ? [CategoryCount(category: nil, count: without)] : [])
    }
  }

  /// The matters that a number counts, newest first.
  package static func list(
    _ measure: MatterMeasure, of congress: ID<Congress>, category: CountedCategory = .any, year: Int,
    after cursor: ListCursor?, limit size: Int = 50, in environment: AppEnvironment
  ) async throws -> (rows: [CountedMatter], next: ListCursor?) {
    let (first, last) = bounds(year, environment.now())
    let found = try await environment.database.read { tx in
      try MatterListStore.counted(
        measure, congress: congress, category: category, from: first, through: last, after: cursor, limit: listed + 1,
        in: tx)
    }
    return page(found)
  }

  /// Rows of one page of a list behind a number.
  static let listed = 50

  /// What was found, one row more than a page has, as a page.
  static func page(_ found: [CountedMatter]) -> (rows: [CountedMatter], next: ListCursor?) {
    let page = Array(found.prefix(listed))
    let end = found.count > listed ? page.last : nil
    return (page, end.map { ListCursor(sort: $0.date.description, id: $0.id.raw) })
  }

  private static func bounds(_ year: Int, _ now: Instant) -> (CivilDate, CivilDate) {
    let today = now.date
    return (
      CivilDate(year: year, month: 1, day: 1) ?? today, CivilDate(year: year, month: 12, day: 31) ?? today
    )
  }

  private static func totals(_ sums: [String: [CivilDate: Int]]) -> [MatterMeasure: Int] {
    var result: [MatterMeasure: Int] = [:]
    for (name, byDate) in sums {
      if let measure = MatterMeasure(rawValue: name) { result[measure] = byDate.values.reduce(0, +) }
    }
    return result
  }
}
