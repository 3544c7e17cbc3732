import Actions
import Domain
import HTTPKit

/// What an act leaves of a suggestion or a motion: the same for the same request, however it goes on.
struct RecordDone: Sendable {
  let id: String
  let revision: Int

  static let shape = Shape<RecordDone>(
    "RecordDone", "办好了；新的情况请重新读取",
    [
      .always("id", .id("编号")) { .text($0.id) },
      .count("revision", "办好后是第几版；也是 ETag") { $0.revision },
    ])

  var answer: APIAnswer { .json(Self.shape.write(self), revision: "\(revision)") }
}

extension RecordDone {
  init<Subject>(_ changed: ProposalChanged<Subject>) { self.init(id: "\(changed.id)", revision: changed.revision) }
}

extension APICall {
  /// What the same request left of a suggestion before: whoever does not see it any more still hears that it was done.
  func earlierSuggestion() async throws -> APIAnswer? {
    try await ReadEarlierChange.run(of: key, Suggestion.self, in: environment).map { RecordDone($0).answer }
  }

  func earlierMotion() async throws -> APIAnswer? {
    try await ReadEarlierChange.run(of: key, Motion.self, in: environment).map { RecordDone($0).answer }
  }

  /// The suggestion in the address, as far as the reader may see it.
  func suggestion() async throws -> SuggestionPageData {
    try await ReadSuggestion.run(visit.id("id"), by: actor, in: environment)
  }

  func motion() async throws -> MotionPageData {
    try await ReadMotion.run(visit.id("id"), by: actor, in: environment)
  }
}
