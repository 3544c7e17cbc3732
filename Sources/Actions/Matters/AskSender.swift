package import Domain

/// 向群众询问: the clocks stand still until the answer comes.
package enum AskSender {
  package static func run(
    _ question: String, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.ask, on: matter, request) { work in
      try work.carryOut(.ask, words: MatterWords(text: question))
    }
  }
}
