import DatabaseKit
import Domain
import Store

/// The term's suggestions of a demonstration congress: rising from session to session, the earlier ones answered and rated,
/// some of them handled again, those of the last year on their way. Told through the workflow, written many at a time.
final class DemoSuggestions {
  struct Deputy: Sendable {
    let person: ID<Person>
    let name: String
    let mandate: ID<Mandate>
  }

  let congress: Congress
  let deputies: [Deputy]
  /// What the suggestions are about lies here or there.
  let places: [String]
  let units: [String: DemoUnit]
  let clerk: ID<Person>
  let secondReader: ID<Person>
  let today: CivilDate
  let environment: AppEnvironment
  /// A term that is over, whose sessions it is about: all of it is closed and rated, nothing is open.
  let former: CongressTerm?
  let workflow: SuggestionWorkflow
  private let categories: [String: ID<MatterCategory>]
  private var numbers: [ID<CongressSession>: [SuggestionPeriod: Int]] = [:]
  private var told = 0
  private let batch = 50

  init(
    congress: Congress, deputies: [Deputy], places: [String], units: [String: DemoUnit], clerk: ID<Person>,
    secondReader: ID<Person>, today: CivilDate, of former: CongressTerm? = nil, in environment: AppEnvironment
  ) async throws {
    self.congress = congress
    self.deputies = deputies
    self.places = places
    self.units = units
    self.clerk = clerk
    self.secondReader = secondReader
    self.today = today
    self.environment = environment
    self.former = former
    let known = try await environment.database.read { tx in try GroupStore.categories(of: congress.id, in: tx) }
    categories = Dictionary(known.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    let settings = try await environment.rules.current(of: congress.id).settings
    workflow = SuggestionWorkflow(
      rules: settings.suggestions, calendar: try await environment.rules.calendar())
  }

  /// Tells the suggestions of a place whose sessions and units are there.
  ///
  /// - Parameter former: those of a term that is over; nil: of the running one.
  static func tell(
    _ counts: [Int], at congress: ID<Congress>, units: [String: DemoUnit], clerk: ID<Person>, secondReader: ID<Person>,
    today: CivilDate, of former: CongressTerm? = nil, in environment: AppEnvironment
  ) async throws {
    let found = try await environment.database.read { tx -> (Congress, [Deputy], [String])? in
      guard let record = try CongressStore.congress(congress, in: tx),
        let region = try RegionStore.region(record.region, in: tx)
      else { return nil }
      let places = try RegionStore.subtree(of: region.path, in: tx).filter {
        $0.id != region.id && [.township, .village].contains($0.level)
      }
      let sitting = try SessionMeetingStore.expected(of: congress, on: former?.beganOn ?? today, in: tx)
      return (
        record, sitting.map { Deputy(person: $0.person, name: $0.name, mandate: $0.mandate) }, places.map(\.name)
      )
    }
    guard let (record, deputies, places) = found, deputies.count > 3, !units.isEmpty else { return }
    let suggestions = try await DemoSuggestions(
      congress: record, deputies: deputies, places: places, units: units, clerk: clerk, secondReader: secondReader,
      today: today, of: former, in: environment)
    try await suggestions.build(counts)
  }

  /// Tells `counts` suggestions, one count for each session, the oldest first; the last count is of this year and on its
  /// way, the others are closed.
  func build(_ counts: [Int]) async throws {
    let (congress, today, former) = (congress.id, today, former)
    let sessions = try await environment.database.read { tx in
      try SessionStore.sessions(of: congress, in: tx).filter {
        $0.beginsOn <= today && (former == nil || $0.term == former?.id)
      }.reversed()
    }
    let used = Array(sessions.suffix(counts.count))
    var tales: [DemoSuggestionTale] = []
    for (index, session) in used.enumerated() {
      let isLast = index == used.count - 1 && former == nil
      for number in 0..<counts[counts.count - used.count + index] {
        tales.append(
          isLast
            ? try current(number, of: session) : try closed(number, of: session, isPublished: index >= used.count - 2))
        if tales.count == batch {
          try await write(tales)
          tales = []
        }
      }
    }
    if !tales.isEmpty { try await write(tales) }
  }

  // MARK: Tales

  private var texts: [DemoSuggestionText] {
    congress.level == .township ? DemoTownSuggestionTexts.all : DemoSuggestionTexts.all
  }

  func text(_ number: Int) -> DemoSuggestionText {
    texts[number % texts.count]
  }

  private func place(of number: Int) -> String {
    // Another place for the next one, and for the same wish the next time.
    places.isEmpty ? "" : places[(number / texts.count * 7 + number % texts.count * 4) % places.count]
  }

  func unit(_ name: String) -> DemoUnit? {
    if let unit = units[name] { return unit }
    let sorted = units.keys.sorted()
    return sorted.isEmpty ? nil : units[sorted[name.utf8.reduce(0) { $0 &+ Int($1) } % sorted.count]]
  }

  private func draft(at: Instant, of session: CongressSession) throws -> DemoSuggestionTale {
    let text = text(told * 7)
    let lead = deputies[(told * 13 + 5) % deputies.count]
    told += 1
    let drafted = SuggestionEvent.Drafted(
      congress: congress.id, level: congress.level, term: session.term,
      proposer: SuggestionProposer(person: lead.person, mandate: lead.mandate), category: category(of: text))
    let asks = text.asks.enumerated().map { "　　\($0.offset + 1). \($0.element)。" }.joined(separator: "\n")
    return DemoSuggestionTale(
      drafted, about: text, title: text.title(at: place(of: told)), text: "一、基本情况\n　　\(text.facts)\n\n二、具体建议\n\(asks)",
      id: environment.newID(at: environment.now()), at: at, settings: nil, workflow: workflow)
  }

  private func category(of text: DemoSuggestionText) -> ID<MatterCategory>? {
    categories[text.category] ?? DemoSuggestionTexts.urban[text.category].flatMap { categories[$0] }
  }

  /// In session or between sessions; every third has co-signers, and those that are to have some.
  func submitted(
    _ number: Int, on day: CivilDate, of session: CongressSession, sits: Bool, isCoSigned: Bool = false
  ) throws -> DemoSuggestionTale {
    let morning = day.start.adding(hours: 9).adding(seconds: Int64(number % 90) * 60)
    var tale = try draft(at: morning.adding(days: -2), of: session)
    let lead = tale.status.proposer.person
    let others = deputies.filter { $0.person != lead }
    if number % 3 == 0 || isCoSigned, others.count > 2 {
      let signers = (0..<2).map { others[(number * 5 + $0 * 11) % others.count] }
      let asked = signers.reduce(into: [Deputy]()) { list, one in
        if !list.contains(where: { $0.person == one.person }) { list.append(one) }
      }
      try tale.act(
        .invite(asked.map { CoSigner(person: $0.person, mandate: $0.mandate) }), by: lead,
        at: morning.adding(days: -2).adding(hours: 1))
      for (offset, signer) in asked.enumerated() {
        try tale.act(
          .sign(signer.person), by: signer.person, at: morning.adding(days: -1).adding(hours: Int64(offset)))
      }
    }
    try tale.act(.submit(session: session.id, sits: sits, hasContent: true), by: lead, at: morning)
    return tale
  }

  func register(_ tale: inout DemoSuggestionTale, of session: CongressSession, at: Instant) throws {
    let period = tale.status.period
    let value = (numbers[session.id]?[period] ?? 0) + 1
    try tale.act(.register(value: value, session: session.id, category: nil), by: clerk, at: at)
    numbers[session.id, default: [:]][period] = value
  }

  func handOver(_ tale: inout DemoSuggestionTale, _ number: Int, at: Instant, isSole: Bool = false) throws {
    guard let lead = unit(tale.subject.unit) else { return }
    if number % 4 == 1, !isSole, let co = unit(text(number + 3).unit), co.id != lead.id {
      try tale.act(
        .handOver(.lead, units: [.init(lead.id, .lead), .init(co.id, .co)]), by: clerk, at: at, text: "请主办单位先与代表沟通。")
    } else {
      try tale.act(.handOver(.sole, units: [.init(lead.id, .sole)]), by: clerk, at: at)
    }
  }

  func staff(of part: SuggestionPart) -> DemoUnit? { units.values.first { $0.id == part.unit } }

  /// Signed for, talked over with the deputy, answered; `steps` says how far.
  func handle(_ tale: inout DemoSuggestionTale, from: Instant, steps: Int, after days: Int64 = 30) throws {
    for part in tale.status.parts {
      guard let unit = staff(of: part), let registrar = unit.registrar.person else { continue }
      try tale.act(.signFor(part: part.number), by: registrar, at: from.adding(days: 1))
      if part.role == .co, steps > 1 {
        try tale.act(
          .giveOpinion(part: part.number, hasContent: true), by: registrar, at: from.adding(days: 12),
          text: "涉及我单位的部分，同意主办单位意见，并配合落实。")
      }
    }
    guard let part = tale.status.parts.first(where: { $0.role.answers }), let unit = staff(of: part),
      let registrar = unit.registrar.person, let drafter = unit.drafter.person, let head = unit.head.person
    else { return }
    if steps > 0 {
      try tale.act(
        .contact(
          .init(
            part: part.number, kind: .visit, on: from.adding(days: 9).date, with: [tale.status.proposer.person],
            isSigned: false)), by: drafter, at: from.adding(days: 9), text: "登门听取意见，一起看了现场。")
    }
    if steps > 1 { try answer(&tale, part.number, at: from.adding(days: days), drafter, registrar, head, steps) }
  }

  func answer(
    _ tale: inout DemoSuggestionTale, _ number: Int, at: Instant, _ drafter: ID<Person>, _ registrar: ID<Person>,
    _ head: ID<Person>, _ steps: Int
  ) throws {
    let text = tale.subject
    let code = workflow.rules.classes[min(text.outcome, workflow.rules.classes.count) - 1]
    if code.isTracked, !tale.status.promises.contains(where: { $0.part == number }) {
      try tale.act(
        .promise(part: number, due: at.date.adding(months: 4)), by: drafter, at: at, text: text.answers[0])
    }
    let year = at.date.year
    let letter = LetterText(
      documentNumber: "示函〔\(year)〕\(told % 180 + 1)号",
      opening: "您提出的《\(tale.suggestion.title)》收悉，感谢您对这项工作的关心。经研究并与您当面沟通，现答复如下：",
      points: zip(text.asks, text.answers).map { "关于\($0)\n\($1)。" }, opinions: "", closing: "感谢您的监督，欢迎继续提出意见。",
      signatory: "单位主要负责人", contact: "办公室 0990-0000110", copies: copies)
    try tale.act(
      .draftLetter(part: number, resultClass: code.code, drafter: drafter, points: letter.points.count), by: drafter,
      at: at.adding(hours: 2), letter: letter)
    if steps < 3 { return }
    try tale.act(.checkLetter(part: number), by: registrar, at: at.adding(hours: 4))
    if steps < 4 { return }
    try tale.act(
      .signLetter(part: number, letterAgreed: true, withoutOpinions: false, toAll: true), by: head,
      at: at.adding(days: 1))
  }

  private var copies: String {
    congress.level == .township ? "镇人民代表大会主席团，镇人民政府办公室" : "县人大常委会代表工作委员会，县政府办公室"
  }

  func rate(_ tale: inout DemoSuggestionTale, _ verdict: Satisfaction, at: Instant) throws {
    guard let part = tale.status.answeringParts.first(where: { $0.verdict == .awaiting }) else { return }
    for (offset, rater) in part.raters.enumerated() {
      let isBad = verdict == .dissatisfied
      try tale.act(
        .rate(
          .init(
            part: part.number, person: rater, attitude: isBad ? .basic : .satisfied, result: verdict,
            hasReason: isBad)), by: rater, at: at.adding(hours: Int64(offset)),
        text: isBad ? DemoSuggestionTexts.dissatisfied : nil)
      if isBad { return }
    }
  }

  /// A suggestion of an earlier session, closed and rated.
  private func closed(_ number: Int, of session: CongressSession, isPublished: Bool) throws -> DemoSuggestionTale {
    let day = session.beginsOn.adding(days: number % 3)
    var tale = try submitted(number, on: day, of: session, sits: true)
    try register(&tale, of: session, at: day.start.adding(hours: 15).adding(seconds: Int64(number) * 20))
    let handedOver = session.endsOn.adding(days: 10).start.adding(hours: 10).adding(seconds: Int64(number) * 30)
    try handOver(&tale, number, at: handedOver)
    try handle(&tale, from: handedOver, steps: 4)
    if number % 23 == 7 {
      try rate(&tale, .dissatisfied, at: tale.last.adding(days: 3))
      try again(&tale)
    }
    try rate(&tale, number % 9 == 4 ? .basic : .satisfied, at: tale.last.adding(days: 4))
    for promise in tale.status.openPromises { try keep(promise, number, &tale) }
    if isPublished, number % 5 != 0, secondReader != clerk { try publish(&tale) }
    return tale
  }

  /// Kept three days before its day, told in a second letter, rated by most; some are late, some wait for the deputies.
  func keep(
    _ promise: SuggestionPromise, _ number: Int, _ tale: inout DemoSuggestionTale, isAgain: Bool = false
  ) throws {
    guard let part = tale.status.part(promise.part), let unit = staff(of: part), let registrar = unit.registrar.person,
      let head = unit.head.person
    else { return }
    let kept = max(tale.last.adding(days: 20), promise.due.adding(days: -3).start.adding(hours: 10))
    guard kept.date < today, number % 17 != 3 || former != nil else { return }
    try tale.act(.keepPromise(promise.number), by: registrar, at: kept, text: "已经按承诺落实。")
    let letter = LetterText(
      documentNumber: "示函〔\(kept.date.year)〕\(told % 180 + 201)号",
      opening: "您提出的《\(tale.suggestion.title)》，我们在答复中承诺的事项已经落实，现将情况答复如下：",
      points: ["已经按承诺落实\n工程已经完工并通过验收，欢迎到现场查看。"], opinions: "", closing: "感谢您的监督，请对落实情况作出评价。",
      signatory: "单位主要负责人", contact: "办公室 0990-0000110", copies: copies)
    try tale.act(
      .draftPromiseLetter(promise.number, points: 1), by: registrar, at: kept.adding(hours: 1), letter: letter)
    guard kept.adding(days: 1).date <= today else { return }
    try tale.act(.signPromiseLetter(promise.number), by: head, at: kept.adding(days: 1))
    guard kept.adding(days: 5).date < today else { return }
    try judge(promise.number, number, at: kept.adding(days: 5), isFinal: isAgain || former != nil, &tale)
  }

  func again(_ tale: inout DemoSuggestionTale) throws {
    if let part = tale.status.parts.first(where: { $0.verdict == .studying }) {
      try tale.act(
        .study(part: part.number, rehandles: true), by: clerk, at: tale.last.adding(days: 2), text: "代表的意见有道理，请补充时间安排。")
    }
    guard let part = tale.status.parts.first(where: { $0.role.answers && $0.round > 1 }), let unit = staff(of: part),
      let registrar = unit.registrar.person, let drafter = unit.drafter.person, let head = unit.head.person
    else { return }
    let begins = tale.last.adding(days: 5)
    try tale.act(
      .contact(
        .init(
          part: part.number, kind: .meeting, on: begins.date, with: [tale.status.proposer.person], isSigned: false)),
      by: drafter, at: begins, text: "当面说明时间安排。")
    try answer(&tale, part.number, at: begins.adding(days: 8), drafter, registrar, head, 4)
  }

  private func publish(_ tale: inout DemoSuggestionTale) throws {
    guard let letter = tale.letters.last(where: { $0.signedOn != nil }) else { return }
    let at = tale.last.adding(days: 6)
    guard at.adding(days: 1).date <= today else { return }
    try tale.act(.redact(by: clerk), by: clerk, at: at)
    try tale.act(.publish(true, by: secondReader), by: secondReader, at: at.adding(days: 1))
    let status = tale.status
    let names = Dictionary(deputies.map { ($0.person, $0.name) }, uniquingKeysWith: { first, _ in first })
    let answered = status.answeringParts
    let unitNames = Dictionary(units.map { ($0.value.id, $0.key) }, uniquingKeysWith: { first, _ in first })
    tale.publication = SuggestionPublication(
      suggestion: tale.suggestion.id, congress: congress.id, session: status.session, number: status.number,
      category: status.category, proposer: names[status.proposer.person] ?? "", title: tale.suggestion.title,
      text: tale.suggestion.text, reply: letter.text.points.joined(separator: "\n\n"), isSummary: false,
      units: answered.compactMap { unitNames[$0.unit] }.joined(separator: "、"), resultClass: letter.resultClass,
      answeredOn: answered.compactMap(\.answeredOn).max(), overall: status.overall, isPublic: true,
      publishedAt: at.adding(days: 1))
  }

  // MARK: Rows

  private func write(_ tales: [DemoSuggestionTale]) async throws {
    let now = environment.now()
    let entries = tales.reduce(0) { $0 + $1.entries.count }
    let ids = environment.newIDs(entries, at: now)
    let salts = (0..<entries).map { _ in environment.random(16) }
    try await environment.database.write { tx in
      var next = 0
      var documents: [SearchDocument] = []
      for tale in tales {
        var head = ChainHead.start
        for entry in tale.entries {
          head = try EventStore.append(
            NewEntry(
              id: ID(ids[next]), kind: .suggestion, subject: tale.suggestion.id.raw, act: entry.event.act.rawValue,
              at: entry.at, actor: entry.actor, facts: try JSONText.encode(entry.event),
              words: entry.words.isEmpty ? nil : try JSONText.encode(entry.words), salt: salts[next]),
            after: head, in: tx)
          next += 1
        }
        try SuggestionStore.insert(tale.suggestion, head: head, in: tx)
        for letter in tale.letters {
          try SuggestionLetterStore.save(letter, of: tale.suggestion.id, in: tx)
          if let signed = letter.signedOn {
            try SuggestionLetterStore.sign(
              part: letter.part, round: letter.round, of: tale.suggestion.id, on: signed, in: tx)
          }
        }
        for letter in tale.promiseLetters {
          let (promise, round) = (letter.promise, letter.round)
          try SuggestionPromiseStore.save(
            letter.text, promise: promise, round: round, of: tale.suggestion.id, in: tx)
          if let signed = letter.signedOn {
            try SuggestionPromiseStore.sign(
              promise: promise, round: round, of: tale.suggestion.id, on: signed, in: tx)
          }
        }
        if let publication = tale.publication {
          let units = tale.status.answeringParts.map(\.unit)
          try SuggestionPublicationStore.saveRows(publication, units: units, in: tx)
          if let document = SearchDocument.suggestion(publication, units: units) { documents.append(document) }
        }
        if tale.status.number != nil {
          // The series goes on where the demonstration ends.
          let place = RegisterSuggestion.Series(tale.status)
          _ = try MatterStore.nextNumber(kind: place.kind, scope: place.scope, year: place.year, in: tx)
        }
      }
      try SearchStore.insert(documents, in: .open, tx)
    }
  }
}
