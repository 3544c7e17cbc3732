/// Whose clocks a queue shows.
package enum SuggestionDesk: Sendable, Hashable {
  case receiver(ID<Congress>, [SuggestionReceiver])
  case unit(ID<HandlingUnit>)
  case person(ID<Person>)
  /// Everything that runs at a congress: director, committee, government.
  case congress(ID<Congress>)
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
