import DatabaseKit
import Domain
import Store

/// Two motions of a demonstration congress: the 1号议案, adopted and being carried out, and one that became a suggestion.
/// Told through the workflow with the times at which people would have acted.
struct DemoMotions {
  private let congress: Congress
  private let deputies: [SessionMeetingStore.Expected]
  private let sessions: [CongressSession]
  private let texts: DemoMotionTexts
  private let clerk: ID<Person>
  private let today: CivilDate
  private let environment: AppEnvironment
  private let workflow: MotionWorkflow
  private let suggestions: (rules: SuggestionRules, calendar: WorkingCalendar)

  /// Tells them where the sessions and the deputies are there.
  ///
  /// - Returns: how many suggestions were made.
  static func tell(
    _ texts: DemoMotionTexts, at congress: ID<Congress>, clerk: ID<Person>, today: CivilDate,
    in environment: AppEnvironment
  ) async throws -> Int {
    let settings = try await environment.rules.current(of: congress).settings
    let calendar = try await environment.rules.calendar()
    let found = try await environment.database.read { tx -> DemoMotions? in
      guard let record = try CongressStore.congress(congress, in: tx) else { return nil }
      return DemoMotions(
        congress: record, deputies: try SessionMeetingStore.expected(of: congress, on: today, in: tx),
        sessions: try SessionStore.sessions(of: congress, in: tx), texts: texts, clerk: clerk, today: today,
        environment: environment, workflow: MotionWorkflow(rules: settings.motions),
        suggestions: (settings.suggestions, calendar))
    }
    return try await found?.build() ?? 0
  }

  /// One motion in memory until its rows are written.
  private struct Tale {
    var motion: Motion
    var entries: [(event: MotionEvent, words: MotionWords, at: Instant, actor: ID<Person>)]
    let session: CongressSession

    mutating func act(
      _ command: MotionCommand, by actor: ID<Person>, at: Instant, _ workflow: MotionWorkflow, text: String? = nil,
      who: String? = nil
    ) throws {
      let event: MotionEvent
      do {
        event = try workflow.decide(command, on: motion.status, at: at)
      } catch {
        throw ActionError.motion(error)
      }
      entries.append((event, MotionWords(text: text, who: who), at, actor))
      motion.status.apply(event, on: at.date)
      motion.revision += 1
    }
  }

  private func build() async throws -> Int {
    let signers = MotionLaw.signers(at: congress.level)
    // Long enough ago for half of what was planned to be done.
    let held = sessions.filter { $0.state == .closed }
    guard deputies.count > signers, let early = held.first(where: { $0.endsOn <= today.adding(days: -220) }),
      let late = held.first(where: { $0.endsOn <= today.adding(days: -30) })
    else { return 0 }
    try await write([try first(in: early, signers)], suggestion: nil)
    let turned = try second(in: late, signers)
    try await write([turned.tale], suggestion: turned.suggestion)
    return 1
  }

  // MARK: Tales

  /// Drafted and signed before the session, handed in on its first day, numbered.
  private func submitted(_ text: MotionText, in session: CongressSession, _ signers: Int, offset: Int) throws -> Tale {
    let people = (0..<signers).map { deputies[(offset + $0 * 7) % deputies.count] }
    var seen: Set<ID<Person>> = []
    let once = (people + deputies).filter { seen.insert($0.person).inserted }.prefix(signers)
    let lead = once[0]
    let began = session.beginsOn.adding(days: -5).start.adding(hours: 9)
    let drafted = MotionEvent.Drafted(
      congress: congress.id, level: congress.level, term: session.term,
      proposer: SuggestionProposer(person: lead.person, mandate: lead.mandate))
    var tale = Tale(
      motion: Motion(
        id: environment.newID(at: environment.now()), text: text, status: MotionStatus(drafted, on: began.date),
        revision: 1),
      entries: [(.drafted(drafted), MotionWords(motion: text), began, lead.person)], session: session)
    let others = once.dropFirst().map { CoSigner(person: $0.person, mandate: $0.mandate) }
    try tale.act(.invite(others), by: lead.person, at: began.adding(hours: 1), workflow)
    for (index, other) in others.enumerated() {
      // A few an afternoon, until the day before the session.
      let day = began.adding(days: Int64(index / 4 + 1))
      try tale.act(
        .sign(other.person), by: other.person, at: day.adding(hours: Int64(index % 4 * 2)), workflow)
    }
    var open = session
    open.state = .open
    let morning = session.beginsOn.start.adding(hours: 10)
    try tale.act(.submit(.init(session: open)), by: lead.person, at: morning, workflow)
    return tale
  }

  private func first(in session: CongressSession, _ signers: Int) throws -> Tale {
    var tale = try submitted(texts.adopted, in: session, signers, offset: 3)
    let day = session.beginsOn
    try tale.act(.register(value: 1), by: clerk, at: day.start.adding(hours: 15), workflow)
    try tale.act(
      .putOnAgenda(on: day), by: clerk, at: day.start.adding(hours: 17), workflow, text: "主席团第二次会议决定列入会议议程。")
    let last = session.endsOn
    try tale.act(
      .consider(on: last), by: clerk, at: last.start.adding(hours: 15), workflow, text: "各代表团审议，一致赞成，建议明确完成时间。")
    let all = deputies.count
    try tale.act(
      .vote(MotionVote(votesFor: all - all / 12, against: all / 60, abstained: all / 40, all: all, on: last)),
      by: clerk, at: last.start.adding(hours: 16), workflow, text: texts.resolution)
    let start = last.adding(days: 10).start.adding(hours: 10)
    for (name, office) in texts.leaders {
      try tale.act(.nameLeader(name: name, office: office), by: clerk, at: start, workflow)
    }
    for (title, days) in zip(texts.milestones, [120, 200, 420, 600]) {
      try tale.act(
        .addMilestone(title: title, due: last.adding(days: days)), by: clerk, at: start.adding(hours: 1), workflow)
    }
    func note(_ days: Int, _ form: UrgingForm?, _ who: String?, _ text: String) throws {
      let at = last.adding(days: days).start.adding(hours: 16)
      try tale.act(
        .note(form: form, on: at.date, isPublic: true), by: clerk, at: at, workflow, text: text, who: who)
    }
    try note(60, .onSite, "主要领导带队，人大代表六人参加", texts.visits[0])
    try tale.act(
      .finishMilestone(1, on: last.adding(days: 112)), by: clerk, at: last.adding(days: 113).start.adding(hours: 9),
      workflow, text: texts.finished[0])
    try note(150, .onSite, "分管领导和领衔代表", texts.visits[1])
    try tale.act(
      .finishMilestone(2, on: last.adding(days: 196)), by: clerk, at: last.adding(days: 197).start.adding(hours: 9),
      workflow, text: texts.finished[1])
    try tale.act(
      .publish(true), by: clerk, at: last.adding(days: 198).start.adding(hours: 9), workflow,
      text: texts.adopted.plan)
    tale.motion.publicText = texts.adopted.plan
    return tale
  }

  /// The presidium left it to the time after the session; the committee found that it is a matter of administration.
  private func second(in session: CongressSession, _ signers: Int) throws -> (tale: Tale, suggestion: Turned) {
    var tale = try submitted(texts.turned, in: session, signers, offset: 11)
    let day = session.beginsOn
    let isSame = sessions.first { $0.endsOn <= today.adding(days: -220) && $0.state == .closed }?.id == session.id
    try tale.act(.register(value: isSame ? 2 : 1), by: clerk, at: day.start.adding(hours: 15), workflow)
    let decided = today.adding(days: -2)
    if congress.level != .township {
      try tale.act(
        .referAfterSession(committee: "财政经济委员会", on: day), by: clerk, at: day.start.adding(hours: 17), workflow,
        text: "主席团第二次会议决定闭会后审议。")
      try tale.act(
        .giveOpinion(.suggestion), by: clerk, at: decided.adding(days: -5).start.adding(hours: 10), workflow,
        text: "属于行政机关职权范围内的具体工作，作为代表建议办理更合适。")
    }
    let at = decided.start.adding(hours: 10)
    let id: ID<Suggestion> = environment.newID(at: environment.now())
    try tale.act(.becomeSuggestion(id, on: decided), by: clerk, at: at, workflow, text: "同意委员会的意见，作为代表建议办理。")
    let status = tale.motion.status
    let drafted = SuggestionEvent.Drafted(
      congress: congress.id, level: congress.level, term: status.term, session: status.session,
      proposer: status.proposer, signed: status.signed, motion: tale.motion.id)
    let submitted = SuggestionEvent.Submitted(
      session: status.session, period: .outOfSession, receiver: .receiver(at: congress.level, .outOfSession),
      handOverDue: suggestions.rules.handOverWithin?.due(from: decided, suggestions.calendar))
    return (tale, Turned(id: id, drafted: drafted, submitted: submitted, at: at))
  }

  private struct Turned: Sendable {
    let id: ID<Suggestion>
    let drafted: SuggestionEvent.Drafted
    let submitted: SuggestionEvent.Submitted
    let at: Instant
  }

  // MARK: Rows

  private func write(_ tales: [Tale], suggestion: Turned?) async throws {
    let count = tales.reduce(2) { $0 + $1.entries.count }
    let ids = environment.newIDs(count, at: environment.now())
    let salts = (0..<count).map { _ in environment.random(16) }
    let clerk = clerk
    try await environment.database.write { tx in
      var next = 0
      func append(
        _ kind: SubjectKind, _ subject: Int64, _ act: String, _ at: Instant, _ actor: ID<Person>, _ facts: String,
        _ words: String?, after head: ChainHead
      ) throws -> ChainHead {
        defer { next += 1 }
        return try EventStore.append(
          NewEntry(
            id: ID(ids[next]), kind: kind, subject: subject, act: act, at: at, actor: .person(actor), facts: facts,
            words: words, salt: salts[next]), after: head, in: tx)
      }
      if let suggestion, let tale = tales.first {
        let words = TurnMotionIntoSuggestion.words(of: tale.motion.text)
        var head = ChainHead.start
        var status = SuggestionStatus(suggestion.drafted, on: suggestion.at.date)
        for event in [SuggestionEvent.drafted(suggestion.drafted), .submitted(suggestion.submitted)] {
          head = try append(
            .suggestion, suggestion.id.raw, event.act.rawValue, suggestion.at, clerk, try JSONText.encode(event),
            event.act == .draft ? try JSONText.encode(words) : nil, after: head)
        }
        status.apply(.submitted(suggestion.submitted), on: suggestion.at.date)
        try SuggestionStore.insert(
          Suggestion(
            id: suggestion.id, title: words.title ?? "", text: words.text ?? "", settings: nil, status: status,
            revision: 1), head: head, in: tx)
      }
      for tale in tales {
        var head = ChainHead.start
        for entry in tale.entries {
          head = try append(
            .motion, tale.motion.id.raw, entry.event.act.rawValue, entry.at, entry.actor,
            try JSONText.encode(entry.event), entry.words.isEmpty ? nil : try JSONText.encode(entry.words), after: head)
        }
        try MotionStore.insert(tale.motion, head: head, in: tx)
        // So that a clerk's next number follows.
        _ = try MatterStore.nextNumber(kind: "motion", scope: tale.session.id.raw, year: 0, in: tx)
      }
    }
  }
}
