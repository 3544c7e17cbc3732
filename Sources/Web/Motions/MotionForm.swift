import Actions
import Domain
import HTMLKit
import HTTPKit

/// What an act's form shows itself with.
struct MotionView: ProposalView {
  let data: MotionPageData
  let draft: FormDraft

  var status: MotionStatus { data.status }

  /// Deputies who could still be asked to sign.
  var candidates: [Named<Person>] {
    let asked = Set(status.coSigners.filter { $0.answer != .declined }.map(\.person) + [status.proposer.person])
    return data.deputies.filter { !asked.contains($0.id) }
  }
}

/// An act's form that was sent.
struct MotionSubmission: ProposalSubmission {
  let visit: Visit
  let form: PostedForm
  let data: MotionPageData
  let request: ProposalRequest

  var id: ID<Motion> { data.motion.id }

  func act(_ command: MotionCommand, _ words: String?) async throws {
    try await act(command, words, who: nil)
  }

  /// Carries out an act, with the name of the person it is about where no member of staff is meant.
  func act(_ command: MotionCommand, _ words: String?, who: String?) async throws {
    func given(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
    _ = try await ActOnMotion.run(
      command, on: id, words: given(words), who: given(who), request, in: visit.environment)
  }

  /// A number of votes.
  func votes(_ field: String, _ label: String, _ sentences: inout FormSentences) -> Int {
    guard let number = Int(TextCleaning.toHalfWidthDigits(form.text(field))), (0...MotionVote.most).contains(number)
    else {
      sentences.add(field, "\(label)请填数字")
      return 0
    }
    return number
  }

  /// One of the numbered things of a list.
  func chosen(_ field: String, _ label: String, _ sentences: inout FormSentences) -> Int {
    guard let number = Int(form.text(field)) else {
      sentences.add(field, "请选择\(label)")
      return 0
    }
    return number
  }
}

typealias MotionForm = ProposalForm<MotionAct, MotionView, MotionSubmission>

enum MotionForms {
  /// In the order in which a page offers them.
  static let all: [MotionForm] = draftForms + decidingForms + implementingForms

  static let labels: [String: String] = [
    "cause": "案由", "grounds": "案据", "plan": "方案", "people": "代表", "deputy": "代表", "text": "公开的文字",
  ]

  /// A form that is a sentence and a button, with a few words where `field` names them.
  static func plain(
    _ act: MotionAct, _ icon: Icon, _ hint: String, field: String? = nil, required: Bool = false,
    _ command: @escaping @Sendable (MotionSubmission) -> MotionCommand
  ) -> MotionForm {
    .plain(act, icon, Words.motion(act), hint, field: field, required: required, command)
  }

  /// A form about something that was decided on a day, with what was decided in words.
  static func dated(
    _ act: MotionAct, _ icon: Icon, _ hint: String, date: String, field: String, committee: String? = nil,
    _ command: @escaping @Sendable (CivilDate, String) -> MotionCommand
  ) -> MotionForm {
    MotionForm(
      act, icon,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        if let committee { h.input(committee, "committee", view.draft, maximum: 40) }
        h.input(date, "on", view.draft(["on": view.data.today.description]), type: "date")
        h.area(field, "words", view.draft, maximum: 1000, small: true)
        h.submit(Words.motion(act), icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let name = committee == nil ? "" : submission.words("committee", "委员会", &sentences, maximum: 40)
        let on = submission.date("on", "日期", &sentences)
        let words = submission.words("words", field, &sentences, maximum: 1000)
        try sentences.throwIfAny()
        guard let on else { return }
        try await submission.act(command(on, name), words)
      })
  }
}

// MARK: 起草、联名、提交、撤回

extension MotionForms {
  static let draftForms: [MotionForm] = [
    plain(.sign, .check, "请看过全文。联名表示您同意把它作为议案向大会提出。") { submission in
      .sign(submission.visit.actor.person ?? ID(0))
    },
    plain(.declineToSign, .close, "不联名也不用说明理由。") { submission in
      .declineToSign(submission.visit.actor.person ?? ID(0))
    },
    submit, invite,
    plain(.discard, .trash, "作废后不能恢复，历史里会留下记录。") { _ in .discard },
  ]

  private static let submit = MotionForm(
    .submit, .send,
    write: { h, view in
      let waiting = view.status.coSigners.filter { $0.answer == .invited }.count
      h.p(.class("small mute"), text: submitHint(view.data))
      if waiting > 0 { h.p(.class("small mute"), text: "还有\(waiting)位代表没有答复联名邀请，提交后就不能再联名了。") }
      h.submit("提交议案", icon: .send)
    },
    run: { submission in
      _ = try await SubmitMotion.run(submission.id, submission.request, in: submission.visit.environment)
    })

  private static func submitHint(_ data: MotionPageData) -> String {
    let status = data.status
    if status.proposer.delegation != nil { return "代表团提出议案，要有全团过半数的代表同意。" }
    let (has, needs) = (status.signers.count, status.signersNeeded)
    return "要代表\(needs)人以上联名，现在连领衔代表有\(has)人" + (has < needs ? "，还差\(needs - has)人。" : "，人数够了。")
  }

  private static let invite = MotionForm(
    .invite, .people,
    write: { h, view in
      h.p(.class("small mute"), text: "被邀请的代表在自己的手机上看全文、联名。改动内容后要重新联名。")
      SignerInvitation.write(view.candidates, view.draft, &h)
    },
    run: { submission in
      let people = try SignerInvitation.read(submission.form, submission.data.deputies)
      _ = try await InviteToMotion.run(people, on: submission.id, submission.request, in: submission.visit.environment)
    })
}
