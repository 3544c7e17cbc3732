/// What is counted about matters. Each measure is a list that a person can open.
package enum MatterMeasure: String, CaseIterable, Sendable, Codable {
  // Open now, by the date they are due (a waiting matter by the date it was received).
  case toAccept = "to_accept"
  case toReply = "to_reply"
  case withUnit = "with_unit"
  case waiting
  case toFeedback = "to_feedback"
  case dissatisfied
  case toArchive = "to_archive"
  // Over time, by the date it happened.
  case received
  case declined
  case diverted
  case withdrawn
  /// A first reply was delivered.
  case answered
  case answeredInTime = "answered_in_time"
  /// Of the answered, those whose last reply staff entered on the deputy's word.
  case answeredEntered = "answered_entered"
  case solved
  /// Rated by the sender himself; the only rate shown in public.
  case ratedBySender = "rated_by_sender"
  case satisfiedBySender = "satisfied_by_sender"
  case basicBySender = "basic_by_sender"
  /// Feedback that staff asked for and entered.
  case ratedByStaff = "rated_by_staff"
  case satisfiedByStaff = "satisfied_by_staff"
  case basicByStaff = "basic_by_staff"
  case unrated
  case archived

  /// The measures that stand for what waits now.
  package static let open: [MatterMeasure] = [
    .toAccept, .toReply, .withUnit, .waiting, .toFeedback, .dissatisfied, .toArchive,
  ]
}

/// One unit of a count: what, on which date, and for whom.
package struct Tally: Hashable, Sendable {
  package let measure: MatterMeasure
  package let date: CivilDate
  package let congress: ID<Congress>
  package let venue: ID<Venue>?
  package let person: ID<Person>?

  package init(
    measure: MatterMeasure, date: CivilDate, congress: ID<Congress>, venue: ID<Venue>?, person: ID<Person>?
  ) {
    self.measure = measure
    self.date = date
    self.congress = congress
    self.venue = venue
    self.person = person
  }
}

extension MatterStatus {
  /// Everything this matter adds to the counts in the status it has. Counters are the sum of these over all matters;
  /// a change of status adds the difference, so a counter can never drift from its rule.
  package var tallies: Set<Tally> {
    var result: Set<Tally> = []
    func add(_ measure: MatterMeasure, _ date: CivilDate) {
      result.insert(Tally(measure: measure, date: date, congress: congress, venue: venue, person: ownerPerson))
    }
    add(.received, receivedAt.date)
    switch state {
    case .submitted: add(.toAccept, acceptDue.date)
    case .accepted, .resultRecorded: add(.toReply, replyDue.date)
    case .withUnit: add(.withUnit, replyDue.date)
    case .awaitingSupplement: add(.waiting, receivedAt.date)
    case .replied: add(.toFeedback, (feedbackDue ?? replyDue).date)
    case .dissatisfied: add(.dissatisfied, replyDue.date)
    case .closed: add(.toArchive, (feedback?.at ?? receivedAt).date)
    case .declined: add(.declined, (endedAt ?? receivedAt).date)
    case .diverted: add(.diverted, (endedAt ?? receivedAt).date)
    case .withdrawn: add(.withdrawn, (endedAt ?? receivedAt).date)
    case .archived: add(.archived, (endedAt ?? receivedAt).date)
    }
    if let firstReplyAt {
      add(.answered, firstReplyAt.date)
      if firstReplyInTime == true { add(.answeredInTime, firstReplyAt.date) }
      if replyEntered { add(.answeredEntered, firstReplyAt.date) }
    }
    if outcome == .solved, let resultAt { add(.solved, resultAt.date) }
    if let feedback { addFeedback(feedback, to: &result) }
    return result
  }

  private func addFeedback(_ feedback: MatterFeedback, to result: inout Set<Tally>) {
    let date = feedback.at.date
    func add(_ measure: MatterMeasure) {
      result.insert(Tally(measure: measure, date: date, congress: congress, venue: venue, person: ownerPerson))
    }
    switch feedback.source {
    case .attempt: add(.unrated)
    case .sender:
      add(.ratedBySender)
      if feedback.overall == .satisfied { add(.satisfiedBySender) }
      if feedback.overall == .basic { add(.basicBySender) }
    case .staff:
      add(.ratedByStaff)
      if feedback.overall == .satisfied { add(.satisfiedByStaff) }
      if feedback.overall == .basic { add(.basicByStaff) }
    }
  }

  /// The signed changes between two statuses (nil: the matter did not exist), in a fixed order.
  package static func changes(from old: MatterStatus?, to new: MatterStatus?) -> [(tally: Tally, count: Int)] {
    let before = old?.tallies ?? []
    let after = new?.tallies ?? []
    let lost = before.subtracting(after).map { ($0, -1) }
    let gained = after.subtracting(before).map { ($0, 1) }
    return (lost + gained).sorted {
      ($0.0.measure.rawValue, $0.0.date, $0.1) < ($1.0.measure.rawValue, $1.0.date, $1.1)
    }
    .map { (tally: $0.0, count: $0.1) }
  }
}
