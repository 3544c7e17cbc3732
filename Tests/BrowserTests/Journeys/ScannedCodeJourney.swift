import Actions
import Domain
import TestSupport
import Testing
import Web

/// From the scan of a deputy's code to the archive, with a second handling in between.
@Suite(.serialized) struct ScannedCodeJourney {
  private static let title = "村东头小学门口的路灯坏了三天"

  @Test func aMatterGoesFromTheScanToTheArchive() async throws {
    try await Journey.run { journey in
      let resident = try await journey.visitor()
      let receipt = try await submitByScan(resident, journey)
      try await lapse(journey)
      let liaison = try await journey.staff(journey.places.liaison)
      try await acceptAndAssign(receipt, liaison, journey)
      try await firstAnswer(liaison, journey)
      try await rate(receipt, resident, result: .dissatisfied, reason: "修了一盏，还有两盏不亮。")
      try await secondAnswer(receipt, liaison, journey)
      try await rate(receipt, resident, result: .satisfied, reason: "")
      try await archive(receipt, liaison, resident, journey)
    }
  }

  private func submitByScan(_ resident: Visitor, _ journey: Journey) async throws -> Receipt {
    try await resident.open(journey.printed(journey.places.deputyCode))
    try await resident.sees("您扫了这位代表的码", "张三")
    var plea = Plea()
    plea.photos = [try await resident.takePhoto()]
    let receipt = try await resident.submit(plea)
    // Wednesday 18 November and three working days.
    try await resident.sees("张三代表将在3个工作日内告诉您是否受理（11月23日（周一）前）", "1张照片")
    #expect(try await resident.page.url == journey.absolute(.receipt(receipt.number)))
    return receipt
  }

  /// The deputy lets the date for accepting pass, so that the matter comes to the station.
  private func lapse(_ journey: Journey) async throws {
    journey.advance(days: 6)
    try await TimedJobs.runAll(holder: "test", in: journey.town.environment)
  }

  private func acceptAndAssign(_ receipt: Receipt, _ liaison: Visitor, _ journey: Journey) async throws {
    try await liaison.find(receipt.number)
    try await liaison.sees("群众原话", "陈", "逾期未受理，转联络员")
    #expect(try await liaison.page.count(".photos img") == 1)
    try await liaison.act(.accept, ["grade": "in_group", "words": "明天请代表去现场看。"])
    try await liaison.sees("已受理", "明天请代表去现场看。")
    try await liaison.act(.assign, ["to": "d-\(journey.places.deputy.person)", "words": "请到现场看看。"])
    try await liaison.sees("已分派", "张三代表")
  }

  private func firstAnswer(_ liaison: Visitor, _ journey: Journey) async throws {
    let deputy = try await journey.deputy(journey.places.deputy, slipFrom: liaison)
    try await deputy.openCard(Self.title)
    try await deputy.sees("请到现场看看。")
    try await deputy.act(.reply, ["outcome": "solved", "words": "已请供电所换了灯泡，昨晚亮了。"])
    try await deputy.sees("已答复")
  }

  private func rate(_ receipt: Receipt, _ resident: Visitor, result: Satisfaction, reason: String) async throws {
    try await resident.open(receipt.link)
    try await resident.sees("您怎么评价")
    if result == .dissatisfied {
      try await resident.sees("已请供电所换了灯泡，昨晚亮了。", "张三代表")
      try await resident.act(.rate, ["attitude": "satisfied", "result": result.rawValue], status: 422)
      try await resident.sees("选“不满意”时，请写明哪里没办好")
    }
    try await resident.act(.rate, ["attitude": "satisfied", "result": result.rawValue, "reason": reason])
    try await resident.missesOut("您怎么评价")
  }

  private func secondAnswer(_ receipt: Receipt, _ liaison: Visitor, _ journey: Journey) async throws {
    try await liaison.find(receipt.number)
    try await liaison.sees("不满意", "修了一盏，还有两盏不亮。")
    // Somebody else has to take it on.
    let first = "form[action$='/rehandle'] option[value='d-\(journey.places.deputy.person)']"
    #expect(try await !liaison.page.exists(first))
    try await liaison.act(.rehandle, ["to": "d-\(journey.places.secondDeputy.person)"], status: 422)
    try await liaison.sees("请填写重新办理的要求")
    try await liaison.act(.rehandle, ["to": "d-\(journey.places.secondDeputy.person)", "words": "三盏都要亮。"])
    try await liaison.sees("已换人重新办理", "李四")
    let deputy = try await journey.deputy(journey.places.secondDeputy, slipFrom: liaison)
    try await deputy.openCard(Self.title)
    try await deputy.sees("三盏都要亮。", "重新办理第1次")
    try await deputy.act(.reply, ["outcome": "solved", "words": "三盏都换好了，我晚上去看过。"])
  }

  private func archive(_ receipt: Receipt, _ liaison: Visitor, _ resident: Visitor, _ journey: Journey) async throws {
    try await liaison.find(receipt.number)
    try await liaison.act(.archive)
    try await liaison.sees("已归档", "东村人大代表联络站〔2026〕1号")
    try await resident.open(receipt.link)
    try await resident.sees("已办结归档", "三盏都换好了，我晚上去看过。")
    journey.advance()
    try await resident.open(.numbers)
    let rows = try await resident.page.texts(of: ".count-table tbody tr")
    #expect(rows.contains { $0.hasPrefix("已归档") && $0.hasSuffix("1") }, "\(rows)")
    try await resident.press("已归档")
    try await resident.sees("共1件")
  }
}
