extension MatterEvent {
  /// Somebody has looked at a matter that was held, or it has waited long enough.
  package struct Released: Sendable, Equatable, Codable {
    /// The day after which the accept clock counts.
    package var acceptFrom: CivilDate
    package var acceptDue: DueDate
  }
}
