import Domain
import Store

/// What goes up to the district and the city, and what the deputies raised themselves.
extension DemoDistrictMatters {
  /// A group of the first delegation claims it, finds that it is beyond the street, and sends it up: three times to the
  /// district's home, twice to the city, which is not run here and answers on paper.
  func bringUp(_ text: DemoMatterText, _ index: Int, _ calendar: WorkingCalendar) async throws {
    let group = DemoDistrictNames.byCategory.firstIndex { text.category.hasPrefix($0.categories[0] + "/") } ?? 0
    let tale = Tale(
      text: text, delegation: 0, venue: 0, place: place.delegations[0].shape.community(index % 6), group: group)
    tale.id = try await SubmitMatter.run(
      input(tale, channel: .code), by: .visitor, key: RequestKey(hash: chance.bytes(16)), in: environment
    ).matter
    takeOn(tale, calendar) { [self] in
      then(2, calendar) { [self] in
        let toCity = index >= 3
        let target: EscalationTarget = toCity ? .outside(place.city) : .venue(place.home.venue, place.congress)
        _ = try await EscalateMatter.run(
          EscalateMatter.Input(
            to: target, resultDue: calendar.due(workingDays: 20, after: clock.now.date).date,
            words: toCity ? "超出本区能力，由代表联名向市人大提交建议。" : "超出街道能力，由代表联名向区人大提交建议。"), on: tale.id,
          request(try await member(tale)), in: environment)
        if toCity { planAnswer(tale, days: 9, calendar) } else { planDistrict(tale, calendar) }
      }
    }
  }

  private func planDistrict(_ tale: Tale, _ calendar: WorkingCalendar) {
    then(1, calendar, hour: 10) { [self] in
      _ = try await AcceptMatter.run(
        AcceptMatter.Input(grade: .escalate, urgency: .normal, category: nil), on: tale.id,
        request(place.home.liaison), in: environment)
      planAnswer(tale, days: 5, calendar)
    }
  }

  private func planAnswer(_ tale: Tale, days: Int, _ calendar: WorkingCalendar) {
    then(days, calendar) { [self] in
      let status = try await DemoReading.venue(of: tale.id, in: environment)
      let above = status == place.home.venue
      _ = try await EscalateMatter.passDown(
        outcome: outcome(tale), words: tale.text.result, on: tale.id,
        request(above ? place.home.liaison : try await member(tale)), in: environment)
      then(1, calendar) { [self] in try await reply(tale, tale.text.reply, calendar) }
    }
  }

  // MARK: 随手提

  /// What deputies saw themselves, counted apart: over the year, and on the desks this morning in each state.
  func planRaised(_ calendar: WorkingCalendar) {
    for index in 0..<14 {
      let tale = raised(index, delegation: [0, 2, 3][index % 3])
      let day = today.adding(days: -(30 + index * 20))
      agenda.then(chance.moment(day, inTheEvening: false)) { [self] in
        try await raise(tale)
        takeOn(tale, calendar) { [self] in planWork(tale, calendar) }
      }
    }
    for (index, stage) in Stage.allCases.enumerated() {
      for (number, delegation) in [0, 2, 3].enumerated() {
        let tale = raised(index * 3 + number, delegation: delegation)
        plan(tale, stage, calendar)
      }
    }
  }

  /// How far something has come this morning.
  private enum Stage: CaseIterable {
    case fresh, offered, claimed, withUnit, signedFor, drafted, answered

    var unit: String? {
      switch self {
      case .withUnit, .signedFor, .drafted: DemoDistrictNames.units[0]
      default: nil
      }
    }
  }

  /// What one sees on the way: rubbish, lamps, parking, pipes. It is the business of those who look after daily life.
  private func raised(_ index: Int, delegation number: Int) -> Tale {
    let delegation = place.delegations[number]
    let group = number == 0 ? 3 : 2
    let all = DemoDistrictTexts.solved[3].filter { !$0.category.hasSuffix("养老救助") }
    let text = all[(index * 5 + 2) % all.count]
    let raiser = delegation.deputies[(index * 3 + 6) % delegation.deputies.count]
    let tale = Tale(
      text: text, delegation: number, venue: raiser.venue,
      place: delegation.shape.community(index % delegation.communities.count),
      group: number == 3 ? raiser.venue : group)
    tale.raiser = raiser.person
    return tale
  }

  private func raise(_ tale: Tale) async throws {
    guard let raiser = delegation(tale).deputies.first(where: { $0.person == tale.raiser }),
      let deputy = try await actor(raiser).signedIn
    else { return }
    tale.id = try await RaiseMatter.run(
      RaiseMatter.Input(
        text: tale.fill(tale.text.body), place: tale.fill(tale.text.place), category: nil, visibility: .hidden,
        photos: []), by: deputy, at: place.congress, key: RequestKey(hash: chance.bytes(16)), in: environment
    ).own.matter
  }

  private func plan(_ tale: Tale, _ stage: Stage, _ calendar: WorkingCalendar) {
    let index = Stage.allCases.firstIndex(of: stage) ?? 0
    func at(_ hour: Int, _ days: Int, _ run: @escaping () async throws -> Void) {
      let day = calendar.back(workingDays: 1 + index - days, from: today)
      agenda.then(day.start.adding(seconds: Int64(hour * 3600 + chance.int(0...1500))), run)
    }
    at(9, 0) { [self] in try await raise(tale) }
    if stage == .fresh { return }
    at(11, 0) { [self] in
      _ = try await AcceptMatter.run(acceptance(tale), on: tale.id, request(venue(tale).liaison), in: environment)
    }
    if stage == .offered { return }
    at(14, 0) { [self] in
      _ = try await ClaimMatter.claim(
        by: delegation(tale).groups[tale.group], words: "本组先到现场看。", on: tale.id, request(try await member(tale)),
        in: environment)
    }
    guard let unit = stage.unit.flatMap({ place.units[$0] }) else {
      if stage == .answered {
        at(10, 3) { [self] in
          _ = try await RecordResult.run(
            RecordResult.Input(outcome: .solved, words: tale.fill(tale.text.result)), on: tale.id,
            request(try await member(tale)), in: environment)
          try await reply(tale, tale.text.reply, calendar)
        }
      }
      return
    }
    at(15, 0) { [self] in try await transfer(tale, to: unit, calendar) }
    if stage == .withUnit { return }
    at(10, 1) { [self] in try await signFor(tale, unit) }
    if stage == .drafted { at(15, 2) { [self] in try await draft(tale, unit) } }
  }
}
