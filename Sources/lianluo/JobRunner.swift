import Actions
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Web

/// Runs some timed jobs, one after the other, while the server does, and keeps what became of them.
struct JobRunner: Service {
  let installation: Installation
  let metrics: ServerMetrics
  let jobs: [any TimedJob]
  /// Renews the server's number as well, and looks after what others left.
  let keepsNode: Bool
  private var environment: AppEnvironment { installation.environment }
  private var holder: String { installation.holder.name }

  func run() async throws {
    if environment.lacksKeys {
      try await gracefulShutdown()
      return
    }
    await cancelWhenGracefulShutdown {
      if keepsNode {
        await trying("leases of the dead") {
          try await TimedJobs.release(in: environment, where: installation.holder.isGone)
        }
      }
      var rounds = Rounds()
      while !Task.isCancelled {
        await round(&rounds)
        do { try await Task.sleep(for: .seconds(1)) } catch { return }
      }
    }
    if keepsNode {
      await trying("leases given up") { try await TimedJobs.release(holder: holder, in: environment) }
    }
  }

  /// What the runner remembers between its rounds.
  private struct Rounds {
    var next: [String: ContinuousClock.Instant] = [:]
    var renewal = ContinuousClock.now + NodeLease.renewal
    var clock = ClockWatch()
    let start = ContinuousClock.now

    /// Milliseconds since the start, by a clock that nobody sets.
    var steady: Int64 {
      let (seconds, attoseconds) = (ContinuousClock.now - start).components
      return seconds * 1000 + attoseconds / 1_000_000_000_000_000
    }
  }

  private func round(_ rounds: inout Rounds) async {
    await environment.lookForMaintenance()
    let steady = rounds.steady
    if let leapt = rounds.clock.look(wall: environment.now(), steady: steady) {
      environment.logger.warning(
        "the clock was set; what goes by dates rests for ten minutes", metadata: ["seconds": "\(leapt / 1000)"])
    }
    // In maintenance the node number is kept, the jobs rest.
    for job in jobs where environment.readOnly == nil && (rounds.next[job.name] ?? .now) <= .now {
      if job.goesByDate, rounds.clock.rests(at: steady) { continue }
      let due = rounds.next[job.name] ?? .now
      rounds.next[job.name] = .now + .seconds(job.interval)
      await run(job, due: due)
      if Task.isCancelled { return }
    }
    if keepsNode, rounds.renewal <= .now {
      rounds.renewal = .now + NodeLease.renewal
      await trying("node lease") { try await installation.keepNode() }
    }
  }

  /// The job comes round again; what failed is in the log and nothing was half done.
  private func run(_ job: any TimedJob, due: ContinuousClock.Instant) async {
    let began = ContinuousClock.now
    var isOurs = true
    let failed = await !trying(job.name) {
      isOurs = try await TimedJobs.runOnce(job, holder: holder, in: environment)
    }
    // Another server's job is none of ours, neither run nor failed.
    guard isOurs else { return }
    metrics.ran(
      job.name, lag: (began - due) / .seconds(1), seconds: (ContinuousClock.now - began) / .seconds(1),
      at: environment.now().milliseconds, failed: failed)
  }

  /// A failure is told to the log; a stop in the middle of the work is none. False after a failure.
  @discardableResult
  private func trying(_ what: String, _ work: () async throws -> Void) async -> Bool {
    do { try await work() } catch is CancellationError {} catch {
      environment.logger.warning(
        "job failed", metadata: ["job": .string(what), "what": .string(Sentences.of(error))])
      return false
    }
    return true
  }
}
