import Actions
import Domain
import HTMLKit
import HTTPKit

// 编号; 专门委员会; 主席团决定; 审议、表决; 撤回.

extension MotionForms {
  static let decidingForms: [MotionForm] = [
    settleWithdrawal, register, vote, correctVote,
    dated(
      .consider, .documentCheck, "会议审议以后登记，接着交付表决。", date: "审议的日期", field: "审议情况或者审议结果的报告"
    ) { date, _ in .consider(on: date) },
    giveOpinion,
    dated(
      .putOnAgenda, .calendar, "由主席团决定列入会议议程。列入以后，撤回要经主席团同意。", date: "决定的日期", field: "决定，如：主席团第二次会议决定列入议程"
    ) { date, _ in .putOnAgenda(on: date) },
    turn,
    plainCommittee,
    dated(
      .referAfterSession, .clock, "由主席团决定，交有关的委员会在闭会后审议，审议结果由常委会表决。", date: "决定的日期",
      field: "决定，如：主席团第二次会议决定闭会后审议", committee: "交哪个委员会"
    ) { date, committee in .referAfterSession(committee: committee, on: date) },
    plain(.sendBack, .back, "案由、案据、方案不全，或者签名不清的，说明以后退回补正；截止时间以前可以再提交。", field: "要补什么", required: true) { _ in
      .sendBack
    },
    plain(
      .withdraw, .close, "主席团作出决定以前可以直接撤回；列入会议议程以后，要在交付表决前提出，经主席团同意（代表法第十五条）。", field: "撤回的理由",
      required: true
    ) { _ in .withdraw },
  ]

  private static let register = MotionForm(
    .register, .documentCheck,
    write: { h, _ in
      h.p(.class("small mute"), text: "号码在本次会议内由系统依次给出，不重号、不跳号。编号以后，请主席团决定。")
      h.submit("编号", icon: .documentCheck)
    },
    run: { submission in
      _ = try await RegisterMotion.run(submission.id, submission.request, in: submission.visit.environment)
    })

  private static let plainCommittee = MotionForm(
    .refer, .unit,
    write: { h, view in
      h.p(.class("small mute"), text: "先交有关的专门委员会审议，提出是否列入议程的意见，再由主席团决定。")
      h.input("交哪个委员会", "committee", view.draft, maximum: 40)
      h.submit("交专门委员会", icon: .unit)
    },
    run: { submission in
      var sentences = FormSentences()
      let committee = submission.words("committee", "委员会", &sentences, maximum: 40)
      try sentences.throwIfAny()
      try await submission.act(.refer(committee: committee))
    })

  private static let giveOpinion = MotionForm(
    .giveOpinion, .note,
    write: { h, view in
      let options = MotionOpinion.allCases.filter { $0 != .afterSession || !view.status.isAfterSession }
      h.choices(
        "委员会的意见", "opinion", view.draft, options.map { HTMLWriter.Choice(value: $0.rawValue, words: Words.motion($0)) })
      h.area("说明", "words", view.draft, maximum: 2000, small: true)
      h.submit("提出意见", icon: .note)
    },
    run: { submission in
      var sentences = FormSentences()
      let opinion: MotionOpinion? = submission.word("opinion", "委员会的意见", &sentences)
      let words = submission.words("words", "说明", &sentences, maximum: 2000)
      try sentences.throwIfAny()
      guard let opinion else { return }
      try await submission.act(.giveOpinion(opinion), words)
    })

  private static let turn = MotionForm(
    .becomeSuggestion, .transfer,
    write: { h, view in
      h.p(
        .class("small mute"),
        text: "不列入议程的，由主席团决定作为代表建议、批评和意见办理。领衔和联名代表不变，编号、交办、答复都按代表建议办；议案的经过留在这里。")
      h.input("决定的日期", "on", view.draft(["on": view.data.today.description]), type: "date")
      h.area("决定和理由", "words", view.draft, maximum: 1000, small: true)
      h.submit("转为代表建议", icon: .transfer)
    },
    run: { submission in
      var sentences = FormSentences()
      let on = submission.date("on", "日期", &sentences)
      let words = submission.words("words", "决定和理由", &sentences, maximum: 1000)
      try sentences.throwIfAny()
      guard let on else { return }
      _ = try await TurnMotionIntoSuggestion.run(
        on: on, words: words, on: submission.id, submission.request, in: submission.visit.environment)
    })

  private static let vote = MotionForm(
    .vote, .hand,
    write: { h, view in
      h.p(
        .class("small mute"),
        text: "以\(whole(view))的过半数通过，不是以到会或者投票的人数计算（组织法第二十五条）。通过还是未通过，由系统按票数得出。")
      let all = view.status.isAfterSession ? "" : "\(view.data.allDeputies)"
      figures(view, view.draft(["on": view.data.today.description, "all": all]), &h)
      h.area("决议", "words", view.draft, hint: "决议的名称或者要点", optional: true, maximum: 1000, small: true)
      h.submit("登记表决结果", icon: .hand)
    },
    run: { submission in
      var sentences = FormSentences()
      let vote = figures(submission, &sentences)
      let words = submission.words("words", "决议", &sentences, required: false, maximum: 1000)
      try sentences.throwIfAny()
      guard let vote else { return }
      try await submission.act(.vote(vote), words)
    })

  private static let correctVote = MotionForm(
    .correctVote, .pencil,
    write: { h, view in
      h.p(.class("small mute"), text: "只更正登记时填错的数，不是重新表决；原来登记的数留在经过里。已经公开或者组织实施的不能更正。")
      let vote = view.status.vote
      func text(_ number: Int?) -> String { number.map { "\($0)" } ?? "" }
      figures(
        view,
        view.draft([
          "on": vote?.on.description ?? "", "all": text(vote?.all), "for": text(vote?.votesFor),
          "against": text(vote?.against), "abstained": text(vote?.abstained),
        ]), &h)
      h.area("更正的原因", "words", view.draft, hint: "如：录入时赞成票少录一位，以会议记录为准", maximum: 500, small: true)
      h.submit("更正表决结果", icon: .pencil)
    },
    run: { submission in
      var sentences = FormSentences()
      let vote = figures(submission, &sentences)
      let words = submission.words("words", "更正的原因", &sentences, maximum: 500)
      try sentences.throwIfAny()
      guard let vote else { return }
      try await submission.act(.correctVote(vote), words)
    })

  private static func whole(_ view: MotionView) -> String { view.status.isAfterSession ? "常委会全体组成人员" : "全体代表" }

  private static func figures(_ view: MotionView, _ draft: FormDraft, _ h: inout HTMLWriter) {
    h.input("表决的日期", "on", draft, type: "date")
    h.input(
      "\(whole(view))人数", "all", draft,
      hint: view.status.isAfterSession ? nil : "名录里的代表有\(view.data.allDeputies)人，暂停执行职务的也算在内，请核对", maximum: 5,
      mode: "numeric")
    h.input("赞成", "for", draft, maximum: 5, mode: "numeric")
    h.input("反对", "against", draft, maximum: 5, mode: "numeric")
    h.input("弃权", "abstained", draft, maximum: 5, mode: "numeric")
  }

  /// Nil where the day is none; everything else that is wrong is in the sentences.
  private static func figures(_ submission: MotionSubmission, _ sentences: inout FormSentences) -> MotionVote? {
    let on = submission.date("on", "日期", &sentences)
    let all = submission.votes("all", "全体人数", &sentences)
    let votesFor = submission.votes("for", "赞成票", &sentences)
    let against = submission.votes("against", "反对票", &sentences)
    let abstained = submission.votes("abstained", "弃权票", &sentences)
    return on.map { MotionVote(votesFor: votesFor, against: against, abstained: abstained, all: all, on: $0) }
  }

  private static let settleWithdrawal = MotionForm(
    .settleWithdrawal, .back,
    write: { h, view in
      h.p(.class("small mute"), text: "提案人要求撤回。经主席团同意，会议对这件议案的审议即行终止。")
      h.choices(
        "主席团的决定", "agrees", view.draft, [.init(value: "1", words: "同意撤回"), .init(value: "0", words: "不同意，继续审议")])
      h.area("说明", "words", view.draft, optional: true, maximum: 1000, small: true)
      h.submit("登记决定", icon: .check)
    },
    run: { submission in
      var sentences = FormSentences()
      let agrees = submission.form.fields["agrees"]
      if agrees != "1", agrees != "0" { sentences.add("agrees", "请选择主席团的决定") }
      let words = submission.words("words", "说明", &sentences, required: false, maximum: 1000)
      try sentences.throwIfAny()
      try await submission.act(.settleWithdrawal(agrees: agrees == "1"), words)
    })
}
