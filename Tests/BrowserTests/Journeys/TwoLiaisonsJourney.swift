import Domain
import TestSupport
import Testing
import Web

/// Two people at two desks with the same matter open.
@Suite(.serialized) struct TwoLiaisonsJourney {
  @Test func theSlowerOneSeesBothVersions() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(journey.places.stationCode))
      let receipt = try await resident.submit()
      let faster = try await journey.staff(journey.places.liaison)
      let slower = try await journey.staff(journey.places.chief, .phone)
      try await faster.find(receipt.number)
      try await slower.open(faster.page.url)
      try await slower.fill("form[action$='/accept']", ["grade": "transfer", "words": "我来联系供电所。"])
      try await faster.act(.accept, ["grade": "in_group", "words": "已交代表去看。"])

      try await slower.act(.accept, status: 409)
      try await slower.sees("刚才有人更新了这件诉求", "您想做的：受理", "现在的情况：办理中")
      #expect(try await slower.page.text(of: ".diff-mine").contains("我来联系供电所。"))
      let now = try await slower.page.text(of: ".diff-now")
      #expect(now.contains("已交代表去看。") && now.contains("赵联络"), "\(now)")

      // What is there now is the first one's.
      try await faster.find(receipt.number)
      try await faster.sees("组内可解决", "已交代表去看。")
      try await faster.missesOut("我来联系供电所。")
    }
  }
}
