/// What the proposal means for one mandate.
package struct PlacementLine: Sendable, Equatable {
  package enum Change: Sendable, Equatable {
    /// It stays where it is, or nothing can be done.
    case nothing
    case place(ID<Venue>)
    case move(ID<Venue>)
    /// Taken out of its venue on purpose.
    case leave
  }

  package var mandate: PlacementMandate
  package let decision: PlacementDecision

  package init(mandate: PlacementMandate, decision: PlacementDecision) {
    self.mandate = mandate
    self.decision = decision
  }

  package var change: Change {
    switch decision {
    case .elsewhere: return .nothing
    case .none(.onPurpose): return mandate.current.isEmpty ? .nothing : .leave
    case .none: return .nothing
    case .venue(let venue, _):
      if mandate.current.contains(venue) { return .nothing }
      return mandate.current.isEmpty ? .place(venue) : .move(venue)
    }
  }

  package var isPlaced: Bool {
    if case .elsewhere = decision { return true }
    return !mandate.current.isEmpty
  }

  /// What stands in the way, for a mandate that is not placed.
  package var gap: PlacementGap? {
    guard !isPlaced, case .none(let gap) = decision else { return nil }
    return gap
  }
}

/// The proposal for all mandates of a place: what would be done, and a fingerprint of what it rests on.
package struct PlacementPlan: Sendable, Equatable {
  package private(set) var lines: [PlacementLine]

  package init(_ mandates: [PlacementMandate], in map: PlacementMap) {
    lines = mandates.map { PlacementLine(mandate: $0, decision: PlacementRule.decide($0, in: map)) }
  }

  package var total: Int { lines.count }
  package var placed: Int { lines.filter(\.isPlaced).count }
  package var changes: [PlacementLine] { lines.filter { $0.change != .nothing } }
  package var gaps: [PlacementLine] { lines.filter { $0.gap != nil } }

  /// One text for one state of mandates, placements and decisions: two plans with the same text do the same.
  package var fingerprint: String {
    lines.sorted { $0.mandate.id < $1.mandate.id }.map { line in
      let current = line.mandate.current.sorted().map(\.description).joined(separator: ",")
      let target: String =
        switch line.decision {
        case .venue(let venue, _): venue.description
        case .elsewhere(let venue): "e\(venue.id)"
        case .none: "-"
        }
      return "\(line.mandate.id):\(current):\(target):\(line.change == .nothing ? "" : "!")"
    }.joined(separator: ";")
  }

  /// The plan as it stands when these lines have been carried out.
  package func after(_ done: [PlacementLine]) -> PlacementPlan {
    let ids = Set(done.map(\.mandate.id))
    var next = self
    for index in next.lines.indices where ids.contains(next.lines[index].mandate.id) {
      switch next.lines[index].change {
      case .nothing: break
      case .place(let venue), .move(let venue): next.lines[index].mandate.current = [venue]
      case .leave: next.lines[index].mandate.current = []
      }
    }
    return next
  }
}

/// A run in which a proposal was carried out.
package struct PlacementRun: Sendable, Equatable {
  package let id: ID<PlacementRun>
  package let by: String?
  package let began: Instant
  package let finished: Instant?
  package let planned: Int
  package let placed: Int

  package init(id: ID<PlacementRun>, by: String?, began: Instant, finished: Instant?, planned: Int, placed: Int) {
    self.id = id
    self.by = by
    self.began = began
    self.finished = finished
    self.planned = planned
    self.placed = placed
  }
}
