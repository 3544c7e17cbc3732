import DatabaseKit
import Domain
import Store

/// In which office each act of a matter's history was done: by the deputy who owed the step, or by a post that was in
/// force on that day. Residents are told the office, not the names of staff.
enum OfficeFinder {
  static func offices(
    _ history: [(RecordEntry, MatterEvent)], names: NameBook, in tx: any ReadTransaction
  ) throws -> [Int: ActingOffice] {
    let people = Set(history.compactMap { entry, _ in entry.actor.person })
    let posts = Dictionary(grouping: try AccountStore.history(of: people.sorted(), in: tx), by: \.person)
    var result: [Int: ActingOffice] = [:]
    var before: MatterStatus?
    for (entry, event) in history {
      var after = before
      if after == nil, case .submitted(let facts) = event { after = MatterStatus(submitted: facts) }
      if before != nil { after?.apply(event, at: entry.at, actor: entry.actor.person) }
      if let person = entry.actor.person, let status = before ?? after {
        let held = (posts[person] ?? []).filter { $0.holds(on: entry.at.date) }.map(\.post)
        result[entry.seq] =
          unit(of: event, holding: held, status).map { .unit(names.units[$0] ?? "") }
          ?? office(of: person, holding: held, status, names)
      }
      before = after
    }
    return result
  }

  /// The unit for which somebody acted on its part.
  private static func unit(of event: MatterEvent, holding posts: [Post], _ status: MatterStatus) -> ID<HandlingUnit>? {
    guard let unit = event.part.flatMap({ status.handling($0) })?.unit, posts.contains(where: { $0.unit == unit })
    else {
      return nil
    }
    return unit
  }

  private static func office(
    of person: ID<Person>, holding posts: [Post], _ status: MatterStatus, _ names: NameBook
  ) -> ActingOffice {
    let congress = names.congresses[status.congress] ?? ""
    func holds(_ roles: PostRole...) -> Bool {
      posts.contains { roles.contains($0.role) && $0.congress == status.congress }
    }
    if status.ownerPerson == person || posts.isEmpty { return .deputy(names.people[person] ?? "") }
    if status.owner == .desk, holds(.upperClerk) { return .desk(congress) }
    if let venue = status.venue, posts.contains(where: { $0.venue == venue }) {
      return .venue(names.venues[venue] ?? "")
    }
    if let grid = posts.first(where: { $0.role == .gridWorker })?.region {
      return .grid(names.regions[grid] ?? "")
    }
    if holds(.coordinator) { return .coordinator }
    if holds(.clerk, .chair) { return .congress(congress) }
    return .venue(status.venue.flatMap { names.venues[$0] } ?? "")
  }
}
