import DatabaseKit
package import Domain
import Store

/// What is covered and what is not, by congress; each number with the list that it counts.
package enum ReadCoverage {
  package static let pageSize = 50

  package struct Row: Sendable {
    package let congress: Congress
    package let counts: [CoverageGap: CoverageCount]
  }

  /// The congresses that are run here.
  package static func run(in environment: AppEnvironment) async throws -> [Row] {
    let today = environment.now().date
    return try await environment.database.read { tx in
      try CongressStore.all(in: tx).filter(\.isRunHere).map { congress in
        let path = try RegionStore.region(congress.region, in: tx)?.path ?? ""
        var counts: [CoverageGap: CoverageCount] = [:]
        for gap in CoverageGap.allCases where gap != .deputiesWithoutStation {
          counts[gap] = try CoverageStore.count(gap, of: congress.id, path: path, on: today, in: tx)
        }
        let plan = try PlaceDeputies.load(of: congress, on: today, in: tx).plan
        counts[.deputiesWithoutStation] = CoverageCount(without: plan.total - plan.placed, all: plan.total)
        return Row(congress: congress, counts: counts)
      }
    }
  }

  package struct Page: Sendable {
    package let congress: Congress
    package let count: CoverageCount
    package let lines: [CoverageLine]
    package let deputies: [PlacementLine]
    package let next: Int64?
  }

  package static func list(
    _ gap: CoverageGap, of congress: ID<Congress>, after last: Int64?, in environment: AppEnvironment
  ) async throws -> Page {
    let today = environment.now().date
    return try await environment.database.read { tx in
      guard let found = try CongressStore.congress(congress, in: tx), found.isRunHere else {
        throw ActionError.notFound
      }
      if gap == .deputiesWithoutStation { return try deputies(found, after: last, on: today, in: tx) }
      let path = try RegionStore.region(found.region, in: tx)?.path ?? ""
      let lines = try CoverageStore.list(
        gap, of: congress, path: path, on: today, after: last, limit: pageSize + 1, in: tx)
      let page = Array(lines.prefix(pageSize))
      return Page(
        congress: found, count: try CoverageStore.count(gap, of: congress, path: path, on: today, in: tx), lines: page,
        deputies: [], next: lines.count > pageSize ? page.last?.id : nil)
    }
  }

  private static func deputies(
    _ congress: Congress, after last: Int64?, on today: CivilDate, in tx: any ReadTransaction
  ) throws -> Page {
    let plan = try PlaceDeputies.load(of: congress, on: today, in: tx).plan
    let missing = plan.lines.filter { !$0.isPlaced }.sorted { $0.mandate.id < $1.mandate.id }.filter {
      $0.mandate.id.raw > last ?? 0
    }
    let page = Array(missing.prefix(pageSize))
    return Page(
      congress: congress, count: CoverageCount(without: plan.total - plan.placed, all: plan.total), lines: [],
      deputies: page, next: missing.count > pageSize ? page.last?.mandate.id.raw : nil)
  }
}
