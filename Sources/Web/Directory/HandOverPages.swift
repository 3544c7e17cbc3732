import Actions
import Domain
import HTMLKit

/// What waits in one post, and who takes it over when it ends.
struct EndPostPage: HTMLKit.Page {
  let work: OpenWork
  let candidates: [Named<Person>]
  /// The reader has queues to look into.
  let mayLook: Bool
  let draft: FormDraft
  let token: String

  var title: String { "结束职务" }
  private var person: Named<Person> { work.post.person }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([
      ("名录", SitePath.directory.string), (person.name, SitePath.directoryPerson(person.id).string), (title, nil),
    ])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "\(person.name)　\(Words.role(work.post.role))（\(work.post.place)）")
      h.errorSummary(draft)
      HandOverParts.waiting(work, mayLook: mayLook, &h)
      h.form(SitePath.endPost(work.post.id).string, token: token, class: "form section-s") { h in
        h.select(
          "接替的人", "successor", draft,
          options: [("", work.needsSuccessor ? "请选择" : "不指定")] + candidates.map { ("\($0.id)", $0.name) },
          hint: hint, optional: !work.needsSuccessor)
        h.submit("结束并交接")
      }
      h.p { h in h.link(SitePath.directoryPerson(person.id).string, "不结束了", class: "btn btn-quiet") }
    }
  }

  private var hint: String {
    if work.isPersonal { return "手上的转办事项都交给这个人；还没有这个职务的，同时给他" }
    if work.others.isEmpty { return "没有别人担任这个职务；选的人同时得到这个职务" }
    return "\(work.others.map(\.name).joined(separator: "、"))也担任这个职务，可以不指定"
  }
}

/// What several pages of a hand-over show.
enum HandOverParts {
  static func waiting(_ work: OpenWork, mayLook: Bool, _ h: inout HTMLWriter) {
    if work.count == 0 {
      h.notice(nil, "没有等着办的事项。", .ok)
    } else {
      h.div(.class("notice notice-warn")) { h in
        h.p(.class("notice-title"), text: "还有\(work.count)件未办结")
        h.p { h in
          h.text(words(work.post.role))
          if mayLook, !work.post.role.isOfUnit { h.link(SitePath.queue.with([("queue", "to_reply")]), "看队列") }
        }
      }
    }
  }

  static func words(_ role: PostRole) -> String {
    switch role {
    case .liaison, .chief: "这个站点未办结的诉求，要有人接着办。"
    case .unitRegistrar, .unitHead: "这个单位没有办完的转办事项，要有人接着办。"
    case .unitDrafter: "交给本人承办、还没有办完的转办事项。"
    case .clerk: "本级人大未办结的诉求，要有人接着管。"
    case .upperClerk: "封存和不经本站的事项，要有人接着办。"
    case .coordinator: "单位之间有争议的转办事项，要有人协调。"
    default: "要有人接着办。"
    }
  }
}

/// 停用账号: everything that waits with the person, and who takes over what was given to him.
struct DisablePage: HTMLKit.Page {
  let data: ReadOpenWork.Page
  /// By unit: who else drafts there.
  let drafters: [(unit: Named<HandlingUnit>, count: Int, others: [Named<Person>])]
  let draft: FormDraft
  let token: String

  var title: String { "停用账号" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("账号", SitePath.accounts.string), (title, nil)])
    h.div(.class("narrow")) { h in
      h.h1(.class("page-title"), text: title)
      h.p(.class("page-lead"), text: "\(data.username ?? "")　\(data.person.name)。停用后马上退出，不能再登录。")
      h.errorSummary(draft)
      list(&h)
      h.form(SitePath.accountAct(.disable).string, token: token, class: "form section-s") { h in
        h.hidden("username", data.username ?? "")
        for item in drafters where item.count > 0 {
          h.select(
            "\(item.unit.name)的\(item.count)件交给", "drafter-\(item.unit.id)", draft,
            options: [("", "留给收发员重新指定")] + item.others.map { ("\($0.id)", $0.name) }, optional: true)
        }
        h.submit("停用并交接")
      }
      h.p { h in h.link(SitePath.accounts.string, "不停用了", class: "btn btn-quiet") }
    }
  }

  private func list(_ h: inout HTMLWriter) {
    if data.posts.isEmpty, data.mandates.isEmpty {
      h.notice(nil, "本人没有职务，没有等着办的事项。", .ok)
      return
    }
    h.ul(.class("lines")) { h in
      for work in data.posts {
        h.li { h in
          h.div(.class("line")) { h in
            h.b("\(Words.role(work.post.role))（\(work.post.place)）")
            h.element("span", [.class("line-end")]) { h in
              h.chip("未办结\(work.count)件", work.count == 0 ? .ok : .warn)
            }
            h.small(
              work.others.isEmpty
                ? (work.count > 0 ? "没有别人担任。可以先停用，事项留在原处；请尽快让安全管理员指定接替的人" : "没有别人担任")
                : "\(work.others.map(\.name).joined(separator: "、"))也担任，接着办")
          }
        }
      }
      for item in data.mandates {
        h.li { h in
          h.a(.class("line"), .href(SitePath.directoryPerson(data.person.id).string)) { h in
            h.b(DeputyWords.mandate(item.mandate))
            h.element("span", [.class("line-end")]) { h in
              h.chip("未办结\(item.count)件", item.count == 0 ? .ok : .warn)
            }
            h.small("代表用登录条登录，停用账号不影响履职；资格变更请在名录里办")
          }
        }
      }
    }
  }
}

/// The history of one record.
struct RecordHistoryPage: HTMLKit.Page {
  let name: String
  let history: [DirectoryHistoryLine]
  let today: CivilDate

  var title: String { name + "的变更历史" }

  func body(_ h: inout HTMLWriter) {
    h.crumbs([("名录", SitePath.directory.string), (title, nil)])
    h.h1(.class("page-title"), text: title)
    h.div(.class("section-s")) { h in HistoryCard(history: history, today: today).write(&h) }
  }
}
