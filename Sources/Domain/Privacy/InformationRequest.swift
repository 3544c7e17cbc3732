/// 个人信息请求: what somebody asks about his own data through his receipt (个人信息保护法 44 to 50).
package struct InformationRequest: Sendable, Equatable {
  package enum Kind: String, CaseIterable, Sendable, Codable {
    /// 查阅复制 (45): given at once to whoever proves himself, and kept as settled.
    case copy
    /// 更正补充 (46).
    case correction
    /// 删除 (47).
    case deletion
  }

  package enum State: String, CaseIterable, Sendable, Codable {
    case open, granted, partly, refused, withdrawn
  }

  /// Working days in which it is decided. The law says 及时; the privacy page promises this.
  package static let answerWithin = 15

  package let id: ID<InformationRequest>
  package let matter: ID<Matter>
  package let kind: Kind
  package var state: State
  package let askedAt: Instant
  package let due: DueDate
  package var settledAt: Instant?
  package var ground: InformationGround?
  /// What a correction is about.
  package let fields: [CorrectedField]
  package var revision: Int

  package init(
    id: ID<InformationRequest>, matter: ID<Matter>, kind: Kind, state: State, askedAt: Instant, due: DueDate,
    settledAt: Instant? = nil, ground: InformationGround? = nil, fields: [CorrectedField] = [], revision: Int = 1
  ) {
    self.id = id
    self.matter = matter
    self.kind = kind
    self.state = state
    self.askedAt = askedAt
    self.due = due
    self.settledAt = settledAt
    self.ground = ground
    self.fields = fields
    self.revision = revision
  }

  package func isOverdue(on today: CivilDate) -> Bool { state == .open && due.date < today }
}

/// The legal ground on which a request is refused, or not granted whole.
package enum InformationGround: String, CaseIterable, Sendable, Codable {
  /// 法定保存期限未到 (47, second paragraph).
  case retentionNotOver = "retention_not_over"
  /// 处理目的还没有实现: it is still being handled (47, first paragraph).
  case inHandling = "in_handling"
  /// 依法保全.
  case held
  /// 应当作为档案保存 (档案法).
  case archive
  /// 核实后信息准确 (46, second paragraph).
  case accurate
  /// 原话按登记时保留: a correction can stand beside them.
  case wordsStay = "words_stay"
  /// 无法核实是本人.
  case notVerified = "not_verified"

  /// The grounds that fit a kind, in the order in which a form offers them.
  package static func of(_ kind: InformationRequest.Kind) -> [InformationGround] {
    switch kind {
    case .copy: []
    case .correction: [.accurate, .wordsStay, .notVerified]
    case .deletion: [.inHandling, .retentionNotOver, .archive, .held, .notVerified]
    }
  }
}

/// Why a request's workflow says no.
package enum InformationRefusal: String, Error, Sendable, Equatable, CaseIterable {
  /// It was decided or withdrawn before.
  case settled
  /// One of the kind is open already.
  case alreadyOpen
  /// There is nothing left that could be asked for.
  case nothingLeft
  case reasonMissing
  /// A refusal names its legal ground, one that fits what was asked.
  case groundMissing
  /// What is granted in part is less than all and more than nothing.
  case notAPart
  /// A matter is erased whole only when it has ended.
  case inHandling
  case held
  /// Another matter of the same form has the same words and is still being handled.
  case formOpen
}

/// What is known of the matter when a request about it is decided.
package struct InformationFacts: Sendable, Equatable {
  package var isEnded: Bool
  package var isHeld: Bool
  /// Another matter of the same form is still being handled.
  package var isFormOpen: Bool
  package var erased: Set<ErasedPart>

  package init(isEnded: Bool, isHeld: Bool, isFormOpen: Bool = false, erased: Set<ErasedPart> = []) {
    self.isEnded = isEnded
    self.isHeld = isHeld
    self.isFormOpen = isFormOpen
    self.erased = erased
  }
}

/// What is decided on a request.
package struct InformationDecision: Sendable, Equatable {
  package enum Outcome: String, CaseIterable, Sendable, Codable { case granted, partly, refused }

  package let outcome: Outcome
  package let ground: InformationGround?
  /// Of a correction: the fields that are put right.
  package let fields: [CorrectedField]
  package let hasReason: Bool

  package init(outcome: Outcome, ground: InformationGround?, fields: [CorrectedField] = [], hasReason: Bool) {
    self.outcome = outcome
    self.ground = ground
    self.fields = fields
    self.hasReason = hasReason
  }
}

/// What is done for somebody whose request was decided.
package enum InformationEffect: Sendable, Equatable {
  case erase([ErasedPart])
  case correct([CorrectedField])
}

/// An entry of a request's own history. What people wrote stands apart, as everywhere.
package enum InformationEvent: Sendable, Equatable {
  case asked(Asked)
  case decided(Decided)
  case withdrawn
  /// Whoever decides looked at what is to be put in place.
  case looked
  /// The words of earlier entries went with the matter's.
  case erased(seqs: [Int])

  package struct Asked: Sendable, Equatable, Codable {
    package let kind: InformationRequest.Kind
    package let matter: ID<Matter>
    package let due: DueDate
    package let fields: [CorrectedField]

    package init(kind: InformationRequest.Kind, matter: ID<Matter>, due: DueDate, fields: [CorrectedField]) {
      self.kind = kind
      self.matter = matter
      self.due = due
      self.fields = fields
    }
  }

  package struct Decided: Sendable, Equatable, Codable {
    package let outcome: InformationDecision.Outcome
    package let ground: InformationGround?
    package let fields: [CorrectedField]
    package let inTime: Bool

    package init(
      outcome: InformationDecision.Outcome, ground: InformationGround?, fields: [CorrectedField], inTime: Bool
    ) {
      self.outcome = outcome
      self.ground = ground
      self.fields = fields
      self.inTime = inTime
    }
  }

  /// The word of the history's `act` column.
  package var act: String {
    switch self {
    case .asked: "ask"
    case .decided: "decide"
    case .withdrawn: "withdraw"
    case .looked: "reveal"
    case .erased: "erase"
    }
  }
}

/// The rules of a request's life: pure functions of the request, what is asked and the facts.
package enum InformationWorkflow {
  /// Whether it can be asked for now.
  package static func ask(
    _ kind: InformationRequest.Kind, fields: [CorrectedField], open: Set<InformationRequest.Kind>,
    on facts: InformationFacts
  ) throws(InformationRefusal) {
    if open.contains(kind) { throw .alreadyOpen }
    switch kind {
    case .copy: break
    case .correction:
      if fields.isEmpty { throw .nothingLeft }
      // What was erased cannot be put right.
      if facts.erased.contains(.contact), !fields.filter({ $0 != .words }).isEmpty { throw .nothingLeft }
      if facts.erased.contains(.words), fields.contains(.words) { throw .nothingLeft }
    case .deletion:
      if facts.erased.isSuperset(of: [.contact, .words, .photos]) { throw .nothingLeft }
    }
  }

  /// When it is decided by.
  package static func due(askedAt: Instant, _ calendar: WorkingCalendar) -> DueDate {
    calendar.due(workingDays: InformationRequest.answerWithin, after: askedAt.date)
  }

  package static func withdraw(_ request: InformationRequest) throws(InformationRefusal) {
    if request.state != .open { throw .settled }
  }

  /// What follows from a decision; nil when nothing has to be done.
  package static func decide(
    _ decision: InformationDecision, on request: InformationRequest, _ facts: InformationFacts
  ) throws(InformationRefusal) -> InformationEffect? {
    if request.state != .open { throw .settled }
    if !decision.hasReason { throw .reasonMissing }
    switch decision.outcome {
    case .granted: return try grant(request, facts)
    case .partly:
      try check(decision.ground, request.kind)
      return try grantPart(decision, request, facts)
    case .refused:
      try check(decision.ground, request.kind)
      return nil
    }
  }

  private static func check(_ ground: InformationGround?, _ kind: InformationRequest.Kind) throws(InformationRefusal) {
    guard let ground, InformationGround.of(kind).contains(ground) else { throw .groundMissing }
  }

  private static func grant(_ request: InformationRequest, _ facts: InformationFacts) throws(InformationRefusal)
    -> InformationEffect?
  {
    switch request.kind {
    case .copy: return nil
    case .correction: return .correct(request.fields)
    case .deletion:
      if facts.isHeld { throw .held }
      if !facts.isEnded { throw .inHandling }
      if facts.isFormOpen { throw .formOpen }
      return .erase(ErasedPart.allCases)
    }
  }

  private static func grantPart(
    _ decision: InformationDecision, _ request: InformationRequest, _ facts: InformationFacts
  ) throws(InformationRefusal) -> InformationEffect? {
    switch request.kind {
    case .copy: throw .notAPart
    case .correction:
      let asked = Set(request.fields)
      let given = Set(decision.fields)
      guard !given.isEmpty, given.isStrictSubset(of: asked) else { throw .notAPart }
      return .correct(request.fields.filter(given.contains))
    case .deletion:
      if facts.isHeld { throw .held }
      if facts.erased.contains(.contact) { throw .notAPart }
      return .erase([.contact])
    }
  }
}
