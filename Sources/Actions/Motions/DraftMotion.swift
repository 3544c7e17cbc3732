import DatabaseKit
package import Domain
import Store

/// 起草议案.
package enum DraftMotion {
  /// Begins a draft for a deputy of a congress that is run here.
  ///
  /// - Parameters:
  ///   - deputy: who leads; the head where a delegation puts it forward.
  ///   - delegation: the delegation that puts it forward, where its congress's rules have that.
  package static func run(
    _ text: MotionText, for deputy: ID<Person>, of congress: ID<Congress>, delegation: ID<Delegation>? = nil,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let problems = problems(of: text)
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    if delegation != nil, !(try await environment.rules.current(of: congress).settings.motions.delegationsPropose) {
      throw ActionError.motion(.delegationsDoNotPropose)
    }
    let change = MotionChange(environment)
    let id: ID<Motion> = environment.newID(at: change.now)
    let locks = request.key.map { [$0.lock] } ?? []
    return try await environment.database.write(locking: locks) { tx in
      if let earlier = try Once.earlier(request.key, in: tx) { return try ProposalChanged(result: earlier) }
      let drafted = try begin(deputy, congress, delegation, request, on: change.now.date, in: tx)
      let head = try MotionHistory.append(
        .drafted(drafted), MotionWords(motion: text), to: id, after: .start, request, supply: change.supply, in: tx)
      let motion = Motion(id: id, text: text, status: MotionStatus(drafted, on: change.now.date), revision: 1)
      try MotionStore.insert(motion, head: head, in: tx)
      let result = ProposalChanged(id: id, revision: 1)
      try Once.remember(request.key, result.text, at: change.now, in: tx)
      return result
    }
  }

  private static func begin(
    _ deputy: ID<Person>, _ congress: ID<Congress>, _ delegation: ID<Delegation>?, _ request: ProposalRequest,
    on date: CivilDate, in tx: any ReadTransaction
  ) throws -> MotionEvent.Drafted {
    guard let record = try CongressStore.congress(congress, in: tx), record.isRunHere else {
      throw ActionError.notFound
    }
    let venues = try VenueStore.placements(of: deputy, in: tx).map(\.venue)
    guard MotionAccess.mayDraft(for: deputy, at: congress, venues: venues, by: request.actor) else {
      throw ActionError.refused(.notYours)
    }
    guard let mandate = try PersonStore.activeMandate(of: deputy, at: congress, in: tx) else {
      throw ActionError.invalid([FieldProblem("deputy", .notFound)])
    }
    if let delegation {
      guard try SessionStore.delegationHead(of: delegation, on: date, in: tx)?.person == deputy else {
        throw ActionError.invalid([FieldProblem("delegation", .notFound)])
      }
    }
    return MotionEvent.Drafted(
      congress: congress, level: record.level,
      // Whoever is elected again keeps the mandate of his first term.
      term: try CongressStore.term(of: congress, on: date, in: tx) ?? mandate.term,
      proposer: SuggestionProposer(person: deputy, mandate: mandate.id, delegation: delegation),
      enteredBy: request.actor.person == deputy ? nil : request.actor.person)
  }

  /// A draft needs its 案由; the other parts before it is handed in.
  static func problems(of text: MotionText) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    if text.cause.isEmpty { problems.append(FieldProblem("cause", .missing)) }
    let limits = [
      ("cause", text.cause, MotionText.longestCause), ("grounds", text.grounds, MotionText.longestPart),
      ("plan", text.plan, MotionText.longestPart),
    ]
    for (field, words, longest) in limits where words.count > longest {
      problems.append(FieldProblem(field, .tooLong(maximum: longest, actual: words.count)))
    }
    return problems
  }
}

/// Changes a draft; whoever has signed is asked again when the words are others.
package enum ReviseMotion {
  package static func run(
    _ text: MotionText, on id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    let problems = DraftMotion.problems(of: text)
    if !problems.isEmpty { throw ActionError.invalid(problems) }
    return try await MotionChange(environment).run(.revise, on: id, request) { work in
      // Saved once more as it was: nobody who has signed is asked again.
      if work.motion.text == text { return }
      try work.carryOut(.revise(asksAgain: true), words: MotionWords(motion: text))
      work.motion.text = text
    }
  }
}

/// 邀请联名.
package enum InviteToMotion {
  package static func run(
    _ people: [ID<Person>], on id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Motion> {
    try await MotionChange(environment).run(.invite, on: id, request) { work in
      try work.carryOut(.invite(try ProposalDirectory.signers(people, of: work.status.congress, in: work.tx)))
    }
  }
}

/// 提交: while the congress sits, in time, with enough deputies behind it.
package enum SubmitMotion {
  package static func run(_ id: ID<Motion>, _ request: ProposalRequest, in environment: AppEnvironment) async throws
    -> ProposalChanged<Motion>
  {
    try await MotionChange(environment).run(.submit, on: id, request) { work in
      let (status, today) = (work.status, work.now.date)
      let signers = [(status.proposer.person, status.proposer.mandate)] + status.signed.map { ($0.person, $0.mandate) }
      let active = try MotionStore.active(signers.map { $0.1 }, in: work.tx)
      let members = try status.proposer.delegation.map { delegation in
        Set(
          try SessionStore.delegationMembers(of: status.congress, on: today, in: work.tx).filter {
            $0.delegation == delegation
          }.map(\.person))
      }
      try work.carryOut(
        .submit(
          .init(
            session: try SessionStore.sitting(of: status.congress, on: today, in: work.tx),
            lapsed: Set(signers.filter { !active.contains($0.1) }.map { $0.0 }), thinPart: work.motion.text.thinPart,
            delegation: members)),
        words: MotionWords(motion: work.motion.text))
    }
  }
}
