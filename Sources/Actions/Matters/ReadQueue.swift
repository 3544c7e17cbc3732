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
  fileprivate struct Part: Sendable {
    let scope: QueueScope
    let soonDays: Int
    let soon: CivilDate
  }

  /// Whose queues are read, with everything that has to be known before the transaction.
  struct Plan: Sendable {
    fileprivate let parts: [Part]
    fileprivate let reader: ID<Person>
    fileprivate let today: CivilDate
    fileprivate let calendar: WorkingCalendar
    fileprivate let lines: MatterLineCache
  }

  /// - Parameter own: only the matters that wait for the actor as a deputy or group member, whatever else he is.
  package static func run(_ filter: QueueFilter, by actor: Actor, own: Bool = false, in environment: AppEnvironment)
    async throws -> QueuePageData
  {
    let scopes = own ? MatterAccess.ownScopes(for: actor) : MatterAccess.scopes(for: actor)
    let plan = try await plan(scopes, of: actor, in: environment)
    // A frequent word stands in many matters of the scope.
    return try await environment.database.read(filter.query.isEmpty ? .short : .long) { tx in
      try page(filter, plan, counts: try counts(plan, in: tx), in: tx)
    }
  }

  /// The first tab in which the words of a search are found, or the last one, in one look.
  package static func search(
    _ filter: QueueFilter, in tabs: [QueueTab], by actor: Actor, in environment: AppEnvironment
  )
    async throws -> (tab: QueueTab, data: QueuePageData)
  {
    let plan = try await plan(MatterAccess.scopes(for: actor), of: actor, in: environment)
    return try await environment.database.read(.long) { tx in
      let counts = try counts(plan, in: tx)
      var filter = filter
      for tab in tabs.dropLast() {
        filter.tab = tab
        let found = try page(filter, plan, counts: counts, in: tx)
        if !found.lines.isEmpty { return (tab, found) }
      }
      filter.tab = tabs.last ?? filter.tab
      return (filter.tab, try page(filter, plan, counts: counts, in: tx))
    }
  }

  /// The lines of a queue alone, in pieces of any size: for a list that leaves the system.
  package static func lines(
    _ filter: QueueFilter, limit: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws -> (lines: [MatterLine], next: ListCursor?) {
    try await lines(
      filter, limit: limit, try await plan(MatterAccess.scopes(for: actor), of: actor, in: environment), environment)
  }

  /// The same of the matters of a grid worker's grids.
  package static func linesOfGrids(
    _ filter: QueueFilter, limit: Int, by actor: Actor, in environment: AppEnvironment
  ) async throws -> (lines: [MatterLine], next: ListCursor?) {
    try await lines(
      filter, limit: limit, try await plan(MatterAccess.gridScopes(for: actor), of: actor, in: environment),
      environment)
  }

  private static func lines(
    _ filter: QueueFilter, limit: Int, _ plan: Plan, _ environment: AppEnvironment
  ) async throws -> (lines: [MatterLine], next: ListCursor?) {
    let data = try await environment.database.read(.long) { tx in
      try page(filter, plan, counts: [:], size: limit, in: tx)
    }
    return (data.lines, data.next)
  }

  /// Some matters, as far as the actor may see them, in the order in which they are named.
  package static func lines(of ids: [ID<Matter>], by actor: Actor, in environment: AppEnvironment) async throws
    -> [MatterLine]
  {
    let found = try await environment.database.read { tx in
      let seen = try MatterStore.facts(of: ids, in: tx).filter { MatterAccess.sees($0.value, actor) }
      return try MatterListStore.lines(of: seen.keys.sorted(), in: tx)
    }
    let byID = Dictionary(found.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return ids.compactMap { byID[$0] }
  }

  /// Several lists of what waits for the actor as a deputy or group member, all of one moment and without counts.
  package static func own(_ filters: [QueueFilter], by actor: Actor, in environment: AppEnvironment) async throws
    -> [QueuePageData]
  {
    let plan = try await plan(MatterAccess.ownScopes(for: actor), of: actor, in: environment)
    return try await environment.database.read { tx in
      try filters.map { try page($0, plan, counts: [:], in: tx) }
    }
  }

  /// The matters of a grid worker's grids, whatever else he is.
  package static func ofGrids(_ filter: QueueFilter, by actor: Actor, in environment: AppEnvironment) async throws
    -> QueuePageData
  {
    let plan = try await plan(MatterAccess.gridScopes(for: actor), of: actor, in: environment)
    return try await environment.database.read { tx in
      try page(filter, plan, counts: try counts(plan, in: tx), in: tx)
    }
  }

  private static func page(
    _ filter: QueueFilter, _ plan: Plan, counts: [QueueTab: Int], size: Int = pageSize, in tx: any ReadTransaction
  ) throws -> QueuePageData {
    var keys: [MatterKey] = []
    for part in plan.parts {
      keys += try MatterListStore.queue(
        filter, scope: part.scope, reader: plan.reader, today: plan.today, soon: part.soon, limit: size + 1, in: tx)
    }
    if plan.parts.count > 1 { keys = merged(keys, filter) }
    let page = keys.prefix(size)
    return QueuePageData(
      lines: try plan.lines.lines(page, in: tx), counts: counts,
      next: keys.count > size ? page.last.map { ListCursor(sort: $0.sortOn.description, id: $0.id.raw) } : nil,
      today: plan.today, calendar: plan.calendar,
      soonDays: plan.parts.map(\.soonDays).max() ?? MatterRules().dueSoonDays)
  }

  static func plan(_ scopes: [QueueScope], of actor: Actor, in environment: AppEnvironment) async throws -> Plan {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    // Deputies and groups go by the rules of the place that this is run for.
    var here: ID<Congress>?
    if scopes.contains(where: { !$0.isOfPlace }) {
      here = try await ReadDirectory.congresses(in: environment).filter(\.isRunHere).min { $0.level < $1.level }?.id
    }
    var parts: [Part] = []
    for scope in scopes {
      var days = MatterRules().dueSoonDays
      if let congress = congress(of: scope, actor) ?? here {
        days = try await environment.rules.current(of: congress).settings.rules.dueSoonDays
      }
      parts.append(Part(scope: scope, soonDays: days, soon: calendar.due(workingDays: days, after: today).date))
    }
    return Plan(parts: parts, reader: actor.person ?? ID(0), today: today, calendar: calendar, lines: environment.lines)
  }

  /// Whose rules say what is soon.
  private static func congress(of scope: QueueScope, _ actor: Actor) -> ID<Congress>? {
    switch scope {
    case .congress(let id), .desk(let id): id
    case .grid(let id): actor.signedIn?.posts.first { $0.region == id }?.congress
    case .venue(let id): actor.signedIn?.posts.first { $0.venue == id }?.congress
    case .deputy, .group, .watched: nil
    }
  }

  private static func merged(_ keys: [MatterKey], _ filter: QueueFilter) -> [MatterKey] {
    var seen: Set<ID<Matter>> = []
    let sorted = keys.sorted { left, right in
      let (a, b) = ((left.sortOn, left.id.raw), (right.sortOn, right.id.raw))
      return filter.newestFirst ? a > b : a < b
    }
    return sorted.filter { seen.insert($0.id).inserted }
  }

  /// How many are in each tab, over all scopes.
  static func counts(_ plan: Plan, in tx: any ReadTransaction) throws -> [QueueTab: Int] {
    var result: [QueueTab: Int] = [:]
    for part in plan.parts {
      let open = try MatterListStore.openCounts(part.scope, reader: plan.reader, in: tx)
      for tab in QueueTab.allCases { result[tab, default: 0] += count(tab, open, plan.today, part.soon) }
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
    case .toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive, .held:
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

extension QueueScope {
  /// One of a place, whose post says by whose rules it goes.
  fileprivate var isOfPlace: Bool {
    switch self {
    case .congress, .desk, .venue, .grid: true
    case .deputy, .group, .watched: false
    }
  }
}
