import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 责任联系: mechanisms, links, logs, who is short; clusters; and coverage that counts what its lists show.
@Suite struct LinkTests {
  private func mechanism(
    _ town: TestTown, _ from: LinkEnd, _ to: LinkEnd, _ contacts: Int = 1, _ period: CadencePeriod = .month
  ) async throws -> ID<LinkMechanism> {
    try await SaveMechanism.add(
      SaveMechanism.Input(name: "双联系", from: from, to: to, cadence: Cadence(contacts: contacts, period: period)),
      of: town.places.congress, by: town.places.clerk.actor, in: town.environment)
  }

  private func link(
    _ from: ID<Person>, _ to: ResponsibilityLink.Target, _ mechanism: ID<LinkMechanism>, _ town: TestTown,
    days: Int = -40
  ) async throws -> ID<ResponsibilityLink> {
    try await SaveLink.add(
      SaveLink.Input(from: from, to: to, date: town.now.date.adding(days: days), reason: "分工"), under: mechanism,
      congress: town.places.congress, by: town.places.clerk.actor, in: town.environment)
  }

  @Test("每种机制只连它该连的两头", arguments: DatabaseEngine.allCases)
  func ends(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let (deputy, staff) = (places.deputy.person, places.chair.person)
      let targets: [(LinkEnd, ResponsibilityLink.Target)] = [
        (.venue, .venue(places.station)), (.person, .person(places.clerk.person)),
        (.deputy, .person(places.secondDeputy.person)), (.region, .region(places.village)),
        (.voters, .voters("东村一组12户")),
      ]
      for (end, own) in targets {
        let loose = try await mechanism(town, .person, end)
        let strict = try await mechanism(town, .deputy, end)
        for (other, target) in targets {
          let isPerson = end == .person && other == .deputy
          if end == other || isPerson {
            _ = try await link(staff, target, loose, town)
            await #expect(throws: ActionError.invalid([FieldProblem("target", .taken)])) {
              _ = try await link(staff, target, loose, town)
            }
          } else {
            await #expect(throws: ActionError.invalid([FieldProblem("target", .notAllowed)]), "\(end) \(other)") {
              _ = try await link(staff, target, loose, town)
            }
          }
        }
        _ = try await link(deputy, own, strict, town)
        await #expect(throws: ActionError.invalid([FieldProblem("person", .notAllowed)])) {
          _ = try await link(staff, own, strict, town)
        }
      }
    }
  }

  @Test("谁还差几次：按期、按天折算，补登以后就不差了", arguments: DatabaseEngine.allCases)
  func whoIsShort(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, today) = (town.places, town.environment, town.now.date)
      let mechanism = try await mechanism(town, .deputy, .voters)
      let old = try await link(places.deputy.person, .voters("一组"), mechanism, town, days: -100)
      let fresh = try await link(places.secondDeputy.person, .voters("二组"), mechanism, town, days: 0)
      func short(_ filter: ReadLinks.Filter) async throws -> [ID<ResponsibilityLink>] {
        let page = try await ReadLinks.page(mechanism, filter, after: nil, by: places.clerk.actor, in: environment)
        return page?.lines.map(\.link.id) ?? []
      }
      #expect(try await short(.all) == [old, fresh])
      #expect(try await short(.short) == [old])
      #expect(try await short(.shortBefore) == [old])
      #expect(try await ReadLinks.mechanisms(of: places.congress, in: environment).first?.short == 1)
      func log(_ date: CivilDate, by actor: Actor, key: RequestKey? = nil) async throws {
        _ = try await LogContact.run(
          LogContact.Input(date: date, way: .visit, what: "入户走访"), on: old, key: key, by: actor, in: environment)
      }
      let key = RequestKey(hash: [1, 1, 1, 1, 1, 1, 1, 1])
      try await log(today, by: places.deputy.actor(), key: key)
      try await log(today, by: places.deputy.actor(), key: key)
      #expect(try await short(.short) == [])
      #expect(try await short(.shortBefore) == [old])
      let before = CadencePeriod.month.rangeBefore(today).upperBound
      try await log(before, by: places.liaison.actor)
      #expect(try await short(.shortBefore) == [])
      let record = try #require(try await ReadLinks.one(old, by: places.deputy.actor(), in: environment))
      #expect(record.contacts.map(\.enteredBy) == ["张三", "赵联络"] && record.mayLog && !record.mayEdit)
      #expect(try await ReadLinks.own(of: places.deputy.person, in: environment).map(\.line.last) == [today])

      for actor in [places.secondDeputy.actor(), places.unitHead.actor, places.upperClerk.actor, .visitor] {
        await #expect(throws: ActionError.refused(.notYours)) { try await log(today, by: actor) }
      }
      for date in [today.adding(days: 1), today.adding(days: -101)] {
        await #expect(throws: ActionError.self) { try await log(date, by: places.deputy.actor()) }
      }
      try await SaveLink.end(old, congress: places.congress, reason: "换届", by: places.clerk.actor, in: environment)
      #expect(try await short(.ended) == [old])
      #expect(try await ReadLinks.own(of: places.deputy.person, in: environment).isEmpty)
      let acts = try await ReadDirectoryHistory.run(.link, old.raw, in: environment).map(\.act)
      #expect(acts == ["end", "contact", "contact", "form"])
    }
  }

  @Test("停用的机制不再统计；旧表单不覆盖", arguments: DatabaseEngine.allCases)
  func mechanismsEnd(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment) = (town.places, town.environment)
      let id = try await mechanism(town, .deputy, .venue)
      _ = try await link(places.deputy.person, .venue(places.station), id, town)
      let input = SaveMechanism.Input(
        name: "包保", from: .deputy, to: .venue, cadence: Cadence(contacts: 2, period: .quarter))
      try await SaveMechanism.change(
        id, congress: places.congress, input, seen: 1, by: places.clerk.actor, in: environment)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await SaveMechanism.change(
          id, congress: places.congress, input, seen: 1, by: places.clerk.actor, in: environment)
      }
      try await SaveMechanism.change(
        id, congress: places.congress, input, ends: true, seen: 2, by: places.clerk.actor, in: environment)
      let line = try #require(try await ReadLinks.mechanisms(of: places.congress, in: environment).first)
      #expect(
        line.mechanism.name == "包保" && line.mechanism.validTo == town.now.date && line.short == 0 && line.links == 1)
      await #expect(throws: ActionError.notFound) {
        _ = try await link(places.secondDeputy.person, .venue(places.station), id, town)
      }
    }
  }

  @Test("片区：没有站点的村由片区的站联系，覆盖和编排都认", arguments: DatabaseEngine.allCases)
  func clusters(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, clerk) = (town.places, town.environment, town.places.clerk.actor)
      let regions = try await ReadDirectory.regions(in: environment)
      let township = try #require(regions.first { $0.level == .township })
      let village = try await SaveStructure.addRegion(
        name: "南村", level: .village, under: township.id, code: nil, from: town.now.date, by: clerk, in: environment)
      _ = try await SavePerson.run(
        SavePerson.Input(id: places.otherDeputy.person, name: "王五", residence: village), by: clerk, in: environment)
      func uncovered() async throws -> [String] {
        try await ReadCoverage.list(.villagesWithoutVenue, of: places.congress, after: nil, in: environment).lines.map(
          \.name)
      }
      func proposed() async throws -> PlacementDecision? {
        let proposal = try await PlaceDeputies.propose(of: places.congress, by: clerk, in: environment)
        return proposal.plan.lines.first { $0.mandate.id == places.otherDeputy.mandate }?.decision
      }
      #expect(try await uncovered() == ["南村"])
      #expect(try await proposed() == .venue(places.otherStation, .noVillageStation(village: "南村")))
      let cluster = try await SaveCluster.run(
        nil, of: places.congress, name: "南片", purpose: "分片建站", by: clerk, in: environment)
      for subject in [ClusterPart.Subject.region(village), .venue(places.station)] {
        _ = try await SaveCluster.add(
          subject, to: cluster, congress: places.congress, reason: "就近", by: clerk, in: environment)
        await #expect(throws: ActionError.invalid([FieldProblem("subject", .taken)])) {
          _ = try await SaveCluster.add(
            subject, to: cluster, congress: places.congress, reason: "再", by: clerk, in: environment)
        }
      }
      #expect(try await uncovered() == [])
      #expect(try await proposed() == .venue(places.station, .cluster(village: "南村")))
      try await SaveCluster.end(cluster, congress: places.congress, reason: "重新划片", by: clerk, in: environment)
      #expect(try await uncovered() == ["南村"])
      let record = try #require(try await ReadClusters.one(cluster, in: environment))
      #expect(record.cluster.to == town.now.date && record.parts.allSatisfy { $0.tenure.endReason == "重新划片" })
    }
  }

  @Test("覆盖情况的每个数字就是它的名单", arguments: DatabaseEngine.allCases)
  func coverageCountsItsLists(_ engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let (places, environment, clerk) = (town.places, town.environment, town.places.clerk.actor)
      let before = try await ReadCoverage.list(.gridsWithoutDeputy, of: places.congress, after: nil, in: environment)
      for name in ["一网格", "二网格"] {
        _ = try await SaveStructure.addRegion(
          name: name, level: .grid, under: places.village, code: nil, from: town.now.date, by: clerk, in: environment)
      }
      let grid = try #require(try await ReadDirectory.regions(in: environment).first { $0.name == "一网格" })
      try await SaveGridHead.run(places.deputy.person, headOf: grid.id, reason: "包保", by: clerk, in: environment)
      _ = try await SaveGroup.run(
        SaveGroup.Input(kind: .working, name: "新小组"), of: places.congress, by: clerk, in: environment)
      _ = try await SaveStructure.saveUnit(
        nil, of: places.congress, name: "新单位", telephone: "", by: clerk, in: environment)
      try await SaveVenue.endPlacement(
        of: places.otherDeputy.mandate, at: places.otherStation, by: clerk, in: environment)
      func names(_ gap: CoverageGap) async throws -> [String] {
        let page = try await ReadCoverage.list(gap, of: places.congress, after: nil, in: environment)
        return page.lines.map(\.name) + page.deputies.map(\.mandate.person.name)
      }
      let expected: [CoverageGap: ([String], Int)] = [
        .deputiesWithoutStation: (["王五"], 3), .villagesWithoutVenue: ([], 2),
        .gridsWithoutDeputy: (before.lines.map(\.name) + ["二网格"], before.count.all + 2),
        .venuesWithoutChief: (["三河镇人大代表之家", "西村人大代表联络站"], 3), .venuesWithoutLiaison: (["三河镇人大代表之家"], 3),
        .venuesWithoutDeputy: (["三河镇人大代表之家", "西村人大代表联络站"], 3), .unitsWithoutAccount: (["新单位"], 3),
        .groupsWithoutConvener: (["新小组"], 2),
      ]
      let rows = try await ReadCoverage.run(in: environment)
      #expect(rows.map(\.congress.id) == [places.congress])
      for gap in CoverageGap.allCases {
        let (list, all) = try #require(expected[gap])
        #expect(try await names(gap) == list, "\(gap)")
        #expect(rows[0].counts[gap] == CoverageCount(without: list.count, all: all), "\(gap)")
      }
      // A head whose mandate has ended covers no grid.
      try await SaveMandate.change(
        places.deputy.mandate, to: .ended, reason: .resigned, on: town.now.date, by: clerk, in: environment)
      #expect(try await Set(names(.gridsWithoutDeputy)).isSuperset(of: ["一网格", "二网格"]))
    }
  }
}
