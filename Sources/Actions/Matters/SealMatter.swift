package import Domain
import Store

/// 封存移送: an accusation against a person goes to the named clerk of the congress above and vanishes for the venue and
/// for the person named (信访工作条例 30).
package enum SealMatter {
  package struct Input: Sendable {
    package let accused: [ID<Person>]
    package let words: String?

    package init(accused: [ID<Person>], words: String? = nil) {
      self.accused = accused
      self.words = words
    }
  }

  package static func run(
    _ input: Input, on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment
  ) async throws -> MatterChanged {
    try await MatterChange(environment).run(.seal, on: matter, request) { work in
      guard let id = work.matter.status.venue, let venue = try VenueStore.venue(id, in: work.tx) else {
        throw ActionError.rule(.sealed)
      }
      let congress = try MatterRoute.above(venue, .accusation, in: work.tx)
      try work.carryOut(
        .seal(reason: .accusation, to: congress, accused: input.accused), words: MatterWords(text: input.words))
      try MatterStore.exclude(input.accused, from: matter, in: work.tx)
      try PublicationStore.delete(matter, in: work.tx)
    }
  }
}
