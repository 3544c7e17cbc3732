import Actions
import DatabaseKit
import Domain
import TestSupport
import Testing

/// 建议办理规则 as a form: presets, mistakes, versions.
@Suite struct SuggestionRulesTests {
  private static func rules(_ town: TestTown) async throws -> SuggestionRules {
    try await town.environment.rules.current(of: town.places.congress).settings.suggestions
  }

  @Test("从已有的规定开始：填入不等于保存；原样保存后每个数、每条条文都一样", arguments: DatabaseEngine.allCases)
  func presets(engine: DatabaseEngine) async throws {
    try await withSite(on: engine) { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let path = "/work/settings/\(town.places.congress)/suggestions"
      #expect(try await browser.open("/work/settings/\(town.places.congress)").text.contains(path))
      for preset in SuggestionPresets.all {
        let before = try await Self.rules(town)
        let page = path + "?preset=" + SiteBrowser.encode(preset.name)
        let shown = try await browser.open(page).text
        #expect(shown.contains("已填入\(preset.name)的规定，还没有保存") && shown.contains("自交办之日"))
        #expect(try await Self.rules(town) == before)
        let saved = try await browser.fill(path, on: page, ["reason": "参照\(preset.name)"])
        #expect(saved.status == 303, "\(saved.text)")
        #expect(try await Self.rules(town) == preset)
        // And what is stored comes through its own form unchanged.
        #expect(try await browser.fill(path, on: path, ["reason": "重新核对"]).status == 303)
        #expect(try await Self.rules(town) == preset)
        #expect(try await browser.open(path).text.contains("建议办理规则：参照\(preset.name)"))
      }
    }
  }

  @Test("填错的留着，一处一句话；别人刚改过的不覆盖；站上的人看不到")
  func mistakes() async throws {
    try await withSite { town, client in
      let browser = SiteBrowser(client)
      try await browser.signIn("clerk")
      let path = "/work/settings/\(town.places.congress)/suggestions"
      let before = try await Self.rules(town)
      let wrong = try await browser.fill(
        path, on: path,
        [
          "return-n": "366", "opinion-n": "", "rehandle-n": "13", "rehandle-u": "months", "deemed": "11",
          "extension": "whatever", "classes": "A｜已经解决｜已解决\nB｜正在解决｜大概", "grounds": "甲|一\n甲｜二", "reason": "",
        ])
      #expect(wrong.status == 422)
      for words in [
        "承办单位申请退回期限：请填1到365之间的数", "协办意见期限：按月计算的请填1到12之间的数", "重新办理期限：按月计算的请填1到12之间的数",
        "视为收到的工作日数请填0到10之间的数", "请选择“三个月内答复不了的”怎么办", "结果类别第2行：请按", "代号“甲”重复了", "请写明为什么修改",
      ] { #expect(wrong.text.contains(words), "\(words)") }
      #expect(wrong.text.contains("value=\"366\"") && wrong.text.contains("B｜正在解决｜大概"))
      #expect(wrong.text.contains("自交办之日起3个月") && wrong.text.contains("不能修改"))
      #expect(try await Self.rules(town) == before)
      // The edges, full-width figures, and a window left without a time.
      let old = try await browser.open(path)
      let edges = try await browser.fill(
        path, on: path,
        ["return-n": "３６５", "return-f": "receipt", "return-a": "第九条", "contact-n": "", "deemed": "0", "reason": "试行"])
      #expect(edges.status == 303, "\(edges.text)")
      let now = try await Self.rules(town)
      #expect(now.returnWithin == SuggestionWindow(365, .workingDays, from: .receipt))
      #expect(now.article(of: .returnWithin) == "第九条" && now.contactWithin == nil && now.deemedReceivedAfter == 0)
      let stale = try await browser.post(path, SiteBrowser.merge(old.form(path), ["reason": "晚了一步"]))
      #expect(stale.status == 409 && stale.text.contains("刚才有人改过设置"))
      #expect(try await Self.rules(town) == now)
      let other = SiteBrowser(client)
      try await other.signIn("liaison")
      #expect(try await other.get(path).status == 403)
    }
  }
}
