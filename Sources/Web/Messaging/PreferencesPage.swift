import Actions
import Domain
import HTMLKit

/// 提醒方式: where to and about what one is written to, beside the notices inside the system.
struct PreferencesPage: HTMLKit.Page {
  let channels: Set<MessageChannel>
  let draft: FormDraft
  let token: String

  var title: String { "提醒方式" }

  static func draft(_ page: SavePreferences.Page) -> FormDraft {
    var draft = FormDraft(["mobile": page.mobile, "mail": page.mail, "pace": page.preferences.pace.rawValue])
    for group in NoticeGroup.allCases { draft.values[group.rawValue] = page.preferences.way(group).rawValue }
    return draft
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "登录后的“提醒”里什么都有。这里定哪些另外发短信、发邮件；里面只说有几件什么事，不写事情内容。")
      if channels.count < MessageChannel.allCases.count { h.notice(nil, missing) }
      h.errorSummary(draft)
      h.form(SitePath.preferences.string, token: token, class: "form section-s") { h in
        h.input(
          "手机号", "mobile", draft, hint: "只用来给您发提醒，加密保存", optional: true, maximum: 20, type: "tel", mode: "tel",
          complete: "tel")
        h.input("邮箱", "mail", draft, optional: true, maximum: 60, type: "email", mode: "email", complete: "email")
        for group in NoticeGroup.allCases {
          let words = MessagingWords.group(group)
          let ways = MessageWay.allCases.filter { group != .overdue || $0 != .none }
          h.select(
            words.words, group.rawValue, draft, options: ways.map { ($0.rawValue, MessagingWords.way($0)) },
            hint: words.hint)
        }
        h.choices(
          "什么时候发", "pace", draft,
          MessagePreferences.Pace.allCases.map { pace in
            let words = MessagingWords.pace(pace)
            return HTMLWriter.Choice(value: pace.rawValue, words: words.words, detail: words.detail)
          })
        h.submit("保存")
      }
    }
  }

  private var missing: String {
    let off = MessageChannel.allCases.filter { !channels.contains($0) }.map(MessagingWords.channel)
    return off.joined(separator: "和") + "还没有开通，选了也先不发；开通后按这里的选择发。"
  }
}

/// 期限提醒: the dates that a day's notice names, with how they stand now.
struct RemindersPage: HTMLKit.Page {
  let day: CivilDate
  let lines: [ReminderLine]
  let today: CivilDate

  var title: String { "\(DateWords.day(day))的期限提醒" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("提醒", SitePath.notices.string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    if lines.isEmpty { h.empty("这些事项已经不由您办理。") }
    list("逾期", lines.filter { $0.due < today && !$0.isSettled }, &h)
    list("快到期", lines.filter { $0.due >= today && !$0.isSettled }, &h)
    list("已经办了或者换了期限", lines.filter(\.isSettled), &h)
  }

  private func list(_ words: String, _ lines: [ReminderLine], _ h: inout HTMLWriter) {
    if lines.isEmpty { return }
    h.headed("l\(lines[0].matter)-\(lines[0].clock.rawValue)", "\(words)（\(lines.count)件）") { h in
      h.ul(.class("lines")) { h in
        for line in lines {
          h.li { h in
            let path: SitePath = line.part > 0 ? .handling(line.matter, line.part) : .record(line.matter)
            h.a(.class("line"), .href(path.string)) { h in
              h.b(line.title ?? DateWords.receipt(line.receipt))
              h.element("time", text: "\(MessagingWords.clock(line.clock))：\(DateWords.full(line.due, today: today))前")
              h.small(detail(line))
            }
          }
        }
      }
    }
  }

  private func detail(_ line: ReminderLine) -> String {
    if line.isSettled { return "回执号 " + DateWords.receipt(line.receipt) }
    let when = line.step.isOverdue ? "提醒时已逾期\(line.step.late)个工作日，" : ""
    return when + "回执号 " + DateWords.receipt(line.receipt)
  }
}
