import Actions
import Domain
import HTMLKit
import TablesKit

/// One file: what was found in it, what was made of it, and what can be done with it now.
struct ImportRunView: HTMLKit.Page {
  let data: ImportRunPage
  let fault: ImportFault?
  let isFirst: Bool
  let problem: String?
  let token: String
  let today: CivilDate

  private var run: ImportRun { data.run }
  var title: String { "导入" + ImportWords.kind(run.kind) }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("导入名单", SitePath.imports.string), (run.fileName, nil)])
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.chip(ImportWords.state(run.state), chip)
    }
    if let problem { h.notice(nil, problem, .warn) }
    h.p(.class("mini")) { h in
      for (words, count) in counts {
        h.element("span") { h in
          h.text(words + " ")
          h.b("\(count)")
        }
      }
      h.element("span", text: "\(data.madeBy ?? "系统") \(DateWords.moment(run.madeAt, today: today))上传")
    }
    state(&h)
    if !run.ignoredHeads.isEmpty {
      h.notice(nil, "这些列模板里没有，没有读取：" + run.ignoredHeads.joined(separator: "、"))
    }
    if !data.kept.isEmpty { kept(&h) }
    findings(&h)
  }

  private var chip: ChipKind {
    switch run.state {
    case .applied: .ok
    case .checked, .applying, .undoing, .reading: .info
    case .undone, .discarded: .plain
    }
  }

  private var counts: [(String, Int)] {
    [("共有行数", run.rows), ("可以导入", run.ready), ("有问题不导入", run.wrong)]
      + (run.made > 0 ? [("写入记录", run.made)] : [])
  }

  // MARK: What can be done

  private func state(_ h: inout HTMLWriter) {
    switch run.state {
    case .reading: h.notice(nil, "还没有读完。如果过一会儿还是这样，请重新上传。", .warn)
    case .checked: checked(&h)
    case .applying, .undoing: underWay(&h)
    case .applied:
      h.notice(nil, "已导入\(run.done)行。", .ok)
      h.div(.class("row")) { h in
        if run.kind == .account {
          h.a(.class("btn btn-s"), .href(SitePath.importSlips(run.id).string)) { h in
            h.icon(.print)
            h.text("打印首次登录条")
          }
        }
      }
      h.fold(.back, "整批撤销") { h in
        h.p(
          .class("small"),
          text: "撤掉这一批写入的\(run.left)项记录。已经有诉求、职务等关联的不删除：有起止日期的终止，其余保留，并逐项说明。")
        act(.undo, "撤销这一批", &h)
      }
    case .undone: h.notice(nil, data.kept.isEmpty ? "已整批撤销，没有留下记录。" : "已撤销，下面的记录因为有关联没有删除。", .ok)
    case .discarded: h.notice(nil, "这份名单没有导入，内容已经删除。")
    }
  }

  private func checked(_ h: inout HTMLWriter) {
    if run.ready == 0 {
      h.notice(nil, "没有一行可以导入。请按下面的报告改好文件再上传。", .warn)
    } else if run.wrong > 0 {
      h.notice(nil, "有问题的\(run.wrong)行不会导入。可以先导入其余的行，改好后再上传一次，已经导入的会按重复略过。", .warn)
    } else {
      h.notice(nil, "检查过了，可以导入。名录还没有改动。", .ok)
    }
    h.div(.class("row")) { h in
      if run.ready > 0 { act(.apply, "导入这\(run.ready)行", class: "btn btn-main", &h) }
      act(.discard, "放弃", &h)
    }
  }

  private func underWay(_ h: inout HTMLWriter) {
    let isUndo = run.state == .undoing
    let done = isUndo ? run.made - run.left : run.done
    let all = isUndo ? run.made : run.ready
    h.notice(
      nil, "\(isUndo ? "正在撤销" : "正在导入")：\(done) / \(all)。可以离开这一页，系统会接着办完；本页每4秒自动更新。")
    h.element("progress", [.value("\(done)"), .other("max", "\(max(all, 1))"), .label("进度")], text: "\(done)/\(all)")
    h.div(.class("row")) { h in
      h.a(.class("btn btn-s"), .href(SitePath.importRun(run.id).string)) { h in
        h.icon(.refresh)
        h.text("看最新进度")
      }
      act(.goOn, "马上继续", &h)
    }
  }

  private func act(
    _ act: ImportAct, _ words: String, class names: StaticString = "btn btn-s", _ h: inout HTMLWriter
  ) {
    h.buttonForm(SitePath.importAct(run.id, act).string, token: token, words, class: names)
  }

  // MARK: What was found

  private func findings(_ h: inout HTMLWriter) {
    let all = data.counts.reduce(0) { $0 + $1.count }
    h.headed("findings", "检查报告") { h in
      if all == 0 { return h.empty("没有发现问题。") }
      h.ul(.class("chips"), .label("按问题筛选")) { h in
        filter(nil, "全部 \(all)", &h)
        for (kind, count) in byFault { filter(kind, "\(ImportWords.fault(kind)) \(count)", &h) }
      }
      h.p(.class("small")) { h in
        h.text("下载报告：")
        for format in SheetFormat.allCases {
          h.download(SitePath.importReport(run.id, format).string, format == .xlsx ? "Excel" : "CSV")
          h.text("　")
        }
      }
      h.div(.class("frame")) { h in
        h.table("检查报告", ["位置", "表头", "问题", "处理"]) { h in for finding in data.findings { row(finding, &h) } }
      }
      if data.next == nil, isFirst { return }
      h.pager(
        "每页\(ReadImports.pageSize)条", next: data.next.map { page(fault, after: $0) },
        first: isFirst ? nil : page(fault, after: nil))
    }
  }

  private var byFault: [(ImportFault, Int)] {
    ImportFault.allCases.compactMap { fault in
      let count = data.counts.filter { $0.fault == fault }.reduce(0) { $0 + $1.count }
      return count > 0 ? (fault, count) : nil
    }
  }

  private func page(_ fault: ImportFault?, after: Int?) -> String {
    SitePath.importRun(run.id).with([("fault", fault?.rawValue), ("after", after.map { "\($0)" })])
  }

  private func filter(_ kind: ImportFault?, _ words: String, _ h: inout HTMLWriter) {
    h.li { h in
      var attributes: [Attribute] = [.class("pill"), .href(page(kind, after: nil))]
      if kind == fault { attributes.append(.fixed("aria-current", "page")) }
      h.element("a", attributes, text: words)
    }
  }

  private func row(_ finding: ImportFinding, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: ImportWords.place(finding))
      h.element("td", [.fixed("data-label", "表头")], text: finding.head)
      h.element("td", [.fixed("data-label", "问题")], text: ImportWords.sentence(finding))
      h.element("td", [.fixed("data-label", "处理")]) { h in
        h.chip(finding.isMended ? "已改正" : "不导入", finding.isMended ? .ok : .warn)
      }
    }
  }

  private func kept(_ h: inout HTMLWriter) {
    h.headed("kept", "没有删除的记录") { h in
      h.ul(.class("lines")) { h in
        for kept in data.kept {
          h.li { h in
            h.div(.class("line")) { h in
              h.b(kept.record.label)
              h.small(ImportWords.kept(kept))
            }
          }
        }
      }
    }
  }
}
