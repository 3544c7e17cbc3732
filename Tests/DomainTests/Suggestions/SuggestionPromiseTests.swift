import Domain
import Foundation
import Testing

/// 承诺事项: kept, answered a second time, rated; and papers that come with their picture.
@Suite struct SuggestionPromiseTests {
  typealias S = SuggestionSample

  /// Answered and rated, with a promise that is open.
  private static func promised(until date: String = "2026-09-30") throws -> SuggestionLife {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: day(date)))
    try life.answer()
    try life.act(S.rate(1))
    return life
  }

  private static func clocks(_ life: SuggestionLife) -> [String] {
    life.status.clocks.map { "\($0.kind.rawValue) \($0.part) \($0.due?.description ?? "-")" }
  }

  @Test("承诺落实：待再次答复时期限照走，签发后请代表评价，评价完就清") func wholeWay() throws {
    var life = try Self.promised()
    #expect(life.status.state == .closed && Self.clocks(life) == ["promise 1 2026-09-30"])
    #expect(life.refusal(.draftPromiseLetter(1, points: 1)) == .promiseNotKept)
    try life.act(.keepPromise(1), on: "2026-09-28")
    // It is done, and the letter is still owed by the day that was promised.
    #expect(Self.clocks(life) == ["promise 1 2026-09-30"] && life.status.openPromises.isEmpty)
    #expect(life.refusal(.signPromiseLetter(1)) == .promiseLetterMissing)
    #expect(life.refusal(.ratePromise(1, by: S.lead, .satisfied)) == .promiseLetterMissing)
    #expect(life.refusal(.draftPromiseLetter(1, points: 0)) == .noPoints)
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.draftPromiseLetter(1, points: 2))
    try life.act(.signPromiseLetter(1), on: "2026-09-30")
    // Fifteen working days: 1 to 7 October are off, Saturday the 10th is made up; 8, 9, 10, 12–16, 19–23, 26, 27.
    #expect(Self.clocks(life) == ["promise_rating 1 2026-10-27"])
    let promise = try #require(life.status.promises.first)
    #expect(promise.answer?.recipients == [S.lead] && life.status.state(of: promise) == .answered)
    #expect(life.refusal(.signPromiseLetter(1)) == .nothingChanged)
    #expect(life.refusal(.draftPromiseLetter(1, points: 1)) == .nothingChanged)
    #expect(life.refusal(.ratePromise(1, by: S.stranger, .satisfied)) == .notARater)
    try life.act(.ratePromise(1, by: S.lead, .basic))
    #expect(life.status.clocks.isEmpty && life.status.state(of: promise) == .rated)
    #expect(life.status.overall(of: promise) == .basic && life.status.state == .closed)
    #expect(life.refusal(.ratePromise(1, by: S.lead, .satisfied)) == .ratedBefore)
    #expect(life.replayed == life.status)
  }

  @Test("答复以前就落实的，由答复函一并说明，不另欠一封") func keptBeforeTheAnswer() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: day("2026-09-30")))
    try life.act(.keepPromise(1))
    let promise = try #require(life.status.promises.first)
    #expect(promise.answer == nil && life.status.state(of: promise) == .kept)
    #expect(life.refusal(.draftPromiseLetter(1, points: 1)) == .nothingChanged)
    try life.answer()
    try life.act(.ratePromise(1, by: S.lead, .satisfied))
    #expect(life.status.state(of: promise) == .rated)
  }

  @Test("承诺落实得不满意：回到承办单位，按重新办理的期限再落实、再答复、再评价，一直在台账里") func notContent() throws {
    var life = try Self.promised()
    try life.act(.keepPromise(1), on: "2026-09-28")
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.signPromiseLetter(1), on: "2026-09-30")
    try life.act(.ratePromise(1, by: S.lead, .dissatisfied), on: "2026-10-09")
    // One month from the day on which the deputy said so: 9 November, a Monday.
    #expect(Self.clocks(life) == ["promise 1 2026-11-09"] && life.status.openPromises.count == 1)
    var promise = try #require(life.status.promises.first)
    #expect(promise.turn == 2 && promise.answer == nil && life.status.state(of: promise) == .open)
    #expect(life.status.overall(of: promise) == .dissatisfied && life.status.state == .closed)
    #expect(life.refusal(.ratePromise(1, by: S.lead, .satisfied)) == .notInThisState)
    #expect(life.refusal(.signPromiseLetter(1)) == .promiseNotKept)
    try life.act(.keepPromise(1), on: "2026-11-05")
    #expect(life.refusal(.signPromiseLetter(1)) == .promiseLetterMissing)
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.signPromiseLetter(1))
    try life.act(.ratePromise(1, by: S.lead, .satisfied))
    promise = try #require(life.status.promises.first)
    #expect(life.status.state(of: promise) == .rated && life.status.overall(of: promise) == .satisfied)
    #expect(life.status.clocks.isEmpty && life.replayed == life.status)
  }

  @Test("承诺答复后不评价的：过了期限由代表工作机构催，第二天起可以不再等；评价过的、没有答复的不催") func nobodyRates() throws {
    var life = try Self.promised()
    #expect(life.refusal(.remindPromiseRater(1)) == .promiseNotKept)
    #expect(life.refusal(.remindPromiseRater(2)) == .noSuchPromise)
    try life.act(.keepPromise(1), on: "2026-09-28")
    #expect(life.refusal(.remindPromiseRater(1)) == .promiseLetterMissing)
    try life.act(.draftPromiseLetter(1, points: 1))
    try life.act(.signPromiseLetter(1), on: "2026-09-30")
    func offers(_ act: SuggestionAct, _ life: SuggestionLife) -> Bool {
      life.workflow.offers(act, on: life.status.parts[0], of: life.status, to: S.clerk, today: life.today)
    }
    life.now = at("2026-10-27")
    #expect(life.refusal(.remindPromiseRater(1)) == .ratingNotOver && !offers(.remindPromiseRater, life))
    life.now = at("2026-10-28")
    #expect(life.refusal(.closeUnratedPromise(1)) == .notReminded && !offers(.closeUnratedPromise, life))
    #expect(offers(.remindPromiseRater, life))
    try life.act(.remindPromiseRater(1))
    #expect(life.refusal(.closeUnratedPromise(1)) == .notReminded && !offers(.remindPromiseRater, life))
    var rated = life
    try rated.act(.ratePromise(1, by: S.lead, .satisfied), on: "2026-10-29")
    #expect(rated.refusal(.closeUnratedPromise(1)) == .nobodyMissing)
    life.now = at("2026-10-29")
    #expect(offers(.closeUnratedPromise, life))
    try life.act(.closeUnratedPromise(1))
    let promise = try #require(life.status.promises.first)
    #expect(life.status.state(of: promise) == .rated && life.status.overall(of: promise) == nil)
    #expect(life.status.clocks.isEmpty && life.replayed == life.status)
    #expect(life.refusal(.ratePromise(1, by: S.lead, .satisfied)) == .notInThisState)
    #expect(life.refusal(.closeUnratedPromise(1)) == .nobodyMissing)
  }

  @Test("任务退回以后，承诺随之终止，不再欠答复") func endsWithThePart() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver(.separate)
    try life.act(.signFor(part: 1))
    try life.act(.promise(part: 1, due: day("2026-09-30")))
    try life.act(.askReturn(part: 1, proposed: nil))
    try life.act(.reassign(part: 1, to: S.third, hard: false))
    #expect(!life.status.clocks.contains { $0.kind == .promise })
  }

  @Test("书面测评、签字的面复记录，没有原件的不收") func papersComeWithTheirPicture() throws {
    var life = SuggestionLife()
    try life.submit()
    try life.handOver()
    try life.act(.signFor(part: 1))
    func contact(_ kind: SuggestionContactKind, signed: Bool, _ files: [ID<SuggestionFile>] = []) -> SuggestionCommand {
      .contact(.init(part: 1, kind: kind, on: life.today, with: [S.lead], isSigned: signed, files: files))
    }
    #expect(life.refusal(contact(.faceToFaceReply, signed: true)) == .scanMissing)
    #expect(life.refusal(contact(.faceToFaceReply, signed: false)) == nil)
    #expect(life.refusal(contact(.visit, signed: true)) == nil)
    #expect(life.refusal(contact(.faceToFaceReply, signed: true, [ID(9)])) == nil)
    try life.answer()
    func paper(_ result: Satisfaction, _ scans: [ID<SuggestionFile>]) -> SuggestionCommand {
      .rate(
        .init(
          part: 1, person: S.lead, attitude: .satisfied, result: result, hasReason: true, keyedBy: S.clerk,
          scans: scans))
    }
    #expect(life.refusal(paper(.satisfied, [])) == .scanMissing)
    #expect(life.refusal(paper(.dissatisfied, [])) == .scanMissing)
    for result in Satisfaction.allCases {
      var copy = life
      guard case .rated(let facts) = try copy.act(paper(result, [ID(9)])) else { return #expect(Bool(false)) }
      #expect(facts.scans == [ID(9)] && facts.rating.isPaper)
      #expect(copy.replayed == copy.status)
    }
    #expect(try life.act(.urge(form: .onSite, on: life.today, files: [ID(7)])).files == [ID(7)])
  }

  @Test("以前的历史没有这些栏，照样能读") func olderHistories() throws {
    func read(_ text: String) throws -> SuggestionEvent {
      try JSONDecoder().decode(SuggestionEvent.self, from: Data(text.utf8))
    }
    #expect(try read(#"{"promiseKept":{"number":1}}"#) == .promiseKept(number: 1, owesLetter: nil))
    let life = try Self.promised()
    let urged = try JSONEncoder().encode(SuggestionEvent.urged(form: .media, on: life.today))
    #expect(!String(decoding: urged, as: UTF8.self).contains("files"))
    #expect(try JSONDecoder().decode(SuggestionEvent.self, from: urged) == .urged(form: .media, on: life.today))
    let rated = try #require(life.events.last?.event)
    #expect(!String(decoding: try JSONEncoder().encode(rated), as: UTF8.self).contains("scans"))
    // A promise that was kept before there were second letters owes none, and is rated as it was.
    var older = life
    let kept = SuggestionEvent.promiseKept(number: 1)
    var status = older.status
    status.apply(kept, on: day("2026-09-28"))
    let promise = try #require(status.promises.first)
    #expect(!promise.owesLetter && status.state(of: promise) == .answered && status.clocks.isEmpty)
    older.now = at("2026-09-29")
    #expect(throws: Never.self) {
      try older.workflow.decide(.ratePromise(1, by: S.lead, .satisfied), on: status, at: older.now)
    }
  }

  @Test("照片跟着那条记录走；要求保密的，看不到提出人的也看不到签名") func whoSeesPictures() throws {
    func sees(_ event: SuggestionEvent, proposer: Bool, own: Bool) -> Bool {
      SuggestionAccess.seesFiles(of: event, seesProposer: proposer, isOwnPart: own)
    }
    let life = try Self.promised()
    let rated = try #require(life.events.last?.event)
    let contacted = SuggestionEvent.contacted(
      .init(part: 1, kind: .visit, on: life.today, with: [S.lead], isSigned: false, files: [ID(1)]))
    let urged = SuggestionEvent.urged(form: .onSite, on: life.today, files: [ID(2)])
    for event in [rated, contacted, urged] { #expect(sees(event, proposer: true, own: false)) }
    #expect(!sees(rated, proposer: false, own: true) && !sees(rated, proposer: false, own: false))
    #expect(sees(contacted, proposer: false, own: true) && !sees(contacted, proposer: false, own: false))
    #expect(sees(urged, proposer: false, own: false))
  }
}
