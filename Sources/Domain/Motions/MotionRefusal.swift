/// Why an act on a motion cannot happen.
package enum MotionRefusal: Error, Sendable, Equatable {
  case notInThisState
  /// 案由、案据、方案 are all needed (代表法 15).
  case partMissing(MotionText.Part)
  /// Only while the congress sits (组织法 22).
  case notSitting
  /// The presidium's time for motions is over.
  case tooLate(since: Instant)
  case tooFewSigners(has: Int, needs: Int)
  /// Whoever leads it is not a deputy any more, or is suspended.
  case leaderLapsed
  case delegationsDoNotPropose
  /// A delegation needs more than half of its members.
  case tooFewOfDelegation(has: Int, of: Int)
  case notInvited
  case alreadyAnswered
  case proposerSigns
  case tooManySigners
  case alreadyNumbered
  /// The presidium decides about what stands in the session's list.
  case notNumbered
  /// A township's congress has no committees.
  case noCommittee
  /// The committee has not said yet what it thinks.
  case opinionMissing
  case dateInFuture
  case dateTooEarly
  case votesDoNotAdd
  /// What the vote came to is being carried out, or is public.
  case voteCarriedOn
  case withdrawalPending
  case noWithdrawalAsked
  case noSuchLeader
  case tooManyLeaders
  case noSuchMilestone
  case milestoneDone
  case milestonesOpen
  case tooManyMilestones
  case tooManyNotes
  case nothingChanged
}
