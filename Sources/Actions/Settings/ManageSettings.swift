import DatabaseKit
package import Domain
import Store

/// Settings of a congress: read, and changed by making a new version.
package enum ManageSettings {
  package static func history(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [(line: SettingsLine, madeBy: String?)]
  {
    try await environment.database.read { tx in
      let lines = try SettingsStore.list(of: congress, in: tx)
      let names = try PersonStore.names(lines.compactMap(\.madeBy), in: tx)
      return lines.map { (line: $0, madeBy: $0.madeBy.flatMap { names[$0] }) }
    }
  }

  /// - Parameters:
  ///   - seen: the number of the version that was edited; refused when it is no longer the newest.
  ///   - mayAtDesk: whoever works at the desk of a congress that is not run here may, too.
  package static func save(
    _ settings: CongressSettings, reason: String, of congress: ID<Congress>, seen: Int, by actor: Actor,
    mayAtDesk: Bool = false, in environment: AppEnvironment
  ) async throws -> VersionedSettings {
    if environment.readOnly != nil { throw ActionError.readOnly }
    guard let person = actor.signedIn,
      person.holds(.clerk, of: congress) || person.holds(.chair, of: congress)
        || (mayAtDesk && person.holds(.upperClerk, of: congress))
    else {
      throw ActionError.refused(.notYours)
    }
    let now = environment.now()
    let id: ID<SettingsVersion> = environment.newID(at: now)
    let event: ID<RecordEvent> = environment.newID(at: now)
    let salt = environment.random(16)
    let saved = try await environment.database.write(locking: [LockKey(.settings, congress.raw)]) { tx in
      guard try SettingsStore.current(of: congress, in: tx).number == seen else { throw ActionError.changedMeanwhile }
      let saved = try SettingsStore.insert(
        settings, id: id, of: congress, reason: reason, by: person.person, at: now, in: tx)
      let head = try EventStore.head(of: .settings, congress.raw, in: tx)
      _ = try EventStore.append(
        NewEntry(
          id: event, kind: .settings, subject: congress.raw, act: "save", at: now, actor: .person(person.person),
          facts: try JSONText.encode(settings), words: try JSONText.encode(MatterWords(text: reason)), salt: salt),
        after: head, in: tx)
      return saved
    }
    environment.rules.forget()
    return saved
  }
}
