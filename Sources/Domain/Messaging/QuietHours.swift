/// The hours in which nobody is sent anything, in minutes after midnight in Beijing. From and until the same: none.
package struct QuietHours: Sendable, Equatable, Codable {
  package var from: Int
  package var until: Int

  package init(from: Int = 21 * 60, until: Int = 8 * 60) {
    self.from = from
    self.until = until
  }

  /// The first minute is quiet, the last is not.
  package func covers(minute: Int) -> Bool {
    from <= until ? (from..<until).contains(minute) : minute >= from || minute < until
  }

  /// The instant itself, or the end of the quiet hours that it lies in.
  package func opening(_ instant: Instant) -> Instant {
    let minute = instant.minuteOfDay
    guard covers(minute: minute) else { return instant }
    let date = minute < until ? instant.date : instant.date.adding(days: 1)
    return date.start.adding(seconds: Int64(until) * 60)
  }

  /// The next time of day at which the quiet hours end: when a daily digest goes out.
  package func nextEnd(after instant: Instant) -> Instant {
    let today = instant.date.start.adding(seconds: Int64(until) * 60)
    return today > instant ? today : instant.date.adding(days: 1).start.adding(seconds: Int64(until) * 60)
  }
}
