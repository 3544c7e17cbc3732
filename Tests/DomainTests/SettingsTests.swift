import Domain
import Foundation
import Testing

@Suite struct SettingsTests {
  /// The field's defaults; a place changes them by making a version of its own.
  @Test func defaults() {
    let settings = CongressSettings()
    let rules = settings.rules
    #expect((rules.acceptWithin, rules.firstReplyWithin, rules.rehandleWithin) == (3, 15, 15))
    #expect((rules.feedbackWithin, rules.closeUnratedAfter, rules.divertNoticeWithin) == (5, 15, 15))
    #expect((rules.officeOpens, rules.officeCloses, rules.dueSoonDays) == (510, 1050, 2))
    #expect(settings.intake.defaultVisibility == .hidden)
    #expect((settings.intake.textMinimum, settings.intake.textMaximum, settings.intake.photoLimit) == (5, 2000, 6))
    #expect(settings.publication.callBackShare == 5 && settings.publication.countsBasic)
    #expect(VersionedSettings.defaults == VersionedSettings(id: nil, number: 0, settings: settings))
  }

  @Test func theNamesOfGradesAndResults() {
    let names = CongressSettings().names
    #expect(MatterGrade.allCases.map { names.name(of: $0) } == ["组内可解决", "需转交", "需上报"])
    #expect(
      MatterOutcome.allCases.map { names.name(of: $0) } == ["已解决", "正在解决", "列入计划", "解释说明", "无法解决"])
  }

  @Test func goThroughJSON() throws {
    var settings = CongressSettings()
    settings.rules.acceptWithin = 5
    settings.rules.officeCloses = 17 * 60
    settings.intake.defaultVisibility = .redacted
    settings.names.outcomePlanned = "已列入计划"
    settings.publication.countsBasic = false
    settings.notice.organ = "示范镇人大主席团"
    let json = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(CongressSettings.self, from: json) == settings)
  }

  @Test(arguments: ["{}", "[]", "null", #"{"rules":{"acceptWithin":"3"}}"#, #"{"rules":null}"#])
  func otherJSONIsAnError(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(CongressSettings.self, from: Data(json.utf8)) }
  }

  /// A version keeps the limits that a matter was promised under.
  @Test func anotherPlacesLimitsGiveOtherDates() {
    var rules = MatterRules()
    rules.acceptWithin = 1
    rules.firstReplyWithin = 10
    rules.divertNoticeWithin = 5
    let promise = MatterWorkflow(rules: rules, calendar: SampleHolidays.calendar).promise(received: Sample.received)
    #expect(promise.accept.date == day("2025-03-06") && promise.reply.date == day("2025-03-19"))
    #expect(promise.divert == day("2025-03-10"))
  }
}
