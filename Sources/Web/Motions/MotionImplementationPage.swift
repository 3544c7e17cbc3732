import Actions
import Domain
import HTMLKit
import HTTPKit

/// 实施情况: leaders, milestones, visits, publication.
struct MotionImplementationPage: HTMLKit.Page {
  let data: MotionPageData
  let panel: MotionPanel

  private var status: MotionStatus { data.status }

  var title: String { data.motion.text.cause + "：实施情况" }

  func body(_ h: inout HTMLWriter) {
    let offers = panel.offers(implementing: true)
    h.crumbs([
      ("议案", SitePath.workMotions.string),
      (status.number.map(Words.motionNumber) ?? "议案", SitePath.workMotion(data.motion.id).string), ("实施情况", nil),
    ])
    h.div(.class("work-title")) { h in
      h.h1(text: data.motion.text.cause)
      MotionChips(status: status).write(&h)
    }
    panel.lost(offers, &h)
    panel.jump(offers, &h)
    h.div(.class("cols record")) { h in
      h.div(.class("stack")) { h in
        h.card("leaders", "负责人") { h in MotionLeaders(leaders: status.leaders).write(&h) }
        h.card("milestones", "节点") { h in
          MotionMilestones(milestones: status.milestones, today: data.today, showsLate: true).write(&h)
        }
        h.card("notes", "督办和进展") { h in
          let words = data.noteWords
          MotionNotes(
            notes: status.notes.sorted { ($0.on, $0.number) > ($1.on, $1.number) }.map {
              (note: $0, words: words[$0.number] ?? MotionWords())
            }, today: data.today, marksPublic: true
          ).write(&h)
        }
      }
      h.div(.class("stack"), .id("act")) { h in
        ActPanel(offers: offers).write(&h)
        h.p(.class("row")) { h in
          h.link(SitePath.workMotion(data.motion.id).string, "议案和表决经过", class: "btn btn-s")
          if status.isPublic { h.link(SitePath.motion(data.motion.id).string, "公开的页面", class: "btn btn-s") }
        }
      }
    }
  }
}

struct MotionLeaders {
  let leaders: [MotionLeader]

  func write(_ h: inout HTMLWriter) {
    if leaders.isEmpty { h.p(.class("mute"), text: "还没有明确。") }
    h.dl(.class("facts")) { h in for leader in leaders { h.fact(leader.name, leader.office) } }
  }
}

struct MotionMilestones {
  let milestones: [MotionMilestone]
  let today: CivilDate
  /// Whether what is late is marked, for whoever looks after it.
  let showsLate: Bool

  private var ordered: [MotionMilestone] { milestones.sorted { ($0.due, $0.number) < ($1.due, $1.number) } }

  func write(_ h: inout HTMLWriter) {
    if milestones.isEmpty {
      h.p(.class("mute"), text: "还没有节点。")
      return
    }
    let done = milestones.count { $0.doneOn != nil }
    h.p(.class("small"), text: "共\(milestones.count)个节点，完成\(done)个。")
    h.div(.class("frame")) { h in
      h.table("节点，按完成时间", ["节点", "完成时间", "进展"]) { h in
        for milestone in ordered {
          h.element("tr") { h in
            h.element("td", [.class("t-title")], text: milestone.title)
            h.element("td", [.fixed("data-label", "完成时间")], text: DateWords.long(milestone.due) + "前")
            h.element("td", [.fixed("data-label", "进展")]) { h in progress(milestone, &h) }
          }
        }
      }
    }
  }

  private func progress(_ milestone: MotionMilestone, _ h: inout HTMLWriter) {
    if let done = milestone.doneOn {
      h.chip("已完成", .ok, icon: .check)
      h.text(" ")
      h.span(.class("tiny mute"), text: DateWords.long(done))
    } else if milestone.isLate(on: today), showsLate {
      h.chip("已过期", .late)
    } else {
      h.chip("进行中", .info)
    }
  }
}

struct MotionNotes {
  let notes: [(note: MotionNote, words: MotionWords)]
  let today: CivilDate
  var marksPublic = false

  func write(_ h: inout HTMLWriter) {
    if notes.isEmpty { h.p(.class("mute"), text: "还没有记录。") }
    h.ol(.class("timeline")) { h in
      for (note, words) in notes {
        h.li(.class("plain")) { h in
          h.element("span", [.class("t-when")], text: DateWords.near(note.on, today: today))
          h.h3(.class("t-act"), text: Words.note(note.form) + (marksPublic && !note.isPublic ? "（不公开）" : ""))
          if let who = words.who { h.p(text: "参加：" + who) }
          if let text = words.text { h.p { h in h.lines(text) } }
        }
      }
    }
  }
}
