import Actions
import Domain
import HTTPKit

/// Reads the fields of a form of arranging and carries it out; gives where to go next.
struct ArrangeSaving {
  let form: PostedForm
  let context: ArrangeContext
  let visit: Visit

  private var environment: AppEnvironment { visit.environment }
  private var actor: Actor { visit.actor }
  private var congress: ID<Congress> { context.congress }

  static func run(_ kind: ArrangeKind, _ form: PostedForm, _ context: ArrangeContext, _ visit: Visit) async throws
    -> SitePath
  {
    for field in form.fields.fields where form.isBroken(field.name, multiline: true) {
      throw ActionError.invalid([FieldProblem(field.name, .badCharacters)])
    }
    let saving = ArrangeSaving(form: form, context: context, visit: visit)
    switch kind {
    case .group, .groupEnd: return try await saving.group(kind)
    case .groupMember, .groupLeave: return try await saving.member(kind)
    case .groupDuty, .groupDutyEnd, .guides, .guidesEnd: return try await saving.duty(kind)
    case .cluster, .clusterEnd, .clusterPart, .clusterPartEnd: return try await saving.cluster(kind)
    case .mechanism: return try await saving.mechanism()
    case .link, .linkEnd: return try await saving.link(kind)
    case .gridHead, .gridHeadEnd, .exception: return try await saving.others(kind)
    }
  }

  // MARK: Fields

  private func text(_ name: String, maximum: Int = 100) throws -> String {
    let text = form.text(name, multiline: true)
    if text.count > maximum {
      throw ActionError.invalid([FieldProblem(name, .tooLong(maximum: maximum, actual: text.count))])
    }
    return text
  }

  private func required<Subject>(_ name: String, _ type: Subject.Type = Subject.self) throws -> ID<Subject> {
    guard let id: ID<Subject> = form.id(name) else { throw ActionError.invalid([FieldProblem(name, .missing)]) }
    return id
  }

  private func word<Word: RawRepresentable>(_ name: String, _ type: Word.Type = Word.self) throws -> Word
  where Word.RawValue == String {
    guard let word: Word = form.word(name) else { throw ActionError.invalid([FieldProblem(name, .missing)]) }
    return word
  }

  private func date(_ name: String) throws -> CivilDate {
    guard let date = form.date(name) else { throw ActionError.invalid([FieldProblem(name, .notADate)]) }
    return date
  }

  private func optionalDate(_ name: String) throws -> CivilDate? { form.text(name).isEmpty ? nil : try date(name) }

  /// Whom a name means; who of them when there are several. What was chosen holds as long as the name still fits.
  private func person(_ name: String = "who", id: String = "person") async throws -> ID<Person> {
    let query = try text(name, maximum: 60)
    if query.isEmpty { throw ActionError.invalid([FieldProblem(name, .missing)]) }
    let found = try await ReadPeople.list(query, after: nil, in: environment).people
    let exact = found.filter { $0.name == query }
    let fitting = exact.isEmpty ? found : exact
    if let chosen: ID<Person> = form.id(id), fitting.contains(where: { $0.id == chosen }) { return chosen }
    guard let first = fitting.first else { throw ActionError.invalid([FieldProblem(name, .notFound)]) }
    if fitting.count > 1 { throw SeveralPeople(field: name, people: Array(fitting.prefix(12))) }
    return first.id
  }

  // MARK: Groups

  private func group(_ kind: ArrangeKind) async throws -> SitePath {
    if kind == .groupEnd {
      let id: ID<DeputyGroup> = try required("id")
      try await SaveGroup.dissolve(
        id, congress: congress, reason: text("reason"), seen: Int(form.text("seen")) ?? 0, by: actor, in: environment)
      return .directoryGroup(id)
    }
    let separators: Set<Character> = ["、", "，", ",", " ", "；", "\n"]
    let fields = try text("fields").split { separators.contains($0) }.map { String($0) }
    let categories = context.categories.map(\.id).filter { form.fields["c\($0)"] == "1" }
    let id = try await SaveGroup.run(
      SaveGroup.Input(
        id: form.id("id"), kind: word("kind"), name: text("name", maximum: 40),
        purpose: text("purpose", maximum: 300), fields: fields, categories: categories, reason: text("reason"),
        seen: Int(form.text("seen"))),
      of: congress, key: form.key, by: actor, in: environment)
    return .directoryGroup(id)
  }

  private func member(_ kind: ArrangeKind) async throws -> SitePath {
    let group: ID<DeputyGroup> = try required("group")
    if kind == .groupLeave {
      try await SaveGroupMember.leave(
        required("person"), group, congress: congress, reason: text("reason"), by: actor, in: environment)
    } else {
      try await SaveGroupMember.join(
        SaveGroupMember.Input(
          person: try await person(), role: word("role"), from: date("from"), reason: text("reason")), group,
        congress: congress, by: actor, in: environment)
    }
    return .directoryGroup(group)
  }

  private func duty(_ kind: ArrangeKind) async throws -> SitePath {
    let group: ID<DeputyGroup> = try required("group")
    switch kind {
    case .groupDuty:
      _ = try await SaveGroupDuty.add(
        SaveGroupDuty.Input(
          venue: required("venue"), kind: word("kind"), from: date("from"), to: optionalDate("to"),
          reason: text("reason")), to: group, congress: congress, key: form.key, by: actor, in: environment)
    case .groupDutyEnd:
      try await SaveGroupDuty.end(
        required("id"), of: group, congress: congress, reason: text("reason"), by: actor, in: environment)
    case .guides:
      _ = try await SaveGroupDuty.guide(
        guided(), by: group, congress: congress, from: date("from"), reason: text("reason"), key: form.key, by: actor,
        in: environment)
    default:
      try await SaveGroupDuty.endGuidance(
        required("id"), by: group, congress: congress, reason: text("reason"), by: actor, in: environment)
    }
    return .directoryGroup(group)
  }

  private func guided() throws -> GuidedSubject {
    let chosen = form.text("subject")
    let rest = chosen.dropFirst()
    switch chosen.first {
    case "r": if let id = ID<Region>(text: rest) { return .region(id) }
    case "c": if let id = ID<Congress>(text: rest) { return .congress(id) }
    case "g": if let id = ID<DeputyGroup>(text: rest) { return .group(id) }
    default: break
    }
    throw ActionError.invalid([FieldProblem("subject", .missing)])
  }

  // MARK: Clusters

  private func cluster(_ kind: ArrangeKind) async throws -> SitePath {
    switch kind {
    case .cluster:
      let id = try await SaveCluster.run(
        form.id("id"), of: congress, name: text("name", maximum: 40), purpose: text("purpose", maximum: 300),
        seen: Int(form.text("seen")), key: form.key, by: actor, in: environment)
      return .directoryCluster(id)
    case .clusterEnd:
      let id: ID<AreaCluster> = try required("id")
      try await SaveCluster.end(id, congress: congress, reason: text("reason"), by: actor, in: environment)
      return .directoryCluster(id)
    case .clusterPart:
      let cluster: ID<AreaCluster> = try required("cluster")
      _ = try await SaveCluster.add(
        part(), to: cluster, congress: congress, from: date("from"), reason: text("reason"), key: form.key, by: actor,
        in: environment)
      return .directoryCluster(cluster)
    default:
      let cluster: ID<AreaCluster> = try required("cluster")
      try await SaveCluster.endPart(
        required("id"), of: cluster, congress: congress, reason: text("reason"), by: actor, in: environment)
      return .directoryCluster(cluster)
    }
  }

  private func part() throws -> ClusterPart.Subject {
    let chosen = form.text("subject")
    let rest = chosen.dropFirst()
    if chosen.first == "r", let id = ID<Region>(text: rest) { return .region(id) }
    if chosen.first == "v", let id = ID<Venue>(text: rest) { return .venue(id) }
    throw ActionError.invalid([FieldProblem("subject", .missing)])
  }

  // MARK: Links

  private func mechanism() async throws -> SitePath {
    guard let contacts = Int(TextCleaning.toHalfWidthDigits(form.text("contacts"))), (0...99).contains(contacts) else {
      throw ActionError.invalid([FieldProblem("contacts", .notANumber(0...99))])
    }
    let input = SaveMechanism.Input(
      name: try text("name", maximum: 40), note: try text("note", maximum: 500), from: try word("origin"),
      to: try word("target"), cadence: Cadence(contacts: contacts, period: try word("period")))
    if let id: ID<LinkMechanism> = form.id("id") {
      try await SaveMechanism.change(
        id, congress: congress, input, ends: form.has("ends"), seen: Int(form.text("seen")) ?? 0, by: actor,
        in: environment)
      return .directoryMechanism(id)
    }
    return .directoryMechanism(
      try await SaveMechanism.add(input, of: congress, key: form.key, by: actor, in: environment))
  }

  private func link(_ kind: ArrangeKind) async throws -> SitePath {
    if kind == .linkEnd {
      let id: ID<ResponsibilityLink> = try required("id")
      try await SaveLink.end(id, congress: congress, reason: text("reason"), by: actor, in: environment)
      return .directoryLink(id)
    }
    guard let mechanism = context.mechanism else { throw ActionError.notFound }
    let from = try await person()
    let target: ResponsibilityLink.Target =
      switch mechanism.to {
      case .venue: .venue(try required("target"))
      case .region: .region(try required("target"))
      case .person, .deputy: .person(try await person("target-who", id: "target"))
      case .voters: .voters(try text("target"))
      }
    let id = try await SaveLink.add(
      SaveLink.Input(from: from, to: target, date: try date("from"), reason: text("reason")), under: mechanism.id,
      congress: congress, key: form.key, by: actor, in: environment)
    return .directoryLink(id)
  }

  // MARK: Grids and placement

  private func others(_ kind: ArrangeKind) async throws -> SitePath {
    switch kind {
    case .gridHead:
      try await SaveGridHead.run(
        try await person(), headOf: required("grid"), from: date("from"), reason: text("reason"), by: actor,
        in: environment)
      return .directoryPart(.gridHeads)
    case .gridHeadEnd:
      try await SaveGridHead.end(required("grid"), reason: text("reason"), by: actor, in: environment)
      return .directoryPart(.gridHeads)
    default:
      if !form.has("remove"), form.text("venue").isEmpty {
        throw ActionError.invalid([FieldProblem("venue", .missing)])
      }
      let exception =
        form.has("remove") ? nil : PlacementException(venue: form.id("venue"), reason: try text("reason"))
      try await SavePlacementException.run(
        exception, of: required("mandate"), congress: congress, by: actor, in: environment)
      return .directoryPart(.placements)
    }
  }
}
