import Actions
import Domain
import HTMLKit
import HTTPKit
import HTTPTypes
import Hummingbird

/// Puts a page into the workbench of whoever is signed in: the menu of his posts, his counts, a line about what was done.
enum Workbench {
  /// - Parameter counts: those of the reader's queues, where the page has read them already.
  static func page(
    _ page: some HTMLKit.Page, _ visit: Visit, status: HTTPResponse.Status = .ok, counts: [QueueTab: Int]? = nil
  ) async throws -> Response {
    let frame = try await frame(visit, counts)
    return Respond.page(
      Document.render(page, visit, .work(frame), reloadsWhenShownAgain: true), for: visit, status: status)
  }

  /// What a redirect may say on the next page; anything else is ignored.
  private static let notices: [String: String] = [
    "accept": "已受理", "decline": "已说明不予受理", "release": "已放行，转入待受理",
    "held-declined": "已说明不予受理", "held-partly": "有几件没有办成，还在下面，请打开看看", "divert": "已登记分流，请打印告知单",
    "seal": "已封存移送，本站不再显示这件事项", "assign": "已分派",
    "report-up": "已上报，对方会收到提醒",
    "classify": "已保存分类", "note": "备注已保存", "urge": "已催办，办理的人会收到提醒", "ask": "已向群众询问，期限暂停计时", "supplement": "补充情况已登记",
    "record-result": "协调结果已记录", "offer": "已提请小组认领", "claim": "已认领，由本组办理", "hand-back": "已交回联络站",
    "escalate": "已上报，仍由首接的站点向群众反馈", "pass-down": "已答复下级，由首接的站点转告群众", "merge": "已并案，每位群众都会得到答复",
    "part": "已分开，各办各的",
    "transfer": "已转交单位，群众看得到转给了谁、什么时候办结", "recall": "转办已撤回", "sign-for": "已签收", "appoint": "已指定承办人",
    "ask-return": "已申请退回，等转办的站点决定", "settle-return": "退回已处理", "draft-result": "已送负责人签批", "send-back": "已退回修改",
    "sign-result": "已签发，结果已送到转办的站点",
    "reply": "已答复", "record-feedback": "反馈已登记", "close-unrated": "已未评结案", "rehandle": "已换人重新办理",
    "redact": "脱敏稿已保存，请另一位审核",
    "decided": "已决定，提出的人凭回执看得到", "confirmed": "已确认，到期的内容从今天起自动删除", "held": "已保全，解除以前不删除", "lifted": "已解除保全",
    "publish": "公开状态已更新", "archive": "已归档", "object": "异议已登记", "erase": "个人信息已删除", "saved": "已保存",
    "handed": "职务已结束，手上的事项已交接", "merged": "已合并，未办结的事项正在移交", "read": "提醒都已读过",
    "tested": "测试已发出，一两分钟内收到说明通道可用", "retried": "已重新排队，马上再发",
    "suggestion-told": "已转告群众，并请他们评价", "suggestion-told-partly": "已转告一部分群众，其余的由联络站转告",
    "placed": "已编排进站，每名代表的历史里都有记录",
    "opened": "已开幕", "term-settled": "换届已登记", "closed": "已闭幕，名单已经固定，签到有误的由经办人更正", "ticked": "已登记",
    "asked-leave": "已提出，决定后您会收到提醒",
    "withdrawn-leave": "已撤回", "decided-leave": "已决定，代表会收到提醒", "checked-in": "签到成功", "was-checked-in": "您已经签过到了",
  ]

  private static func frame(_ visit: Visit, _ known: [QueueTab: Int]?) async throws -> WorkFrame {
    let person = try visit.signedIn()
    let counts = try await ReadMenu.run(by: person, queues: known, in: visit.environment)
    return WorkFrame(
      name: person.name, roleWords: role(person), place: place(person, visit.site),
      canSearch: !SearchScope.words(for: visit.actor).isEmpty,
      menu: menu(visit, person, counts),
      notice: visit.query["done"].flatMap { notices[$0] ?? suggestion($0) ?? Words.motionDone($0) })
  }

  /// What was done to a suggestion.
  private static func suggestion(_ word: String) -> String? {
    guard word.hasPrefix("suggestion-"), let act = SuggestionAct(rawValue: String(word.dropFirst("suggestion-".count)))
    else { return nil }
    return switch act {
    case .draft, .revise: "草稿已保存"
    case .submit: "已提交"
    case .signLetter: "已签发，送达代表"
    case .rate: "测评已提交"
    default: "已完成：" + Words.suggestion(act)
    }
  }

  private static func role(_ person: Actor.SignedIn) -> String {
    mainPost(person).map { Words.role($0.role) } ?? "人大代表"
  }

  /// Who holds several posts is named by that of the congress.
  private static func mainPost(_ person: Actor.SignedIn) -> Post? {
    person.posts.first { $0.venue == nil } ?? person.posts.first
  }

  private static func place(_ person: Actor.SignedIn, _ site: SiteInfo) -> String {
    guard let post = mainPost(person) else { return "代表履职" }
    if post.role.isOfGrid { return "网格事项" }
    if post.role.isOfUnit { return "转办事项办理" }
    guard let venue = post.venue else { return site.congress.shortName + "人大" }
    return site.venueNames[venue] ?? site.name
  }

  private static func menu(
    _ visit: Visit, _ person: Actor.SignedIn, _ counts: MenuCounts
  ) -> [WorkFrame.Group] {
    func item(_ path: SitePath, _ words: String, _ icon: Icon, count: Int? = nil, hot: Bool = false) -> WorkFrame.Item {
      WorkFrame.Item(
        url: path.string, words: words, icon: icon, isCurrent: visit.path == path.string,
        count: count.flatMap { $0 > 0 ? $0 > 99 && hot ? "99+" : "\($0)" : nil }, isHot: hot)
    }
    let atDesk = RouteAccess.desk.admits(visit.actor)
    let leads = RouteAccess.lead.admits(visit.actor)
    var groups: [WorkFrame.Group] = []
    var own: [WorkFrame.Item] = []
    if person.isDeputy {
      let url = person.isStaff ? SitePath.work.with([("own", "1")]) : SitePath.work.string
      own.append(
        WorkFrame.Item(url: url, words: "等我办的", icon: .hand, isCurrent: visit.path == SitePath.work.string))
    }
    if person.isStaff, !MatterAccess.scopes(for: visit.actor).isEmpty {
      own.append(item(.queue, "待办队列", .inbox, count: counts.waiting))
    }
    let held = counts.queues[.held] ?? 0
    if atDesk, held > 0 || visit.path == SitePath.held.string { own.append(item(.held, "待甄别", .shield, count: held)) }
    if person.worksOnParts { own.append(item(.unit, "转办事项", .inbox, count: counts.parts)) }
    own += inGrids(person, counts.waitingInGrids) { item($0, $1, $2, count: $3) }
    own += following(counts.watched, isInGroup: !person.groups.isEmpty) { item($0, $1, $2, count: $3) }
    own.append(item(.notices, "提醒", .bell, count: counts.unread, hot: true))
    if !SearchScope.words(for: visit.actor).isEmpty { own.append(item(.workSearch, "搜索", .search)) }
    if person.isDeputy { own.append(item(.raise, "随手提", .pencil)) }
    if RouteAccess.campaigns.admits(visit.actor) { own.append(item(.workCampaigns, "征集活动", .speaker)) }
    groups.append(WorkFrame.Group(title: "我的事", items: own))
    groups += inCongress(visit.actor, counts) { item($0, $1, $2, count: $3) }
    if atDesk {
      groups.append(
        WorkFrame.Group(
          title: "登记", items: [item(.intake, "代录来访诉求", .plus), item(.callBacks, "回访抽查", .phone)]))
    }
    groups += onRequests(visit.actor, counts.information) { item($0, $1, $2, count: $3, hot: true) }
    if leads { groups.append(WorkFrame.Group(title: "公开", items: [item(.reviews, "公开稿审核", .eye)])) }
    var station: [WorkFrame.Item] = []
    let administers = RouteAccess.administrator.admits(visit.actor)
    let guards = RouteAccess.security.admits(visit.actor)
    if atDesk || leads || administers || guards { station.append(item(.directory, "名录", .people)) }
    if RouteAccess.rosters.admits(visit.actor) { station.append(item(.imports, "导入名单", .download)) }
    if DirectoryAccess.mayIssueCode(of: visit.site.congress.id, by: visit.actor) {
      station.append(item(.codes, "联系卡与海报", .qr))
    }
    if RouteAccess.congress.admits(visit.actor) {
      station.append(item(.settings(visit.site.congress.id), "规则设置", .gear))
      station.append(item(.retention(visit.site.congress.id), "保存期限", .clock))
    }
    if !station.isEmpty { groups.append(WorkFrame.Group(title: "本站", items: station)) }
    groups += system(visit.actor) { item($0, $1, $2) }
    groups += guarding(visit.actor) { item($0, $1, $2) }
    var mine = [item(.preferences, "提醒方式", .bell), item(.signIns, "我的登录", .shield)]
    if person.isDeputy { mine.append(item(.ownContacts, "我的联系方式", .phone)) }
    if person.isDeputy || leads { mine.append(item(.ownLinks, "我的责任联系", .link)) }
    groups.append(WorkFrame.Group(title: "我", items: mine))
    return groups
  }

  /// What belongs to the congress itself: its sessions and what deputies put forward.
  private static func inCongress(
    _ actor: Actor, _ counts: MenuCounts, _ item: (SitePath, String, Icon, Int?) -> WorkFrame.Item
  ) -> [WorkFrame.Group] {
    var items: [WorkFrame.Item] = []
    if ReadSuggestionQueue.hasDesk(actor) || SuggestionAccess.begins(actor) || counts.hasOwnSuggestions {
      items.append(item(.suggestions, "代表建议", .document, counts.suggestions))
    }
    if counts.hasOwnSuggestions { items.append(item(.ownSuggestions, "我的建议", .pencil, nil)) }
    if RouteAccess.motions.admits(actor) { items.append(item(.workMotions, "议案", .scales, counts.motions)) }
    if actor.signedIn?.isDeputy ?? false { items.append(item(.sessions(.ownList), "会议和请假", .calendar, nil)) }
    if RouteAccess.sessions.admits(actor) { items.append(item(.sessions(.desk), "人代会会议", .seal, nil)) }
    return items.isEmpty ? [] : [WorkFrame.Group(title: "人大会议和建议", items: items)]
  }

  /// What others have and the reader follows: there while there is something, and for members of groups always.
  private static func following(
    _ watched: [WatchKind: Int], isInGroup: Bool, _ item: (SitePath, String, Icon, Int) -> WorkFrame.Item
  ) -> [WorkFrame.Item] {
    WatchKind.allCases.compactMap { kind in
      let count = watched[kind] ?? 0
      guard count > 0 || (kind == .offered && isInGroup) else { return nil }
      return item(.watched(kind), Words.watch(kind), kind == .offered ? .hand : .arrowUp, count)
    }
  }

  /// What whoever decides about people's own data has.
  private static func onRequests(
    _ actor: Actor, _ open: Int, _ item: (SitePath, String, Icon, Int?) -> WorkFrame.Item
  ) -> [WorkFrame.Group] {
    guard RouteAccess.information.admits(actor) else { return [] }
    return [WorkFrame.Group(title: "个人信息", items: [item(.workInformation, "个人信息请求", .person, open)])]
  }

  /// What the worker of a grid has.
  private static func inGrids(
    _ person: Actor.SignedIn, _ waiting: Int, _ item: (SitePath, String, Icon, Int?) -> WorkFrame.Item
  ) -> [WorkFrame.Item] {
    if person.grids.isEmpty { return [] }
    return [item(.grid, "网格事项", .inbox, waiting), item(.gridRegister, "登记诉求", .plus, nil)]
  }

  /// What keeps the place running.
  private static func system(_ actor: Actor, _ item: (SitePath, String, Icon) -> WorkFrame.Item) -> [WorkFrame.Group] {
    var items: [WorkFrame.Item] = []
    let administers = RouteAccess.administrator.admits(actor)
    if administers { items.append(item(.accounts, "账号", .lock)) }
    if administers || RouteAccess.congress.admits(actor) { items.append(item(.holidays, "放假安排", .calendar)) }
    if RouteAccess.messages.admits(actor) { items.append(item(.messages, "短信和邮件", .send)) }
    return items.isEmpty ? [] : [WorkFrame.Group(title: "系统", items: items)]
  }

  /// What the security administrator and the auditor have.
  private static func guarding(_ actor: Actor, _ item: (SitePath, String, Icon) -> WorkFrame.Item) -> [WorkFrame.Group]
  {
    var groups: [WorkFrame.Group] = []
    if RouteAccess.security.admits(actor) {
      groups.append(
        WorkFrame.Group(title: "安全", items: [item(.security, "安全设置", .gear), item(.liveSignIns, "登录和锁定", .lock)]))
    }
    if RouteAccess.auditor.admits(actor) {
      groups.append(WorkFrame.Group(title: "审计", items: [item(.audit, "审计", .eye)]))
    }
    return groups
  }
}
