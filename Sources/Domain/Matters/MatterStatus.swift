/// Who owes the next step inside the answering venue.
package enum MatterOwner: Sendable, Equatable, Hashable {
  /// The liaison arranges.
  case venue
  case deputy(ID<Mandate>, ID<Person>)
  case group(ID<DeputyGroup>)
  /// The clerk of the congress above (sealed matters, and those sent past the station).
  case desk

  /// A deputy or a group that does not accept in time loses the matter to the station.
  package var mayLapse: Bool {
    switch self {
    case .deputy, .group: true
    case .venue, .desk: false
    }
  }

  /// The same people, whichever of a deputy's mandates is meant.
  package func isSame(as other: MatterOwner) -> Bool {
    if case .deputy(_, let mine) = self, case .deputy(_, let theirs) = other { return mine == theirs }
    return self == other
  }
}

/// What feedback the third gate (有反馈) rests on.
package struct MatterFeedback: Sendable, Equatable, Codable {
  package enum Source: String, Sendable, Codable, CaseIterable {
    /// The sender rated through his receipt.
    case sender
    /// Staff asked and entered it.
    case staff
    /// Nobody answered; the attempt is documented.
    case attempt
  }

  package let source: Source
  package let attitude: Satisfaction?
  package let result: Satisfaction?
  package let at: Instant
  /// A rating that came from a device on which a member of staff is signed in.
  package let isFlagged: Bool

  package init(source: Source, attitude: Satisfaction?, result: Satisfaction?, at: Instant, isFlagged: Bool = false) {
    self.source = source
    self.attitude = attitude
    self.result = result
    self.at = at
    self.isFlagged = isFlagged
  }

  /// The worse of the two; nil when nothing was rated.
  package var overall: Satisfaction? {
    guard let attitude, let result else { return result ?? attitude }
    return max(attitude, result)
  }
}

/// How far the redacted version has come.
package enum PublicationState: String, Sendable, Codable, CaseIterable {
  case none, redacted, published
}

/// All that the workflow needs to know of a matter: a plain value, rebuilt from its events, cached in its row.
package struct MatterStatus: Sendable, Equatable {
  package var state: MatterState
  /// Where a supplement returns to.
  package var resume: MatterState?
  /// 1 for the first handling, one more for each re-handling.
  package var round: Int
  package var channel: MatterChannel
  /// The deputy who raised it himself, or carried it for a resident: others handle it.
  package var raiser: ID<Person>?
  /// The campaign that it was brought in.
  package var campaign: CampaignMark?
  package var congress: ID<Congress>
  /// Nil while the matter lies at the desk of the congress above.
  package var venue: ID<Venue>?
  package var owner: MatterOwner
  /// The owner of the round that the sender was dissatisfied with.
  package var previousOwner: MatterOwner?
  /// The units that it was handed to, in the order of their numbers.
  package var handlings: [UnitHandling]
  package var grade: MatterGrade?
  package var urgency: MatterUrgency
  package var visibility: MatterVisibility
  package var receivedAt: Instant
  /// The day the matter counts as received: the next working day when it came after hours.
  package var countsFrom: CivilDate
  /// The day after which the running reply clock counts: `countsFrom`, or the day of the dissatisfied rating.
  package var roundFrom: CivilDate
  /// The day after which the accept clock counts: `countsFrom`, or the day it was handed to another venue.
  package var acceptFrom: CivilDate
  package var pauses: [Pause]
  package var acceptDue: DueDate
  package var replyDue: DueDate
  package var divertDue: CivilDate
  package var feedbackDue: DueDate?
  /// From the day after this date the matter may be closed without a rating.
  package var closableAfter: DueDate?
  package var acceptedAt: Instant?
  package var outcome: MatterOutcome?
  package var resultAt: Instant?
  package var firstReplyAt: Instant?
  package var firstReplyInTime: Bool?
  package var lastReplyAt: Instant?
  /// The day of the last answer: the day it was told when that was by word of mouth.
  package var lastReplyOn: CivilDate?
  /// The last reply was entered by staff on the deputy's word.
  package var replyEntered: Bool
  package var feedback: MatterFeedback?
  package var endedAt: Instant?
  package var archive: ArchiveMark?
  package var seal: SealReason?
  package var publication: PublicationState
  /// Who made the redacted version: somebody else has to release it.
  package var redactedBy: ID<Person>?
  /// The acts (their numbers in the history) of which a deputy says that they were not his word, until that is settled.
  package var objections: [Int]
  /// What of it is gone by law.
  package var erased: Set<ErasedPart>
  /// What was written is gone.
  package var isErased: Bool { erased.contains(.words) }
  /// Where it was taken in, once it has left that place: what is counted over time stays there.
  package var origin: MatterPlace?
  /// The times it was sent up, in the order of their numbers.
  package var escalations: [Escalation]
  /// The venue above that looks after it because a date was missed (逾期升级).
  package var overseer: ID<Venue>?
  /// The date that was missed.
  package var overseerDue: CivilDate?
  /// The groups that may claim it.
  package var offered: [ID<DeputyGroup>]
  /// The matter with which this one is handled together.
  package var mergedInto: ID<Matter>?
  /// The matters that were ever handled together with this one; some may have left again.
  package var followers: [ID<Matter>]
  /// Why nobody has taken it into the queues yet (甄别); empty once it was looked at.
  package var held: [HoldReason]

  /// It was not looked at, or declined when it was: no list but that of 待甄别 and no count knows of it.
  package var isHeld: Bool { !held.isEmpty }

  package var queue: MatterQueue { isHeld && !state.isEnded ? .held : MatterQueue(state) }

  /// The clock that runs now, if one does: overdue and due-soon lists go by it.
  package var runningClock: DueDate? {
    switch state {
    case .submitted: isHeld ? nil : acceptDue
    case .accepted, .withUnit, .resultRecorded, .dissatisfied: replyDue
    case .awaitingSupplement, .replied, .closed, .declined, .diverted, .withdrawn, .archived: nil
    }
  }

  /// 来访有登记、问题有答复、结果有反馈.
  package var gates: (registered: Bool, answered: Bool, fedBack: Bool) {
    (true, firstReplyAt != nil, feedback != nil)
  }

  package var hasObjection: Bool { !objections.isEmpty }

  /// The day from which this round can be answered: it was taken on, or the sender was dissatisfied.
  package var roundBegan: CivilDate { round == 1 ? (acceptedAt ?? receivedAt).date : roundFrom }

  package var ownerPerson: ID<Person>? {
    if case .deputy(_, let person) = owner { return person }
    return nil
  }

  package var ownerMandate: ID<Mandate>? {
    if case .deputy(let mandate, _) = owner { return mandate }
    return nil
  }

  package var ownerGroup: ID<DeputyGroup>? {
    if case .group(let group) = owner { return group }
    return nil
  }
}

/// Whose archive a matter goes to.
package enum ArchivePlace: Sendable, Equatable {
  case venue(ID<Venue>)
  case desk(ID<Congress>)
}

extension MatterStatus {
  /// The answering venue's archive, or that of the desk where the matter lies; nil when there is neither.
  package var archivePlace: ArchivePlace? {
    owner == .desk ? .desk(congress) : venue.map { .venue($0) }
  }
}

/// The place of a matter in an archive: gap-free per year and per venue, or per desk for what is sealed.
package struct ArchiveMark: Sendable, Equatable, Codable {
  package let venue: ID<Venue>?
  /// The congress at whose desk it was closed; nil when a venue answered.
  package let desk: ID<Congress>?
  package let year: Int
  package let number: Int

  package init(venue: ID<Venue>, year: Int, number: Int) {
    self.venue = venue
    desk = nil
    self.year = year
    self.number = number
  }

  package init(desk: ID<Congress>, year: Int, number: Int) {
    venue = nil
    self.desk = desk
    self.year = year
    self.number = number
  }
}

extension MatterOwner: Codable {
  private enum Key: String, CodingKey { case kind, mandate, person, group }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "venue": self = .venue
    case "desk": self = .desk
    case "deputy":
      self = .deputy(
        try container.decode(ID<Mandate>.self, forKey: .mandate), try container.decode(ID<Person>.self, forKey: .person)
      )
    case "group": self = .group(try container.decode(ID<DeputyGroup>.self, forKey: .group))
    default: throw DecodingError.dataCorruptedError(forKey: .kind, in: container, debugDescription: "unknown owner")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    switch self {
    case .venue: try container.encode("venue", forKey: .kind)
    case .desk: try container.encode("desk", forKey: .kind)
    case .deputy(let mandate, let person):
      try container.encode("deputy", forKey: .kind)
      try container.encode(mandate, forKey: .mandate)
      try container.encode(person, forKey: .person)
    case .group(let group):
      try container.encode("group", forKey: .kind)
      try container.encode(group, forKey: .group)
    }
  }
}
