import Domain
import HTTPKit

extension MatterTimeline.Line {
  static let shape = Shape<MatterTimeline.Line>(
    "HistoryLine", "经过里的一步，用看的人可以看到的话写",
    [
      .count("seq", "第几步") { $0.seq },
      .instant("at", "什么时候") { $0.at },
      .word("act", "做了什么") { $0.act },
      .text("title", "做了什么，中文") { $0.title },
      .text("who", "谁做的；不写名字的地方是空的") { $0.who },
      .flag("onBehalf", "代为办理") { $0.isOnBehalf },
      .texts("details", "细节") { $0.details },
      .maybeText("words", "写下的话") { $0.words },
      .flag("erased", "文字已依法删除") { $0.isErased },
    ])
}

/// A published matter with its course.
struct PublicationDetail: Sendable {
  let publication: MatterPublication
  let status: MatterStatus
  let timeline: MatterTimeline

  static let shape = Shape<PublicationDetail>(
    "PublicationDetail", "一件公开的诉求",
    [
      .shape("publication", "公开稿", MatterPublication.shape) { $0.publication },
      .word("state", "状态") { $0.status.state },
      .text("stateName", "状态，中文") { Words.state($0.status.state) },
      .date("receivedOn", "哪天收到") { $0.status.receivedAt.date },
      .shapes("history", "经过，新的在前", MatterTimeline.Line.shape) { $0.timeline.lines },
    ])
}
