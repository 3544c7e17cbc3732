package import Domain
import Store

/// 公开: somebody other than who redacted it releases the version for everybody, or takes it down.
package enum PublishMatter {
  package static func run(
    isPublic: Bool, words: String?, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    guard let reviewer = request.actor.person else { throw ActionError.refused(.notYours) }
    return try await MatterChange(environment).run(.publish, on: matter, request) { work in
      try work.carryOut(.publish(isPublic: isPublic, reviewer: reviewer), words: MatterWords(text: words))
      try PublicationStore.setPublic(matter, isPublic, at: work.now, in: work.tx)
    }
  }
}
