package import Domain

/// What `lianluo demo` can make.
package enum DemoScale: String, CaseIterable, Sendable {
  case town, district

  package var name: String {
    switch self {
    case .town: "演示镇"
    case .district: "演示区"
    }
  }

  /// Who is who, for the printed list of sign-ins.
  package var signIns: [(username: String, role: String)] {
    switch self {
    case .town: DemoTown.signIns
    case .district: DemoDistrict.signIns
    }
  }

  /// Makes the place. `clock` is the clock of `environment`; it ends at `today`, in the middle of the morning.
  package func build(
    today: CivilDate, clock: DemoClock, chance: DemoChance, in environment: AppEnvironment,
    progress: @escaping @Sendable (String) -> Void
  ) async throws {
    clock.move(to: today.adding(months: -22).start.adding(hours: 9))
    try await ImportHolidays.run(
      ShippedHolidays.days, source: ShippedHolidays.source, by: .system, in: environment)
    switch self {
    case .town:
      try await DemoTown.build(today: today, clock: clock, chance: chance, in: environment, progress: progress)
    case .district:
      try await DemoDistrict.build(today: today, clock: clock, chance: chance, in: environment, progress: progress)
    }
    progress("提醒、计数、封存")
    try await TimedJobs.runAll(holder: "demo", in: environment)
    try await TimedJobs.release(holder: "demo", in: environment)
  }
}
