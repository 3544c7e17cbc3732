import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// A matter through the units, by the actions, on both engines.
@Suite struct UnitWayTests: UnitTelling {
  @Test("转办、退回、改派、拟稿、退改、签发、答复，清单与历史一致", arguments: DatabaseEngine.allCases)
  func wholeWay(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let (places, environment) = (town.places, town.environment)
      let matter = try await handedOver(tell)
      let registrar = places.unitRegistrar.actor
      _ = try await HandlingActs.askReturn(
        reason: .notOurs, proposed: places.otherUnit, words: "不归我们管。", target(matter), tell.request(registrar),
        in: environment)
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: true, next: places.otherUnit, resultDue: nil, words: "改请村建办办。"),
        target(matter), tell.request(places.liaison.actor), in: environment)
      // What went back is gone for the first unit.
      await #expect(throws: ActionError.notFound) { try await part(tell, matter, by: registrar) }
      let other = places.otherUnitRegistrar.actor
      let asked = try await part(tell, matter, 2, by: other)
      #expect(asked.handling.isLead && asked.asked == "请到渠口看现场。")
      // What was said to the first unit is not for the second.
      #expect(!asked.history.contains { $0.words.text?.contains("改请村建办办") ?? false })
      #expect(asked.allowed == [.signFor, .askReturn])
      _ = try await HandlingActs.signFor(target(matter, 2), tell.request(other), in: environment)
      let draft = RecordResult.Input(outcome: .solved, words: "渠口补好了。")
      _ = try await HandlingActs.draftResult(draft, target(matter, 2), tell.request(other), in: environment)
      let head = places.otherUnitHead.actor
      _ = try await HandlingActs.sendBack(words: "写明用了几天。", target(matter, 2), tell.request(head), in: environment)
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: .solved, words: "渠口用两天补好了。"), target(matter, 2), tell.request(other),
        in: environment)
      _ = try await HandlingActs.signResult(target(matter, 2), tell.request(head), in: environment)
      let record = try await tell.page(matter).record
      #expect(record.matter.status.state == .resultRecorded && record.matter.status.outcome == .solved)
      #expect(record.history.last?.words.text == "渠口用两天补好了。")
      _ = try await ReplyToMatter.run(
        .init(words: "村建办补好了渠口。", outcome: nil), on: matter, tell.request(places.deputy.actor()), in: environment)
      #expect(try await tell.status(matter).outcome == .solved)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("单位看不到姓名电话；同意了才看得到，每次查看有记录", arguments: DatabaseEngine.allCases)
  func theUnitDoesNotLearnWhoItWas(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let registrar = town.places.unitRegistrar.actor
      let hidden = try await handedOver(tell, "hidden")
      let page = try await part(tell, hidden, by: registrar)
      let shown = (page.text ?? "") + page.title + page.place
      #expect(!shown.contains("陈大娘") && !shown.contains("1380000") && shown.contains("渠口漏水三天了"))
      #expect(!page.allowed.contains(.reveal))
      await #expect(throws: ActionError.refused(.notYours)) {
        try await RevealContact.run(
          reason: "上门查看", on: hidden, part: 1, tell.request(registrar), in: tell.environment)
      }
      // Without naming a part there is nothing to see, either.
      await #expect(throws: ActionError.notFound) {
        try await RevealContact.run(reason: "上门查看", on: hidden, tell.request(registrar), in: tell.environment)
      }
      await #expect(throws: ActionError.notFound) { try await tell.page(hidden, by: registrar) }

      let agreed = try await handedOver(tell, "agreed", sharing: .agreed)
      // The words stay masked; the contact is looked up, which is remembered.
      let open = try await part(tell, agreed, by: registrar)
      #expect(open.allowed.contains(.reveal) && !(open.text ?? "").contains("1380000"))
      let contacts = try await RevealContact.run(
        reason: "上门查看", on: agreed, part: 1, tell.request(registrar), in: tell.environment)
      #expect(contacts.map(\.phone) == ["13800001234"])
      let revealed = try await tell.page(agreed).record.history.filter { $0.event.act == .reveal }
      #expect(revealed.map(\.actorName) == [town.places.unitRegistrar.name])
      // The sender is told which office looked.
      #expect(revealed.map(\.office) == [.unit("三河镇水利站")])

      // Another unit was told nothing.
      _ = try await HandlingActs.askReturn(
        reason: .notOurs, proposed: nil, words: "不归我们管。", target(agreed), tell.request(registrar),
        in: tell.environment)
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: true, next: town.places.otherUnit, resultDue: nil, words: "改请村建办办。"),
        target(agreed), tell.request(town.places.liaison.actor), in: tell.environment)
      let next = try await part(tell, agreed, 2, by: town.places.otherUnitRegistrar.actor)
      #expect(next.handling.sharing == .none && !next.allowed.contains(.reveal))
    }
  }

  @Test("只有经办人能因办理需要给联系方式")
  func onlyAClerkSharesWithoutTheSendersWord() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      let input = transfer(tell, sharing: .needed, reason: "要上门施工")
      await #expect(throws: ActionError.refused(.notYours)) {
        try await TransferMatter.run(input, on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      }
      _ = try await TransferMatter.run(
        input, on: matter, tell.request(town.places.clerk.actor), in: tell.environment)
      let shared = try await part(tell, matter, by: town.places.unitRegistrar.actor)
      #expect(shared.handling.sharing == .needed && shared.allowed.contains(.reveal))
    }
  }

  @Test("别的大会的单位、停用的单位、不在单位里的承办人都不行")
  func foreignIDs() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await tell.submit().matter
      try await tell.accept(matter, grade: .transfer)
      let wrong = ActionError.invalid([FieldProblem("unit", .notFound)])
      await #expect(throws: wrong) {
        try await TransferMatter.run(
          transfer(tell, lead: ID(77)), on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      }
      _ = try await SaveStructure.saveUnit(
        town.places.otherUnit, of: town.places.congress, name: "三河镇村建办", telephone: "", endedOn: town.now.date,
        by: .system, in: tell.environment)
      await #expect(throws: wrong) {
        try await TransferMatter.run(
          transfer(tell, lead: town.places.otherUnit), on: matter, tell.request(town.places.liaison.actor),
          in: tell.environment)
      }
      _ = try await TransferMatter.run(
        transfer(tell), on: matter, tell.request(town.places.liaison.actor), in: tell.environment)
      _ = try await HandlingActs.signFor(
        target(matter), tell.request(town.places.unitRegistrar.actor), in: tell.environment)
      await #expect(throws: ActionError.invalid([FieldProblem("drafter", .notFound)])) {
        try await HandlingActs.appoint(
          town.places.liaison.person, target(matter), tell.request(town.places.unitRegistrar.actor),
          in: tell.environment)
      }
    }
  }

  @Test("清单只有自己单位的；承办人只见交给自己的；协调员只见有争议的", arguments: DatabaseEngine.allCases)
  func listsShowWhatIsTheirs(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await handedOver(tell, others: [places.otherUnit])
      func lines(_ staff: TestStaff, _ tab: HandlingTab) async throws -> [Int] {
        let page = try await ReadHandling.list(tab, after: nil, by: staff.actor, in: tell.environment)
        let open = page.counts.filter { tab.states.contains($0.key) }.values.reduce(0, +)
        #expect(open == page.lines.count)
        return page.lines.map(\.part)
      }
      #expect(try await lines(places.unitRegistrar, .toSignFor) == [1])
      #expect(try await lines(places.otherUnitRegistrar, .toSignFor) == [2])
      #expect(try await lines(places.unitDrafter, .toSignFor) == [])
      #expect(try await lines(places.coordinator, .toSignFor) == [])
      #expect(try await lines(places.liaison, .toSignFor) == [])
      let registrar = tell.request(places.unitRegistrar.actor)
      _ = try await HandlingActs.signFor(target(matter), registrar, in: tell.environment)
      _ = try await HandlingActs.appoint(places.unitDrafter.person, target(matter), registrar, in: tell.environment)
      #expect(try await lines(places.unitDrafter, .handling) == [1])
      try await dispute(tell, target(matter, 2), by: places.otherUnitRegistrar)
      #expect(try await lines(places.coordinator, .returning) == [2])
      #expect(try await ReadMenu.counts(by: places.coordinator.actor, in: tell.environment).parts == 1)
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "由村建办协办。"), target(matter, 2),
        tell.request(places.coordinator.actor), in: tell.environment)
      #expect(try await lines(places.coordinator, .returning) == [])
      #expect(try await tell.findings() == [])
    }
  }

  @Test("一件诉求的两部分同一天到期，翻页不漏", arguments: DatabaseEngine.allCases)
  func pagesMissNoPart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      var expected: [String] = []
      for name in ["one", "two"] {
        let matter = try await handedOver(tell, name, others: [places.otherUnit])
        for (part, registrar) in [(1, places.unitRegistrar), (2, places.otherUnitRegistrar)] {
          try await dispute(tell, target(matter, part), by: registrar)
          expected.append("\(matter) \(part)")
        }
      }
      let scope = try #require(MatterAccess.partScope(for: places.coordinator.actor))
      var found: [String] = []
      var cursor: PartCursor?
      repeat {
        let after = cursor
        let page = try await town.database.read { tx in
          try HandlingStore.page(.returning, scope: scope, after: after, limit: 1, in: tx)
        }
        found += page.map { "\($0.matter) \($0.part)" }
        // As the address of the next page carries it.
        cursor = page.last.flatMap { PartCursor(text: PartCursor($0).text) }
      } while cursor != nil
      #expect(found == expected)
    }
  }

  private func dispute(_ tell: MatterTeller, _ target: HandlingActs.Target, by registrar: TestStaff) async throws {
    for _ in 0..<2 {
      _ = try await HandlingActs.askReturn(
        reason: .otherLeads, proposed: nil, words: "请别的单位办。", target, tell.request(registrar.actor),
        in: tell.environment)
      if try await tell.status(target.matter).handling(target.part)?.state == .disputed { return }
      _ = try await HandlingActs.settleReturn(
        HandlingActs.Settlement(agrees: false, next: nil, resultDue: nil, words: "请先看现场。"), target,
        tell.request(tell.places.liaison.actor), in: tell.environment)
    }
  }

  @Test("提醒带单位的人到自己那一件，不带到诉求", arguments: DatabaseEngine.allCases)
  func noticesLeadToThePart(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matter = try await handedOver(tell)
      try await TimedJobs.runAll(holder: "test", in: tell.environment)
      let found = try await ReadNotices.list(
        of: town.places.unitRegistrar.actor, before: nil, in: tell.environment
      ).notices
      #expect(found.map(\.kind) == [.transferred] && found.map(\.matter) == [matter] && found.map(\.part) == [1])
      #expect(found.allSatisfy { !($0.title ?? "").contains("1380000") && !($0.title ?? "").contains("陈大娘") })
      let list = try await ReadHandling.list(
        .toSignFor, after: nil, by: town.places.unitRegistrar.actor, in: tell.environment)
      #expect(list.lines.map(\.title).allSatisfy { $0.contains("渠口") && !$0.contains("陈大娘") })
      #expect(try await ReadMenu.counts(by: town.places.otherUnitRegistrar.actor, in: tell.environment).unread == 0)
    }
  }

  @Test("负责人签的就是他看到的那一稿", arguments: DatabaseEngine.allCases)
  func nobodySignsWhatHeHasNotSeen(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let matter = try await handedOver(tell)
      let registrar = tell.request(places.unitRegistrar.actor)
      _ = try await HandlingActs.signFor(target(matter), registrar, in: tell.environment)
      func draft(_ outcome: MatterOutcome, _ words: String) async throws {
        _ = try await HandlingActs.draftResult(
          RecordResult.Input(outcome: outcome, words: words), target(matter), registrar, in: tell.environment)
      }
      try await draft(.cannot, "办不了。")
      let seen = try #require(try await tell.status(matter).handling(1)).mark
      try await draft(.solved, "补好了。")
      let head = tell.request(places.unitHead.actor)
      await #expect(throws: ActionError.changedMeanwhile) {
        try await HandlingActs.signResult(target(matter, seen: seen), head, in: tell.environment)
      }
      let now = try #require(try await tell.status(matter).handling(1)).mark
      _ = try await HandlingActs.signResult(target(matter, seen: now), head, in: tell.environment)
      #expect(try await tell.page(matter).record.history.last?.words.text == "补好了。")
    }
  }

  private func photo(_ tell: MatterTeller, _ number: UInt8) async throws -> [PhotoTicket] {
    let upload = PreparePhotos.Upload(name: "现场.jpg", bytes: PlainPictures.upload(number))
    return try await PreparePhotos.run([upload], kept: [], limit: 6, in: tell.environment).tickets
  }

  private func shown(_ tell: MatterTeller, _ matter: ID<Matter>) async throws -> [MatterPhoto] {
    try await tell.page(matter, by: .sender(matter)).record.photosForSender
  }

  @Test("单位没签发的照片群众看不到，签发的看得到；站里代录的照片单位看得到")
  func photosOfDrafts() async throws {
    try await TestTown.run(on: .sqlite) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let keyedIn = try await SubmitMatter.run(
        tell.input(channel: .visit, photos: try await photo(tell, 1)), by: places.liaison.actor, key: tell.key("visit"),
        in: tell.environment)
      let matter = keyedIn.matter
      try await tell.accept(matter, grade: .transfer)
      _ = try await TransferMatter.run(
        transfer(tell), on: matter, tell.request(places.liaison.actor), in: tell.environment)
      let registrar = places.unitRegistrar.actor
      #expect(try await part(tell, matter, by: registrar).photos.count == 1)
      _ = try await HandlingActs.signFor(target(matter), tell.request(registrar), in: tell.environment)
      _ = try await HandlingActs.draftResult(
        RecordResult.Input(outcome: .solved, words: "补好了。", photos: try await photo(tell, 2)), target(matter),
        tell.request(registrar), in: tell.environment)
      let all = try await tell.page(matter).record.photos
      #expect(all.count == 2)
      #expect(try await shown(tell, matter).count == 1)
      await #expect(throws: ActionError.notFound) {
        try await ReadPhoto.run(
          all[1].id, of: matter, thumbnail: true, for: .actor(.sender(matter)), in: tell.environment)
      }
      _ = try await HandlingActs.signResult(
        target(matter), tell.request(places.unitHead.actor), in: tell.environment)
      #expect(try await shown(tell, matter).count == 2)
      _ = try await ReadPhoto.run(
        all[1].id, of: matter, thumbnail: true, for: .actor(.sender(matter)), in: tell.environment)
    }
  }

  @Test("核对发现被改动的单位清单", arguments: DatabaseEngine.allCases)
  func verifyFindsATamperedList(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      _ = try await handedOver(tell)
      #expect(try await tell.findings() == [])
      try await town.database.write { tx in try tx.execute("UPDATE matter_handlings SET due_on = '2030-01-01'") }
      #expect(try await tell.findings().contains { $0.contains("办理清单") })
    }
  }
}
