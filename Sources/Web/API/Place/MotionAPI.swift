import Actions
import Domain
import HTTPKit
import HTTPTypes

/// 人大议案 that were made public, as everybody reads them.
enum MotionAPI {
  static let routes: [APIRoute] = [motions, motion]

  private static let lineShape = Shape<MotionLine>(
    "Motion", "公开的议案",
    [
      .id("id", "编号") { $0.id },
      .text("title", "案由") { $0.title },
      .maybeCount("number", "几号议案") { $0.number },
      .named("congress", "哪一级人大的") { $0.congress },
      .word("state", "到哪一步") { $0.state },
      .text("stateName", "到哪一步，中文") { Words.motion($0.state) },
      .count("milestones", "节点数") { $0.milestones },
      .count("milestonesDone", "完成的节点数") { $0.done },
    ])

  static let voteShape = Shape<MotionVote>(
    "MotionVote", "表决",
    [
      .date("on", "日期") { $0.on },
      .count("all", "全体人数") { $0.all },
      .count("for", "赞成") { $0.votesFor },
      .count("against", "反对") { $0.against },
      .count("abstained", "弃权") { $0.abstained },
    ])

  static let leaderShape = Shape<MotionLeader>(
    "MotionLeader", "负责人",
    [
      .count("number", "第几位") { $0.number }, .text("name", "姓名") { $0.name },
      .text("office", "职务和分工") { $0.office },
    ])

  static let milestoneShape = Shape<MotionMilestone>(
    "MotionMilestone", "节点",
    [
      .count("number", "第几个") { $0.number },
      .text("title", "节点") { $0.title },
      .date("due", "完成时间") { $0.due },
      .maybeDate("doneOn", "完成的日期") { $0.doneOn },
    ])

  typealias Note = (note: MotionNote, words: MotionWords)

  static let noteShape = Shape<Note>(
    "MotionNote", "督办和进展",
    [
      .date("on", "日期") { $0.note.on },
      .text("kind", "形式，中文") { Words.note($0.note.form) },
      .text("who", "参加的人") { $0.words.who ?? "" },
      .text("text", "情况") { $0.words.text ?? "" },
    ])

  private static let detailShape = Shape<PublicMotion>(
    "MotionDetail", "公开的议案",
    [
      .id("id", "编号") { $0.id },
      .text("title", "案由") { $0.title },
      .maybeCount("number", "几号议案") { $0.number },
      .named("congress", "哪一级人大的") { $0.names.congress },
      .word("state", "到哪一步") { $0.state },
      .text("stateName", "到哪一步，中文") { Words.motion($0.state) },
      .text("text", "公开的文字") { $0.text },
      .text("proposer", "领衔代表，或者代表团") { $0.names.delegation ?? $0.proposer },
      .count("signers", "领衔和联名的人数") { $0.signers },
      .maybeShape("vote", "表决", voteShape) { $0.vote },
      .shapes("leaders", "负责人", leaderShape) { $0.leaders },
      .shapes("milestones", "节点", milestoneShape) { $0.milestones },
      .shapes("notes", "公开的督办和进展，新的在前", noteShape) { $0.notes },
    ])

  private static let page = ListPage<MotionLine>.shape("MotionPage", "一页议案", of: lineShape)

  private static let motions = APIRoute(
    method: .get, path: "/motions", name: "motions", summary: "公开的人大议案，新的在前", chapter: .place, access: .visitor,
    parameters: [.after], content: .json(page.schema), isKept: true
  ) { call in
    let cursor = try call.cursor { ID<Motion>(text: $0) }
    let found = try await ReadPublicMotions.list(before: cursor, in: call.environment)
    return .json(page.write(ListPage(items: found.lines, next: found.next.map { "\($0)" })))
  }

  private static let motion = APIRoute(
    method: .get, path: "/motions/{id}", name: "motion", summary: "一件公开的议案：表决、负责人、节点、督办", chapter: .place,
    access: .visitor, parameters: [.id("议案", example: "$MOTION")], content: .json(detailShape.schema), isKept: true
  ) { call in .json(detailShape.write(try await ReadPublicMotions.one(call.visit.id("id"), in: call.environment))) }
}
