/// 维护: for a while everything can be read and nothing changed.
package struct Maintenance: Sendable, Equatable, Codable {
  /// The operator's own words, such as 系统升级; may be empty.
  package let words: String
  /// When it is expected to be over.
  package let until: Instant?

  package init(words: String, until: Instant?) {
    self.words = words
    self.until = until
  }

  /// What everybody is told.
  package var sentence: String {
    var parts = [(words.isEmpty ? "系统正在维护" : words) + "，现在只能查看，不能提交。"]
    if let until {
      let (hour, minute) = (until.minuteOfDay / 60, until.minuteOfDay % 60)
      parts.append("预计\(until.date.month)月\(until.date.day)日\(hour):\(minute < 10 ? "0" : "")\(minute)恢复。")
    }
    return parts.joined()
  }

  /// Seconds after which trying again is worth it: within a minute and an hour.
  package func retryAfter(at now: Instant) -> Int {
    guard let until else { return 120 }
    return Int(min(max((until.milliseconds - now.milliseconds) / 1000, 60), 3600))
  }
}
