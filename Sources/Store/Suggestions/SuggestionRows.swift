import DatabaseKit
package import Domain

/// What the rows repeat of a suggestion's status, as values: one place writes them, and `verify` compares them with what a
/// history gives.
package struct SuggestionRows: Sendable, Equatable {
  package let columns: SuggestionColumns
  package let parts: [SuggestionPartRow]
  package let clocks: [SuggestionClockRow]
  package let people: [SuggestionStanding]
  package let matters: Set<ID<Matter>>
  package let promises: [SuggestionPromiseRow]

  package init(of status: SuggestionStatus) {
    columns = SuggestionColumns(status)
    parts = status.parts.map { SuggestionPartRow($0, of: status) }
    clocks = status.clocks.enumerated().map { SuggestionClockRow($1, at: $0, of: status) }
    people = SuggestionStanding.all(status)
    matters = Set(status.matters)
    promises = SuggestionPromiseRow.all(status)
  }

  init(
    columns: SuggestionColumns, parts: [SuggestionPartRow], clocks: [SuggestionClockRow], people: [SuggestionStanding],
    matters: Set<ID<Matter>>, promises: [SuggestionPromiseRow]
  ) {
    self.columns = columns
    self.parts = parts
    self.clocks = clocks
    self.people = people
    self.matters = matters
    self.promises = promises
  }
}

/// The columns by which lists and tables sort and count.
package struct SuggestionColumns: Sendable, Equatable {
  let congress: ID<Congress>
  let term: ID<CongressTerm>?
  let session: ID<CongressSession>?
  let period: SuggestionPeriod
  let receiver: SuggestionReceiver
  let state: SuggestionState
  let proposer: ID<Person>
  let delegation: ID<Delegation>?
  let category: ID<MatterCategory>?
  let number: Int?
  let year: Int?
  let submittedOn: CivilDate?
  let handedOverOn: CivilDate?
  let closedOn: CivilDate?
  let handling: HandlingKind?
  let overall: Satisfaction?
  let wasRehandled: Bool
  let isKey: Bool
  let keepsProposer: Bool
  let openPromises: Int
  let publication: SuggestionStatus.Publication
  let mergedInto: ID<Suggestion>?

  init(_ status: SuggestionStatus) {
    congress = status.congress
    term = status.term
    session = status.session
    period = status.period
    receiver = status.receiver
    state = status.state
    proposer = status.proposer.person
    delegation = status.proposer.delegation
    category = status.category
    number = status.number?.value
    year = status.submittedOn?.year
    submittedOn = status.submittedOn
    handedOverOn = status.handedOverOn
    closedOn = status.closedOn
    handling = status.handling
    overall = status.overall
    wasRehandled = status.wasRehandled
    isKey = status.key != nil
    keepsProposer = status.keepsProposer
    openPromises = status.openPromises.count
    publication = status.publication
    mergedInto = status.mergedInto
  }

  init(_ row: Row) throws {
    congress = try row("congress_id")
    term = try row("term_id")
    session = try row("session_id")
    period = try row.word("period")
    receiver = try row.word("receiver")
    state = try row.word("state")
    proposer = try row("proposer_id")
    delegation = try row("delegation_id")
    category = try row("category_id")
    number = try row("number")
    year = try row("year")
    submittedOn = try row("submitted_on")
    handedOverOn = try row("handed_over_on")
    closedOn = try row("closed_on")
    handling = try row.optionalWord("handling")
    overall = try row.optionalWord("overall")
    wasRehandled = try row("was_rehandled")
    isKey = try row("is_key")
    keepsProposer = try row("keeps_proposer")
    openPromises = try row("open_promises")
    publication = try row.word("publication")
    mergedInto = try row("merged_into_id")
  }

  var values: [(name: SQL, value: SQL)] {
    [
      ("congress_id", "\(bind: congress)"), ("term_id", "\(bind: term)"), ("session_id", "\(bind: session)"),
      ("period", "\(bind: period)"), ("receiver", "\(bind: receiver)"), ("state", "\(bind: state)"),
      ("proposer_id", "\(bind: proposer)"), ("delegation_id", "\(bind: delegation)"),
      ("category_id", "\(bind: category)"), ("number", "\(bind: number)"), ("year", "\(bind: year)"),
      ("submitted_on", "\(bind: submittedOn)"), ("handed_over_on", "\(bind: handedOverOn)"),
      ("closed_on", "\(bind: closedOn)"), ("handling", "\(bind: handling)"), ("overall", "\(bind: overall)"),
      ("was_rehandled", "\(bind: wasRehandled)"), ("is_key", "\(bind: isKey)"),
      ("keeps_proposer", "\(bind: keepsProposer)"), ("open_promises", "\(bind: openPromises)"),
      ("publication", "\(bind: publication)"), ("merged_into_id", "\(bind: mergedInto)"),
    ]
  }
}

/// A unit's part, for the units' lists and tables.
package struct SuggestionPartRow: Sendable, Equatable {
  let part: Int
  let congress: ID<Congress>
  let unit: ID<HandlingUnit>
  let role: SuggestionRole
  let state: SuggestionPartState
  let handedOverOn: CivilDate
  let replyDue: CivilDate
  let isExtended: Bool
  let drafter: ID<Person>?
  let round: Int
  let resultClass: String?
  let answeredOn: CivilDate?
  let inTime: Bool?
  let verdict: SuggestionPart.Verdict
  let overall: Satisfaction?

  init(_ part: SuggestionPart, of status: SuggestionStatus) {
    self.part = part.number
    congress = status.congress
    unit = part.unit
    role = part.role
    state = part.state
    handedOverOn = part.handedOverOn
    replyDue = part.replyDue
    isExtended = part.isExtended
    drafter = part.drafter
    round = part.round
    resultClass = part.resultClass
    answeredOn = part.answeredOn
    inTime = part.answeredInTime
    verdict = part.verdict
    overall = status.overall(of: part)
  }

  init(_ row: Row) throws {
    part = try row("part")
    congress = try row("congress_id")
    unit = try row("unit_id")
    role = try row.word("role")
    state = try row.word("state")
    handedOverOn = try row("handed_over_on")
    replyDue = try row("reply_due_on")
    isExtended = try row("is_extended")
    drafter = try row("drafter_id")
    round = try row("round")
    resultClass = try row("result_class")
    answeredOn = try row("answered_on")
    inTime = try row("in_time")
    verdict = try row.word("verdict")
    overall = try row.optionalWord("overall")
  }
}

/// A clock in a queue.
package struct SuggestionClockRow: Sendable, Equatable {
  let position: Int
  let part: Int
  let kind: SuggestionClock.Kind
  let congress: ID<Congress>
  var desk: SuggestionReceiver?
  var unit: ID<HandlingUnit>?
  var person: ID<Person>?
  let due: String

  init(_ clock: SuggestionClock, at position: Int, of status: SuggestionStatus) {
    self.position = position
    part = clock.part
    kind = clock.kind
    congress = status.congress
    due = clock.due?.description ?? SuggestionStore.never
    switch clock.debtor {
    case .receiver(let receiver): desk = receiver
    case .unit(let id): unit = id
    case .person(let id): person = id
    }
  }

  init(_ row: Row) throws {
    position = try row("position")
    part = try row("part")
    kind = try row.word("kind")
    congress = try row("congress_id")
    desk = try row.optionalWord("desk")
    unit = try row("unit_id")
    person = try row("person_id")
    due = try row("due_on")
  }
}

/// Somebody who stands behind a suggestion, was asked to, or typed it.
package struct SuggestionStanding: Sendable, Hashable {
  let person: ID<Person>
  let role: String

  init(person: ID<Person>, role: String) {
    self.person = person
    self.role = role
  }

  init(_ row: Row) throws { self.init(person: try row("person_id"), role: try row("role")) }

  /// Each once, in the order in which they came.
  static func all(_ status: SuggestionStatus) -> [SuggestionStanding] {
    var result = [SuggestionStanding(person: status.proposer.person, role: "lead")]
    result += status.coSigners.map { SuggestionStanding(person: $0.person, role: $0.answer.rawValue) }
    if let enterer = status.enteredBy { result.append(SuggestionStanding(person: enterer, role: "enterer")) }
    for other in status.merged {
      result.append(SuggestionStanding(person: other.proposer.person, role: "merged"))
      result += other.signers.filter { $0.answer == .signed }.map {
        SuggestionStanding(person: $0.person, role: "merged")
      }
    }
    var seen: Set<SuggestionStanding> = []
    return result.filter { seen.insert($0).inserted }
  }
}
