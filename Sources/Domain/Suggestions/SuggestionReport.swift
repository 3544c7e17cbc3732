/// What a report on the handling of suggestions counts: those handed in on days from `from` through `through`, both
/// included, or all of a term (届).
package struct SuggestionReportScope: Sendable, Hashable {
  package let congress: ID<Congress>
  package let reach: SuggestionReach
  package let from: CivilDate
  package let through: CivilDate
  /// Set for a whole term, whose first and last day the others then are.
  package let term: ID<CongressTerm>?
  /// By which days for answering are over or not.
  package let today: CivilDate

  package init(
    congress: ID<Congress>, reach: SuggestionReach, from: CivilDate, through: CivilDate, term: ID<CongressTerm>? = nil,
    today: CivilDate
  ) {
    self.congress = congress
    self.reach = reach
    self.from = from
    self.through = through
    self.term = term
    self.today = today
  }
}

/// What somebody asks a report about.
package enum SuggestionReportPeriod: Sendable, Hashable {
  case days(from: CivilDate, through: CivilDate)
  case term(ID<CongressTerm>)
}

/// A number of the report. Each can be opened as a list with exactly that many rows.
package struct SuggestionFigure: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    // Counted in suggestions.
    case received
    case inSession = "in_session"
    case outOfSession = "out_of_session"
    case registered
    case handedOver = "handed_over"
    /// Every unit that has to has answered, in the present round.
    case answered
    /// Somebody has still to answer, and no day for that is over.
    case notDue = "not_due"
    /// The day on which one of the units had to answer is over.
    case overdue
    case rehandled
    case key
    case promisesOpen = "promises_open"
    case promisesKept = "promises_kept"
    case satisfied
    case basic
    case dissatisfied
    case awaiting
    /// Not returned in spite of a reminder.
    case unreturned
    case category
    case state
    // Counted in units' parts.
    case parts
    /// 独办、主办、分办: the unit answers itself.
    case partAnswering = "part_answering"
    case partHelping = "part_helping"
    case partAnswered = "part_answered"
    case partInTime = "part_in_time"
    case partRehandled = "part_rehandled"
    case partSatisfied = "part_satisfied"
    case partBasic = "part_basic"
    case partDissatisfied = "part_dissatisfied"
    case partUnreturned = "part_unreturned"
    case partClass = "part_class"

    package var isOfParts: Bool {
      switch self {
      case .parts, .partAnswering, .partHelping, .partAnswered, .partInTime, .partRehandled, .partSatisfied,
        .partBasic, .partDissatisfied, .partUnreturned, .partClass:
        true
      case .received, .inSession, .outOfSession, .registered, .handedOver, .answered, .notDue, .overdue, .rehandled,
        .key,
        .promisesOpen, .promisesKept, .satisfied, .basic, .dissatisfied, .awaiting, .unreturned, .category, .state:
        false
      }
    }
  }

  package let kind: Kind
  /// With the kind `category`; nil: not classified.
  package var category: ID<MatterCategory>?
  /// With the kind `state`.
  package var state: SuggestionState?
  /// With kinds of parts; nil: all units together.
  package var unit: ID<HandlingUnit>?
  /// With the kind `partClass`.
  package var resultClass: String?

  package init(
    _ kind: Kind, category: ID<MatterCategory>? = nil, state: SuggestionState? = nil, unit: ID<HandlingUnit>? = nil,
    resultClass: String? = nil
  ) {
    self.kind = kind
    self.category = category
    self.state = state
    self.unit = unit
    self.resultClass = resultClass
  }
}

/// A row of the list behind a figure.
package struct SuggestionReportRow: Sendable, Hashable {
  package let suggestion: ID<Suggestion>
  /// The unit's part; 0 in lists of whole suggestions.
  package let part: Int

  package init(suggestion: ID<Suggestion>, part: Int) {
    self.suggestion = suggestion
    self.part = part
  }
}

/// 满意率, with what it is made of.
package struct SuggestionShare: Sendable, Hashable {
  package let satisfied: Int
  package let rated: Int

  /// Below this many verdicts no rate is told: one deputy's word would move it too far.
  package static let minimumSample = 5

  package init(satisfied: Int, rated: Int) {
    self.satisfied = satisfied
    self.rated = rated
  }

  /// Tenths of a per cent, rounded; nil below the minimum sample.
  package var perMille: Int? {
    rated < Self.minimumSample ? nil : (satisfied * 2000 + rated) / (rated * 2)
  }
}

/// All numbers of a report. What is not in it is nought.
package struct SuggestionReport: Sendable, Equatable {
  package private(set) var counts: [SuggestionFigure: Int]

  package init(_ counts: [SuggestionFigure: Int] = [:]) { self.counts = counts.filter { $0.value > 0 } }

  package subscript(figure: SuggestionFigure) -> Int { counts[figure] ?? 0 }
  package subscript(kind: SuggestionFigure.Kind, unit: ID<HandlingUnit>? = nil) -> Int {
    self[SuggestionFigure(kind, unit: unit)]
  }

  /// Units that had a part, by their ids.
  package var units: [ID<HandlingUnit>] { Set(counts.keys.compactMap(\.unit)).sorted() }
  /// Codes of the results, as far as any was given.
  package var classes: Set<String> { Set(counts.keys.compactMap(\.resultClass)) }

  /// Of those that units have or had to answer, how many are answered in every part.
  package var answeredShare: SuggestionShare {
    SuggestionShare(satisfied: self[.answered], rated: self[.answered] + self[.notDue] + self[.overdue])
  }

  /// How content deputies were with a unit's answers; without a unit, with whole suggestions.
  ///
  /// - Parameters:
  ///   - countsBasic: 基本满意 counts as satisfied.
  ///   - excludesUnreturned: what was not returned in spite of a reminder is left out.
  package func share(of unit: ID<HandlingUnit>?, countsBasic: Bool, excludesUnreturned: Bool) -> SuggestionShare {
    let isWhole = unit == nil
    let content = self[isWhole ? .satisfied : .partSatisfied, unit]
    let basic = self[isWhole ? .basic : .partBasic, unit]
    let not = self[isWhole ? .dissatisfied : .partDissatisfied, unit]
    let unreturned = excludesUnreturned ? 0 : self[isWhole ? .unreturned : .partUnreturned, unit]
    return SuggestionShare(satisfied: content + (countsBasic ? basic : 0), rated: content + basic + not + unreturned)
  }
}
