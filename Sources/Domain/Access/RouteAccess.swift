/// The coarse gate that every route carries; it has no default. The fine decision is made on the facts inside the act.
package enum RouteAccess: String, Sendable, CaseIterable {
  /// Anybody, without a sign-in.
  case open
  /// Whoever holds a receipt for the matter in the address.
  case receipt
  /// Anybody who is signed in.
  case signedIn = "signed-in"
  /// A deputy with a mandate in force.
  case deputy
  /// Any post at a congress or venue.
  case staff
  /// A post at a handling unit, or the coordinator between them.
  case parts
  /// A post at a handling unit.
  case units
  /// A grid worker.
  case grid
  /// Whoever takes part in 征集活动: desks, deputies, grid workers.
  case campaigns
  /// Who proposes motions or looks after them.
  case motions
  /// Whoever works on the congress's sessions: secretariat, clerk, chair, the head of deputy work.
  case sessions
  /// Whoever begins suggestions: deputies, and the desks that enter them for deputies.
  case drafts
  /// Whoever looks after all suggestions of a congress: secretariat, clerk, chair, head of deputy work, committee,
  /// government.
  case overview
  /// Whoever looks through the promises and hand-overs of a congress, or of his own unit.
  case ledgers
  /// Who makes published suggestions ready for other outlets: clerk, chair, head of deputy work.
  case portal
  /// Liaison, chief or clerk: people who work on matters at a desk.
  case desk
  /// Chief, clerk or chair.
  case lead
  /// Clerk or chair of a congress: directory and settings.
  case congress
  /// Who may give posts: clerk, chair, security or system administrator of a congress.
  case posts
  /// Who brings rosters in: clerk and chair for the directory, the system administrator for accounts.
  case rosters
  /// Who decides requests of people about their own data: clerk, and the desk above for what is sealed.
  case information
  /// Who makes the rules of keeping and places holds.
  case retention
  case administrator
  /// Who looks after short messages and mail: clerk, system administrator.
  case messages
  /// The security administrator.
  case security
  /// Whoever reads the log: the auditor, and nobody else.
  case auditor

  /// Whether an actor passes the gate. A receipt is checked by the route itself, on the matter.
  package func admits(_ actor: Actor) -> Bool {
    switch self {
    case .open, .receipt: return true
    case .signedIn: return actor.signedIn != nil
    case .deputy: return actor.signedIn?.isDeputy ?? false
    case .staff: return actor.signedIn?.isStaff ?? false
    case .parts: return actor.signedIn?.worksOnParts ?? false
    case .units: return actor.signedIn?.posts.contains { $0.role.isOfUnit } ?? false
    case .grid: return holdsAny(actor, [.gridWorker])
    case .campaigns: return CampaignAccess.seesList(actor)
    case .motions: return RouteAccess.drafts.admits(actor) || !MotionAccess.congresses(of: actor).isEmpty
    case .sessions: return SessionAccess.worksOnSessions(actor)
    case .drafts: return SuggestionAccess.begins(actor)
    case .overview: return holdsAny(actor, SuggestionAccess.overseers)
    case .ledgers: return SuggestionAccess.ledger(of: actor) != nil
    case .portal: return SuggestionAccess.publishes(actor) != nil
    case .desk: return holdsAny(actor, [.liaison, .chief, .clerk, .upperClerk])
    case .lead: return holdsAny(actor, [.chief, .clerk, .chair])
    case .congress: return holdsAny(actor, [.clerk, .chair])
    case .posts: return holdsAny(actor, [.clerk, .chair, .systemAdministrator, .securityAdministrator])
    case .rosters: return holdsAny(actor, [.clerk, .chair, .systemAdministrator])
    case .information: return holdsAny(actor, [.clerk, .upperClerk])
    case .retention: return holdsAny(actor, [.clerk, .chair, .upperClerk])
    case .administrator: return holdsAny(actor, [.systemAdministrator])
    case .messages: return holdsAny(actor, [.clerk, .systemAdministrator])
    case .security: return holdsAny(actor, [.securityAdministrator])
    case .auditor: return holdsAny(actor, [.auditor])
    }
  }

  private func holdsAny(_ actor: Actor, _ roles: [PostRole]) -> Bool {
    guard let person = actor.signedIn else { return false }
    return roles.contains { person.holds($0) }
  }
}
