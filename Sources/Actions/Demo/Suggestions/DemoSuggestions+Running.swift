import Domain

// This year's: each somewhere on its way, none of them closed in every part. Most were handed over months ago.

extension DemoSuggestions {
  /// How far one has come by today.
  enum Stage: CaseIterable {
    case submitted, registered, handedOver, signedFor, contacted, drafted, checked
    /// The deputies have still to say what they think of the answer.
    case answered
    /// Some of them have.
    case rated
    /// One unit has answered and was rated, the other one goes on.
    case halfway
    /// Not content: it is handled again, or studied first.
    case dissatisfied

    /// In days: as long ago it was handed in at least.
    var age: Int {
      switch self {
      case .submitted: 2
      case .registered: 4
      case .handedOver: 9
      case .signedFor: 16
      case .contacted: 24
      case .drafted: 44
      case .checked: 46
      case .answered: 48
      case .dissatisfied: 56
      case .rated: 64
      case .halfway: 76
      }
    }
  }

  /// Every stage once, so that the smallest place has each.
  private static let first: [Stage] = [
    .submitted, .registered, .handedOver, .signedFor, .contacted, .contacted, .drafted, .checked, .answered, .rated,
    .halfway, .dissatisfied,
  ]
  private static let later: [Stage] = [
    .rated, .halfway, .rated, .answered, .rated, .rated, .contacted, .rated, .halfway, .answered, .rated, .rated,
  ]

  private static func stage(_ number: Int) -> Stage {
    guard number >= first.count else { return first[number] }
    return number % 47 == 23 ? .dissatisfied : later[number % later.count]
  }

  /// The last of the stages up to `wanted` for which there was time since the session.
  private func possible(_ wanted: Stage, since session: CongressSession) -> Stage {
    let days = today.daysSinceEpoch - session.beginsOn.daysSinceEpoch
    if wanted.age <= days { return wanted }
    return Stage.allCases.last { $0.age <= days && $0.age <= wanted.age } ?? .submitted
  }

  func current(_ number: Int, of session: CongressSession) throws -> DemoSuggestionTale {
    let stage = possible(Self.stage(number), since: session)
    let day = today.adding(days: -age(number, stage, since: session))
    let sits = day <= session.endsOn && day >= session.beginsOn
    let isCoSigned = stage == .rated
    var tale = try submitted(number, on: day, of: session, sits: sits, isCoSigned: isCoSigned)
    if stage == .submitted { return tale }
    try register(&tale, of: session, at: day.adding(days: 1).start.adding(hours: 10))
    if stage == .registered { return tale }
    let handedOver = day.adding(days: 3).start.adding(hours: 10)
    if stage == .halfway, try divide(&tale, number, at: handedOver) { return tale }
    try handOver(&tale, number, at: handedOver, isSole: stage == .rated)
    switch stage {
    case .submitted, .registered, .handedOver: break
    case .signedFor: try handle(&tale, from: handedOver, steps: 0)
    case .contacted: try handle(&tale, from: handedOver, steps: 1)
    case .drafted: try handle(&tale, from: handedOver, steps: 2)
    case .checked: try handle(&tale, from: handedOver, steps: 3)
    case .answered, .halfway: try handle(&tale, from: handedOver, steps: 4)
    case .rated:
      try handle(&tale, from: handedOver, steps: 4, after: Int64(30 + number % 19))
      try rateSome(&tale, number)
    case .dissatisfied:
      try handle(&tale, from: handedOver, steps: 4)
      try rate(&tale, .dissatisfied, at: tale.last.adding(days: 2))
    }
    return tale
  }

  /// In days. What is rated was handed in all over the year, a third of it at the session.
  private func age(_ number: Int, _ stage: Stage, since session: CongressSession) -> Int {
    let longest = today.daysSinceEpoch - session.beginsOn.daysSinceEpoch
    let lap = number / Self.first.count
    func spread(_ range: Int) -> Int { range < 1 ? 0 : (number * 37 + lap * 11) % range }
    switch stage {
    case .rated:
      if number % 3 == 1 { return max(stage.age, longest - number % 3) }
      return stage.age + spread(longest - stage.age - 4)
    // Within the six months of whoever needs them.
    case .halfway: return stage.age + spread(min(165, longest) - stage.age)
    case .contacted: return stage.age + spread(min(84, longest) - stage.age)
    case .answered: return stage.age + spread(min(66, longest) - stage.age)
    default: return min(max(longest, stage.age), stage.age + lap % 5)
    }
  }

  /// All but the last of those who are asked say what they think; the work body reminds him when his time is over.
  private func rateSome(_ tale: inout DemoSuggestionTale, _ number: Int) throws {
    guard let part = tale.status.answeringParts.first(where: { $0.verdict == .awaiting }) else { return }
    let verdict: Satisfaction = number % 9 == 4 ? .basic : .satisfied
    let answered = tale.last
    for (offset, rater) in part.raters.dropLast().enumerated() {
      try tale.act(
        .rate(
          .init(part: part.number, person: rater, attitude: .satisfied, result: verdict, hasReason: false)),
        by: rater, at: answered.adding(days: 4).adding(hours: Int64(offset)))
    }
    for promise in tale.status.openPromises { try keep(promise, number, &tale) }
    if let due = part.ratingDue?.date, due.adding(days: 2) <= today, due.adding(days: 2).start > tale.last {
      try tale.act(
        .remindRater(part: part.number), by: clerk, at: due.adding(days: 2).start.adding(hours: 9), text: "请代表方便时评价。")
    }
  }

  /// 分办: the first unit has answered and was rated, the second needs longer and has said so.
  ///
  /// - Returns: false where the place has only one unit for it.
  private func divide(_ tale: inout DemoSuggestionTale, _ number: Int, at: Instant) throws -> Bool {
    guard let one = unit(tale.subject.unit),
      let other = (1...5).lazy.compactMap({ self.unit(self.text(number + $0).unit) }).first(where: { $0.id != one.id })
    else { return false }
    try tale.act(
      .handOver(.separate, units: [.init(one.id, .separate), .init(other.id, .separate)]), by: clerk, at: at,
      text: "两个单位分别答复各自的部分。")
    try handle(&tale, from: at, steps: 4)
    try rate(&tale, number % 9 == 4 ? .basic : .satisfied, at: tale.last.adding(days: 3))
    guard let part = tale.status.parts.first(where: { $0.state == .signedFor }),
      let drafter = other.drafter.person
    else { return true }
    let asked = at.adding(days: 55)
    try tale.act(
      .contact(
        .init(
          part: part.number, kind: .phone, on: asked.date, with: [tale.status.proposer.person], isSigned: false)),
      by: drafter, at: asked, text: "说明这一部分涉及面广，需要的时间长一些。")
    guard workflow.rules.extensionMode != .byClass else { return true }
    let longest = SuggestionLaw.replyDue(handedOver: part.handedOverOn, isExtended: true)
    try tale.act(
      .askExtension(part: part.number, until: longest), by: drafter, at: asked.adding(hours: 1), text: "涉及面广，请予延期。")
    if tale.status.part(part.number)?.extensionAsked != nil {
      try tale.act(
        .settleExtension(part: part.number, agrees: true), by: clerk, at: asked.adding(days: 1), text: "同意，请与代表保持联系。")
    }
    return true
  }

  /// What deputies think of a promise that was kept. Some say nothing and are waited for no more; some are not content, so
  /// that it is kept once more.
  func judge(
    _ promise: Int, _ number: Int, at: Instant, isFinal: Bool, _ tale: inout DemoSuggestionTale
  ) throws {
    guard let answer = tale.status.promises.first(where: { $0.number == promise })?.answer else { return }
    if number % 7 == 2, !isFinal {
      guard let due = answer.ratingDue, due.adding(days: 9) < today else { return }
      try tale.act(
        .remindPromiseRater(promise), by: clerk, at: due.adding(days: 2).start.adding(hours: 9), text: "请代表方便时评价。")
      try tale.act(.closeUnratedPromise(promise), by: clerk, at: due.adding(days: 9).start.adding(hours: 9))
    } else if number % 11 == 4, !isFinal, let first = answer.raters.first {
      try tale.act(
        .ratePromise(promise, by: first, .dissatisfied), by: first, at: at, text: "工程做完了，日常管护还没有落实。")
      if let again = tale.status.openPromises.first(where: { $0.number == promise }) {
        try keep(again, number, &tale, isAgain: true)
      }
    } else {
      for rater in answer.raters {
        try tale.act(
          .ratePromise(promise, by: rater, number % 5 == 1 ? .basic : .satisfied), by: rater, at: at)
      }
    }
  }
}
