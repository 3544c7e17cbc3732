import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// Photos and scans of suggestions: stored as those of matters, seen by whoever reads their entry.
@Suite struct SuggestionPictureTests {
  private struct Way {
    let tell: SuggestionTeller
    let id: ID<Suggestion>
    var places: TestPlaces { tell.places }
    var environment: AppEnvironment { tell.environment }
    var unit: Actor { places.unitRegistrar.actor }
    var helper: Actor { places.otherUnitRegistrar.actor }
    var government: Actor { places.coordinator.actor }

    func tickets(_ number: UInt8) async throws -> [PhotoTicket] {
      try await PreparePhotos.run(
        [.init(name: "\(number).jpg", bytes: PlainPictures.upload(number))], kept: [], limit: 6, in: environment
      ).tickets
    }

    /// The pictures that somebody sees, by the acts that they came with.
    func seen(_ actor: Actor) async throws -> [SuggestionAct: [ID<SuggestionFile>]] {
      let data = try await ReadSuggestion.run(id, by: actor, in: environment)
      return data.history.reduce(into: [:]) { result, item in
        if !item.photos.isEmpty { result[item.event.act, default: []] += item.photos.map(\.id) }
      }
    }

    func contact(
      _ kind: SuggestionContactKind, signed: Bool = false, _ photos: [PhotoTicket], by actor: Actor, part: Int
    )
      async throws
    {
      _ = try await ContactDeputy.run(
        .init(
          part: part, kind: kind, on: tell.town.now.date, with: [places.deputy.person], isSigned: signed),
        photos: photos, words: "一起看了现场。", on: id, tell.request(actor), in: environment)
    }

    func paper(_ photos: [PhotoTicket], _ result: Satisfaction = .satisfied) async throws {
      _ = try await RateSuggestion.run(
        .init(
          part: 1, attitude: .satisfied, result: result, reason: "", onPaperOf: places.deputy.person, scans: photos),
        on: id, tell.request(tell.clerk), in: environment)
    }
  }

  /// Handed over to two units that answer separately; the first has answered.
  private static func begin(_ town: TestTown, isConfidential: Bool = false) async throws -> Way {
    let tell = SuggestionTeller(town)
    let places = town.places
    var input = tell.input()
    input.isConfidential = isConfidential
    let id = try await tell.draft(input)
    _ = try await SubmitSuggestion.run(id, tell.request(tell.lead), in: town.environment)
    try await tell.register(id)
    _ = try await HandOverSuggestion.run(
      .separate, to: [.init(places.unit, .separate), .init(places.otherUnit, .separate)], on: id,
      tell.request(tell.clerk), in: town.environment)
    let way = Way(tell: tell, id: id)
    try await tell.act(.signFor(part: 1), on: id, part: 1, by: way.unit)
    try await tell.act(.signFor(part: 2), on: id, part: 2, by: way.helper)
    try await way.contact(.visit, try await way.tickets(1), by: way.unit, part: 1)
    _ = try await DraftReplyLetter.run(
      tell.letter(), resultClass: "A", part: 1, on: id, tell.request(way.unit), in: town.environment)
    try await tell.act(.checkLetter(part: 1), on: id, part: 1, by: way.unit)
    _ = try await SignReplyLetter.run(
      .init(part: 1), on: id, tell.request(places.unitHead.actor), in: town.environment)
    return way
  }

  @Test("书面测评带扫描件：没有的不收，收了的人人对得上；单位只看自己那一份的照片", arguments: DatabaseEngine.allCases)
  func seenWithTheirEntry(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await Self.begin(town)
      await #expect(throws: ActionError.suggestion(.scanMissing)) { try await way.paper([]) }
      // A ticket that was thrown away meanwhile is none.
      let gone = try await way.tickets(9)
      try await town.database.write { tx in try MatterPartStore.deleteUploads(gone.map(\.id), in: tx) }
      await #expect(throws: ActionError.suggestion(.scanMissing)) { try await way.paper(gone) }
      // Nobody but the work body keys paper in.
      let scan = try await way.tickets(2)
      await #expect(throws: ActionError.refused(.notYours)) {
        try await RateSuggestion.run(
          .init(
            part: 1, attitude: .satisfied, result: .satisfied, reason: "", onPaperOf: town.places.deputy.person,
            scans: scan), on: way.id, way.tell.request(way.tell.lead), in: town.environment)
      }
      #expect(try await way.seen(way.tell.clerk)[.rate] == nil)
      try await way.paper(scan)
      try await way.contact(.faceToFaceReply, signed: true, try await way.tickets(3), by: way.helper, part: 2)
      await #expect(throws: ActionError.suggestion(.scanMissing)) {
        try await way.contact(.faceToFaceReply, signed: true, [], by: way.helper, part: 2)
      }
      _ = try await UrgeSuggestion.run(
        .onSite, on: town.now.date, photos: try await way.tickets(4), words: "水渠还在漏。", of: way.id,
        way.tell.request(way.government), in: town.environment)
      let all = try await way.seen(way.tell.clerk)
      #expect(all[.rate]?.count == 1 && all[.contact]?.count == 2 && all[.urge]?.count == 1)
      #expect(try await way.seen(way.tell.lead) == all)
      #expect(try await way.seen(way.government) == all)
      let mine = try await way.seen(way.unit)
      #expect(mine[.contact]?.count == 1 && mine[.rate] == all[.rate] && mine[.urge] == all[.urge])
      let theirs = try await way.seen(way.helper)
      #expect(theirs[.contact]?.count == 1 && theirs[.contact] != mine[.contact] && theirs[.rate] == nil)
      // The address of a picture opens for whoever sees it, and for nobody else.
      let file = try #require(mine[.contact]?.first)
      func open(_ actor: Actor) async throws -> Int {
        try await ReadSuggestionPhoto.run(file, of: way.id, thumbnail: true, by: actor, in: town.environment).count
      }
      for actor in [way.unit, way.tell.lead] { #expect(try await open(actor) > 0) }
      for actor in [way.helper, town.places.liaison.actor, town.places.secondDeputy.actor(), .visitor] {
        await #expect(throws: ActionError.notFound) { try await open(actor) }
      }
    }
  }

  @Test("要求保密的：政府看不到走访照片，单位看不到书面测评的签名", arguments: DatabaseEngine.allCases)
  func confidential(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await Self.begin(town, isConfidential: true)
      try await way.paper(try await way.tickets(2))
      #expect(try await way.seen(way.tell.clerk).keys.sorted { $0.rawValue < $1.rawValue } == [.contact, .rate])
      #expect(try await way.seen(way.unit).keys.map(\.rawValue) == ["contact"])
      for actor in [way.government, way.helper] { #expect(try await way.seen(actor).isEmpty) }
    }
  }

  @Test("同一张表连按两次只收一次；换了动作、塞进别的编号都不成", arguments: DatabaseEngine.allCases)
  func onceOnly(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await Self.begin(town)
      let photos = try await way.tickets(5)
      let request = ProposalRequest(actor: way.government, key: way.tell.key("twice"))
      for _ in 0..<2 {
        _ = try await UrgeSuggestion.run(
          .onSite, on: town.now.date, photos: photos, words: "去看了。", of: way.id, request, in: town.environment)
      }
      #expect(try await way.seen(way.tell.clerk)[.urge]?.count == 1)
      #expect(try await way.tell.status(way.id).urgings == 1)
      for command in [
        SuggestionCommand.urge(form: .media, on: town.now.date, files: [ID(1)]),
        .contact(
          .init(
            part: 1, kind: .visit, on: town.now.date, with: [town.places.deputy.person], isSigned: false,
            files: [ID(1)])),
      ] {
        await #expect(throws: ActionError.refused(.notYours)) {
          let part = command.act.isOnPart ? 1 : nil
          try await way.tell.act(
            command, on: way.id, part: part, words: "试试", by: part == nil ? way.government : way.unit)
        }
      }
    }
  }

  @Test("照片进备份清单、过清理、受核对：少一行、坏一个都查得出", arguments: DatabaseEngine.allCases)
  func keptAndChecked(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await Self.begin(town)
      try await way.paper(try await way.tickets(2))
      let abandoned = try await way.tickets(8)
      #expect(abandoned.count == 1)
      let named = try await town.database.read { tx in try MatterPartStore.namedFiles(in: tx) }
      #expect(named.count == 6)
      town.clock.move(to: town.now.adding(days: 3))
      try await TimedJobs.runAll(holder: "test", in: town.environment)
      // What waited for a form that never came is gone, the others are kept.
      let kept = try await town.database.read { tx in try MatterPartStore.namedFiles(in: tx) }
      #expect(kept.count == 4 && kept.isSubset(of: named))
      let report = try await Verify.run(in: town.environment, progress: { _ in })
      #expect(report.findings == [] && report.files == 4)
      let file = try #require(kept.sorted().first)
      try await town.environment.files.delete(file)
      #expect(try await way.tell.findings().contains { $0.contains("不见了") })
      _ = try await town.database.write { tx in
        try tx.execute("DELETE FROM suggestion_files WHERE id = (SELECT MAX(id) FROM suggestion_files)")
      }
      #expect(try await way.tell.findings().contains { $0.contains("照片和扫描件与历史不一致") })
    }
  }

  @Test("传错的照片由传的人或者代表工作机构移除，要写原因；记录留着，照片没了；别人不能移除，签字的原件单位不能移除", arguments: DatabaseEngine.allCases)
  func removal(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let way = try await Self.begin(town)
      try await way.contact(.faceToFaceReply, signed: true, try await way.tickets(3), by: way.helper, part: 2)
      _ = try await UrgeSuggestion.run(
        .onSite, on: town.now.date, photos: try await way.tickets(4), words: "水渠还在漏。", of: way.id,
        way.tell.request(way.government), in: town.environment)
      let visit = try #require(try await way.seen(way.unit)[.contact]?.first)
      let record = try #require(try await way.seen(way.helper)[.contact]?.first)
      let urged = try #require(try await way.seen(way.government)[.urge]?.first)
      func remove(_ file: ID<SuggestionFile>, by actor: Actor, reason: String = "传错了别处的照片。") async throws {
        _ = try await RemoveSuggestionPhoto.run(
          file, reason: reason, on: way.id, way.tell.request(actor), in: town.environment)
      }
      // Whoever sees it and did not bring it in; whoever does not see it at all.
      let head = town.places.unitHead.actor
      for (actor, file) in [
        (way.tell.lead, visit), (way.government, visit), (way.unit, urged), (way.helper, record), (head, visit),
      ] {
        await #expect(throws: ActionError.refused(.notYours)) { try await remove(file, by: actor) }
      }
      for actor in [way.helper, town.places.liaison.actor, .visitor] {
        await #expect(throws: ActionError.notFound) { try await remove(visit, by: actor) }
      }
      await #expect(throws: ActionError.suggestion(.reasonMissing)) {
        try await remove(visit, by: way.unit, reason: "")
      }
      let photo = try await town.database.read { tx in
        try SuggestionFileStore.photos(of: way.id, in: tx).first { $0.id == visit }
      }
      let sha = try #require(photo).mainSHA256
      let before = try await way.tell.history(way.id).count
      try await remove(visit, by: way.unit)
      #expect(try await way.seen(way.unit)[.contact] == nil)
      await #expect(throws: ActionError.notFound) { try await remove(visit, by: way.unit) }
      await #expect(throws: ActionError.notFound) {
        try await ReadSuggestionPhoto.run(
          visit, of: way.id, thumbnail: false, by: way.tell.clerk, in: town.environment)
      }
      let history = try await ReadSuggestion.run(way.id, by: way.unit, in: town.environment).history
      #expect(try await way.tell.history(way.id).count == before + 1)
      #expect(history.contains { $0.event.act == .contact && $0.words.text == "一起看了现场。" })
      #expect(history.last?.event == .photoRemoved(visit, part: 1) && history.last?.words.text == "传错了别处的照片。")
      // The other unit reads nothing of it.
      #expect(
        !(try await ReadSuggestion.run(way.id, by: way.helper, in: town.environment).history).contains {
          $0.event == .photoRemoved(visit, part: 1)
        })
      try await remove(urged, by: way.government)
      try await remove(record, by: way.tell.clerk)
      let findings = try await way.tell.findings()
      #expect(findings == [], "\(findings)")
      // The bytes are gone, too.
      #expect(try await town.environment.files.get(sha) == nil)
    }
  }
}
