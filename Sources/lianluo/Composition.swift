import Actions
import DatabaseKit
import Domain
import Foundation
import Logging
import PictureKit
import SecretsKit
import Store
import Web

/// Puts an installation together from its folder: the only place where the real clock, real chance and real files are named.
struct Installation {
  let folder: URL
  let database: any Database
  let environment: AppEnvironment
  let hasKeys: Bool
  let holder: Holder
  var keyFile: KeyFile { KeyFile(folder.appendingPathComponent(Self.keyFile)) }
  private let lease: NodeLease

  static let keyFile = "keys.json"
  static let databaseFile = "lianluo.sqlite"

  /// - Parameter createKeys: a new installation gets keys; one that has data but no keys may only be read.
  /// - Parameter couriers: the ways by which messages leave; only a server has any.
  static func open(_ settings: Settings, logger: Logger, createKeys: Bool, couriers: Couriers = .none) async throws
    -> Installation
  {
    let folder = URL(fileURLWithPath: settings.data)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let database = try database(settings, folder)
    let keyURL = folder.appendingPathComponent(keyFile)
    var keys = try KeyRing.load(from: keyURL)
    let isNew = try await Migrator(Schema.migrations).plan(on: database).count == Schema.migrations.count
    if keys == nil, createKeys, isNew {
      let fresh = KeyRing(random: randomBytes)
      try fresh.save(to: keyURL)
      keys = fresh
    }
    let ids = IDGenerator(node: 0)
    let holder = Holder(random: randomBytes)
    let environment = try AppEnvironment(
      database: database, now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
      uptime: { ContinuousClock.now }, ids: ids, random: randomBytes, keys: keys ?? KeyRing(random: randomBytes),
      keyFile: keys == nil ? nil : KeyFile(keyURL),
      passwords: PasswordHasher(), pictures: PictureWorker(executable: "/proc/self/exe"),
      files: FolderFileStore(root: folder.appendingPathComponent("files"), random: randomBytes),
      sealLog: FileSealLog(url: folder.appendingPathComponent("seals.log")), logger: logger,
      readOnly: keys == nil ? "没有找到密钥文件，系统现在只能查看，不能提交。请把 keys.json 放回数据目录后重新启动。" : nil,
      couriers: couriers)
    return Installation(
      folder: folder, database: database, environment: environment, hasKeys: keys != nil, holder: holder,
      lease: NodeLease(database: database, ids: ids, holder: holder.name, now: environment.now))
  }

  static func database(_ settings: Settings, _ folder: URL, durability: Durability = .everyCommit) throws
    -> any Database
  {
    if let url = settings.database, !url.isEmpty {
      return PostgresDatabase(url: url, connections: settings.databaseConnections, durability: durability)
    }
    return try SQLiteDatabase(path: folder.appendingPathComponent(databaseFile).path, durability: durability)
  }

  /// Whether there is something to open: a database is named, or its file is there.
  static func hasDatabase(_ settings: Settings) -> Bool {
    if let url = settings.database, !url.isEmpty { return true }
    let folder = URL(fileURLWithPath: settings.data)
    return FileManager.default.fileExists(atPath: folder.appendingPathComponent(databaseFile).path)
  }

  static func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      withUnsafeBytes(of: generator.next()) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
    }
    return bytes
  }

  /// Applies what is missing of the schema, and takes a number among the servers on this database.
  func migrate() async throws -> [Migration] {
    let applied = try await Migrator(Schema.migrations).apply(on: database, at: environment.now().milliseconds)
    if !environment.lacksKeys { try await lease.take() }
    return applied
  }

  /// Due every ``NodeLease/renewal`` while the server runs.
  func keepNode() async throws { try await lease.keep() }

  func close() async {
    await lease.leave()
    await environment.couriers.shutDown()
    await environment.passwords.shutDown()
    await database.close()
  }
}

enum Logs {
  /// Lines on stderr; nothing private is ever given to it.
  static func make(_ level: String, format: LogFormat = .text) -> Logger {
    var logger = Logger(label: "lianluo") { _ in
      LineLog(
        format: format, now: { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) },
        write: standardError)
    }
    logger.logLevel = Logger.Level(rawValue: level) ?? .notice
    return logger
  }

  /// The whole line, in one call where the system takes it so.
  private static func standardError(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
      // A log that nobody takes any more stops nobody.
      if written <= 0, errno != EINTR { return }
      rest = rest.dropFirst(max(written, 0))
    }
  }
}
