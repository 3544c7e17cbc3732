package import Domain

/// 催办: chief, clerk or chair reminds whoever owes the next step; he is told, and the history keeps it.
package enum UrgeMatter {
  package static func run(
    _ words: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.urge, on: matter, request) { work in
      try work.carryOut(.urge, words: MatterWords(text: words))
    }
  }
}
