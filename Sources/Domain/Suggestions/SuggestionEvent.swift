/// What happened to a suggestion, with every fact needed to rebuild its status: an event carries the dates that were
/// counted, not the rules they were counted by. Words are apart (``SuggestionWords``).
package enum SuggestionEvent: Sendable, Equatable, Codable {
  case drafted(Drafted)
  case revised(Revised)
  case invited([CoSigner])
  case signed(ID<Person>)
  case declinedToSign(ID<Person>)
  case submitted(Submitted)
  case discarded
  case withdrawalAsked
  /// The proposer goes on with it after all.
  case withdrawalTakenBack
  case withdrawalAgreed(ID<Person>)
  case withdrawn
  case sentBack
  case refused(ground: String)
  case treatedAsLetter(ground: String)
  case registered(Registered)
  case merged(into: ID<Suggestion>)
  case tookIn(SuggestionStatus.MergedProposal)
  case split(into: [ID<Suggestion>])
  case handedOver(HandedOver)
  case signedFor(SignedFor)
  case appointed(part: Int, drafter: ID<Person>)
  case returnAsked(ReturnAsked)
  case returnSettled(part: Int, agrees: Bool)
  case reassigned(part: Int, next: SuggestionPart)
  case opinionGiven(part: Int, inTime: Bool)
  case opinionReturned(part: Int, due: DueDate)
  case contacted(Contacted)
  case itemized(part: Int, numbers: [Int])
  case itemSettled(number: Int)
  case promised(SuggestionPromise)
  /// `owesLetter`: the deputies were answered before, so that a second letter tells them; missing in older histories.
  case promiseKept(number: Int, owesLetter: Bool? = nil)
  case promiseLetterDrafted(part: Int, number: Int)
  case promiseLetterSigned(PromiseLetterSigned)
  /// With a day: not content, so that the unit keeps it once more by then; missing in older histories.
  case promiseRated(SuggestionStatus.PromiseRating, rehandleDue: DueDate? = nil)
  case promiseRaterReminded(part: Int, number: Int)
  case promiseClosedUnrated(part: Int, number: Int)
  case extensionAsked(part: Int, until: CivilDate)
  /// By notice at once, or with consent.
  case extended(part: Int, until: CivilDate)
  case extensionRefused(part: Int)
  case letterDrafted(part: Int, resultClass: String, drafter: ID<Person>?)
  case letterChecked(part: Int)
  case letterReturned(part: Int)
  case letterSigned(LetterSigned)
  case rated(Rated)
  case raterReminded(part: Int)
  case closedUnrated(part: Int)
  case studied(Studied)
  case disputeSettled(Studied)
  case madeKey(KeyUrging)
  case urged(form: UrgingForm, on: CivilDate, files: [ID<SuggestionFile>]? = nil)
  /// The part is that of the entry that it came with.
  case photoRemoved(ID<SuggestionFile>, part: Int?)
  case concealed(Bool)
  case redacted(by: ID<Person>)
  case publicationObjected(Bool)
  case published(Bool)
  case outletRecorded(Outlet)

  package struct Drafted: Sendable, Equatable, Codable {
    package var congress: ID<Congress>
    package var level: CongressLevel
    package var term: ID<CongressTerm>?
    package var session: ID<CongressSession>?
    package var proposer: SuggestionProposer
    /// Those who had signed what it was split from or made of.
    package var signed: [CoSigner]
    package var enteredBy: ID<Person>?
    package var matters: [ID<Matter>]
    package var category: ID<MatterCategory>?
    package var proposedUnits: [ID<HandlingUnit>]
    package var isConfidential: Bool
    package var splitFrom: ID<Suggestion>?
    package var motion: ID<Motion>?

    package init(
      congress: ID<Congress>, level: CongressLevel, term: ID<CongressTerm>?, session: ID<CongressSession>? = nil,
      proposer: SuggestionProposer, signed: [CoSigner] = [], enteredBy: ID<Person>? = nil,
      matters: [ID<Matter>] = [], category: ID<MatterCategory>? = nil, proposedUnits: [ID<HandlingUnit>] = [],
      isConfidential: Bool = false, splitFrom: ID<Suggestion>? = nil, motion: ID<Motion>? = nil
    ) {
      self.congress = congress
      self.level = level
      self.term = term
      self.session = session
      self.proposer = proposer
      self.signed = signed
      self.enteredBy = enteredBy
      self.matters = matters
      self.category = category
      self.proposedUnits = proposedUnits
      self.isConfidential = isConfidential
      self.splitFrom = splitFrom
      self.motion = motion
    }
  }

  package struct Revised: Sendable, Equatable, Codable {
    package var category: ID<MatterCategory>?
    package var proposedUnits: [ID<HandlingUnit>]
    package var isConfidential: Bool
    package var matters: [ID<Matter>]
    /// The text was changed, so that those who had signed are asked again.
    package var asksAgain: Bool

    package init(
      category: ID<MatterCategory>?, proposedUnits: [ID<HandlingUnit>], isConfidential: Bool, matters: [ID<Matter>],
      asksAgain: Bool
    ) {
      self.category = category
      self.proposedUnits = proposedUnits
      self.isConfidential = isConfidential
      self.matters = matters
      self.asksAgain = asksAgain
    }
  }

  package struct Submitted: Sendable, Equatable, Codable {
    package var session: ID<CongressSession>?
    package var period: SuggestionPeriod
    package var receiver: SuggestionReceiver
    package var handOverDue: DueDate?

    package init(
      session: ID<CongressSession>?, period: SuggestionPeriod, receiver: SuggestionReceiver, handOverDue: DueDate?
    ) {
      self.session = session
      self.period = period
      self.receiver = receiver
      self.handOverDue = handOverDue
    }
  }

  package struct Registered: Sendable, Equatable, Codable {
    package var number: SuggestionNumber
    package var category: ID<MatterCategory>?

    package init(number: SuggestionNumber, category: ID<MatterCategory>?) {
      self.number = number
      self.category = category
    }
  }

  package struct HandedOver: Sendable, Equatable, Codable {
    package var kind: HandlingKind
    package var parts: [SuggestionPart]
    /// By the day on which it was handed over the window for it had not passed.
    package var inTime: Bool

    package init(kind: HandlingKind, parts: [SuggestionPart], inTime: Bool) {
      self.kind = kind
      self.parts = parts
      self.inTime = inTime
    }
  }

  /// Windows that run from receipt are counted again from the day of signing.
  package struct SignedFor: Sendable, Equatable, Codable {
    package var part: Int
    package var returnDue: DueDate
    package var contactDue: DueDate?
    package var opinionDue: DueDate?

    package init(part: Int, returnDue: DueDate, contactDue: DueDate?, opinionDue: DueDate?) {
      self.part = part
      self.returnDue = returnDue
      self.contactDue = contactDue
      self.opinionDue = opinionDue
    }
  }

  package struct ReturnAsked: Sendable, Equatable, Codable {
    package var part: Int
    package var proposed: ID<HandlingUnit>?
    package var reassignDue: DueDate?

    package init(part: Int, proposed: ID<HandlingUnit>?, reassignDue: DueDate?) {
      self.part = part
      self.proposed = proposed
      self.reassignDue = reassignDue
    }
  }

  package struct Contacted: Sendable, Equatable, Codable {
    package var part: Int
    package var kind: SuggestionContactKind
    package var on: CivilDate
    package var with: [ID<Person>]
    /// The deputy has signed the record.
    package var isSigned: Bool
    /// Photos, or the signed record.
    package var files: [ID<SuggestionFile>]
    /// The work body spoke with the deputy in the unit's place: what it took, the unit does not see. Nil is no.
    package var isByWorkBody: Bool?

    package init(
      part: Int, kind: SuggestionContactKind, on: CivilDate, with: [ID<Person>], isSigned: Bool,
      files: [ID<SuggestionFile>] = [], isByWorkBody: Bool? = nil
    ) {
      self.part = part
      self.kind = kind
      self.on = on
      self.with = with
      self.isSigned = isSigned
      self.files = files
      self.isByWorkBody = isByWorkBody
    }
  }

  package struct LetterSigned: Sendable, Equatable, Codable {
    package var part: Int
    package var round: Int
    package var resultClass: String
    package var recipients: [ID<Person>]
    package var raters: [ID<Person>]
    package var ratingDue: DueDate
    package var inTime: Bool
    /// The leading unit answered without an opinion that was missing; the reason is in the words.
    package var isWithoutOpinions: Bool

    package init(
      part: Int, round: Int, resultClass: String, recipients: [ID<Person>], raters: [ID<Person>], ratingDue: DueDate,
      inTime: Bool, isWithoutOpinions: Bool
    ) {
      self.part = part
      self.round = round
      self.resultClass = resultClass
      self.recipients = recipients
      self.raters = raters
      self.ratingDue = ratingDue
      self.inTime = inTime
      self.isWithoutOpinions = isWithoutOpinions
    }
  }

  package struct Rated: Sendable, Equatable, Codable {
    package var rating: SuggestionRating
    /// What follows for the part; nil while others have still to rate.
    package var verdict: SuggestionPart.Verdict?
    /// Set when it is handled again at once.
    package var rehandleDue: DueDate?
    /// Who keyed it in from paper.
    package var keyedBy: ID<Person>?
    /// The paper.
    package var scans: [ID<SuggestionFile>]?

    package init(
      rating: SuggestionRating, verdict: SuggestionPart.Verdict?, rehandleDue: DueDate?, keyedBy: ID<Person>?,
      scans: [ID<SuggestionFile>]? = nil
    ) {
      self.rating = rating
      self.verdict = verdict
      self.rehandleDue = rehandleDue
      self.keyedBy = keyedBy
      self.scans = scans
    }
  }

  package struct PromiseLetterSigned: Sendable, Equatable, Codable {
    package var part: Int
    package var number: Int
    package var recipients: [ID<Person>]
    package var raters: [ID<Person>]
    package var ratingDue: DueDate

    package init(part: Int, number: Int, recipients: [ID<Person>], raters: [ID<Person>], ratingDue: DueDate) {
      self.part = part
      self.number = number
      self.recipients = recipients
      self.raters = raters
      self.ratingDue = ratingDue
    }
  }

  /// How the work body decided; without a date for another handling the answer stands.
  package struct Studied: Sendable, Equatable, Codable {
    package var part: Int
    package var rehandleDue: DueDate?
    package var step: SuggestionRules.SecondStep?

    package init(part: Int, rehandleDue: DueDate?, step: SuggestionRules.SecondStep? = nil) {
      self.part = part
      self.rehandleDue = rehandleDue
      self.step = step
    }
  }

  /// Where it was published outside: 本级人大网站, 政府门户网站.
  package struct Outlet: Sendable, Equatable, Codable {
    package var name: String
    package var address: String
    package var on: CivilDate

    package init(name: String, address: String, on: CivilDate) {
      self.name = name
      self.address = address
      self.on = on
    }
  }
}
