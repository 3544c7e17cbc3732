import Actions
import Domain
import HTMLKit

/// 导入名单: a form to send a file, templates, and what was sent so far.
struct ImportsPage: HTMLKit.Page {
  let offered: [(congress: Congress, kinds: [ImportKind])]
  let runs: [ImportRun]
  let isFirst: Bool
  let draft: FormDraft
  let token: String
  let today: CivilDate

  var title: String { "导入名单" }

  private var kinds: [ImportKind] {
    ImportKind.allCases.filter { kind in offered.contains { $0.kinds.contains(kind) } }
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: "先检查、再导入：上传后逐行检查，什么都不会写进名录；看过报告、点了“导入”才写，导入后还能整批撤销。请勿上传涉密内容。")
    h.errorSummary(draft)
    h.card("upload", "上传文件") { h in
      h.form(SitePath.imports.string, token: token, multipart: true) { h in
        h.select(
          "导入什么", "kind", draft, options: [("", "请选择")] + kinds.map { ($0.rawValue, ImportWords.kind($0)) },
          hint: "先后：区划、网格、选区、站点和单位，再是代表、小组、职务，最后由系统管理员导入账号")
        if offered.count > 1 {
          h.select(
            "导入到", "congress", draft, options: offered.map { ($0.congress.id.description, $0.congress.name) })
        }
        file(&h)
        h.submit("上传并检查")
      }
    }
    h.headed("templates", "模板") { h in
      h.ul(.class("lines")) { h in for kind in kinds { template(kind, &h) } }
    }
    h.headed("runs", "导入过的名单") { h in
      if runs.isEmpty { return h.empty("还没有导入过。") }
      h.ul(.class("lines")) { h in for run in runs { line(run, &h) } }
      let next = runs.count == ReadImports.pageSize ? runs.last : nil
      if next == nil, isFirst { return }
      h.pager(
        "每页\(ReadImports.pageSize)份", next: next.map { SitePath.imports.with([("before", $0.id.description)]) },
        first: isFirst ? nil : SitePath.imports.string)
    }
  }

  private func file(_ h: inout HTMLWriter) {
    let problem = draft.problem("file")
    h.div(.class(problem == nil ? "field" : "field bad")) { h in
      h.element("label", [.other("for", "file")], text: "文件")
      h.p(.class("hint"), .id("file-hint"), text: ".xlsx，或UTF-8、GBK、GB18030编码的CSV；最大10MB、2万行")
      if let problem {
        h.p(.class("err"), .id("file-err")) { h in
          h.icon(.warning)
          h.span(text: problem)
        }
      }
      h.void(
        "input",
        [
          .class("input"), .id("file"), .name("file"), .type("file"), .fixed("accept", ".xlsx,.csv,.txt"),
          .describedBy(problem == nil ? "file-hint" : "file-err file-hint"),
        ])
    }
  }

  private func template(_ kind: ImportKind, _ h: inout HTMLWriter) {
    h.li { h in
      h.div(.class("tree-row")) { h in
        h.b(ImportWords.kind(kind))
        h.element("span", [.class("tree-edit")]) { h in
          for format in SheetFormat.allCases {
            h.download(
              SitePath.importTemplate(kind, format).string,
              format == .xlsx ? "Excel模板" : "CSV模板")
            h.text(" ")
          }
        }
      }
      h.p(
        .class("small mute"),
        text: kind.columns.map { $0.head + ($0.isRequired ? "（必填）" : "") }.joined(separator: "、"))
    }
  }

  private func line(_ run: ImportRun, _ h: inout HTMLWriter) {
    h.li { h in
      h.a(.class("line"), .href(SitePath.importRun(run.id).string)) { h in
        h.b(ImportWords.kind(run.kind) + "　" + run.fileName)
        h.element("time", text: DateWords.moment(run.madeAt, today: today))
        h.small("\(ImportWords.state(run.state))　共\(run.rows)行，可导入\(run.ready)行")
      }
    }
  }
}

/// 首次登录条: one for each new account, to be cut and handed over.
struct FirstSignInPage: HTMLKit.Page {
  let slips: [ImportSlips.Slip]
  let site: SiteInfo
  let address: String

  var title: String { "首次登录条" }

  func body(_ h: inout HTMLWriter) {
    if slips.isEmpty {
      h.section(.class("paper slips"), .label("登录条内容")) { h in
        h.article(.class("slip")) { h in h.p(text: "这一批账号都已经登录并改过密码，没有要打印的。") }
      }
    }
    var rest = slips[...]
    var number = 0
    while !rest.isEmpty {
      let sheet = rest.prefix(3)
      rest = rest.dropFirst(3)
      number += 1
      h.section(.class("paper slips"), .label("登录条第\(number)页")) { h in for slip in sheet { write(slip, &h) } }
    }
  }

  private func write(_ slip: ImportSlips.Slip, _ h: inout HTMLWriter) {
    h.article(.class("slip")) { h in
      h.div { h in
        h.p(.class("slip-org"), text: site.name + "　" + slip.posts.joined(separator: "、"))
        h.element("h2", [.class("slip-title")], text: slip.name + "首次登录条")
        h.p(.class("slip-code slip-first")) { h in
          h.small("用户名　\(slip.username)　　首次密码")
          h.text(slip.password)
        }
        h.p(.class("slip-note"), text: "在 \(address) 登录，第一次登录要改成自己的密码，改后这张条作废。")
        h.p(.class("slip-note"), text: "请亲手交给本人，不要拍照发群。")
      }
    }
  }
}
