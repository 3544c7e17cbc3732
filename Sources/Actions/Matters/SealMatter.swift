import DatabaseKit
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
    // What a deputy and the residents he named brought in one form has the same words: all of it vanishes.
    let (form, company) = try await environment.database.read { tx in
      let form = try MatterForm.others(as: matter, in: tx)
      let company = try form.flatMap { try MatterWatchStore.followers(of: $0, in: tx) }
      return (form, company.filter { $0 != matter && !form.contains($0) })
    }
    return try await MatterChange(environment).run(.seal, on: matter, request, others: form + company) { work in
      guard try PersonStore.names(input.accused, in: work.tx).count == Set(input.accused).count else {
        throw ActionError.invalid([FieldProblem("accused", .notFound)])
      }
      for id in form {
        let other = try work.other(id, goesAlone: true)
        let status = other.matter.status
        if status.seal == nil, !status.state.isEnded, status.venue != nil { try seal(input, other) }
      }
      // Who has other words and only went along goes on by himself.
      for id in company {
        let other = try work.other(id, goesAlone: true)
        if let lead = other.matter.status.mergedInto, form.contains(lead) { try other.carryOut(.part) }
      }
      try seal(input, work)
    }
  }

  private static func seal(_ input: Input, _ work: MatterWork) throws {
    guard let id = work.matter.status.venue, let venue = try VenueStore.venue(id, in: work.tx) else {
      throw ActionError.rule(.sealed)
    }
    let congress = try MatterRoute.above(venue, .accusation, in: work.tx)
    try work.carryOut(
      .seal(reason: .accusation, to: congress, accused: input.accused), words: MatterWords(text: input.words))
    try MatterStore.exclude(input.accused, from: work.matter.id, in: work.tx)
    try PublicationStore.delete(work.matter.id, in: work.tx)
  }
}
