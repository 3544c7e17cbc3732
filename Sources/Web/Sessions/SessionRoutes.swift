import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 人代会会议: what everybody reads, the desk of the secretariat, and what a deputy does on his phone.
enum SessionRoutes {
  static func add(to table: inout RouteTable, pages: PageCache) {
    table.get("/sessions", access: .open) { visit in
      let kept = try await pages.page("sessions \(visit.isElder)", at: visit.environment.now()) {
        let page = SessionsPage(lines: try await ReadSessions.list(in: visit.environment))
        return Document.render(page, visit, .open(tab: nil))
      }
      return Respond.page(kept, for: visit)
    }
    table.get("/sessions/:id", access: .open) { visit in
      let id: ID<CongressSession> = try visit.id("id")
      let kept = try await pages.page("session \(id) \(visit.isElder)", at: visit.environment.now()) {
        let page = SessionPage(data: try await ReadSessions.one(id, in: visit.environment))
        return Document.render(page, visit, .open(tab: nil))
      }
      return Respond.page(kept, for: visit)
    }
    desk(&table)
    meetings(&table)
    leaves(&table)
    own(&table)
  }

  private static func desk(_ table: inout RouteTable) {
    table.get("/work/sessions", access: .sessions) { visit in
      let desks = try await ReadSessionDesk.run(by: visit.actor, in: visit.environment)
      return try await Workbench.page(SessionDeskPage(desks: desks), visit)
    }
    table.get("/work/sessions/new", access: .congress) { visit in try await SessionEditing.new(visit) }
    table.post("/work/sessions/new", access: .congress) { visit, form in
      try await SessionEditing.add(visit, form)
    }
    table.get("/work/sessions/:id", access: .sessions) { visit in try await SessionDeskWork.show(visit) }
    table.get("/work/sessions/:id/edit", access: .sessions) { visit in try await SessionEditing.edit(visit) }
    table.post("/work/sessions/:id/edit", access: .sessions) { visit, form in
      try await SessionEditing.save(visit, form)
    }
    table.post("/work/sessions/:id/open", access: .congress) { visit, form in
      try await SessionDeskWork.carryOut(visit, form, done: "opened") { id, seen in
        try await OpenSession.run(id, seen: seen, key: form.key, by: visit.actor, in: visit.environment)
      }
    }
    table.post("/work/sessions/:id/close", access: .congress) { visit, form in
      try await SessionDeskWork.carryOut(visit, form, done: "closed") { id, seen in
        try await OpenSession.close(id, seen: seen, key: form.key, by: visit.actor, in: visit.environment)
      }
    }
    table.get("/work/sessions/:id/former-deputies", access: .congress) { visit in
      try await FormerDeputies.show(visit)
    }
    table.post("/work/sessions/:id/former-deputies", access: .congress) { visit, form in
      try await FormerDeputies.settle(visit, form)
    }
    table.post("/work/sessions/:id/cancel", access: .congress) { visit, form in
      try await SessionDeskWork.carryOut(visit, form, done: "saved") { id, seen in
        if form.isBroken("reason") { throw ActionError.invalid([FieldProblem("reason", .badCharacters)]) }
        try await PlanSession.cancel(
          id, reason: form.text("reason"), seen: seen, key: form.key, by: visit.actor, in: visit.environment)
      }
    }
  }

  private static func meetings(_ table: inout RouteTable) {
    table.get("/work/sessions/:id/meetings/new", access: .sessions) { visit in
      try await MeetingEditing.show(visit, nil)
    }
    table.post("/work/sessions/:id/meetings/new", access: .sessions) { visit, form in
      try await MeetingEditing.save(visit, form, nil)
    }
    table.get("/work/sessions/:id/meetings/:meeting", access: .sessions) { visit in
      try await MeetingEditing.show(visit, visit.id("meeting"))
    }
    table.post("/work/sessions/:id/meetings/:meeting", access: .sessions) { visit, form in
      try await MeetingEditing.save(visit, form, visit.id("meeting"))
    }
    table.post("/work/sessions/:id/meetings/:meeting/remove", access: .sessions) { visit, form in
      try await SessionDeskWork.carryOut(visit, form, done: "saved") { id, _ in
        try await SaveMeeting.remove(
          visit.id("meeting"), of: id, key: form.key, by: visit.actor, in: visit.environment)
      }
    }
    table.get("/work/sessions/:id/meetings/:meeting/roll", access: .sessions) { visit in
      try await RollWork.show(visit)
    }
    table.post("/work/sessions/:id/meetings/:meeting/roll", access: .sessions) { visit, form in
      try await RollWork.tick(visit, form)
    }
    table.get("/work/sessions/:id/meetings/:meeting/hall", access: .sessions) { visit in
      try await RollWork.hall(visit)
    }
    table.post("/work/sessions/:id/meetings/:meeting/hall", access: .sessions) { visit, form in
      try await RollWork.setWord(visit, form)
    }
  }

  private static func leaves(_ table: inout RouteTable) {
    table.get("/work/sessions/:id/leaves/new", access: .sessions) { visit in try await LeaveWork.new(visit) }
    table.post("/work/sessions/:id/leaves/new", access: .sessions) { visit, form in
      try await LeaveWork.enter(visit, form)
    }
    table.get("/work/sessions/:id/leaves/:leave", access: .sessions) { visit in try await LeaveWork.show(visit) }
    table.post("/work/sessions/:id/leaves/:leave", access: .sessions) { visit, form in
      try await LeaveWork.decide(visit, form)
    }
  }

  private static func own(_ table: inout RouteTable) {
    table.get("/work/attendance", access: .deputy) { visit in try await OwnSessionWork.list(visit) }
    table.get("/work/attendance/:id", access: .deputy) { visit in try await OwnSessionWork.show(visit) }
    table.post("/work/attendance/:id", access: .deputy) { visit, form in
      try await OwnSessionWork.ask(visit, form)
    }
    table.post("/work/attendance/:id/withdraw", access: .deputy) { visit, form in
      try await OwnSessionWork.withdraw(visit, form)
    }
    table.get("/work/check-in", access: .deputy) { visit in try await OwnSessionWork.checkIn(visit) }
    table.post("/work/check-in", access: .deputy) { visit, form in try await OwnSessionWork.checkIn(visit, form) }
  }
}
