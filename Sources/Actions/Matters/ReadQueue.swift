import DatabaseKit
package import Domain
import Store

/// A page of a queue with the counts of all tabs.
package struct QueuePageData: Sendable {
  package let lines: [MatterLine]
  package let counts: [QueueTab: Int]
  /// Where the next page begins; nil on the last one.
  package let next: ListCursor?
  package let today: CivilDate
  package let calendar: WorkingCalendar
  /// Up to how many working days before its date a matter is due soon.
  package let soonDays: Int
}

/// The queues of whoever asks: the matters that his posts or his mandate give him, and nothing else.
package enum ReadQueue {
  package static let pageSize = 50

  /// A scope with the last day that counts as soon under the rules of its congress.
  private struct Part: Sendable {
    let scope: QueueScope
    let soonDays: Int
    let soon: CivilDate
  }

  /// - Parameter own: only the matters that wait for the actor as a deputy or group member, whatever else he is.
  package static func run(_ filter: QueueFilter, by actor: Actor, own: Bool = false, in environment: AppEnvironment)
    async throws -> QueuePageData
  {
    let scopes = own ? MatterAccess.ownScopes(for: actor) : MatterAccess.scopes(for: actor)
    return try await run(filter, scopes, actor, in: environment)
  }

  /// The matters of a grid worker's grids, whatever else he is.
  package static func ofGrids(_ filter: QueueFilter, by actor: Actor, in environment: AppEnvironment) async throws
    -> QueuePageData
  {
    try await run(filter, MatterAccess.gridScopes(for: actor), actor, in: environment)
  }

  private static func run(
    _ filter: QueueFilter, _ scopes: [QueueScope], _ actor: Actor, in environment: AppEnvironment
  ) async throws -> QueuePageData {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    let parts = try await parts(scopes, of: actor, today, calendar, in: environment)
    let reader = actor.person ?? ID(0)
    return try await environment.database.read { tx in
      var lines: [MatterLine] = []
      for part in parts {
        lines += try MatterListStore.queue(
          filter, scope: part.scope, reader: reader, today: today, soon: part.soon, limit: pageSize + 1, in: tx)
      }
      if parts.count > 1 { lines = merged(lines, filter) }
      let page = Array(lines.prefix(pageSize))
      return QueuePageData(
        lines: page, counts: try counts(parts, reader, today, in: tx),
        next: lines.count > pageSize ? page.last.map { cursor($0, filter) } : nil, today: today, calendar: calendar,
        soonDays: parts.map(\.soonDays).max() ?? MatterRules().dueSoonDays)
    }
  }

  private static func parts(
    _ scopes: [QueueScope], of actor: Actor, _ today: CivilDate, _ calendar: WorkingCalendar,
    in environment: AppEnvironment
  ) async throws -> [Part] {
    var parts: [Part] = []
    for scope in scopes {
      var days = MatterRules().dueSoonDays
      if let congress = try await congress(of: scope, actor, in: environment) {
        days = try await environment.rules.current(of: congress).settings.rules.dueSoonDays
      }
      parts.append(Part(scope: scope, soonDays: days, soon: calendar.due(workingDays: days, after: today).date))
    }
    return parts
  }

  /// Whose rules say what is soon. Deputies and groups go by those of the place that this is run for.
  private static func congress(of scope: QueueScope, _ actor: Actor, in environment: AppEnvironment) async throws
    -> ID<Congress>?
  {
    switch scope {
    case .congress(let id), .desk(let id): return id
    case .grid(let id): return actor.signedIn?.posts.first { $0.region == id }?.congress
    case .venue(let id): return actor.signedIn?.posts.first { $0.venue == id }?.congress
    case .deputy, .group, .watched:
      let here = try await ReadDirectory.congresses(in: environment).filter(\.isRunHere)
      return here.min { $0.level < $1.level }?.id
    }
  }

  private static func merged(_ lines: [MatterLine], _ filter: QueueFilter) -> [MatterLine] {
    var seen: Set<ID<Matter>> = []
    let sorted = lines.sorted { left, right in
      let a = (sortText(left, filter), left.id.raw)
      let b = (sortText(right, filter), right.id.raw)
      return filter.newestFirst ? a > b : a < b
    }
    return sorted.filter { seen.insert($0.id).inserted }
  }

  private static func sortText(_ line: MatterLine, _ filter: QueueFilter) -> String {
    (filter.tab.queue == nil ? line.clockDue ?? line.sortOn : line.sortOn).description
  }

  private static func cursor(_ line: MatterLine, _ filter: QueueFilter) -> ListCursor {
    ListCursor(sort: sortText(line, filter), id: line.id.raw)
  }

  private static func counts(_ parts: [Part], _ reader: ID<Person>, _ today: CivilDate, in tx: any ReadTransaction)
    throws -> [QueueTab: Int]
  {
    var result: [QueueTab: Int] = [:]
    for part in parts {
      let open = try MatterListStore.openCounts(part.scope, reader: reader, in: tx)
      for tab in QueueTab.allCases { result[tab, default: 0] += count(tab, open, today, part.soon) }
    }
    return result
  }

  private static func count(
    _ tab: QueueTab, _ open: [MatterQueue: [CivilDate: Int]], _ today: CivilDate, _ soon: CivilDate
  ) -> Int {
    func sum(_ queues: [MatterQueue], where holds: (CivilDate) -> Bool = { _ in true }) -> Int {
      queues.reduce(0) { total, queue in
        total + (open[queue] ?? [:]).filter { holds($0.key) }.values.reduce(0, +)
      }
    }
    let clocked: [MatterQueue] = [.toAccept, .toReply, .withUnit, .dissatisfied]
    return switch tab {
    case .dueSoon: sum(clocked) { $0 >= today && $0 <= soon }
    case .overdue: sum(clocked) { $0 < today }
    case .ended: 0
    case .toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive:
      sum(tab.queue.map { [$0] } ?? [])
    }
  }
}

extension MatterScope {
  /// The counts that belong to the scope.
  var counted: CountScope {
    switch self {
    case .congress(let id): .congress(id)
    case .venue(let id): .venue(id)
    case .deputy(let id): .person(id)
    }
  }
}

extension ReadQueue {
  /// The counts of all tabs, without the list.
  package static func counts(by actor: Actor, inGrids: Bool = false, in environment: AppEnvironment) async throws
    -> [QueueTab: Int]
  {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    let scopes = inGrids ? MatterAccess.gridScopes(for: actor) : MatterAccess.scopes(for: actor)
    let parts = try await parts(scopes, of: actor, today, calendar, in: environment)
    return try await environment.database.read { tx in try counts(parts, actor.person ?? ID(0), today, in: tx) }
  }
}
