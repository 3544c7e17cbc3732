import Domain
import Store

/// One suggestion told in memory through the workflow, with the times at which people would have acted, until its rows are
/// written.
struct DemoSuggestionTale {
  struct Entry {
    let event: SuggestionEvent
    let words: SuggestionWords
    let at: Instant
    let actor: RecordActor
  }

  /// What it is about.
  let subject: DemoSuggestionText
  private(set) var suggestion: Suggestion
  private(set) var entries: [Entry] = []
  private(set) var letters: [ReplyLetter] = []
  private(set) var promiseLetters: [PromiseLetter] = []
  var publication: SuggestionPublication?
  private let workflow: SuggestionWorkflow

  init(
    _ drafted: SuggestionEvent.Drafted, about subject: DemoSuggestionText, title: String, text: String,
    id: ID<Suggestion>, at: Instant,
    settings: ID<SettingsVersion>?, workflow: SuggestionWorkflow
  ) {
    self.subject = subject
    suggestion = Suggestion(
      id: id, title: title, text: text, settings: settings, status: SuggestionStatus(drafted, on: at.date), revision: 1)
    self.workflow = workflow
    entries = [
      Entry(
        event: .drafted(drafted), words: SuggestionWords(title: title, text: text), at: at,
        actor: .person(drafted.proposer.person))
    ]
  }

  var status: SuggestionStatus { suggestion.status }
  var last: Instant { entries.last?.at ?? Instant(milliseconds: 0) }

  /// Carries a command out as the workflow decides it.
  mutating func act(
    _ command: SuggestionCommand, by actor: ID<Person>, at: Instant, text: String? = nil, letter: LetterText? = nil
  ) throws {
    let event: SuggestionEvent
    do {
      event = try workflow.decide(command, on: suggestion.status, at: at)
    } catch {
      throw ActionError.suggestion(error)
    }
    entries.append(
      Entry(event: event, words: SuggestionWords(text: text, letter: letter), at: at, actor: .person(actor)))
    suggestion.status.apply(event, on: at.date)
    suggestion.revision += 1
    switch event {
    case .letterDrafted(let part, let code, _):
      guard let letter, let round = suggestion.status.part(part)?.round else { return }
      letters.removeAll { $0.part == part && $0.round == round }
      letters.append(ReplyLetter(part: part, round: round, resultClass: code, text: letter, signedOn: nil))
    case .letterSigned(let facts):
      guard let index = letters.firstIndex(where: { $0.part == facts.part && $0.round == facts.round }) else { return }
      let drafted = letters[index]
      letters[index] = ReplyLetter(
        part: drafted.part, round: drafted.round, resultClass: drafted.resultClass, text: drafted.text,
        signedOn: at.date)
    case .promiseLetterDrafted(_, let number):
      guard let letter else { return }
      let round = turn(of: number)
      promiseLetters.removeAll { $0.promise == number && $0.round == round }
      promiseLetters.append(PromiseLetter(promise: number, round: round, text: letter, signedOn: nil))
    case .promiseLetterSigned(let facts):
      let round = turn(of: facts.number)
      promiseLetters = promiseLetters.map { drafted in
        drafted.promise == facts.number && drafted.round == round
          ? PromiseLetter(promise: drafted.promise, round: round, text: drafted.text, signedOn: at.date) : drafted
      }
    default: break
    }
  }

  private func turn(of promise: Int) -> Int {
    suggestion.status.promises.first { $0.number == promise }?.turn ?? 1
  }
}
