/// What an auditor can search by.
package enum AuditKind: String, CaseIterable, Sendable {
  /// Somebody came in, or went out.
  case signIn = "sign_in"
  /// A wrong password, a wrong slip, a locked name.
  case failure
  /// Somebody looked at a resident's contact.
  case reveal
  case export
  case settings
  case post
  case account
  /// A request of somebody about his own data, a hold, rules of keeping that were confirmed.
  case privacy

  /// The kind of an entry of a history; nil for those that are nothing for an auditor.
  package static func of(_ subject: SubjectKind, _ act: String) -> AuditKind? {
    if act == "export" || act.hasPrefix("export-") { return .export }
    switch subject {
    case .matter: return act == MatterAct.reveal.rawValue ? .reveal : nil
    case .settings, .holidays, .security: return act == "confirm-retention" ? .privacy : .settings
    case .keys: return .settings
    case .hold: return .privacy
    // What the person himself asks or takes back is no act of an office.
    case .information: return act == "reveal" ? .reveal : act == "decide" ? .privacy : nil
    case .account: return act.hasPrefix("grant ") || act.hasPrefix("end ") ? .post : .account
    default: return nil
    }
  }
}

/// What happens at the door: sign-ins have no record with a history of their own.
package enum SignInAct: String, CaseIterable, Sendable {
  case signIn = "sign-in"
  case signInBySlip = "sign-in-slip"
  case signOut = "sign-out"
  case wrongPassword = "wrong-password"
  case disabledAccount = "disabled-account"
  case unknownName = "unknown-name"
  case wrongSlip = "wrong-slip"
  case wrongPIN = "wrong-pin"
  /// The failures reached the limit.
  case locked
  /// An earlier sign-in ended because there were too many.
  case displaced
  /// A token for an application.
  case makeToken = "make-token"
  case revokeToken = "revoke-token"

  package var kind: AuditKind {
    switch self {
    case .signIn, .signInBySlip, .signOut, .displaced, .makeToken, .revokeToken: .signIn
    case .wrongPassword, .disabledAccount, .unknownName, .wrongSlip, .wrongPIN, .locked: .failure
    }
  }
}

/// What is kept of a sign-in, or of a try: whence it came.
package struct SignInFacts: Sendable, Equatable, Codable {
  package let address: String
  package let device: String

  package init(address: String, device: String) {
    self.address = address
    self.device = device
  }
}

/// Which lines an auditor asks for.
package struct AuditFilter: Sendable, Equatable {
  package var kind: AuditKind?
  /// Who did it, or whom it concerns.
  package var person: ID<Person>?
  package var from: CivilDate?
  package var through: CivilDate?

  package init(
    kind: AuditKind? = nil, person: ID<Person>? = nil, from: CivilDate? = nil, through: CivilDate? = nil
  ) {
    self.kind = kind
    self.person = person
    self.from = from
    self.through = through
  }
}

/// A line of the log. What people wrote and what matters say is not in it.
package struct AuditLine: Sendable, Equatable {
  package let id: Int64
  package let at: Instant
  package let kind: AuditKind
  package let act: String
  package let actor: ID<Person>?
  /// Whom it concerns.
  package let person: ID<Person>?
  /// The record it is about, and its entry's number there.
  package let subject: Subject?
  /// JSON, by `act`.
  package let facts: String

  package struct Subject: Sendable, Equatable {
    package let kind: SubjectKind
    package let id: Int64
    package let seq: Int

    package init(kind: SubjectKind, id: Int64, seq: Int) {
      self.kind = kind
      self.id = id
      self.seq = seq
    }
  }

  package init(
    id: Int64, at: Instant, kind: AuditKind, act: String, actor: ID<Person>?, person: ID<Person>?, subject: Subject?,
    facts: String
  ) {
    self.id = id
    self.at = at
    self.kind = kind
    self.act = act
    self.actor = actor
    self.person = person
    self.subject = subject
    self.facts = facts
  }
}
