import DatabaseKit
import Foundation
import Synchronization

/// Databases on the throw-away cluster that `scripts/pg` starts. Without one a test fails; it is never skipped.
package enum TestPostgres {
  package enum Trouble: Error, CustomStringConvertible {
    case noCluster
    case psql(String)

    package var description: String {
      switch self {
      case .noCluster: "TEST_POSTGRES_URL is not set: run the tests with `make test` or `scripts/pg swift test`"
      case .psql(let message): message
      }
    }
  }

  private static let counter = Mutex(0)

  /// At most this many databases are open at a time: each has its own connections, and the cluster has 200.
  private static let gate = Gate(12)

  /// Gives `body` the URL of a database of its own, a copy of `template` or an empty one, and drops it afterwards.
  package static func withDatabase<T>(
    template: String = "template1", _ body: (String) async throws -> T
  ) async throws -> T {
    await gate.enter()
    do {
      let name = newName()
      try await create(name, template: template)
      let result: Result<T, any Error>
      do { result = .success(try await body(try url(of: name))) } catch { result = .failure(error) }
      try await psql("DROP DATABASE \(name) WITH (FORCE)")
      await gate.leave()
      return try result.get()
    } catch {
      await gate.leave()
      throw error
    }
  }

  package static func create(_ name: String, template: String = "template1") async throws {
    try await psql("CREATE DATABASE \(name) TEMPLATE \(template)")
  }

  package static func newName() -> String {
    let number = counter.withLock { counter in
      counter += 1
      return counter
    }
    return "test_\(ProcessInfo.processInfo.processIdentifier)_\(number)"
  }

  package static func url(of name: String) throws -> String {
    let cluster = try clusterURL()
    guard let slash = cluster.lastIndex(of: "/") else { throw Trouble.noCluster }
    return cluster[...slash] + name
  }

  private static func clusterURL() throws -> String {
    guard let url = ProcessInfo.processInfo.environment["TEST_POSTGRES_URL"], !url.isEmpty else {
      throw Trouble.noCluster
    }
    return url
  }

  private static func psql(_ statement: String) async throws {
    let url = try clusterURL()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["psql", "--no-psqlrc", "--quiet", "--dbname", url, "--command", statement]
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    guard status == 0 else {
      throw Trouble.psql(String(decoding: errors.fileHandleForReading.availableData, as: UTF8.self))
    }
  }
}

/// Lets a number of tasks in at a time.
package actor Gate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  package init(_ places: Int) { free = places }

  package func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  package func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
