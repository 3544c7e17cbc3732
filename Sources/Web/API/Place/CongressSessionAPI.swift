import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 人代会会议: what everybody reads, and a deputy's own attendance and leave. (Sign-ins are in ``SessionAPI``.)
enum CongressSessionAPI {
  static let routes: [APIRoute] = [sessions, session, own, ask]

  private static let lineShape = Shape<SessionLine>(
    "CongressSession", "一次人代会会议",
    [
      .id("id", "编号") { $0.session.id },
      .named("congress", "哪个人民代表大会") { $0.congress },
      .text("name", "会议名称") { SessionWords.name($0) },
      .count("term", "第几届") { $0.term },
      .count("number", "第几次会议") { $0.session.number },
      .word("kind", "例行会议，或者临时召集") { $0.session.kind },
      .word("state", "现在") { $0.session.state },
      .text("stateName", "现在，中文") { SessionWords.state($0.session.state).words },
      .date("beginsOn", "第一天") { $0.session.beginsOn },
      .date("endsOn", "最后一天") { $0.session.endsOn },
      .text("place", "地点") { $0.session.place },
      .text("secretariat", "大会期间受理议案和建议的机构") { $0.session.secretariat },
      .maybeInstant("motionsUntil", "议案截止") { $0.session.motionsUntil },
      .maybeInstant("suggestionsUntil", "大会期间建议截止") { $0.session.suggestionsUntil },
    ])

  private static let meetingShape = Shape<SessionMeeting>(
    "SessionMeeting", "一场会议",
    [
      .id("id", "编号") { $0.id },
      .text("title", "名称") { $0.title },
      .instant("startsAt", "开始") { $0.startsAt },
      .flag("plenary", "全体会议") { $0.isPlenary },
    ])

  private static let delegationShape = Shape<(delegation: Named<Delegation>, members: Int)>(
    "SessionDelegation", "一个代表团",
    [
      .id("id", "编号") { $0.delegation.id }, .text("name", "名称") { $0.delegation.name },
      .count("members", "代表名数") { $0.members },
    ])

  private static let detailShape = Shape<SessionPageData>(
    "CongressSessionDetail", "一次人代会会议和它的日程、代表团",
    [
      .shape("session", "会议", lineShape) { $0.line },
      .shapes("meetings", "日程", meetingShape) { $0.meetings },
      .shapes("delegations", "代表团；只有名数，没有个人的出席情况", delegationShape) { $0.delegations },
      .count("deputies", "全体代表名数") { $0.deputies },
    ])

  private static let sessions = APIRoute(
    method: .get, path: "/sessions", name: "congressSessions", summary: "人代会会议，新的在前", chapter: .place,
    access: .visitor, content: .json(.list(lineShape.schema, 0...10_000)), isKept: true
  ) { call in .json(lineShape.write(try await ReadSessions.list(in: call.environment))) }

  private static let session = APIRoute(
    method: .get, path: "/sessions/{id}", name: "congressSession", summary: "一次人代会会议", chapter: .place,
    access: .visitor, parameters: [.id("会议", example: "$CONGRESS_SESSION")], content: .json(detailShape.schema)
  ) { call in .json(detailShape.write(try await ReadSessions.one(call.visit.id("id"), in: call.environment))) }

  // MARK: A deputy's own

  private static let ownMeetingShape = Shape<OwnMeeting>(
    "OwnMeeting", "一场会议和自己的出席情况",
    [
      .shape("meeting", "会议", meetingShape) { $0.meeting },
      .maybeWord("attendance", "出席情况；还没有登记时没有") { $0.attendance },
      .flag("checkInOpen", "现在可以签到") { $0.isOpen },
    ])

  private static let leaveShape = Shape<SessionLeave>(
    "SessionLeave", "一份请假",
    [
      .id("id", "编号") { $0.id },
      .flag("whole", "整次会议") { $0.scope == .whole },
      .always("meetings", .list(.id(), 0...SessionMeeting.most, "只请这些会议的假（编号）")) { leave in
        guard case .meetings(let ids) = leave.scope else { return .list([]) }
        return .list(ids.map { .text($0.description) })
      },
      .text("reason", "理由") { $0.reason },
      .word("state", "现在：等待决定、已批准、未批准、已撤回") { $0.state },
      .flag("late", "会议开始以后才提出") { $0.isLate },
      .instant("askedAt", "什么时候提出") { $0.askedAt },
      .maybeInstant("decidedAt", "什么时候决定，或者撤回") { $0.decidedAt },
      .maybeText("decision", "答复") { $0.decision },
    ])

  private static let ownShape = Shape<OwnSession>(
    "OwnSession", "自己在一次会议上的出席和请假",
    [
      .shape("session", "会议", lineShape) { $0.line },
      .shapes("meetings", "日程和出席情况", ownMeetingShape) { $0.meetings },
      .shapes("leaves", "自己的请假，新的在前", leaveShape) { $0.leaves },
      .flag("mayAsk", "现在可以提出请假") { $0.mayAsk },
    ])

  private static let own = APIRoute(
    method: .get, path: "/work/sessions/{id}/leave", name: "ownLeave", summary: "自己在一次会议上的出席和请假", chapter: .work,
    access: .token(.read, .deputy), parameters: [.id("会议", example: "$CONGRESS_SESSION")],
    content: .json(ownShape.schema), refusals: [.passwordOutdated]
  ) { call in
    .json(ownShape.write(try await ReadOwnSessions.one(call.visit.id("id"), of: call.person(), in: call.environment)))
  }

  private enum Scope: String, CaseIterable { case whole, some }

  private static let fields: [InputField] = [
    .word("scope", Scope.self, "whole 整次会议；some 只请 meetings 里的"),
    .marked("meetings", "会议的编号", prefix: "m", most: SessionMeeting.most, fields: ["scope"]),
    .words("reason", "理由", SessionLeave.textLength.upperBound),
  ]

  private static let ask = APIRoute(
    method: .post, path: "/work/sessions/{id}/leave", name: "askLeave", summary: "请假：提出以后由人决定，不会自动批准", chapter: .work,
    access: .token(.work, .deputy), parameters: [.id("会议", example: "$CONGRESS_SESSION")],
    body: .json(InputField.schema(fields), example: ["scope": "whole", "reason": "住院治疗，医嘱卧床两周。"]),
    success: .created, content: .json(ownShape.schema), refusals: [.readOnly, .passwordOutdated]
  ) { call in
    let id: ID<CongressSession> = try call.visit.id("id")
    let before = try await ReadOwnSessions.one(id, of: call.person(), in: call.environment)
    do {
      _ = try await AskLeave.run(
        SessionForm.leave(call.form(fields), before.meetings.map(\.meeting)), from: id, key: call.key, by: call.actor,
        in: call.environment)
    } catch ActionError.invalid(let problems) {
      throw call.refusal(of: SessionForm.sentences(problems), fields)
    }
    return .json(ownShape.write(try await ReadOwnSessions.one(id, of: call.person(), in: call.environment)))
  }
}
