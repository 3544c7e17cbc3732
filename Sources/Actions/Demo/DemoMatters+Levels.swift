import Domain

/// What groups claim, what goes up and comes back, and what is handled together.
extension DemoMatters {
  private enum Stage: CaseIterable { case offered, claimed, solvedByGroup, sentUp, answeredDown, sentOutside }

  func planLevels(_ calendar: WorkingCalendar) {
    for (index, stage) in Stage.allCases.enumerated() { plan(stage, index, calendar) }
    planTogether(calendar)
  }

  private func tale(_ index: Int) -> Tale? {
    let texts = DemoTexts.matters.filter { $0.setting == .village && $0.ask == nil && $0.grade == .solvableInGroup }
    let station = town.stations[index % 3]
    guard let village = station.village, let deputy = station.deputies.first else { return nil }
    return Tale(
      text: texts[(index * 7 + 3) % texts.count], place: town.villages[village].text.name, station: station,
      deputy: deputy)
  }

  private func plan(_ stage: Stage, _ index: Int, _ calendar: WorkingCalendar) {
    guard let tale = tale(index) else { return }
    let day = daysBack(7 - index % 3, calendar)
    func at(_ hour: Int, _ days: Int, _ run: @escaping () async throws -> Void) {
      let date = days == 0 ? day : calendar.due(workingDays: days, after: day).date
      then(date.start.adding(seconds: Int64(hour * 3600 + chance.int(0...1500))), run)
    }
    at(8, 0) { [self] in try await send(tale, toDeputy: false) }
    switch stage {
    case .offered, .claimed, .solvedByGroup:
      guard let group = town.groups.first else { return }
      at(10, 0) { [self] in
        _ = try await ClaimMatter.offer(
          to: [group], words: "这类事小组熟悉，请看看能不能办。", on: tale.id, request(tale.station.liaison), in: environment)
      }
      if stage == .offered { return }
      at(15, 1) { [self] in
        guard let member = try await member(of: group) else { return }
        _ = try await ClaimMatter.claim(
          by: group, words: "本周到现场。", on: tale.id, request(member), in: environment)
      }
      if stage == .claimed { return }
      at(16, 3) { [self] in
        guard let member = try await member(of: group) else { return }
        _ = try await ReplyToMatter.run(
          ReplyToMatter.Input(words: tale.fill(tale.text.reply), oral: nil, outcome: outcome(tale.text)), on: tale.id,
          request(member), in: environment)
      }
    case .sentUp, .answeredDown, .sentOutside:
      at(9, 0) { [self] in
        _ = try await AcceptMatter.run(
          AcceptMatter.Input(
            grade: .escalate, urgency: .normal, category: town.categories[tale.text.category],
            title: tale.fill(tale.text.title)), on: tale.id, request(tale.station.liaison), in: environment)
      }
      let target: EscalationTarget =
        stage == .sentOutside ? .outside(town.county) : .venue(town.home.venue, town.congress)
      at(11, 0) { [self] in
        _ = try await EscalateMatter.run(
          EscalateMatter.Input(
            to: target, resultDue: calendar.due(workingDays: 20, after: clock.now.date).date,
            words: "村里协调过，超出本站能力，请上级帮助解决。"), on: tale.id, request(tale.station.liaison), in: environment)
      }
      if stage != .answeredDown { return }
      at(10, 1) { [self] in
        _ = try await AcceptMatter.run(
          AcceptMatter.Input(grade: .inGroup, urgency: .normal, category: nil), on: tale.id,
          request(town.home.liaison), in: environment)
      }
      at(15, 3) { [self] in
        _ = try await EscalateMatter.passDown(
          outcome: outcome(tale.text), words: tale.fill(tale.text.result), on: tale.id, request(town.home.liaison),
          in: environment)
      }
    }
  }

  private func member(of group: ID<DeputyGroup>) async throws -> Actor? {
    for person in town.deputyNames.keys.sorted() {
      let actor = try await deputyActor(person)
      if actor.signedIn?.groups.contains(group) ?? false { return actor }
    }
    return nil
  }

  /// Three of one street about the same lamp.
  private func planTogether(_ calendar: WorkingCalendar) {
    let station = town.stations[0]
    guard let village = station.village, let deputy = station.deputies.first else { return }
    let tales = (0..<3).map { _ in
      Tale(text: DemoTexts.roads[0], place: town.villages[village].text.name, station: station, deputy: deputy)
    }
    for (index, tale) in tales.enumerated() {
      let day = daysBack(6 - index, calendar)
      then(day.start.adding(seconds: Int64(8 * 3600 + chance.int(0...1500)))) { [self] in
        try await send(tale, toDeputy: false)
      }
    }
    let day = daysBack(3, calendar)
    then(day.start.adding(seconds: Int64(10 * 3600 + chance.int(0...1500)))) { [self] in
      _ = try await AcceptMatter.run(
        acceptance(tales[0]), on: tales[0].id, request(station.liaison), in: environment)
      _ = try await MergeMatters.run(
        [tales[1].id, tales[2].id], into: tales[0].id, words: "说的是同一盏路灯。", request(station.liaison),
        in: environment)
    }
  }
}
