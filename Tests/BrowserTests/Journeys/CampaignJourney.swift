import Domain
import TestSupport
import Testing
import Web

/// 征集活动: made by the clerk, printed, scanned, counted.
@Suite(.serialized) struct CampaignJourney {
  private static let theme = "征集民生诉求"

  @Test func fromTheClerksFormToTheCounts() async throws {
    try await Journey.run { journey in
      let clerk = try await journey.staff(journey.places.clerk)
      try await clerk.press("征集活动")
      try await clerk.press("新建活动")
      let form = "form[action='\(SitePath.newCampaign.string)']"
      try await clerk.press("保存草稿", status: 422)
      try await clerk.sees("请填写主题")
      try await clerk.unfold("[name='c\(journey.places.category)']")
      try await clerk.fill(
        form,
        [
          "theme": Self.theme, "text": "说说身边的急难愁盼。收来的都有人办、有答复。", "audience": "both",
          "last": "\(journey.town.now.date.adding(days: 20))", "c\(journey.places.category)": "1",
        ])
      try await clerk.press("保存草稿")
      try await clerk.sees("草稿", Self.theme)
      try await clerk.press("发布")
      try await clerk.sees("正在征集", "群众提的：0件", "代表提的：0件")
      let page = try await clerk.page.url

      let address = try await poster(clerk, journey)
      let phone = try await journey.visitor()
      try await phone.open(address)
      try await phone.sees(Self.theme, "说说身边的急难愁盼", "正在征集")
      try await phone.press("我要反映")
      try await phone.sees("您参加的征集活动", Self.theme)
      _ = try await phone.submit()

      journey.advance()
      let reader = try await journey.visitor(.narrow)
      try await reader.open(.campaigns)
      try await reader.press(Self.theme)
      try await reader.sees("群众提的：1件", "代表提的：0件")
      try await counts(on: reader, [["扫码", "1"], ["网上", "0"], ["未分类", "1"]])

      try await raised(journey)
      journey.advance()
      try await reader.open(.campaigns)
      try await reader.press(Self.theme)
      try await reader.sees("群众提的：1件", "代表提的：1件")
      try await reader.missesOut("2件")

      try await clerk.open(page)
      try await clerk.press("看这些诉求")
      try await clerk.press("村东头小学门口的路灯坏了三天")
      try await clerk.sees("征集活动", Self.theme)
    }
  }

  /// A deputy raises what he saw within the campaign.
  private func raised(_ journey: Journey) async throws {
    let liaison = try await journey.staff(journey.places.liaison)
    let deputy = try await journey.deputy(journey.places.deputy, slipFrom: liaison)
    try await deputy.open(.workCampaigns)
    try await deputy.press(Self.theme)
    try await deputy.press("在活动里提一件")
    try await deputy.fill(
      "form[action='/work/raise']",
      [
        "what": "文化广场的健身器材坏了两件，怕伤着孩子。", "where": "东村文化广场", "category": "\(journey.places.category)",
      ])
    try await deputy.press("提交")
    try await deputy.sees("已收到您的诉求")
  }

  /// The rows that the tables of counts have among others.
  private func counts(on visitor: Visitor, _ expected: [[String]]) async throws {
    let rows = try await visitor.page.texts(of: ".count-table tbody tr")
    for cells in expected {
      #expect(rows.contains { $0.hasPrefix(cells[0]) && $0.hasSuffix(cells[1]) }, "\(cells) in \(rows)")
    }
  }

  /// Prints the poster and reads its code from the sheet.
  private func poster(_ clerk: Visitor, _ journey: Journey) async throws -> String {
    try await clerk.press("打印海报")
    try await clerk.sees(Self.theme, "微信扫一扫")
    let onScreen = try await clerk.codes()
    let document = journey.path("poster.pdf")
    try await clerk.page.pdf(to: document)
    let size = try await CodeReader.size(ofPrinted: document)
    #expect(abs(size.width - 210) < 2 && abs(size.height - 297) < 2, "\(size)")
    var printed: [[String]] = []
    for picture in try await CodeReader.pictures(ofPrinted: document) {
      printed.append(try await CodeReader.read(picture))
    }
    #expect(printed == [onScreen] && onScreen.count == 1, "one sheet with one code: \(printed)")
    return try #require(onScreen.first)
  }
}
