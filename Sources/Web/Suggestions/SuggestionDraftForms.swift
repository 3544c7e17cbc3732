import Actions
import Domain
import HTMLKit
import HTTPKit

// 起草、联名、提交、撤回; 审查、立案、并案、分拆、交办.

extension SuggestionForms {
  static let draftForms: [SuggestionForm] = [
    plain(.sign, .check, "请看过全文。联名表示建议的内容真实表达您的意愿。") { submission in
      .sign(submission.visit.actor.person ?? ID(0))
    },
    plain(.declineToSign, .close, "不联名也不用说明理由。") { submission in
      .declineToSign(submission.visit.actor.person ?? ID(0))
    },
    submit, invite,
    withdraw,
    plain(.agreeToWithdraw, .check, "领衔代表要求撤回这件建议，需要您同意。") { submission in
      .agreeToWithdraw(submission.visit.actor.person ?? ID(0))
    },
    plain(.discard, .trash, "作废后不能恢复，历史里会留下记录。") { _ in .discard },
    conceal,
  ]

  private static let submit = SuggestionForm(
    .submit, .send,
    write: { h, view in
      let waiting = view.status.coSigners.filter { $0.answer == .invited }.count
      h.p(
        .class("small mute"),
        text: waiting == 0
          ? "提交后由大会秘书处、代表工作机构或者主席团审查、立案、交办。" : "还有\(waiting)位代表没有答复联名邀请，提交后就不能再联名了。")
      h.submit("提交建议", icon: .send)
    },
    run: { submission in
      _ = try await SubmitSuggestion.run(submission.id, submission.request, in: submission.visit.environment)
    })

  private static let invite = SuggestionForm(
    .invite, .people,
    write: { h, view in
      h.p(.class("small mute"), text: "被邀请的代表在自己的手机上看全文、联名。改动内容后要重新确认。")
      SignerInvitation.write(view.deputies, view.draft, &h)
    },
    run: { submission in
      let people = try SignerInvitation.read(
        submission.form, try await SuggestionChoices.deputies(submission.data, submission.visit))
      _ = try await InviteCoSigners.run(
        people, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let withdraw = SuggestionForm(
    .withdraw, .back,
    write: { h, view in
      guard view.status.withdrawalAskedOn == nil else {
        h.p(.class("small mute"), text: "您已要求撤回，在等联名代表同意。不撤回的，继续办理。")
        h.hidden("takes-back", "1")
        h.submit("不撤回了", icon: .refresh)
        return
      }
      h.p(.class("small mute"), text: "撤回后不再办理。联名提出的，按本级人大的规定可能要联名代表都同意。")
      h.area("撤回的理由", "words", view.draft, maximum: 1000, small: true)
      h.submit("撤回建议", icon: .back)
    },
    run: { submission in
      if submission.form.fields["takes-back"] == "1" { return try await submission.act(.takeBackWithdrawal) }
      var sentences = FormSentences()
      let words = submission.words("words", "撤回的理由", &sentences, maximum: 1000)
      try sentences.throwIfAny()
      try await submission.act(.withdraw, words)
    })

  private static let conceal = SuggestionForm(
    .conceal, .lock,
    write: { h, view in
      h.p(
        .class("small mute"),
        text: view.status.isConfidential ? "现在承办单位和公众看不到提出人。" : "保密后，承办单位和公众看不到提出人。")
      h.hidden("conceals", view.status.isConfidential ? "0" : "1")
      h.submit(view.status.isConfidential ? "取消保密" : "要求保密", icon: .lock)
    },
    run: { submission in try await submission.act(.conceal(submission.form.fields["conceals"] == "1")) })

  static let reviewForms: [SuggestionForm] = [
    register, handOver,
    plain(.sendBack, .back, "不属于一事一议、内容不具体的，说明以后退回代表修改。", field: "要怎样修改", required: true) { _ in .sendBack },
    ground(.refuse, .close, "向代表说明情况，不作为建议处理。") { .refuse(ground: $0) },
    ground(.treatAsLetter, .note, "向代表说明情况，作为代表来信转有关方面研究。") { .treatAsLetter(ground: $0) },
    merge, split,
  ]

  private static let register = SuggestionForm(
    .register, .documentCheck,
    write: { h, view in
      let draft = view.draft(["category": view.status.category?.description ?? ""])
      h.p(.class("small mute"), text: "号码由系统依次给出，不重号、不跳号。")
      h.select(
        "类别", "category", draft,
        options: [("", "未分类")]
          + view.categories.map { ($0.id.description, ($0.parent == nil ? "" : "　") + $0.name) }, optional: true)
      h.submit("立案编号", icon: .documentCheck)
    },
    run: { submission in
      _ = try await RegisterSuggestion.run(
        submission.form.id("category"), on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static func ground(
    _ act: SuggestionAct, _ icon: Icon, _ hint: String,
    _ command: @escaping @Sendable (String) -> SuggestionCommand
  ) -> SuggestionForm {
    SuggestionForm(
      act, icon,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        h.choices(
          "理由", "ground", view.draft,
          view.rules.grounds.map { HTMLWriter.Choice(value: $0.word, words: $0.text) })
        h.area("向代表说明", "words", view.draft, maximum: 1000, small: true)
        h.submit(Words.suggestion(act), icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let words = submission.words("words", "向代表的说明", &sentences, maximum: 1000)
        let ground = submission.form.text("ground")
        if ground.isEmpty { sentences.add("ground", "请选择理由") }
        try sentences.throwIfAny()
        try await submission.act(command(ground), words)
      })
  }

  private static let merge = SuggestionForm(
    .merge, .merge,
    write: { h, view in
      h.p(.class("small mute"), text: "内容相同的并在一起办理，分别答复每位代表。")
      h.select(
        "并入哪一件", "lead", view.draft,
        options: [("", "请选择")]
          + view.mergeable.map { line in
            (line.id.description, (line.number.map { Words.number($0) + "　" } ?? "") + line.title)
          })
      h.submit("并案", icon: .merge)
    },
    run: { submission in
      guard let lead: ID<Suggestion> = submission.form.id("lead") else {
        throw FormSentences(problems: [(field: "lead", words: "请选择并入哪一件")])
      }
      _ = try await MergeSuggestion.run(
        submission.id, into: lead, submission.request, in: submission.visit.environment)
    })

  private static let split = SuggestionForm(
    .split, .list,
    write: { h, view in
      h.p(.class("small mute"), text: "一件里讲了几件事的，分成几件，联名的代表不变。每件第一行是标题，下面是内容。")
      for number in 1...3 {
        h.area("第\(number)件", "piece\(number)", view.draft, optional: number > 2, maximum: 4000, small: true)
      }
      h.submit("分拆", icon: .list)
    },
    run: { submission in
      var sentences = FormSentences()
      let pieces = (1...3).compactMap { number -> SplitSuggestion.Piece? in
        let text = submission.words(
          "piece\(number)", "第\(number)件", &sentences, required: number < 3, maximum: 4000)
        guard !text.isEmpty else { return nil }
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        return SplitSuggestion.Piece(
          title: String(lines[0].prefix(DraftSuggestion.longestTitle)), text: lines.count > 1 ? String(lines[1]) : "")
      }
      try sentences.throwIfAny()
      _ = try await SplitSuggestion.run(pieces, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let handOver = SuggestionForm(
    .handOver, .transfer,
    write: { h, view in
      let draft = view.draft(["kind": HandlingKind.sole.rawValue])
      h.choices(
        "怎样交办", "kind", draft,
        HandlingKind.allCases.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.handlingKind($0)) }, row: true)
      if !view.status.proposedUnits.isEmpty {
        let names = view.status.proposedUnits.compactMap { view.data.names.units[$0] }.joined(separator: "、")
        h.p(.class("small"), text: "代表建议由\(names)承办。")
      }
      h.select(
        "独办或者主办单位", "lead", draft, options: [("", "请选择")] + view.units.map { ($0.id.description, $0.name) },
        hint: "分办的不选", optional: true)
      h.boxes("协办或者分办单位", "units", draft) { h in
        for unit in view.units { h.check("u\(unit.id)", unit.name, draft) }
      }
      if view.rules.extensionMode == .byClass {
        h.check("hard", "涉及面广、处理难度大，六个月内答复", draft)
      }
      h.area("交办意见", "words", draft, optional: true, maximum: 500, small: true)
      h.p(.class("small mute"), text: "三个月、六个月从交办之日算起，不管有没有签收。")
      h.submit("交办", icon: .transfer)
    },
    run: { submission in
      var sentences = FormSentences()
      let kind: HandlingKind? = submission.word("kind", "怎样交办", &sentences)
      let words = submission.words("words", "交办意见", &sentences, required: false, maximum: 500)
      try sentences.throwIfAny()
      guard let kind else { return }
      let isHard = submission.form.fields["hard"] == "1"
      let lead: ID<HandlingUnit>? = submission.form.id("lead")
      let ticked = submission.form.fields.fields.compactMap { field -> ID<HandlingUnit>? in
        field.name.first == "u" && field.value == "1" ? ID(text: field.name.dropFirst()) : nil
      }
      var targets: [SuggestionCommand.Target] = []
      switch kind {
      case .sole: if let lead { targets = [.init(lead, .sole, isHard: isHard)] }
      case .lead:
        if let lead { targets = [.init(lead, .lead, isHard: isHard)] }
        targets += ticked.filter { $0 != lead }.map { .init($0, .co) }
      case .separate: targets = ticked.map { .init($0, .separate, isHard: isHard) }
      }
      _ = try await HandOverSuggestion.run(
        kind, to: targets, words: words.isEmpty ? nil : words, on: submission.id, submission.request,
        in: submission.visit.environment)
    })
}
