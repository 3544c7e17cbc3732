import Actions
import Domain
import HTTPKit

/// What a form of arranging stands on: the record that it concerns, its congress, and what can be chosen.
struct ArrangeContext {
  typealias Option = (value: String, words: String)

  /// The congress that the record belongs to.
  var congress: ID<Congress>
  /// The record or person that the form concerns, as a line above it.
  var subject = ""
  /// Where the form leads back to.
  var back: SitePath
  var groupKind: GroupKind?
  var mechanism: LinkMechanism?
  var options: [Option] = []
  var categories: [MatterCategory] = []
  /// The values of the record as stored, for a form that begins with them.
  var stored: [String: String] = [:]
  /// People that a name could mean, by field.
  var candidates: [String: [DeputyLine]] = [:]

  static func load(_ kind: ArrangeKind, _ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    switch kind {
    case .group, .groupEnd, .groupMember, .groupLeave, .groupDuty, .groupDutyEnd, .guides, .guidesEnd:
      return try await group(kind, draft, visit)
    case .cluster, .clusterEnd, .clusterPart, .clusterPartEnd: return try await cluster(kind, draft, visit)
    case .mechanism, .link, .linkEnd: return try await link(kind, draft, visit)
    case .gridHead, .gridHeadEnd: return try await grid(draft, visit)
    case .exception: return try await exception(draft, visit)
    }
  }

  // MARK: Groups

  private static func group(_ kind: ArrangeKind, _ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    let environment = visit.environment
    guard let id = ID<DeputyGroup>(text: draft[kind == .group || kind == .groupEnd ? "id" : "group"]) else {
      guard kind == .group else { throw ActionError.notFound }
      var context = ArrangeContext(
        congress: ID(text: draft["congress"]) ?? visit.site.congress.id, back: .directoryPart(.groups))
      context.categories = try await ReadDirectory.categories(of: context.congress, in: environment)
      return context
    }
    guard let record = try await ReadGroups.one(id, by: visit.actor, in: environment) else {
      throw ActionError.notFound
    }
    let profile = record.profile
    var context = ArrangeContext(congress: profile.group.congress, back: .directoryGroup(id))
    context.subject = profile.group.name
    context.groupKind = profile.group.kind
    switch kind {
    case .group, .groupEnd:
      context.categories = try await ReadDirectory.categories(of: context.congress, in: environment)
      context.stored = [
        "name": profile.group.name, "purpose": profile.purpose, "kind": profile.group.kind.rawValue,
        "fields": profile.fields.joined(separator: "、"), "seen": "\(profile.revision)",
      ]
      for category in profile.categories { context.stored["c\(category.id)"] = "1" }
    case .groupDuty:
      context.options = try await venues(context.congress, visit)
    case .guides: context.options = try await guidable(context.congress, except: id, visit)
    case .groupLeave:
      let person = record.members.first { $0.person.id.description == draft["person"] }
      context.subject += "　" + (person?.person.name ?? "")
    case .groupDutyEnd:
      let duty = record.duties.first { $0.id.description == draft["id"] }
      context.subject += duty.map { "　\(Words.duty($0.kind))：\($0.venue.name)" } ?? ""
    case .guidesEnd:
      context.subject += "　" + (record.guided.first { $0.id.description == draft["id"] }?.name ?? "")
    default: break
    }
    return context
  }

  private static func venues(_ congress: ID<Congress>, _ visit: Visit) async throws -> [Option] {
    try await ReadDirectory.venues(of: congress, in: visit.environment).map { ($0.id.description, $0.name) }
  }

  /// Townships and sub-districts, their congresses, and groups of deputies.
  private static func guidable(_ congress: ID<Congress>, except group: ID<DeputyGroup>, _ visit: Visit) async throws
    -> [Option]
  {
    let environment = visit.environment
    let area = try await regions(in: congress, visit).filter { $0.level == .township }
    let inside = Set(area.map(\.id))
    let congresses = try await ReadDirectory.congresses(in: environment)
    let detail = try await ReadDirectory.congress(congress, in: environment)
    return area.map { ("r\($0.id)", $0.name) }
      + congresses.filter { inside.contains($0.region) }.map { ("c\($0.id)", $0.name) }
      + (detail?.groups ?? []).map(\.group).filter {
        $0.id != group && $0.kind != .guidance && $0.validTo == nil
      }.map { ("g\($0.id)", $0.name) }
  }

  private static func regions(in congress: ID<Congress>, _ visit: Visit) async throws -> [Region] {
    let all = try await ReadDirectory.regions(in: visit.environment).filter { $0.validTo == nil }
    let place = try await ReadDirectory.congresses(in: visit.environment).first { $0.id == congress }
    guard let path = all.first(where: { $0.id == place?.region })?.path else { return [] }
    return all.filter { $0.path.hasPrefix(path) }.sorted { $0.path < $1.path }
  }

  private static func indented(_ region: Region, under top: Int) -> String {
    String(repeating: "　", count: max(0, region.level.rawValue - top)) + region.name
  }

  // MARK: Clusters

  private static func cluster(_ kind: ArrangeKind, _ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    let isOwn = kind == .cluster || kind == .clusterEnd
    guard let id = ID<AreaCluster>(text: draft[isOwn ? "id" : "cluster"]) else {
      guard kind == .cluster else { throw ActionError.notFound }
      return ArrangeContext(
        congress: ID(text: draft["congress"]) ?? visit.site.congress.id, back: .directoryPart(.clusters))
    }
    guard let record = try await ReadClusters.one(id, in: visit.environment) else { throw ActionError.notFound }
    var context = ArrangeContext(congress: record.cluster.congress, back: .directoryCluster(id))
    context.subject = record.cluster.name
    switch kind {
    case .cluster:
      context.stored = [
        "name": record.cluster.name, "purpose": record.cluster.purpose, "seen": "\(record.cluster.revision)",
      ]
    case .clusterPart:
      let area = try await regions(in: context.congress, visit).filter { $0.level == .township || $0.level == .village }
      let top = area.map(\.level.rawValue).min() ?? 0
      context.options =
        area.map { ("r\($0.id)", indented($0, under: top)) }
        + (try await venues(context.congress, visit)).map { ("v" + $0.value, "站点：" + $0.words) }
    case .clusterPartEnd:
      context.subject += "　" + (record.parts.first { $0.id.description == draft["id"] }?.name ?? "")
    default: break
    }
    return context
  }

  // MARK: Links

  private static func link(_ kind: ArrangeKind, _ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    let environment = visit.environment
    if kind == .linkEnd {
      guard let id = ID<ResponsibilityLink>(text: draft["id"]),
        let record = try await ReadLinks.one(id, by: visit.actor, in: environment)
      else { throw ActionError.notFound }
      var context = ArrangeContext(congress: record.mechanism.congress, back: .directoryLink(id))
      context.subject = "\(record.mechanism.name)　\(record.line.link.from.name) → \(record.line.link.targetName)"
      return context
    }
    guard let id = ID<LinkMechanism>(text: draft[kind == .link ? "mechanism" : "id"]) else {
      guard kind == .mechanism else { throw ActionError.notFound }
      return ArrangeContext(
        congress: ID(text: draft["congress"]) ?? visit.site.congress.id, back: .directoryPart(.mechanisms))
    }
    guard let page = try await ReadLinks.page(id, .all, after: nil, by: visit.actor, in: environment) else {
      throw ActionError.notFound
    }
    let mechanism = page.mechanism
    var context = ArrangeContext(congress: mechanism.congress, back: .directoryMechanism(id))
    context.subject = mechanism.name
    context.mechanism = mechanism
    context.stored = [
      "name": mechanism.name, "note": mechanism.note, "origin": mechanism.from.rawValue,
      "target": mechanism.to.rawValue, "contacts": "\(mechanism.cadence.contacts)",
      "period": mechanism.cadence.period.rawValue, "seen": "\(mechanism.revision)",
    ]
    if kind == .link {
      context.stored = [:]
      switch mechanism.to {
      case .venue: context.options = try await venues(context.congress, visit)
      case .region:
        let area = try await regions(in: context.congress, visit)
        let top = area.map(\.level.rawValue).min() ?? 0
        context.options = area.map { ($0.id.description, indented($0, under: top)) }
      case .person, .deputy, .voters: break
      }
    }
    return context
  }

  // MARK: Grids and placement

  private static func grid(_ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    let region = try await ReadDirectory.regions(in: visit.environment).first { $0.id.description == draft["grid"] }
    guard let region, region.level == .grid else { throw ActionError.notFound }
    var context = ArrangeContext(congress: visit.site.congress.id, back: .directoryPart(.gridHeads))
    context.subject = region.name
    return context
  }

  private static func exception(_ draft: FormDraft, _ visit: Visit) async throws -> ArrangeContext {
    let congress = ID<Congress>(text: draft["congress"]) ?? visit.site.congress.id
    let proposal = try await PlaceDeputies.propose(of: congress, by: visit.actor, in: visit.environment)
    guard let line = proposal.plan.lines.first(where: { $0.mandate.id.description == draft["mandate"] }) else {
      throw ActionError.notFound
    }
    var context = ArrangeContext(congress: congress, back: .directoryPart(.placements))
    context.subject = "\(line.mandate.person.name)（\(line.mandate.congress.name)人大代表）"
    context.options =
      [("", "请选择"), ("none", "不编排进站")] + (try await venues(congress, visit))
    context.stored = [
      "venue": line.mandate.exception.map { $0.venue?.description ?? "none" } ?? "",
      "reason": line.mandate.exception?.reason ?? "",
      "has": line.mandate.exception == nil ? "" : "1",
    ]
    return context
  }
}

/// A form of arranging: groups, clusters, links, heads of grids, placement.
package enum ArrangeKind: String, CaseIterable, Sendable {
  case group
  case groupEnd = "group-end"
  case groupMember = "group-member"
  case groupLeave = "group-leave"
  case groupDuty = "group-duty"
  case groupDutyEnd = "group-duty-end"
  case guides
  case guidesEnd = "guides-end"
  case cluster
  case clusterEnd = "cluster-end"
  case clusterPart = "cluster-part"
  case clusterPartEnd = "cluster-part-end"
  case mechanism, link
  case linkEnd = "link-end"
  case gridHead = "grid-head"
  case gridHeadEnd = "grid-head-end"
  case exception = "placement-exception"
}
