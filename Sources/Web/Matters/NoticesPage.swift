import Actions
import Domain
import HTMLKit

/// 提醒.
struct NoticesPage: HTMLKit.Page {
  let notices: [NoticeLine]
  let next: Int64?
  let token: String
  let today: CivilDate

  var title: String { "提醒" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if notices.contains(where: { !$0.isRead }) {
        h.div(.class("row")) { h in h.buttonForm(SitePath.readNotices.string, token: token, "全部标为已读", icon: .check) }
      }
    }
    if notices.isEmpty { h.empty("没有提醒。") }
    h.ul(.class("lines")) { h in
      for notice in notices {
        h.li { h in
          if notice.kind == .held {
            h.a(.class("line"), .href(SitePath.held.string)) { h in content(notice, &h) }
          } else if notice.reminders != nil {
            h.a(.class("line"), .href(SitePath.reminders(notice.id).string)) { h in content(notice, &h) }
          } else if let matter = notice.matter {
            let path = notice.part.map { SitePath.handling(matter, $0) } ?? .record(matter)
            h.a(.class("line"), .href(path.string)) { h in content(notice, &h) }
          } else if let suggestion = notice.suggestion {
            h.a(.class("line"), .href(SitePath.suggestion(suggestion).string)) { h in content(notice, &h) }
          } else if let motion = notice.motion {
            h.a(.class("line"), .href(SitePath.workMotion(motion).string)) { h in content(notice, &h) }
          } else if let session = notice.session {
            h.a(.class("line"), .href(SessionWords.path(of: notice.kind, session).string)) { h in content(notice, &h) }
          } else if let person = notice.about {
            h.a(.class("line"), .href(SitePath.directoryPerson(person.id).string)) { h in content(notice, &h) }
          } else {
            h.div(.class("line")) { h in content(notice, &h) }
          }
        }
      }
    }
    h.pager("", next: next.map { SitePath.notices.with([("before", "\($0)")]) })
  }

  private func content(_ notice: NoticeLine, _ h: inout HTMLWriter) {
    h.element("b") { h in
      if !notice.isRead { h.chip("新", .late) }
      h.text(" " + Words.notice(notice.kind))
    }
    h.element("time", [.other("datetime", notice.at.date.description)], text: DateWords.moment(notice.at, today: today))
    // It speaks of all that are held.
    if notice.kind == .held { return }
    h.small(
      notice.reminders.map(MessagingWords.reminders) ?? MessagingWords.proposal(notice) ?? notice.title
        ?? notice.about?.name ?? "")
  }
}
