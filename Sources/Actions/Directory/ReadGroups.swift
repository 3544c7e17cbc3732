import DatabaseKit
package import Domain
import Store

/// Groups with their members, duties and guidance.
package enum ReadGroups {
  package static let pageSize = 40

  package struct Page: Sendable {
    package let congress: Congress
    package let groups: [GroupLine]
    package let counts: [GroupKind: Int]
    package let next: ID<DeputyGroup>?
    package let mayEdit: Bool
  }

  package static func list(
    of congress: ID<Congress>, kind: GroupKind?, ended: Bool, after last: ID<DeputyGroup>?, limit: Int = pageSize,
    by reader: Actor, in environment: AppEnvironment
  ) async throws -> Page {
    let edit = DirectoryEdit(environment, by: reader)
    return try await environment.database.read { tx in
      guard let found = try CongressStore.congress(congress, in: tx) else { throw ActionError.notFound }
      let lines = try GroupRecordStore.lines(
        of: congress, kind: kind, ended: ended, after: last, limit: limit + 1, in: tx)
      let page = Array(lines.prefix(limit))
      return Page(
        congress: found, groups: page, counts: try GroupRecordStore.counts(of: congress, in: tx),
        next: lines.count > limit ? page.last?.id : nil, mayEdit: try edit.mayEdit(congress, in: tx))
    }
  }

  package struct Record: Sendable {
    package let profile: GroupProfile
    package let members: [GroupMember]
    package let duties: [GroupDuty]
    package let guided: [GuidedBody]
    package let mayEdit: Bool
  }

  package static func one(_ id: ID<DeputyGroup>, by reader: Actor, in environment: AppEnvironment) async throws
    -> Record?
  {
    let edit = DirectoryEdit(environment, by: reader)
    return try await environment.database.read { tx in
      guard let profile = try GroupRecordStore.profile(id, in: tx) else { return nil }
      return Record(
        profile: profile, members: try GroupRecordStore.members(of: id, in: tx),
        duties: try GroupRecordStore.duties(of: id, in: tx), guided: try GroupRecordStore.guided(by: id, in: tx),
        mayEdit: try edit.mayEdit(profile.group.congress, in: tx))
    }
  }

  /// The groups that a deputy is in now, with where they are on duty; guidance groups are no address for residents.
  package static func groups(of person: ID<Person>, in environment: AppEnvironment) async throws -> [GroupOfPerson] {
    try await environment.database.read { tx in try GroupRecordStore.groups(of: person, in: tx) }.filter {
      $0.kind != .guidance
    }
  }

  /// What somebody is entrusted with: groups, grids, links.
  package struct Duties: Sendable {
    package let groups: [GroupOfPerson]
    package let grids: [Named<Region>]
    package let links: [(mechanism: String, link: ResponsibilityLink)]

    package var isEmpty: Bool { groups.isEmpty && grids.isEmpty && links.isEmpty }
  }

  package static func duties(of person: ID<Person>, in environment: AppEnvironment) async throws -> Duties {
    try await environment.database.read { tx in
      Duties(
        groups: try GroupRecordStore.groups(of: person, in: tx), grids: try GridHeadStore.grids(of: person, in: tx),
        links: try LinkStore.links(of: person, in: tx).map { link in
          (mechanism: try LinkStore.mechanism(link.mechanism, in: tx)?.name ?? "", link: link)
        })
    }
  }

  /// The groups that are or will be on duty at a venue.
  package static func duties(at venue: ID<Venue>, in environment: AppEnvironment) async throws -> [GroupDuty] {
    let today = environment.now().date
    return try await environment.database.read { tx in try GroupRecordStore.duties(at: venue, in: tx) }.filter {
      $0.tenure.phase(on: today) != .over
    }
  }
}

/// 片区 with what is in them.
package enum ReadClusters {
  package struct Record: Sendable {
    package let cluster: AreaCluster
    package let parts: [ClusterPart]
  }

  package static func list(of congress: ID<Congress>, in environment: AppEnvironment) async throws -> [Record] {
    try await environment.database.read { tx in
      let clusters = try ClusterStore.all(of: congress, in: tx)
      let parts = Dictionary(grouping: try ClusterStore.parts(of: clusters.map(\.id), in: tx), by: \.cluster)
      return clusters.map { Record(cluster: $0, parts: parts[$0.id] ?? []) }
    }
  }

  package static func one(_ id: ID<AreaCluster>, in environment: AppEnvironment) async throws -> Record? {
    try await environment.database.read { tx in
      try ClusterStore.cluster(id, in: tx).map { Record(cluster: $0, parts: try ClusterStore.parts(of: [id], in: tx)) }
    }
  }
}

/// Mechanisms, their links and how each stands in its period.
package enum ReadLinks {
  package static let pageSize = 40

  package struct MechanismLine: Sendable {
    package let mechanism: LinkMechanism
    package let links: Int
    package let short: Int
  }

  package enum Filter: String, Sendable, CaseIterable {
    case all, short
    /// Short in the period before this one.
    case shortBefore = "short-before"
    case ended
  }

  package struct Page: Sendable {
    package let mechanism: LinkMechanism
    package let lines: [LinkLine]
    package let next: ID<ResponsibilityLink>?
    package let mayEdit: Bool
  }

  package static func mechanisms(of congress: ID<Congress>, in environment: AppEnvironment) async throws
    -> [MechanismLine]
  {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    return try await environment.database.read { tx in
      let counts = try LinkStore.counts(of: congress, in: tx)
      return try LinkStore.mechanisms(of: congress, in: tx).map { mechanism in
        let short = try walk(mechanism, .short, after: nil, limit: .max, today: today, calendar: calendar, in: tx)
        return MechanismLine(mechanism: mechanism, links: counts[mechanism.id] ?? 0, short: short.count)
      }
    }
  }

  package static func page(
    _ id: ID<LinkMechanism>, _ filter: Filter, after last: ID<ResponsibilityLink>?, by reader: Actor,
    in environment: AppEnvironment
  ) async throws -> Page? {
    let edit = DirectoryEdit(environment, by: reader)
    let calendar = try await environment.rules.calendar()
    return try await environment.database.read { tx in
      guard let mechanism = try LinkStore.mechanism(id, in: tx) else { return nil }
      let found = try walk(
        mechanism, filter, after: last, limit: pageSize + 1, today: edit.now.date, calendar: calendar, in: tx)
      let page = Array(found.prefix(pageSize))
      return Page(
        mechanism: mechanism, lines: page, next: found.count > pageSize ? page.last?.link.id : nil,
        mayEdit: try edit.mayEdit(mechanism.congress, in: tx))
    }
  }

  /// Reads on in steps until enough links fit: who is short is a rule of Domain, not a condition of SQL.
  private static func walk(
    _ mechanism: LinkMechanism, _ filter: Filter, after last: ID<ResponsibilityLink>?, limit: Int, today: CivilDate,
    calendar: WorkingCalendar, in tx: any ReadTransaction
  ) throws -> [LinkLine] {
    if filter != .all, filter != .ended, mechanism.cadence.contacts == 0 || mechanism.validTo != nil { return [] }
    var found: [LinkLine] = []
    var last = last
    let step = 200
    while found.count < limit {
      let links = try LinkStore.links(
        under: mechanism.id, ended: filter == .ended, after: last, limit: min(step, limit), in: tx)
      let lines = try lines(
        links, mechanism.cadence, before: filter == .shortBefore, today: today, calendar: calendar, in: tx)
      found += filter == .all || filter == .ended ? lines : lines.filter { $0.standing.missing > 0 }
      guard links.count == min(step, limit), let end = links.last else { break }
      last = end.id
    }
    return Array(found.prefix(limit))
  }

  private static func lines(
    _ links: [ResponsibilityLink], _ cadence: Cadence, before: Bool, today: CivilDate, calendar: WorkingCalendar,
    in tx: any ReadTransaction
  ) throws -> [LinkLine] {
    let day = before ? cadence.period.rangeBefore(today).lowerBound : today
    let ids = links.map(\.id)
    let dates = try LinkStore.dates(of: ids, in: cadence.period.range(of: day), in: tx)
    let last = try LinkStore.last(of: ids, in: tx)
    return links.map { link in
      LinkLine(
        link: link,
        standing: cadence.standing(
          of: link.tenure, contacts: dates[link.id] ?? [], in: day, today: today, calendar: calendar),
        last: last[link.id])
    }
  }

  package struct Record: Sendable {
    package let mechanism: LinkMechanism
    package let line: LinkLine
    package let contacts: [LinkContact]
    package let mayEdit: Bool
    package let mayLog: Bool
  }

  package static func one(_ id: ID<ResponsibilityLink>, by reader: Actor, in environment: AppEnvironment) async throws
    -> Record?
  {
    let edit = DirectoryEdit(environment, by: reader)
    let calendar = try await environment.rules.calendar()
    return try await environment.database.read { tx in
      guard let link = try LinkStore.link(id, in: tx), let mechanism = try LinkStore.mechanism(link.mechanism, in: tx)
      else { return nil }
      let lines = try lines(
        [link], mechanism.cadence, before: false, today: edit.now.date, calendar: calendar, in: tx)
      guard let line = lines.first else { return nil }
      return Record(
        mechanism: mechanism, line: line, contacts: try LinkStore.contacts(of: id, limit: 100, in: tx),
        mayEdit: try edit.mayEdit(mechanism.congress, in: tx),
        mayLog: DirectoryAccess.mayLogContact(of: link.from.id, at: mechanism.congress, by: reader))
    }
  }

  /// What somebody answers for himself.
  package static func own(of person: ID<Person>, in environment: AppEnvironment) async throws
    -> [(mechanism: LinkMechanism, line: LinkLine)]
  {
    let today = environment.now().date
    let calendar = try await environment.rules.calendar()
    return try await environment.database.read { tx in
      try LinkStore.links(of: person, in: tx).compactMap { link in
        guard let mechanism = try LinkStore.mechanism(link.mechanism, in: tx) else { return nil }
        return try lines([link], mechanism.cadence, before: false, today: today, calendar: calendar, in: tx).first.map {
          (mechanism: mechanism, line: $0)
        }
      }
    }
  }
}
