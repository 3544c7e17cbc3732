import DatabaseKit
package import Domain
import Logging
import SecretsKit
import Store

/// 一人一码、一站一码: what is printed is the code's id and a MAC over it; the row says whether it still holds.
package enum PrintedCode {
  /// The text in the QR code's address: eight bytes of id, ten of MAC.
  package static func token(_ code: ID<Code>, in environment: AppEnvironment) -> String {
    let id = withUnsafeBytes(of: code.raw.bigEndian) { Array($0) }
    return Base64URL.encode(id + environment.tokens.mac("code", [id]).prefix(10))
  }

  /// Nil for anything that was not made here.
  package static func id(of token: String, in environment: AppEnvironment) -> ID<Code>? {
    guard let bytes = Base64URL.decode(token), bytes.count == 18 else { return nil }
    let id = Array(bytes.prefix(8))
    guard Tokens.equal(Array(bytes.dropFirst(8)), Array(environment.tokens.mac("code", [id]).prefix(10))) else {
      return nil
    }
    return ID(id.reduce(Int64(0)) { $0 << 8 | Int64($1) })
  }
}

/// Where a scanned code leads.
package enum ScannedCode: Sendable, Equatable {
  case deputy(ID<Person>, code: ID<Code>)
  case venue(ID<Venue>, code: ID<Code>)
  case grid(ID<Region>, code: ID<Code>)
  case congress(ID<Congress>)
  case campaign(ID<Campaign>)
  /// The code does not hold any more; the reader is led on.
  case ended(CodeEnd)
}

/// Why a code leads elsewhere.
package struct CodeEnd: Sendable, Equatable {
  package enum Reason: String, Sendable { case revoked, mandateEnded, suspended, venueClosed, gridClosed }
  package let reason: Reason
  package let subject: String
  /// Where to go instead.
  package let venue: Named<Venue>?
  package let deputies: [Named<Person>]
  /// The constituencies or electing units that the deputies were elected by.
  package var electedBy: [String] = []
  package var isIndirect = false
}

/// Reads a scanned code and counts the scan: the code and the day, nothing about the person.
package enum ScanCode {
  /// - Parameter isCounted: false for one of too many scans from one place: it leads on and counts for nothing.
  package static func run(_ token: String, isCounted: Bool = true, in environment: AppEnvironment) async throws
    -> ScannedCode
  {
    guard let id = PrintedCode.id(of: token, in: environment) else { throw ActionError.notFound }
    let now = environment.now()
    let result = try await environment.database.read { tx -> ScannedCode in
      guard let code = try CodeStore.code(id, in: tx) else { throw ActionError.notFound }
      return try resolve(code, in: tx)
    }
    if environment.readOnly == nil, isCounted {
      let delta = environment.ids.next(at: now)
      do {
        try await environment.database.write { tx in try CountStore.addScan(of: id, on: now.date, id: delta, in: tx) }
      } catch {
        // Whoever scanned it gets his page; one scan is not counted.
        environment.logger.warning("scan not counted", metadata: ["what": .string(DatabaseTrouble(error)?.what ?? "")])
      }
    }
    return result
  }

  private static func resolve(_ code: CodeRecord, in tx: any ReadTransaction) throws -> ScannedCode {
    switch code.subject {
    case .congress(let congress): return .congress(congress)
    case .grid(let id): return try resolve(code, grid: id, in: tx)
    case .campaign(let id): return try resolve(code, campaign: id, in: tx)
    case .venue(let id):
      guard let venue = try VenueStore.venue(id, in: tx) else { throw ActionError.notFound }
      if venue.validTo != nil || code.revokedAt != nil {
        let next = try open(venue, in: tx)
        return .ended(
          CodeEnd(
            reason: venue.validTo != nil ? .venueClosed : .revoked, subject: venue.name,
            venue: next.map { Named(id: $0.id, name: $0.name) }, deputies: []))
      }
      return .venue(id, code: code.id)
    case .deputy(let person): return try resolve(code, deputy: person, in: tx)
    }
  }

  /// The venue itself, or whichever answers in its place after a merge, or the nearest one above it that is open, or the home of its congress.
  private static func open(_ venue: Venue, in tx: any ReadTransaction) throws -> Venue? {
    var next: Venue? = venue
    for _ in 0..<8 {
      guard let found = next, found.validTo != nil else { break }
      let answering = try RegionMergeStore.successor(of: found.id, in: tx) ?? found.parent
      next = try answering.flatMap { try VenueStore.venue($0, in: tx) }
    }
    if let next, next.validTo == nil { return next }
    let venues = try VenueStore.venues(of: venue.congress, in: tx)
    return venues.first { $0.kind == .home } ?? venues.first
  }

  private static func resolve(_ code: CodeRecord, grid id: ID<Region>, in tx: any ReadTransaction) throws -> ScannedCode
  {
    guard let region = try RegionStore.region(id, in: tx) else { throw ActionError.notFound }
    let venue = try GridStore.venue(for: region, in: tx).flatMap { try VenueStore.venue($0, in: tx) }
    if code.revokedAt == nil, region.validTo == nil, venue != nil { return .grid(id, code: code.id) }
    let home = try VenueStore.venues(of: code.congress, in: tx).first
    return .ended(
      CodeEnd(
        reason: region.validTo != nil ? .gridClosed : .revoked, subject: try GridStore.name(of: region, in: tx),
        venue: (venue ?? home).map { Named(id: $0.id, name: $0.name) }, deputies: []))
  }

  /// A campaign that is over still has its page, which says so and leads on.
  private static func resolve(_ code: CodeRecord, campaign id: ID<Campaign>, in tx: any ReadTransaction) throws
    -> ScannedCode
  {
    guard let campaign = try CampaignStore.campaign(id, in: tx), campaign.isOpenToRead else {
      throw ActionError.notFound
    }
    if code.revokedAt == nil { return .campaign(id) }
    let home = try VenueStore.venues(of: code.congress, in: tx).first
    return .ended(
      CodeEnd(
        reason: .revoked, subject: campaign.theme, venue: home.map { Named(id: $0.id, name: $0.name) }, deputies: []))
  }

  private static func resolve(_ code: CodeRecord, deputy person: ID<Person>, in tx: any ReadTransaction) throws
    -> ScannedCode
  {
    let name = try PersonStore.names([person], in: tx)[person] ?? ""
    let mandates = try PersonStore.mandates(of: [person], in: tx)[person] ?? []
    let active = mandates.contains { $0.state == .active }
    if active, code.revokedAt == nil { return .deputy(person, code: code.id) }
    let home = try VenueStore.venues(of: code.congress, in: tx).first
    let placed = try VenueStore.lastVenue(of: person, in: tx).flatMap { try VenueStore.venue($0, in: tx) }
    let venue = (placed ?? home).map { Named(id: $0.id, name: $0.name) }
    if active {
      return .ended(
        CodeEnd(reason: .revoked, subject: name, venue: venue, deputies: [Named(id: person, name: name)]))
    }
    let suspended = mandates.contains { $0.state == .suspended }
    // A constituency has one to three seats, so an ended deputy has no single successor: all its deputies are named.
    let others = suspended ? [] : try SuccessorStore.deputies(after: person, in: tx)
    var end = CodeEnd(
      reason: suspended ? .suspended : .mandateEnded, subject: name, venue: venue, deputies: others.map(\.person))
    for other in others where !end.electedBy.contains(other.electedBy) { end.electedBy.append(other.electedBy) }
    end.isIndirect = others.first?.isIndirect ?? false
    return .ended(end)
  }
}

/// Issues, lists and revokes codes.
package enum ManageCodes {
  package struct Line: Sendable, Equatable {
    package let code: CodeRecord
    package let name: String
    package let scans: Int
  }

  /// The code of a subject that holds now, made if there is none.
  package static func current(
    _ subject: CodeRecord.Subject, of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Code> {
    let existing = try await environment.database.read { tx in
      try CodeStore.current(subject, of: congress, in: tx)
    }
    if let existing { return existing.id }
    return try await issue(subject, of: congress, by: actor, in: environment)
  }

  /// The codes of many subjects, for printing in one go; those that are not there yet are made.
  package static func current(
    _ subjects: [CodeRecord.Subject], of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> [ID<Code>] {
    let found = try await environment.database.read { tx in
      try subjects.map { try CodeStore.current($0, of: congress, in: tx)?.id }
    }
    var codes: [ID<Code>] = []
    for (subject, code) in zip(subjects, found) {
      if let code {
        codes.append(code)
      } else {
        codes.append(try await issue(subject, of: congress, by: actor, in: environment))
      }
    }
    return codes
  }

  package static func issue(
    _ subject: CodeRecord.Subject, of congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<Code> {
    if environment.readOnly != nil { throw ActionError.readOnly }
    let now = environment.now()
    let id: ID<Code> = environment.newID(at: now)
    let event: ID<RecordEvent> = environment.newID(at: now)
    let salt = environment.random(16)
    return try await environment.database.write(locking: [LockKey(.code, congress.raw)]) { tx in
      guard DirectoryAccess.mayIssueCode(of: congress, by: actor) else { throw ActionError.refused(.notYours) }
      try check(subject, isOf: congress, in: tx)
      if let existing = try CodeStore.current(subject, of: congress, in: tx) { return existing.id }
      let version = try CodeStore.nextVersion(subject, of: congress, in: tx)
      try CodeStore.insert(
        CodeRecord(id: id, congress: congress, subject: subject, version: version, issuedAt: now),
        by: actor.person, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: event, kind: .code, subject: id.raw, act: "issue", at: now, actor: actor.recordActor,
          facts: #"{"version":"\#(version)"}"#, words: nil, salt: salt),
        after: .start, in: tx)
      return id
    }
  }

  private static func check(_ subject: CodeRecord.Subject, isOf congress: ID<Congress>, in tx: any ReadTransaction)
    throws
  {
    let belongs =
      switch subject {
      case .congress(let id): id == congress
      case .venue(let id): try OwnershipStore.congress(of: .venue(id), in: tx) == congress
      case .grid(let id): try GridStore.isGrid(id, of: congress, in: tx)
      case .campaign(let id):
        try CampaignStore.campaign(id, in: tx).map { $0.congress == congress && $0.state == .published } ?? false
      // Deputies of other congresses are stationed here, too; every deputy has one card.
      case .deputy(let id): try !(PersonStore.mandates(of: [id], in: tx)[id] ?? []).isEmpty
      }
    guard belongs else { throw ActionError.notFound }
  }

  /// Ends a code; a new one is made at the next printing.
  package static func revoke(_ id: ID<Code>, reason: String, by actor: Actor, in environment: AppEnvironment)
    async throws
  {
    guard let code = try await environment.database.read({ tx in try CodeStore.code(id, in: tx) }) else {
      throw ActionError.notFound
    }
    let edit = DirectoryEdit(environment, by: actor)
    try await edit.run(.code, id.raw, "revoke", of: code.congress, facts: ["reason": reason]) { tx in
      guard try CodeStore.revoke(id, reason: reason, at: edit.now, in: tx) else { throw ActionError.notFound }
    }
  }

  package static func list(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> [Line] {
    try await environment.database.read { tx in
      let codes = try CodeStore.all(of: congress, in: tx)
      var people: [ID<Person>] = []
      for code in codes { if case .deputy(let id) = code.subject { people.append(id) } }
      let names = try PersonStore.names(people, in: tx)
      let venues = Dictionary(
        try VenueStore.venues(of: congress, openOnly: false, in: tx).map { ($0.id, $0.name) },
        uniquingKeysWith: { first, _ in first })
      var grids: [ID<Region>: String] = [:]
      for code in codes {
        guard case .grid(let id) = code.subject, let region = try RegionStore.region(id, in: tx) else { continue }
        grids[id] = try GridStore.name(of: region, in: tx)
      }
      let themes = Dictionary(
        try CampaignStore.campaigns(of: [congress], in: tx).map { ($0.id, $0.theme) }, uniquingKeysWith: { $1 })
      let home = try CongressStore.congress(congress, in: tx)?.name ?? ""
      return try codes.map { code in
        let name: String =
          switch code.subject {
          case .deputy(let id): names[id] ?? ""
          case .venue(let id): venues[id] ?? ""
          case .grid(let id): grids[id] ?? ""
          case .campaign(let id): themes[id] ?? ""
          case .congress: home
          }
        let scans = try CountStore.sums(of: ["scan"], for: .code(code.id), in: tx)["scan"]?.values.reduce(0, +) ?? 0
        return Line(code: code, name: name, scans: scans)
      }
    }
  }
}
