import DatabaseKit
package import Domain

/// Somebody who stands behind a motion, as lists find him.
package struct MotionStanding: Sendable, Hashable {
  package let person: ID<Person>
  package let role: String

  /// All of a motion, in their order.
  package static func all(of status: MotionStatus) -> [MotionStanding] {
    var result = [MotionStanding(person: status.proposer.person, role: "lead")]
    result += status.coSigners.map { MotionStanding(person: $0.person, role: $0.answer.rawValue) }
    if let enterer = status.enteredBy { result.append(MotionStanding(person: enterer, role: "enterer")) }
    return result
  }
}

/// What a motion's rows repeat of its status.
package struct MotionRows: Sendable, Equatable {
  package let congress: ID<Congress>
  package let session: ID<CongressSession>?
  package let state: MotionState
  package let number: Int?
  package let submittedOn: CivilDate?
  package let isPublic: Bool
  package let suggestion: ID<Suggestion>?
  package let people: [MotionStanding]

  package init(of status: MotionStatus) {
    congress = status.congress
    session = status.session
    state = status.state
    number = status.number
    submittedOn = status.submittedOn
    isPublic = status.isPublic
    suggestion = status.suggestion
    people = MotionStanding.all(of: status)
  }

  init(_ row: Row, people: [MotionStanding]) throws {
    congress = try row("congress_id")
    session = try row("session_id")
    state = try row.word("state")
    number = try row("number")
    submittedOn = try row("submitted_on")
    isPublic = try row("is_public")
    suggestion = try row("suggestion_id")
    self.people = people
  }
}

/// A motion as its rows say it is.
package struct StoredMotion: Sendable {
  package let motion: Motion
  package let lastHash: [UInt8]
  package let rows: MotionRows
}

/// Motions as they lie in the database, for `verify`.
struct RawMotions: Sendable {
  var rows: [Row] = []
  var people: [Row] = []

  static func read(after first: Int64, through last: Int64, in tx: any ReadTransaction) throws -> RawMotions {
    RawMotions(
      rows: try tx.rows("SELECT * FROM motions WHERE id > \(bind: first) AND id <= \(bind: last) ORDER BY id"),
      people: try tx.rows(
        """
        SELECT motion_id, person_id, role FROM motion_people
        WHERE motion_id > \(bind: first) AND motion_id <= \(bind: last) ORDER BY motion_id, position
        """))
  }
}

extension RawRecords {
  /// The motions among them, by their numbers.
  package func storedMotions() throws -> [Int64: StoredMotion] {
    var people: [Int64: [MotionStanding]] = [:]
    for row in motions.people {
      people[try row("motion_id"), default: []].append(
        MotionStanding(person: try row("person_id"), role: try row("role")))
    }
    var result: [Int64: StoredMotion] = [:]
    for row in motions.rows {
      let motion = try MotionStore.motion(row)
      result[motion.id.raw] = StoredMotion(
        motion: motion, lastHash: try row("last_hash"), rows: try MotionRows(row, people: people[motion.id.raw] ?? []))
    }
    return result
  }
}
