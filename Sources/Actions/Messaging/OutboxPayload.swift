package import Domain

/// A message in the outbox: what about, and for whom; resolved to people when it is passed on.
package struct OutboxPayload: Sendable, Codable, Equatable {
  package static let topic = "notice"

  package let kind: NoticeKind
  package let matter: ID<Matter>
  package let congress: ID<Congress>
  /// Who caused it: not told.
  package let except: ID<Person>?
  private let audience: String
  private let audienceID: ID<Person>?

  package init(message: MatterMessage, matter: ID<Matter>, congress: ID<Congress>, except: ID<Person>?) {
    kind = message.kind
    self.matter = matter
    self.congress = congress
    self.except = except
    switch message.audience {
    case .person(let id): (audience, audienceID) = ("person", id)
    case .liaisons(let id): (audience, audienceID) = ("liaisons", ID(id.raw))
    case .chiefs(let id): (audience, audienceID) = ("chiefs", ID(id.raw))
    case .group(let id): (audience, audienceID) = ("group", ID(id.raw))
    case .desk(let id): (audience, audienceID) = ("desk", ID(id.raw))
    case .unitRegistrars(let id): (audience, audienceID) = ("unit_registrars", ID(id.raw))
    case .unitHeads(let id): (audience, audienceID) = ("unit_heads", ID(id.raw))
    case .coordinators(let id): (audience, audienceID) = ("coordinators", ID(id.raw))
    case .gridWorkers(let id): (audience, audienceID) = ("grid_workers", ID(id.raw))
    case .chairs(let id): (audience, audienceID) = ("chairs", ID(id.raw))
    case .reviewers(let id): (audience, audienceID) = ("reviewers", id.map { ID($0.raw) })
    case .clerks(let id): (audience, audienceID) = ("clerks", ID(id.raw))
    }
  }

  /// Nil for a payload of a later version.
  var resolvedAudience: MatterAudience? {
    switch (audience, audienceID?.raw) {
    case ("person", let id?): .person(ID(id))
    case ("liaisons", let id?): .liaisons(ID(id))
    case ("chiefs", let id?): .chiefs(ID(id))
    case ("group", let id?): .group(ID(id))
    case ("desk", let id?): .desk(ID(id))
    case ("unit_registrars", let id?): .unitRegistrars(ID(id))
    case ("unit_heads", let id?): .unitHeads(ID(id))
    case ("coordinators", let id?): .coordinators(ID(id))
    case ("grid_workers", let id?): .gridWorkers(ID(id))
    case ("chairs", let id?): .chairs(ID(id))
    case ("reviewers", let id): .reviewers(id.map { ID($0) })
    case ("clerks", let id?): .clerks(ID(id))
    default: nil
    }
  }
}
