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
  package let scopes: [MatterScope]
}

/// The queues of whoever asks: the matters that his posts or his mandate give him, and nothing else.
package enum ReadQueue {
  package static let pageSize = 50

  /// - Parameter own: only the matters that wait for the actor as a deputy, whatever else he is.
  package static func run(_ filter: QueueFilter, by actor: Actor, own: Bool = false, in environment: AppEnvironment)
    async throws -> QueuePageData
  {
    let scopes: [MatterScope] =
      own ? actor.person.map { [.deputy($0)] } ?? [] : MatterAccess.scopes(for: actor)
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    let soon = calendar.due(workingDays: MatterRules().dueSoonDays, after: today).date
    return try await environment.database.read { tx in
      var lines: [MatterLine] = []
      for scope in scopes {
        lines += try MatterListStore.queue(
          filter, scope: scope, today: today, soon: soon, limit: pageSize + 1, in: tx)
      }
      if scopes.count > 1 { lines = merged(lines, filter) }
      let page = Array(lines.prefix(pageSize))
      return QueuePageData(
        lines: page, counts: try counts(scopes, today, soon, in: tx),
        next: lines.count > pageSize ? page.last.map { cursor($0, filter) } : nil, today: today, calendar: calendar,
        scopes: scopes)
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

  private static func counts(
    _ scopes: [MatterScope], _ today: CivilDate, _ soon: CivilDate, in tx: any ReadTransaction
  ) throws -> [QueueTab: Int] {
    var result: [QueueTab: Int] = [:]
    for scope in scopes {
      let sums = try CountStore.sums(of: MatterMeasure.open.map(\.rawValue), for: scope.counted, in: tx)
      for tab in QueueTab.allCases {
        result[tab, default: 0] += count(tab, sums, today, soon)
      }
    }
    return result
  }

  private static func count(
    _ tab: QueueTab, _ sums: [String: [CivilDate: Int]], _ today: CivilDate, _ soon: CivilDate
  ) -> Int {
    func sum(_ measures: [MatterMeasure], where holds: (CivilDate) -> Bool = { _ in true }) -> Int {
      measures.reduce(0) { total, measure in
        total + (sums[measure.rawValue] ?? [:]).filter { holds($0.key) }.values.reduce(0, +)
      }
    }
    let clocked: [MatterMeasure] = [.toAccept, .toReply, .dissatisfied]
    return switch tab {
    case .toAccept: sum([.toAccept])
    case .toReply: sum([.toReply])
    case .dueSoon: sum(clocked) { $0 >= today && $0 <= soon }
    case .overdue: sum(clocked) { $0 < today }
    case .waiting: sum([.waiting])
    case .toFeedback: sum([.toFeedback])
    case .dissatisfied: sum([.dissatisfied])
    case .toArchive: sum([.toArchive])
    case .ended: 0
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
  package static func counts(by actor: Actor, in environment: AppEnvironment) async throws -> [QueueTab: Int] {
    let scopes = MatterAccess.scopes(for: actor)
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    let soon = calendar.due(workingDays: MatterRules().dueSoonDays, after: today).date
    return try await environment.database.read { tx in try counts(scopes, today, soon, in: tx) }
  }
}
