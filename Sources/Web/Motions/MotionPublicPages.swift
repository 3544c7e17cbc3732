import Actions
import Domain
import HTMLKit
import HTTPKit

/// 人大议案 for everybody: those that were adopted and made public.
struct PublicMotionsPage: HTMLKit.Page {
  let page: ReadMotions.Page
  let congress: ID<Congress>
  let isFirst: Bool

  var title: String { "人大议案" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([("首页", SitePath.home.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "代表联名提出、大会表决通过的议案，谁负责、到哪一步了，都在这里。")
      if page.lines.isEmpty { h.empty("现在没有公开的议案。", link: (SitePath.home.string, "回首页")) }
      h.ul(.class("lines")) { h in
        for line in page.lines {
          h.li { h in
            h.a(.class("line"), .href(SitePath.motion(line.id).string)) { h in
              h.b(line.title)
              h.small(detail(line))
            }
          }
        }
      }
      if page.next != nil || !isFirst {
        h.pager(
          "", next: page.next.map { SitePath.motions.with([("before", "\($0)")]) },
          first: isFirst ? nil : SitePath.motions.string)
      }
    }
  }

  private func detail(_ line: MotionLine) -> String {
    [
      line.number.map(Words.motionNumber), Words.motion(line.state),
      line.milestones > 0 ? "\(line.milestones)个节点，完成\(line.done)个" : nil,
      line.congress.id == congress ? nil : line.congress.name,
    ].compactMap { $0 }.joined(separator: " · ")
  }
}

/// One of them: who proposed it, the vote, who answers for it, the milestones, what was seen.
struct PublicMotionPage: HTMLKit.Page {
  let motion: PublicMotion
  let today: CivilDate

  var title: String { motion.title }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap narrow")) { h in
      h.crumbs([
        ("首页", SitePath.home.string), ("人大议案", SitePath.motions.string),
        (motion.number.map(Words.motionNumber) ?? "议案", nil),
      ])
      h.h1(.class("page-title"), text: title)
      h.p(.class("chips")) { h in
        if let number = motion.number { h.chip(Words.motionNumber(number), .gold) }
        h.chip(Words.motion(motion.state), motion.state == .reported ? .ok : .info)
      }
      h.div(.class("prose section-s")) { h in h.p { h in h.lines(motion.text) } }
      h.headed("about", "提出和表决") { h in
        h.dl(.class("facts")) { h in
          h.fact("大会", motion.names.congress.name + Words.session(motion.names.session, term: motion.names.termNumber))
          h.fact("提出", motion.names.delegation ?? "\(motion.proposer)等\(motion.signers)名代表")
          if let vote = motion.vote {
            h.fact("表决", "\(DateWords.long(vote.on))，\(Words.vote(vote, isAfterSession: motion.isAfterSession))")
          }
          if let reported = motion.reportedOn { h.fact("报告实施情况", DateWords.long(reported)) }
        }
      }
      if !motion.leaders.isEmpty {
        h.headed("leaders", "谁负责") { h in MotionLeaders(leaders: motion.leaders).write(&h) }
      }
      if !motion.milestones.isEmpty {
        h.headed("milestones", "到哪一步了") { h in
          MotionMilestones(milestones: motion.milestones, today: today, showsLate: false).write(&h)
        }
      }
      if !motion.notes.isEmpty {
        h.headed("notes", "督办和进展") { h in MotionNotes(notes: motion.notes, today: today).write(&h) }
      }
    }
  }
}
