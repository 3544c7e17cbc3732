import DatabaseKit
package import Domain
import SecretsKit
import Store

/// What a wall board shows of a venue beside its public page: what each deputy agreed to, and the portraits.
package struct BoardData: Sendable {
  package let page: VenuePageData
  package let contacts: [ID<Person>: [String]]
  /// Marks of the portraits; see ``ReadPortraits/marks(of:in:)``.
  package let portraits: [ID<Person>: String]
}

package enum ReadBoard {
  package static func run(_ venue: ID<Venue>, in environment: AppEnvironment) async throws -> BoardData? {
    guard let page = try await ReadVenue.run(venue, in: environment) else { return nil }
    let people = page.deputies.map(\.id)
    let cipher = environment.cipher
    let contacts = try await environment.database.read { tx in
      var result: [ID<Person>: [String]] = [:]
      for person in people {
        // A number that may be called, and nothing else: addresses do not belong on a wall.
        for stored in try PersonStore.contacts(of: person, in: tx)
        where stored.isPublic && (stored.field == .mobile || stored.field == .telephone) {
          let text = try cipher.open(
            FieldCipher.Sealed(keyID: stored.keyID, bytes: stored.sealed), record: person.raw,
            field: "person_contacts")
          result[person, default: []].append(text)
        }
      }
      return result
    }
    return BoardData(
      page: page, contacts: contacts, portraits: try await ReadPortraits.marks(of: people, in: environment))
  }
}
