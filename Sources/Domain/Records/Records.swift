/// Who did something, as history keeps it.
package enum RecordActor: Sendable, Equatable {
  case person(ID<Person>)
  /// The holder of the receipt of the record itself.
  case sender
  case visitor
  case system

  package var person: ID<Person>? {
    if case .person(let id) = self { return id }
    return nil
  }
}

/// 代为办理: an act entered for a deputy on his word. Both names stand wherever the act does.
package struct OnBehalf: Sendable, Equatable, Codable {
  package let person: ID<Person>
  /// How the deputy gave his word.
  package let how: ContactWay
  package let obtainedOn: CivilDate

  package init(person: ID<Person>, how: ContactWay, obtainedOn: CivilDate) {
    self.person = person
    self.how = how
    self.obtainedOn = obtainedOn
  }
}

/// What kind of record a history belongs to.
package enum SubjectKind: String, CaseIterable, Sendable {
  case matter, person, mandate, venue, congress, region, group, unit, category, account, settings, holidays, code
  case constituency, delegation, post, reception
  case security
  case cluster, mechanism, link
  case campaign
  case suggestion, motion
  case information = "information_request"
  case hold
  case keys
  /// Of a congress.
  case session
  /// From a session.
  case leave
}

/// The end of a record's history: what the next event is chained to.
package struct ChainHead: Sendable, Equatable {
  package let seq: Int
  package let hash: [UInt8]

  package init(seq: Int, hash: [UInt8]) {
    self.seq = seq
    self.hash = hash
  }

  /// Before the first event.
  package static let start = ChainHead(seq: 0, hash: [UInt8](repeating: 0, count: 32))
}

/// One entry of a record's history, as stored.
package struct RecordEntry: Sendable, Equatable {
  package let id: ID<RecordEvent>
  package let kind: SubjectKind
  package let subject: Int64
  package let seq: Int
  package let act: String
  package let at: Instant
  package let actor: RecordActor
  package let onBehalf: OnBehalf?
  /// JSON.
  package let facts: String
  /// JSON; nil when there were none or they were erased.
  package let words: String?
  package let salt: [UInt8]?
  package let commitment: [UInt8]
  package let previousHash: [UInt8]
  package let hash: [UInt8]
  package let seal: ID<Seal>?

  package init(
    id: ID<RecordEvent>, kind: SubjectKind, subject: Int64, seq: Int, act: String, at: Instant, actor: RecordActor,
    onBehalf: OnBehalf?, facts: String, words: String?, salt: [UInt8]?, commitment: [UInt8], previousHash: [UInt8],
    hash: [UInt8], seal: ID<Seal>?
  ) {
    self.id = id
    self.kind = kind
    self.subject = subject
    self.seq = seq
    self.act = act
    self.at = at
    self.actor = actor
    self.onBehalf = onBehalf
    self.facts = facts
    self.words = words
    self.salt = salt
    self.commitment = commitment
    self.previousHash = previousHash
    self.hash = hash
    self.seal = seal
  }

  /// There were words and they are gone.
  package var isErased: Bool { words == nil && commitment.contains { $0 != 0 } }
}
