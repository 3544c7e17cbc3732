import Domain
import Foundation
import Testing

/// The score against pairs that people have judged: 168 with which rules and weights were tuned, 56 written afterwards.
@Suite struct SimilarityTests {
  struct Pair: Sendable {
    let isSame: Bool
    let one: Similarity.Text
    let other: Similarity.Text
    let line: String
  }

  @Test("同一件事判得准：查准率不低于八成，查全率不低于六成", arguments: ["similar-pairs", "similar-held-out"])
  func findsTheSameThing(file: String) throws {
    let pairs = try Self.pairs(file)
    #expect(pairs.count >= (file == "similar-pairs" ? 168 : 56))
    var lines = ["| \(file) 分数不低于 | 判为同一件 | 查准率 | 查全率 |"]
    for threshold in [0.4, Similarity.likely, 0.6, 0.7, Similarity.alike, 0.85] {
      let (precision, recall, said) = Self.measure(pairs, threshold)
      lines.append("| \(threshold) | \(said) | \(Int(precision * 1000) / 10)% | \(Int(recall * 1000) / 10)% |")
    }
    print(lines.joined(separator: "\n"))
    let alike = Self.measure(pairs, Similarity.alike)
    #expect(alike.precision >= 0.8 && alike.recall >= 0.6)
    // Staff are shown more, and look at both.
    #expect(Self.measure(pairs, Similarity.likely).recall >= 0.85)
  }

  @Test("别的村、别的楼、别的组不是同一件；谁先谁后一样")
  func placesPart() {
    let told = { (place: String) in Similarity.Text("路灯坏了好几天，晚上看不见路。", place: place) }
    for (one, other) in [("东村三组", "西河村三组"), ("锦绣小区2号楼", "锦绣小区５号楼"), ("东村一组", "东村四组")] {
      #expect(Similarity.score(told(one), told(other)) == 0)
    }
    for (one, other) in [("西河村三组", "西河三组"), ("二号楼", "2号楼"), ("东村村口", "东村村口路边")] {
      let score = Similarity.score(told(one), told(other))
      #expect(score > Similarity.alike && score == Similarity.score(told(other), told(one)))
    }
    #expect(Similarity.score(Similarity.Text("", place: ""), Similarity.Text("", place: "")) < Similarity.likely)
  }

  static func measure(_ pairs: [Pair], _ threshold: Double) -> (precision: Double, recall: Double, said: Int) {
    let said = pairs.filter { Similarity.score($0.one, $0.other) >= threshold }
    let right = said.filter(\.isSame).count
    let same = pairs.filter(\.isSame).count
    return (Double(right) / Double(max(said.count, 1)), Double(right) / Double(max(same, 1)), said.count)
  }

  static func pairs(_ file: String) throws -> [Pair] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")
    let text = try String(contentsOf: folder.appendingPathComponent(file + ".txt"), encoding: .utf8)
    var categories: [String: Int64] = [:]
    func told(_ part: String) -> Similarity.Text {
      let fields = part.split(separator: "|", omittingEmptySubsequences: false).map {
        String($0).trimmingCharacters(in: .whitespaces)
      }
      let category = categories[fields[2]] ?? Int64(categories.count + 1)
      categories[fields[2]] = category
      return Similarity.Text(fields[0], place: fields[1], category: ID(category))
    }
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.dropFirst(2).components(separatedBy: " || ")
      return Pair(isSame: line.hasPrefix("="), one: told(parts[0]), other: told(parts[1]), line: String(line))
    }
  }
}
