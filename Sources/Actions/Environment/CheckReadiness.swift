import DatabaseKit
import Store
import Synchronization

/// Whether this server can do its work, thing by thing. Nothing in it is secret: it may be shown to whoever asks.
package struct Readiness: Sendable, Equatable {
  package struct Line: Sendable, Equatable {
    package let thing: String
    /// `ok`, or in a word or two what is wrong.
    package let state: String
    package let isGood: Bool
  }

  package let lines: [Line]
  package var isReady: Bool { lines.allSatisfy(\.isGood) }
}

/// Asks the database, the disk, the keys and the schema. Many who ask at once share one answer, which is kept for a second:
/// asking is no way to keep the server busy.
package final class CheckReadiness: Sendable {
  private struct State {
    var kept: (readiness: Readiness, at: ContinuousClock.Instant)?
    var running: Task<Readiness, Never>?
  }

  private let state = Mutex(State())
  private let environment: AppEnvironment
  private static let age: Duration = .seconds(1)
  private static let patience: Duration = .seconds(1)
  /// Below this much room new photos are a risk for the database beside them.
  private static let room: Int64 = 64 * 1024 * 1024

  package init(_ environment: AppEnvironment) { self.environment = environment }

  package func now() async -> Readiness {
    let clock = environment.uptime()
    let task = state.withLock { state -> Task<Readiness, Never>? in
      if let kept = state.kept, clock - kept.at < Self.age { return nil }
      if let running = state.running { return running }
      let started = Task { await self.check() }
      state.running = started
      return started
    }
    guard let task else { return state.withLock { $0.kept?.readiness } ?? Readiness(lines: []) }
    return await task.value
  }

  private func check() async -> Readiness {
    await environment.lookForMaintenance()
    let readiness = Readiness(lines: await database() + [await disk(), key()] + maintenance())
    let now = environment.uptime()
    state.withLock { state in
      state.kept = (readiness, now)
      state.running = nil
    }
    return readiness
  }

  private enum Answer: Sendable {
    case missing(Int)
    case foreign
    case away
  }

  /// The database has a second to say which schema it has.
  private func database() async -> [Readiness.Line] {
    let database = environment.database
    let answer = await withTaskGroup(of: Answer.self) { group in
      group.addTask {
        do { return .missing(try await Migrator(Schema.migrations).plan(on: database).count) } catch DatabaseError
          .migration
        { return .foreign } catch { return .away }
      }
      group.addTask {
        // Cut short when the database was faster.
        do { try await Task.sleep(for: Self.patience) } catch {}
        return .away
      }
      defer { group.cancelAll() }
      return await group.next() ?? .away
    }
    func line(_ thing: String, _ state: String) -> Readiness.Line {
      Readiness.Line(thing: thing, state: state, isGood: state == "ok")
    }
    switch answer {
    case .missing(0): return [line("database", "ok"), line("schema", "ok")]
    case .missing: return [line("database", "ok"), line("schema", "not up to date")]
    case .foreign: return [line("database", "ok"), line("schema", "of another version")]
    case .away: return [line("database", "does not answer"), line("schema", "unknown")]
    }
  }

  private func disk() async -> Readiness.Line {
    do {
      let isEnough = try await environment.files.probe() >= Self.room
      return Readiness.Line(thing: "disk", state: isEnough ? "ok" : "almost full", isGood: isEnough)
    } catch FileTrouble.full {
      return Readiness.Line(thing: "disk", state: "full", isGood: false)
    } catch {
      return Readiness.Line(thing: "disk", state: "cannot be written", isGood: false)
    }
  }

  private func key() -> Readiness.Line {
    Readiness.Line(thing: "key", state: environment.lacksKeys ? "missing" : "ok", isGood: !environment.lacksKeys)
  }

  /// Pages can be read meanwhile: a proxy must not take the server away.
  private func maintenance() -> [Readiness.Line] {
    environment.maintenance == nil ? [] : [Readiness.Line(thing: "maintenance", state: "on", isGood: true)]
  }
}
