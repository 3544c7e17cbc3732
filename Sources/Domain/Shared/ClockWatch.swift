/// Notices when the wall clock was set: it is compared with a clock that only goes on. After a leap, what goes by dates rests
/// for a while: most leaps are a wrong clock that was put right, or a right one that is wrong until somebody looks.
package struct ClockWatch: Sendable {
  /// A leap of as many milliseconds is one.
  package static let leap: Int64 = 10 * 60_000
  /// How long the rest lasts.
  package static let rest: Int64 = 10 * 60_000

  private var last: (wall: Int64, steady: Int64)?
  private var restsUntil = Int64.min

  package init() {}

  /// - Parameters:
  ///   - wall: the time of day.
  ///   - steady: milliseconds of a clock that nobody sets.
  /// - Returns: by how many milliseconds the wall clock leapt since the last look, if it did.
  package mutating func look(wall: Instant, steady: Int64) -> Int64? {
    defer { last = (wall.milliseconds, steady) }
    guard let last else { return nil }
    let leapt = (wall.milliseconds - last.wall) - (steady - last.steady)
    guard abs(leapt) >= Self.leap else { return nil }
    restsUntil = steady + Self.rest
    return leapt
  }

  package func rests(at steady: Int64) -> Bool { steady < restsUntil }
}
