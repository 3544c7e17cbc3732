import Actions
import Domain
import HTMLKit
import HTTPKit

// 负责人、节点、督办、公开、报告.

extension MotionForms {
  static let implementingForms: [MotionForm] = [
    finishMilestone, note, addMilestone, moveMilestone, nameLeader, releaseLeader, publish,
    dated(
      .report, .documentCheck, "节点都完成以后，把实施情况报告大会或者常委会。", date: "报告的日期", field: "向谁报告、主要情况"
    ) { date, _ in .report(on: date) },
  ]

  private static let nameLeader = MotionForm(
    .nameLeader, .person,
    write: { h, view in
      h.input("姓名", "name", view.draft, maximum: 30)
      h.input("职务和分工", "office", view.draft, hint: "如：县长（牵头）、副县长（分管）", maximum: 40)
      h.submit("明确负责人", icon: .person)
    },
    run: { submission in
      var sentences = FormSentences()
      let name = submission.words("name", "姓名", &sentences, maximum: 30)
      let office = submission.words("office", "职务和分工", &sentences, maximum: 40)
      try sentences.throwIfAny()
      try await submission.act(.nameLeader(name: name, office: office))
    })

  private static let releaseLeader = MotionForm(
    .releaseLeader, .refresh,
    write: { h, view in
      h.select(
        "不再负责的", "leader", view.draft,
        options: [("", "请选择")] + view.status.leaders.map { ("\($0.number)", "\($0.name)　\($0.office)") })
      h.area("原因", "words", view.draft, maximum: 200, small: true)
      h.submit("调整", icon: .refresh)
    },
    run: { submission in
      var sentences = FormSentences()
      let number = submission.chosen("leader", "负责人", &sentences)
      let words = submission.words("words", "原因", &sentences, maximum: 200)
      try sentences.throwIfAny()
      try await submission.act(.releaseLeader(number), words)
    })

  private static let addMilestone = MotionForm(
    .addMilestone, .plus,
    write: { h, view in
      h.input("节点", "title", view.draft, hint: "到时候看得见的结果，如：小游园竣工", maximum: 60)
      h.input("完成时间", "due", view.draft, type: "date")
      h.submit("增加节点", icon: .plus)
    },
    run: { submission in
      var sentences = FormSentences()
      let title = submission.words("title", "节点", &sentences, maximum: 60)
      let due = submission.day("due", "完成时间", &sentences)
      try sentences.throwIfAny()
      guard let due else { return }
      try await submission.act(.addMilestone(title: title, due: due))
    })

  private static func openMilestones(_ view: MotionView, _ h: inout HTMLWriter) {
    h.select(
      "哪个节点", "milestone", view.draft,
      options: [("", "请选择")]
        + view.status.openMilestones.map { ("\($0.number)", "\($0.title)（\(DateWords.long($0.due))）") })
  }

  private static let moveMilestone = MotionForm(
    .moveMilestone, .calendar,
    write: { h, view in
      openMilestones(view, &h)
      h.input("改到", "due", view.draft, type: "date")
      h.area("原因", "words", view.draft, hint: "会留在经过里", maximum: 500, small: true)
      h.submit("调整时间", icon: .calendar)
    },
    run: { submission in
      var sentences = FormSentences()
      let number = submission.chosen("milestone", "节点", &sentences)
      let due = submission.day("due", "改到的日期", &sentences)
      let words = submission.words("words", "原因", &sentences, maximum: 500)
      try sentences.throwIfAny()
      guard let due else { return }
      try await submission.act(.moveMilestone(number, due: due), words)
    })

  private static let finishMilestone = MotionForm(
    .finishMilestone, .checkCircle,
    write: { h, view in
      openMilestones(view, &h)
      h.input("完成的日期", "on", view.draft(["on": view.data.today.description]), type: "date")
      h.area("完成情况", "words", view.draft, optional: true, maximum: 500, small: true)
      h.submit("完成这个节点", icon: .checkCircle)
    },
    run: { submission in
      var sentences = FormSentences()
      let number = submission.chosen("milestone", "节点", &sentences)
      let on = submission.date("on", "日期", &sentences)
      let words = submission.words("words", "完成情况", &sentences, required: false, maximum: 500)
      try sentences.throwIfAny()
      guard let on else { return }
      try await submission.act(.finishMilestone(number, on: on), words)
    })

  private static let note = MotionForm(
    .note, .eye,
    write: { h, view in
      h.choices(
        "记什么", "kind", view.draft,
        [.init(value: "progress", words: Words.note(nil))]
          + [UrgingForm.onSite, .faceToFace, .pointToPoint, .media].map {
            .init(value: $0.rawValue, words: Words.note($0))
          })
      h.input("日期", "on", view.draft(["on": view.data.today.description]), type: "date")
      h.input("谁去的、谁参加的", "who", view.draft, hint: "记进展的可以不填", optional: true, maximum: 100)
      h.area("看到的情况、提出的要求", "words", view.draft, hint: "不要写群众的姓名和电话", maximum: 1000, small: true)
      if view.data.mayOpenNotes { h.check("public", "可以公开", view.draft, detail: "议案公开以后，这一条大家都看得到") }
      h.submit("记下来", icon: .eye)
    },
    run: { submission in
      var sentences = FormSentences()
      let kind = submission.form.fields["kind"] ?? ""
      let form = UrgingForm(rawValue: kind)
      if form == nil, kind != "progress" { sentences.add("kind", "请选择记什么") }
      let on = submission.date("on", "日期", &sentences)
      let who = submission.words("who", "参加的人", &sentences, required: form != nil, maximum: 100)
      let words = submission.words("words", "情况", &sentences, maximum: 1000)
      try sentences.throwIfAny()
      guard let on else { return }
      try await submission.act(
        .note(form: form, on: on, isPublic: submission.form.fields["public"] == "1"), words, who: who)
    })

  private static let publish = MotionForm(
    .publish, .eye,
    write: { h, view in
      let text = view.data.motion.text
      let known = view.data.motion.publicText
      h.p(
        .class("small mute"),
        text: "公开的是案由、下面这段文字、表决结果、负责人、节点，和记录时勾选“可以公开”的几条。请先核对：不出现群众的姓名、电话和不宜公开的内容。")
      h.choices(
        "公开吗", "publishes", view.draft(["publishes": "1"]),
        [.init(value: "1", words: view.status.isPublic ? "按下面的文字公开" : "公开")]
          + (view.status.isPublic ? [.init(value: "0", words: "不再公开")] : []), row: true)
      h.area(
        "公开的文字", "text", view.draft(["text": known.isEmpty ? text.plan : known]), maximum: PublishMotion.longest)
      h.submit("保存", icon: .eye)
    },
    run: { submission in
      var sentences = FormSentences()
      let publishes = submission.form.fields["publishes"] != "0"
      let text = submission.words(
        "text", "公开的文字", &sentences, required: publishes, maximum: PublishMotion.longest)
      try sentences.throwIfAny()
      _ = try await PublishMotion.run(
        publishes, text: text, on: submission.id, submission.request, in: submission.visit.environment)
    })
}
