/// A sign-in name for staff. Deputies need none: they sign in with slips.
package struct AccountRecord: Sendable, Equatable {
  package enum State: String, Sendable, CaseIterable { case active, disabled }

  package let id: ID<Account>
  package let person: ID<Person>
  package let username: String
  package let state: State
  package let mustChange: Bool
  /// One of the demonstration accounts, whose password stands in the README: refused from other machines.
  package let isDemo: Bool
  package let passwordSince: Instant

  package init(
    id: ID<Account>, person: ID<Person>, username: String, state: State, mustChange: Bool, isDemo: Bool,
    passwordSince: Instant
  ) {
    self.id = id
    self.person = person
    self.username = username
    self.state = state
    self.mustChange = mustChange
    self.isDemo = isDemo
    self.passwordSince = passwordSince
  }

  /// The password has served its time. That of a demonstration account stands in the README and protects nothing.
  package func isOutdated(at now: Instant, _ rules: SecuritySettings.Password) -> Bool {
    !isDemo && now > passwordSince.adding(days: Int64(rules.maximumDays))
  }
}

/// What a password may be, and the secrets whose life no setting changes. The rest is ``SecuritySettings``.
package enum SignInPolicy {
  package static let passwordMaximum = 128
  package static let slipLifetime: Int64 = 24 * 3_600_000
  package static let pinLifetime: Int64 = 10 * 60 * 1000
  package static let pinDigits = 6

  package enum PasswordProblem: Error, Sendable, Equatable {
    case tooShort(minimum: Int)
    case tooLong
    case tooSimple(kinds: Int)
    case containsName
    /// One of the last ones.
    case usedBefore(history: Int)
  }

  /// Nil when the password may be used.
  package static func problem(
    with password: String, username: String, rules: SecuritySettings.Password
  ) -> PasswordProblem? {
    if password.count < rules.minimum { return .tooShort(minimum: rules.minimum) }
    if password.utf8.count > passwordMaximum { return .tooLong }
    if !username.isEmpty, password.lowercased().contains(username.lowercased()) { return .containsName }
    let kinds: [(Character) -> Bool] = [
      { $0.isUppercase }, { $0.isLowercase }, { $0.isNumber }, { !$0.isLetter && !$0.isNumber },
    ]
    let used = kinds.filter { kind in password.contains(where: kind) }.count
    return used < rules.kinds ? .tooSimple(kinds: rules.kinds) : nil
  }

  /// 111111, 123456 and the like are refused as PIN.
  package static func isWeak(pin: String) -> Bool {
    let digits = pin.compactMap(\.wholeNumberValue)
    guard digits.count == pinDigits, pin.allSatisfy(\.isASCII) else { return true }
    let steps = Set(zip(digits, digits.dropFirst()).map { $1 - $0 })
    return steps == [0] || steps == [1] || steps == [-1]
  }
}

/// A sign-in in a list of one's own.
package struct SignInLine: Sendable, Equatable {
  package let id: ID<SignInSession>
  package let isDevice: Bool
  package let began: Instant
  package let seen: Instant
  package let ended: Instant?
  package let expires: Instant
  package let device: String

  package init(
    id: ID<SignInSession>, isDevice: Bool, began: Instant, seen: Instant, ended: Instant?, expires: Instant,
    device: String
  ) {
    self.id = id
    self.isDevice = isDevice
    self.began = began
    self.seen = seen
    self.ended = ended
    self.expires = expires
    self.device = device
  }
}

/// What a notice inside the system is about.
package enum NoticeKind: String, CaseIterable, Sendable, Codable {
  /// Somebody asks about his own data.
  case informationAsked = "information_asked"
  case arrived
  case assigned
  case lapsed
  case supplemented
  case dissatisfied
  case rated
  case actedFor = "acted_for"
  case objected
  case sealed
  case toReview = "to_review"
  case withdrawn
  case moved
  case urged
  case transferred
  case recalled
  case appointed
  case returnAsked = "return_asked"
  case returnDisputed = "return_disputed"
  case returnAgreed = "return_agreed"
  case returnRefused = "return_refused"
  case toSign = "to_sign"
  case sentBack = "sent_back"
  case resultArrived = "result_arrived"
  case raisedMoved = "raised_moved"
  /// A deputy of the reader's station or group is suspended or serves no more.
  case mandateChanged = "mandate_changed"
  /// A deputy asks for leave from a session.
  case leaveAsked = "leave_asked"
  case leaveApproved = "leave_approved"
  case leaveRefused = "leave_refused"
  /// A deputy was twice absent from sessions without approval.
  case absentTwice = "absent_twice"
  case offered
  case claimed
  case handedBack = "handed_back"
  case escalated
  case passedDown = "passed_down"
  case risen
  case parted
  case gridMoved = "grid_moved"
  // Suggestions and motions
  case coSignAsked = "co_sign_asked"
  case coSigned = "co_signed"
  case coSignDeclined = "co_sign_declined"
  case sentForRevision = "sent_for_revision"
  case proposalRefused = "proposal_refused"
  case treatedAsLetter = "treated_as_letter"
  case registered
  case mergedInto = "merged_into"
  case split
  case withdrawalAsked = "withdrawal_asked"
  case withdrawalRefused = "withdrawal_refused"
  case proposalWithdrawn = "proposal_withdrawn"
  case partHandedOver = "part_handed_over"
  case opinionArrived = "opinion_arrived"
  case opinionReturned = "opinion_returned"
  case extensionAsked = "extension_asked"
  case extensionAgreed = "extension_agreed"
  case extensionRefused = "extension_refused"
  /// To the deputies: the answer comes later.
  case extended
  case letterToCheck = "letter_to_check"
  case letterToSign = "letter_to_sign"
  case letterReturned = "letter_returned"
  case letterToRate = "letter_to_rate"
  /// To whoever is answered and does not rate.
  case letterArrived = "letter_arrived"
  case deputyRated = "deputy_rated"
  case deputyDissatisfied = "deputy_dissatisfied"
  case ratingReminder = "rating_reminder"
  /// A day by which the reader owes a step of a suggestion comes near, or is past.
  case clockNear = "clock_near"
  case clockLate = "clock_late"
  /// To the unit: it answers anew.
  case toRehandle = "to_rehandle"
  case toKeepAgain = "to_keep_again"
  /// To the deputies: the unit answers anew.
  case rehandling
  case upheld
  case promiseKept = "promise_kept"
  case promiseToRate = "promise_to_rate"
  case madeKey = "made_key"
  case published
  case publicationObjected = "publication_objected"
  case publicationAllowed = "publication_allowed"
  case motionReferred = "motion_referred"
  /// To the committee: it is asked for its opinion.
  case committeeAsked = "committee_asked"
  case onAgenda = "on_agenda"
  case becameSuggestion = "became_suggestion"
  case adopted
  case notAdopted = "not_adopted"
  case implementation
  /// There is something to be looked at; one notice, however many there are.
  case held
  /// The dates of the day, all in one.
  case reminder
}

/// A notice as a person sees it.
package struct NoticeLine: Sendable, Equatable {
  package let id: ID<Notice>
  package let kind: NoticeKind
  package let matter: ID<Matter>?
  /// The unit's part that the reader is led to, when he may not see the matter.
  package let part: Int?
  package var title: String?
  package let at: Instant
  package let isRead: Bool
  /// Whom it is about, when it is about no matter; of a suggestion or motion, whose answer it tells.
  package var about: Named<Person>?
  /// The session of the congress that it is about.
  package let session: ID<CongressSession>?
  package var suggestion: ID<Suggestion>?
  package var suggestionNumber: SuggestionNumber?
  package var motion: ID<Motion>?
  package var motionNumber: Int?
  /// How many dates a reminder names.
  package var reminders: ReminderCount?

  package init(
    id: ID<Notice>, kind: NoticeKind, matter: ID<Matter>?, part: Int? = nil, title: String?, at: Instant, isRead: Bool,
    about: Named<Person>? = nil, session: ID<CongressSession>? = nil
  ) {
    self.id = id
    self.kind = kind
    self.matter = matter
    self.part = part
    self.title = title
    self.at = at
    self.isRead = isRead
    self.about = about
    self.session = session
  }

  /// The notice for whoever sees one unit's part of the matter, under a title that he may read.
  package func leading(to part: Int, titled title: String?) -> NoticeLine {
    NoticeLine(
      id: id, kind: kind, matter: matter, part: part, title: title, at: at,
      isRead: isRead)
  }

  /// What it leads to.
  package var subject: NoticeSubject? {
    matter.map { .matter($0) } ?? suggestion.map { .suggestion($0) } ?? motion.map { .motion($0) }
  }

  /// The notice without the suggestion or motion that it is about: its reader may not see that any more.
  package var withoutProposal: NoticeLine {
    NoticeLine(id: id, kind: kind, matter: nil, title: nil, at: at, isRead: isRead)
  }

  /// The notice without what it is about: its reader may not see the matter any more.
  package var withoutMatter: NoticeLine {
    NoticeLine(id: id, kind: kind, matter: nil, title: nil, at: at, isRead: isRead, about: about, session: session)
  }
}
