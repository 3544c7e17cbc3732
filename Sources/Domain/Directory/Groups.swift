/// From when until when something holds, and why it began and ended.
package struct Tenure: Sendable, Equatable {
  package let from: CivilDate
  /// The last day when it was planned, the day of the end when it was ended.
  package let to: CivilDate?
  package let reason: String
  /// Set when somebody ended it; a planned end has none.
  package let endReason: String?

  package init(from: CivilDate, to: CivilDate? = nil, reason: String, endReason: String? = nil) {
    self.from = from
    self.to = to
    self.reason = reason
    self.endReason = endReason
  }

  package enum Phase: Sendable, Equatable { case coming, now, over }

  /// A planned last day counts to its end; what was ended is over from that day on.
  package func phase(on date: CivilDate) -> Phase {
    if let to, endReason == nil ? date > to : date >= to { return .over }
    return from > date ? .coming : .now
  }

  package func holds(on date: CivilDate) -> Bool { phase(on: date) == .now }
}

/// What somebody is in a group.
package enum GroupRole: String, CaseIterable, Sendable, Codable {
  /// 牵头领导, 组长 and 副组长 of a guidance group.
  case leadLeader = "lead_leader"
  case head
  case deputyHead = "deputy_head"
  /// 召集人 of a group of deputies.
  case convener
  case member

  package static func allowed(in kind: GroupKind) -> [GroupRole] {
    kind == .guidance ? [.leadLeader, .head, .deputyHead, .member] : [.convener, .member]
  }

  /// Only one at a time.
  package var isSingle: Bool { self == .leadLeader || self == .head }
  /// Whoever calls the group together.
  package var leads: Bool { self == .convener || self == .leadLeader || self == .head }
}

package struct GroupMember: Sendable, Equatable {
  package let person: Named<Person>
  package let role: GroupRole
  package let tenure: Tenure

  package init(person: Named<Person>, role: GroupRole, tenure: Tenure) {
    self.person = person
    self.role = role
    self.tenure = tenure
  }
}

/// 驻站: a group is at home at a venue. 流动联络: for a time it serves at another one.
package enum GroupDutyKind: String, CaseIterable, Sendable, Codable { case resident, floating }

package struct GroupDuty: Sendable, Equatable {
  package let id: ID<GroupDuty>
  package let group: Named<DeputyGroup>
  package let venue: Named<Venue>
  package let kind: GroupDutyKind
  package let tenure: Tenure

  package init(
    id: ID<GroupDuty>, group: Named<DeputyGroup>, venue: Named<Venue>, kind: GroupDutyKind, tenure: Tenure
  ) {
    self.id = id
    self.group = group
    self.venue = venue
    self.kind = kind
    self.tenure = tenure
  }
}

/// What a guidance group guides.
package enum GuidedSubject: Sendable, Equatable, Hashable {
  case region(ID<Region>)
  case congress(ID<Congress>)
  case group(ID<DeputyGroup>)
}

package struct GuidedBody: Sendable, Equatable {
  package let id: ID<GuidedBody>
  package let subject: GuidedSubject
  package let name: String
  package let tenure: Tenure

  package init(id: ID<GuidedBody>, subject: GuidedSubject, name: String, tenure: Tenure) {
    self.id = id
    self.subject = subject
    self.name = name
    self.tenure = tenure
  }
}

/// A group with what it is for.
package struct GroupProfile: Sendable, Equatable {
  package let group: DeputyGroup
  package let congressName: String
  package let purpose: String
  /// Why it was formed, or why it was dissolved.
  package let reason: String
  /// What an expertise group takes: fields in words, and categories of matters.
  package let fields: [String]
  package let categories: [Named<MatterCategory>]
  package let revision: Int

  package init(
    group: DeputyGroup, congressName: String, purpose: String, reason: String, fields: [String],
    categories: [Named<MatterCategory>], revision: Int
  ) {
    self.group = group
    self.congressName = congressName
    self.purpose = purpose
    self.reason = reason
    self.fields = fields
    self.categories = categories
    self.revision = revision
  }
}

/// A group in a list.
package struct GroupLine: Sendable {
  package let id: ID<DeputyGroup>
  package let kind: GroupKind
  package let name: String
  package let members: Int
  package let leaders: [(name: String, role: GroupRole)]
  package let venues: [String]
  package let endedOn: CivilDate?

  package init(
    id: ID<DeputyGroup>, kind: GroupKind, name: String, members: Int, leaders: [(name: String, role: GroupRole)],
    venues: [String], endedOn: CivilDate?
  ) {
    self.id = id
    self.kind = kind
    self.name = name
    self.members = members
    self.leaders = leaders
    self.venues = venues
    self.endedOn = endedOn
  }
}

/// How many members let a group work. Groups of about eight could not meet whenever a few were away; twenty can.
package enum GroupSize: Sendable, Equatable {
  case fits, small, large

  package static let about = 20

  /// Only groups by area are asked: by field five may be all that there are.
  package static func of(_ members: Int, in kind: GroupKind) -> GroupSize {
    guard kind == .territorial else { return .fits }
    if members < 12 { return .small }
    return members > 30 ? .large : .fits
  }
}

/// A group of a deputy, as his page shows it.
package struct GroupOfPerson: Sendable, Equatable {
  package let group: Named<DeputyGroup>
  package let kind: GroupKind
  package let role: GroupRole
  package let duties: [GroupDuty]

  package init(group: Named<DeputyGroup>, kind: GroupKind, role: GroupRole, duties: [GroupDuty]) {
    self.group = group
    self.kind = kind
    self.role = role
    self.duties = duties
  }
}

/// 片区: a named set of regions and venues.
package struct AreaCluster: Sendable, Equatable {
  package let id: ID<AreaCluster>
  package let congress: ID<Congress>
  package let name: String
  package let purpose: String
  package let from: CivilDate
  package let to: CivilDate?
  package let revision: Int

  package init(
    id: ID<AreaCluster>, congress: ID<Congress>, name: String, purpose: String, from: CivilDate, to: CivilDate?,
    revision: Int
  ) {
    self.id = id
    self.congress = congress
    self.name = name
    self.purpose = purpose
    self.from = from
    self.to = to
    self.revision = revision
  }
}

package struct ClusterPart: Sendable, Equatable {
  package enum Subject: Sendable, Equatable, Hashable {
    case region(ID<Region>)
    case venue(ID<Venue>)
  }

  package let id: ID<ClusterPart>
  package let cluster: ID<AreaCluster>
  package let subject: Subject
  package let name: String
  package let tenure: Tenure

  package init(id: ID<ClusterPart>, cluster: ID<AreaCluster>, subject: Subject, name: String, tenure: Tenure) {
    self.id = id
    self.cluster = cluster
    self.subject = subject
    self.name = name
    self.tenure = tenure
  }
}
