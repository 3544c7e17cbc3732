// Who looks through a whole congress's or a unit's suggestions at once.

extension SuggestionAccess {
  /// 承诺事项台账: the congress's for those who count its suggestions, a unit's own for its registrar and head (渝 24, 青 27).
  /// Nil: nothing.
  package static func ledger(of actor: Actor) -> SuggestionLedgerDesk? {
    guard let person = actor.signedIn else { return nil }
    if let post = person.posts.first(where: { reaches($0.congress, actor) != nil }) { return .congress(post.congress) }
    let units = ownUnits(person)
    return units.isEmpty ? nil : .units(units)
  }

  /// 交办清单: as far as somebody counts suggestions; a unit's registrar and head have their own sheet.
  package static func handOverList(of actor: Actor) -> HandOverListDesk? {
    guard let person = actor.signedIn else { return nil }
    for post in person.posts {
      if let reach = reaches(post.congress, actor) {
        return HandOverListDesk(congress: post.congress, units: nil, reach: reach)
      }
    }
    let units = ownUnits(person)
    guard let congress = person.posts.first(where: { $0.unit.map(units.contains) ?? false })?.congress else {
      return nil
    }
    return HandOverListDesk(congress: congress, units: units, reach: .handedOver)
  }

  private static func ownUnits(_ person: Actor.SignedIn) -> [ID<HandlingUnit>] {
    person.posts.filter { $0.role == .unitRegistrar || $0.role == .unitHead }.compactMap(\.unit)
  }

  /// Whether a list that somebody may read names who has proposed one: everybody but where the name is kept from him. He may
  /// count what he does not open.
  package static func namesProposer(_ facts: SuggestionFacts, _ actor: Actor) -> Bool {
    !facts.status.keepsProposer || seesProposer(facts, actor)
  }

  /// Whose published suggestions somebody makes ready for other outlets, and records there: the work body.
  package static func publishes(_ actor: Actor) -> ID<Congress>? {
    guard let person = actor.signedIn else { return nil }
    return person.posts.first { [.clerk, .director, .chair].contains($0.role) }?.congress
  }

  /// Whether he records there, too, where they stand: the chair of a standing committee only reads.
  package static func recordsOutlets(of congress: ID<Congress>, at level: CongressLevel, by actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    return person.holds(.clerk, of: congress) || person.holds(level == .township ? .chair : .director, of: congress)
  }

  /// Whether somebody takes pictures of an entry away that were wrong: whoever brought them in, and the work body. A paper
  /// that was signed is evidence, which the work body alone takes away.
  package static func removesPhotos(
    of event: SuggestionEvent, broughtBy person: ID<Person>?, on facts: SuggestionFacts, _ actor: Actor
  ) -> Bool {
    guard !event.files.isEmpty, decide(.removePhoto, on: facts, by: actor, part: event.part) == .allowed else {
      return false
    }
    if relations(of: actor, to: facts).contains(.workBody) { return true }
    return person == actor.person && !event.filesAreScans
  }

  /// Whether somebody sees the pictures of an entry that he reads. Where the names behind it are kept from him, papers with
  /// their signatures are, too; what a unit has taken itself it may see.
  package static func seesFiles(
    of event: SuggestionEvent, seesProposer: Bool, isOwnPart: Bool
  ) -> Bool {
    if seesProposer { return true }
    if case .rated = event { return false }
    if case .contacted(let facts) = event { return isOwnPart && facts.isByWorkBody != true }
    return true
  }
}
