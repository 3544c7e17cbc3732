/// How like each other two matters are told: a pure score between 0 and 1, of what is said, where, and in which category.
///
/// Two residents hardly ever use the same words. So what is compared is, first, which things and troubles the words name
/// (``SimilarityLexicon``), second, which pairs of characters they share, third, the places: another village, group,
/// building or street is another matter, whatever the words.
package enum Similarity {
  /// What is compared of a matter.
  package struct Text: Sendable {
    let pairs: Set<String>
    let characters: Set<Unicode.Scalar>
    let concepts: [String: Double]
    /// The pairs inside the phrases that name the concepts.
    let named: Set<String>
    let place: Place
    let category: ID<MatterCategory>?
    let isInquiry: Bool

    var namesThings: Bool { concepts.values.contains(1) }

    package init(_ text: String, place: String, category: ID<MatterCategory>? = nil) {
      let said = SearchText.runs(PrivateText.masked(text))
      pairs = Set(said.flatMap { SearchText.pairs($0) }).subtracting(SimilarityLexicon.common)
      characters = Set(said.joined()).subtracting(SimilarityLexicon.empty)
      (concepts, named) = Similarity.concepts(in: said)
      self.place = Place(place: place)
      isInquiry = SimilarityLexicon.inquiries.contains { text.contains($0) }
      self.category = category
    }
  }

  /// What staff are told of a score.
  package enum Grade: String, Sendable, CaseIterable {
    /// 很像.
    case alike
    /// 有点像.
    case likely
  }

  /// From here on it is called alike, and shown to residents.
  package static let alike = 0.78
  /// From here on it is shown to staff: who decides looks at both.
  package static let likely = 0.5

  package static func grade(_ score: Double) -> Grade? {
    score >= alike ? .alike : score >= likely ? .likely : nil
  }

  /// Between 0 and 1.
  package static func score(_ one: Text, _ other: Text) -> Double {
    let words = share(one.pairs, other.pairs, atLeast: 8)
    let things = agreement(one.concepts, other.concepts)
    let place = one.place.agreement(with: other.place)
    // Elsewhere is another matter.
    guard let place else { return 0 }
    // Where the lexicon knows nothing of it, the words alone have to do.
    let isNamed = one.namesThings && other.namesThings
    let rest = share(one.pairs.subtracting(one.named), other.pairs.subtracting(other.named), atLeast: 6)
    let characters = share(one.characters, other.characters, atLeast: 6)
    var score =
      isNamed
      ? 0.44 * things + 0.10 * min(1, words * 3.2) + 0.14 * min(1, rest * 4) + 0.18 * min(1, characters * 2.2) + 0.18
        * place
      : 0.40 * min(1, words * 3.6) + 0.34 * min(1, characters * 2.2) + 0.22 * place
    if let a = one.category, let b = other.category { score += a == b ? 0.08 : -0.1 }
    // Who asks how something is done does not report what is wrong with it.
    if one.isInquiry != other.isInquiry { score -= 0.2 }
    // Nothing that is named in both: the same place and some common words are not enough.
    if isNamed, things == 0 { score -= 0.18 }
    return min(1, max(0, score))
  }

  /// The pairs by which the index is asked for candidates: first those of the things that are named.
  package static func keys(of text: Text, limit: Int = 12) -> [String] {
    let named = text.concepts.keys.sorted().flatMap { name in
      SimilarityLexicon.concepts.first { $0.name == name && $0.isThing }?.phrases ?? []
    }
    let first = named.flatMap { SearchText.runs($0).flatMap { SearchText.pairs($0) } }
    var keys: [String] = []
    for pair in first + text.pairs.sorted() where keys.count < limit && !keys.contains(pair) { keys.append(pair) }
    return keys
  }

  /// The share of the shorter one's parts that the longer one has, too; very short ones count as `atLeast` parts.
  private static func share<Part>(_ one: Set<Part>, _ other: Set<Part>, atLeast least: Int) -> Double {
    Double(one.intersection(other).count) / Double(max(min(one.count, other.count), least))
  }

  /// Weighed: things 1, troubles 0.35.
  private static func agreement(_ one: [String: Double], _ other: [String: Double]) -> Double {
    let shared = one.keys.filter { other[$0] != nil }
    guard !shared.isEmpty else { return 0 }
    let common = shared.reduce(0) { $0 + (one[$1] ?? 0) }
    let smaller = min(one.values.reduce(0, +), other.values.reduce(0, +))
    let things = shared.contains { one[$0] == 1 }
    return min(1, common / max(smaller, 1)) * (things ? 1 : 0.5)
  }

  private static func concepts(in runs: [[Unicode.Scalar]]) -> ([String: Double], named: Set<String>) {
    var found: [String: Double] = [:]
    var named: Set<String> = []
    for run in runs {
      var place = 0
      while place < run.count {
        guard let (name, weight, length) = SimilarityIndex.shared.longest(run[place...]) else {
          place += 1
          continue
        }
        found[name] = weight
        named.formUnion(SearchText.pairs(Array(run[place..<place + length])))
        place += length
      }
    }
    return (found, named)
  }
}

/// The phrases of the lexicon by their first character.
struct SimilarityIndex: Sendable {
  static let shared = SimilarityIndex()

  private let phrases: [Unicode.Scalar: [(scalars: [Unicode.Scalar], name: String, weight: Double)]]

  private init() {
    var phrases: [Unicode.Scalar: [(scalars: [Unicode.Scalar], name: String, weight: Double)]] = [:]
    for concept in SimilarityLexicon.concepts {
      for phrase in concept.phrases {
        let scalars = Array(phrase.unicodeScalars)
        guard let first = scalars.first else { continue }
        phrases[first, default: []].append((scalars, concept.name, concept.isThing ? 1 : 0.35))
      }
    }
    self.phrases = phrases.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
  }

  func longest(_ rest: ArraySlice<Unicode.Scalar>) -> (name: String, weight: Double, length: Int)? {
    guard let first = rest.first else { return nil }
    for phrase in phrases[first] ?? [] where rest.starts(with: phrase.scalars) {
      return (phrase.name, phrase.weight, phrase.scalars.count)
    }
    return nil
  }
}

extension Similarity {
  /// Where a matter is: what can only be one.
  struct Place: Sendable, Equatable {
    /// 东村, 朝阳社区.
    let areas: Set<String>
    /// 三组, 2号楼: a number and what is counted; the numbers of one kind have to agree.
    let numbers: [String: Set<String>]
    let pairs: Set<String>
  }
}

extension Similarity.Place {
  private static let areaEnds = ["村", "社区", "小区", "家属院", "街道"]
  private static let counted = ["号楼", "栋", "单元", "组", "号院"]
  init(place: String) {
    let runs = SearchText.runs(place).map { String(String.UnicodeScalarView($0)) }
    let words = runs.joined(separator: "，")
    pairs = Set(SearchText.runs(words).flatMap { SearchText.pairs($0) })
    areas = Self.names(words)
    numbers = Self.numbers(words)
  }

  /// Nil when the places exclude each other; otherwise between 0 (nothing known in common) and 1.
  func agreement(with other: Self) -> Double? {
    if !areas.isEmpty, !other.areas.isEmpty, !Self.meet(areas, other.areas) { return nil }
    for (kind, mine) in numbers {
      if let theirs = other.numbers[kind], mine.isDisjoint(with: theirs) { return nil }
    }
    let shorter = min(pairs.count, other.pairs.count)
    guard shorter > 0 else { return 0 }
    return Double(pairs.intersection(other.pairs).count) / Double(shorter)
  }

  /// 西河 and 西河村 are the same.
  private static func meet(_ one: Set<String>, _ other: Set<String>) -> Bool {
    one.contains { a in other.contains { b in a.hasPrefix(b) || b.hasPrefix(a) || a.hasSuffix(b) || b.hasSuffix(a) } }
  }

  /// What stands before a word such as 村, without the word.
  private static func names(_ text: String) -> Set<String> {
    var names: Set<String> = []
    for part in text.split(separator: "，") {
      for end in areaEnds {
        guard let range = part.firstRange(of: end) else { continue }
        let before = part[..<range.lowerBound].suffix(4)
        if before.count >= 1 { names.insert(String(before)) }
      }
    }
    return names
  }

  private static func numbers(_ text: String) -> [String: Set<String>] {
    var result: [String: Set<String>] = [:]
    let characters = Array(text)
    for kind in counted {
      let sign = Array(kind)
      guard characters.count > sign.count else { continue }
      for start in 1...characters.count - sign.count where Array(characters[start..<start + sign.count]) == sign {
        var number = ""
        var index = start - 1
        while index >= 0, let digit = digit(characters[index]) {
          number = digit + number
          index -= 1
        }
        if !number.isEmpty { result[kind, default: []].insert(number) }
      }
    }
    return result
  }

  private static func digit(_ character: Character) -> String? {
    if ("0"..."9").contains(character) { return String(character) }
    let han = "一二三四五六七八九十"
    return han.firstIndex(of: character).map { "\(han.distance(from: han.startIndex, to: $0) + 1)" }
  }
}
