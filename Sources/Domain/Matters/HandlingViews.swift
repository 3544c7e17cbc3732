/// A part in a unit's list.
package struct HandlingLine: Sendable, Equatable {
  package let matter: ID<Matter>
  package let part: Int
  package let receipt: String
  package let title: String
  package let category: String?
  package let unit: String
  package let isLead: Bool
  package let state: HandlingState
  package let sentOn: CivilDate
  package let due: CivilDate
  package let answeredOn: CivilDate?
  package let inTime: Bool?
  package let urgency: MatterUrgency

  package init(
    matter: ID<Matter>, part: Int, receipt: String, title: String, category: String?, unit: String, isLead: Bool,
    state: HandlingState, sentOn: CivilDate, due: CivilDate, answeredOn: CivilDate?, inTime: Bool?,
    urgency: MatterUrgency
  ) {
    self.matter = matter
    self.part = part
    self.receipt = receipt
    self.title = title
    self.category = category
    self.unit = unit
    self.isLead = isLead
    self.state = state
    self.sentOn = sentOn
    self.due = due
    self.answeredOn = answeredOn
    self.inTime = inTime
    self.urgency = urgency
  }

  package func titled(_ title: String) -> HandlingLine {
    HandlingLine(
      matter: matter, part: part, receipt: receipt, title: title, category: category, unit: unit, isLead: isLead,
      state: state, sentOn: sentOn, due: due, answeredOn: answeredOn, inTime: inTime, urgency: urgency)
  }
}

/// A place in a list of parts: one matter can have several with the same date.
package struct PartCursor: Sendable, Equatable {
  package let matter: ListCursor
  package let part: Int

  package init(_ line: HandlingLine) {
    matter = ListCursor(sort: (line.answeredOn ?? line.due).description, id: line.matter.raw)
    part = line.part
  }

  /// `2026-11-20.12345.1`; nil for anything else.
  package init?(text: String) {
    guard let dot = text.lastIndex(of: "."), let part = Int(text[text.index(after: dot)...]), part > 0,
      let matter = ListCursor(text: String(text[..<dot]))
    else { return nil }
    self.matter = matter
    self.part = part
  }

  package var text: String { "\(matter.text).\(part)" }
}

/// A tab of the units' workbench.
package enum HandlingTab: String, CaseIterable, Sendable {
  case toSignFor = "to-sign-for"
  case handling
  case toSign = "to-sign"
  case returning
  case answered

  package var states: [HandlingState] {
    switch self {
    case .toSignFor: [.sent]
    case .handling: [.signedFor]
    case .toSign: [.drafted]
    case .returning: [.returnAsked, .disputed]
    case .answered: [.answered]
    }
  }

  package init?(_ state: HandlingState) {
    guard let tab = Self.allCases.first(where: { $0.states.contains(state) }) else { return nil }
    self = tab
  }
}

/// Whose parts a list shows; permission gives it (``MatterAccess/partScope(for:)``).
package struct PartScope: Sendable, Equatable {
  package let person: ID<Person>
  /// Units of which he sees every part.
  package let units: [ID<HandlingUnit>]
  /// Units in which he sees what was given to him.
  package let drafting: [ID<HandlingUnit>]
  /// Congresses whose disputes he settles.
  package let disputes: [ID<Congress>]

  package var isEmpty: Bool { units.isEmpty && drafting.isEmpty && disputes.isEmpty }
}

extension MatterAccess {
  /// Whose parts an actor's list shows: the same rule as ``sees(part:of:_:)`` on the units' side.
  package static func partScope(for actor: Actor) -> PartScope? {
    guard let person = actor.signedIn else { return nil }
    let units = person.posts.filter { $0.role == .unitRegistrar || $0.role == .unitHead }.compactMap(\.unit)
    let drafting = person.posts.filter { $0.role == .unitDrafter }.compactMap(\.unit)
    let scope = PartScope(
      person: person.person, units: Set(units).sorted(), drafting: Set(drafting).subtracting(units).sorted(),
      disputes: Set(person.posts.filter { $0.role == .coordinator }.map(\.congress)).sorted())
    return scope.isEmpty ? nil : scope
  }
}
