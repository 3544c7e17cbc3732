import Actions
import ArgumentParser
import DatabaseKit
import Domain
import Foundation
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Store
import Web

/// Serves the site.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Serve the site · 启动网站")

  @OptionGroup var options: DataOptions
  @Option(help: "The port. Default: 8080") var port: Int?
  @Option(help: "The address to listen on. Default: 127.0.0.1") var host: String?
  @Option(help: "The address printed in codes and links, such as https://lianluo.example") var publicURL: String?
  @Option(help: "trace, debug, info, notice, warning, error. Default: notice") var logLevel: String?
  @Flag(help: "Demonstration sign-ins may be used from other machines, too.") var demoOpen = false
  @Flag(help: "Check settings, keys, database and schema, and end.") var check = false

  func run() async throws {
    try await reporting {
      let settings = try await Settings(
        flags: [
          "data": options.data, "database.url": options.database, "port": port.map { "\($0)" }, "host": host,
          "public.url": publicURL, "log.level": logLevel,
        ], data: options.data)
      let logger = Logs.make(settings.logLevel)
      let installation = try await Installation.open(settings, logger: logger, createKeys: !check)
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

  private func serve(_ installation: Installation, _ settings: Settings, _ logger: Logger) async throws {
    var server = ServerOptions()
    server.demoOpen = demoOpen
    server.publicURL = settings.publicURL
    server.apiPerMinute = max(1, settings.apiPerMinute)
    server.secureCookies = settings.publicURL.hasPrefix("https://")
    let site = SiteServer(environment: installation.environment, options: server)
    let address = "http://\(settings.host):\(settings.port)"
    var quiet = logger
    quiet.logLevel = max(logger.logLevel, .warning)
    let application = Application(
      router: site.router(),
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024),
      services: [JobRunner(installation: installation)],
      onServerRunning: { _ in Console.error("在 \(address) 开放。按 Ctrl-C 停止。") }, logger: quiet)
    do {
      try await application.runService()
    } catch let error as IOError where error.errnoCode == EADDRINUSE {
      throw Failure("\(settings.port) 端口已经有程序在用，请换一个：--port", code: 69)
    }
    await installation.close()
  }
}

/// Runs the timed jobs while the server does.
struct JobRunner: Service {
  let installation: Installation
  private var environment: AppEnvironment { installation.environment }

  func run() async throws {
    guard environment.readOnly == nil else {
      try await gracefulShutdown()
      return
    }
    let holder = "\(ProcessInfo.processInfo.hostName)-\(ProcessInfo.processInfo.processIdentifier)"
    let (installation, environment) = (installation, environment)
    await cancelWhenGracefulShutdown {
      var next: [String: ContinuousClock.Instant] = [:]
      var renewal = ContinuousClock.now + NodeLease.renewal
      while !Task.isCancelled {
        for job in TimedJobs.all where (next[job.name] ?? .now) <= .now {
          next[job.name] = .now + .seconds(job.interval)
          do {
            try await TimedJobs.runOnce(job, holder: holder, in: environment)
          } catch {
            // The job comes round again; what failed is in the log and nothing was half done.
            environment.logger.warning(
              "job failed", metadata: ["job": .string(job.name), "what": .string(Sentences.of(error))])
          }
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
}
