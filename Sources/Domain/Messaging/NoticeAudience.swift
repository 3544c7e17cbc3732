/// Whom a message is for. Who that is on the day is looked up when it is passed on.
package enum NoticeAudience: Sendable, Hashable {
  case person(ID<Person>)
  case liaisons(ID<Venue>)
  case chiefs(ID<Venue>)
  case group(ID<DeputyGroup>)
  /// The clerk of the congress above.
  case desk(ID<Congress>)
  case reviewers(ID<Venue>?)
  /// Those who sign for what a unit gets.
  case unitRegistrars(ID<HandlingUnit>)
  case unitHeads(ID<HandlingUnit>)
  case coordinators(ID<Congress>)
  case gridWorkers(ID<Region>)
  /// The chair of a congress.
  case chairs(ID<Congress>)
  case clerks(ID<Congress>)
  /// 大会秘书处.
  case secretaries(ID<Congress>)
  case directors(ID<Congress>)
  case committees(ID<Congress>)
  /// The body for deputies' work, in a township the presidium: its clerks, or whoever leads it where it has none.
  case workBody(ID<Congress>)
}

/// What a notice is about and leads to.
package enum NoticeSubject: Sendable, Hashable {
  case matter(ID<Matter>)
  case suggestion(ID<Suggestion>)
  case motion(ID<Motion>)
}
