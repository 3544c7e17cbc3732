import Domain
import Store

/// From the resident's words to the rating: received, put up for a group by the rules, claimed, handled, answered.
extension DemoDistrictMatters {
  func acceptance(_ tale: Tale) -> AcceptMatter.Input {
    AcceptMatter.Input(
      grade: tale.text.grade == .needsEscalation ? .escalate : .inGroup,
      urgency: tale.text.urgent ? .urgent : .normal, category: place.categories[tale.text.category],
      title: tale.fill(tale.text.title))
  }

  /// Comes by code, on line or to the desk; the station takes it on and the rules find the group.
  func bring(_ tale: Tale, _ calendar: WorkingCalendar) async throws {
    let entered = chance.happens(20)
    let channel: MatterChannel = entered ? chance.pick([.visit, .phone]) : chance.happens(75) ? .code : .web
    tale.id = try await SubmitMatter.run(
      input(tale, channel: channel), by: entered ? venue(tale).liaison : .visitor,
      key: RequestKey(hash: chance.bytes(16)), in: environment
    ).matter
    takeOn(tale, calendar) { [self] in planWork(tale, calendar) }
  }

  func takeOn(_ tale: Tale, _ calendar: WorkingCalendar, _ next: @escaping () async throws -> Void) {
    then(1, calendar, hour: 9) { [self] in
      _ = try await AcceptMatter.run(acceptance(tale), on: tale.id, request(venue(tale).liaison), in: environment)
      agenda.then(clock.now.adding(seconds: Int64(chance.int(2...6) * 3600))) { [self] in
        _ = try await ClaimMatter.claim(
          by: delegation(tale).groups[tale.group], words: "这类事本组熟悉，本周到现场。", on: tale.id,
          request(try await member(tale)), in: environment)
        try await next()
      }
    }
  }

  /// The worker registers, classes and reports up to the group of the field (分类、梳理、登记后上报各团小组).
  func bringToGrid(_ tale: Tale, _ calendar: WorkingCalendar) async throws {
    guard let grid = tale.grid, let worker = grid.worker.signedIn else { return }
    tale.id = try await RegisterInGrid.run(
      input(tale, channel: .grid), in: grid.region, by: worker, key: RequestKey(hash: chance.bytes(16)),
      in: environment
    ).matter
    clock.move(to: clock.now.adding(seconds: 1800))
    let facts = acceptance(tale)
    _ = try await ClassifyMatter.run(
      ClassifyMatter.Input(
        title: facts.title ?? "", grade: facts.grade, urgency: facts.urgency, category: facts.category),
      on: tale.id, request(grid.worker), in: environment)
    _ = try await AssignMatter.run(
      AssignMatter.Input(to: .group(delegation(tale).groups[tale.group]), words: "到现场看过，情况属实，请小组协调解决。"),
      on: tale.id, request(grid.worker), in: environment)
    then(1, calendar, hour: 9) { [self] in
      _ = try await AcceptMatter.run(acceptance(tale), on: tale.id, request(try await member(tale)), in: environment)
      planWork(tale, calendar)
    }
  }

  func planWork(_ tale: Tale, _ calendar: WorkingCalendar) {
    if let unit = tale.text.unit.flatMap({ place.units[$0] }) {
      planUnit(tale, unit, calendar)
    } else {
      then(chance.int(2...7), calendar) { [self] in
        _ = try await RecordResult.run(
          RecordResult.Input(outcome: outcome(tale), words: tale.fill(tale.text.result)), on: tale.id,
          request(try await member(tale)), in: environment)
        try await reply(tale, tale.text.reply, calendar)
      }
    }
  }

  /// Hand-over, signature, result: each on its day.
  func planUnit(_ tale: Tale, _ unit: DemoUnit, _ calendar: WorkingCalendar) {
    then(1, calendar) { [self] in
      try await transfer(tale, to: unit, calendar)
      then(1, calendar, hour: 9) { [self] in
        try await signFor(tale, unit)
        then(chance.int(2...5), calendar) { [self] in
          try await draft(tale, unit)
          then(1, calendar, hour: 10) { [self] in
            _ = try await HandlingActs.signResult(try await target(tale), request(unit.head), in: environment)
            then(1, calendar) { [self] in try await reply(tale, tale.text.reply, calendar) }
          }
        }
      }
    }
  }

  func transfer(_ tale: Tale, to unit: DemoUnit, _ calendar: WorkingCalendar) async throws {
    let due = calendar.due(workingDays: 12, after: clock.now.date).date
    _ = try await TransferMatter.run(
      TransferMatter.Input(
        lead: unit.id, others: [], resultDue: due, sharing: .none, sharingReason: nil,
        words: "请到\(tale.fill(tale.text.place))看现场，查清原因，能办的抓紧办。"),
      on: tale.id, request(try await member(tale)), in: environment)
  }

  func signFor(_ tale: Tale, _ unit: DemoUnit) async throws {
    let target = try await target(tale)
    _ = try await HandlingActs.signFor(target, request(unit.registrar), in: environment)
    guard let drafter = unit.drafter.person, drafter != unit.registrar.person else { return }
    _ = try await HandlingActs.appoint(drafter, target, request(unit.registrar), in: environment)
  }

  func draft(_ tale: Tale, _ unit: DemoUnit) async throws {
    _ = try await HandlingActs.draftResult(
      RecordResult.Input(outcome: outcome(tale), words: tale.fill(tale.text.result)), try await target(tale),
      request(unit.drafter), in: environment)
  }

  private func target(_ tale: Tale) async throws -> HandlingActs.Target {
    HandlingActs.Target(
      matter: tale.id, part: try await DemoReading.openPart(of: tale.id, in: environment) ?? 0, seen: nil)
  }

  func outcome(_ tale: Tale) -> MatterOutcome {
    switch tale.text.outcome {
    case .solved: .solved
    case .inProgress: .inProgress
    case .planned: .planned
    case .explained: .explained
    case .cannot: .cannot
    }
  }

  // MARK: Answer and rating

  func reply(_ tale: Tale, _ words: String, _ calendar: WorkingCalendar) async throws {
    let member = try await member(tale)
    let isOral = chance.happens(20)
    _ = try await ReplyToMatter.run(
      ReplyToMatter.Input(
        words: tale.fill(words),
        oral: isOral ? .init(teller: member.signedIn?.name ?? "", toldOn: clock.now.date) : nil, outcome: nil),
      on: tale.id, request(member), in: environment)
    if tale.text.publicBody != nil { publish(tale, calendar) }
    // Whoever raised it himself may be slow to say whether it helped; every resident of this year did.
    if tale.raiser != nil, clock.now.date > today.adding(days: -9) { return }
    then(chance.int(1...4), calendar) { [self] in try await rate(tale, calendar) }
  }

  private func rate(_ tale: Tale, _ calendar: WorkingCalendar) async throws {
    let isBad = tale.text.dissatisfiedReason != nil
    let again = try await DemoReading.round(of: tale.id, in: environment) > 1
    _ = try await RateMatter.run(
      RateMatter.Input(
        attitude: isBad ? .basic : .satisfied, result: isBad ? .dissatisfied : chance.happens(88) ? .satisfied : .basic,
        reason: isBad ? again ? "话说清楚了，可事情还没有办成。" : tale.text.dissatisfiedReason : nil, isFlagged: false),
      on: tale.id, request(.sender(tale.id)), in: environment)
    if isBad, !again {
      then(2, calendar, hour: 9) { [self] in try await handleAgain(tale, calendar) }
      return
    }
    then(chance.int(1...4), calendar) { [self] in
      let words = isBad ? "已办理两次，当面说明了还差在哪里、为什么，群众仍不满意，列入下一年跟踪。" : nil
      // Filing what somebody is still dissatisfied with is the chief's decision.
      _ = try await ArchiveMatter.run(
        words, on: tale.id, request(isBad ? venue(tale).chief : venue(tale).liaison), in: environment)
    }
  }

  /// Somebody else takes it up once more.
  private func handleAgain(_ tale: Tale, _ calendar: WorkingCalendar) async throws {
    let others = delegation(tale).deputies.filter { $0.group != tale.group && $0.venue == tale.venue }
    guard let next = others.first, let second = tale.text.secondReply else { return }
    _ = try await RehandleMatter.run(
      RehandleMatter.Input(to: .deputy(next.person), words: "群众说还没有办好，请再看现场，把话说清楚。"), on: tale.id,
      request(venue(tale).liaison), in: environment)
    then(5, calendar) { [self] in
      _ = try await ReplyToMatter.run(
        ReplyToMatter.Input(words: second, oral: nil, outcome: nil), on: tale.id,
        request(try await actor(next)), in: environment)
      then(2, calendar) { [self] in try await rate(tale, calendar) }
    }
  }

  private func publish(_ tale: Tale, _ calendar: WorkingCalendar) {
    then(2, calendar, hour: 11) { [self] in
      let (visibility, photos) = try await DemoReading.openness(of: tale.id, in: environment)
      guard visibility != .hidden else { return }
      _ = try await RedactMatter.run(
        RedactMatter.Input(
          title: tale.fill(tale.text.publicTitle ?? tale.text.title), text: tale.fill(tale.text.publicBody ?? ""),
          place: tale.place, reply: tale.fill(tale.text.publicReply ?? ""), photos: photos),
        on: tale.id, request(venue(tale).liaison), in: environment)
      then(1, calendar, hour: 15) { [self] in
        _ = try await PublishMatter.run(
          isPublic: true, words: nil, on: tale.id, request(place.clerk), in: environment)
      }
    }
  }
}
