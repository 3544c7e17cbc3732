package import Domain

/// A message in the outbox: what about, and for whom; resolved to people when it is passed on.
package struct OutboxPayload: Sendable, Codable, Equatable {
  package static let topic = "notice"

  package let kind: NoticeKind
  package let congress: ID<Congress>
  /// Who caused it: not told.
  package let except: ID<Person>?
  /// Whose answer it tells.
  package let about: ID<Person>?
  private let matter: ID<Matter>?
  private let suggestion: ID<Suggestion>?
  private let motion: ID<Motion>?
  private let audience: String
  private let audienceID: ID<Person>?
  /// More of them: whoever is in several is told once.
  private let further: [Receivers]?

  private struct Receivers: Sendable, Codable, Equatable {
    let audience: String
    let audienceID: ID<Person>?
  }

  package init(message: MatterMessage, matter: ID<Matter>, congress: ID<Congress>, except: ID<Person>?) {
    self.init(message.kind, to: message.audience, about: .matter(matter), congress, of: nil, except: except)
  }

  /// - Parameters:
  ///   - further: more audiences of the same message.
  ///   - person: whose answer it tells.
  package init(
    _ kind: NoticeKind, to audience: NoticeAudience, further: [NoticeAudience] = [], about subject: NoticeSubject,
    _ congress: ID<Congress>, of person: ID<Person>?, except: ID<Person>?
  ) {
    self.kind = kind
    self.congress = congress
    self.except = except
    about = person
    (matter, suggestion, motion) =
      switch subject {
      case .matter(let id): (id, nil, nil)
      case .suggestion(let id): (nil, id, nil)
      case .motion(let id): (nil, nil, id)
      }
    let first = Self.receivers(audience)
    (self.audience, audienceID) = (first.audience, first.audienceID)
    self.further = further.isEmpty ? nil : further.map(Self.receivers)
  }

  /// Nil for a payload of a later version.
  var subject: NoticeSubject? {
    matter.map { .matter($0) } ?? suggestion.map { .suggestion($0) } ?? motion.map { .motion($0) }
  }

  /// Those of a later version are left out.
  var audiences: [NoticeAudience] {
    ([Receivers(audience: audience, audienceID: audienceID)] + (further ?? [])).compactMap(Self.resolved)
  }

  private static func receivers(_ audience: NoticeAudience) -> Receivers {
    let (word, id): (String, Int64?) =
      switch audience {
      case .person(let id): ("person", id.raw)
      case .liaisons(let id): ("liaisons", id.raw)
      case .chiefs(let id): ("chiefs", id.raw)
      case .group(let id): ("group", id.raw)
      case .desk(let id): ("desk", id.raw)
      case .unitRegistrars(let id): ("unit_registrars", id.raw)
      case .unitHeads(let id): ("unit_heads", id.raw)
      case .coordinators(let id): ("coordinators", id.raw)
      case .gridWorkers(let id): ("grid_workers", id.raw)
      case .chairs(let id): ("chairs", id.raw)
      case .reviewers(let id): ("reviewers", id?.raw)
      case .clerks(let id): ("clerks", id.raw)
      case .secretaries(let id): ("secretaries", id.raw)
      case .directors(let id): ("directors", id.raw)
      case .committees(let id): ("committees", id.raw)
      case .workBody(let id): ("work_body", id.raw)
      }
    return Receivers(audience: word, audienceID: id.map { ID($0) })
  }

  private static func resolved(_ receivers: Receivers) -> NoticeAudience? {
    switch (receivers.audience, receivers.audienceID?.raw) {
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
    case ("secretaries", let id?): .secretaries(ID(id))
    case ("directors", let id?): .directors(ID(id))
    case ("committees", let id?): .committees(ID(id))
    case ("work_body", let id?): .workBody(ID(id))
    default: nil
    }
  }
}
