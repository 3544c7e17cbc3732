/// What a place decides for itself, one value per congress, versioned: limits, names of grades and results, words on
/// forms. Defaults are those of the field; the law's own limits are constants and not here.
package struct CongressSettings: Sendable, Equatable, Codable {
  package var rules = MatterRules()
  package var intake = Intake()
  package var holds = HoldRules()
  package var names = Names()
  package var publication = Publication()
  package var notice = PrivacyNotice()
  /// Who takes on what, in the order in which the rules are tried.
  package var routing: [RoutingRule] = []
  package var messages = Messages()
  package var reminders = ReminderRules()
  package var retention = RetentionRules()
  package var suggestions = SuggestionRules()
  package var motions = MotionRules()

  package init() {}

  /// A version stored before a part existed has its default.
  package init(from decoder: any Decoder) throws {
    let stored = try decoder.container(keyedBy: CodingKeys.self)
    rules = try stored.decode(MatterRules.self, forKey: .rules)
    intake = try stored.decode(Intake.self, forKey: .intake)
    holds = try stored.decodeIfPresent(HoldRules.self, forKey: .holds) ?? holds
    names = try stored.decode(Names.self, forKey: .names)
    publication = try stored.decode(Publication.self, forKey: .publication)
    notice = try stored.decode(PrivacyNotice.self, forKey: .notice)
    routing = try stored.decodeIfPresent([RoutingRule].self, forKey: .routing) ?? routing
    messages = try stored.decodeIfPresent(Messages.self, forKey: .messages) ?? messages
    reminders = try stored.decodeIfPresent(ReminderRules.self, forKey: .reminders) ?? reminders
    retention = try stored.decodeIfPresent(RetentionRules.self, forKey: .retention) ?? retention
    suggestions = try stored.decodeIfPresent(SuggestionRules.self, forKey: .suggestions) ?? suggestions
    motions = try stored.decodeIfPresent(MotionRules.self, forKey: .motions) ?? motions
  }

  package struct Intake: Sendable, Equatable, Codable {
    package var defaultVisibility = MatterVisibility.hidden
    /// Fewest characters of the text.
    package var textMinimum = 5
    package var textMaximum = 2000
    /// Photos per submission.
    package var photoLimit = 6
    package init() {}
  }

  /// The words of this place for gradings and results.
  package struct Names: Sendable, Equatable, Codable {
    package var gradeInGroup = "组内可解决"
    package var gradeTransfer = "需转交"
    package var gradeEscalate = "需上报"
    package var outcomeSolved = "已解决"
    package var outcomeInProgress = "正在解决"
    package var outcomePlanned = "列入计划"
    package var outcomeExplained = "解释说明"
    package var outcomeCannot = "无法解决"
    package init() {}
  }

  package struct Publication: Sendable, Equatable, Codable {
    /// Per cent of answered matters on the random call-back list.
    package var callBackShare = 5
    /// 基本满意 counts as satisfied in the public rate; the formula is shown either way.
    package var countsBasic = true
    package init() {}
  }

  /// How messages go out by telephone and mail.
  package struct Messages: Sendable, Equatable, Codable {
    package var quiet = QuietHours()
    /// Messages to one resident's number a day; what is more waits for tomorrow.
    package var perNumberDaily = 3
    /// Minutes in which notices to one person are gathered into one message.
    package var gatherMinutes = 10
    package init() {}
  }

  /// Who processes personal information, why and for how long (个人信息保护法 17, 35).
  package struct PrivacyNotice: Sendable, Equatable, Codable {
    /// Empty: the congress's presidium or standing committee.
    package var organ = ""
    package var contact = ""
    /// Years for which contact data are kept after a matter has ended; 0: kept.
    package var retentionYears = 3
    package init() {}
  }
}

extension CongressSettings.Names {
  package func name(of grade: MatterGrade) -> String {
    switch grade {
    case .inGroup: gradeInGroup
    case .transfer: gradeTransfer
    case .escalate: gradeEscalate
    }
  }

  package func name(of outcome: MatterOutcome) -> String {
    switch outcome {
    case .solved: outcomeSolved
    case .inProgress: outcomeInProgress
    case .planned: outcomePlanned
    case .explained: outcomeExplained
    case .cannot: outcomeCannot
    }
  }
}

/// Settings with the version they were taken from.
package struct VersionedSettings: Sendable, Equatable {
  /// Nil for the defaults, before anything was ever set.
  package let id: ID<SettingsVersion>?
  /// Counts within the congress, from 1; 0 for the defaults.
  package let number: Int
  package let settings: CongressSettings

  package init(id: ID<SettingsVersion>?, number: Int, settings: CongressSettings) {
    self.id = id
    self.number = number
    self.settings = settings
  }

  package static let defaults = VersionedSettings(id: nil, number: 0, settings: CongressSettings())
}

/// A version of a congress's settings in its list.
package struct SettingsLine: Sendable, Equatable {
  package let version: VersionedSettings
  package let reason: String
  package let madeBy: ID<Person>?
  package let madeAt: Instant

  package init(version: VersionedSettings, reason: String, madeBy: ID<Person>?, madeAt: Instant) {
    self.version = version
    self.reason = reason
    self.madeBy = madeBy
    self.madeAt = madeAt
  }
}
