/// 次: one session of a congress, with a number of its own in the term.
package struct CongressSession: Sendable, Equatable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    case regular
    /// 临时召集, on the proposal of a fifth of the deputies or of those who convene (组织法 14).
    case extraordinary
  }

  package enum State: String, CaseIterable, Sendable, Codable {
    case planned, open, closed
    /// Never held; its number goes to the next one.
    case cancelled
  }

  package static let placeLength = 0...60
  package static let secretariatLength = 1...30
  /// In days; no session of a county or township lasts longer.
  package static let longest = 30

  package let id: ID<CongressSession>
  package let congress: ID<Congress>
  package let term: ID<CongressTerm>
  /// Counts from 1 within the term, without a gap, extraordinary ones included.
  package var number: Int
  package var kind: Kind
  package var beginsOn: CivilDate
  /// The last day, included.
  package var endsOn: CivilDate
  package var place: String
  /// What receives motions and suggestions while the congress sits, such as 大会秘书处.
  package var secretariat: String
  /// 议案截止时间, set by the presidium; nil while it has set none.
  package var motionsUntil: Instant?
  /// Until when a suggestion counts as one of the session; nil: until it closes.
  package var suggestionsUntil: Instant?
  package var state: State
  package var revision: Int

  package init(
    id: ID<CongressSession>, congress: ID<Congress>, term: ID<CongressTerm>, number: Int, kind: Kind,
    beginsOn: CivilDate, endsOn: CivilDate, place: String, secretariat: String, motionsUntil: Instant? = nil,
    suggestionsUntil: Instant? = nil, state: State = .planned, revision: Int = 1
  ) {
    self.id = id
    self.congress = congress
    self.term = term
    self.number = number
    self.kind = kind
    self.beginsOn = beginsOn
    self.endsOn = endsOn
    self.place = place
    self.secretariat = secretariat
    self.motionsUntil = motionsUntil
    self.suggestionsUntil = suggestionsUntil
    self.state = state
    self.revision = revision
  }

  package func covers(_ date: CivilDate) -> Bool { beginsOn <= date && date <= endsOn }

  /// Open on a day that belongs to it: what deputies put forward then is put forward in session.
  package func sits(on date: CivilDate) -> Bool { state == .open && covers(date) }
}
