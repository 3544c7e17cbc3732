import DatabaseKit
package import Domain
import SecretsKit
import Store

/// The clerk decides a request, or the desk where a sealed matter lies; what is granted is done in the same transaction.
package enum DecideInformation {
  package struct Input: Sendable {
    package let outcome: InformationDecision.Outcome
    package let ground: InformationGround?
    package let fields: [CorrectedField]
    /// Told to whoever asked.
    package let reason: String
    /// The revision that was shown.
    package let seen: Int

    package init(
      outcome: InformationDecision.Outcome, ground: InformationGround?, fields: [CorrectedField] = [], reason: String,
      seen: Int
    ) {
      self.outcome = outcome
      self.ground = ground
      self.fields = fields
      self.reason = reason
      self.seen = seen
    }

    var decision: InformationDecision {
      InformationDecision(outcome: outcome, ground: ground, fields: fields, hasReason: !reason.isEmpty)
    }
  }

  package static func run(
    _ input: Input, on id: ID<InformationRequest>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let (request, form, contacts, sealed) = try await environment.database.read { tx in
      guard let request = try InformationStore.request(id, in: tx) else { throw ActionError.notFound }
      return (
        request, try MatterForm.others(as: request.matter, in: tx),
        try MatterPartStore.contacts(of: request.matter, in: tx), try InformationStore.sealed(id, in: tx)
      )
    }
    let settlement = Settlement(environment, input, id, actor, form)
    let effect = try await environment.database.read { tx in try settlement.decide(in: tx).effect }
    switch effect {
    case nil:
      let locks = [LockKey(.matter, request.matter.raw)]
      try await environment.database.write(locking: locks) { tx in try settlement.settle(if: nil, in: tx) }
    case .erase(let parts)?:
      let orphans = Orphans()
      _ = try await MatterChange(environment).run(
        .erase, on: request.matter, MatterRequest(actor: actor, seen: nil), others: form
      ) { work in
        try settlement.settle(if: effect, in: work.tx)
        orphans.set(
          try MatterErasure.carryOut(
            Set(parts), reason: "本人申请删除", basis: .request, on: work, sameForm: form))
      }
      try await orphans.delete(in: environment)
    case .correct(let fields)?:
      let change = try CorrectedContact(fields, contacts, sealed, request, in: environment)
      _ = try await MatterChange(environment).run(
        .correct, on: request.matter, MatterRequest(actor: actor, seen: nil)
      ) { work in
        try settlement.settle(if: effect, in: work.tx)
        let said = fields.contains(.words) ? try settlement.said(in: work.tx) : nil
        try work.carryOut(
          .correct(fields: fields, request: id), words: MatterWords(text: change.words(said: said)))
        guard let contact = change.contact else { return }
        // Somebody else may have put it right, or erased it, since it was read.
        guard try MatterPartStore.contacts(of: request.matter, in: work.tx) == contacts else {
          throw ActionError.changedMeanwhile
        }
        try MatterPartStore.update(contact, of: request.matter, in: work.tx)
      }
    }
  }

  /// 查看申请更正的内容: what is to be put in place, for whoever decides; remembered and audited like every look.
  package static func look(_ id: ID<InformationRequest>, by actor: Actor, in environment: AppEnvironment) async throws
    -> InformationCorrection
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let event = environment.newIDs(1, at: now)[0]
    let sealed = try await environment.database.write { tx in
      guard let request = try InformationStore.request(id, in: tx),
        let matter = try MatterStore.matter(request.matter, in: tx),
        InformationAccess.may(.decide, on: try MatterStore.facts(of: matter, in: tx), by: actor)
      else { throw ActionError.notFound }
      try InformationHistory.append(
        .looked, of: id, id: event, salt: [], by: actor.recordActor, at: now, in: tx)
      return try InformationStore.sealed(id, in: tx)
    }
    return try sealed.map { try InformationCorrection(opening: $0, of: id, in: environment) }
      ?? InformationCorrection()
  }
}

extension InformationCorrection {
  init(opening sealed: (bytes: [UInt8], keyID: Int), of id: ID<InformationRequest>, in environment: AppEnvironment)
    throws
  {
    let text = try environment.cipher.open(
      FieldCipher.Sealed(keyID: sealed.keyID, bytes: sealed.bytes), record: id.raw, field: "information_requests")
    self = try JSONText.decode(InformationCorrection.self, from: text)
  }
}

/// The decision itself, made again inside the transaction that carries it out.
private struct Settlement: Sendable {
  let input: DecideInformation.Input
  let id: ID<InformationRequest>
  let actor: Actor
  let form: [ID<Matter>]
  let now: Instant
  let event: Int64
  let salt: [UInt8]

  init(
    _ environment: AppEnvironment, _ input: DecideInformation.Input, _ id: ID<InformationRequest>, _ actor: Actor,
    _ form: [ID<Matter>]
  ) {
    self.input = input
    self.id = id
    self.actor = actor
    self.form = form
    now = environment.now()
    event = environment.newIDs(1, at: now)[0]
    salt = environment.random(16)
  }

  func decide(in tx: any ReadTransaction) throws -> (request: InformationRequest, effect: InformationEffect?) {
    guard let request = try InformationStore.request(id, in: tx),
      let matter = try MatterStore.matter(request.matter, in: tx)
    else { throw ActionError.notFound }
    let facts = try MatterStore.facts(of: matter, in: tx)
    guard InformationAccess.may(.decide, on: facts, by: actor) else { throw ActionError.notFound }
    if request.state == .open, request.revision != input.seen { throw ActionError.changedMeanwhile }
    let effect = try InformationWorkflow.decide(
      input.decision, on: request, try facts.forInformation(sameForm: form, in: tx))
    return (request, effect)
  }

  /// - Parameter effect: what was got ready; something else follows now when the facts have changed meanwhile.
  func settle(if effect: InformationEffect?, in tx: any WriteTransaction) throws {
    let (found, follows) = try decide(in: tx)
    guard follows == effect else { throw ActionError.changedMeanwhile }
    var request = found
    request.state = input.outcome.state
    request.settledAt = now
    request.ground = input.outcome == .granted ? nil : input.ground
    guard try InformationStore.settle(request, in: tx) else { throw ActionError.changedMeanwhile }
    try InformationHistory.append(
      .decided(
        .init(
          outcome: input.outcome, ground: request.ground, fields: input.fields,
          inTime: now.date <= request.due.date)),
      of: id, words: input.reason, id: event, salt: salt, by: actor.recordActor, at: now, in: tx)
  }

  /// What whoever asked wrote.
  func said(in tx: any ReadTransaction) throws -> String? {
    try EventStore.first(of: .information, id.raw, in: tx)?.words.flatMap {
      try JSONText.decode(MatterWords.self, from: $0).text
    }
  }
}

extension InformationDecision.Outcome {
  fileprivate var state: InformationRequest.State {
    switch self {
    case .granted: .granted
    case .partly: .partly
    case .refused: .refused
    }
  }
}

/// A contact put right: sealed anew with the newest key, and both masks in words.
private struct CorrectedContact: Sendable {
  private(set) var contact: StoredContact?
  private var lines: [String] = []

  init(
    _ fields: [CorrectedField], _ contacts: [StoredContact], _ sealed: (bytes: [UInt8], keyID: Int)?,
    _ request: InformationRequest, in environment: AppEnvironment
  ) throws {
    guard fields.contains(where: { $0 != .words }) else { return }
    guard let old = contacts.first, let sealed else { throw ActionError.changedMeanwhile }
    let wanted = try InformationCorrection(opening: sealed, of: request.id, in: environment)
    let matter = request.matter
    func open(_ bytes: [UInt8]?, _ field: StaticString) throws -> String? {
      try bytes.map {
        try environment.cipher.open(
          FieldCipher.Sealed(keyID: old.keyID, bytes: $0), record: matter.raw, field: field)
      }
    }
    func value(_ field: CorrectedField, _ new: String?, _ old: String?) -> String? {
      fields.contains(field) ? new : old
    }
    let name = value(.name, wanted.name, try open(old.name, "matter_contacts.name"))
    let phone = value(.phone, wanted.phone, try open(old.phone, "matter_contacts.phone"))
    let guardian = value(.guardian, wanted.guardian, try open(old.guardian, "matter_contacts.guardian"))
    // One key for the row: what stays is sealed anew, too.
    func seal(_ text: String?, _ field: StaticString) throws -> FieldCipher.Sealed? {
      guard let text, !text.isEmpty else { return nil }
      return try environment.cipher.seal(text, record: matter.raw, field: field, nonce: environment.random(12))
    }
    let parts = [
      try seal(name, "matter_contacts.name"), try seal(phone, "matter_contacts.phone"),
      try seal(guardian, "matter_contacts.guardian"),
    ]
    guard Set(parts.compactMap { $0?.keyID }).count <= 1 else { throw ActionError.changedMeanwhile }
    let mask = ContactMask(
      name: fields.contains(.name) ? ContactMask.mask(name: name ?? "") : old.mask.name,
      phone: fields.contains(.phone) ? ContactMask.mask(phone: phone ?? "") : old.mask.phone)
    contact = StoredContact(
      position: old.position, name: parts[0]?.bytes, phone: parts[1]?.bytes, guardian: parts[2]?.bytes,
      keyID: parts.compactMap { $0?.keyID }.first ?? 0, mask: mask,
      phoneIndex: (phone ?? "").isEmpty ? nil : environment.cipher.index(phone ?? ""))
    if fields.contains(.name) { lines.append("称呼：\(old.mask.name) → \(mask.name)") }
    if fields.contains(.phone) { lines.append("电话：\(old.mask.phone) → \(mask.phone)") }
    if fields.contains(.guardian) { lines.append("监护人：已更正") }
  }

  func words(said: String?) -> String {
    (lines + [said.map { "更正说明：" + $0 }].compactMap { $0 }).joined(separator: "\n")
  }
}
