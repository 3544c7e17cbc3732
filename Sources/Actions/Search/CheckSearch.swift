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

  /// The documents of the directory and of campaigns: how many there are, and the numbers of those that are wrong.
  static func directory(in tx: any ReadTransaction) throws -> (count: Int, wrong: [Int64]) {
    var result = (count: 0, wrong: [Int64]())
    for kind in SearchKind.allCases where kind != .matters {
      var last = Int64(0)
      while true {
        let ids = try SearchSourceStore.next(kind, after: last, limit: 500, in: tx)
        guard let end = ids.last else { break }
        let made = try MakeDocuments.run(kind, ids, in: tx)
        result.count += made.open.count
        result.wrong += try wrong(made.open, in: .open, tx)
        last = end
      }
    }
    return result
  }
}
