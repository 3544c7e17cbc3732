import Actions
import Documents
import Domain
import Hummingbird

/// Lists of the directory: names, places and offices. Nobody's own contact is in any of them.
enum DirectoryExports {
  static func deputies(_ visit: Visit) async throws -> Response {
    let export = ListExport(
      list: "代表名册", filter: "在任代表",
      columns: [
        .init("姓名", width: 14), .init("代表", width: 24), .init("选区或选举单位", width: 22), .init("当选", width: 12),
        .init("职业", width: 20), .init("专长", width: 24), .init("进站", width: 28),
      ])
    var cursor: ListCursor?
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      let page = try await FindDeputies.run(
        DeputyFilter(), after: cursor, limit: ListExport.piece, in: visit.environment)
      cursor = page.next
      isOver = page.next == nil
      return page.deputies.map { deputy in
        let mandates = deputy.mandates.filter { $0.state != .ended }
        return [
          .text(deputy.name), .text(mandates.map(\.congressShortName).joined(separator: "、")),
          .text(mandates.map(\.electedBy).filter { !$0.isEmpty }.joined(separator: "、")),
          .date(mandates.map(\.beganOn).min()), .text(deputy.occupation),
          .text(deputy.expertise.joined(separator: "、")), .text(deputy.venues.map(\.name).joined(separator: "、")),
        ]
      }
    }
  }

  static func venues(_ visit: Visit) async throws -> Response {
    let export = ListExport(
      list: "家室站点名册", filter: "",
      columns: [
        .init("名称", width: 26), .init("种类"), .init("层级"), .init("区划"), .init("地址", width: 32), .init("电话", width: 18),
        .init("开放时间", width: 24), .init("进站代表", width: 10),
      ])
    return try await once(export, visit) {
      try await ReadDirectory.venues(of: visit.site.congress.id, in: visit.environment).map { venue in
        [
          .text(venue.name), .text(Words.venueKind(venue.kind)), .text(Words.tier(venue.tier)), .text(venue.regionName),
          .text(venue.address), .text(venue.telephone), .text(venue.openingHours), .number(venue.deputyCount),
        ]
      }
    }
  }

  static func groups(_ visit: Visit) async throws -> Response {
    let export = ListExport(
      list: "代表小组名册", filter: "",
      columns: [
        .init("名称", width: 26), .init("种类"), .init("人数", width: 8), .init("召集人和负责人", width: 28),
        .init("值守站点", width: 30),
      ])
    var after: ID<DeputyGroup>?
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      let page = try await ReadGroups.list(
        of: visit.site.congress.id, kind: nil, ended: false, after: after, limit: ListExport.piece, by: visit.actor,
        in: visit.environment)
      after = page.next
      isOver = page.next == nil
      return page.groups.map { group in
        [
          .text(group.name), .text(Words.groupKind(group.kind)), .number(group.members),
          .text(group.leaders.map(\.name).joined(separator: "、")), .text(group.venues.joined(separator: "、")),
        ]
      }
    }
  }

  static func units(_ visit: Visit) async throws -> Response {
    let export = ListExport(
      list: "承办单位名册", filter: "", columns: [.init("名称", width: 30), .init("电话", width: 20)])
    return try await once(export, visit) {
      try await ReadDirectory.units(of: visit.site.congress.id, in: visit.environment).map { unit in
        [.text(unit.name), .text(unit.telephone)]
      }
    }
  }

  private static func once(_ export: ListExport, _ visit: Visit, _ rows: () async throws -> [[SheetCell]]) async throws
    -> Response
  {
    var isOver = false
    return try await export.respond(visit) {
      if isOver { return nil }
      isOver = true
      return try await rows()
    }
  }
}
