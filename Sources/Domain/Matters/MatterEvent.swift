/// The free text that belongs to an event. It is kept apart from the facts because a person may ask for it to be erased:
/// the chain of hashes covers only a salted commitment of it.
package struct MatterWords: Sendable, Equatable, Codable {
  package var text: String?
  package var place: String?
  package var title: String?
  package var reply: String?

  package init(text: String? = nil, place: String? = nil, title: String? = nil, reply: String? = nil) {
    self.text = text
    self.place = place
    self.title = title
    self.reply = reply
  }

  package var isEmpty: Bool { self == MatterWords() }
}

/// What happened to a matter, with every fact needed to rebuild its status later: an event carries the dates that were
/// promised, not the rule they were counted by. Words are apart (``MatterWords``).
package enum MatterEvent: Sendable, Equatable {
  case submitted(Submitted)
  case accepted(Accepted)
  case declined(Declined)
  case diverted(Diverted)
  case sealed(Sealed)
  case assigned(Assigned)
  case offered(Offered)
  case claimed(Claimed)
  case handedBack(HandedBack)
  case classified(Classified)
  case noted(Noted)
  case urged
  case asked(Asked)
  case supplemented(Supplemented)
  case transferred(Transfer)
  case recalled(OnPart)
  case signedFor(OnPart)
  case appointed(Appointed)
  case returnAsked(ReturnAsked)
  case returnSettled(ReturnSettled)
  case resultDrafted(ResultDrafted)
  case sentBack(OnPart)
  case resultSigned(ResultSigned)
  case resultRecorded(ResultRecorded)
  case escalated(Escalated)
  case passedDown(PassedDown)
  case merged(Merged)
  case joined(Joined)
  case parted
  case replied(Replied)
  case rated(Rated)
  case feedbackRecorded(FeedbackRecorded)
  case closedUnrated(ClosedUnrated)
  case reopened(Reopened)
  case withdrawn
  case redacted(Redacted)
  case published(Published)
  case archived(ArchiveMark)
  case objected(Objected)
  case revealed(Revealed)
  case reissued(Reissued)
  case corrected(Corrected)
  case erased(Erased)
  case lapsed(Lapsed)
  case recounted(Recounted)
  case handedOver(HandedOver)
  case risen(Risen)
  case released(Released)

  package var act: MatterAct {
    switch self {
    case .submitted: .submit
    case .accepted: .accept
    case .declined: .decline
    case .diverted: .divert
    case .sealed: .seal
    case .assigned: .assign
    case .offered: .offer
    case .claimed: .claim
    case .handedBack: .handBack
    case .classified: .classify
    case .noted: .note
    case .urged: .urge
    case .asked: .ask
    case .supplemented: .supplement
    case .transferred: .transfer
    case .recalled: .recall
    case .signedFor: .signFor
    case .appointed: .appoint
    case .returnAsked: .askReturn
    case .returnSettled: .settleReturn
    case .resultDrafted: .draftResult
    case .sentBack: .sendBack
    case .resultSigned: .signResult
    case .resultRecorded: .recordResult
    case .escalated: .escalate
    case .passedDown: .passDown
    case .merged: .merge
    case .joined: .join
    case .parted: .part
    case .replied: .reply
    case .rated: .rate
    case .feedbackRecorded: .recordFeedback
    case .closedUnrated: .closeUnrated
    case .reopened: .rehandle
    case .withdrawn: .withdraw
    case .redacted: .redact
    case .published: .publish
    case .archived: .archive
    case .objected: .object
    case .revealed: .reveal
    case .reissued: .reissue
    case .corrected: .correct
    case .erased: .erase
    case .lapsed: .lapse
    case .recounted: .recount
    case .handedOver: .handOver
    case .risen: .rise
    case .released: .release
    }
  }
}

extension MatterEvent {
  /// The resident's own words, kept as written.
  package struct Submitted: Sendable, Equatable, Codable {
    package var channel: MatterChannel
    package var congress: ID<Congress>
    package var venue: ID<Venue>?
    package var owner: MatterOwner
    package var category: ID<MatterCategory>?
    package var visibility: MatterVisibility
    package var replyWay: ReplyWay
    package var receivedAt: Instant
    package var countsFrom: CivilDate
    package var acceptDue: DueDate
    package var replyDue: DueDate
    package var divertDue: CivilDate
    package var seal: SealReason?
    package var files: [ID<MatterFile>]
    /// The sender is under fourteen; a guardian's name was given.
    package var isMinor: Bool
    /// What this matter takes up again, when it follows another one.
    package var previous: ID<Matter>?
    /// The deputy who saw it himself (随手提) and is answered, or who carried it for a resident (代为反映).
    package var raiser: ID<Person>?
    /// The groups for which the rules put it up at once.
    package var offered: [ID<DeputyGroup>]?
    /// The matter with which it came in one form, when that one leads.
    package var lead: ID<Matter>?
    /// Those that came in one form with this one and go along with it.
    package var followers: [ID<Matter>]?
    /// The campaign (征集活动) that it was brought in.
    package var campaign: CampaignMark?
    /// Why the place looks at it before it comes into the queues; nil for what came in as usual.
    package var held: [HoldReason]?

    package init(
      channel: MatterChannel, congress: ID<Congress>, venue: ID<Venue>?, owner: MatterOwner,
      category: ID<MatterCategory>? = nil, visibility: MatterVisibility = .hidden,
      replyWay: ReplyWay = .phone, receivedAt: Instant, countsFrom: CivilDate, acceptDue: DueDate,
      replyDue: DueDate, divertDue: CivilDate, seal: SealReason? = nil, files: [ID<MatterFile>] = [],
      isMinor: Bool = false, previous: ID<Matter>? = nil, raiser: ID<Person>? = nil,
      offered: [ID<DeputyGroup>]? = nil, lead: ID<Matter>? = nil, followers: [ID<Matter>]? = nil,
      campaign: CampaignMark? = nil, held: [HoldReason]? = nil
    ) {
      self.channel = channel
      self.congress = congress
      self.venue = venue
      self.owner = owner
      self.category = category
      self.visibility = visibility
      self.replyWay = replyWay
      self.receivedAt = receivedAt
      self.countsFrom = countsFrom
      self.acceptDue = acceptDue
      self.replyDue = replyDue
      self.divertDue = divertDue
      self.seal = seal
      self.files = files
      self.isMinor = isMinor
      self.previous = previous
      self.raiser = raiser
      self.offered = offered
      self.lead = lead
      self.followers = followers
      self.campaign = campaign
      self.held = held
    }
  }

  package struct Accepted: Sendable, Equatable, Codable {
    package var grade: MatterGrade
    package var urgency: MatterUrgency
    package var category: ID<MatterCategory>?
  }

  package struct Declined: Sendable, Equatable, Codable {
    package var reason: DeclineReason
    /// Whom the sender may address next.
    package var nextVenue: ID<Venue>?
    package var nextDeputy: ID<Person>?
  }

  package struct Diverted: Sendable, Equatable, Codable {
    package var kind: DivertKind
    /// The competent organ that the sender is pointed to.
    package var organ: String
    package var inTime: Bool
  }

  package struct Sealed: Sendable, Equatable, Codable {
    package var reason: SealReason
    package var congress: ID<Congress>
    package var accused: [ID<Person>]
  }

  package struct Assigned: Sendable, Equatable, Codable {
    package var owner: MatterOwner
    package var congress: ID<Congress>
    package var venue: ID<Venue>
    /// Set when another venue has to accept it first.
    package var acceptDue: DueDate?
  }

  /// Clocks and promises go on as they were: the sender is not told to wait anew because an office changed.
  package struct HandedOver: Sendable, Equatable, Codable {
    package var owner: MatterOwner
    package var from: MatterOwner
    /// Set when another station answers from now on.
    package var venue: ID<Venue>?
    package var units: [PartMove] = []

    /// A part that another unit takes over.
    package struct PartMove: Sendable, Equatable, Codable {
      package let part: Int
      package let unit: ID<HandlingUnit>

      package init(part: Int, unit: ID<HandlingUnit>) {
        self.part = part
        self.unit = unit
      }
    }
  }

  package struct Classified: Sendable, Equatable, Codable {
    package var grade: MatterGrade?
    package var urgency: MatterUrgency
    package var category: ID<MatterCategory>?
  }

  package struct Noted: Sendable, Equatable, Codable {
    package var files: [ID<MatterFile>]
  }

  package struct Asked: Sendable, Equatable, Codable {
    package var from: CivilDate
  }

  package struct Supplemented: Sendable, Equatable, Codable {
    package var files: [ID<MatterFile>]
    package var until: CivilDate
    package var acceptDue: DueDate
    package var replyDue: DueDate
  }

  package struct ResultRecorded: Sendable, Equatable, Codable {
    package var outcome: MatterOutcome
    package var files: [ID<MatterFile>]
  }

  /// Who told whom, when and what, for an answer that was not written on line.
  package struct OralReply: Sendable, Equatable, Codable {
    package var teller: String
    package var toldOn: CivilDate
    package init(teller: String, toldOn: CivilDate) {
      self.teller = teller
      self.toldOn = toldOn
    }
  }

  package struct Replied: Sendable, Equatable, Codable {
    package var oral: OralReply?
    package var outcome: MatterOutcome
    package var inTime: Bool
    /// Entered on the deputy's word by somebody else.
    package var isEntered: Bool
    package var feedbackDue: DueDate
    package var closableAfter: DueDate
  }

  package struct Rated: Sendable, Equatable, Codable {
    package var attitude: Satisfaction
    package var result: Satisfaction
    package var isFlagged: Bool
    package var rehandleDue: DueDate?
  }

  package struct FeedbackRecorded: Sendable, Equatable, Codable {
    package var attitude: Satisfaction
    package var result: Satisfaction
    package var asker: String
    package var askedOn: CivilDate
    package var how: ContactWay
    package var rehandleDue: DueDate?
  }

  package struct ClosedUnrated: Sendable, Equatable, Codable {
    package var asker: String
    package var askedOn: CivilDate
    package var how: ContactWay
  }

  package struct Reopened: Sendable, Equatable, Codable {
    package var owner: MatterOwner
    package var replyDue: DueDate
  }

  /// The redacted title, text, place and reply are the event's words.
  package struct Redacted: Sendable, Equatable, Codable {
    package var files: [ID<MatterFile>]
  }

  package struct Published: Sendable, Equatable, Codable {
    /// False takes the page down again.
    package var isPublic: Bool
  }

  package struct Objected: Sendable, Equatable, Codable {
    /// The number in this matter's history of the act objected to.
    package var seq: Int
    /// False while the objection is open; true when the chief has looked into it.
    package var isSettled: Bool
  }

  package struct Revealed: Sendable, Equatable, Codable {
    package var reason: String
    /// Set when a unit looked.
    package var part: Int?
  }

  package struct Reissued: Sendable, Equatable, Codable {
    /// How the person was verified.
    package var verifiedBy: String
  }

  /// The deputy or group that let the accept date pass.
  package struct Lapsed: Sendable, Equatable, Codable { package var owner: MatterOwner }

  package struct Recounted: Sendable, Equatable, Codable {
    package var tableVersion: Int
    package var acceptDue: DueDate
    package var replyDue: DueDate
    package var feedbackDue: DueDate?
    package var closableAfter: DueDate?
  }
}

/// How somebody was reached.
package enum ContactWay: String, CaseIterable, Sendable, Codable {
  case phone
  case inPerson = "in_person"
  case message
  case paper
}
