/// An office that a person holds for a place and a time. Mandates are apart: a deputy is not appointed.
package enum PostRole: String, CaseIterable, Sendable, Codable {
  /// 系统管理员: accounts, holidays, health of the system; sees no matter.
  case systemAdministrator = "system_administrator"
  /// 安全管理员: posts, password rules, limits of sign-ins; sees no matter.
  case securityAdministrator = "security_administrator"
  /// 审计员: reads what was done with the system and changes nothing; sees no matter.
  case auditor
  /// 乡镇人大主席 or the committee's leader: sees all of the congress, releases, sets the rules.
  case chair
  /// 代表工委或人大办公室的经办人: all of the congress.
  case clerk
  /// 上一级指定经办人: matters sent past a station and accusations.
  case upperClerk = "upper_clerk"
  /// 站长.
  case chief
  /// 联络员.
  case liaison
  /// 协调员 (政府督查室 or the office that hands over): settles whose a matter is when a unit and a station disagree.
  case coordinator
  /// 承办单位收发员: signs for what arrives, names who drafts, gives back what is not the unit's.
  case unitRegistrar = "unit_registrar"
  /// 承办人: drafts the result of what was given to him.
  case unitDrafter = "unit_drafter"
  /// 承办单位负责人: signs the result.
  case unitHead = "unit_head"
  /// 网格员: registers, classifies and reports up what residents of his grid bring, and feeds back to them.
  case gridWorker = "grid_worker"
  /// 大会秘书处工作人员: takes in and hands over what deputies put forward while the congress sits, keeps attendance.
  case secretary
  /// 代表工作机构负责人, and through him the directors' meeting: leads the work on suggestions, records its decisions.
  case director
  /// 专门委员会或工作委员会的督办人员: supervises the handling of suggestions in its field.
  case committee

  /// 三员: the duties of administration, of which nobody holds two.
  package static let administrative: Set<PostRole> = [.systemAdministrator, .securityAdministrator, .auditor]

  /// The kind of record the post is for.
  package var isOfVenue: Bool { self == .chief || self == .liaison }
  package var isOfUnit: Bool { self == .unitRegistrar || self == .unitDrafter || self == .unitHead }
  package var isOfGrid: Bool { self == .gridWorker }
}

/// A post in force.
package struct Post: Sendable, Equatable, Hashable {
  package let role: PostRole
  package let congress: ID<Congress>
  /// Set for a chief and a liaison.
  package let venue: ID<Venue>?
  /// Set for the posts of a handling unit.
  package let unit: ID<HandlingUnit>?
  /// The grid of a grid worker.
  package let region: ID<Region>?

  package init(
    role: PostRole, congress: ID<Congress>, venue: ID<Venue>? = nil, unit: ID<HandlingUnit>? = nil,
    region: ID<Region>? = nil
  ) {
    self.role = role
    self.congress = congress
    self.venue = venue
    self.unit = unit
    self.region = region
  }

  /// A venue's post names a venue, a unit's post a unit, a grid's post a grid, and no other one any of them.
  package var namesItsPlace: Bool {
    role.isOfVenue == (venue != nil) && role.isOfUnit == (unit != nil) && role.isOfGrid == (region != nil)
  }
}

/// Who is asking, with everything that permission is decided by. Loaded once per request, passed by hand.
package enum Actor: Sendable, Equatable {
  /// Nobody in particular.
  case visitor
  /// The holder of a receipt: may act on that matter only.
  case sender(ID<Matter>)
  case person(SignedIn)
  /// A timer or the command line.
  case system

  package struct SignedIn: Sendable, Equatable {
    package let person: ID<Person>
    package let name: String
    package let posts: [Post]
    /// Mandates that are in force (suspended and ended ones give no rights).
    package let mandates: [ID<Mandate>]
    package let groups: [ID<DeputyGroup>]
    package let session: ID<SignInSession>
    /// Signed in with a slip on a phone; sensitive acts ask for the PIN.
    package let isDevice: Bool
    /// The PIN was given a short while ago.
    package let hasPIN: Bool
    /// A password that somebody else has set: it is changed before anything else.
    package let mustChangePassword: Bool

    package init(
      person: ID<Person>, name: String, posts: [Post], mandates: [ID<Mandate>], groups: [ID<DeputyGroup>] = [],
      session: ID<SignInSession>, isDevice: Bool = false, hasPIN: Bool = false, mustChangePassword: Bool = false
    ) {
      self.person = person
      self.name = name
      self.posts = posts
      self.mandates = mandates
      self.groups = groups
      self.session = session
      self.isDevice = isDevice
      self.hasPIN = hasPIN
      self.mustChangePassword = mustChangePassword
    }

    package func holds(_ role: PostRole) -> Bool { posts.contains { $0.role == role } }
    package func holds(_ role: PostRole, of congress: ID<Congress>) -> Bool {
      posts.contains { $0.role == role && $0.congress == congress }
    }
    package func holds(_ role: PostRole, at venue: ID<Venue>) -> Bool {
      posts.contains { $0.role == role && $0.venue == venue }
    }
    package func holds(_ role: PostRole, in unit: ID<HandlingUnit>) -> Bool {
      posts.contains { $0.role == role && $0.unit == unit }
    }
    package func holds(_ role: PostRole, of grid: ID<Region>) -> Bool {
      posts.contains { $0.role == role && $0.region == grid }
    }
    package var isDeputy: Bool { !mandates.isEmpty }
    /// Works for the congress or one of its venues. Whoever only works for a handling unit sees nothing but its parts,
    /// a grid worker nothing but the matters of his grids.
    package var isStaff: Bool { posts.contains { !$0.role.isOfUnit && !$0.role.isOfGrid } }
    /// The grids that a grid worker looks after.
    package var grids: [ID<Region>] { posts.filter { $0.role == .gridWorker }.compactMap(\.region) }
    /// Works on the units' side: for a unit, or between units.
    package var worksOnParts: Bool { posts.contains { $0.role.isOfUnit || $0.role == .coordinator } }
  }

  package var signedIn: SignedIn? {
    if case .person(let signedIn) = self { return signedIn }
    return nil
  }

  package var person: ID<Person>? { signedIn?.person }
}
