import Actions
import Domain
import HTMLKit
import HTTPKit

/// What a form that came from outside says about who filled it in.
enum SubmissionCheck {
  /// The field that people do not see. Its name is one that programs like to fill in, and no browser does.
  static let trap = "website"

  /// Why this matter is looked at first; empty for what comes in as usual, and for whoever keys in for others.
  static func reasons(_ input: SubmitMatter.Input, _ form: PostedForm, _ visit: Visit, _ rules: HoldRules)
    -> [HoldReason]
  {
    if visit.actor.signedIn != nil || input.channel.isEntered { return [] }
    var signs = SubmissionSigns()
    signs.isTrapFilled = !(form.fields[trap] ?? "").isEmpty
    signs.milliseconds = FormToken.shownAt(form.fields[FormToken.field]).map {
      visit.now.milliseconds - $0.milliseconds
    }
    signs.sameTexts = visit.recent.countAlike(input.text, key: form.key, at: visit.now)
    signs.isInCampaign = input.campaign != nil
    return signs.reasons(text: input.text, phone: input.phone, under: rules)
  }

  /// Out of sight, out of the order of the tab key and of what screen readers read.
  static func writeTrap(_ h: inout HTMLWriter, _ draft: FormDraft) {
    h.div(.class("aside-field"), .fixed("aria-hidden", "true")) { h in
      h.element("label", [.other("for", trap)], text: "请留空")
      h.void(
        "input",
        [
          .type("text"), .id(trap), .name(trap), .value(draft[trap]), .fixed("tabindex", "-1"),
          .fixed("autocomplete", "off"), .flag("data-lpignore"), .flag("data-1p-ignore"),
        ])
    }
  }
}
