import Actions
import Domain
import TestSupport
import Testing
import Web

/// 代表建议 in a township: from two residents' matters to the rated, published answer.
@Suite(.serialized) struct SuggestionJourney {
  private let canal = "关于修复东村水渠的建议"

  @Test func fromTwoMattersToThePublishedAnswer() async throws {
    try await Journey.run { journey in
      let town = try await SuggestionTown.build(journey)
      let receipts = try await town.twoResidents()
      try await journey.town.openSession(of: journey.places.congress)
      let id = try await drafted(town)
      try await signed(town, id)
      try await taken(town, id)
      try await returned(town, id)
      try await worked(town, id)
      try await answered(town, id, "水渠已列入今年的维修计划，汛期过后动工。")
      try await rated(town, id)
      try await answered(town, id, "水渠十一月十日完工，进度每周在村务公开栏公布。", again: true)
      try await satisfied(town, id)
      try await published(town, id)
      try await told(town, id, receipts)
    }
  }

  // MARK: 提出

  private func drafted(_ town: SuggestionTown) async throws -> ID<Suggestion> {
    let lead = town.lead
    try await lead.open(.suggestions)
    try await lead.press("起草建议")
    let boxes = try await lead.page.count("input[type=checkbox][name^='m']")
    #expect(boxes == 2)
    try await lead.unfold("input[name^='m']")
    for number in 1...2 { try await lead.page.check("form[method=get] label:nth-of-type(\(number)) input") }
    try await lead.press("用选中的起草")
    try await lead.sees("从群众反映的事项整理", "请他们评价")
    let text = try await lead.page.value(of: "textarea[name=text]")
    #expect(text.contains("近期群众反映") && !text.contains("陈大娘") && !text.contains("1380000"), "\(text)")

    // Without a title: told at the field, and the text stays.
    let form = "form[action='\(SitePath.newSuggestion.string)']:not([method=get])"
    let words = "东村的水渠年久失修，每年灌溉季节漏水。建议列入今年的维修计划，并向村民公布进度。"
    try await lead.fill(form, ["title": "", "text": words])
    try await lead.follow("\(form) button[type=submit]", status: 422)
    #expect(try await lead.page.value(of: "textarea[name=text]") == words)
    try await lead.fill(form, ["title": canal])
    try await lead.press("保存草稿")
    try await lead.sees("起草中", "提交建议")
    return try #require(
      ID<Suggestion>(text: try await lead.page.url.split(separator: "/").last?.prefix { $0 != "?" } ?? ""))
  }

  private func signed(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let lead = town.lead
    try await lead.act(.invite, ["names": "没有这个人"], status: 422)
    try await lead.sees("代表里没有叫“没有这个人”的")
    try await lead.act(.invite, ["names": town.signers.map(\.deputy.name).joined(separator: "、")])
    for (visitor, deputy) in town.signers {
      try await visitor.open(.suggestions)
      try await visitor.sees("联名邀请")
      try await visitor.press(canal)
      try await visitor.sees("东村的水渠年久失修")
      try await visitor.act(.sign)
      try await visitor.sees(deputy.name)
    }
    try await lead.open(.suggestion(id))
    try await lead.act(.submit)
    try await lead.sees("待审查")
  }

  private func taken(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let places = town.journey.places
    let chair = try await town.journey.staff(places.chair)
    try await chair.open(.suggestions)
    try await chair.press(canal)
    try await chair.act(.register)
    try await chair.sees("第1号", "待交办")
    try await chair.act(.handOver, ["kind": "lead", "words": "请抓紧办理。"], status: 422)
    try await chair.sees("请选择")
    try await chair.act(
      .handOver, ["lead": places.unit.description, "u\(places.otherUnit)": "1"])
    try await chair.sees("主办：三河镇水利站", "协办：三河镇村建办", "自交办之日")
    try await chair.press("交办单")
    try await chair.sees("三河镇水利站", canal)
    #expect(try await chair.codes().isEmpty == false)
  }

  // MARK: 办理

  /// 协办单位申退、改派.
  private func returned(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let helper = try await town.journey.staff(town.journey.places.otherUnitRegistrar)
    try await helper.open(.suggestions)
    try await helper.press(canal)
    try await helper.act(.askReturn, part: 2, ["words": ""], status: 422)
    try await helper.act(.askReturn, part: 2, ["proposed": "\(town.third)", "words": "资金由财政所安排。"])
    let government = try await town.journey.staff(town.journey.places.coordinator)
    try await government.open(.suggestions)
    try await government.press(canal)
    try await government.sees("资金由财政所安排。")
    try await government.act(.settleReturn, part: 2, ["next": "\(town.third)", "words": "请财政所协办。"])
    try await government.sees("协办：三河镇财政所")
    try await helper.open(.suggestion(id), status: 404)
  }

  /// 签收、延期、协办意见.
  private func worked(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let journey = town.journey
    try await town.registrar.open(.suggestions)
    try await town.registrar.press(canal)
    try await town.registrar.act(.signFor, part: 1)
    try await town.registrar.act(.appoint, part: 1, ["drafter": "\(journey.places.unitDrafter.person)"])
    let until = journey.town.now.date.adding(months: 5)
    try await town.registrar.act(.askExtension, part: 1, ["words": "要等汛期过后。", "due": "\(until)"])
    let clerk = try await journey.staff(journey.places.clerk)
    try await clerk.open(.suggestion(id))
    try await clerk.act(.settleExtension, part: 1, ["agrees": "1"])
    try await clerk.sees("已延期")
    let finance = try await journey.staff(town.finance)
    try await finance.open(.suggestion(id))
    try await finance.act(.signFor, part: 3)
    try await finance.act(.giveOpinion, part: 3, ["words": "维修资金十二万元已列入镇级预算，九月拨付。"])
  }

  /// 沟通、起草、核稿、签发.
  private func answered(_ town: SuggestionTown, _ id: ID<Suggestion>, _ point: String, again: Bool = false) async throws
  {
    let drafter = town.drafter
    try await drafter.open(.suggestion(id))
    // Without talking to the deputy there is no letter to sign.
    try await drafter.act(.contact, part: 1, ["kind": "visit", "words": "到现场看了水渠，当面听了意见。"])
    try await drafter.act(
      .draftLetter, part: 1,
      [
        "class": "A", "document": "三水函〔2026〕\(again ? 13 : 12)号", "points": point, "opinions": "财政所意见：资金已列入预算。",
        "signatory": "水站长", "contact": "水收发 0000-1234567",
      ])
    try await town.registrar.open(.suggestion(id))
    try await town.registrar.act(.checkLetter, part: 1)
    try await town.head.open(.suggestion(id))
    try await town.head.act(.signLetter, part: 1)
    try await town.head.press(again ? "第2次答复函" : "答复函")
    try await town.head.sees(point, "三水函〔2026〕\(again ? 13 : 12)号", "财政所意见")
  }

  // MARK: 测评

  /// One is dissatisfied and says why: it goes back to the unit.
  private func rated(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let (visitor, _) = town.signers[0]
    try await visitor.open(.suggestions)
    try await visitor.press(canal)
    try await visitor.act(.rate, part: 1, ["attitude": "satisfied", "result": "dissatisfied"], status: 422)
    try await visitor.act(.rate, part: 1, ["words": "没有写明完工日期。"])
    try await visitor.sees("第2次办理")
    try await town.registrar.open(.suggestions)
    try await town.registrar.press(canal)
    try await town.registrar.sees("没有写明完工日期。", "第2次办理")
  }

  private func satisfied(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    for visitor in [town.lead, town.signers[0].visitor] {
      try await visitor.open(.suggestions)
      try await visitor.press(canal)
      try await visitor.act(.rate, part: 1, ["attitude": "satisfied", "result": "satisfied"])
    }
    // The third deputy has filled in the form on paper.
    let clerk = try await town.journey.staff(town.journey.places.clerk)
    try await clerk.open(.suggestion(id))
    try await clerk.sees("已答复，待测评")
    try await clerk.act(
      .rate, part: 1, ["attitude": "satisfied", "result": "basic", "words": "补上护栏就更好了。"], status: 422)
    try await clerk.scan(.rate, part: 1)
    try await clerk.act(.rate, part: 1)
    try await clerk.sees("已办结", "（书面）")
  }

  // MARK: 公开、转告群众

  private func published(_ town: SuggestionTown, _ id: ID<Suggestion>) async throws {
    let journey = town.journey
    let clerk = try await journey.staff(journey.places.clerk)
    try await clerk.open(.suggestion(id))
    try await clerk.act(.redact, ["text": "东村的水渠年久失修，建议列入维修计划并公布进度。"])
    try await clerk.sees("要由另一位审核后公开")
    #expect(try await clerk.page.count("form[action$='/publish'] input[value='1']") == 0)
    let chair = try await journey.staff(journey.places.chair)
    try await chair.open(.suggestion(id))
    try await chair.act(.publish, ["publishes": "1"])
    journey.advance()
    let reader = try await journey.visitor(.narrow)
    try await reader.open(.publicSuggestions)
    try await reader.press(canal)
    try await reader.sees("建议列入维修计划并公布进度", "水渠十一月十日完工", "三河镇水利站")
    try await reader.missesOut("没有写明完工日期", "陈大娘", "李大爷", "补上护栏")
  }

  /// Both residents see the answer and rate it.
  private func told(_ town: SuggestionTown, _ id: ID<Suggestion>, _ receipts: [(Visitor, Receipt)]) async throws {
    try await town.lead.open(.suggestion(id))
    let form = "form[action$='/tell-residents']"
    try await town.lead.fill(form, ["outcome": "solved", "words": "水渠修好了，资金和进度都在村务公开栏里。"])
    try await town.lead.unfold("\(form) button[type=submit]")
    try await town.lead.follow("\(form) button[type=submit]")
    try await town.lead.sees("已转告群众，并请他们评价")
    for (resident, receipt) in receipts {
      try await resident.open(receipt.link)
      try await resident.sees("代表已据此提出建议", canal, "已办结", "水渠修好了")
      try await resident.act(.rate, ["attitude": "satisfied", "result": "satisfied"])
      try await resident.sees("群众评价")
    }
  }

  // MARK: 闭会期间，镇人大主席团

  @Test func throughThePresidiumWithARatingOnPaper() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let liaison = try await journey.staff(places.liaison)
      let lead = try await journey.deputy(places.deputy, slipFrom: liaison)
      try await lead.open(.newSuggestion)
      try await lead.fill(
        "form[action='\(SitePath.newSuggestion.string)']",
        ["title": canal, "text": "东村的水渠年久失修，每年灌溉季节漏水，建议列入今年的维修计划。"])
      try await lead.press("保存草稿")
      try await lead.act(.submit)
      let chair = try await journey.staff(places.chair)
      try await chair.open(.suggestions)
      try await chair.press(canal)
      try await chair.sees("闭会期间", "主席团")
      try await chair.act(.register)
      try await chair.sees("第1号")
      try await chair.act(.handOver, ["kind": "sole", "lead": places.unit.description])
      let id = try #require(
        ID<Suggestion>(text: try await chair.page.url.split(separator: "/").last?.prefix { $0 != "?" } ?? ""))
      let unit = try await journey.staff(places.unitRegistrar, .phone)
      try await unit.open(.suggestion(id))
      try await unit.act(.signFor, part: 1)
      try await unit.act(.contact, part: 1, ["kind": "phone", "words": "电话里说明了安排。"])
      try await unit.act(
        .draftLetter, part: 1,
        [
          "class": "A", "document": "三水函〔2026〕5号", "points": "已经修好。", "signatory": "水站长",
          "contact": "水收发 0000-1234567",
        ])
      try await unit.act(.checkLetter, part: 1)
      let head = try await journey.staff(places.unitHead, .phone)
      try await head.open(.suggestion(id))
      try await head.act(.signLetter, part: 1)
      try await chair.open(.suggestion(id))
      try await chair.press("征询意见表")
      try await chair.sees(canal, "满意", "基本满意", "不满意")
      try await chair.open(.suggestion(id))
      try await chair.scan(.rate, part: 1)
      try await chair.act(.rate, part: 1, ["attitude": "satisfied", "result": "satisfied"])
      try await chair.sees("已办结", "（书面）")
      try await lead.open(.suggestion(id))
      try await lead.sees("已办结", "（书面）")
    }
  }
}
