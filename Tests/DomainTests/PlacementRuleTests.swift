import Domain
import Testing

/// 编排代表进站: where each mandate belongs, as a table over a small county.
struct PlacementRuleTests {
  // County 1; townships 11 (home 100, village 111 with station 101, 112 without, 113 with two stations), 12 (central
  // station 200 in its village 121), 13 (nothing); county 2 elsewhere.
  private static func region(_ id: Int64, _ level: RegionLevel, _ parent: Int64?, _ path: String) -> Region {
    Region(id: ID(id), parent: parent.map { ID($0) }, level: level, name: "区\(id)", path: path)
  }

  private static let regions = [
    region(1, .county, nil, "1/"), region(11, .township, 1, "1/11/"), region(111, .village, 11, "1/11/111/"),
    region(1111, .grid, 111, "1/11/111/1111/"), region(112, .village, 11, "1/11/112/"),
    region(113, .village, 11, "1/11/113/"), region(12, .township, 1, "1/12/"), region(121, .village, 12, "1/12/121/"),
    region(122, .village, 12, "1/12/122/"), region(13, .township, 1, "1/13/"), region(131, .village, 13, "1/13/131/"),
    region(2, .county, nil, "2/"),
  ]

  private static func venue(_ id: Int64, _ region: Int64, _ kind: VenueKind, _ tier: VenueTier = .single) -> Venue {
    Venue(id: ID(id), congress: ID(9), region: ID(region), kind: kind, tier: tier, name: "站\(id)", mark: "")
  }

  private static let venues = [
    venue(100, 11, .home), venue(101, 111, .station), venue(102, 111, .studio), venue(103, 113, .station),
    venue(104, 113, .station), venue(200, 121, .station, .central), venue(201, 122, .station, .branch),
  ]

  private static let map = PlacementMap(regions: regions, venues: venues)

  private static func mandate(
    _ level: CongressLevel, of area: Int64 = 1, in constituency: [Int64] = [], lives: Int64? = nil,
    stationed: Int64? = nil, now: [Int64] = [], elsewhere: Bool = false, exception: PlacementException? = nil
  ) -> PlacementMandate {
    PlacementMandate(
      id: ID(7), person: Named(id: ID(8), name: "某"), congress: Named(id: ID(9), name: "某"), level: level,
      congressRegion: ID(area), constituencyRegions: constituency.map { ID($0) }, residence: lives.map { ID($0) },
      stationed: stationed.map { ID($0) }, current: now.map { ID($0) },
      elsewhere: elsewhere ? [Named(id: ID(999), name: "别处")] : [], exception: exception)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let words: String
    let mandate: PlacementMandate
    let expected: PlacementDecision
    var testDescription: String { words }

    init(_ words: String, _ mandate: PlacementMandate, _ expected: PlacementDecision) {
      self.words = words
      self.mandate = mandate
      self.expected = expected
    }
  }

  static let rows: [Row] = [
    // Province and city: where they serve, else where they live.
    Row("市代表驻镇", mandate(.prefecture, stationed: 11), .venue(ID(100), .stationed("区11"))),
    Row("驻镇先于住处", mandate(.prefecture, lives: 121, stationed: 11), .venue(ID(100), .stationed("区11"))),
    Row("省代表住村，编入镇", mandate(.province, lives: 1111), .venue(ID(100), .residence("区11"))),
    Row("中心站", mandate(.prefecture, lives: 122), .venue(ID(200), .residence("区12"))),
    Row("已在本镇的站，不动", mandate(.prefecture, lives: 111, now: [102]), .venue(ID(102), .residence("区11"))),
    Row("不知住处", mandate(.prefecture), .none(.noResidence)),
    Row("只知道县", mandate(.prefecture, lives: 1), .none(.tooWide("区1"))),
    Row("镇里没有站", mandate(.prefecture, lives: 131), .none(.noVenue("区13"))),
    // County: the constituency.
    Row("选区是一个村", mandate(.county, in: [111]), .venue(ID(101), .constituencyVillage("区111"))),
    Row("选区是一个网格", mandate(.county, in: [1111]), .venue(ID(101), .constituencyVillage("区111"))),
    Row("选区的村没有站", mandate(.county, in: [112]), .venue(ID(100), .noVillageStation(village: "区112"))),
    Row("选区几个村，编入镇", mandate(.county, in: [111, 112]), .venue(ID(100), .constituencyTownship("区11"))),
    Row("选区几个村，住其中一个", mandate(.county, in: [111, 112], lives: 111), .venue(ID(101), .villageInConstituency("区111"))),
    Row("选区几个村，住的村没有站", mandate(.county, in: [111, 112], lives: 112), .venue(ID(100), .constituencyTownship("区11"))),
    Row("选区是镇，住外镇", mandate(.county, in: [11], lives: 121), .venue(ID(100), .constituencyTownship("区11"))),
    Row("选区跨镇，住其中一个", mandate(.county, in: [111, 121], lives: 12), .venue(ID(200), .residence("区12"))),
    Row("选区跨镇，不知住处", mandate(.county, in: [111, 121]), .none(.spansTownships)),
    Row("选区没有登记", mandate(.county, lives: 111), .none(.noConstituencyRegions)),
    Row("选区是全县", mandate(.county, in: [1]), .none(.tooWide("区1"))),
    Row("选区的镇没有站", mandate(.county, in: [131]), .none(.noVenue("区13"))),
    // Township: the own village.
    Row("住本村", mandate(.township, of: 11, in: [112], lives: 111), .venue(ID(101), .ownVillage("区111"))),
    Row("不知住处，按选区", mandate(.township, of: 11, in: [111]), .venue(ID(101), .constituencyVillage("区111"))),
    Row("住外镇，按选区", mandate(.township, of: 11, in: [111], lives: 121), .venue(ID(101), .constituencyVillage("区111"))),
    Row("本村没有站", mandate(.township, of: 11, lives: 112), .venue(ID(100), .noVillageStation(village: "区112"))),
    Row("本村有两个站，取第一个", mandate(.township, of: 11, lives: 113), .venue(ID(103), .ownVillage("区113"))),
    Row("本村有两个站，已在第二个", mandate(.township, of: 11, lives: 113, now: [104]), .venue(ID(104), .ownVillage("区113"))),
    Row("在别村的站，换到本村", mandate(.township, of: 11, lives: 111, now: [103]), .venue(ID(101), .ownVillage("区111"))),
    Row("选区几个村", mandate(.township, of: 11, in: [111, 112]), .venue(ID(100), .constituencyTownship("区11"))),
    Row("什么都没有登记", mandate(.township, of: 11), .none(.noConstituencyRegions)),
    // What comes before the rule, and after it.
    Row(
      "例外选站", mandate(.township, of: 11, lives: 111, exception: PlacementException(venue: ID(200), reason: "工作")),
      .venue(ID(200), .exception("工作"))),
    Row(
      "例外不编",
      mandate(.township, of: 11, lives: 111, now: [101], exception: PlacementException(venue: nil, reason: "外出")),
      .none(.onPurpose("外出"))),
    Row(
      "例外的站撤了", mandate(.county, in: [111], exception: PlacementException(venue: ID(5), reason: "工作")),
      .none(.venueClosed)),
    Row("别的人大已经编了", mandate(.county, in: [131], elsewhere: true), .elsewhere(Named(id: ID(999), name: "别处"))),
    Row("没有依据但已进站", mandate(.county, now: [103]), .venue(ID(103), .asPlaced)),
  ]

  @Test("逐条", arguments: rows)
  func decides(_ row: Row) { #expect(PlacementRule.decide(row.mandate, in: Self.map) == row.expected) }

  @Test func aClusterServesVillagesWithoutAStation() {
    let map = PlacementMap(
      regions: Self.regions, venues: Self.venues, clusters: [ID(112): [ID(103)], ID(111): [ID(103)]])
    let without = Self.mandate(.township, of: 11, lives: 112)
    #expect(PlacementRule.decide(without, in: map) == .venue(ID(103), .cluster(village: "区112")))
    // A village with a station of its own keeps to it.
    let with = Self.mandate(.township, of: 11, lives: 111)
    #expect(PlacementRule.decide(with, in: map) == .venue(ID(101), .ownVillage("区111")))
  }

  @Test func changesAndFingerprint() {
    let plan = PlacementPlan(
      Self.rows.enumerated().map { index, row in
        let facts = row.mandate
        return PlacementMandate(
          id: ID(Int64(index + 1)), person: facts.person, congress: facts.congress, level: facts.level,
          congressRegion: facts.congressRegion, constituencyRegions: facts.constituencyRegions,
          residence: facts.residence, stationed: facts.stationed, current: facts.current, elsewhere: facts.elsewhere,
          exception: facts.exception)
      }, in: Self.map)
    #expect(plan.total == Self.rows.count)
    var left = plan
    while let next = left.changes.first {
      let after = left.after([next])
      #expect(after.fingerprint != left.fingerprint)
      #expect(after.changes.count == left.changes.count - 1)
      left = after
    }
    // Computed anew from how things stand afterwards, the plan says the same: nothing is left to be done.
    let again = PlacementPlan(left.lines.map(\.mandate), in: Self.map)
    #expect(again.fingerprint == left.fingerprint && again.changes.isEmpty)
    #expect(again.placed + again.gaps.count == again.total)
    let reasons: [PlacementGap] = [
      .noResidence, .tooWide("区1"), .noVenue("区13"), .spansTownships, .noConstituencyRegions, .tooWide("区1"),
      .noVenue("区13"), .noConstituencyRegions, .onPurpose("外出"), .venueClosed,
    ]
    #expect(again.gaps.compactMap(\.gap).count == reasons.count)
    for reason in reasons { #expect(again.gaps.contains { $0.gap == reason }) }
  }
}
