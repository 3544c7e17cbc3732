import DatabaseKit
import Domain
import Store

/// What `verify` asks of the search index: each document is what the records give, and there is none beside.
enum CheckSearch {
  /// How many documents one statement compares.
  private static let batch = 100

  /// Documents that are not as they should be, by their numbers.
  static func wrong(_ expected: [SearchDocument], in index: SearchIndex, _ tx: any ReadTransaction) throws -> [Int64] {
    var wrong: [Int64] = []
    for start in stride(from: 0, to: expected.count, by: batch) {
      let part = Array(expected[start..<min(start + batch, expected.count)])
      let same = try SearchStore.same(part, in: index, tx)
      wrong += part.map(\.id).filter { !same.contains($0) }
    }
    return wrong
  }

  /// The documents of all records of a kind: how many there are, and the records whose are wrong, by name.
  ///
  /// - Parameter most: after so many wrong ones it stops.
  static func run(_ kind: SearchKind, most: Int, in tx: any ReadTransaction) throws -> (count: Int, wrong: [String]) {
    var result = (count: 0, wrong: [String]())
    var last = Int64(0)
    while result.wrong.count < most {
      let ids = try SearchSourceStore.next(kind, after: last, limit: 500, in: tx)
      guard let end = ids.last else { break }
      let made = try MakeDocuments.run(kind, ids, in: tx)
      result.count += made.staff.count + made.open.count
      let wrong = Set(try Self.wrong(made.staff, in: .staff, tx) + Self.wrong(made.open, in: .open, tx))
      if !wrong.isEmpty { result.wrong += try names(wrong.sorted(), of: kind, in: tx) }
      last = end
    }
    return result
  }

  private static func names(_ ids: [Int64], of kind: SearchKind, in tx: any ReadTransaction) throws -> [String] {
    switch kind {
    case .matters: break
    case .suggestions: return ids.map { "公开的建议 \($0)" }
    case .deputies, .venues, .campaigns: return ids.map { "名录和征集活动 \($0)" }
    }
    return try MatterStore.mattersWithFacts(ids.map { ID($0) }, in: tx).map { "诉求 \($0.0.receipt)" }
  }
}
