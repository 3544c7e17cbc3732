import Actions
import Domain
import HTMLKit
import HTTPKit
import Hummingbird

/// 待认领, 已上报, 逾期升级: what others have and the reader follows.
struct WatchedPage: HTMLKit.Page {
  let kind: WatchKind
  let kinds: [WatchKind]
  let data: ReadWatched.Page
  let isFirst: Bool
  let isInWeChat: Bool
  let token: String
  let today: CivilDate

  var title: String { Words.watch(kind) }

  private var lead: String {
    switch kind {
    case .offered: "联络站请您的小组认领的诉求。先认领的小组办理，别的小组就看不到了。"
    case .sentUp: "从这里报上去、上级还没有答复的诉求。上级答复以后回到这里，由首接的站点向群众反馈。"
    case .overseen: "下级逾期没有办，升级到本级督办的诉求。可以催办，也可以提级由本级办理。"
    }
  }

  func body(_ h: inout HTMLWriter) {
    h.div(.class("work-title")) { h in h.h1(text: title) }
    if kinds.count > 1 {
      h.nav(.class("tabs"), .label("上下协办")) { h in
        for other in kinds {
          var attributes: [Attribute] = [.href(SitePath.watched(other).string)]
          if other == kind { attributes.append(.fixed("aria-current", "page")) }
          h.element("a", attributes, text: Words.watch(other))
        }
      }
    }
    h.p(.class("small mute"), text: lead)
    if data.lines.isEmpty {
      h.empty(kind == .offered ? "现在没有等认领的诉求。" : "现在没有这样的诉求。")
    } else {
      h.ul(.class("lines")) { h in
        for line in data.lines {
          h.li { h in
            h.a(.class("line"), .href(SitePath.record(line.id).string)) { h in
              h.b(line.title)
              h.element(
                "time", [.other("datetime", line.sortOn.description)],
                text: DateWords.full(line.sortOn, today: today) + "前")
              h.small(
                [line.venue, line.owner, line.category, Words.state(line.state)].compactMap { $0 }.joined(
                  separator: " · "))
            }
          }
        }
      }
    }
    h.pager(
      data.lines.isEmpty ? "" : "本页\(data.lines.count)件",
      next: data.next.map { SitePath.watched(kind).with([("after", $0.text)]) },
      first: isFirst ? nil : SitePath.watched(kind).string)
    if !data.lines.isEmpty { h.exportRow(.exportWatched(kind), token: token, isInWeChat: isInWeChat) }
  }

  private static func kinds(_ visit: Visit) -> [WatchKind] {
    let watches = MatterAccess.watches(for: visit.actor)
    return WatchKind.allCases.filter { !(watches[$0] ?? []).isEmpty }
  }

  /// The list that the address names, when the reader has it.
  static func kind(of visit: Visit) throws -> WatchKind {
    guard let kind = WatchKind(rawValue: try visit.parameter("watch").replacing("-", with: "_")),
      kinds(visit).contains(kind)
    else { throw ActionError.notFound }
    return kind
  }

  static func add(to table: inout RouteTable) {
    table.get("/work/watched/:watch", access: .signedIn) { visit in
      let kind = try kind(of: visit)
      let cursor = visit.query["after"].flatMap { ListCursor(text: $0) }
      let data = try await ReadWatched.run(kind, after: cursor, by: visit.actor, in: visit.environment)
      let page = WatchedPage(
        kind: kind, kinds: kinds(visit), data: data, isFirst: cursor == nil, isInWeChat: visit.isInWeChat,
        token: FormToken.make(for: visit), today: visit.today)
      return try await Workbench.page(page, visit)
    }
  }
}
