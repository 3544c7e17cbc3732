package import Domain
import Store

/// 与代表沟通, with photos of the visit or the signed record of 面复.
package enum ContactDeputy {
  /// - Parameter facts: without files; the pictures become theirs.
  package static func run(
    _ facts: SuggestionEvent.Contacted, photos: [PhotoTicket] = [], words: String? = nil, on id: ID<Suggestion>,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.contact, on: id, part: facts.part, request) { work in
      let relations = SuggestionAccess.relations(of: request.actor, to: work.facts, part: facts.part)
      let isOfUnit = !relations.isDisjoint(with: [.unitRegistrar, .unitDrafter])
      // The work body steps in where the unit has not spoken with the deputy; afterwards that is the unit's.
      if relations.contains(.workBody), !isOfUnit, work.status.part(facts.part)?.isUnspoken != true {
        throw ActionError.refused(.notYours)
      }
      var facts = facts
      facts.isByWorkBody = relations.contains(.workBody) && !isOfUnit ? true : nil
      facts.files = try AttachSuggestionPhotos.run(photos, to: id, at: work.now, in: work.tx)
      try work.carryOut(.contact(facts), words: SuggestionWords(text: words))
    }
  }
}

/// 登记督办, with photos of what was seen.
package enum UrgeSuggestion {
  package static func run(
    _ form: UrgingForm, on date: CivilDate, photos: [PhotoTicket] = [], words: String, of id: ID<Suggestion>,
    _ request: ProposalRequest, in environment: AppEnvironment
  ) async throws -> ProposalChanged<Suggestion> {
    try await SuggestionChange(environment).run(.urge, on: id, request) { work in
      let files = try AttachSuggestionPhotos.run(photos, to: id, at: work.now, in: work.tx)
      try work.carryOut(.urge(form: form, on: date, files: files), words: SuggestionWords(text: words))
    }
  }
}
