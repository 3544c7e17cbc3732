import Domain
import PictureKit
import Store

/// A year of matters, told in the order in which it happened: every step is an act of the person who would do it.
final class DemoMatters {
  private let town: DemoTown.Town
  private let today: CivilDate
  private let clock: DemoClock
  private let chance: DemoChance
  let environment: AppEnvironment

  /// What is still to happen, earliest first.
  private var agenda: [Step] = []
  private var order = 0

  struct Step {
    let at: Instant
    let order: Int
    let run: () async throws -> Void
  }

  /// One matter on its way.
  final class Tale {
    let text: DemoMatterText
    let place: String
    let station: DemoTown.Station
    let deputy: ID<Person>
    var id = ID<Matter>(0)
    var dissatisfiedOnce = false

    init(text: DemoMatterText, place: String, station: DemoTown.Station, deputy: ID<Person>) {
      self.text = text
      self.place = place
      self.station = station
      self.deputy = deputy
    }

    func fill(_ words: String) -> String { DemoTexts.filled(words, place: place) }
  }

  init(town: DemoTown.Town, today: CivilDate, clock: DemoClock, chance: DemoChance, environment: AppEnvironment) {
    self.town = town
    self.today = today
    self.clock = clock
    self.chance = chance
    self.environment = environment
  }

  private static let count = 168

  func build() async throws {
    let calendar = try await environment.rules.calendar()
    for index in 0..<Self.count { plan(index, calendar) }
    planElsewhere(calendar)
    try await tell(calendar)
  }

  /// Takes the steps in time until this morning; what would come later has not happened yet.
  private func tell(_ calendar: WorkingCalendar) async throws {
    let end = today.start.adding(hours: 9).adding(seconds: 30 * 60)
    var nextTidy = 0
    while let index = agenda.indices.min(by: { (agenda[$0].at, agenda[$0].order) < (agenda[$1].at, agenda[$1].order) })
    {
      let step = agenda.remove(at: index)
      if step.at > end { break }
      clock.move(to: step.at)
      try await step.run()
      nextTidy += 1
      if nextTidy % 150 == 0 { try await TimedJobs.runAll(holder: "demo", in: environment) }
    }
  }

  // MARK: Planning

  /// Some minute of the office day, some working days after `date`.
  private func later(_ date: CivilDate, days: Int, _ calendar: WorkingCalendar, hour: Int? = nil) -> Instant {
    let day = days == 0 ? date : calendar.due(workingDays: days, after: date).date
    let minute = (hour ?? chance.int(9...16)) * 60 + chance.int(0...55)
    return day.start.adding(seconds: Int64(minute * 60 + chance.int(0...59)))
  }

  private func then(_ at: Instant, _ run: @escaping () async throws -> Void) {
    order += 1
    agenda.append(Step(at: at, order: order, run: run))
  }

  /// One ordinary matter; how far it comes depends on how long ago it began.
  private func plan(_ index: Int, _ calendar: WorkingCalendar) {
    let text = DemoTexts.matters[index % DemoTexts.matters.count]
    let village = self.village(for: text, index)
    let station = town.stations.first { $0.village == village } ?? town.home
    let deputies = station.deputies.isEmpty ? town.home.deputies : station.deputies
    let tale = Tale(
      text: text, place: town.villages[village].text.name, station: station, deputy: chance.pick(deputies))
    // More of them lately: the queues of today come from the last weeks.
    let age = index < 40 ? chance.int(0...14) : index < 70 ? chance.int(12...45) : chance.int(30...355)
    let submitted = moment(today.adding(days: -age), chance.happens(22))
    let toDeputy = chance.happens(45)
    then(submitted) { [self] in try await submit(tale, toDeputy: toDeputy, calendar) }
  }

  private func village(for text: DemoMatterText, _ index: Int) -> Int {
    switch text.setting {
    case .community: 14
    case .village: index % 14
    case .anywhere: index % 15
    }
  }

  private func moment(_ date: CivilDate, _ inTheEvening: Bool) -> Instant {
    let hour = inTheEvening ? chance.int(18...21) : chance.int(8...16)
    return date.start.adding(seconds: Int64(hour * 3600 + chance.int(0...3599)))
  }

  // MARK: Acts

  private func request(_ actor: Actor, behalf: OnBehalf? = nil) -> MatterRequest {
    MatterRequest(actor: actor, seen: nil, onBehalf: behalf)
  }

  private func deputyActor(_ person: ID<Person>) async throws -> Actor {
    let (mandates, groups) = try await DemoReading.roles(of: person, on: clock.now.date, in: environment)
    return .person(
      Actor.SignedIn(
        person: person, name: town.deputyNames[person] ?? "", posts: [], mandates: mandates, groups: groups,
        session: ID(1), isDevice: true, hasPIN: true))
  }

  private func photo(_ tale: Tale) async throws -> [PhotoTicket] {
    guard chance.happens(14) else { return [] }
    let bytes =
      tale.text.category.hasPrefix("道路与照明/路灯")
      ? PackageResources.lamp_png
      : tale.text.category.hasPrefix("道路") ? PackageResources.road_png : PackageResources.water_png
    return try await PreparePhotos.run(
      [PreparePhotos.Upload(name: "现场.png", bytes: bytes)], kept: [], limit: 6, in: environment
    ).tickets
  }

  private func submit(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
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
        photos: try await photo(tale)),
      by: entered ? tale.station.liaison : .visitor, key: RequestKey(hash: chance.bytes(16)), in: environment)
    tale.id = receipt.matter
    try await planAcceptance(tale, toDeputy: toDeputy, calendar)
  }

  private func planAcceptance(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
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

  private func grade(_ text: DemoMatterText) -> MatterGrade {
    switch text.grade {
    case .solvableInGroup: .inGroup
    // Until handling units are on line, most of what a unit did is coordinated and recorded by the deputies.
    case .needsTransfer: text.outcome == .explained ? .transfer : .inGroup
    case .needsEscalation: text.outcome == .solved || text.outcome == .inProgress ? .inGroup : .escalate
    }
  }

  private func accept(_ tale: Tale, toDeputy: Bool, _ calendar: WorkingCalendar) async throws {
    let input = AcceptMatter.Input(
      grade: grade(tale.text), urgency: tale.text.urgent ? .urgent : .normal,
      category: town.categories[tale.text.category])
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

  private func planWork(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
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
    let late = chance.happens(5)
    let days = late ? chance.int(15...17) : chance.int(start...(start + 6))
    then(later(date, days: days, calendar)) { [self] in try await answer(tale, second: false, calendar) }
  }

  private func answer(_ tale: Tale, second: Bool, _ calendar: WorkingCalendar) async throws {
    let deputy = try await deputyActor(try await DemoReading.owner(of: tale.id, in: environment) ?? tale.deputy)
    let words = tale.fill(second ? tale.text.secondReply ?? tale.text.reply : tale.text.reply)
    let outcome = outcome(tale.text)
    let mayRecord = grade(tale.text) == .inGroup
    if mayRecord, chance.happens(60) {
      _ = try await RecordResult.run(
        RecordResult.Input(outcome: outcome, words: tale.fill(tale.text.result)), on: tale.id, request(deputy),
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

  private func outcome(_ text: DemoMatterText) -> MatterOutcome {
    switch text.outcome {
    case .solved: .solved
    case .inProgress: .inProgress
    case .planned: .planned
    case .explained: .explained
    case .cannot: .cannot
    }
  }

  private func reply(
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

  private func planObjection(
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

  // MARK: Feedback

  private func planFeedback(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
    let isBad = tale.text.dissatisfiedReason != nil && !tale.dissatisfiedOnce
    let roll = chance.int(1...100)
    let at = later(date, days: chance.int(1...4), calendar)
    if isBad || roll <= 70 {
      then(at) { [self] in try await rate(tale, isBad: isBad, calendar) }
    } else if roll <= 88 {
      then(later(date, days: 4, calendar)) { [self] in
        _ = try await RecordFeedback.run(
          RecordFeedback.Input(
            attitude: .satisfied, result: chance.pick([.satisfied, .satisfied, .basic]), words: "群众在电话里说可以。",
            asker: tale.station.liaison.signedIn?.name ?? "", askedOn: clock.now.date, how: .phone),
          on: tale.id, request(tale.station.liaison), in: environment)
        planArchive(tale, calendar)
      }
    } else {
      then(later(date, days: 17, calendar)) { [self] in
        _ = try await CloseUnrated.run(
          CloseUnrated.Input(
            asker: tale.station.liaison.signedIn?.name ?? "", askedOn: clock.now.date, how: .phone,
            words: "打过两次电话，没有人接。"),
          on: tale.id, request(tale.station.liaison), in: environment)
        planArchive(tale, calendar)
      }
    }
  }

  private func rate(_ tale: Tale, isBad: Bool, _ calendar: WorkingCalendar) async throws {
    let result: Satisfaction = isBad ? .dissatisfied : chance.happens(82) ? .satisfied : .basic
    _ = try await RateMatter.run(
      RateMatter.Input(
        attitude: isBad ? .basic : .satisfied, result: result,
        reason: isBad ? tale.fill(tale.text.dissatisfiedReason ?? "") : nil, isFlagged: false),
      on: tale.id, request(.sender(tale.id)), in: environment)
    guard isBad else {
      planArchive(tale, calendar)
      return
    }
    tale.dissatisfiedOnce = true
    let date = clock.now.date
    then(later(date, days: 2, calendar, hour: 9)) { [self] in
      let others = (tale.station.deputies + town.home.deputies).filter { $0 != tale.deputy }
      let owner = try await DemoReading.owner(of: tale.id, in: environment)
      let next = others.first { $0 != owner } ?? others[0]
      _ = try await RehandleMatter.run(
        RehandleMatter.Input(to: .deputy(next), words: "群众说还没有办好，请重新看现场，把话说清楚。"), on: tale.id,
        request(tale.station.liaison), in: environment)
      then(later(clock.now.date, days: chance.int(4...9), calendar)) { [self] in
        try await answer(tale, second: true, calendar)
      }
    }
  }

  private func planArchive(_ tale: Tale, _ calendar: WorkingCalendar) {
    if chance.happens(12) { return }  // Some wait at the desk.
    then(later(clock.now.date, days: chance.int(1...5), calendar)) { [self] in
      guard try await DemoReading.state(of: tale.id, in: environment) == .closed else { return }
      _ = try await ArchiveMatter.run(nil, on: tale.id, request(tale.station.liaison), in: environment)
    }
  }

  private func planPublication(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
    let released = later(date, days: 3, calendar, hour: 15)
    then(later(date, days: 2, calendar, hour: 11)) { [self] in
      let (visibility, photos) = try await DemoReading.openness(of: tale.id, in: environment)
      guard visibility != .hidden else { return }
      let text = tale.text
      _ = try await RedactMatter.run(
        RedactMatter.Input(
          title: tale.fill(text.publicTitle ?? text.title), text: tale.fill(text.publicBody ?? ""),
          place: tale.place, reply: tale.fill(text.publicReply ?? ""), photos: photos),
        on: tale.id, request(tale.station.liaison), in: environment)
      if chance.happens(10) { return }  // Waits for the reviewer.
      then(released) { [self] in
        _ = try await PublishMatter.run(
          isPublic: true, words: nil, on: tale.id, request(town.clerk), in: environment)
      }
    }
  }

  // MARK: What belongs elsewhere

  private func planElsewhere(_ calendar: WorkingCalendar) {
    for (index, text) in DemoTexts.diverted.enumerated() {
      for round in 0..<(text.kind == .accusation ? 2 : 3) {
        let village = (index * 4 + round * 5) % 15
        let station = town.stations.first { $0.village == village } ?? town.home
        let place = town.villages[village].text.name
        let at = moment(today.adding(days: -(6 + round * 80 + index * 3)), false)
        then(at) { [self] in try await divert(text, station, place, round, calendar) }
      }
    }
    for (index, text) in DemoTexts.declined.enumerated() {
      let place = town.villages[index + 6].text.name
      then(moment(today.adding(days: -(20 + index * 33)), false)) { [self] in
        let id = try await submit(
          DemoTexts.filled(text.body, place: place), DemoTexts.filled(text.place, place: place), town.home)
        then(later(clock.now.date, days: 1, calendar)) { [self] in
          _ = try await DeclineMatter.run(
            DeclineMatter.Input(
              reason: text.kind == .noContent ? .noSubstance : .outOfScope,
              words: DemoTexts.filled(text.notice, place: place), nextVenue: town.stations.first?.venue),
            on: id, request(town.home.liaison), in: environment)
        }
      }
    }
  }

  private func submit(
    _ text: String, _ place: String, _ station: DemoTown.Station, isAccusation: Bool = false, bypasses: Bool = false
  ) async throws -> ID<Matter> {
    try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: .venue(station.venue), channel: .code, text: text, place: place,
        name: chance.pick(town.residents), phone: "1380000\(String(1000 + chance.int(0...8999)))",
        bypasses: bypasses, isAccusation: isAccusation),
      by: .visitor, key: RequestKey(hash: chance.bytes(16)), in: environment
    ).matter
  }

  private func divert(
    _ text: DemoDivertedText, _ station: DemoTown.Station, _ place: String, _ round: Int, _ calendar: WorkingCalendar
  ) async throws {
    let isAccusation = text.kind == .accusation
    let id = try await submit(
      DemoTexts.filled(text.body, place: place), DemoTexts.filled(text.place, place: place), station,
      isAccusation: isAccusation && round == 0)
    let date = clock.now.date
    then(later(date, days: 1, calendar)) { [self] in
      if isAccusation, round > 0 {
        _ = try await SealMatter.run(
          SealMatter.Input(accused: []), on: id, request(station.liaison), in: environment)
      }
      if text.kind == .promotion {
        _ = try await DeclineMatter.run(
          DeclineMatter.Input(reason: .promotion, words: DemoTexts.filled(text.notice, place: place)), on: id,
          request(station.liaison), in: environment)
        return
      }
      if isAccusation, round == 0 { return }  // Lies at the county's desk.
      _ = try await DivertMatter.run(
        DivertMatter.Input(
          kind: isAccusation ? .accusation : text.kind == .lawsuit ? .litigation : .petition,
          organ: text.channel ?? "示范县信访局", words: DemoTexts.filled(text.notice, place: place)),
        on: id, request(isAccusation ? town.countyClerk : station.liaison), in: environment)
    }
  }
}
