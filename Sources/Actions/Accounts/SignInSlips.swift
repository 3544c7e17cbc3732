import DatabaseKit
package import Domain
import SecretsKit
import Store

/// What stands on a slip: valid for a day, for one use.
package struct PrintedSlip: Sendable, Equatable {
  package let person: Named<Person>
  /// Twelve digits, typed when there is no camera.
  package let code: String
  package let expires: Instant
}

/// 登录条: the liaison prints it, the deputy scans it and keeps the phone signed in for ninety days.
package enum IssueSlip {
  package static func run(
    for person: ID<Person>, by actor: Actor, key: RequestKey, in environment: AppEnvironment
  ) async throws -> PrintedSlip {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let issuer = actor.signedIn else { throw ActionError.refused(.notYours) }
    let now = environment.now()
    let expires = now.adding(milliseconds: SignInPolicy.slipLifetime)
    // Follows from the request: a reload shows the same slip instead of killing it.
    let number = environment.tokens.mac("slip", [key.hash]).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let digits = String(number % 1_000_000_000_000)
    let code = String(repeating: "0", count: 12 - digits.count) + digits
    let hash = environment.tokens.keyedHash("slip", code)
    let id: ID<SignInSlip> = environment.newID(at: now)
    let recordID: ID<RecordEvent> = environment.newID(at: now)
    let salt = environment.random(16)
    let name = try await environment.database.write { tx in
      guard let name = try PersonStore.names([person], in: tx)[person] else { throw ActionError.notFound }
      guard try mayIssue(issuer, for: person, in: tx) else { throw ActionError.refused(.notYours) }
      if try Once.claim(key, "slip", at: now, in: tx) != nil { return name }
      try SignInStore.insertSlip(
        id, codeHash: hash, person: person, by: issuer.person, at: now, expires: expires, in: tx)
      let head = try EventStore.head(of: .account, person.raw, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: recordID, kind: .account, subject: person.raw, act: "issue-slip", at: now,
          actor: .person(issuer.person), facts: "{}", words: nil, salt: salt),
        after: head, in: tx)
      return name
    }
    return PrintedSlip(person: Named(id: person, name: name), code: code, expires: expires)
  }

  /// Whether a page offers the slip to this actor.
  package static func isOffered(to actor: Actor, for person: ID<Person>, in environment: AppEnvironment) async throws
    -> Bool
  {
    guard let issuer = actor.signedIn else { return false }
    return try await environment.database.read { tx in try mayIssue(issuer, for: person, in: tx) }
  }

  /// The liaison and chief of a venue where the deputy is placed, and the clerk of the congress.
  private static func mayIssue(_ issuer: Actor.SignedIn, for person: ID<Person>, in tx: any ReadTransaction) throws
    -> Bool
  {
    guard try !PersonStore.activeMandates(of: person, in: tx).isEmpty else {
      return try mayIssueAfterTheTerm(issuer, for: person, in: tx)
    }
    let placements = try VenueStore.placements(of: person, in: tx)
    for placement in placements {
      if issuer.holds(.liaison, at: placement.venue) || issuer.holds(.chief, at: placement.venue) { return true }
      if let venue = try VenueStore.venue(placement.venue, in: tx), issuer.holds(.clerk, of: venue.congress) {
        return true
      }
    }
    return false
  }
}

extension IssueSlip {
  /// 届满以后，代表提出的建议仍然答复原提出人: his clerk lets him in for them.
  fileprivate static func mayIssueAfterTheTerm(
    _ issuer: Actor.SignedIn, for person: ID<Person>, in tx: any ReadTransaction
  ) throws -> Bool {
    guard try OwnSuggestionStore.hasOpen(person, in: tx) else { return false }
    return try (PersonStore.mandates(of: [person], in: tx)[person] ?? []).contains {
      issuer.holds(.clerk, of: $0.congress)
    }
  }
}

/// Signs a phone in with a slip.
package enum RedeemSlip {
  /// Twelve digits need no narrow limit, and a whole village may stand behind one address: a wrong one among a thousand
  /// slips that hold is right once in 10⁹ tries.
  private static let triesPerAddress = 100

  /// Whose slip this is, without using it up: a messenger that opens links to draw previews must not burn it.
  package static func peek(code: String, address: String, in environment: AppEnvironment) async throws -> Named<Person>
  {
    let lock = try await environment.rules.security().lock
    let now = environment.now()
    let hash = environment.tokens.keyedHash("slip", code)
    let addressKey = environment.tokens.keyedHash(
      "slip-address", ClientAddress(text: address)?.network ?? address)
    let since = now.adding(milliseconds: -lock.window)
    let found = try await environment.database.read { tx -> Named<Person>? in
      guard try SignInStore.attempts(kind: "slip-address", keyHash: addressKey, since: since, in: tx) < triesPerAddress
      else { throw ActionError.locked }
      guard let slip = try SignInStore.slip(codeHash: hash, at: now, in: tx) else { return nil }
      return Named(id: slip.person, name: try PersonStore.names([slip.person], in: tx)[slip.person] ?? "")
    }
    if let found { return found }
    let ids = environment.newIDs(2, at: now)
    let facts = SignInFacts(address: address, device: "")
    try await environment.database.write { tx in
      try SignInStore.addAttempt(ids[0], kind: "slip-address", keyHash: addressKey, at: now, in: tx)
      try AuditStore.add(.wrongSlip, id: ids[1], of: nil, at: now, facts: facts, in: tx)
    }
    throw ActionError.wrongSecret
  }

  package static func run(code: String, from origin: SignInOrigin, in environment: AppEnvironment) async throws
    -> SignInToken
  {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let holder = try await peek(code: code, address: origin.address, in: environment).id
    let limits = try await environment.rules.security().session
    let start = NewSignIn(of: holder, isDevice: true, from: origin, limits, in: environment)
    let now = environment.now()
    let hash = environment.tokens.keyedHash("slip", code)
    try await environment.database.write(locking: [LockKey(.account, holder.raw)]) { tx in
      guard let slip = try SignInStore.slip(codeHash: hash, at: now, in: tx), slip.person == holder,
        try SignInStore.useSlip(slip.id, at: now, in: tx)
      else { throw ActionError.wrongSecret }
      try start.insert(in: tx)
    }
    return SignInToken(token: start.token, expires: start.expires, mustChange: false)
  }
}
