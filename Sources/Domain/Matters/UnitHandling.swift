/// How far a unit's part in a matter has come.
package enum HandlingState: String, CaseIterable, Sendable, Codable {
  /// 待签收: handed over, nobody of the unit has signed for it.
  case sent
  /// 办理中: signed for.
  case signedFor = "signed_for"
  /// 申请退回: the unit says that it is not its business; whoever handed it over decides.
  case returnAsked = "return_asked"
  /// 退回有争议: refused once and asked again; the coordinator decides.
  case disputed
  /// 待签批: the result is drafted and waits for the unit's head.
  case drafted
  /// 已办结: the head has signed, the result is with whoever handed it over.
  case answered
  /// 已退回.
  case returned
  /// 已撤回转办.
  case recalled

  /// The unit still owes something.
  package var isOpen: Bool {
    switch self {
    case .sent, .signedFor, .returnAsked, .disputed, .drafted: true
    case .answered, .returned, .recalled: false
    }
  }
}

/// Whether a unit learns who the sender is. It does not, unless he agreed or the clerk gave a reason (个人信息保护法 6, 23).
package enum ContactSharing: String, CaseIterable, Sendable, Codable {
  case none
  /// 群众同意.
  case agreed
  /// 因办理需要, with a reason that stays in the history.
  case needed
}

/// Why a unit gives a matter back.
package enum ReturnReason: String, CaseIterable, Sendable, Codable {
  /// 不属于本单位职责.
  case notOurs = "not_ours"
  /// 应当由其他单位主办.
  case otherLeads = "other_leads"
  /// 交办内容不清.
  case unclear
}

/// One unit's part in a matter (转办): what it owes, by when, and how far it has come. A value inside the matter's status,
/// rebuilt from the matter's own history.
package struct UnitHandling: Sendable, Equatable, Codable {
  /// Its number within the matter, from 1: never used again.
  package let part: Int
  package private(set) var unit: ID<HandlingUnit>
  /// The round of the matter in which it was handed over.
  package let round: Int
  /// 主办: collects what the others say and answers last. Exactly one of the open parts leads.
  package let isLead: Bool
  package let sentOn: CivilDate
  /// The last day for the result.
  package let resultDue: CivilDate
  /// The last day on which the unit may ask to give it back, counted from the hand-over, signed for or not.
  package let returnDue: DueDate
  package let sharing: ContactSharing
  package var state: HandlingState
  package var signedOn: CivilDate?
  /// 承办人: who drafts the result.
  package var drafter: ID<Person>?
  /// How often the unit was told to keep it.
  package var refusals: Int
  /// How often a result was drafted: whoever signs has seen one of them.
  package var drafts: Int
  package var outcome: MatterOutcome?
  package var answeredOn: CivilDate?
  package var inTime: Bool?

  package init(
    part: Int, unit: ID<HandlingUnit>, round: Int, isLead: Bool, sentOn: CivilDate, resultDue: CivilDate,
    returnDue: DueDate, sharing: ContactSharing
  ) {
    self.part = part
    self.unit = unit
    self.round = round
    self.isLead = isLead
    self.sentOn = sentOn
    self.resultDue = resultDue
    self.returnDue = returnDue
    self.sharing = sharing
    state = .sent
    signedOn = nil
    drafter = nil
    refusals = 0
    drafts = 0
    outcome = nil
    answeredOn = nil
    inTime = nil
  }

  /// Another unit takes it over: it signs for it and names who drafts, by the day that was promised.
  mutating func pass(to other: ID<HandlingUnit>) {
    unit = other
    drafter = nil
    if state == .signedFor || state == .drafted {
      state = .sent
      signedOn = nil
    }
  }

  /// After so many refusals the unit keeps it: the first by whoever handed it over, the second by the coordinator.
  static let mostRefusals = 2

  /// The state that a refused return goes back to.
  var stateKept: HandlingState { signedOn == nil ? .sent : .signedFor }
}

extension MatterStatus {
  package func handling(_ part: Int) -> UnitHandling? { handlings.first { $0.part == part } }

  package var openHandlings: [UnitHandling] { handlings.filter { $0.state.isOpen } }

  /// The unit whose result the matter waits for.
  package var lead: UnitHandling? { handlings.last { $0.isLead && $0.state.isOpen } }

  mutating func update(_ part: Int, _ change: (inout UnitHandling) -> Void) {
    guard let index = handlings.firstIndex(where: { $0.part == part }) else { return }
    change(&handlings[index])
  }

  /// The reply date follows the units' in this round, and not a count of working days from its beginning.
  package var followsUnits: Bool { state != .dissatisfied && handlings.contains { $0.round == round } }

  /// Whatever is still open comes back: the matter ended or is kept from everybody.
  mutating func recallOpenHandlings() {
    for index in handlings.indices where handlings[index].state.isOpen { handlings[index].state = .recalled }
  }
}

/// To whom parts go when a matter is handed over.
package struct TransferTarget: Sendable, Equatable, Codable {
  package let unit: ID<HandlingUnit>
  package let isLead: Bool

  package init(unit: ID<HandlingUnit>, isLead: Bool) {
    self.unit = unit
    self.isLead = isLead
  }
}

/// A hand-over to one or several units, with the dates that were promised.
package struct Transfer: Sendable, Equatable, Codable {
  package let parts: [UnitHandling]
  /// Until when the sender is answered: the units' date and the days for passing their result on.
  package let replyDue: DueDate
  /// Why the unit learns the contact without the sender's word.
  package let sharingReason: String?
}
