import Actions
import Domain
import HTMLKit
import HTTPKit

/// Sentences about single fields of an act's form; the page is shown again with them.
struct FormSentences: Error {
  var problems: [(field: String, words: String)] = []

  mutating func add(_ field: String, _ words: String) { problems.append((field: field, words: words)) }

  func throwIfAny() throws { if !problems.isEmpty { throw self } }
}

/// What an act's form shows itself with.
struct ActView {
  let data: MatterPageData
  let assignees: ReadVenue.Assignees
  let categories: [MatterCategory]
  /// The units that a matter can be handed to.
  let units: [HandlingUnit]
  /// Whom the matter can be sent up to.
  let above: [EscalationChoice]
  /// Where the rules of the congress point for it.
  let proposal: RoutingTarget?
  /// What it is handled together with, and what it could be.
  let company: MatterCompany
  let readerGroups: [ID<DeputyGroup>]
  let token: String
  /// What was typed, when this act has just come back.
  let draft: FormDraft
  let today: CivilDate
  let readerName: String
  let reader: ID<Person>?
  /// The act is entered for the deputy who owns the matter.
  let isOnBehalf: Bool

  var matter: Matter { data.record.matter }
  var names: CongressSettings.Names { data.settings.names }

  /// The reader says where it goes; whoever only looks after it takes it to himself.
  var choosesTarget: Bool {
    !data.relations.isDisjoint(with: [.owner, .groupMember, .liaison, .chief, .clerk])
  }

  /// The draft with a value where nothing was typed.
  func draft(_ defaults: [String: String]) -> FormDraft {
    var filled = draft
    for (name, value) in defaults where filled.values[name] == nil { filled.values[name] = value }
    return filled
  }
}

/// Reads an act's form; what is wrong becomes sentences at its fields.
protocol FormReading {
  var visit: Visit { get }
  var form: PostedForm { get }
}

extension FormReading {
  /// A text that has to be there, within a length; what is wrong goes to `sentences`.
  func words(
    _ field: String, _ label: String, _ sentences: inout FormSentences, required: Bool = true, maximum: Int = 2000
  ) -> String {
    let text = form.text(field, multiline: true)
    if form.isBroken(field, multiline: true) {
      sentences.add(field, "\(label)里有无法显示的字符，请删去后重新填写")
    } else if text.isEmpty, required {
      sentences.add(field, "请填写\(label)")
    } else if text.count > maximum {
      sentences.add(field, "\(label)最多\(maximum)个字，现在是\(text.count)个字")
    }
    return text
  }

  func word<Word: RawRepresentable>(_ field: String, _ label: String, _ sentences: inout FormSentences) -> Word?
  where Word.RawValue == String {
    let word: Word? = form.word(field)
    if word == nil { sentences.add(field, "请选择\(label)") }
    return word
  }

  /// Any day.
  func day(_ field: String, _ label: String, _ sentences: inout FormSentences) -> CivilDate? {
    guard let date = form.date(field) else {
      sentences.add(field, "\(label)请按“2026-11-20”的样子填写")
      return nil
    }
    return date
  }

  /// A day that has been.
  func date(_ field: String, _ label: String, _ sentences: inout FormSentences) -> CivilDate? {
    let date = day(field, label, &sentences)
    if let date, date > visit.today { sentences.add(field, "\(label)不能晚于今天") }
    return date
  }

  func unit(_ field: String) -> ID<HandlingUnit>? { ID<HandlingUnit>(text: form.fields[field] ?? "") }

  func assignee(_ field: String, _ sentences: inout FormSentences) -> Assignee? {
    let text = form.fields[field] ?? ""
    if text.hasPrefix("d-"), let id = ID<Person>(text: text.dropFirst(2)) { return .deputy(id) }
    if text.hasPrefix("g-"), let id = ID<DeputyGroup>(text: text.dropFirst(2)) { return .group(id) }
    if text.hasPrefix("v-"), let id = ID<Venue>(text: text.dropFirst(2)) { return .venue(id) }
    sentences.add(field, "请选择交给谁")
    return nil
  }

  func photos(_ sentences: inout FormSentences) async throws -> [PhotoTicket] {
    let photos = try await form.takePhotos(limit: 6, in: visit.environment)
    for problem in photos.problems { sentences.add("photo", ProblemWords.sentence(problem, label: "照片")) }
    return photos.tickets
  }
}

/// What an act's form was sent with.
struct ActSubmission: FormReading {
  let visit: Visit
  let form: PostedForm
  let data: MatterPageData
  let request: MatterRequest
  let above: [EscalationChoice]

  var matter: ID<Matter> { data.record.matter.id }
  var environment: AppEnvironment { visit.environment }
}

/// One act at the workbench: its form and its sending. Adding an act is adding one of these.
protocol ActForm: SendableMetatype {
  static var act: MatterAct { get }
  static var access: RouteAccess { get }
  static var icon: Icon { get }
  static func title(_ view: ActView) -> String
  static func write(_ h: inout HTMLWriter, _ view: ActView)
  /// Throws ``FormSentences`` when something has to be put right.
  static func run(_ submission: ActSubmission) async throws
}

extension ActForm {
  static func title(_ view: ActView) -> String { Words.act(act) }
}

/// An act that asks for nothing but a few words.
protocol WordsForm: ActForm {
  static var label: String { get }
  static var hint: String { get }
  /// What the button says.
  static var button: String { get }
  static func act(_ words: String, _ submission: ActSubmission) async throws
}

extension WordsForm {
  static func write(_ h: inout HTMLWriter, _ view: ActView) {
    h.area(label, "words", view.draft, hint: hint, maximum: 500, small: true)
    h.submit(button, icon: icon)
  }

  static func run(_ submission: ActSubmission) async throws {
    var sentences = FormSentences()
    let words = submission.words("words", label, &sentences, maximum: 500)
    try sentences.throwIfAny()
    try await act(words, submission)
  }
}

enum ActForms {
  /// In the order in which the panel offers them.
  static let all: [any ActForm.Type] = [
    ReleaseForm.self, ClaimForm.self, AcceptForm.self, PassDownForm.self, SettleReturnForm.self, RehandleForm.self,
    ReplyForm.self,
    RecordResultForm.self, TransferForm.self,
    RecordFeedbackForm.self,
    CloseUnratedForm.self, ArchiveForm.self, AssignForm.self, OfferForm.self, HandBackForm.self, EscalateForm.self,
    MergeForm.self, PartForm.self, AskForm.self, UrgeForm.self, RecallForm.self,
    SupplementForm.self,
    ObjectForm.self,
    PublishForm.self, RedactForm.self, DeclineForm.self, DivertForm.self, SealForm.self, ClassifyForm.self,
    EraseForm.self,
  ]

  private static func current(_ view: ActView) -> String? {
    switch view.matter.status.owner {
    case .deputy(_, let person): "d-\(person)"
    case .group(let group): "g-\(group)"
    case .venue, .desk: nil
    }
  }

  /// Whom a matter can go to, as options; whoever has it now is not offered.
  static func assigneeOptions(_ view: ActView, venues: Bool) -> [(value: String, words: String)] {
    var options: [(value: String, words: String)] = [("", "请选择")]
    for deputy in view.assignees.deputies { options.append(("d-\(deputy.id)", deputy.name + "代表")) }
    for group in view.assignees.groups { options.append(("g-\(group.id)", group.name)) }
    options.removeAll { $0.value == current(view) }
    if venues { for venue in view.assignees.venues { options.append(("v-\(venue.id)", "转到" + venue.name)) } }
    return options
  }
}
