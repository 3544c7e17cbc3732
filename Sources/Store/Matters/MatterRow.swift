import DatabaseKit
package import Domain

/// The columns of a matter's row and how its status is spread over them: one list, used for insert, update and read.
enum MatterRow {
  /// The part that changes with every event, as `column = value` pairs.
  static func statusColumns(_ status: MatterStatus) throws -> [(column: SQL, value: SQL)] {
    let pauses = try JSONText.encode(status.pauses)
    let previous = try status.previousOwner.map(JSONText.encode)
    let objections = try JSONText.encode(status.objections)
    let handlings = status.handlings.isEmpty ? "[]" : try JSONText.encode(status.handlings)
    return try identity(status) + owner(status, previous) + [("handlings", "\(bind: handlings)")]
      + clocks(status, pauses)
      + progress(status)
      + end(status, objections) + levels(status)
  }

  private static func levels(_ status: MatterStatus) throws -> [(column: SQL, value: SQL)] {
    [
      ("origin_congress_id", "\(bind: status.origin?.congress)"), ("origin_venue_id", "\(bind: status.origin?.venue)"),
      ("counted_congress_id", "\(bind: status.origin?.congress ?? status.congress)"),
      ("escalations", "\(bind: status.escalations.isEmpty ? "[]" : try JSONText.encode(status.escalations))"),
      ("overseer_venue_id", "\(bind: status.overseer)"), ("overseer_due_on", "\(bind: status.overseerDue)"),
      ("offered", "\(bind: status.offered.isEmpty ? "[]" : try JSONText.encode(status.offered))"),
      ("held", "\(bind: status.held.isEmpty ? "[]" : try JSONText.encode(status.held))"),
      ("merged_into_id", "\(bind: status.mergedInto)"),
      ("followers", "\(bind: status.followers.isEmpty ? "[]" : try JSONText.encode(status.followers))"),
    ]
  }

  private static func identity(_ status: MatterStatus) -> [(column: SQL, value: SQL)] {
    [
      ("state", "\(bind: status.state)"), ("queue", "\(bind: status.queue)"),
      ("sort_on", "\(bind: status.sortDate)"), ("clock_due_on", "\(bind: status.runningClock?.date)"),
      ("resume_state", "\(bind: status.resume)"), ("round", "\(bind: status.round)"),
      ("channel", "\(bind: status.channel)"), ("congress_id", "\(bind: status.congress)"),
      ("venue_id", "\(bind: status.venue)"), ("grade", "\(bind: status.grade)"),
      ("urgency", "\(bind: status.urgency)"), ("visibility", "\(bind: status.visibility)"),
      ("received_at", "\(bind: status.receivedAt)"), ("received_on", "\(bind: status.receivedAt.date)"),
      ("campaign_id", "\(bind: status.campaign?.campaign)"), ("campaign_round", "\(bind: status.campaign?.round)"),
    ]
  }

  private static func owner(_ status: MatterStatus, _ previous: String?) -> [(column: SQL, value: SQL)] {
    [
      ("owner_kind", "\(bind: status.owner.kindWord)"), ("owner_mandate_id", "\(bind: status.ownerMandate)"),
      ("owner_person_id", "\(bind: status.ownerPerson)"), ("owner_group_id", "\(bind: status.ownerGroup)"),
      ("previous_owner", "\(bind: previous)"),
    ]
  }

  private static func clocks(_ status: MatterStatus, _ pauses: String) -> [(column: SQL, value: SQL)] {
    [
      ("counts_from", "\(bind: status.countsFrom)"), ("round_from", "\(bind: status.roundFrom)"),
      ("accept_from", "\(bind: status.acceptFrom)"), ("pauses", "\(bind: pauses)"),
      ("accept_due_on", "\(bind: status.acceptDue.date)"),
      ("accept_due_open", "\(bind: status.acceptDue.isProvisional)"),
      ("reply_due_on", "\(bind: status.replyDue.date)"), ("reply_due_open", "\(bind: status.replyDue.isProvisional)"),
      ("divert_due_on", "\(bind: status.divertDue)"), ("feedback_due_on", "\(bind: status.feedbackDue?.date)"),
      ("feedback_due_open", "\(bind: status.feedbackDue?.isProvisional ?? false)"),
      ("closable_after", "\(bind: status.closableAfter?.date)"),
      ("closable_open", "\(bind: status.closableAfter?.isProvisional ?? false)"),
    ]
  }

  private static func progress(_ status: MatterStatus) -> [(column: SQL, value: SQL)] {
    [
      ("accepted_at", "\(bind: status.acceptedAt)"), ("outcome", "\(bind: status.outcome)"),
      ("result_at", "\(bind: status.resultAt)"), ("result_on", "\(bind: status.resultAt?.date)"),
      ("first_reply_at", "\(bind: status.firstReplyAt)"), ("first_reply_on", "\(bind: status.firstReplyAt?.date)"),
      ("first_reply_in_time", "\(bind: status.firstReplyInTime)"), ("last_reply_at", "\(bind: status.lastReplyAt)"),
      ("last_reply_on", "\(bind: status.lastReplyOn)"),
      ("reply_entered", "\(bind: status.replyEntered)"), ("feedback_source", "\(bind: status.feedback?.source)"),
      ("feedback_attitude", "\(bind: status.feedback?.attitude)"),
      ("feedback_result", "\(bind: status.feedback?.result)"),
      ("feedback_overall", "\(bind: status.feedback?.overall)"), ("feedback_at", "\(bind: status.feedback?.at)"),
      ("feedback_on", "\(bind: status.feedback?.at.date)"),
      ("feedback_flagged", "\(bind: status.feedback?.isFlagged ?? false)"),
    ]
  }

  private static func end(_ status: MatterStatus, _ objections: String) -> [(column: SQL, value: SQL)] {
    [
      ("ended_at", "\(bind: status.endedAt)"), ("ended_on", "\(bind: status.endedAt?.date)"),
      ("archive_venue_id", "\(bind: status.archive?.venue)"),
      ("archive_congress_id", "\(bind: status.archive?.desk)"), ("archive_year", "\(bind: status.archive?.year)"),
      ("archive_number", "\(bind: status.archive?.number)"), ("seal", "\(bind: status.seal)"),
      ("publication", "\(bind: status.publication)"), ("redacted_by", "\(bind: status.redactedBy)"),
      ("has_objection", "\(bind: status.hasObjection)"), ("objections", "\(bind: objections)"),
      ("is_erased", "\(bind: status.isErased)"), ("contact_erased", "\(bind: status.erased.contains(.contact))"),
      ("photos_erased", "\(bind: status.erased.contains(.photos))"),
      ("published_erased", "\(bind: status.erased.contains(.published))"),
    ]
  }

  static func matter(_ row: Row) throws -> Matter {
    Matter(
      id: try row("id"), receipt: try row("receipt"), title: try row("title"), category: try row("category_id"),
      replyWay: try row.word("reply_way"), isMinor: try row("is_minor"), enteredBy: try row("entered_by"),
      previous: try row("previous_id"), settings: try row("settings_id"), revision: try row("revision"),
      status: try status(row), grid: try row("grid_id"))
  }

  static func status(_ row: Row) throws -> MatterStatus {
    // Begins as freshly submitted and takes every column over, so that a field added later cannot be forgotten here
    // without the replay test noticing.
    var status = MatterStatus(
      submitted: MatterEvent.Submitted(
        channel: try row.word("channel"), congress: try row("congress_id"), venue: try row("venue_id"),
        owner: try owner(row), visibility: try row.word("visibility"), receivedAt: try row("received_at"),
        countsFrom: try row("counts_from"), acceptDue: try due(row, "accept_due_on", "accept_due_open"),
        replyDue: try due(row, "reply_due_on", "reply_due_open"), divertDue: try row("divert_due_on"),
        seal: try row.optionalWord("seal"),
        raiser: try row.word("channel", as: MatterChannel.self).isFromDeputy ? row("entered_by") : nil,
        campaign: try row("campaign_id", as: ID<Campaign>?.self).map {
          CampaignMark(campaign: $0, round: try row("campaign_round"))
        }))
    status.state = try row.word("state")
    status.resume = try row.optionalWord("resume_state")
    status.round = try row("round")
    status.grade = try row.optionalWord("grade")
    status.urgency = try row.word("urgency")
    status.previousOwner = try row("previous_owner", as: String?.self).map {
      try JSONText.decode(MatterOwner.self, from: $0)
    }
    let handlings: String = try row("handlings")
    if handlings != "[]" { status.handlings = try JSONText.decode([UnitHandling].self, from: handlings) }
    status.roundFrom = try row("round_from")
    status.acceptFrom = try row("accept_from")
    status.pauses = try JSONText.decode([Pause].self, from: row("pauses"))
    status.feedbackDue = try optionalDue(row, "feedback_due_on", "feedback_due_open")
    status.closableAfter = try optionalDue(row, "closable_after", "closable_open")
    try readProgress(row, into: &status)
    try readLevels(row, into: &status)
    return status
  }

  private static func readLevels(_ row: Row, into status: inout MatterStatus) throws {
    status.origin = try row("origin_congress_id", as: ID<Congress>?.self).map {
      MatterPlace(congress: $0, venue: try row("origin_venue_id"))
    }
    func list<Value: Decodable>(_ column: String) throws -> [Value] {
      let text: String = try row(column)
      return text == "[]" ? [] : try JSONText.decode([Value].self, from: text)
    }
    status.escalations = try list("escalations")
    status.overseer = try row("overseer_venue_id")
    status.overseerDue = try row("overseer_due_on")
    status.offered = try list("offered")
    status.mergedInto = try row("merged_into_id")
    status.followers = try list("followers")
    status.held = try list("held")
  }

  private static func readProgress(_ row: Row, into status: inout MatterStatus) throws {
    status.acceptedAt = try row("accepted_at")
    status.outcome = try row.optionalWord("outcome")
    status.resultAt = try row("result_at")
    status.firstReplyAt = try row("first_reply_at")
    status.firstReplyInTime = try row("first_reply_in_time")
    status.lastReplyAt = try row("last_reply_at")
    status.lastReplyOn = try row("last_reply_on")
    status.replyEntered = try row("reply_entered")
    if let source: MatterFeedback.Source = try row.optionalWord("feedback_source") {
      status.feedback = MatterFeedback(
        source: source, attitude: try row.optionalWord("feedback_attitude"),
        result: try row.optionalWord("feedback_result"), at: try row("feedback_at"),
        isFlagged: try row("feedback_flagged"))
    }
    status.endedAt = try row("ended_at")
    if let number: Int = try row("archive_number", as: Int?.self) {
      let year: Int = try row("archive_year")
      if let venue: ID<Venue> = try row("archive_venue_id", as: ID<Venue>?.self) {
        status.archive = ArchiveMark(venue: venue, year: year, number: number)
      } else {
        status.archive = ArchiveMark(desk: try row("archive_congress_id"), year: year, number: number)
      }
    }
    status.publication = try row.word("publication")
    status.redactedBy = try row("redacted_by")
    status.objections = try JSONText.decode([Int].self, from: row("objections"))
    for (part, column) in [
      (ErasedPart.words, "is_erased"), (.contact, "contact_erased"), (.photos, "photos_erased"),
      (.published, "published_erased"),
    ] where try row(column, as: Bool.self) { status.erased.insert(part) }
  }

  private static func due(_ row: Row, _ date: String, _ open: String) throws -> DueDate {
    DueDate(date: try row(date), isProvisional: try row(open))
  }

  private static func optionalDue(_ row: Row, _ date: String, _ open: String) throws -> DueDate? {
    guard let day: CivilDate = try row(date, as: CivilDate?.self) else { return nil }
    return DueDate(date: day, isProvisional: try row(open))
  }

  static func owner(_ row: Row) throws -> MatterOwner {
    switch try row("owner_kind", as: String.self) {
    case "deputy": return .deputy(try row("owner_mandate_id"), try row("owner_person_id"))
    case "group": return .group(try row("owner_group_id"))
    case "desk": return .desk
    default: return .venue
    }
  }
}

extension MatterOwner {
  var kindWord: String {
    switch self {
    case .venue: "venue"
    case .deputy: "deputy"
    case .group: "group"
    case .desk: "desk"
    }
  }
}

extension MatterStatus {
  /// The date a queue is sorted by.
  package var sortDate: CivilDate {
    switch state {
    case .submitted: isHeld ? receivedAt.date : acceptDue.date
    case .accepted, .withUnit, .resultRecorded, .dissatisfied: replyDue.date
    case .awaitingSupplement: receivedAt.date
    case .replied: (feedbackDue ?? replyDue).date
    case .closed: (feedback?.at ?? receivedAt).date
    case .declined, .diverted, .withdrawn, .archived: (endedAt ?? receivedAt).date
    }
  }
}
