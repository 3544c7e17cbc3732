import Actions
import Domain
import HTMLKit
import HTTPKit

/// The settings of a congress as fields: one list for showing, reading and comparing.
enum SettingsFields {
  struct Number {
    let name: String
    let label: String
    let range: ClosedRange<Int>
    let path: any WritableKeyPath<CongressSettings, Int> & Sendable
  }

  struct Text {
    let name: String
    let label: String
    let maximum: Int
    let path: any WritableKeyPath<CongressSettings, String> & Sendable
  }

  static let numbers: [Number] = [
    Number(name: "accept", label: "受理期限（工作日）", range: 1...15, path: \.rules.acceptWithin),
    Number(name: "reply", label: "第一次答复期限（工作日）", range: 1...60, path: \.rules.firstReplyWithin),
    Number(name: "rehandle", label: "重新办理期限（工作日）", range: 1...60, path: \.rules.rehandleWithin),
    Number(name: "feedback", label: "答复后几个工作日内主动询问", range: 1...30, path: \.rules.feedbackWithin),
    Number(name: "close", label: "答复后几个工作日可以未评结案", range: 5...60, path: \.rules.closeUnratedAfter),
    Number(name: "soon", label: "提前几个工作日算“即将到期”", range: 1...10, path: \.rules.dueSoonDays),
    Number(name: "textmin", label: "诉求最少字数", range: 1...50, path: \.intake.textMinimum),
    Number(name: "photos", label: "照片最多张数", range: 0...9, path: \.intake.photoLimit),
    Number(name: "callback", label: "回访抽查比例（%）", range: 1...100, path: \.publication.callBackShare),
    Number(name: "retention", label: "归档后联系方式保存几年", range: 1...10, path: \.notice.retentionYears),
  ]

  /// The first ones are about deadlines.
  static let deadlines = 6

  static let texts: [Text] = [
    Text(name: "g1", label: "分级一的叫法", maximum: 12, path: \.names.gradeInGroup),
    Text(name: "g2", label: "分级二的叫法", maximum: 12, path: \.names.gradeTransfer),
    Text(name: "g3", label: "分级三的叫法", maximum: 12, path: \.names.gradeEscalate),
    Text(name: "o1", label: "结果一的叫法", maximum: 12, path: \.names.outcomeSolved),
    Text(name: "o2", label: "结果二的叫法", maximum: 12, path: \.names.outcomeInProgress),
    Text(name: "o3", label: "结果三的叫法", maximum: 12, path: \.names.outcomePlanned),
    Text(name: "o4", label: "结果四的叫法", maximum: 12, path: \.names.outcomeExplained),
    Text(name: "o5", label: "结果五的叫法", maximum: 12, path: \.names.outcomeCannot),
    Text(name: "organ", label: "个人信息处理者的名称", maximum: 60, path: \.notice.organ),
    Text(name: "contact", label: "个人信息事务联系方式", maximum: 60, path: \.notice.contact),
  ]

  /// 信访工作条例 23 allows fifteen days: a place may promise fewer, not more.
  static let divertRange = 1...15

  static func draft(_ settings: CongressSettings) -> FormDraft {
    var draft = FormDraft()
    for field in numbers { draft.values[field.name] = "\(settings[keyPath: field.path])" }
    for field in texts { draft.values[field.name] = settings[keyPath: field.path] }
    draft.values["divert"] = "\(settings.rules.divertNoticeWithin)"
    draft.values["opens"] = DateWords.clock(settings.rules.officeOpens)
    draft.values["closes"] = DateWords.clock(settings.rules.officeCloses)
    draft.values["visibility"] = settings.intake.defaultVisibility.rawValue
    draft.values["basic"] = settings.publication.countsBasic ? "1" : ""
    return draft
  }

  static func read(_ form: PostedForm, into settings: inout CongressSettings) -> [(field: String, words: String)] {
    var problems: [(field: String, words: String)] = []
    func number(_ name: String, _ label: String, _ range: ClosedRange<Int>) -> Int? {
      if let number = Int(TextCleaning.toHalfWidthDigits(form.text(name))), range.contains(number) { return number }
      problems.append((field: name, words: "\(label)请填\(range.lowerBound)到\(range.upperBound)之间的数"))
      return nil
    }
    for field in numbers {
      if let value = number(field.name, field.label, field.range) { settings[keyPath: field.path] = value }
    }
    if let value = number("divert", "分流告知期限", divertRange) { settings.rules.divertNoticeWithin = value }
    for field in texts {
      let text = form.text(field.name)
      if text.count > field.maximum || form.isBroken(field.name) {
        problems.append((field: field.name, words: "\(field.label)最多\(field.maximum)个字"))
      } else if text.isEmpty, field.name != "organ", field.name != "contact" {
        problems.append((field: field.name, words: "请填写\(field.label)"))
      } else {
        settings[keyPath: field.path] = text
      }
    }
    if let opens = clock(form.text("opens")), let closes = clock(form.text("closes")), opens < closes {
      settings.rules.officeOpens = opens
      settings.rules.officeCloses = closes
    } else {
      problems.append((field: "closes", words: "上班和下班时间请按“08:30”的样子填写，下班要晚于上班"))
    }
    settings.intake.defaultVisibility = form.word("visibility") ?? .hidden
    settings.publication.countsBasic = form.has("basic")
    return problems
  }

  private static func clock(_ text: String) -> Int? {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard parts.count >= 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else { return nil }
    return parts[0] * 60 + parts[1]
  }

  /// What would change, in words.
  static func changes(from old: CongressSettings, to new: CongressSettings) -> [(
    label: String, old: String, new: String
  )] {
    let before = draft(old)
    let after = draft(new)
    var labels: [(String, String)] = numbers.map { ($0.name, $0.label) } + texts.map { ($0.name, $0.label) }
    labels += [("divert", "分流告知期限（天）"), ("opens", "上班时间"), ("closes", "下班时间"), ("basic", "基本满意计入满意率")]
    var changes = labels.compactMap { name, label -> (label: String, old: String, new: String)? in
      before[name] == after[name] ? nil : (label, before[name], after[name])
    }
    if old.intake.defaultVisibility != new.intake.defaultVisibility {
      changes.append(
        ("默认公开方式", Words.visibility(old.intake.defaultVisibility), Words.visibility(new.intake.defaultVisibility)))
    }
    return changes
  }
}

/// 规则设置: the values of today, the form, the versions before.
struct SettingsPage: HTMLKit.Page {
  let congress: ID<Congress>
  let current: VersionedSettings
  let draft: FormDraft
  let history: [(line: SettingsLine, madeBy: String?)]
  let token: String
  let today: CivilDate

  var title: String { "规则设置" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in
      h.h1(text: title)
      h.p(.class("small mute"), text: current.number == 0 ? "现在用的是默认规则" : "现在用的是第\(current.number)版")
    }
    h.p(.class("notice"), text: "改了以后，新收到的诉求按新规则办；已经收到的仍按收到时的规则办。")
    h.errorSummary(draft)
    h.form(SitePath.previewSettings(congress).string, token: token, class: "form form-grid section-s") { h in
      h.hidden("seen", "\(current.number)")
      part("期限", &h)
      numbers(SettingsFields.numbers.prefix(SettingsFields.deadlines), &h)
      h.input("分流告知期限（天）", "divert", draft, hint: "信访工作条例第二十三条：不超过15天", maximum: 2, mode: "numeric")
      h.div(.class("pair")) { h in
        h.input("上班时间", "opens", draft, maximum: 5, type: "time")
        h.input("下班时间", "closes", draft, maximum: 5, type: "time")
      }
      part("收诉求、公开和抽查", &h)
      numbers(SettingsFields.numbers.dropFirst(SettingsFields.deadlines), &h)
      h.select(
        "默认公开方式", "visibility", draft, options: MatterVisibility.allCases.map { ($0.rawValue, Words.visibility($0)) })
      h.check("basic", "基本满意计入满意率", draft)
      part("叫法和名称", &h)
      for field in SettingsFields.texts {
        h.input(
          field.label, field.name, draft, optional: field.name == "organ" || field.name == "contact",
          maximum: field.maximum)
      }
      part("这次修改", &h)
      h.div(.class("wide")) { h in h.input("为什么修改", "reason", draft, maximum: 100) }
      h.div(.class("form-end")) { h in h.submit("预览修改") }
    }
    versions(&h)
  }

  private func part(_ words: String, _ h: inout HTMLWriter) { h.h2(.class("form-part wide"), text: words) }

  private func numbers(_ fields: ArraySlice<SettingsFields.Number>, _ h: inout HTMLWriter) {
    for field in fields { h.input(field.label, field.name, draft, maximum: 3, mode: "numeric") }
  }

  private func versions(_ h: inout HTMLWriter) {
    h.headed("versions", "修改历史") { h in
      if history.isEmpty { h.empty("还没有修改过，用的是默认规则。") }
      h.ul(.class("lines")) { h in
        for item in history {
          h.li { h in
            h.div(.class("line")) { h in
              h.b("第\(item.line.version.number)版　\(item.line.reason)")
              h.element("time", text: DateWords.moment(item.line.madeAt, today: today))
              h.small(item.madeBy ?? "系统")
            }
          }
        }
      }
    }
  }
}

/// What a change would do, before it is saved.
struct SettingsPreviewPage: HTMLKit.Page {
  let congress: ID<Congress>
  let changes: [(label: String, old: String, new: String)]
  let draft: FormDraft
  let promise: MatterWorkflow.Promise
  let number: Int
  let token: String
  let today: CivilDate

  var title: String { "预览修改" }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      if changes.isEmpty {
        h.empty("没有改动。", link: (SitePath.settings(congress).string, "返回"))
        return
      }
      h.element("table", [.class("kv")]) { h in
        h.element("tbody") { h in
          for change in changes {
            h.element("tr") { h in
              h.element("th", [.fixed("scope", "row")], text: change.label)
              h.element(
                "td", text: "\(change.old.isEmpty ? "无" : change.old) → \(change.new.isEmpty ? "无" : change.new)")
            }
          }
        }
      }
      h.p(
        .class("notice section-s"),
        text:
          "按新规则，现在提交一件诉求：\(DateWords.full(promise.accept.date, today: today))前受理，\(DateWords.full(promise.reply.date, today: today))前答复。"
      )
      h.form(SitePath.settings(congress).string, token: token) { h in
        for (name, value) in draft.values.sorted(by: { $0.key < $1.key }) where name != FormToken.field {
          h.hidden(name, value)
        }
        h.submit("保存为第\(number + 1)版")
      }
      h.p { h in h.link(SitePath.settings(congress).string, "放弃", class: "btn btn-quiet") }
    }
  }
}

/// 放假安排.
struct HolidaysPage: HTMLKit.Page {
  let table: HolidayTable
  let draft: FormDraft
  let token: String
  let today: CivilDate

  var title: String { "放假安排" }

  func body(_ h: inout HTMLWriter) {
    let years = table.years.sorted()
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.p(
      .class("small mute"),
      text: "期限按工作日数，要用国务院办公厅每年的放假通知。已有\(years.first ?? 0)—\(years.last ?? 0)年；没有的年份暂按周末推算，导入后自动重算没办结的期限。")
    h.errorSummary(draft)
    h.fold(.plus, "导入一年的安排", isOpen: !draft.problems.isEmpty) { h in
      h.form(SitePath.holidays.string, token: token) { h in
        h.input("依据", "source", draft, hint: "如“国务院办公厅关于2027年部分节假日安排的通知”", maximum: 80)
        h.area("每行一天：日期,off或work,节日", "csv", draft, hint: "如“2027-01-01,off,元旦”；调休上班写work", maximum: 6000)
        h.submit("导入")
      }
    }
    for year in years.reversed().prefix(3) {
      h.headed("y\(year)", "\(year)年") { h in
        h.element("table", [.class("count-table day-table")]) { h in
          h.element("tbody") { h in
            for (name, kind, days) in Self.groups(table, year) {
              h.element("tr") { h in
                h.element("td", text: name + (kind == .off ? "放假" : "调休上班"))
                h.element("td", text: days)
              }
            }
          }
        }
      }
    }
  }

  /// Days that follow each other are one run.
  private static func groups(_ table: HolidayTable, _ year: Int) -> [(String, HolidayTable.Kind, String)] {
    var runs: [(name: String, kind: HolidayTable.Kind, first: CivilDate, last: CivilDate)] = []
    for day in table.all where day.date.year == year {
      if let run = runs.last, run.name == day.name, run.kind == day.kind, run.last.adding(days: 1) == day.date {
        runs[runs.count - 1].last = day.date
      } else {
        runs.append((day.name, day.kind, day.date, day.date))
      }
    }
    return runs.map { run in
      let days = run.first == run.last ? "" : "—" + DateWords.day(run.last)
      return (run.name, run.kind, DateWords.day(run.first) + days)
    }
  }
}

/// 账号.
struct AccountsPage: HTMLKit.Page {
  let lines: [AccountLine]
  let people: [DeputyLine]
  let reader: Actor
  let draft: FormDraft
  let token: String

  var title: String { "账号" }

  /// Whether the reader answers for all posts of the account's holder.
  private func isManaged(_ line: AccountLine) -> Bool {
    DirectoryAccess.mayManageAccount(holding: line.posts.map(\.post), by: reader)
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    h.errorSummary(draft)
    h.div(.class("frame")) { h in
      h.element("table", [.class("table")]) { h in
        h.element("caption", [.class("sr")], text: "账号")
        h.element("thead") { h in
          h.element("tr") { h in
            for words in ["用户名", "姓名", "职务", "状态"] { h.element("th", [.fixed("scope", "col")], text: words) }
          }
        }
        h.element("tbody") { h in for line in lines { row(line, &h) } }
      }
    }
    h.fold(.plus, "新增账号") { h in
      h.form(SitePath.accountAct(.add).string, token: token) { h in
        h.select(
          "人员", "person", draft, options: [("", "请选择")] + people.map { ("\($0.id)", $0.name) },
          hint: "只列出前几十位；人多时先在名录里找到编排职务")
        h.input("用户名", "username", draft, hint: "小写字母、数字", maximum: 32)
        h.input(
          "初始密码", "password", FormDraft(), hint: "至少8位，三种字符；本人第一次登录要改", maximum: 128, type: "password",
          complete: "new-password")
        h.submit("新增")
      }
    }
    h.fold(.key, "重设密码") { h in
      h.scopingIDs("reset") { h in
        h.form(SitePath.accountAct(.password).string, token: token) { h in
          h.select(
            "账号", "username", FormDraft(),
            options: lines.filter(isManaged).map { ($0.account.username, "\($0.account.username)　\($0.name)") })
          h.input(
            "新密码", "password", FormDraft(), hint: "本人下次登录要改", maximum: 128, type: "password", complete: "new-password")
          h.submit("重设")
        }
      }
    }
  }

  private func row(_ line: AccountLine, _ h: inout HTMLWriter) {
    h.element("tr") { h in
      h.element("td", [.class("t-title")], text: line.account.username)
      h.element("td", [.fixed("data-label", "姓名")], text: line.name)
      h.element(
        "td", [.fixed("data-label", "职务")],
        text: line.posts.map { Words.role($0.role) + ($0.venue.map { "（\($0.name)）" } ?? "") }.joined(separator: "、"))
      h.element("td", [.class("t-act")]) { h in
        let isActive = line.account.state == .active
        if isManaged(line) {
          h.buttonForm(
            SitePath.accountAct(isActive ? .disable : .enable).string, token: token, isActive ? "停用" : "启用",
            fields: [("username", line.account.username)], class: "btn-link")
        } else if !isActive {
          h.chip("已停用")
        }
        if line.account.isDemo { h.chip("演示账号", .gold) }
      }
    }
  }
}
