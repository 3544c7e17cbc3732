/// What a mechanism links from and to.
package enum LinkEnd: String, CaseIterable, Sendable, Codable {
  /// A leader, a member of the standing committee, anybody.
  case person
  case deputy
  case venue
  case region
  /// Households or voters, described by where they live.
  case voters

  package static let origins: [LinkEnd] = [.person, .deputy]
}

/// 双包双联双导、双联系、包保、分工联系选民: what a place calls it, whom it links to what, and how often there has to be
/// contact.
package struct LinkMechanism: Sendable, Equatable {
  package let id: ID<LinkMechanism>
  package let congress: ID<Congress>
  package let name: String
  package let note: String
  package let from: LinkEnd
  package let to: LinkEnd
  package let cadence: Cadence
  package let validFrom: CivilDate
  package let validTo: CivilDate?
  package let revision: Int

  package init(
    id: ID<LinkMechanism>, congress: ID<Congress>, name: String, note: String, from: LinkEnd, to: LinkEnd,
    cadence: Cadence, validFrom: CivilDate, validTo: CivilDate? = nil, revision: Int = 1
  ) {
    self.id = id
    self.congress = congress
    self.name = name
    self.note = note
    self.from = from
    self.to = to
    self.cadence = cadence
    self.validFrom = validFrom
    self.validTo = validTo
    self.revision = revision
  }
}

/// One link: who is responsible for whom or what.
package struct ResponsibilityLink: Sendable, Equatable {
  package enum Target: Sendable, Equatable {
    case venue(ID<Venue>)
    case person(ID<Person>)
    case region(ID<Region>)
    case voters(String)
  }

  package let id: ID<ResponsibilityLink>
  package let mechanism: ID<LinkMechanism>
  package let from: Named<Person>
  package let target: Target
  package let targetName: String
  package let tenure: Tenure

  package init(
    id: ID<ResponsibilityLink>, mechanism: ID<LinkMechanism>, from: Named<Person>, target: Target, targetName: String,
    tenure: Tenure
  ) {
    self.id = id
    self.mechanism = mechanism
    self.from = from
    self.target = target
    self.targetName = targetName
    self.tenure = tenure
  }
}

/// How contact was made.
package enum LinkWay: String, CaseIterable, Sendable, Codable { case visit, invited, phone, online, letter, activity }

/// An entry of a link's log.
package struct LinkContact: Sendable, Equatable {
  package let id: ID<LinkContact>
  package let link: ID<ResponsibilityLink>
  package let date: CivilDate
  package let way: LinkWay
  package let what: String
  package let enteredBy: String?

  package init(
    id: ID<LinkContact>, link: ID<ResponsibilityLink>, date: CivilDate, way: LinkWay, what: String, enteredBy: String?
  ) {
    self.id = id
    self.link = link
    self.date = date
    self.way = way
    self.what = what
    self.enteredBy = enteredBy
  }
}

/// A link with how it stands in one period.
package struct LinkLine: Sendable, Equatable {
  package let link: ResponsibilityLink
  package let standing: CadenceStanding
  package let last: CivilDate?

  package init(link: ResponsibilityLink, standing: CadenceStanding, last: CivilDate?) {
    self.link = link
    self.standing = standing
    self.last = last
  }
}

package enum CadencePeriod: String, CaseIterable, Sendable, Codable {
  case week, month, quarter, year

  /// The period that a date lies in: weeks begin on Monday, the others with the calendar.
  package func range(of date: CivilDate) -> ClosedRange<CivilDate> {
    let (year, month, _) = date.parts
    switch self {
    case .week:
      let monday = date.adding(days: -date.weekday.rawValue)
      return monday...monday.adding(days: 6)
    case .month: return Self.months(from: month, count: 1, of: year, around: date)
    case .quarter: return Self.months(from: (month - 1) / 3 * 3 + 1, count: 3, of: year, around: date)
    case .year: return Self.months(from: 1, count: 12, of: year, around: date)
    }
  }

  /// The period before the one that a date lies in.
  package func rangeBefore(_ date: CivilDate) -> ClosedRange<CivilDate> {
    range(of: range(of: date).lowerBound.adding(days: -1))
  }

  private static func months(from month: Int, count: Int, of year: Int, around date: CivilDate) -> ClosedRange<
    CivilDate
  > {
    guard let first = CivilDate(year: year, month: month, day: 1) else { return date...date }
    return first...first.adding(months: count).adding(days: -1)
  }
}

/// At least so many contacts in each period; none is no cadence.
package struct Cadence: Sendable, Equatable {
  package let contacts: Int
  package let period: CadencePeriod

  package init(contacts: Int, period: CadencePeriod) {
    self.contacts = contacts
    self.period = period
  }

  /// How many contacts a link owes in a period: those of the whole period, or as many as its days in it bring, begun ones
  /// left out. A link that began in the last third of a quarter with one contact owes none yet.
  package func owed(by tenure: Tenure, in period: ClosedRange<CivilDate>) -> Int {
    let first = max(tenure.from, period.lowerBound)
    let end = tenure.to.map { tenure.endReason == nil ? $0 : $0.adding(days: -1) } ?? period.upperBound
    let last = min(end, period.upperBound)
    if last < first { return 0 }
    let all = period.upperBound.daysSinceEpoch - period.lowerBound.daysSinceEpoch + 1
    let days = last.daysSinceEpoch - first.daysSinceEpoch + 1
    return contacts * days / all
  }

  /// How a link stands in the period that `day` lies in, on `today`.
  package func standing(
    of tenure: Tenure, contacts dates: [CivilDate], in day: CivilDate, today: CivilDate, calendar: WorkingCalendar
  ) -> CadenceStanding {
    let range = period.range(of: day)
    let done = dates.filter { range.contains($0) }.count
    let owed = owed(by: tenure, in: range)
    let missing = max(0, owed - done)
    let isOver = range.upperBound < today
    let left = isOver ? 0 : calendar.workingDays(after: today.adding(days: -1), through: range.upperBound)
    return CadenceStanding(
      period: range, owed: owed, done: done, missing: missing, isOver: isOver, workingDaysLeft: left)
  }
}

/// How a link stands in one period.
package struct CadenceStanding: Sendable, Equatable {
  package let period: ClosedRange<CivilDate>
  package let owed: Int
  package let done: Int
  package let missing: Int
  /// The period has ended: what is missing stays missing.
  package let isOver: Bool
  /// Working days to the end of the period, today counted.
  package let workingDaysLeft: Int

  package init(
    period: ClosedRange<CivilDate>, owed: Int, done: Int, missing: Int, isOver: Bool, workingDaysLeft: Int
  ) {
    self.period = period
    self.owed = owed
    self.done = done
    self.missing = missing
    self.isOver = isOver
    self.workingDaysLeft = workingDaysLeft
  }
}
