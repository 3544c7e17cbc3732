import Domain
import HTMLKit
import HTTPKit

/// What an act's form of a suggestion or a motion shows itself with.
protocol ProposalView: SendableMetatype {
  /// What was typed, when this act has just come back.
  var draft: FormDraft { get }
}

extension ProposalView {
  /// The draft with a value where nothing was typed.
  func draft(_ defaults: [String: String]) -> FormDraft {
    var filled = draft
    for (name, value) in defaults where filled.values[name] == nil { filled.values[name] = value }
    return filled
  }
}

/// An act's form that was sent, and how it is carried out when it is nothing but its command.
protocol ProposalSubmission: FormReading, Sendable {
  associatedtype Command
  func act(_ command: Command, _ words: String?) async throws
}

extension ProposalSubmission {
  func act(_ command: Command) async throws { try await act(command, nil) }
}

/// One act's form: how it is written, and what it does.
struct ProposalForm<Act: Sendable, View: ProposalView, Submission: ProposalSubmission>: Sendable {
  let act: Act
  let icon: Icon
  let write: @Sendable (inout HTMLWriter, View) -> Void
  let run: @Sendable (Submission) async throws -> Void

  init(
    _ act: Act, _ icon: Icon, write: @escaping @Sendable (inout HTMLWriter, View) -> Void,
    run: @escaping @Sendable (Submission) async throws -> Void
  ) {
    self.act = act
    self.icon = icon
    self.write = write
    self.run = run
  }

  /// A form that is a sentence and a button, with a few words where `field` names them.
  static func plain(
    _ act: Act, _ icon: Icon, _ title: String, _ hint: String, field: String? = nil, required: Bool = false,
    _ command: @escaping @Sendable (Submission) -> Submission.Command
  ) -> ProposalForm {
    ProposalForm(
      act, icon,
      write: { h, view in
        h.p(.class("small mute"), text: hint)
        if let field { h.area(field, "words", view.draft, optional: !required, maximum: 1000, small: true) }
        h.submit(title, icon: icon)
      },
      run: { submission in
        var sentences = FormSentences()
        let words =
          field.map { submission.words("words", $0, &sentences, required: required, maximum: 1000) } ?? ""
        try sentences.throwIfAny()
        try await submission.act(command(submission), words)
      })
  }
}

/// 邀请联名: by names that are written, or from a list that is folded where it is long.
enum SignerInvitation {
  static func write(_ candidates: [Named<Person>], _ draft: FormDraft, _ h: inout HTMLWriter) {
    h.area("写姓名邀请", "names", draft, hint: "用顿号或者换行隔开", optional: true, maximum: 1000, small: true)
    let isShort = candidates.count <= 30
    h.fold(.list, "从名单里选", isOpen: isShort || candidates.contains { draft["p\($0.id)"] == "1" }) { h in
      h.boxes("邀请哪几位代表", "people", draft) { h in
        for deputy in candidates { h.check("p\(deputy.id)", deputy.name, draft) }
      }
    }
    h.submit("发出邀请", icon: .people)
  }

  /// Those whose names were written and those who were ticked, each once, in the order of writing.
  static func read(_ form: PostedForm, _ deputies: [Named<Person>]) throws -> [ID<Person>] {
    var sentences = FormSentences()
    var people: [ID<Person>] = []
    let separators = Set("、，,;； \n\u{3000}")
    for name in form.text("names", multiline: true).split(whereSeparator: separators.contains) {
      let found = deputies.filter { $0.name == name }
      switch found.count {
      case 1: people.append(found[0].id)
      case 0: sentences.add("names", "代表里没有叫“\(name.prefix(20))”的，请核对姓名")
      default: sentences.add("names", "有\(found.count)位代表都叫\(name)，请从名单里选")
      }
    }
    for field in form.fields.fields where field.name.first == "p" && field.value == "1" {
      if let id = ID<Person>(text: field.name.dropFirst()) { people.append(id) }
    }
    var seen: Set<ID<Person>> = []
    let once = people.filter { seen.insert($0).inserted }
    if once.isEmpty, sentences.problems.isEmpty { sentences.add("names", "请写出或者选择要邀请的代表") }
    try sentences.throwIfAny()
    return once
  }
}
