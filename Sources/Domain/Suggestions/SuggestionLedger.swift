/// Whose promises somebody looks through: a congress's, or those of his own units.
package enum SuggestionLedgerDesk: Sendable, Hashable {
  case congress(ID<Congress>)
  case units([ID<HandlingUnit>])
}

/// 承诺事项台账, narrowed.
package struct SuggestionLedgerFilter: Sendable, Equatable {
  /// In which the suggestion was handed in.
  package var year: Int?
  package var unit: ID<HandlingUnit>?
  package var state: SuggestionPromiseState?
  /// Open, and its day is over.
  package var isLate = false

  package init() {}
}

/// A line's place in the ledger: by the day on which the promise was to be kept.
package struct SuggestionLedgerRow: Sendable, Hashable {
  package let suggestion: ID<Suggestion>
  package let number: Int
  package let due: CivilDate

  package init(suggestion: ID<Suggestion>, number: Int, due: CivilDate) {
    self.suggestion = suggestion
    self.number = number
    self.due = due
  }
}

/// 再次答复函 about a promise that was kept.
package struct PromiseLetter: Sendable, Equatable {
  package let promise: Int
  /// The how manieth time it was kept.
  package let round: Int
  package let text: LetterText
  package let signedOn: CivilDate?

  /// Within the suggestion: the promise's own number, of later rounds with so many thousands.
  package var key: Int { Self.key(promise, round) }
  package static func key(_ promise: Int, _ round: Int) -> Int { promise + (round - 1) * span }
  /// No suggestion has as many promises.
  package static let span = 1000

  package init(promise: Int, round: Int = 1, text: LetterText, signedOn: CivilDate?) {
    self.promise = promise
    self.round = round
    self.text = text
    self.signedOn = signedOn
  }
}

/// Whose part of 交办清单 somebody gets, and whether with what is still to be handed over.
package struct HandOverListDesk: Sendable, Hashable {
  package let congress: ID<Congress>
  /// Nil: all units.
  package let units: [ID<HandlingUnit>]?
  package let reach: SuggestionReach

  package init(congress: ID<Congress>, units: [ID<HandlingUnit>]?, reach: SuggestionReach) {
    self.congress = congress
    self.units = units
    self.reach = reach
  }
}
