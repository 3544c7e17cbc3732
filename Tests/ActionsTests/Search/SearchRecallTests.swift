import Actions
import DatabaseKit
import Domain
import Store
import TestSupport
import Testing

/// The index against a plain look at everything that somebody may read.
@Suite(.serialized) struct SearchRecallTests {
  @Test("200个词与逐件查看一致：一个村站、一个单位、所有人", arguments: DatabaseEngine.allCases)
  func findsWhatStandsThere(engine: DatabaseEngine) async throws {
    try await TestTown.run(on: engine) { (town) async throws in
      let tell = MatterTeller(town)
      let matters = try await SearchTown(tell: tell).build(168)
      let places = town.places
      let viewers: [(name: String, actor: Actor)] = [
        ("一个村的联络员", places.liaison.actor), ("承办单位收发员", places.unitRegistrar.actor), ("所有人", .visitor),
      ]
      let everything = try await readable(matters, by: places.clerk.actor, town)
      let queries = Self.queries(from: everything.values.flatMap { $0 })
      #expect(queries.count == 200)
      var lines = ["| 谁 | 能看到 | 词 | 应找到 | 找到 | 多出 | 查全率 |"]
      for viewer in viewers {
        let texts = try await readable(matters, by: viewer.actor, town)
        var (expected, hits, wrong) = (0, 0, 0)
        for query in queries {
          let stands = Set(texts.filter { $0.value.contains { $0.contains(query) } }.map(\.key.raw))
          let found = try await tell.found(query, by: viewer.actor)
          #expect(found == found.sorted(by: >), "newest first: \(query)")
          expected += stands.count
          hits += stands.intersection(found).count
          wrong += Set(found).subtracting(stands).count
        }
        let recall = Double(hits) / Double(max(expected, 1))
        #expect(recall >= 0.99 && wrong == 0 && expected > 60, "\(viewer.name)")
        lines.append(
          "| \(viewer.name) | \(texts.count)件 | \(queries.count) | \(expected) | \(hits) | \(wrong) | \(Int(recall * 1000) / 10)% |"
        )
      }
      print("recall on \(engine.rawValue)\n" + lines.joined(separator: "\n"))
    }
  }

  /// What each matter says to somebody who opens it, read from its page and not from the index.
  private func readable(_ matters: [ID<Matter>], by actor: Actor, _ town: TestTown) async throws
    -> [ID<Matter>: [String]]
  {
    var result: [ID<Matter>: [String]] = [:]
    for id in matters {
      do {
        if actor == .visitor {
          guard let (item, _, _, _, _) = try await ReadPublications.one(id, in: town.environment) else { continue }
          result[id] = [item.title, item.text, item.place, item.reply]
        } else if MatterAccess.seesPartsOnly(actor) {
          let part = try await ReadHandling.run(id, part: 1, by: actor, in: town.environment)
          result[id] = [part.title, part.text ?? "", part.place]
        } else {
          let record = try await ReadMatterRecord.run(id, by: actor, in: town.environment).record
          let said = record.history.filter { SpokenWords.acts.contains($0.event.act) }
          result[id] =
            [record.matter.title] + said.flatMap { [$0.words.text, $0.words.place, $0.words.reply].compactMap { $0 } }
        }
      } catch ActionError.notFound {
        continue
      }
    }
    return result.mapValues { texts in texts.map { PrivateText.masked($0) } }
  }

  /// 200 words of two, three and four characters: the most frequent ones, some from the middle, some that stand once, and
  /// some that stand nowhere.
  static func queries(from texts: [String]) -> [String] {
    var queries: [String] = []
    for (length, each) in [(2, 20), (3, 15), (4, 15)] {
      var counts: [String: Int] = [:]
      for text in texts {
        for run in text.split(whereSeparator: { !$0.isLetter }) where run.count >= length {
          let characters = Array(run)
          for start in 0...characters.count - length {
            counts[String(characters[start..<start + length]), default: 0] += 1
          }
        }
      }
      let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
      let rare = sorted.filter { counts[$0] == 1 }
      let middle = sorted.filter { (2...6).contains(counts[$0] ?? 0) }
      queries += sorted.prefix(each)
      queries += stride(from: 0, to: middle.count, by: max(1, middle.count / each)).prefix(each).map { middle[$0] }
      queries += stride(from: 0, to: rare.count, by: max(1, rare.count / each)).prefix(each).map { rare[$0] }
      let letters = Array(Set(texts.joined().filter(\.isLetter))).sorted()
      var absent: [String] = []
      for index in letters.indices where absent.count < each {
        let word = String((0..<length).map { letters[(index * 31 + $0 * 97) % letters.count] })
        if counts[word] == nil, !absent.contains(word) { absent.append(word) }
      }
      queries += absent
    }
    return queries
  }
}
