/// 代表建议、批评和意见: what a deputy or a delegation puts forward to the congress or, between its sessions, to its standing
/// committee or presidium. Never a motion with a flag, never a resident's matter.
package struct Suggestion: Sendable, Equatable {
  package let id: ID<Suggestion>
  package var title: String
  package var text: String
  /// The settings under which it was handed in; later versions do not change its clocks.
  package var settings: ID<SettingsVersion>?
  package var status: SuggestionStatus
  package var revision: Int

  package init(
    id: ID<Suggestion>, title: String, text: String, settings: ID<SettingsVersion>?, status: SuggestionStatus,
    revision: Int
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.settings = settings
    self.status = status
    self.revision = revision
  }
}

/// Who stands behind it: one deputy who leads, or a delegation through its head.
package struct SuggestionProposer: Sendable, Hashable, Codable {
  /// The deputy who leads; of a delegation its head.
  package var person: ID<Person>
  package var mandate: ID<Mandate>
  package var delegation: ID<Delegation>?

  package init(person: ID<Person>, mandate: ID<Mandate>, delegation: ID<Delegation>? = nil) {
    self.person = person
    self.mandate = mandate
    self.delegation = delegation
  }
}

/// Raised while the congress sat, or between its sessions.
package enum SuggestionPeriod: String, CaseIterable, Sendable, Codable {
  case inSession = "in_session"
  case outOfSession = "out_of_session"
}

/// Who takes it in and hands it over (代表法 51; 组织法 42): in session the secretariat, between sessions the body for
/// deputies' work, in a township the presidium.
package enum SuggestionReceiver: String, CaseIterable, Sendable, Codable {
  case secretariat
  case workBody = "work_body"
  case presidium

  package static func receiver(at level: CongressLevel, _ period: SuggestionPeriod) -> SuggestionReceiver {
    switch (level, period) {
    case (.township, _): .presidium
    case (_, .inSession): .secretariat
    case (_, .outOfSession): .workBody
    }
  }
}

/// 编号: within the congress, the session (the last one before, for those between sessions) and the period.
package struct SuggestionNumber: Sendable, Hashable, Codable {
  package var session: ID<CongressSession>?
  package var period: SuggestionPeriod
  package var value: Int

  package init(session: ID<CongressSession>?, period: SuggestionPeriod, value: Int) {
    self.session = session
    self.period = period
    self.value = value
  }
}

/// How it is divided among units.
package enum HandlingKind: String, CaseIterable, Sendable, Codable {
  /// 独办.
  case sole
  /// 主办、协办(会办).
  case lead
  /// 分办: each answers its own part.
  case separate
}

/// 重点督办: chosen by the directors' meeting, which exists at county level and above (代表法 52).
package struct KeyUrging: Sendable, Hashable, Codable {
  package var decidedOn: CivilDate
  /// Such as 县人大常委会第45次主任会议.
  package var decision: String
  package var leader: String
  package var committee: String

  package init(decidedOn: CivilDate, decision: String, leader: String, committee: String) {
    self.decidedOn = decidedOn
    self.decision = decision
    self.leader = leader
    self.committee = committee
  }
}

/// 督办的形式.
package enum UrgingForm: String, CaseIterable, Sendable, Codable {
  case faceToFace = "face_to_face"
  case pointToPoint = "point_to_point"
  case onSite = "on_site"
  case media
}

/// 与代表沟通的方式.
package enum SuggestionContactKind: String, CaseIterable, Sendable, Codable {
  case visit, phone, meeting, survey, online
  /// 面复: the answer told face to face, with a record that the deputy signs.
  case faceToFaceReply = "face_to_face_reply"
}

/// 承诺事项.
package struct SuggestionPromise: Sendable, Hashable, Codable {
  package let number: Int
  /// Whose it is now: with the part it goes to the unit that takes over.
  package var part: Int
  package var due: CivilDate
  package var keptOn: CivilDate?
  /// 再次答复, owed for what was promised in an answer; nil before it is kept, and where the first answer tells it.
  package var answer: Answer?
  /// Set from the second time on: deputies were not content with how it was kept. Missing in older histories.
  package var round: Int?
  /// Reminders by the work body to those who have not said what they think of it.
  package var reminders: [CivilDate]?
  /// Nobody waits for them any more.
  package var closedUnratedOn: CivilDate?

  /// The letter that says what has become of a promise, and who is asked about it.
  package struct Answer: Sendable, Hashable, Codable {
    package var draftedOn: CivilDate?
    package var signedOn: CivilDate?
    package var recipients: [ID<Person>] = []
    package var raters: [ID<Person>] = []
    package var ratingDue: CivilDate?

    package init() {}
  }

  package init(number: Int, part: Int, due: CivilDate) {
    self.number = number
    self.part = part
    self.due = due
    keptOn = nil
  }

  /// The how manieth time it is, or was, kept.
  package var turn: Int { round ?? 1 }

  /// 代表不满意: the unit keeps it once more, by another day; its letter and their verdict begin anew.
  mutating func reopen(due: CivilDate) {
    round = turn + 1
    self.due = due
    keptOn = nil
    answer = nil
    reminders = nil
  }

  /// Kept, and the letter about it is still owed.
  package var owesLetter: Bool { answer.map { $0.signedOn == nil } ?? false }
}

/// How far a promise is, for 承诺事项台账.
package enum SuggestionPromiseState: String, CaseIterable, Sendable {
  /// 落实中.
  case open
  /// 已落实，待再次答复.
  case kept
  /// 已再次答复，待评价.
  case answered
  /// 已评价.
  case rated
}

/// One of several questions within a suggestion (21 项遗留问题): each is followed until it is settled.
package struct SuggestionItem: Sendable, Hashable, Codable {
  package let number: Int
  /// Whose it is now: with the part it goes to another unit.
  package var part: Int
  package var settledOn: CivilDate?

  package init(number: Int, part: Int) {
    self.number = number
    self.part = part
    settledOn = nil
  }
}

/// One deputy's verdict on one part's answer.
package struct SuggestionRating: Sendable, Hashable, Codable {
  package let part: Int
  package let round: Int
  package let person: ID<Person>
  package let attitude: Satisfaction
  package let result: Satisfaction
  package let on: CivilDate
  /// Keyed in from the 征询意见表.
  package let isPaper: Bool

  package init(
    part: Int, round: Int, person: ID<Person>, attitude: Satisfaction, result: Satisfaction, on: CivilDate,
    isPaper: Bool
  ) {
    self.part = part
    self.round = round
    self.person = person
    self.attitude = attitude
    self.result = result
    self.on = on
    self.isPaper = isPaper
  }

  /// The worse of the two.
  package var overall: Satisfaction { max(attitude, result) }
}

/// What people wrote in an act; erasable, apart from the facts.
package struct SuggestionWords: Sendable, Equatable, Codable {
  package var title: String?
  package var text: String?
  /// 答复函 by its parts.
  package var letter: LetterText?

  package init(title: String? = nil, text: String? = nil, letter: LetterText? = nil) {
    self.title = title
    self.text = text
    self.letter = letter
  }

  package var isEmpty: Bool { self == SuggestionWords() }
}

/// 答复函: the fixed form.
package struct LetterText: Sendable, Equatable, Codable {
  /// 发文字号, such as 示住建函〔2026〕12号.
  package var documentNumber: String
  /// Opening: received, thanks.
  package var opening: String
  /// 逐条答复.
  package var points: [String]
  /// 协办单位意见, as the leading unit tells them.
  package var opinions: String
  package var closing: String
  /// 签发人.
  package var signatory: String
  /// 联系人及电话.
  package var contact: String
  /// 抄送.
  package var copies: String

  package init(
    documentNumber: String, opening: String, points: [String], opinions: String, closing: String, signatory: String,
    contact: String, copies: String
  ) {
    self.documentNumber = documentNumber
    self.opening = opening
    self.points = points
    self.opinions = opinions
    self.closing = closing
    self.signatory = signatory
    self.contact = contact
    self.copies = copies
  }
}
