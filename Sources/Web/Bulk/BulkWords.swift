import Actions
import Domain

/// What bulk work says about itself and about each row.
enum BulkWords {
  static func title(_ act: BulkAct) -> String {
    switch act {
    case .assign: "批量分派"
    case .transfer: "批量转交单位"
    case .urge: "批量催办"
    }
  }

  /// On the bar under a list.
  static func button(_ act: BulkAct) -> String {
    switch act {
    case .assign: "分派…"
    case .transfer: "转交单位…"
    case .urge: "催办…"
    }
  }

  static func state(_ state: BulkState) -> String {
    switch state {
    case .chosen: "还没有填写"
    case .prepared: "等您确认"
    case .running: "正在办理"
    case .done: "办完了"
    }
  }

  /// 分派给李春分代表.
  static func what(_ run: BulkRun, _ target: String?) -> String {
    switch run.act {
    case .assign: "分派给" + (target ?? "所选的对象")
    case .transfer: "转交" + (target ?? "所选的单位")
    case .urge: "催办"
    }
  }

  /// What will become of a row, by what the act did when it was tried.
  static func effect(
    _ data: BulkPageData, _ line: MatterLine?, from before: MatterStatus, to after: MatterStatus, today: CivilDate
  ) -> String {
    var parts: [String] = []
    switch data.input {
    case .assign:
      parts.append("交给" + (data.target ?? ""))
      if before.venue != after.venue { parts.append("由那里受理，\(DateWords.day(after.acceptDue.date))前") }
    case .transfer(let input):
      parts.append("由\(data.target ?? "")办理，\(DateWords.day(input.resultDue))前办结")
      if before.replyDue != after.replyDue { parts.append("答复群众的期限改为\(DateWords.day(after.replyDue.date))") }
    case .urge: parts.append("提醒" + (line?.owner ?? line?.venue ?? "联络站"))
    case nil: break
    }
    if !after.followers.isEmpty { parts.append("并入的一起办") }
    return parts.joined(separator: "；")
  }

  static func sentence(_ refusal: BulkRefusal, _ people: [ID<Person>: String], today: CivilDate) -> String {
    switch refusal {
    case .access(.notVisible): return "这件现在不由您查看"
    case .access(let reason): return ProblemWords.sentence(reason)
    case .rule(let refusal): return ProblemWords.sentence(refusal)
    case .changed(let change?):
      let who = change.by.map { people[$0] ?? "有人" } ?? "群众或者系统"
      return "您勾选以后，\(who)办过“\(Words.act(change.act))”（\(DateWords.moment(change.at, today: today))），没有再动"
    case .changed(nil): return "您勾选以后有人更新了这件，没有再动"
    case .wrongTarget: return "这件不能交给所选的对象"
    case .expired: return "搁置超过\(BulkRun.waitsDays)天，没有办"
    case .failed: return "没有办成，请打开这件单独办理"
    }
  }
}
