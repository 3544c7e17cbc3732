import Actions
import Domain
import HTTPKit

/// The fields of a session's and a meeting's form: read, and filled from a record.
enum SessionForm {
  static let labels: [String: String] = [
    "kind": "会议", "term": "届次", "number": "第几次会议", "begins": "第一天", "ends": "最后一天", "place": "地点",
    "secretariat": "受理的机构", "motions-date": "议案截止日期", "motions-time": "议案截止时间", "suggestions-date": "建议截止日期",
    "suggestions-time": "建议截止时间", "reason": "理由", "title": "会议名称", "date": "日期", "starts": "开始时间", "session": "会议",
    "ticks": "代表", "scope": "请假的会议", "mandate": "代表", "words": "答复", "word": "签到码",
  ]
  private static let order = [
    "term", "number", "kind", "begins", "ends", "place", "secretariat", "motions-date", "motions-time",
    "suggestions-date", "suggestions-time",
  ]

  static func empty(_ desk: SessionDesk) -> FormDraft {
    let secretariat = desk.level == .township ? "大会秘书组" : "大会秘书处"
    return FormDraft([
      "kind": CongressSession.Kind.regular.rawValue, "term": "running", "secretariat": secretariat, "number": "1",
    ])
  }

  static func draft(of session: CongressSession) -> FormDraft {
    var values = [
      "kind": session.kind.rawValue, "begins": "\(session.beginsOn)", "ends": "\(session.endsOn)",
      "place": session.place, "secretariat": session.secretariat, "seen": "\(session.revision)",
    ]
    for (name, instant) in [("motions", session.motionsUntil), ("suggestions", session.suggestionsUntil)] {
      values[name + "-date"] = instant.map { "\($0.date)" } ?? ""
      values[name + "-time"] = instant.map { DateWords.clock($0.minuteOfDay) } ?? ""
    }
    return FormDraft(values)
  }

  static func parse(_ form: PostedForm) throws -> PlanSession.Input {
    for field in form.fields.fields where form.isBroken(field.name) {
      throw ActionError.invalid([FieldProblem(field.name, .badCharacters)])
    }
    var problems: [FieldProblem] = []
    func date(_ field: String) -> CivilDate? {
      let date = form.date(field)
      if date == nil { problems.append(FieldProblem(field, form.text(field).isEmpty ? .missing : .notADate)) }
      return date
    }
    let (begins, ends) = (date("begins"), date("ends"))
    let kind: CongressSession.Kind? = form.word("kind")
    if kind == nil { problems.append(FieldProblem("kind", .missing)) }
    let motions = deadline(form, "motions", &problems)
    let suggestions = deadline(form, "suggestions", &problems)
    var number = 1
    if form.has("number"), form.fields["term"] != "next" {
      let range = PlanSession.firstNumbers
      number = Int(TextCleaning.toHalfWidthDigits(form.text("number"))) ?? 0
      if !range.contains(number) { problems.append(FieldProblem("number", .notANumber(range))) }
    }
    guard problems.isEmpty, let begins, let ends, let kind else { throw ActionError.invalid(problems) }
    return PlanSession.Input(
      kind: kind, beginsOn: begins, endsOn: ends, place: form.text("place"), secretariat: form.text("secretariat"),
      motionsUntil: motions, suggestionsUntil: suggestions, beginsTerm: form.fields["term"] == "next",
      firstNumber: number)
  }

  /// A day with a time; a day alone means its end.
  private static func deadline(_ form: PostedForm, _ name: String, _ problems: inout [FieldProblem]) -> Instant? {
    if form.text(name + "-date").isEmpty, form.text(name + "-time").isEmpty { return nil }
    guard let date = form.date(name + "-date") else {
      problems.append(
        FieldProblem(name + "-date", form.text(name + "-date").isEmpty ? .missing : .notADate))
      return nil
    }
    if form.text(name + "-time").isEmpty { return date.adding(days: 1).start }
    guard let minutes = time(form.text(name + "-time")) else {
      problems.append(FieldProblem(name + "-time", .wrong))
      return nil
    }
    return date.start.adding(seconds: Int64(minutes) * 60)
  }

  /// Minutes since midnight of 09:30, 9：30 or 930.
  static func time(_ text: String) -> Int? {
    let plain = TextCleaning.toHalfWidthDigits(text).replacing("：", with: ":")
    var parts = plain.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    if parts.count == 1, (3...4).contains(plain.count) {
      parts = [String(plain.dropLast(2)), String(plain.suffix(2))]
    }
    if parts.count == 3 { parts.removeLast() }
    guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }

  // MARK: Meetings

  static func draft(of meeting: SessionMeeting) -> FormDraft {
    FormDraft([
      "title": meeting.title, "date": "\(meeting.heldOn)", "starts": DateWords.clock(meeting.starts),
      "plenary": meeting.isPlenary ? "1" : "", "seen": "\(meeting.revision)",
    ])
  }

  static func meeting(_ form: PostedForm, _ id: ID<SessionMeeting>?) throws -> SaveMeeting.Input {
    for field in form.fields.fields where form.isBroken(field.name) {
      throw ActionError.invalid([FieldProblem(field.name, .badCharacters)])
    }
    var problems: [FieldProblem] = []
    if form.text("title").isEmpty { problems.append(FieldProblem("title", .missing)) }
    let date = form.date("date")
    if date == nil { problems.append(FieldProblem("date", form.text("date").isEmpty ? .missing : .notADate)) }
    let starts = time(form.text("starts"))
    if starts == nil { problems.append(FieldProblem("starts", form.text("starts").isEmpty ? .missing : .wrong)) }
    guard problems.isEmpty, let date, let starts else { throw ActionError.invalid(problems) }
    return SaveMeeting.Input(
      id: id, heldOn: date, starts: starts, title: form.text("title"), isPlenary: form.fields["plenary"] == "1",
      seen: Int(form.fields["seen"] ?? ""))
  }

  // MARK: Leave

  /// What a deputy asks for: the whole session, or the meetings that are ticked.
  static func leave(_ form: PostedForm, _ meetings: [SessionMeeting], mandate: ID<Mandate>? = nil) throws
    -> AskLeave.Input
  {
    if form.isBroken("reason", multiline: true) {
      throw ActionError.invalid([FieldProblem("reason", .badCharacters)])
    }
    let chosen = meetings.map(\.id).filter { form.fields["m\($0)"] == "1" }
    let whole = form.fields["scope"] == "whole" || meetings.isEmpty
    return AskLeave.Input(
      scope: whole ? .whole : .meetings(chosen), reason: form.text("reason", multiline: true), mandate: mandate)
  }

  // MARK: Problems

  /// In the order of the page.
  static func sentences(_ problems: [FieldProblem]) -> [(field: String, words: String)] {
    problems.enumerated().sorted { left, right in
      let a = (order.firstIndex(of: left.element.field) ?? order.count, left.offset)
      let b = (order.firstIndex(of: right.element.field) ?? order.count, right.offset)
      return a < b
    }.map { (field: $0.element.field, words: sentence($0.element)) }
  }

  static func sentence(_ problem: FieldProblem) -> String {
    switch (problem.field, problem.rule) {
    case ("term", .missing): "还没有登记届次，请先到名录里登记这一届"
    case ("kind", .missing): "请选择是例行会议还是临时召集的会议"
    case ("begins", .fixed): "会议已经开幕，或者日期不由您改，第一天不能再改"
    case ("kind", .fixed): "会议已经开幕，不能再改"
    case ("scope", .missing): "请选择请假的会议，或者选“整次会议”"
    case ("mandate", .missing), ("mandate", .notFound): "请选择一位代表"
    case ("ticks", .missing): "请先勾选代表，再按下面的按钮"
    case ("words", .missing): "不批准的，请写明理由"
    case ("word", .missing): "请输入会场上显示的6位签到码"
    case ("word", .wrong): "签到码不对，或者签到已经结束，请看会场屏幕上的6位数字"
    case ("starts", .wrong), ("motions-time", .wrong), ("suggestions-time", .wrong):
      "\(labels[problem.field] ?? "")请按“09:00”的样子填写"
    default: ProblemWords.sentence(problem, label: labels[problem.field] ?? "这一项")
    }
  }
}
