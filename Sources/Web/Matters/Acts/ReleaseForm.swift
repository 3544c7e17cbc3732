import Actions
import Domain
import HTMLKit

/// 放行: one button.
enum ReleaseForm: ActForm {
  static let act = MatterAct.release
  static let access = RouteAccess.desk
  static let icon = Icon.check

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.p(.class("small"), text: "放行以后进入待受理，受理期限从放行起算，答复期限仍从收到起算。")
    h.submit("放行，转入办理", icon: icon)
  }

  static func run(_ submission: ActSubmission) async throws {
    try await ReleaseMatter.run(on: submission.matter, submission.request, in: submission.environment)
  }
}
