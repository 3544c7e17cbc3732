import Domain
import Testing

/// When messages go, to whom, how often, and what stands in them.
@Suite struct MessageRuleTests {
  private static let day = CivilDate(daysSinceEpoch: 20_775)

  private func at(_ clock: String, _ offset: Int = 0) -> Instant {
    let parts = clock.split(separator: ":").compactMap { Int64($0) }
    return Self.day.adding(days: offset).start.adding(seconds: parts[0] * 3600 + parts[1] * 60)
  }

  @Test(
    "免打扰：夜里的等到早上",
    arguments: [
      ("20:59", "20:59", 0), ("21:00", "08:00", 1), ("23:30", "08:00", 1), ("00:10", "08:00", 0), ("07:59", "08:00", 0),
      ("08:00", "08:00", 0), ("12:00", "12:00", 0),
    ])
  func quietNights(now: String, expected: String, later: Int) {
    #expect(QuietHours().opening(at(now)) == at(expected, later))
  }

  @Test func quietHoursByDayAndNone() {
    let noon = QuietHours(from: 12 * 60, until: 14 * 60)
    #expect(noon.opening(at("12:00")) == at("14:00"))
    #expect(noon.opening(at("14:00")) == at("14:00"))
    #expect(noon.opening(at("23:00")) == at("23:00"))
    let none = QuietHours(from: 600, until: 600)
    for clock in ["00:00", "10:00", "23:59"] { #expect(none.opening(at(clock)) == at(clock)) }
    #expect(QuietHours().nextEnd(after: at("07:00")) == at("08:00"))
    #expect(QuietHours().nextEnd(after: at("08:00")) == at("08:00", 1))
  }

  @Test("退避：一次比一次久，有头有尾；说不准的只有认编号的才再说")
  func backOff() {
    let quiet = QuietHours(from: 0, until: 0)
    let now = at("10:00")
    for (index, pause) in SendingRule.pauses.enumerated() {
      for knowsIDs in [true, false] {
        #expect(
          SendingRule.next(
            after: .refused(isFinal: false), attempts: index + 1, knowsIDs: knowsIDs, at: now, quiet: quiet)
            == .again(at: now.adding(seconds: pause)))
      }
      #expect(
        SendingRule.next(after: .unknown, attempts: index + 1, knowsIDs: true, at: now, quiet: quiet)
          == .again(at: now.adding(seconds: pause)))
    }
    let last = SendingRule.pauses.count + 1
    let cases: [(SendOutcome, Int, Bool, SendStep)] = [
      (.accepted, 1, false, .sent), (.accepted, last, true, .sent), (.refused(isFinal: true), 1, true, .failed),
      (.refused(isFinal: false), last, true, .failed), (.unknown, 1, false, .uncertain),
      (.unknown, last, true, .uncertain),
    ]
    for (outcome, attempts, knowsIDs, step) in cases {
      #expect(
        SendingRule.next(after: outcome, attempts: attempts, knowsIDs: knowsIDs, at: now, quiet: quiet) == step,
        "\(outcome) \(attempts) \(knowsIDs)")
    }
    #expect(SendingRule.pauses == SendingRule.pauses.sorted())
    #expect(
      SendingRule.next(
        after: .refused(isFinal: false), attempts: 1, knowsIDs: false, at: at("20:59"), quiet: QuietHours())
        == .again(at: at("08:00", 1)))
    #expect(SendingRule.found(attempts: 1, knowsIDs: true, at: now) == .again(at: now))
    #expect(SendingRule.found(attempts: 1, knowsIDs: false, at: now) == .uncertain)
    #expect(SendingRule.found(attempts: last, knowsIDs: true, at: now) == .uncertain)
  }

  @Test("一个号码：第一条只能是回执，一天一张回执，每天有上限，退订了就不发")
  func numbers() {
    let cases: [(MessageKind, NumberHistory, NumberRule.Decision)] = [
      (.receipt, NumberHistory(), .send), (.answered, NumberHistory(), .drop(.unknownNumber)),
      (.moved, NumberHistory(), .drop(.unknownNumber)), (.toRate, NumberHistory(), .drop(.unknownNumber)),
      (.receipt, NumberHistory(isGreeted: true, today: 1, receiptsToday: 1), .drop(.oneReceiptADay)),
      (.receipt, NumberHistory(isGreeted: true, today: 3), .send),
      (.answered, NumberHistory(isGreeted: true, today: 2), .send),
      (.answered, NumberHistory(isGreeted: true, today: 3), .tomorrow),
      (.receipt, NumberHistory(isStopped: true), .drop(.stopped)),
      (.answered, NumberHistory(isGreeted: true, isStopped: true), .drop(.stopped)),
    ]
    for (kind, history, decision) in cases {
      #expect(NumberRule.decide(kind, history, mostADay: 3) == decision, "\(kind) \(history)")
    }
  }

  @Test("手机号和邮箱从严")
  func addresses() {
    for (text, number) in [
      ("13800001234", "13800001234"), ("138 0000 1234", "13800001234"), ("+86-138-0000-1234", "13800001234"),
    ] {
      #expect(MobileNumber.parse(text) == number)
    }
    for text in [
      "", "12345678901", "1380000123", "138000012345", "01012345678", "１３８００００１２３４", "13800001234\n", "1380000123a",
      "13800001234,13900001234", "+1-3800001234",
    ] {
      #expect(MobileNumber.parse(text) == nil, "\(text)")
    }
    for text in ["zhao@example.com", "a.b+c@sub.example.cn", "x_y@a-b.example"] {
      #expect(MailAddress.parse(text) == text)
    }
    for text in [
      "", "zhao", "@example.com", "zhao@", "zhao@localhost", "a@b@example.com", "a b@example.com", "a@exa mple.com",
      "a@example.com\r\nBcc: b@example.com", "<a@example.com>", "\"a\"@example.com", "a@[127.0.0.1]", "a@127.0.0.1",
      ".a@example.com", "a.@example.com", "a..b@example.com", "a@-example.com", "a@example-.com", "a@example..com",
      "张@example.com", "a@例子.com", "a,b@example.com", String(repeating: "a", count: 65) + "@example.com",
    ] {
      #expect(MailAddress.parse(text) == nil, "\(text)")
    }
  }

  @Test("模板：只认自己的空格，填进去的不再当模板，不超长")
  func templates() throws {
    let texts = MessageTexts()
    let text = texts.text(.receipt, [.receipt: "{telephone}", .date: "3月5日", .telephone: "0000-1"])
    #expect(text.contains("回执号{telephone}，3月5日前"))
    #expect(text.contains("电话0000-1。"))
    #expect(throws: MessageTexts.Problem.unknownSlot("name")) { try MessageTexts([.receipt: "{name}您好"]) }
    #expect(throws: MessageTexts.Problem.controlCharacter) { try MessageTexts([.receipt: "您好\r\n{receipt}"]) }
    #expect(throws: MessageTexts.Problem.tooLong(.asked)) {
      try MessageTexts([.asked: String(repeating: "字", count: 141)])
    }
    #expect(try MessageTexts([.test: "{link}好"]).text(.test, [.link: "x"]) == "x好")
    for kind in MessageKind.allCases {
      let full = texts.text(
        kind,
        Dictionary(uniqueKeysWithValues: MessageTexts.Slot.allCases.map { ($0, String(repeating: "9", count: 40)) }))
      #expect(full.count <= MessageTexts.longest && !full.contains("{"))
    }
    #expect(MessageTexts.summary([.arrivals: 2, .overdue: 1, .progress: 0]) == "逾期或催办1件、待办2件")
  }

  @Test("偏好：逾期关不掉，每日一条不拦逾期，没填号码的不发")
  func preferences() {
    var wishes = MessagePreferences()
    #expect(wishes.channels(for: .arrivals, reachable: [.sms, .mail]) == [.sms])
    #expect(wishes.channels(for: .arrivals, reachable: [.mail]) == [])
    #expect(wishes.channels(for: .progress, reachable: [.sms, .mail]) == [])
    #expect(wishes.channels(for: .overdue, reachable: [.sms, .mail]) == [.sms, .mail])
    wishes.overdue = .sms
    #expect(wishes.channels(for: .overdue, reachable: [.mail]) == [.mail])
    #expect(wishes.channels(for: .overdue, reachable: []) == [])
    wishes.pace = .daily
    let quiet = QuietHours()
    #expect(wishes.due(.arrivals, at: at("10:00"), gathering: 600, quiet: quiet) == at("08:00", 1))
    #expect(wishes.due(.overdue, at: at("10:00"), gathering: 600, quiet: quiet) == at("10:10"))
    #expect(wishes.due(.overdue, at: at("20:55"), gathering: 600, quiet: quiet) == at("08:00", 1))
  }

  @Test("群众听到什么：登记、补充、换人、答复、去处；别的不打扰")
  func senders() throws {
    let submitted = Sample.submitted()
    #expect(
      SenderMessages.after(.submitted(submitted), from: nil, to: MatterStatus(submitted: submitted)) == .receipt)
    let other = MatterCommand.assign(owner: Sample.otherOwner, venue: Sample.station, congress: Sample.town)
    let away = MatterCommand.assign(owner: .venue, venue: Sample.otherStation, congress: Sample.otherTown)
    let cases: [(MatterCommand, MatterState, MessageKind?)] = [
      (Sample.reply, .accepted, .answered), (other, .accepted, .moved), (away, .accepted, .moved),
      (.ask, .accepted, .asked), (.note(files: []), .accepted, nil), (Sample.satisfied, .replied, nil),
    ]
    for (command, state, kind) in cases {
      var life = try Life.reaching(state)
      let before = life.status
      try life.act(command)
      let event = try #require(life.events.last?.event)
      #expect(SenderMessages.after(event, from: before, to: life.status) == kind, "\(command)")
      if let kind { #expect(SenderMessages.stands(kind, life.status), "\(kind)") }
    }
    #expect(!SenderMessages.stands(.toRate, try Life.reaching(.closed).status))
    #expect(SenderMessages.stands(.toRate, try Life.reaching(.replied).status))
    #expect(!SenderMessages.stands(.asked, try Life.reaching(.accepted).status))
  }

  @Test("已经办了的不再说：每种提醒各有各的了结")
  func standing() throws {
    let cases: [(NoticeKind, MatterState, Bool)] = [
      (.arrived, .submitted, true), (.arrived, .accepted, false), (.assigned, .accepted, true),
      (.assigned, .replied, false), (.dissatisfied, .dissatisfied, true), (.dissatisfied, .accepted, false),
      (.urged, .accepted, true), (.urged, .replied, false), (.risen, .closed, false), (.toReview, .accepted, false),
      (.rated, .closed, true),
    ]
    for (kind, state, stands) in cases {
      #expect(NoticeStanding.stands(kind, try Life.reaching(state).status) == stands, "\(kind) \(state)")
    }
  }
}
