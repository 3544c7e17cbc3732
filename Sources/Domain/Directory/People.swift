/// A human being, once, whatever offices and mandates he or she holds. No split into family and given name.
package struct Person: Sendable, Equatable {
  package let id: ID<Person>
  package var name: String
  package var residence: ID<Region>?
  package var workplace: String
  package var occupation: String
  package var expertise: [String]
  package var introduction: String

  package init(
    id: ID<Person>, name: String, residence: ID<Region>? = nil, workplace: String = "", occupation: String = "",
    expertise: [String] = [], introduction: String = ""
  ) {
    self.id = id
    self.name = name
    self.residence = residence
    self.workplace = workplace
    self.occupation = occupation
    self.expertise = expertise
    self.introduction = introduction
  }
}

package enum MandateState: String, CaseIterable, Sendable, Codable { case active, suspended, ended }

/// Why a mandate stands still or has ended (代表法 61, 62).
package enum MandateReason: String, CaseIterable, Sendable, Codable {
  case detained
  case serving
  case movedAway = "moved_away"
  case resigned
  case absentTwice = "absent_twice"
  case recalled
  case lostNationality = "lost_nationality"
  case lostRights = "lost_rights"
  case lostCapacity = "lost_capacity"
  case died
  case termEnded = "term_ended"
  /// There never was such a mandate: it came with a roster that was taken back.
  case enteredInError = "entered_in_error"

  /// The reasons that go with a state.
  package static func allowed(for state: MandateState) -> [MandateReason] {
    switch state {
    case .active: []
    case .suspended: [.detained, .serving]
    case .ended:
      [
        .movedAway, .resigned, .absentTwice, .recalled, .lostNationality, .lostRights, .lostCapacity, .died, .termEnded,
        .enteredInError,
      ]
    }
  }
}

/// 代表资格: one elected membership. A person may hold several, at several levels (选举法 48).
package struct Mandate: Sendable, Equatable {
  package let id: ID<Mandate>
  package let person: ID<Person>
  package let congress: ID<Congress>
  package let term: ID<CongressTerm>?
  /// Direct election names a constituency, indirect election an electing unit; never both.
  package let constituency: ID<Constituency>?
  package let electingUnit: ID<ElectingUnit>?
  /// Where a deputy of a congress that is not run here serves (驻).
  package var stationed: ID<Region>?
  package var state: MandateState
  package var reason: MandateReason?
  package let beganOn: CivilDate
  package var changedOn: CivilDate?

  package init(
    id: ID<Mandate>, person: ID<Person>, congress: ID<Congress>, term: ID<CongressTerm>?,
    constituency: ID<Constituency>?, electingUnit: ID<ElectingUnit>?, stationed: ID<Region>?, state: MandateState,
    reason: MandateReason? = nil, beganOn: CivilDate, changedOn: CivilDate? = nil
  ) {
    self.id = id
    self.person = person
    self.congress = congress
    self.term = term
    self.constituency = constituency
    self.electingUnit = electingUnit
    self.stationed = stationed
    self.state = state
    self.reason = reason
    self.beganOn = beganOn
    self.changedOn = changedOn
  }
}

package enum GroupKind: String, CaseIterable, Sendable, Codable { case territorial, expertise, working, guidance }

/// 代表小组, by area or by field, or a guidance team.
package struct DeputyGroup: Sendable, Equatable {
  package let id: ID<DeputyGroup>
  package let congress: ID<Congress>
  package let kind: GroupKind
  package var name: String
  package var validFrom: CivilDate?
  package var validTo: CivilDate?

  package init(
    id: ID<DeputyGroup>, congress: ID<Congress>, kind: GroupKind, name: String, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil
  ) {
    self.id = id
    self.congress = congress
    self.kind = kind
    self.name = name
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// A private contact field of a person and whether he or she agreed to its being public, field by field.
package enum ContactField: String, CaseIterable, Sendable, Codable { case mobile, telephone, email, wechat, address }
