import DatabaseKit
import Domain
import Store

/// Puts what an act on a suggestion or a motion tells into the outbox, in the act's transaction.
enum TellOfProposal {
  /// - Parameter messages: one entry of the outbox for each of their kinds.
  static func run(
    _ messages: [ProposalMessage], of subject: NoticeSubject, at congress: ID<Congress>, _ request: ProposalRequest,
    supply: EntrySupply, in tx: any WriteTransaction
  ) throws {
    let except = request.actor.person
    // Entered for a deputy, who hears of it.
    let entered = request.onBehalf.map { [ProposalMessage(.actedFor, .person($0.person))] } ?? []
    var kinds: [ProposalMessage] = []
    var audiences: [NoticeKind: [NoticeAudience]] = [:]
    for message in entered + messages where except.map({ message.audience != .person($0) }) ?? true {
      if audiences[message.kind] == nil { kinds.append(message) }
      audiences[message.kind, default: []].append(message.audience)
    }
    for message in kinds {
      let payload = OutboxPayload(
        message.kind, to: message.audience, further: Array((audiences[message.kind] ?? []).dropFirst()),
        about: subject, congress, of: message.about, except: except)
      try MessageStore.enqueue(
        try supply.id(), topic: OutboxPayload.topic, payload: try JSONText.encode(payload), at: supply.now, in: tx)
    }
  }
}
