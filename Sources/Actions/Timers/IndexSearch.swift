import DatabaseKit
import Domain
import Store

/// Fills the search index of an installation that is older than it, and makes it anew when its tokens have changed or
/// somebody asked for it: in small steps, with a mark where to go on. Acts keep their own documents meanwhile.
package struct IndexSearch: TimedJob {
  package let name = "index-search"
  package let interval = 30
  private static let batch = 100

  package init() {}

  package func run(_ lease: JobLease, in environment: AppEnvironment) async throws -> Bool {
    if try await Self.isComplete(in: environment) { return false }
    let (mark, ids) = try await environment.database.read { tx -> (SearchMark, [Int64]) in
      let mark = SearchMark(text: try SettingsStore.registryValue(SearchMark.name, in: tx))
      return (
        mark, try mark.kind.map { try SearchSourceStore.next($0, after: mark.after, limit: Self.batch, in: tx) } ?? []
      )
    }
    // Whoever changes one of the records meanwhile comes before or after, and makes its document by himself.
    return try await environment.database.write(locking: mark.locks(ids)) { tx in
      try lease.check(in: tx)
      let isSame = SearchMark(text: try SettingsStore.registryValue(SearchMark.name, in: tx)) == mark
      return try isSame ? Self.step(mark, ids, in: tx) : true
    }
  }

  /// Whether everything that is kept can be found.
  package static func isComplete(in environment: AppEnvironment) async throws -> Bool {
    try await environment.database.read { tx in try isComplete(in: tx) }
  }

  static func isComplete(in tx: any ReadTransaction) throws -> Bool {
    try SettingsStore.registryValue(SearchMark.name, in: tx) == SearchMark.complete.text
  }

  /// Orders the whole index to be made anew.
  package static func restart(in environment: AppEnvironment) async throws {
    if environment.readOnly != nil { throw ActionError.readOnly }
    try await environment.database.write { tx in
      try SettingsStore.setRegistryValue(SearchMark.name, SearchMark.start(rewriting: true).text, in: tx)
    }
  }

  /// One step in the transaction of its own mark; true when there is more to do.
  private static func step(_ mark: SearchMark, _ ids: [Int64], in tx: any WriteTransaction) throws -> Bool {
    guard let kind = mark.kind else { return false }
    var todo = ids
    if mark.isRewriting {
      try SearchStore.remove(ids, from: .open, tx)
      if kind == .matters { try SearchStore.remove(ids, from: .staff, tx) }
    } else {
      let index: SearchIndex = kind == .matters ? .staff : .open
      let present = try SearchStore.present(ids, in: index, tx)
      todo = ids.filter { !present.contains($0) }
    }
    let made = try MakeDocuments.run(kind, todo, in: tx)
    try SearchStore.insert(made.staff, in: .staff, tx)
    try SearchStore.insert(made.open, in: .open, tx)
    let next = mark.after(ids, isLast: ids.count < batch)
    try SettingsStore.setRegistryValue(SearchMark.name, next.text, in: tx)
    return next != .complete
  }
}

/// How far the index has come: `1` when it is complete, `1/fill/matters/123` under way.
struct SearchMark: Equatable {
  static let name = "search"

  /// Nil when it is complete.
  let kind: SearchKind?
  let after: Int64
  /// Documents that are there are made anew; otherwise only those that are missing.
  let isRewriting: Bool

  static let complete = SearchMark(kind: nil, after: 0, isRewriting: false)

  static func start(rewriting: Bool) -> SearchMark {
    SearchMark(kind: SearchKind.allCases[0], after: 0, isRewriting: rewriting)
  }

  private init(kind: SearchKind?, after: Int64, isRewriting: Bool) {
    self.kind = kind
    self.after = after
    self.isRewriting = isRewriting
  }

  /// Documents of another version are all made anew; without a mark there are none yet.
  init(text: String?) {
    let parts = (text ?? "").split(separator: "/").map(String.init)
    guard parts.first == "\(SearchText.version)" else {
      self = Self.start(rewriting: text != nil)
      return
    }
    guard parts.count == 4, let kind = SearchKind(rawValue: parts[2]), let after = Int64(parts[3]) else {
      self = .complete
      return
    }
    self.init(kind: kind, after: after, isRewriting: parts[1] == "rewrite")
  }

  var text: String {
    guard let kind else { return "\(SearchText.version)" }
    return "\(SearchText.version)/\(isRewriting ? "rewrite" : "fill")/\(kind.rawValue)/\(after)"
  }

  /// Those of the records that acts change under a lock of their own.
  func locks(_ ids: [Int64]) -> [LockKey] {
    switch kind {
    case .matters: ids.map { LockKey(.matter, $0) }
    case .suggestions: ids.map { LockKey(.suggestion, $0) }
    case .deputies, .venues, .campaigns, nil: []
    }
  }

  func after(_ ids: [Int64], isLast: Bool) -> SearchMark {
    guard let kind else { return self }
    if !isLast { return SearchMark(kind: kind, after: ids.last ?? after, isRewriting: isRewriting) }
    let all = SearchKind.allCases
    guard let index = all.firstIndex(of: kind), index + 1 < all.count else { return .complete }
    return SearchMark(kind: all[index + 1], after: 0, isRewriting: isRewriting)
  }
}
