import Actions
import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import PictureKit
import SecretsKit
import Store

/// Shows what is missing of the schema, and applies it when told to.
struct Migrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show or apply schema changes · 查看或更新数据库结构")

  @OptionGroup var options: DataOptions
  @Flag(help: "Apply the changes; without it they are only shown.") var apply = false

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      let installation = try await Installation.open(settings, logger: Logs.make("warning"), createKeys: apply)
      let plan = try await Migrator(Schema.migrations).plan(on: installation.database)
      if plan.isEmpty { Console.out("数据库结构是最新的。") }
      for step in plan { Console.out("\(apply ? "更新" : "待更新") \(step.number) \(step.name)") }
      if apply {
        _ = try await installation.migrate()
      } else if !plan.isEmpty {
        Console.out("加 --apply 执行。")
      }
      await installation.close()
    }
  }
}

/// Makes a demonstration place.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a demonstration town, district, county or city · 建演示镇、演示区、演示县、演示市")

  @OptionGroup var options: DataOptions
  @Option(help: "What to make: town, district, county (24,786 matters) or city (ten counties).")
  var scale = DemoScale.town.rawValue
  @Option(help: "With county or city: so many matters, in the same proportions.") var matters: Int?
  @Option(help: "With county or city: so many suggestions, in the same proportions.") var suggestions: Int?
  @Option(help: "The same seed and date give the same bytes.") var seed: UInt64 = 1
  @Option(help: "The day on which everything hangs, YYYY-MM-DD. Default: the last whole one.") var at: CivilDate?

  func run() async throws {
    try await reporting {
      guard let scale = DemoScale(rawValue: scale) else {
        let known = DemoScale.allCases.map(\.rawValue).joined(separator: "、")
        throw Failure("没有这种规模：\(self.scale)。现在有 \(known)。", code: 64)
      }
      var shape = scale.shape
      if let matters {
        guard shape != nil, (100...5_000_000).contains(matters) else {
          throw Failure("--matters 只用于 county 和 city，100 件以上。", code: 64)
        }
        shape?.matters = matters
      }
      if let suggestions {
        guard shape != nil, (100...500_000).contains(suggestions) else {
          throw Failure("--suggestions 只用于 county 和 city，100 件以上。", code: 64)
        }
        shape?.suggestionCount = suggestions
      }
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      let folder = URL(fileURLWithPath: settings.data)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      // Hundreds of small commits, worth nothing until the last: a place half made is made anew.
      let database = try Installation.database(settings, folder, durability: .whenSettled)
      guard try await Migrator(Schema.migrations).plan(on: database).count == Schema.migrations.count else {
        throw Failure("\(settings.data) 里已经有数据，\(scale.name)只建在空的地方。", code: 73)
      }
      let today =
        at ?? DemoTown.lastDay(at: Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)))
      let began = ContinuousClock.now
      try await build(scale, shape, today, folder, database)
      Console.endProgress()
      let seconds = (ContinuousClock.now - began).components.seconds
      Console.out("\(scale.name)建好了（\(today)），用了\(seconds)秒。登录密码都是 \(DemoTown.password)：")
      for signIn in scale.signIns { Console.out("  \(signIn.username)\t\(signIn.role)") }
    }
  }

  private func build(
    _ scale: DemoScale, _ shape: CountyShape?, _ today: CivilDate, _ folder: URL, _ database: any Database
  ) async throws {
    let chance = DemoChance(seed: seed)
    let clock = DemoClock(scale.began(today).start)
    let keys = KeyRing(random: { chance.bytes($0) })
    try keys.save(to: folder.appendingPathComponent(Installation.keyFile))
    let environment = try AppEnvironment(
      database: database, now: { clock.now }, uptime: { ContinuousClock.now }, ids: IDGenerator(node: 0),
      random: { chance.bytes($0) }, keys: keys,
      passwords: PasswordHasher(), pictures: DemoPictures(PictureWorker(executable: "/proc/self/exe")),
      files: FolderFileStore(root: folder.appendingPathComponent("files"), random: chance.bytes),
      sealLog: FileSealLog(url: folder.appendingPathComponent("seals.log")), logger: Logs.make("warning"))
    _ = try await Migrator(Schema.migrations).apply(on: database, at: clock.now.milliseconds)
    try await scale.build(
      today: today, clock: clock, chance: chance, shape: shape, in: environment,
      progress: { Console.progress($0 + "…") })
    try await database.settle()
    await environment.passwords.shutDown()
    await database.close()
  }
}

/// Accounts from the command line.
struct User: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Add accounts, set passwords, disable · 账号", subcommands: [Add.self, Passwd.self, Disable.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Add an account for a person · 新增账号")
    @OptionGroup var options: DataOptions
    @Argument(help: "The user name.") var username: String
    @Option(help: "The person's name; a person of that name is added when there is none.") var name: String
    @Option(help: "A post to give: systemAdministrator, securityAdministrator, auditor, chair, clerk, upperClerk.")
    var role: String?

    func run() async throws {
      try await reporting {
        let given = try role.map(UserCommands.role)
        let installation = try await UserCommands.open(options)
        let environment = installation.environment
        let post = try await given.asyncMap { try await UserCommands.post($0, environment) }
        let person = try await UserCommands.person(named: name, environment)
        let password = try UserCommands.readPassword()
        _ = try await AddStaff.run(
          AddStaff.Input(
            person: person, name: name, username: username, password: password, posts: post.map { [$0] } ?? []),
          by: .system, in: environment)
        Console.out("已新增 \(username.lowercased())，本人第一次登录要改密码。")
        await installation.close()
      }
    }
  }

  struct Passwd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Set a password · 重设密码")
    @OptionGroup var options: DataOptions
    @Argument(help: "The user name.") var username: String

    func run() async throws {
      try await reporting {
        let installation = try await UserCommands.open(options)
        let password = try UserCommands.readPassword()
        try await ManageAccounts.setPassword(
          of: username, to: password, mustChange: true, by: .system, in: installation.environment)
        Console.out("已重设，本人下次登录要改。")
        await installation.close()
      }
    }
  }

  struct Disable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Disable an account and end its sign-ins · 停用")
    @OptionGroup var options: DataOptions
    @Argument(help: "The user name.") var username: String

    func run() async throws {
      try await reporting {
        let installation = try await UserCommands.open(options)
        try await ManageAccounts.setState(of: username, .disabled, by: .system, in: installation.environment)
        Console.out("已停用。")
        await installation.close()
      }
    }
  }
}

enum UserCommands {
  static func open(_ options: DataOptions) async throws -> Installation {
    let settings = try await Settings(
      flags: ["data": options.data, "database.url": options.database], data: options.data)
    let installation = try await Installation.open(settings, logger: Logs.make("warning"), createKeys: true)
    guard installation.hasKeys else { throw Failure("没有密钥文件，不能修改账号。", code: 78) }
    _ = try await installation.migrate()
    return installation
  }

  /// The one person of that name; nil when there is none yet.
  static func person(named name: String, _ environment: AppEnvironment) async throws -> ID<Person>? {
    let found = try await ReadPeople.list(name, after: nil, in: environment).people.filter { $0.name == name }
    if found.count > 1 { throw Failure("有\(found.count)位叫\(name)的人，请在网页上新增账号。", code: 65) }
    return found.first?.id
  }

  static func role(_ name: String) throws -> PostRole {
    let roles: [String: PostRole] = [
      "systemAdministrator": .systemAdministrator, "securityAdministrator": .securityAdministrator, "auditor": .auditor,
      "chair": .chair, "clerk": .clerk, "upperClerk": .upperClerk,
    ]
    guard let role = roles[name] else {
      throw Failure("没有这种职务：\(name)。可以写 \(roles.keys.sorted().joined(separator: "、"))。", code: 64)
    }
    return role
  }

  /// The post at the congress that is run here; 上一级指定经办人 belongs to the congress above, if one is known.
  static func post(_ role: PostRole, _ environment: AppEnvironment) async throws -> Post {
    let congresses = try await ReadDirectory.congresses(in: environment)
    guard let congress = congresses.filter(\.isRunHere).min(by: { $0.level < $1.level }) else {
      throw Failure("还没有建立人民代表大会，先用 lianluo setup 建，再给职务。", code: 65)
    }
    return Post(role: role, congress: role == .upperClerk ? congress.parent ?? congress.id : congress.id)
  }

  /// From the terminal without showing it, or a line of stdin.
  static func readPassword() throws -> String {
    if isatty(0) == 1, let entered = getpass("密码：") { return String(cString: entered) }
    guard let line = readLine(), !line.isEmpty else { throw Failure("没有读到密码。", code: 64) }
    return line
  }
}

/// Checks histories, seals, counters and files.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check histories, seals, counters and files · 核对")

  @OptionGroup var options: DataOptions

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: ["data": options.data, "database.url": options.database], data: options.data)
      // Nothing is made by looking: a folder mistyped stays as it is.
      guard Installation.hasDatabase(settings) else { throw Failure("\(settings.data) 里没有数据。", code: 66) }
      let installation = try await Installation.open(settings, logger: Logs.make("warning"), createKeys: false)
      guard try await Migrator(Schema.migrations).plan(on: installation.database).isEmpty else {
        throw Failure("数据库结构不是最新的，请先运行 lianluo migrate --apply。", code: 65)
      }
      let report = try await Verify.run(in: installation.environment) { Console.progress($0) }
      Console.endProgress()
      Console.out(
        "核对了\(report.records)份记录的\(report.events)条历史、\(report.seals)个封存、\(report.matters)件诉求、\(report.suggestions)件建议、\(report.counts)项计数、\(report.documents)份检索、\(report.files)个文件。"
      )
      for finding in report.findings { Console.out("✗ " + finding.what) }
      Console.out(report.findings.isEmpty ? "没有发现问题。" : "发现\(report.findings.count)处问题。")
      await installation.close()
      if !report.findings.isEmpty { throw ExitCode(1) }
    }
  }
}

extension Optional {
  /// `map` for a transform that waits.
  fileprivate func asyncMap<T>(_ transform: (Wrapped) async throws -> T) async rethrows -> T? {
    guard let self else { return nil }
    return try await transform(self)
  }
}

/// Makes the search index anew, while the server goes on.
struct SearchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Make the search index anew · 重建检索",
    discussion: """
      Needed when verify says so. Searches go on meanwhile, and find what has been made so far.
      """)

  @OptionGroup var options: DataOptions

  func run() async throws {
    try await reporting {
      let installation = try await UserCommands.open(options)
      let environment = installation.environment
      let holder = "search-\(ProcessInfo.processInfo.processIdentifier)"
      try await IndexSearch.restart(in: environment)
      // A server that holds the job's lease does the same steps; this waits for whoever comes to the end.
      while try await !IndexSearch.isComplete(in: environment) {
        try await TimedJobs.runOnce(IndexSearch(), holder: holder, rounds: 20, in: environment)
        Console.progress("正在整理检索")
        if try await !IndexSearch.isComplete(in: environment) { try await Task.sleep(for: .milliseconds(200)) }
      }
      try await TimedJobs.release(holder: holder, in: environment)
      Console.endProgress()
      Console.out("检索已重建。")
      await installation.close()
    }
  }
}
