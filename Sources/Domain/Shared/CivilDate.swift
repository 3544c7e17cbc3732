/// A calendar date in Beijing time, without a time of day. Legal dates are dates, not instants; a day that is named as
/// a limit counts to its end.
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  package let daysSinceEpoch: Int

  package init(daysSinceEpoch: Int) { self.daysSinceEpoch = daysSinceEpoch }

  /// Nil unless the date exists in the Gregorian calendar and lies in the years 1900 to 2200.
  package init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
    else { return nil }
    // Howard Hinnant's days_from_civil: years begin in March so that the leap day is the last one.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let monthIndex = (month + 9) % 12
    let dayOfYear = (153 * monthIndex + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    daysSinceEpoch = era * 146_097 + dayOfEra - 719_468
  }

  /// Reads `YYYY-MM-DD`; nil for anything else.
  package init?(text: some StringProtocol) { self.init(text: String(text)) }

  /// A date as it is stored: read some hundred times for a page, so that this one is not generic.
  package init?(text: String) {
    var numbers = (0, 0, 0)
    var count = 0
    for byte in text.utf8 {
      let isHyphen = count == 4 || count == 7
      guard count < 10, isHyphen ? byte == 45 : (48...57).contains(byte) else { return nil }
      switch count {
      case 0..<4: numbers.0 = numbers.0 * 10 + Int(byte - 48)
      case 5..<7: numbers.1 = numbers.1 * 10 + Int(byte - 48)
      case 8..<10: numbers.2 = numbers.2 * 10 + Int(byte - 48)
      default: break
      }
      count += 1
    }
    guard count == 10 else { return nil }
    let (year, month, day) = numbers
    self.init(year: year, month: month, day: day)
  }

  package var year: Int { parts.year }
  package var month: Int { parts.month }
  package var day: Int { parts.day }

  /// Year, month and day in one go.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
  }

  package var weekday: Weekday { Weekday(rawValue: ((daysSinceEpoch + 3) % 7 + 7) % 7) ?? .monday }

  package func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + days) }

  /// The same day some calendar months later, clamped to the last day of that month (30 November and three months is
  /// 28 or 29 February).
  package func adding(months: Int) -> CivilDate {
    let (year, month, day) = parts
    let index = year * 12 + (month - 1) + months
    let targetYear = index / 12
    let targetMonth = index % 12 + 1
    let clamped = min(day, Self.days(in: targetMonth, of: targetYear))
    return CivilDate(year: targetYear, month: targetMonth, day: clamped) ?? self
  }

  /// Midnight in Beijing at which this date begins.
  package var start: Instant { Instant(milliseconds: Int64(daysSinceEpoch) * 86_400_000 - Instant.beijingOffset) }

  package static func < (left: CivilDate, right: CivilDate) -> Bool { left.daysSinceEpoch < right.daysSinceEpoch }

  package static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: CustomStringConvertible {
  /// `YYYY-MM-DD`, the form stored and sent.
  package var description: String {
    let (year, month, day) = parts
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}

extension CivilDate: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let date = CivilDate(text: text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "not a date"))
    }
    self = date
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// Days of the week, Monday first as in Chinese usage.
package enum Weekday: Int, CaseIterable, Sendable, Codable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  package var isWeekend: Bool { self == .saturday || self == .sunday }
}

/// A point in time: milliseconds since 1970-01-01 UTC.
package struct Instant: Hashable, Comparable, Sendable, Codable {
  package let milliseconds: Int64

  /// Beijing is eight hours ahead of UTC all year.
  package static let beijingOffset: Int64 = 8 * 3_600_000

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The date on the calendar in Beijing at this instant.
  package var date: CivilDate {
    let local = milliseconds + Self.beijingOffset
    return CivilDate(daysSinceEpoch: Int((local >= 0 ? local : local - 86_399_999) / 86_400_000))
  }

  /// Minutes since midnight in Beijing.
  package var minuteOfDay: Int {
    let local = milliseconds + Self.beijingOffset
    return Int(((local % 86_400_000) + 86_400_000) % 86_400_000 / 60_000)
  }

  package func adding(milliseconds more: Int64) -> Instant { Instant(milliseconds: milliseconds + more) }
  package func adding(seconds: Int64) -> Instant { adding(milliseconds: seconds * 1000) }
  package func adding(hours: Int64) -> Instant { adding(seconds: hours * 3600) }
  package func adding(days: Int64) -> Instant { adding(hours: days * 24) }

  /// Whether `earlier` is not longer ago than that; false when the clock was set back meanwhile.
  package func isWithin(_ milliseconds: Int64, after earlier: Instant) -> Bool {
    (0..<milliseconds).contains(self.milliseconds - earlier.milliseconds)
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

  package init(from decoder: any Decoder) throws {
    milliseconds = try decoder.singleValueContainer().decode(Int64.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}
