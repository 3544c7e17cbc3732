import DatabaseKit
package import Domain
package import Foundation
import SecretsKit
import Store

/// 查阅复制: all that is held about somebody from one matter, in plain (个人信息保护法 45). What others are and what offices
/// write to each other is not in it.
package struct InformationCopy: Sendable, Equatable, Codable {
  package struct Contact: Sendable, Equatable, Codable {
    package let name: String
    package let phone: String
    package let guardian: String?
  }

  /// Something that he said or was told, with its day and hour in Beijing time.
  package struct Entry: Sendable, Equatable, Codable {
    package let at: Instant
    package let what: String
    package let text: String?
    package let place: String?
    /// The office, where it was not he himself.
    package let by: String?
  }

  package struct Photo: Sendable, Equatable, Codable {
    package let id: ID<MatterFile>
    package let at: Instant
    /// JPEG; only in the file.
    package var jpeg: Data?
  }

  /// Somebody looked at the contact.
  package struct Look: Sendable, Equatable, Codable {
    package let at: Instant
    package let office: String
    package let reason: String
  }

  package struct HandedTo: Sendable, Equatable, Codable {
    package let at: Instant
    package let unit: String
    /// Whether the unit may know who he is.
    package let withContact: Bool
  }

  package let receipt: String
  package let receivedAt: Instant
  package let category: String?
  package let organ: String
  package let contacts: [Contact]
  package let said: [Entry]
  package let told: [Entry]
  package var photos: [Photo]
  package let looks: [Look]
  package let handedTo: [HandedTo]
  /// The published version; nil when there is none.
  package let published: String?
  package let requests: [String]
}

package enum CopyInformation {
  /// Asks for it in the history, and gives it. That he is who he says was proved before.
  ///
  /// - Parameters:
  ///   - words: names an act, and an office, as pages do.
  ///   - withPhotos: the pictures themselves, for the file.
  package static func run(
    of matter: ID<Matter>, key: RequestKey, withPhotos: Bool, words: InformationCopyWords,
    in environment: AppEnvironment
  ) async throws -> InformationCopy {
    let sender = Actor.sender(matter)
    _ = try await AskInformation.run(.init(kind: .copy), on: matter, by: sender, key: key, in: environment)
    let record = try await ReadMatterRecord.run(matter, by: sender, in: environment).record
    let (contacts, published, requests) = try await environment.database.read { tx in
      (
        try MatterPartStore.contacts(of: matter, in: tx), try PublicationStore.publication(matter, in: tx),
        try InformationStore.requests(of: matter, in: tx)
      )
    }
    var copy = InformationCopy(
      receipt: record.matter.receipt, receivedAt: record.matter.status.receivedAt, category: record.category,
      organ: record.congress.name, contacts: try contacts.map { try open($0, matter, in: environment) },
      said: record.history.filter { isHis($0) }.map { entry($0, words) },
      told: record.history.filter { isTold($0) }.map { entry($0, words) },
      photos: record.photos.filter(\.isFromSender).map { InformationCopy.Photo(id: $0.id, at: $0.at) },
      looks: record.history.compactMap { look($0, words) }, handedTo: handedTo(record, words),
      published: published.flatMap { $0.isPublic ? "\($0.title)\n\($0.text)\n\($0.reply)" : nil },
      requests: requests.map(words.request))
    guard withPhotos else { return copy }
    for index in copy.photos.indices {
      guard let photo = record.photos.first(where: { $0.id == copy.photos[index].id }) else { continue }
      copy.photos[index].jpeg = try await environment.files.get(photo.mainSHA256).map { Data($0) }
    }
    return copy
  }

  private static func open(_ contact: StoredContact, _ matter: ID<Matter>, in environment: AppEnvironment) throws
    -> InformationCopy.Contact
  {
    func open(_ bytes: [UInt8]?, _ field: StaticString) throws -> String? {
      try bytes.map {
        try environment.cipher.open(
          FieldCipher.Sealed(keyID: contact.keyID, bytes: $0), record: matter.raw, field: field)
      }
    }
    return InformationCopy.Contact(
      name: try open(contact.name, "matter_contacts.name") ?? "",
      phone: try open(contact.phone, "matter_contacts.phone") ?? "",
      guardian: try open(contact.guardian, "matter_contacts.guardian"))
  }

  /// His own words, whoever keyed them in.
  private static func isHis(_ item: MatterHistoryItem) -> Bool {
    switch item.event {
    case .submitted, .supplemented, .rated, .withdrawn, .corrected: true
    default: false
    }
  }

  /// What he reads of it on his receipt.
  private static func isTold(_ item: MatterHistoryItem) -> Bool {
    switch item.event {
    case .accepted, .declined, .diverted, .asked, .replied, .archived, .erased: true
    default: false
    }
  }

  private static func entry(_ item: MatterHistoryItem, _ words: InformationCopyWords) -> InformationCopy.Entry {
    let isOffice = item.actor.person != nil
    let text: String? =
      switch item.event {
      // Staff write there what is to be seen on lists.
      case .accepted, .archived: nil
      default: item.words.text
      }
    return InformationCopy.Entry(
      at: item.at, what: words.act(item.event.act), text: text, place: item.words.place,
      by: isOffice ? words.office(item) : nil)
  }

  private static func look(_ item: MatterHistoryItem, _ words: InformationCopyWords) -> InformationCopy.Look? {
    guard case .revealed(let facts) = item.event else { return nil }
    return InformationCopy.Look(at: item.at, office: words.office(item), reason: facts.reason)
  }

  private static func handedTo(_ record: MatterRecord, _ words: InformationCopyWords) -> [InformationCopy.HandedTo] {
    record.history.flatMap { item in
      (item.event.transfer?.parts ?? []).map { part in
        InformationCopy.HandedTo(
          at: item.at, unit: record.names.units[part.unit] ?? "", withContact: part.sharing != .none)
      }
    }
  }
}

/// How pages name what a copy tells.
package struct InformationCopyWords: Sendable {
  package let act: @Sendable (MatterAct) -> String
  package let office: @Sendable (MatterHistoryItem) -> String
  package let request: @Sendable (InformationRequest) -> String

  package init(
    act: @escaping @Sendable (MatterAct) -> String, office: @escaping @Sendable (MatterHistoryItem) -> String,
    request: @escaping @Sendable (InformationRequest) -> String
  ) {
    self.act = act
    self.office = office
    self.request = request
  }
}
