/// How passwords, sign-ins and logs are guarded in one installation: versioned values of the security administrator. The
/// defaults are the customary values of the field's hardening guides; a lower bound that a law names is a constant.
package struct SecuritySettings: Sendable, Equatable, Codable {
  package var password = Password()
  package var lock = Lock()
  package var session = Session()
  /// Days for which the log of sign-ins is kept.
  package var logDays = 183

  package init() {}

  package struct Password: Sendable, Equatable, Codable {
    /// Fewest characters.
    package var minimum = 8
    /// Of capitals, small letters, digits and other signs.
    package var kinds = 3
    /// How many of the last ones may not be taken again.
    package var history = 5
    /// Days after which another one has to be chosen.
    package var maximumDays = 90
    package init() {}
  }

  package struct Lock: Sendable, Equatable, Codable {
    /// Failures within the minutes after which a name is locked for the rest of them.
    package var failures = 5
    package var minutes = 10
    package init() {}

    package var window: Int64 { Int64(minutes) * 60_000 }
  }

  package struct Session: Sendable, Equatable, Codable {
    /// Minutes without a request after which a sign-in at a desk ends.
    package var idleMinutes = 30
    /// Hours after which it ends in any case.
    package var hours = 12
    /// Days for which a deputy's phone stays signed in after a slip.
    package var deviceDays = 90
    /// Sign-ins of one person at a time; the one used least recently ends for a new one.
    package var perPerson = 5
    package init() {}

    package var idle: Int64 { Int64(idleMinutes) * 60_000 }

    /// How long a sign-in lasts at most.
    package func lifetime(isDevice: Bool) -> Int64 {
      isDevice ? Int64(deviceDays) * 86_400_000 : Int64(hours) * 3_600_000
    }
  }

  /// 网络安全法: logs are kept for six months at least.
  package static let logDaysByLaw = 183

  /// What an editor may choose; nothing stored or typed lies outside.
  package static let numbers: [Number] = [
    Number("minimum", 8...64, \.password.minimum), Number("kinds", 3...4, \.password.kinds),
    Number("history", 1...24, \.password.history), Number("days", 7...180, \.password.maximumDays),
    Number("failures", 3...10, \.lock.failures), Number("minutes", 5...120, \.lock.minutes),
    Number("idle", 5...60, \.session.idleMinutes), Number("hours", 1...24, \.session.hours),
    Number("device", 1...180, \.session.deviceDays), Number("sessions", 1...20, \.session.perPerson),
    Number("log", logDaysByLaw...3650, \.logDays),
  ]

  package struct Number: Sendable {
    package let name: String
    package let range: ClosedRange<Int>
    package let path: any WritableKeyPath<SecuritySettings, Int> & Sendable

    init(
      _ name: String, _ range: ClosedRange<Int>, _ path: any WritableKeyPath<SecuritySettings, Int> & Sendable
    ) {
      self.name = name
      self.range = range
      self.path = path
    }
  }

  /// The numbers that lie outside of what may be chosen.
  package var outOfRange: [Number] { Self.numbers.filter { !$0.range.contains(self[keyPath: $0.path]) } }
}

package enum SecurityVersion {}

/// Security settings with their place in the row of versions; number 0 are the defaults.
package struct VersionedSecurity: Sendable, Equatable {
  package let number: Int
  package let settings: SecuritySettings

  package init(number: Int, settings: SecuritySettings) {
    self.number = number
    self.settings = settings
  }

  package static let defaults = VersionedSecurity(number: 0, settings: SecuritySettings())
}

/// A version in the list of versions.
package struct SecurityLine: Sendable, Equatable {
  package let version: VersionedSecurity
  package let reason: String
  package let madeBy: ID<Person>?
  package let madeAt: Instant

  package init(version: VersionedSecurity, reason: String, madeBy: ID<Person>?, madeAt: Instant) {
    self.version = version
    self.reason = reason
    self.madeBy = madeBy
    self.madeAt = madeAt
  }
}
