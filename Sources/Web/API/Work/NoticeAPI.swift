import Actions
import Domain
import HTTPKit
import HTTPTypes

/// Notices inside the system, the dates that a reminder names, and what is sent beside them.
enum NoticeAPI {
  static let routes: [APIRoute] = [notices, markRead, reminders, preferences, savePreferences]

  // MARK: Notices

  private static let noticeShape = Shape<NoticeLine>(
    "Notice", "一条提醒",
    [
      .id("id", "编号") { $0.id },
      .word("kind", "哪一种") { $0.kind },
      .text("text", "说什么") { Words.notice($0.kind) },
      .maybeID("matter", "关于哪件诉求（编号）") { $0.matter },
      .maybeCount("part", "关于第几份转办") { $0.part },
      .maybeID("suggestion", "关于哪件建议（编号）") { $0.suggestion },
      .maybeID("motion", "关于哪件议案（编号）") { $0.motion },
      .maybeText("title", "诉求、建议的标题，议案的案由") { $0.title },
      .maybeNamed("about", "关于谁；建议和议案是哪位代表的答复") { $0.about },
      .maybeCount("near", "期限提醒：快到期的几件，用 GET /work/notices/{id} 看是哪些") { $0.reminders?.near },
      .maybeCount("overdue", "期限提醒：已逾期的几件") { $0.reminders?.overdue },
      .instant("at", "什么时候") { $0.at },
      .flag("read", "看过了") { $0.isRead },
    ])
  private static let noticePage = ListPage<NoticeLine>.shape("NoticePage", "一页提醒", of: noticeShape)

  private static let notices = APIRoute(
    method: .get, path: "/work/notices", name: "notices", summary: "提醒，新的在前", chapter: .work,
    access: .token(.read, .signedIn), parameters: [.after], content: .json(noticePage.schema),
    refusals: [.passwordOutdated]
  ) { call in
    let cursor = try call.cursor { CursorText.inner($0).flatMap { Int64($0) } }
    let found = try await ReadNotices.list(of: call.actor, before: cursor, in: call.environment)
    return .json(
      noticePage.write(ListPage(items: found.notices, next: found.next.map { CursorText.text("\($0)") })))
  }

  private static let markRead = APIRoute(
    method: .post, path: "/work/notices/read", name: "readNotices", summary: "提醒全部标为已读", chapter: .work,
    access: .token(.work, .signedIn), success: .noContent, content: .none, refusals: [.readOnly, .passwordOutdated]
  ) { call in
    try await ReadNotices.markAllRead(of: call.person().person, in: call.environment)
    return .none
  }

  // MARK: Dates

  private static let reminderShape = Shape<ReminderLine>(
    "Reminder", "期限提醒里的一件",
    [
      .text("receipt", "回执号") { $0.receipt },
      .maybeCount("part", "第几份转办；您只看得到那一份时才有") { $0.part > 0 ? $0.part : nil },
      .maybeText("title", "标题") { $0.title },
      .word("clock", "哪个期限") { $0.clock },
      .text("clockName", "哪个期限，中文") { MessagingWords.clock($0.clock) },
      .date("due", "期限") { $0.due },
      .count("late", "提醒时已逾期几个工作日") { $0.step.late },
      .flag("settled", "已经办了，或者换了期限") { $0.isSettled },
    ])

  private static let remindersShape = Shape<(day: CivilDate, lines: [ReminderLine])>(
    "Reminders", "一天的期限提醒，按现在的情况",
    [
      .date("day", "哪天提醒的") { $0.day },
      .shapes("items", "提醒的各件；不再归您办的没有", reminderShape) { $0.lines },
    ])

  private static let reminders = APIRoute(
    method: .get, path: "/work/notices/{id}", name: "reminders", summary: "一条期限提醒说的是哪几件；看了就是看过了", chapter: .work,
    access: .token(.read, .signedIn), parameters: [.id("提醒", example: "$NOTICE")],
    content: .json(remindersShape.schema), refusals: [.passwordOutdated]
  ) { call in
    guard let found = try await ReadNotices.reminders(call.visit.id("id"), of: call.actor, in: call.environment) else {
      throw ActionError.notFound
    }
    return .json(remindersShape.write(found))
  }

  // MARK: What is sent beside them

  private static let preferencesShape = Shape<SavePreferences.Page>(
    "Preferences", "除了这里的提醒，另外怎样发给您",
    [
      .word("arrivals", MessagingWords.group(.arrivals).words) { $0.preferences.arrivals },
      .word("progress", MessagingWords.group(.progress).words) { $0.preferences.progress },
      .word("reminders", MessagingWords.group(.reminders).words) { $0.preferences.reminders },
      .word("overdue", MessagingWords.group(.overdue).words) { $0.preferences.overdue },
      .word("pace", "什么时候发：at_once 几分钟内；daily 一天一次") { $0.preferences.pace },
      .text("mobile", "您的手机号") { $0.mobile },
      .text("mail", "您的邮箱") { $0.mail },
      .always("channels", .list(.word(MessageChannel.self), 0...2, "这里开通了的")) { page in
        .list(MessageChannel.allCases.filter(page.channels.contains).map { .text($0.rawValue) })
      },
    ])

  private static let preferences = APIRoute(
    method: .get, path: "/work/preferences", name: "preferences", summary: "提醒方式", chapter: .work,
    access: .token(.read, .signedIn), detail: "里面有您自己的手机号，用登录条登录的要先输安全码。",
    content: .json(preferencesShape.schema), refusals: [.pinNeeded, .passwordOutdated]
  ) { call in
    let person = try call.personWithPIN()
    return .json(preferencesShape.write(try await SavePreferences.read(of: person.person, in: call.environment)))
  }

  private static let fields: [InputField] =
    NoticeGroup.allCases.map { group in
      .word(group.rawValue, MessageWay.self, MessagingWords.group(group).words)
    } + [
      .word("pace", MessagePreferences.Pace.self, "什么时候发"),
      .value("mobile", .line(0...20, "手机号；空的就是不要")), .value("mail", .line(0...60, "邮箱；空的就是不要")),
    ]

  private static let savePreferences = APIRoute(
    method: .post, path: "/work/preferences", name: "savePreferences", summary: "改提醒方式", chapter: .work,
    access: .token(.work, .signedIn),
    body: .json(
      InputField.schema(fields),
      example: [
        "arrivals": "sms", "progress": "none", "reminders": "sms", "overdue": "both", "pace": "at_once",
        "mobile": "13800002345", "mail": "",
      ]), success: .noContent, content: .none, refusals: [.readOnly, .pinNeeded, .passwordOutdated]
  ) { call in
    _ = try call.personWithPIN()
    do {
      try await MessagingRoutes.save(call.form(fields), by: call.actor, in: call.environment)
    } catch ActionError.invalid(let problems) {
      throw call.refusal(of: problems.map { (field: $0.field, words: MessagingRoutes.words($0)) }, fields)
    }
    return .none
  }
}

extension APICall {
  /// Whoever shows the token; a phone signed in by slip shows its PIN, too.
  func personWithPIN() throws -> Actor.SignedIn {
    let person = try person()
    if person.isDevice, !person.hasPIN { throw ActionError.refused(.pinNeeded) }
    return person
  }
}
