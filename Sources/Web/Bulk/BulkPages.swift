import Actions
import Domain
import HTMLKit

/// One's own runs.
struct BulkListPage: HTMLKit.Page {
  let runs: [BulkRun]
  let today: CivilDate

  var title: String { "我的批量办理" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("待办队列", SitePath.queue.string), (title, nil)])
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: "没有确认的保留\(BulkRun.waitsDays)天，办完的保留\(BulkRun.keptDays)天；每一件办了什么，都在那一件的办理经过里。")
    if runs.isEmpty {
      h.empty("还没有批量办理过。在待办队列里勾选几件，就可以一起办。", link: (SitePath.queue.string, "去待办队列"))
      return
    }
    h.div(.class("frame section-s")) { h in
      h.table("我的批量办理", ["办什么", "从哪里选的", "件数", "到哪一步", "时间"]) { h in for run in runs { row(run, &h) } }
    }
  }

  private func row(_ run: BulkRun, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        h.link(SitePath.bulkRun(run.id).string, BulkWords.title(run.act))
      }
      h.element("td", [.fixed("data-label", "选自")], text: run.list)
      let counts =
        run.state == .done || run.state == .running
        ? "办好\(run.counts.done)件" + (run.counts.refused > 0 ? "，没有办\(run.counts.refused)件" : "") : "\(run.counts.all)件"
      h.element("td", [.fixed("data-label", "件数")], text: counts)
      h.element("td", [.fixed("data-label", "进度")], text: BulkWords.state(run.state))
      h.element("td", [.fixed("data-label", "时间")], text: DateWords.moment(run.madeAt, today: today))
    }
  }
}

/// One run: what is to be said, what will become of each row, what became of it.
struct BulkPage: HTMLKit.Page {
  let data: BulkPageData
  let targets: BulkTargets
  /// What was typed, when it came back.
  let draft: FormDraft?
  let problem: String?
  let token: String
  let today: CivilDate

  private var run: BulkRun { data.run }
  private var cannot: Int { data.lines.count - data.able }
  var title: String { BulkWords.title(run.act) }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("待办队列", SitePath.queue.string), ("我的批量办理", SitePath.bulk.string), (title, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.chip(BulkWords.state(run.state), run.state == .done ? .ok : .info)
    }
    if let problem { h.notice(nil, problem, .warn) }
    h.p(.class("mini")) { h in
      h.element("span", text: "选自：\(run.list)")
      h.element("span") { h in
        h.text("共 ")
        h.b("\(run.counts.all)")
        h.text(" 件")
      }
    }
    if run.hasMore {
      h.notice(nil, "符合条件的还有，一次最多办\(BulkRun.most)件。这是排在前面的\(run.counts.all)件，办完再办下一批。", .warn)
    }
    switch run.state {
    case .chosen: chosen(&h)
    case .prepared: prepared(&h)
    case .running: running(&h)
    case .done: done(&h)
    }
    rows(&h)
  }

  // MARK: What can be done now

  private func chosen(_ h: inout HTMLWriter) {
    if data.able == 0 {
      h.notice(nil, "勾选的都不能这样办，原因在下面。", .warn)
      h.p(.class("row")) { h in h.link(SitePath.queue.string, "回到待办队列", class: "btn") }
      return
    }
    if cannot > 0 { h.notice(nil, "有\(cannot)件现在不能这样办，不会动，原因在下面。", .warn) }
    h.section(.class("card narrow"), .labelledBy("say")) { h in
      h.h2(.id("say"), text: "要怎么办")
      form(&h)
    }
  }

  private func form(_ h: inout HTMLWriter) {
    let draft = draft ?? FormDraft(BulkForm.values(data.input, targets))
    h.form(SitePath.bulkStep(run.id, .prepare).string, token: token) { h in
      h.errorSummary(draft)
      switch run.act {
      case .assign:
        h.select("交给谁", "to", draft, options: [("", "请选择")] + targets.options)
        h.area("交代一句", "words", draft, optional: true, maximum: 500, small: true)
      case .transfer:
        h.select("主办单位", "unit", draft, options: [("", "请选择")] + targets.options)
        h.area("请单位办什么", "words", draft, hint: "每一件都写上这些话；群众看不到", maximum: 1000, small: true)
        h.input("请在哪天前办结", "due", draft, maximum: 10, type: "date")
        h.p(.class("small mute"), text: "批量转交不给单位群众的联系方式；需要给的，请打开那一件单独转交。")
      case .urge:
        h.area("催什么", "words", draft, hint: "办理的人和联络站会收到提醒；群众看得到催过，看不到这些话", maximum: 500, small: true)
      }
      h.submit("看看会怎样", icon: .eye)
    }
  }

  private func prepared(_ h: inout HTMLWriter) {
    if data.able == 0 {
      h.notice(nil, "照这样说，没有一件能办，原因在下面。请改一改，或者回到队列重新勾选。", .warn)
    } else {
      let rest = cannot > 0 ? "其余\(cannot)件不能办，不会动。" : ""
      h.notice(nil, "将把下面的\(data.able)件\(BulkWords.what(run, data.target))。\(rest)现在还没有办。")
    }
    h.div(.class("row")) { h in
      if data.able > 0 {
        h.buttonForm(
          SitePath.bulkStep(run.id, .start).string, token: token, "确认办理这\(data.able)件", icon: .check,
          fields: [("seen", "\(run.changedAt.milliseconds)")], class: "btn btn-main")
      }
      h.link(SitePath.queue.string, "不办了", class: "btn")
    }
    h.fold(.pencil, "改一改", isOpen: draft != nil || data.able == 0) { h in form(&h) }
  }

  private func running(_ h: inout HTMLWriter) {
    let gone = run.counts.done + run.counts.refused
    h.notice(nil, "正在办理：\(gone) / \(run.counts.all)。可以离开这一页，系统会接着办完；本页每4秒自动更新。")
    h.element(
      "progress", [.value("\(gone)"), .other("max", "\(max(run.counts.all, 1))"), .label("进度")],
      text: "\(gone)/\(run.counts.all)")
    h.div(.class("row")) { h in
      h.a(.class("btn btn-s"), .href(SitePath.bulkRun(run.id).string)) { h in
        h.icon(.refresh)
        h.text("看最新进度")
      }
      h.buttonForm(SitePath.bulkStep(run.id, .goOn).string, token: token, "马上继续")
    }
  }

  private func done(_ h: inout HTMLWriter) {
    let (good, bad) = (run.counts.done, run.counts.refused)
    h.notice(
      nil, "\(BulkWords.what(run, data.target))：办好\(good)件" + (bad > 0 ? "，没有办\(bad)件，原因在下面。" : "。"),
      bad == 0 ? .ok : .warn)
    h.p(.class("row")) { h in h.link(SitePath.queue.string, "回到待办队列", class: "btn btn-s") }
  }

  // MARK: The rows

  private func rows(_ h: inout HTMLWriter) {
    h.div(.class("frame section-s")) { h in
      h.table(title + "的诉求", ["诉求", "现在交给", "状态", run.state == .done ? "结果" : "会怎样"]) { h in
        for line in sorted { row(line, &h) }
      }
    }
  }

  /// What is left as it is comes first: that is what somebody has to look at.
  private var sorted: [BulkPageData.Line] {
    data.lines.filter { refusal($0) != nil } + data.lines.filter { refusal($0) == nil }
  }

  private func refusal(_ line: BulkPageData.Line) -> BulkRefusal? {
    if case .refused(let reason) = line.row.outcome { return reason }
    if case .cannot(let reason) = line.forecast { return reason }
    return nil
  }

  private func row(_ line: BulkPageData.Line, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")]) { h in
        if let matter = line.matter {
          h.link(SitePath.record(matter.id).string, matter.title)
          h.small(DateWords.receipt(matter.receipt))
        } else {
          h.text("第\(line.row.position)件")
        }
      }
      h.element(
        "td", [.class("t-who"), .fixed("data-label", "交给")], text: line.matter.map { $0.owner ?? "联络站安排" } ?? "—")
      h.element("td", [.class("t-opt")], text: line.matter.map { Words.state($0.state) } ?? "—")
      h.element("td") { h in result(line, &h) }
    }
  }

  private func result(_ line: BulkPageData.Line, _ h: inout HTMLWriter) {
    if let refusal = refusal(line) {
      h.chip(run.state == .done || run.state == .running ? "没有办" : "不能办", .warn, icon: .warning)
      h.text(" ")
      h.span(.class("small"), text: BulkWords.sentence(refusal, data.people, today: today))
      return
    }
    switch (line.row.outcome, line.forecast) {
    case (.done, _): h.chip("办好了", .ok, icon: .check)
    case (_, .will(let before, let after)):
      h.text(BulkWords.effect(data, line.matter, from: before, to: after, today: today))
    case (_, .may): h.span(.class("mute"), text: "可以办")
    default: h.span(.class("mute"), text: "等着办")
    }
  }
}

/// The form of a run with what was said before.
private enum BulkForm {
  static func values(_ input: BulkInput?, _ targets: BulkTargets) -> [String: String] {
    switch input {
    case .assign(let input):
      let to =
        switch input.to {
        case .deputy(let id): "d-\(id)"
        case .group(let id): "g-\(id)"
        case .venue(let id): "v-\(id)"
        }
      return ["to": to, "words": input.words ?? ""]
    case .transfer(let input):
      return ["unit": input.lead?.description ?? "", "words": input.words, "due": input.resultDue.description]
    case .urge(let words): return ["words": words]
    case nil: return ["due": targets.due?.description ?? ""]
    }
  }
}
