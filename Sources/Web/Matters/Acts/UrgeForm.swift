import Actions
import Domain
import HTMLKit

/// 催办.
enum UrgeForm: WordsForm {
  static let act = MatterAct.urge
  static let access = RouteAccess.signedIn
  static let icon = Icon.bell
  static let label = "催什么"
  static let hint = "办理的人和联络站会收到提醒；群众看得到催过，看不到这些话"
  static let button = "催办"

  static func act(_ words: String, _ submission: ActSubmission) async throws {
    _ = try await UrgeMatter.run(words, on: submission.matter, submission.request, in: submission.environment)
  }
}
