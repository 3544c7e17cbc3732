import DatabaseKit
import Domain
import Store

/// Passes messages on as notices inside the system, each exactly once: the notice and the mark are one transaction.
package struct DeliverOutbox: TimedJob {
  package let name = "deliver-outbox"
  package let interval = 2
  private static let batch = 50

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    let now = environment.now()
    let waiting = try await environment.database.read { tx in
      try MessageStore.waiting(at: now, limit: Self.batch, in: tx)
    }
    guard !waiting.isEmpty else { return false }
    let ids = environment.newIDs(Self.batch * 20, at: now)
    try await environment.database.write { tx in
      try lease.check(in: tx)
      var next = 0
      for message in waiting {
        for (person, payload) in try Self.recipients(of: message, on: now.date, in: tx) where next < ids.count {
          try MessageStore.insertNotice(
            ID(ids[next]), to: person, kind: payload.kind, matter: payload.matter, at: now, in: tx)
          next += 1
        }
      }
      try MessageStore.markDone(waiting.map(\.id), at: now, in: tx)
    }
    return waiting.count == Self.batch
  }

  private static func recipients(of message: OutboxMessage, on date: CivilDate, in tx: any ReadTransaction) throws
    -> [(ID<Person>, OutboxPayload)]
  {
    guard message.topic == OutboxPayload.topic else { return [] }
    let payload = try JSONText.decode(OutboxPayload.self, from: message.payload)
    guard let audience = payload.resolvedAudience else { return [] }
    let facts = try MatterStore.facts(of: [payload.matter], in: tx)[payload.matter]
    // Sealed since the message was written: only the desk hears of it any more.
    if facts?.status.seal != nil, case .desk = audience {} else if facts?.status.seal != nil { return [] }
    let people = try people(audience, payload.congress, date, in: tx)
    return people.filter { $0 != payload.except && facts?.excluded.contains($0) != true }.map { ($0, payload) }
  }

  private static func people(
    _ audience: MatterAudience, _ congress: ID<Congress>, _ date: CivilDate, in tx: any ReadTransaction
  ) throws -> [ID<Person>] {
    switch audience {
    case .person(let id): return [id]
    case .liaisons(let venue):
      return try AccountStore.holders(of: .liaison, venue: venue, congress: congress, on: date, in: tx)
    case .chiefs(let venue):
      return try AccountStore.holders(of: .chief, venue: venue, congress: congress, on: date, in: tx)
    case .group(let group): return try GroupStore.members(of: group, in: tx).filter { $0.to == nil }.map(\.person.id)
    case .desk(let above):
      return try AccountStore.holders(of: .upperClerk, venue: nil, congress: above, on: date, in: tx)
    case .unitRegistrars(let unit): return try AccountStore.holders(of: .unitRegistrar, unit: unit, on: date, in: tx)
    case .unitHeads(let unit): return try AccountStore.holders(of: .unitHead, unit: unit, on: date, in: tx)
    case .gridWorkers(let grid): return try AccountStore.workers(of: grid, on: date, in: tx)
    case .coordinators(let congress):
      // Where nobody is named to coordinate, the clerk settles it.
      let named = try AccountStore.holders(of: .coordinator, venue: nil, congress: congress, on: date, in: tx)
      if !named.isEmpty { return named }
      return try AccountStore.holders(of: .clerk, venue: nil, congress: congress, on: date, in: tx)
    case .clerks(let congress):
      return try AccountStore.holders(of: .clerk, venue: nil, congress: congress, on: date, in: tx)
    case .reviewers(let venue):
      let chiefs = try venue.map {
        try AccountStore.holders(of: .chief, venue: $0, congress: congress, on: date, in: tx)
      }
      let clerks = try AccountStore.holders(of: .clerk, venue: nil, congress: congress, on: date, in: tx)
      return Array(Set((chiefs ?? []) + clerks)).sorted()
    }
  }
}
