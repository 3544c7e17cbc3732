/// Matters that a place looks at before they come into its queues.
extension MatterWorkflow {
  /// What can happen to a matter that nobody has looked at yet.
  static let whileHeld: Set<MatterAct> = [
    .release, .decline, .divert, .seal, .note, .withdraw, .object, .reveal, .reissue, .erase, .recount, .handOver,
  ]

  /// What stands in the way of an act whatever its own facts are: nobody has looked at the matter yet, it goes along with
  /// another one, or it came from below.
  func obstacle(to act: MatterAct, on matter: MatterStatus) -> MatterRefusal? {
    if matter.isHeld, !matter.state.isEnded, !Self.whileHeld.contains(act) { return .heldFirst }
    if matter.mergedInto != nil, !Self.aloneWhileTogether.contains(act) { return .handledTogether }
    if matter.openEscalation != nil, Self.owedBelow.contains(act) { return .owedBelow }
    return nil
  }

  /// The day after which a held matter is released by itself; nil when it is not held, or waits for somebody.
  package func releasedAfter(_ matter: MatterStatus) -> CivilDate? {
    guard matter.isHeld, rules.releaseHeldAfter > 0 else { return nil }
    return calendar.due(workingDays: rules.releaseHeldAfter, after: matter.countsFrom).date
  }

  /// Whether a held matter has waited for longer than the place allows itself.
  package func isForgotten(_ matter: MatterStatus, today: CivilDate) -> Bool {
    matter.state == .submitted && releasedAfter(matter).map { today > $0 } ?? false
  }

  /// It was received when it was received, and the answer is promised from that day. The place held it: the days in which
  /// it has to be taken on run from the release, and end with the answer's at the latest.
  func release(_ matter: MatterStatus, isByTimer: Bool, _ now: Instant) throws(MatterRefusal) -> MatterEvent {
    guard matter.isHeld else { throw .nothingChanged }
    if isByTimer, !isForgotten(matter, today: now.date) { throw .notLapsed }
    let from = max(matter.countsFrom, rules.countsFrom(now, calendar: calendar))
    let due = calendar.due(workingDays: rules.acceptWithin, after: from)
    return .released(
      .init(acceptFrom: from, acceptDue: due.date > matter.replyDue.date ? matter.replyDue : due))
  }
}
