import Actions
import Domain
import TestSupport
import Testing
import Web

/// The clerk forms a group, looks at the proposal for the stations, settles one by hand and carries it out in one act.
@Suite(.serialized) struct PlacementJourney {
  @Test func everybodyHasAStation() async throws {
    try await Journey.run { journey in
      let places = journey.places
      for (deputy, venue) in [(places.deputy, places.station), (places.otherDeputy, places.otherStation)] {
        try await SaveVenue.endPlacement(of: deputy.mandate, at: venue, by: .system, in: journey.town.environment)
      }
      let clerk = try await journey.staff(places.clerk)
      try await clerk.open(.directoryPart(.coverage))
      try await clerk.sees("1 / 3")
      try await clerk.open(.coverage(.deputiesWithoutStation))
      try await clerk.sees("张三", "王五", "可以编排进站，还没有办")
      try await clerk.press("编排代表进站")
      try await clerk.sees("1 / 3", "一次编排2名", "三河镇人大代表之家")

      let exception = SitePath.arrange(.exception)
      try await clerk.open(journey.site.address + exception.with([("mandate", places.otherDeputy.mandate.description)]))
      try await clerk.fill("form[action='\(exception.string)']", ["venue": places.otherStation.description])
      try await clerk.press("保存", status: 422)
      try await clerk.sees("请填写理由")
      try await clerk.fill("form[action='\(exception.string)']", ["reason": "住在西村"])
      try await clerk.press("保存")
      try await clerk.sees("例外：住在西村")
      try await clerk.press("一次编排2名")
      try await clerk.sees("3 / 3", "已编排进站", "办完了")

      let group = SitePath.arrange(.group)
      try await clerk.open(journey.site.address + group.with([("kind", "territorial")]))
      try await clerk.fill("form[action='\(group.string)']", ["name": "东片小组", "reason": "主席团会议决定"])
      try await clerk.press("保存")
      try await clerk.sees("还没有召集人", "人数偏少")
      try await clerk.follow("a[href*='group-member']")
      try await clerk.fill(
        "form[action='\(SitePath.arrange(.groupMember).string)']", ["who": "张三", "role": "convener", "reason": "推选"])
      try await clerk.press("保存")
      try await clerk.sees("张三", "召集人", "推选")
      let reader = try await journey.visitor(.narrow)
      try await reader.open(.deputy(places.deputy.person))
      try await reader.sees("所在小组", "东片小组")
    }
  }
}
