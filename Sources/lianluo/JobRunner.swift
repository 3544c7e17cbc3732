import Actions
import Domain
import Foundation
import Logging
import ServiceLifecycle
import Web

/// Runs the timed jobs while the server does, and keeps what became of them.
struct JobRunner: Service {
  let installation: Installation
  let metrics: ServerMetrics
  private var environment: AppEnvironment { installation.environment }

  func run() async throws {
    guard environment.readOnly == nil else {
      try await gracefulShutdown()
      return
    }
    let holder = "\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
    await cancelWhenGracefulShutdown {
      var next: [String: ContinuousClock.Instant] = [:]
      var renewal = ContinuousClock.now + NodeLease.renewal
      while !Task.isCancelled {
        for job in TimedJobs.all where (next[job.name] ?? .now) <= .now {
          let due = next[job.name] ?? .now
          next[job.name] = .now + .seconds(job.interval)
          await run(job, due: due, holder: holder)
        }
        if renewal <= .now {
          renewal = .now + NodeLease.renewal
          do { try await installation.keepNode() } catch {
            environment.logger.warning("lease not renewed", metadata: ["what": .string(Sentences.of(error))])
          }
        }
        do { try await Task.sleep(for: .seconds(1)) } catch { return }
      }
    }
    do { try await TimedJobs.release(holder: holder, in: environment) } catch {
      // The leases run out by themselves within a minute.
      environment.logger.warning("leases not given up", metadata: ["what": .string(Sentences.of(error))])
    }
  }

  private func run(_ job: any TimedJob, due: ContinuousClock.Instant, holder: String) async {
    let began = ContinuousClock.now
    var failed = false
    do {
      // Another server's job is none of ours, neither run nor failed.
      guard try await TimedJobs.runOnce(job, holder: holder, in: environment) else { return }
    } catch {
      // The job comes round again; what failed is in the log and nothing was half done.
      failed = true
      environment.logger.warning(
        "job failed", metadata: ["job": .string(job.name), "what": .string(Sentences.of(error))])
    }
    metrics.ran(
      job.name, lag: (began - due) / .seconds(1), seconds: (ContinuousClock.now - began) / .seconds(1),
      at: environment.now().milliseconds, failed: failed)
  }
}
