/// 议案: what ten deputies (five in a township) jointly put before their congress for a decision (组织法 22; 代表法 15). A
/// thing of its own, never a suggestion with a flag; one that the presidium has handled as a suggestion is linked with it.
package struct Motion: Sendable, Equatable {
  package let id: ID<Motion>
  package var text: MotionText
  package var status: MotionStatus
  /// What everybody reads of it once it is public; written for that, apart from the motion's own text.
  package var publicText: String
  package var revision: Int

  package init(id: ID<Motion>, text: MotionText, status: MotionStatus, publicText: String = "", revision: Int) {
    self.id = id
    self.text = text
    self.status = status
    self.publicText = publicText
    self.revision = revision
  }
}

/// 案由、案据、方案: every motion has all three (代表法 15).
package struct MotionText: Sendable, Equatable, Codable {
  /// 案由, which is its title, too: 关于……的议案.
  package var cause: String
  /// 案据: why.
  package var grounds: String
  /// 方案: what is to be decided and done.
  package var plan: String

  package init(cause: String, grounds: String, plan: String) {
    self.cause = cause
    self.grounds = grounds
    self.plan = plan
  }

  package enum Part: String, CaseIterable, Sendable { case cause, grounds, plan }

  package static let longestCause = 60
  package static let longestPart = 4000
  /// Fewest characters of 案据 and of 方案 with which it can be handed in.
  package static let fewest = 20

  /// The first part that says too little to be handed in.
  package var thinPart: Part? {
    if cause.isEmpty { return .cause }
    if grounds.count < Self.fewest { return .grounds }
    return plan.count < Self.fewest ? .plan : nil
  }
}

/// What differs from place to place about motions; versioned with a congress's settings. The law's own limits are in
/// ``MotionLaw``.
package struct MotionRules: Sendable, Equatable, Codable {
  /// A delegation may put one forward with more than half of its members (as in 北京); the law knows joint deputies only.
  package var delegationsPropose = false

  package init() {}
}

package enum MotionLaw {
  /// How many deputies a motion needs, the one who leads included.
  package static func signers(at level: CongressLevel) -> Int { SuggestionLaw.motionSigners(at: level) }

  /// 以全体代表的过半数通过 (组织法 25): more than half of all there are, whoever came and whoever voted. For a standing
  /// committee of its members alike.
  package static func isAdopted(votesFor: Int, of all: Int) -> Bool { all > 0 && votesFor * 2 > all }
}

/// 表决.
package struct MotionVote: Sendable, Hashable, Codable {
  package var votesFor: Int
  package var against: Int
  package var abstained: Int
  /// All deputies there are, or all members of the standing committee.
  package var all: Int
  package var on: CivilDate

  package init(votesFor: Int, against: Int, abstained: Int, all: Int, on: CivilDate) {
    self.votesFor = votesFor
    self.against = against
    self.abstained = abstained
    self.all = all
    self.on = on
  }

  package static let most = 10_000

  /// The numbers can be those of one vote.
  package var isPossible: Bool {
    let votes = [votesFor, against, abstained]
    return votes.allSatisfy { (0...Self.most).contains($0) } && (1...Self.most).contains(all)
      && votes.reduce(0, +) <= all
  }

  /// Did not vote.
  package var missing: Int { all - votesFor - against - abstained }
  package var isAdopted: Bool { MotionLaw.isAdopted(votesFor: votesFor, of: all) }
}

/// What a special committee thinks should become of one.
package enum MotionOpinion: String, CaseIterable, Sendable, Codable {
  /// 列入会议议程.
  case agenda
  /// 闭会后审议.
  case afterSession = "after_session"
  /// 作为建议、批评和意见办理.
  case suggestion
}

/// 领衔负责人: who answers for carrying it out.
package struct MotionLeader: Sendable, Hashable, Codable {
  package let number: Int
  package var name: String
  /// 职务, such as 副县长.
  package var office: String

  package init(number: Int, name: String, office: String) {
    self.number = number
    self.name = name
    self.office = office
  }
}

/// 节点.
package struct MotionMilestone: Sendable, Hashable, Codable {
  package let number: Int
  package var title: String
  package var due: CivilDate
  package var doneOn: CivilDate?

  package init(number: Int, title: String, due: CivilDate, doneOn: CivilDate? = nil) {
    self.number = number
    self.title = title
    self.due = due
    self.doneOn = doneOn
  }

  package func isLate(on today: CivilDate) -> Bool { (doneOn ?? today) > due }
}

/// 督办、进展: that something was looked at or told. What was seen stands in the words of its event.
package struct MotionNote: Sendable, Hashable, Codable {
  package let number: Int
  /// How it was urged; nil for a report on progress.
  package var form: UrgingForm?
  package var on: CivilDate
  package var isPublic: Bool

  package init(number: Int, form: UrgingForm?, on: CivilDate, isPublic: Bool) {
    self.number = number
    self.form = form
    self.on = on
    self.isPublic = isPublic
  }
}

/// What people wrote in an act; erasable, apart from the facts.
package struct MotionWords: Sendable, Equatable, Codable {
  package var motion: MotionText?
  package var text: String?
  /// Who went to see.
  package var who: String?

  package init(motion: MotionText? = nil, text: String? = nil, who: String? = nil) {
    self.motion = motion
    self.text = text
    self.who = who
  }

  package var isEmpty: Bool { self == MotionWords() }
}
