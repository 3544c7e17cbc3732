import Actions
import Domain
import HTMLKit
import HTTPKit

/// What an act's form shows itself with.
struct SuggestionView: ProposalView {
  let data: SuggestionPageData
  /// The part that the form is about.
  let part: SuggestionPart?
  let units: [HandlingUnit]
  let categories: [MatterCategory]
  let drafters: [Named<Person>]
  let deputies: [Named<Person>]
  /// With which it can be handled together.
  let mergeable: [SuggestionLine]
  let draft: FormDraft
  let today: CivilDate

  var status: SuggestionStatus { data.status }
  var rules: SuggestionRules { data.workflow.rules }

  /// Everybody who stands behind it, by name where the reader may know.
  var people: [(value: String, words: String)] {
    status.people(leadsOnly: false).enumerated().map { index, person in
      let name = data.seesProposer ? data.names.people[person] ?? "" : "提出人"
      return (value: "\(index)", words: name)
    }
  }
}

/// An act's form that was sent.
struct SuggestionSubmission: ProposalSubmission {
  let visit: Visit
  let form: PostedForm
  let data: SuggestionPageData
  let part: Int
  let request: ProposalRequest

  var id: ID<Suggestion> { data.suggestion.id }

  /// Carries out an act that is nothing but its command.
  func act(_ command: SuggestionCommand, _ words: String?) async throws {
    _ = try await ActOnSuggestion.run(
      command, on: id, part: command.act.isOnPart ? part : nil, words: words.flatMap { $0.isEmpty ? nil : $0 },
      request, in: visit.environment)
  }

  /// A person among those who stand behind it, by the place in their order: forms never carry ids that a unit must not see.
  func person(_ field: String) -> ID<Person>? {
    guard let index = Int(form.fields[field] ?? "") else { return nil }
    let people = data.status.people(leadsOnly: false)
    return people.indices.contains(index) ? people[index] : nil
  }
}

typealias SuggestionForm = ProposalForm<SuggestionAct, SuggestionView, SuggestionSubmission>

enum SuggestionForms {
  /// In the order in which a page offers them.
  static let all: [SuggestionForm] = {
    let forms = draftForms + reviewForms + partForms + letterForms + ratingForms + laterForms
    return first.compactMap { act in forms.first { $0.act == act } } + forms.filter { !first.contains($0.act) }
  }()

  /// What is next stands before what can be done beside it.
  private static let first: [SuggestionAct] = [
    .sign, .declineToSign, .agreeToWithdraw, .submit, .register, .handOver, .signFor, .settleReturn, .settleExtension,
    .checkLetter, .signLetter, .rate, .study, .settleDispute, .giveOpinion, .contact, .draftLetter, .publish, .redact,
  ]

  static let labels: [String: String] = [
    "people": "代表", "units": "承办单位", "drafter": "承办人", "points": "逐条答复", "document": "发文字号", "pieces": "分拆的各件",
    "title": "标题", "text": "内容",
  ]

  /// A form that is a question and a button, with a few words.
  static func plain(
    _ act: SuggestionAct, _ icon: Icon, _ hint: String, field: String? = nil, required: Bool = false,
    _ command: @escaping @Sendable (SuggestionSubmission) -> SuggestionCommand
  ) -> SuggestionForm {
    .plain(act, icon, Words.suggestion(act), hint, field: field, required: required, command)
  }
}
