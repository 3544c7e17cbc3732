import Domain
import Testing

/// 满意率 with its formula.
@Suite struct SuggestionShareTests {
  @Test(
    "满意率：少于五件不算，四舍五入到千分之一",
    arguments: [(0, 0, nil), (4, 4, nil), (5, 5, 1000), (0, 5, 0), (2, 3, nil), (5, 6, 833), (1, 6, 167), (1, 8, 125)]
      as [(Int, Int, Int?)])
  func rounds(satisfied: Int, rated: Int, expected: Int?) {
    #expect(SuggestionShare(satisfied: satisfied, rated: rated).perMille == expected)
  }

  @Test("分子分母随设置：基本满意算不算，未反馈算不算；单位的和全部的分开")
  func follows() {
    let unit = ID<HandlingUnit>(7)
    let report = SuggestionReport([
      SuggestionFigure(.satisfied): 6, SuggestionFigure(.basic): 3, SuggestionFigure(.dissatisfied): 1,
      SuggestionFigure(.unreturned): 2, SuggestionFigure(.partSatisfied, unit: unit): 4,
      SuggestionFigure(.partUnreturned, unit: unit): 1, SuggestionFigure(.key): 0,
    ])
    func share(_ unit: ID<HandlingUnit>?, _ basic: Bool, _ excludes: Bool) -> [Int] {
      let share = report.share(of: unit, countsBasic: basic, excludesUnreturned: excludes)
      return [share.satisfied, share.rated]
    }
    #expect(share(nil, true, true) == [9, 10] && share(nil, false, true) == [6, 10])
    #expect(share(nil, true, false) == [9, 12] && share(nil, false, false) == [6, 12])
    #expect(share(unit, true, true) == [4, 4] && share(unit, true, false) == [4, 5])
    #expect(report.units == [unit] && report.counts.count == 6)
  }

  @Test("谁出报告：人大的看全部，政府督查和专门委员会看交办了的，别人没有")
  func reach() {
    let congress = SuggestionSample.congress
    func reach(_ role: PostRole, _ at: ID<Congress> = SuggestionSample.congress) -> SuggestionReach? {
      SuggestionAccess.reaches(
        congress,
        .person(
          Actor.SignedIn(
            person: ID(1), name: "某人", posts: [Post(role: role, congress: at)], mandates: [], session: ID(1))))
    }
    for role in [PostRole.secretary, .clerk, .chair, .director] { #expect(reach(role) == .received) }
    for role in [PostRole.committee, .coordinator] { #expect(reach(role) == .handedOver) }
    for role in [PostRole.liaison, .chief, .auditor, .unitHead] { #expect(reach(role) == nil) }
    #expect(reach(.clerk, ID(congress.raw + 1)) == nil)
    #expect(SuggestionAccess.reaches(congress, .visitor) == nil)
  }
}
