import Actions
import Domain
import HTMLKit

/// 保存期限: what is kept how long, what would go today, the confirmation, and what is held.
struct RetentionPage: HTMLKit.Page {
  enum Part: Equatable {
    case rules, confirm, hold
    case lift(ID<LegalHold>)
  }

  let page: ManageRetention.Page
  let holds: [HoldMatters.Line]
  let venues: [(value: String, words: String)]
  let categories: [(value: String, words: String)]
  let draft: FormDraft
  /// The form that came back.
  let part: Part?
  let token: String
  let today: CivilDate

  private var congress: ID<Congress> { page.congress.id }

  var title: String { "保存期限" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: page.congress.name + "。个人信息的保存期限应当是实现目的所必要的最短时间（个人信息保护法第十九条）。")
    }
    if let part { summary(part, &h) }
    state(&h)
    preview(&h)
    if !page.isConfirmed { confirm(&h) }
    rules(&h)
    fixed(&h)
    held(&h)
  }

  private func summary(_ part: Part, _ h: inout HTMLWriter) {
    guard case .lift(let hold) = part else {
      h.errorSummary(draft)
      return
    }
    h.scopingIDs("h\(hold)") { h in h.errorSummary(draft) }
  }

  // MARK: What happens now

  private func state(_ h: inout HTMLWriter) {
    if page.isConfirmed, let confirmation = page.confirmation {
      var words =
        "\(page.confirmedBy ?? "")于\(DateWords.moment(confirmation.at, today: today))确认。每天自动删除到期的内容，每件都记入经过，统计和历史的校验不受影响。"
      if let progress = page.progress {
        words +=
          progress.day == today && !progress.isDone
          ? "今天的正在进行，已删\(progress.erased)件。"
          : "最近一次是\(DateWords.near(progress.day, today: today))，删了\(progress.erased)件。"
      }
      h.notice("正在按这个规则自动删除", words, .ok)
    } else if page.confirmation != nil {
      h.notice("规则改了，自动删除停着", "看过下面的数目，再确认一次才会继续。", .warn)
    } else {
      h.notice("还没有开始自动删除", "没有人确认过，到期的内容都还留着。看过下面的数目再确认。", .warn)
    }
  }

  private func preview(_ h: inout HTMLWriter) {
    h.headed("preview", "今天到期、会删除的") { h in
      h.div(.class("frame")) { h in
        h.table("今天到期的", ["内容", "保存", "到期", "最早办结", "例如"]) { h in
          for kind in RetentionClass.allCases { row(kind, &h) }
        }
      }
      if page.held > 0 { h.p(.class("small"), text: "另有\(page.held)件已到期，因为依法保全不删除。") }
    }
  }

  private func row(_ kind: RetentionClass, _ h: inout HTMLWriter) {
    let years = page.plan.years(kind)
    let found = page.counts.first { $0.kind == kind }
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: PrivacyWords.retention(kind))
      h.element("td", [.fixed("data-label", "保存")], text: years.map { "办结后\($0)年" } ?? "不自动删除")
      h.element("td", [.fixed("data-label", "到期")], text: found.map { "\($0.count)件" } ?? "—")
      h.element("td", [.fixed("data-label", "最早办结")], text: found?.oldest.map(DateWords.long) ?? "—")
      h.element("td", [.fixed("data-label", "例如")]) { h in
        guard let samples = found?.samples, !samples.isEmpty else {
          h.text("—")
          return
        }
        // What is sealed is named at its own desk only.
        if kind == .sealed {
          h.text("封存事项")
          return
        }
        for sample in samples {
          h.p(.class("small")) { h in h.link(SitePath.record(sample.matter).string, DateWords.receipt(sample.receipt)) }
        }
      }
    }
  }

  private func confirm(_ h: inout HTMLWriter) {
    h.form(SitePath.confirmRetention(congress).string, token: token, class: "form section-s") { h in
      h.hidden("seen", "\(page.settings.number)")
      h.div(.id("sure")) { h in
        h.check("sure", "我看过上面的数目和样例，确认从今天起按这个规则自动删除", FormDraft(), detail: "删除以后不能恢复")
      }
      h.submit("确认", icon: .check, class: "btn btn-main")
    }
  }

  // MARK: Rules

  private func rules(_ h: inout HTMLWriter) {
    h.headed("rules", "修改保存期限") { h in
      h.p(.class("small mute"), text: "从办结那天算起。联系方式留1到10年，别的填0表示不自动删除。改了以后要重新确认。")
      h.form(SitePath.retention(congress).string, token: token, class: "form form-grid section-s") { h in
        h.hidden("seen", "\(page.settings.number)")
        let shown = part == .rules ? draft : current
        h.input("联系方式留几年", "contact", shown, maximum: 2, mode: "numeric")
        h.input("文字留几年", "words", shown, maximum: 2, mode: "numeric")
        h.input("照片留几年", "photos", shown, maximum: 2, mode: "numeric")
        h.input("公开稿留几年", "published", shown, maximum: 2, mode: "numeric")
        h.input("封存事项留几年", "sealed", shown, maximum: 2, mode: "numeric")
        h.div(.class("wide")) { h in h.input("为什么修改", "reason", shown, maximum: 100) }
        h.div(.class("form-end")) { h in h.submit("保存为第\(page.settings.number + 1)版") }
      }
    }
  }

  private var current: FormDraft {
    FormDraft([
      "contact": "\(page.plan.contact)", "words": "\(page.plan.rules.words)", "photos": "\(page.plan.rules.photos)",
      "published": "\(page.plan.rules.published)", "sealed": "\(page.plan.rules.sealed)",
    ])
  }

  private func fixed(_ h: inout HTMLWriter) {
    h.headed("fixed", "不在这里定的") { h in
      h.ul(.class("plain-list")) { h in
        h.li(text: "没有提交的照片：一天后删除。")
        h.li(text: "登录日志：\(page.logDays)天，由安全管理员设置，法律要求不少于六个月。")
        h.li(text: "办理经过、日期、统计、审计记录和历史的校验：依法保存，不删除。")
      }
    }
  }

  // MARK: Holds

  private func held(_ h: inout HTMLWriter) {
    h.headed("holds", "保全") { h in
      h.p(.class("small mute"), text: "保全的，到期不删，本人要求也不删，直到解除。提出删除的人会被告知。")
      if holds.isEmpty { h.empty("没有保全。") }
      h.ul(.class("lines")) { h in for line in holds { h.li { h in hold(line, &h) } } }
      h.div(.class("section-s")) { h in
        h.fold(.lock, "新增保全", isOpen: part == .hold) { h in placing(&h) }
      }
    }
  }

  private func hold(_ line: HoldMatters.Line, _ h: inout HTMLWriter) {
    let isOpen = line.hold.liftedAt == nil
    h.div(.class("line")) { h in
      h.element("b") { h in
        h.text(coverage(line) + " ")
        h.chip(isOpen ? "保全中" : "已解除", isOpen ? .warn : .plain)
      }
      h.element("time", text: DateWords.moment(line.hold.placedAt, today: today))
      h.small("\(line.by ?? "系统")：\(line.hold.reason)" + (line.hold.liftReason.map { "；解除：\($0)" } ?? ""))
    }
    if isOpen {
      let wrong = part == .lift(line.hold.id) ? draft : FormDraft()
      h.form(SitePath.liftHold(congress, line.hold.id).string, token: token, class: "form-s") { h in
        h.scopingIDs("h\(line.hold.id)") { h in
          h.input("为什么解除", "lift-reason", wrong, maximum: 200)
          h.submit("解除保全", class: "btn btn-s")
        }
      }
    }
  }

  private func coverage(_ line: HoldMatters.Line) -> String {
    if let receipt = line.receipt { return "回执 " + DateWords.receipt(receipt) }
    let hold = line.hold.coverage
    if hold.matter != nil { return "一件您看不到的事项" }
    let dates =
      hold.from == nil && hold.through == nil
      ? nil : "\(hold.from.map(DateWords.long) ?? "以前")至\(hold.through.map(DateWords.long) ?? "以后")收到的"
    return [line.venue, line.category, dates].compactMap { $0 }.joined(separator: "、")
  }

  private func placing(_ h: inout HTMLWriter) {
    let shown = part == .hold ? draft : FormDraft()
    h.form(SitePath.placeHold(congress).string, token: token, class: "form-s") { h in
      h.input("只保全一件：回执号", "receipt", shown, optional: true, maximum: 20, mode: "numeric")
      h.p(.class("small mute"), text: "或者保全一批，选了几项就要几项都符合：")
      h.div(.class("pair")) { h in
        h.select("站点", "venue", shown, options: [("", "不限")] + venues)
        h.select("类别", "category", shown, options: categories)
        h.input("收到的日子，从", "from", shown, optional: true, type: "date")
        h.input("到", "through", shown, optional: true, type: "date")
      }
      h.input("为什么保全", "hold-reason", shown, hint: "如“县纪委监委来函，案件办理中”", maximum: 200)
      h.submit("保全", icon: .lock)
    }
  }
}
