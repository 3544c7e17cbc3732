import Domain
import Foundation
import TestSupport
import Testing

@Suite struct IDTests {
  private let now = at("2025-03-05")

  @Test func idsGrowWithinANode() {
    let generator = IDGenerator(node: 7)
    var random = SeededRandom(seed: 3)
    var last: Int64 = 0
    var time = now
    for _ in 0..<20_000 {
      // The clock stands still mostly, goes on, and is set back now and then.
      if Int.random(in: 0..<10, using: &random) == 0 {
        time = time.adding(milliseconds: Int64.random(in: -5000...5000, using: &random))
      }
      let id = generator.next(at: time)
      #expect(id > last)
      last = id
    }
  }

  @Test func aSpentMillisecondBorrowsTheNext() {
    let generator = IDGenerator(node: 1)
    let ids = (0..<10_000).map { _ in generator.next(at: now) }
    #expect(Set(ids).count == 10_000 && ids == ids.sorted())
    let millisecond = now.milliseconds - IDGenerator.epoch
    #expect(ids[0] >> 22 == millisecond && ids[4095] >> 22 == millisecond)
    #expect(ids[4096] >> 22 == millisecond + 1 && ids[9999] >> 22 == millisecond + 2)
  }

  @Test func twoNodesNeverMakeTheSame() {
    let generators = [0, 1, 2, 1022, 1023].map { IDGenerator(node: $0) }
    var seen: Set<Int64> = []
    for step in 0..<2000 {
      for (index, generator) in generators.enumerated() {
        let id = generator.next(at: now.adding(milliseconds: Int64(step / 10)))
        #expect(seen.insert(id).inserted)
        #expect(id >> 12 & 1023 == [0, 1, 2, 1022, 1023][index])
      }
    }
  }

  @Test func aNodeMayLearnItsNumberLater() {
    let generator = IDGenerator(node: 0)
    let first = generator.next(at: now)
    generator.use(node: 5)
    let second = generator.next(at: now)
    #expect(second > first && second >> 12 & 1023 == 5)
  }

  /// Before the epoch, and at the end of the 41 bits.
  @Test func idsArePositive() {
    #expect(IDGenerator(node: 0).next(at: Instant(milliseconds: 0)) > 0)
    let last = Instant(milliseconds: IDGenerator.epoch + (1 << 41) - 1)
    #expect(IDGenerator(node: 1023).next(at: last) == (((1 << 41) - 1) << 22 | 1023 << 12))
  }

  @Test func manyThreadsShareOneGenerator() async {
    let generator = IDGenerator(node: 3)
    let now = now
    let ids = await withTaskGroup(of: [Int64].self) { group in
      for _ in 0..<8 { group.addTask { (0..<1000).map { _ in generator.next(at: now) } } }
      return await group.reduce(into: Set<Int64>()) { $0.formUnion($1) }
    }
    #expect(ids.count == 8000)
  }

  @Test(arguments: ["1", "9223372036854775807", "174110400000000"]) func textGoesBothWays(text: String) throws {
    let id = try #require(ID<Matter>(text: text))
    #expect(id.description == text)
    let json = try JSONEncoder().encode([id])
    #expect(String(decoding: json, as: UTF8.self) == "[\"\(text)\"]")
    #expect(try JSONDecoder().decode([ID<Matter>].self, from: json) == [id])
  }

  @Test(arguments: [
    "", "0", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "１２", "9223372036854775808", "99999999999999999999", "一",
    "1\n", "null",
  ])
  func refusesWhatIsNoID(text: String) throws {
    #expect(ID<Matter>(text: text) == nil)
    let json = try JSONEncoder().encode([text])
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([ID<Matter>].self, from: json) }
  }

  @Test func aNumberInJSONIsNoID() {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode([ID<Matter>].self, from: Data("[12]".utf8)) }
  }
}
