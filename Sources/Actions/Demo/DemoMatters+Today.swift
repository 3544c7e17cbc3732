import Domain

/// What lies on the desks this morning: every state that a matter can wait in, told on fixed days, so that whoever looks
/// at the town for the first time finds something to do in each place.
extension DemoMatters {
  /// When each step was taken, in working days before today; a step without a day has not been taken.
  struct Scene {
    let text: DemoMatterText
    var station = 0
    var toDeputy = true
    let received: Int
    var accepted: Int?
    var asked: Int?
    var recorded: Int?
    var replied: Int?
    var disliked: Int?
    var reopened: Int?
  }

  private static let scenes: [Scene] = [
    Scene(text: DemoTexts.roads[0], received: 1),
    Scene(text: DemoTexts.care[2], toDeputy: false, received: 0),
    Scene(text: DemoTexts.environment[4], received: 2, accepted: 1),
    Scene(text: DemoTexts.fields[9], received: 14, accepted: 13),
    Scene(text: DemoTexts.roads[2], received: 18, accepted: 17),
    Scene(text: DemoTexts.fields[1], received: 5, accepted: 4, asked: 1),
    Scene(text: DemoTexts.policy[7], received: 9, accepted: 8, recorded: 1),
    Scene(text: DemoTexts.fields[4], received: 11, accepted: 10, recorded: 4, replied: 3),
    Scene(text: DemoTexts.schools[0], received: 14, accepted: 13, replied: 8, disliked: 1),
    Scene(text: DemoTexts.fields[7], received: 25, accepted: 24, replied: 18, disliked: 12, reopened: 10),
    Scene(text: DemoTexts.utilities[3], station: 1, received: 22, accepted: 21),
    Scene(text: DemoTexts.environment[1], station: 2, received: 19, accepted: 18),
    Scene(text: DemoTexts.environment[5], station: 3, received: 10, accepted: 9, recorded: 2),
    Scene(text: DemoTexts.roads[5], station: 4, received: 20, accepted: 19, replied: 12, disliked: 3),
  ]

  func planToday(_ calendar: WorkingCalendar) {
    for scene in Self.scenes { plan(scene, calendar) }
  }

  private func plan(_ scene: Scene, _ calendar: WorkingCalendar) {
    let station = town.stations[scene.station]
    guard let owner = station.deputies.first, let other = station.deputies.dropFirst().first,
      let village = station.village
    else { return }
    // A second round is with somebody else than the first.
    let first = scene.reopened == nil ? owner : other
    let tale = Tale(text: scene.text, place: town.villages[village].text.name, station: station, deputy: first)
    tale.dissatisfiedOnce = scene.disliked != nil

    func on(_ days: Int?, hour: Int, _ run: @escaping () async throws -> Void) {
      guard let days else { return }
      let date = daysBack(days, calendar)
      then(date.start.adding(seconds: Int64(hour * 3600 + chance.int(0...1500))), run)
    }
    on(scene.received, hour: 8) { [self] in try await send(tale, toDeputy: scene.toDeputy) }
    on(scene.accepted, hour: 9) { [self] in
      _ = try await AcceptMatter.run(acceptance(tale), on: tale.id, request(deputyActor(first)), in: environment)
    }
    on(scene.asked, hour: 10) { [self] in
      _ = try await AskSender.run(
        tale.fill(tale.text.ask ?? ""), on: tale.id, request(deputyActor(first)), in: environment)
    }
    on(scene.recorded, hour: 15) { [self] in try await record(tale, by: first) }
    on(scene.replied, hour: 16) { [self] in
      // A result stands before the answer where the deputies' group settles it; elsewhere an answer explains.
      if scene.recorded == nil, grade(tale.text) == .inGroup { try await record(tale, by: first) }
      _ = try await ReplyToMatter.run(
        ReplyToMatter.Input(words: tale.fill(tale.text.reply), oral: nil, outcome: nil), on: tale.id,
        request(deputyActor(first)), in: environment)
    }
    on(scene.disliked, hour: 11) { [self] in
      _ = try await RateMatter.run(
        RateMatter.Input(
          attitude: .basic, result: .dissatisfied, reason: tale.fill(tale.text.dissatisfiedReason ?? ""),
          isFlagged: false), on: tale.id, request(.sender(tale.id)), in: environment)
    }
    on(scene.reopened, hour: 9) { [self] in
      _ = try await RehandleMatter.run(
        RehandleMatter.Input(to: .deputy(owner), words: "群众说还没有办好，请重新看现场，把话说清楚。"), on: tale.id,
        request(station.liaison), in: environment)
    }
  }

  private func record(_ tale: Tale, by deputy: ID<Person>) async throws {
    _ = try await RecordResult.run(
      RecordResult.Input(outcome: outcome(tale.text), words: result(tale, second: false)), on: tale.id,
      request(deputyActor(deputy)), in: environment)
  }

  /// The day that lies some working days before today; today itself for none.
  func daysBack(_ days: Int, _ calendar: WorkingCalendar) -> CivilDate {
    calendar.back(workingDays: days, from: today)
  }
}
