import Actions
import Domain
import HTMLKit

/// 人民代表大会会议 in words.
enum SessionWords {
  /// 示范镇第二十届人民代表大会第三次会议, as the congress is called with its term.
  static func name(_ line: SessionLine) -> String {
    let suffix = "人民代表大会"
    let term = "第\(DateWords.ordinal(line.term))届"
    let number = "第\(DateWords.ordinal(line.session.number))次会议"
    let name = line.congress.name
    guard name.hasSuffix(suffix) else { return name + term + number }
    return name.dropLast(suffix.count) + term + suffix + number
  }

  /// 第二十届第三次会议, where the congress is known.
  static func short(_ line: SessionLine) -> String {
    line.session.state == .cancelled
      ? "第\(DateWords.ordinal(line.term))届（已取消的会议）"
      : "第\(DateWords.ordinal(line.term))届第\(DateWords.ordinal(line.session.number))次会议"
  }

  static func number(_ session: CongressSession) -> String { "第\(DateWords.ordinal(session.number))次会议" }

  static func days(_ session: CongressSession) -> String { days(session.beginsOn, session.endsOn) }

  static func days(_ begins: CivilDate, _ ends: CivilDate) -> String {
    if begins == ends { return DateWords.long(begins) }
    return DateWords.long(begins) + "至" + (begins.year == ends.year ? DateWords.day(ends) : DateWords.long(ends))
  }

  static func kind(_ kind: CongressSession.Kind) -> String {
    switch kind {
    case .regular: "例行会议"
    case .extraordinary: "临时召集的会议"
    }
  }

  static func state(_ state: CongressSession.State) -> (words: String, kind: ChipKind) {
    switch state {
    case .planned: ("筹备中", .info)
    case .open: ("会议期间", .ok)
    case .closed: ("已闭幕", .plain)
    case .cancelled: ("已取消", .plain)
    }
  }

  static func leave(_ state: SessionLeave.State) -> (words: String, kind: ChipKind) {
    switch state {
    case .requested: ("等待决定", .warn)
    case .approved: ("已批准", .ok)
    case .refused: ("未批准", .late)
    case .withdrawn: ("已撤回", .plain)
    }
  }

  static func attendance(_ attendance: Attendance?, isOver: Bool = false) -> (words: String, kind: ChipKind) {
    switch attendance {
    case .present: ("到会", .ok)
    case .leave: ("请假", .info)
    case .absent: ("缺席", .late)
    case nil: (isOver ? "没有登记" : "未签到", .warn)
    }
  }

  /// 1月12日 上午9:00.
  static func time(_ meeting: SessionMeeting) -> String {
    DateWords.full(meeting.heldOn) + " " + DateWords.clock(meeting.starts)
  }

  static func scope(_ scope: SessionLeave.Scope, _ meetings: [SessionMeeting]) -> String {
    guard case .meetings(let ids) = scope else { return "整次会议" }
    let named = meetings.filter { ids.contains($0.id) }
    return named.map { "\(DateWords.day($0.heldOn))\($0.title)" }.joined(separator: "、")
  }

  static func shortfall(_ shortfall: SessionCadence.Shortfall) -> String {
    let count = shortfall.held == 0 ? "没有举行会议" : "只举行了\(shortfall.held)次会议"
    let planned = shortfall.held == 0 ? "还没有会议安排" : "只安排了\(shortfall.held)次会议"
    let usual = shortfall.usual == 2 ? "乡镇人民代表大会会议一般每年举行两次" : "会议每年至少举行一次"
    return "\(shortfall.year)年\(shortfall.isRunning ? planned : count)。地方组织法第十四条：\(usual)。"
  }

  /// 代表法 62, with the sessions by number.
  static func absence(_ standing: SessionAbsences.Standing) -> String {
    switch standing {
    case .none: return ""
    case .noted(let session):
      return "本届\(number(session))未经批准没有出席。再有一次，依照代表法第六十二条，代表资格终止。"
    case .reached(let sessions):
      return "未经批准\(sessions.count == 2 ? "两" : "\(sessions.count)")次不出席会议：本届"
        + sessions.map(number).joined(separator: "、")
        + "。代表法第六十二条：未经批准两次不出席本级人民代表大会会议的，代表资格终止。终止要由人核实后办理，系统不会自动终止。"
    }
  }

  /// Where a notice leads.
  static func path(of kind: NoticeKind, _ session: ID<CongressSession>) -> SitePath {
    switch kind {
    case .leaveApproved, .leaveRefused: .sessions(.own(session))
    default: .sessions(.work(session))
    }
  }

  static func sentence(_ refusal: SessionRefusal) -> String {
    switch refusal {
    case .notPlanned: "会议已经开幕、闭幕或者取消，不能再这样改"
    case .notOpen: "会议不在会议期间，现在不能做这一步"
    case .notYet: "还没有到日子，到了那一天再办"
    case .otherOpen: "另一次会议还没有闭幕，请先把那一次闭幕"
    case .earlierFirst: "前一次会议还没有举行，请先办那一次，或者把它取消"
    case .overlaps: "这几天和另一次会议重叠了，请改日期"
    case .behindHeld: "日期早于已经举行的会议，请核对"
    case .outsideTerm: "日期不在这一届任期内，请核对日期和届次"
    case .tooLong: "会期最长\(CongressSession.longest)天，请核对日期"
    case .outsideSession: "日期在会期之外，请核对"
    case .meetingsAhead: "还有会议没有开，请等开完，或者先改日期、删去"
    case .cancelled: "会议已经取消"
    case .tooLate: "闭幕已经超过\(SessionLeave.lateDays)天，不能再补假"
    case .hasAttendance: "这次会议已经有签到或者请假，不能再改日期、改范围或者删去"
    case .tooManyMeetings: "一次人代会最多排\(SessionMeeting.most)场会议"
    case .notExpected: "名单里没有这位代表，请刷新后再办"
    case .checkInClosed: "这场会议的签到已经结束，请找工作人员"
    case .markedAbsent: "工作人员已经登记您没有到会；您到了的话，请找工作人员更正"
    case .leaveWaits: "您的上一份请假还没有决定，可以先撤回再提"
    case .leaveGiven: "这些会议的假已经批准了，不用再请"
    }
  }
}

/// A title as what a list leads to.
struct SessionList {
  let lines: [SessionLine]
  /// Where a list holds several congresses, they are named in full.
  var waiting: [ID<CongressSession>: Int] = [:]
  let url: (ID<CongressSession>) -> String

  func write(_ h: inout HTMLWriter) {
    h.ul(.class("lines")) { h in
      for line in lines {
        h.li { h in
          h.a(.class("line"), .href(url(line.session.id))) { h in
            h.b(line.session.state == .cancelled ? SessionWords.short(line) : SessionWords.name(line))
            h.element("time", text: SessionWords.state(line.session.state).words)
            h.small(detail(line))
          }
        }
      }
    }
  }

  private func detail(_ line: SessionLine) -> String {
    let kind = line.session.kind == .extraordinary ? SessionWords.kind(.extraordinary) : nil
    let count = waiting[line.session.id] ?? 0
    return [
      SessionWords.days(line.session), line.session.place.isEmpty ? nil : line.session.place, kind,
      count > 0 ? "\(count)份请假等待决定" : nil,
    ].compactMap { $0 }.joined(separator: "　")
  }
}
