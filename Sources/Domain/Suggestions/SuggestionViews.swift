/// Whose clocks a queue shows.
package enum SuggestionDesk: Sendable, Hashable {
  case receiver(ID<Congress>, SuggestionReceiver)
  case unit(ID<HandlingUnit>)
  /// What of a unit's somebody was named to draft.
  case drafter(ID<HandlingUnit>, ID<Person>)
  case person(ID<Person>)
  /// Everything that runs at a congress, from the step on that they see: director, committee, government. A draft's
  /// invitations are not among it.
  case congress(ID<Congress>, SuggestionReach)
}

/// What a queue is made of.
package enum SuggestionQueue {
  /// A clock in a queue.
  package struct Line: Sendable, Hashable {
    package let suggestion: ID<Suggestion>
    package let position: Int
    package let kind: SuggestionClock.Kind
    package let part: Int
    /// Nil where no rule names a day.
    package let due: CivilDate?

    package init(
      suggestion: ID<Suggestion>, position: Int, kind: SuggestionClock.Kind, part: Int, due: CivilDate?
    ) {
      self.suggestion = suggestion
      self.position = position
      self.kind = kind
      self.part = part
      self.due = due
    }
  }

  /// A clock with what a queue says of its suggestion.
  package struct Item: Sendable {
    package let line: Line
    package let title: String
    package let state: SuggestionState
    package let number: SuggestionNumber?
    package let isKey: Bool
    package let proposer: String
    /// The proposer is not named to everybody (``SuggestionDesk/seesKeptProposers``).
    package let keepsProposer: Bool
    /// Whose part it is about.
    package let unit: String?

    package init(
      line: Line, title: String, state: SuggestionState, number: SuggestionNumber?, isKey: Bool, proposer: String,
      keepsProposer: Bool, unit: String?
    ) {
      self.line = line
      self.title = title
      self.state = state
      self.number = number
      self.isKey = isKey
      self.proposer = proposer
      self.keepsProposer = keepsProposer
      self.unit = unit
    }
  }

  /// Where the next page of a queue begins.
  package struct Cursor: Sendable, Hashable {
    package let due: CivilDate?
    package let suggestion: ID<Suggestion>
    package let position: Int

    package init(due: CivilDate?, suggestion: ID<Suggestion>, position: Int) {
      self.due = due
      self.suggestion = suggestion
      self.position = position
    }
  }
}

/// 答复函 as they were drafted and signed.
package struct ReplyLetter: Sendable, Equatable {
  package let part: Int
  package let round: Int
  package let resultClass: String
  package let text: LetterText
  package let signedOn: CivilDate?

  package init(part: Int, round: Int, resultClass: String, text: LetterText, signedOn: CivilDate?) {
    self.part = part
    self.round = round
    self.resultClass = resultClass
    self.text = text
    self.signedOn = signedOn
  }
}

/// The version of a suggestion and its answer for everybody.
package struct SuggestionPublication: Sendable, Equatable {
  package let suggestion: ID<Suggestion>
  package let congress: ID<Congress>
  package let session: ID<CongressSession>?
  package let number: SuggestionNumber?
  package let category: ID<MatterCategory>?
  /// Blank where the deputy asked that the name be kept back.
  package var proposer: String
  package var title: String
  package var text: String
  package var reply: String
  /// Only what it comes to, where the whole is too long or touches what is not public.
  package var isSummary: Bool
  /// Names of the units that answered.
  package var units: String
  package var resultClass: String
  package var answeredOn: CivilDate?
  package var overall: Satisfaction?
  package var isPublic: Bool
  package var publishedAt: Instant

  package init(
    suggestion: ID<Suggestion>, congress: ID<Congress>, session: ID<CongressSession>?, number: SuggestionNumber?,
    category: ID<MatterCategory>?, proposer: String, title: String, text: String, reply: String, isSummary: Bool,
    units: String, resultClass: String, answeredOn: CivilDate?, overall: Satisfaction?, isPublic: Bool,
    publishedAt: Instant
  ) {
    self.suggestion = suggestion
    self.congress = congress
    self.session = session
    self.number = number
    self.category = category
    self.proposer = proposer
    self.title = title
    self.text = text
    self.reply = reply
    self.isSummary = isSummary
    self.units = units
    self.resultClass = resultClass
    self.answeredOn = answeredOn
    self.overall = overall
    self.isPublic = isPublic
    self.publishedAt = publishedAt
  }
}

/// What somebody looks for among published suggestions.
package struct SuggestionSearch: Sendable, Equatable {
  package var words = ""
  package var number: Int?
  package var session: ID<CongressSession>?
  package var category: ID<MatterCategory>?
  package var unit: ID<HandlingUnit>?
  package var resultClass = ""

  package init() {}

  /// Nothing but all of them.
  package var isOpen: Bool { self == SuggestionSearch() }
}
