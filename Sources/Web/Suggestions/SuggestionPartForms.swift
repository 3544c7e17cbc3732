import Actions
import Domain
import HTMLKit
import HTTPKit

// 签收、申退、改派、沟通、协办、分项、承诺、延期.

extension SuggestionForms {
  static let partForms: [SuggestionForm] = [
    plain(.signFor, .check, "签收后开始办理。不签收，期限也照样计算。") { .signFor(part: $0.part) },
    settleReturn, succeed, appoint, contact,
    plain(.giveOpinion, .reply, "协办意见书面送主办单位，由主办单位统一答复代表。", field: "协办意见", required: true) {
      .giveOpinion(part: $0.part, hasContent: $0.form.text("words", multiline: true).count >= 10)
    },
    plain(.returnOpinion, .back, "没有实质内容的，请协办单位重新提出。", field: "要补充什么", required: true) {
      .returnOpinion(part: $0.part)
    },
    promise, settleExtension, askExtension, itemize, settleItem, keepPromise, draftPromiseLetter, signPromiseLetter,
    askReturn,
  ]

  private static let askReturn = SuggestionForm(
    .askReturn, .back,
    write: { h, view in
      if let due = view.part?.returnDue.date {
        h.p(.class("small mute"), text: "不属于本单位职责的，\(DateWords.full(due, today: view.today))前说明理由申请退回。不得滞留或者自行转办。")
      }
      h.select(
        "建议改由哪个单位承办", "proposed", view.draft,
        options: [("", "说不准")] + view.units.map { ($0.id.description, $0.name) }, optional: true)
      h.area("理由", "words", view.draft, maximum: 500, small: true)
      h.submit("申请退回", icon: .back)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "退回的理由", &sentences, maximum: 500)
      try sentences.throwIfAny()
      try await submission.act(.askReturn(part: submission.part, proposed: submission.form.id("proposed")), words)
    })

  private static let settleReturn = SuggestionForm(
    .settleReturn, .scales,
    write: { h, view in
      let draft = view.draft
      if let again = view.part.map({ part in
        view.status.parts.contains { $0.unit == part.unit && $0.number != part.number }
      }),
        again
      {
        h.p(.class("small"), text: "这个单位以前退回过一次，请注意不要来回转。")
      }
      h.select(
        "改由哪个单位承办", "next", draft,
        options: [("", "不同意退回，由原单位继续办理")] + view.units.map { ($0.id.description, $0.name) })
      h.area("说明", "words", draft, optional: true, maximum: 500, small: true)
      h.submit("确定", icon: .scales)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "说明", &sentences, required: false, maximum: 500)
      try sentences.throwIfAny()
      _ = try await SettleSuggestionReturn.run(
        part: submission.part, next: submission.form.id("next"), words: words.isEmpty ? nil : words,
        on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let succeed = SuggestionForm(
    .reassign, .transfer,
    write: { h, view in
      let old = view.part.flatMap { view.data.names.units[$0.unit] } ?? ""
      h.p(.class("small mute"), text: "\(old)已经撤并，请交给接手它职责的单位。答复期限不变。")
      h.select(
        "由哪个单位接办", "next", view.draft, options: [("", "请选择")] + view.units.map { ($0.id.description, $0.name) })
      h.area("说明", "words", view.draft, maximum: 500, small: true)
      h.submit("改派", icon: .transfer)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "说明", &sentences, maximum: 500)
      let next: ID<HandlingUnit>? = submission.form.id("next")
      if next == nil { sentences.add("next", "请选择接办的单位") }
      try sentences.throwIfAny()
      guard let next else { return }
      _ = try await SucceedSuggestionUnit.run(
        part: submission.part, by: next, words: words, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  private static let appoint = SuggestionForm(
    .appoint, .person,
    write: { h, view in
      h.select(
        "承办人", "drafter", view.draft(["drafter": view.part?.drafter?.description ?? ""]),
        options: [("", "请选择")] + view.drafters.map { ($0.id.description, $0.name) })
      h.submit("指定承办人", icon: .person)
    },
    run: { submission in
      guard let drafter: ID<Person> = submission.form.id("drafter") else {
        throw FormSentences(problems: [(field: "drafter", words: "请选择承办人")])
      }
      _ = try await AppointDrafter.run(
        drafter, part: submission.part, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let contact = SuggestionForm(
    .contact, .phone,
    write: { h, view in
      let draft = view.draft([
        "kind": SuggestionContactKind.phone.rawValue, "on": view.today.description, "with": "0",
      ])
      h.choices(
        "沟通方式", "kind", draft,
        SuggestionContactKind.allCases.map {
          HTMLWriter.Choice(
            value: $0.rawValue, words: Words.contactKind($0),
            detail: $0 == .faceToFaceReply ? "当面答复，要有代表签字的记录" : nil)
        })
      h.select("哪位代表", "with", draft, options: view.people)
      h.input("日期", "on", draft, maximum: 10, type: "date")
      h.check("signed", "代表已在面复记录上签字", draft, detail: "要附上签字的记录")
      h.area("沟通的情况", "words", draft, maximum: 1000, small: true)
      SuggestionPictures.field(&h, view, "现场照片，或者面复记录的照片")
      h.submit("登记", icon: .phone)
    },
    run: { submission in
      var sentences = FormSentences()
      let kind: SuggestionContactKind? = submission.word("kind", "沟通方式", &sentences)
      let on = submission.day("on", "日期", &sentences)
      let words = submission.words("words", "沟通的情况", &sentences, maximum: 1000)
      let person = submission.person("with")
      if person == nil { sentences.add("with", "请选择与哪位代表沟通") }
      let photos = try await submission.photos(&sentences)
      let isSigned = submission.form.fields["signed"] == "1"
      if kind == .faceToFaceReply, isSigned, photos.isEmpty { sentences.add("photo", "请附上代表签字的面复记录（拍照或者扫描成图片）") }
      try sentences.throwIfAny()
      guard let kind, let on, let person else { return }
      _ = try await ContactDeputy.run(
        .init(part: submission.part, kind: kind, on: on, with: [person], isSigned: isSigned), photos: photos,
        words: words, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let promise = dated(
    .promise, .flag, "正在解决、列入计划的，写明承诺做什么、什么时候完成，办完再答复代表。", "承诺的内容", "完成日期"
  ) { .promise(part: $0.part, due: $1) }

  private static let askExtension = dated(
    .askExtension, .clock, "最长不超过交办之日起六个月，并告知代表。", "延期的理由", "延到哪一天"
  ) { .askExtension(part: $0.part, until: $1) }

  private static func dated(
    _ act: SuggestionAct, _ icon: Icon, _ hint: String, _ label: String, _ day: String,
    _ command: @escaping @Sendable (SuggestionSubmission, CivilDate) -> SuggestionCommand
  ) -> SuggestionForm {
    SuggestionForm(
      act, icon,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        h.area(label, "words", view.draft, maximum: 500, small: true)
        h.input(day, "due", view.draft, maximum: 10, type: "date")
        h.submit(Words.suggestion(act), icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let words = submission.words("words", label, &sentences, maximum: 500)
        let due = submission.day("due", day, &sentences)
        try sentences.throwIfAny()
        guard let due else { return }
        try await submission.act(command(submission, due), words)
      })
  }

  private static let settleExtension = SuggestionForm(
    .settleExtension, .clock,
    write: { h, view in
      if let asked = view.part?.extensionAsked {
        h.p(text: "承办单位申请延期到\(DateWords.long(asked.until))。同意后会告知代表。")
      }
      h.choices(
        "同意吗", "agrees", view.draft,
        [HTMLWriter.Choice(value: "1", words: "同意"), HTMLWriter.Choice(value: "0", words: "不同意")], row: true)
      h.area("说明", "words", view.draft, optional: true, maximum: 500, small: true)
      h.submit("确定", icon: .clock)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "说明", &sentences, required: false, maximum: 500)
      let agrees = submission.form.text("agrees")
      if agrees.isEmpty { sentences.add("agrees", "请选择同意还是不同意") }
      try sentences.throwIfAny()
      try await submission.act(.settleExtension(part: submission.part, agrees: agrees == "1"), words)
    })

  private static let itemize = SuggestionForm(
    .itemize, .list,
    write: { h, view in
      h.p(.class("small mute"), text: "建议里有几个问题的，一行写一项，逐项跟踪到办结。")
      h.area("分项", "words", view.draft, maximum: 3000, small: true)
      h.submit("列出分项", icon: .list)
    },
    run: { submission in
      var sentences = FormSentences()
      let words = submission.words("words", "分项", &sentences, maximum: 3000)
      try sentences.throwIfAny()
      let count = words.split(separator: "\n").count
      try await submission.act(.itemize(part: submission.part, count: count), words)
    })

  private static let settleItem = numbered(.settleItem, .check, "办结的一项") { view in
    view.status.items.filter { $0.part == view.part?.number && $0.settledOn == nil }.map {
      ("\($0.number)", "第\($0.number)项")
    }
  } command: {
    .settleItem($0)
  }

  private static func numbered(
    _ act: SuggestionAct, _ icon: Icon, _ label: String,
    _ options: @escaping @Sendable (SuggestionView) -> [(String, String)],
    command: @escaping @Sendable (Int) -> SuggestionCommand
  ) -> SuggestionForm {
    SuggestionForm(
      act, icon,
      write: { h, view in
        h.select(label, "number", view.draft, options: options(view))
        h.area("落实的情况", "words", view.draft, maximum: 1000, small: true)
        h.submit(Words.suggestion(act), icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let words = submission.words("words", "落实的情况", &sentences, maximum: 1000)
        let number = Int(submission.form.text("number"))
        if number == nil { sentences.add("number", "请选择\(label)") }
        try sentences.throwIfAny()
        guard let number else { return }
        try await submission.act(command(number), words)
      })
  }
}
