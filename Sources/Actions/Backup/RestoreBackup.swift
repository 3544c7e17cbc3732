package import DatabaseKit
import Domain
package import Foundation
import Glibc
import SecretsKit
import Store

/// Puts a backup into an empty place: everything is read, checked against the manifest and written into a folder of its own
/// first, and the place has it all in one moment or not at all.
package enum RestoreBackup {
  /// - Parameters:
  ///   - folder: not there yet, or empty.
  ///   - keys: the key file that belongs to the data; nil when it is put there later.
  ///   - database: on PostgreSQL, the database that its own tools have put back already.
  ///   - random: names the folder under way.
  package static func run(
    _ archive: URL, into folder: URL, keys: URL?, database: (any Database)?, random: (Int) -> [UInt8],
    progress: (String) -> Void
  ) async throws -> BackupManifest {
    let place = try EmptyPlace(folder, random)
    do {
      let manifest = try unpack(archive, into: place.work, progress)
      progress("核对…")
      try await check(manifest, place.work, database)
      if let keys {
        guard let ring = try KeyRing.load(from: keys) else { throw BackupProblem.unreadable }
        try ring.save(to: place.work.appendingPathComponent("keys.json"))
      }
      try place.settle()
      return manifest
    } catch {
      place.clear()
      throw error
    }
  }

  // MARK: Reading

  private static func unpack(_ archive: URL, into work: URL, _ progress: (String) -> Void) throws -> BackupManifest {
    let file = open(archive.path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw BackupProblem.unreadable }
    defer { close(file) }
    let tar = try TarReader(file)
    var found: [BackupManifest.Member] = []
    var manifest: BackupManifest?
    while let header = try tar.next() {
      // The manifest is the last one.
      guard manifest == nil, isOurs(header.name) else { throw BackupProblem.foreign(header.name) }
      if header.name == BackupManifest.name {
        guard header.size <= BackupManifest.largest else { throw BackupProblem.notABackup }
        var bytes: [UInt8] = []
        _ = try tar.content(of: header) { bytes += $0 }
        manifest = try decode(bytes)
      } else {
        let target = work.appendingPathComponent(header.name)
        guard !FileManager.default.fileExists(atPath: target.path) else { throw BackupProblem.damaged(header.name) }
        let digest = try write(header, tar, to: target)
        found.append(BackupManifest.Member(name: header.name, size: header.size, sha256: digest))
        if found.count % 100 == 0 { progress("文件 \(found.count)") }
      }
    }
    guard let manifest else { throw BackupProblem.cutOff }
    for (member, promised) in zip(found, manifest.members) where member != promised {
      throw BackupProblem.damaged(promised.name)
    }
    guard found.count == manifest.members.count else { throw BackupProblem.damaged(BackupManifest.name) }
    return manifest
  }

  private static func decode(_ bytes: [UInt8]) throws -> BackupManifest {
    do {
      return try JSONText.decode(BackupManifest.self, from: String(decoding: bytes, as: UTF8.self))
    } catch {
      throw BackupProblem.notABackup
    }
  }

  /// The three kinds of names that an archive of ours has, letter by letter: nothing leads out of the place.
  static func isOurs(_ name: String) -> Bool {
    if [BackupManifest.database, BackupManifest.seals, BackupManifest.name].contains(name) { return true }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && parts[0] == "files" && FolderFileStore.isAddress(parts[2])
      && parts[1] == parts[2].prefix(2)
  }

  private static func write(_ header: TarReader.Header, _ tar: TarReader, to target: URL) throws -> String {
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    let file = open(target.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileTrouble(errno) }
    defer { close(file) }
    let digest = try tar.content(of: header) { try LockedFolder.writeAll($0, to: file) }
    guard fsync(file) == 0 else { throw FileTrouble(errno) }
    if header.name.hasPrefix(BackupManifest.files), target.lastPathComponent != digest {
      throw BackupProblem.damaged(header.name)
    }
    return digest
  }

  // MARK: Checking

  private static func check(_ manifest: BackupManifest, _ work: URL, _ database: (any Database)?) async throws {
    guard manifest.format == BackupManifest.format, let engine = DatabaseEngine(rawValue: manifest.engine) else {
      throw BackupProblem.newer
    }
    guard manifest.schema <= Schema.migrations.map(\.number).max() ?? 0 else { throw BackupProblem.newer }
    guard (engine == .postgresql) == (database != nil) else { throw BackupProblem.otherEngine(engine) }
    if let database {
      try await fit(work, to: database)
    } else {
      try await checkSQLite(work.appendingPathComponent(BackupManifest.database).path)
    }
  }

  private static func checkSQLite(_ path: String) async throws {
    guard FileManager.default.fileExists(atPath: path) else { throw BackupProblem.damaged(BackupManifest.database) }
    do {
      let database = try SQLiteDatabase(reading: path)
      let isWhole = try await database.isWhole()
      let plan = try await Migrator(Schema.migrations).plan(on: database)
      await database.close()
      guard isWhole, plan.count < Schema.migrations.count else { throw BackupProblem.brokenDatabase }
    } catch DatabaseError.migration {
      throw BackupProblem.newer
    } catch is DatabaseError {
      throw BackupProblem.brokenDatabase
    }
  }

  /// The archive was made after the dump: what it has more than that is left out.
  private static func fit(_ work: URL, to database: any Database) async throws {
    let (named, seals) = try await database.read(.long) { tx in
      (try MatterPartStore.namedFiles(in: tx), try SealStore.last(in: tx)?.number ?? 0)
    }
    let files = try FolderFileStore(root: work.appendingPathComponent("files"), random: { _ in [] })
    for file in try await files.all() where !named.contains(file) { try await files.delete(file) }
    let log = work.appendingPathComponent(BackupManifest.seals)
    guard FileManager.default.fileExists(atPath: log.path) else { return }
    let lines = String(decoding: try Data(contentsOf: log), as: UTF8.self).split(separator: "\n")
    let kept = lines.filter { FileSealLog.parse($0).map { $0.number <= seals } ?? false }
    try Data((kept.joined(separator: "\n") + (kept.isEmpty ? "" : "\n")).utf8).write(to: log)
  }
}

/// An empty place and the folder beside or inside it where things are made ready.
private struct EmptyPlace {
  let folder: URL
  let work: URL
  private let isInside: Bool

  init(_ folder: URL, _ random: (Int) -> [UInt8]) throws {
    self.folder = folder
    let name = ".restoring-" + FolderFileStore.hex(random(4))
    isInside = FileManager.default.fileExists(atPath: folder.path)
    if isInside {
      // Perhaps the mount of a disk, which cannot be renamed over.
      guard try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty else {
        throw BackupProblem.notEmpty
      }
      work = folder.appendingPathComponent(name)
    } else {
      work = folder.deletingLastPathComponent().appendingPathComponent(folder.lastPathComponent + name)
    }
    try FileManager.default.createDirectory(
      at: work, withIntermediateDirectories: true, attributes: [.posixPermissions: NSNumber(value: 0o700)])
    // Even a place with nothing in the archive has this folder.
    try FileManager.default.createDirectory(
      at: work.appendingPathComponent("files"), withIntermediateDirectories: true)
  }

  /// Everything is there from now on. The database comes last: without it a place is none.
  func settle() throws {
    try LockedFolder.settle(work)
    guard isInside else {
      guard rename(work.path, folder.path) == 0 else { throw FileTrouble(errno) }
      return try LockedFolder.settle(folder.deletingLastPathComponent())
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: work.path)
    for name in names.sorted(by: { left, _ in left != BackupManifest.database }) {
      guard rename(work.appendingPathComponent(name).path, folder.appendingPathComponent(name).path) == 0 else {
        throw FileTrouble(errno)
      }
    }
    rmdir(work.path)
    try LockedFolder.settle(folder)
  }

  func clear() {
    // What cannot be removed is named .restoring and in nobody's way but the next restore's.
    do { try FileManager.default.removeItem(at: work) } catch {}
  }
}
