/// One period in which a campaign collects (第几期).
package struct CampaignRound: Sendable, Hashable, Comparable {
  /// Names the round in a matter's history: the year and the quarter, such as 20264; a year alone is 20260, and the only
  /// round of a campaign that does not come again is 0.
  package let number: Int
  package let first: CivilDate
  package let last: CivilDate

  package init(number: Int, first: CivilDate, last: CivilDate) {
    self.number = number
    self.first = first
    self.last = last
  }

  package func holds(_ date: CivilDate) -> Bool { first <= date && date <= last }

  package static func < (left: CampaignRound, right: CampaignRound) -> Bool {
    (left.first, left.number) < (right.first, right.number)
  }
}

/// When a campaign collects. The rounds follow from the date alone: no timer opens or closes one.
package enum CampaignSchedule: Sendable, Hashable {
  /// From one day through another.
  case once(CivilDate, CivilDate)
  /// 每季初: the first days of every quarter, from a day on, through another one where that is known.
  case quarterly(days: Int, from: CivilDate, through: CivilDate?)
  /// The same days of every year, as of the year given.
  case yearly(CivilDate, CivilDate)

  package enum Kind: String, CaseIterable, Sendable { case once, quarterly, yearly }

  package var kind: Kind {
    switch self {
    case .once: .once
    case .quarterly: .quarterly
    case .yearly: .yearly
    }
  }

  package var first: CivilDate {
    switch self {
    case .once(let first, _), .quarterly(_, let first, _), .yearly(let first, _): first
    }
  }

  package var last: CivilDate? {
    switch self {
    case .once(_, let last), .yearly(_, let last): last
    case .quarterly(_, _, let last): last
    }
  }

  /// Of a quarter at most: the first one of a common year has ninety days.
  package static let quarterDays = 1...90

  package enum Problem: Sendable, Equatable {
    /// The last day lies before the first.
    case backwards
    /// A round would begin before the one before it is over.
    case overlaps
    case days
    /// No round lies in it.
    case empty
  }

  package var problem: Problem? {
    if let last, last < first { return .backwards }
    switch self {
    case .once: return nil
    case .quarterly(let days, _, _):
      if !Self.quarterDays.contains(days) { return .days }
      return next(after: first.adding(days: -1)) == nil ? .empty : nil
    case .yearly(let first, let last): return last < first.adding(months: 12) ? nil : .overlaps
    }
  }

  /// The round that a day lies in.
  package func round(on date: CivilDate) -> CampaignRound? {
    candidates(around: date).first { $0.holds(date) }
  }

  /// The first round that begins after a day.
  package func next(after date: CivilDate) -> CampaignRound? {
    candidates(around: max(date, first)).filter { $0.first > date }.min()
  }

  /// The rounds that have begun by a day, the newest first, as many as asked for.
  package func rounds(through date: CivilDate, limit: Int) -> [CampaignRound] {
    var found: [CampaignRound] = []
    var day = date
    while found.count < limit, let round = candidates(around: day).filter({ $0.first <= day }).max() {
      found.append(round)
      day = round.first.adding(days: -1)
    }
    return found
  }

  /// The round of a number, if the schedule has it.
  package func round(numbered number: Int) -> CampaignRound? {
    let (year, part) = (number / 10, number % 10)
    switch self {
    case .once(let first, let last): return number == 0 ? CampaignRound(number: 0, first: first, last: last) : nil
    case .quarterly: return (1...4).contains(part) ? quarter(year * 4 + part - 1) : nil
    case .yearly: return part == 0 ? yearly(year) : nil
    }
  }

  /// Every round that could hold a day, and those beside them.
  private func candidates(around date: CivilDate) -> [CampaignRound] {
    switch self {
    case .once(let first, let last): return [CampaignRound(number: 0, first: first, last: last)]
    case .quarterly(_, let from, let through):
      let day = min(max(date, from), through ?? max(date, from))
      let index = day.year * 4 + (day.month - 1) / 3
      return (index - 1...index + 1).compactMap(quarter)
    case .yearly: return (date.year - 1...date.year + 1).compactMap(yearly)
    }
  }

  /// The part of a quarter that lies inside the whole time; nil when none does.
  private func quarter(_ index: Int) -> CampaignRound? {
    guard case .quarterly(let days, let from, let through) = self,
      let start = CivilDate(year: index / 4, month: index % 4 * 3 + 1, day: 1)
    else { return nil }
    let first = max(start, from)
    let last = min(start.adding(days: days - 1), through ?? start.adding(days: days - 1))
    guard first <= last else { return nil }
    return CampaignRound(number: index / 4 * 10 + index % 4 + 1, first: first, last: last)
  }

  /// The round that begins in a year: 29 February is the 28th where there is none.
  private func yearly(_ year: Int) -> CampaignRound? {
    guard case .yearly(let first, let last) = self, year >= first.year else { return nil }
    let months = (year - first.year) * 12
    return CampaignRound(number: year * 10, first: first.adding(months: months), last: last.adding(months: months))
  }
}
