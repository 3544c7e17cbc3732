import DatabaseKit
package import Domain
import Store

/// A request with what was written in it.
package struct InformationRecord: Sendable, Equatable {
  package let request: InformationRequest
  /// Why it was asked; nil when there was none or it was erased.
  package let said: String?
  /// What was answered.
  package let answer: String?
  package let decidedBy: String?
}

/// Reads requests about one's own data: for whoever asked, for whoever decides, and that there is one for the station.
package enum ReadInformation {
  /// What a holder of the receipt sees.
  package struct Own: Sendable {
    package let requests: [InformationRecord]
    package let isHeld: Bool
    package let question: ProveIdentity.Question
  }

  package static func own(of matter: ID<Matter>, in environment: AppEnvironment) async throws -> Own {
    let question = try await ProveIdentity.question(for: matter, in: environment)
    return try await environment.database.read { tx in
      Own(
        requests: try InformationStore.requests(of: matter, in: tx).map { try record($0, in: tx) },
        isHeld: try HoldStore.isHeld(matter, in: tx), question: question)
    }
  }

  /// Open ones and those settled lately, of whatever the actor decides.
  package static func queue(by actor: Actor, in environment: AppEnvironment) async throws
    -> (open: [InformationLine], settled: [InformationLine])
  {
    let scopes = InformationAccess.scopes(for: actor)
    guard let reader = actor.person else { return ([], []) }
    return try await environment.database.read { tx in
      (
        open: try InformationStore.lines(scopes, reader: reader, isOpen: true, limit: 200, in: tx),
        settled: try InformationStore.lines(scopes, reader: reader, isOpen: false, limit: 50, in: tx)
      )
    }
  }

  package static func counts(by actor: Actor, in environment: AppEnvironment) async throws -> (open: Int, overdue: Int)
  {
    let scopes = InformationAccess.scopes(for: actor)
    guard let reader = actor.person, !scopes.isEmpty else { return (0, 0) }
    let today = environment.now().date
    return try await environment.database.read { tx in
      try InformationStore.counts(scopes, reader: reader, today: today, in: tx)
    }
  }

  /// A request with its matter, for whoever decides it.
  package struct Page: Sendable {
    package let record: InformationRecord
    package let receipt: String
    package let title: String
    package let state: MatterState
    package let endedOn: CivilDate?
    package let contact: ContactMask?
    package let facts: InformationFacts
    package let companions: Int
  }

  package static func page(_ id: ID<InformationRequest>, by actor: Actor, in environment: AppEnvironment) async throws
    -> Page
  {
    try await environment.database.read { tx in
      guard let request = try InformationStore.request(id, in: tx),
        let matter = try MatterStore.matter(request.matter, in: tx)
      else { throw ActionError.notFound }
      let facts = try MatterStore.facts(of: matter, in: tx)
      guard InformationAccess.may(.decide, on: facts, by: actor) else { throw ActionError.notFound }
      let form = try MatterForm.others(as: matter.id, in: tx)
      return Page(
        record: try record(request, in: tx), receipt: matter.receipt, title: matter.title, state: matter.status.state,
        endedOn: matter.status.endedAt?.date,
        contact: try MatterPartStore.contacts(of: matter.id, in: tx).first?.mask,
        facts: try facts.forInformation(sameForm: form, in: tx), companions: form.count)
    }
  }

  /// The open requests about a matter, for those who may know that there are any; and who may open them.
  package static func open(on matter: ID<Matter>, by actor: Actor, in environment: AppEnvironment) async throws
    -> (requests: [InformationRequest], mayDecide: Bool)
  {
    try await environment.database.read { tx in
      guard let found = try MatterStore.matter(matter, in: tx) else { return ([], false) }
      let facts = try MatterStore.facts(of: found, in: tx)
      guard InformationAccess.may(.know, on: facts, by: actor) else { return ([], false) }
      return (
        try InformationStore.requests(of: matter, in: tx).filter { $0.state == .open },
        InformationAccess.may(.decide, on: facts, by: actor)
      )
    }
  }

  private static func record(_ request: InformationRequest, in tx: any ReadTransaction) throws -> InformationRecord {
    let history = try EventStore.history(of: .information, request.id.raw, in: tx)
    func words(_ act: String) throws -> String? {
      try history.last { $0.act == act }?.words.flatMap { try JSONText.decode(MatterWords.self, from: $0).text }
    }
    let decider = history.last { $0.act == "decide" }?.actor.person
    return InformationRecord(
      request: request, said: try words("ask"), answer: try words("decide"),
      decidedBy: try decider.flatMap { try PersonStore.names([$0], in: tx)[$0] })
  }
}
