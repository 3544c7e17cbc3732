import DatabaseKit
package import Domain
import Store

extension TestTown {
  /// A session of the congress that sits from today on.
  @discardableResult
  package func openSession(of congress: ID<Congress>, days: Int = 3) async throws -> CongressSession {
    let today = now.date
    return try await database.write { tx in
      guard let term = try CongressStore.terms(of: congress, in: tx).first else { throw TestSessionError.noTerm }
      let session = CongressSession(
        id: ID(4242), congress: congress, term: term.id, number: 1, kind: .regular, beginsOn: today,
        endsOn: today.adding(days: days - 1), place: "镇礼堂", secretariat: "大会秘书处", state: .open)
      try SessionStore.insert(session, in: tx)
      return session
    }
  }
}

extension TestTown {
  /// 撤并: the unit is no more from today on.
  package func dissolve(_ unit: ID<HandlingUnit>) async throws {
    let today = now.date
    try await database.write { tx in try RegionMergeStore.close(unit, on: today, in: tx) }
  }
}

private enum TestSessionError: Error { case noTerm }
