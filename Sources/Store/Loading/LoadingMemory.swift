import DatabaseKit
import Domain

/// What a loader keeps between its transactions.
final class LoadingMemory {
  /// A series of numbers.
  struct Series: Hashable {
    let kind: String
    let scope: Int64
    let year: Int
  }

  /// A read and its values.
  struct Question: Hashable {
    let text: String
    let values: [SQLValue]
  }

  var matters: [ID<Matter>: LoadedMatter] = [:]
  /// Rows that hang on nothing.
  var loose: [SQL] = []
  var counts: [CountKey: Int] = [:]
  /// Numbers of all receipts that were given here: one that is taken has to show at once and not when it is written.
  private(set) var receipts: Set<String> = []
  var numbers: [Series: Int] = [:]
  var changedNumbers: Set<Series> = []
  var keys: [[UInt8]: String] = [:]
  /// What was read of the directory: nobody else changes it meanwhile.
  var answers: [Question: [Row]] = [:]
  private(set) var transactions = 0
  /// Messages and request keys from before are as good as passed on and forgotten.
  let remembersFrom: Instant?

  let engine: DatabaseEngine

  private var known: [String: Bool] = [:]

  init(engine: DatabaseEngine, remembersFrom: Instant?) {
    self.engine = engine
    self.remembersFrom = remembersFrom
  }

  /// Tables with rows that may still wait here.
  private static let own: Set<Substring> = [
    "matters", "matter_contacts", "matter_receipts", "matter_capabilities", "matter_files", "pending_uploads",
    "matter_exclusions", "matter_handlings", "matter_entered_acts", "matter_publications", "matter_publication_files",
    "matter_watchers", "events", "audit_lines", "outbox", "notices", "count_deltas", "count_totals", "number_series",
    "idempotency_keys", "search_staff", "search_open",
  ]

  /// Whether a statement concerns rows that may still wait here.
  func concernsMatters(_ text: String) -> Bool {
    if let answer = known[text] { return answer }
    let words = text.split { !($0.isLetter || $0 == "_") }
    // What writes and returns something is no question.
    let answer = words.first != "SELECT" || words.contains { Self.own.contains($0) }
    known[text] = answer
    return answer
  }

  /// After a transaction: what it did is so.
  func take(_ done: LoadingTransaction) {
    transactions += 1
    for (id, held) in done.matters {
      matters[id] = held
      matters[id]?.used = transactions
    }
    receipts.formUnion(done.receipts)
    loose += done.loose
    for change in done.changes { for key in CountKey.keys(of: change.tally) { add(change.count, to: key) } }
    for (series, number) in done.numbers {
      numbers[series] = number
      changedNumbers.insert(series)
    }
    keys.merge(done.keys) { $1 }
  }

  private func add(_ count: Int, to key: CountKey) {
    let sum = (counts[key] ?? 0) + count
    counts[key] = sum == 0 ? nil : sum
  }

  /// Forgets everything that somebody else may have changed.
  func forget() {
    answers = [:]
    numbers = [:]
    keys = [:]
  }
}

/// Rows on their way to the database.
struct LoadedRows: Sendable {
  var matters: [LoadedMatter] = []
  var loose: [SQL] = []
  var counts: [CountKey: Int] = [:]
  var numbers: [(kind: String, scope: Int64, year: Int, value: Int)] = []
  /// Totals that came back to nothing are looked for once, when all else is written, and not each time.
  var prunes = false

  var isEmpty: Bool { matters.isEmpty && loose.isEmpty && counts.isEmpty && numbers.isEmpty && !prunes }

  func write(in tx: any WriteTransaction) throws {
    try LoadedMatter.write(matters, in: tx)
    let rows = GatheringTransaction(tx)
    for statement in loose { try rows.execute(statement) }
    for (key, count) in counts.sorted(by: { $0.key < $1.key }) { try CountStore.addTotal(count, to: key, in: rows) }
    for item in numbers {
      try MatterStore.setNumber(item.value, kind: item.kind, scope: item.scope, year: item.year, in: rows)
    }
    try rows.finish()
    if prunes { try CountStore.prune(in: tx) }
  }
}
