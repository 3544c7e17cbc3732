/// Whose matters a number of a term counts.
package enum MatterStream: String, CaseIterable, Sendable {
  case residents, deputies
  /// The two side by side. Deputies' formal suggestions (代表建议) are a third thing and in neither.
  case both
}

/// What is told of a whole term (本届以来), for what residents brought and for what deputies raised, and as the sum of the two.
package enum TermFigure: String, CaseIterable, Sendable {
  /// Received in the term.
  case brought
  /// Raised within a campaign (征集活动).
  case inCampaign = "in_campaign"
  /// Concluded, and rated by whoever brought it.
  case concluded
  /// Of those, satisfied or basically satisfied.
  case content

  /// The measures that make it up; none where the stream has no such thing.
  package func measures(_ stream: MatterStream) -> [MatterMeasure] {
    switch (self, stream) {
    case (.brought, .residents): [.received]
    case (.brought, .deputies): [.raised]
    case (.inCampaign, .deputies): [.raisedInCampaign]
    case (.inCampaign, _): []
    case (.concluded, .residents): [.concluded]
    case (.concluded, .deputies): [.raisedConcluded]
    case (.content, .residents): [.satisfiedBySender, .basicBySender]
    case (.content, .deputies): [.raisedSatisfied, .raisedBasic]
    case (.brought, .both), (.concluded, .both), (.content, .both):
      measures(.residents) + measures(.deputies)
    }
  }
}
