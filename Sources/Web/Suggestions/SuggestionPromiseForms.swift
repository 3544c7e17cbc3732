import Actions
import Domain
import HTMLKit
import HTTPKit

// 承诺事项: 报告落实、再次答复、评价.

extension SuggestionForms {
  static let keepPromise = SuggestionForm(
    .keepPromise, .flag,
    write: { h, view in
      let open = view.status.openPromises.filter { $0.part == view.part?.number }
      h.select("落实了哪一项承诺", "number", view.draft, options: open.map(option))
      if view.isAnswered {
        h.p(.class("small mute"), text: "落实以后要书面答复代表，由单位负责人签发，请代表评价。下面写的就是答复函。")
        letter(&h, view, nil)
      } else {
        h.area("落实的情况", "words", view.draft, maximum: 2000, small: true)
      }
      h.submit(Words.suggestion(.keepPromise), icon: .flag)
    },
    run: { submission in
      var sentences = FormSentences()
      let isAnswered = !(submission.data.status.part(submission.part)?.raters.isEmpty ?? true)
      let letter = isAnswered ? LetterFields.promise.read(submission, &sentences) : nil
      let words =
        isAnswered ? submission.form.text("words", multiline: true) : submission.words("words", "落实的情况", &sentences)
      let number = chosen(submission, &sentences)
      try sentences.throwIfAny()
      guard let number else { return }
      _ = try await KeepPromise.run(
        number, words: words, letter: letter, part: submission.part, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  static let draftPromiseLetter = SuggestionForm(
    .draftPromiseLetter, .document,
    write: { h, view in
      let owed = view.owed
      h.select("哪一项承诺", "number", view.draft, options: owed.map(option))
      letter(
        &h, view,
        owed.first.flatMap { first in
          view.data.promiseLetters.first { $0.promise == first.number && $0.round == first.turn }
        })
      h.submit("送负责人签发", icon: .document)
    },
    run: { submission in
      var sentences = FormSentences()
      let letter = LetterFields.promise.read(submission, &sentences)
      let number = chosen(submission, &sentences)
      try sentences.throwIfAny()
      guard let number else { return }
      _ = try await DraftPromiseLetter.run(
        letter, promise: number, part: submission.part, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  static let signPromiseLetter = SuggestionForm(
    .signPromiseLetter, .seal,
    write: { h, view in
      let drafted = view.owed.filter { $0.answer?.draftedOn != nil }
      h.p(.class("small mute"), text: "签发后立即送达代表，不能再改；代表随后评价承诺的落实情况。")
      for promise in drafted {
        h.p { h in
          h.link(
            SitePath.suggestionPages(
              .promiseLetter(view.data.suggestion.id, PromiseLetter.key(promise.number, promise.turn))
            ).string,
            "看承诺\(promise.number)的答复函草稿", class: "btn btn-s")
        }
      }
      h.select("签发哪一项的答复函", "number", view.draft, options: drafted.map(option))
      h.submit("签发并送达", icon: .seal)
    },
    run: { submission in
      var sentences = FormSentences()
      let number = chosen(submission, &sentences)
      try sentences.throwIfAny()
      guard let number else { return }
      _ = try await SignPromiseLetter.run(
        promise: number, part: submission.part, on: submission.id, submission.request,
        in: submission.visit.environment)
    })

  static let ratePromise = SuggestionForm(
    .ratePromise, .star,
    write: { h, view in
      let person = view.part.flatMap { part in view.data.reader.map { (part, $0) } }
      let promises = person.map { view.data.workflow.unratedPromises(of: $0.0, view.status, by: $0.1) } ?? []
      h.select("哪一项承诺", "number", view.draft, options: promises.map { ("\($0.number)", "承诺\($0.number)") })
      h.choices(
        "落实得怎么样", "verdict", view.draft,
        Satisfaction.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.satisfaction($0)) }, row: true)
      h.area("具体意见", "words", view.draft, hint: "不满意的请写明", optional: true, maximum: 500, small: true)
      h.submit("提交评价", icon: .star)
    },
    run: { submission in
      var sentences = FormSentences()
      let verdict: Satisfaction? = submission.word("verdict", "评价", &sentences)
      let words = submission.words(
        "words", "具体意见", &sentences, required: verdict == .dissatisfied, maximum: 500)
      let number = chosen(submission, &sentences)
      try sentences.throwIfAny()
      guard let verdict, let number, let person = submission.visit.actor.person else { return }
      try await submission.act(.ratePromise(number, by: person, verdict), words)
    })

  static let remindPromiseRater = onUnrated(
    .remindPromiseRater, .bell, "对承诺落实的评价期限已过。由代表工作机构催促，承办单位不得催促。"
  ) { .remindPromiseRater($0) }

  static let closeUnratedPromise = onUnrated(
    .closeUnratedPromise, .close, "经催促仍不评价的，不再等待；这项承诺在台账里记为没有评价。"
  ) { .closeUnratedPromise($0) }

  /// About a promise that was kept and that somebody has not said anything about.
  private static func onUnrated(
    _ act: SuggestionAct, _ icon: Icon, _ hint: String, _ command: @escaping @Sendable (Int) -> SuggestionCommand
  ) -> SuggestionForm {
    SuggestionForm(
      act, icon,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        let promises = view.part.map { view.data.workflow.unrated(of: $0, view.status) } ?? []
        h.select("哪一项承诺", "number", view.draft, options: promises.map { ("\($0.number)", "承诺\($0.number)") })
        h.submit(Words.suggestion(act), icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let number = chosen(submission, &sentences)
        try sentences.throwIfAny()
        guard let number else { return }
        try await submission.act(command(number))
      })
  }

  private static func option(_ promise: SuggestionPromise) -> (String, String) {
    ("\(promise.number)", "承诺\(promise.number)：\(DateWords.long(promise.due))前")
  }

  private static func chosen(_ submission: SuggestionSubmission, _ sentences: inout FormSentences) -> Int? {
    let number = Int(submission.form.text("number"))
    if number == nil { sentences.add("number", "请选择承诺事项") }
    return number
  }

  /// The fixed form of a letter, with what there is of it.
  private static func letter(_ h: inout HTMLWriter, _ view: SuggestionView, _ stored: PromiseLetter?) {
    let number = view.status.number.map(Words.number) ?? ""
    let first = view.data.letters.last { $0.part == view.part?.number && $0.signedOn != nil }?.text
    let values =
      stored.map { LetterFields.promise.values(of: $0.text) } ?? [
        "opening": "您提出的《\(view.data.suggestion.title)》（\(number)），我们在答复中承诺的事项已经落实，现将情况答复如下：",
        "closing": "感谢您的监督，请对落实情况作出评价。", "signatory": first?.signatory ?? "", "contact": first?.contact ?? "",
        "copies": first?.copies ?? "",
      ]
    LetterFields.promise.write(&h, view.draft(values))
  }
}

extension SuggestionView {
  /// The deputies have had an answer, so that a second letter is owed for what is kept.
  fileprivate var isAnswered: Bool { !(part?.raters.isEmpty ?? true) }

  /// Promises of the part that were kept and whose letter is not signed.
  fileprivate var owed: [SuggestionPromise] { status.promises.filter { $0.part == part?.number && $0.owesLetter } }
}
