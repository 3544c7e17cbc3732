import Domain
import Testing

@Suite struct AccountsTests {
  @Test(arguments: [
    ("Aa1!aa", SignInPolicy.PasswordProblem?.some(.tooShort(minimum: 8))), ("Abcdef12", nil), ("abcdef1!", nil),
    ("ABCDEF1!", nil), ("abcdefgh", .tooSimple(kinds: 3)), ("abcdefg1", .tooSimple(kinds: 3)),
    ("12345678!", .tooSimple(kinds: 3)),
    ("Ab1" + String(repeating: "x", count: 125), nil), ("Ab1" + String(repeating: "x", count: 126), .tooLong),
    ("xLiAiSon1", .containsName), ("路灯坏了请修Aa", .tooSimple(kinds: 3)), ("路灯坏了修Aa1", nil), ("", .tooShort(minimum: 8)),
  ])
  func passwords(password: String, problem: SignInPolicy.PasswordProblem?) {
    #expect(SignInPolicy.problem(with: password, username: "liaison", rules: .init()) == problem)
  }

  @Test(arguments: [
    ("Abcdef12", 12, 3, SignInPolicy.PasswordProblem?.some(.tooShort(minimum: 12))),
    ("Abcdef12abcd", 12, 3, nil), ("Abcdef12abcd", 12, 4, .tooSimple(kinds: 4)), ("Abcdef12abc!", 12, 4, nil),
  ])
  func passwordsByTheSettings(
    password: String, minimum: Int, kinds: Int, problem: SignInPolicy.PasswordProblem?
  ) {
    var rules = SecuritySettings.Password()
    rules.minimum = minimum
    rules.kinds = kinds
    #expect(SignInPolicy.problem(with: password, username: "liaison", rules: rules) == problem)
  }

  @Test(arguments: [(89, false, false), (91, false, true), (91, true, false), (400, false, true)])
  func passwordsGrowOld(days: Int, isDemo: Bool, isOutdated: Bool) {
    let start = CivilDate(daysSinceEpoch: 20_000).start
    let account = AccountRecord(
      id: ID(1), person: ID(2), username: "a", state: .active, mustChange: false, isDemo: isDemo, passwordSince: start)
    #expect(account.isOutdated(at: start.adding(days: Int64(days)), .init()) == isOutdated)
  }

  /// Nothing below what the law and the guides name.
  @Test func theRangesOfTheSecuritySettings() {
    #expect(SecuritySettings().outOfRange.isEmpty)
    for field in SecuritySettings.numbers {
      for (value, isRight) in [
        (field.range.lowerBound, true), (field.range.upperBound, true), (field.range.lowerBound - 1, false),
        (field.range.upperBound + 1, false),
      ] {
        var settings = SecuritySettings()
        settings[keyPath: field.path] = value
        #expect(settings.outOfRange.map(\.name) == (isRight ? [] : [field.name]), "\(field.name) \(value)")
      }
    }
    let lower = Dictionary(
      uniqueKeysWithValues: SecuritySettings.numbers.map { ($0.name, $0.range.lowerBound) })
    #expect(lower["minimum"] == 8 && lower["kinds"] == 3 && lower["log"] == 183)
  }

  @Test func withoutANameThereIsNoneToContain() {
    #expect(SignInPolicy.problem(with: "Abcdef12", username: "", rules: .init()) == nil)
  }

  @Test(arguments: [
    ("111111", true), ("123456", true), ("654321", true), ("135791", false), ("112233", false), ("12345", true),
    ("1234567", true), ("12345a", true), ("１２５８３７", true), ("", true), ("902175", false), ("000000", true),
    ("901234", false),
  ])
  func weakPINs(pin: String, isWeak: Bool) {
    #expect(SignInPolicy.isWeak(pin: pin) == isWeak)
  }

  @Test(arguments: [
    (MandateState.active, 0), (.suspended, 2), (.ended, 10),
  ])
  func everyReasonBelongsToOneState(state: MandateState, count: Int) {
    #expect(MandateReason.allowed(for: state).count == count)
    let all = MandateState.allCases.flatMap { MandateReason.allowed(for: $0) }
    #expect(Set(all) == Set(MandateReason.allCases) && all.count == Set(all).count)
  }

  /// 组织法: a township has a presidium and no standing committee.
  @Test func aTownshipHasAPresidiumAndNoCommittee() {
    #expect(CongressBodyKind.allowed(at: .township) == [.presidium, .office])
    for level in CongressLevel.allCases where level != .township {
      let kinds = CongressBodyKind.allowed(at: level)
      #expect(kinds.contains(.standingCommittee) && kinds.contains(.deputyWorkCommittee))
      #expect(!kinds.contains(.presidium))
    }
    #expect(CongressLevel.nation < .province && CongressLevel.county < .township)
    #expect(RegionLevel.nation < .grid && RegionLevel.allCases == RegionLevel.allCases.sorted())
  }

  @Test(arguments: [
    ("秦秀谷", "秦＊＊"), ("秦谷", "秦＊"), ("秦", "秦＊"), ("秦女士", "秦女士"), ("欧阳女士", "欧阳女士"), ("", ""),
    ("欧阳小满", "欧阳＊＊"), ("阿依古丽·买买提", "阿＊＊＊＊"), ("张三先生", "张＊＊＊"), ("李师傅", "李师傅"), ("老师", "老＊"),
  ])
  func namesAreMasked(name: String, mask: String) {
    #expect(ContactMask.mask(name: name) == mask)
  }

  @Test(arguments: [
    ("13800000000", "138****0000"), ("", ""), ("2345678", "****78"), ("12345678", "****78"),
    ("04712345678", "047****5678"),
    ("110", "****10"), ("047123456789", "047****6789"), ("0471234567", "****67"),
  ])
  func telephoneNumbersAreMasked(phone: String, mask: String) {
    #expect(ContactMask.mask(phone: phone) == mask)
  }

  @Test(arguments: [
    ("村口的路灯坏了。晚上看不见", "村口的路灯坏了"), ("  路灯坏了", "路灯坏了"), ("路灯坏了\n第二行", "路灯坏了"), ("", ""),
    ("一二三四五六七八九十一二三四五六七八九十一二三四", "一二三四五六七八九十一二三四五六七八九十一二三四"),
    ("一二三四五六七八九十一二三四五六七八九十一二三四五", "一二三四五六七八九十一二三四五六七八九十一二三四…"), ("Why? Because", "Why"),
  ])
  func titlesAreTheFirstSentence(text: String, title: String) {
    #expect(Matter.title(from: text) == title)
  }

  @Test(arguments: ["2025-03-05.12345", "0.1", "2025-03-05.9223372036854775807"]) func cursorsGoBothWays(text: String) {
    #expect(ListCursor(text: text)?.text == text)
  }

  @Test(arguments: [
    "", ".", "2025-03-05", "2025-03-05.", "2025-03-05.0", "2025-03-05.-1", "2025-03-05.1.2", "2025-03-05' OR 1.2",
    "123456789012345678901.1", "２０２５.1",
  ])
  func otherTextIsNoCursor(text: String) {
    #expect(ListCursor(text: text) == nil)
  }
}
