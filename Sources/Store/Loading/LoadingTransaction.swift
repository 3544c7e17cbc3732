import DatabaseKit
import Domain

/// One transaction of a loader: acts find their matter in memory and leave what they change there.
///
/// The stores of matters ask for it (`tx as? LoadingTransaction`) and go this short way; whatever has none says so by
/// ``Detour`` and takes the ordinary way. What it holds counts only once ``LoadingMemory/take(_:)`` has it.
final class LoadingTransaction: WriteTransaction {
  /// Why a transaction could not go on, and what it needs.
  enum Detour {
    /// An answer from the database, to be kept.
    case read(SQL, LoadingMemory.Question)
    /// A matter that is not in memory.
    case matter(ID<Matter>)
    /// The database itself, with everything that waits written.
    case leave
  }

  private let memory: LoadingMemory
  private(set) var detour: Detour?
  private(set) var matters: [ID<Matter>: LoadedMatter] = [:]
  /// First entries, written before their matter's row.
  private var early: [ID<Matter>: [RecordEntry]] = [:]
  /// Numbers of the receipts that it gives.
  private(set) var receipts: Set<String> = []
  private(set) var loose: [SQL] = []
  private(set) var changes: [(tally: Tally, count: Int)] = []
  private(set) var numbers: [LoadingMemory.Series: Int] = [:]
  private(set) var keys: [[UInt8]: String] = [:]

  init(_ memory: LoadingMemory) { self.memory = memory }

  var engine: DatabaseEngine { memory.engine }

  private func turn(_ detour: Detour) -> DatabaseError {
    self.detour = detour
    return .unavailable("not in memory")
  }

  func rows(_ sql: SQL) throws(DatabaseError) -> [Row] {
    let (text, values) = sql.rendered()
    if memory.concernsMatters(text) { throw turn(.leave) }
    let question = LoadingMemory.Question(text: text, values: values)
    if let answer = memory.answers[question] { return answer }
    throw turn(.read(sql, question))
  }

  func execute(_ sql: SQL) throws(DatabaseError) -> Int { throw turn(.leave) }

  // MARK: Matters

  /// A matter from memory.
  func held(_ id: ID<Matter>) throws(DatabaseError) -> LoadedMatter {
    if let held = matters[id] ?? memory.matters[id] { return held }
    throw turn(.matter(id))
  }

  func change(_ id: ID<Matter>, _ body: (inout LoadedMatter) -> Void) throws(DatabaseError) {
    var held = try held(id)
    body(&held)
    matters[id] = held
  }

  func hold(_ matter: Matter, levels: RegionLevels, head: ChainHead) throws(DatabaseError) {
    // What it follows may itself not be written yet.
    if matter.previous != nil { throw turn(.leave) }
    if memory.receipts.contains(matter.receipt) || receipts.contains(matter.receipt) {
      throw DatabaseError.uniqueViolation
    }
    receipts.insert(matter.receipt)
    matters[matter.id] = LoadedMatter(
      matter: matter, head: head, levels: levels, entries: early.removeValue(forKey: matter.id) ?? [])
  }

  /// False when somebody else was faster.
  func update(_ matter: Matter, head: ChainHead) throws(DatabaseError) -> Bool {
    guard try held(matter.id).matter.revision == matter.revision else { return false }
    try change(matter.id) { held in
      held.matter = matter
      held.matter.revision += 1
      held.head = head
    }
    return true
  }

  /// False when the entry is not about a matter.
  func append(_ entry: RecordEntry) throws(DatabaseError) -> Bool {
    guard entry.kind == .matter else { return false }
    let id = ID<Matter>(entry.subject)
    if entry.seq == 1 {
      early[id] = [entry]
    } else {
      try change(id) { $0.entries.append(entry) }
    }
    return true
  }

  // MARK: Beside them

  func wait(_ sql: SQL, since instant: Instant) {
    if let from = memory.remembersFrom, instant < from { return }
    loose.append(sql)
  }

  func count(_ changes: [(tally: Tally, count: Int)]) { self.changes += changes }

  /// The next number of a series, if its last one is known.
  func nextNumber(_ series: LoadingMemory.Series) -> Int? {
    guard let last = numbers[series] ?? memory.numbers[series] else { return nil }
    numbers[series] = last + 1
    return last + 1
  }

  /// A number that was read, after which the series goes on.
  func setNumber(_ number: Int, of series: LoadingMemory.Series) { numbers[series] = number }

  /// An answer of the database about what never waits in here unchanged, such as the last number of a series that nobody
  /// has asked for yet.
  func storedRows(_ sql: SQL) throws(DatabaseError) -> [Row] {
    let (text, values) = sql.rendered()
    let question = LoadingMemory.Question(text: text, values: values)
    if let answer = memory.answers[question] { return answer }
    throw turn(.read(sql, question))
  }

  func result(of key: [UInt8]) -> String? { keys[key] ?? memory.keys[key] }

  func remember(_ key: [UInt8], result: String) { keys[key] = result }
}
