/// Why an act on a suggestion cannot happen.
package enum SuggestionRefusal: String, Error, CaseIterable, Sendable {
  case notInThisState = "not_in_this_state"
  /// Title or text is missing.
  case empty
  case delegationOnlyInSession = "delegation_only_in_session"
  case delegationsDoNotPropose = "delegations_do_not_propose"
  /// The session's time for handing in is over.
  case tooLateForSession = "too_late_for_session"
  case notInvited = "not_invited"
  case alreadyAnswered = "already_answered"
  case proposerSigns = "proposer_signs"
  case tooManySigners = "too_many_signers"
  /// Somebody who was asked has neither signed nor declined.
  case nothingToAgree = "nothing_to_agree"
  case unknownGround = "unknown_ground"
  case notMergeable = "not_mergeable"
  /// Others are handled together with it and answered through it.
  case leadsOthers = "leads_others"
  case tooFewParts = "too_few_parts"
  /// Sole: one unit; lead: one leading and at least one helping; separate: at least two.
  case wrongUnits = "wrong_units"
  case sameUnitTwice = "same_unit_twice"
  case noSuchPart = "no_such_part"
  case partNotInThisState = "part_not_in_this_state"
  /// 申退期限已过，由本单位继续办理.
  case returnTooLate = "return_too_late"
  /// A return was refused; the unit keeps it.
  case returnRefusedBefore = "return_refused_before"
  case returnNotSettled = "return_not_settled"
  case sameUnit = "same_unit"
  case opinionEmpty = "opinion_empty"
  case helpsOnly = "helps_only"
  case answersItself = "answers_itself"
  case dateInFuture = "date_in_future"
  case dateBeforeHandOver = "date_before_hand_over"
  case nobodyContacted = "nobody_contacted"
  case tooManyItems = "too_many_items"
  case noSuchItem = "no_such_item"
  case dateNotAhead = "date_not_ahead"
  case noSuchPromise = "no_such_promise"
  /// Nothing is to be told of it yet.
  case promiseNotKept = "promise_not_kept"
  /// 再次答复函 has to be there before it is signed, and signed before it is rated.
  case promiseLetterMissing = "promise_letter_missing"
  /// What is keyed in from paper, and a record said to be signed, comes with its picture.
  case scanMissing = "scan_missing"
  case extensionByClassOnly = "extension_by_class_only"
  /// Never beyond six months from the hand-over (代表法 51).
  case beyondSixMonths = "beyond_six_months"
  case extensionTooLate = "extension_too_late"
  case notLonger = "not_longer"
  case alreadyExtended = "already_extended"
  case noExtensionAsked = "no_extension_asked"
  case unknownClass = "unknown_class"
  case noPoints = "no_points"
  /// 答复前应当与代表沟通.
  case contactMissing = "contact_missing"
  case meetingMissing = "meeting_missing"
  case opinionsMissing = "opinions_missing"
  case promiseMissing = "promise_missing"
  case notARater = "not_a_rater"
  case ratedBefore = "rated_before"
  case reasonMissing = "reason_missing"
  case beingRehandled = "being_rehandled"
  case nobodyMissing = "nobody_missing"
  case ratingNotOver = "rating_not_over"
  case notReminded = "not_reminded"
  case noDirectorsMeeting = "no_directors_meeting"
  case deputyObjects = "deputy_objects"
  /// The congress's rules do not let the deputy keep it from being published.
  case objectionsNotProvided = "objections_not_provided"
  case nothingRedacted = "nothing_redacted"
  case needsSecondPerson = "needs_second_person"
  case nothingChanged = "nothing_changed"
}
