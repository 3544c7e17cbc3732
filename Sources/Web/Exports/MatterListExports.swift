import Actions
import Documents
import Domain
import Hummingbird

/// Lists of matters beside the queue, with the rows and columns of their pages: 待认领 and the like, a unit's parts, a
/// grid worker's matters.
enum MatterListExports {
  static func watched(_ visit: Visit) async throws -> Response {
    let kind = try WatchedPage.kind(of: visit)
    let export = ListExport(
      list: Words.watch(kind), filter: "",
      columns: [
        .init("回执号", width: 18), .init("诉求", width: 40), .init("站点", width: 22), .init("交给"), .init("类别"), .init("状态"),
        .init("期限", width: 12),
      ])
    return try await export.respond(visit, from: nil) { cursor in
      let page = try await ReadWatched.run(
        kind, after: cursor, limit: ListExport.piece, by: visit.actor, in: visit.environment)
      return (page.lines.map(watched), page.next)
    }
  }

  private static func watched(_ line: MatterLine) -> [SheetCell] {
    [
      .text(line.receipt), .text(line.title), .text(line.venue), .text(line.owner), .text(line.category ?? "未分类"),
      .text(Words.state(line.state)), .date(line.sortOn),
    ]
  }

  static func parts(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let tab: HandlingTab = form.word("tab") ?? .toSignFor
    let export = ListExport(
      list: "转办事项-" + Words.tab(tab), filter: "",
      columns: [
        .init("回执号", width: 18), .init("事项", width: 40), .init("类别"), .init("单位", width: 22), .init("主办或协办"),
        .init("状态"), .init("缓急", width: 8), .init("转来", width: 12), .init("期限", width: 12), .init("办结", width: 12),
        .init("是否按期"),
      ])
    return try await export.respond(visit, from: nil) { cursor in
      let page = try await ReadHandling.list(
        tab, after: cursor, limit: ListExport.piece, by: visit.actor, in: visit.environment)
      return (page.lines.map(part), page.next)
    }
  }

  private static func part(_ line: HandlingLine) -> [SheetCell] {
    [
      .text(line.receipt), .text(line.title), .text(line.category ?? "未分类"), .text(line.unit),
      .text(line.isLead ? "主办" : "协办"), .text(Words.handling(line.state)), .text(Words.urgency(line.urgency)),
      .date(line.sentOn), .date(line.due), .date(line.answeredOn),
      .text(line.inTime.map { $0 ? "按期办结" : "逾期办结" }),
    ]
  }

  static func grid(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let filter = GridPage.filter(form.word("tab"))
    let export = ListExport(
      list: "网格事项-" + Words.tab(filter.tab), filter: "",
      columns: [
        .init("回执号", width: 18), .init("诉求", width: 40), .init("提出人（隐去）", width: 14), .init("来源"), .init("类别"),
        .init("交给"), .init("状态"), .init("缓急", width: 8), .init("期限", width: 12),
      ])
    return try await export.respond(visit, from: nil) { cursor in
      var next = filter
      next.cursor = cursor
      let found = try await ReadQueue.linesOfGrids(
        next, limit: ListExport.piece, by: visit.actor, in: visit.environment)
      return (found.lines.map(grid), found.next)
    }
  }

  private static func grid(_ line: MatterLine) -> [SheetCell] {
    [
      .text(line.receipt), .text(line.title), .text(line.sender.isEmpty ? "未留姓名" : line.sender),
      .text(Words.channel(line.channel)), .text(line.category ?? "未分类"),
      .text(line.owner ?? line.venue ?? "联络站安排"), .text(Words.state(line.state)), .text(Words.urgency(line.urgency)),
      .date(line.clockDue),
    ]
  }
}

extension ListExport {
  /// A list that is read by key, from its beginning to its end.
  fileprivate func respond<Cursor>(
    _ visit: Visit, from start: Cursor?, read: (Cursor?) async throws -> (rows: [[SheetCell]], next: Cursor?)
  ) async throws -> Response {
    var cursor = start
    var isOver = false
    return try await respond(visit) {
      if isOver { return nil }
      let found = try await read(cursor)
      cursor = found.next
      isOver = found.next == nil
      return found.rows
    }
  }
}
