import DatabaseKit
import Domain
import Store

/// Finds the names of everybody and everything that a matter's history mentions.
struct NameFinder {
  private var people: Set<ID<Person>> = []
  private var venues: Set<ID<Venue>> = []
  private var groups: Set<ID<DeputyGroup>> = []
  private var units: Set<ID<HandlingUnit>> = []

  static func names(
    for matter: Matter, _ history: [(RecordEntry, MatterEvent)], in tx: any ReadTransaction
  ) throws -> NameBook {
    var finder = NameFinder()
    for (entry, event) in history {
      if let person = entry.actor.person { finder.people.insert(person) }
      if let deputy = entry.onBehalf?.person { finder.people.insert(deputy) }
      finder.take(event)
      finder.takeAmongLevels(event)
    }
    finder.add(matter.status.owner)
    finder.add(matter.status.venue)
    if let person = matter.enteredBy { finder.people.insert(person) }
    return try finder.book(of: matter, in: tx)
  }

  private mutating func add(_ owner: MatterOwner) {
    if case .deputy(_, let person) = owner { people.insert(person) }
    if case .group(let group) = owner { groups.insert(group) }
  }

  private mutating func add(_ venue: ID<Venue>?) {
    if let venue { venues.insert(venue) }
  }

  private mutating func take(_ event: MatterEvent) {
    switch event {
    case .submitted(let facts):
      add(facts.owner)
      add(facts.venue)
    case .assigned(let facts):
      add(facts.owner)
      add(facts.venue)
    case .reopened(let facts): add(facts.owner)
    case .declined(let facts):
      add(facts.nextVenue)
      if let deputy = facts.nextDeputy { people.insert(deputy) }
    case .lapsed(let facts): add(facts.owner)
    case .handedOver(let facts):
      add(facts.owner)
      add(facts.from)
      add(facts.venue)
      units.formUnion(facts.units.map(\.unit))
    case .sealed(let facts): people.formUnion(facts.accused)
    case .archived(let mark): add(mark.venue)
    case .transferred(let transfer): units.formUnion(transfer.parts.map(\.unit))
    case .returnAsked(let facts):
      if let unit = facts.proposed { units.insert(unit) }
    case .returnSettled(let facts): units.formUnion(facts.next?.parts.map(\.unit) ?? [])
    case .appointed(let facts): people.insert(facts.drafter)
    default: break
    }
  }

  private mutating func takeAmongLevels(_ event: MatterEvent) {
    switch event {
    case .offered(let facts): groups.formUnion(facts.groups)
    case .claimed(let facts): groups.insert(facts.group)
    case .handedBack(let facts): add(facts.owner)
    case .escalated(let facts):
      add(facts.step.fromOwner)
      add(facts.step.from.venue)
      add(facts.step.venue)
    case .joined(let facts):
      add(facts.owner)
      add(facts.place.venue)
    case .risen(let facts): add(facts.venue)
    default: break
    }
  }

  private func book(of matter: Matter, in tx: any ReadTransaction) throws -> NameBook {
    var book = NameBook()
    book.people = try PersonStore.names(people.sorted(), in: tx)
    for id in venues { book.venues[id] = try VenueStore.venue(id, in: tx)?.name }
    for congress in try CongressStore.all(in: tx) { book.congresses[congress.id] = congress.name }
    for category in try GroupStore.categories(of: matter.status.congress, in: tx) {
      book.categories[category.id] = category.name
    }
    if !groups.isEmpty || !matter.status.offered.isEmpty {
      // A group of the place below may have had it before it was sent up.
      for congress in Set([matter.status.congress, matter.status.origin?.congress ?? matter.status.congress]) {
        for group in try GroupStore.groups(of: congress, in: tx) { book.groups[group.id] = group.name }
      }
    }
    if let grid = matter.grid { book.regions[grid] = try GridStore.name(grid, in: tx) }
    for id in units { book.units[id] = try GroupStore.unit(id, in: tx)?.name }
    return book
  }
}
