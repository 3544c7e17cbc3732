import Domain

/// What the sender says to the answer, and what becomes public.
extension DemoMatters {
  func planFeedback(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
    // Some are not satisfied with the second answer either.
    let isBad = tale.dissatisfiedOnce ? chance.happens(35) : tale.text.dissatisfiedReason != nil
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

  func rate(_ tale: Tale, isBad: Bool, _ calendar: WorkingCalendar) async throws {
    let again = tale.dissatisfiedOnce
    let result: Satisfaction = isBad ? .dissatisfied : chance.happens(82) ? .satisfied : .basic
    _ = try await RateMatter.run(
      RateMatter.Input(
        attitude: isBad ? .basic : .satisfied, result: result,
        reason: isBad ? again ? "比上回好一些，可还是没有彻底办好。" : tale.fill(tale.text.dissatisfiedReason ?? "") : nil,
        isFlagged: false),
      on: tale.id, request(.sender(tale.id)), in: environment)
    guard isBad else {
      planArchive(tale, calendar)
      return
    }
    if again {
      planArchive(tale, calendar, words: "已办理两次，当面说明了还差在哪里、为什么，群众仍不满意，列入下一年跟踪。")
      return
    }
    tale.dissatisfiedOnce = true
    let date = clock.now.date
    then(later(date, days: 2, calendar, hour: 9)) { [self] in
      let others = (tale.station.deputies + town.home.deputies).filter { $0 != tale.deputy && $0 != tale.raiser }
      let owner = try await DemoReading.owner(of: tale.id, in: environment)
      let next = others.first { $0 != owner } ?? others[0]
      _ = try await RehandleMatter.run(
        RehandleMatter.Input(to: .deputy(next), words: "群众说还没有办好，请重新看现场，把话说清楚。"), on: tale.id,
        request(tale.station.liaison), in: environment)
      if grade(tale.text) == .transfer, let unit = unit(for: tale) {
        planUnit(tale, unit, from: clock.now.date, second: true, calendar)
        return
      }
      then(later(clock.now.date, days: chance.int(4...9), calendar)) { [self] in
        try await answer(tale, second: true, calendar)
      }
    }
  }

  func planArchive(_ tale: Tale, _ calendar: WorkingCalendar, words: String? = nil) {
    // Some of the last weeks wait at the desk.
    if chance.happens(12), clock.now.date > today.adding(days: -30) { return }
    then(later(clock.now.date, days: chance.int(1...5), calendar)) { [self] in
      let state = try await DemoReading.state(of: tale.id, in: environment)
      guard state == .closed || (words != nil && state == .dissatisfied) else { return }
      // Filing what somebody is still dissatisfied with is the chief's decision.
      let actor = words == nil ? tale.station.liaison : tale.station.chief
      _ = try await ArchiveMatter.run(words, on: tale.id, request(actor), in: environment)
    }
  }

  func planPublication(_ tale: Tale, _ date: CivilDate, _ calendar: WorkingCalendar) {
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
      // Some of the last weeks wait for the reviewer.
      if chance.happens(10), clock.now.date > today.adding(days: -30) { return }
      then(released) { [self] in
        _ = try await PublishMatter.run(
          isPublic: true, words: nil, on: tale.id, request(town.clerk), in: environment)
      }
    }
  }
}
