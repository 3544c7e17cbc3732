/// What happens to the units' parts of a matter.
extension MatterEvent {
  /// Something that happened to one unit's part and needs no further fact.
  package struct OnPart: Sendable, Equatable, Codable { package var part: Int }

  package struct Appointed: Sendable, Equatable, Codable {
    package var part: Int
    package var drafter: ID<Person>
  }

  package struct ReturnAsked: Sendable, Equatable, Codable {
    package var part: Int
    package var reason: ReturnReason
    package var proposed: ID<HandlingUnit>?
    /// Refused before: the coordinator decides this time.
    package var isDisputed: Bool
  }

  package struct ReturnSettled: Sendable, Equatable, Codable {
    package var part: Int
    package var agreed: Bool
    /// The coordinator's word: it cannot be asked again.
    package var isFinal: Bool
    /// The unit that takes it on instead.
    package var next: Transfer?
  }

  /// The draft is the event's words.
  package struct ResultDrafted: Sendable, Equatable, Codable {
    package var part: Int
    package var outcome: MatterOutcome
    package var files: [ID<MatterFile>]
  }

  /// The signed text is the event's words.
  package struct ResultSigned: Sendable, Equatable, Codable {
    package var part: Int
    package var outcome: MatterOutcome
    package var inTime: Bool
    /// The lead has answered: the matter has its result, to be told by this date.
    package var replyDue: DueDate?
  }
}

extension MatterEvent {
  /// The unit's part that the event is about, where it is about one.
  package var part: Int? {
    switch self {
    case .recalled(let facts), .signedFor(let facts), .sentBack(let facts): facts.part
    case .appointed(let facts): facts.part
    case .returnAsked(let facts): facts.part
    case .returnSettled(let facts): facts.part
    case .resultDrafted(let facts): facts.part
    case .resultSigned(let facts): facts.part
    case .revealed(let facts): facts.part
    default: nil
    }
  }

  /// The hand-over in the event, where there is one.
  package var transfer: Transfer? {
    switch self {
    case .transferred(let transfer): transfer
    case .returnSettled(let settled): settled.next
    default: nil
    }
  }
}
