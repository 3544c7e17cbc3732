package import DatabaseKit
package import Domain

/// Takes imported records out again, or ends them where something hangs on them.
package enum ImportUndoStore {
  /// What refers to records of a kind, beside what goes with them.
  private static func references(to kind: SubjectKind, _ ids: [Int64]) -> [(hanger: ImportHanger, query: SQL)] {
    let list = SQL.list(ids)
    switch kind {
    case .region:
      return [
        (.regions, "SELECT parent_id AS id FROM regions WHERE parent_id IN \(list)"),
        (.congresses, "SELECT region_id AS id FROM congresses WHERE region_id IN \(list)"),
        (.congresses, "SELECT region_id AS id FROM congress_bodies WHERE region_id IN \(list)"),
        (.constituencies, "SELECT region_id AS id FROM constituency_regions WHERE region_id IN \(list)"),
        (.people, "SELECT residence_id AS id FROM people WHERE residence_id IN \(list)"),
        (.mandates, "SELECT stationed_id AS id FROM mandates WHERE stationed_id IN \(list)"),
        (.venues, "SELECT region_id AS id FROM venues WHERE region_id IN \(list)"),
        (.matters, "SELECT village_id AS id FROM matters WHERE village_id IN \(list)"),
        (.matters, "SELECT grid_id AS id FROM matters WHERE grid_id IN \(list)"),
        (.matters, "SELECT township_id AS id FROM matters WHERE township_id IN \(list)"),
      ]
    case .constituency:
      return [(.mandates, "SELECT constituency_id AS id FROM mandates WHERE constituency_id IN \(list)")]
    case .venue:
      return [
        (.venues, "SELECT parent_id AS id FROM venues WHERE parent_id IN \(list)"),
        (.mandates, "SELECT venue_id AS id FROM venue_deputies WHERE venue_id IN \(list)"),
        (.receptions, "SELECT venue_id AS id FROM reception_rules WHERE venue_id IN \(list)"),
        (.posts, "SELECT venue_id AS id FROM posts WHERE venue_id IN \(list)"),
        (.codes, "SELECT venue_id AS id FROM codes WHERE venue_id IN \(list)"),
        (.matters, "SELECT venue_id AS id FROM matters WHERE venue_id IN \(list)"),
      ]
    case .unit:
      return [
        (.posts, "SELECT unit_id AS id FROM posts WHERE unit_id IN \(list)"),
        (.matters, "SELECT unit_id AS id FROM matter_handlings WHERE unit_id IN \(list)"),
      ]
    case .group: return [(.matters, "SELECT owner_group_id AS id FROM matters WHERE owner_group_id IN \(list)")]
    case .mandate: return [(.matters, "SELECT owner_mandate_id AS id FROM matters WHERE owner_mandate_id IN \(list)")]
    case .account:
      return [(.signIns, "SELECT person_id AS id FROM sign_in_sessions WHERE person_id IN \(list)")]
    case .post:
      return [
        (
          .signIns,
          """
          SELECT p.id FROM posts p JOIN sign_in_sessions s ON s.person_id = p.person_id WHERE p.id IN \(list)
          """
        )
      ]
    case .person: return personReferences(list)
    default: return []
    }
  }

  private static func personReferences(_ list: SQL) -> [(hanger: ImportHanger, query: SQL)] {
    [
      (.mandates, "SELECT person_id AS id FROM mandates WHERE person_id IN \(list)"),
      (.posts, "SELECT person_id AS id FROM posts WHERE person_id IN \(list)"),
      (.accounts, "SELECT person_id AS id FROM accounts WHERE person_id IN \(list)"),
      (.groups, "SELECT person_id AS id FROM group_members WHERE person_id IN \(list)"),
      (.venues, "SELECT named_after_id AS id FROM venues WHERE named_after_id IN \(list)"),
      (.receptions, "SELECT person_id AS id FROM reception_deputies WHERE person_id IN \(list)"),
      (.codes, "SELECT person_id AS id FROM codes WHERE person_id IN \(list)"),
      (.signIns, "SELECT person_id AS id FROM sign_in_sessions WHERE person_id IN \(list)"),
      (.signIns, "SELECT person_id AS id FROM sign_in_slips WHERE person_id IN \(list)"),
      (.matters, "SELECT owner_person_id AS id FROM matters WHERE owner_person_id IN \(list)"),
      (.matters, "SELECT entered_by AS id FROM matters WHERE entered_by IN \(list)"),
      (.matters, "SELECT drafter_id AS id FROM matter_handlings WHERE drafter_id IN \(list)"),
    ]
  }

  /// What hangs on each of these records, by kind and number; records on which nothing hangs are left out.
  package static func hangers(of kind: SubjectKind, _ ids: [Int64], in tx: any ReadTransaction) throws
    -> [Int64: [ImportHanger: Int]]
  {
    var result: [Int64: [ImportHanger: Int]] = [:]
    for (hanger, query) in references(to: kind, ids) {
      for row in try tx.rows(query) { result[try row("id"), default: [:]][hanger, default: 0] += 1 }
    }
    return result
  }

  /// Removes records with what goes with them: a mandate with its placement and delegation, a person with contact data.
  package static func remove(_ kind: SubjectKind, _ ids: [Int64], in tx: any WriteTransaction) throws {
    let list = SQL.list(ids)
    switch kind {
    case .region:
      try tx.execute("DELETE FROM region_codes WHERE region_id IN \(list)")
      try tx.execute("DELETE FROM regions WHERE id IN \(list)")
    case .constituency:
      try tx.execute("DELETE FROM constituency_regions WHERE constituency_id IN \(list)")
      try tx.execute("DELETE FROM constituencies WHERE id IN \(list)")
    case .venue:
      try tx.execute("DELETE FROM venues WHERE id IN \(list)")
      try SearchStore.remove(ids, from: .open, tx)
    case .unit: try tx.execute("DELETE FROM handling_units WHERE id IN \(list)")
    case .group:
      try tx.execute("DELETE FROM group_members WHERE group_id IN \(list)")
      try tx.execute("DELETE FROM deputy_groups WHERE id IN \(list)")
    case .mandate:
      let people = try tx.rows("SELECT person_id FROM mandates WHERE id IN \(list) ORDER BY person_id").map {
        try $0.first(as: ID<Person>.self)
      }
      try tx.execute("DELETE FROM venue_deputies WHERE mandate_id IN \(list)")
      try tx.execute("DELETE FROM delegation_members WHERE mandate_id IN \(list)")
      try tx.execute("DELETE FROM mandates WHERE id IN \(list)")
      for person in people { try SearchSourceStore.refresh(person, in: tx) }
    case .post: try tx.execute("DELETE FROM posts WHERE id IN \(list)")
    case .account: try tx.execute("DELETE FROM accounts WHERE person_id IN \(list)")
    case .person:
      try tx.execute("DELETE FROM person_contacts WHERE person_id IN \(list)")
      try tx.execute("DELETE FROM person_expertise WHERE person_id IN \(list)")
      try tx.execute("DELETE FROM people WHERE id IN \(list)")
    default: break
    }
  }

  /// Ends a dated record; false for a kind that has no dates.
  package static func end(_ kind: SubjectKind, _ id: Int64, at now: Instant, in tx: any WriteTransaction) throws
    -> Bool
  {
    let date = now.date
    switch kind {
    case .region: try tx.execute("UPDATE regions SET valid_to = \(bind: date) WHERE id = \(bind: id)")
    case .constituency: try tx.execute("UPDATE constituencies SET valid_to = \(bind: date) WHERE id = \(bind: id)")
    case .venue: try VenueStore.close(ID(id), on: date, in: tx)
    case .unit: try tx.execute("UPDATE handling_units SET valid_to = \(bind: date) WHERE id = \(bind: id)")
    case .group: try tx.execute("UPDATE deputy_groups SET valid_to = \(bind: date) WHERE id = \(bind: id)")
    case .mandate:
      try PersonStore.change(ID(id), to: .ended, reason: .enteredInError, on: date, in: tx)
      try tx.execute(
        "UPDATE venue_deputies SET to_on = \(bind: date) WHERE mandate_id = \(bind: id) AND to_on IS NULL")
    case .account:
      try tx.execute("UPDATE accounts SET state = 'disabled' WHERE person_id = \(bind: id)")
      try SignInStore.endAll(of: ID(id), at: now, in: tx)
    case .post: try tx.execute("UPDATE posts SET to_on = \(bind: date) WHERE id = \(bind: id)")
    default: return false
    }
    return true
  }
}
