import Domain
import PictureKit
import Store

/// From the first words to the answer.
extension DemoMatters {
  func request(_ actor: Actor, behalf: OnBehalf? = nil) -> MatterRequest {
    MatterRequest(actor: actor, seen: nil, onBehalf: behalf)
  }

  func deputyActor(_ person: ID<Person>) async throws -> Actor {
    let (mandates, groups) = try await DemoReading.roles(of: person, on: clock.now.date, in: environment)
    return .person(
      Actor.SignedIn(
        person: person, name: town.deputyNames[person] ?? "", posts: [], mandates: mandates, groups: groups,
        session: ID(1), isDevice: true, hasPIN: true))
  }

  func photo(_ tale: Tale) async throws -> [PhotoTicket] {
    guard chance.happens(14) else { return [] }
    let bytes =
      tale.text.category.hasPrefix("道路与照明/路灯")
      ? PackageResources.lamp_png
      : tale.text.category.hasPrefix("道路") ? PackageResources.road_png : PackageResources.water_png
    return try await PreparePhotos.run(
      [PreparePhotos.Upload(name: "现场.png", bytes: bytes)], kept: [], limit: 6, in: environment
    ).tickets
  }

  func submit(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
    try await send(tale, toDeputy: toDeputy)
    try await planAcceptance(tale, toDeputy: toDeputy, calendar)
  }

  func send(_ tale: Tale, toDeputy: Bool) async throws {
    let entered = !toDeputy && chance.happens(24)
    let channel: MatterChannel =
      entered ? chance.pick([.visit, .phone, .grid]) : chance.happens(80) ? .code : .web
    let wantsPublic = tale.text.publicBody != nil && chance.happens(72)
    let sender = tale.text.sender ?? chance.pick(town.residents)
    let receipt = try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: toDeputy ? .deputy(tale.deputy) : .venue(tale.station.venue), channel: channel,
        text: tale.fill(tale.text.body), place: tale.fill(tale.text.place), name: sender,
        phone: "1380000\(String(1000 + chance.int(0...8999)))",
        category: chance.happens(30) ? town.categories[tale.text.category] : nil,
        visibility: wantsPublic ? .redacted : .hidden, replyWay: chance.pick([.phone, .phone, .online, .inPerson]),
        photos: try await photo(tale), campaign: try await campaign(for: channel)),
      by: entered ? tale.station.liaison : .visitor, key: RequestKey(hash: chance.bytes(16)), in: environment)
    tale.id = receipt.matter
  }

  func planAcceptance(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
    let date = clock.now.date
    if chance.happens(3) {
      then(later(date, days: 1, calendar)) { [self] in
        _ = try await WithdrawMatter.run("已经自己解决了，不用再办。", on: tale.id, request(.sender(tale.id)), in: environment)
      }
      return
    }
    let forgets = toDeputy && chance.happens(12)
    let days = forgets ? 5 : chance.int(0...1) + 1
    then(later(date, days: days, calendar, hour: 9)) { [self] in
      if forgets { try await TimedJobs.runOnce(LapseMatters(), holder: "demo", in: environment) }
      try await accept(tale, toDeputy: toDeputy && !forgets, calendar)
    }
  }

  func grade(_ text: DemoMatterText) -> MatterGrade {
    switch text.grade {
    case .solvableInGroup: .inGroup
    // What an office of the county did is coordinated and recorded by the deputies: it is not on line here.
    case .needsTransfer:
      text.unit.flatMap { town.units[$0] } != nil || text.outcome == .explained ? .transfer : .inGroup
    case .needsEscalation: text.outcome == .solved || text.outcome == .inProgress ? .inGroup : .escalate
    }
  }

  func acceptance(_ tale: Tale) -> AcceptMatter.Input {
    AcceptMatter.Input(
      grade: grade(tale.text), urgency: tale.text.urgent ? .urgent : .normal,
      category: town.categories[tale.text.category], title: tale.fill(tale.text.title))
  }

  func accept(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
    let input = acceptance(tale)
    let date = clock.now.date
    if toDeputy, chance.happens(25) {
      let behalf = OnBehalf(person: tale.deputy, how: .phone, obtainedOn: date)
      _ = try await AcceptMatter.run(
        input, on: tale.id, request(tale.station.liaison, behalf: behalf), in: environment)
    } else if toDeputy {
      _ = try await AcceptMatter.run(input, on: tale.id, request(deputyActor(tale.deputy)), in: environment)
    } else {
      _ = try await AcceptMatter.run(input, on: tale.id, request(tale.station.liaison), in: environment)
      then(later(date, days: 1, calendar, hour: 10)) { [self] in
        _ = try await AssignMatter.run(
          AssignMatter.Input(to: .deputy(tale.deputy), words: "请到现场看看。"), on: tale.id,
          request(tale.station.liaison), in: environment)
      }
    }
    if chance.happens(18) {
      then(later(date, days: 1, calendar, hour: 15)) { [self] in
        _ = try await NoteMatter.run(
          "已和村里电话说过，等代表看了现场再定。", photos: [], on: tale.id, request(tale.station.liaison), in: environment)
      }
    }
    planWork(tale, date, calendar)
  }

  func planWork(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
    var start = 2
    if let question = tale.text.ask, chance.happens(70) {
      start = 5
      let asked = later(date, days: 2, calendar, hour: 11)
      then(asked) { [self] in
        _ = try await AskSender.run(
          tale.fill(question), on: tale.id, request(deputyActor(tale.deputy)), in: environment)
      }
      then(later(asked.date, days: chance.int(1...2), calendar, hour: 16)) { [self] in
        _ = try await SupplementMatter.run(
          tale.fill(tale.text.supplement ?? ""), photos: [], on: tale.id, request(.sender(tale.id)), in: environment)
      }
    }
    if grade(tale.text) == .transfer, let unit = unit(for: tale) {
      planUnit(tale, unit, from: calendar.due(workingDays: start, after: date).date, second: false, calendar)
      return
    }
    let late = chance.happens(5)
    let days = late ? chance.int(15...17) : chance.int(start...(start + 6))
    then(later(date, days: days, calendar)) { [self] in try await answer(tale, second: false, calendar) }
  }

  func answer(_ tale: Tale, second: Bool, _ calendar: WorkingCalendar) async throws {
    let deputy = try await deputyActor(try await DemoReading.owner(of: tale.id, in: environment) ?? tale.deputy)
    let words = tale.fill(second ? tale.text.secondReply ?? tale.text.reply : tale.text.reply)
    let outcome = outcome(tale.text)
    let mayRecord = grade(tale.text) == .inGroup
    if mayRecord, chance.happens(60) {
      _ = try await RecordResult.run(
        RecordResult.Input(outcome: outcome, words: result(tale, second: second)), on: tale.id, request(deputy),
        in: environment)
      // Now and then the answer waits for the next day.
      if chance.happens(30) {
        then(later(clock.now.date, days: 1, calendar)) { [self] in try await reply(tale, words, nil, deputy, calendar) }
        return
      }
      try await reply(tale, words, nil, deputy, calendar)
      return
    }
    try await reply(tale, words, mayRecord ? outcome : nil, deputy, calendar)
  }

  /// Where two rounds were needed, the text tells of both; the first one recorded what it then answered.
  func result(_ tale: Tale, second: Bool) -> String {
    tale.fill(tale.text.dissatisfiedReason == nil || second ? tale.text.result : tale.text.reply)
  }

  func outcome(_ text: DemoMatterText) -> MatterOutcome {
    switch text.outcome {
    case .solved: .solved
    case .inProgress: .inProgress
    case .planned: .planned
    case .explained: .explained
    case .cannot: .cannot
    }
  }

  func reply(
    _ tale: Tale, _ words: String, _ outcome: MatterOutcome?, _ deputy: Actor, _ calendar: WorkingCalendar
  ) async throws {
    let isOral = chance.happens(20)
    let entered = chance.happens(12)
    let date = clock.now.date
    let input = ReplyToMatter.Input(
      words: words,
      oral: isOral ? .init(teller: town.deputyNames[deputy.person ?? tale.deputy] ?? "", toldOn: date) : nil,
      outcome: outcome)
    if entered, let person = deputy.person {
      let behalf = OnBehalf(person: person, how: .phone, obtainedOn: date)
      let changed = try await ReplyToMatter.run(
        input, on: tale.id, request(tale.station.liaison, behalf: behalf), in: environment)
      if chance.happens(20) { planObjection(tale, deputy, changed.seq, date, calendar) }
    } else {
      _ = try await ReplyToMatter.run(input, on: tale.id, request(deputy), in: environment)
    }
    if tale.text.publicBody != nil { planPublication(tale, date, calendar) }
    planFeedback(tale, date, calendar)
  }

  func planObjection(
    _ tale: Tale, _ deputy: Actor, _ seq: Int, _ date: CivilDate, _ calendar: WorkingCalendar
  ) {
    then(later(date, days: 1, calendar, hour: 9)) { [self] in
      guard try await DemoReading.state(of: tale.id, in: environment) != .archived else { return }
      _ = try await ObjectToAct.run(
        "电话里我说的是下周才能办完，不是已经办完，请改一下说法。", to: seq, on: tale.id, request(deputy), in: environment)
      if chance.happens(50) {
        _ = try await ObjectToAct.settle(
          "已与代表核对通话记录，补发了说明，向群众作了更正。", of: seq, on: tale.id, request(tale.station.chief), in: environment)
      }
    }
  }
}
