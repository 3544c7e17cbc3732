import Domain

/// A date that the test's own text gives.
func day(_ text: String) -> CivilDate { CivilDate(text: text)! }

/// A time of day in Beijing on a date.
func at(_ date: String, _ hour: Int = 10, _ minute: Int = 0) -> Instant {
  day(date).start.adding(seconds: Int64(hour * 60 + minute) * 60)
}

/// The holidays and make-up days of 2025 and 2026, copied from the State Council's notices.
enum SampleHolidays {
  static let table = HolidayTable(days: days, years: [2025, 2026], version: 1)
  static let calendar = WorkingCalendar(table: table)

  private static let days = [
    range("元旦", .off, "2025-01-01", "2025-01-01"), range("春节", .work, "2025-01-26", "2025-01-26"),
    range("春节", .off, "2025-01-28", "2025-02-04"), range("春节", .work, "2025-02-08", "2025-02-08"),
    range("清明节", .off, "2025-04-04", "2025-04-06"), range("劳动节", .work, "2025-04-27", "2025-04-27"),
    range("劳动节", .off, "2025-05-01", "2025-05-05"), range("端午节", .off, "2025-05-31", "2025-06-02"),
    range("国庆节", .work, "2025-09-28", "2025-09-28"), range("国庆节", .off, "2025-10-01", "2025-10-08"),
    range("国庆节", .work, "2025-10-11", "2025-10-11"), range("元旦", .off, "2026-01-01", "2026-01-03"),
    range("元旦", .work, "2026-01-04", "2026-01-04"), range("春节", .work, "2026-02-14", "2026-02-14"),
    range("春节", .off, "2026-02-15", "2026-02-23"), range("春节", .work, "2026-02-28", "2026-02-28"),
    range("清明节", .off, "2026-04-04", "2026-04-06"), range("劳动节", .off, "2026-05-01", "2026-05-05"),
    range("劳动节", .work, "2026-05-09", "2026-05-09"), range("端午节", .off, "2026-06-19", "2026-06-21"),
    range("国庆节", .work, "2026-09-20", "2026-09-20"), range("中秋节", .off, "2026-09-25", "2026-09-27"),
    range("国庆节", .off, "2026-10-01", "2026-10-07"), range("国庆节", .work, "2026-10-10", "2026-10-10"),
  ].flatMap { $0 }

  static func range(_ name: String, _ kind: HolidayTable.Kind, _ first: String, _ last: String) -> [HolidayTable.Day] {
    (day(first).daysSinceEpoch...day(last).daysSinceEpoch).map {
      HolidayTable.Day(date: CivilDate(daysSinceEpoch: $0), kind: kind, name: name)
    }
  }
}

/// Records that exist only as ids.
enum Sample {
  static let town = ID<Congress>(10)
  static let county = ID<Congress>(11)
  static let otherTown = ID<Congress>(12)
  static let station = ID<Venue>(20)
  static let otherStation = ID<Venue>(21)
  static let home = ID<Venue>(22)
  static let countyHome = ID<Venue>(23)
  static let group = ID<DeputyGroup>(30)
  static let otherGroup = ID<DeputyGroup>(31)
  static let mandate = ID<Mandate>(40)
  static let secondMandate = ID<Mandate>(41)
  static let otherMandate = ID<Mandate>(42)
  static let deputy = ID<Person>(50)
  static let otherDeputy = ID<Person>(51)
  static let liaison = ID<Person>(52)
  static let chief = ID<Person>(53)
  static let clerk = ID<Person>(54)
  static let matter = ID<Matter>(60)
  static let category = ID<MatterCategory>(70)
  static let file = ID<MatterFile>(80)
  static let unit = ID<HandlingUnit>(90)
  static let grid = ID<Region>(80)
  static let otherGrid = ID<Region>(81)
  static let otherUnit = ID<HandlingUnit>(91)

  static let owner = MatterOwner.deputy(mandate, deputy)
  static let otherOwner = MatterOwner.deputy(otherMandate, otherDeputy)
  static let workflow = MatterWorkflow(rules: MatterRules(), calendar: SampleHolidays.calendar)

  /// A matter received on the morning of Wednesday, 5 March 2025: no holiday is near.
  static let received = at("2025-03-05", 9)

  static func submitted(
    owner: MatterOwner = owner, venue: ID<Venue>? = station, congress: ID<Congress> = town,
    visibility: MatterVisibility = .redacted, seal: SealReason? = nil, received: Instant = received
  ) -> MatterEvent.Submitted {
    let promise = workflow.promise(received: received)
    return MatterEvent.Submitted(
      channel: .code, congress: congress, venue: venue, owner: owner, category: category, visibility: visibility,
      receivedAt: received, countsFrom: promise.countsFrom, acceptDue: promise.accept, replyDue: promise.reply,
      divertDue: promise.divert, seal: seal)
  }

  /// A matter sent past its station to the desk of the congress above.
  static func atDesk(_ seal: SealReason) -> MatterEvent.Submitted {
    submitted(owner: .desk, venue: nil, congress: county, seal: seal)
  }

  static let accept = MatterCommand.accept(grade: .inGroup, urgency: .normal, category: category)
  static let reply = MatterCommand.reply(oral: nil, isEntered: false)
  /// To one unit, which leads.
  static func transfer(until day: CivilDate) -> MatterCommand {
    .transfer(
      units: [TransferTarget(unit: unit, isLead: true)], resultDue: day, sharing: .none, sharingReason: nil)
  }

  static let satisfied = rate(.satisfied, .satisfied)
  static let dissatisfied = rate(.satisfied, .dissatisfied)

  static func rate(_ attitude: Satisfaction, _ result: Satisfaction, reason: Bool = true) -> MatterCommand {
    .rate(attitude: attitude, result: result, hasReason: reason, isFlagged: false)
  }

  static func feedback(
    _ attitude: Satisfaction, _ result: Satisfaction, on date: CivilDate, reason: Bool = true
  ) -> MatterCommand {
    .recordFeedback(
      attitude: attitude, result: result, asker: "联络员", askedOn: date, how: .phone, hasReason: reason)
  }
}

/// A matter in the test's hands: acts are carried out one after the other and the events are kept.
struct Life {
  private(set) var status: MatterStatus
  private(set) var events: [(event: MatterEvent, at: Instant, actor: ID<Person>?)]
  var now: Instant
  var workflow = Sample.workflow

  init(_ submitted: MatterEvent.Submitted = Sample.submitted()) {
    status = MatterStatus(submitted: submitted)
    events = [(.submitted(submitted), submitted.receivedAt, nil)]
    now = submitted.receivedAt
  }

  /// Carries out what has to be accepted.
  @discardableResult
  mutating func act(
    _ command: MatterCommand, on date: String? = nil, by actor: ID<Person>? = nil
  ) throws -> MatterEvent {
    if let date { now = at(date) }
    let event = try workflow.decide(command, on: status, at: now)
    status.apply(event, at: now, actor: actor)
    events.append((event, now, actor))
    return event
  }

  /// Takes an event over that was decided elsewhere.
  mutating func take(_ event: MatterEvent, at: Instant) {
    now = at
    status.apply(event, at: at, actor: nil)
    events.append((event, at, nil))
  }

  /// Why the command is refused; nil when it is accepted, which changes nothing here.
  func refusal(_ command: MatterCommand, on date: String? = nil) -> MatterRefusal? {
    do {
      _ = try workflow.decide(command, on: status, at: date.map { at($0) } ?? now)
      return nil
    } catch {
      return error
    }
  }

  /// The status that the events alone give.
  var replayed: MatterStatus? {
    guard case .submitted(let first) = events[0].event else { return nil }
    var status = MatterStatus(submitted: first)
    for event in events.dropFirst() { status.apply(event.event, at: event.at, actor: event.actor) }
    return status
  }

  /// A matter that was led to a state in the usual way.
  static func reaching(
    _ state: MatterState, _ submitted: MatterEvent.Submitted = Sample.submitted()
  ) throws -> Life {
    var life = Life(submitted)
    switch state {
    case .submitted: break
    case .accepted: try life.lead(Sample.accept)
    case .withUnit: try life.lead(Sample.accept, Sample.transfer(until: life.now.date.adding(days: 40)))
    case .awaitingSupplement: try life.lead(Sample.accept, .ask)
    case .resultRecorded: try life.lead(Sample.accept, .recordResult(outcome: .solved, files: []))
    case .replied: try life.lead(Sample.accept, Sample.reply)
    case .dissatisfied: try life.lead(Sample.accept, Sample.reply, Sample.dissatisfied)
    case .closed: try life.lead(Sample.accept, Sample.reply, Sample.satisfied)
    case .declined: try life.lead(.decline(reason: .outOfScope, nextVenue: nil, nextDeputy: nil))
    case .diverted: try life.lead(.divert(kind: .petition, organ: "县信访局"))
    case .withdrawn: try life.lead(.withdraw)
    case .archived: try life.lead(Sample.accept, Sample.reply, Sample.satisfied, .archive(number: 1))
    }
    return life
  }

  /// One act a day.
  mutating func lead(_ commands: MatterCommand...) throws {
    for command in commands {
      now = now.adding(days: 1)
      try act(command)
    }
  }
}
