import Actions
import Domain
import HTMLKit
import HTTPKit

/// 脱敏: the version for everybody, prefilled from the sender's words and the reply.
enum RedactForm: ActForm {
  static let act = MatterAct.redact
  static let access = RouteAccess.desk
  static let icon = Icon.eye

  static func title(_ view: ActView) -> String { "制作公开稿（脱敏）" }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let record = view.data.record
    let last = record.history.last { $0.event.act == .redact }?.words
    let reply = record.history.last { $0.event.act == .reply }?.words.text
    let draft = view.draft([
      "title": last?.title ?? view.matter.title, "text": last?.text ?? record.ownWords ?? "",
      "place": last?.place ?? record.place ?? "", "reply": last?.reply ?? reply ?? "",
    ])
    h.p(
      .class("notice"),
      text: "群众选择：\(Words.visibility(view.matter.status.visibility))。请去掉姓名、电话、门牌、证件号和能认出人的细节，由另一位审核后公开。")
    h.input("标题", "title", draft, maximum: 40)
    h.area("群众反映", "text", draft, maximum: 2000, small: true)
    h.input("地点", "place", draft, optional: true, maximum: 60)
    h.area("答复", "reply", draft, optional: true, maximum: 3000, small: true)
    photos(&h, view)
    h.submit("保存公开稿，送审")
  }

  private static func photos(_ h: inout HTMLWriter, _ view: ActView) {
    if view.data.record.photos.isEmpty { return }
    h.element("fieldset", [.class("field")]) { h in
      h.element("legend", text: "哪些照片可以公开")
      h.p(.class("hint"), text: "看得清人脸、车牌、门牌的不要勾")
      for (index, photo) in view.data.record.photos.enumerated() {
        h.element("label", [.class("check")]) { h in
          h.void("input", [.type("checkbox"), .name("file"), .value(photo.id.description)])
          h.span(text: "照片\(index + 1)")
        }
      }
    }
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let title = submission.words("title", "标题", &sentences, maximum: 40)
    let text = submission.words("text", "群众反映", &sentences)
    let place = submission.words("place", "地点", &sentences, required: false, maximum: 60)
    let reply = submission.words("reply", "答复", &sentences, required: false, maximum: 3000)
    for (field, value) in [("title", title), ("text", text), ("place", place), ("reply", reply)]
    where PrivateMarks.found(in: value) {
      sentences.add(field, "里面还有像电话或证件号的数字，请去掉后再保存")
    }
    try sentences.throwIfAny()
    _ = try await RedactMatter.run(
      RedactMatter.Input(
        title: title, text: text, place: place, reply: reply,
        photos: submission.form.fields.all("file").compactMap { ID<MatterFile>(text: $0) }),
      on: submission.matter, submission.request, in: submission.environment)
  }
}

/// Digits that look like a telephone or identity number.
enum PrivateMarks {
  static func found(in text: String) -> Bool {
    var run = 0
    for character in text {
      if character.isNumber {
        run += 1
        if run >= 7 { return true }
      } else if character != "-", character != " " {
        run = 0
      }
    }
    return false
  }
}

/// 公开: the reviewer reads the version and releases it, or takes it down.
enum PublishForm: ActForm {
  static let act = MatterAct.publish
  static let access = RouteAccess.lead
  static let icon = Icon.eye

  static func title(_ view: ActView) -> String {
    view.matter.status.publication == .published ? "撤下公开" : "审核公开稿"
  }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    let last = view.data.record.history.last { $0.event.act == .redact }
    if let words = last?.words {
      h.div(.class("diff")) { h in
        h.section(.class("diff-mine")) { h in
          h.h3(text: "公开稿")
          h.p { h in h.b(words.title ?? "") }
          h.p { h in h.lines(words.text ?? "") }
          if let reply = words.reply, !reply.isEmpty { h.p { h in h.lines("答复：" + reply) } }
        }
        h.section(.class("diff-now")) { h in
          h.h3(text: "原文")
          h.p { h in h.lines(view.data.record.ownWords ?? "") }
        }
      }
      h.p(.class("small mute"), text: "脱敏：\(last?.actorName ?? "")")
    }
    if view.matter.status.publication == .published {
      h.hidden("public", "0")
      h.area("为什么撤下", "words", view.draft, maximum: 300, small: true)
      h.submit("撤下", class: "btn btn-block")
    } else {
      h.hidden("public", "1")
      h.check("checked", "已核对：没有姓名、电话、门牌和涉密内容", view.draft)
      h.submit("同意公开", icon: .check)
    }
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let isPublic = submission.form.fields["public"] == "1"
    if isPublic, !submission.form.has("checked") { sentences.add("checked", "请核对后勾选") }
    let words = submission.words("words", "撤下的理由", &sentences, required: !isPublic, maximum: 300)
    try sentences.throwIfAny()
    _ = try await PublishMatter.run(
      isPublic: isPublic, words: words.isEmpty ? nil : words, on: submission.matter, submission.request,
      in: submission.environment)
  }
}

/// 代为办理异议: the deputy says it was not his word; the chief settles it.
enum ObjectForm: ActForm {
  static let act = MatterAct.object
  static let access = RouteAccess.signedIn
  static let icon = Icon.flag

  static func title(_ view: ActView) -> String {
    view.matter.status.hasObjection && !isDeputy(view) ? "处理代表的异议" : "有人代您办理过，不对可以提异议"
  }

  private static func isDeputy(_ view: ActView) -> Bool { view.data.relations.contains(.actedFor) }

  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    if isDeputy(view) {
      let objected = view.data.record.history.compactMap { item in
        if case .objected(let facts) = item.event { return facts.seq }
        return nil
      }
      let entered = view.data.record.history.filter { item in
        item.onBehalf?.person == view.reader && !objected.contains(item.seq)
      }
      h.select(
        "哪一步", "seq", view.draft,
        options: entered.map {
          ("\($0.seq)", "\(DateWords.day($0.at.date))　\(Words.act($0.event.act))（\($0.actorName ?? "")代录）")
        })
      h.area("哪里不对", "words", view.draft, maximum: 500, small: true)
      h.submit("提出异议", icon: .flag)
      return
    }
    let open = view.data.record.history.last { item in
      if case .objected(let facts) = item.event {
        return !facts.isSettled && facts.seq == view.matter.status.objections.first
      }
      return false
    }
    if let open {
      h.p { h in h.lines("\(open.actorName ?? "")代表：" + (open.words.text ?? "")) }
      if case .objected(let facts) = open.event {
        h.p(.class("small mute"), text: "针对第\(facts.seq)步")
        h.hidden("seq", "\(facts.seq)")
      }
    }
    h.hidden("settle", "1")
    h.area("核查的情况和处理", "words", view.draft, maximum: 500, small: true)
    h.submit("处理完毕")
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let words = submission.words("words", "说明", &sentences, maximum: 500)
    let seq = Int(submission.form.fields["seq"] ?? "")
    if seq == nil { sentences.add("seq", "请选择是哪一步") }
    try sentences.throwIfAny()
    guard let seq else { return }
    if submission.form.has("settle") {
      _ = try await ObjectToAct.settle(
        words, of: seq, on: submission.matter, submission.request, in: submission.environment)
    } else {
      _ = try await ObjectToAct.run(
        words, to: seq, on: submission.matter, submission.request, in: submission.environment)
    }
  }
}
