import Domain
import HTMLKit
import HTTPKit
import HTTPTypes

/// 开放接口: how to begin, the rules, every operation and every problem; made from the table of operations.
struct DocsPage: HTMLKit.Page {
  /// Where the reader is.
  let origin: String

  var title: String { "开放接口" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("wrap")) { h in
      h.crumbs([("首页", SitePath.home.string), ("办事问答", SitePath.help.string), (title, nil)])
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "手机应用和别的系统，用这里的接口做网页上能做的事：同样的规则、同样的期限、同样的权限。")
      h.p(.class("row section-s")) { h in
        h.a(.class("btn"), .href(SitePath.apiDocument.string), .flag("download")) { h in
          h.icon(.download)
          h.text("下载接口描述（OpenAPI 3.1）")
        }
      }
      begin(&h)
      rules(&h)
      for chapter in APIChapter.allCases { operations(chapter, &h) }
      problems(&h)
    }
  }

  // MARK: Beginning

  private func begin(_ h: inout HTMLWriter) {
    h.headed("begin", "从头走一遍") { h in
      h.p(text: "在命令行里依次运行，就走完了一件诉求：群众提出、联络员受理和答复、群众评价。")
      h.code(FirstSteps.settings(origin))
      h.ol(.class("numbered")) { h in
        for step in FirstSteps.steps {
          h.li { h in
            h.text(step.words)
            h.code(step.command)
          }
        }
      }
    }
  }

  // MARK: Rules

  private func rules(_ h: inout HTMLWriter) {
    h.headed("rules", "规矩") { h in
      h.ul(.class("plain-list")) { h in
        rule(
          "谁在用",
          "工作人员把令牌放在 `Authorization: Bearer` 里。登录得到的令牌和网页登录一样会失效；也可以在“我的登录”里新建有名字、有范围、最长一年的令牌，随时撤销。令牌只显示一次，这里只存它的散列。接口不看浏览器的 Cookie。",
          &h)
        rule(
          "群众的回执", "提诉求时给出的 `secret` 放在 `Lookup-Secret` 里；纸上的回执先用 `POST /lookups` 换；也可以直接放6位查询码，次数有限制。请不要放进地址、写进日志。", &h
        )
        rule("写法", "编号都是文字；时刻如 `2026-11-20T09:30:00+08:00`，日期如 `2026-11-20`，都是北京时间。没有的项不写。请求里多写一项、写错类型，都会退回并说明在哪里。", &h)
        rule("只办一次", "给要改动的请求起一个随机的 `Idempotency-Key`。没有收到回答就用同一个再发：只办一次，回答一样。同一个编号换了内容会退回。", &h)
        rule("别人刚办过", "读取时的 `ETag` 放进 `If-Match`：这中间有人办过就不办，回答 412，请重新读取。", &h)
        rule("翻页", "清单给出 `next`，放进下一次的 `after`；没有 `next` 就是最后一页。", &h)
        rule("限额", "回答里的 `RateLimit` 写着还剩多少次、几秒后恢复；超过了回答 429，过 `Retry-After` 秒再试。", &h)
        rule("出了问题", "回答是 `application/problem+json`（RFC 9457），`type` 指到本页下面的说明。", &h)
      }
    }
  }

  /// Words between back quotes are set as code.
  private func rule(_ name: String, _ words: String, _ h: inout HTMLWriter) {
    h.li { h in
      h.b(name)
      h.text("：")
      for (index, part) in words.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
        if index % 2 == 1 { h.element("code", text: String(part)) } else { h.text(String(part)) }
      }
    }
  }

  // MARK: Operations

  private func operations(_ chapter: APIChapter, _ h: inout HTMLWriter) {
    h.headed("c-\(chapter)", chapter.rawValue) { h in
      for route in APITable.routes where route.chapter == chapter {
        h.fold(route.method == .get ? .eye : route.method == .delete ? .trash : .pencil, route.summary) { h in
          operation(route, &h)
        }
      }
    }
  }

  private func operation(_ route: APIRoute, _ h: inout HTMLWriter) {
    h.p { h in h.element("code", text: "\(route.method.rawValue) \(route.address)") }
    h.p(.class("small mute"), text: "谁可以用：" + who(route.access))
    if !route.detail.isEmpty { h.p(text: route.detail) }
    parts(route, &h)
    h.code(CurlExample.text(route))
    h.p(
      .class("small"),
      content: { h in
        h.text("成功：")
        h.element("code", text: "\(route.success.code)")
        if case .json(let schema) = route.content, !schema.about.isEmpty { h.text("，" + schema.about) }
        h.text("；问题：")
        for (index, problem) in route.problems.enumerated() {
          if index > 0 { h.text("、") }
          h.link("#problem-\(problem.rawValue)", problem.title)
        }
      })
  }

  private func who(_ access: APIAccess) -> String {
    switch access {
    case .visitor: "任何人"
    case .receipt: "持有回执的人"
    case .receiptOrToken: "持有回执的人，或者看得到这件诉求的工作人员"
    case .token(.read, let gate): Self.words(gate) + "，令牌能查看就行"
    case .token(.work, let gate): Self.words(gate) + "，令牌要能办理"
    }
  }

  private static func words(_ gate: RouteAccess) -> String {
    switch gate {
    case .deputy: "人大代表"
    case .staff: "人大和站点的工作人员"
    case .parts: "承办单位和协调员"
    case .desk: "联络员、站长、经办人"
    case .grid: "网格员、网格长"
    case .lead: "站长、经办人、人大主席"
    case .drafts: "人大代表，和代为录入的工作人员"
    case .motions: "人大代表，和受理、审议、督办议案的工作人员"
    case .overview: "看得到本级人大全部建议的工作人员"
    default: "登录的人"
    }
  }

  private func parts(_ route: APIRoute, _ h: inout HTMLWriter) {
    var lines = route.parameters.map { (name: $0.name, words: $0.schema.about, isRequired: $0.place == .path) }
    if case .json(let schema, _) = route.body, case .record(_, let properties) = schema.kind {
      lines += properties.map { (name: $0.name, words: $0.schema.about, isRequired: $0.isRequired) }
    }
    if lines.isEmpty { return }
    h.ul(.class("plain-list")) { h in
      for line in lines {
        h.li { h in
          h.element("code", text: line.name)
          h.text("：" + (line.words.isEmpty ? "见接口描述" : line.words) + (line.isRequired ? "" : "（可以不写）"))
        }
      }
    }
  }

  // MARK: Problems

  private func problems(_ h: inout HTMLWriter) {
    h.headed("problems", "问题一览") { h in
      h.ul(.class("plain-list")) { h in
        for problem in APIProblem.allCases {
          h.li(.id("problem-\(problem.rawValue)")) { h in
            h.element("code", text: "\(problem.status.code)")
            h.text(" ")
            h.b(problem.title)
            h.text("：" + problem.explanation)
          }
        }
      }
    }
  }
}

extension HTMLWriter {
  /// Something to be typed as it stands.
  mutating func code(_ text: String) {
    element("pre", [.class("code")]) { h in h.element("code", text: text) }
  }
}
