/// What is limited for whoever asks from outside. Health, assets and reading public pages are not.
package enum Limited: String, CaseIterable, Sendable {
  /// Matters sent from an address. A whole village may stand behind one address of its carrier.
  case submit
  /// Matters sent with a telephone number.
  case contact
  /// Kilobytes of photos from an address.
  case photos
  /// Lookups by number and code from an address; tries of one number are rows (see `LookupMatter`).
  case lookup
  /// What is done with a receipt from an address: supplement, rate, withdraw.
  case receipt
  /// Scans of printed codes that are counted; beyond it the page still opens.
  case scan
  /// Forms of sign-in sent from an address, each of which costs a password's hashing.
  case signIn = "sign-in"
  /// Look-ups of similar matters while somebody types.
  case similar
  /// What a member of staff, a grid worker or a deputy keys in for others, by person.
  case desk
}

/// The limits of one server: settings of whoever runs it (`limits.*`), not of a congress.
package struct LimitSettings: Sendable, Equatable {
  package struct Limit: Sendable, Equatable {
    /// At once; 0 switches the limit off.
    package var burst: Int
    package var hourly: Int
    /// 0: no limit of the day beside that of the hour.
    package var daily: Int

    package init(burst: Int, hourly: Int, daily: Int = 0) {
      self.burst = burst
      self.hourly = hourly
      self.daily = daily
    }
  }

  private var limits: [Limited: Limit] = [:]

  package init() {}

  package subscript(limited: Limited) -> Limit {
    get { limits[limited] ?? Self.standard(limited) }
    set { limits[limited] = newValue }
  }

  package func policy(_ limited: Limited) -> LimitPolicy {
    let limit = self[limited]
    guard limit.burst > 0, limit.hourly > 0 else { return LimitPolicy(limited.rawValue, []) }
    let daily: [TokenRate] = limit.daily > 0 ? [.daily(limit.daily, burst: limit.daily)] : []
    return LimitPolicy(limited.rawValue, [.hourly(limit.hourly, burst: limit.burst)] + daily)
  }

  private static func standard(_ limited: Limited) -> Limit {
    switch limited {
    case .submit: Limit(burst: 40, hourly: 120)
    case .contact: Limit(burst: 5, hourly: 5, daily: 20)
    case .photos: Limit(burst: 400_000, hourly: 1_000_000)
    case .lookup: Limit(burst: 40, hourly: 120)
    case .receipt: Limit(burst: 60, hourly: 240)
    case .scan: Limit(burst: 200, hourly: 600)
    case .signIn: Limit(burst: 60, hourly: 300)
    case .similar: Limit(burst: 120, hourly: 1_200)
    case .desk: Limit(burst: 120, hourly: 600)
    }
  }
}
