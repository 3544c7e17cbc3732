import DatabaseKit

/// What the database is busy with, as the layers above may know it.
package struct DatabaseFigures: Sendable, Equatable {
  package let engine: String
  package let retries: Int
  package let commits: Int
  package let writes: Int
  package let connections: Int
  package let inUse: Int
  package let waiting: Int

  package init(_ environment: AppEnvironment) {
    let load = environment.database.load
    engine = environment.database.engine.rawValue
    (retries, commits, writes) = (load.retries, load.commits, load.writes)
    (connections, inUse, waiting) = (load.connections, load.inUse, load.waiting)
  }
}
