package import Domain
import Store

/// What is to happen to every row of a run.
package enum BulkInput: Sendable {
  case assign(AssignMatter.Input)
  case transfer(TransferMatter.Input)
  case urge(String)

  package var act: BulkAct {
    switch self {
    case .assign: .assign
    case .transfer: .transfer
    case .urge: .urge
    }
  }

  /// The act itself, as it is done one at a time.
  func carryOut(on matter: ID<Matter>, _ request: MatterRequest, in environment: AppEnvironment) async throws
    -> MatterChanged
  {
    switch self {
    case .assign(let input): try await AssignMatter.run(input, on: matter, request, in: environment)
    case .transfer(let input): try await TransferMatter.run(input, on: matter, request, in: environment)
    case .urge(let words): try await UrgeMatter.run(words, on: matter, request, in: environment)
    }
  }

  /// Without what somebody wrote: that stands in the history of each matter, where it can be erased.
  var withoutWords: BulkInput {
    switch self {
    case .assign(let input): .assign(.init(to: input.to))
    case .transfer(let input):
      .transfer(
        .init(
          lead: input.lead, others: input.others, resultDue: input.resultDue, sharing: input.sharing,
          sharingReason: nil, words: ""))
    case .urge: .urge("")
    }
  }
}

extension BulkInput {
  private struct Stored: Codable {
    var deputy: ID<Person>?
    var group: ID<DeputyGroup>?
    var venue: ID<Venue>?
    var unit: ID<HandlingUnit>?
    var due: String?
    var words: String?
  }

  /// As it waits in the run.
  var text: String {
    get throws {
      var stored = Stored()
      switch self {
      case .assign(let input):
        switch input.to {
        case .deputy(let id): stored.deputy = id
        case .group(let id): stored.group = id
        case .venue(let id): stored.venue = id
        }
        stored.words = input.words
      case .transfer(let input):
        stored.unit = input.lead
        stored.due = input.resultDue.description
        stored.words = input.words
      case .urge(let words): stored.words = words
      }
      return try JSONText.encode(stored)
    }
  }

  init?(_ act: BulkAct, text: String) throws {
    let stored = try JSONText.decode(Stored.self, from: text)
    switch act {
    case .assign:
      let to: Assignee? =
        stored.deputy.map { .deputy($0) } ?? stored.group.map { .group($0) } ?? stored.venue.map { .venue($0) }
      guard let to else { return nil }
      self = .assign(.init(to: to, words: stored.words))
    case .transfer:
      guard let unit = stored.unit, let due = stored.due.flatMap({ CivilDate(text: $0) }) else { return nil }
      self = .transfer(
        .init(
          lead: unit, others: [], resultDue: due, sharing: .none, sharingReason: nil, words: stored.words ?? ""))
    case .urge: self = .urge(stored.words ?? "")
    }
  }
}
