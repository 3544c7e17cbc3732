import Domain
import HTMLKit

/// Where a matter stands: the state, the dates, the three gates, and how a date was counted.
struct MatterProgress {
  let record: MatterRecord
  let workflow: MatterWorkflow
  let settings: CongressSettings
  let today: CivilDate
  let forSender: Bool

  private var status: MatterStatus { record.matter.status }

  func writeState(_ h: inout HTMLWriter) {
    h.section(.class("card"), .labelledBy("st")) { h in
      h.h2(.class("sr"), .id("st"), text: "办到哪一步")
      h.div(.class("state-bar")) { h in
        h.element("span", [.class("state")]) { h in
          h.icon(status.state.isEnded ? .checkCircle : .clock)
          h.text(stateWords)
        }
        DueChip(status: status, workflow: workflow, today: today).write(&h)
        if status.round > 1 { h.chip("重新办理第\(status.round - 1)次", .warn) }
      }
      dueLine(&h)
      gates(&h)
    }
  }

  var stateWords: String {
    guard status.openEscalation != nil else {
      return forSender ? Words.stateForSender(status.state) : Words.state(status.state)
    }
    return forSender ? "已上报，等上级答复" : "已上报，上级" + Words.state(status.state)
  }

  private func dueLine(_ h: inout HTMLWriter) {
    guard let (words, due) = promise else { return }
    h.p(.class("due")) { h in
      h.text(words)
      h.b(DateWords.full(due.date, today: today) + "前")
      if due.isProvisional { h.text("（暂按周末推算，放假安排公布后重算）") }
    }
  }

  /// What is promised next, and by when.
  var promise: (words: String, due: DueDate)? {
    switch status.state {
    case .submitted: ("受理期限 ", status.acceptDue)
    case .accepted, .withUnit, .resultRecorded, .dissatisfied: ("答复期限 ", status.replyDue)
    case .replied: status.closableAfter.map { (forSender ? "请您评价，" : "等群众评价，", $0) }
    case .awaitingSupplement, .closed, .declined, .diverted, .withdrawn, .archived: nil
    }
  }

  private func gates(_ h: inout HTMLWriter) {
    if status.state == .declined || status.state == .diverted || status.state == .withdrawn { return }
    let answered = status.firstReplyAt?.date
    let fedBack = status.feedback?.at.date
    h.ol(.class("gates")) { h in
      gate("有登记", DateWords.near(status.receivedAt.date, today: today), .done, &h)
      gate("有答复", answered.map { DateWords.near($0, today: today) } ?? "办理中", answered == nil ? .now : .done, &h)
      let third: Gate = fedBack != nil ? .done : answered == nil ? .later : .now
      gate("有反馈", fedBack.map { DateWords.near($0, today: today) } ?? (forSender ? "等您评价" : "等群众评价"), third, &h)
    }
  }

  private enum Gate { case done, now, later }

  private func gate(_ words: String, _ detail: String, _ gate: Gate, _ h: inout HTMLWriter) {
    var attributes: [Attribute] = [.class(gate == .done ? "done" : gate == .now ? "now" : "later")]
    if gate == .now { attributes.append(.fixed("aria-current", "step")) }
    h.element("li", attributes) { h in
      h.element("span", [.class("dot")]) { h in
        if gate == .done { h.icon(.check) } else { h.text(words == "有答复" ? "二" : "三") }
      }
      h.b(words)
      h.text(detail)
    }
  }

  // MARK: The count behind a date

  func writeCount(_ h: inout HTMLWriter) {
    // With units the date is theirs, and no count of days from the beginning.
    guard !status.followsUnits, let count else { return }
    h.fold(.calendar, "\(DateWords.full(count.due.date, today: today))这个期限是怎么算的") { h in
      DayCount(
        caption: count.caption, start: count.start, due: count.due, promised: count.days, pauses: count.pauses,
        calendar: workflow.calendar, today: today
      ).write(&h)
    }
  }

  private var count: (caption: String, start: CivilDate, due: DueDate, days: Int, pauses: [Pause])? {
    switch status.state {
    case .submitted:
      (receivedCaption, status.acceptFrom, status.acceptDue, settings.rules.acceptWithin, status.pauses)
    case .accepted, .resultRecorded, .dissatisfied, .replied, .closed, .archived:
      (
        status.round > 1 || status.state == .dissatisfied ? "从不满意评价的次日起算，只数工作日" : receivedCaption,
        status.roundFrom, status.replyDue, workflow.replyDays(status), status.pauses
      )
    // With a unit the date is the one it was given, and some days for passing the result on.
    case .withUnit, .awaitingSupplement, .declined, .diverted, .withdrawn: nil
    }
  }

  private var receivedCaption: String {
    status.countsFrom == status.receivedAt.date
      ? "收到诉求的次日起算，只数工作日" : "非工作时间收到，按\(DateWords.full(status.countsFrom, today: today))收到算，次日起数工作日"
  }
}

/// The days of a count, run by run.
struct DayCount {
  let caption: String
  let start: CivilDate
  let due: DueDate
  let promised: Int
  let pauses: [Pause]
  let calendar: WorkingCalendar
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    let runs = calendar.explain(after: start, through: due.date, pauses: pauses)
    h.element("table", [.class("count-table day-count")]) { h in
      h.element("caption", text: caption)
      h.element("thead") { h in
        h.element("tr") { h in
          h.element("th", [.fixed("scope", "col")], text: "哪几天")
          h.element("th", [.fixed("scope", "col")], text: "工作日")
        }
      }
      h.element("tbody") { h in
        for run in runs {
          h.element("tr") { h in
            h.element("td", text: words(run))
            h.element("td", text: "\(run.counted)")
          }
        }
      }
      h.element("tfoot") { h in
        h.element("tr") { h in
          h.element("th", [.fixed("scope", "row")], text: "规定\(promised)个工作日")
          h.element("td", text: "\(runs.reduce(0) { $0 + $1.counted })")
        }
      }
    }
    if due.isProvisional { h.p(.class("hint"), text: "其中有的年份放假安排还没有公布，暂按周末推算，公布后自动重算。") }
  }

  private func words(_ run: DayRun) -> String {
    let days =
      run.from == run.through
      ? DateWords.full(run.from, today: today) : DateWords.day(run.from) + "—" + DateWords.day(run.through)
    switch run.reason {
    case .counted: return days
    case .makeUp(let name): return days + "，\(name)调休上班"
    case .weekend: return days + "，周末不计"
    case .holiday(let name): return days + "，\(name)放假不计"
    case .paused: return days + "，等群众补充，不计"
    }
  }
}

/// How much time is left, in words and colour.
struct DueChip {
  let status: MatterStatus
  let workflow: MatterWorkflow
  let today: CivilDate

  func write(_ h: inout HTMLWriter) {
    if status.state == .awaitingSupplement {
      h.chip("暂停计时", .info, icon: .pause)
      return
    }
    if let due = status.runningClock {
      Self.write(due.date, today: today, calendar: workflow.calendar, soonDays: workflow.rules.dueSoonDays, &h)
    } else if status.firstReplyInTime == true {
      h.chip("按期答复", .ok, icon: .check)
    } else if status.firstReplyInTime == false {
      h.chip("逾期答复", .late, icon: .warning)
    }
  }

  static func write(
    _ due: CivilDate, today: CivilDate, calendar: WorkingCalendar, soonDays: Int, _ h: inout HTMLWriter
  ) {
    if due < today {
      h.chip("超期\(max(1, calendar.workingDays(after: due, through: today)))个工作日", .late, icon: .warning)
    } else if due == today {
      h.chip("今天到期", .warn, icon: .clock)
    } else {
      let left = calendar.workingDays(after: today, through: due)
      h.chip("还剩\(left)个工作日", left <= soonDays ? .warn : .plain, icon: .clock)
    }
  }
}
