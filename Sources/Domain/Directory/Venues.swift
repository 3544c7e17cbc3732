/// 家室站点 and the reception window.
package enum VenueKind: String, CaseIterable, Sendable, Codable { case home, studio, station, point, window }

package enum VenueTier: String, CaseIterable, Sendable, Codable { case single, central, branch }

/// A place where residents meet deputies.
package struct Venue: Sendable, Equatable {
  package let id: ID<Venue>
  package let congress: ID<Congress>
  package let region: ID<Region>
  package let kind: VenueKind
  package var tier: VenueTier
  /// The venue above: a branch's centre, a station's home.
  package var parent: ID<Venue>?
  package var name: String
  /// One or two characters for archive numbers, such as 柳站.
  package var mark: String
  /// The deputy a studio is named after.
  package var namedAfter: ID<Person>?
  package var host: String
  package var address: String
  /// CGCS2000, in ten-millionths of a degree.
  package var longitudeE7: Int?
  package var latitudeE7: Int?
  package var telephone: String
  package var openingHours: String
  /// 工作流程、主要职责、工作制度: a line each.
  package var workflow: [String]
  package var duties: [String]
  package var rules: [String]
  package var validFrom: CivilDate?
  package var validTo: CivilDate?

  package init(
    id: ID<Venue>, congress: ID<Congress>, region: ID<Region>, kind: VenueKind, tier: VenueTier = .single,
    parent: ID<Venue>? = nil, name: String, mark: String, namedAfter: ID<Person>? = nil, host: String = "",
    address: String = "", longitudeE7: Int? = nil, latitudeE7: Int? = nil, telephone: String = "",
    openingHours: String = "", workflow: [String] = [], duties: [String] = [], rules: [String] = [],
    validFrom: CivilDate? = nil, validTo: CivilDate? = nil
  ) {
    self.id = id
    self.congress = congress
    self.region = region
    self.kind = kind
    self.tier = tier
    self.parent = parent
    self.name = name
    self.mark = mark
    self.namedAfter = namedAfter
    self.host = host
    self.address = address
    self.longitudeE7 = longitudeE7
    self.latitudeE7 = latitudeE7
    self.telephone = telephone
    self.openingHours = openingHours
    self.workflow = workflow
    self.duties = duties
    self.rules = rules
    self.validFrom = validFrom
    self.validTo = validTo
  }
}

/// 承办单位.
package struct HandlingUnit: Sendable, Equatable {
  package let id: ID<HandlingUnit>
  package let congress: ID<Congress>
  package var name: String
  package var telephone: String
  package var validTo: CivilDate?

  package init(id: ID<HandlingUnit>, congress: ID<Congress>, name: String, telephone: String, validTo: CivilDate? = nil)
  {
    self.id = id
    self.congress = congress
    self.name = name
    self.telephone = telephone
    self.validTo = validTo
  }
}

/// 类别, a tree per congress.
package struct MatterCategory: Sendable, Equatable {
  package let id: ID<MatterCategory>
  package let congress: ID<Congress>
  package let parent: ID<MatterCategory>?
  package var name: String
  package var position: Int
  package var isActive: Bool

  package init(
    id: ID<MatterCategory>, congress: ID<Congress>, parent: ID<MatterCategory>?, name: String, position: Int,
    isActive: Bool = true
  ) {
    self.id = id
    self.congress = congress
    self.parent = parent
    self.name = name
    self.position = position
    self.isActive = isActive
  }
}

/// When a venue or a deputy receives residents (接待选民日), as a rule; dates follow from it and the holiday table.
package struct ReceptionRule: Sendable, Equatable {
  package enum Recurrence: Sendable, Equatable {
    /// Monthly on this day; on a day that is not worked it moves to the next working day.
    case monthly(day: Int)
    case weekly(Weekday)
  }

  package let id: ID<ReceptionRule>
  package let venue: ID<Venue>
  package let recurrence: Recurrence
  /// Minutes after midnight.
  package let opens: Int
  package let closes: Int
  package let topic: String
  package let place: String
  package let people: [ID<Person>]

  package init(
    id: ID<ReceptionRule>, venue: ID<Venue>, recurrence: Recurrence, opens: Int, closes: Int, topic: String,
    place: String, people: [ID<Person>]
  ) {
    self.id = id
    self.venue = venue
    self.recurrence = recurrence
    self.opens = opens
    self.closes = closes
    self.topic = topic
    self.place = place
    self.people = people
  }

  /// The dates from `first` through `last` on which this reception is held.
  package func dates(from first: CivilDate, through last: CivilDate, calendar: WorkingCalendar) -> [CivilDate] {
    var dates: [CivilDate] = []
    switch recurrence {
    case .monthly(let day):
      // One month earlier, because a shifted day may fall into the next month.
      guard var month = CivilDate(year: first.year, month: first.month, day: 1)?.adding(months: -1) else { return [] }
      while month <= last {
        let inMonth = min(day, CivilDate.days(in: month.month, of: month.year))
        dates.append(calendar.workingDay(onOrAfter: month.adding(days: inMonth - 1)))
        month = month.adding(months: 1)
      }
    case .weekly(let weekday):
      var date = first.adding(days: -7)
      while date.weekday != weekday { date = date.adding(days: 1) }
      while date <= last {
        dates.append(calendar.workingDay(onOrAfter: date))
        date = date.adding(days: 7)
      }
    }
    // Two days of one long holiday move to the same day.
    return dates.enumerated().filter { index, date in
      date >= first && date <= last && (index == 0 || dates[index - 1] != date)
    }
    .map(\.element)
  }
}
