package import Domain

/// What `lianluo demo` can make.
package enum DemoScale: String, CaseIterable, Sendable {
  case town, district, county, city

  package var name: String {
    switch self {
    case .town: "演示镇"
    case .district: "演示区"
    case .county: "演示县"
    case .city: "演示市"
    }
  }

  /// Who is who, for the printed list of sign-ins.
  package var signIns: [(username: String, role: String)] {
    switch self {
    case .town: DemoTown.signIns
    case .district: DemoDistrict.signIns
    case .county: DemoCounty.signIns(isCity: false)
    case .city: DemoCounty.signIns(isCity: true)
    }
  }

  /// Its figures; nil for a place that has none to keep to.
  package var shape: CountyShape? {
    switch self {
    case .town, .district: nil
    case .county: .county
    case .city: .city
    }
  }

  /// The day on which its history begins.
  package func began(_ today: CivilDate) -> CivilDate {
    shape == nil ? today.adding(months: -22) : DemoCounty.began(today)
  }

  /// Makes the place. `clock` is the clock of `environment`; it ends at `today`, in the middle of the morning.
  /// - Parameter shape: Other figures than the county's or the city's own.
  package func build(
    today: CivilDate, clock: DemoClock, chance: DemoChance, shape: CountyShape? = nil, in environment: AppEnvironment,
    progress: @escaping @Sendable (String) -> Void
  ) async throws {
    clock.move(to: began(today).start.adding(hours: 9))
    try await ImportHolidays.run(
      ShippedHolidays.days, source: ShippedHolidays.source, by: .system, in: environment)
    switch self {
    case .town:
      try await DemoTown.build(today: today, clock: clock, chance: chance, in: environment, progress: progress)
    case .district:
      try await DemoDistrict.build(today: today, clock: clock, chance: chance, in: environment, progress: progress)
    case .county, .city:
      try await DemoCounty.build(
        shape ?? (self == .city ? .city : .county), today: today, clock: clock, chance: chance, in: environment,
        progress: progress)
    }
    progress("提醒、计数、封存")
    try await TimedJobs.runAll(holder: "demo", in: environment)
    try await TimedJobs.release(holder: "demo", in: environment)
  }
}
