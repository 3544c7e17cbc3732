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
  /// To be looked at first, by the date of receipt; counted nowhere else.
  case held
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
  /// Rated by the sender himself, and nothing is left to do but file it, or it is filed.
  case concluded
  /// Feedback that staff asked for and entered.
  case ratedByStaff = "rated_by_staff"
  case satisfiedByStaff = "satisfied_by_staff"
  case basicByStaff = "basic_by_staff"
  case unrated
  case archived
  // Of those received on a date, so that a share of them can be told.
  /// Somebody owes an answer or gave one: neither declined, diverted nor withdrawn before any.
  case owed
  case owedAnswered = "owed_answered"
  /// Sent up (上报) at least once, to a venue above or to a congress above.
  case sentUp = "sent_up"
  // What deputies raised themselves (随手提): never added to what residents brought.
  case raised
  case raisedAnswered = "raised_answered"
  case raisedAnsweredInTime = "raised_answered_in_time"
  case raisedSolved = "raised_solved"
  /// Rated by the deputy who raised it.
  case raisedRated = "raised_rated"
  case raisedSatisfied = "raised_satisfied"
  case raisedBasic = "raised_basic"
  case raisedConcluded = "raised_concluded"
  /// Raised within a campaign (征集活动).
  case raisedInCampaign = "raised_in_campaign"

  package static let raisedByDeputies: [MatterMeasure] = [
    .raised, .raisedInCampaign, .raisedAnswered, .raisedAnsweredInTime, .raisedSolved, .raisedRated, .raisedSatisfied,
    .raisedBasic, .raisedConcluded,
  ]

  /// The measures that stand for what waits now, whoever brought it. What is held waits for nothing that was promised.
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
    // Nobody owes it anything yet, not even the deputy it is meant for.
    if isHeld {
      let tally = Tally(measure: .held, date: receivedAt.date, congress: congress, venue: venue, person: nil)
      return state.isEnded ? [] : [tally]
    }
    switch state {
    case .submitted: add(.toAccept, acceptDue.date)
    case .accepted, .resultRecorded: add(.toReply, replyDue.date)
    case .withUnit: add(.withUnit, replyDue.date)
    case .awaitingSupplement: add(.waiting, receivedAt.date)
    case .replied: add(.toFeedback, (feedbackDue ?? replyDue).date)
    case .dissatisfied: add(.dissatisfied, replyDue.date)
    case .closed: add(.toArchive, (feedback?.at ?? receivedAt).date)
    case .declined, .diverted, .withdrawn, .archived: break
    }
    // What happened is counted where it was taken in, whoever above has it now.
    let place = origin ?? MatterPlace(congress: congress, venue: venue)
    for (measure, date) in channel == .deputy ? raisedTallies : residentTallies {
      result.insert(
        Tally(measure: measure, date: date, congress: place.congress, venue: place.venue, person: ownerPerson))
    }
    return result
  }

  /// What the matter of a resident adds over time.
  private var residentTallies: [(MatterMeasure, CivilDate)] {
    var result: [(MatterMeasure, CivilDate)] = [(.received, receivedAt.date)]
    let ended = (endedAt ?? receivedAt).date
    switch state {
    case .declined: result.append((.declined, ended))
    case .diverted: result.append((.diverted, ended))
    case .withdrawn: result.append((.withdrawn, ended))
    case .archived: result.append((.archived, ended))
    default: break
    }
    if let firstReplyAt {
      result.append((.answered, firstReplyAt.date))
      if firstReplyInTime == true { result.append((.answeredInTime, firstReplyAt.date)) }
      if replyEntered { result.append((.answeredEntered, firstReplyAt.date)) }
    }
    if outcome == .solved, let resultAt { result.append((.solved, resultAt.date)) }
    if let feedback { result += feedbackTallies(feedback) }
    if let concludedOn { result.append((.concluded, concludedOn)) }
    return result + shareTallies
  }

  /// The day of the sender's own rating, once nothing is left to do but file it.
  private var concludedOn: CivilDate? {
    guard let feedback, feedback.source == .sender, state == .closed || state == .archived else { return nil }
    return feedback.at.date
  }

  /// What it is among those received on the same day.
  private var shareTallies: [(MatterMeasure, CivilDate)] {
    var result: [(MatterMeasure, CivilDate)] = []
    let endedWithoutAnswer = firstReplyAt == nil && [.declined, .diverted, .withdrawn].contains(state)
    if !endedWithoutAnswer { result.append((.owed, receivedAt.date)) }
    if firstReplyAt != nil { result.append((.owedAnswered, receivedAt.date)) }
    if !escalations.isEmpty { result.append((.sentUp, receivedAt.date)) }
    return result
  }

  /// What a deputy's own matter adds over time.
  private var raisedTallies: [(MatterMeasure, CivilDate)] {
    var result: [(MatterMeasure, CivilDate)] = [(.raised, receivedAt.date)]
    if campaign != nil { result.append((.raisedInCampaign, receivedAt.date)) }
    if let concludedOn { result.append((.raisedConcluded, concludedOn)) }
    if let firstReplyAt {
      result.append((.raisedAnswered, firstReplyAt.date))
      if firstReplyInTime == true { result.append((.raisedAnsweredInTime, firstReplyAt.date)) }
    }
    if outcome == .solved, let resultAt { result.append((.raisedSolved, resultAt.date)) }
    if let feedback, feedback.source == .sender {
      result.append((.raisedRated, feedback.at.date))
      if feedback.overall == .satisfied { result.append((.raisedSatisfied, feedback.at.date)) }
      if feedback.overall == .basic { result.append((.raisedBasic, feedback.at.date)) }
    }
    return result
  }

  private func feedbackTallies(_ feedback: MatterFeedback) -> [(MatterMeasure, CivilDate)] {
    let measures: [MatterMeasure] =
      switch (feedback.source, feedback.overall) {
      case (.attempt, _): [.unrated]
      case (.sender, .satisfied): [.ratedBySender, .satisfiedBySender]
      case (.sender, .basic): [.ratedBySender, .basicBySender]
      case (.sender, _): [.ratedBySender]
      case (.staff, .satisfied): [.ratedByStaff, .satisfiedByStaff]
      case (.staff, .basic): [.ratedByStaff, .basicByStaff]
      case (.staff, _): [.ratedByStaff]
      }
    return measures.map { ($0, feedback.at.date) }
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
