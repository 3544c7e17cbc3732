package import Domain
import Store

/// 异议: a deputy says that an act entered for him was not his word; the chief looks into it and settles it.
package enum ObjectToAct {
  /// - Parameter seq: the number of the act in the matter's history.
  package static func run(
    _ words: String, to seq: Int, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.object, on: matter, request) { work in
      guard let person = request.actor.person, work.facts.actedFor.contains(person) else {
        throw ActionError.refused(.notYours)
      }
      try work.carryOut(.object(seq: seq, isSettled: false), words: MatterWords(text: words))
      guard try MatterStore.markObjected(matter, seq: seq, by: person, in: work.tx) else { throw ActionError.notFound }
    }
  }

  /// The chief's finding closes the objection; both stay in the history.
  package static func settle(
    _ words: String, of seq: Int, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.object, on: matter, request) { work in
      guard let person = request.actor.signedIn, let venue = work.matter.status.venue, person.holds(.chief, at: venue)
      else { throw ActionError.refused(.notYours) }
      try work.carryOut(.object(seq: seq, isSettled: true), words: MatterWords(text: words))
    }
  }
}
