import Actions
import DatabaseKit
import Domain
import HummingbirdTesting
import TestSupport
import Testing

/// 已答复的建议 of a unit: its own answers, and nothing that is kept from it.
@Suite struct AnsweredSuggestionsTests {
  private static let page = "/work/suggestions/answered"

  private func answered(_ title: String, isConfidential: Bool = false, _ town: TestTown) async throws
    -> ID<Suggestion>
  {
    let places = town.places
    func request(_ actor: Actor) -> ProposalRequest { ProposalRequest(actor: actor) }
    let (lead, unit, clerk) = (
      request(places.deputy.actor()), request(places.unitRegistrar.actor), request(places.clerk.actor)
    )
    let id = try await DraftSuggestion.run(
      .init(title: title, text: "水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划。", isConfidential: isConfidential),
      for: places.deputy.person, of: places.congress, lead, in: town.environment
    ).id
    _ = try await SubmitSuggestion.run(id, lead, in: town.environment)
    _ = try await RegisterSuggestion.run(nil, on: id, clerk, in: town.environment)
    _ = try await HandOverSuggestion.run(
      .lead, to: [.init(places.unit, .lead), .init(places.otherUnit, .co)], on: id, clerk, in: town.environment)
    _ = try await ActOnSuggestion.run(.signFor(part: 1), on: id, part: 1, unit, in: town.environment)
    _ = try await ActOnSuggestion.run(
      .contact(.init(part: 1, kind: .phone, on: town.now.date, with: [places.deputy.person], isSigned: false)), on: id,
      part: 1, words: "电话沟通。", unit, in: town.environment)
    let letter = LetterText(
      documentNumber: "三水函〔2026〕1号", opening: "收悉。", points: ["已经修好。"], opinions: "", closing: "谢谢。",
      signatory: "水站长", contact: "0000-1234567", copies: "")
    _ = try await DraftReplyLetter.run(
      letter, resultClass: "A", part: 1, on: id, unit, in: town.environment)
    _ = try await ActOnSuggestion.run(.checkLetter(part: 1), on: id, part: 1, unit, in: town.environment)
    _ = try await SignReplyLetter.run(
      .init(part: 1, withoutOpinions: "协办单位没有意见。"), on: id, request(places.unitHead.actor), in: town.environment)
    return id
  }

  @Test("收发员和负责人看得到本单位答复过的；没答的单位是空的；人大、代表不进这一页", arguments: DatabaseEngine.allCases)
  func list(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let open = try await answered("关于修复东村水渠的建议", town)
      let hidden = try await answered("关于补种行道树的建议", isConfidential: true, town)
      func browser(_ username: String) async throws -> SiteBrowser {
        let browser = SiteBrowser(client)
        try await browser.signIn(username)
        return browser
      }
      for staff in [town.places.unitRegistrar, town.places.unitHead] {
        let unit = try await browser(staff.username)
        #expect(try await unit.open("/work/suggestions").text.contains("href=\"\(Self.page)\""))
        let shown = try await unit.open(Self.page)
        #expect(shown.status == 200)
        for id in [open, hidden] { #expect(shown.text.contains("/work/suggestions/\(id)\"")) }
        #expect(shown.text.contains("待测评") && shown.text.contains("保密"))
        #expect(shown.text.contains(town.places.deputy.name + "代表"))
        let year = town.now.date.year
        #expect(try await unit.open(Self.page + "?year=\(year)").text.contains("关于修复东村水渠的建议"))
        #expect(try await unit.open(Self.page + "?year=\(year - 1)").text.contains("这一年没有答复过的建议"))
        #expect(try await unit.get(Self.page + "?year=abc&before=xyz").status == 200)
        #expect(!(try await unit.open(Self.page + "?before=\(hidden)").text.contains("关于补种行道树的建议")))
      }
      // The helping unit has not given its opinion, the drafter was named for nothing.
      for username in [town.places.otherUnitRegistrar.username, town.places.unitDrafter.username] {
        #expect(try await browser(username).open(Self.page).text.contains("还没有答复过建议"))
      }
      for username in ["clerk", "liaison", town.places.coordinator.username] {
        let other = try await browser(username)
        #expect(try await other.get(Self.page).status == 403)
        #expect(!(try await other.open("/work/suggestions").text.contains(Self.page)))
      }
    }
  }
}
