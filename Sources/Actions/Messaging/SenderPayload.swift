import DatabaseKit
package import Domain
import Store

/// A message to a sender in the outbox: what about, and which matter. Never a number.
package struct SenderPayload: Sendable, Codable, Equatable {
  package static let topic = "sender"

  package let kind: MessageKind
  package let matter: ID<Matter>
  package let congress: ID<Congress>

  package init(kind: MessageKind, matter: ID<Matter>, congress: ID<Congress>) {
    self.kind = kind
    self.matter = matter
    self.congress = congress
  }

  /// Puts it into the outbox, if the sender wants messages: most do not, and cost a look into a small table.
  static func enqueue(
    _ kind: MessageKind, _ matter: ID<Matter>, _ congress: ID<Congress>, id: () throws -> Int64, at now: Instant,
    in tx: any WriteTransaction
  ) throws {
    guard try ConsentStore.isGiven(matter, in: tx) else { return }
    let payload = SenderPayload(kind: kind, matter: matter, congress: congress)
    try MessageStore.enqueue(try id(), topic: topic, payload: try JSONText.encode(payload), at: now, in: tx)
  }
}
