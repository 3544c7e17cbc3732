import Actions
import Domain
import HTMLKit
import HTTPKit

/// 提请认领.
enum OfferForm: ActForm {
  static let act = MatterAct.offer
  static let access = RouteAccess.desk
  static let icon = Icon.people

  static func title(_ view: ActView) -> String {
    view.matter.status.offered.isEmpty ? "提请小组认领" : "改由别的小组认领"
  }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    if view.assignees.groups.isEmpty {
      h.p(.class("small"), text: "名录里还没有代表小组。")
      return
    }
    var draft = view.draft
    if draft.values.isEmpty {
      for group in view.matter.status.offered { draft.values["g-\(group)"] = "1" }
      if case .group(let group) = view.proposal { draft.values["g-\(group)"] = "1" }
    }
    h.boxes("请哪些小组来认领", "groups", draft) { h in
      for group in view.assignees.groups { h.check("g-\(group.id)", group.name, draft) }
    }
    h.area("为什么请他们", "words", draft, hint: "小组成员看得到", optional: true, maximum: 500, small: true)
    h.submit("提请认领", icon: .people)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let groups: [ID<DeputyGroup>] = submission.ticked("g-")
    if groups.isEmpty { sentences.add("groups", "请至少选一个小组") }
    let words = submission.words("words", "为什么请他们", &sentences, required: false, maximum: 500)
    try sentences.throwIfAny()
    _ = try await ClaimMatter.offer(
      to: groups, words: words.isEmpty ? nil : words, on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 认领.
enum ClaimForm: ActForm {
  static let act = MatterAct.claim
  static let access = RouteAccess.signedIn
  static let icon = Icon.hand

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let mine = view.matter.status.offered.filter(view.readerGroups.contains)
    h.p(.class("small"), text: "认领后由本组办理并答复群众；组里办不了的，可以交回或者转交单位。")
    if mine.count > 1 {
      h.choices(
        "以哪个小组认领", "group", view.draft,
        mine.map { HTMLWriter.Choice(value: $0.description, words: view.data.record.names.groups[$0] ?? "") })
    } else if let only = mine.first {
      h.hidden("group", only.description)
      h.p(.class("small"), text: view.data.record.names.groups[only] ?? "")
    }
    h.area("准备怎么办", "words", view.draft, hint: "内部看，群众看不到", optional: true, maximum: 500, small: true)
    h.submit("认领", icon: .hand)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let group: ID<DeputyGroup>? = submission.form.id("group")
    if group == nil { sentences.add("group", "请选择以哪个小组认领") }
    let words = submission.words("words", "准备怎么办", &sentences, required: false, maximum: 500)
    try sentences.throwIfAny()
    _ = try await ClaimMatter.claim(
      by: group, words: words.isEmpty ? nil : words, on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 交回.
enum HandBackForm: WordsForm {
  static let act = MatterAct.handBack
  static let access = RouteAccess.signedIn
  static let icon = Icon.back
  static let label = "为什么交回"
  static let hint = "写给联络站看，群众看不到"
  static let button = "交回"

  static func title(_ view: ActView) -> String { "交回联络站" }

  static func act(_ words: String, _ submission: ActSubmission) async throws {
    _ = try await ClaimMatter.handBack(
      words: words, on: submission.matter, submission.request, in: submission.environment)
  }
}

extension ActSubmission {
  /// The ids of the boxes that were ticked, whose names begin so.
  func ticked<Subject>(_ prefix: String) -> [ID<Subject>] {
    form.fields.fields.compactMap { field in
      field.name.hasPrefix(prefix) ? ID<Subject>(text: field.name.dropFirst(prefix.count)) : nil
    }
  }
}
