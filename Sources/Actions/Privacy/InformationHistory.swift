import DatabaseKit
import Domain
import Store

/// The history of a request about one's own data.
enum InformationHistory {
  static func append(
    _ event: InformationEvent, of request: ID<InformationRequest>, words: String? = nil, id: Int64, salt: [UInt8],
    by actor: RecordActor, at now: Instant, in tx: any WriteTransaction
  ) throws {
    _ = try EventStore.append(
      NewEntry(
        id: ID(id), kind: .information, subject: request.raw, act: event.act, at: now, actor: actor,
        facts: try InformationEventCoding.facts(event),
        words: try words.map { try JSONText.encode(MatterWords(text: $0)) }, salt: salt),
      after: try EventStore.head(of: .information, request.raw, in: tx), in: tx)
  }
}

extension MatterFacts {
  /// What a request about the matter is decided by.
  func forInformation(sameForm: [ID<Matter>], in tx: any ReadTransaction) throws -> InformationFacts {
    let others = try MatterStore.facts(of: sameForm, in: tx).values
    return InformationFacts(
      isEnded: status.state.isEnded, isHeld: try HoldStore.isHeld(id, in: tx),
      isFormOpen: others.contains { !$0.status.state.isEnded }, erased: status.erased)
  }
}
