import DatabaseKit
package import Domain
import Store

/// 代表小组 and 指导组: formed, named and dissolved with reasons.
package enum SaveGroup {
  package struct Input: Sendable {
    /// Nil for a new group.
    package let id: ID<DeputyGroup>?
    package let kind: GroupKind
    package let name: String
    package let purpose: String
    package let fields: [String]
    package let categories: [ID<MatterCategory>]
    package let reason: String
    /// The revision that was shown; nil for a new group.
    package let seen: Int?

    package init(
      id: ID<DeputyGroup>? = nil, kind: GroupKind, name: String, purpose: String = "", fields: [String] = [],
      categories: [ID<MatterCategory>] = [], reason: String = "", seen: Int? = nil
    ) {
      self.id = id
      self.kind = kind
      self.name = name
      self.purpose = purpose
      self.fields = fields
      self.categories = categories
      self.reason = reason
      self.seen = seen
    }
  }

  package static func run(
    _ input: Input, of congress: ID<Congress>, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<DeputyGroup> {
    if input.name.isEmpty { throw ActionError.invalid([FieldProblem("name", .missing)]) }
    let edit = DirectoryEdit(environment, by: actor)
    let id: ID<DeputyGroup> = input.id ?? environment.newID(at: edit.now)
    let facts = [
      "name": input.name, "purpose": input.purpose, "fields": input.fields.joined(separator: "、"),
      "reason": input.reason,
    ]
    return try await edit.runOnce(
      .group, id.raw, input.id == nil ? "form" : "save", of: congress, facts: facts, made: id, key: key
    ) { tx in
      if input.id == nil {
        let group = DeputyGroup(
          id: id, congress: congress, kind: input.kind, name: input.name, validFrom: edit.now.date)
        try GroupRecordStore.insert(group, purpose: input.purpose, reason: input.reason, in: tx)
      } else {
        _ = try open(id, of: congress, in: tx)
        guard
          try GroupRecordStore.update(
            id, name: input.name, purpose: input.purpose, seen: input.seen ?? 0, in: tx)
        else { throw ActionError.changedMeanwhile }
      }
      for category in input.categories {
        guard try OwnershipStore.congress(of: .category(category), in: tx) == congress else {
          throw ActionError.invalid([FieldProblem("category", .notFound)])
        }
      }
      try GroupRecordStore.setTaken(fields: input.fields, categories: input.categories, by: id, in: tx)
    }
  }

  /// Dissolves a group; members, duties and guidance end on the same day for the same reason.
  package static func dissolve(
    _ id: ID<DeputyGroup>, congress: ID<Congress>, reason: String, seen: Int, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .group, id.raw, "dissolve", of: congress, facts: ["reason": reason], made: id, key: nil
    ) { tx in
      _ = try open(id, of: congress, in: tx)
      guard try GroupRecordStore.dissolve(id, on: edit.now.date, reason: reason, seen: seen, in: tx) else {
        throw ActionError.changedMeanwhile
      }
    }
  }

  /// A group of this congress that was not dissolved.
  static func open(_ id: ID<DeputyGroup>, of congress: ID<Congress>, in tx: any ReadTransaction) throws -> GroupProfile
  {
    guard let profile = try GroupRecordStore.profile(id, in: tx), profile.group.congress == congress else {
      throw ActionError.notFound
    }
    if profile.group.validTo != nil { throw ActionError.invalid([FieldProblem("group", .notAllowed)]) }
    return profile
  }
}

/// Who is in a group, from when, as what and why.
package enum SaveGroupMember {
  package struct Input: Sendable {
    package let person: ID<Person>
    package let role: GroupRole
    /// Today when it is not given.
    package let from: CivilDate?
    package let reason: String

    package init(person: ID<Person>, role: GroupRole, from: CivilDate? = nil, reason: String) {
      self.person = person
      self.role = role
      self.from = from
      self.reason = reason
    }
  }

  /// Joins, or goes on in another role from that day.
  package static func join(
    _ input: Input, _ group: ID<DeputyGroup>, congress: ID<Congress>, by actor: Actor, in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: input.reason, from: input.from)
    let from = input.from ?? edit.now.date
    let facts = [
      "person": input.person.description, "role": input.role.rawValue, "from": "\(from)", "reason": input.reason,
    ]
    try await edit.runOnce(.group, group.raw, "join", of: congress, facts: facts, made: group, key: nil) { tx in
      let profile = try SaveGroup.open(group, of: congress, in: tx)
      guard GroupRole.allowed(in: profile.group.kind).contains(input.role) else {
        throw ActionError.invalid([FieldProblem("role", .notAllowed)])
      }
      guard try PersonStore.person(input.person, in: tx) != nil else {
        throw ActionError.invalid([FieldProblem("person", .notFound)])
      }
      // A guidance group is of leaders and staff; every other one is of deputies.
      if profile.group.kind != .guidance, try PersonStore.activeMandates(of: input.person, in: tx).isEmpty {
        throw ActionError.invalid([FieldProblem("person", .notAllowed)])
      }
      let members = try GroupRecordStore.members(of: group, in: tx).filter { $0.tenure.to == nil }
      if input.role.isSingle, members.contains(where: { $0.role == input.role && $0.person.id != input.person }) {
        throw ActionError.invalid([FieldProblem("role", .taken)])
      }
      if let current = members.first(where: { $0.person.id == input.person }) {
        if current.role == input.role { throw ActionError.rule(.nothingChanged) }
        if current.tenure.from > from { throw ActionError.invalid([FieldProblem("from", .notAllowed)]) }
        _ = try GroupRecordStore.endMember(input.person, of: group, on: from, reason: input.reason, in: tx)
      }
      try GroupRecordStore.addMember(
        input.person, to: group, as: input.role, from: from, reason: input.reason, in: tx)
    }
  }

  package static func leave(
    _ person: ID<Person>, _ group: ID<DeputyGroup>, congress: ID<Congress>, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    let facts = ["person": person.description, "reason": reason]
    try await edit.runOnce(.group, group.raw, "leave", of: congress, facts: facts, made: group, key: nil) { tx in
      _ = try SaveGroup.open(group, of: congress, in: tx)
      guard try GroupRecordStore.endMember(person, of: group, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.rule(.nothingChanged)
      }
    }
  }
}

/// 驻站 and 流动联络 of a group, and whom a guidance group guides.
package enum SaveGroupDuty {
  package struct Input: Sendable {
    package let venue: ID<Venue>
    package let kind: GroupDutyKind
    package let from: CivilDate
    /// The last day; floating duty always has one.
    package let to: CivilDate?
    package let reason: String

    package init(venue: ID<Venue>, kind: GroupDutyKind, from: CivilDate, to: CivilDate? = nil, reason: String) {
      self.venue = venue
      self.kind = kind
      self.from = from
      self.to = to
      self.reason = reason
    }
  }

  package static func add(
    _ input: Input, to group: ID<DeputyGroup>, congress: ID<Congress>, key: RequestKey? = nil, by actor: Actor,
    in environment: AppEnvironment
  ) async throws -> ID<GroupDuty> {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: input.reason)
    if let to = input.to, to < input.from { throw ActionError.invalid([FieldProblem("to", .notAllowed)]) }
    if input.kind == .floating, input.to == nil { throw ActionError.invalid([FieldProblem("to", .missing)]) }
    let id: ID<GroupDuty> = environment.newID(at: edit.now)
    let facts = [
      "venue": input.venue.description, "duty": input.kind.rawValue, "from": "\(input.from)",
      "to": input.to.map { "\($0)" } ?? "", "reason": input.reason,
    ]
    return try await edit.runOnce(.group, group.raw, "duty", of: congress, facts: facts, made: id, key: key) { tx in
      let profile = try SaveGroup.open(group, of: congress, in: tx)
      guard profile.group.kind != .guidance else { throw ActionError.invalid([FieldProblem("group", .notAllowed)]) }
      guard let venue = try VenueStore.venue(input.venue, in: tx), venue.validTo == nil else {
        throw ActionError.invalid([FieldProblem("venue", .notFound)])
      }
      let running = try GroupRecordStore.duties(of: group, in: tx).filter { $0.venue.id == input.venue }
      if running.contains(where: { meets($0.tenure, input) }) {
        throw ActionError.invalid([FieldProblem("venue", .taken)])
      }
      try GroupRecordStore.insert(
        GroupDuty(
          id: id, group: Named(id: group, name: ""), venue: Named(id: input.venue, name: ""), kind: input.kind,
          tenure: Tenure(from: input.from, to: input.to, reason: input.reason)), in: tx)
    }
  }

  /// Whether two stretches at one venue have a day in common.
  private static func meets(_ tenure: Tenure, _ input: Input) -> Bool {
    let end = tenure.to.map { tenure.endReason == nil ? $0 : $0.adding(days: -1) }
    return (end.map { $0 >= input.from } ?? true) && (input.to.map { tenure.from <= $0 } ?? true)
  }

  package static func end(
    _ duty: ID<GroupDuty>, of group: ID<DeputyGroup>, congress: ID<Congress>, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .group, group.raw, "end-duty", of: congress, facts: ["ended-duty": duty.description, "reason": reason],
      made: duty,
      key: nil
    ) { tx in
      _ = try SaveGroup.open(group, of: congress, in: tx)
      guard try GroupRecordStore.endDuty(duty, of: group, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.rule(.nothingChanged)
      }
    }
  }

  package static func guide(
    _ subject: GuidedSubject, by group: ID<DeputyGroup>, congress: ID<Congress>, from: CivilDate? = nil,
    reason: String, key: RequestKey? = nil, by actor: Actor, in environment: AppEnvironment
  ) async throws -> ID<GuidedBody> {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason, from: from)
    let id: ID<GuidedBody> = environment.newID(at: edit.now)
    let facts = ["body": id.description, "from": "\(from ?? edit.now.date)", "reason": reason]
    return try await edit.runOnce(.group, group.raw, "guide", of: congress, facts: facts, made: id, key: key) { tx in
      let profile = try SaveGroup.open(group, of: congress, in: tx)
      guard profile.group.kind == .guidance else { throw ActionError.invalid([FieldProblem("group", .notAllowed)]) }
      let exists =
        switch subject {
        case .region(let id): try RegionStore.region(id, in: tx) != nil
        case .congress(let id): try CongressStore.congress(id, in: tx) != nil
        case .group(let id): try id != group && GroupRecordStore.profile(id, in: tx)?.group.validTo == nil
        }
      guard exists else { throw ActionError.invalid([FieldProblem("subject", .notFound)]) }
      let guided = try GroupRecordStore.guided(by: group, in: tx)
      if guided.contains(where: { $0.subject == subject && $0.tenure.to == nil }) {
        throw ActionError.invalid([FieldProblem("subject", .taken)])
      }
      try GroupRecordStore.insert(id, subject, guidedBy: group, from: from ?? edit.now.date, reason: reason, in: tx)
    }
  }

  package static func endGuidance(
    _ body: ID<GuidedBody>, by group: ID<DeputyGroup>, congress: ID<Congress>, reason: String, by actor: Actor,
    in environment: AppEnvironment
  ) async throws {
    let edit = DirectoryEdit(environment, by: actor)
    try edit.check(reason: reason)
    try await edit.runOnce(
      .group, group.raw, "end-guidance", of: congress, facts: ["body": body.description, "reason": reason], made: body,
      key: nil
    ) { tx in
      _ = try SaveGroup.open(group, of: congress, in: tx)
      guard try GroupRecordStore.endGuidance(body, by: group, on: edit.now.date, reason: reason, in: tx) else {
        throw ActionError.rule(.nothingChanged)
      }
    }
  }
}
