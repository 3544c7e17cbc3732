/// What can be done with many matters at once. On each of them it is the act that it is one at a time.
package enum BulkAct: String, CaseIterable, Sendable, Codable {
  /// 分派 to a deputy, a group or another venue.
  case assign
  /// 转交 to a handling unit.
  case transfer
  /// 催办.
  case urge

  package var act: MatterAct {
    switch self {
    case .assign: .assign
    case .transfer: .transfer
    case .urge: .urge
    }
  }
}

/// How far many have come.
package enum BulkState: String, CaseIterable, Sendable {
  /// The rows are chosen; to whom, or with which words, is not said yet.
  case chosen
  /// It is said, and was shown row by row.
  case prepared
  /// Confirmed, and being carried out.
  case running
  case done
}

/// Many matters on their way through one act.
package struct BulkRun: Sendable, Equatable {
  /// At most so many rows: a preview that is read, and a list that is done while somebody waits.
  package static let most = 200
  /// How long a choice waits to be confirmed, and how long rows wait to be gone on with: the key of a row, which keeps it
  /// from being done twice, is kept for a day longer.
  package static let waitsDays: Int64 = 7
  /// How long the result can be looked at.
  package static let keptDays: Int64 = 90

  package let id: ID<BulkRun>
  package let act: BulkAct
  /// The list it was chosen from, in words.
  package let list: String
  /// The list has more than could be taken.
  package let hasMore: Bool
  package let state: BulkState
  package let madeBy: ID<Person>
  package let madeAt: Instant
  package let changedAt: Instant
  package let counts: BulkCounts

  package init(
    id: ID<BulkRun>, act: BulkAct, list: String, hasMore: Bool, state: BulkState, madeBy: ID<Person>, madeAt: Instant,
    changedAt: Instant, counts: BulkCounts
  ) {
    self.id = id
    self.act = act
    self.list = list
    self.hasMore = hasMore
    self.state = state
    self.madeBy = madeBy
    self.madeAt = madeAt
    self.changedAt = changedAt
    self.counts = counts
  }
}

package struct BulkCounts: Sendable, Equatable {
  package let waiting: Int
  package let done: Int
  package let refused: Int

  package init(waiting: Int, done: Int, refused: Int) {
    self.waiting = waiting
    self.done = done
    self.refused = refused
  }

  package var all: Int { waiting + done + refused }
}

/// One matter of a run, with the revision that was seen when it was chosen.
package struct BulkRow: Sendable, Equatable {
  package let position: Int
  package let matter: ID<Matter>
  package let seen: Int
  package let outcome: BulkOutcome

  package init(position: Int, matter: ID<Matter>, seen: Int, outcome: BulkOutcome) {
    self.position = position
    self.matter = matter
    self.seen = seen
    self.outcome = outcome
  }
}

package enum BulkOutcome: Sendable, Equatable {
  case waiting
  /// The number of the act in the matter's history.
  case done(seq: Int)
  case refused(BulkRefusal)
}

/// Why a row was left as it is. Each case can be explained to a person in a sentence.
package enum BulkRefusal: Error, Sendable, Equatable {
  /// Somebody was faster: what he did, who he is and when.
  case changed(BulkChange?)
  case access(AccessRefusal)
  case rule(MatterRefusal)
  /// Whoever or whatever was chosen has nothing to do with this matter.
  case wrongTarget
  /// Nobody went on with it for too long.
  case expired
  case failed

  /// As it is stored: a word, and after colons what belongs to it.
  package var text: String {
    switch self {
    case .changed(nil): "changed"
    case .changed(let change?):
      "changed:\(change.act.rawValue):\(change.at.milliseconds):\(change.by.map(\.description) ?? "")"
    case .access(let reason): "access:\(reason.rawValue)"
    case .rule(let refusal): "rule:\(refusal.rawValue)"
    case .wrongTarget: "wrong-target"
    case .expired: "expired"
    case .failed: "failed"
    }
  }

  package init?(text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    switch (parts[0], parts.count) {
    case ("changed", 1): self = .changed(nil)
    case ("changed", 4):
      guard let act = MatterAct(rawValue: parts[1]), let at = Int64(parts[2]) else { return nil }
      self = .changed(BulkChange(act: act, by: ID(text: parts[3]), at: Instant(milliseconds: at)))
    case ("access", 2):
      guard let reason = AccessRefusal(rawValue: parts[1]) else { return nil }
      self = .access(reason)
    case ("rule", 2):
      guard let refusal = MatterRefusal(rawValue: parts[1]) else { return nil }
      self = .rule(refusal)
    case ("wrong-target", 1): self = .wrongTarget
    case ("expired", 1): self = .expired
    case ("failed", 1): self = .failed
    default: return nil
    }
  }
}

/// What somebody did meanwhile.
package struct BulkChange: Sendable, Equatable {
  package let act: MatterAct
  /// Nil for the sender and for timers.
  package let by: ID<Person>?
  package let at: Instant

  package init(act: MatterAct, by: ID<Person>?, at: Instant) {
    self.act = act
    self.by = by
    self.at = at
  }
}
