import Actions
import Domain
import HTMLKit

/// Who asked, when and how: the record of reaching a resident.
enum ContactFields {
  static func write(_ h: inout HTMLWriter, _ view: ActView, _ draft: FormDraft) {
    h.div(.class("pair")) { h in
      h.input("谁问的", "asker", draft, maximum: 40)
      h.input("哪天问的", "asked", draft, maximum: 10, type: "date")
    }
    h.choices(
      "怎么问的", "how", draft,
      ContactWay.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.contactWay($0)) })
  }

  static func defaults(_ view: ActView) -> [String: String] {
    ["asker": view.readerName, "asked": view.today.description, "how": ContactWay.phone.rawValue]
  }

  static func read(_ submission: ActSubmission, _ sentences: inout FormSentences)
    -> (asker: String, on: CivilDate, how: ContactWay)?
  {
    let asker = submission.words("asker", "谁问的", &sentences, maximum: 40)
    let on = submission.date("asked", "哪天问的", &sentences)
    let how: ContactWay? = submission.word("how", "怎么问的", &sentences)
    guard let on, let how else { return nil }
    return (asker, on, how)
  }
}

/// 登记反馈.
enum RecordFeedbackForm: ActForm {
  static let act = MatterAct.recordFeedback
  static let access = RouteAccess.signedIn
  static let icon = Icon.phone

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let draft = view.draft(ContactFields.defaults(view))
    h.p(.class("small mute"), text: "群众没有自己评价时，问到了在这里登记。单独统计，不计入群众满意率。")
    let scale = Satisfaction.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.satisfaction($0)) }
    h.choices("办理态度", "attitude", draft, scale, row: true)
    h.choices("办理结果", "result", draft, scale, row: true)
    h.area("群众怎么说", "words", draft, hint: "不满意的请写明理由", optional: true, maximum: 1000, small: true)
    ContactFields.write(&h, view, draft)
    h.submit("登记反馈", icon: .check)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let attitude: Satisfaction? = submission.word("attitude", "办理态度", &sentences)
    let result: Satisfaction? = submission.word("result", "办理结果", &sentences)
    let isBad = attitude == .dissatisfied || result == .dissatisfied
    let words = submission.words("words", isBad ? "不满意的理由" : "群众的话", &sentences, required: isBad, maximum: 1000)
    let contact = ContactFields.read(submission, &sentences)
    try sentences.throwIfAny()
    guard let attitude, let result, let contact else { return }
    _ = try await RecordFeedback.run(
      RecordFeedback.Input(
        attitude: attitude, result: result, words: words.isEmpty ? nil : words, asker: contact.asker,
        askedOn: contact.on, how: contact.how),
      on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 未评结案.
enum CloseUnratedForm: ActForm {
  static let act = MatterAct.closeUnrated
  static let access = RouteAccess.desk
  static let icon = Icon.close

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let draft = view.draft(ContactFields.defaults(view))
    h.p(.class("small mute"), text: "评价期限已过，联系过仍没有评价的，写明联系经过后结案。")
    ContactFields.write(&h, view, draft)
    h.area("联系的经过", "words", draft, maximum: 500, small: true)
    h.submit("未评结案")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let contact = ContactFields.read(submission, &sentences)
    let words = submission.words("words", "联系的经过", &sentences, maximum: 500)
    try sentences.throwIfAny()
    guard let contact else { return }
    _ = try await CloseUnrated.run(
      CloseUnrated.Input(asker: contact.asker, askedOn: contact.on, how: contact.how, words: words),
      on: submission.matter, submission.request, in: submission.environment)
  }
}

/// 归档.
enum ArchiveForm: ActForm {
  static let act = MatterAct.archive
  static let access = RouteAccess.desk
  static let icon = Icon.folder

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    if view.matter.status.state == .dissatisfied {
      h.p(.class("notice"), text: "重新办理后仍不满意。决定不再办理的，写明理由后归档；也可以再次重新办理。")
    } else {
      h.p(.class("small"), text: "有登记、有答复、有反馈，三关都过了。归档后只能依法删除个人信息，不能再改。")
    }
    h.area("归档说明", "words", view.draft, optional: view.matter.status.state != .dissatisfied, maximum: 500, small: true)
    h.submit("归档，给档案号", icon: .folder)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let isLast = submission.data.record.matter.status.state == .dissatisfied
    let words = submission.words("words", "归档说明", &sentences, required: isLast, maximum: 500)
    try sentences.throwIfAny()
    _ = try await ArchiveMatter.run(
      words.isEmpty ? nil : words, on: submission.matter, submission.request, in: submission.environment)
  }
}
