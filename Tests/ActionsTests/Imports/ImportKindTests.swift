import Actions
import DatabaseKit
import Domain
import Foundation
import TestSupport
import Testing

/// Each kind of roster, from separated values; and what each refuses.
@Suite struct ImportKindTests {
  private func bring(_ kind: ImportKind, _ lines: [String], _ town: TestTown, by actor: Actor? = nil) async throws
    -> ImportRunPage
  {
    let bytes = Array(lines.joined(separator: "\r\n").utf8)
    let run = try await ImportTests.bring(kind, bytes, town, name: "名单.csv", by: actor)
    return try await ReadImports.page(
      run, fault: nil, after: 0, limit: 100, by: actor ?? town.places.clerk.actor, in: town.environment)
  }

  private func faults(_ page: ImportRunPage) -> [String] { page.findings.map { "\($0.row) \($0.fault.rawValue)" } }

  @Test("区划：上级在后面也行，缺上级、重复、代码不对都说出来", arguments: DatabaseEngine.allCases)
  func regions(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let page = try await bring(
        .region,
        [
          "区划代码,名称,启用日期", "990201102201,山口村,2020-01-01", "990201102000,山口镇,2020/1/1", "990201103201,无镇村,",
          "990201100201,东村,", "9902011022,短了,", "990201102201,再来一次,",
        ], town)
      #expect(
        faults(page) == ["3 date_form", "4 missing_parent", "5 duplicate", "6 wrong_code", "7 duplicate"])
      #expect(page.run.made == 2 && page.run.wrong == 4)
      let regions = try await ReadDirectory.regions(in: town.environment)
      let township = try #require(regions.first { $0.name == "山口镇" })
      let village = try #require(regions.first { $0.name == "山口村" })
      #expect(village.parent == township.id && village.path == township.path + "\(village.id)/")
      #expect(township.level == .township && village.validFrom == CivilDate(year: 2020, month: 1, day: 1))
      try await UndoImport.run(page.run.id, by: town.places.clerk.actor, in: town.environment)
      #expect(try await ReadDirectory.regions(in: town.environment).count == regions.count - 2)
    }
  }

  @Test("站点、网格、单位、小组", arguments: DatabaseEngine.allCases)
  func places(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let venues = try await bring(
        .venue,
        [
          "站点名称,类型,所在地区划代码,档案简称,层级,上级站点,地址,电话", "南坡分站,代表联络站,990201100201,南分,分站,南坡中心站,=南坡路1号,0000-2223333",
          "南坡中心站,联络站,990201100201,南中,,,,", "北坡中心站,代表联络站,990201100202,北中,中心站,三河镇人大代表之家,,",
          "北坡分站,代表联络站,990201100202,北分,分站,北坡中心站,,", "东村人大代表联络站,代表联络站,990201100201,东二,,,,",
          "远处站,代表联络站,990201109201,远站,,,,",
        ], town)
      #expect(
        faults(venues) == ["2 missing_parent", "3 not_a_choice", "6 duplicate", "7 unknown_code"])
      #expect(venues.run.made == 2)
      let lines = try await ReadDirectory.venues(of: town.places.congress, in: town.environment)
      let branch = try #require(lines.first { $0.name == "北坡分站" })
      let stored = try #require(try await ReadDirectory.venue(branch.id, in: town.environment))
      #expect(stored.tier == .branch && stored.parent == lines.first { $0.name == "北坡中心站" }?.id)

      let grids = try await bring(
        .grid,
        [
          "网格名称,所在村社区区划代码,网格编号", "第七网格,990201100201,D1", "第七网格,990201100202,", "第七网格,990201100201,",
          "第八网格,990201100299,",
        ],
        town)
      #expect(faults(grids) == ["4 duplicate", "5 unknown_code"] && grids.run.made == 2)

      let units = try await bring(.unit, ["单位名称;电话", "水务局;０００１２３４", "三河镇水利站;", "=cmd|' /C calc'!A0;"], town)
      #expect(faults(units) == ["2 full_width", "3 duplicate"] && units.run.made == 2)
      let names = try await ReadDirectory.units(of: town.places.congress, in: town.environment).map(\.name)
      #expect(names.contains("=cmd|' /C calc'!A0"))

      let groups = try await bring(
        .group, ["小组名称,类型,召集人,成员", "水利小组,专业小组,张三,李 四、王五", "空小组,专业小组,没有这人,", "农业小组,专业小组,,"], town)
      #expect(faults(groups) == ["2 name_form", "3 missing_parent", "4 duplicate"] && groups.run.made == 1)
      let members = try await town.database.read { tx in
        try tx.rows(
          """
          SELECT m.is_convener FROM group_members m JOIN deputy_groups g ON g.id = m.group_id WHERE g.name = '水利小组'
          """
        ).map { try $0("is_convener", as: Bool.self) }
      }
      #expect(members.filter { $0 }.count == 1 && members.count == 3)
      for page in [groups, units, grids, venues] {
        try await UndoImport.run(page.run.id, by: town.places.clerk.actor, in: town.environment)
      }
      #expect(try await ReadDirectory.venues(of: town.places.congress, in: town.environment).count == lines.count - 2)
    }
  }

  @Test("同名的人要说明是不是同一人；名额满了不再收；同一身份证号只收一次", arguments: DatabaseEngine.allCases)
  func namesakes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      for (name, seats) in [("第二选区", 3), ("第三选区", 1)] {
        _ = try await SaveStructure.saveConstituency(
          nil, of: town.places.congress, name: name, seats: seats, regions: [], by: .system, in: town.environment)
      }
      let id = RosterFile.citizenID(7)
      let page = try await bring(
        .deputy,
        [
          "姓名,选区,当选日期,身份证号,同名处理", "张三,第一选区,2021-11-20,,", "李四,第二选区,2021-11-20,,", "王五,第二选区,2021-11-20,,另一人",
          "赵联络,第二选区,2021-11-20,,同一人", "甲一,第三选区,2021-11-20,\(id),", "甲二,第三选区,2021-11-20,,",
          "甲一,第二选区,2021-11-20,\(id),", "张三,第二选区,2021-11-20,,同一人", "乙一,第一选区,2021-11-20,,",
        ], town)
      #expect(
        faults(page) == [
          "2 duplicate", "3 namesake", "7 over_seats", "8 duplicate", "9 duplicate", "10 over_seats",
        ])
      // Somebody else of a known name is a new person; the liaison is the one who was there.
      #expect(page.run.made == 5)
      let liaison = try #require(
        try await ReadPeople.list("赵联络", after: nil, in: town.environment).people.first)
      #expect(liaison.id == town.places.liaison.person && liaison.mandates.map(\.electedBy) == ["第二选区"])
      #expect(try await ReadPeople.list("王五", after: nil, in: town.environment).people.count == 2)
      // No number of an identity card is anywhere.
      let rows = try await town.database.read { tx in
        try tx.rows("SELECT facts FROM events").map { try $0.first(as: String.self) }
          + tx.rows("SELECT shown FROM import_findings").map { try $0.first(as: String.self) }
      }
      #expect(!rows.contains { $0.contains(id) })
    }
  }

  @Test("批量给职务、建账号：首次登录条能再印，改过密码就没有了；撤销时登录过的停用", arguments: DatabaseEngine.allCases)
  func accounts(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let posts = try await bring(
        .post,
        [
          "姓名,职务,站点或单位,同名处理", "新联络,联络员,东村人大代表联络站,", "新收发,承办单位收发员,三河镇水利站,", "赵联络,联络员,东村人大代表联络站,同一人",
          "没处去,联络员,没有的站,", "周经办,站长,东村人大代表联络站,同一人", "张三,联络员,三河镇水利站,同一人", "钱站长,联络员,东村人大代表联络站,",
        ], town)
      #expect(
        faults(posts) == [
          "4 duplicate", "5 missing_parent", "6 refused", "7 missing_parent", "8 namesake",
        ])
      let administrator = town.places.administrator.actor
      let page = try await bring(
        .account,
        [
          "姓名,用户名,站点或单位", "新联络,newliaison,东村人大代表联络站", "新收发,newunit,", "张三,liaison,", "没有这人,nobody,",
          "吴主席,second,", "李四,Upper Case,", "郑经办,upper2,",
        ], town, by: administrator)
      #expect(
        faults(page) == [
          "4 duplicate", "5 missing_parent", "6 duplicate", "7 wrong_username", "8 duplicate",
        ])
      let slips = try await ImportSlips.run(page.run.id, by: administrator, in: town.environment)
      #expect(slips.map(\.username) == ["newliaison", "newunit"])
      #expect(slips == (try await ImportSlips.run(page.run.id, by: administrator, in: town.environment)))
      await #expect(throws: ActionError.notFound) {
        _ = try await ImportSlips.run(page.run.id, by: town.places.clerk.actor, in: town.environment)
      }
      let slip = try #require(slips.first)
      let origin = SignInOrigin(address: "192.0.2.1", device: "测试", isLoopback: false)
      let signed = try await SignIn.run(
        username: slip.username, password: slip.password, from: origin, demoOpen: false, in: town.environment)
      #expect(signed.mustChange)
      try await ManageAccounts.setPassword(
        of: slip.username, to: "Xin-mima-2026", mustChange: false, by: .system, in: town.environment)
      #expect(
        try await ImportSlips.run(page.run.id, by: administrator, in: town.environment).map(\.username) == ["newunit"])

      try await UndoImport.run(page.run.id, by: administrator, in: town.environment)
      let kept = try await ReadImports.page(
        page.run.id, fault: nil, after: 0, by: administrator, in: town.environment
      ).kept
      #expect(kept.map(\.record.kind) == [.account])
      try await UndoImport.run(posts.run.id, by: town.places.clerk.actor, in: town.environment)
      let left = try await ImportTests.page(posts.run.id, town).kept
      #expect(left.map(\.record.kind) == [.person, .post])
      let lines = try await ManageAccounts.list(in: town.environment)
      #expect(lines.first { $0.account.username == "newliaison" }?.account.state == .disabled)
      #expect(lines.first { $0.account.username == "newliaison" }?.posts == [])
      #expect(!lines.contains { $0.account.username == "newunit" })
    }
  }
}
