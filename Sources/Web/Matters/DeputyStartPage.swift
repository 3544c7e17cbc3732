import Actions
import Domain
import HTMLKit

/// A deputy's first page on the phone: what waits for me, what I have done.
struct DeputyStartPage: HTMLKit.Page {
  let name: String
  let lists: [(tab: QueueTab, data: QueuePageData)]
  let ended: QueuePageData
  /// What the deputy's groups may claim.
  let offered: [MatterLine]
  /// The session of the congress that sits, or the next one.
  let session: SessionLine?
  let today: CivilDate

  var title: String { "等我办的" }

  func body(_ h: inout HTMLWriter) {
    let waiting = lists.filter { $0.tab == .toAccept || $0.tab == .toReply }.reduce(0) { $0 + $1.data.lines.count }
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: waiting == 0 ? "\(name)代表，您好。现在没有等您办的事。" : "\(name)代表，您好。有\(waiting)件事在等您。")
      h.p { h in
        h.a(.class("btn"), .href(SitePath.raise.string)) { h in
          h.icon(.pencil)
          h.text("随手提一件事")
        }
      }
      if let session {
        h.ul(.class("phone-list")) { h in OwnSessionCard(line: session).write(&h) }
      }
      if !offered.isEmpty { claims(&h) }
      for list in lists where !list.data.lines.isEmpty { cards(list.tab, list.data, &h) }
      h.headed("done", "办结的") { h in
        if ended.lines.isEmpty { h.empty("还没有办结的。") }
        h.ul(.class("lines")) { h in
          for line in ended.lines.prefix(20) {
            h.li { h in
              h.a(.class("line"), .href(SitePath.record(line.id).string)) { h in
                h.b(line.title)
                h.element(
                  "time", [.other("datetime", line.sortOn.description)], text: DateWords.near(line.sortOn, today: today)
                )
                h.small(Words.state(line.state))
              }
            }
          }
        }
      }
    }
  }

  private func claims(_ h: inout HTMLWriter) {
    h.headed("claims", "请您的小组认领 \(offered.count)") { h in
      h.ul(.class("phone-list")) { h in
        for line in offered.prefix(5) {
          h.li(.class("phone-card")) { h in
            h.a(.href(SitePath.record(line.id).string)) { h in
              h.b(line.title)
              h.small([line.venue, line.category].compactMap { $0 }.joined(separator: " · "))
            }
          }
        }
      }
      h.p(.class("section-s")) { h in h.link(SitePath.watched(.offered).string, "全部待认领", class: "btn btn-s") }
    }
  }

  private func cards(_ tab: QueueTab, _ data: QueuePageData, _ h: inout HTMLWriter) {
    h.headed("q-\(tab.rawValue)", "\(words(tab)) \(data.lines.count)") { h in
      h.ul(.class("phone-list")) { h in
        for line in data.lines {
          h.li(.class(kind(line))) { h in
            h.a(.href(SitePath.record(line.id).string)) { h in
              if let due = line.clockDue {
                DueChip.write(due, today: today, calendar: data.calendar, soonDays: data.soonDays, &h)
              } else if line.state == .awaitingSupplement {
                h.chip("等群众补充", .info, icon: .pause)
              }
              h.b(line.title)
              h.small([line.sender, line.category].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "))
            }
          }
        }
      }
    }
  }

  private func words(_ tab: QueueTab) -> String {
    switch tab {
    case .toAccept: "新来的，请受理"
    case .toReply: "等您答复"
    case .dissatisfied: "群众不满意，等联络站换人办"
    case .waiting: "在等群众补充"
    case .toFeedback: "已答复，等群众评价"
    default: Words.tab(tab)
    }
  }

  private func kind(_ line: MatterLine) -> StaticString {
    guard let due = line.clockDue else { return "phone-card" }
    return due < today ? "phone-card phone-hot" : due <= today.adding(days: 2) ? "phone-card phone-soon" : "phone-card"
  }
}
