import DatabaseKit
package import Domain
import Store

/// 随手提: a deputy brings what he saw himself. It goes to the station where he is placed, which has it handled by others;
/// he holds the receipt, is answered and rates like any sender, and it is counted apart from what residents bring.
package enum RaiseMatter {
  package struct Input: Sendable {
    package let text: String
    package let place: String
    package let category: ID<MatterCategory>?
    package let visibility: MatterVisibility
    package let photos: [PhotoTicket]

    package init(
      text: String, place: String, category: ID<MatterCategory>?, visibility: MatterVisibility, photos: [PhotoTicket]
    ) {
      self.text = text
      self.place = place
      self.category = category
      self.visibility = visibility
      self.photos = photos
    }
  }

  package static func run(
    _ input: Input, by deputy: Actor.SignedIn, at congress: ID<Congress>, key: RequestKey,
    in environment: AppEnvironment
  ) async throws -> SubmitMatter.Receipt {
    guard deputy.isDeputy else { throw ActionError.refused(.notYours) }
    let venue = try await environment.database.read { tx in
      try VenueStore.placements(of: deputy.person, in: tx).first?.venue
    }
    return try await SubmitMatter.run(
      SubmitMatter.Input(
        addressee: venue.map { .venue($0) } ?? .arrange(congress), channel: .deputy, text: input.text,
        place: input.place, name: deputy.name, phone: "", category: input.category, visibility: input.visibility,
        replyWay: .online, photos: input.photos), by: .person(deputy), key: key, in: environment)
  }
}
