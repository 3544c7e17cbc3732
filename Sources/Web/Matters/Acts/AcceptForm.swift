import Actions
import Domain
import HTMLKit

/// 受理.
enum AcceptForm: ActForm {
  static let act = MatterAct.accept
  static let access = RouteAccess.signedIn
  static let icon = Icon.check

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let draft = view.draft([
      "grade": MatterGrade.inGroup.rawValue, "urgency": view.matter.status.urgency.rawValue,
      "category": view.matter.category?.description ?? "",
    ])
    GradeFields.grade(&h, view, draft)
    h.area("告诉群众一句话", "words", draft, hint: "比如由谁办、什么时候去看", optional: true, maximum: 500, small: true)
    let isBack = ["title", "category", "urgency"].contains { draft.problem($0) != nil }
    h.fold(.plus, "更多：标题、类别、缓急", isOpen: isBack) { h in
      h.div(.class("form-s")) { h in
        h.input(
          "标题", "title", draft, hint: "清单里显示的短句，不写姓名和电话；空着就用现在的", optional: true, maximum: AcceptMatter.titleLimit)
        GradeFields.filing(&h, view, draft)
      }
    }
    h.submit("受理", icon: .check)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let grade: MatterGrade? = submission.word("grade", "分级", &sentences)
    let urgency: MatterUrgency? = submission.word("urgency", "缓急", &sentences)
    let words = submission.words("words", "告诉群众的话", &sentences, required: false, maximum: 500)
    let title = submission.words(
      "title", "标题", &sentences, required: false, maximum: AcceptMatter.titleLimit)
    try sentences.throwIfAny()
    guard let grade, let urgency else { return }
    _ = try await AcceptMatter.run(
      AcceptMatter.Input(
        grade: grade, urgency: urgency, category: submission.form.id("category"), title: title.isEmpty ? nil : title,
        words: words.isEmpty ? nil : words),
      on: submission.matter, submission.request, in: submission.environment)
  }
}

/// Grade, urgency and category: asked for when accepting and when filing anew.
enum GradeFields {
  static func write(_ h: inout HTMLWriter, _ view: ActView, _ draft: FormDraft) {
    grade(&h, view, draft)
    filing(&h, view, draft)
  }

  static func grade(_ h: inout HTMLWriter, _ view: ActView, _ draft: FormDraft) {
    h.choices(
      "分级", "grade", draft,
      MatterGrade.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: view.names.name(of: $0)) })
  }

  static func filing(_ h: inout HTMLWriter, _ view: ActView, _ draft: FormDraft) {
    h.select("类别", "category", draft, options: CategoryOptions.list(view.categories, none: "未分类"), optional: true)
    h.choices(
      "缓急", "urgency", draft,
      MatterUrgency.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.urgency($0)) }, row: true)
  }
}
