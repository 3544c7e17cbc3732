import Actions
import Documents
import Domain
import HTTPKit
import Hummingbird

/// Lists of the directory that are handed out.
package enum ExportedPart: String, CaseIterable, Sendable {
  case deputies, venues, groups, units
}

/// 导出: each list from the same reading as its page.
enum ExportRoutes {
  static func add(to table: inout RouteTable) {
    table.post("/work/matters/export", access: .staff) { visit, form in try await matters(visit, form) }
    table.post("/work/watched/:watch/export", access: .signedIn) { visit, _ in
      try await MatterListExports.watched(visit)
    }
    table.post("/work/unit/export", access: .parts) { visit, form in try await MatterListExports.parts(visit, form) }
    table.post("/work/grid/export", access: .grid) { visit, form in try await MatterListExports.grid(visit, form) }
    table.post("/work/numbers/:measure/export", access: .staff) { visit, form in try await number(visit, form) }
    table.post("/work/directory/export/:part", access: .staff) { visit, form in try await directory(visit, form) }
    table.post("/work/audit/export", access: .auditor) { visit, form in try await audit(visit, form) }
    table.post("/work/campaigns/:id/export", access: .campaigns) { visit, form in try await campaign(visit, form) }
  }

  // MARK: A queue

  /// What was ticked, or with nothing ticked the whole list.
  private static func matters(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard !MatterAccess.scopes(for: visit.actor).isEmpty else { throw ActionError.refused(.notYours) }
    var filter = QueueFilter { form.fields[$0] }
    let ticked = BulkRoutes.ticked(form).map(\.matter)
    let export = ListExport(
      list: "待办队列-" + Words.tab(filter.tab),
      filter: (filter.narrowing(in: visit.site) + (ticked.isEmpty ? [] : ["勾选的"])).joined(separator: "，"),
      columns: [
        .init("回执号", width: 18), .init("诉求", width: 40), .init("提出人（隐去）", width: 14), .init("类别"), .init("来源"),
        .init("站点", width: 22), .init("交给"), .init("状态"), .init("缓急", width: 8), .init("收到", width: 12),
        .init("期限", width: 12), .init("备注", width: 16),
      ])
    if !ticked.isEmpty {
      var left: [ID<Matter>]? = Array(ticked.prefix(BulkRun.most))
      return try await export.respond(visit) {
        guard let ids = left else { return nil }
        left = nil
        return try await ReadQueue.lines(of: ids, by: visit.actor, in: visit.environment).map(row)
      }
    }
    if form.fields["range"] != "page" { filter.cursor = nil }
    let isPage = form.fields["range"] == "page"
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      let limit = isPage ? ReadQueue.pageSize : ListExport.piece
      let found = try await ReadQueue.lines(filter, limit: limit, by: visit.actor, in: visit.environment)
      filter.cursor = found.next
      isOver = isPage || found.next == nil
      return found.lines.map(row)
    }
  }

  private static func row(_ line: MatterLine) -> [SheetCell] {
    let remarks = [line.isMerged ? "并入办理" : nil, line.hasObjection ? "有异议" : nil].compactMap { $0 }
    return [
      .text(line.receipt), .text(line.title), .text(line.sender.isEmpty ? "未留姓名" : line.sender), .text(line.category),
      .text(Words.channel(line.channel)), .text(line.venue), .text(line.owner ?? "联络站安排"),
      .text(Words.state(line.state)), .text(Words.urgency(line.urgency)), .date(line.receivedOn), .date(line.clockDue),
      .text(remarks.joined(separator: "、")),
    ]
  }

  // MARK: The list behind a number

  private static func number(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let asked = try await CountedList.read(
      try visit.parameter("measure"), year: form.fields["year"], category: form.fields["category"], visit)
    let export = ListExport(
      list: "工作数字-" + Words.measure(asked.measure), filter: "\(asked.year)年" + (asked.part.map { "，" + $0.name } ?? ""),
      columns: [.init("日期", width: 12), .init("诉求（未公开的不列）", width: 40), .init("类别"), .init("状态")])
    var cursor: ListCursor?
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      let found = try await ReadNumbers.list(
        asked.measure, of: visit.site.congress.id, category: asked.part?.category ?? .any, year: asked.year,
        after: cursor, limit: ListExport.piece, in: visit.environment)
      cursor = found.next
      isOver = found.next == nil
      return found.rows.map { row in
        [
          .date(row.date), .text(row.title ?? "未公开"), .text(row.category ?? "未分类"), .text(Words.state(row.state)),
        ]
      }
    }
  }

  // MARK: The directory

  private static func directory(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    guard let part = ExportedPart(rawValue: try visit.parameter("part")) else { throw ActionError.notFound }
    switch part {
    case .deputies: return try await DirectoryExports.deputies(visit)
    case .venues: return try await DirectoryExports.venues(visit)
    case .groups: return try await DirectoryExports.groups(visit)
    case .units: return try await DirectoryExports.units(visit)
    }
  }

  // MARK: The log

  private static func audit(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let filter = AuditFilter { form.fields[$0] }
    let people = try await ReadAudit.people(by: visit.actor, in: visit.environment)
    let export = ListExport(
      list: "审计记录", filter: AuditWords.filter(filter, people),
      columns: [
        .init("时间", width: 17), .init("类别", width: 16), .init("谁"), .init("做了什么", width: 28), .init("关于"),
        .init("说明", width: 48),
      ])
    var cursor: ListCursor?
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      let page = try await ReadAudit.run(
        filter, after: cursor, limit: ListExport.piece, by: visit.actor, in: visit.environment)
      cursor = page.next
      isOver = page.next == nil
      return page.lines.map { line in
        [
          .moment(line.line.at), .text(AuditWords.kind(line.line.kind)),
          .text(line.actor ?? (line.line.kind == .failure ? "" : "系统")), .text(AuditWords.act(line.line)),
          .text(line.person), .text(AuditWords.detail(line)),
        ]
      }
    }
  }

  // MARK: What a campaign has brought

  private static func campaign(_ visit: Visit, _ form: PostedForm) async throws -> Response {
    let data = try await ReadCampaigns.one(visit.id("id"), by: visit.actor, in: visit.environment)
    guard data.campaign.isOpenToRead else { throw ActionError.notFound }
    let rounds: [Int?] = data.rounds.count > 1 ? [nil] + data.rounds.map(\.number) : [nil]
    let export = ListExport(
      list: "征集活动-" + data.campaign.theme, filter: "",
      columns: [
        .init("期次", width: 12), .init("谁提的"), .init("按什么数", width: 10), .init("项", width: 24), .init("件", width: 8),
      ])
    var left: [[SheetCell]]? = rounds.flatMap { round -> [[SheetCell]] in
      let counts = CampaignCounts(data: data, round: round, url: { _ in "" }, isFine: true)
      return counts.lines.map { line -> [SheetCell] in
        [
          .text(round.map(CampaignWords.round) ?? "全部"), .text(line.stream), .text(line.by), .text(line.words),
          .number(line.count),
        ]
      }
    }
    return try await export.respond(visit) {
      defer { left = nil }
      return left
    }
  }
}
