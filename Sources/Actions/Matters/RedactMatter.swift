package import Domain
import Store

/// 脱敏: the version for everybody, made by one person and released by another.
package enum RedactMatter {
  package struct Input: Sendable {
    package let title: String
    package let text: String
    package let place: String
    package let reply: String
    /// Photos that show nobody and nothing private.
    package let photos: [ID<MatterFile>]

    package init(title: String, text: String, place: String, reply: String, photos: [ID<MatterFile>]) {
      self.title = title
      self.text = text
      self.place = place
      self.reply = reply
      self.photos = photos
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.redact, on: matter, request) { work in
      let known = Set(try MatterPartStore.photos(of: matter, in: work.tx).map(\.id))
      guard input.photos.allSatisfy(known.contains) else {
        throw ActionError.invalid([FieldProblem("photos", .notFound)])
      }
      try work.carryOut(
        .redact(files: input.photos),
        words: MatterWords(text: input.text, place: input.place, title: input.title, reply: input.reply))
      let status = work.matter.status
      let contact = try MatterPartStore.contacts(of: matter, in: work.tx).first
      let publication = MatterPublication(
        matter: matter, congress: status.congress, venue: status.venue.map { Named(id: $0, name: "") }, deputy: nil,
        category: nil, title: input.title, text: input.text, place: input.place, reply: input.reply,
        formOfAddress: status.visibility == .named ? contact?.mask.name ?? "" : "", publishedAt: work.now,
        isPublic: false, photos: input.photos)
      try PublicationStore.save(
        publication, person: status.ownerPerson, category: work.matter.category, in: work.tx)
    }
  }
}
