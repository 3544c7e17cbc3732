import DatabaseKit
package import Domain
import Store

/// The portrait of a deputy, public with his consent: on his page and on wall boards.
package enum SavePortrait {
  /// - Parameter ticket: a picture that was made ready.
  package static func run(
    _ ticket: PhotoTicket, of person: ID<Person>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in try edit.mayEdit(person, in: tx) }
    let old = try await edit.run(.person, person.raw, "portrait", if: allowed, facts: ["agreed": "yes"]) {
      tx -> [String] in
      guard !(try PersonStore.mandates(of: [person], in: tx)[person] ?? []).isEmpty else { throw ActionError.notFound }
      guard let upload = try MatterPartStore.uploads([ticket.id], in: tx).first else {
        throw ActionError.invalid([FieldProblem("photo", .missing)])
      }
      let before = try PortraitStore.portraits(of: [person], in: tx)[person]
      try PortraitStore.save(
        StoredPortrait(main: upload.main, thumb: upload.thumb), of: person, agreedAt: edit.now, in: tx)
      try MatterPartStore.deleteUploads([upload.id], in: tx)
      return try unneeded(before, in: tx)
    }
    for file in old { try await environment.files.delete(file) }
  }

  package static func remove(of person: ID<Person>, by actor: Actor, in environment: AppEnvironment) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    let allowed = { @Sendable (tx: any ReadTransaction) throws -> Bool in try edit.mayEdit(person, in: tx) }
    let old = try await edit.run(.person, person.raw, "portrait-removed", if: allowed, facts: [:]) { tx -> [String] in
      guard let before = try PortraitStore.portraits(of: [person], in: tx)[person] else { throw ActionError.notFound }
      try PortraitStore.remove(of: person, in: tx)
      return try unneeded(before, in: tx)
    }
    for file in old { try await environment.files.delete(file) }
  }

  /// The files of a portrait that no row names any more.
  private static func unneeded(_ portrait: StoredPortrait?, in tx: any ReadTransaction) throws -> [String] {
    try [portrait?.main, portrait?.thumb].compactMap { $0 }.filter { try !MatterPartStore.isNeeded($0, in: tx) }
  }
}

package enum ReadPortraits {
  /// Which of these people have a portrait, with a mark that changes when it is replaced.
  package static func marks(of people: [ID<Person>], in environment: AppEnvironment) async throws
    -> [ID<Person>: String]
  {
    try await environment.database.read { tx in
      try PortraitStore.portraits(of: people, in: tx).mapValues { String($0.main.prefix(12)) }
    }
  }

  /// The picture. Of somebody who is no deputy any more there is none.
  package static func picture(of person: ID<Person>, in environment: AppEnvironment) async throws -> [UInt8] {
    let file = try await environment.database.read { tx -> String? in
      let mandates = try PersonStore.mandates(of: [person], in: tx)[person] ?? []
      guard mandates.contains(where: { $0.state == .active }) else { return nil }
      return try PortraitStore.portraits(of: [person], in: tx)[person]?.thumb
    }
    guard let file, let bytes = try await environment.files.get(file) else { throw ActionError.notFound }
    return bytes
  }
}
