import Domain

/// What belongs elsewhere: told where to go, declined with a reason, or sealed and passed on.
extension DemoMatters {
  func planElsewhere(_ calendar: WorkingCalendar) {
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

  func submit(
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

  func divert(
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
