/// Who looks after messages that leave the system.
package enum MessagingAccess {
  /// The clerk of the congress, and whoever runs the system. Neither sees words or a whole number there.
  package static func mayManage(_ congress: ID<Congress>, by actor: Actor) -> Bool {
    guard let person = actor.signedIn else { return false }
    return person.holds(.clerk, of: congress) || person.holds(.systemAdministrator)
  }

  /// The system administrator reads no matters, and not which one a message was about.
  package static func seesMatters(_ congress: ID<Congress>, by actor: Actor) -> Bool {
    actor.signedIn?.holds(.clerk, of: congress) ?? false
  }
}
