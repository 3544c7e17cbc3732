import DatabaseKit
package import Domain
import Store

/// Carries out an act that is nothing but its command: everything it needs is in the status.
package enum ActOnMotion {
  /// - Parameters:
  ///   - words: what was written; erasable, apart from the facts.
  ///   - who: who went to see.
  package static func run(
    _ command: MotionCommand, on id: ID<Motion>, words: String? = nil, who: String? = nil, _ request: ProposalRequest,
    in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    try await MotionChange(environment).run(command.act, on: id, request) { work in
      try checkSigner(command, work)
      if case .correctVote = command, words?.isEmpty ?? true {
        throw ActionError.invalid([FieldProblem("words", .missing)])
      }
      try work.carryOut(command, words: MotionWords(text: words, who: who))
    }
  }
}

extension ActOnMotion {
  /// Whoever signs signs himself, and is a deputy of the congress on that day.
  private static func checkSigner(_ command: MotionCommand, _ work: MotionWork) throws {
    switch command {
    case .sign(let person):
      guard person == work.request.actor.person else { throw ActionError.refused(.notYours) }
      try ProposalDirectory.checkDeputy(person, of: work.status.congress, in: work.tx)
    case .declineToSign(let person):
      guard person == work.request.actor.person else { throw ActionError.refused(.notYours) }
    case .note(_, _, let isPublic):
      guard !isPublic || MotionAccess.mayOpenNotes(of: work.facts, work.request.actor) else {
        throw ActionError.refused(.notYours)
      }
    default: break
    }
  }
}

/// 编号: the next number of the session, gap-free under two clerks at once.
package enum RegisterMotion {
  package static func run(_ id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment) async throws
    -> ProposalChanged<Motion>
  {
    let found = try await environment.database.read { tx in try MotionStore.motion(id, in: tx) }
    guard let found else { throw ActionError.notFound }
    let session = found.status.session
    let locks = session.map { [LockKey(.series, $0.raw)] } ?? []
    return try await MotionChange(environment).run(.register, on: id, request, locks: locks) { work in
      // Handed in to another session meanwhile: its series was not locked.
      guard work.status.session == session, let session else { throw ActionError.changedMeanwhile }
      // Asked before a number is taken, so that a refusal leaves no trace of it.
      if work.status.number != nil { throw ActionError.motion(.alreadyNumbered) }
      let value = try MatterStore.nextNumber(kind: "motion", scope: session.raw, year: 0, in: work.tx)
      try work.carryOut(.register(value: value))
    }
  }
}

/// 公开 or not any more, with the text that everybody reads.
package enum PublishMotion {
  package static let longest = 4000

  package static func run(
    _ publishes: Bool, text: String, on id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    if publishes {
      if text.isEmpty { throw ActionError.invalid([FieldProblem("text", .missing)]) }
      if text.count > longest {
        throw ActionError.invalid([FieldProblem("text", .tooLong(maximum: longest, actual: text.count))])
      }
    }
    return try await MotionChange(environment).run(.publish, on: id, request) { work in
      try work.carryOut(.publish(publishes), words: MotionWords(text: publishes ? text : nil))
      if publishes { work.motion.publicText = text }
    }
  }
}

/// 转为代表建议: the presidium decides; the suggestion is made in the same transaction, with the same people behind it, and
/// both know each other.
package enum TurnMotionIntoSuggestion {
  package static func run(
    on date: CivilDate, words: String, on id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    let found = try await environment.database.read { tx in try MotionStore.motion(id, in: tx) }
    guard let found else { throw ActionError.notFound }
    let settings = try await environment.rules.current(of: found.status.congress)
    let calendar = try await environment.rules.calendar()
    let change = MotionChange(environment, events: 3)
    let suggestion: ID<Suggestion> = environment.newID(at: change.now)
    defer { environment.suggestionTally.forget() }
    return try await change.run(.becomeSuggestion, on: id, request, locks: [LockKey(.suggestion, suggestion.raw)]) {
      work in
      try work.carryOut(.becomeSuggestion(suggestion, on: date), words: MotionWords(text: words))
      try make(suggestion, of: work, settings, calendar)
    }
  }

  private static func make(
    _ id: ID<Suggestion>, of work: MotionWork, _ settings: VersionedSettings, _ calendar: WorkingCalendar
  ) throws {
    let (old, today) = (work.status, work.now.date)
    // While the same session sits the secretariat takes it on, later the body for deputies' work.
    let sitting = try SessionStore.sitting(of: old.congress, on: today, in: work.tx)
    let period: SuggestionPeriod = sitting != nil && sitting?.id == old.session ? .inSession : .outOfSession
    let drafted = SuggestionEvent.Drafted(
      congress: old.congress, level: old.level, term: old.term, session: old.session, proposer: old.proposer,
      signed: old.signed, enteredBy: old.enteredBy, motion: work.motion.id)
    let submitted = SuggestionEvent.Submitted(
      session: old.session, period: period, receiver: .receiver(at: old.level, period),
      handOverDue: period == .inSession
        ? nil : settings.settings.suggestions.handOverWithin?.due(from: today, calendar))
    let words = words(of: work.motion.text)
    let request = ProposalRequest(actor: work.request.actor)
    let first = try SuggestionHistory.append(
      .drafted(drafted), words, to: id, after: .start, request, supply: work.supply, in: work.tx)
    let head = try SuggestionHistory.append(
      .submitted(submitted), SuggestionWords(), to: id, after: first, request, supply: work.supply, in: work.tx)
    var status = SuggestionStatus(drafted, on: today)
    status.apply(.submitted(submitted), on: today)
    let made = Suggestion(
      id: id, title: words.title ?? "", text: words.text ?? "", settings: settings.id, status: status, revision: 1)
    try SuggestionStore.insert(made, head: head, in: work.tx)
  }

  /// 关于……的议案 is called 关于……的建议 from then on; the three parts stay as they were written.
  static func words(of text: MotionText) -> SuggestionWords {
    let cause = text.cause
    let title = cause.hasSuffix("议案") ? cause.dropLast(2) + "建议" : Substring(cause)
    return SuggestionWords(
      title: String(title), text: "案由：\(cause)\n\n案据：\n\(text.grounds)\n\n方案：\n\(text.plan)")
  }
}
