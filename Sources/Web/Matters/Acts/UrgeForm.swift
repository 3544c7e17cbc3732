import Actions
import Domain
import HTMLKit

/// 催办.
enum UrgeForm: ActForm {
  static let act = MatterAct.urge
  static let access = RouteAccess.lead
  static let icon = Icon.bell

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.area(
      "催什么", "words", view.draft, hint: "办理的人和联络站会收到提醒；群众看得到催过，看不到这些话", maximum: 500, small: true)
    h.submit("催办", icon: .bell)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let words = submission.words("words", "催什么", &sentences, maximum: 500)
    try sentences.throwIfAny()
    _ = try await UrgeMatter.run(words, on: submission.matter, submission.request, in: submission.environment)
  }
}
