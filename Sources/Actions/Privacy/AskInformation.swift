import DatabaseKit
package import Domain
import SecretsKit
import Store

/// What somebody wants put in the place of his contact data; nil stays as it is.
package struct InformationCorrection: Sendable, Equatable, Codable {
  package var name: String?
  /// Digits only.
  package var phone: String?
  package var guardian: String?

  package init(name: String? = nil, phone: String? = nil, guardian: String? = nil) {
    self.name = name
    self.phone = phone
    self.guardian = guardian
  }

  package var fields: [CorrectedField] {
    [(CorrectedField.name, name), (.phone, phone), (.guardian, guardian)].compactMap { $1 == nil ? nil : $0 }
  }
}

/// A request of somebody about his own data, through his receipt: asked, and taken back. That he is who he says was proved
/// before (``ProveIdentity``); access is the receipt's.
package enum AskInformation {
  package struct Input: Sendable {
    package let kind: InformationRequest.Kind
    /// Why, or for a correction what was wrong in his own words.
    package let words: String?
    package let correction: InformationCorrection
    /// The sender's words are to be corrected by what he writes now.
    package let correctsWords: Bool

    package init(
      kind: InformationRequest.Kind, words: String? = nil,
      correction: InformationCorrection = InformationCorrection(), correctsWords: Bool = false
    ) {
      self.kind = kind
      self.words = words
      self.correction = correction
      self.correctsWords = correctsWords
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, by actor: Actor, key: RequestKey, in environment: AppEnvironment
  ) async throws -> ID<InformationRequest> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let id: ID<InformationRequest> = environment.newID(at: now)
    let ids = environment.newIDs(2, at: now)
    let salt = environment.random(16)
    let fields = input.correction.fields + (input.correctsWords ? [.words] : [])
    let due = InformationWorkflow.due(askedAt: now, try await environment.rules.calendar())
    let sealed =
      try input.correction.fields.isEmpty
      ? nil
      : environment.cipher.seal(
        try JSONText.encode(input.correction), record: id.raw, field: "information_requests",
        nonce: environment.random(12))
    // A copy is given at once: nothing is left to decide.
    let request = InformationRequest(
      id: id, matter: matter, kind: input.kind, state: input.kind == .copy ? .granted : .open, askedAt: now, due: due,
      settledAt: input.kind == .copy ? now : nil, fields: fields)
    return try await environment.database.write(locking: [LockKey(.matter, matter.raw), key.lock]) { tx in
      if let earlier = try Once.earlier(key, in: tx) { return ID(text: earlier) ?? id }
      guard let found = try MatterStore.matter(matter, in: tx) else { throw ActionError.notFound }
      let facts = try MatterStore.facts(of: found, in: tx)
      guard InformationAccess.may(.ask, on: facts, by: actor) else { throw ActionError.notFound }
      let open = try InformationStore.requests(of: matter, in: tx).filter { $0.state == .open }.map(\.kind)
      try InformationWorkflow.ask(
        input.kind, fields: fields, open: Set(open), on: try facts.forInformation(sameForm: [], in: tx))
      try InformationStore.insert(request, sealed: sealed.map { ($0.bytes, $0.keyID) }, in: tx)
      try InformationHistory.append(
        .asked(.init(kind: input.kind, matter: matter, due: due, fields: fields)), of: id, words: input.words,
        id: ids[0], salt: salt, by: .sender, at: now, in: tx)
      if request.state == .open { try tell(facts.status, matter, id: ids[1], at: now, in: tx) }
      try Once.remember(key, id.description, at: now, in: tx)
      return id
    }
  }

  /// The clerk hears of it, or the desk where a sealed matter lies.
  private static func tell(
    _ status: MatterStatus, _ matter: ID<Matter>, id: Int64, at now: Instant, in tx: any WriteTransaction
  ) throws {
    let atDesk = status.seal != nil || status.owner == .desk
    let message = MatterMessage(.informationAsked, atDesk ? .desk(status.congress) : .clerks(status.congress))
    let payload = OutboxPayload(message: message, matter: matter, congress: status.congress, except: nil)
    try MessageStore.enqueue(
      id, topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: now, in: tx)
  }

  /// 撤回.
  package static func withdraw(
    _ id: ID<InformationRequest>, on matter: ID<Matter>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let event = environment.newIDs(1, at: now)[0]
    try await environment.database.write(locking: [LockKey(.matter, matter.raw)]) { tx in
      guard var request = try InformationStore.request(id, in: tx), request.matter == matter,
        let found = try MatterStore.matter(matter, in: tx),
        InformationAccess.may(.ask, on: try MatterStore.facts(of: found, in: tx), by: actor)
      else { throw ActionError.notFound }
      // Pressed twice: it is withdrawn.
      if request.state == .withdrawn { return }
      try InformationWorkflow.withdraw(request)
      request.state = .withdrawn
      request.settledAt = now
      guard try InformationStore.settle(request, in: tx) else { throw ActionError.changedMeanwhile }
      try InformationHistory.append(
        .withdrawn, of: id, id: event, salt: [], by: .sender, at: now, in: tx)
    }
  }
}
