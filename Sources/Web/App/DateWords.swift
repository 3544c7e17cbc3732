package import Domain

/// Dates and times as people say them. No formatter: the forms are few and fixed.
package enum DateWords {
  package static let weekdays = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]

  /// 11月25日.
  package static func day(_ date: CivilDate) -> String {
    let (_, month, day) = date.parts
    return "\(month)月\(day)日"
  }

  /// 11月25日（周三）; with the year when it is not this year's.
  package static func full(_ date: CivilDate, today: CivilDate? = nil) -> String {
    let (year, _, _) = date.parts
    let prefix = today.map { $0.year == year ? "" : "\(year)年" } ?? ""
    return prefix + day(date) + "（\(weekdays[date.weekday.rawValue])）"
  }

  /// 2026年11月25日.
  package static func long(_ date: CivilDate) -> String {
    let (year, month, day) = date.parts
    return "\(year)年\(month)月\(day)日"
  }

  /// 09:30.
  package static func clock(_ minutes: Int) -> String {
    let hour = minutes / 60
    let minute = minutes % 60
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }

  /// 今天 09:30, 昨天 18:02, 11月20日 09:30.
  package static func moment(_ instant: Instant, today: CivilDate) -> String {
    let date = instant.date
    let time = clock(instant.minuteOfDay)
    if date == today { return "今天 \(time)" }
    if date == today.adding(days: -1) { return "昨天 \(time)" }
    return (date.year == today.year ? day(date) : long(date)) + " " + time
  }

  /// 今天, 昨天 or the date.
  package static func near(_ date: CivilDate, today: CivilDate) -> String {
    if date == today { return "今天" }
    if date == today.adding(days: -1) { return "昨天" }
    if date == today.adding(days: 1) { return "明天" }
    return date.year == today.year ? day(date) : long(date)
  }

  /// 2026 4827 1930: a receipt number in groups of four.
  package static func receipt(_ number: String) -> String {
    var groups: [String] = []
    var rest = Substring(number)
    while !rest.isEmpty {
      groups.append(String(rest.prefix(4)))
      rest = rest.dropFirst(4)
    }
    return groups.joined(separator: " ")
  }

  /// 73 06 42.
  package static func lookupCode(_ code: String) -> String {
    var groups: [String] = []
    var rest = Substring(code)
    while !rest.isEmpty {
      groups.append(String(rest.prefix(2)))
      rest = rest.dropFirst(2)
    }
    return groups.joined(separator: " ")
  }

  /// 第二十届: numbers of terms and sessions are written in Chinese.
  package static func ordinal(_ number: Int) -> String {
    let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    guard number > 0, number < 100 else { return "\(number)" }
    let tens = number / 10
    let ones = number % 10
    if tens == 0 { return digits[ones] }
    return (tens > 1 ? digits[tens] : "") + "十" + (ones > 0 ? digits[ones] : "")
  }
}
