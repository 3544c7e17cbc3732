package import Domain

/// 放行: somebody has looked at a matter that was held, and it comes into the queue as if it had come in now, with the date
/// of receipt that it has.
package enum ReleaseMatter {
  @discardableResult
  package static func run(on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment) async throws
    -> MatterChanged
  {
    try await MatterChange(environment).run(.release, on: matter, request) { work in
      try work.carryOut(.release(isByTimer: false))
    }
  }
}
