import Actions
import Domain
import HTTPKit

/// A matter as the holder of its receipt sees it, or somebody at work.
struct MatterView: Sendable {
  let data: MatterPageData
  let isForSender: Bool

  var record: MatterRecord { data.record }
  var matter: Matter { record.matter }
  var status: MatterStatus { matter.status }

  var progress: MatterProgress {
    MatterProgress(
      record: record, workflow: data.workflow, settings: data.settings, today: data.today, forSender: isForSender)
  }

  var history: [MatterTimeline.Line] {
    MatterTimeline(
      record: record, reader: isForSender ? .sender : .staff, today: data.today, settings: data.settings,
      allowed: data.allowed
    ).lines
  }

  var photos: [ID<MatterFile>] { (isForSender ? record.photosForSender : record.photos).map(\.id) }

  /// The answer that counts.
  var reply: String? { record.history.last { $0.event.act == .reply }?.words.text }

  /// What there is an operation for.
  func acts(_ allowed: Set<MatterAct>) -> [JSONValue] {
    let known = isForSender ? ActInputs.senderActs : ActAPI.acts
    return known.filter(allowed.contains).map { .text($0.rawValue) }
  }

  /// What sender and staff both read.
  static let common: [Shape<MatterView>.Field] = [
    .id("id", "编号") { $0.matter.id },
    .text("receipt", "回执号") { $0.matter.receipt },
    .count("revision", "第几版；也是 ETag") { $0.matter.revision },
    .text("title", "标题") { $0.matter.title },
    .word("state", "状态") { $0.status.state },
    .text("stateName", "状态，中文") { $0.progress.stateWords },
    .word("channel", "来源") { $0.status.channel },
    .maybeText("category", "类别") { $0.record.category },
    .maybeText("text", "原话；依法删除了就没有") { $0.record.ownWords },
    .text("place", "地点") { $0.record.place ?? "" },
    .word("visibility", "公开方式") { $0.status.visibility },
    .word("replyWay", "希望怎么答复") { $0.matter.replyWay },
    .instant("receivedAt", "什么时候收到") { $0.status.receivedAt },
    .date("acceptDue", "受理期限") { $0.status.acceptDue.date },
    .date("replyDue", "答复期限") { $0.status.replyDue.date },
    .maybeDate("due", "下一步的期限") { $0.progress.promise?.due.date },
    .flag("dueProvisional", "期限暂按周末推算，放假安排公布后重算") { $0.progress.promise?.due.isProvisional ?? false },
    .count("round", "第几次办理") { $0.status.round },
    .shape("congress", "人民代表大会", NamedItem.shape) { NamedItem($0.record.congress) },
    .maybeNamed("venue", "站点") { $0.record.venue },
    .maybeText("owner", "承办的代表或者小组") { $0.record.ownerName },
    .maybeNamed("campaign", "征集活动") { $0.record.campaign },
    .always("photos", .list(.id(), 0...200, "照片编号")) { .list($0.photos.map { .text($0.description) }) },
    .maybeText("reply", "最近一次答复") { $0.reply },
    .count("others", "另有几位居民反映同一件事，一起办理") { $0.data.others },
    .shapes("history", "经过，新的在前", MatterTimeline.Line.shape) { $0.history },
  ]

  static let forSender = Shape<MatterView>(
    "Matter", "一件诉求，提出人看到的",
    common + [
      .always("acts", .list(.words(ActInputs.senderActs.map(\.rawValue)), 0...3, "您现在可以做的")) {
        .list($0.acts($0.data.allowed))
      }
    ])

  static let forStaff = Shape<MatterView>(
    "WorkMatter", "一件诉求，工作台看到的",
    common + [
      .shapes("senders", "提出人，已隐去大部分；全部要用 reveal 并写明理由", senderShape) { $0.record.contacts },
      .maybeWord("grade", "分级") { $0.status.grade },
      .word("urgency", "缓急") { $0.status.urgency },
      .maybeWord("outcome", "办理结果") { $0.status.outcome },
      .flag("held", "待甄别，还没有进入办理") { $0.status.isHeld },
      .flag("sealed", "已封存") { $0.status.seal != nil },
      .flag("objection", "代表有异议") { $0.status.hasObjection },
      .maybeText("enteredBy", "谁代录的") { $0.record.enteredByName },
      .maybeNamed("grid", "网格") { $0.record.grid },
      .maybeID("mergedInto", "并入了哪一件") { $0.status.mergedInto },
      .shapes("parts", "转办的各单位", PartOfMatter.shape) { view in
        view.status.handlings.map {
          PartOfMatter(handling: $0, unit: view.record.names.units[$0.unit] ?? "")
        }
      },
      .always("acts", .list(.words(ActAPI.acts.map(\.rawValue)), 0...60, "您现在可以做的")) {
        .list($0.acts($0.data.allowed))
      },
      .always("onBehalf", .list(.words(ActAPI.acts.map(\.rawValue)), 0...60, "您可以按代表的意思代为录入的")) {
        .list($0.acts($0.data.onBehalf))
      },
    ])

  private static let senderShape = Shape<ContactMask>(
    "MaskedSender", "隐去大部分的称呼和电话",
    [.text("name", "称呼") { $0.name }, .text("phone", "电话") { $0.phone }])
}

/// A unit's part as the matter's record shows it.
struct PartOfMatter: Sendable {
  let handling: UnitHandling
  let unit: String

  static let shape = Shape<PartOfMatter>(
    "PartOfMatter", "一个单位的那一份",
    [
      .count("number", "第几份") { $0.handling.part },
      .text("mark", "变了就是有了新进展") { $0.handling.mark },
      .text("unit", "单位") { $0.unit },
      .flag("lead", "主办") { $0.handling.isLead },
      .word("state", "状态") { $0.handling.state },
      .text("stateName", "状态，中文") { Words.handling($0.handling.state) },
      .date("due", "办结日期") { $0.handling.resultDue },
      .maybeWord("outcome", "办理结果") { $0.handling.outcome },
    ])
}

/// What an act leaves behind: the same for the same request, however the matter goes on.
struct ActDone: Sendable {
  let receipt: String
  let changed: MatterChanged

  static let shape = Shape<ActDone>(
    "ActDone", "办好了；新的情况请重新读取",
    [
      .text("receipt", "回执号") { $0.receipt },
      .count("revision", "办好后是第几版") { $0.changed.revision },
      .count("seq", "经过里的第几步") { $0.changed.seq },
    ])
}
