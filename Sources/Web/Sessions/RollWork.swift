import Actions
import Documents
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// 签到名单 on a phone, and the word in the hall.
enum RollWork {
  static func show(
    _ visit: Visit, _ draft: FormDraft = FormDraft(), status: HTTPResponse.Status = .ok
  ) async throws -> Response {
    let roll = try await ReadSessionWork.roll(
      visit.id("meeting"), of: visit.id("id"), by: visit.actor, in: visit.environment)
    let page = RollPage(
      roll: roll, filter: RollFilter(visit), draft: draft, token: FormToken.make(for: visit), today: visit.today)
    return try await Workbench.page(page, visit, status: status)
  }

  static func tick(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let (id, meeting): (ID<CongressSession>, ID<SessionMeeting>) = (try visit.id("id"), try visit.id("meeting"))
    var draft = FormDraft(form)
    do {
      guard let wanted: TickAttendance.Seen = form.word("to") else {
        throw ActionError.invalid([FieldProblem("ticks", .missing)])
      }
      let outcome = try await TickAttendance.run(
        ticks(form), at: meeting, of: id, to: wanted, by: visit.actor, in: visit.environment)
      let query = RollFilter(visit).query
      guard outcome.kept.isEmpty else {
        draft.problems = [
          (
            field: "ticks",
            words: "\(outcome.changed)名已登记。\(outcome.kept.joined(separator: "、"))刚才被别人登记了另一种情况，没有改，请核对后再办"
          )
        ]
        return try await show(visit, draft, status: .conflict)
      }
      return Respond.redirect(SitePath.sessions(.roll(id, meeting)).with(query + [("done", "ticked")]))
    } catch ActionError.invalid(let problems) {
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, draft, status: .unprocessableContent)
    }
  }

  /// `mandate.seen` for each name that was ticked.
  private static func ticks(_ form: PostedForm) -> [TickAttendance.Tick] {
    form.fields.all("t").compactMap { text in
      let parts = text.split(separator: ".")
      guard parts.count == 2, let mandate = ID<Mandate>(text: parts[0]),
        let seen = TickAttendance.Seen(rawValue: String(parts[1]))
      else { return nil }
      return TickAttendance.Tick(mandate, seen: seen)
    }
  }

  // MARK: The hall

  static func hall(_ visit: Visit) async throws -> Response {
    let roll = try await ReadSessionWork.roll(
      visit.id("meeting"), of: visit.id("id"), by: visit.actor, in: visit.environment)
    guard roll.rights.contains(.arrange) else {
      return Respond.redirect(SitePath.sessions(.roll(roll.line.session.id, roll.meeting.id)).string)
    }
    let page = HallPage(
      roll: roll, address: visit.absolute(.sessions(.checkIn)), token: FormToken.make(for: visit))
    return try await Workbench.page(page, visit)
  }

  static func setWord(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let (id, meeting): (ID<CongressSession>, ID<SessionMeeting>) = (try visit.id("id"), try visit.id("meeting"))
    do {
      try await SaveMeeting.setWord(
        form.fields["opens"] == "1", at: meeting, of: id, key: form.key, by: visit.actor, in: visit.environment)
      return Respond.redirect(SitePath.sessions(.hall(id, meeting)).string)
    } catch ActionError.invalid(let problems) {
      var draft = FormDraft()
      draft.problems = SessionForm.sentences(problems)
      return try await show(visit, draft, status: .unprocessableContent)
    }
  }
}

/// Which names of a roll are shown.
struct RollFilter {
  enum Show: String, CaseIterable {
    case open, all, present, away

    var words: String {
      switch self {
      case .open: "未签到"
      case .all: "全部"
      case .present: "到会"
      case .away: "请假和缺席"
      }
    }
  }

  var show: Show
  var delegation: ID<Delegation>?

  init(_ visit: Visit) {
    show = visit.queryWord("show") ?? .open
    delegation = visit.queryID("delegation")
  }

  var query: [(String, String?)] {
    [("show", show == .open ? nil : show.rawValue), ("delegation", delegation?.description)]
  }

  func holds(_ line: RollLine) -> Bool {
    if let delegation, line.delegation != delegation { return false }
    return switch show {
    case .all: true
    case .open: line.attendance == nil
    case .present: line.attendance == .present
    case .away: line.attendance == .leave || line.attendance == .absent
    }
  }
}

struct RollPage: HTMLKit.Page {
  let roll: SessionRoll
  let filter: RollFilter
  let draft: FormDraft
  let token: String
  let today: CivilDate

  private var session: CongressSession { roll.line.session }
  private var path: SitePath { .sessions(.roll(session.id, roll.meeting.id)) }
  var title: String { "签到：" + roll.meeting.title }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("人代会会议", SitePath.sessions(.desk).string),
      (
        SessionWords.short(roll.line),
        SitePath.sessions(.work(session.id)).with([("tab", SessionTab.attendance.rawValue)])
      ), (roll.meeting.title, nil),
    ])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      if roll.rights.contains(.arrange), session.state == .open {
        h.div(.class("row")) { h in
          h.a(.class("btn btn-s"), .href(SitePath.sessions(.hall(session.id, roll.meeting.id)).string)) { h in
            h.icon(.qr)
            h.text("会场签到码")
          }
        }
      }
    }
    h.p(.class("small mute"), text: SessionWords.time(roll.meeting) + "　" + SessionAttendance.figures(roll.count))
    if roll.meeting.isPlenary {
      h.p(.class("chips")) { h in SessionAttendance.quorum(roll.count.quorum, &h) }
    }
    h.errorSummary(draft, title: "请看一下")
    tabs(&h)
    delegations(&h)
    list(&h)
  }

  private func url(_ show: RollFilter.Show, _ delegation: ID<Delegation>?) -> String {
    var filter = filter
    (filter.show, filter.delegation) = (show, delegation)
    return path.with(filter.query)
  }

  private func tabs(_ h: inout HTMLWriter) {
    h.nav(.class("tabs section-s"), .label("名单")) { h in
      for show in RollFilter.Show.allCases {
        var attributes: [Attribute] = [.href(url(show, filter.delegation))]
        if show == filter.show { attributes.append(.fixed("aria-current", "page")) }
        var counted = filter
        counted.show = show
        h.element("a", attributes) { h in
          h.text(show.words)
          h.span(.class("count"), text: "\(roll.lines.count(where: counted.holds))")
        }
      }
    }
  }

  private func delegations(_ h: inout HTMLWriter) {
    if roll.delegations.isEmpty { return }
    h.div(.class("chips section-s")) { h in
      for delegation in [nil] + roll.delegations.map(Optional.some) {
        var attributes: [Attribute] = [.class("pill"), .href(url(filter.show, delegation?.id))]
        if delegation?.id == filter.delegation { attributes.append(.fixed("aria-current", "true")) }
        h.element("a", attributes) { h in h.text(delegation?.name ?? "全部代表团") }
      }
    }
  }

  private func list(_ h: inout HTMLWriter) {
    let lines = roll.lines.filter(filter.holds)
    if lines.isEmpty {
      h.empty(filter.show == .open ? "没有未签到的代表。" : "没有这样的代表。")
      return
    }
    guard roll.rights.contains(.keepAttendance), roll.meeting.heldOn <= today else {
      h.ul(.class("lines section-s")) { h in
        for line in lines {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(line.name)
              h.element("span", [.class("line-end")]) { h in chips(line, &h) }
            }
          }
        }
      }
      return
    }
    h.form(path.with(filter.query), token: token, class: "form roll section-s") { h in
      h.element("fieldset", [.class("field"), .id(h.fieldID("ticks"))]) { h in
        h.element("legend", text: "勾选代表，可以一次勾几位")
        h.div(.class("roll-list")) { h in for line in lines { tick(line, &h) } }
      }
      buttons(&h)
    }
  }

  private func tick(_ line: RollLine, _ h: inout HTMLWriter) {
    let seen: TickAttendance.Seen = line.mark.map { $0.isPresent ? .present : .absent } ?? .nothing
    h.element("label", [.class("check")]) { h in
      h.void("input", [.type("checkbox"), .name("t"), .value("\(line.mandate).\(seen.rawValue)")])
      h.element("span") { h in
        h.text(line.name)
        h.text(" ")
        chips(line, &h)
      }
    }
  }

  private func chips(_ line: RollLine, _ h: inout HTMLWriter) {
    if line.attendance != nil {
      let words = SessionWords.attendance(line.attendance)
      h.chip(words.words, words.kind)
    }
    if line.mark?.source == .own { h.chip("扫码", .line) }
    if line.leaveWaits { h.chip("请假待决定", .warn) }
  }

  private func buttons(_ h: inout HTMLWriter) {
    h.div(.class("bulk")) { h in
      button("present", "登记到会", &h)
      button("absent", "登记缺席", &h)
      if session.state == .open { button("nothing", "取消登记", &h) }
    }
  }

  private func button(_ value: StaticString, _ words: String, _ h: inout HTMLWriter) {
    h.element("button", [.class("btn"), .type("submit"), .name("to"), .fixed("value", value)], text: words)
  }
}

/// The word in the hall, as large as it goes; whoever scans the code has it filled in.
struct HallPage: HTMLKit.Page {
  let roll: SessionRoll
  let address: String
  let token: String

  var title: String { "会场签到：" + roll.meeting.title }

  func body(_ h: inout HTMLWriter) {
    let (session, meeting) = (roll.line.session, roll.meeting)
    h.crumbs([
      (SessionWords.short(roll.line), SitePath.sessions(.work(session.id)).string),
      (meeting.title, SitePath.sessions(.roll(session.id, meeting.id)).string), (title, nil),
    ])
    let path = SitePath.sessions(.hall(session.id, meeting.id)).string
    guard let word = meeting.word else {
      h.div(.class("narrow")) { h in
        h.h1(.class("page-title"), text: title)
        h.p(.class("page-lead"), text: "开放以后，会场屏幕上显示6位数字和二维码，代表用手机签到。只在会议当天能开放。")
        h.buttonForm(path, token: token, "开放签到", icon: .qr, fields: [("opens", "1")], class: "btn btn-main")
      }
      return
    }
    h.div(.class("hall")) { h in
      h.h1(text: title)
      if let svg = QRCode.svg(address + "?word=" + word) {
        h.div(.class("qr"), .fixed("role", "img"), .label("签到二维码")) { h in h.raw(trusted: svg) }
      }
      h.p(.class("hall-word"), text: word)
      h.p(text: "扫码，或者登录后点“会议和请假—签到”，输入这6位数字")
      h.p(.class("small mute"), text: "到会\(roll.count.present)　应到\(roll.count.expected)")
      h.buttonForm(path, token: token, "结束签到", icon: .close, fields: [("opens", "0")], class: "btn")
    }
  }
}
