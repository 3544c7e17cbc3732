import Actions
import Domain
import HTTPKit

/// A motion at work as JSON: what its page shows.
enum MotionShapes {
  private struct Signer: Sendable {
    let signer: CoSigner
    let name: String

    static let shape = Shape<Signer>(
      "MotionSigner", "被邀请联名的一位代表",
      [
        .named("deputy", "代表") { Named(id: $0.signer.person, name: $0.name) },
        .word("answer", "答复") { $0.signer.answer }, .maybeDate("answeredOn", "哪天答复") { $0.signer.answeredOn },
      ])
  }

  private static let line = Shape<(item: MotionHistoryItem, title: String, detail: String?)>(
    "MotionHistoryLine", "经过里的一步",
    [
      .count("seq", "第几步") { $0.item.seq }, .instant("at", "什么时候") { $0.item.at },
      .word("act", "做了什么") { $0.item.event.act }, .text("title", "做了什么，中文") { $0.title },
      .maybeText("who", "谁做的；系统做的没有") { $0.item.actorName }, .maybeText("detail", "细节") { $0.detail },
      .maybeText("took", "参加的人") { $0.item.words.who }, .maybeText("words", "写下的话") { $0.item.words.text },
    ])

  static let detail = Shape<MotionPageData>(
    "WorkMotion", "一件议案，工作台看到的",
    head + course + [
      .shapes("leaders", "负责人", MotionAPI.leaderShape) { $0.status.leaders },
      .shapes("milestones", "节点", MotionAPI.milestoneShape) { $0.status.milestones },
      .shapes("notes", "督办和进展", MotionAPI.noteShape) { data in
        let words = data.noteWords
        return data.status.notes.map { (note: $0, words: words[$0.number] ?? MotionWords()) }
      },
      .shapes("history", "经过，早的在前", line) { data in
        let timeline = MotionTimeline(data: data)
        return data.history.map { (item: $0, title: timeline.head($0.event), detail: timeline.line($0.event)) }
      },
      .always("acts", .list(.words(MotionActAPI.acts.map(\.rawValue)), 0...40, "您现在可以做的")) { data in
        .list(MotionActAPI.acts.filter(data.acts.contains).map { .text($0.rawValue) })
      },
    ])

  private static let head: [Shape<MotionPageData>.Field] = [
    .id("id", "编号") { $0.motion.id },
    .count("revision", "第几版；也是 ETag") { $0.motion.revision },
    .text("cause", "案由") { $0.motion.text.cause }, .text("grounds", "案据") { $0.motion.text.grounds },
    .text("plan", "方案") { $0.motion.text.plan },
    .word("state", "到哪一步") { $0.status.state },
    .text("stateName", "到哪一步，中文") { Words.motion($0.status.state) },
    .maybeCount("number", "几号议案") { $0.status.number },
    .named("congress", "向哪一级人大提") { $0.names.congress },
    .maybeID("session", "哪次会议") { $0.status.session },
    .named("proposer", "领衔代表；代表团提出的是团长") { data in
      let id = data.status.proposer.person
      return Named(id: id, name: data.names.people[id] ?? "")
    },
    .maybeText("delegation", "代表团") { $0.names.delegation },
    .maybeText("enteredBy", "代为录入的人") { data in data.status.enteredBy.flatMap { data.names.people[$0] } },
    .shapes("coSigners", "联名", Signer.shape) { data in
      data.status.coSigners.map { Signer(signer: $0, name: data.names.people[$0.person] ?? "") }
    },
    .count("signers", "领衔和联名的人数") { $0.status.signers.count },
    .count("needed", "要几人") { $0.status.signersNeeded },
  ]

  private static let course: [Shape<MotionPageData>.Field] = [
    .date("draftedOn", "哪天起草") { $0.status.draftedOn },
    .maybeDate("submittedOn", "哪天提交") { $0.status.submittedOn },
    .maybeText("committee", "委员会") { $0.status.committee }, .maybeWord("opinion", "委员会的意见") { $0.status.opinion },
    .flag("afterSession", "闭会后审议") { $0.status.isAfterSession },
    .maybeDate("decidedOn", "哪天决定") { $0.status.decidedOn },
    .maybeDate("consideredOn", "哪天审议") { $0.status.consideredOn },
    .maybeShape("vote", "表决", MotionAPI.voteShape) { $0.status.vote },
    .maybeDate("withdrawalAskedOn", "哪天要求撤回") { $0.status.withdrawalAskedOn },
    .maybeNamed("suggestion", "转成了哪件代表建议") { $0.names.suggestion },
    .flag("public", "已公开") { $0.status.isPublic },
    .maybeText("publicText", "公开的文字") { data in data.motion.publicText.isEmpty ? nil : data.motion.publicText },
    .maybeDate("reportedOn", "哪天报告实施情况") { $0.status.reportedOn },
  ]
}
