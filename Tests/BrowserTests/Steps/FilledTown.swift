import Actions
import Domain
import TestSupport

/// Matters in every state, so that each page has something to show. It is told by the actions, an act a line.
struct FilledTown {
  let town: TestTown
  private var places: TestPlaces { town.places }
  private var environment: AppEnvironment { town.environment }

  /// Gives the receipts, whose pages a resident opens.
  static func fill(_ town: TestTown) async throws -> [SubmitMatter.Receipt] {
    let filled = FilledTown(town: town)
    var receipts = try await filled.early()
    receipts += try await filled.answered()
    receipts += try await filled.elsewhere()
    receipts += try await filled.withUnits()
    receipts += try await filled.amongLevels()
    receipts += try await filled.inGrids()
    try await filled.inCampaigns()
    try await TimedJobs.runAll(holder: "test", in: town.environment)
    return receipts
  }

  private func request(_ actor: Actor, onBehalf: OnBehalf? = nil) -> MatterRequest {
    MatterRequest(actor: actor, seen: nil, key: nil, onBehalf: onBehalf)
  }

  private func submit(
    _ text: String, to addressee: Addressee? = nil, visibility: MatterVisibility = .hidden,
    isAccusation: Bool = false
  ) async throws -> SubmitMatter.Receipt {
    try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: addressee ?? .venue(places.station), channel: .code, text: text, place: "东村村口", name: "陈大娘",
        phone: "13800001234", category: places.category, visibility: visibility, isAccusation: isAccusation),
      by: .visitor, key: RequestKey(hash: environment.random(16)), in: environment)
  }

  private func accepted(_ text: String, visibility: MatterVisibility = .hidden) async throws -> SubmitMatter.Receipt {
    let receipt = try await submit(text, visibility: visibility)
    let matter = receipt.matter
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .urgent, category: places.category, words: "本周去看。"), on: matter,
      request(places.liaison.actor), in: environment)
    _ = try await AssignMatter.run(
      .init(to: .deputy(places.deputy.person), words: "请到现场看看。"), on: matter, request(places.liaison.actor),
      in: environment)
    return receipt
  }

  private func replied(_ text: String, visibility: MatterVisibility = .hidden) async throws -> SubmitMatter.Receipt {
    let receipt = try await accepted(text, visibility: visibility)
    _ = try await ReplyToMatter.run(
      .init(words: "已经修好了，我去看过。", outcome: .solved), on: receipt.matter, request(places.deputy.actor()),
      in: environment)
    return receipt
  }

  private func rated(_ text: String, _ result: Satisfaction, visibility: MatterVisibility = .hidden) async throws
    -> SubmitMatter.Receipt
  {
    let receipt = try await replied(text, visibility: visibility)
    _ = try await RateMatter.run(
      .init(attitude: .satisfied, result: result, reason: result == .dissatisfied ? "还是不亮。" : nil, isFlagged: false),
      on: receipt.matter, request(.sender(receipt.matter)), in: environment)
    return receipt
  }

  /// Not yet answered.
  private func early() async throws -> [SubmitMatter.Receipt] {
    let fresh = try await submit("村口的路灯坏了三天，晚上看不见。")
    let toDeputy = try await submit("水渠堵了，稻田进不了水。", to: .deputy(places.deputy.person))
    let entered = try await submit("桥头的护栏断了，老人走着危险。", to: .deputy(places.deputy.person))
    let word = OnBehalf(person: places.deputy.person, how: .phone, obtainedOn: town.now.date)
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .normal, category: nil, words: nil), on: entered.matter,
      request(places.liaison.actor, onBehalf: word), in: environment)
    let asked = try await accepted("村里的自来水发黄，已经一个星期了。")
    _ = try await AskSender.run(
      "是早上黄还是全天黄？", on: asked.matter, request(places.deputy.actor()), in: environment)
    return [fresh, toDeputy, entered, asked, try await accepted("学校门口没有斑马线，孩子过马路危险。")]
  }

  private func answered() async throws -> [SubmitMatter.Receipt] {
    let shown = try await rated("文化广场的健身器材坏了，请修一修。", .satisfied, visibility: .redacted)
    _ = try await RedactMatter.run(
      .init(title: "健身器材坏了", text: "文化广场的健身器材坏了。", place: "东村", reply: "已经修好。", photos: []), on: shown.matter,
      request(places.liaison.actor), in: environment)
    _ = try await PublishMatter.run(
      isPublic: true, words: nil, on: shown.matter, request(places.chief.actor), in: environment)
    _ = try await ArchiveMatter.run(nil, on: shown.matter, request(places.liaison.actor), in: environment)
    let waiting = try await replied("垃圾桶满了没有人清，夏天气味大。", visibility: .redacted)
    _ = try await RedactMatter.run(
      .init(title: "垃圾清运", text: "垃圾桶满了没有人清。", place: "东村", reply: "已经清运。", photos: []), on: waiting.matter,
      request(places.liaison.actor), in: environment)
    let again = try await rated("公交站牌倒了，一直没有人扶。", .dissatisfied)
    _ = try await RehandleMatter.run(
      .init(to: .deputy(places.secondDeputy.person), words: "请现场看。"), on: again.matter,
      request(places.liaison.actor), in: environment)
    return [
      shown, waiting, again, try await rated("路面有个大坑，骑车容易摔倒。", .dissatisfied),
      try await rated("村卫生室周末没有人，看病不方便。", .basic),
    ]
  }

  private func elsewhere() async throws -> [SubmitMatter.Receipt] {
    let diverted = try await submit("对县里的补偿决定不服，要信访。")
    _ = try await DivertMatter.run(
      .init(kind: .petition, organ: "三河县信访局", words: "请带上决定书。"), on: diverted.matter,
      request(places.liaison.actor), in: environment)
    let declined = try await submit("想在村口摆摊卖货，请代表帮忙宣传。")
    _ = try await DeclineMatter.run(
      .init(reason: .promotion, words: "商业推广不能受理。", nextDeputy: places.secondDeputy.person), on: declined.matter,
      request(places.liaison.actor), in: environment)
    _ = try await submit("有人收了我的钱不办事，我要举报。", isAccusation: true)
    return [diverted, declined]
  }

  /// One in each state that a part can wait in.
  private func withUnits() async throws -> [SubmitMatter.Receipt] {
    var receipts: [SubmitMatter.Receipt] = []
    let registrar = request(places.unitRegistrar.actor)
    for step in 0..<6 {
      let receipt = try await submit("渠口漏水，淹了半亩地，这是第\(step + 1)处。")
      let target = HandlingActs.Target(matter: receipt.matter, part: 1, seen: nil)
      _ = try await AcceptMatter.run(
        .init(grade: .transfer, urgency: .normal, category: places.category), on: receipt.matter,
        request(places.liaison.actor), in: environment)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: step == 2 ? [places.otherUnit] : [], resultDue: town.now.date.adding(days: 20),
          sharing: step == 1 ? .agreed : .none, sharingReason: nil, words: "请到现场看看。"),
        on: receipt.matter, request(places.liaison.actor), in: environment)
      receipts.append(receipt)
      if step == 0 { continue }
      if step < 3 {
        for ask in 0..<step {
          if ask > 0 { try await keep(target) }
          _ = try await HandlingActs.askReturn(
            reason: .notOurs, proposed: places.otherUnit, words: "不归我们管。", target, registrar, in: environment)
        }
        continue
      }
      _ = try await HandlingActs.signFor(target, registrar, in: environment)
      _ = try await HandlingActs.appoint(places.unitDrafter.person, target, registrar, in: environment)
      if step == 3 { continue }
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: .solved, words: "渠口补好了。"), target, request(places.unitDrafter.actor),
        in: environment)
      if step == 4 { continue }
      _ = try await HandlingActs.signResult(target, request(places.unitHead.actor), in: environment)
    }
    return receipts
  }

  /// Put up for a group, claimed, sent up and answered, handled together.
  private func amongLevels() async throws -> [SubmitMatter.Receipt] {
    let liaison = request(places.liaison.actor)
    let offered = try await submit("引水渠的闸门关不上，一直在漏水。")
    let claimed = try await submit("机井的水泵坏了，浇不了地。")
    for receipt in [offered, claimed] {
      _ = try await ClaimMatter.offer(
        to: [places.group], words: "水的事请农业小组看看。", on: receipt.matter, liaison, in: environment)
    }
    _ = try await ClaimMatter.claim(
      by: places.group, words: "周末去看。", on: claimed.matter, request(places.secondDeputy.actor()), in: environment)
    var receipts = [offered, claimed]
    for outside in [false, true] {
      let receipt = try await accepted("过村的县道没有路灯，晚上出过两次事故，第\(outside ? 2 : 1)段。")
      _ = try await EscalateMatter.run(
        EscalateMatter.Input(
          to: outside ? .outside(places.county) : .venue(places.home, places.congress),
          resultDue: town.now.date.adding(days: 30), words: "县道归县里管，请上级协调。"), on: receipt.matter, liaison,
        in: environment)
      receipts.append(receipt)
    }
    let together = [
      try await submit("村口垃圾堆了半个月没有人拉。"), try await submit("垃圾没有人拉，苍蝇很多。"),
    ]
    _ = try await MergeMatters.run(
      [together[1].matter], into: together[0].matter, words: "同一个垃圾点。", liaison, in: environment)
    // A device keeps two dozen receipts at most: one of each kind.
    return [claimed, receipts[2], together[1]]
  }

  /// From the grid: fresh, and answered so that its worker asks.
  private func inGrids() async throws -> [SubmitMatter.Receipt] {
    var receipts: [SubmitMatter.Receipt] = []
    for text in ["网格里的化粪池满了，臭得很。", "楼道的灯一直不亮，老人上下楼不方便。"] {
      receipts.append(
        try await SubmitMatter.run(
          SubmitMatter.Input(
            addressee: .deputy(places.deputy.person), channel: .code, text: text, place: "东村三组", name: "陈大娘",
            phone: "13800001234", grid: places.grid),
          by: .visitor, key: RequestKey(hash: environment.random(16)), in: environment))
    }
    let answered = receipts[1].matter
    _ = try await AcceptMatter.run(
      .init(grade: .inGroup, urgency: .normal, category: places.category), on: answered,
      request(places.deputy.actor()), in: environment)
    _ = try await ReplyToMatter.run(
      .init(words: "灯已经换好了。", outcome: .solved), on: answered, request(places.deputy.actor()), in: environment)
    return receipts
  }

  /// A campaign that runs with matters in it, one that is a draft, one that is over and one for deputies.
  private func inCampaigns() async throws {
    let today = town.now.date
    let schedules: [(String, CampaignSchedule, Campaign.Audience)] = [
      ("征集民生诉求", .quarterly(days: 90, from: today.adding(days: -100), through: nil), .both),
      ("关注民意提建议", .once(today, today.adding(days: 30)), .deputies),
      ("征集民生实事项目", .yearly(today.adding(days: 10), today.adding(days: 40)), .residents),
    ]
    for (theme, schedule, audience) in schedules {
      let id = try await SaveCampaign.run(
        SaveCampaign.Input(
          theme: theme, text: "请说说您身边的急难愁盼。\n收来的都有人办、有答复。", audience: audience, regions: [],
          categories: [places.category], schedule: schedule),
        of: places.congress, by: places.clerk.actor, in: environment)
      try await SaveCampaign.publish(
        id, of: places.congress, seen: 1, by: places.clerk.actor, in: environment)
      _ = try await SubmitMatter.run(
        SubmitMatter.Input(
          addressee: .venue(places.station), channel: .code, text: "排水沟堵了，一下雨就积水。", place: "东村村口", name: "陈大娘",
          phone: "13800001234", category: places.category, campaign: id),
        by: .visitor, key: RequestKey(hash: environment.random(16)), in: environment)
    }
    _ = try await SaveCampaign.run(
      SaveCampaign.Input(theme: "还在起草", text: "说说出行。", schedule: .once(today, today.adding(days: 9))),
      of: places.congress, by: places.clerk.actor, in: environment)
  }

  private func keep(_ target: HandlingActs.Target) async throws {
    _ = try await HandlingActs.settleReturn(
      HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "请先看现场。"), target,
      request(places.liaison.actor), in: environment)
  }
}
