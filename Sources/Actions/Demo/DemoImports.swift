import Domain

/// Rosters as a clerk would send them: one that was brought in, and two that wait with what is wrong in them.
enum DemoImports {
  private static let units = [
    "单位名称,电话", "镇农业农村综合服务中心,0000-5550131", "镇应急管理所,0000-5550132", "镇村镇建设办公室,0000-5550133",
  ]

  private static let deputies = [
    "姓名,选区,当选日期,手机号码,身份证号码,工作单位,职业", "田 小满,没有的选区,2026.1.12,1.38E+10,330102198001011000,柳林村,农民",
    "阿依古丽•买买提,示范镇第一选区,2026年1月12日,13900000000,,卫生院,医生", "何处暑,示范镇第二选区,去年冬天,１３９００００００１１,,,",
  ]

  private static let grids = [
    "网格名称,所在村社区区划代码,网格编号", "柳林第一网格,990121100200,01", "柳林第二网格,９９０１２１１００２００,02", "河湾第一网格,990121100201,03",
    "河湾第一网格,990121100201,04", "山外网格,990121100299,05",
  ]

  static func build(_ town: DemoTown.Town, in environment: AppEnvironment) async throws {
    let done = try await prepare(.unit, "承办单位.csv", units, town, environment)
    try await ApplyImport.run(done, by: town.clerk, in: environment)
    _ = try await prepare(.grid, "网格.csv", grids, town, environment)
    _ = try await prepare(.deputy, "补选代表.csv", deputies, town, environment)
  }

  private static func prepare(
    _ kind: ImportKind, _ name: String, _ lines: [String], _ town: DemoTown.Town, _ environment: AppEnvironment
  ) async throws -> ID<ImportRun> {
    try await PrepareImport.run(
      .init(
        kind: kind, congress: town.congress, fileName: name, bytes: Array(lines.joined(separator: "\r\n").utf8)),
      by: town.clerk, in: environment)
  }
}
