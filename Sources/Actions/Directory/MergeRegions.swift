import DatabaseKit
package import Domain
import Store

/// 并乡镇、村改社区: one act ends the regions and closes the stations and units that go with them; what they had to do
/// follows in steps, while everybody goes on working. Matters keep the regions that they were made under.
package enum MergeRegions {
  package static func preview(_ plan: RegionMergePlan, in environment: AppEnvironment) async throws
    -> RegionMergePreview
  {
    let today = environment.now().date
    return try await environment.database.read(.long) { tx in try preview(plan, on: today, in: tx) }
  }

  static func preview(_ plan: RegionMergePlan, on date: CivilDate, in tx: any ReadTransaction) throws
    -> RegionMergePreview
  {
    let from = try plan.from.compactMap { try RegionStore.region($0, in: tx) }
    let into = try plan.into.flatMap { try RegionStore.region($0, in: tx) }
    let below = try from.flatMap { region in
      try RegionStore.subtree(of: region.path, in: tx).filter { $0.id != region.id && $0.validTo == nil }
    }
    let ending = Set(from.map(\.id))
    let all = try CongressStore.all(in: tx).filter(\.isRunHere).flatMap { try VenueStore.venues(of: $0.id, in: tx) }
    let inside = all.filter { venue in ending.contains(venue.region) || below.contains { $0.id == venue.region } }
    let closing = Set(plan.venues.map(\.from))
    let names = Dictionary(all.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return RegionMergePreview(
      problems: try problems(plan, from, into, all, inside, on: date, in: tx), from: from, into: into,
      children: below.count,
      venuesKept: inside.filter { !closing.contains($0.id) }.map { Named(id: $0.id, name: $0.name) },
      venuesClosed: plan.venues.map { move in
        (
          from: Named(id: move.from, name: names[move.from] ?? ""), to: Named(id: move.to, name: names[move.to] ?? "")
        )
      },
      openMatters: try RegionMergeStore.openMatters(at: plan.venues.map(\.from), in: tx),
      openParts: try RegionMergeStore.openParts(at: plan.units.map(\.from), in: tx),
      allMatters: try RegionMergeStore.count(madeUnder: plan.from, in: tx))
  }

  private static func problems(
    _ plan: RegionMergePlan, _ from: [Region], _ into: Region?, _ venues: [Venue], _ inside: [Venue],
    on date: CivilDate, in tx: any ReadTransaction
  ) throws -> [RegionMergePlan.Problem] {
    var problems: [RegionMergePlan.Problem] = []
    if from.isEmpty || from.count != plan.from.count || Set(plan.from).count != plan.from.count {
      problems.append(.nothingToMerge)
    }
    if from.contains(where: { $0.validTo != nil }) || into?.validTo != nil { problems.append(.regionEnded) }
    if Set(from.map(\.level) + [into?.level].compactMap { $0 }).count > 1 { problems.append(.levelsDiffer) }
    if let into, from.contains(where: { into.path.hasPrefix($0.path) }) { problems.append(.intoItself) }
    if into == nil, plan.name.isEmpty || plan.into != nil { problems.append(.nameMissing) }
    let closing = Set(plan.venues.map(\.from))
    for move in plan.venues {
      if !inside.contains(where: { $0.id == move.from }) { problems.append(.venueElsewhere) }
      guard let target = venues.first(where: { $0.id == move.to }), !closing.contains(move.to),
        target.congress == venues.first(where: { $0.id == move.from })?.congress
      else {
        problems.append(.venueClosed)
        continue
      }
      let liaisons = try AccountStore.holders(
        of: .liaison, venue: target.id, congress: target.congress, on: date, in: tx)
      if liaisons.isEmpty { problems.append(.noLiaison) }
    }
    for move in plan.units {
      let (old, new) = (try GroupStore.unit(move.from, in: tx), try GroupStore.unit(move.to, in: tx))
      if old == nil || old?.validTo != nil || new == nil || new?.validTo != nil || old?.congress != new?.congress
        || move.from == move.to
      {
        problems.append(.unitElsewhere)
      }
    }
    return problems
  }

  /// Gives the region that carries on. Matters follow by ``MergeWork``.
  package static func run(
    _ plan: RegionMergePlan, reason: String, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Region> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    if reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let now = edit.now
    let id: ID<RegionMerge> = environment.newID(at: now)
    let newID: ID<Region> = plan.into ?? environment.newID(at: now)
    let subjects = [newID.raw] + plan.from.map(\.raw)
    let text = try JSONText.encode(["name": plan.name, "reason": reason, "into": newID.description])
    let entries = subjects.enumerated().map { index, subject in
      NewEntry(
        id: environment.newID(at: now), kind: .region, subject: subject, act: index == 0 ? "merge" : "merged", at: now,
        actor: actor.recordActor, facts: text, words: nil, salt: environment.random(16))
    }
    defer { environment.lines.forget() }
    // The units, too: what is handed to one at the same moment is counted, or refused.
    let locks = [0] + subjects + plan.units.map(\.from.raw)
    try await environment.database.write(locking: locks.map { LockKey(.directory, $0) }) { tx in
      guard try edit.mayEdit(nil, in: tx) else { throw ActionError.refused(.notYours) }
      let preview = try preview(plan, on: now.date, in: tx)
      guard preview.problems.isEmpty, let first = preview.from.first else {
        throw ActionError.invalid([FieldProblem("plan", .notAllowed)])
      }
      let target: Region
      if let into = preview.into {
        target = into
      } else {
        let above = try first.parent.flatMap { try RegionStore.region($0, in: tx) }
        target = Region(
          id: newID, parent: first.parent, level: first.level, name: plan.name, path: (above?.path ?? "") + "\(newID)/",
          validFrom: now.date)
        try RegionStore.insert(target, position: try RegionStore.nextPosition(under: first.parent, in: tx), in: tx)
      }
      for region in preview.from { try RegionMergeStore.close(region, into: target, on: now.date, in: tx) }
      for move in plan.venues { try RegionMergeStore.close(move.from, into: move.to, on: now.date, in: tx) }
      for move in plan.units { try RegionMergeStore.close(move.from, on: now.date, in: tx) }
      try RegionMergeStore.insert(
        id, into: newID, on: now.date, reason: reason, plan: plan, by: actor.person, at: now, in: tx)
      for entry in entries { try ManageAccounts.append(entry, in: tx) }
    }
    return newID
  }

  package static func list(in environment: AppEnvironment) async throws -> [RegionMergeLine] {
    try await environment.database.read { tx in try RegionMergeStore.list(in: tx) }
  }

  /// One step of what has to follow; true when there may be more.
  static func step(
    in environment: AppEnvironment, check: @escaping @Sendable (any ReadTransaction) throws -> Void
  ) async throws -> Bool {
    let size = HandOverMatters.stepSize
    let found = try await environment.database.read { tx in
      try RegionMergeStore.open(in: tx).map { merge in
        (merge: merge, ids: try RegionMergeStore.waiting(after: merge.after, limit: size, in: tx))
      }
    }
    guard let (merge, ids) = found else { return try await reopen(in: environment, check: check) }
    let workflow = try await environment.rules.workflow(settings: nil)
    let batch = MatterBatch(ids, orderedBy: merge.orderedBy, workflow, in: environment)
    return try await environment.database.write(locking: batch.locks + [LockKey(.job, merge.id.raw)]) { tx in
      try check(tx)
      guard let now = try RegionMergeStore.open(in: tx), now.id == merge.id, now.after == merge.after else {
        return true
      }
      let moved = try batch.run(in: tx) { work in try follow(work) }
      if let last = ids.last {
        try RegionMergeStore.mark(merge.id, after: last, moved: moved, done: nil, in: tx)
        return true
      }
      try RegionMergeStore.mark(merge.id, after: ID(0), moved: 0, done: batch.now, in: tx)
      return false
    }
  }

  /// A form that was on its way while the station closed arrives there afterwards: it follows, too.
  private static func reopen(
    in environment: AppEnvironment, check: @escaping @Sendable (any ReadTransaction) throws -> Void
  ) async throws -> Bool {
    let isLate = try await environment.database.read { tx in
      try !RegionMergeStore.waiting(after: ID(0), limit: 1, in: tx).isEmpty
    }
    guard isLate else { return false }
    try await environment.database.write { tx in
      try check(tx)
      try RegionMergeStore.reopen(in: tx)
    }
    return true
  }

  private static func follow(_ work: MatterWork) throws -> Bool {
    let status = work.matter.status
    let venue = try status.venue.flatMap { try RegionMergeStore.successor(of: $0, in: work.tx) }
    let units = try status.openHandlings.compactMap { handling in
      try RegionMergeStore.successor(of: handling.unit, in: work.tx).map {
        MatterEvent.HandedOver.PartMove(part: handling.part, unit: $0)
      }
    }
    guard venue != nil || !units.isEmpty else { return false }
    try work.carryOut(.handOver(owner: status.owner, venue: venue, units: units))
    return true
  }
}

/// Lets matters follow the stations and units that were merged.
package struct MergeWork: TimedJob {
  package let name = "merge-regions"
  package let interval = 10

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    try await MergeRegions.step(in: environment) { tx in try lease.check(in: tx) }
  }
}

/// A year's matters by region, as the regions were then (当时区划) or as they are now (现区划).
package enum ReadRegionNumbers {
  package static func run(
    of congress: ID<Congress>, year: Int, byVillage: Bool, asNow: Bool, in environment: AppEnvironment
  ) async throws -> [RegionNumbers] {
    guard let first = CivilDate(text: "\(year)-01-01"), let last = CivilDate(text: "\(year)-12-31") else { return [] }
    return try await environment.database.read(.long) { tx in
      let rows = try RegionMergeStore.numbers(
        of: congress, byVillage: byVillage, from: first, through: last, in: tx)
      let successions = asNow ? try RegionMergeStore.successions(in: tx) : [:]
      let regions = Dictionary(
        try RegionStore.all(in: tx).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      func today(_ region: ID<Region>) -> ID<Region> {
        var region = region
        for _ in 0..<10 {
          guard let next = successions[region] else { break }
          region = next
        }
        return region
      }
      var sums: [ID<Region>: RegionNumbers] = [:]
      for row in rows {
        let id = today(row.region)
        guard let region = regions[id] else { continue }
        var line =
          sums[id]
          ?? RegionNumbers(
            region: Named(id: id, name: region.name), ended: region.validTo, received: 0, answered: 0, open: 0)
        line.received += row.received
        line.answered += row.answered
        line.open += row.open
        sums[id] = line
      }
      return sums.values.sorted { ($1.received, $0.region.id) < ($0.received, $1.region.id) }
    }
  }
}
