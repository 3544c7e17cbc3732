import Actions
import Domain
import TestSupport
import Testing

/// Tells a matter's way among groups and levels.
struct LevelTeller {
  let tell: MatterTeller
  /// The county's home and its liaison: the county is run here in these tests.
  let countyHome: ID<Venue>
  let countyLiaison: Actor
  let homeLiaison: Actor

  var places: TestPlaces { tell.places }
  var environment: AppEnvironment { tell.environment }
  var member: Actor { places.secondDeputy.actor() }

  let otherGroup: ID<DeputyGroup>

  init(_ town: TestTown) async throws {
    tell = MatterTeller(town)
    let levels = try await TestLevels.build(in: town)
    countyHome = levels.countyHome
    countyLiaison = levels.countyLiaison.actor
    homeLiaison = levels.homeLiaison.actor
    otherGroup = levels.otherGroup
  }

  func submit(_ name: String) async throws -> ID<Matter> { try await tell.submit(key: name).matter }

  func offer(_ matter: ID<Matter>) async throws {
    _ = try await ClaimMatter.offer(
      to: [places.group], words: "水的事请农业小组看看。", on: matter, tell.request(places.liaison.actor), in: environment)
  }

  func escalate(_ matter: ID<Matter>, to target: EscalationTarget, by actor: Actor? = nil) async throws {
    _ = try await EscalateMatter.run(
      .init(to: target, resultDue: tell.town.now.date.adding(days: 30), words: "超出本站能力。"), on: matter,
      tell.request(actor ?? places.liaison.actor), in: environment)
  }

  func passDown(_ matter: ID<Matter>, _ outcome: MatterOutcome?, by actor: Actor) async throws {
    _ = try await EscalateMatter.passDown(
      outcome: outcome, words: "已经安排。", on: matter, tell.request(actor), in: environment)
  }

  func watched(_ kind: WatchKind, by actor: Actor) async throws -> [ID<Matter>] {
    try await ReadWatched.run(kind, after: nil, by: actor, in: environment).lines.map(\.id)
  }

  func queued(_ tab: QueueTab, by actor: Actor) async throws -> Set<ID<Matter>> {
    var filter = QueueFilter()
    filter.tab = tab
    let page = try await ReadQueue.run(filter, by: actor, in: environment)
    #expect(page.counts[tab, default: 0] == page.lines.count)
    return Set(page.lines.map(\.id))
  }

  func acts(_ matter: ID<Matter>, by actor: Actor? = nil) async throws -> [MatterAct] {
    try await tell.page(matter, by: actor ?? places.clerk.actor).record.history.map(\.event.act)
  }

  func notices(of actor: Actor) async throws -> [NoticeKind] {
    try await TimedJobs.runOnce(DeliverOutbox(), holder: "test", in: environment)
    return try await ReadNotices.list(of: actor, before: nil, in: environment).notices.map(\.kind)
  }
}
