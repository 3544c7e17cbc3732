package import Domain

/// 撤回: the sender takes it back before it is answered.
package enum WithdrawMatter {
  package static func run(
    _ words: String?, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.withdraw, on: matter, request) { work in
      try work.carryOut(.withdraw, words: MatterWords(text: words))
    }
  }
}
