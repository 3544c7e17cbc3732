import Actions
import Domain
import TestSupport
import Testing
import Web

/// From the scan of a grid's code through its worker and a group that claims and solves it, to what the worker tells the
/// resident.
@Suite(.serialized) struct GridJourney {
  private static let title = "村东头小学门口的路灯坏了三天"

  @Test func aScanInAGridIsReportedUpClaimedAndFedBack() async throws {
    try await Journey.run { journey in
      let places = journey.places
      let resident = try await journey.visitor()
      try await resident.open(journey.printed(places.gridCode))
      try await resident.sees("您扫的是东村第一网格的码", "网格长 张三代表")
      let receipt = try await resident.submit()
      try await resident.sees("张三代表将在3个工作日内")

      let worker = try await journey.staff(places.gridWorker, .phone)
      try await worker.open(.work)
      try await worker.sees("网格事项", "东村第一网格", Self.title)
      try await worker.press(Self.title)
      try await worker.act(.classify, ["grade": "in_group", "urgency": "urgent", "category": "\(places.category)"])
      try await worker.sees("已保存分类", "紧急")
      try await worker.act(.assign, ["to": ""], status: 422)
      try await worker.sees("请选择交给谁")
      try await worker.act(.assign, ["to": "v-\(places.station)", "words": "看过现场，一组到三组都不亮。"])
      try await worker.sees("已上报，对方会收到提醒")

      try await answered(receipt, journey)
      try await TimedJobs.runAll(holder: "test", in: journey.town.environment)
      try await worker.open(.notices)
      try await worker.sees("本网格的事有了进展，请告诉群众")
      try await worker.open(.grid)
      try await worker.sees("已经答复，请第一时间告诉群众")
      try await worker.press(Self.title)
      try await worker.act(
        .recordFeedback,
        ["attitude": "satisfied", "result": "satisfied", "words": "上门说了，大娘说亮了就好。", "how": "in_person"])
      try await worker.sees("反馈已登记")
      try await resident.open(receipt.link)
      try await resident.sees("已办结", "东村第一网格网格员")
    }
  }

  /// The station puts it up, a group claims it and solves it.
  private func answered(_ receipt: Receipt, _ journey: Journey) async throws {
    let liaison = try await journey.staff(journey.places.liaison)
    try await liaison.find(receipt.number)
    try await liaison.sees("看过现场，一组到三组都不亮。", "东村第一网格")
    try await liaison.act(.accept, ["grade": "in_group", "words": "明天去看。"])
    try await liaison.act(.offer, ["g-\(journey.places.group)": "1", "words": "哪个小组能协调，请认领。"])
    let member = try await journey.deputy(journey.places.secondDeputy, slipFrom: liaison)
    try await member.open(.work)
    try await member.sees("请您的小组认领 1")
    try await member.press(Self.title)
    try await member.act(.claim)
    try await member.sees("已认领，由本组办理")
    try await member.act(.reply, ["outcome": "solved", "words": "已请供电所换了灯泡，昨晚亮了。"])
  }
}
