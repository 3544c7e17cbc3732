import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// What happens to a record happens to what finds it, in the same transaction.
@Suite struct SearchKeepingTests {
  private let word = "渠口漏水"

  private func input(_ tell: MatterTeller, _ visibility: MatterVisibility = .redacted) -> SubmitMatter.Input {
    tell.input(text: "村西渠口漏水，三天没人管。", visibility: visibility)
  }

  @Test("转站、转单位、封存、撤回、删除，谁查得到随之改变", arguments: DatabaseEngine.allCases)
  func followsTheMatter(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      func seers(of matter: ID<Matter>) async throws -> Set<String> {
        var names: Set<String> = []
        let people =
          places.staff.map { ($0.username, $0.actor) } + places.deputies.map { ($0.name, $0.actor()) } + [
            ("所有人", Actor.visitor)
          ]
        for (name, actor) in people where try await tell.found(word, by: actor).contains(matter.raw) {
          names.insert(name)
        }
        return names
      }
      func name(_ staff: TestStaff) -> String { staff.username }
      let whole: Set = [name(places.clerk), name(places.chair)]
      let station: Set = [name(places.liaison), name(places.chief)]
      let matter = try await tell.submit(input(tell)).matter
      #expect(try await seers(of: matter) == whole.union(station))
      // Another station.
      _ = try await AssignMatter.run(
        .init(to: .venue(places.otherStation)), on: matter, tell.request(places.clerk.actor), in: town.environment)
      #expect(try await seers(of: matter) == whole.union([name(places.otherLiaison)]))
      _ = try await AssignMatter.run(
        .init(to: .venue(places.station)), on: matter, tell.request(places.clerk.actor), in: town.environment)
      // A deputy, then a unit.
      try await tell.accept(matter, grade: .transfer)
      try await tell.assign(matter)
      #expect(try await seers(of: matter) == whole.union(station).union([places.deputy.name]))
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [], resultDue: town.now.date.adding(days: 30), sharing: .none, sharingReason: nil,
          words: "请看现场"), on: matter, tell.request(places.deputy.actor()), in: town.environment)
      let unit: Set = [name(places.unitRegistrar), name(places.unitHead)]
      #expect(try await seers(of: matter) == whole.union(station).union(unit).union([places.deputy.name]))
      // Everybody, once it is released, and no more when it is taken down.
      try await tell.publish(matter, title: "渠口漏水", text: "已隐去")
      #expect(try await seers(of: matter).contains("所有人"))
      _ = try await PublishMatter.run(
        isPublic: false, words: nil, on: matter, tell.request(places.chair.actor), in: town.environment)
      #expect(try await !seers(of: matter).contains("所有人"))
      _ = try await PublishMatter.run(
        isPublic: true, words: nil, on: matter, tell.request(places.chair.actor), in: town.environment)
      // Sealed: the desk above, and nobody else.
      _ = try await SealMatter.run(
        .init(accused: [places.deputy.person]), on: matter, tell.request(places.chief.actor), in: town.environment)
      #expect(try await seers(of: matter) == [name(places.upperClerk)])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("撤回的还查得到，删除的马上没有，被反映的人查不到", arguments: DatabaseEngine.allCases)
  func endsWithTheMatter(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit(input(tell)).matter
      try await tell.accept(matter)
      try await tell.publish(matter, title: "渠口漏水", text: "已隐去")
      // Kept from one of those who could see it: neither found nor counted.
      try await town.database.write { tx in
        try MatterStore.exclude([places.liaison.person], from: matter, in: tx)
      }
      let hidden = try await SearchAnything.run(
        word, kind: nil, before: nil, by: places.liaison.actor, in: town.environment)
      #expect(hidden.hits.isEmpty && hidden.counts[.matters] == 0)
      _ = try await WithdrawMatter.run(nil, on: matter, tell.request(.sender(matter)), in: town.environment)
      #expect(try await tell.found(word, by: places.clerk.actor) == [matter.raw])
      _ = try await EraseMatter.run(
        reason: "本人要求", on: matter, tell.request(places.clerk.actor), in: town.environment)
      for actor in [places.clerk.actor, places.chief.actor, .visitor] {
        #expect(try await tell.found(word, by: actor) == [])
      }
      let left = try await town.database.read { tx in
        try SearchIndex.allCases.flatMap { try SearchStore.present([matter.raw], in: $0, tx) }
      }
      #expect(left == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("单位只按它读得到的字查，回执号谁有谁查", arguments: DatabaseEngine.allCases)
  func unitsFindWhatTheyRead(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let receipt = try await tell.submit(tell.input(text: "我是陈大娘，渠口漏水三天了，打13800001234。"))
      let matter = receipt.matter
      try await tell.accept(matter, grade: .transfer)
      _ = try await NoteMatter.run(
        "听说与邻居有过节", photos: [], on: matter, tell.request(places.liaison.actor), in: town.environment)
      _ = try await TransferMatter.run(
        TransferMatter.Input(
          lead: places.unit, others: [], resultDue: town.now.date.adding(days: 30), sharing: .none, sharingReason: nil,
          words: "请看现场"), on: matter, tell.request(places.liaison.actor), in: town.environment)
      let unit = places.unitRegistrar.actor
      #expect(try await tell.found("漏水三天", by: unit) == [matter.raw])
      #expect(try await tell.found("陈大娘", by: unit) == [])
      #expect(try await tell.found("陈大娘", by: places.liaison.actor) == [matter.raw])
      for actor in [unit, places.liaison.actor] {
        for secret in ["13800001234", "138000", "邻居有过节", "8000"] {
          #expect(try await tell.found(secret, by: actor) == [], "\(secret)")
        }
        for number in [receipt.number, String(receipt.number.suffix(8)), String(receipt.number.suffix(4))] {
          #expect(try await tell.found(number, by: actor) == [matter.raw], "\(number)")
        }
      }
      #expect(try await tell.found(receipt.number, by: places.otherLiaison.actor) == [])
      #expect(try await tell.found(receipt.number, by: .visitor) == [])
      let page = try await SearchAnything.run("漏水", kind: .matters, before: nil, by: unit, in: town.environment)
      let shown = page.hits.flatMap { $0.title + $0.excerpt }.map(\.text).joined()
      #expect(shown.contains("漏水") && !shown.contains("陈大娘") && !shown.contains("1380"))
      #expect(page.counts[.matters] == nil)
    }
  }

  @Test("代表、站点、活动改了名，查法跟着改", arguments: DatabaseEngine.allCases)
  func followsTheDirectory(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      for typed in [places.deputy.name, "张", "zhangsan", "zs", "ZHANG"] {
        #expect(try await tell.found(typed, .deputies, by: .visitor).contains(places.deputy.person.raw), "\(typed)")
      }
      // Somebody without a mandate is nobody's to find.
      #expect(try await tell.found(places.clerk.name, .deputies, by: .visitor) == [])
      let station = try await ReadDirectory.venue(places.station, in: town.environment)
      let name = try #require(station?.name)
      #expect(try await tell.found(name, .venues, by: .visitor) == [places.station.raw])
      let campaigns = CampaignTeller(tell)
      let draft = try await campaigns.draft()
      #expect(try await tell.found("急难愁盼", .campaigns, by: .visitor) == [])
      try await SaveCampaign.publish(
        draft, of: places.congress, seen: 1, by: places.clerk.actor, in: town.environment)
      #expect(try await tell.found("急难愁盼", .campaigns, by: .visitor) == [draft.raw])
      try await town.database.write { tx in
        var person = try #require(try PersonStore.person(places.deputy.person, in: tx))
        person.name = "欧阳修"
        let keys = Pinyin.searchKeys(for: person.name)
        try PersonStore.save(person, searchText: keys.searchText, sortKey: "o", in: tx)
        var venue = try #require(try VenueStore.venue(places.station, in: tx))
        venue.validTo = town.now.date
        try VenueStore.save(venue, position: 1, in: tx)
      }
      #expect(try await tell.found("欧阳", .deputies, by: .visitor) == [places.deputy.person.raw])
      #expect(try await tell.found("zhangsan", .deputies, by: .visitor) == [])
      #expect(try await tell.found(name, .venues, by: .visitor) == [])
    }
  }

  @Test("旧库由定时任务补齐，重建后一样，核对看得出缺漏", arguments: DatabaseEngine.allCases)
  func fillsAnOldInstallation(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await tell.submit(input(tell)).matter
      try await tell.accept(matter)
      try await tell.publish(matter, title: "渠口漏水", text: "已隐去")
      #expect(try await tell.findings() == [])
      // As a database from before the index: no document, no mark.
      try await town.database.write { tx in
        for table: SQL in ["search_staff", "search_open"] { try tx.execute("DELETE FROM \(table)") }
      }
      #expect(try await !tell.findings().isEmpty)
      try await town.database.write { tx in try tx.execute("DELETE FROM registry WHERE name = 'search'") }
      let empty = try await SearchAnything.run(
        word, kind: nil, before: nil, by: places.clerk.actor, in: town.environment)
      #expect(empty.isPartial && empty.hits.isEmpty)
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await IndexSearch.isComplete(in: town.environment))
      #expect(try await tell.found(word, by: places.clerk.actor) == [matter.raw])
      #expect(try await tell.found("渠口", by: .visitor) == [matter.raw])
      #expect(try await tell.found("zs", .deputies, by: .visitor).contains(places.deputy.person.raw))
      #expect(try await tell.findings() == [])
      try await IndexSearch.restart(in: town.environment)
      #expect(try await !IndexSearch.isComplete(in: town.environment))
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      #expect(try await tell.found(word, by: places.clerk.actor) == [matter.raw])
      #expect(try await tell.findings() == [])
    }
  }
}
