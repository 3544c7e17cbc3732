import Actions
import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// Serves the site.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the site · 启动网站")

  @OptionGroup var options: DataOptions
  @Option(help: "The port. Default: 8080") var port: Int?
  @Option(help: "The address to listen on. Default: 127.0.0.1") var host: String?
  @Option(help: "The address printed in codes and links, such as https://lianluo.example") var publicURL: String?
  @Option(help: "trace, debug, info, notice, warning, error. Default: notice") var logLevel: String?
  @Option(help: "text or json: one line a request and event on standard error. Default: text") var logFormat: String?
  @Flag(help: "Demonstration sign-ins may be used from other machines, too.") var demoOpen = false
  @Flag(help: "Check settings, keys, database and schema, and end.") var check = false

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: [
          "data": options.data, "database.url": options.database, "port": port.map { "\($0)" }, "host": host,
          "public.url": publicURL, "log.level": logLevel, "log.format": logFormat,
        ], data: options.data)
      guard let format = LogFormat(rawValue: settings.logFormat) else {
        throw Failure("日志格式只有 text 和 json，没有“\(settings.logFormat)”。", code: 64)
      }
      let logger = Logs.make(settings.logLevel, format: format)
      let installation = try await Installation.open(
        settings, logger: logger, createKeys: !check, couriers: try CourierSettings.couriers(settings))
      let applied = check ? [] : try await installation.migrate()
      if !applied.isEmpty { Console.error("数据库结构已更新：\(applied.map(\.name).joined(separator: "、"))") }
      if check {
        try await report(installation, settings)
        return
      }
      if let sentence = installation.environment.readOnly { Console.error(sentence) }
      try await holidays(installation)
      try await guardDemo(installation, settings)
      try await warnAboutDesk(installation)
      try await serve(installation, settings, logger)
    }
  }

  private func report(_ installation: Installation, _ settings: Settings) async throws {
    let missing = try await Migrator(Schema.migrations).plan(on: installation.database)
    Console.out("数据目录：\(installation.folder.path)")
    Console.out(
      "数据库：\(installation.database.engine.rawValue)，" + (missing.isEmpty ? "结构是最新的" : "还有\(missing.count)步结构没有更新"))
    Console.out("密钥：" + (installation.hasKeys ? "有" : "没有，只能查看"))
    Console.out("地址：http://\(settings.host):\(settings.port)")
    _ = (try settings.trustedProxies, try settings.limits)
    let couriers = installation.environment.couriers
    Console.out("短信：" + (couriers.sms.map(\.host) ?? "没有配置") + "；邮件：" + (couriers.mail.map(\.host) ?? "没有配置"))
    if missing.isEmpty { try await warnAboutDesk(installation) }
    await installation.close()
    if !missing.isEmpty { throw ExitCode(2) }
  }

  /// A new installation counts working days from its first day on.
  private func holidays(_ installation: Installation) async throws {
    guard installation.environment.readOnly == nil else { return }
    if try await ImportHolidays.table(in: installation.environment).years.isEmpty {
      try await ImportHolidays.run(
        ShippedHolidays.days, source: ShippedHolidays.source, by: .system, in: installation.environment)
    }
  }

  private func warnAboutDesk(_ installation: Installation) async throws {
    if try await DeskHolders.areNamed(in: installation.environment) { return }
    Console.error("还没有指定上一级经办人：封存的事项没有人看得到。请用 lianluo user add --role upperClerk 指定一位。")
  }

  /// The demonstration's password stands in the README: it does not go on a network by accident.
  private func guardDemo(_ installation: Installation, _ settings: Settings) async throws {
    let isLoopback = ["127.0.0.1", "::1", "localhost"].contains(settings.host)
    if isLoopback || demoOpen { return }
    let hasDemo = try await installation.environment.database.read { tx in try AccountStore.hasDemoAccounts(in: tx) }
    if hasDemo {
      throw Failure("这里有演示账号，密码是公开的，不能在 \(settings.host) 上开放。确实要演示请加 --demo-open。", code: 78)
    }
  }

  private static func figures() -> @Sendable () -> ProcessFigures {
    let reader = ProcessReader(startedAt: Date())
    return {
      ProcessFigures(
        residentBytes: reader.residentBytes(), openFiles: reader.openFiles(), cpuSeconds: reader.cpuSeconds(),
        startedAt: reader.startedAt.timeIntervalSince1970)
    }
  }

  private func serve(_ installation: Installation, _ settings: Settings, _ logger: Logger) async throws {
    var server = ServerOptions()
    server.demoOpen = demoOpen
    server.publicURL = settings.publicURL
    server.trustedProxies = try settings.trustedProxies
    server.limits = try settings.limits
    server.apiPerMinute = max(1, settings.apiPerMinute)
    server.secureCookies = settings.publicURL.hasPrefix("https://")
    server.metricsToken = settings.metricsToken
    server.version = Lianluo.version
    server.process = Self.figures()
    let site = SiteServer(environment: installation.environment, options: server)
    let address = "http://\(settings.host):\(settings.port)"
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let openFiles = OpenFiles.raise()
    if let sentence = OpenFiles.sentence(openFiles) { Console.error(sentence) }
    let application = Application(
      router: site.router(),
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024,
        availableConnectionsDelegate: MaximumAvailableConnections(OpenFiles.connections(of: openFiles))),
      services: [
        JobRunner(installation: installation, metrics: site.metrics, jobs: TimedJobs.all, keepsNode: true)
      ]
        + TimedJobs.sending.map {
          JobRunner(installation: installation, metrics: site.metrics, jobs: [$0], keepsNode: false)
        },
      onServerRunning: { _ in Console.error("在 \(address) 开放。按 Ctrl-C 停止。") }, logger: quiet)
    do {
      try await ServiceGroup(configuration: group(application, quiet)).run()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw Failure("\(settings.port) 端口已经有程序在用，请换一个：--port", code: 69)
    }
    await installation.close()
  }

  /// At the signal no new connection is taken, and what is under way is answered. Whoever is still sending after that long
  /// is cut off, so that a stop is a matter of seconds.
  private func group(_ application: some Service, _ logger: Logger) -> ServiceGroupConfiguration {
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    return configuration
  }
}
