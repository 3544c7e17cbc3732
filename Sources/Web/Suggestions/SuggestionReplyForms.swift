import Actions
import Domain
import HTMLKit
import HTTPKit

// 答复函、测评.

extension SuggestionForms {
  static let letterForms: [SuggestionForm] = [
    draftLetter,
    plain(.checkLetter, .documentCheck, "看格式、发文字号、类别标注、逐条答复是否齐全，再送负责人签发。") { .checkLetter(part: $0.part) },
    signLetter,
    plain(.returnLetter, .back, "退回承办人修改。", field: "要怎样修改", required: true) { .returnLetter(part: $0.part) },
  ]

  private static let draftLetter = SuggestionForm(
    .draftLetter, .document,
    write: { h, view in
      let draft = view.draft(letterDefaults(view))
      h.select(
        "办理结果类别", "class", draft,
        options: [("", "请选择")] + view.rules.classes.map { ($0.code, "\($0.code)：\($0.meaning)") })
      LetterFields.answer.write(&h, draft, withOpinions: view.part?.role == .lead)
      h.submit("送核稿", icon: .document)
    },
    run: { submission in
      var sentences = FormSentences()
      let code = submission.words("class", "办理结果类别", &sentences, maximum: 40)
      let text = LetterFields.answer.read(submission, &sentences)
      try sentences.throwIfAny()
      _ = try await DraftReplyLetter.run(
        text, resultClass: code, part: submission.part, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  private static func letterDefaults(_ view: SuggestionView) -> [String: String] {
    let stored = view.data.letters.last { $0.part == view.part?.number && $0.signedOn == nil }
    if let stored {
      return LetterFields.answer.values(of: stored.text).merging(["class": stored.resultClass]) { $1 }
    }
    let number = view.status.number.map(Words.number) ?? ""
    return [
      "opening": "您提出的《\(view.data.suggestion.title)》（\(number)）收悉。感谢您对我们工作的关心和支持。经研究，现答复如下：",
      "closing": "感谢您的监督，欢迎继续提出宝贵意见。",
      "copies": view.status.receiver == .presidium ? "镇人大主席团" : "县人大常委会代表工作机构，县政府办公室",
    ]
  }

  private static let signLetter = SuggestionForm(
    .signLetter, .seal,
    write: { h, view in
      h.p(.class("small mute"), text: "签发后立即送达代表，不能再改。")
      if let part = view.part, let code = part.resultClass,
        let found = view.rules.classes.first(where: { $0.code == code }),
        let missing = view.data.workflow.obstacle(
          to: part, of: view.status, found, letterAgreed: false, withoutOpinions: false)
      {
        h.p(.class("small"), text: "注意：" + ProblemWords.sentence(missing) + "。")
      }
      if view.rules.isFaceToFaceFirst { h.check("agreed", "代表同意只作书面答复", view.draft) }
      if view.part?.role == .lead, view.status.coParts.contains(where: { $0.state != .opinionGiven }) {
        h.area("不再等协办意见的理由", "words", view.draft, optional: true, maximum: 500, small: true)
      }
      if view.rules.replyTo == .byArrangement {
        h.check("lead-only", "领衔代表同意由其转复联名代表", view.draft)
      }
      h.submit("签发并送达", icon: .seal)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "理由", &sentences, required: false, maximum: 500)
      try sentences.throwIfAny()
      _ = try await SignReplyLetter.run(
        .init(
          part: submission.part, letterAgreed: submission.form.fields["agreed"] == "1",
          withoutOpinions: words.isEmpty ? nil : words, toAll: submission.form.fields["lead-only"] != "1"),
        on: submission.id, submission.request, in: submission.visit.environment)
    })

  static let ratingForms: [SuggestionForm] = [
    rate, ratePromise, remindPromiseRater, closeUnratedPromise,
    plain(.remindRater, .bell, "测评期限已过。由代表工作机构催促，承办单位不得催促。") { .remindRater(part: $0.part) },
    plain(.closeUnrated, .close, "经催促仍不反馈的，按本级人大的规定统计。") { .closeUnrated(part: $0.part) },
    again(.study, "研究代表的具体意见，决定是否重新办理，并把结果告知代表。") { .study(part: $0, rehandles: $1) },
    again(.settleDispute, "记录研究的经过和处理意见。") { .settleDispute(part: $0, rehandles: $1) },
  ]

  private static let rate = SuggestionForm(
    .rate, .star,
    write: { h, view in
      let scale = Satisfaction.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.satisfaction($0)) }
      if let part = view.part, view.data.relations.contains(.workBody) {
        let missing = view.status.missingRaters(of: part)
        let own = view.status.people(leadsOnly: false).enumerated().filter { missing.contains($0.element) }
        h.select(
          "哪位代表的征询意见表", "paper", view.draft,
          options: own.map { ("\($0.offset)", view.data.names.people[$0.element] ?? "") })
      } else {
        h.p(.class("small mute"), text: "提交以前，承办单位看不到，也不得催促、干预。")
      }
      h.choices("办理态度", "attitude", view.draft, scale, row: true)
      h.choices("办理结果", "result", view.draft, scale, row: true)
      h.area("具体意见", "words", view.draft, hint: "不满意的请写明", optional: true, maximum: 1000, small: true)
      if view.data.relations.contains(.workBody) {
        SuggestionPictures.field(&h, view, "征询意见表的照片或者扫描件", isOptional: false)
      }
      h.submit("提交测评", icon: .star)
    },
    run: { submission in
      var sentences = FormSentences()
      let attitude: Satisfaction? = submission.word("attitude", "办理态度", &sentences)
      let result: Satisfaction? = submission.word("result", "办理结果", &sentences)
      let isBad = attitude == .dissatisfied || result == .dissatisfied
      let words = submission.words("words", "具体意见", &sentences, required: isBad, maximum: 1000)
      let scans = try await submission.photos(&sentences)
      let paper = submission.form.has("paper") ? submission.person("paper") : nil
      if paper != nil, scans.isEmpty { sentences.add("photo", "请附上代表填写的征询意见表（拍照或者扫描成图片）") }
      try sentences.throwIfAny()
      guard let attitude, let result else { return }
      _ = try await RateSuggestion.run(
        .init(part: submission.part, attitude: attitude, result: result, reason: words, onPaperOf: paper, scans: scans),
        on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static func again(
    _ act: SuggestionAct, _ hint: String, _ command: @escaping @Sendable (Int, Bool) -> SuggestionCommand
  ) -> SuggestionForm {
    SuggestionForm(
      act, .refresh,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        if act == .settleDispute { h.p(.class("small"), text: "本级人大的规定：\(Words.secondStep(view.rules.secondStep))。") }
        h.choices(
          "怎样处理", "again", view.draft,
          [
            HTMLWriter.Choice(value: "1", words: "交承办单位重新办理"),
            HTMLWriter.Choice(value: "0", words: act == .study ? "不再办理，向代表说明" : "记录处理意见后办结"),
          ])
        h.area("研究意见", "words", view.draft, maximum: 1000, small: true)
        h.submit(Words.suggestion(act), icon: .refresh)
      },
      run: { submission in
        var sentences = FormSentences()
        let words = submission.words("words", "研究意见", &sentences, maximum: 1000)
        let again = submission.form.text("again")
        if again.isEmpty { sentences.add("again", "请选择怎样处理") }
        try sentences.throwIfAny()
        try await submission.act(command(submission.part, again == "1"), words)
      })
  }
}
