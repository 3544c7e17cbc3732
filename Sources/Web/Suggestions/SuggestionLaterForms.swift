import Actions
import Domain
import HTMLKit
import HTTPKit

// 督办、公开.

extension FormReading {
  /// Where else it was published, on a day that has been.
  func outlet(_ sentences: inout FormSentences) -> SuggestionEvent.Outlet? {
    let name = words("name", "公开渠道", &sentences, maximum: 40)
    let address = words("address", "网址", &sentences, maximum: 300)
    let on = date("on", "日期", &sentences)
    if !address.hasPrefix("https://"), !address.hasPrefix("http://"), !address.isEmpty {
      sentences.add("address", "网址要以 http:// 或者 https:// 开头")
    }
    return on.map { SuggestionEvent.Outlet(name: name, address: address, on: $0) }
  }
}

extension SuggestionForms {
  static let laterForms: [SuggestionForm] = [redact, publish, recordOutlet, makeKey, urge, objectToPublication]

  private static let redact = SuggestionForm(
    .redact, .eye,
    write: { h, view in
      let letter = view.data.letters.last { $0.signedOn != nil }
      let draft = view.draft([
        "title": view.data.suggestion.title, "text": view.data.suggestion.text,
        "reply": letter.map { ([$0.text.opening] + $0.text.points + [$0.text.closing]).joined(separator: "\n\n") }
          ?? "",
      ])
      h.p(.class("small mute"), text: "隐去联系方式、群众姓名和不宜公开的内容；由另一位审核后公开。")
      if view.status.objectsToPublication { h.p(.class("small"), text: "注意：提出建议的代表不同意公开。") }
      h.input("标题", "title", draft, maximum: 60)
      h.area("建议", "text", draft, maximum: 8000, small: true)
      h.area("答复", "reply", draft, maximum: 8000, small: true)
      h.check("summary", "只公开摘要", draft)
      h.submit("保存公开文本", icon: .eye)
    },
    run: { submission in
      var sentences = FormSentences()
      let title = submission.words("title", "标题", &sentences, maximum: 60)
      let text = submission.words("text", "建议", &sentences, maximum: 8000)
      let reply = submission.words("reply", "答复", &sentences, maximum: 8000)
      try sentences.throwIfAny()
      _ = try await RedactSuggestion.run(
        .init(title: title, text: text, reply: reply, isSummary: submission.form.fields["summary"] == "1"),
        on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let publish = SuggestionForm(
    .publish, .check,
    write: { h, view in
      let isOwn = view.status.redactedBy != nil && view.status.redactedBy == view.data.reader
      if isOwn { h.p(.class("small mute"), text: "公开文本是您整理的，要由另一位审核后公开。") }
      h.choices(
        "公开吗", "publishes", view.draft,
        (view.status.state.isAnswered && !isOwn ? [HTMLWriter.Choice(value: "1", words: "公开")] : [])
          + [HTMLWriter.Choice(value: "0", words: "不公开")], row: true)
      h.area("理由", "words", view.draft, optional: true, maximum: 500, small: true)
      h.submit("确定", icon: .check)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "理由", &sentences, required: false, maximum: 500)
      let publishes = submission.form.text("publishes")
      if publishes.isEmpty { sentences.add("publishes", "请选择公开还是不公开") }
      try sentences.throwIfAny()
      _ = try await PublishSuggestion.run(
        publishes == "1", reason: words.isEmpty ? nil : words, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  private static let recordOutlet = SuggestionForm(
    .recordOutlet, .link,
    write: { h, view in
      let draft = view.draft(["on": view.today.description])
      h.input("公开渠道", "name", draft, hint: "如：县政府门户网站", maximum: 40)
      h.input("网址", "address", draft, maximum: 300)
      h.input("日期", "on", draft, maximum: 10, type: "date")
      h.submit("登记", icon: .link)
    },
    run: { submission in
      var sentences = FormSentences()
      let outlet = submission.outlet(&sentences)
      try sentences.throwIfAny()
      guard let outlet else { return }
      _ = try await RecordOutlet.run(
        outlet, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let makeKey = SuggestionForm(
    .makeKey, .flag,
    write: { h, view in
      h.p(.class("small mute"), text: "重点督办由主任会议研究确定，这里登记会议的决定。")
      h.input("哪次会议决定", "decision", view.draft, hint: "如：县人大常委会第45次主任会议", maximum: 60)
      h.input("决定日期", "on", view.draft(["on": view.today.description]), maximum: 10, type: "date")
      h.input("领衔督办的领导", "leader", view.draft, maximum: 40)
      h.input("负责督办的委员会", "committee", view.draft, maximum: 40)
      h.submit("列为重点督办", icon: .flag)
    },
    run: { submission in
      var sentences = FormSentences()
      let decision = submission.words("decision", "哪次会议决定", &sentences, maximum: 60)
      let on = submission.day("on", "决定日期", &sentences)
      let leader = submission.words("leader", "领衔督办的领导", &sentences, maximum: 40)
      let committee = submission.words("committee", "负责督办的委员会", &sentences, maximum: 40)
      try sentences.throwIfAny()
      guard let on else { return }
      try await submission.act(
        .makeKey(KeyUrging(decidedOn: on, decision: decision, leader: leader, committee: committee)))
    })

  private static let urge = SuggestionForm(
    .urge, .road,
    write: { h, view in
      let draft = view.draft(["way": UrgingForm.onSite.rawValue, "on": view.today.description])
      h.choices(
        "督办形式", "way", draft,
        UrgingForm.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.urgingForm($0)) }, row: true)
      h.input("日期", "on", draft, maximum: 10, type: "date")
      h.area("参加的人、发现的问题、要求", "words", draft, maximum: 2000, small: true)
      SuggestionPictures.field(&h, view, "现场照片")
      h.submit("登记督办", icon: .road)
    },
    run: { submission in
      var sentences = FormSentences()
      let form: UrgingForm? = submission.word("way", "督办形式", &sentences)
      let on = submission.day("on", "日期", &sentences)
      let words = submission.words("words", "督办的情况", &sentences)
      let photos = try await submission.photos(&sentences)
      try sentences.throwIfAny()
      guard let form, let on else { return }
      _ = try await UrgeSuggestion.run(
        form, on: on, photos: photos, words: words, of: submission.id, submission.request,
        in: submission.visit.environment)
    })

  private static let objectToPublication = SuggestionForm(
    .objectToPublication, .eye,
    write: { h, view in
      let objects = view.status.objectsToPublication
      h.p(.class("small mute"), text: objects ? "您不同意公开这件建议和答复。" : "建议和答复一般向社会公开，不公开联系方式和群众姓名。您认为不宜公开的，可以提出。")
      h.hidden("objects", objects ? "0" : "1")
      h.area("理由", "words", view.draft, optional: true, maximum: 500, small: true)
      h.submit(objects ? "同意公开" : "不同意公开", icon: .eye)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "理由", &sentences, required: false, maximum: 500)
      try sentences.throwIfAny()
      try await submission.act(.objectToPublication(submission.form.fields["objects"] == "1"), words)
    })
}
