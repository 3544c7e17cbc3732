import Domain
import Store

/// What a motion's history gives: its status, and its words as they were written last.
struct MotionReplay {
  private(set) var status: MotionStatus
  private(set) var text = MotionText(cause: "", grounds: "", plan: "")
  private(set) var publicText = ""
  /// Words that are gone by law cannot be compared.
  private(set) var lacksWords = false

  /// Nil for a history that does not begin with a draft.
  init?(_ history: [RecordEntry]) throws {
    guard let first = history.first,
      case .drafted(let facts) = try JSONText.decode(MotionEvent.self, from: first.facts)
    else { return nil }
    status = MotionStatus(facts, on: first.at.date)
    for (index, entry) in history.enumerated() {
      let event = try JSONText.decode(MotionEvent.self, from: entry.facts)
      if index > 0 { status.apply(event, on: entry.at.date) }
      if entry.isErased { lacksWords = true }
      let words = try entry.words.map { try JSONText.decode(MotionWords.self, from: $0) }
      text = words?.motion ?? text
      if case .published(true) = event { publicText = words?.text ?? publicText }
    }
  }
}

extension VerifyPage {
  /// Replays every motion against its rows.
  func checkMotions(
    _ histories: [(subject: Int64, entries: [RecordEntry])], _ outcome: inout VerifyCrew.Outcome
  ) throws {
    var stored = try records.storedMotions()
    for (subject, history) in histories {
      guard let replay = try MotionReplay(history) else { continue }
      guard let found = stored.removeValue(forKey: subject) else {
        add("议案 \(subject)：有历史，没有登记", &outcome)
        continue
      }
      for problem in Self.problems(found, replay) { add("议案 \(subject)：\(problem)", &outcome) }
      if history.last?.hash != found.lastHash { add("议案 \(subject)：最后一条历史对不上", &outcome) }
    }
    for subject in stored.keys.sorted() { add("议案 \(subject)：没有历史", &outcome) }
  }

  private static func problems(_ found: StoredMotion, _ replay: MotionReplay) -> [String] {
    var problems: [String] = []
    if found.motion.status != replay.status { problems.append("当前状态与历史不一致") }
    if found.rows != MotionRows(of: replay.status) { problems.append("列表所用的各栏与历史不一致") }
    guard !replay.lacksWords else { return problems }
    if found.motion.text != replay.text { problems.append("案由、案据或者方案与历史不一致") }
    if found.motion.publicText != replay.publicText { problems.append("公开的文字与历史不一致") }
    return problems
  }
}
