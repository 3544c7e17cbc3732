// What pages show of requests and of the time of keeping: plain values.

/// A request in a list, with what its reader has to know of the matter.
package struct InformationLine: Sendable, Equatable {
  package let request: InformationRequest
  package let receipt: String
  package let title: String
  package let venue: String?
  package let isSealed: Bool

  package init(request: InformationRequest, receipt: String, title: String, venue: String?, isSealed: Bool) {
    self.request = request
    self.receipt = receipt
    self.title = title
    self.venue = venue
    self.isSealed = isSealed
  }
}

/// What a class of data would lose today.
package struct RetentionCount: Sendable, Equatable {
  package let kind: RetentionClass
  package let count: Int
  /// The day on which the oldest ended.
  package let oldest: CivilDate?
  package let samples: [RetentionSample]

  package init(kind: RetentionClass, count: Int, oldest: CivilDate?, samples: [RetentionSample]) {
    self.kind = kind
    self.count = count
    self.oldest = oldest
    self.samples = samples
  }
}

package struct RetentionSample: Sendable, Equatable {
  package let matter: ID<Matter>
  package let receipt: String
  package let title: String
  package let endedOn: CivilDate

  package init(matter: ID<Matter>, receipt: String, title: String, endedOn: CivilDate) {
    self.matter = matter
    self.receipt = receipt
    self.title = title
    self.endedOn = endedOn
  }
}

/// A confirmation of what the rules erase.
package struct RetentionConfirmation: Sendable, Equatable {
  package let number: Int
  package let plan: RetentionPlan
  package let by: ID<Person>?
  package let at: Instant

  package init(number: Int, plan: RetentionPlan, by: ID<Person>?, at: Instant) {
    self.number = number
    self.plan = plan
    self.by = by
    self.at = at
  }
}
