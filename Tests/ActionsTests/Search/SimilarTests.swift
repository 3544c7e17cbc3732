import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// 「另有 N 位居民反映」: similar open matters are found, joined and merged.
@Suite struct SimilarTests {
  private let first = "村小学门口的路灯好几天不亮了，孩子放学天黑看不见路。"
  private let second = "学校门前路灯坏了，天黑孩子看不见路，快修修。"
  private let place = "东村小学门口"

  private func input(
    _ tell: MatterTeller, _ text: String, _ visibility: MatterVisibility = .redacted, place: String? = nil
  ) -> SubmitMatter.Input {
    var input = tell.input(text: text, visibility: visibility)
    input.place = place ?? self.place
    return input
  }

  private func ask(_ tell: MatterTeller, _ text: String, place: String? = nil) async throws -> SimilarForResident {
    try await FindSimilar.forResident(
      text, place: place ?? self.place, category: nil, at: nil, of: tell.places.congress, in: tell.environment)
  }

  private func published(_ tell: MatterTeller) async throws -> ID<Matter> {
    let matter = try await tell.submit(input(tell, first), key: "lead").matter
    try await tell.accept(matter)
    try await tell.publish(matter, title: "小学门口路灯不亮", text: "小学门口的路灯好几天不亮了，孩子放学看不见路。")
    return matter
  }

  @Test("居民写的时候只看得到公开的；不公开的一件也不透露", arguments: DatabaseEngine.allCases)
  func residentsSeeWhatIsPublic(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      // One private matter and one whose sender agreed: neither is hinted at.
      _ = try await tell.submit(input(tell, first, .hidden), key: "hidden")
      _ = try await tell.submit(input(tell, first), key: "one")
      var found = try await ask(tell, second)
      #expect(found.published.isEmpty && found.unpublished == 0)
      // Two who agreed: some.
      _ = try await tell.submit(input(tell, second), key: "two")
      found = try await ask(tell, first)
      #expect(found.published.isEmpty && found.unpublished == 2)
      #expect(try await ask(tell, first, place: "西河村村口").unpublished == 0)
      // Sealed ones are never counted: it stays with the two.
      for key in ["a", "b", "c"] {
        var sealed = input(tell, "某人收了路灯的钱，东村小学门口路灯不亮。")
        sealed.isAccusation = true
        _ = try await tell.submit(sealed, key: key)
      }
      #expect(try await ask(tell, "某人收了路灯的钱，东村小学门口路灯不亮。").unpublished == 2)
      // Once it is public, it is shown, until it is closed.
      let lead = try await published(tell)
      found = try await ask(tell, second)
      #expect(found.published.map(\.publication.matter) == [lead])
      #expect(try await ask(tell, "想问问低保怎么申请，要什么材料？").published.isEmpty)
      try await tell.assign(lead)
      try await tell.reply(lead)
      #expect(try await ask(tell, second).published.isEmpty)
    }
  }

  @Test("我也是这件事：自己的回执、答复和评价，和公开的那件一起办", arguments: DatabaseEngine.allCases)
  func joins(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let lead = try await published(tell)
      var joining = input(tell, second, .hidden)
      joining.joins = lead
      joining.addressee = .venue(town.places.otherStation)
      let receipt = try await tell.submit(joining, key: "joins")
      let own = receipt.matter
      #expect(try await tell.status(own).mergedInto == lead)
      #expect(try await tell.status(own).venue == town.places.station)
      #expect(try await tell.status(own).state == .accepted)
      #expect(try await tell.status(lead).followers == [own])
      // The same request again gives the same receipt.
      #expect(try await tell.submit(joining, key: "joins") == receipt)
      #expect(try await tell.page(lead).others == 1)
      #expect(try await tell.page(own, by: .sender(own)).others == 1)
      #expect(try await JoinMatter.lead(lead, in: town.environment)?.others == 1)
      let line = try await ReadQueue.run(
        {
          var filter = QueueFilter(); filter.tab = .toReply; return filter
        }(), by: town.places.liaison.actor,
        in: town.environment
      ).lines.first { $0.id == lead }
      #expect(line?.others == 1)
      try await tell.assign(lead)
      try await tell.reply(lead)
      #expect(try await tell.status(own).state == .replied)
      try await tell.rate(own, .satisfied)
      #expect(try await tell.status(own).feedback?.source == .sender)
      #expect(try await tell.status(lead).feedback == nil)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("不公开的、封存的、已办结的都并不进去，事情照样收下", arguments: DatabaseEngine.allCases)
  func joinsOnlyWhatIsPublic(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let hidden = try await tell.submit(input(tell, first, .hidden), key: "hidden").matter
      let lead = try await published(tell)
      for (key, joins, isAccusation) in [("x", hidden, false), ("y", lead, true)] {
        var joining = input(tell, second)
        joining.joins = joins
        joining.isAccusation = isAccusation
        let own = try await tell.submit(joining, key: key).matter
        let reader = isAccusation ? town.places.upperClerk.actor : town.places.liaison.actor
        #expect(try await tell.status(own, by: reader).mergedInto == nil)
      }
      _ = try await PublishMatter.run(
        isPublic: false, words: nil, on: lead, tell.request(town.places.chair.actor), in: town.environment)
      var joining = input(tell, second)
      joining.joins = lead
      let own = try await tell.submit(joining, key: "z").matter
      #expect(try await tell.status(own).mergedInto == nil)
      #expect(try await tell.status(lead).followers.isEmpty)
      #expect(try await tell.findings() == [])
    }
  }

  @Test("一边办结一边并进来：并进去了就一起答复，没赶上就自己办", arguments: DatabaseEngine.allCases)
  func joinsWhileTheLeadIsAnswered(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let lead = try await published(tell)
      try await tell.assign(lead)
      let inputs = (0..<4).map { _ in
        var joining = input(tell, second)
        joining.joins = lead
        return joining
      }
      let owns = try await withThrowingTaskGroup(of: ID<Matter>?.self) { group in
        for (index, joining) in inputs.enumerated() {
          group.addTask { try await tell.submit(joining, key: "join \(index)").matter }
        }
        group.addTask {
          // Somebody came along while the answer was written: then it is given once more.
          for _ in 0..<8 {
            do {
              try await tell.reply(lead)
              return nil
            } catch ActionError.changedMeanwhile {}
          }
          return nil
        }
        return try await group.reduce(into: [ID<Matter>]()) { if let id = $1 { $0.append(id) } }
      }
      #expect(owns.count == 4)
      #expect(try await tell.status(lead).state == .replied)
      for own in owns {
        let status = try await tell.status(own)
        #expect(status.mergedInto == nil ? status.state == .submitted : status.state == .replied)
      }
      #expect(try await tell.findings() == [])
    }
  }

  @Test("受理时看得到像的，一按并案；别站的、看不到的不出现", arguments: DatabaseEngine.allCases)
  func staffSeeAlikeOnes(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let places = town.places
      let old = try await tell.submit(input(tell, first, .hidden), key: "old").matter
      try await tell.accept(old)
      let kept = try await tell.submit(input(tell, first, .hidden), key: "kept").matter
      try await town.database.write { tx in try MatterStore.exclude([places.liaison.person], from: kept, in: tx) }
      var away = input(tell, first, .hidden)
      away.addressee = .venue(places.otherStation)
      _ = try await tell.submit(away, key: "away")
      _ = try await tell.submit(input(tell, "想问问低保怎么申请。", .hidden), key: "other")
      let new = try await tell.submit(input(tell, second, .hidden), key: "new").matter
      func company(_ matter: ID<Matter>) async throws -> MatterCompany {
        try await ReadCompany.run(matter, by: places.liaison.actor, mayMerge: true, in: town.environment)
      }
      let alike = try await company(new).alike
      #expect(alike.map(\.line.id) == [old] && alike.allSatisfy(\.leads))
      #expect(try await company(old).alike.map(\.leads) == [false])
      _ = try await MergeMatters.run(
        [new], into: old, words: "同一件事", tell.request(places.liaison.actor), in: town.environment)
      #expect(try await company(old).alike.isEmpty)
      #expect(try await tell.page(old).others == 1)
    }
  }
}
