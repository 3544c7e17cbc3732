import DatabaseKit
import Domain
package import Foundation
import Glibc
import Store

/// One archive of everything but the keys, made while the servers go on: the database as it was at one moment, the files that
/// it names, and the seal log as far as the database has come. On PostgreSQL the database is left to its own tools, and the
/// archive holds the rest.
package enum MakeBackup {
  package struct Outcome: Sendable {
    package let manifest: BackupManifest
    package let bytes: Int64
  }

  /// - Parameters:
  ///   - database: the path of the SQLite file; nil on PostgreSQL.
  ///   - target: where the archive is to be; it is not there before it is whole.
  package static func run(
    database: String?, to target: URL, in environment: AppEnvironment, progress: (String) -> Void
  ) async throws -> Outcome {
    guard !FileManager.default.fileExists(atPath: target.path) else { throw BackupProblem.fileExists }
    let unfinished = target.appendingPathExtension("part")
    let copy = target.appendingPathExtension("part-db")
    let file = try begin(unfinished)
    defer {
      close(file)
      unlink(unfinished.path)
      for suffix in ["", "-journal", "-wal", "-shm"] { unlink(copy.path + suffix) }
    }
    let tar = TarWriter(file, at: environment.now())
    var members: [BackupManifest.Member] = []
    func keep(_ name: String, _ member: TarWriter.Member) {
      members.append(BackupManifest.Member(name: name, size: member.size, sha256: member.sha256))
    }
    let content: Content
    if let database {
      progress("数据库…")
      try await SQLiteDatabase.copy(database, to: copy.path)
      let reading = try SQLiteDatabase(reading: copy.path)
      content = try await Content.read(reading)
      await reading.close()
      keep(BackupManifest.database, try tar.add(BackupManifest.database, contentsOf: copy.path))
    } else {
      content = try await Content.read(environment.database)
    }
    let missing = try await files(content.files, environment, progress) { name, bytes in
      keep(name, try tar.add(name, bytes))
    }
    if let log = try await environment.sealLog.read() {
      keep(BackupManifest.seals, try tar.add(BackupManifest.seals, content.lines(of: log)))
    }
    let manifest = BackupManifest(
      format: BackupManifest.format, engine: (database == nil ? DatabaseEngine.postgresql : .sqlite).rawValue,
      schema: content.schema, madeAt: environment.now(), counts: content.counts, members: members, missing: missing)
    _ = try tar.add(BackupManifest.name, Array(try JSONText.encode(manifest).utf8))
    try tar.finish()
    let bytes = Int64(lseek(file, 0, Int32(SEEK_END)))
    guard rename(unfinished.path, target.path) == 0 else { throw FileTrouble(errno) }
    try LockedFolder.settle(target.deletingLastPathComponent())
    return Outcome(manifest: manifest, bytes: bytes)
  }

  /// What another run that died left behind is written over; one that is at work is not disturbed.
  private static func begin(_ url: URL) throws -> Int32 {
    let file = open(url.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileTrouble(errno) }
    guard flock(file, LOCK_EX | LOCK_NB) == 0, ftruncate(file, 0) == 0 else {
      close(file)
      throw BackupProblem.atWork
    }
    return file
  }

  /// Gives every file to `add`; the names of those that are gone.
  private static func files(
    _ addresses: [String], _ environment: AppEnvironment, _ progress: (String) -> Void,
    _ add: (String, [UInt8]) throws -> Void
  ) async throws -> [String] {
    var missing: [String] = []
    for (index, address) in addresses.enumerated() {
      if index % 100 == 0 { progress("文件 \(index) / \(addresses.count)") }
      guard let bytes = try await environment.files.get(address) else {
        missing.append(address)
        continue
      }
      try add(BackupManifest.files + FolderFileStore.path(of: address), bytes)
    }
    return missing
  }

  /// What the snapshot holds, as far as the archive has to know.
  private struct Content: Sendable {
    let counts: BackupManifest.Counts
    let schema: Int
    let files: [String]
    let seals: [StoredSeal]

    static func read(_ database: any Database) async throws -> Content {
      try await database.read(.long) { tx in
        let seals = try SealStore.all(in: tx)
        return Content(
          counts: BackupManifest.Counts(
            matters: try MatterStore.count(in: tx), events: try EventStore.count(in: tx), seals: seals.count),
          schema: try RequestStore.newestMigration(in: tx), files: try MatterPartStore.namedFiles(in: tx).sorted(),
          seals: seals)
      }
    }

    /// The log's lines, without those of seals that came after the snapshot.
    func lines(of log: [Int: [UInt8]]) -> [UInt8] {
      seals.flatMap { seal -> [UInt8] in
        guard let mac = log[seal.number] else { return [] }
        return Array("\(seal.number) \(seal.at.milliseconds) \(seal.count) \(Data(mac).base64EncodedString())\n".utf8)
      }
    }
  }
}
