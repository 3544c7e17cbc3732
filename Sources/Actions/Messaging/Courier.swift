package import Domain

/// A message with its words and its address: it exists while it is being sent and is stored nowhere.
package struct OutgoingMessage: Sendable {
  /// Our id, the same for every try.
  package let reference: String
  package let address: String
  package let kind: MessageKind
  package let text: String
  /// The values of the template's slots, for gateways that have the words themselves.
  package let slots: [MessageTexts.Slot: String]
  package let at: Instant

  package init(
    reference: String, address: String, kind: MessageKind, text: String, slots: [MessageTexts.Slot: String],
    at: Instant
  ) {
    self.reference = reference
    self.address = address
    self.kind = kind
    self.text = text
    self.slots = slots
    self.at = at
  }
}

/// What one try gave, with a word for the log that names nobody.
package struct SendResult: Sendable, Equatable {
  package let outcome: SendOutcome
  package let reason: String

  package init(_ outcome: SendOutcome, reason: String = "") {
    self.outcome = outcome
    self.reason = reason
  }
}

/// A way out of the system: a gateway, a relay, or a test's own.
package protocol MessageCourier: Sendable {
  /// The other side takes one id only once, so that a message whose fate is unknown may be said again.
  var knowsIDs: Bool { get }
  /// Seconds after which a try is over for certain.
  var longest: Int { get }
  /// How many are sent at a time.
  var width: Int { get }
  /// The host, for whoever runs this place.
  var host: String { get }

  func send(_ message: OutgoingMessage) async -> SendResult
  func shutDown() async
}

/// The ways out that are set up, and what stands in every message.
package struct Couriers: Sendable {
  package let sms: (any MessageCourier)?
  package let mail: (any MessageCourier)?
  package let texts: MessageTexts
  /// Where to sign in; empty when no address of the site was given.
  package let signInURL: String
  /// The address that stops messages to a number, without its code; empty when no address of the site was given.
  package let stopURL: String

  package init(
    sms: (any MessageCourier)? = nil, mail: (any MessageCourier)? = nil, texts: MessageTexts = MessageTexts(),
    signInURL: String = "", stopURL: String = ""
  ) {
    self.sms = sms
    self.mail = mail
    self.texts = texts
    self.signInURL = signInURL
    self.stopURL = stopURL
  }

  /// Off until configured.
  package static let none = Couriers()

  package subscript(channel: MessageChannel) -> (any MessageCourier)? {
    switch channel {
    case .sms: sms
    case .mail: mail
    }
  }

  package var channels: Set<MessageChannel> { Set(MessageChannel.allCases.filter { self[$0] != nil }) }

  package func shutDown() async {
    await sms?.shutDown()
    await mail?.shutDown()
  }
}
