/// A class of data with a time of keeping of its own.
package enum RetentionClass: String, CaseIterable, Sendable, Codable {
  /// Name, telephone and guardian of ended matters.
  case contact
  /// What was written in ended matters, apart from what is published.
  case words
  case photos
  /// Redacted versions that stand on public pages.
  case published
  /// Everything of accusations and of what was sent past the station.
  case sealed

  package var parts: [ErasedPart] {
    switch self {
    case .contact: [.contact]
    case .words: [.words]
    case .photos: [.photos]
    case .published: [.published]
    case .sealed: ErasedPart.allCases
    }
  }
}

/// 保存期限: years after a matter has ended, by class (个人信息保护法 19: no longer than the purpose needs). Nothing in here
/// concerns entries of the history, which stay, nor sign-ins, which the law wants kept for six months at least
/// (``SecuritySettings/logDays``), nor photos of forms that were never sent, which go after a day.
package struct RetentionRules: Sendable, Equatable, Codable {
  /// 0: kept.
  package var words = 5
  package var photos = 5
  package var published = 0
  package var sealed = 10

  package static let years = 0...30
  package init() {}
}

/// The whole rules of keeping of a congress: what a confirmation names.
package struct RetentionPlan: Sendable, Equatable, Codable {
  package let contact: Int
  package let rules: RetentionRules

  package init(_ settings: CongressSettings) {
    contact = settings.notice.retentionYears
    rules = settings.retention
  }

  /// Years; nil when the class is kept.
  package func years(_ kind: RetentionClass) -> Int? {
    let years =
      switch kind {
      case .contact: contact
      case .words: rules.words
      case .photos: rules.photos
      case .published: rules.published
      case .sealed: rules.sealed
      }
    return years > 0 ? years : nil
  }

  /// Whatever ended on this day or before is over today; nil when the class is kept. What ended on 29 February is over on 1
  /// March of a year without one.
  package func cutoff(_ kind: RetentionClass, today: CivilDate) -> CivilDate? {
    years(kind).map { years in
      var day = today.adding(months: -12 * years).adding(days: -1)
      // Month arithmetic clamps; the last day that is wholly past is wanted.
      while day.adding(days: 1).adding(months: 12 * years) < today { day = day.adding(days: 1) }
      return day
    }
  }

  /// What of a matter is to go today.
  package func due(_ matter: RetentionFacts, today: CivilDate) -> Set<ErasedPart> {
    guard let ended = matter.endedOn else { return [] }
    func isOver(_ kind: RetentionClass, _ end: CivilDate?) -> Bool {
      guard let end, let cutoff = cutoff(kind, today: today) else { return false }
      return end <= cutoff
    }
    var parts: Set<ErasedPart> = []
    if matter.isSealed {
      if isOver(.sealed, matter.formEndedOn) { parts = Set(ErasedPart.allCases) }
    } else {
      if isOver(.contact, ended) { parts.insert(.contact) }
      // Several matters of one form have the same words and pictures: they go when the last of them may.
      if isOver(.words, matter.formEndedOn) { parts.insert(.words) }
      if isOver(.photos, matter.formEndedOn) { parts.insert(.photos) }
      if matter.isPublished, isOver(.published, matter.formEndedOn) { parts.insert(.published) }
      if !matter.isPublished, parts.contains(.words) { parts.insert(.published) }
    }
    return parts.subtracting(matter.erased)
  }
}

/// What the time of keeping depends on.
package struct RetentionFacts: Sendable, Equatable {
  package let endedOn: CivilDate?
  /// When the last of those that came in one form ended; nil while one of them is being handled.
  package let formEndedOn: CivilDate?
  package let isSealed: Bool
  /// A redacted version exists.
  package let isPublished: Bool
  package let erased: Set<ErasedPart>

  package init(
    endedOn: CivilDate?, formEndedOn: CivilDate?, isSealed: Bool, isPublished: Bool, erased: Set<ErasedPart>
  ) {
    self.endedOn = endedOn
    self.formEndedOn = formEndedOn
    self.isSealed = isSealed
    self.isPublished = isPublished
    self.erased = erased
  }
}

/// 保全: what it covers is erased neither by time nor on request, until it is lifted.
package struct LegalHold: Sendable, Equatable {
  /// One matter, or all of a venue, a category and a period of receipt together; what is nil narrows nothing.
  package struct Coverage: Sendable, Equatable {
    package var matter: ID<Matter>?
    package var venue: ID<Venue>?
    package var category: ID<MatterCategory>?
    package var from: CivilDate?
    package var through: CivilDate?

    package init(
      matter: ID<Matter>? = nil, venue: ID<Venue>? = nil, category: ID<MatterCategory>? = nil, from: CivilDate? = nil,
      through: CivilDate? = nil
    ) {
      self.matter = matter
      self.venue = venue
      self.category = category
      self.from = from
      self.through = through
    }

    package var isEmpty: Bool { matter == nil && venue == nil && category == nil && from == nil && through == nil }
  }

  package let id: ID<LegalHold>
  package let congress: ID<Congress>
  package let coverage: Coverage
  package let reason: String
  package let placedBy: ID<Person>?
  package let placedAt: Instant
  package let liftedAt: Instant?
  package let liftReason: String?

  package init(
    id: ID<LegalHold>, congress: ID<Congress>, coverage: Coverage, reason: String, placedBy: ID<Person>?,
    placedAt: Instant, liftedAt: Instant? = nil, liftReason: String? = nil
  ) {
    self.id = id
    self.congress = congress
    self.coverage = coverage
    self.reason = reason
    self.placedBy = placedBy
    self.placedAt = placedAt
    self.liftedAt = liftedAt
    self.liftReason = liftReason
  }
}
