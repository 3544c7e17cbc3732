import Domain
import Store

/// The offices of the town that matters are handed to, with who signs for, drafts and signs there.
struct DemoUnit: Sendable {
  let id: ID<HandlingUnit>
  let registrar: Actor
  let drafter: Actor
  let head: Actor
}

enum DemoUnitTexts {
  /// The sample accounts belong to the first.
  static let names = [
    "镇村镇建设办公室", "镇水利服务站", "镇综合治理办公室", "镇农业农村办公室", "镇社会事务办公室", "镇卫生院", "镇文化站", "镇供电所",
    "镇自来水服务站", "镇中心小学", "镇便民服务中心",
  ]

  /// Three for the first office, two for each of the others, one who settles between them.
  static let staff = [
    "石听泉", "木向阳", "谷望山", "泉知雨", "松问渠", "禾守田", "竹近水", "梅知寒", "柳随堤", "枫映秋", "桐引凤", "荷听雨", "菊傲霜", "兰知春", "桂飘香", "杉挺秀",
    "榆向南", "槐守家", "桑知时", "麻连云", "苇临水", "蒲近岸", "菱知夏", "衡持平",
  ]
}

extension DemoDirectory {
  /// The offices of the town with their people; those of the county are known by name only.
  func staffUnits(_ congresses: Congresses) async throws -> (units: [String: DemoUnit], people: [ID<Person>]) {
    let congress = congresses.township
    var people: [ID<Person>] = []
    for name in DemoUnitTexts.staff {
      people.append(
        try await SavePerson.run(
          SavePerson.Input(id: nil, name: name, occupation: "镇属单位干部"), by: system, in: environment))
    }
    func hold(_ index: Int, _ roles: [PostRole], _ unit: ID<HandlingUnit>?) async throws -> Actor {
      let posts = roles.map { Post(role: $0, congress: congress, unit: unit) }
      for post in posts { try await ManageAccounts.grant(post, to: people[index], by: .system, in: environment) }
      return .person(
        Actor.SignedIn(
          person: people[index], name: DemoUnitTexts.staff[index], posts: posts, mandates: [], session: ID(1)))
    }
    var units: [String: DemoUnit] = [:]
    var next = 0
    for (index, name) in DemoUnitTexts.names.enumerated() {
      guard let id = congresses.handlingUnits[name] else { continue }
      let head = try await hold(next, [.unitHead], id)
      if index == 0 {
        let registrar = try await hold(next + 1, [.unitRegistrar], id)
        units[name] = DemoUnit(
          id: id, registrar: registrar, drafter: try await hold(next + 2, [.unitDrafter], id), head: head)
        next += 3
      } else {
        // In a small office one person signs for what comes and writes the answer.
        let clerk = try await hold(next + 1, [.unitRegistrar, .unitDrafter], id)
        units[name] = DemoUnit(id: id, registrar: clerk, drafter: clerk, head: head)
        next += 2
      }
    }
    _ = try await hold(people.count - 1, [.coordinator], nil)
    return (units, people)
  }
}

/// A matter on its way through a unit.
extension DemoMatters {
  func unit(for tale: Tale) -> DemoUnit? { tale.text.unit.flatMap { town.units[$0] } }

  func transfer(_ tale: Tale, to unit: DemoUnit, by actor: Actor, _ calendar: WorkingCalendar) async throws {
    let due = calendar.due(workingDays: 15, after: clock.now.date).date
    _ = try await TransferMatter.run(
      TransferMatter.Input(
        lead: unit.id, others: [], resultDue: due, sharing: chance.happens(30) ? .agreed : .none, sharingReason: nil,
        words: "请到\(tale.fill(tale.text.place))看现场，查清原因，能办的抓紧办，一时办不了的写明什么时候办。"),
      on: tale.id, request(actor), in: environment)
  }

  /// Hand-over, signature, result: each on its day, the answer to the sender after it.
  func planUnit(_ tale: Tale, _ unit: DemoUnit, from date: CivilDate, second: Bool, _ calendar: WorkingCalendar) {
    let sent = later(date, days: chance.int(1...2), calendar)
    then(sent) { [self] in
      let deputy = try await DemoReading.owner(of: tale.id, in: environment)
      let byDeputy = deputy != nil && chance.happens(40)
      let actor = byDeputy ? try await deputyActor(deputy ?? tale.deputy) : tale.station.liaison
      try await transfer(tale, to: unit, by: actor, calendar)
    }
    let signed = later(sent.date, days: 1, calendar, hour: 9)
    then(signed) { [self] in
      let target = try await target(tale)
      _ = try await HandlingActs.signFor(target, request(unit.registrar), in: environment)
      guard let drafter = unit.drafter.person, drafter != unit.registrar.person else { return }
      _ = try await HandlingActs.appoint(drafter, target, request(unit.registrar), in: environment)
    }
    let drafted = later(signed.date, days: chance.happens(6) ? 17 : chance.int(2...8), calendar)
    then(drafted) { [self] in try await draft(tale, unit, second: second) }
    then(later(drafted.date, days: 1, calendar, hour: 10)) { [self] in
      _ = try await HandlingActs.signResult(try await target(tale), request(unit.head), in: environment)
      then(later(clock.now.date, days: chance.int(1...2), calendar)) { [self] in
        try await answer(tale, second: second, calendar)
      }
    }
  }

  func draft(_ tale: Tale, _ unit: DemoUnit, second: Bool) async throws {
    _ = try await HandlingActs.draftResult(
      RecordResult.Input(outcome: outcome(tale.text), words: result(tale, second: second)), try await target(tale),
      request(unit.drafter), in: environment)
  }

  func target(_ tale: Tale) async throws -> HandlingActs.Target {
    HandlingActs.Target(
      matter: tale.id, part: try await DemoReading.openPart(of: tale.id, in: environment) ?? 0, seen: nil)
  }

  /// What lies in the first office's lists this morning, and with whoever settles between two.
  func planUnitsToday(_ calendar: WorkingCalendar) {
    let station = town.stations[0]
    let first = DemoUnitTexts.names[0]
    let texts = DemoTexts.matters.filter { $0.unit == first && $0.ask == nil }
    guard let unit = town.units[first], let deputy = station.deputies.first, let village = station.village else {
      return
    }
    for (index, stage) in UnitStage.allCases.enumerated() {
      let tale = Tale(
        text: texts[index % texts.count], place: town.villages[village].text.name, station: station, deputy: deputy)
      let day = daysBack(9 - index, calendar)
      func at(_ hour: Int, _ days: Int = 0, _ run: @escaping () async throws -> Void) {
        let date = days == 0 ? day : calendar.due(workingDays: days, after: day).date
        then(date.start.adding(seconds: Int64(hour * 3600 + chance.int(0...1500))), run)
      }
      at(8) { [self] in try await send(tale, toDeputy: false) }
      at(9) { [self] in
        _ = try await AcceptMatter.run(acceptance(tale), on: tale.id, request(station.liaison), in: environment)
      }
      at(15) { [self] in try await transfer(tale, to: unit, by: station.liaison, calendar) }
      if stage == .sent { continue }
      if stage == .returnAsked || stage == .disputed {
        at(10, 1) { [self] in try await giveBack(tale, unit) }
        if stage == .returnAsked { continue }
        at(14, 1) { [self] in
          _ = try await HandlingActs.settleReturn(
            HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "按职责分工，这一段由你们管护，请先到现场看看。"),
            try await target(tale), request(station.liaison), in: environment)
        }
        at(16, 1) { [self] in try await giveBack(tale, unit) }
        continue
      }
      at(10, 1) { [self] in
        let target = try await target(tale)
        _ = try await HandlingActs.signFor(target, request(unit.registrar), in: environment)
        if let drafter = unit.drafter.person {
          _ = try await HandlingActs.appoint(drafter, target, request(unit.registrar), in: environment)
        }
      }
      if stage == .drafted { at(16, 1) { [self] in try await draft(tale, unit, second: false) } }
    }
  }

  enum UnitStage: CaseIterable { case signedFor, drafted, disputed, returnAsked, sent }

  private func giveBack(_ tale: Tale, _ unit: DemoUnit) async throws {
    _ = try await HandlingActs.askReturn(
      reason: .notOurs, proposed: town.units[DemoUnitTexts.names[2]]?.id, words: "经现场核对，这件事按职责分工不归我们管，建议请综合治理办公室牵头。",
      try await target(tale), request(unit.registrar), in: environment)
  }
}
