import Domain
import HTMLKit

/// What happened, newest first, each entry in the words that its reader may see.
struct MatterTimeline {
  enum Reader { case everybody, sender, staff }

  let record: MatterRecord
  let reader: Reader
  let today: CivilDate
  let settings: CongressSettings
  /// Acts that the reader may do: an entered act carries a way to object.
  let allowed: Set<MatterAct>

  /// An entry in the words that the reader may see.
  struct Line: Sendable {
    let seq: Int
    let at: Instant
    let act: MatterAct
    /// Who did it; empty where nobody is named.
    let who: String
    let isOnBehalf: Bool
    let title: String
    let details: [String]
    /// What was written; nil when there is nothing, or nothing for this reader.
    let words: String?
    let isErased: Bool
  }

  /// The entries that the reader may see, the newest first.
  var lines: [Line] { shown.map(line) }

  private var shown: [MatterHistoryItem] { record.history.reversed().filter(isShown) }

  private func line(_ item: MatterHistoryItem) -> Line {
    let renamed = reader == .staff ? renamed(item).map { ["标题：" + $0] } ?? [] : []
    return Line(
      seq: item.seq, at: item.at, act: item.event.act, who: actor(item), isOnBehalf: item.onBehalf != nil,
      title: title(item), details: details(item) + renamed,
      words: reader != .everybody && !item.isErased && showsWords(item) ? item.words.text : nil,
      isErased: item.isErased && reader != .everybody)
  }

  func write(_ h: inout HTMLWriter) {
    h.ol(.class("timeline")) { h in
      for item in shown { entry(line(item), kind(item), &h) }
    }
  }

  private func isShown(_ item: MatterHistoryItem) -> Bool {
    switch reader {
    case .staff: return true
    case .sender:
      switch item.event {
      case .noted, .offered, .handedBack, .merged, .parted, .classified, .redacted, .objected, .recounted, .sealed,
        .appointed, .returnAsked, .resultDrafted,
        .sentBack:
        return false
      // He hears who has it now, not who did not want it.
      case .returnSettled(let facts): return facts.next != nil
      default: return true
      }
    case .everybody:
      switch item.event {
      case .submitted, .accepted, .assigned, .claimed, .escalated, .passedDown, .transferred, .resultSigned, .asked,
        .supplemented, .resultRecorded,
        .replied, .rated,
        .feedbackRecorded, .closedUnrated, .reopened, .archived:
        return true
      default: return false
      }
    }
  }

  private func entry(_ line: Line, _ kind: StaticString, _ h: inout HTMLWriter) {
    h.element("li", [.class(kind), .id("e\(line.seq)")]) { h in
      h.element("span", [.class("t-when")]) { h in
        h.text(
          reader == .everybody ? DateWords.near(line.at.date, today: today) : DateWords.moment(line.at, today: today))
        if !line.who.isEmpty { h.text("　" + line.who) }
        if line.isOnBehalf { h.span(.class("tag-entered"), text: "代为办理") }
      }
      h.h3(.class("t-act"), text: line.title)
      for detail in line.details { h.p(text: detail) }
      if let text = line.words { h.p(.class("said"), content: { h in h.lines(text) }) }
      if line.isErased { h.p(.class("mute"), text: "文字已依法删除") }
    }
  }

  private func kind(_ item: MatterHistoryItem) -> StaticString {
    switch item.event {
    case .submitted, .replied, .archived: "key"
    case .revealed where reader == .sender: "plain"
    case .noted, .offered, .handedBack, .merged, .joined, .parted, .appointed, .returnAsked, .resultDrafted, .sentBack,
      .revealed, .redacted, .objected, .classified,
      .recounted, .reissued, .corrected, .sealed:
      "inner"
    default: "plain"
    }
  }

  /// The sender's first words have a card of their own, and on his page the answer and a refusal, too. What one office
  /// asks of another is not for him.
  private func showsWords(_ item: MatterHistoryItem) -> Bool {
    switch item.event {
    case .submitted, .redacted: return false
    case .resultRecorded:
      // A result that was given together with the answer has the answer's words.
      return !record.history.contains { $0.event.act == .reply && $0.words.text == item.words.text }
    case .offered, .claimed, .handedBack, .escalated, .passedDown, .merged, .joined, .parted, .assigned, .reopened,
      .declined, .diverted, .urged, .transferred, .recalled, .returnSettled, .resultSigned:
      return reader == .staff
    case .replied: return reader == .staff || record.history.last { $0.event.act == .reply }?.seq != item.seq
    default: return true
    }
  }

  /// The new line for lists, where an act gave one.
  private func renamed(_ item: MatterHistoryItem) -> String? {
    switch item.event {
    case .accepted, .classified: item.isErased ? nil : item.words.title
    default: nil
    }
  }

  private func actor(_ item: MatterHistoryItem) -> String {
    switch item.actor {
    case .sender: return reader == .sender ? "您" : "群众"
    case .visitor: return reader == .sender ? "您" : "群众"
    case .system: return "系统"
    case .person:
      let name = reader == .staff ? item.actorName ?? "" : office(item)
      guard let deputy = item.onBehalfName else { return name }
      return "\(name)，代\(deputy)代表"
    }
  }

  /// The office, for readers who are not told the names of staff; everybody reads of stations in general.
  private func office(_ item: MatterHistoryItem) -> String {
    if reader == .everybody, case .venue? = item.office { return "联络站工作人员" }
    return item.officeWords
  }

  private func asker(_ typed: String, _ item: MatterHistoryItem) -> String {
    reader == .staff ? typed : office(item)
  }

  /// A deputy who told his own answer is named, whoever entered it.
  private func teller(_ typed: String, _ item: MatterHistoryItem) -> String {
    if reader == .staff { return typed }
    if let deputy = item.onBehalfName, typed.hasPrefix(deputy) { return deputy + "代表" }
    return office(item)
  }

  private func title(_ item: MatterHistoryItem) -> String {
    switch item.event {
    case .published(let facts): facts.isPublic ? "审核公开" : "撤下公开"
    case .passedDown(let facts) where facts.outcome == nil: reader == .staff ? "退回下级" : "上级转回办理"
    case .passedDown where reader != .staff: "上级已有答复"
    case .joined where reader != .staff: "与同一件事一并办理"
    case .released where reader != .staff: "看过了，转入办理"
    case .objected(let facts): facts.isSettled ? "异议已处理" : "代表提出异议"
    case .replied(let facts): facts.oral == nil ? "书面答复" : "口头答复"
    case .returnSettled(let facts) where reader != .staff && facts.next != nil: Words.act(.transfer)
    default: Words.act(item.event.act)
    }
  }

  private func details(_ item: MatterHistoryItem) -> [String] {
    switch item.event {
    case .submitted(let facts): submittedDetails(facts, item)
    case .accepted(let facts): ["分级：\(settings.names.name(of: facts.grade))，\(Words.urgency(facts.urgency))"]
    case .declined(let facts): declinedDetails(facts)
    case .diverted(let facts): ["\(Words.divert(facts.kind))，请找\(facts.organ)"]
    case .sealed: ["已移送上一级指定经办人"]
    case .assigned(let facts): ["交给\(owner(facts.owner, venue: facts.venue))"]
    case .classified(let facts): classifiedDetails(facts)
    case .supplemented(let facts): facts.files.isEmpty ? [] : ["附照片\(facts.files.count)张"]
    case .resultRecorded(let facts): ["结果：\(settings.names.name(of: facts.outcome))"]
    case .replied(let facts): repliedDetails(facts, item)
    case .rated(let facts):
      ["态度：\(Words.satisfaction(facts.attitude))，结果：\(Words.satisfaction(facts.result))"]
        + (facts.isFlagged && reader == .staff ? ["这次评价来自登录过工作台的设备，已标记"] : [])
    case .feedbackRecorded(let facts):
      [
        "态度：\(Words.satisfaction(facts.attitude))，结果：\(Words.satisfaction(facts.result))",
        "\(asker(facts.asker, item))于\(DateWords.day(facts.askedOn))\(Words.contactWay(facts.how))询问",
      ]
    case .closedUnrated(let facts):
      ["\(asker(facts.asker, item))于\(DateWords.day(facts.askedOn))\(Words.contactWay(facts.how))联系，未获评价"]
    case .reopened(let facts):
      [
        (facts.owner == .desk ? "由" : "换由") + owner(facts.owner, venue: nil)
          + "办理，\(DateWords.full(facts.replyDue.date, today: today))前答复"
      ]
    case .archived(let mark): [record.archiveWords(mark)]
    case .objected(let facts): ["针对第\(facts.seq)步"]
    case .revealed(let facts): ["事由：\(facts.reason)"]
    case .reissued(let facts): ["核对方式：\(facts.verifiedBy)，旧的查询码同时作废"]
    case .corrected(let facts): ["更正了：" + facts.fields.map(PrivacyWords.field).joined(separator: "、")]
    case .erased(let facts): erasedDetails(facts)
    case .lapsed(let facts): ["\(owner(facts.owner, venue: nil))未在期限内受理"]
    case .recounted: ["放假安排更新，期限重新计算"]
    case .handedOver(let facts):
      handedOverDetails(facts)
    case .noted(let facts): facts.files.isEmpty ? [] : ["附照片\(facts.files.count)张"]
    case .returnSettled(let facts) where reader != .staff:
      facts.next.map { PartWords.details(.transferred($0), record.names, settings, today: today) } ?? []
    case .transferred, .recalled, .signedFor, .appointed, .returnAsked, .returnSettled, .resultDrafted, .sentBack,
      .resultSigned:
      (reader == .staff ? item.event.part.flatMap(unitName).map { [$0] } ?? [] : [])
        + PartWords.details(item.event, record.names, settings, today: today)
        + (reader == .staff ? sharing(item.event) : [])
    case .offered, .claimed, .handedBack, .escalated, .passedDown, .merged, .joined, .risen:
      LevelWords.details(item.event, record, settings, isStaff: reader == .staff, today: today)
    case .released(let facts): ["\(DateWords.full(facts.acceptDue.date, today: today))前受理"]
    case .asked, .urged, .withdrawn, .redacted, .published, .parted: []
    }
  }

  private func submittedDetails(_ facts: MatterEvent.Submitted, _ item: MatterHistoryItem) -> [String] {
    var lines = [
      Words.channel(facts.channel)
        + (facts.channel.isFromDeputy
          ? "" : record.enteredByName.map { "，" + (reader == .staff ? $0 : office(item)) + "代录" } ?? "")
    ]
    if !facts.files.isEmpty { lines.append("照片\(facts.files.count)张，位置信息已去除") }
    if let held = facts.held, reader == .staff { lines.append("先甄别：" + held.map(Words.hold).joined(separator: "；")) }
    if facts.previous != nil, reader != .everybody { lines.append("接着以前的一件诉求") }
    return lines
  }

  private func erasedDetails(_ facts: MatterEvent.Erased) -> [String] {
    var lines = ["事由：\(facts.reason)"]
    if let parts = facts.parts, facts.with == nil {
      lines.append("删除了：" + ErasedPart.allCases.filter(parts.contains).map(PrivacyWords.part).joined(separator: "、"))
    }
    if facts.with != nil { lines.append("同一张表单里的另一件已依法删除，相同的原话一并删除") }
    return lines
  }

  private func declinedDetails(_ facts: MatterEvent.Declined) -> [String] {
    var lines = ["理由：\(Words.decline(facts.reason))"]
    if let venue = facts.nextVenue { lines.append("可以找：\(record.names.venues[venue] ?? "")") }
    if let deputy = facts.nextDeputy { lines.append("可以找：\(record.names.people[deputy] ?? "")代表") }
    return lines
  }

  private func classifiedDetails(_ facts: MatterEvent.Classified) -> [String] {
    var parts: [String] = []
    if let grade = facts.grade { parts.append(settings.names.name(of: grade)) }
    parts.append(Words.urgency(facts.urgency))
    if let category = facts.category { parts.append(record.names.categories[category] ?? "") }
    return [parts.joined(separator: "，")]
  }

  private func repliedDetails(_ facts: MatterEvent.Replied, _ item: MatterHistoryItem) -> [String] {
    var lines = ["结果：\(settings.names.name(of: facts.outcome))" + (facts.inTime ? "" : "，超过期限")]
    if let oral = facts.oral { lines.append("\(teller(oral.teller, item))于\(DateWords.day(oral.toldOn))告知") }
    return lines
  }

  private func unitName(_ part: Int) -> String? {
    record.matter.status.handling(part).flatMap { record.names.units[$0.unit] }
  }

  private func sharing(_ event: MatterEvent) -> [String] {
    guard case .transferred(let transfer) = event, let sharing = transfer.parts.first?.sharing, sharing != .none else {
      return []
    }
    return ["联系方式提供给单位：" + (sharing == .agreed ? "群众同意" : transfer.sharingReason ?? "")]
  }

  private func handedOverDetails(_ facts: MatterEvent.HandedOver) -> [String] {
    var lines: [String] = []
    if facts.owner != facts.from {
      lines.append("由\(owner(facts.from, venue: nil))改为\(owner(facts.owner, venue: facts.venue))办理")
    }
    if let venue = facts.venue { lines.append("改由\(record.names.venues[venue] ?? "联络站")负责") }
    lines += facts.units.map { "转办事项改由\(record.names.units[$0.unit] ?? "")办理" }
    return lines.isEmpty ? [] : [lines.joined(separator: "，") + "，期限不变"]
  }

  private func owner(_ owner: MatterOwner, venue: ID<Venue>?) -> String {
    switch owner {
    case .venue: venue.flatMap { record.names.venues[$0] } ?? record.venue?.name ?? "联络站"
    case .deputy(_, let person): (record.names.people[person] ?? "") + "代表"
    case .group(let group): record.names.groups[group] ?? "代表小组"
    case .desk: "上一级经办人"
    }
  }
}

extension MatterRecord {
  /// 柳林站〔2026〕17号; a sealed matter has the number of the desk that closed it.
  func archiveWords(_ mark: ArchiveMark) -> String {
    let place = mark.venue.flatMap { names.venues[$0] } ?? mark.desk.flatMap { names.congresses[$0] } ?? ""
    return "\(place)〔\(mark.year)〕\(mark.number)号"
  }
}

extension MatterHistoryItem {
  /// Who acted, without the name of a member of staff.
  var officeWords: String {
    switch office {
    case .deputy(let name)?: name + "代表"
    case .venue(let name)?: name.isEmpty ? "联络站工作人员" : name
    case .congress(let name)?: name + "经办人"
    case .unit(let name)?: name
    case .coordinator?: "协调员"
    case .desk(let name)?: name + "指定经办人"
    case .grid(let name)?: name + "网格员"
    case nil: ""
    }
  }
}
