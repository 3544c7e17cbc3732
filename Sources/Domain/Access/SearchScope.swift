/// The words by which the index keeps to what somebody may see: each document carries those of whom it is shown to, each
/// search adds those of whom it is made for. They begin with a letter that no text gives, so that nobody can type one.
///
/// They say the same as ``MatterAccess/sees(_:_:)`` and ``MatterAccess/sees(part:of:_:)``, but for people who are kept from
/// a matter: what is found is put before those in any case.
package enum SearchScope {
  private static let sign = "σ"

  package static func word(of kind: SearchKind) -> String {
    switch kind {
    case .matters: sign + "kmatter"
    case .suggestions: sign + "ksuggestion"
    case .deputies: sign + "kdeputy"
    case .venues: sign + "kvenue"
    case .campaigns: sign + "kcampaign"
    }
  }

  /// Others can still be handled together with it.
  package static let open = sign + "open"
  /// The sender agreed that others read of it.
  package static let shared = sign + "shared"

  package static func word(of queue: MatterQueue) -> String { sign + "q" + queue.rawValue.filter { $0 != "_" } }

  package static func venue(_ id: ID<Venue>) -> String { sign + "v\(id)" }
  package static func congress(_ id: ID<Congress>) -> String { sign + "c\(id)" }
  private static func desk(_ id: ID<Congress>) -> String { sign + "d\(id)" }
  private static func mandate(_ id: ID<Mandate>) -> String { sign + "m\(id)" }
  private static func group(_ id: ID<DeputyGroup>) -> String { sign + "g\(id)" }
  private static func grid(_ id: ID<Region>) -> String { sign + "n\(id)" }
  /// Somebody acted for him.
  private static func person(_ id: ID<Person>) -> String { sign + "p\(id)" }
  private static func unit(_ id: ID<HandlingUnit>) -> String { sign + "u\(id)" }
  private static func drafter(_ id: ID<Person>) -> String { sign + "h\(id)" }
  private static func disputed(_ id: ID<Congress>) -> String { sign + "s\(id)" }
  static func receipt(_ digits: String) -> String { sign + "r" + digits }

  static func words(ofReceipt number: String) -> Set<String> {
    [receipt(number), receipt(String(number.suffix(8))), receipt(String(number.suffix(4)))]
  }

  /// Who finds a matter at the workbench, and in which state it is.
  package static func words(of matter: MatterFacts) -> Set<String> {
    let status = matter.status
    var words: Set<String> = [word(of: .matters), word(of: status.queue)]
    if status.seal != nil || status.owner == .desk {
      words.insert(desk(status.congress))
      return words
    }
    if status.takesOthers { words.insert(open) }
    if status.visibility != .hidden { words.insert(shared) }
    words.insert(congress(status.congress))
    if let id = status.venue { words.insert(venue(id)) }
    if let id = status.ownerMandate { words.insert(mandate(id)) }
    if let id = status.ownerGroup { words.insert(group(id)) }
    if let id = matter.grid { words.insert(grid(id)) }
    words.formUnion(matter.actedFor.map(person))
    words.formUnion(status.watchers.map { word(of: $0.by) })
    for handling in status.handlings where handling.state != .recalled && handling.state != .returned {
      words.insert(unit(handling.unit))
      if let id = handling.drafter { words.insert(drafter(id)) }
      if handling.state == .disputed { words.insert(disputed(status.congress)) }
    }
    return words
  }

  /// The state and place of a published matter.
  static func openWords(of status: MatterStatus) -> Set<String> {
    var words: Set<String> = [word(of: .matters), congress(status.congress)]
    if status.takesOthers { words.insert(open) }
    if let id = status.venue { words.insert(venue(id)) }
    return words
  }

  /// What a published suggestion is narrowed by.
  static func words(of publication: SuggestionPublication, units: [ID<HandlingUnit>]) -> Set<String> {
    var words: Set<String> = [word(of: .suggestions), congress(publication.congress)]
    words.formUnion(units.map(unit))
    if let id = publication.session { words.insert(session(id)) }
    if let id = publication.category { words.insert(category(id)) }
    if let number = publication.number { words.insert(Self.number(number.value)) }
    if !publication.resultClass.isEmpty { words.insert(resultClass(publication.resultClass)) }
    return words
  }

  /// What a search of published suggestions keeps to; each of the words has to be there.
  package static func words(of search: SuggestionSearch, at congress: ID<Congress>) -> [String] {
    [
      word(of: .suggestions), Self.congress(congress), search.unit.map(unit), search.session.map(session),
      search.category.map(category), search.number.map(number),
      search.resultClass.isEmpty ? nil : resultClass(search.resultClass),
    ].compactMap { $0 }
  }

  private static func session(_ id: ID<CongressSession>) -> String { sign + "e\(id)" }
  private static func category(_ id: ID<MatterCategory>) -> String { sign + "a\(id)" }
  private static func number(_ value: Int) -> String { sign + "b\(value)" }
  /// A class is called as its congress likes: letters, digits, Han characters.
  private static func resultClass(_ code: String) -> String {
    sign + "l" + code.utf8.map { String($0, radix: 16) }.joined()
  }

  private static func word(of watch: MatterWatch) -> String {
    switch watch {
    case .venue(let id): venue(id)
    case .congress(let id): congress(id)
    case .group(let id): group(id)
    case .mandate(let id): mandate(id)
    }
  }

  /// What somebody's searches of matters may find; empty for whoever sees none.
  package static func words(for actor: Actor) -> [String] {
    guard let person = actor.signedIn else { return [] }
    var words: Set<String> = []
    for post in person.posts {
      switch post.role {
      case .clerk, .chair: words.insert(congress(post.congress))
      case .upperClerk: words.insert(desk(post.congress))
      case .chief, .liaison: if let id = post.venue { words.insert(venue(id)) }
      case .coordinator: words.insert(disputed(post.congress))
      case .unitRegistrar, .unitHead: if let id = post.unit { words.insert(unit(id)) }
      case .unitDrafter: words.insert(drafter(person.person))
      case .gridWorker: if let id = post.region { words.insert(grid(id)) }
      case .systemAdministrator, .securityAdministrator, .auditor, .secretary, .director, .committee: break
      }
    }
    words.formUnion(person.mandates.map(mandate))
    words.formUnion(person.groups.map(group))
    if person.isDeputy { words.insert(Self.person(person.person)) }
    return words.sorted()
  }

  /// The words of a list's scope.
  package static func words(for scope: QueueScope) -> [String] {
    switch scope {
    case .congress(let id): [congress(id)]
    case .desk(let id): [desk(id)]
    case .venue(let id): [venue(id)]
    case .deputy(_, let mandates): mandates.map(mandate).sorted()
    case .group(let id): [group(id)]
    case .watched(_, let by): [word(of: by)]
    case .grid(let id): [grid(id)]
    }
  }
}

extension MatterAccess {
  /// Whether somebody sees parts of matters and no whole one.
  package static func seesPartsOnly(_ actor: Actor) -> Bool {
    guard let person = actor.signedIn, person.worksOnParts else { return false }
    return !person.isDeputy && person.groups.isEmpty
      && person.posts.allSatisfy {
        $0.role.isOfUnit || $0.role == .coordinator || PostRole.administrative.contains($0.role)
      }
  }
}

extension MatterStatus {
  /// Whether another matter could be handled together with this one now, which then leads.
  package var takesOthers: Bool {
    MatterAct.merge.states.contains(state) && mergedInto == nil && seal == nil && owner != .desk
      && followers.count < MatterWorkflow.mostFollowers
  }
}
