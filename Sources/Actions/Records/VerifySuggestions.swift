package import Domain
import Store

/// What a suggestion's history gives: its status, its words as they were written last, and its letters.
package struct SuggestionReplay: Sendable, Equatable {
  package private(set) var status: SuggestionStatus
  package private(set) var title = ""
  package private(set) var text = ""
  package private(set) var letters: [ReplyLetter] = []
  package private(set) var promiseLetters: [PromiseLetter] = []
  package private(set) var files: Set<ID<SuggestionFile>> = []
  /// Words that are gone by law cannot be compared.
  package private(set) var lacksWords = false

  /// Nil for a history that does not begin with a draft.
  package init?(_ history: [RecordEntry]) throws {
    guard let first = history.first,
      case .drafted(let facts) = try JSONText.decode(SuggestionEvent.self, from: first.facts)
    else { return nil }
    status = SuggestionStatus(facts, on: first.at.date)
    for (index, entry) in history.enumerated() {
      let event = try JSONText.decode(SuggestionEvent.self, from: entry.facts)
      if index > 0 { status.apply(event, on: entry.at.date) }
      if entry.isErased { lacksWords = true }
      take(
        event, try entry.words.map { try JSONText.decode(SuggestionWords.self, from: $0) } ?? SuggestionWords(),
        on: entry.at.date)
    }
  }

  private mutating func take(_ event: SuggestionEvent, _ words: SuggestionWords, on date: CivilDate) {
    files.formUnion(event.files)
    switch event {
    case .drafted, .revised, .submitted:
      title = words.title ?? title
      text = words.text ?? text
    case .photoRemoved(let file, _): files.remove(file)
    case .letterDrafted(let part, let resultClass, _):
      let round = status.part(part)?.round ?? 1
      guard let letter = words.letter else { return }
      letters.removeAll { $0.part == part && $0.round == round }
      letters.append(ReplyLetter(part: part, round: round, resultClass: resultClass, text: letter, signedOn: nil))
    case .letterSigned(let facts):
      guard let index = letters.firstIndex(where: { $0.part == facts.part && $0.round == facts.round }) else { return }
      let letter = letters[index]
      letters[index] = ReplyLetter(
        part: letter.part, round: letter.round, resultClass: letter.resultClass, text: letter.text, signedOn: date)
    case .promiseLetterDrafted(_, let number):
      guard let letter = words.letter else { return }
      let round = turn(of: number)
      promiseLetters.removeAll { $0.promise == number && $0.round == round }
      promiseLetters.append(PromiseLetter(promise: number, round: round, text: letter, signedOn: nil))
    case .promiseLetterSigned(let facts):
      let round = turn(of: facts.number)
      guard let index = promiseLetters.firstIndex(where: { $0.promise == facts.number && $0.round == round }) else {
        return
      }
      promiseLetters[index] = PromiseLetter(
        promise: facts.number, round: round, text: promiseLetters[index].text, signedOn: date)
    default: break
    }
    letters.sort { ($0.part, $0.round) < ($1.part, $1.round) }
    promiseLetters.sort { $0.key < $1.key }
  }

  private func turn(of promise: Int) -> Int { status.promises.first { $0.number == promise }?.turn ?? 1 }
}

extension VerifyPage {
  /// Replays every suggestion against its rows.
  func checkSuggestions(
    _ histories: [(subject: Int64, entries: [RecordEntry])], _ outcome: inout VerifyCrew.Outcome
  ) throws {
    var stored = try records.storedSuggestions()
    for (subject, history) in histories {
      guard let replay = try SuggestionReplay(history) else { continue }
      guard let found = stored.removeValue(forKey: subject) else {
        add("建议 \(subject)：有历史，没有登记", &outcome)
        continue
      }
      outcome.suggestions += 1
      for problem in Self.problems(found, replay) { add("建议 \(subject)：\(problem)", &outcome) }
      if history.last?.hash != found.lastHash { add("建议 \(subject)：最后一条历史对不上", &outcome) }
    }
    for subject in stored.keys.sorted() {
      outcome.suggestions += 1
      add("建议 \(subject)：没有历史", &outcome)
    }
  }

  private static func problems(_ found: StoredSuggestion, _ replay: SuggestionReplay) -> [String] {
    let right = SuggestionRows(of: replay.status)
    var problems: [String] = []
    if found.suggestion.status != replay.status { problems.append("当前状态与历史不一致") }
    if found.rows.columns != right.columns { problems.append("列表所用的各栏与历史不一致") }
    if found.rows.parts != right.parts { problems.append("承办任务与历史不一致") }
    if found.rows.clocks != right.clocks { problems.append("期限与历史不一致") }
    if found.rows.people != right.people { problems.append("代表名单与历史不一致") }
    if found.rows.matters != right.matters { problems.append("关联的诉求与历史不一致") }
    if found.rows.promises != right.promises { problems.append("承诺事项台账与历史不一致") }
    if found.files != replay.files { problems.append("照片和扫描件与历史不一致") }
    guard !replay.lacksWords else { return problems }
    if (found.suggestion.title, found.suggestion.text) != (replay.title, replay.text) {
      problems.append("标题或正文与历史不一致")
    }
    if found.letters != replay.letters { problems.append("答复函与历史不一致") }
    if found.promiseLetters != replay.promiseLetters { problems.append("承诺事项的答复函与历史不一致") }
    return problems
  }
}
