import DatabaseKit
package import Domain
import SecretsKit
import Store

/// 编排代表进站: a proposal for everybody, looked at, and then carried out in one act.
package enum PlaceDeputies {
  /// Mandates changed in one transaction: few enough that nobody's submission waits behind it.
  static let chunk = 50

  package struct Proposal: Sendable {
    package let congress: Congress
    package let plan: PlacementPlan
    package let venues: [ID<Venue>: String]
    /// What the page has shown; carried out only while nothing of it has changed.
    package let seen: String
    package let runs: [PlacementRun]
    package let mayApply: Bool
  }

  package struct Outcome: Sendable, Equatable {
    package let run: PlacementRun
    package let placed: Int
    package let total: Int
  }

  package static func propose(of congress: ID<Congress>, by reader: Actor, in environment: AppEnvironment) async throws
    -> Proposal
  {
    let edit = DirectoryEdit(environment, by: reader)
    return try await environment.database.read { tx in
      guard let found = try CongressStore.congress(congress, in: tx) else { throw ActionError.notFound }
      let (plan, map) = try load(of: found, on: edit.now.date, in: tx)
      return Proposal(
        congress: found, plan: plan,
        venues: Dictionary(map.venues.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first }),
        seen: hex(digest(plan)), runs: try PlacementStore.runs(of: congress, limit: 5, in: tx),
        mayApply: try edit.mayEdit(congress, in: tx))
    }
  }

  /// Carries out what was seen. In chunks, each whole; when the server stops in the middle, the next act goes on with the
  /// same run. Whatever else changes meanwhile stops it: the rest is proposed anew.
  /// - Parameter mayGoOn: asked after each chunk; a test stops here as a server may.
  package static func apply(
    of congress: ID<Congress>, seen: String, key: RequestKey?, by actor: Actor, in environment: AppEnvironment,
    mayGoOn: @Sendable () throws -> Void = {}
  ) async throws -> Outcome {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let lock = LockKey(.directory, congress.raw)
    let edit = DirectoryEdit(environment, by: actor)
    let today = edit.now.date
    var step = PlacementStep(of: congress, seen: seen, key: key, edit)
    while true {
      let now = step
      let result = try await environment.database.write(locking: [lock]) { tx in try now.carryOut(in: tx) }
      switch result {
      case .finished(let run):
        return try await environment.database.read { tx in
          guard let found = try CongressStore.congress(congress, in: tx),
            let done = try PlacementStore.run(run, in: tx)
          else { throw ActionError.notFound }
          let plan = try load(of: found, on: today, in: tx).plan
          return Outcome(run: done, placed: plan.placed, total: plan.total)
        }
      case .more(let run):
        try mayGoOn()
        step = step.next(run)
      }
    }
  }

  // MARK: Facts

  /// The mandates that a congress has to place and the map that it places them in.
  static func load(of congress: Congress, on date: CivilDate, in tx: any ReadTransaction) throws
    -> (plan: PlacementPlan, map: PlacementMap)
  {
    let regions = try RegionStore.all(in: tx).filter { $0.validTo == nil }
    let map = PlacementMap(
      regions: regions, venues: try VenueStore.venues(of: congress.id, in: tx),
      clusters: try clusters(of: congress.id, on: date, in: tx))
    guard let area = map.regions[congress.region] else { throw ActionError.notFound }
    let congresses = Dictionary(
      try CongressStore.all(in: tx).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let others = try PlacementStore.keepers(in: tx).subtracting([congress.id])
    let mandates = try PlacementStore.mandates(keeper: congress.id, in: tx).filter { mandate in
      if mandate.congress.id == congress.id || !mandate.current.isEmpty { return true }
      // A congress that has venues of its own places its own deputies.
      if others.contains(mandate.congress.id) { return false }
      if map.lies(mandate.congressRegion, in: area) { return true }
      let anchors = [mandate.stationed, mandate.residence].compactMap { $0 } + mandate.constituencyRegions
      if anchors.isEmpty { return congresses[mandate.congress.id]?.isRunHere == false }
      return anchors.contains { map.lies($0, in: area) }
    }
    return (PlacementPlan(mandates, in: map), map)
  }

  /// The venues that villages have through their clusters.
  private static func clusters(of congress: ID<Congress>, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [ID<Region>: [ID<Venue>]]
  {
    let open = try ClusterStore.all(of: congress, in: tx).filter { $0.to == nil }
    let parts = try ClusterStore.parts(of: open.map(\.id), in: tx).filter { $0.tenure.holds(on: date) }
    var venues: [ID<AreaCluster>: [ID<Venue>]] = [:]
    for part in parts { if case .venue(let venue) = part.subject { venues[part.cluster, default: []].append(venue) } }
    let isOpen = Set(try VenueStore.venues(of: congress, in: tx).map(\.id))
    var result: [ID<Region>: [ID<Venue>]] = [:]
    for part in parts {
      guard case .region(let region) = part.subject else { continue }
      result[region, default: []] += (venues[part.cluster] ?? []).filter(isOpen.contains)
    }
    return result
  }

  static func digest(_ plan: PlacementPlan) -> [UInt8] { Tokens.hash(Array(plan.fingerprint.utf8)) }

  static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// One transaction of a run.
struct PlacementStep: Sendable {
  enum Result: Sendable {
    case finished(ID<PlacementRun>)
    case more(ID<PlacementRun>)
  }

  private let congress: ID<Congress>
  private let seen: String
  private let key: RequestKey?
  let edit: DirectoryEdit
  /// Nil before the first step.
  private let run: ID<PlacementRun>?
  private let newRun: ID<PlacementRun>
  private let ids: [Int64]
  private let salts: [[UInt8]]

  init(
    of congress: ID<Congress>, seen: String, key: RequestKey?, _ edit: DirectoryEdit, after run: ID<PlacementRun>? = nil
  ) {
    self.congress = congress
    self.seen = seen
    self.key = key
    self.edit = edit
    self.run = run
    newRun = edit.environment.newID(at: edit.now)
    ids = edit.environment.newIDs(PlaceDeputies.chunk, at: edit.now)
    salts = ids.map { _ in edit.environment.random(16) }
  }

  func next(_ run: ID<PlacementRun>) -> PlacementStep {
    PlacementStep(of: congress, seen: seen, key: key, edit, after: run)
  }

  func carryOut(in tx: any WriteTransaction) throws -> Result {
    if run == nil, let earlier = try Once.earlier(key, in: tx), let done = ID<PlacementRun>(text: earlier) {
      return .finished(done)
    }
    guard try edit.mayEdit(congress, in: tx) else { throw ActionError.refused(.notYours) }
    guard let found = try CongressStore.congress(congress, in: tx) else { throw ActionError.notFound }
    let (plan, map) = try PlaceDeputies.load(of: found, on: edit.now.date, in: tx)
    let id = try begin(plan, in: tx)
    let part = Array(plan.changes.prefix(PlaceDeputies.chunk))
    for (index, line) in part.enumerated() { try carryOut(line, map, run: id, index, in: tx) }
    let rest = plan.after(part)
    let isDone = rest.changes.isEmpty
    try PlacementStore.progress(
      id, placed: part.count, digest: PlaceDeputies.digest(rest), finished: isDone ? edit.now : nil, in: tx)
    if isDone { try Once.remember(key, id.description, at: edit.now, in: tx) }
    return isDone ? .finished(id) : .more(id)
  }

  /// The run that this step belongs to, when things stand as they were seen or as the step before has left them.
  private func begin(_ plan: PlacementPlan, in tx: any WriteTransaction) throws -> ID<PlacementRun> {
    let digest = PlaceDeputies.digest(plan)
    if let run {
      guard try PlacementStore.digest(of: run, in: tx) == digest else { throw ActionError.changedMeanwhile }
      return run
    }
    guard PlaceDeputies.hex(digest) == seen else { throw ActionError.changedMeanwhile }
    if let open = try PlacementStore.unfinished(of: congress, in: tx), open.digest == digest { return open.id }
    if plan.changes.isEmpty { throw ActionError.rule(.nothingChanged) }
    try PlacementStore.begin(
      newRun, of: congress, by: edit.actor.person, at: edit.now, digest: digest, planned: plan.changes.count, in: tx)
    return newRun
  }

  private func carryOut(
    _ line: PlacementLine, _ map: PlacementMap, run: ID<PlacementRun>, _ index: Int, in tx: any WriteTransaction
  ) throws {
    let mandate = line.mandate
    let was = mandate.current.compactMap { map.venue($0)?.name }.joined(separator: "、")
    var facts = ["was": was, "run": run.description]
    if !mandate.current.isEmpty {
      try PlacementStore.end(mandate.id, at: mandate.current, on: edit.now.date, in: tx)
    }
    let act: String
    switch line.change {
    case .nothing: return
    case .leave: act = "leave-venue"
    case .place(let venue), .move(let venue):
      try VenueStore.place(mandate.id, of: mandate.person.id, at: venue, from: edit.now.date, in: tx)
      facts["venue"] = map.venue(venue)?.name
      act = "place"
    }
    try edit.append(
      .mandate, mandate.id.raw, act, facts: facts, id: ids[index], salt: salts[index], in: tx)
  }
}

/// What is different for one mandate: another venue or none, with the reason; or nothing any more.
package enum SavePlacementException {
  package static func run(
    _ exception: PlacementException?, of mandate: ID<Mandate>, congress: ID<Congress>, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    if let exception, exception.reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let facts = ["venue": exception?.venue?.description ?? "", "reason": exception?.reason ?? ""]
    let act = exception == nil ? "end-placement-exception" : "placement-exception"
    // The congress's lock: a run that is being carried out sees either all of it or nothing.
    try await edit.run(
      .mandate, mandate.raw, act, of: congress, facts: facts, lock: LockKey(.directory, congress.raw)
    ) { tx in
      guard let place = try CongressStore.congress(congress, in: tx),
        try PlaceDeputies.load(of: place, on: edit.now.date, in: tx).plan.lines.contains(where: {
          $0.mandate.id == mandate
        })
      else { throw ActionError.invalid([FieldProblem("mandate", .notFound)]) }
      guard let exception else {
        guard try PlacementStore.removeException(of: mandate, in: tx) else { throw ActionError.rule(.nothingChanged) }
        return
      }
      if let venue = exception.venue {
        guard let open = try VenueStore.venue(venue, in: tx), open.congress == congress, open.validTo == nil else {
          throw ActionError.invalid([FieldProblem("venue", .notFound)])
        }
      }
      try PlacementStore.set(exception, of: mandate, by: actor.person, at: edit.now, in: tx)
    }
  }
}
