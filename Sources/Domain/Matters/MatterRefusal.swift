/// Why a matter's workflow says no. Each case can be explained to a person in a sentence.
package enum MatterRefusal: String, Error, Sendable, Equatable, CaseIterable {
  /// The act does not exist in the state the matter is in now.
  case notInThisState
  /// Only a matter that a deputy's group can solve (组内可解决) gets its result from a deputy or group; others need a unit.
  case resultNeedsUnit
  /// A result is recorded by a deputy or a group: the matter has to be assigned first.
  case resultNeedsDeputy
  /// The unit has an open part in it already.
  case unitHasIt
  /// One unit leads, the others take part.
  case oneLead
  /// The day for the result is not between tomorrow and a year from today, or the lead would have less time than another.
  case resultDayWrong
  /// The part is not in the state that the act needs.
  case handlingElsewhere
  /// The window for giving it back has passed.
  case returnTooLate
  /// It was decided for good that the unit keeps it.
  case returnSettledForGood
  /// The lead answers last, and is replaced before the others go on.
  case othersOpen
  /// A dissatisfied rating needs a reason.
  case reasonMissing
  /// Re-handling goes to somebody else than the owner of the round before.
  case sameOwner
  /// Whoever raised it is answered and rates: he does not handle it.
  case raisedIt
  /// The sender has rated this answer already.
  case alreadyRated
  /// It is too early to close without a rating.
  case notYetClosable
  /// Not all three gates are passed.
  case gatesOpen
  /// A first dissatisfaction is re-handled as of right and cannot be archived.
  case rehandleOwed
  /// The sender chose to keep the matter private.
  case keptPrivate
  /// There is no redacted version to release.
  case nothingRedacted
  /// Who redacted cannot release.
  case needsSecondPerson
  /// The deputy still has time to accept.
  case notLapsed
  /// The matter is sealed and stays where it is.
  case sealed
  /// The day given lies in the future.
  case dateInFuture
  /// An answer cannot have been told before the matter was taken on, or before the sender was dissatisfied with the last.
  case toldBeforeRound
  /// Nobody was asked about an answer before it was given.
  case askedBeforeReply
  /// Somebody has it already: it is not there to be claimed.
  case claimedAlready
  /// It came from below: whoever received it first answers the sender.
  case owedBelow
  /// It would come back to a place that waits for it.
  case escalationLoop
  /// Somebody has to look at it first (甄别).
  case heldFirst
  /// It is handled together with another one.
  case handledTogether
  /// Others are handled together with it.
  case leadsOthers
  /// At most so many are handled together.
  case tooManyTogether
  /// 依法保全: nothing of it is erased until the hold is lifted.
  case held
  /// Another matter that came in the same form has the same words and is still being handled.
  case formOpen
  /// Nothing would change.
  case nothingChanged
}
