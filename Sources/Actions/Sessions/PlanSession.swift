import DatabaseKit
package import Domain
import Store

/// 次: planned, moved, called off. Numbers follow the days, so two who plan at once get two numbers.
package enum PlanSession {
  package struct Input: Sendable {
    package var kind: CongressSession.Kind
    package var beginsOn: CivilDate
    package var endsOn: CivilDate
    package var place: String
    package var secretariat: String
    package var motionsUntil: Instant?
    package var suggestionsUntil: Instant?
    /// The first session of the next term.
    package var beginsTerm: Bool
    /// The number of the first session that is kept here of a term; 1 unless the place begins in the middle of it.
    package var firstNumber: Int

    package init(
      kind: CongressSession.Kind = .regular, beginsOn: CivilDate, endsOn: CivilDate, place: String = "",
      secretariat: String = "大会秘书处", motionsUntil: Instant? = nil, suggestionsUntil: Instant? = nil,
      beginsTerm: Bool = false, firstNumber: Int = 1
    ) {
      self.kind = kind
      self.beginsOn = beginsOn
      self.endsOn = endsOn
      self.place = place
      self.secretariat = secretariat
      self.motionsUntil = motionsUntil
      self.suggestionsUntil = suggestionsUntil
      self.beginsTerm = beginsTerm
      self.firstNumber = firstNumber
    }
  }

  package static let firstNumbers = 1...20

  package static func add(
    _ input: Input, of congress: ID<Congress>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<CongressSession> {
    try check(input)
    let edit = SessionEdit(environment, by: actor)
    let id: ID<CongressSession> = environment.newID(at: edit.now)
    let newTerm: ID<CongressTerm> = environment.newID(at: edit.now)
    return try await edit.run(
      .session, id, "plan", locking: [LockKey(.directory, congress.raw)], key: key
    ) { tx in
      guard try CongressStore.congress(congress, in: tx)?.isRunHere == true else { throw ActionError.notFound }
      guard SessionAccess.may(.plan, at: congress, in: nil, hasSecretary: false, by: actor) else {
        throw ActionError.refused(.notYours)
      }
      let others = try SessionStore.sessions(of: congress, in: tx)
      let term = try term(of: congress, input, others, new: newTerm, on: edit.now.date, in: tx)
      var session = CongressSession(
        id: id, congress: congress, term: term.id, number: 0, kind: input.kind, beginsOn: input.beginsOn,
        endsOn: input.endsOn, place: input.place, secretariat: input.secretariat, motionsUntil: input.motionsUntil,
        suggestionsUntil: input.suggestionsUntil)
      if let problem = SessionPlan.problem(session, among: others, term: term) {
        throw ActionError.session(problem, "begins")
      }
      let siblings = others.filter { $0.term == term.id && $0.state != .cancelled }
      let numbers = SessionPlan.numbers(
        of: siblings + [session], from: siblings.map(\.number).min() ?? input.firstNumber)
      // Those behind make room before it takes its number.
      try renumber(numbers, siblings, in: tx)
      session.number = numbers[id] ?? 1
      try SessionStore.insert(session, in: tx)
      return SessionEdit.Entry(facts(of: session).merging(["number": "\(session.number)"]) { first, _ in first })
    }
  }

  /// Moves a planned session, or changes what can be changed while it sits.
  package static func change(
    _ id: ID<CongressSession>, _ input: Input, seen: Int, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    try check(input)
    let edit = SessionEdit(environment, by: actor)
    let congress = try await congress(of: id, in: environment)
    try await edit.run(.session, id, "change", locking: locks(congress, id), key: key) { tx in
      var session = try edit.session(id, for: .arrange, in: tx)
      if session.revision != seen { throw ActionError.changedMeanwhile }
      let before = session
      session.place = input.place
      session.secretariat = input.secretariat
      session.motionsUntil = input.motionsUntil
      session.suggestionsUntil = input.suggestionsUntil
      session.endsOn = input.endsOn
      if session.state == .open {
        if input.beginsOn != session.beginsOn { throw ActionError.invalid([FieldProblem("begins", .fixed)]) }
        if input.kind != session.kind { throw ActionError.invalid([FieldProblem("kind", .fixed)]) }
      }
      session.kind = input.kind
      session.beginsOn = input.beginsOn
      if session.beginsOn != before.beginsOn || session.endsOn != before.endsOn || session.kind != before.kind {
        // The secretariat keeps meetings and deadlines; the days of the congress are not its own.
        guard SessionAccess.may(.plan, at: congress, in: session.state, hasSecretary: false, by: actor) else {
          throw ActionError.invalid([FieldProblem("begins", .fixed)])
        }
        try move(session, from: before, in: tx)
      }
      guard try SessionStore.update(session, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      try renumber(of: session, in: tx)
      return SessionEdit.Entry(facts(of: session))
    }
  }

  /// 取消: it was never held; its number goes to the next one.
  package static func cancel(
    _ id: ID<CongressSession>, reason: String, seen: Int, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    if reason.isEmpty { throw ActionError.invalid([FieldProblem("reason", .missing)]) }
    if reason.count > 100 {
      throw ActionError.invalid([FieldProblem("reason", .tooLong(maximum: 100, actual: reason.count))])
    }
    let edit = SessionEdit(environment, by: actor)
    let congress = try await congress(of: id, in: environment)
    try await edit.run(.session, id, "cancel", locking: locks(congress, id), key: key) { tx in
      var session = try edit.session(id, for: .plan, in: tx)
      if session.revision != seen { throw ActionError.changedMeanwhile }
      guard session.state == .planned else { throw ActionError.session(.notPlanned) }
      let first = try SessionStore.sessions(of: congress, in: tx).filter {
        $0.term == session.term && $0.state != .cancelled
      }.map(\.number).min()
      session.state = .cancelled
      guard try SessionStore.update(session, seen: seen, in: tx) else { throw ActionError.changedMeanwhile }
      try renumber(of: session, from: first, in: tx)
      return SessionEdit.Entry(["reason": reason])
    }
  }

  // MARK: Parts

  static func locks(_ congress: ID<Congress>, _ session: ID<CongressSession>) -> [LockKey] {
    [LockKey(.directory, congress.raw), LockKey(.directory, session.raw)]
  }

  static func congress(of id: ID<CongressSession>, in environment: AppEnvironment) async throws -> ID<Congress> {
    let found = try await environment.database.read { tx in try SessionStore.session(id, in: tx)?.congress }
    guard let found else { throw ActionError.notFound }
    return found
  }

  private static func check(_ input: Input) throws {
    var problems: [FieldProblem] = []
    if input.endsOn < input.beginsOn { problems.append(FieldProblem("ends", .beforeFirst)) }
    if input.place.count > CongressSession.placeLength.upperBound {
      problems.append(
        FieldProblem("place", .tooLong(maximum: CongressSession.placeLength.upperBound, actual: input.place.count)))
    }
    if input.secretariat.isEmpty {
      problems.append(FieldProblem("secretariat", .missing))
    } else if input.secretariat.count > CongressSession.secretariatLength.upperBound {
      problems.append(
        FieldProblem(
          "secretariat",
          .tooLong(maximum: CongressSession.secretariatLength.upperBound, actual: input.secretariat.count)))
    }
    if !firstNumbers.contains(input.firstNumber) { problems.append(FieldProblem("number", .notANumber(firstNumbers))) }
    // What deputies put forward after the congress went home is not put forward in session.
    let end = input.endsOn.adding(days: 1).start
    if let until = input.motionsUntil, until > end {
      problems.append(FieldProblem("motions-date", .session(.outsideSession)))
    }
    if let until = input.suggestionsUntil, until > end {
      problems.append(FieldProblem("suggestions-date", .session(.outsideSession)))
    }
    if !problems.isEmpty { throw ActionError.invalid(problems) }
  }

  /// The term that sessions are held in, and the one that the next first session begins.
  static func terms(
    of congress: ID<Congress>, _ sessions: [CongressSession], on date: CivilDate, in tx: any ReadTransaction
  ) throws -> (running: CongressTerm?, next: CongressTerm?) {
    let terms = try CongressStore.terms(of: congress, in: tx)
    let held = sessions.filter { $0.state == .open || $0.state == .closed }.map(\.term)
    let running =
      terms.first { held.contains($0.id) } ?? terms.first { $0.beganOn <= date && $0.endedOn == nil } ?? terms.last
    return (running, running.flatMap { running in terms.last { $0.number > running.number } })
  }

  private static func term(
    of congress: ID<Congress>, _ input: Input, _ others: [CongressSession], new: ID<CongressTerm>, on date: CivilDate,
    in tx: any WriteTransaction
  ) throws -> CongressTerm {
    let (running, next) = try terms(of: congress, others, on: date, in: tx)
    guard let running else { throw ActionError.invalid([FieldProblem("term", .missing)]) }
    guard input.beginsTerm else { return running }
    if let next { return next }
    let term = CongressTerm(id: new, congress: congress, number: running.number + 1, beganOn: input.beginsOn)
    try CongressStore.insert(term, in: tx)
    return term
  }

  /// Its days are free, and its meetings move along with it.
  private static func move(_ session: CongressSession, from before: CongressSession, in tx: any WriteTransaction) throws
  {
    let others = try SessionStore.sessions(of: session.congress, in: tx)
    var term = try CongressStore.terms(of: session.congress, in: tx).first { $0.id == session.term }
    if let problem = SessionPlan.problem(session, among: others, term: term) {
      throw ActionError.session(problem, "begins")
    }
    let days = session.beginsOn.daysSinceEpoch - before.beginsOn.daysSinceEpoch
    for var meeting in try SessionMeetingStore.meetings(of: session.id, in: tx) {
      meeting.heldOn = meeting.heldOn.adding(days: days)
      guard session.covers(meeting.heldOn) else { throw ActionError.session(.outsideSession, "ends") }
      if days != 0 { _ = try SessionMeetingStore.update(meeting, seen: meeting.revision, in: tx) }
    }
    // A term that has held nothing begins with its first session, wherever that moves.
    let siblings = others.filter { $0.term == session.term && $0.id != session.id && $0.state != .cancelled }
    if term?.beganOn == before.beginsOn, siblings.allSatisfy({ $0.state == .planned }), session.number == 1 {
      term?.beganOn = session.beginsOn
      if let term { try CongressStore.update(term, in: tx) }
    }
  }

  private static func renumber(of session: CongressSession, from first: Int? = nil, in tx: any WriteTransaction) throws
  {
    let siblings = try SessionStore.sessions(of: session.congress, in: tx).filter {
      $0.term == session.term && $0.state != .cancelled
    }
    try renumber(
      SessionPlan.numbers(of: siblings, from: first ?? siblings.map(\.number).min() ?? 1), siblings, in: tx)
  }

  private static func renumber(
    _ numbers: [ID<CongressSession>: Int], _ sessions: [CongressSession], in tx: any WriteTransaction
  ) throws {
    let changed = sessions.filter { session in numbers[session.id].map { $0 != session.number } ?? false }
    try SessionStore.renumber(
      Dictionary(changed.map { ($0.id, numbers[$0.id] ?? $0.number) }, uniquingKeysWith: { first, _ in first }),
      in: tx)
  }

  private static func facts(of session: CongressSession) -> [String: String] {
    [
      "kind": session.kind.rawValue, "begins": "\(session.beginsOn)", "ends": "\(session.endsOn)",
      "place": session.place, "secretariat": session.secretariat,
      "motions": session.motionsUntil.map { "\($0.milliseconds)" } ?? "",
      "suggestions": session.suggestionsUntil.map { "\($0.milliseconds)" } ?? "",
    ]
  }
}
