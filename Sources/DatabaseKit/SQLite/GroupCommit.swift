import GRDB
import Synchronization

/// Writes that arrive together share one commit: each runs in a savepoint of its own, a refusal rolls back only its own,
/// and nobody is answered before the outer commit is on the disk.
///
/// While one group is being written the next one gathers, so the group grows with the load and a lone write never waits.
final class GroupCommit: Sendable {
  /// At most this many writes share a commit, so that the first of them is not kept waiting.
  static let largestGroup = 32

  private struct Waiting: Sendable {
    /// Runs the closure in the open transaction and keeps its outcome; true when it wants to stay in the commit.
    let run: @Sendable (GRDB.Database) -> Bool
    /// Answers the caller: with the kept outcome, or with the error that the whole group met.
    let answer: @Sendable ((any Error)?) -> Void
  }

  private struct State {
    var waiting: [Waiting] = []
    var isDraining = false
    var reruns = 0
    var commits = 0
    var writes = 0
  }

  private let state = Mutex(State())
  private let writer: any DatabaseWriter

  init(writer: any DatabaseWriter) { self.writer = writer }

  var reruns: Int { state.withLock { $0.reruns } }
  var commits: Int { state.withLock { $0.commits } }

  var load: DatabaseLoad {
    state.withLock { state in
      var load = DatabaseLoad(retries: state.reruns)
      (load.commits, load.writes) = (state.commits, state.writes)
      (load.connections, load.inUse, load.waiting) = (1, state.isDraining ? 1 : 0, state.waiting.count)
      return load
    }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<T, any Error>) in
      let outcome = Outcome<T>()
      enqueue(
        Waiting(
          run: { db in outcome.keep(Result { try body(SQLiteTransaction(db: db)) }) },
          answer: { error in continuation.resume(with: outcome.final(error)) }))
    }
  }

  private func enqueue(_ job: Waiting) {
    let begins = state.withLock { state in
      state.waiting.append(job)
      defer { state.isDraining = true }
      return !state.isDraining
    }
    if begins { drain() }
  }

  private func drain() {
    writer.asyncWriteWithoutTransaction { [self] db in
      while let group = next() { commit(group, in: db) }
    }
  }

  private func next() -> [Waiting]? {
    state.withLock { state in
      guard !state.waiting.isEmpty else {
        state.isDraining = false
        return nil
      }
      let group = Array(state.waiting.prefix(Self.largestGroup))
      state.waiting.removeFirst(group.count)
      return group
    }
  }

  private func commit(_ group: [Waiting], in db: GRDB.Database) {
    do {
      try db.inTransaction(.immediate) {
        for job in group {
          try db.inSavepoint { job.run(db) ? .commit : .rollback }
          // Some errors (a full disk) end the outer transaction by themselves: nobody's work is left then.
          guard db.isInsideTransaction else { throw DatabaseError.diskFull }
        }
        return .commit
      }
      state.withLock { state in
        state.commits += 1
        state.writes += group.count
      }
      for job in group { job.answer(nil) }
    } catch {
      if group.count == 1 {
        group[0].answer(SQLiteErrors.passing(error))
      } else {
        // One of them may be the cause: each gets a transaction of its own.
        state.withLock { $0.reruns += group.count }
        for job in group { commit([job], in: db) }
      }
    }
  }
}

/// What a closure gave, kept until the commit is known.
private final class Outcome<T: Sendable>: Sendable {
  private let result = Mutex<Result<T, any Error>?>(nil)

  /// True when the closure succeeded.
  func keep(_ new: Result<T, any Error>) -> Bool {
    result.withLock { $0 = new }
    if case .success = new { return true }
    return false
  }

  func final(_ groupError: (any Error)?) -> Result<T, any Error> {
    let kept = result.withLock { $0 }
    switch kept {
    case .failure(let own): return .failure(own)
    case .success(let value): return groupError.map { .failure($0) } ?? .success(value)
    case nil: return .failure(groupError ?? DatabaseError.unavailable("the write was not run"))
    }
  }
}
