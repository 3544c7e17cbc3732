import DatabaseKit
package import Domain
import Store

/// 随手提: a deputy brings what he saw himself. It goes to the station where he is placed, which has it handled by others;
/// he holds the receipt, is answered and rates like any sender, and it is counted apart from what residents bring.
///
/// Residents who told him of it can be named beside him. Each of them gets a matter of his own, with his own receipt,
/// which goes along with the deputy's from the beginning: he is answered and rates by himself, and is counted with the
/// residents.
package enum RaiseMatter {
  /// A resident for whom the deputy speaks.
  package struct Resident: Sendable, Equatable {
    package let name: String
    /// Digits only; empty when there is none.
    package let phone: String

    package init(name: String, phone: String) {
      self.name = name
      self.phone = phone
    }
  }

  package struct Input: Sendable {
    package let text: String
    package let place: String
    package let category: ID<MatterCategory>?
    package let visibility: MatterVisibility
    package let photos: [PhotoTicket]
    package let residents: [Resident]
    /// The campaign (征集活动) within which he raises it.
    package let campaign: ID<Campaign>?

    package init(
      text: String, place: String, category: ID<MatterCategory>?, visibility: MatterVisibility, photos: [PhotoTicket],
      residents: [Resident] = [], campaign: ID<Campaign>? = nil
    ) {
      self.text = text
      self.place = place
      self.category = category
      self.visibility = visibility
      self.photos = photos
      self.residents = residents
      self.campaign = campaign
    }
  }

  /// As many residents as one form names.
  package static let mostResidents = 5

  package struct Receipts: Sendable, Equatable {
    /// The deputy's.
    package let own: SubmitMatter.Receipt
    /// In the order in which the residents were named.
    package let residents: [SubmitMatter.Receipt]
  }

  package static func run(
    _ input: Input, by deputy: Actor.SignedIn, at congress: ID<Congress>, key: RequestKey,
    in environment: AppEnvironment
  ) async throws -> Receipts {
    guard deputy.isDeputy else { throw ActionError.refused(.notYours) }
    guard input.residents.count <= mostResidents else { throw ActionError.rule(.tooManyTogether) }
    let venue = try await environment.database.read { tx in
      try VenueStore.placements(of: deputy.person, in: tx).first?.venue
    }
    let addressee: Addressee = venue.map { .venue($0) } ?? .arrange(congress)
    let own = SubmitMatter.Input(
      addressee: addressee, channel: .deputy, text: input.text, place: input.place, name: deputy.name, phone: "",
      category: input.category, visibility: input.visibility, replyWay: .online, photos: input.photos,
      campaign: input.campaign)
    // The pictures are the deputy's, and so is the word that it may be public.
    let others = input.residents.map { resident in
      SubmitMatter.Input(
        addressee: addressee, channel: .carried, text: input.text, place: input.place, name: resident.name,
        phone: resident.phone, category: input.category, visibility: .hidden,
        replyWay: resident.phone.isEmpty ? .inPerson : .phone, campaign: input.campaign)
    }
    let receipts = try await SubmitMatter.run(own, with: others, by: .person(deputy), key: key, in: environment)
    return Receipts(own: receipts[0], residents: Array(receipts.dropFirst()))
  }

  /// The receipts of a form that this deputy sent with residents beside him, to be shown once more: for as long as the
  /// request is remembered, some days.
  package static func receipts(of key: RequestKey, by deputy: Actor.SignedIn, in environment: AppEnvironment)
    async throws -> Receipts
  {
    let receipts = try await SubmitMatter.receipts(of: key, in: environment)
    guard let own = receipts.first else { throw ActionError.notFound }
    let raised = try await environment.database.read { tx in try MatterStore.matter(own.matter, in: tx)?.status }
    guard let raised, raised.channel == .deputy, raised.raiser == deputy.person else { throw ActionError.notFound }
    return Receipts(own: own, residents: Array(receipts.dropFirst()))
  }
}
