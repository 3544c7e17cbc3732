import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Suggestions as rows, on both engines.
@Suite struct SuggestionStoreTests {
  private static let today = CivilDate(daysSinceEpoch: 20_775)
  private static let head = ChainHead(seq: 1, hash: [1, 2, 3])

  private static func drafted(_ places: TestPlaces) -> SuggestionEvent.Drafted {
    SuggestionEvent.Drafted(
      congress: places.congress, level: .township, term: nil,
      proposer: SuggestionProposer(person: places.deputy.person, mandate: places.deputy.mandate))
  }

  private static func suggestion(_ id: Int64, _ status: SuggestionStatus) -> Suggestion {
    Suggestion(id: ID(id), title: "关于修路的建议", text: "村口的路\n第二行", settings: nil, status: status, revision: 1)
  }

  private static func submitted(_ places: TestPlaces, due: CivilDate?) -> SuggestionStatus {
    var status = SuggestionStatus(drafted(places), on: today)
    status.apply(
      .submitted(
        .init(session: nil, period: .outOfSession, receiver: .presidium, handOverDue: due.map { DueDate(date: $0) })),
      on: today)
    return status
  }

  private static func part(_ number: Int, _ unit: ID<HandlingUnit>, _ role: SuggestionRole, due: CivilDate)
    -> SuggestionPart
  {
    let received = DueDate(date: today.adding(days: 3))
    return SuggestionPart(
      number: number, unit: unit, role: role, firstHandedOverOn: today, handedOverOn: today,
      deemedReceivedOn: received, returnDue: received, contactDue: nil,
      opinionDue: role == .co ? DueDate(date: today.adding(days: 20)) : nil, replyDue: due, isExtended: false)
  }

  private static func handled(_ places: TestPlaces, due: CivilDate) -> SuggestionStatus {
    var status = submitted(places, due: nil)
    let parts = [part(1, places.unit, .lead, due: due), part(2, places.otherUnit, .co, due: due)]
    status.apply(.handedOver(.init(kind: .lead, parts: parts, inTime: true)), on: today)
    return status
  }

  private func insert(_ suggestions: [Suggestion], _ town: TestTown) async throws {
    try await town.database.write { tx in
      for suggestion in suggestions { try SuggestionStore.insert(suggestion, head: Self.head, in: tx) }
    }
  }

  private func read<T: Sendable>(_ town: TestTown, _ body: @escaping @Sendable (any ReadTransaction) throws -> T)
    async throws -> T
  { try await town.database.read(body) }

  private func update(_ suggestion: Suggestion, before: SuggestionStatus, _ town: TestTown) async throws -> Bool {
    try await town.database.write { tx in
      try SuggestionStore.update(suggestion, before: before, head: ChainHead(seq: 2, hash: [4]), in: tx)
    }
  }

  @Test("存进去的读出来一样；只改看过的那一版，旧版本一行也不动", arguments: DatabaseEngine.allCases)
  func goesThroughItsRows(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let made = Self.suggestion(1, Self.submitted(places, due: Self.today.adding(days: 7)))
      try await insert([made], town)
      #expect(try await read(town) { tx in try SuggestionStore.suggestion(ID(1), in: tx) } == made)
      #expect(try await read(town) { tx in try SuggestionStore.suggestion(ID(2), in: tx) } == nil)
      let (found, end) = try #require(try await read(town) { tx in try SuggestionStore.forChange(ID(1), in: tx) })
      #expect(found == made && end == Self.head)
      var changed = made
      changed.status = Self.handled(places, due: Self.today.adding(months: 3))
      changed.title = "改过的"
      var stale = changed
      stale.revision = 7
      #expect(try await update(stale, before: made.status, town) == false)
      #expect(try await read(town) { tx in try SuggestionStore.suggestion(ID(1), in: tx) } == made)
      #expect(
        try await read(town) { tx in
          try SuggestionListStore.queue(.unit(places.unit), after: nil, limit: 9, in: tx)
        }.isEmpty)
      #expect(try await update(changed, before: made.status, town))
      changed.revision = 2
      #expect(try await read(town) { tx in try SuggestionStore.suggestion(ID(1), in: tx) } == changed)
      #expect(try await update(made, before: made.status, town) == false)
      let several = try await read(town) { tx in try SuggestionStore.suggestions([ID(5), ID(1)], in: tx) }
      #expect(several.map(\.id) == [ID(1)])
      #expect(try await read(town) { tx in try SuggestionStore.count(in: tx) } == 1)
    }
  }

  @Test("队列：先到期的在前，没有日期的在后，翻页不重不漏；计数与逾期", arguments: DatabaseEngine.allCases)
  func queues(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let (early, late) = (Self.today.adding(days: 5), Self.today.adding(days: 9))
      // Days: equal, none, earlier; given in another order than they come out.
      let days: [CivilDate?] = [late, nil, early, late, late, nil, early]
      try await insert(
        days.enumerated().map { Self.suggestion(Int64($0 + 1), Self.submitted(places, due: $1)) }, town)
      let desk = SuggestionDesk.receiver(places.congress, .presidium)
      func page(_ desk: SuggestionDesk, after cursor: SuggestionQueue.Cursor?, _ limit: Int) async throws
        -> [SuggestionQueue.Line]
      {
        try await read(town) { tx in
          let items = try SuggestionListStore.queue(desk, after: cursor, limit: limit, in: tx)
          #expect(items.allSatisfy { $0.unit == nil && $0.proposer == places.deputy.name && !$0.keepsProposer })
          return items.map(\.line)
        }
      }
      for limit in 1...8 {
        var found: [SuggestionQueue.Line] = []
        var cursor: SuggestionQueue.Cursor?
        repeat {
          let lines = try await page(desk, after: cursor, limit)
          found += lines
          cursor = lines.last.map { .init(due: $0.due, suggestion: $0.suggestion, position: $0.position) }
        } while cursor != nil
        #expect(found.map(\.suggestion.raw) == [3, 7, 1, 4, 5, 2, 6], "\(limit)")
        #expect(found.map(\.due) == [early, early, late, late, late, nil, nil])
      }
      for other in [.secretariat, .workBody] as [SuggestionReceiver] {
        #expect(try await page(.receiver(places.congress, other), after: nil, 9).isEmpty)
      }
      #expect(try await page(.receiver(places.county, .presidium), after: nil, 9).isEmpty)
      #expect(try await page(.congress(places.congress, .received), after: nil, 9).count == 7)
      #expect(try await page(.congress(places.congress, .handedOver), after: nil, 9).isEmpty, "not theirs yet")
      let counts = try await read(town) { tx in
        let counts = try SuggestionListStore.counts(of: desk, today: late, in: tx)
        return counts.mapValues { [$0.all, $0.late] }
      }
      #expect(counts == [.handOver: [7, 2]])
      let overdue = try await read(town) { tx in
        try SuggestionListStore.queue(desk, kinds: [.handOver], before: late, after: nil, limit: 9, in: tx)
      }
      #expect(overdue.map(\.line.suggestion.raw) == [3, 7])
      let none = try await read(town) { tx in
        try SuggestionListStore.queue(desk, kinds: [.reply], after: nil, limit: 9, in: tx)
      }
      #expect(none.isEmpty)
    }
  }

  @Test("单位、代表、本级人大各看各的队列；退回后原单位没有了", arguments: DatabaseEngine.allCases)
  func desks(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let due = Self.today.adding(months: 3)
      var made = Self.suggestion(1, Self.handled(places, due: due))
      try await insert([made], town)
      func kinds(_ desk: SuggestionDesk) async throws -> [SuggestionClock.Kind] {
        try await read(town) { tx in try SuggestionListStore.queue(desk, after: nil, limit: 20, in: tx) }.map(
          \.line.kind)
      }
      func ofUnit(_ unit: ID<HandlingUnit>) async throws -> [ID<Suggestion>] {
        try await read(town) { tx in
          try SuggestionListStore.ofUnits(
            [.unit(unit)], states: SuggestionPartState.allCases.filter { $0 != .returned }, before: nil, limit: 9,
            in: tx)
        }
      }
      #expect(try await kinds(.unit(places.unit)) == [.signFor, .reply])
      #expect(try await kinds(.unit(places.otherUnit)) == [.signFor, .opinion])
      #expect(try await kinds(.congress(places.congress, .received)).count == 4)
      #expect(try await ofUnit(places.otherUnit) == [ID(1)])
      func change(_ events: SuggestionEvent...) async throws {
        let before = made.status
        for event in events { made.status.apply(event, on: Self.today) }
        #expect(try await update(made, before: before, town))
        made.revision += 1
      }
      let drafter = SuggestionDesk.drafter(places.unit, places.unitDrafter.person)
      #expect(try await kinds(drafter).isEmpty)
      try await change(.appointed(part: 1, drafter: places.unitDrafter.person))
      #expect(try await kinds(drafter) == [.signFor, .reply])
      try await change(.returnAsked(.init(part: 1, proposed: nil, reassignDue: nil)))
      #expect(try await kinds(.receiver(places.congress, .presidium)) == [.reassign])
      // The helping unit gives its part back, and the leading one has it, too, as another part.
      try await change(
        .returnSettled(part: 1, agrees: false), .returnAsked(.init(part: 2, proposed: nil, reassignDue: nil)),
        .reassigned(part: 2, next: Self.part(3, places.unit, .co, due: due)))
      #expect(try await kinds(.unit(places.otherUnit)).isEmpty)
      #expect(try await ofUnit(places.otherUnit).isEmpty)
      #expect(try await ofUnit(places.unit) == [ID(1)])
      #expect(try await kinds(.unit(places.unit)) == [.signFor, .signFor, .opinion, .reply])
      try await change(
        .letterSigned(
          .init(
            part: 1, round: 1, resultClass: "A", recipients: [places.deputy.person], raters: [places.deputy.person],
            ratingDue: DueDate(date: due), inTime: true, isWithoutOpinions: true)))
      #expect(try await kinds(.person(places.deputy.person)) == [.rating])
      #expect(try await kinds(.person(places.secondDeputy.person)).isEmpty)
      let rows = try await read(town) { tx in
        try tx.rows("SELECT part, state, verdict FROM suggestion_parts ORDER BY part").map { row in
          [String(try row("part", as: Int.self)), try row("state"), try row("verdict")]
        }
      }
      #expect(
        rows == [["1", "answered", "awaiting"], ["2", "returned", "none"], ["3", "handed_over", "none"]])
    }
  }

  @Test("单位已答复的：主办、协办都在，没答的不在；按交办的年份筛，从新到旧翻页；承办人只见自己的", arguments: DatabaseEngine.allCases)
  func answeredByUnits(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let due = Self.today.adding(months: 3)
      let answer = SuggestionEvent.letterSigned(
        .init(
          part: 1, round: 1, resultClass: "A", recipients: [places.deputy.person], raters: [places.deputy.person],
          ratingDue: DueDate(date: due), inTime: true, isWithoutOpinions: true))
      var made = (1...6).map { Self.suggestion(Int64($0), Self.handled(places, due: due)) }
      for index in 0..<5 { made[index].status.apply(answer, on: Self.today) }
      made[5].status.apply(.opinionGiven(part: 2, inTime: true), on: Self.today)
      made[1].status.apply(.appointed(part: 1, drafter: places.unitDrafter.person), on: Self.today)
      try await insert(made, town)
      func page(_ desk: SuggestionDesk, year: Int? = nil, before: Int64? = nil) async throws -> [Int64] {
        try await read(town) { tx in
          try SuggestionListStore.ofUnits(
            [desk], states: [.answered, .opinionGiven], year: year, before: before.map { ID($0) }, limit: 2, in: tx
          ).map(\.raw)
        }
      }
      let unit = SuggestionDesk.unit(places.unit)
      #expect(try await page(unit) == [5, 4])
      #expect(try await page(unit, before: 4) == [3, 2])
      #expect(try await page(unit, before: 2) == [1])
      #expect(try await page(unit, year: Self.today.year) == [5, 4])
      #expect(try await page(unit, year: Self.today.year - 1).isEmpty)
      #expect(try await page(.unit(places.otherUnit)) == [6])
      #expect(try await page(.drafter(places.unit, places.unitDrafter.person)) == [2])
      #expect(try await page(.congress(places.congress, .received)).isEmpty)
    }
  }

  @Test("名单、诉求随状态改写，名单按先后；本人的清单从新到旧翻页", arguments: DatabaseEngine.allCases)
  func peopleAndMatters(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      let (first, second) = (places.secondDeputy, places.otherDeputy)
      var made = Self.suggestion(1, SuggestionStatus(Self.drafted(places), on: Self.today))
      try await insert([made] + (2...5).map { Self.suggestion(Int64($0), made.status) }, town)
      func change(_ event: SuggestionEvent) async throws {
        let before = made.status
        made.status.apply(event, on: Self.today)
        #expect(try await update(made, before: before, town))
        made.revision += 1
      }
      func people() async throws -> [String] {
        try await read(town) { tx in
          try tx.rows("SELECT role FROM suggestion_people WHERE suggestion_id = 1 ORDER BY position").map {
            try $0.first()
          }
        }
      }
      func own(_ deputy: TestDeputy) async throws -> [Int64] {
        try await read(town) { tx in
          try SuggestionListStore.own(deputy.person, before: nil, limit: 9, in: tx).map(\.raw)
        }
      }
      try await change(
        .invited([first, second].map { CoSigner(person: $0.person, mandate: $0.mandate) }))
      #expect(try await people() == ["lead", "invited", "invited"])
      #expect(try await own(second) == [1])
      try await change(.signed(first.person))
      try await change(.declinedToSign(second.person))
      #expect(try await people() == ["lead", "signed", "declined"])
      #expect(try await own(first) == [1])
      #expect(try await own(second) == [])
      #expect(try await own(places.deputy) == [5, 4, 3, 2, 1])
      let page = try await read(town) { tx in
        try SuggestionListStore.own(places.deputy.person, before: ID(4), limit: 2, in: tx)
      }
      #expect(page.map(\.raw) == [3, 2])
      let drafts = try await read(town) { tx in
        try SuggestionListStore.ofCongress(places.congress, states: [.drafting], before: ID(3), limit: 9, in: tx)
      }
      #expect(drafts.map(\.raw) == [2, 1])
    }
  }

  @Test("签发过的答复函不再改变；下一轮另有一封", arguments: DatabaseEngine.allCases)
  func letters(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      try await insert([Self.suggestion(1, Self.handled(town.places, due: Self.today))], town)
      func letter(_ round: Int, _ words: String) -> ReplyLetter {
        ReplyLetter(
          part: 1, round: round, resultClass: "A",
          text: LetterText(
            documentNumber: "三水函〔2026〕1号", opening: words, points: ["一", "二"], opinions: "", closing: "",
            signatory: "站长", contact: "0000", copies: ""), signedOn: nil)
      }
      func save(_ letter: ReplyLetter) async throws {
        try await town.database.write { tx in try SuggestionLetterStore.save(letter, of: ID(1), in: tx) }
      }
      func sign(on date: CivilDate) async throws {
        try await town.database.write { tx in
          try SuggestionLetterStore.sign(part: 1, round: 1, of: ID(1), on: date, in: tx)
        }
      }
      func all() async throws -> [ReplyLetter] {
        try await read(town) { tx in try SuggestionLetterStore.letters(of: ID(1), in: tx) }
      }
      try await save(letter(1, "初稿"))
      try await save(letter(1, "二稿"))
      #expect(try await all() == [letter(1, "二稿")])
      try await sign(on: Self.today)
      try await save(letter(1, "偷改"))
      try await sign(on: Self.today.adding(days: 9))
      try await save(letter(2, "再次答复"))
      let found = try await all()
      #expect(found.map(\.text.opening) == ["二稿", "再次答复"] && found.map(\.signedOn) == [Self.today, nil])
    }
  }

  @Test("同一次会议、同一时段不会有两个同号", arguments: DatabaseEngine.allCases)
  func oneOfEachNumber(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      let places = town.places
      try await town.database.write { tx in
        guard let term = try CongressStore.terms(of: places.congress, in: tx).first else { return }
        try SessionStore.insert(
          CongressSession(
            id: ID(4242), congress: places.congress, term: term.id, number: 1, kind: .regular, beginsOn: Self.today,
            endsOn: Self.today, place: "", secretariat: "大会秘书处", state: .open), in: tx)
      }
      func numbered(_ id: Int64, _ period: SuggestionPeriod, _ value: Int) -> Suggestion {
        var status = Self.submitted(places, due: nil)
        status.session = ID(4242)
        status.period = period
        let number = SuggestionNumber(session: ID(4242), period: period, value: value)
        status.apply(.registered(.init(number: number, category: nil)), on: Self.today)
        return Self.suggestion(id, status)
      }
      try await insert([numbered(1, .inSession, 1), numbered(2, .outOfSession, 1), numbered(3, .inSession, 2)], town)
      await #expect(throws: DatabaseError.self) { try await insert([numbered(4, .inSession, 2)], town) }
      #expect(try await read(town) { tx in try SuggestionStore.count(in: tx) } == 3)
    }
  }

  @Test("说不通的行进不了库：没有责任人、两个责任人", arguments: DatabaseEngine.allCases)
  func nonsenseIsRefused(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { town in
      try await insert([Self.suggestion(1, Self.submitted(town.places, due: Self.today))], town)
      for change: SQL in [
        "suggestions SET state = 'lost'", "suggestions SET number = 0", "suggestions SET period = 'x'",
        "suggestion_clocks SET desk = NULL", "suggestion_clocks SET person_id = \(bind: town.places.deputy.person)",
        "suggestion_people SET role = 'x'",
      ] {
        await #expect(throws: DatabaseError.self, "\(change)") {
          try await town.database.write { tx in try tx.execute("UPDATE \(change)") }
        }
      }
    }
  }
}
