import Actions
import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import Store

/// Makes one archive while the servers go on.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write everything but the keys into one file, while serving · 备份")

  @OptionGroup var options: DataOptions
  @Argument(help: "The file to be written; it must not be there yet.") var file: String

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      guard Installation.hasDatabase(settings) else { throw Failure("\(settings.data) 里没有数据。", code: 66) }
      let installation = try await Installation.open(settings, logger: Logs.make("warning"), createKeys: false)
      let database =
        installation.database.engine == .sqlite
        ? installation.folder.appendingPathComponent(Installation.databaseFile).path : nil
      do {
        let made = try await MakeBackup.run(
          database: database, to: URL(fileURLWithPath: file), in: installation.environment,
          progress: { Console.progress($0) })
        Console.endProgress()
        report(made)
      } catch let problem as BackupProblem {
        throw Failure(BackupWords.sentence(problem), code: 73)
      }
      await installation.close()
    }
  }

  private func report(_ made: MakeBackup.Outcome) {
    let (manifest, counts) = (made.manifest, made.manifest.counts)
    let files = manifest.members.filter { $0.name.hasPrefix("files/") }.count
    Console.out(
      "已备份到 \(file)：\(counts.matters)件诉求、\(counts.events)条历史、\(counts.seals)个封存、\(files)个文件，共\(made.bytes)字节。")
    if !manifest.missing.isEmpty { Console.out("有\(manifest.missing.count)个文件在备份时已经依法删除，不在里面。") }
    if manifest.engine == DatabaseEngine.postgresql.rawValue {
      Console.out("数据库不在里面：PostgreSQL 用 pg_dump -Fc 备份，而且要在这一步之前，见 docs/backup.md。")
    }
    Console.out("keys.json 不在里面：请另存一份，放在别的地方。没有它，联系方式再也读不出来。")
  }
}

/// Puts a backup into an empty place.
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup into an empty place · 恢复备份")

  @OptionGroup var options: DataOptions
  @Option(help: "The key file (keys.json) that belongs to the data.") var keys: String?
  @Argument(help: "The file that `backup` wrote.") var file: String

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      let folder = URL(fileURLWithPath: settings.data)
      let database = try await postgres(settings, folder)
      let manifest: BackupManifest
      do {
        manifest = try await RestoreBackup.run(
          URL(fileURLWithPath: file), into: folder, keys: keys.map { URL(fileURLWithPath: $0) }, database: database,
          random: Installation.randomBytes, progress: { Console.progress($0) })
      } catch let problem as BackupProblem {
        throw Failure(BackupWords.sentence(problem), code: problem == .notEmpty ? 73 : 65)
      }
      await database?.close()
      Console.endProgress()
      let counts = manifest.counts
      Console.out("已恢复到 \(settings.data)：\(counts.matters)件诉求、\(counts.events)条历史。")
      try await verify(settings)
    }
  }

  /// The database that pg_restore has filled.
  private func postgres(_ settings: Settings, _ folder: URL) async throws -> (any Database)? {
    guard let url = settings.database, !url.isEmpty else { return nil }
    let database = PostgresDatabase(url: url, connections: 1)
    guard try await Migrator(Schema.migrations).plan(on: database).count < Schema.migrations.count else {
      throw Failure("这个数据库还是空的：先用 pg_restore 恢复数据库，再恢复文件，见 docs/backup.md。", code: 65)
    }
    return database
  }

  private func verify(_ settings: Settings) async throws {
    let installation = try await Installation.open(settings, logger: Logs.make("warning"), createKeys: false)
    if !installation.hasKeys {
      Console.out("没有密钥文件：现在启动只能查看，不能提交，联系方式读不出来。请把原来的 keys.json 放进 \(settings.data) 再启动。")
    }
    guard try await Migrator(Schema.migrations).plan(on: installation.database).isEmpty else {
      Console.out("备份来自较旧的版本：请运行 lianluo migrate --apply，再运行 lianluo verify。")
      await installation.close()
      return
    }
    let report = try await Verify.run(in: installation.environment) { Console.progress($0) }
    Console.endProgress()
    await installation.close()
    for finding in report.findings { Console.out("✗ " + finding.what) }
    let unchecked = installation.hasKeys ? "" : "（没有密钥，封存的印记没有核对）"
    Console.out(
      "核对了\(report.events)条历史、\(report.seals)个封存、\(report.matters)件诉求、\(report.files)个文件"
        + (report.findings.isEmpty ? "，没有发现问题\(unchecked)。" : "，发现\(report.findings.count)处问题\(unchecked)。"))
    if !report.findings.isEmpty { throw ExitCode(1) }
  }
}

/// Why a backup could not be made or put back, for whoever runs the command.
enum BackupWords {
  static func sentence(_ problem: BackupProblem) -> String {
    switch problem {
    case .fileExists: "已经有这个文件，不覆盖。请换一个名字。"
    case .atWork: "另一个备份正在写这个文件。"
    case .changedMeanwhile(let name): "备份时 \(name) 变了，请再备份一次。"
    case .unreadable: "读不到文件。"
    case .notABackup: "这不是联络的备份文件。"
    case .cutOff: "备份文件不完整，后面缺了一段，没有恢复。"
    case .foreign(let name): "备份文件里有不该有的东西（\(LoggedName.plain(name))），没有恢复。"
    case .damaged(let name): "备份文件里的 \(LoggedName.plain(name)) 与清单不符，没有恢复。"
    case .newer: "备份来自较新的版本，请用同样新的版本恢复。"
    case .brokenDatabase: "备份里的数据库已经损坏，没有恢复。"
    case .notEmpty: "这里不是空的，只恢复到空的地方。"
    case .otherEngine(.sqlite): "这是 SQLite 的备份，恢复时不要写 --database。"
    case .otherEngine(.postgresql): "这是 PostgreSQL 的备份，先用 pg_restore 恢复数据库，再用 --database 指明它。"
    }
  }
}

/// A name out of a foreign file, for a terminal: letters, digits and little else.
private enum LoggedName {
  static func plain(_ name: String) -> String {
    String(name.prefix(80).map { $0.isASCII && ($0.isLetter || $0.isNumber || "._-/".contains($0)) ? $0 : "?" })
  }
}

/// Begins and ends maintenance.
struct MaintenanceCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "maintenance", abstract: "Let everybody read and nobody change, for a while · 维护",
    subcommands: [On.self, Off.self, Status.self])

  struct On: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Begin · 开始维护")
    @OptionGroup var options: DataOptions
    @Option(help: "What people are told, such as 系统升级.") var words = ""
    @Option(help: "When it will be over, Beijing time: HH:MM today, or YYYY-MM-DD HH:MM.") var until: String?

    func run() async throws {
      try await reporting {
        guard words.count <= 60, !words.contains(where: \.isNewline) else {
          throw Failure("--words 最多60个字，写在一行里。", code: 64)
        }
        try await MaintenanceCommand.change(options) { environment in
          Maintenance(words: words, until: try until.map { try MaintenanceCommand.time($0, environment.now()) })
        }
      }
    }
  }

  struct Off: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "End · 结束维护")
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await reporting { try await MaintenanceCommand.change(options) { _ in nil } }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Whether it is on · 是否在维护")
    @OptionGroup var options: DataOptions

    func run() async throws {
      try await reporting {
        let installation = try await MaintenanceCommand.open(options)
        let now = try await SetMaintenance.current(in: installation.environment)
        Console.out(now?.sentence ?? "没有在维护。")
        await installation.close()
      }
    }
  }

  fileprivate static func open(_ options: DataOptions) async throws -> Installation {
    let settings = try await Settings(
      flags: ["data": options.data, "database.url": options.database], data: options.data)
    guard Installation.hasDatabase(settings) else { throw Failure("\(settings.data) 里没有数据。", code: 66) }
    return try await Installation.open(settings, logger: Logs.make("warning"), createKeys: false)
  }

  fileprivate static func change(_ options: DataOptions, to make: (AppEnvironment) throws -> Maintenance?) async throws
  {
    let installation = try await open(options)
    let maintenance = try make(installation.environment)
    try await SetMaintenance.run(maintenance, in: installation.environment)
    await installation.close()
    // Servers look every second; what was under way then has come to its end.
    try await Task.sleep(for: .seconds(3))
    Console.out(maintenance.map { "维护开始了，所有服务器都只能查看：" + $0.sentence } ?? "维护结束了，可以提交了。")
  }

  /// A time of today, or of the day that is named.
  fileprivate static func time(_ text: String, _ now: Instant) throws -> Instant {
    let parts = text.split(separator: " ")
    let clock = (parts.last ?? "").split(separator: ":").map { Int($0) }
    let date = parts.count == 2 ? CivilDate(text: String(parts[0])) : now.date
    guard (1...2).contains(parts.count), let date, clock.count == 2, let hour = clock[0], let minute = clock[1],
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { throw Failure("--until 写成 18:30 或 2026-12-01 06:00。", code: 64) }
    let time = date.start.adding(seconds: Int64(hour * 3600 + minute * 60))
    guard time > now else { throw Failure("--until 已经过去了。", code: 64) }
    return time
  }
}
