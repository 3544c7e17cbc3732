/// Why somebody follows a matter that others have.
package enum WatchKind: String, CaseIterable, Sendable {
  /// A group may claim it (待认领).
  case offered
  /// It was sent up from here (已上报).
  case sentUp = "sent_up"
  /// It rose to this venue because a date was missed (逾期升级).
  case overseen
}

/// By whom a matter is followed.
package enum MatterWatch: Sendable, Hashable {
  case venue(ID<Venue>)
  case congress(ID<Congress>)
  case group(ID<DeputyGroup>)
  case mandate(ID<Mandate>)
}

extension MatterStatus {
  /// Everybody who follows the matter now: the same rule as ``MatterAccess/relations(of:to:part:)``.
  package var watchers: Set<MatterWatcher> {
    guard !state.isEnded, seal == nil, !isHeld else { return [] }
    var result: Set<MatterWatcher> = []
    if owner == .venue { for group in offered { result.insert(MatterWatcher(.offered, .group(group))) } }
    if let overseer { result.insert(MatterWatcher(.overseen, .venue(overseer))) }
    if let takenInAt {
      result.insert(MatterWatcher(.sentUp, .congress(takenInAt.congress)))
      if let venue = takenInAt.venue { result.insert(MatterWatcher(.sentUp, .venue(venue))) }
    }
    for step in waiting {
      result.insert(MatterWatcher(.sentUp, .congress(step.from.congress)))
      if let venue = step.from.venue { result.insert(MatterWatcher(.sentUp, .venue(venue))) }
      if case .deputy(let mandate, _) = step.fromOwner { result.insert(MatterWatcher(.sentUp, .mandate(mandate))) }
      if case .group(let group) = step.fromOwner { result.insert(MatterWatcher(.sentUp, .group(group))) }
    }
    return result
  }
}

package struct MatterWatcher: Sendable, Hashable {
  package let kind: WatchKind
  package let by: MatterWatch

  package init(_ kind: WatchKind, _ by: MatterWatch) {
    self.kind = kind
    self.by = by
  }
}
